"""The one table of what stands in each ledger: columns, their kinds and meaning.

CSV headers, checks on reading and the format page of the docs come from here.
"""

import zlib
from typing import NamedTuple, get_args

from pulsa_cli.core import cells
from pulsa_cli.core.kinds import (
    ComplaintKind,
    CustomerKind,
    MoneyKind,
    OrderKind,
    ReminderKind,
    SaleKind,
)

Row = dict[str, str]


class Column(NamedTuple):
    """`kind` is a name in cells.KINDS, teks, or the words allowed."""

    name: str
    kind: str | tuple[str, ...]
    meaning: str


class Table(NamedTuple):
    """A ledger: its folder under `ledger/`, the letter in its ids, and its columns."""

    name: str
    letter: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


# Every ledger begins and ends with these.
_FIRST = (
    Column("id", "id", "nomor catatan: konter, hari dicatat, huruf jenis, urutan"),
    Column("waktu", "waktu", "kapan terjadi, ISO 8601 dengan selisih zona"),
)
_LAST = (
    Column("kasir", "teks", "siapa yang mencatat"),
    Column("catatan", "teks", "keterangan bebas"),
    Column("dicatat", "saat", "kapan dicatat; kosong = pada waktu itu juga"),
    Column("urut", "urutan", "urutan mencatat di konter itu pada hari itu, dari semua buku"),
    Column("cek", "cek", "enam huruf CRC-32: baris yang terpotong atau diubah ketahuan"),
)
_CHANGE = Column(
    "kembalian",
    "kembalian",
    "uang kembali yang diberikan dengan cara lain daripada bayarnya: tunai=3000",
)
SALES = Table(
    "jual",
    "J",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(SaleKind),
            "jual = penjualan; yang lain menerangkan catatan di kolom ref",
        ),
        Column(
            "ref",
            "ref",
            "catatan yang diterangkan; pada jual: penjualan gagal yang diulang, atau "
            "pesanan yang diisi",
        ),
        Column(
            "pelanggan",
            "ref",
            "pembeli; pada pindah: pembeli yang benar; pada gagal, kembali, "
            "salah-nomor dan batal: yang menerima sisa uangnya sebagai titipan",
        ),
        Column("nomor", "nomor", "nomor tujuan, dikelompokkan; pada salah-nomor: nomor yang benar"),
        Column("operator", "teks", "operator atau penyedia produk"),
        Column("produk", "teks", "kode produk menurut produk.csv"),
        Column("nama", "teks", "nama produk saat dijual"),
        Column("modal", "rupiah", "harga beli konter; kosong = belum diketahui"),
        Column("harga", "rupiah", "harga jual"),
        Column("diskon", "rupiah", "potongan dari harga"),
        Column("hadiah", ("", "potongan", "gratis"), "diskon itu hadiah kartu langganan"),
        Column("dibayar", "rupiah", "uang yang diterima dan disimpan untuk catatan ini"),
        Column(
            "cara",
            "cara",
            "cara bayar menurut toko.yaml; kasbon atau titipan kalau tidak dibayar; lebih dari "
            "satu cara: tunai=10000 qris=5000, bersama = dibayar + kembalian",
        ),
        _CHANGE,
        Column(
            "titipan",
            "rupiah",
            "bagian kasbon yang saat dicatat dibayar dari uang titipan, juga "
            "dari uang pesanan yang diisi",
        ),
        Column("tempo", "tanggal", "jatuh tempo kasbon: harga kurang diskon kurang dibayar"),
        Column("status", ("", "sukses", "pending"), "keadaan isi ulang saat dicatat"),
        Column("sn", "teks", "nomor seri dari pemasok; selalu teks"),
        Column("jumlah", "angka", "berapa buah; kosong = 1"),
        Column("nota", "teks", "nota yang memuat penjualan ini bersama yang lain"),
        Column("pemasok", "teks", "server yang mengisi"),
        Column("acuan", "teks", "nomor transaksi di server"),
        Column("kembali", "rupiah", "uang yang kembali kepada pembeli, dengan cara di kolom cara"),
        Column("rugi", ("", "toko", "pembeli"), "pada salah-nomor: siapa yang menanggung"),
        Column("alasan", "teks", "alasan membatalkan, atau alasan melewati aturan (--tetap)"),
        *_LAST,
    ),
)
MONEY = Table(
    "hutang",
    "H",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(MoneyKind),
            "tambah = hutang tanpa penjualan; bayar = uang diterima, kelebihannya jadi titipan; "
            "ambil = uang titipan yang diserahkan kembali; "
            "janji = kapan pelanggan berjanji membayar; yang lain menerangkan hutang di kolom ref",
        ),
        Column(
            "ref",
            "ref",
            "hutang yang diterangkan; pada bayar: hutang yang dibayar lebih dulu; "
            "pada janji: hutang terakhir yang dijanjikan; pada batal: catatan yang dibatalkan",
        ),
        Column("pelanggan", "ref", "milik siapa"),
        Column("jumlah", "rupiah", "hutang, uang yang diterima, diserahkan atau diikhlaskan"),
        Column("tempo", "tanggal", "jatuh tempo; pada undur: yang baru; pada janji: harinya"),
        Column("cicilan", "cicilan", "pada cicil: tanggal=rupiah, dipisah spasi"),
        Column("cara", "cara", "cara bayar menurut toko.yaml"),
        _CHANGE,
        Column("alasan", "teks", "alasan, juga alasan melewati aturan (--tetap)"),
        *_LAST,
    ),
)
PEOPLE = Table(
    "pelanggan",
    "P",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(CustomerKind),
            "tambah = pelanggan baru; ubah = yang terisi berubah, - = dikosongkan; satukan = "
            "pelanggan di kolom dari orang yang sama dengan ref",
        ),
        Column("ref", "ref", "pelanggan yang diterangkan; pada batal: catatan yang dibatalkan"),
        Column("dari", "ref", "pada satukan: pelanggan yang dilebur"),
        Column("nama", "teks", "nama"),
        Column("kode", "teks", "sebutan singkat"),
        Column(
            "nomor",
            "nomor-nomor",
            "nomor HP atau meter, dikelompokkan, dipisah spasi; pada ubah: yang ditambahkan",
        ),
        Column("lepas", "nomor-nomor", "pada ubah: nomor yang bukan miliknya lagi"),
        Column("tempo", "teks", "tempo kasbonnya sendiri: 7 hari, gajian, tanggal 25, …"),
        Column("batas", "angka atau -", "batas kasbonnya sendiri, rupiah"),
        Column("gajian", "angka atau -", "tanggal gajian, 1 sampai 31 (31 = akhir bulan)"),
        Column("alasan", "teks", "alasan membatalkan"),
        *_LAST,
    ),
)
ORDERS = Table(
    "pesanan",
    "O",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(OrderKind),
            "pesan = pesanan baru; bayar = uang muka lagi untuk pesanan di kolom ref; batal = yang "
            "di kolom ref tidak jadi. Diisi: penjualan yang menyebutnya di kolom ref",
        ),
        Column("ref", "ref", "pada bayar: pesanannya; pada batal: catatan yang dibatalkan"),
        Column("pelanggan", "ref", "pemesan"),
        Column("nomor", "nomor", "nomor tujuan, dikelompokkan"),
        Column("operator", "teks", "operator atau penyedia produk"),
        Column("produk", "teks", "kode produk menurut produk.csv"),
        Column("nama", "teks", "nama produk saat dipesan"),
        Column("harga", "rupiah", "harga yang disepakati, sekali isi"),
        Column("untuk", "tanggal", "harinya; yang berulang: hari yang pertama"),
        Column("tiap", ("", "minggu", "bulan"), "berulang tiap minggu atau bulan"),
        Column(
            "dp",
            "rupiah",
            "uang muka, disimpan untuk pesanan ini; yang tidak perlu untuk mengisinya jadi uang "
            "titipan, dan kalau pengisian itu gagal kembali ke pesanan, sebanyak yang masih ada",
        ),
        Column("cara", "cara", "cara bayar menurut toko.yaml; titipan = dari uang titipannya"),
        Column(
            "kembali", "rupiah", "pada batal: uang yang diserahkan kembali; sisanya jadi titipan"
        ),
        Column("alasan", "teks", "alasan membatalkan, atau alasan melewati aturan (--tetap)"),
        *_LAST,
    ),
)
COMPLAINTS = Table(
    "keluhan",
    "K",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(ComplaintKind),
            "keluhan = keluhan baru; yang lain menerangkan keluhan di kolom ref",
        ),
        Column("ref", "ref", "keluhan yang diterangkan; pada batal: catatan yang dibatalkan"),
        Column("penjualan", "ref", "penjualan yang dikeluhkan"),
        Column("nomor", "nomor", "nomor tujuan penjualan itu, dikelompokkan"),
        Column("disebut", "nomor", "nomor yang disebut pembeli, kalau lain"),
        Column("operator", "teks", "operator atau penyedia produknya"),
        Column("daftar", "teks", "daftar periksa: nama berkas di checklists/"),
        Column("jawaban", "jawaban", "langkah=jawaban, dipisah spasi"),
        Column("temuan", "teks", "sebabnya menurut daftar periksa; kosong = belum ketahuan"),
        Column("yakin", ("", "pasti", "mungkin"), "seberapa yakin temuan itu"),
        Column("langkah", "teks", "yang dikerjakan berikutnya"),
        Column("tindak", "saat", "kapan keluhan ini dilihat lagi"),
        Column("ingat", "teks", "yang ditampilkan sebelum menjual lagi ke nomor ini"),
        Column("alasan", "teks", "alasan membatalkan"),
        Column(
            "hasil",
            (
                "",
                "masuk",
                "salah-nomor",
                "pulsa-darurat",
                "data-nyala",
                "nsp",
                "operator",
                "dikembalikan",
                "lainnya",
            ),
            "pada selesai: bagaimana akhirnya",
        ),
        *_LAST,
    ),
)
REMINDERS = Table(
    "pengingat",
    "R",
    (
        *_FIRST,
        Column(
            "jenis",
            get_args(ReminderKind),
            "mulai = sedang dikirim lewat saluran; terkirim dan belum = bagaimana akhirnya; "
            "terkirim tanpa ref = dikirim orang",
        ),
        Column(
            "ref", "ref", "pengiriman (mulai) yang diterangkan; pada batal: catatan yang dibatalkan"
        ),
        Column("pelanggan", "ref", "siapa yang diingatkan"),
        Column("nomor", "nomor", "nomor HP-nya, dikelompokkan; kosong = disampaikan langsung"),
        Column(
            "tingkat",
            "tingkat",
            "hari dari jatuh tempo menurut kebijakan.yaml; -3 = tiga hari sebelumnya",
        ),
        Column(
            "tempo",
            "tanggal",
            "jatuh tempo yang membuatnya diingatkan, atau hari janji yang tidak ditepati",
        ),
        Column("jumlah", "rupiah", "yang diminta di pesannya"),
        Column("saluran", ("", "orang", "perintah", "berkas"), "lewat apa"),
        Column("alasan", "teks", "alasan membatalkan; pada belum: apa kata salurannya"),
        *_LAST,
    ),
)
TABLES = {table.name: table for table in (SALES, MONEY, PEOPLE, ORDERS, COMPLAINTS, REMINDERS)}


def amount(row: Row, column: str) -> int:
    """Rupiah in a cell; an empty one is 0."""
    return int(row[column] or 0)


def check_letters(header: bytes, body: bytes) -> bytes:
    """Six letters a–z from CRC-32 over the header line and the row up to its last comma.

    Both without line end or byte order mark.
    """
    number = zlib.crc32(body, zlib.crc32(header)) % 26**6
    letters = bytearray(6)
    for place in range(5, -1, -1):
        number, letter = divmod(number, 26)
        letters[place] = 97 + letter
    return bytes(letters)


def complaint(table: Table, row: Row) -> str | None:
    """Why this row can't be understood, in Indonesian; None when it can.

    Columns that the table does not know are left alone.
    """
    for column in table.columns:
        if why := cells.complaint(column.kind, table.letter, row.get(column.name, "")):
            return f"kolom {column.name} {why}"
    return None

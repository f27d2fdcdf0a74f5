"""The one table of what stands in each ledger: columns, their kinds and meaning.

CSV headers, checks on reading and the format page of the docs come from here.
"""
import re
import zlib
from datetime import datetime
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.text import clean

Row = dict[str, str]


class Column(NamedTuple):
    """`kind` is one of id, ref, waktu, rupiah, nomor, teks, cek, or the words allowed."""

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


SALES = Table("jual", "J", (
    Column("id", "id", "nomor catatan: konter, hari dicatat, huruf jenis, urutan"),
    Column("waktu", "waktu", "kapan terjadi, ISO 8601 dengan selisih zona"),
    Column("jenis", ("jual", "sn", "sukses", "gagal", "kembali", "salah-nomor", "batal"),
           "jual = penjualan; yang lain menerangkan catatan di kolom ref"),
    Column("ref", "ref", "catatan yang diterangkan; pada jual: penjualan gagal yang diulang"),
    Column("nomor", "nomor", "nomor tujuan, dikelompokkan; pada salah-nomor: nomor yang benar"),
    Column("operator", "teks", "operator atau penyedia produk"),
    Column("produk", "teks", "kode produk menurut produk.csv"),
    Column("nama", "teks", "nama produk saat dijual"),
    Column("modal", "rupiah", "harga beli konter; kosong = belum diketahui"),
    Column("harga", "rupiah", "harga jual"),
    Column("diskon", "rupiah", "potongan dari harga"),
    Column("dibayar", "rupiah", "uang yang diterima dan disimpan untuk catatan ini"),
    Column("cara", "teks", "cara bayar menurut toko.yaml"),
    Column("status", ("", "sukses", "pending"), "keadaan isi ulang saat dicatat"),
    Column("sn", "teks", "nomor seri dari pemasok; selalu teks"),
    Column("kembali", "rupiah", "uang yang kembali kepada pembeli, dengan cara di kolom cara"),
    Column("rugi", ("", "toko", "pembeli"), "pada salah-nomor: siapa yang menanggung"),
    Column("alasan", "teks", "alasan membatalkan, atau alasan melewati aturan (--tetap)"),
    Column("kasir", "teks", "siapa yang mencatat"),
    Column("catatan", "teks", "keterangan bebas"),
    Column("cek", "cek", "enam huruf CRC-32: baris yang terpotong atau diubah ketahuan"),
))
TABLES = {SALES.name: SALES}


def check_letters(header: bytes, body: bytes) -> bytes:
    """Six letters a–z from CRC-32 over the header line and the row up to its last comma.

    Both without line end or byte order mark.
    """
    number = zlib.crc32(body, zlib.crc32(header)) % 26 ** 6
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
        value = row.get(column.name, "")
        if not _fits(column, value):
            return f"kolom {column.name} berisi '{value}'"
    return None


def _fits(column: Column, value: str) -> bool:
    if isinstance(column.kind, tuple):
        return value in column.kind
    if column.kind == "id":
        return ids.parse(value) is not None
    if column.kind == "ref":
        return not value or ids.parse(value) is not None
    if column.kind == "rupiah":
        return not value or value.isascii() and value.isdigit() and len(value) < 13
    if column.kind == "waktu":
        return _is_moment(value)
    if column.kind == "nomor":
        return re.fullmatch(r"[\d-]*", value, re.A) is not None
    return value.isprintable() or clean(value) == value  # no escapes reach a screen


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None and value.startswith("20")
    except ValueError:
        return False

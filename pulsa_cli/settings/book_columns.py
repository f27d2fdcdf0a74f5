"""What the columns of an old book of debts mean, by whatever name they go."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pulsa_cli.core.text import key

NAME, NUMBER, AMOUNT, PAID, LEFT = "nama", "nomor", "jumlah", "dibayar", "sisa"
STATUS, DAY, TERM, NOTE, KIND, DONE = "status", "tanggal", "tempo", "catatan", "jenis", "lunas"
DEBT = "hutang"  # the amount, or beside one what is left of it
AMOUNTS = (AMOUNT, DEBT, PAID, LEFT)
USUAL = (NAME, AMOUNT, DAY, NUMBER, TERM, NOTE, PAID, LEFT, STATUS, KIND)
# Written as `key` makes them: small letters and figures alone.
_NAMES = {
    NAME: "nama namapelanggan pelanggan namacustomer customer namapembeli pembeli konsumen "
    "namakonsumen name",
    NUMBER: "nomor nohp nomorhp hp nope notelp notelepon nomortelepon telp telepon nowa nomorwa wa "
    "whatsapp nowhatsapp nohpwa nowahp handphone nohandphone phone",
    AMOUNT: "jumlah nominal total jumlahhutang jumlahutang jumlahkasbon nominalhutang "
    "nominalutang besar besarhutang nilai nilaihutang amount",
    DEBT: "hutang utang kasbon bon piutang totalhutang totalutang totalkasbon totalpiutang",
    PAID: "dibayar bayar pembayaran sudahdibayar sudahbayar telahdibayar dibayarkan terbayar "
    "jumlahbayar jumlahdibayar totalbayar totaldibayar dp uangmuka cicilan angsuran paid",
    LEFT: "sisa sisahutang sisautang sisakasbon sisabayar sisatagihan kekurangan kurang "
    "kurangbayar belumdibayar saldo saldohutang",
    STATUS: "status statusbayar statuspembayaran statushutang statusutang statuskasbon",
    DONE: "lunas sudahlunas tgllunas tanggallunas lunastgl lunastanggal",
    DAY: "tanggal tgl tanggalhutang tglhutang tanggalutang tglutang tanggalkasbon tglkasbon "
    "tanggaltransaksi tgltransaksi haritanggal haritgl date waktu",
    TERM: "tempo jatuhtempo tgljatuhtempo tanggaljatuhtempo tgltempo tanggaltempo jtempo jt "
    "bataswaktu batasbayar due duedate",
    NOTE: "catatan keterangan ket untuk produk barang item uraian deskripsi note notes",
    KIND: "jenis tipe type jenistransaksi transaksi",
}
_MEANING = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_PAYMENTS = set(
    "bayar dibayar pembayaran cicil cicilan nyicil angsur angsuran pelunasan bayarhutang "
    "bayarutang bayarkasbon payment".split()
)
_DEBTS = set(
    "hutang utang kasbon ngutang ngebon bon pinjam pinjaman tambah tambahhutang beli ambil "
    "debt".split()
)


class Columns(NamedTuple):
    """Which columns of a book are used: its own names by what they mean, and those that are
    not."""

    used: dict[str, list[str]]
    unused: list[str]

    def meaning(self, meaning: str) -> list[str]:
        return self.used.get(meaning, [])


def recognised(header: Iterable[str], ignored: Collection[str] = ()) -> Columns:
    """The columns of a header, but those `ignored`, by what they mean."""
    columns = Columns({}, [])
    passed_over = set(map(key, ignored))
    for name in filter(None, header):
        plain = key(re.sub(r"\W*\b(?:rp|idr)\W*$", "", name))
        meaning = _MEANING.get(plain)
        if meaning and key(name) not in passed_over:
            columns.used.setdefault(meaning, []).append(name)
        else:
            columns.unused.append(name)
    return columns


def is_payment(cell: str) -> bool | None:
    """Does `jenis` say that money came in, or (False) that something was owed? None where it says
    neither."""
    word = key(cell)
    return True if word in _PAYMENTS else False if word in _DEBTS else None

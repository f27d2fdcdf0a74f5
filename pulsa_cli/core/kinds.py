"""The words of `jenis` in each ledger, and of `status` in `ledger/jual`: what a row says that
happened. design §3."""

from typing import Final, Literal, get_args

VOID: Final = "batal"  # in every ledger: takes back the row that it names

# ledger/jual
SOLD: Final = "jual"
SN: Final = "sn"
SUCCEEDED: Final = "sukses"
FAILED: Final = "gagal"
GIVEN_BACK: Final = "kembali"  # money of a failed sale that was kept until then
WRONG_NUMBER: Final = "salah-nomor"
MOVED: Final = "pindah"
SaleKind = Literal["jual", "sn", "sukses", "gagal", "kembali", "salah-nomor", "pindah", "batal"]

# ledger/hutang
ADDED: Final = "tambah"  # a debt without a sale
PAYMENT: Final = "bayar"
TAKEN: Final = "ambil"  # prepaid money handed back
POSTPONED: Final = "undur"
INSTALMENTS: Final = "cicil"
PROMISE: Final = "janji"
ON_HOLD: Final = "tahan"
RELEASED: Final = "lepas"
WRITTEN_OFF: Final = "ikhlaskan"
MoneyKind = Literal[
    "tambah",
    "bayar",
    "ambil",
    "undur",
    "cicil",
    "janji",
    "tahan",
    "lepas",
    "ikhlaskan",
    "batal",
]

# ledger/pelanggan
REGISTERED: Final = "tambah"
CHANGED: Final = "ubah"
UNITED: Final = "satukan"
CustomerKind = Literal["tambah", "ubah", "satukan", "batal"]

# ledger/pesanan
ORDERED: Final = "pesan"
ADVANCE: Final = "bayar"  # more money in advance for an order
OrderKind = Literal["pesan", "bayar", "batal"]

# ledger/keluhan
COMPLAINED: Final = "keluhan"
CONTINUED: Final = "lanjut"
NOTED: Final = "catat"
CLOSED: Final = "selesai"
ComplaintKind = Literal["keluhan", "lanjut", "catat", "selesai", "batal"]

# ledger/pengingat
BEGUN: Final = "mulai"
SENT: Final = "terkirim"
NOT_SENT: Final = "belum"
ReminderKind = Literal["mulai", "terkirim", "belum", "batal"]

AccountKind = SaleKind | MoneyKind | OrderKind  # what accounts are folded from

# What became of a sale.
PENDING: Final = "pending"
Status = Literal["sukses", "pending", "gagal", "salah-nomor", "batal"]
STATUSES: tuple[Status, ...] = get_args(Status)

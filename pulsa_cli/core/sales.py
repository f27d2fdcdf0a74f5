"""Sales as they stand: the rows of `ledger/jual` folded, corrections included.

The fold is a function of the set of rows (design §4): order of arrival changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, cast

from pulsa_cli.core import ids
from pulsa_cli.core.fold_order import in_order, voided
from pulsa_cli.core.kinds import (
    FAILED,
    GIVEN_BACK,
    MOVED,
    PENDING,
    SN,
    SOLD,
    SUCCEEDED,
    VOID,
    WRONG_NUMBER,
    Status,
)
from pulsa_cli.core.schema import ORDERS, Row, amount
from pulsa_cli.core.ways import Parts, parts_of

SHOP, BUYER = "toko", "pembeli"
ON_ACCOUNT = KASBON, TITIPAN = "kasbon", "titipan"  # ways to pay where nothing was paid
DISCOUNT, FREE = "potongan", "gratis"  # kinds of a gift by the loyalty card


class Correction(NamedTuple):
    """A later row about a sale: its kind and the row that it names; a new SN, the right number,
    who gets what is left of the money (an id) or bears the loss, rupiah handed back, and why."""

    id: str
    time: datetime
    kind: str
    names: str
    sn: str
    number: str
    customer: str
    bearer: str
    returned: int
    reason: str
    note: str


class Sale:
    """One sale with everything later rows say about it. Amounts in rupiah.

    `paid` is money received with the sale itself; `carried` is money of the failed sale it
    repeats; `returned` was handed back in cash; `moved` pays for repeats of this sale. `repeats`
    is the id of that failed sale, or of the order that this one fulfils. `customer` is the
    buyer's id; `freed_by` is the row that gave what was left of the money to the account of
    `freed_to`. `history` has the rows that name it, `undone` the ids of those that were voided.
    """

    def __init__(self, row: Row) -> None:
        self.row = row
        self.id = row["id"]
        self.cost = int(row["modal"]) if row.get("modal") else None
        self.price = amount(row, "harga")
        self.discount = amount(row, "diskon")
        self.paid = amount(row, "dibayar")
        self.repeats = row["ref"]
        self.status = cast(Status, row["status"] or SUCCEEDED)
        self.sn = row["sn"]
        self.carried = self.returned = self.moved = 0
        self.customer = row["pelanggan"]
        self.freed_by = self.freed_to = ""
        self.bearer = ""
        self.right_number = ""
        self.repeated_by = ""
        self.history: list[Row] = []
        self.undone: set[str] = set()

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.row["waktu"])

    @property
    def number(self) -> str:
        return self.row["nomor"]

    @property
    def product(self) -> str:
        """The code of what was sold; `name` says what it is."""
        return self.row["produk"]

    @property
    def name(self) -> str:
        return self.row["nama"]

    @property
    def operator(self) -> str:
        return self.row["operator"]

    @property
    def pieces(self) -> int:
        return amount(self.row, "jumlah") or 1

    @property
    def method(self) -> str:
        """The way to pay."""
        return self.row["cara"]

    @property
    def ways(self) -> Parts:
        """How it was paid, rupiah by way; change that was given in another way is below 0."""
        return parts_of(self.row, self.paid)

    @property
    def gift(self) -> str:
        """What the loyalty card gave: DISCOUNT, FREE, or empty."""
        return self.row["hadiah"]

    @property
    def due(self) -> date | None:
        """When what was left unpaid is due; None where nothing was sold on credit."""
        return date.fromisoformat(self.row["tempo"]) if self.row["tempo"] else None

    @property
    def reason(self) -> str:
        """Why a rule of the shop was set aside."""
        return self.row["alasan"]

    @property
    def cashier(self) -> str:
        return self.row["kasir"]

    @property
    def note(self) -> str:
        return self.row["catatan"]

    @property
    def total(self) -> int:
        return self.price - self.discount

    @property
    def corrections(self) -> list[Correction]:
        """The rows that name it, in fold order."""
        return [
            Correction(
                row["id"],
                datetime.fromisoformat(row["waktu"]),
                row["jenis"],
                row["ref"],
                row["sn"],
                row["nomor"],
                row["pelanggan"],
                row["rugi"],
                amount(row, "kembali"),
                row["alasan"],
                row["catatan"],
            )
            for row in self.history
        ]

    @property
    def stands(self) -> bool:
        """Counts as sold: it went through, or still may."""
        return self.status in (SUCCEEDED, PENDING)

    @property
    def ended(self) -> bool:
        """Owes and earns nothing any more: it failed, was voided, or the shop bears it."""
        return self.status in (FAILED, VOID) or self.bearer == SHOP

    @property
    def credit(self) -> int:
        """What the buyer left unpaid when it was sold: the customer's debt until the sale ends."""
        return max(0, self.total - self.paid - self.carried) if self.row["pelanggan"] else 0

    @property
    def prepaid(self) -> int:
        """What of `credit` the prepaid balance paid at once."""
        return min(self.credit, amount(self.row, "titipan"))

    @property
    def held(self) -> int:
        """The buyer's money that the shop still has though the sale gave nothing for it, kept for
        the number; never below 0."""
        return max(0, self.left) if self.ended and not self.freed_by else 0

    @property
    def freed(self) -> int:
        """The money that went to the account of `freed_to` instead."""
        return max(0, self.left) if self.ended and self.freed_by else 0

    @property
    def left(self) -> int:
        """What is left of the money received for this sale; below 0 when two counters each handed
        it out."""
        return self.paid + self.carried - self.returned - self.moved

    @property
    def short(self) -> int:
        """Money that this sale brings in by the books and that nobody has: another counter, not
        knowing of this one, handed it back or repeated the same sale."""
        on_credit = 0 if self.ended else self.credit
        return max(0, self.revenue - on_credit - self.left)

    @property
    def revenue(self) -> int:
        """What the sale brings in; nothing once it failed or the shop bears a wrong number."""
        return self.total if self.stands or self.bearer == BUYER else 0

    @property
    def profit(self) -> int | None:
        """Revenue less cost; None where the cost is unknown. A wrong number keeps its cost."""
        if self.status in (FAILED, VOID):
            return 0
        return None if self.cost is None else self.revenue - self.cost


def fold(rows: Iterable[Row]) -> dict[str, Sale]:
    """Rows of the sales ledger, in any order → sales by id, in fold order.

    A row that names a sale which is not among the rows is left out: the caller reads enough.
    """
    return fold_ordered(in_order(rows))


def fold_ordered(ordered: list[Row]) -> dict[str, Sale]:
    """As `fold`, for rows that are in fold order already."""
    void = voided(ordered)
    owner: dict[str, str] = {}
    sales: dict[str, Sale] = {}
    for row in ordered:
        if row["jenis"] == SOLD:
            sale = sales[row["id"]] = Sale(row)
            owner[sale.id] = sale.id
            continue
        owner[row["id"]] = owner.get(row["ref"], "")
        if corrected := sales.get(owner[row["id"]]):
            corrected.history.append(row)
            if row["id"] in void and row["jenis"] != VOID:
                corrected.undone.add(row["id"])
            else:
                _APPLY[row["jenis"]](corrected, row)
    for sale in sales.values():  # last: how much is held is known only after all corrections
        failed = sales.get(sale.repeats)
        if failed and sale.id not in void:
            _carry(failed, sale, first=_first(ordered, sale.id, failed.freed_by))
    return sales


def _first(ordered: list[Row], id: str, other: str) -> bool:
    """Does the row `id` come before the other one, which there may not be?"""
    return next((row["id"] for row in ordered if row["id"] in (id, other)), "") == id


def first_of(sale: Sale, sales: Mapping[str, Sale]) -> Sale:
    """The sale that this one is in the end a repeat of, because that came to nothing; else this
    one."""
    seen = set()  # ends a circle, which only a hand-made file can hold
    while sale.repeats in sales and sales[sale.repeats].ended and sale.id not in seen:
        seen.add(sale.id)
        sale = sales[sale.repeats]
    return sale


def order_of(sale: Sale, sales: Mapping[str, Sale]) -> str:
    """The id of the order that this sale fulfils, or that the one before it did which it repeats
    because that came to nothing; empty where there is none."""
    named = first_of(sale, sales).repeats
    return named if ids.letter(named) == ORDERS.letter else ""


def _carry(failed: Sale, repeat: Sale, first: bool) -> None:
    """Money of a failed sale that nobody got back pays for the sale that repeats it; `first` =
    the repeat came before the money was given to an account."""
    failed.repeated_by = repeat.id
    kept = max(0, failed.left) if failed.ended and first else 0
    repeat.carried = max(0, min(kept, repeat.total - repeat.paid))
    failed.moved += repeat.carried


def _apply_sn(sale: Sale, row: Row) -> None:
    sale.sn = row["sn"]


def _apply_success(sale: Sale, row: Row) -> None:
    if sale.status == PENDING:
        sale.status = SUCCEEDED
        sale.sn = row["sn"] or sale.sn


def _apply_failed(sale: Sale, row: Row) -> None:
    if sale.stands:
        sale.status = FAILED
    _apply_returned(sale, row)


def _apply_returned(sale: Sale, row: Row) -> None:
    """Cash handed back, and who gets the rest."""
    sale.returned += amount(row, "kembali")
    if row["pelanggan"] and not sale.freed_by:
        sale.freed_by, sale.freed_to = row["id"], row["pelanggan"]


def _apply_wrong_number(sale: Sale, row: Row) -> None:
    if sale.stands:
        sale.status, sale.bearer, sale.right_number = WRONG_NUMBER, row["rugi"], row["nomor"]
    _apply_returned(sale, row)


def _apply_moved(sale: Sale, row: Row) -> None:
    sale.customer = row["pelanggan"]


def _apply_void(sale: Sale, row: Row) -> None:
    if row["ref"] == sale.id:
        sale.status, sale.bearer = VOID, ""
    _apply_returned(sale, row)


_APPLY: dict[str, Callable[[Sale, Row], None]] = {
    SN: _apply_sn,
    SUCCEEDED: _apply_success,
    FAILED: _apply_failed,
    GIVEN_BACK: _apply_returned,
    WRONG_NUMBER: _apply_wrong_number,
    MOVED: _apply_moved,
    VOID: _apply_void,
}

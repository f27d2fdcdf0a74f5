"""Taking back a row that was recorded by mistake: another row that names it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.kinds import (
    BEGUN,
    COMPLAINED,
    FAILED,
    GIVEN_BACK,
    INSTALMENTS,
    NOTED,
    ON_HOLD,
    ORDERED,
    PAYMENT,
    POSTPONED,
    REGISTERED,
    RELEASED,
    SN,
    SOLD,
    SUCCEEDED,
    TAKEN,
    VOID,
    WRONG_NUMBER,
)
from pulsa_cli.core.sales import TITIPAN, Sale
from pulsa_cli.core.schema import (
    COMPLAINTS,
    MONEY,
    ORDERS,
    PEOPLE,
    REMINDERS,
    SALES,
    Row,
    Table,
    amount,
)
from pulsa_cli.core.ways import CASH, Parts, parts_of
from pulsa_cli.errors import Refused
from pulsa_cli.trade.accounts import Changed, changed
from pulsa_cli.trade.correcting import accounts_of

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


# What decides which debts money goes to that comes in behind it.
_SHARING = (POSTPONED, INSTALMENTS, ON_HOLD, RELEASED)


class Void(NamedTuple):
    """A row that takes back the one with the id `of`, for a ledger. `money` (rupiah by way, change
    in another way below 0) leaves the notes, or comes back into them where it had been handed
    out; `accounts` change."""

    table: Table
    of: Row
    row: Row
    money: Parts = ()
    accounts: Sequence[Changed] = ()

    @property
    def is_refund(self) -> bool:
        """Does it say that money was not handed to the buyer of a failed sale after all?"""
        return self.table == SALES and self.of["jenis"] != SOLD and bool(self.money)


def void(books: "Books", id: str) -> Void:
    """What takes back the row with this id. Raises Refused for one that is void or a void, or that
    later rows build on: those have to be taken back first."""
    return _VOIDS[ids.letter(id)](books, id)


def _void_sale(books: "Books", id: str) -> Void:
    sale = books.sales.get(id)
    _refuse_built_on(sale, id)
    row = {"jenis": VOID, "ref": id, "kembali": "0"}
    if id != sale.id:
        refund = next(row for row in sale.history if row["id"] == id)
        handed_out = amount(refund, "kembali")
        money = parts_of(refund, handed_out) if handed_out else ()
        return Void(SALES, refund, row, money, accounts_of(books, sale, row))
    back = max(sale.paid - sale.returned, 0)
    as_it_came = {"cara": sale.method, "kembalian": sale.row["kembalian"]}
    row |= {"kembali": str(back), **(as_it_came if back == sale.paid else {"cara": CASH})}
    money = parts_of(row, back) if back else ()
    return Void(SALES, sale.row, row, money, accounts_of(books, sale, row))


def _void_money(books: "Books", id: str) -> Void:
    taken_back = _standing_row(books, id)
    customer = taken_back["pelanggan"]
    row = {"jenis": VOID, "ref": id, "pelanggan": customer}
    is_money = taken_back["jenis"] in (PAYMENT, TAKEN)
    money = parts_of(taken_back, amount(taken_back, "jumlah")) if is_money else ()
    accounts = changed(books, MONEY, row, [customer])
    if taken_back["jenis"] in _SHARING and any(map(_is_shared_anew, accounts)):
        raise Refused(
            f"Sejak {id} ada uang masuk yang dibagi menurut catatan itu, jadi tidak bisa "
            "dibatalkan. Atur lagi dari sekarang: pulsa hutang undur, cicil, atau tahan"
        )
    return Void(MONEY, taken_back, row, money, accounts)


def _is_shared_anew(change: Changed) -> bool:
    """Would money that came in go to other debts than was said?"""
    after = change.after.debts
    return any(debt.paid != after[id].paid for id, debt in change.before.debts.items())


def _void_customer(books: "Books", id: str) -> Void:
    taken_back, customer = _standing_row(books, id), books.customers.get(id)
    if taken_back["jenis"] == REGISTERED and customer:
        if books.customers.uses(customer) or len(customer.ids) > 1:
            raise Refused(
                f"{customer.called} sudah punya catatan. Kalau terdaftar dua kali: "
                "pulsa pelanggan satukan"
            )
    return Void(PEOPLE, taken_back, {"jenis": VOID, "ref": id})


def _void_order(books: "Books", id: str) -> Void:
    taken_back = _standing_row(books, id)
    is_order = taken_back["jenis"] == ORDERED
    order = books.orders.get_open(id if is_order else taken_back["ref"])
    later = order.order.advances if is_order else []
    _refuse_continued(id, [*later, *order.order.sales])
    customer, method = taken_back["pelanggan"], taken_back["cara"]
    back = order.kept if is_order else amount(taken_back, "dp")
    back = 0 if method == TITIPAN else back
    row = {"jenis": VOID, "ref": id, "pelanggan": customer}
    if is_order:
        row |= {"kembali": str(back), "cara": method}
    money = [(method, back)] if back else []
    return Void(ORDERS, taken_back, row, money, changed(books, ORDERS, row, [customer]))


def _void_complaint(books: "Books", id: str) -> Void:
    """What was only noted builds on nothing, and nothing builds on it."""
    taken_back = _standing_row(books, id)
    history = books.complaints.get(id).history
    place = [row["id"] for row in history].index(id)
    later = history[place + 1 :]
    if taken_back["jenis"] == NOTED:
        later = []
    elif taken_back["jenis"] != COMPLAINED:
        later = [row for row in later if row["jenis"] != NOTED]
    _refuse_continued(id, [row["id"] for row in later])
    columns = {column: taken_back[column] for column in ("penjualan", "nomor")}
    return Void(COMPLAINTS, taken_back, {"jenis": VOID, "ref": id, **columns})


def _void_reminder(books: "Books", id: str) -> Void:
    taken_back = _standing_row(books, id)
    if taken_back["jenis"] == BEGUN:
        _refuse_continued(id, books.reminders.ends(id))
        raise Refused(
            f"{id} belum jelas terkirim. Katakan yang benar: pulsa ingatkan --anggap "
            f"terkirim {id}, atau --anggap belum {id}"
        )
    kept = ("pelanggan", "nomor", "tingkat", "tempo")
    columns = {column: taken_back[column] for column in kept}
    return Void(REMINDERS, taken_back, {"jenis": VOID, "ref": id, **columns})


_VOIDS: dict[str, Callable[["Books", str], Void]] = {
    SALES.letter: _void_sale,
    MONEY.letter: _void_money,
    PEOPLE.letter: _void_customer,
    ORDERS.letter: _void_order,
    COMPLAINTS.letter: _void_complaint,
    REMINDERS.letter: _void_reminder,
}
LETTERS = "".join(_VOIDS)


def _standing_row(books: "Books", id: str) -> Row:
    """The row with this id. Raises Refused for one that is void or is a void."""
    row = books.row(id)
    if row["jenis"] == VOID:
        raise Refused(f"{id} adalah pembatalan dan tidak bisa dibatalkan. Catat lagi yang benar.")
    if books.voided(id):
        raise Refused(f"{id} sudah dibatalkan.")
    return row


def _refuse_built_on(sale: Sale, id: str) -> None:
    """Raises Refused for a row that is void, that is a void, or that later money rows of its sale
    build on: those have to be voided first, so that no rupiah is given back twice or lost."""
    if id in sale.undone or id == sale.id and sale.status == VOID:
        raise Refused(f"{id} sudah dibatalkan.")
    kinds = {row["id"]: row["jenis"] for row in sale.history}
    if kinds.get(id) == VOID:
        raise Refused(f"{id} adalah pembatalan dan tidak bisa dibatalkan. Catat lagi yang benar.")
    if kinds.get(id) not in (SN, SUCCEEDED):
        _refuse_continued(id, _built_on(sale, id))


def _built_on(sale: Sale, id: str) -> list[str]:
    """The ids of what moved the sale's money after the row with this id."""
    places = [row["id"] for row in sale.history]
    later = sale.history[places.index(id) + 1 :] if id in places else sale.history
    moved = [
        row["id"]
        for row in later
        if row["jenis"] in (FAILED, GIVEN_BACK, WRONG_NUMBER) and row["id"] not in sale.undone
    ]
    return [*moved, *filter(None, [sale.repeated_by])]


def _refuse_continued(id: str, later: Sequence[str]) -> None:
    if later:
        raise Refused(
            f"{id} sudah dilanjutkan dengan {', '.join(later)}. Batalkan dulu: "
            f"pulsa batal {later[-1]}"
        )

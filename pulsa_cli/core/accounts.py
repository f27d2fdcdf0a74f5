"""The accounts of all customers: a fold over the rows of the ledgers of sales, money and orders."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from pulsa_cli.core import ids
from pulsa_cli.core.account import Account
from pulsa_cli.core.debt import OVERDRAWN, Debt, Part, instalments
from pulsa_cli.core.fold_order import in_order, voided
from pulsa_cli.core.kinds import (
    ADDED,
    ADVANCE,
    FAILED,
    INSTALMENTS,
    MOVED,
    ON_HOLD,
    ORDERED,
    PAYMENT,
    POSTPONED,
    PROMISE,
    RELEASED,
    SOLD,
    TAKEN,
    VOID,
    WRITTEN_OFF,
    WRONG_NUMBER,
    AccountKind,
)
from pulsa_cli.core.sales import BUYER, KASBON, TITIPAN, Sale, fold_ordered, order_of
from pulsa_cli.core.schema import MONEY, ORDERS, SALES, Row, amount

FORCED = "tetap: "  # begins, in `alasan`, why a rule of the shop was passed over
ABOUT = KASBON, "bayaran", "diserahkan", "diikhlaskan"  # rows, in words for the owner
_ENDING = (FAILED, WRONG_NUMBER, VOID)


def fold(rows: Iterable[Row], same: Mapping[str, str] | None = None) -> dict[str, Account]:
    """Rows of the ledgers of sales, money and orders, in any order → accounts by customer id.

    `same` gives the id under which a customer is kept whose records were united. A customer's
    account is right when all rows that name the customer are there, and all that hang together
    with them by `ref`.
    """
    ordered = in_order(rows)
    return _Fold(ordered, same or {}).run(ordered)


def moved(row: Row) -> tuple[str, int]:
    """What a row of these ledgers is about, a word of ABOUT, and rupiah; a debt is the sale
    or what was owed without one, less what was paid at once."""
    kind, letter = row["jenis"], ids.letter(row["id"])
    owed, paid, handed, _ = ABOUT
    if kind == SOLD and letter == SALES.letter:
        price = amount(row, "harga") - amount(row, "diskon")
        return owed, max(0, price - amount(row, "dibayar"))
    if letter == MONEY.letter:
        return _MONEY.get(kind, owed), amount(row, "jumlah") if kind in _MONEY else 0
    if kind in (ORDERED, ADVANCE) and letter == ORDERS.letter:
        return paid, amount(row, "dp") if row["cara"] != TITIPAN else 0
    return handed, amount(row, "kembali")


_MONEY = dict(zip((ADDED, PAYMENT, TAKEN, WRITTEN_OFF), ABOUT))


class _Fold:
    def __init__(self, ordered: list[Row], same: Mapping[str, str]) -> None:
        self.same = same
        self.sales = fold_ordered([row for row in ordered if ids.letter(row["id"]) == SALES.letter])
        self.sale_of = {row["id"]: sale for sale in self.sales.values() for row in sale.history}
        self.void = voided(ordered)
        self.accounts: dict[str, Account] = {}
        self.debts: dict[str, tuple[Account, Debt]] = {}
        self.orders: dict[str, Account] = {}
        self.fulfilled: dict[str, str] = {}  # by sales without a debt in the order's account

    def run(self, ordered: list[Row]) -> dict[str, Account]:
        for row in ordered:
            kind = cast(AccountKind, row["jenis"])
            if kind == SOLD:
                self._sold(row)
            elif kind == ADDED and row["pelanggan"]:
                self._owe(row, amount(row, "jumlah"), ADDED)
            elif kind == ORDERED and row["pelanggan"]:
                self._ordered(row)
            elif row["id"] not in self.void or kind == VOID:
                self._later(kind, row)
        return self.accounts

    def account(self, customer: str) -> Account:
        id = self.same.get(customer, customer)
        if id not in self.accounts:
            self.accounts[id] = Account()
        return self.accounts[id]

    def _sold(self, row: Row) -> None:
        sale = self.sales[row["id"]]
        order = order_of(sale, self.sales) if sale.repeats else ""
        if sale.credit:
            covered = amount(row, "titipan") >= sale.credit or not row["tempo"]
            self._owe(row, sale.credit, OVERDRAWN if covered else SOLD, order)
        elif order in self.orders:
            self._fulfil(order, sale.id, row)

    def _owe(self, row: Row, owed: int, origin: str, order: str = "") -> None:
        due = date.fromisoformat(row["tempo"] or row["waktu"][:10])
        debt, account = Debt(row, owed, due, origin), self.account(row["pelanggan"])
        self.debts[debt.id] = account, debt
        account.owe(debt, row, order)
        if order in self.orders and self.orders[order] is not account:
            self._fulfil(order, debt.id, row)

    def _fulfil(self, order: str, sale: str, row: Row) -> None:
        """A sale that owes nothing to the account that the order is in fulfils it."""
        self.fulfilled[sale] = order
        self.orders[order].fulfil(order, sale, row)

    def _unfulfil(self, sale: str, row: Row) -> None:
        if order := self.fulfilled.pop(sale, ""):
            self.orders[order].unfulfil(order, sale, row)

    def _ordered(self, row: Row) -> None:
        account = self.orders[row["id"]] = self.account(row["pelanggan"])
        account.reserve(row["id"], amount(row, "dp"), row, bool(row["tiap"]))

    def _later(self, kind: AccountKind, row: Row) -> None:
        if kind == ADVANCE and _is_of_orders(row):
            if account := self.orders.get(row["ref"]):
                account.reserve_more(row["ref"], amount(row, "dp"), row)
            elif row["pelanggan"] and row["cara"] != TITIPAN:  # the order is of a later day
                self.account(row["pelanggan"]).receive(amount(row, "dp"), row)
        elif kind in (PAYMENT, TAKEN, PROMISE):
            if row["pelanggan"]:
                self._of_customer(kind, row, self.account(row["pelanggan"]))
        elif kind == VOID and row["ref"] in self.orders and _is_of_orders(row):
            account = self.orders[row["ref"]]
            self._taken(account, account.cancel(row["ref"], amount(row, "kembali"), row))
        elif sale := self.sale_of.get(row["id"]):
            self._sale_changed(kind, row, sale)
        elif row["ref"] in self.debts:
            _change(kind, row, *self.debts[row["ref"]])

    def _of_customer(self, kind: AccountKind, row: Row, account: Account) -> None:
        if kind == PAYMENT:
            account.receive(amount(row, "jumlah"), row, row["ref"])
        elif kind == TAKEN:
            self._taken(account, account.take(amount(row, "jumlah"), row))
        elif row["tempo"]:
            for promised in account.unpaid:
                promised.promised = date.fromisoformat(row["tempo"])

    def _taken(self, account: Account, missing: Debt | None) -> None:
        """More was handed back than there was: what is missing is a debt."""
        if missing:
            self.debts[missing.id] = account, missing

    def _sale_changed(self, kind: AccountKind, row: Row, sale: Sale) -> None:
        ended = sale.ended and kind in _ENDING
        if ended:
            self._unfulfil(sale.id, row)
        if sale.id in self.debts and (kind != VOID or row["ref"] == sale.id):
            account, debt = self.debts[sale.id]
            if kind == MOVED:
                self._move(row, account, debt)
            elif ended and row["rugi"] != BUYER:
                account.end(debt, row)
        if sale.freed_by == row["id"]:
            self.account(sale.freed_to).free(sale.freed, row)

    def _move(self, row: Row, account: Account, debt: Debt) -> None:
        if not debt.ended and row["pelanggan"]:
            if debt.order:  # it stays fulfilled, by somebody else's sale as it turns out
                self.fulfilled[debt.id], debt.order = debt.order, ""
            account.end(debt, row)
            moved = debt.pass_on(date.fromisoformat(row["waktu"][:10]))
            receiver = self.account(row["pelanggan"])
            self.debts[debt.id] = receiver, moved
            receiver.owe(moved, row)


def _change(kind: AccountKind, row: Row, account: Account, debt: Debt) -> None:
    """A row of the money ledger about a debt."""
    day = date.fromisoformat(row["waktu"][:10])
    if kind == VOID and debt.row["jenis"] != VOID:  # a void can't be voided
        account.end(debt, row)
    elif kind == POSTPONED and row["tempo"]:
        debt.agree([Part(date.fromisoformat(row["tempo"]), debt.left)], day, _allowed(row))
        debt.moves += 1
    elif kind == INSTALMENTS and row["cicilan"]:
        debt.agree(instalments(row["cicilan"], debt.left), day, _allowed(row))
        debt.splits += 1
    elif kind == ON_HOLD:
        debt.hold(day)
    elif kind == RELEASED:
        account.release(debt, row)
    elif kind == WRITTEN_OFF:
        account.forgive(debt, _forgiven(debt, row), row)


def _forgiven(debt: Debt, row: Row) -> int:
    """Rupiah that the row writes off: all that is left where it names no amount."""
    return amount(row, "jumlah") if row["jumlah"] else debt.left


def _is_of_orders(row: Row) -> bool:
    """Does it stand in the ledger of orders? A hand-made `ref` may name one from anywhere."""
    return ids.letter(row["id"]) == ORDERS.letter


def _allowed(row: Row) -> bool:
    """Was this agreed within the policy?"""
    return not row["alasan"].startswith(FORCED) and f"; {FORCED}" not in row["alasan"]

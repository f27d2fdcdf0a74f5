"""The account of a customer: what is owed, part by part, and the prepaid balance (uang titipan).

What rows do to it (design §4; the fold over them is core.accounts). Money that comes in, or is
freed because a debt ended, goes to the debt it names, then to open parts by due date, oldest
first, then to the balance; the balance pays every new debt at once. Money for an order is kept for
it until it is fulfilled or cancelled.
"""

from datetime import date
from typing import NamedTuple

from pulsa_cli.core.debt import OVERDRAWN, Debt, Part
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.schema import Row


class Entry(NamedTuple):
    """A row that changed the account: rupiah that it added to what is owed (less, if negative)."""

    row: Row
    change: int


Money = list[tuple[date, int]]  # rupiah, each with the day since which it is there; oldest first


def _total(money: Money) -> int:
    return sum(amount for _, amount in money)


def _split(money: Money, amount: int) -> tuple[Money, Money]:
    """The first so much of the money, and the rest."""
    first, rest = [], []
    for day, there in money:
        used = min(amount, there)
        amount -= used
        first += [(day, used)] if used else []
        rest += [(day, there - used)] if there > used else []
    return first, rest


class Reserve:
    """Money kept for an order; `lasting`, the order recurs. `filled` are the ids of the sales that
    fulfil it, in fold order; `spared`, rupiah, is what these did not need, and became free."""

    def __init__(self, money: Money, lasting: bool) -> None:
        self.money, self.lasting = money, lasting
        self.spared = 0
        self.cancelled = False
        self.filled: dict[str, None] = {}

    @property
    def amount(self) -> int:
        """Rupiah."""
        return _total(self.money)

    @property
    def waiting(self) -> bool:
        return not self.cancelled and (self.lasting or not self.filled)


class Account:
    """What a customer owes and has paid in advance. Rupiah; `debts` by id, in fold order.

    `received` came in as payments and for orders, `freed` from sales that ended; `taken` was
    handed back; what is left of it went to debts, is in `balance` or, for orders, in `reserves`.
    `worst_delay` is how many days late debts were when they were paid, the most since nothing was
    owed but what is on hold.
    """

    def __init__(self) -> None:
        self.debts: dict[str, Debt] = {}
        self._unpaid: list[Debt] = []  # so that years of settled debts cost nothing
        self._free: Money = []
        self.received = self.freed = self.taken = 0
        self.reserves: dict[str, Reserve] = {}
        self._delays: dict[str, int] = {}
        self.history: list[Entry] = []

    @property
    def owed(self) -> int:
        return sum(debt.left for debt in self._unpaid)

    @property
    def balance(self) -> int:
        return _total(self._free)

    @property
    def worst_delay(self) -> int:
        return max(self._delays.values(), default=0)

    @property
    def unpaid(self) -> list[Debt]:
        """The debts of which something is left, in fold order."""
        return [debt for debt in self._unpaid if debt.left]

    @property
    def reserved(self) -> int:
        return sum(reserve.amount for reserve in self.reserves.values())

    def owe(self, debt: Debt, row: Row, order: str = "") -> None:
        """A debt that is new to this customer since `row`; of a sale that fulfils the `order` if
        one is named: what is kept for that pays first."""
        if self._delays and all(earlier.on_hold for earlier in self.unpaid):
            self._delays.clear()
        self.debts[debt.id] = debt
        self._unpaid.append(debt)
        self.history.append(Entry(debt.row, debt.amount))
        debt.order = order
        self.fulfil(order, debt.id, row)
        self._use_balance(row)

    def fulfil(self, order: str, sale: str, row: Row) -> None:
        """The sale with this id fulfils the order since `row`."""
        if reserve := self.reserves.get(order):
            reserve.filled[sale] = None
            self._use_reserve(reserve, row)

    def unfulfil(self, order: str, sale: str, row: Row) -> None:
        """It does not any more: the money for the order is kept for it again, also what the sale
        did not need, as far as the balance still has it."""
        if reserve := self.reserves.get(order):
            reserve.filled.pop(sale, None)
            if reserve.waiting:
                money, self._free = _split(self._free, reserve.spared)
                reserve.money += money
                reserve.spared = 0
            self._use_reserve(reserve, row)

    def _use_reserve(self, reserve: Reserve, row: Row) -> None:
        """What is kept for an order pays what the sales that fulfil it left unpaid; what is kept
        for one that needs no more is free."""
        for debt in (self.debts[id] for id in reserve.filled if id in self.debts):
            parts = debt.open_parts()
            before = reserve.amount
            reserve.money = self._pay(debt, parts, reserve.money, row)
            debt.drawn += before - reserve.amount
        if not reserve.waiting:
            money, reserve.money = reserve.money, []
            reserve.spared += _total(money)
            self._spread(money, row)

    def reserve(self, order: str, amount: int, row: Row, lasting: bool) -> None:
        """Money for an order: that came in with this row or, paid with TITIPAN, from the balance
        as far as that goes."""
        self.reserves[order] = Reserve(self._advance(amount, row), lasting)

    def reserve_more(self, order: str, amount: int, row: Row) -> None:
        """More money for an order; what it needs no more is free."""
        reserve = self.reserves[order]
        reserve.money += self._advance(amount, row)
        self._use_reserve(reserve, row)

    def _advance(self, amount: int, row: Row) -> Money:
        """Money for an order that comes in with this row, or out of the balance."""
        if row["cara"] == TITIPAN:
            money, self._free = _split(self._free, amount)
            return money
        self.received += amount
        self.history.append(Entry(row, -amount))
        return _money(amount, row)

    def cancel(self, order: str, returned: int, row: Row) -> Debt | None:
        """The order is cancelled; of what is kept for it, so much was handed back. Returns the
        debt for what was not there, if any."""
        reserve = self.reserves[order]
        self._free += reserve.money
        reserve.money, reserve.cancelled = [], True
        missing = self.take(returned, row)
        self._use_balance(row)
        return missing

    def take(self, amount: int, row: Row) -> Debt | None:
        """Handed back to the customer. Returns the debt for what was not there, if any."""
        if not amount:
            return None
        self.taken += amount
        self.history.append(Entry(row, amount))
        missing = max(0, amount - self.balance)
        _, self._free = _split(self._free, amount)
        if not missing:
            return None
        debt = Debt(row, missing, _day(row), OVERDRAWN)
        self.debts[debt.id] = debt
        self._unpaid.append(debt)
        return debt

    def receive(self, amount: int, row: Row, named: str = "") -> None:
        """Money that came in with this row; the debt `named` is served first."""
        self.received += amount
        self.history.append(Entry(row, -amount))
        self._spread(_money(amount, row), row, self.debts.get(named))

    def end(self, debt: Debt, row: Row) -> None:
        """The sale failed, was voided or went to another customer: what was paid for it is
        free."""
        if debt.ended:
            return
        self.history.append(Entry(row, debt.forgiven - debt.amount))
        debt.ended = True
        self._delays.pop(debt.id, None)
        reserve = self.reserves.get(debt.order)
        kept = debt.drawn if reserve and not reserve.cancelled else 0
        if reserve:
            reserve.money += _money(kept, row)
            self.unfulfil(debt.order, debt.id, row)
        self._spread(_money(debt.paid - kept, row), row)

    def free(self, amount: int, row: Row) -> None:
        """Money of an ended sale that was not handed back."""
        if amount:
            self.freed += amount
            self.history.append(Entry(row, -amount))
            self._spread(_money(amount, row), row)

    def forgive(self, debt: Debt, amount: int, row: Row) -> None:
        forgiven = min(amount, debt.left)
        if forgiven:
            self.history.append(Entry(row, -forgiven))
            debt.settle(debt.open_parts(), forgiven, _day(row))
            debt.forgiven += forgiven

    def release(self, debt: Debt, row: Row) -> None:
        """No longer on hold: the balance pays it like any other."""
        debt.release(_day(row))
        self._use_balance(row)

    def _use_balance(self, row: Row) -> None:
        money, self._free = self._free, []
        self._spread(money, row)

    def _spread(self, money: Money, row: Row, named: Debt | None = None) -> None:
        if named:
            money = self._pay(named, named.open_parts(), money, row)
        if money and self._unpaid:
            self._unpaid = self.unpaid
            waiting = [
                (part.due, place, debt, part)
                for place, debt in enumerate(self._unpaid)
                if not debt.on_hold
                for part in debt.open_parts()
            ]
            for _, _, debt, part in sorted(waiting, key=lambda turn: turn[:2]):
                money = self._pay(debt, [part], money, row)
        self._free += money

    def _pay(self, debt: Debt, parts: list[Part], money: Money, row: Row) -> Money:
        """Pays these parts because of `row`; returns the money that is left. It pays on the day on
        which row, money and debt are all there, whichever was recorded first. What was disputed
        is no delay."""
        rest: Money = []
        for since, amount in money:
            first = next((part for part in parts if part.left), None)
            if first is None:
                rest.append((since, amount))
                continue
            day = max(since, _day(row), debt.day)
            if not debt.on_hold:
                self._delays[debt.id] = max(self._delays.get(debt.id, 0), (day - first.due).days)
            left = debt.settle(parts, amount, day)
            debt.paid += amount - left
            rest += [(since, left)] if left else []
        return rest


def _money(amount: int, row: Row) -> Money:
    """So many rupiah that are there because of this row."""
    return [(_day(row), amount)] if amount else []


def _day(row: Row) -> date:
    return date.fromisoformat(row["waktu"][:10])

"""What a customer owes at a moment: open parts of debts, and the prepaid balance."""

from datetime import date, datetime
from typing import NamedTuple

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.schema import Row, amount


class OpenPart(NamedTuple):
    """An open part of a debt: rupiah left of an amount; `origin` as in core.account, `what` says
    what for, `promised` by when the customer said it would be paid."""

    debt: str
    due: date
    left: int
    amount: int
    on_hold: bool
    origin: str
    what: str = ""
    promised: date | None = None

    def days_late(self, today: date) -> int:
        """Due today is not overdue (design §4)."""
        return max(0, (today - self.due).days)


class Standing(NamedTuple):
    """What a customer owes, part by part in the order in which money would go to them, and has
    paid in advance: what is free, and what is `reserved` for orders. Rupiah; `worst_delay` as in
    core.account."""

    parts: tuple[OpenPart, ...]
    balance: int
    worst_delay: int = 0
    reserved: int = 0

    @property
    def owed(self) -> int:
        return sum(part.left for part in self.parts)

    @property
    def payable(self) -> int:
        """What money that comes in would go to: all but what is on hold."""
        return self.payable_with("")

    def payable_with(self, named: str) -> int:
        """The same of money that names a debt, which may be on hold."""
        return sum(part.left for part in self.parts if not part.on_hold or part.debt == named)

    @property
    def debts(self) -> int:
        """How many debts are open."""
        return len({part.debt for part in self.parts})

    def after(self, debt: int) -> "Standing":
        """What it will be with a new debt, which the balance pays first. Of the parts only the
        sums are right."""
        payable = self.payable + debt
        on_hold = self.owed - self.payable
        left = [
            OpenPart("", date.max, amount, amount, is_disputed, "")
            for amount, is_disputed in ((max(0, payable - self.balance), False), (on_hold, True))
            if amount
        ]
        return Standing(tuple(left), max(0, self.balance - payable), reserved=self.reserved)

    def overdue(self, today: date) -> int:
        return sum(part.left for part in self.parts if part.due < today)


class Known(NamedTuple):
    """A customer in a list. Rupiah; the prepaid balance is what is free and what is `reserved` for
    orders."""

    customer: Customer
    owed: int
    overdue: int
    balance: int
    reserved: int

    @property
    def prepaid(self) -> int:
        """All that was paid in advance."""
        return self.balance + self.reserved


class Moved(NamedTuple):
    """Money of a customer as one row has it: rupiah, the way to pay, and what was noted."""

    id: str
    time: datetime
    amount: int
    method: str
    note: str

    @classmethod
    def of(cls, row: Row) -> "Moved":
        time = datetime.fromisoformat(row["waktu"])
        return cls(row["id"], time, amount(row, "jumlah"), row["cara"], row["catatan"])

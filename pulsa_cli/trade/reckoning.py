"""What the old paper book says is still owed: what it says of each debt, less the payments that
stand in lines of their own.

Nothing of it was paid to this shop's till: what was paid before is no money that comes in now.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pulsa_cli.core.money import rupiah
from pulsa_cli.core.old_book import (
    DEBT,
    PAYMENT,
    SETTLED,
    TOTAL,
    Contradiction,
    Line,
    owed,
    owed_at_first,
)
from pulsa_cli.trade.owners import Problem, Unclear


class OldDebt(NamedTuple):
    """A debt of the book: its line, what was owed and what is left of it, rupiah."""

    line: Line
    amount: int
    left: int


class Sums(NamedTuple):
    """What the book says in all: debts, those of them with nothing left, what they came to and
    what is left of them, rupiah; and how many lines say that they are no debt."""

    debts: int = 0
    settled: int = 0
    amount: int = 0
    left: int = 0
    nothing: int = 0


def sums(debts: Sequence[OldDebt], nothing: int = 0) -> Sums:
    return Sums(
        len(debts),
        sum(not debt.left for debt in debts),
        sum(debt.amount for debt in debts),
        sum(debt.left for debt in debts),
        nothing,
    )


def of_line(line: Line) -> OldDebt:
    """The debt of a line that says all of it. Raises Unclear where what it says does not fit
    together."""
    return OldDebt(line, *_said(owed, line))


def is_running(page: Sequence[Line]) -> bool:
    """Do a customer's lines belong together: are payments among them, or is `sisa` a balance, more
    than the debt of its line?"""
    return any(
        line.kind == PAYMENT or line.amount is not None and line.amount < (line.left or 0)
        for line in page
    )


def with_payments(
    page: Sequence[Line], due: Callable[[Line], date]
) -> tuple[list[OldDebt], list[Line]]:
    """The debts of a customer whose lines belong together, and the payments dated before what they
    pay; `due` gives the due date of a debt. Raises Unclear where what the lines say does not
    fit together."""
    return _Page(page, due).run()


def check_totals(lines: Iterable[Line], debts: Iterable[OldDebt]) -> list[Problem]:
    """What is wrong with the totals in the book: each has to be the sum of all lines above it, or
    of those since the last total."""
    reckoned = {debt.line.place: debt for debt in debts}
    all_above, above, problems = list[OldDebt](), list[OldDebt](), []
    for line in lines:
        if line.kind == TOTAL:
            if not any(_is_total(line, sums(part)) for part in (all_above, above)):
                problems.append(_unequal(line, sums(all_above)))
            above = []
        elif debt := reckoned.get(line.place):
            all_above.append(debt)
            above.append(debt)
    return problems


def _is_total(line: Line, of: Sums) -> bool:
    return (
        line.amount in (None, of.amount, of.left)
        and line.paid in (None, of.amount - of.left)
        and line.left in (None, of.left)
    )


def _unequal(line: Line, of: Sums) -> Problem:
    said = " · ".join(
        f"{name} {rupiah(amount)}"
        for name, amount in (("jumlah", line.amount), ("dibayar", line.paid), ("sisa", line.left))
        if amount is not None
    )
    return Problem(
        line.place,
        f"total di buku ({said}) tidak sama dengan baris di atasnya: jumlah {rupiah(of.amount)}, "
        f"sisa {rupiah(of.left)}.",
        "Periksa barisnya, atau hapus baris total ini, lalu ulangi.",
    )


def _said(read: Callable[[Line], tuple[int, int]], line: Line) -> tuple[int, int]:
    try:
        return read(line)
    except Contradiction as contradiction:
        raise Unclear(line.place, str(contradiction)) from None


class _Open:
    """A debt as payments make it smaller."""

    def __init__(self, line: Line, amount: int, left: int, due: date) -> None:
        self.line, self.amount, self.left, self.due = line, amount, left, due
        self.at_first = left


class _Page:
    """The lines of a customer that belong together: in the order of their days, debts
    of a day first, the money goes to what is due first, and what is more than that to the next
    debt. What the lines say of `sisa` and `status` is held against that."""

    def __init__(self, page: Sequence[Line], due: Callable[[Line], date]) -> None:
        self._page = page
        self._debts = {
            line.place: _Open(line, *_said(owed_at_first, line), due(line))
            for line in page
            if line.kind == DEBT
        }
        self._early: dict[int, Line] = {}
        self._money: list[tuple[Line, int]] = []  # that came before there was a debt to pay

    def run(self) -> tuple[list[OldDebt], list[Line]]:
        """Debts, and payments dated before what they pay. Raises Unclear."""
        for line in sorted(self._page, key=lambda line: (line.day, line.kind != DEBT, line.place)):
            if line.kind == PAYMENT:
                self._money.append((line, line.amount or 0))
            self._pay(line.day or date.max)
        for line, _ in self._money:
            raise Unclear(line.place, *self._too_much(line))
        self._check()
        debts = [OldDebt(debt.line, debt.amount, debt.left) for debt in self._debts.values()]
        return debts, list(self._early.values())

    def _pay(self, day: date) -> None:
        """What came in by that day goes to the debts of up to that day."""
        money, self._money = self._money, []
        waiting = [debt for debt in self._debts.values() if (debt.line.day or day) <= day]
        for line, amount in money:
            for debt in sorted(waiting, key=lambda debt: (debt.due, debt.line.place)):
                used = min(amount, debt.left)
                if used and (line.day or day) < (debt.line.day or day):
                    self._early[line.place] = line
                debt.left -= used
                amount -= used
            if amount:
                self._money.append((line, amount))

    def _too_much(self, line: Line) -> tuple[str, str]:
        owed, paid = (
            sum(debt.at_first for debt in self._debts.values()),
            sum(each.amount or 0 for each in self._page if each.kind == PAYMENT),
        )
        return (
            f"{line.name} di buku ini membayar {rupiah(paid)}, hutangnya {rupiah(owed)}.",
            "Kalau kelebihannya titipan, kurangi di sini lalu catat dengan pulsa titipan terima. "
            "Kalau yang dibayar sudah ada di pulsa: hapus baris ini, lalu pulsa hutang bayar.",
        )

    def _check(self) -> None:
        """Raises Unclear where a line says that something else is left."""
        balance, confirmed = 0, True
        for line in sorted(self._page, key=lambda line: line.place):
            if line.kind == PAYMENT:
                balance -= line.amount or 0
                confirmed = confirmed and line.left is not None
                self._check_left(line, {balance})
            else:
                debt = self._debts[line.place]
                balance += debt.at_first
                self._check_left(line, {debt.at_first, debt.left, balance})
            self._check_status(line, balance)
        twice = next((line for line in self._page if line.kind == DEBT and line.paid), None)
        if twice and not confirmed:
            raise Unclear(
                twice.place,
                f"{line.name} punya yang dibayar di kolom, dan juga baris bayar: itu uang yang "
                "sama atau bukan?",
                "Tulis di satu tempat saja, atau isi kolom sisa di baris bayarnya, lalu ulangi.",
            )

    def _check_left(self, line: Line, possible: set[int]) -> None:
        if line.left is not None and line.left not in possible:
            named = " atau ".join(map(rupiah, sorted(possible)))
            raise Unclear(
                line.place, f"sisa tertulis {rupiah(line.left)}, menurut barisnya {named}."
            )

    def _check_status(self, line: Line, balance: int) -> None:
        left = balance if line.kind == PAYMENT else self._debts[line.place].left
        if line.status == SETTLED and left:
            raise Unclear(
                line.place, f"tertulis lunas, tetapi menurut barisnya sisa {rupiah(left)}."
            )
        if line.kind == PAYMENT and line.status and line.status != SETTLED and not left:
            raise Unclear(line.place, f"tertulis {line.status}, tetapi menurut barisnya lunas.")

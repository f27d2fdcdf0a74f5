"""What stands in the shop's old paper book, line by line, and what a line says is still owed."""

from datetime import date
from typing import NamedTuple

from pulsa_cli.core.money import rupiah

# What `status` says of a debt.
SETTLED, OPEN, UNTOUCHED, PARTLY = "lunas", "belum lunas", "belum bayar", "cicil"
# What a line is: a debt, money that came in, the sum of the lines above it, or nothing of these.
DEBT, PAYMENT, TOTAL, NOTHING = "hutang", "bayar", "total", ""


class Line(NamedTuple):
    """A line of the book: whose, rupiah, the day it happened (None: not written). `amount` is the
    debt (of a payment, the money), `paid` and `left` what the line says of it; None where it says
    nothing. `number` as stored and `term` as typed may be empty. `heard` is the cell for something
    else that says that it was paid. `place` is its number in the file."""

    place: int
    kind: str
    name: str
    number: str = ""
    amount: int | None = None
    paid: int | None = None
    left: int | None = None
    status: str = ""
    day: date | None = None
    term: str = ""
    note: str = ""
    heard: str = ""


class Contradiction(Exception):
    """What a line says of its amounts does not fit together, or leaves open what is owed."""


def owed(line: Line) -> tuple[int, int]:
    """What a line says was owed and what is left of it, rupiah. Raises Contradiction."""
    amount, left = _completed(line)
    paid = amount - left if line.paid is None else line.paid
    if paid < 0 or left < 0 or amount - paid != left:
        raise Contradiction(_unequal(line, amount, paid, left))
    _check_status(line, paid, left)
    return amount, left


def _completed(line: Line) -> tuple[int, int]:
    """The amount and what is left, where one is not written by the others. Raises Contradiction
    where none of them is."""
    settled = line.status == SETTLED and line.left is None
    left, paid = 0 if settled else line.left, line.paid or 0
    if line.amount is None and left is not None:
        return left + paid, left
    if not line.amount and left is None:
        raise Contradiction("jumlah kosong atau nol.")
    amount = line.amount or 0
    return amount, amount - paid if left is None else left


def owed_at_first(line: Line) -> tuple[int, int]:
    """The same of a debt whose payments stand in lines of their own, before these: by what was
    paid with it alone. Raises Contradiction."""
    return owed(line._replace(left=None, status=""))


def _unequal(line: Line, amount: int, paid: int, left: int) -> str:
    if line.status == SETTLED and line.left is None:
        return f"tertulis lunas, tetapi dari {rupiah(amount)} baru dibayar {rupiah(paid)}."
    if paid > amount:
        return f"dibayar {rupiah(paid)}, lebih besar dari jumlahnya, {rupiah(amount)}."
    return (
        f"{rupiah(amount)} dikurangi yang dibayar {rupiah(paid)} adalah "
        f"{rupiah(amount - paid)}, tetapi sisanya tertulis {rupiah(left)}."
    )


def _check_status(line: Line, paid: int, left: int) -> None:
    """Raises Contradiction where the status says something else than the amounts."""
    if line.status == PARTLY and line.paid is None and line.left is None:
        raise Contradiction("dicicil, tetapi tidak tertulis sudah dibayar berapa.")
    if (
        line.status == SETTLED
        and left
        or line.status in (OPEN, UNTOUCHED, PARTLY)
        and not left
        or line.status == UNTOUCHED
        and paid
    ):
        raise Contradiction(
            f"tertulis {line.status}, tetapi dibayar {rupiah(paid)} dan sisanya {rupiah(left)}."
        )

"""The same money once more within minutes: typed twice, unless the seller says that it is not."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_clock, show_short
from pulsa_cli.core.money import rupiah
from pulsa_cli.errors import Refused

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

_WITHIN = timedelta(minutes=10)
_LAST = 20  # rows among which the same one is looked for


class Wanted(NamedTuple):
    """A row of the ledger of money to be recorded: its kind, rupiah, what is noted, and when it
    happened (None = now)."""

    kind: str
    amount: int
    note: str
    moment: datetime | None = None


def recorded(books: "Books", customer: Customer, wanted: Wanted) -> str:
    """That the same stands for the customer about this moment, in a sentence; empty where it does
    not. What is noted for another purpose is not the same."""
    moment, note = wanted.moment or books.now, wanted.note
    for before in books.customers.moved(customer, wanted.kind, _LAST):
        is_same = before.amount == wanted.amount and note in ("", before.note or note)
        if is_same and is_near(before.time, moment):
            return said(before.amount, before.time, before.id, books.today)
    return ""


def is_near(time: datetime, other: datetime) -> bool:
    """Are the two so near that the same may have been typed twice?"""
    return abs(time - other) <= _WITHIN


def said(amount: int, time: datetime, id: str, today: date) -> str:
    """That so much, rupiah, is recorded of that time, in a sentence."""
    day = "" if time.date() == today else f"{show_short(time.date(), today)} "
    return f"{rupiah(amount)} sudah dicatat {day}pukul {show_clock(time)} ({id})."


def refuse(same: str, verb: str) -> None:
    """Raises Refused where `same` says that it stands already; `verb` is what may be meant once
    more."""
    if same:
        raise Refused(f"{same} Kalau memang {verb} lagi, tambahkan --lagi.")

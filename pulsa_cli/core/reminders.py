"""Reminders: who is to be asked for money now, and what became of earlier reminders.

A customer gets one message with everything that counts. Its level is the last of the policy's days
that has come for the oldest part; the same customer, level and due date are asked once (reliability
facts §5: a key that does not depend on when it runs). All of it is worked out anew each time, so a
payment ends it, and days on which nothing ran are caught up by one message.
"""
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.order import in_order
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.sales import VOID
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import OpenPart

BEGUN, SENT, NOT_SENT = "mulai", "terkirim", "belum"
IN_DOUBT = "ragu"
BY_HAND = "orang"  # the channel of what a person sent
_TRIES = 3  # a day, of a reminder that the channel refuses


class Debtor(NamedTuple):
    """A customer who owes: the id, the numbers as stored, and the open parts in the order of their
    due dates."""

    customer: str
    name: str
    numbers: tuple[str, ...]
    parts: tuple[OpenPart, ...]


class Reminder(NamedTuple):
    """What a customer is asked for: the parts that are as late as the message says (`asked`, the
    oldest first), and those that will be asked for later. `days` is how late the oldest is, less
    than 0 before its due date; `level` one of the policy's days."""

    debtor: Debtor
    level: int
    days: int
    asked: tuple[OpenPart, ...]
    later: tuple[OpenPart, ...]

    @property
    def due(self) -> date:
        """The due date of the oldest part."""
        return self.asked[0].due

    @property
    def total(self) -> int:
        """Rupiah that the message asks for."""
        return sum(part.left for part in self.asked)

    @property
    def number(self) -> str:
        """Where the message goes: the first number, as stored, that is a phone's; empty where
        there is none."""
        return next(filter(phone.international, self.debtor.numbers), "")


class Attempt:
    """One reminder that was begun, or sent by a person: `state` is SENT, NOT_SENT or IN_DOUBT,
    which is one that was begun and of which nothing more is known."""

    def __init__(self, row: Row) -> None:
        self.row, self.id, self.customer = row, row["id"], row["pelanggan"]
        self.level, self.due = int(row["tingkat"] or 0), row["tempo"]
        self.time = datetime.fromisoformat(row["waktu"])
        self.state = IN_DOUBT if row["jenis"] == BEGUN else row["jenis"]

    def is_of(self, reminder: Reminder) -> bool:
        """Is it the same reminder, whenever it was sent?"""
        return (self.level, self.due) == (reminder.level, reminder.due.isoformat())


def fold(rows: Iterable[Row]) -> list[Attempt]:
    """Rows of `ledger/pengingat`, in any order → attempts, in fold order. What was voided is left
    out; what was once said to be sent stays sent."""
    ordered = in_order(rows)
    void = {row["ref"] for row in ordered if row["jenis"] == VOID}
    found: dict[str, Attempt] = {}
    for row in ordered:
        if row["id"] in void or row["jenis"] == VOID:
            continue
        begun = found.get(row["ref"])
        if begun is None:
            found[row["id"]] = Attempt(row)
        elif begun.state != SENT:
            begun.state = row["jenis"]
    return list(found.values())


def is_quiet_day(rules: Reminding, day: date) -> bool:
    """Is this a day on which nobody is reminded?"""
    return day.weekday() in rules.weekdays_off or day in rules.dates_off


def is_quiet_hour(rules: Reminding, moment: datetime) -> bool:
    """Is it too early or too late to remind anybody?"""
    return not rules.first_hour <= moment.hour < rules.last_hour


def reminder(rules: Reminding, debtor: Debtor, today: date) -> Reminder | None:
    """What this customer is to be asked for today; None where it is nothing yet, or too little.

    Left out is what is on hold, and what the customer promised to pay on a day that is not over.
    """
    parts = [part for part in debtor.parts if not part.on_hold
             and (part.promised is None or part.promised < today)]
    if not parts:
        return None
    days = (today - parts[0].due).days
    reached = [level for level in rules.levels if level <= days]
    if not reached:
        return None
    until = today + timedelta(-1 if days > 0 else 0 if days == 0 else -rules.levels[0])
    asked = tuple(part for part in parts if part.due <= until)
    later = tuple(part for part in parts if part.due > until)
    found = Reminder(debtor, reached[-1], days, asked, later)
    return found if found.total >= rules.least else None


def is_done(found: Reminder, attempts: Iterable[Attempt], today: date) -> bool:
    """Was this reminder sent or begun, or was the customer reminded of anything today, or did the
    channel refuse it often enough for a day? `attempts` are this customer's."""
    refused = 0
    for each in attempts:
        if each.state != NOT_SENT and (each.is_of(found) or each.time.date() == today):
            return True
        refused += each.state == NOT_SENT and each.is_of(found) and each.time.date() == today
    return refused >= _TRIES

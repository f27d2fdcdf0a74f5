"""Reminders: who is to be asked for money now, and what became of earlier reminders.

A customer gets one message with everything that counts. Its level is the last of the policy's days
that has come for the oldest part; the same customer, level and due date are asked once (reliability
facts §5: a key that does not depend on when it runs). All of it is worked out anew each time, so a
payment ends it, and days on which nothing ran are caught up by one message. Once the oldest part
has had its last level, the next one calls for messages; a broken promise calls for one more.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core import ids, phone
from pulsa_cli.core.fold_order import in_order, voided
from pulsa_cli.core.kinds import BEGUN, NOT_SENT, SENT, VOID
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.schema import Row, amount
from pulsa_cli.core.standing import OpenPart

IN_DOUBT = "ragu"
BY_HAND = "orang"  # the channel of what a person sent
_PAUSE = timedelta(days=7)  # before another debt than the oldest calls


class CustomerInDebt(NamedTuple):
    """A customer who owes: the numbers as stored, and the open parts in the order of their due
    dates."""

    id: str
    name: str
    numbers: tuple[str, ...]
    parts: tuple[OpenPart, ...]


class Reminder(NamedTuple):
    """What a customer is asked for: the parts that are as late as the message says (`asked`, the
    oldest first), and those that will be asked for later. `days` is how late the oldest is that
    matters, less than 0 before its due date. `level`, one of the policy's days, and `due` are the
    key: the due date of the part that calls for the message, or the day of its broken promise.
    `refused` counts how often the channel refused this one, `refused_today` how often today."""

    customer: CustomerInDebt
    level: int
    due: date
    days: int
    asked: tuple[OpenPart, ...]
    later: tuple[OpenPart, ...]
    refused: int = 0
    refused_today: int = 0

    @property
    def total(self) -> int:
        """Rupiah that the message asks for."""
        return sum(part.left for part in self.asked)

    @property
    def number(self) -> str:
        """Where the message goes: the first number, as stored, that is a phone's; empty where
        there is none."""
        return next(filter(phone.international, self.customer.numbers), "")


class Attempt:
    """One reminder that was begun, or sent by a person: `state` is SENT, NOT_SENT or IN_DOUBT,
    which is one that was begun and of which nothing more is known."""

    def __init__(self, row: Row) -> None:
        self.row, self.id, self.customer = row, row["id"], row["pelanggan"]
        self.level, self.due = int(row["tingkat"] or 0), row["tempo"]
        self.time = datetime.fromisoformat(row["waktu"])
        self.state = IN_DOUBT if row["jenis"] == BEGUN else row["jenis"]

    @property
    def number(self) -> str:
        """Where it went, as stored."""
        return self.row["nomor"]

    @property
    def amount(self) -> int:
        """Rupiah that it asked for."""
        return amount(self.row, "jumlah")

    @property
    def channel(self) -> str:
        return self.row["saluran"]

    def answers(self, level: int, due: date) -> bool:
        """Was this reminder meant, or a later one of the same due date?"""
        return self.level >= level and self.due == due.isoformat()


def fold(rows: Iterable[Row]) -> list[Attempt]:
    """Rows of `ledger/pengingat`, in any order → attempts, in fold order. What was voided is left
    out; what was once said to be sent stays sent."""
    ordered = in_order(rows)
    void = voided(ordered)
    attempts: dict[str, Attempt] = {}
    for row in ordered:
        if row["id"] in void or row["jenis"] == VOID:
            continue
        begun = attempts.get(row["ref"])
        if begun is None:
            attempts[row["id"]] = Attempt(row)
        elif begun.state != SENT:
            begun.state = row["jenis"]
    return list(attempts.values())


def is_quiet_day(rules: Reminding, day: date) -> bool:
    """Is this a day on which nobody is reminded?"""
    return day.weekday() in rules.weekdays_off or day in rules.dates_off


def is_quiet_hour(rules: Reminding, moment: datetime) -> bool:
    """Is it too early or too late to remind anybody?"""
    return not rules.first_hour <= moment.hour < rules.last_hour


def reminder(
    rules: Reminding, customer: CustomerInDebt, attempts: Iterable[Attempt], today: date
) -> Reminder | None:
    """What this customer is to be asked for today; None where it is nothing yet, too little, or
    was asked for. `attempts` are this customer's.

    Left out is what is on hold, and what the customer promised to pay on a day that is not over.
    An attempt after today is of a wrong clock, and no reminder for what is asked today.
    """
    known = [attempt for attempt in attempts if attempt.time.date() <= today]
    sent = [attempt for attempt in known if attempt.state != NOT_SENT]
    parts = [part for part in customer.parts if _may_be_asked(part, today)]
    first = _first_that_matters(rules, parts)
    if first is None or today in {attempt.time.date() for attempt in sent}:
        return None
    calling = _calling(rules, parts[first:], sent, today)
    if calling is None:
        return None
    level, due = calling
    days = (today - parts[first].due).days
    asked = _as_late(rules, parts, days, today)
    refused = _refused(known, level, due)
    return Reminder(
        customer,
        level,
        due,
        days,
        tuple(parts[:asked]),
        tuple(parts[asked:]),
        len(refused),
        refused.count(today),
    )


def _may_be_asked(part: OpenPart, today: date) -> bool:
    return not part.on_hold and (part.promised is None or part.promised < today)


def _as_late(rules: Reminding, parts: list[OpenPart], days: int, today: date) -> int:
    """How many parts, the oldest first, are as late as a message says that is `days` late."""
    until = today + timedelta(-1 if days > 0 else 0 if days == 0 else -rules.levels[0])
    return sum(part.due <= until for part in parts)


def _refused(attempts: Iterable[Attempt], level: int, due: date) -> list[date]:
    """The days on which the channel refused this reminder."""
    return [
        attempt.time.date()
        for attempt in attempts
        if attempt.state == NOT_SENT and attempt.answers(level, due)
    ]


def _first_that_matters(rules: Reminding, parts: list[OpenPart]) -> int | None:
    """The place of the part with which the sum of the oldest ones is no longer too small, so that
    a few rupiah left of long ago don't decide when a large debt is asked for."""
    total = 0
    for place, part in enumerate(parts):
        total += part.left
        if total >= rules.least:
            return place
    return None


def _calling(
    rules: Reminding, parts: list[OpenPart], sent: list[Attempt], today: date
) -> tuple[int, date] | None:
    """The level and the due date that call for a message: those of the oldest part; behind one
    that has had its last level, of the next one, a week after the last message at the earliest.
    A broken promise calls once, by its own day in place of the due date."""
    last = _last_day(sent)
    for place, part in enumerate(parts):
        level = _level(rules, part, today)
        if level is None:
            return None
        if part.promised and last <= part.promised:
            return level, part.promised
        if not _was_asked_for(part, level, sent, alone=place == 0):
            too_soon = place > 0 and today < last + _PAUSE
            return None if too_soon else (level, part.due)
        if level != rules.levels[-1]:
            return None
    return None


def _level(rules: Reminding, part: OpenPart, today: date) -> int | None:
    """The last of the policy's days that has come for this part."""
    reached = [level for level in rules.levels if level <= (today - part.due).days]
    return reached[-1] if reached else None


def _was_asked_for(part: OpenPart, level: int, sent: list[Attempt], alone: bool) -> bool:
    """Was there a message for this part at this level, or one in which it was as well? The oldest
    part (`alone`) calls for one of its own, unless a promise put it off."""
    if any(attempt.answers(level, part.due) for attempt in sent):
        return True
    return (not alone or part.promised is not None) and _was_in(part, level, _last_day(sent))


def _last_day(sent: Iterable[Attempt]) -> date:
    """The day of the last message."""
    return max((attempt.time.date() for attempt in sent), default=date.min)


def _was_in(part: OpenPart, level: int, last: date) -> bool:
    """Was this part, at this level, in a message of that day? Not one that was recorded since."""
    id = ids.parse(part.debt)
    return part.due + timedelta(level) <= last and id is not None and ids.day(id.day) < last

"""Days and times as people type them. A day and a month that are nearer in another year are asked
about; where nobody can be asked, they have to be written in full."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from pulsa_cli.core import dates, terms
from pulsa_cli.core.day_words import Unsure
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import WrongUse

T = TypeVar("T", date, datetime)


def past(person: Person, typed: str, today: date) -> date:
    """A day up to today, which it is where nothing was typed. Raises WrongUse."""
    if not typed:
        return today
    return _sure(person, lambda sure: dates.parse_past(typed, today, sure))


def moment(person: Person, typed: str, now: datetime) -> datetime | None:
    """When something happened; None where nothing was typed. Raises WrongUse."""
    if not typed:
        return None
    return _sure(person, lambda sure: dates.parse_time(typed, now, sure))


def due(
    person: Person, typed: str, today: date, payday: int | None, what: str = "jatuh tempo"
) -> date:
    """A day from today on, as `core.terms.due_date`. Raises WrongUse."""
    return _sure(person, lambda sure: terms.due_date(typed, today, payday, what, sure))


def term(person: Person, typed: str, day: date, payday: int | None) -> str:
    """A term as typed, or the date that it stands for where that had to be asked; `day` is that of
    the debt. Raises WrongUse."""
    if not typed:
        return ""
    try:
        terms.due_date(typed, day, payday)
    except Unsure:
        return due(person, typed, day, payday).isoformat()
    return typed


def _sure(person: Person, read: Callable[[bool], T]) -> T:
    try:
        return read(False)
    except Unsure as unsure:
        if not person.here:
            raise
        if not person.confirm(unsure.question, assumed=False):
            raise WrongUse(unsure.otherwise) from None
        return read(True)

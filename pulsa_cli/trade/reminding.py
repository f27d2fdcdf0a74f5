"""Who is reminded now, and what is recorded of a reminder. One that is sent without a person is
begun → sent → recorded as sent; killed in between, it is in doubt and is not sent again by itself
(reliability facts §5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from pulsa_cli.core import reminders, secrets
from pulsa_cli.core.kinds import BEGUN, NOT_SENT, SENT
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.reminders import BY_HAND, IN_DOUBT, Reminder
from pulsa_cli.core.schema import Row
from pulsa_cli.core.text import inert
from pulsa_cli.errors import NotUnderstood, Refused

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Delivery

_MONEY = ("jual", "hutang", "pelanggan", "pengingat")  # ledgers that decide who is reminded
_DEAD = 9  # refusals after which a number is tried once a day


def quiet(rules: Reminding, now: datetime) -> str:
    """Why nobody is reminded now; empty where somebody may be."""
    if not rules.levels:
        return "hari untuk mengingatkan belum ditulis (pengingat: hari)"
    if reminders.is_quiet_day(rules, now.date()):
        return "hari ini libur mengingatkan"
    if reminders.is_quiet_hour(rules, now):
        return f"mengingatkan hanya {rules.hours}"
    return ""


def damaged(problems: Iterable[NotUnderstood]) -> bool:
    """Can something not be read that tells who owes what, or who was reminded?"""
    return any(problem.where.split("/")[1] in _MONEY for problem in problems)


def waiting(books: "Books", rules: Reminding, problems: Iterable[NotUnderstood]) -> list[Reminder]:
    """Who is to be reminded now; nobody in quiet hours and on quiet days, and as long as rows that
    tell who owes what can't be read (`problems`)."""
    if quiet(rules, books.now) or damaged(problems):
        return []
    return books.reminders.waiting(rules)


def sendable(
    books: "Books", rules: Reminding, problems: Iterable[NotUnderstood], customer: str
) -> Reminder | None:
    """What is to be sent to this customer's phone now; None where there is nothing any more."""
    if quiet(rules, books.now) or damaged(problems):
        return None
    reminder = books.reminders.of(customer, rules)
    return reminder if reminder and reminder.number else None


def in_sending_order(waiting: Iterable[Reminder], most: int) -> list[Reminder]:
    """Those with a phone number, but nothing that was refused `most` times today, or once, where
    it was often before; 0 = no limit. What was refused before comes last, so that dead numbers
    keep nobody from theirs."""

    def is_tried(reminder: Reminder) -> bool:
        tries = most if reminder.refused < _DEAD else 1
        return bool(reminder.number) and (not most or reminder.refused_today < tries)

    return sorted(filter(is_tried, waiting), key=lambda reminder: reminder.refused > 0)


def refuse_other_counter(sender: str, counter: str) -> None:
    """Raises Refused on a counter that is not the one that sends (`sender`, empty = none yet)."""
    where = "ledger/toko.yaml, pengingat: konter"
    if not sender:
        raise Refused(
            f"Konter yang mengirim belum ditulis ({where}). Di bawah baris pengingat: "
            f"tulis, menjorok, konter: {counter}"
        )
    if sender != counter:
        raise Refused(f"Yang mengirim hanya konter {sender} ({where}); ini konter {counter}.")


def by_hand(reminder: Reminder, cashier: str) -> Row:
    """The row of a reminder that a person has sent or said."""
    return {"jenis": SENT, **_columns(reminder), "saluran": BY_HAND, "kasir": cashier}


def begun(reminder: Reminder, channel: str) -> Row:
    """The row of a reminder that goes into a channel of this kind next."""
    return {"jenis": BEGUN, **_columns(reminder), "saluran": channel}


def ended(start: Row, reminder: Reminder, delivery: "Delivery") -> Row:
    """The row that says what became of a reminder, where that is known; `start` is the row that
    began it."""
    return {
        "jenis": SENT if delivery.sent else NOT_SENT,
        "ref": start["id"],
        **_columns(reminder),
        "saluran": start["saluran"],
        "alasan": inert(secrets.without(delivery.why)[0]),
    }


def _columns(reminder: Reminder) -> Row:
    """What every row about a reminder says of it."""
    return {
        "pelanggan": reminder.customer.id,
        "nomor": reminder.number,
        "tingkat": str(reminder.level),
        "tempo": reminder.due.isoformat(),
        "jumlah": str(reminder.total),
    }


def decided(books: "Books", id: str, outcome: str, cashier: str) -> Row:
    """The row by which a person says what became of the reminder `id`, which is in doubt: SENT or
    NOT_SENT. Raises Refused where it is in doubt no more."""
    attempt = books.reminders.attempt(id)
    if attempt.state != IN_DOUBT:
        raise Refused(f"{attempt.id} sudah tercatat {attempt.state}.")
    same = ("pelanggan", "nomor", "tingkat", "tempo", "jumlah", "saluran")
    return {
        "jenis": outcome,
        "ref": attempt.id,
        **{name: attempt.row[name] for name in same},
        "kasir": cashier,
    }

"""A reminder in the shop's words, and what a person says of those that are in doubt."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import policy
from pulsa_cli.core.kinds import NOT_SENT, SENT
from pulsa_cli.core.reminders import Attempt, Reminder
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.show import reminders as shown
from pulsa_cli.show.messages import Messages
from pulsa_cli.trade import reminding

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Recorder, RemindingShop

_DECIDED = {SENT: "dianggap terkirim", NOT_SENT: "dianggap belum terkirim; bisa dikirim lagi"}


def written(shop: "RemindingShop", reminder: Reminder) -> str:
    """The reminder in the shop's words."""
    books, settings = shop.read_books(), shop.settings
    refused = policy.stops_credit(shop.policy, reminder.customer.parts, books.today)
    messages = Messages(shop.texts, books.now, settings.name, settings.methods)
    return messages.reminder(reminder, refused)


def decide(shop: "Recorder", id: str, outcome: str, cashier: str) -> None:
    """Records what a person says of the reminder `id`, which is in doubt: SENT or NOT_SENT. Raises
    Refused where it is in doubt no more."""
    with shop.writing():
        row = shop.append(REMINDERS, reminding.decided(shop.read_books(), id, outcome, cashier))
    terminal.acknowledge(f"Tercatat {row['id']}: {row['ref']} {_DECIDED[outcome]}")


def decide_each(
    shop: "RemindingShop", person: Person, attempts: Sequence[Attempt], cashier: str
) -> None:
    """Asks of each reminder in doubt whether it was sent."""
    outcomes = {"t": SENT, "b": NOT_SENT, "": ""}
    try:
        for attempt in attempts:
            terminal.note(shown.doubted_brief(attempt, name_of(shop.read_books(), attempt)))
            question = "  t = terkirim · b = belum · Enter = lewati:"
            while (typed := person.ask(question).casefold()) not in outcomes:
                terminal.note("  Ketik t, b, atau Enter saja.")
            if typed:
                shop.take_time()
                decide(shop, attempt.id, outcomes[typed], cashier)
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")


def name_of(books: "Books", attempt: Attempt) -> str:
    """The name of the customer of a reminder, or the id where nobody has it."""
    customer = books.customers.get(attempt.customer)
    return customer.name if customer else attempt.customer

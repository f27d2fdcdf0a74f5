"""`pulsa hutang undur`: moves a due date."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import choosing, days
from pulsa_cli.dialog import debts as talk
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.debts import Move
from pulsa_cli.trade.typed import name_and_day

_EXAMPLE = 'pulsa hutang undur J6 sabtu --alasan "anak sakit"'


@help.command()
@click.argument(
    "words", metavar="ID/PELANGGAN KAPAN", type=types.CustomerName(), nargs=-1, required=True
)
@options.reason_option
@options.force_option
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(
    shop: Shop,
    words: tuple[str, ...],
    reason: str | None,
    force: str | None,
    yes: bool,
    cashier: str,
) -> None:
    """Undurkan jatuh tempo: pulsa hutang undur J6 sabtu --alasan "anak sakit"

    ID boleh nama pelanggan yang hanya punya satu kasbon. KAPAN: 7 hari, sabtu, tanggal 25, …
    """
    shop.require_ready()
    person = at_the_counter(yes)
    typed, when = name_and_day(words, shop.today, _EXAMPLE)
    debt = choosing.debt(person, shop.read_books(), typed)
    customer = shop.read_books().customers.get(debt.customer)
    due = days.due(person, when, shop.today, customer.payday if customer else None)
    given = talk.reason(person, reason, force, _EXAMPLE)
    talk.move(shop, person, shop.policy, debt.id, Move(due, given, force or "", cashier))

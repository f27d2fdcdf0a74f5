"""`pulsa hutang janji`: notes by when a customer promised to pay."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import days
from pulsa_cli.dialog import debts as talk
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.debts import Promise
from pulsa_cli.trade.typed import name_and_day


@help.command()
@click.argument(
    "words", metavar="PELANGGAN KAPAN", type=types.CustomerName(), nargs=-1, required=True
)
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(shop: Shop, words: tuple[str, ...], yes: bool, cashier: str, note: str) -> None:
    """Catat kapan pelanggan berjanji membayar: pulsa hutang janji budi sabtu

    Jatuh temponya tetap; pengingat menunggu sampai hari itu. Janji yang tidak ditepati terlihat
    di pulsa hutang list.
    """
    shop.require_ready()
    person = at_the_counter(yes)
    name, when = name_and_day(words, shop.today, "pulsa hutang janji budi sabtu")
    customer = chosen(person, shop.read_books(), name)
    day = days.due(person, when, shop.today, customer.payday)
    talk.promise(shop, person, Promise(customer, day, cashier, note))

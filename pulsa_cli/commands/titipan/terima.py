"""`pulsa titipan terima`: money of a customer; it pays what is owed, the rest is kept."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import amounts, days
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.paying import receive
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.paying import PREPAID, Payment
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@click.argument(
    "words", metavar="PELANGGAN JUMLAH", type=types.CustomerName(), nargs=-1, required=True
)
@options.method_option
@click.option("--lagi", "again", is_flag=True, help="Memang diterima lagi, jumlah yang sama.")
@options.yes_option
@options.when_option
@options.force_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    words: tuple[str, ...],
    method: str,
    again: bool,
    yes: bool,
    when: str,
    force: str | None,
    cashier: str,
    note: str,
) -> None:
    """Terima uang titipan: pulsa titipan terima budi 50rb

    Kalau masih ada kasbon, itu dibayar dulu; sisanya jadi uang titipan.
    """
    shop.require_ready()
    person = at_the_counter(yes)
    left, method = with_method(words, method, shop.settings)
    name, typed = name_and_amount(left, "pulsa titipan terima budi 50rb")
    amount = amounts.not_zero(person, typed)
    customer = chosen(person, shop.read_books(), name)
    payment = Payment(
        customer,
        amount,
        method,
        excess=PREPAID,
        moment=days.moment(person, when, shop.now),
        again=again,
        force=force or "",
        cashier=cashier,
        note=note,
    )
    receive(shop, person, payment)

"""`pulsa titipan terima`: money of a customer; it pays what is owed, the rest is kept."""

import click

from pulsa_cli.commands import _debts, help, options, types
from pulsa_cli.commands._payments import PREPAID, Payment, receive
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop


@help.command()
@click.argument("words", metavar="PELANGGAN JUMLAH", type=types.Client(), nargs=-1, required=True)
@options.method_option
@click.option("--lagi", "again", is_flag=True, help="Memang diterima lagi, jumlah yang sama.")
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop, words: tuple[str, ...], method: str, again: bool, yes: bool, cashier: str, note: str
) -> None:
    """Terima uang titipan: pulsa titipan terima budi 50rb

    Kalau masih ada kasbon, itu dibayar dulu; sisanya jadi uang titipan.
    """
    left, method = _debts.with_method(shop, words, method)
    name, typed = _debts.name_and_amount(left, "pulsa titipan terima budi 50rb")
    amount: int = types.Rupiah().convert(typed, None, click.get_current_context())
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    shop.settings.require_name()
    person = at_the_counter(yes)
    customer = chosen(person, shop.read_books(), name)
    receive(
        shop,
        Payment(customer, amount, method, excess=PREPAID, again=again, cashier=cashier, note=note),
        person,
    )

"""`pulsa titipan terima`: money of a customer; it pays what is owed, the rest is kept."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands.options import Brought
from pulsa_cli.dialog import amounts, days
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.paying import receive
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.paying import PREPAID, Payment
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@options.brought("PELANGGAN JUMLAH")
@options.with_shop
def cmd(shop: Shop, money: Brought) -> None:
    """Terima uang titipan: pulsa titipan terima budi 50rb

    Kalau masih ada kasbon, itu dibayar dulu; sisanya jadi uang titipan.
    """
    shop.require_ready()
    person = at_the_counter(money.yes)
    left, method = with_method(money.words, money.method, shop.settings)
    name, typed = name_and_amount(left, "pulsa titipan terima budi 50rb")
    amount = amounts.not_zero(person, typed)
    customer = chosen(person, shop.read_books(), name)
    payment = Payment(
        customer,
        amount,
        method,
        excess=PREPAID,
        moment=days.moment(person, money.when, shop.now),
        again=money.again,
        force=money.force or "",
        cashier=money.cashier,
        note=money.note,
    )
    receive(shop, person, payment)

"""`pulsa hutang bayar`: money that a customer pays of what is owed."""

from collections.abc import Sequence

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands.options import Brought
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import parse
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.dialog import choosing, days
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.paying import take
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade.paying import ALL, CHANGE, PREPAID, Payment
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@options.brought("PELANGGAN JUMLAH")
@click.option("--untuk", "typed_id", default="", metavar="ID", help="Kasbon yang dibayar dulu.")
@click.option(
    "--lebih",
    "excess",
    type=click.Choice((CHANGE, PREPAID)),
    default=None,
    metavar="kembali|titipan",
    help="Kalau lebih dari hutangnya.",
)
@options.message_option
@options.with_shop
def cmd(shop: Shop, money: Brought, typed_id: str, excess: str | None, message: bool) -> None:
    """Terima pembayaran: pulsa hutang bayar budi 20rb, atau: pulsa hutang bayar budi lunas

    Yang paling dulu jatuh tempo dibayar dulu, atau yang disebut dengan --untuk.
    """
    shop.require_ready()
    person = at_the_counter(money.yes)
    left, method = with_method(money.words, money.method, shop.settings)
    name, typed = _name_and_amount(left, person)
    customer = chosen(person, shop.read_books(), name)
    named = _debt_named(shop, typed_id, customer, person) if typed_id else None
    excess = excess or (CHANGE if money.yes else "")
    moment = days.moment(person, money.when, shop.now)
    payment = Payment(
        customer,
        0,
        method,
        named,
        excess,
        moment,
        money.again,
        money.force or "",
        cashier=money.cashier,
        note=money.note,
    )
    thanks = options.messages_of(shop) if message else None
    take(shop, person, payment, typed, thanks)


def _name_and_amount(words: Sequence[str], person: Person) -> tuple[str, str]:
    """Whose money and how much; where somebody can be asked, the amount may be missing."""
    if person.here and words[-1].casefold() not in ALL:
        try:
            parse(words[-1])
        except WrongUse:
            return " ".join(words), ""
    if person.here and len(words) == 1:
        return words[0], ""
    return name_and_amount(words, "pulsa hutang bayar budi 20rb")


def _debt_named(shop: Shop, typed: str, customer: Customer, person: Person) -> OpenDebt:
    debt = choosing.debt(person, shop.read_books(), typed)
    if debt.customer != customer.id:
        raise Refused(f"{debt.id} kasbon {debt.name}, bukan {customer.called}.")
    return debt

"""`pulsa kartu lihat`: a customer's level, the rule and the numbers behind it."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import loyalty as shown
from pulsa_cli.show.lines import folded
from pulsa_cli.trade import credit


@help.command()
@options.customer_argument
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_name: str, day: str, form: str) -> None:
    """Kartu seorang pelanggan, dengan angka-angkanya: pulsa kartu lihat budi"""
    rules = credit.require_card(shop.card, shop.today)
    person = at_the_counter(form != "tabel")
    customer = chosen(person, shop.read_books(), typed_name)
    loyalty = shop.read_books(days.past(person, day, shop.today)).loyalty(shop.card)
    holder = loyalty.holder(customer)

    def text() -> str:
        return folded(shown.details(holder, rules, loyalty.stamps(holder)), terminal.width())

    columns.emit([holder], shown.fields(rules), form, text)

"""`pulsa kartu lihat`: a customer's level, the rule and the numbers behind it."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._card import require_card
from pulsa_cli.commands._people import who
from pulsa_cli.core import dates
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import loyalty as shown
from pulsa_cli.show import tables


@help.command()
@options.client_argument
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_client: str, day: str, form: str) -> None:
    """Kartu seorang pelanggan, dengan angka-angkanya: pulsa kartu lihat budi"""
    rules = require_card(shop)
    customer = who(shop, typed_client, form == "tabel" and terminal.interactive())
    loyalty = shop.read_books(dates.parse_past(day, shop.today) if day else None).loyalty(shop.card)
    holder = loyalty.holder(customer)
    tables.emit(
        [shown.record(holder, rules)],
        shown.FIELDS,
        form,
        lambda: tables.folded(
            shown.details(holder, rules, loyalty.stamps(holder)), terminal.width()
        ),
    )

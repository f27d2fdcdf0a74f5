"""`pulsa kartu lihat`: a customer's level, the rule and the numbers behind it."""

from pulsa_cli.commands import _click
from pulsa_cli.commands._card import require_card
from pulsa_cli.commands._people import who
from pulsa_cli.core import dates
from pulsa_cli.output import loyalty as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.client_argument
@_click.as_of_option
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, typed_client: str, day: str, form: str) -> None:
    """Kartu seorang pelanggan, dengan angka-angkanya: pulsa kartu lihat budi"""
    rules = require_card(shop)
    customer = who(shop, typed_client, form == "tabel" and terminal.interactive())
    loyalty = shop.loyalty(dates.parse_past(day, shop.today) if day else None)
    holder = loyalty.holder(customer)
    tables.emit(
        [shown.record(holder, rules)],
        shown.FIELDS,
        form,
        lambda: tables.folded(
            shown.details(holder, rules, loyalty.stamps(holder)), terminal.width()
        ),
    )

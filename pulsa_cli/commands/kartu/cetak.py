"""`pulsa kartu cetak`: the card on paper, 32 columns wide, or as a message."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands._card import require_card
from pulsa_cli.commands._messages import messages_of, with_link
from pulsa_cli.commands._people import who
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import loyalty as shown


@help.command()
@options.client_argument
@click.option(
    "--pesan",
    "message",
    is_flag=True,
    help="Sebagai pesan untuk pelanggan, dengan tautan WhatsApp.",
)
@options.with_shop
def cmd(shop: Shop, typed_client: str, message: bool) -> None:
    """Kartu untuk pelanggan, selebar kertas struk (32 huruf): pulsa kartu cetak budi"""
    rules = require_card(shop)
    shop.settings.require_name()
    customer = who(shop, typed_client, terminal.interactive())
    loyalty = shop.read_books().loyalty(shop.card)
    holder = loyalty.holder(customer)
    if message:
        click.echo(
            with_link(
                messages_of(shop).card(customer.name, *shown.message_parts(holder, rules)),
                customer.numbers,
            )
        )
    else:
        click.echo(shown.card(holder, rules, loyalty.stamps(holder), shop.settings.name))

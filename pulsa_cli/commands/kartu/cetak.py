"""`pulsa kartu cetak`: the card on paper, 32 columns wide, or as a message."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._card import require_card
from pulsa_cli.commands._messages import messages_of, with_link
from pulsa_cli.commands._people import who
from pulsa_cli.output import loyalty as shown
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.client_argument
@click.option(
    "--pesan",
    "message",
    is_flag=True,
    help="Sebagai pesan untuk pelanggan, dengan tautan WhatsApp.",
)
@_click.with_shop
def cmd(shop: Shop, typed_client: str, message: bool) -> None:
    """Kartu untuk pelanggan, selebar kertas struk (32 huruf): pulsa kartu cetak budi"""
    rules = require_card(shop)
    shop.settings.require_name()
    customer = who(shop, typed_client, terminal.interactive())
    loyalty = shop.loyalty()
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

"""`pulsa kartu cetak`: the card on paper, 32 columns wide, or as a message."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import loyalty as shown
from pulsa_cli.show.whatsapp import unlinked, with_link
from pulsa_cli.trade import credit


@help.command()
@options.customer_argument
@options.message_option
@options.with_shop
def cmd(shop: Shop, typed_name: str, message: bool) -> None:
    """Kartu untuk pelanggan, selebar kertas struk (32 huruf): pulsa kartu cetak budi"""
    rules = credit.require_card(shop.card, shop.today)
    shop.settings.require_name()
    customer = chosen(at_the_counter(), shop.read_books(), typed_name)
    loyalty = shop.read_books().loyalty(shop.card)
    holder = loyalty.holder(customer)
    if message:
        click.echo(
            with_link(
                options.messages_of(shop).card(customer.name, *shown.message_parts(holder, rules)),
                customer.numbers,
            )
        )
        if why := unlinked(customer.called, customer.numbers):
            terminal.note(why)
    else:
        click.echo(shown.card(holder, rules, loyalty.stamps(holder), shop.settings.name))

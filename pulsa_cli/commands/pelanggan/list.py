"""`pulsa pelanggan list`: the customers, with what they owe and have paid in advance."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import customers as shown


@help.command()
@click.option(
    "--cari",
    "search",
    metavar="KATA",
    default="",
    help="Awal kata namanya, kodenya, atau sebagian nomornya.",
)
@options.format_option
@options.with_shop
def cmd(shop: Shop, search: str, form: str) -> None:
    """Daftar pelanggan: pulsa pelanggan list --cari budi"""
    customers = shop.read_books().customers.matching(search)
    columns.emit_list(customers, shown.listing(), form, terminal.width(), shown.NONE)

"""`pulsa pelanggan list`: the customers, with what they owe and have paid in advance."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.output import clients as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@click.option(
    "--cari",
    "search",
    metavar="KATA",
    default="",
    help="Awal kata namanya, kodenya, atau sebagian nomornya.",
)
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, search: str, form: str) -> None:
    """Daftar pelanggan: pulsa pelanggan list --cari budi"""
    records = [shown.record(*known) for known in shop.clients.customers(search)]
    tables.emit(records, shown.FIELDS, form, lambda: shown.listing(records, terminal.width()))

"""`pulsa pesanan list`: the open orders, the earliest first."""

from datetime import date, timedelta

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._people import who
from pulsa_cli.output import orders as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@click.option("--hari-ini", "due", is_flag=True, help="Yang harus diisi hari ini, juga yang telat.")
@click.option("--telat", "late", is_flag=True, help="Yang harinya sudah lewat.")
@click.option(
    "--pelanggan", "typed_client", type=_click.Client(), default="", help="Hanya pelanggan ini."
)
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, due: bool, late: bool, typed_client: str, form: str) -> None:
    """Pesanan yang belum diisi: pulsa pesanan list --hari-ini"""
    customer = (
        who(shop, typed_client, form == "tabel" and terminal.interactive())
        if typed_client
        else None
    )
    today = shop.today
    until = today if due else today - timedelta(1) if late else date.max
    found = shop.orders.open(until, customer)
    none = (
        "Tidak ada pesanan untuk hari ini."
        if due
        else "Tidak ada pesanan yang telat."
        if late
        else "Tidak ada pesanan."
    )
    tables.emit(
        [shown.record(each, today) for each in found],
        shown.FIELDS,
        form,
        lambda: shown.listing(found, today, terminal.width()) if found else none,
    )

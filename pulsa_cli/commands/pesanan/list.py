"""`pulsa pesanan list`: the open orders, the earliest first."""

from datetime import date, timedelta

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import orders as shown
from pulsa_cli.show import tables


@help.command()
@click.option("--hari-ini", "due", is_flag=True, help="Yang harus diisi hari ini, juga yang telat.")
@click.option("--telat", "late", is_flag=True, help="Yang harinya sudah lewat.")
@click.option(
    "--pelanggan", "typed_client", type=types.Client(), default="", help="Hanya pelanggan ini."
)
@options.format_option
@options.with_shop
def cmd(shop: Shop, due: bool, late: bool, typed_client: str, form: str) -> None:
    """Pesanan yang belum diisi: pulsa pesanan list --hari-ini"""
    customer = (
        chosen(at_the_counter(form != "tabel"), shop.read_books(), typed_client)
        if typed_client
        else None
    )
    today = shop.today
    until = today if due else today - timedelta(1) if late else date.max
    found = shop.read_books().orders.open(until, customer)
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

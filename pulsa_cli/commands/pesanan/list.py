"""`pulsa pesanan list`: the open orders, the earliest first."""

from datetime import date, timedelta

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import orders as shown


@help.command()
@click.option("--hari-ini", "due", is_flag=True, help="Yang harus diisi hari ini, juga yang telat.")
@click.option("--telat", "late", is_flag=True, help="Yang harinya sudah lewat.")
@options.only_customer_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, due: bool, late: bool, typed_name: str, form: str) -> None:
    """Pesanan yang belum diisi: pulsa pesanan list --hari-ini"""
    books, today = shop.read_books(), shop.today
    customer = chosen(at_the_counter(form != "tabel"), books, typed_name) if typed_name else None
    until, nothing = date.max, "Tidak ada pesanan."
    if due:
        until, nothing = today, "Tidak ada pesanan untuk hari ini."
    elif late:
        until, nothing = today - timedelta(1), "Tidak ada pesanan yang telat."
    orders = books.orders.open(until, customer)
    columns.emit_list(orders, shown.listing(today), form, terminal.width(), nothing)

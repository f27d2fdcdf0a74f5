"""`pulsa titipan list`: who has paid in advance."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import customers as shown


@help.command()
@options.format_option
@options.with_shop
def cmd(shop: Shop, form: str) -> None:
    """Uang titipan yang masih ada: pulsa titipan list"""
    customers = shop.read_books().customers.with_prepaid()
    columns.emit_list(customers, shown.prepaid(), form, terminal.width(), "Tidak ada uang titipan.")

"""`pulsa keluhan ringkas`: causes by operator and month."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import complaints as shown


@help.command()
@options.format_option
@options.with_shop
def cmd(shop: Shop, form: str) -> None:
    """Sebab keluhan menurut bulan dan operator: hasil akhirnya, atau temuannya."""
    causes = shown.causes(shop.read_books().complaints.all())
    columns.emit_list(causes, shown.causes_listing(), form, terminal.width(), "Tidak ada keluhan.")

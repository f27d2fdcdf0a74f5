"""`pulsa keluhan ringkas`: causes by operator and month."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown
from pulsa_cli.show import tables


@help.command()
@options.format_option
@options.with_shop
def cmd(shop: Shop, form: str) -> None:
    """Sebab keluhan menurut bulan dan operator: hasil akhirnya, atau temuannya."""
    counted = shown.causes(shop.read_books().complaints.all())
    tables.emit(
        counted,
        shown.CAUSES,
        form,
        lambda: shown.causes_table(counted, terminal.width()) if counted else "Tidak ada keluhan.",
    )

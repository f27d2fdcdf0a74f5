"""`pulsa keluhan ringkas`: causes by operator and month."""

from pulsa_cli.commands import _click
from pulsa_cli.output import complaints as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, form: str) -> None:
    """Sebab keluhan menurut bulan dan operator: hasil akhirnya, atau temuannya."""
    counted = shown.causes(shop.complaints.all())
    tables.emit(
        counted,
        shown.CAUSES,
        form,
        lambda: shown.causes_table(counted, terminal.width()) if counted else "Tidak ada keluhan.",
    )

"""`pulsa titipan list`: who has paid in advance."""

from pulsa_cli.commands import _click
from pulsa_cli.output import clients as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, form: str) -> None:
    """Uang titipan yang masih ada: pulsa titipan list"""
    records = [
        shown.record(*known)
        for known in shop.clients.customers()
        if known.balance or known.reserved
    ]
    tables.emit(records, shown.PREPAID, form, lambda: shown.prepaid(records, terminal.width()))

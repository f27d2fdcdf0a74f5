"""`pulsa transaksi sukses`: a pending top-up went through."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import succeed
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@click.option("--sn", type=_click.Text(), default="", help="Nomor seri dari pemasok.")
@_click.cashier_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Tandai sudah masuk: pulsa transaksi sukses J17"""
    succeed(shop, typed_id, sn, cashier)

"""`pulsa transaksi sukses`: a pending top-up went through."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import succeed
from pulsa_cli.shop import Shop


@help.command()
@options.id_argument
@click.option("--sn", type=types.Text(), default="", help="Nomor seri dari pemasok.")
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Tandai sudah masuk: pulsa transaksi sukses J17"""
    succeed(shop, typed_id, sn, cashier)

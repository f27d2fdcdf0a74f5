"""`pulsa transaksi gagal`: a top-up failed; the money goes back now or later."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import fail
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@click.option("--kembali", "back", type=click.Choice(["tunai"]), metavar="tunai",
              help="Uangnya diserahkan kembali sekarang. Tanpa ini uangnya masih di konter.")
@_click.cashier_option
@_click.note_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, back: str | None, cashier: str, note: str) -> None:
    """Tandai gagal: pulsa transaksi gagal J17 --kembali tunai"""
    fail(shop, typed_id, back is not None, cashier, note)

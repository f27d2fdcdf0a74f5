"""`pulsa transaksi sn`: the supplier's serial number, the proof that a top-up went through."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.correcting import note_sn


@help.command()
@options.id_argument
@click.argument("sn", metavar="SN", type=types.Serial(needed=True))
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Catat SN: pulsa transaksi sn J17 01394800006993562868"""
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id)
    correct(shop, id, lambda books, sale: note_sn(books, sale, sn), {"kasir": cashier})

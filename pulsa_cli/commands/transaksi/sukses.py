"""`pulsa transaksi sukses`: a pending top-up went through."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.correcting import succeed


@help.command()
@options.id_argument
@options.sn_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Tandai sudah masuk: pulsa transaksi sukses J17"""
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id)
    correct(shop, id, lambda books, sale: succeed(books, sale, sn), {"kasir": cashier})

"""`pulsa transaksi sukses`: a top-up went through that was pending, or recorded as failed."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.kinds import FAILED
from pulsa_cli.core.ways import Parts
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.dialog.repeating import sell_again
from pulsa_cli.dialog.selling import account_of
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.trade import typed
from pulsa_cli.trade.correcting import sale_of, succeed
from pulsa_cli.trade.repeating import Wish


@help.command()
@options.id_argument
@options.sn_option
@options.tendered_option
@options.method_option
@options.on_credit_option
@click.option("--rugi", "lost", is_flag=True, help="Yang kurang ditanggung konter.")
@click.option("--lagi", "again", is_flag=True, help="Yang gagal dan ulangannya dua-duanya masuk.")
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_id: str,
    sn: str,
    tendered: Parts,
    method: str,
    credit: bool,
    lost: bool,
    again: bool,
    cashier: str,
    note: str,
) -> None:
    """Tandai sudah masuk: pulsa transaksi sukses J17

    Juga yang sudah dicatat gagal lalu ternyata masuk. Uangnya yang sudah dikembalikan: dibayar lagi
    (--dibayar), jadi kasbon (-k), atau ditanggung konter (--rugi).
    """
    person, books = at_the_counter(), shop.read_books()
    id = choosing.row(person, books, typed_id)
    signed = {"kasir": cashier, "catatan": note}
    account = account_of(credit, False)
    if sale_of(books, id).status == FAILED:
        tender = typed.tendered(tendered, method, shop.settings)
        wish = Wish(sn, again=again, tender=tender, account=account, lost=lost, arrived=True)
        sell_again(shop, person, id, wish, signed)
        return
    if tendered or account or lost:
        raise Refused("--dibayar, -k dan --rugi hanya untuk yang sudah dicatat gagal.")
    correct(shop, id, lambda books, sale: succeed(books, sale, sn), signed)

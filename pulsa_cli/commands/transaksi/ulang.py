"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.ways import Parts
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.dialog.repeating import sell_again
from pulsa_cli.dialog.selling import account_of
from pulsa_cli.shop import Shop
from pulsa_cli.trade import typed
from pulsa_cli.trade.correcting import sale_of
from pulsa_cli.trade.repeating import Wish, twins_before
from pulsa_cli.trade.selling import sold_before


@help.command()
@options.id_argument
@options.tendered_option
@options.method_option
@options.on_credit_option
@options.sn_option
@options.status_option
@options.again_option
@options.force_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_id: str,
    tendered: Parts,
    method: str,
    credit: bool,
    sn: str,
    status: str,
    again: bool,
    force: str | None,
    cashier: str,
    note: str,
) -> None:
    """Jual lagi yang gagal: pulsa transaksi ulang J17

    Uang yang masih di konter atau di titipannya dipakai; yang kurang ditanyakan, atau disebut
    dengan --dibayar atau -k. Sesudah salah-nomor, yang diisi nomor yang benar.
    """

    person, books = at_the_counter(), shop.read_books()
    id = choosing.row(person, books, typed_id)
    twins = () if again else twins_before(books, shop, sale_of(books, id)).asked
    again = person.agree_again(sold_before(twins[0]) if twins else "") or again
    tender = typed.tendered(tendered, method, shop.settings)
    wish = Wish(sn, status, again, force or "", tender, account_of(credit, False))
    sell_again(shop, person, id, wish, {"kasir": cashier, "catatan": note})

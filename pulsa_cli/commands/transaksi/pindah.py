"""`pulsa transaksi pindah`: a sale was booked to the wrong customer, or to none."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.correcting import move


@help.command()
@options.id_argument
@options.customer_argument
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, typed_name: str, cashier: str, note: str) -> None:
    """Salah Budi: pulsa transaksi pindah J17 "budi warung"

    Kasbonnya ikut pindah, dengan jatuh tempo yang sama; yang sudah dibayar pelanggan lama untuk
    itu kembali ke uang titipannya.
    """
    person, books = at_the_counter(), shop.read_books()
    customer = chosen(person, books, typed_name)
    id = choosing.row(person, books, typed_id)
    signed = {"kasir": cashier, "catatan": note}
    correct(shop, id, lambda books, sale: move(books, sale, customer), signed)

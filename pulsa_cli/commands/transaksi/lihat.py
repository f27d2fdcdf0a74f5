"""`pulsa transaksi lihat`: everything about one sale."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import sales as shown


@help.command()
@options.id_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, form: str) -> None:
    """Semua tentang satu penjualan: pulsa transaksi lihat J17"""
    books = shop.read_books()
    sale = books.sales.get(choosing.row(at_the_counter(), books, typed_id))
    customer = books.customers.get(sale.customer) if sale.customer else None
    name = customer.called if customer else sale.customer
    columns.emit(
        [sale], shown.FIELDS, form, lambda: shown.details(sale, name, books.advance_of(sale))
    )

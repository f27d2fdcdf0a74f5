"""`pulsa transaksi lihat`: everything about one sale."""

from pulsa_cli.commands import _click
from pulsa_cli.output import sales as shown
from pulsa_cli.output import tables
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, form: str) -> None:
    """Semua tentang satu penjualan: pulsa transaksi lihat J17"""
    sale = shop.books.sale(shop.books.find(typed_id))
    buyer = shop.clients.customer_with_id(sale.customer) if sale.customer else None
    tables.emit(
        [shown.record(sale)],
        shown.FIELDS,
        form,
        lambda: shown.details(sale, buyer.called if buyer else sale.customer),
    )

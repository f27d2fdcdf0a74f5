"""`pulsa transaksi pindah`: a sale was booked to the wrong customer, or to none."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._corrections import accounts_after, correct, named, require_standing
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop


@help.command()
@options.id_argument
@options.client_argument
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, typed_client: str, cashier: str, note: str) -> None:
    """Salah Budi: pulsa transaksi pindah J17 "budi warung"

    Kasbonnya ikut pindah, dengan jatuh tempo yang sama; yang sudah dibayar pelanggan lama untuk
    itu kembali ke uang titipannya.
    """
    customer = chosen(at_the_counter(), shop.read_books(), typed_client)

    def build(sale: Sale) -> Row:
        require_standing(sale)
        if sale.customer in customer.ids:
            raise Refused(f"{named(sale)} memang sudah milik {customer.called}.")
        if sale.gift or shop.read_books().sales.order_of(sale):
            what = "memakai hadiah kartu" if sale.gift else "mengisi pesanan"
            raise Refused(
                f"{named(sale)} {what}, jadi tidak bisa dipindah. Batalkan (pulsa batal "
                f"{sale.id}), lalu jual lagi."
            )
        return {"jenis": "pindah", "pelanggan": customer.id, "kasir": cashier, "catatan": note}

    def said(sale: Sale, row: Row) -> str:
        return f"{named(sale)} sekarang milik {customer.called}{accounts_after(shop, sale, row)}"

    correct(shop, typed_id, build, said)

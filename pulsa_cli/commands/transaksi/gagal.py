"""`pulsa transaksi gagal`: a top-up failed; the money goes back now, later or into the account."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.correcting import fail


@help.command()
@options.id_argument
@options.back_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, back: str | None, cashier: str, note: str) -> None:
    """Tandai gagal: pulsa transaksi gagal J17 --kembali tunai

    tunai: diserahkan sekarang. titipan: masuk uang titipan pelanggan, kasbon dibayar dulu.
    nanti: disimpan untuk nomor itu. Tanpa pilihan: titipan kalau ada pelanggannya, kalau tidak
    nanti. Kasbon untuk penjualan ini dihapus.
    """
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id)
    signed = {"kasir": cashier, "catatan": note}
    correct(shop, id, lambda books, sale: fail(books, sale, back or ""), signed)

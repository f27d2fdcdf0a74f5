"""`pulsa transaksi gagal`: a top-up failed; the money goes back now, later or into the account."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._corrections import fail
from pulsa_cli.shop import Shop


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
    fail(shop, typed_id, back or "", cashier, note)

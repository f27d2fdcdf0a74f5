"""`pulsa transaksi menunggu`: walks through the pending top-ups."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import correcting, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import sales as shown


@help.command()
@options.cashier_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, cashier: str, form: str) -> None:
    """Yang pending satu per satu: s = sukses, g = gagal, Enter = lewati.

    Sesudah s boleh langsung SN-nya; g tunai: uangnya dikembalikan sekarang (atau g titipan,
    g nanti).
    """
    books, person = shop.read_books(), at_the_counter(form != "tabel")
    pending = books.sales.pending()
    if pending and person.here:
        correcting.walk(shop, person, pending, {"kasir": cashier})
        return
    listing = shown.listing(pending, books.advance_of, shop.device.counter, shop.today)
    columns.emit_list(pending, listing, form, terminal.width(), "Tidak ada yang pending.")

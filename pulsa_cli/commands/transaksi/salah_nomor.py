"""`pulsa transaksi salah-nomor`: the top-up went to a wrong but valid number."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.sales import BUYER, SHOP
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.correcting import correct
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade.correcting import Mistake, wrong_number


@help.command()
@options.id_argument
@click.option("--ke", "right", metavar="NOMOR", required=True, help="Nomor yang seharusnya diisi.")
@click.option(
    "--rugi",
    "bearer",
    type=click.Choice((SHOP, BUYER)),
    required=True,
    metavar="toko|pembeli",
    help="Siapa yang menanggung.",
)
@options.back_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop, typed_id: str, right: str, bearer: str, back: str | None, cashier: str, note: str
) -> None:
    """Pulsa masuk ke nomor lain: pulsa transaksi salah-nomor J17 --ke 0812… --rugi toko

    Pemasok tidak mengembalikan uangnya. Rugi toko: uang pembeli dipakai untuk isi ulang ke nomor
    yang benar, atau --kembali tunai, titipan, nanti; kasbonnya dihapus. Rugi pembeli: isi ulang
    berikutnya dibayar lagi, kasbonnya tetap.
    """
    if back and bearer == BUYER:
        raise WrongUse(
            "--kembali hanya untuk --rugi toko; kalau pembeli yang menanggung, uangnya "
            "tidak kembali."
        )
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id)
    mistake, signed = Mistake(right, bearer, back or ""), {"kasir": cashier, "catatan": note}
    correct(shop, id, lambda books, sale: wrong_number(books, shop, sale, mistake), signed)

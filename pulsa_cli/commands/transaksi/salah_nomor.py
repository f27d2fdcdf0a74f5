"""`pulsa transaksi salah-nomor`: the top-up went to a wrong but valid number.

The supplier keeps the money (not reversible: Sepulsa FAQ 2019, grade A), so the cost stays and
the row says who bears it.
"""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands._corrections import (
    LATER,
    correct,
    give_back,
    named,
    received,
    require_standing,
    told_money,
)
from pulsa_cli.core import phone
from pulsa_cli.core import quote as selling
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.products import TOKEN, Product
from pulsa_cli.core.sales import BUYER, SHOP, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop


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
    fits: list[bool] = []

    def build(sale: Sale) -> Row:
        require_standing(sale)
        product = shop.products.find(sale.product)
        token = product is not None and product.kind == TOKEN
        number = phone.meter(right) if token else phone.normalise(right)
        if product and not token:
            fits.append(_fits(shop, number, product))
        row = {
            "jenis": "salah-nomor",
            "nomor": phone.group(number),
            "rugi": bearer,
            "kasir": cashier,
            "catatan": note,
        }
        return (
            row
            if bearer == BUYER
            else {**row, **give_back(shop, sale, received(sale), back or LATER)}
        )

    def said(sale: Sale, row: Row) -> str:
        lost = "modal belum diketahui" if sale.cost is None else f"rugi {rupiah(sale.cost)}"
        result = f"{named(sale)} salah nomor, seharusnya {row['nomor']}"
        if bearer == BUYER:
            result += " · ditanggung pembeli"
        else:
            result += f" · {lost}, ditanggung toko{told_money(shop, sale, row, received(sale))}"
        first = result.split("\n")[0]
        if all(fits):
            return f"{first}\nIsi nomor yang benar: pulsa transaksi ulang {sale.id}"
        back_by = f"\nKembalikan uangnya: pulsa transaksi gagal {sale.id} --kembali tunai"
        return first + (back_by if bearer == SHOP and not int(row["kembali"] or 0) else "")

    correct(shop, typed_id, build, said)


def _fits(shop: Shop, number: str, product: Product) -> bool:
    """Can the same product go to the right number? Warns where it can't."""
    try:
        selling.refuse_other_operator(number, product, shop.products, shop.prefixes)
    except Refused as error:
        terminal.warn(str(error))
        return False
    return True

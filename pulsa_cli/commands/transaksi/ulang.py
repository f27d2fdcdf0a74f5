"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import (correct, named, refuse_twins, standing_twins,
                                             warn_same_sn)
from pulsa_cli.core import selling
from pulsa_cli.core.sales import FAILED, PENDING, SUCCESS, WRONG_NUMBER, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import Refused
from pulsa_cli.output import sales as shown
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@click.option("--sn", type=_click.Text(), default="", help="Nomor seri dari pemasok.")
@click.option("--status", type=click.Choice((SUCCESS, PENDING)), default=SUCCESS,
              metavar="sukses|pending", help="Keadaan isi ulang.")
@click.option("--lagi", "again", is_flag=True,
              help="Memang dijual lagi: nomor dan produk sama hari ini.")
@_click.cashier_option
@_click.note_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, status: str, again: bool, cashier: str,
        note: str) -> None:
    """Jual lagi yang gagal: pulsa transaksi ulang J17

    Uang yang masih di konter dipakai; yang sudah dikembalikan dibayar lagi. Sesudah salah-nomor,
    yang diisi nomor yang benar.
    """
    def build(sale: Sale) -> Row:
        if sale.status not in (FAILED, WRONG_NUMBER):
            raise Refused(f"{named(sale)} {sale.status}; yang bisa diulang hanya yang gagal atau "
                          "salah nomor. Untuk menjual lagi: pulsa jual … --lagi")
        if sale.repeated_by:
            raise Refused(f"{named(sale)} sudah diulang sebagai {sale.repeated_by}.")
        number = sale.right_number or sale.number
        if not again:
            refuse_twins(standing_twins(shop, number, sale.row["produk"], shop.today))
        warn_same_sn(shop, sn)
        product = shop.products.find(sale.row["produk"])
        if product and not sale.row["alasan"]:  # not sold with --tetap
            selling.refuse_other_operator(number.replace("-", ""), product, shop.products,
                                          shop.prefixes)
        cost = product.cost if product and product.cost is not None else sale.cost
        return {**{name: sale.row[name] for name in ("operator", "produk", "nama", "harga",
                                                     "diskon", "cara")},
                "jenis": "jual", "nomor": number, "modal": "" if cost is None else str(cost),
                "dibayar": str(sale.total - _carried(sale)), "status": status, "sn": sn,
                "kasir": cashier, "catatan": note}

    correct(shop, typed_id, build,
            lambda sale, row: shown.repeated(row, _carried(sale)))


def _carried(sale: Sale) -> int:
    return min(sale.held, sale.total)

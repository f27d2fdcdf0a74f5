"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import (account_after, correct, named, refuse_twins,
                                             standing_twins, warn_same_sn)
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
        owed, prepaid = _on_account(shop, sale)
        return {**{name: sale.row[name] for name in ("operator", "produk", "nama", "harga",
                                                     "diskon", "cara")},
                "jenis": "jual", "nomor": number, "modal": "" if cost is None else str(cost),
                "dibayar": str(sale.total - _carried(sale) - owed), "pelanggan": sale.customer,
                "titipan": str(prepaid) if owed else "", "tempo": sale.row["tempo"] if owed else "",
                "status": status, "sn": sn, "kasir": cashier, "catatan": note}

    def said(sale: Sale, row: Row) -> str:
        text = shown.repeated(row, _carried(sale))
        return text + account_after(shop, sale.customer, row) if row["titipan"] else text

    correct(shop, typed_id, build, said)


def _carried(sale: Sale) -> int:
    return min(sale.held, sale.total)


def _on_account(shop: Shop, sale: Sale) -> tuple[int, int]:
    """Of a repeat: rupiah that go to the customer's account again, as they did at first or as the
    money went there when the sale failed, and what of that the prepaid balance pays. What was not
    sold on credit can only be paid from the balance; the rest is paid anew."""
    customer = shop.clients.customer_with_id(sale.customer) if sale.customer else None
    if customer is None or not sale.ended:
        return 0, 0
    balance = shop.clients.standing(customer).balance
    wanted = min(sale.credit + sale.freed, sale.total - _carried(sale))
    owed = wanted if sale.row["tempo"] else min(wanted, balance)
    return owed, min(owed, balance)

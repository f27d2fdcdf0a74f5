"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import (accounts_after, correct, named, refuse_twins,
                                             standing_twins, warn_same_sn)
from pulsa_cli.commands._card import term_of
from pulsa_cli.commands._credit import keep_policy
from pulsa_cli.core import selling, terms
from pulsa_cli.core.sales import (FAILED, ON_ACCOUNT, PENDING, SUCCESS, WRONG_NUMBER,
                                  Sale)
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import Refused
from pulsa_cli.output import sales as shown
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@click.option("--sn", type=_click.Text(), default="", help="Nomor seri dari pemasok.")
@click.option("--status", type=click.Choice((SUCCESS, PENDING)), default=SUCCESS,
              metavar="sukses|pending", help="Keadaan isi ulang.")
@click.option("--lagi", "again", is_flag=True,
              help="Memang dijual lagi: nomor dan produk sama hari ini.")
@_click.force_option
@_click.cashier_option
@_click.note_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, status: str, again: bool, force: str | None,
        cashier: str, note: str) -> None:
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
        paid = sale.total - _carried(sale) - owed
        _keep_policy(shop, sale, owed, paid, force or "")
        method = shop.settings.methods[0] if sale.row["cara"] in ON_ACCOUNT else sale.row["cara"]
        if owed and not paid:
            method = ON_ACCOUNT[not sale.row["tempo"]]
        return {**{name: sale.row[name] for name in ("operator", "produk", "nama", "harga",
                                                     "diskon", "hadiah")},
                "jenis": "jual", "nomor": number, "modal": "" if cost is None else str(cost),
                "dibayar": str(paid), "cara": method, "pelanggan": sale.customer,
                "titipan": str(prepaid) if owed else "",
                "tempo": _due(shop, sale) if owed else "", "status": status, "sn": sn,
                "alasan": force or "",
                "kasir": cashier, "catatan": note}

    def said(sale: Sale, row: Row) -> str:
        text = shown.repeated(row, _carried(sale))
        return text + accounts_after(shop, sale, row)

    correct(shop, typed_id, build, said)


def _carried(sale: Sale) -> int:
    return min(sale.held, sale.total)


def _keep_policy(shop: Shop, sale: Sale, owed: int, paid: int, force: str) -> None:
    """Raises Refused where the policy forbids the customer to owe this again."""
    customer = shop.clients.customer_with_id(sale.customer) if sale.customer else None
    if customer:
        standing = shop.clients.standing(customer)
        if broken := keep_policy(shop, customer, standing, owed, force, paid, "pulsa jual … -k "):
            terminal.warn(f"aturan dilewati: {broken}.")


def _due(shop: Shop, sale: Sale) -> str:
    """The due date of a repeat: as agreed at first, unless that has passed; empty for a sale from
    the prepaid balance."""
    if not sale.row["tempo"] or sale.row["tempo"] >= shop.today.isoformat():
        return sale.row["tempo"]
    customer = shop.clients.customer_with_id(sale.customer)
    term = term_of(shop, customer) if customer else shop.policy.term
    return terms.due_date(term, shop.today, customer.payday if customer else None).isoformat()


def _on_account(shop: Shop, sale: Sale) -> tuple[int, int]:
    """Of a repeat: rupiah that go to the customer's account again, as they did at first or as the
    money went there when the sale failed, and what of that the prepaid balance pays. What was not
    sold on credit can only be paid from the balance; the rest is paid anew."""
    customer = shop.clients.customer_with_id(sale.customer) if sale.customer else None
    if customer is None or not sale.ended:
        return 0, 0
    order = shop.books.order_of(sale)
    balance = shop.clients.standing(customer).balance + sum(
        each.kept for each in shop.orders.open(customer=customer) if each.order.id == order)
    wanted = min(sale.credit + sale.freed, sale.total - _carried(sale))
    owed = wanted if sale.row["tempo"] else min(wanted, balance)
    return owed, min(owed, balance)

"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._corrections import (
    accounts_after,
    correct,
    named,
    refuse_twins,
    standing_twins,
    warn_same_sn,
)
from pulsa_cli.commands._deal import with_kept
from pulsa_cli.core import quote as selling
from pulsa_cli.core.kinds import FAILED, WRONG_NUMBER
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.sales import FREE, ON_ACCOUNT, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import sales as shown
from pulsa_cli.trade import credit


@help.command()
@options.id_argument
@options.sn_option
@options.status_option
@options.again_option
@options.force_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_id: str,
    sn: str,
    status: str,
    again: bool,
    force: str | None,
    cashier: str,
    note: str,
) -> None:
    """Jual lagi yang gagal: pulsa transaksi ulang J17

    Uang yang masih di konter dipakai; yang sudah dikembalikan dibayar lagi. Sesudah salah-nomor,
    yang diisi nomor yang benar.
    """

    def build(sale: Sale) -> Row:
        if sale.status not in (FAILED, WRONG_NUMBER):
            raise Refused(
                f"{named(sale)} {sale.status}; yang bisa diulang hanya yang gagal atau "
                "salah nomor. Untuk menjual lagi: pulsa jual … --lagi"
            )
        if sale.repeated_by:
            raise Refused(f"{named(sale)} sudah diulang sebagai {sale.repeated_by}.")
        number = sale.right_number or sale.number
        if not again:
            refuse_twins(standing_twins(shop, number, sale.product, shop.today))
        warn_same_sn(shop, sn)
        product = shop.products.find(sale.product)
        if product and not sale.row["alasan"]:  # not sold with --tetap
            selling.refuse_other_operator(
                number.replace("-", ""), product, shop.products, shop.prefixes
            )
        cost = product.cost if product and product.cost is not None else sale.cost
        _refuse_used_gift(shop, sale)
        owed, prepaid, due = _on_account(shop, sale, _carried(sale), force or "")
        paid = sale.total - _carried(sale) - owed
        loss = selling.below_cost(cost, sale.total)
        if loss and sale.gift != FREE:
            terminal.warn(loss)
        method = shop.settings.methods[0] if sale.method in ON_ACCOUNT else sale.method
        if owed and not paid:
            method = ON_ACCOUNT[not sale.row["tempo"]]
        return {
            **{
                name: sale.row[name]
                for name in ("operator", "produk", "nama", "harga", "diskon", "hadiah")
            },
            "jenis": "jual",
            "nomor": number,
            "modal": "" if cost is None else str(cost),
            "dibayar": str(paid),
            "cara": method,
            "pelanggan": sale.customer,
            "titipan": str(prepaid) if owed else "",
            "tempo": due,
            "status": status,
            "sn": sn,
            "alasan": force or "",
            "kasir": cashier,
            "catatan": note,
        }

    def said(sale: Sale, row: Row) -> str:
        text = shown.repeated(row, _carried(sale))
        return text + accounts_after(shop, sale, row)

    correct(shop, typed_id, build, said)


def _carried(sale: Sale) -> int:
    return min(sale.held, sale.total)


def _refuse_used_gift(shop: Shop, sale: Sale) -> None:
    """Raises Refused for a sale that was free by a card where the next free one is not due."""
    customer = shop.read_books().customers.get(sale.customer) if sale.customer else None
    if sale.gift == FREE and customer:
        level = credit.level_of(shop.read_books(), shop.card_in_use, customer)
        due = level.every - 1 if level else 0
        if not due or shop.read_books().loyalty(shop.card).since_gift(customer, due) < due:
            raise Refused(
                f"{named(sale)} gratis dari kartu, dan itu sudah terpakai. Jual lagi "
                "dengan: pulsa jual"
            )


def _order_of(shop: Shop, sale: Sale) -> OpenOrder | None:
    """The order that the repeat of this sale will fulfil, None without one. Raises Refused where
    another sale did meanwhile: then the order is closed, or for a day to come."""
    id = shop.read_books().sales.order_of(sale)
    order = shop.read_books().orders.get(id) if id else None
    if not order or order.cancelled:
        return None
    again = order.last and order.last >= sale.time.date()
    if not order.due or again and order.due > shop.today:
        raise Refused(
            f"Pesanan {id} sudah diisi ({order.sales[-1]}). Uang {sale.id} dikembalikan: "
            f"pulsa transaksi gagal {sale.id} --kembali tunai"
        )
    return shop.read_books().orders.get_open(id)


def _on_account(shop: Shop, sale: Sale, paid: int, force: str) -> tuple[int, int, str]:
    """Of a repeat for which `paid` rupiah are there: what goes to the customer's account again, as
    it did at first or as the money went there when the sale failed; what of that the prepaid
    balance pays, with what is kept for its order; and the due date. What was not sold on credit
    can only be paid from the balance; the rest is paid anew. Raises Refused where the policy
    forbids it."""
    customer = shop.read_books().customers.get(sale.customer) if sale.customer else None
    if customer is None or not sale.ended:
        return 0, 0, ""
    standing = with_kept(shop.read_books().customers.standing(customer), _order_of(shop, sale))
    wanted = min(sale.credit + sale.freed, sale.total - paid)
    owed = wanted if sale.row["tempo"] else min(wanted, standing.balance)
    level = credit.level_of(shop.read_books(), shop.card_in_use, customer)
    debt = credit.NewDebt(owed, sale.total - paid - owed, "pulsa jual … -k ")
    if broken := credit.passed_over(
        shop.policy, credit.Borrower(customer, standing, level), debt, shop.today, force
    ):
        terminal.warn(f"aturan dilewati: {broken}.")
    due = sale.row["tempo"]  # as agreed at first, unless that has passed
    if owed and due and due < shop.today.isoformat():
        due = credit.due_date(shop.policy, customer, "", shop.today, level).isoformat()
    return owed, min(owed, standing.balance), due if owed else ""

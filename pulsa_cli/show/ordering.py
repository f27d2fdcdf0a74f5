"""An order that is placed or cancelled, in words."""

from pulsa_cli.core.dates import show_at
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.ways import CASH
from pulsa_cli.show.correcting import accounts
from pulsa_cli.show.orders import goods
from pulsa_cli.trade.ordering import Advance, Cancellation, Order


def ordered(order: Order) -> str:
    """What is ordered, what of it was paid in advance and what is left."""
    said = goods(order.product.label, order.number, order.price, order.due, order.every)
    said += show_at(order.moment)
    if not order.advance:
        return said
    left = order.price - order.advance
    rest = f", sisa {rupiah(left)}" if left > 0 else ""
    source = "dari uang titipan" if order.method == TITIPAN else order.method
    return f"{said} · dibayar di muka {rupiah(order.advance)} {source}{rest}"


def more_paid(paid: Advance) -> str:
    """`Budi: Rp20.000 tunai untuk pesanan A-261121-O003`."""
    way = "dari uang titipan" if paid.method == TITIPAN else paid.method
    return (
        f"{paid.customer.called}: {rupiah(paid.amount)} {way} untuk pesanan {paid.order.id}"
        + show_at(paid.moment)
    )


def cancelled(plan: Cancellation, back: str) -> str:
    """Where the money of a cancelled order went, behind `… dibatalkan`."""
    if not plan.kept:
        return accounts(plan.accounts)
    to = "dikembalikan tunai" if back == CASH else "jadi uang titipan"
    return f" · {rupiah(plan.kept)} {to}{accounts(plan.accounts)}"

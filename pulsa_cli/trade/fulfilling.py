"""The sale that fulfils an order: at the price agreed, paid first with what was paid for it."""

from datetime import datetime
from typing import TYPE_CHECKING

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_time
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder, Order
from pulsa_cli.core.products import Product
from pulsa_cli.core.sales import KASBON, TITIPAN
from pulsa_cli.core.standing import Standing
from pulsa_cli.core.ways import Tender
from pulsa_cli.errors import Refused
from pulsa_cli.trade import quote as quotes
from pulsa_cli.trade.quote import Agreed, Choice, Quote
from pulsa_cli.trade.request import Request

if TYPE_CHECKING:
    from pulsa_cli.core.products import PriceList
    from pulsa_cli.core.questions import Books


def request(order: OpenOrder, books: "Books", prices: "PriceList", force: str = "") -> Request:
    """What has to be sold to fulfil this order. Raises Refused where nobody here knows who
    ordered, and for what is not sold any more unless `force` says why it is."""
    customer = customer_of(order, books)
    listed = prices.for_sale(order.order.product)
    if listed and not force:
        quotes.refuse_out_of_sale(listed)
    choice = ordered(order.order, listed)
    return Request(choice, customer, Tender(None, ""), order=order)


def customer_of(order: OpenOrder, books: "Books") -> Customer:
    """Who ordered. Raises Refused where nobody here knows."""
    if customer := books.customers.get(order.order.customer):
        return customer
    raise Refused(f"Pemesan {order.order.customer} belum ada di catatan perangkat ini.")


def refuse_before(order: OpenOrder | None, moment: datetime | None) -> None:
    """Raises Refused for what is said to have happened before it was ordered."""
    if order and moment and moment < order.order.time:
        raise Refused(f"Pesanan {order.id} baru dicatat {show_time(order.order.time)}.")


def ordered(order: Order, listed: Product | None) -> Choice:
    """What was ordered at the price agreed, whatever the price list (`listed`) says today."""
    kind, cost = (listed.kind, listed.cost) if listed else ("", None)
    operator = order.row["operator"]
    return Choice(
        order.number.replace("-", ""),
        Product(order.product, operator, kind, order.name, None, cost, order.price, True, ""),
        (),
    )


def with_paid(standing: Standing, order: OpenOrder) -> Standing:
    """How the customer stands once what was paid for this order is free to pay for it."""
    return standing._replace(
        balance=standing.balance + order.freed, reserved=standing.reserved - order.freed
    )


def quote(request: Request, carried: int, balance: int) -> Quote:
    """What is to be paid, rupiah: what was paid for the order goes first, then what a failed sale
    left (`carried`), then as much of the balance as is wanted, then what is brought. Raises
    Refused where that falls short."""
    order = request.order
    assert order is not None
    carried = min(carried, order.rest)
    rest = order.rest - carried
    prepaid, tendered = _brought(request, rest, balance)
    missing = rest - prepaid - (tendered or 0)
    if tendered is not None and missing > 0 and request.account != KASBON:
        raise Refused(_too_little(missing, rest, prepaid if request.account else None))
    change = max(0, -missing)
    brought = (tendered or 0) - change
    sold = quotes.quote(request.choice, Agreed(order.price), brought, carried, credit=True)
    return sold._replace(change=change)


def _brought(request: Request, rest: int, balance: int) -> tuple[int, int | None]:
    """What of the rest the balance pays, and what is brought, rupiah; None = nothing was said."""
    tendered = request.tender.amount
    if request.account == TITIPAN:
        return min(max(0, rest - (tendered or 0)), balance), tendered
    if tendered is not None or request.account:
        return 0, tendered
    prepaid = min(balance, rest) if request.balance else 0
    return prepaid, rest - prepaid


def _too_little(missing: int, rest: int, prepaid: int | None) -> str:
    """That `missing` of the `rest` is not there; `prepaid` is what the balance has, None where it
    was not to pay."""
    way = "Sisanya kasbon? Tambahkan -k."
    if prepaid is not None:
        way = f"Uang titipannya {rupiah(prepaid)}."
    return f"Uangnya kurang {rupiah(missing)}: yang belum dibayar {rupiah(rest)}. {way}"

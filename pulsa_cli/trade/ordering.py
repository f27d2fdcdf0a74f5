"""Goods for a day to come: the order as it is placed, paid in advance in full or in part, and as it
is cancelled."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.accounts import FORCED
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.kinds import ADVANCE, ORDERED, VOID
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.products import Product
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.schema import ORDERS, Row, amount
from pulsa_cli.core.ways import CASH
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.trade import paying, quote, twice
from pulsa_cli.trade.accounts import Changed, changed
from pulsa_cli.trade.quote import Agreed, Choice, NoPrice

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


class Order(NamedTuple):
    """An order to be placed. `customer` orders (without an id: is to be registered); `price` was
    agreed for each time, rupiah; `every` as in core.orders, empty = once; `advance` is paid now in
    the way `method`, TITIPAN = out of the prepaid balance; `moment` is None for now."""

    customer: Customer
    choice: Choice
    price: int
    due: date
    every: str = ""
    advance: int = 0
    method: str = ""
    moment: datetime | None = None

    @property
    def number(self) -> str:
        """As it is stored."""
        return phone.group(self.choice.number)

    @property
    def product(self) -> Product:
        return self.choice.product


class Cancellation(NamedTuple):
    """A row that cancels an order; `kept` is the money that was paid for it, rupiah, which is
    handed back or becomes prepaid."""

    order: OpenOrder
    row: Row
    kept: int
    accounts: Sequence[Changed]


def agreed_price(choice: Choice, given: int | None) -> int:
    """The price of one fulfilment, rupiah: as given, else as in the price list. Raises NoPrice,
    and WrongUse for nothing at all."""
    price = choice.product.price if given is None else given
    if price is None:
        raise NoPrice(choice.product)
    if not price:
        raise WrongUse("Harganya tidak boleh nol.")
    return price


def refuse_too_much(advance: int, price: int, every: str) -> None:
    """Raises Refused where more is paid in advance than the price, unless it recurs."""
    if advance > price and not every:
        raise Refused(
            f"Uang muka {rupiah(advance)} lebih dari harganya, {rupiah(price)}. "
            "Lebihnya titipkan dengan: pulsa titipan terima"
        )


def refuse_missing(books: "Books", customer: Customer, advance: int) -> None:
    """Raises Refused where the prepaid balance is less than that, rupiah."""
    balance = balance_of(books, customer)
    if balance < advance:
        raise Refused(
            f"Uang titipan {customer.called} yang belum dipakai {rupiah(balance)}, "
            f"kurang {rupiah(advance - balance)}."
        )


def balance_of(books: "Books", customer: Customer) -> int:
    """What the customer has paid in advance and nothing has reserved, rupiah."""
    return books.customers.standing(customer).balance if customer.id else 0


def warnings(order: Order) -> Sequence[str]:
    """What speaks against the number or the price, a line each."""
    return quote.quote(order.choice, Agreed(order.price)).warnings


def twin(books: "Books", order: Order) -> str:
    """That the same is ordered already for the same day, or was just now with the same money, in a
    sentence; empty where it is not."""
    customer = order.customer
    if not customer.id:
        return ""
    for other in books.orders.of_goods(customer, order.number, order.product.code):
        if other.due == order.due:
            return f"Ini sudah dipesan ({other.id})."
        paid, time = amount(other.order.row, "dp"), other.order.time
        now = order.moment or books.now
        if order.advance and paid == order.advance and twice.is_near(time, now):
            return twice.said(paid, time, other.id, books.today)
    return ""


def place(books: "Books", order: Order, again: bool) -> Row:
    """The row of this order; `again`, the same is ordered once more. Raises Refused."""
    if order.method == TITIPAN:
        refuse_missing(books, order.customer, order.advance)
    if not again:
        twice.refuse(twin(books, order), "dipesan")
    product = order.product
    return {
        "jenis": ORDERED,
        "pelanggan": order.customer.id,
        "nomor": order.number,
        "operator": product.operator,
        "produk": product.code,
        "nama": product.name,
        "harga": str(order.price),
        "untuk": order.due.isoformat(),
        "tiap": order.every,
        "dp": str(order.advance),
        "cara": order.method,
        **({"waktu": order.moment.isoformat()} if order.moment else {}),
    }


class Advance(NamedTuple):
    """More money for an order: rupiah, the way to pay (TITIPAN = out of the prepaid balance);
    `moment` is None for now, `again` says that the same was paid before; `early`, or `force` with a
    reason, that it is rightly dated before the order."""

    order: OpenOrder
    customer: Customer
    amount: int
    method: str
    moment: datetime | None = None
    again: bool = False
    force: str = ""
    early: bool = False


def too_early(paid: Advance) -> str:
    """That the money is dated before its order, in a sentence; empty where it is not."""
    day, ordered = paid.moment, paid.order.order.time.date()
    if day is None or day.date() >= ordered:
        return ""
    return (
        f"Tanggal bayarnya {show_day(day.date())}, pesanannya baru {show_day(ordered)} "
        f"({paid.order.id})."
    )


def advance_twin(books: "Books", paid: Advance) -> str:
    """That just as much was paid for the order about this time, in a sentence; empty where not."""
    moment = paid.moment or books.now
    for id in reversed(paid.order.order.advances):
        row = books.row(id)
        time = datetime.fromisoformat(row["waktu"])
        if amount(row, "dp") == paid.amount and twice.is_near(time, moment):
            return twice.said(paid.amount, time, id, books.today)
    return ""


def pay_more(books: "Books", paid: Advance) -> tuple[Row, Sequence[Changed]]:
    """The row of more money in advance, and what it changes. Raises Refused where that is more
    than the price, where the balance is less, for the same once more, and before the order."""
    order, customer = books.orders.get_open(paid.order.id), paid.customer
    refuse_too_much(order.kept + paid.amount, order.price, order.order.every)
    if paid.method == TITIPAN:
        refuse_missing(books, customer, paid.amount)
    if not paid.again:
        twice.refuse(advance_twin(books, paid._replace(order=order)), "dibayar")
    if not paid.early and not paid.force:
        paying.refuse_early(too_early(paid))
    row = {
        "jenis": ADVANCE,
        "ref": order.id,
        "pelanggan": order.order.customer,
        "dp": str(paid.amount),
        "cara": paid.method,
        "alasan": f"{FORCED}{paid.force}" if paid.force else "",
        **({"waktu": paid.moment.isoformat()} if paid.moment else {}),
    }
    return row, changed(books, ORDERS, row, [customer.id])


def cancel(books: "Books", agreed: OpenOrder, back: str) -> Cancellation:
    """Cancels an order as it was seen; what was paid for it is handed back (CASH) or becomes
    prepaid. Raises Refused where money came or went meanwhile."""
    order = books.orders.get_open(agreed.id)
    if order.kept != agreed.kept:
        raise Refused(f"Pesanan {order.id} baru saja berubah. Ulangi.")
    is_back, customer = back == CASH, order.order.customer
    row = {
        "jenis": VOID,
        "ref": order.id,
        "pelanggan": customer,
        "kembali": str(order.kept if is_back else 0),
        "cara": CASH if is_back and order.kept else "",
    }
    return Cancellation(order, row, order.kept, changed(books, ORDERS, row, [customer]))

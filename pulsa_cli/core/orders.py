"""Orders: goods for a day to come, paid in advance in full or in part (`ledger/pesanan`).

An order is fulfilled by a sale that names it. One that recurs is a single row; its next date
follows from the sales.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.fold_order import in_order, voided
from pulsa_cli.core.kinds import ADVANCE, ORDERED, VOID
from pulsa_cli.core.sales import fold_ordered, order_of
from pulsa_cli.core.schema import ORDERS, SALES, Row, amount

WEEK, MONTH = "minggu", "bulan"
EVERY = (WEEK, MONTH)


class Order:
    """An order with what later rows say of it. `price` is what was agreed for one fulfilment, in
    rupiah; `due` the day that it is for, of one that recurs the next one, None once it is
    fulfilled or cancelled. `sales` are the ids of those that fulfil it, in fold order, `last` the
    day of the last one, `advances` the ids of the rows that brought more money for it."""

    def __init__(self, row: Row) -> None:
        self.row, self.id, self.customer = row, row["id"], row["pelanggan"]
        self.price = amount(row, "harga")
        self.due: date | None = date.fromisoformat(row["untuk"] or row["waktu"][:10])
        self.cancelled = False
        self.advances: list[str] = []
        self.sales: list[str] = []
        self.last: date | None = None

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.row["waktu"])

    @property
    def number(self) -> str:
        return self.row["nomor"]

    @property
    def product(self) -> str:
        """The code of what is ordered; `name` says what it is."""
        return self.row["produk"]

    @property
    def name(self) -> str:
        return self.row["nama"]

    @property
    def every(self) -> str:
        """WEEK, MONTH, or empty for once."""
        return self.row["tiap"]

    @property
    def operator(self) -> str:
        return self.row["operator"]

    @property
    def note(self) -> str:
        return self.row["catatan"]

    def fulfil(self, id: str, day: date) -> None:
        """The sale `id` of that day fulfils it."""
        self.sales.append(id)
        self.due, self.last = self.following(day), day

    def following(self, day: date) -> date | None:
        """The day that it will be for once a sale of that day has fulfilled it; None = never. What
        has been missed is not made up for; a second sale on one day, at another counter, is not
        for a date to come."""
        if not self.due or not self.every:
            return None
        if day == self.last and self.due > day:
            return self.due
        first = date.fromisoformat(self.row["untuk"] or self.row["waktu"][:10])
        return next_date(first, self.every, max(self.due + timedelta(1), day))


class OpenOrder(NamedTuple):
    """An order that is still to be fulfilled on the day `due`, with whose it is, and rupiah that
    are kept for it. `numbers` are the customer's; `agreed` is the price where that is no longer
    the one of the order."""

    order: Order
    due: date
    name: str
    numbers: tuple[str, ...]
    kept: int
    agreed: int | None = None

    def at(self, price: int | None) -> "OpenOrder":
        """The same at this price, rupiah; None = as it was agreed."""
        return self._replace(agreed=price)

    @property
    def price(self) -> int:
        return self.order.price if self.agreed is None else self.agreed

    @property
    def freed(self) -> int:
        """What of the money kept is free once it is fulfilled: all, unless it recurs."""
        return self.paid if self.order.every else self.kept

    @property
    def id(self) -> str:
        return self.order.id

    @property
    def paid(self) -> int:
        """What of the money kept is for this fulfilment; of an order that recurs more may be."""
        return min(self.kept, self.price)

    @property
    def rest(self) -> int:
        """What has to be paid when it is fulfilled."""
        return self.price - self.paid


def next_date(first: date, every: str, since: date) -> date:
    """The first date from `since` on of what recurs from `first`: the same day of the week, or of
    the month (its last day where it is shorter)."""
    if every == WEEK:
        return first + timedelta(max(0, -(-(since - first).days // 7)) * 7)
    from dateutil.relativedelta import relativedelta  # off the start-up path

    months = max(0, (since.year - first.year) * 12 + since.month - first.month)
    this_month = first + relativedelta(months=months)
    return this_month if this_month >= since else first + relativedelta(months=months + 1)


def fold(rows: Iterable[Row]) -> dict[str, Order]:
    """Rows of the ledgers of orders and sales, in any order → orders by id, in fold order. Each
    is right when all sales are there that hang together with it by `ref`."""
    ordered = in_order(rows)
    orders = {
        row["id"]: Order(row) for row in ordered if row["jenis"] == ORDERED and row["pelanggan"]
    }
    _fulfil(orders, [row for row in ordered if ids.letter(row["id"]) == SALES.letter])
    void = voided(ordered)
    for row in ordered:
        order = orders.get(row["ref"])
        if order is None or ids.letter(row["id"]) != ORDERS.letter:
            continue
        if row["jenis"] == VOID:
            order.cancelled, order.due = True, None
        elif row["jenis"] == ADVANCE and row["id"] not in void:
            order.advances.append(row["id"])
    return orders


def _fulfil(orders: dict[str, Order], ordered: list[Row]) -> None:
    """Tells orders of the sales, given by their rows, that name them."""
    sales = fold_ordered(ordered)
    for sale in sales.values():
        order = orders.get(order_of(sale, sales)) if sale.repeats else None
        if order and not sale.ended:
            order.fulfil(sale.id, sale.time.date())

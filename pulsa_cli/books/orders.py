"""The orders, asked as questions. The answers come out of the index."""

from collections.abc import Iterable
from datetime import date

from pulsa_cli.books.keys import of_ledger, pack
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids, orders, phone
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.orders import OpenOrder, Order
from pulsa_cli.core.schema import ORDERS, SALES
from pulsa_cli.errors import Refused

_FIRST, _LAST = ids.keys_of(ORDERS.letter)


class Orders:
    """Answers about orders from all counters' ledgers."""

    def __init__(self, index: Source) -> None:
        self._index = index

    def open(self, until: date = date.max, customer: Customer | None = None) -> list[OpenOrder]:
        """The open orders for days up to this one, of all or of one customer, the earliest
        first."""
        keys = self._index.keys("SELECT key FROM waiting WHERE key BETWEEN ? AND ?", _FIRST, _LAST)
        wanted = [
            order
            for order in self._folded(keys)
            if order.due
            and order.due <= until
            and (customer is None or order.customer in customer.ids)
        ]
        return sorted(
            self._with_names(wanted),
            key=lambda open_order: (open_order.due, open_order.order.time, open_order.id),
        )

    def of_goods(self, customer: Customer, number: str, product: str) -> list[OpenOrder]:
        """The customer's open orders of a product (its code) for a number (as stored), the
        earliest first."""
        return [
            open_order
            for open_order in self.open(customer=customer)
            if (open_order.order.number, open_order.order.product) == (number, product)
        ]

    def get(self, id: str) -> Order:
        """The order with this id. Raises Refused where there is none."""
        for order in self._folded({pack(id)}):
            if order.id == id:
                return order
        raise Refused(f"Pesanan {id} tidak ada.")

    def get_open(self, id: str) -> OpenOrder:
        """This order as it stands. Raises Refused for one that is fulfilled or cancelled."""
        order = self.get(id)
        for open_order in self._with_names([order]):
            return open_order
        why = "sudah dibatalkan" if order.cancelled else f"sudah diisi ({order.sales[-1]})"
        raise Refused(f"Pesanan {id} {why}.")

    def ending(self, typed: str) -> list[OpenOrder]:
        """Open orders whose id or number ends as typed."""
        tail = None if phone.is_mobile(typed) else ids.parse_tail(typed)
        endings = phone.endings(typed) if phone.is_ending(typed) else ()
        return [
            open_order
            for open_order in self.open()
            if tail
            and tail.fits(open_order.id)
            or endings
            and open_order.order.number.replace("-", "").endswith(endings)
        ]

    def _folded(self, keys: set[int]) -> list[Order]:
        rows = self._index.component(keys)
        return list(orders.fold(of_ledger(ORDERS, rows) + of_ledger(SALES, rows)).values())

    def _with_names(self, orders: Iterable[Order]) -> list[OpenOrder]:
        """Those of the orders that are open, with whose they are."""
        return [self._with_name(order, order.due) for order in orders if order.due]

    def _with_name(self, order: Order, due: date) -> OpenOrder:
        name, numbers, kept = self._index.select(
            "SELECT max(name), max(numbers), (SELECT amount FROM reserve WHERE key = ?) "
            "FROM customer WHERE key = (SELECT person FROM customer WHERE key = ?)",
            pack(order.id),
            pack(order.customer),
        )[0]
        numbers = tuple((numbers or "").split())
        return OpenOrder(order, due, name or order.customer, numbers, kept or 0)

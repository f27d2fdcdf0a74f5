"""The orders, asked as questions. The answers come out of the index."""

from collections.abc import Iterable
from datetime import date

from pulsa_cli.books.index import Source
from pulsa_cli.books.keys import of_ledger, pack
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
        keys = {
            key
            for (key,) in self._index.select(
                "SELECT key FROM waiting WHERE key BETWEEN ? AND ?", _FIRST, _LAST
            )
        }
        wanted = [
            each
            for each in self._folded(keys)
            if each.due
            and each.due <= until
            and (customer is None or each.customer in customer.ids)
        ]
        return sorted(
            self._with_names(wanted), key=lambda each: (each.due, each.order.time, each.id)
        )

    def of_goods(self, customer: Customer, number: str, product: str) -> list[OpenOrder]:
        """The customer's open orders of a product (its code) for a number (as stored), the
        earliest first."""
        return [
            each
            for each in self.open(customer=customer)
            if (each.order.number, each.order.product) == (number, product)
        ]

    def get(self, id: str) -> Order:
        """The order with this id. Raises Refused where there is none."""
        for found in self._folded({pack(id)}):
            if found.id == id:
                return found
        raise Refused(f"Pesanan {id} tidak ada.")

    def get_open(self, id: str) -> OpenOrder:
        """This order as it stands. Raises Refused for one that is fulfilled or cancelled."""
        order = self.get(id)
        for found in self._with_names([order]):
            return found
        why = "sudah dibatalkan" if order.cancelled else f"sudah diisi ({order.sales[-1]})"
        raise Refused(f"Pesanan {id} {why}.")

    def ending(self, typed: str) -> list[OpenOrder]:
        """Open orders whose id or number ends as typed."""
        tail = None if phone.is_mobile(typed) else ids.parse_tail(typed)
        endings = phone.endings(typed) if phone.is_ending(typed) else ()
        return [
            each
            for each in self.open()
            if tail
            and tail.fits(each.id)
            or endings
            and each.order.number.replace("-", "").endswith(endings)
        ]

    def _folded(self, keys: set[int]) -> list[Order]:
        rows = self._index.component(keys)
        return list(orders.fold(of_ledger(ORDERS, rows) + of_ledger(SALES, rows)).values())

    def _with_names(self, found: Iterable[Order]) -> list[OpenOrder]:
        made = []
        for each in found:
            if each.due:
                name, numbers, kept = self._index.select(
                    "SELECT max(name), max(numbers), (SELECT amount FROM reserve WHERE key = ?) "
                    "FROM customer WHERE key = (SELECT person FROM customer WHERE key = ?)",
                    pack(each.id),
                    pack(each.customer),
                )[0]
                made.append(
                    OpenOrder(
                        each,
                        each.due,
                        name or each.customer,
                        tuple((numbers or "").split()),
                        kept or 0,
                    )
                )
        return made

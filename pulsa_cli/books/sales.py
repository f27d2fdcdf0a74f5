"""The sales, asked as questions. The answers come out of the index."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from pulsa_cli.books.keys import day_key, number_key, of_ledger, pack, sn_key
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids, serial
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.fold_order import recording_order
from pulsa_cli.core.kinds import PENDING
from pulsa_cli.core.sales import FREE, Sale, first_of, fold, order_of
from pulsa_cli.core.schema import ORDERS, SALES, Row
from pulsa_cli.errors import Refused

_PIECE = 300  # of many sales, those that are folded at a time


class Sales:
    """Answers from all counters' ledgers. `today` is the shop's day."""

    def __init__(self, index: Source, today: date) -> None:
        self._index = index
        self._today = today

    def between(self, since: date, until: date) -> Iterator[Sale]:
        """Sales that happened in these days, as they stand now, in fold order. Of many, each
        counter's are read piece by piece, and taken in the order in which they were recorded."""
        keys = self._index.in_order(
            "SELECT DISTINCT key FROM row WHERE day BETWEEN ? AND ? ORDER BY key",
            day_key(since),
            day_key(until),
        )
        if len(keys) <= _PIECE:
            found = self._standing(keys)
        else:
            from heapq import merge  # no sale asks for it

            found = merge(*map(self._standing, _by_counter(keys)), key=_recorded)
        return (sale for sale in found if since <= sale.time.date() <= until)

    def _standing(self, keys: Sequence[int]) -> Iterator[Sale]:
        """The sales with these keys, piece by piece in fold order."""
        for start in range(0, len(keys), _PIECE):
            yield from self._of_keys(set(keys[start : start + _PIECE]))

    def to_on(self, number: str, day: date) -> list[Sale]:
        """Sales of one day to a number (as stored, grouped)."""
        sales = self._sales(
            "SELECT key FROM row WHERE number = ? AND day = ?", number_key(number), day_key(day)
        )
        return [sale for sale in sales if sale.number == number and sale.time.date() == day]

    def same(self, number: str, product: str, since: datetime, until: datetime) -> list[Sale]:
        """Sales of a product (its code) to a number (as stored) that stand and happened in this
        time, and those that still wait for the supplier, of any time; in fold order."""
        sales = self._sales(
            "SELECT key FROM row WHERE number = ? AND day BETWEEN ? AND ? "
            "UNION SELECT key FROM unsettled WHERE number = ? AND pending",
            number_key(number),
            day_key(since.date()),
            day_key(until.date()),
            number_key(number),
        )
        return [
            sale
            for sale in sales
            if (sale.number, sale.product) == (number, product)
            and sale.stands
            and (sale.status == PENDING or since <= sale.time <= until)
        ]

    def last_of(self, customer: Customer, count: int) -> list[Sale]:
        """The last sales to a customer or to one of the customer's numbers, newest first."""
        keys = self._index.last_of(customer.ids, SALES.letter, 2 * count)
        for number in customer.numbers:
            keys |= self._last_keys(number, count)
        sales = [sale for sale in self._of_keys(keys, whole=True) if _is_of(customer, sale)]
        return _newest_first(sales)[:count]

    def gifts(self, customer: Customer) -> list[tuple[Sale, Sale]]:
        """The sales that this customer got free by the loyalty card, and that stand, in fold order;
        each with the one that failed first of those that it repeats, else with itself."""
        keys = set[int]()
        for id in customer.ids:
            keys |= self._index.keys(
                "SELECT key FROM row WHERE gift IS NOT NULL AND customer = ?", pack(id)
            )
        sales = fold(of_ledger(SALES, self._index.component(keys)))
        return [
            (sale, first_of(sale, sales))
            for sale in sales.values()
            if sale.gift == FREE and not sale.ended and sale.customer in customer.ids
        ]

    def purchases(self, customer: Customer, since: date) -> list[Sale]:
        """What this customer bought from a day up to today, but for what failed; in fold order."""
        return self._bought(customer, since, self._rows_about(customer, since))

    def bought_after(self, customer: Customer, since: date, gift: Row) -> int:
        """How many of the purchases since a day count now and did not when the row `gift` gave the
        customer a free one, less those that did then and don't now: they failed, or were somebody
        else's. What was free counts never; what was typed in later with a time before, neither."""
        rows, given = self._rows_about(customer, since), recording_order(gift)
        earlier = [row for row in rows if recording_order(row) <= given]
        moment = datetime.fromisoformat(gift["waktu"])
        now = [
            sale
            for sale in self._bought(customer, since, rows)
            if recording_order(sale.row) <= given or sale.time >= moment
        ]
        before = self._bought(customer, since, earlier)
        paid, paid_before = (sum(sale.gift != FREE for sale in sales) for sales in (now, before))
        return paid - paid_before

    def _rows_about(self, customer: Customer, since: date) -> list[Row]:
        """The rows of the sales that may be this customer's purchases since a day."""
        keys = self._index.recorded_of(customer.ids, SALES.letter, since)
        for number in customer.numbers:
            keys |= self._index.keys(
                "SELECT key FROM row WHERE number = ? AND day >= ?",
                number_key(number),
                day_key(since),
            )
        return of_ledger(SALES, self._index.component(keys))

    def _bought(self, customer: Customer, since: date, rows: Iterable[Row]) -> list[Sale]:
        """The sales in these rows that are this customer's purchases since a day."""
        return [
            sale
            for sale in fold(rows).values()
            if since <= sale.time.date() <= self._today
            and not sale.ended
            and _is_of(customer, sale)
        ]

    def with_sn(self, sn: str) -> list[Sale]:
        """Sales of any time that have this SN, in whatever spelling; none for what is no SN."""
        same = serial.identity(sn)
        return [sale for sale in self._with_piece(same) if serial.identity(sale.sn) == same]

    def with_part_of_sn(self, typed: str) -> list[Sale]:
        """Sales of any time whose SN has in it what was typed, or else the longest number or word
        of that."""
        for part in serial.looked_for(typed):
            if found := [sale for sale in self._with_piece(part) if part in serial.parts(sale.sn)]:
                return found
        return []

    def _with_piece(self, part: str) -> list[Sale]:
        """Sales that may have this in their SN, or had it; none for nothing."""
        key = sn_key(part)
        query = "SELECT key FROM row WHERE sn = ? UNION SELECT key FROM piece WHERE sn = ?"
        return self._sales(query, key, key) if part else []

    def last_to(self, number: str, count: int) -> list[Sale]:
        """The last sales to a number (as stored), newest first."""
        sales = self._of_keys(self._last_keys(number, count))
        return _newest_first(sale for sale in sales if sale.number == number)

    def _last_keys(self, number: str, count: int) -> set[int]:
        return self._index.keys(
            "SELECT key FROM row WHERE number = ? AND day IS NOT NULL "
            "ORDER BY day DESC, key DESC LIMIT ?",
            number_key(number),
            count,
        )

    def ending(self, endings: Collection[str], since: date) -> list[Sale]:
        """Sales since a day to numbers that end in one of these digits, newest first."""
        keys = set[int]()
        for end in endings:
            keys |= self._index.keys(
                "SELECT key FROM row WHERE day >= ? AND number % ? = ?",
                day_key(since),
                10 ** len(end),
                int(end),
            )
        return _newest_first(
            sale
            for sale in self._of_keys(keys)
            if sale.number.replace("-", "").endswith(tuple(endings))
        )

    def to_any(self, numbers: Collection[str], since: date) -> list[Sale]:
        """Sales since a day to any of these numbers (digits only), newest first."""
        marks = ", ".join("?" * len(numbers))
        keys = self._index.keys(  # +day: by number, not through all the days
            f"SELECT key FROM row WHERE number IN ({marks}) AND +day >= ?",
            *map(number_key, numbers),
            day_key(since),
        )
        return _newest_first(self._of_keys(keys))

    def complained_of(self, number: str) -> bool:
        """Was there ever a complaint about a sale to this number (as stored)?"""
        return bool(
            self._index.select(
                "SELECT 1 FROM row WHERE number = ? AND day IS NULL LIMIT 1", number_key(number)
            )
        )

    def pending(self) -> list[Sale]:
        """Sales of any time that still wait for the supplier, oldest first."""
        return [
            sale
            for sale in self._sales("SELECT key FROM unsettled WHERE pending")
            if sale.status == PENDING
        ]

    def has_orders(self) -> bool:
        """Is any order open?"""
        return bool(
            self._index.select(
                "SELECT 1 FROM waiting WHERE key BETWEEN ? AND ? LIMIT 1",
                *ids.keys_of(ORDERS.letter),
            )
        )

    def held_for(self, number: str) -> list[Sale]:
        """Sales whose money is kept for this number (as stored), oldest first."""
        sales = self._sales(
            "SELECT key FROM unsettled WHERE number = ? AND held > 0", number_key(number)
        )
        return [
            sale for sale in sales if sale.held and (sale.right_number or sale.number) == number
        ]

    def get(self, id: str) -> Sale:
        """The sale that this id names, or that the row with this id corrects.

        Raises Refused where there is none.
        """
        for sale in self._of_keys({pack(id)}, whole=True):
            if sale.id == id or any(row["id"] == id for row in sale.history):
                return sale
        raise Refused(f"Catatan {id} tidak ada.")

    def order_of(self, sale: Sale) -> str:
        """The id of the order that this sale fulfils, or a failed one before it; empty where there
        is none."""
        sales = fold(of_ledger(SALES, self._index.component({pack(sale.id)})))
        return order_of(sales.get(sale.id, sale), sales)

    def todays_ids(self) -> list[str]:
        """Ids of the sales of today, for completion."""
        return [sale.id for sale in self.between(self._today, self._today)]

    def of_today(self, endings: tuple[str, ...]) -> list[Sale]:
        """Sales that happened or were recorded today (or later, by a wrong clock), to numbers with
        one of these ends (digits): those that stand, else those that failed."""
        keys = self._index.keys("SELECT key FROM row WHERE day >= ?", day_key(self._today))
        for counter in self._index.counters():
            first = ids.pack(ids.Id(counter, ids.day_code(self._today), SALES.letter, 0))
            keys |= self._index.keys(
                "SELECT key FROM row WHERE key BETWEEN ? AND ? AND day IS NOT NULL",
                first,
                first + ids.LARGEST,
            )
        sales = [
            sale for sale in self._of_keys(keys) if sale.number.replace("-", "").endswith(endings)
        ]
        return [sale for sale in sales if sale.stands] or sales

    def _sales(self, query: str, *values: object) -> list[Sale]:
        return self._of_keys(self._index.keys(query, *values), whole=True)

    def _of_keys(self, keys: Collection[int], whole: bool = False) -> list[Sale]:
        """The sales with these keys, in fold order; with `whole`, all that hang together with
        them."""
        rows = of_ledger(SALES, self._index.component(keys))
        return [sale for sale in fold(rows).values() if whole or pack(sale.id) in keys]


def _by_counter(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys in order, those of each counter for themselves."""
    from bisect import bisect_right

    start = 0
    while start < len(keys):
        counter = ids.unpack(keys[start]).counter
        last = ids.pack(ids.Id(counter, "999999", SALES.letter, ids.LARGEST))
        end = bisect_right(keys, last, start)
        yield keys[start:end]
        start = end


def _recorded(sale: Sale) -> tuple[datetime, int]:
    return recording_order(sale.row)


def _is_of(customer: Customer, sale: Sale) -> bool:
    """Did this customer buy it: the one whom the seller named, else whose number it is?"""
    return sale.customer in customer.ids or not sale.customer and sale.number in customer.numbers


def _newest_first(sales: Iterable[Sale]) -> list[Sale]:
    return sorted(sales, key=lambda sale: (sale.time, sale.id), reverse=True)

"""The books: what the ledgers say of sales, asked as questions (of customers: storage.clients).
Commands read through these two and nothing else; the answers come out of the index."""

from collections.abc import Collection, Iterable
from datetime import date

from pulsa_cli.core import ids, phone
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.sales import FREE, Sale, fold, order_of
from pulsa_cli.core.schema import COMPLAINTS, MONEY, ORDERS, REMINDERS, SALES, Row
from pulsa_cli.errors import Refused
from pulsa_cli.storage.index import Index
from pulsa_cli.storage.keys import number_key, of_ledger, pack


class Books:
    """Answers from all counters' ledgers. `today` is the shop's day, `counter` this device's."""

    def __init__(self, index: Index, today: date, counter: str) -> None:
        self._index = index
        self._today = today
        self._counter = counter

    def sales(self, since: date, until: date) -> list[Sale]:
        """Sales that happened in these days, as they stand now, in fold order."""
        found = self._sales(
            "SELECT key FROM row WHERE day BETWEEN ? AND ?", _day(since), _day(until)
        )
        return [sale for sale in found if since <= sale.time.date() <= until]

    def sales_to(self, number: str, day: date) -> list[Sale]:
        """Sales of one day to a number (as stored, grouped)."""
        found = self._sales(
            "SELECT key FROM row WHERE number = ? AND day = ?", number_key(number), _day(day)
        )
        return [sale for sale in found if sale.number == number and sale.time.date() == day]

    def last_sales(self, customer: Customer, count: int) -> list[Sale]:
        """The last sales to a customer or to one of the customer's numbers, newest first."""
        keys = self._index.last_of(customer.ids, SALES.letter, 2 * count)
        for number in customer.numbers:
            keys |= self._last_keys(number, count)
        found = [sale for sale in self._of_keys(keys, whole=True) if _is_of(customer, sale)]
        return _newest_first(found)[:count]

    def gifts(self, customer: Customer) -> list[Sale]:
        """The sales to this customer that were free by the loyalty card, but for what failed or
        was moved to somebody else, in fold order."""
        keys = {
            key
            for id in customer.ids
            for (key,) in self._index.select(
                "SELECT key FROM row WHERE gift IS NOT NULL AND customer = ?", pack(id)
            )
        }
        return [
            sale
            for sale in self._of_keys(keys)
            if sale.row["hadiah"] == FREE and not sale.ended and sale.customer in customer.ids
        ]

    def purchases(self, customer: Customer, since: date) -> list[Sale]:
        """What this customer bought from a day up to today, but for what failed; in fold
        order."""
        keys = self._index.recorded_of(customer.ids, SALES.letter, since)
        for number in customer.numbers:
            keys |= {
                key
                for (key,) in self._index.select(
                    "SELECT key FROM row WHERE number = ? AND day >= ?",
                    number_key(number),
                    _day(since),
                )
            }
        return [
            sale
            for sale in self._of_keys(keys, whole=True)
            if since <= sale.time.date() <= self._today
            and not sale.ended
            and _is_of(customer, sale)
        ]

    def with_sn(self, sn: str) -> list[Sale]:
        """Sales of any time that have this SN."""
        if not sn:
            return []
        from zlib import crc32

        found = self._sales("SELECT key FROM row WHERE sn = ?", crc32(sn.encode()))
        return [sale for sale in found if sale.sn == sn]

    def last_to(self, number: str, count: int) -> list[Sale]:
        """The last sales to a number (as stored), newest first."""
        found = self._of_keys(self._last_keys(number, count))
        return _newest_first(sale for sale in found if sale.number == number)

    def _last_keys(self, number: str, count: int) -> set[int]:
        return {
            key
            for (key,) in self._index.select(
                "SELECT key FROM row WHERE number = ? AND day IS NOT NULL "
                "ORDER BY day DESC, key DESC LIMIT ?",
                number_key(number),
                count,
            )
        }

    def ending(self, endings: Collection[str], since: date) -> list[Sale]:
        """Sales since a day to numbers that end in one of these digits, newest first."""
        keys = {
            key
            for end in endings
            for (key,) in self._index.select(
                "SELECT key FROM row WHERE day >= ? AND number % ? = ?",
                _day(since),
                10 ** len(end),
                int(end),
            )
        }
        return _newest_first(
            sale
            for sale in self._of_keys(keys)
            if sale.number.replace("-", "").endswith(tuple(endings))
        )

    def to_any(self, numbers: Collection[str], since: date) -> list[Sale]:
        """Sales since a day to any of these numbers (digits only), newest first."""
        keys = {
            key
            for (key,) in self._index.select(  # +day: by number, not through all the days
                f"SELECT key FROM row WHERE number IN ({', '.join('?' * len(numbers))}) "
                "AND +day >= ?",
                *map(number_key, numbers),
                _day(since),
            )
        }
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
            if sale.status == "pending"
        ]

    def has_orders(self) -> bool:
        """Is any order open?"""
        return bool(
            self._index.select(
                "SELECT 1 FROM waiting WHERE key BETWEEN ? AND ? LIMIT 1",
                *ids.keys_of(ORDERS.letter),
            )
        )

    def traded(self) -> bool:
        """Was anything ever sold, or owed without a sale?"""
        return any(
            self._index.select(
                "SELECT 1 FROM row WHERE key BETWEEN ? AND ? LIMIT 1", *ids.keys_of(table.letter)
            )
            for table in (SALES, MONEY)
        )

    def held_for(self, number: str) -> list[Sale]:
        """Sales whose money is kept for this number (as stored), oldest first."""
        found = self._sales(
            "SELECT key FROM unsettled WHERE number = ? AND held > 0", number_key(number)
        )
        return [
            sale for sale in found if sale.held and (sale.right_number or sale.number) == number
        ]

    def sale(self, id: str) -> Sale:
        """The sale that this id names, or that the row with this id corrects.

        Raises Refused where there is none.
        """
        for sale in self._of_keys({pack(id)}, whole=True):
            if sale.id == id or any(row["id"] == id for row in sale.history):
                return sale
        raise Refused(f"Catatan {id} tidak ada.")

    def row(self, id: str) -> Row:
        """The row with this id, of any ledger. Raises Refused where there is none."""
        rows = self._index.rows("SELECT file, line FROM row WHERE key = ?", pack(id))
        if not rows:
            raise Refused(f"Catatan {id} tidak ada.")
        return min(rows, key=lambda row: sorted(row.items()))

    def order_of(self, sale: Sale) -> str:
        """The id of the order that this sale fulfils, or a failed one before it; empty where there
        is none."""
        sales = fold(of_ledger(SALES, self._index.component({pack(sale.id)})))
        return order_of(sales.get(sale.id, sale), sales)

    def exists(self, id: str) -> bool:
        """Is there a row with this id?"""
        return bool(self._index.select("SELECT 1 FROM row WHERE key = ? LIMIT 1", pack(id)))

    def voided(self, id: str) -> bool:
        """Was the row with this id taken back?"""
        return any(
            row["jenis"] == "batal" and row["ref"] == id
            for row in self._index.component({pack(id)})
        )

    def todays_ids(self) -> list[str]:
        """Ids of the sales of today, for completion."""
        return [sale.id for sale in self.sales(self._today, self._today)]

    def heard_from(self) -> dict[str, date]:
        """Of each other counter, the day on which its last sale or payment known here was
        recorded."""
        found = {}
        for counter in sorted(self._index.counters() - {self._counter}):
            keys = [
                key
                for letter in (SALES.letter, MONEY.letter)
                for (key,) in self._index.select(
                    "SELECT max(key) FROM row WHERE key BETWEEN ? AND ?",
                    *(ids.pack(ids.Id(counter, day, letter, 0)) for day in ("000000", "999999")),
                )
            ]
            if day := max((ids.unpack(key).day for key in keys if key), default=""):
                found[counter] = ids.day(day)
        return found

    def find(self, typed: str, letters: str = SALES.letter) -> str:
        """The id of the row that is meant: a whole id; an end of one (`J17` = today's on this
        counter); or four and more last digits of a number sold to today. `letters` are the kinds
        that can be meant, the usual one first.

        Raises Refused where none fits, or more than one.
        """
        if phone.is_ending(typed):
            return self._by_last_digits(typed)
        tail = ids.parse_tail(typed)
        if tail is None or tail.letter and tail.letter not in letters:
            raise Refused(
                f"'{typed}' bukan id catatan. Tulis misalnya {letters[0]}17, atau empat "
                "angka terakhir nomor HP."
            )
        kind, day = tail.letter or letters[0], tail.day or ids.day_code(self._today)
        counters = [tail.counter] if tail.counter else sorted(self._index.counters())
        known = [ids.Id(counter, day, kind, tail.number) for counter in counters]
        found = [id for id in known if self.exists(str(id))]
        if not tail.day:
            found = [id for id in found if id.counter == self._counter] or found
        return _only(typed, [str(id) for id in found], kind)

    def _by_last_digits(self, typed: str) -> str:
        """Among today's sales, by when they happened or were recorded; one that stands goes
        before those that failed."""
        endings = phone.endings(typed)
        day = ids.day_code(self._today)
        first = [
            ids.pack(ids.Id(counter, day, SALES.letter, 0)) for counter in self._index.counters()
        ]
        recorded = {
            key
            for start in first
            for (key,) in self._index.select(
                "SELECT key FROM row WHERE key BETWEEN ? AND ? AND day IS NOT NULL",
                start,
                start + ids.LARGEST,
            )
        }
        found = [
            sale
            for sale in self._of_keys(
                recorded
                | {
                    key
                    for (key,) in self._index.select(
                        "SELECT key FROM row WHERE day = ?", _day(self._today)
                    )
                }
            )
            if sale.number.replace("-", "").endswith(endings)
        ]
        standing = [sale for sale in found if sale.stands]
        return _only(typed, [sale.id for sale in standing or found])

    def _sales(self, query: str, *values: object) -> list[Sale]:
        return self._of_keys({key for (key,) in self._index.select(query, *values)}, whole=True)

    def _of_keys(self, keys: Collection[int], whole: bool = False) -> list[Sale]:
        """The sales with these keys, in fold order; with `whole`, all that hang together with
        them."""
        rows = of_ledger(SALES, self._index.component(keys))
        return [sale for sale in fold(rows).values() if whole or pack(sale.id) in keys]


def _is_of(customer: Customer, sale: Sale) -> bool:
    """Did this customer buy it: the one whom the seller named, else whose number it is?"""
    return sale.customer in customer.ids or not sale.customer and sale.number in customer.numbers


def _day(day: date) -> int:
    return int(f"{day:%Y%m%d}")


def _newest_first(sales: Iterable[Sale]) -> list[Sale]:
    return sorted(sales, key=lambda sale: (sale.time, sale.id), reverse=True)


def _only(typed: str, found: list[str], letter: str = SALES.letter) -> str:
    if len(found) > 1:
        raise Refused(
            f"'{typed}' cocok dengan {len(found)} catatan: {', '.join(found[:5])}. "
            "Tulis id lengkapnya."
        )
    if not found:
        where = {COMPLAINTS.letter: "keluhan list", REMINDERS.letter: "pelanggan lihat NAMA"}.get(
            letter, "transaksi list --tanggal kemarin"
        )
        raise Refused(
            f"'{typed}' tidak ditemukan. Catatan hari lain perlu id lengkap; lihat: pulsa {where}"
        )
    return found[0]

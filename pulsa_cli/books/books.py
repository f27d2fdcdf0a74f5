"""The books: what the ledgers say, asked as questions. Every answer comes out of the index."""

from collections.abc import Iterable
from datetime import MAXYEAR, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pulsa_cli.books import seal
from pulsa_cli.books.customers import Customers
from pulsa_cli.books.keys import pack
from pulsa_cli.books.sales import Sales
from pulsa_cli.books.source import Source
from pulsa_cli.books.times import Times
from pulsa_cli.core import ids
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.schema import MONEY, SALES, Row, Table
from pulsa_cli.errors import Refused

if TYPE_CHECKING:
    from pulsa_cli.books.complaints import Complaints
    from pulsa_cli.books.loyalty import Loyalty
    from pulsa_cli.books.orders import Orders
    from pulsa_cli.books.receivables import Receivables
    from pulsa_cli.books.reminders import Reminders
    from pulsa_cli.core.loyalty import Rules
    from pulsa_cli.core.sales import Sale


class Books:
    """The questions by subject, as of `now` by the shop's clock; `counter` is this device's code.
    What no sale asks is imported when it is asked."""

    def __init__(self, index: Source, now: datetime, counter: str) -> None:
        self._index, self.now, self.counter = index, now, counter
        self.today = now.date()

    @property
    def counters(self) -> set[str]:
        """The codes of the counters that have ledger files here."""
        return self._index.counters()

    @cached_property
    def sales(self) -> Sales:
        return Sales(self._index, self.today)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self._index, self.today)

    @cached_property
    def receivables(self) -> "Receivables":
        from pulsa_cli.books.receivables import Receivables

        seal.check(self._index)
        return Receivables(self._index, self.today)

    @cached_property
    def orders(self) -> "Orders":
        from pulsa_cli.books.orders import Orders

        return Orders(self._index)

    @cached_property
    def complaints(self) -> "Complaints":
        from pulsa_cli.books.complaints import Complaints

        return Complaints(self._index)

    @cached_property
    def times(self) -> Times:
        return Times(self._index, self.now, self.counter)

    @cached_property
    def reminders(self) -> "Reminders":
        from pulsa_cli.books.reminders import Reminders

        seal.check(self._index)
        return Reminders(self._index, self.today)

    def loyalty(self, rules: "Rules") -> "Loyalty":
        """Who has which card by these rules."""
        from pulsa_cli.books.loyalty import Loyalty

        return Loyalty(self._index, self.sales, self.customers, self.today, rules)

    def as_of(self, day: date) -> "Books":
        """Books of their own: what stood there at the end of that day, if it is over. These here
        go on as they are."""
        if day >= self.today:
            return self
        then = datetime.combine(day, self.now.timetz())
        return Books(self._index.as_of(day), then, self.counter)

    @property
    def recorded_later(self) -> tuple[int, dict[str, int]]:
        """Where these are of a day that is over: how many rows of customers' money up to that day
        were recorded after it, and rupiah by the word for what they are about."""
        return self._index.recorded_later

    def foreseen(self, table: Table, row: Row) -> Row:
        """The row as it would stand in the books if it were recorded now, under an id that no
        other has: the last of all, whatever the clocks of this and other counters say."""
        id = ids.Id(self.counter, ids.day_code(self.today), table.letter, ids.LARGEST)
        return {
            **dict.fromkeys(table.header, ""),
            "waktu": self.now.isoformat(),
            **row,
            "id": str(id),
            "dicatat": self.now.replace(year=MAXYEAR).isoformat(),
        }

    def advances(self, sales: Iterable["Sale"]) -> dict[str, int]:
        """By the ids of these sales, `advance_of` each."""
        return {sale.id: self.advance_of(sale) for sale in sales}

    def advance_of(self, sale: "Sale") -> int:
        """What of this sale was paid out of the money for the order that it fulfils, rupiah."""
        if not sale.prepaid or not self.sales.order_of(sale):
            return 0
        customer = self.customers.get(sale.customer)
        debt = self.customers.account(customer).debts.get(sale.id) if customer else None
        return min(sale.prepaid, debt.drawn) if debt else 0

    def traded(self) -> bool:
        """Was anything ever sold, or owed without a sale?"""
        return any(
            self._index.select(
                "SELECT 1 FROM row WHERE key BETWEEN ? AND ? LIMIT 1", *ids.keys_of(table.letter)
            )
            for table in (SALES, MONEY)
        )

    def row(self, id: str) -> Row:
        """The row with this id, of any ledger. Raises Refused where there is none."""
        rows = self._index.rows("SELECT file, line FROM row WHERE key = ?", pack(id))
        if not rows:
            raise Refused(f"Catatan {id} tidak ada.")
        return min(rows, key=lambda row: sorted(row.items()))

    def exists(self, id: str) -> bool:
        """Is there a row with this id?"""
        return bool(self._index.select("SELECT 1 FROM row WHERE key = ? LIMIT 1", pack(id)))

    def voided(self, id: str) -> bool:
        """Was the row with this id taken back?"""
        return any(
            row["jenis"] == VOID and row["ref"] == id for row in self._index.component({pack(id)})
        )

    def heard_from(self) -> dict[str, date]:
        """Of each other counter, the day up to today on which its last sale or payment known here
        was recorded."""
        heard, tomorrow = {}, ids.day_code(self.today + timedelta(1))
        for counter in sorted(self._index.counters() - {self.counter}):
            keys = [
                key
                for letter in (SALES.letter, MONEY.letter)
                for (key,) in self._index.select(
                    "SELECT max(key) FROM row WHERE key BETWEEN ? AND ?",
                    *(ids.pack(ids.Id(counter, day, letter, 0)) for day in ("000000", tomorrow)),
                )
            ]
            if day := max((ids.unpack(key).day for key in keys if key), default=""):
                heard[counter] = ids.day(day)
        return heard

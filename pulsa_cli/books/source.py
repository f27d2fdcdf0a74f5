"""What the questions are put to: an index of the ledgers, in SQL."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from pulsa_cli.books import identity, intake
from pulsa_cli.books.intake import Rows
from pulsa_cli.books.keys import pack
from pulsa_cli.core import ids
from pulsa_cli.core.schema import Row

if TYPE_CHECKING:
    from array import array

_MANY = 500  # values in one query; SQLite takes 999 at least
_Answer = TypeVar("_Answer")


class Source:
    """What the questions are put to: an index of the ledgers, in SQL."""

    # Of a day in the past: rows of it recorded after it, and rupiah by what they are about.
    recorded_later: tuple[int, dict[str, int]] = 0, {}
    _seen: dict[str, intake.Stat]
    _rows: Rows

    @property
    def _connection(self) -> sqlite3.Connection:
        raise NotImplementedError

    def replace(self, error: Exception) -> None:
        """Makes it anew, because it is damaged."""
        raise NotImplementedError

    def as_of(self, day: date) -> "Source":
        """Another one: what stood there at the end of that day."""
        raise NotImplementedError

    def select(self, query: str, *values: Any) -> list[Any]:
        """The answer to a query; a damaged index is built anew first."""
        return self._answer(query, values, list)

    def keys(self, query: str, *values: Any) -> set[int]:
        """What a query of one column says."""
        return {key for (key,) in self.select(query, *values)}

    def in_order(self, query: str, *values: Any) -> "array[int]":
        """The same in its order, eight bytes each: all that is held of a long list. `casefold` is
        there to sort by."""
        from array import array  # no sale asks for it

        self._connection.create_function("casefold", 1, str.casefold)
        return self._answer(query, values, lambda found: array("q", (key for (key,) in found)))

    def _answer(
        self, query: str, values: Sequence[Any], take: Callable[[Iterable[Any]], _Answer]
    ) -> _Answer:
        """What `take` makes of the answer."""
        try:
            return take(self._connection.execute(query, values))
        except identity.DAMAGED as error:
            self.replace(error)
            return take(self._connection.execute(query, values))

    def rows(self, query: str, *values: Any) -> list[Row]:
        """Rows of the ledgers: `query` selects `file, line`."""
        return self._answer(
            query, values, lambda found: [self._rows.row(file, line) for file, line in found]
        )

    def component(self, keys: Collection[int]) -> list[Row]:
        """The rows with these keys and all that hang together with them by `ref`."""
        every = set(keys)
        for some in _batches(keys):
            every |= self.keys(
                "SELECT key FROM link WHERE root IN (SELECT root FROM link WHERE key IN "
                f"({marks(some)}))",
                *some,
            )
        return [
            row
            for some in _batches(every)
            for row in self.rows(f"SELECT file, line FROM row WHERE key IN ({marks(some)})", *some)
        ]

    def known(self, keys: Iterable[int]) -> set[int]:
        """Those of these keys that a row has."""
        found = set[int]()
        for some in _batches(keys):
            found |= self.keys(f"SELECT key FROM row WHERE key IN ({marks(some)})", *some)
        return found

    def counters(self) -> set[str]:
        """The codes of the counters that have ledger files here."""
        return {path.split(".")[1] for path in self._seen}

    def last_of(self, customers: Iterable[str], letter: str, count: int) -> set[int]:
        """The keys of the last rows that each counter recorded in one ledger and that name one of
        these customers (ids)."""
        last = set[int]()
        for bounds, id in product(self._since(letter, "000000"), customers):
            last |= self.keys(
                "SELECT key FROM row WHERE customer = ? AND key BETWEEN "
                "? AND ? ORDER BY key DESC LIMIT ?",
                pack(id),
                *bounds,
                count,
            )
        return last

    def recorded_of(self, customers: Iterable[str], letter: str, since: date) -> set[int]:
        """The keys of the rows of one ledger that name these customers and were recorded since a
        day."""
        recorded = set[int]()
        for bounds, id in product(self._since(letter, ids.day_code(since)), customers):
            recorded |= self.keys(
                "SELECT key FROM row WHERE customer = ? AND key BETWEEN ? AND ?", pack(id), *bounds
            )
        return recorded

    def _since(self, letter: str, day: str) -> list[tuple[int, int]]:
        """For each counter, the bounds of what it recorded in a ledger since a day (yymmdd)."""
        return [
            (
                ids.pack(ids.Id(counter, day, letter, 0)),
                ids.pack(ids.Id(counter, "999999", letter, ids.LARGEST)),
            )
            for counter in self.counters()
        ]


def batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys in their order, as many at a time as one query takes."""
    return (keys[place : place + _MANY] for place in range(0, len(keys), _MANY))


def _batches(keys: Iterable[int]) -> list[Sequence[int]]:
    return list(batches(sorted(keys)))


def marks(values: Sequence[object]) -> str:
    """Place holders for so many values."""
    return ", ".join("?" * len(values))

"""What is owed to the shop, debt by debt, asked as questions. The answers come out of the
index."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pulsa_cli.books.keys import number_of, pack
from pulsa_cli.books.source import Source, batches, marks
from pulsa_cli.core import ids
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.ids import Tail
from pulsa_cli.core.receivable import OpenDebt, Sums

_DEBTS = """
SELECT debt.key, debt.person, name, numbers, time, debt.due, debt.amount, debt.remaining,
    coalesce((SELECT sum(remaining) FROM part WHERE part.debt = debt.key AND part.due < ?), 0),
    coalesce((SELECT sum(remaining) FROM part WHERE part.debt = debt.key
              AND part.due BETWEEN ? AND ?), 0),
    (SELECT remaining FROM part WHERE part.debt = debt.key ORDER BY due, rowid LIMIT 1),
    on_hold, origin, promised, what
FROM debt LEFT JOIN customer ON customer.key = debt.person
"""


class Receivables:
    """Answers about open debts, as of the end of `today`."""

    def __init__(self, index: Source, today: date) -> None:
        self._index, self._today = index, today

    def debts(
        self, overdue: bool = False, within: int | None = None, customer: Customer | None = None
    ) -> list[OpenDebt]:
        """What `each` gives."""
        return list(self.each(overdue, within, customer))

    def each(
        self, overdue: bool = False, within: int | None = None, customer: Customer | None = None
    ) -> Iterator[OpenDebt]:
        """Open debts, the most overdue first: all; those with an overdue part; those with a part
        due today or `within` so many days; or either. `customer`: only this one's. However many
        there are, a few are read at a time."""
        where, values = ["1"], []
        soon = self._today + timedelta(-1 if within is None else within)
        if overdue or within is not None:
            first = date.min if overdue else self._today
            where.append("key IN (SELECT debt FROM part WHERE due BETWEEN ? AND ?)")
            values += [first.isoformat(), soon.isoformat()]
        if customer:
            where.append("person = ?")
            values.append(str(pack(customer.id)))
        keys = self._index.in_order(
            f"SELECT key FROM debt WHERE {' AND '.join(where)} ORDER BY due, time, key", *values
        )
        for some in batches(keys):
            yield from self._debts(f"debt.key IN ({marks(some)})", *some, soon=soon)

    def get(self, id: str) -> OpenDebt | None:
        """The debt with this id; None where nothing of it is open."""
        return next(iter(self._debts("debt.key = ?", pack(id))), None)

    def ending(self, tail: Tail) -> list[OpenDebt]:
        """Open debts whose id ends so."""
        return [
            debt
            for debt in self._debts(f"{number_of('debt.key')} = ?", tail.number)
            if tail.fits(debt.id)
        ]

    def parts(self) -> Iterator[tuple[str, date, int]]:
        """Every open part of every debt: the customer's id, the due date, rupiah left."""
        known: dict[int, str] = {}
        for person, due, left in self._index.select("SELECT person, due, remaining FROM part"):
            if person not in known:
                known[person] = str(ids.unpack(person))
            yield known[person], date.fromisoformat(due), left

    def sums(self, since: date, until: date) -> Sums:
        """What is due in these days, in all."""
        first, last = since.isoformat(), until.isoformat()
        debts, left, oldest = self._index.select(
            "SELECT count(DISTINCT debt), coalesce(sum(remaining), 0), min(due) FROM part "
            "WHERE due BETWEEN ? AND ?",
            first,
            last,
        )[0]
        return Sums(debts, left, date.fromisoformat(oldest) if oldest else None)

    def names(self) -> dict[str, str]:
        """Names of all customers who owe something, by id; one whose record has not come yet is
        named by the id."""
        owing = self._index.select(
            "SELECT DISTINCT debt.person, name FROM debt LEFT JOIN customer "
            "ON customer.key = debt.person"
        )
        named = ((str(ids.unpack(key)), name) for key, name in owing)
        return {id: name or id for id, name in named}

    def _debts(self, where: str, *values: object, soon: date = date.min) -> list[OpenDebt]:
        rows = self._index.select(
            f"{_DEBTS} WHERE {where} ORDER BY debt.due, time, debt.key",
            self._today.isoformat(),
            self._today.isoformat(),
            soon.isoformat(),
            *values,
        )
        return [_open_debt(values) for values in rows]


def _open_debt(values: tuple[Any, ...]) -> OpenDebt:
    """The debt in a row of `_DEBTS`."""
    (
        key,
        person,
        name,
        numbers,
        time,
        due,
        amount,
        left,
        late,
        coming,
        first,
        on_hold,
        origin,
        promised,
        what,
    ) = values
    return OpenDebt(
        str(ids.unpack(key)),
        str(ids.unpack(person)),
        name or str(ids.unpack(person)),
        tuple((numbers or "").split()),
        time,
        date.fromisoformat(due),
        amount,
        left,
        late,
        coming,
        first,
        bool(on_hold),
        origin,
        date.fromisoformat(promised) if promised else None,
        what,
    )

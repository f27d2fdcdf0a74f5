"""The customers: who they are, what they owe and have paid in advance, asked as questions. The
answers come out of the index."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from pulsa_cli.books import seal
from pulsa_cli.books.keys import (
    day_of,
    day_of_key,
    likeness,
    moves_money,
    number_key,
    number_of,
    of_ledger,
    pack,
)
from pulsa_cli.books.source import Source, batches, marks
from pulsa_cli.core import accounts, ids, phone, text
from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Ambiguous, Customer, Unknown, beginnings, words
from pulsa_cli.core.fold_order import voided
from pulsa_cli.core.schema import MONEY, PEOPLE, Row
from pulsa_cli.core.standing import Known, Moved, OpenPart, Standing

# One that was voided still counts as long as there is money in it: another counter, not knowing
# of the void, may have sold on credit.
_THERE = "(NOT gone OR key IN (SELECT person FROM account WHERE owed OR balance OR reserved))"
_NEAR, _LIKELY = 3, 150  # customers that are offered; names that are held against what was typed
_COLUMNS = (
    "key, name, code, numbers, term, due_limit, payday, members, names, claims, place, gone, former"
)
Bounds = list[tuple[str, str]]
_LAST = "\U0010ffff"  # behind every word that begins alike


class Customers:
    """Answers about customers from all counters' ledgers. `today` is the shop's day."""

    def __init__(self, index: Source, today: date) -> None:
        self._index = index
        self._today = today

    def find(self, typed: str) -> Customer:
        """The customer that is meant: by id, short name, number, or the beginnings of words of the
        name.

        Raises Ambiguous where several fit, whichever fits best; Unknown where none does.
        """
        typed = text.clean(typed)
        customers = self._fitting(typed)
        if len(customers) > 1:
            raise Ambiguous(typed, customers)
        if not customers:
            raise Unknown(typed, self._nearest(typed))
        return customers[0]

    def owner_of(self, number: str) -> Customer | None:
        """Whose number this is (as stored); of several who claim it, who did so first."""
        return _first(self.owners_of(number))

    def owners_of(self, number: str) -> list[Customer]:
        """Everybody who claims this number (as stored): two counters may have registered it. Who
        did so first comes first."""
        return self._where(
            "key IN (SELECT person FROM claim WHERE number = ?) ORDER BY "
            "(SELECT place FROM claim WHERE number = ? AND person = key)",
            number_key(number),
            number_key(number),
        )

    def get(self, id: str) -> Customer | None:
        """The customer that a row with this id belongs to; None where no ledger here has it."""
        if not id:
            return None
        return _first(self._where("person = (SELECT person FROM customer WHERE key = ?)", pack(id)))

    def named(self, typed: str) -> list[Customer]:
        """Everybody in whose names, or short name, all of these words stand, each in whole."""
        return self._having([(word, word) for word in words(typed)])

    def matching(self, search: str = "") -> Iterator[Known]:
        """Customers by name: all, or those whose names have words that begin so, or whose number
        has these digits in it. However many there are, a few are read at a time."""
        bounds = _beginnings(search)
        if not bounds:
            return self._listed("1")
        named = _within(bounds, formerly=True)
        digits = search.replace("-", "").replace(" ", "")
        if not digits.isascii() or not digits.isdigit():
            return self._listed(named, *chain(*bounds))
        numbered = "key IN (SELECT person FROM claim WHERE instr(substr(number, 2), ?))"
        return self._listed(f"({named} OR {numbered})", *chain(*bounds), digits.removeprefix("0"))

    def with_prepaid(self) -> Iterator[Known]:
        """Customers who have paid in advance, by name."""
        return self._listed("key IN (SELECT person FROM account WHERE balance OR reserved)")

    def _listed(self, condition: str, *values: object) -> Iterator[Known]:
        seal.check(self._index)
        keys = self._index.in_order(
            f"SELECT key FROM customer WHERE name IS NOT NULL AND {_THERE} AND {condition} "
            "ORDER BY casefold(name), key",
            *values,
        )
        for some in batches(keys):
            known = {
                customer[0]: Known(_customer(customer), owed, late, balance, reserved)
                for owed, late, balance, reserved, *customer in self._index.select(
                    "SELECT coalesce(owed, 0), coalesce((SELECT sum(remaining) FROM part "
                    "WHERE part.person = key AND due < ?), 0), coalesce(balance, 0), "
                    f"coalesce(reserved, 0), {_COLUMNS} FROM customer LEFT JOIN account "
                    f"ON account.person = key WHERE key IN ({marks(some)})",
                    self._today.isoformat(),
                    *some,
                )
            }
            yield from (known[key] for key in some if key in known)

    def standing(self, customer: Customer) -> Standing:
        """What the customer owes and has paid in advance now."""
        person = pack(customer.id)
        seal.check(self._index, person)
        parts = self._index.select(
            "SELECT debt, part.due, part.remaining, part.amount, on_hold, origin, what, promised "
            "FROM part JOIN debt ON debt.key = debt WHERE part.person = ? "
            "ORDER BY part.due, part.rowid",
            person,
        )
        balance, delay, reserved = next(
            iter(
                self._index.select(
                    "SELECT balance, delay, reserved FROM account WHERE person = ?", person
                )
            ),
            (0, 0, 0),
        )
        return Standing(
            tuple(
                OpenPart(
                    str(ids.unpack(debt)),
                    date.fromisoformat(due),
                    left,
                    amount,
                    bool(on_hold),
                    origin,
                    what,
                    date.fromisoformat(promised) if promised else None,
                )
                for debt, due, left, amount, on_hold, origin, what, promised in parts
            ),
            balance,
            delay,
            reserved,
        )

    def account(self, customer: Customer, and_row: Row | None = None) -> Account:
        """The customer's whole account, with its history; as if `and_row` stood there as well."""
        keys = set[int]()
        for id in customer.ids:
            keys |= self._index.keys("SELECT key FROM row WHERE customer = ?", pack(id))
        rows = list(filter(moves_money, self._index.component(keys)))
        if and_row:
            named = self._index.component({pack(and_row["ref"])}) if and_row["ref"] else []
            rows += [*filter(moves_money, named), and_row]
        same = dict.fromkeys(customer.ids, customer.id)
        return accounts.fold(rows, same).get(customer.id) or Account()

    def known_since(self, customer: Customer) -> date:
        """The first day of which anything of this customer is recorded."""
        days = [
            day
            for id in customer.ids
            for (day,) in self._index.select(
                "SELECT min(coalesce(day, other_day)) FROM row WHERE customer = ?1 UNION ALL "
                "SELECT other_day FROM row WHERE key = ?1",
                pack(id),
            )
        ]
        return day_of_key(min(filter(None, days)))

    def moved(self, customer: Customer, kind: str, count: int) -> list[Moved]:
        """The last rows of one kind in the ledger of money that name the customer and were not
        taken back, newest first."""
        last = self._index.last_of(customer.ids, MONEY.letter, 3 * count)
        rows = of_ledger(MONEY, self._index.component(last))
        void = voided(rows)
        moved = [Moved.of(row) for row in rows if row["jenis"] == kind and row["id"] not in void]
        return sorted(moved, key=lambda one: one.time, reverse=True)[:count]

    def uses(self, customer: Customer) -> int:
        """How many rows of sales, money and reminders name this customer."""
        return sum(
            self._index.select("SELECT count(*) FROM row WHERE customer = ?", pack(id))[0][0]
            for id in customer.ids
        )

    def _fitting(self, typed: str) -> list[Customer]:
        """Who can be meant. An id, a number or a short name is not taken for the beginning of
        somebody else's name, but for a whole word in it; former names count when nothing else
        does."""
        begins, within = words(typed), _beginnings(typed)
        fitting = self._having(within)
        marked = self._by_id(typed) + self._by_number(typed)
        marked += [customer for customer in fitting if words(customer.code) == begins]
        if marked:
            fitting = marked + [customer for customer in fitting if _has_words(customer, begins)]
        found = {customer.id: customer for customer in fitting or self._having(within, True)}
        return sorted(found.values(), key=lambda customer: customer.id)

    def _by_id(self, typed: str) -> list[Customer]:
        """By id (`P3`: registered today)."""
        tail = ids.parse_tail(typed)
        if not tail or tail.letter != PEOPLE.letter:
            return []
        keys = self._index.keys(
            f"SELECT key FROM customer WHERE {number_of('key')} = ? AND {day_of('key')} = ?",
            tail.number,
            int(tail.day or ids.day_code(self._today)),
        )
        meant = [id for id in map(ids.unpack, sorted(keys)) if tail.counter in ("", id.counter)]
        return [customer for id in meant if (customer := self.get(str(id)))]

    def _by_number(self, typed: str) -> list[Customer]:
        if phone.is_mobile(typed, insisted=True):
            number = phone.normalise(typed, insisted=True)
        elif typed[:1].isdigit() and phone.is_meter(typed):
            number = phone.meter(typed)
        else:
            return []
        return self.owners_of(phone.group(number))

    def _having(self, bounds: Bounds, formerly: bool = False) -> list[Customer]:
        """Who has a word within each of the bounds; `formerly`, also in names that were
        changed."""
        return self._where(_within(bounds, formerly), *chain(*bounds)) if bounds else []

    def _nearest(self, typed: str) -> list[Customer]:
        """Three customers at most whose names, or else words in them, are most like this."""
        if names := self._like(typed, "name", f"customer WHERE name IS NOT NULL AND {_THERE}"):
            found = self._where(f"name IN ({marks(names)})", *names)
            return sorted(found, key=lambda customer: names.index(customer.name))[:_NEAR]
        found = [
            customer
            for word in self._like(typed, "word", "word WHERE NOT former GROUP BY word")
            for customer in self._where(
                "key IN (SELECT person FROM word WHERE word = ? AND NOT former) "
                "ORDER BY name, key LIMIT ?",
                word,
                _NEAR,
            )
        ]
        return list(dict.fromkeys(found))[:_NEAR]

    def _like(self, typed: str, column: str, source: str) -> list[str]:
        """What is most like the typed text in a column, best first. To hold two words against each
        other takes so long that it is done with a few, those that have most letters in common."""
        few = self._index.select(
            f"SELECT {column} FROM {source} ORDER BY {likeness(typed, column)} DESC, {column} "
            "LIMIT ?",
            _LIKELY,
        )
        return text.nearest(typed, sorted(value for (value,) in few), _NEAR, 0.6)

    def _where(self, condition: str, *values: object) -> list[Customer]:
        rows = self._index.select(
            f"SELECT {_COLUMNS} FROM customer WHERE name IS NOT NULL AND {_THERE} AND {condition}",
            *values,
        )
        return list(map(_customer, rows))


def _beginnings(typed: str) -> Bounds:
    """Within which the words lie that begin as each of these."""
    return [(begin, begin + _LAST) for begin in words(typed)]


def _within(bounds: Bounds, formerly: bool) -> str:
    """That a customer has a word within each of the bounds, as a condition of SQL; `formerly`, also
    in names that were changed."""
    within = f"SELECT person FROM word WHERE word BETWEEN ? AND ? AND former <= {formerly:d}"
    return f"key IN ({' INTERSECT '.join([within] * len(bounds))})"


def _first(customers: list[Customer]) -> Customer | None:
    return customers[0] if customers else None


def _customer(values: Sequence[Any]) -> Customer:
    key, name, code, numbers, term, limit, payday, members, names, claims, place, *rest = values
    gone, former = rest
    return Customer(
        str(ids.unpack(key)),
        name,
        code,
        tuple(numbers.split()),
        term,
        limit,
        payday,
        tuple(members.split()),
        tuple(names.split("\n")),
        tuple(claims.split("\n")) if claims else (),
        place,
        bool(gone),
        tuple(former.split("\n")) if former else (),
    )


def _has_words(customer: Customer, wanted: list[str]) -> bool:
    """Do all of these words stand in the names that the customer has now, each in whole?"""
    return set(wanted) <= set[str]().union(*map(beginnings, customer.names))

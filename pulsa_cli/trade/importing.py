"""The old paper book: what it says is owed, what of that is new, and the rows that record it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pulsa_cli.core import kinds, terms
from pulsa_cli.core.customers import Customer, words
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.old_book import DEBT, NOTHING, PAYMENT, Line
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import WrongUse
from pulsa_cli.trade import imported_before, reckoning
from pulsa_cli.trade.imported_before import Match, Wanted
from pulsa_cli.trade.owners import NOBODY, Chosen, Owners, Problem, Unclear, name_of
from pulsa_cli.trade.reckoning import OldDebt, Sums

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

_Value = TypeVar("_Value")


class Plan(NamedTuple):
    """What the book adds: customers to be registered, and debts of these or of known ones. `sums`
    is what the book says in all; `same` are debts that were recorded from it before, `alike` those
    that were taken back or are nearly in the books, and left out; `settled` are lines that say so
    where something else is written, `nothing` those that owe nothing; `early` payments dated before
    what they pay; `numbers` lines with a number that a known customer lacks; `prepaid` what of
    customers' prepaid balances pays for it at once, rupiah with the name; and what is not clear."""

    sums: Sums
    new: list[Customer]
    debts: list[Wanted]
    same: list[Match]
    alike: list[Match]
    settled: list[Line]
    nothing: list[Line]
    early: list[Line]
    numbers: list[Line]
    prepaid: list[tuple[str, int]]
    problems: list[Problem]

    @property
    def amount(self) -> int:
        return sum(debt.left for debt in self.debts)

    @property
    def customers(self) -> int:
        """How many customers these debts are of."""
        return len({name_of(debt.customer) for debt in self.debts})


def plan(
    books: "Books",
    shop: "Terms",
    book: Sequence[Line],
    day: date,
    again: bool = False,
    whole: bool = True,
    chosen: Chosen = NOBODY,
) -> Plan:
    """What a book adds to what is known; lines without a day are of `day`, the shop's own term is
    for debts without one. `again`: also what is nearly in the books. Where the book is not `whole`,
    since lines of it can't be read, payments and totals are held against nothing. `chosen`: whom a
    name means that was in doubt."""
    reader = _Reader(books, shop, day, Owners(books, book, chosen), whole)
    debts = reader.read(book)
    if whole and not reader.problems:
        reader.problems += reckoning.check_totals(book, (debt for debt, _ in debts))
    new, same, alike = _sorted_out(books, reader.all_wanted(debts), again)
    nothing = [line for line in book if line.kind == NOTHING]
    return Plan(
        reckoning.sums([debt for debt, _ in debts], len(nothing)),
        reader.registered(new),
        new,
        same,
        alike,
        [debt.line for debt, _ in debts if debt.line.heard and not debt.left],
        nothing,
        reader.early,
        list(reader.numbers.values()),
        _prepaid(books, new),
        sorted(reader.problems),
    )


def _sorted_out(
    books: "Books", wanted: list[Wanted], again: bool
) -> tuple[list[Wanted], list[Match], list[Match]]:
    """Of what the book wants recorded: what is new, what was recorded from it before, and what was
    taken back or is nearly in the books, which with `again` is new as well."""
    matches = list(filter(None, imported_before.matches(books, wanted)))
    same = [match for match in matches if match.same]
    alike = [match for match in matches if not match.same and not again]
    known = {match.wanted.place for match in (*same, *alike)}
    return [one for one in wanted if one.place not in known], same, alike


def _prepaid(books: "Books", wanted: Iterable[Wanted]) -> list[tuple[str, int]]:
    owed = Counter[Customer]()
    for one in wanted:
        owed[one.customer] += one.left
    used = [
        (customer.called, min(amount, books.customers.standing(customer).balance))
        for customer, amount in owed.items()
        if customer.id
    ]
    return [(name, amount) for name, amount in used if amount]


def registrations(plan: Plan, cashier: str) -> list[Row]:
    """The rows that register the new customers."""
    return [
        {
            "jenis": kinds.REGISTERED,
            "nama": customer.name,
            "nomor": " ".join(customer.numbers),
            "kasir": cashier,
        }
        for customer in plan.new
    ]


def rows(plan: Plan, registered: Sequence[Row], zone: tzinfo | None, cashier: str) -> list[Row]:
    """The rows of the debts, at the beginning of their days in the shop's zone; `registered`, those
    of the new customers, with their ids."""
    ids = {tuple(words(row["nama"])): row["id"] for row in registered}
    return [
        {
            "jenis": kinds.ADDED,
            # No other debt is recorded at that second: by it an imported one is known again.
            "waktu": datetime.combine(debt.day, time(), zone).isoformat(),
            "pelanggan": debt.customer.id or ids[name_of(debt.customer)],
            "jumlah": str(debt.left),
            "tempo": debt.due.isoformat(),
            "kasir": cashier,
            "catatan": debt.note,
        }
        for debt in plan.debts
    ]


class _Reader:
    """Makes of lines the debts of customers; what is not clear is in `problems`, payments dated
    before what they pay in `early`, numbers that a known customer lacks in `numbers`."""

    def __init__(
        self, books: "Books", shop: "Terms", day: date, owners: Owners, whole: bool
    ) -> None:
        self._owners, self._shop, self._day = owners, shop, day
        self._whole = whole
        self._undated: set[int] = set()
        self.problems: list[Problem] = []
        self.early: list[Line] = []
        self.numbers: dict[str, Line] = {}

    def read(self, book: Iterable[Line]) -> list[tuple[OldDebt, Customer]]:
        """The debts and whose they are, in the order of the book."""
        pages: dict[object, list[Line]] = {}
        whose: dict[object, Customer] = {}
        for line in book:
            if line.kind in (DEBT, PAYMENT) and (owner := self._try(line, self._owners.owner)):
                page = owner.id or name_of(owner)
                whose[page] = owner
                self._note_number(line, owner)
                pages.setdefault(page, []).append(self._dated(line))
        debts = [
            (debt, self._owners.latest(whose[page]))
            for page, lines in pages.items()
            for debt in self._reckoned(lines, whose[page])
        ]
        return sorted(debts, key=lambda debt: debt[0].line.place)

    def _note_number(self, line: Line, owner: Customer) -> None:
        if line.number and owner.id and line.number not in owner.numbers:
            self.numbers[line.number] = line

    def all_wanted(self, debts: Iterable[tuple[OldDebt, Customer]]) -> list[Wanted]:
        """Those of which something is left, as they are to be recorded."""
        wanted = (self.wanted(debt, owner) for debt, owner in debts if debt.left)
        return list(filter(None, wanted))

    def wanted(self, debt: OldDebt, owner: Customer) -> Wanted | None:
        """The debt as it is to be recorded; None where it is not clear when it is due."""
        line = debt.line
        due = self._try(line, lambda line: self._due(line, owner))
        if due is None:
            return None
        note = line.note or "buku lama"
        if debt.left < debt.amount:
            note = f"{note} · sisa dari {rupiah(debt.amount)}"
        return Wanted(
            owner,
            debt.amount,
            debt.left,
            line.day or self._day,
            line.place in self._undated,
            due,
            note,
            line.place,
        )

    def registered(self, wanted: Iterable[Wanted]) -> list[Customer]:
        """The new customers that these debts are of, in the order of the book."""
        names = {name_of(one.customer) for one in wanted}
        return [customer for name, customer in self._owners.new.items() if name in names]

    def _dated(self, line: Line) -> Line:
        if line.day is None:
            self._undated.add(line.place)
        return line._replace(day=line.day or self._day)

    def _reckoned(self, page: list[Line], owner: Customer) -> list[OldDebt]:
        if reckoning.is_running(page):
            if not self._whole:
                return []
            return self._try(page[0], lambda _: self._with_payments(page, owner)) or []
        debts = (self._try(line, reckoning.of_line) for line in page)
        return list(filter(None, debts))

    def _with_payments(self, page: list[Line], owner: Customer) -> list[OldDebt]:
        debts, early = reckoning.with_payments(page, lambda line: self._due(line, owner))
        self.early += early
        return debts

    def _due(self, line: Line, owner: Customer) -> date:
        """When the debt of a line is due. Raises Unclear."""
        term, day = line.term or owner.term or self._shop.policy.term, line.day or self._day
        try:
            return terms.due_date(term, day, owner.payday)
        except WrongUse:
            raise Unclear(
                line.place,
                f"tempo '{term}' tidak bisa dihitung dari {show_day(day)}.",
                "Isi kolom tempo di baris itu, misalnya 7 hari atau 5/12/2026, lalu ulangi.",
            ) from None

    def _try(self, line: Line, read: Callable[[Line], _Value]) -> _Value | None:
        """What `read` makes of the line; None where that is not clear."""
        try:
            return read(line)
        except Unclear as unclear:
            self.problems.append(unclear.problem)
            return None

"""The old paper book: whose its debts are, which of them are new, and the rows that record them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import kinds, terms
from pulsa_cli.core.customers import Customer, words
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.old_debt import OldDebt
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import WrongUse
from pulsa_cli.trade.customers import not_registered
from pulsa_cli.trade.debts import added_before

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

_Name = tuple[str, ...]  # words of a name: by what two names are the same
_Mark = tuple[str, int, str]  # time, rupiah, note: by what two debts of a customer are the same


class Problem(NamedTuple):
    """What is not clear in a line of the book, and what to do about it where that is special."""

    line: int
    why: str
    fix: str = ""


class ImportedDebt(NamedTuple):
    """A debt to be recorded: whose (perhaps not registered as yet), rupiah, of when, due when,
    what for."""

    customer: Customer
    amount: int
    moment: datetime
    due: date
    note: str

    @property
    def mark(self) -> _Mark:
        return self.moment.isoformat(), self.amount, self.note


class Plan(NamedTuple):
    """What the book adds: customers to be registered, and debts of these or of known ones; how
    many debts were `skipped`, because they stand in the books; and what is not clear."""

    new: list[Customer]
    debts: list[ImportedDebt]
    skipped: int
    problems: list[Problem]

    @property
    def amount(self) -> int:
        return sum(debt.amount for debt in self.debts)

    @property
    def customers(self) -> int:
        """How many customers these debts are of."""
        return len({_name(debt.customer.name) for debt in self.debts})


class _Unclear(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def plan(books: "Books", shop: "Terms", book: Iterable[OldDebt]) -> Plan:
    """What a book adds to what is known; the shop's own term is for debts without one."""
    owners, seen = _Owners(books), _Recorded(books)
    debts, skipped, problems = [], 0, []
    for old in book:
        try:
            debt = _new_debt(old, owners.owner(old), shop, books.now)
        except _Unclear as unclear:
            problems.append(unclear.problem)
            continue
        if seen.take(debt):
            skipped += 1
        else:
            debts.append(debt)
    # A later line may have told the number of somebody new.
    debts = [debt._replace(customer=owners.latest(debt.customer)) for debt in debts]
    wanted = {_name(debt.customer.name) for debt in debts}
    new = [customer for name, customer in owners.new.items() if name in wanted]
    return Plan(new, debts, skipped, problems)


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


def rows(plan: Plan, registered: Sequence[Row], cashier: str) -> list[Row]:
    """The rows of the debts; `registered`, those of the new customers, with their ids."""
    ids = {_name(row["nama"]): row["id"] for row in registered}
    return [
        {
            "jenis": kinds.ADDED,
            "waktu": debt.moment.isoformat(),
            "pelanggan": debt.customer.id or ids[_name(debt.customer.name)],
            "jumlah": str(debt.amount),
            "tempo": debt.due.isoformat(),
            "kasir": cashier,
            "catatan": debt.note,
        }
        for debt in plan.debts
    ]


def _name(name: str) -> _Name:
    return tuple(words(name))


class _Owners:
    """Whose debts the lines are: known customers, and `new` ones by name, in the book's order."""

    def __init__(self, books: "Books") -> None:
        self._books = books
        self.new: dict[_Name, Customer] = {}
        self._known: dict[_Name, dict[str, Customer]] = {}
        for listed in books.customers.matching():
            customer = listed.customer
            for name in (*customer.names, customer.code):
                self._known.setdefault(_name(name), {})[customer.id] = customer

    def latest(self, customer: Customer) -> Customer:
        """The customer, with what a later line told of somebody new."""
        return customer if customer.id else self.new[_name(customer.name)]

    def owner(self, old: OldDebt) -> Customer:
        """The owner of the line's number, the one customer of exactly this name or short name, or
        somebody new. Raises _Unclear."""
        if owner := self._with_number(old):
            return owner
        owner = self._with_name(old)
        if old.number and owner.numbers:
            raise _Unclear(
                Problem(
                    old.line,
                    f"'{old.name}' sudah ada dengan nomor lain, {owner.numbers[0]}.",
                    "Kalau orang lain, bedakan namanya; kalau sama, kosongkan nomornya. "
                    "Lalu ulangi.",
                )
            )
        if not owner.id:
            numbers = (old.number,) if old.number else owner.numbers
            owner = self.new[_name(old.name)] = owner._replace(numbers=numbers)
        return owner

    def _with_number(self, old: OldDebt) -> Customer | None:
        if not old.number:
            return None
        new = (customer for customer in self.new.values() if old.number in customer.numbers)
        owner = self._books.customers.owner_of(old.number) or next(new, None)
        if owner is None:
            return None
        called = {word for name in (*owner.names, owner.name, owner.code) for word in _name(name)}
        if not called & set(_name(old.name)):
            raise _Unclear(
                Problem(old.line, f"{old.number} nomor {owner.called}, bukan '{old.name}'.")
            )
        return owner

    def _with_name(self, old: OldDebt) -> Customer:
        name = _name(old.name)
        known = list(self._known.get(name, {}).values())
        if len(known) > 1:
            raise _Unclear(
                Problem(
                    old.line,
                    f"'{old.name}' cocok dengan {len(known)} pelanggan; tambahkan kolom nomor.",
                )
            )
        return known[0] if known else self.new.get(name) or not_registered(old.name)


class _Recorded:
    """The debts of the book that stand in the books of before, each of which answers for one
    line."""

    def __init__(self, books: "Books") -> None:
        self._books = books
        self._left: dict[str, Counter[_Mark]] = {}

    def take(self, debt: ImportedDebt) -> bool:
        """Was this debt imported before?"""
        customer = debt.customer
        if not customer.id:
            return False
        if customer.id not in self._left:
            self._left[customer.id] = Counter(self._of(customer))
        left = self._left[customer.id]
        if not left[debt.mark]:
            return False
        left[debt.mark] -= 1
        return True

    def _of(self, customer: Customer) -> list[_Mark]:
        debts = added_before(self._books, customer)
        return [(debt.row["waktu"], debt.amount, debt.what) for debt in debts]


def _new_debt(old: OldDebt, customer: Customer, shop: "Terms", now: datetime) -> ImportedDebt:
    """The debt at the beginning of its day: no other debt is recorded at that second, so what was
    imported before is known by it. Raises _Unclear."""
    term = old.term or customer.term or shop.policy.term
    try:
        due = terms.due_date(term, old.day, customer.payday)
    except WrongUse:
        raise _Unclear(
            Problem(
                old.line,
                f"tempo '{term}' tidak bisa dihitung dari {show_day(old.day)}.",
                "Isi kolom tempo di baris itu, misalnya 7 hari atau 5/12/2026, lalu ulangi.",
            )
        ) from None
    moment = datetime.combine(old.day, time(), now.tzinfo)
    return ImportedDebt(customer, old.amount, moment, due, old.note or "buku lama")

"""Whose the lines of the old paper book are: customers that are known, or new ones."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.customers import Ambiguous, Customer, words
from pulsa_cli.core.old_book import NOTHING, Line
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.trade.customers import new_name, not_registered, refuse_taken

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

_APART = (
    "Tulis nama lengkapnya atau kodenya, atau isi kolom nomor di baris itu, lalu ulangi. Di "
    "terminal, tanpa -y, pulsa menanyakan yang mana."
)
Name = tuple[str, ...]  # words of a name: by what two names are the same
Chosen = Mapping[Name, Customer | None]  # None is somebody new
NOBODY: Chosen = {}


class Problem(NamedTuple):
    """What is not clear in a line of the book, and what to do about it where that is special."""

    place: int
    why: str
    fix: str = ""


class Unclear(Exception):
    """A line of the book is not clear."""

    def __init__(self, place: int, why: str, fix: str = "") -> None:
        self.problem = Problem(place, why, fix)


def name_of(customer: Customer) -> Name:
    """By what the customer is the same as another line's."""
    return tuple(words(customer.name))


def is_named(customer: Customer, name: Name) -> bool:
    """Has the customer exactly this name, or had it?"""
    return name in (tuple(words(known)) for known in (*customer.names, *customer.former))


def doubtful(books: "Books", book: Sequence[Line]) -> dict[Name, list[Customer]]:
    """The names in a book that are not one customer's alone, and whom they fit: several, or one of
    a longer name, who may be somebody else."""
    owners = Owners(books, book)
    names = {tuple(words(line.name)) for line in book if line.kind != NOTHING and not line.number}
    fitting = {name: owners.fitting(name) for name in sorted(names)}
    return {
        name: fits
        for name, fits in fitting.items()
        if len(fits) > 1 or fits != owners.exactly(name)
    }


class Owners:
    """Whose the lines are: known customers, and `new` ones by name, in the book's order. `chosen`
    are those that a person named for a name that was in doubt; None is somebody new."""

    def __init__(self, books: "Books", book: Sequence[Line], chosen: Chosen = NOBODY) -> None:
        self._books, self._chosen = books, chosen
        self._written = {tuple(words(line.name)) for line in book}
        self.new: dict[Name, Customer] = {}
        self._known: dict[Name, dict[str, Customer]] = {}
        self._formerly: dict[Name, dict[str, Customer]] = {}
        for listed in books.customers.matching():
            customer = listed.customer
            for name in (*customer.names, customer.code):
                self._known.setdefault(tuple(words(name)), {})[customer.id] = customer
            for name in customer.former:
                self._formerly.setdefault(tuple(words(name)), {})[customer.id] = customer

    def latest(self, customer: Customer) -> Customer:
        """The customer, with what a later line told of somebody new."""
        return customer if customer.id else self.new[name_of(customer)]

    def owner(self, line: Line) -> Customer:
        """The owner of the line's number, the one customer of exactly this name or short name, or
        somebody new. Raises Unclear."""
        if owner := self._with_number(line):
            return owner
        owner = self._with_name(line)
        if line.number and owner.numbers:
            raise Unclear(
                line.place,
                f"'{line.name}' sudah ada dengan nomor lain, {owner.numbers[0]}.",
                "Kalau orang lain, bedakan namanya; kalau sama, kosongkan nomornya. Lalu ulangi.",
            )
        if not owner.id:
            numbers = (line.number,) if line.number else owner.numbers
            owner = self.new[tuple(words(line.name))] = owner._replace(numbers=numbers)
        return owner

    def _with_number(self, line: Line) -> Customer | None:
        if not line.number:
            return None
        new = (customer for customer in self.new.values() if line.number in customer.numbers)
        owners = self._books.customers.owners_of(line.number)
        if len(owners) > 1:
            raise Unclear(line.place, str(Ambiguous(line.number, owners)))
        owner = owners[0] if owners else next(new, None)
        if owner is None:
            return None
        names = (*owner.names, *owner.former, owner.name, owner.code)
        called = {word for name in names for word in words(name)}
        if not called & set(words(line.name)):
            raise Unclear(line.place, f"{line.number} nomor {owner.called}, bukan '{line.name}'.")
        return owner

    def _with_name(self, line: Line) -> Customer:
        name = tuple(words(line.name))
        owner = self._chosen.get(name) or self.new.get(name)
        if owner or name in self._chosen:
            return owner or self._somebody_new(line)
        exact = self.exactly(name)
        known = exact if line.number else self.fitting(name)
        if len(known) > 1 or known != exact:  # as `doubtful`
            raise Unclear(line.place, Ambiguous(line.name, known).fits, _APART)
        return known[0] if known else self._somebody_new(line)

    def exactly(self, name: Name) -> list[Customer]:
        """Who has exactly this name or short name, or else had it."""
        return list((self._known.get(name) or self._formerly.get(name, {})).values())

    def fitting(self, name: Name) -> list[Customer]:
        """Everybody in whose name these words stand, each in whole; but for those whom the book
        calls by their own names."""
        exact, others = self.exactly(name), self._written - {name}
        return exact + [
            customer
            for customer in self._books.customers.named(" ".join(name))
            if customer not in exact and not any(is_named(customer, other) for other in others)
        ]

    def _somebody_new(self, line: Line) -> Customer:
        try:
            refuse_taken(self._books, line.name, [line.number] if line.number else [])
            return not_registered(new_name(line.name))
        except (Refused, WrongUse) as error:
            raise Unclear(line.place, str(error)) from None

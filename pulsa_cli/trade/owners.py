"""Whose the lines of the old paper book are: customers that are known, or new ones."""

from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.customers import Ambiguous, Customer, words
from pulsa_cli.core.old_book import Line
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.trade.customers import new_name, not_registered, refuse_taken

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

Name = tuple[str, ...]  # words of a name: by what two names are the same


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


class Owners:
    """Whose the lines are: known customers, and `new` ones by name, in the book's order."""

    def __init__(self, books: "Books") -> None:
        self._books = books
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
        known = list((self._known.get(name) or self._formerly.get(name, {})).values())
        if len(known) > 1:
            raise Unclear(
                line.place,
                f"'{line.name}' cocok dengan {len(known)} pelanggan; tambahkan kolom nomor.",
            )
        return known[0] if known else self.new.get(name) or self._somebody_new(line)

    def _somebody_new(self, line: Line) -> Customer:
        try:
            refuse_taken(self._books, line.name, [line.number] if line.number else [])
            return not_registered(new_name(line.name))
        except (Refused, WrongUse) as error:
            raise Unclear(line.place, str(error)) from None

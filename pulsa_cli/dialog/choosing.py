"""Which row, sale, debt, order or complaint is meant: of several the person at the counter
chooses."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pulsa_cli.core import ids, phone
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.customers import Unknown
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import SALES
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused
from pulsa_cli.show import complaints, debts, orders
from pulsa_cli.trade import lookup
from pulsa_cli.trade.lookup import Kind

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

T = TypeVar("T")


def row(person: Person, books: "Books", typed: str, letters: str = SALES.letter) -> str:
    """The id of the row that is meant, of a kind with one of these letters. Says which sale it is
    where one of another day was found by its number or SN. Raises Refused."""
    id = _meant(person, lookup.Rows(books, letters), typed, lambda id: _row_brief(books, id))
    tail = ids.parse_tail(typed)
    if ids.letter(id) == SALES.letter and not (tail and tail.fits(id)):
        sale = books.sales.get(id)
        if sale.time.date() != books.today:
            terminal.note(f"Penjualan terakhir yang cocok: {complaints.of_sale(sale)}")
    return id


def sale(person: Person, books: "Books", typed: str) -> Sale:
    """The sale that is meant, or that the row corrects which is meant. Raises Refused."""
    return books.sales.get(row(person, books, typed))


def debt(person: Person, books: "Books", typed: str) -> OpenDebt:
    """The open debt that is meant: by id, by number, or by a customer. Raises Refused."""
    return _meant(person, lookup.Debts(books), typed, debts.brief)


def order(person: Person, books: "Books", typed: str) -> OpenOrder:
    """The open order that is meant: by id, by number, or by a customer. Raises Refused."""

    def told(open_order: OpenOrder) -> str:
        return f"{open_order.name} · {orders.brief(open_order, books.today)}"

    return _meant(person, lookup.Orders(books), typed, told)


def complaint(person: Person, books: "Books", typed: str) -> Complaint:
    """The complaint that is meant: by id or by number. Raises Refused."""
    return _meant(person, lookup.Complaints(books), typed, complaints.brief)


def _meant(person: Person, kind: Kind[T], typed: str, told: Callable[[T], str]) -> T:
    matches: Sequence[T] | None = lookup.meant(kind, typed)
    if matches is None:
        try:
            matches = kind.of_customer(chosen(person, kind.books, typed))
        except Unknown:
            if ids.parse_tail(typed) is None or phone.is_mobile(typed):
                raise
            raise Refused(kind.none(typed)) from None  # an id of something else
    return person.one_of(matches, told, typed, kind.noun)


def _row_brief(books: "Books", id: str) -> str:
    """A row in a line: a sale with its time, goods and price."""
    if ids.letter(id) != SALES.letter:
        return id
    return complaints.of_sale(books.sales.get(id))

"""Which sale a customer complains of: of several, or of those to numbers like it, the person at the
counter chooses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import text
from pulsa_cli.core.customers import Unknown
from pulsa_cli.core.sales import Sale
from pulsa_cli.dialog import choosing, free_text, terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused
from pulsa_cli.show import inquiry as shown
from pulsa_cli.show.complaints import of_sale
from pulsa_cli.trade import complained
from pulsa_cli.trade.complained import Complained, Search
from pulsa_cli.trade.lookup import LISTED

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


def find(person: Person, books: "Books", typed: str) -> Complained:
    """The sale that is meant by a number, its last digits, an SN, an id or a name. Of several, a
    person is asked, newest first; without one it is the newest to the number.

    Raises Refused where there is none, or where it could be several numbers.
    """
    typed = " ".join(free_text.words(text.clean(typed).split()))
    digits = complained.digits_of(typed)
    if not digits:
        return Complained(_by_name(person, books, typed))
    search = complained.by_digits(books, typed, digits)
    if search.sales:
        return Complained(_sale_meant(person, search.sales, typed))
    return Complained(_offered(person, books, search), search.claimed)


def _by_name(person: Person, books: "Books", typed: str) -> Sale:
    """By id, by an SN with letters in it, or by the customer's name."""
    if complained.is_id(typed):
        return choosing.sale(person, books, typed)
    if sales := complained.by_sn(books, typed):
        return _sale_meant(person, sales, typed)
    try:
        customer = chosen(person, books, typed)
    except Unknown as unknown:
        raise Refused(
            f"Tidak ada penjualan dengan '{typed}' (nomor, id, SN atau nama). {unknown}"
        ) from None
    return _sale_meant(person, complained.of_customer(books, customer), typed)


def _sale_meant(person: Person, sales: Sequence[Sale], typed: str) -> Sale:
    """The one that is meant of several, the likeliest first."""
    if len(sales) == 1:
        return sales[0]
    if person.here:
        return person.choose("Yang mana?", sales[:LISTED], of_sale)
    if len({sale.number for sale in sales}) > 1:
        raise Refused(shown.several(typed, sales[:LISTED]))
    others = ", ".join(sale.id for sale in sales[1:4])
    terminal.note(f"Yang terbaru dari {len(sales)} penjualan; lainnya {others}.")
    return sales[0]


def _offered(person: Person, books: "Books", search: Search) -> Sale:
    """Of sales to numbers like the one that was named, the one that is meant."""
    near = search.near
    told = shown.not_sold(search.where, books.complaints.all(), books.heard_from())
    if not near or not person.here:
        raise Refused("\n".join([*told, *shown.nearest(near)]))
    for line in told:
        terminal.note(line)
    sale = person.one_or_none("Nomor yang mirip. Yang mana?", near, of_sale)
    if sale is None:
        raise Refused(shown.NOT_RECORDED)
    return sale

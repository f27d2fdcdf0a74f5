"""Which sale a customer complains of: by id, by number or its last digits, SN or the customer's
name; where there is none, sales to the nearest numbers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import ids, phone
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import COMPLAINTS, SALES
from pulsa_cli.errors import Refused
from pulsa_cli.trade.case import RECENT
from pulsa_cli.trade.customers import stored_number
from pulsa_cli.trade.lookup import LISTED, LONGEST

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

_LEAST = 4  # digits that a number can be found by


class Complained(NamedTuple):
    """What a customer complains of: a sale, and the number, or its end, that the customer names
    where the sale went to another one."""

    sale: Sale
    claimed: str = ""


class Search(NamedTuple):
    """The sales that digits can mean, the likeliest first; where there are none, those to numbers
    like it (`near`). `claimed` is the number, or its end, that was looked for; `where` says the
    same, with how far back."""

    sales: list[Sale]
    near: list[Sale]
    claimed: str
    where: str


def digits_of(typed: str) -> str:
    """The digits of a number, its end or an SN; empty where something else was typed."""
    digits = "".join(char for char in typed if char not in " -.()+")
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= _LEAST else ""


def by_digits(books: "Books", typed: str, digits: str) -> Search:
    """Sales to the number, or of the last days to numbers that end so, or with this SN."""
    is_number = phone.is_mobile(typed, insisted=True) or phone.is_meter(typed)
    number = stored_number(typed, insisted=True) if is_number else ""
    sales = (
        _last_to(books, number)
        or books.sales.with_sn(typed)
        or books.sales.with_part_of_sn(typed)
        or _ending(books, {digits})
        or _with_open_complaint(books, digits)
    )
    near = [] if sales else _near(books, number, digits)
    where = typed if number else f"{typed} dalam {RECENT.days} hari ini"
    return Search(_void_last(sales), near[:LISTED], number or digits, where)


def _last_to(books: "Books", number: str) -> list[Sale]:
    return books.sales.last_to(number, LISTED) if number else []


def _near(books: "Books", number: str, digits: str) -> list[Sale]:
    """Recent sales to numbers that a slip of the finger makes of this number, or of its end."""
    if number:
        typos = phone.typos(number.replace("-", ""))
        return books.sales.to_any(typos, books.today - RECENT)
    return _ending(books, phone.typos(digits)) if len(digits) <= LONGEST else []


def _ending(books: "Books", endings: set[str]) -> list[Sale]:
    """Recent sales to numbers that end so, of each number its sales, newest first."""
    if any(len(end) > LONGEST for end in endings):
        return []  # an SN
    return books.sales.ending(sorted(endings), books.today - RECENT)


def _with_open_complaint(books: "Books", digits: str) -> list[Sale]:
    """Sales of any time whose complaint is still open, to numbers that end so."""
    return [
        books.sales.get(complaint.sale)
        for complaint in books.complaints.all()
        if not complaint.closed
        and complaint.number.replace("-", "").endswith(digits)
        and books.exists(complaint.sale)
    ]


def is_id(typed: str) -> bool:
    """Can this only be the id of a sale? Raises Refused for that of a complaint."""
    tail = ids.parse_tail(typed)
    if tail and tail.letter == COMPLAINTS.letter:
        raise Refused(f"{typed} keluhan, bukan penjualan. Lanjutkan: pulsa keluhan lanjut {typed}")
    return tail is not None and tail.letter in ("", SALES.letter)


def by_sn(books: "Books", sn: str) -> list[Sale]:
    """Sales of any time with this SN, or with this in theirs, the likeliest first."""
    return _void_last(books.sales.with_sn(sn) or books.sales.with_part_of_sn(sn))


def of_customer(books: "Books", customer: Customer) -> list[Sale]:
    """A customer's last sales, the likeliest first. Raises Refused where there is none."""
    if sales := books.sales.last_of(customer, LISTED):
        return _void_last(sales)
    raise Refused(f"Belum ada penjualan untuk {customer.called}.")


def _void_last(sales: Iterable[Sale]) -> list[Sale]:
    """What was recorded by mistake comes last."""
    return sorted(sales, key=lambda sale: sale.status == VOID)

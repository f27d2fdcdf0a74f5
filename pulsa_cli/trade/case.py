"""What the books hold about a sale that is complained of, gathered for the checks."""

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pulsa_cli.core import phone
from pulsa_cli.core.asked import megabytes
from pulsa_cli.core.checklist import Waits
from pulsa_cli.core.checks import Case
from pulsa_cli.core.phone import Prefixes
from pulsa_cli.core.products import CREDIT, DATA, TOKEN, WALLET, PriceList
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.text import key

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

RECENT = timedelta(days=30)
_REGULAR = 2  # sales within RECENT that make a number a usual one
_LOOKED_AT = 9  # of the last sales to a number


def kind_of(sale: Sale, products: PriceList, prefixes: Prefixes) -> str:
    """The kind of product that was sold; of one that is not in the price list any more, by its
    number, name and operator."""
    if product := products.find(sale.product):
        return product.kind
    if not sale.number.startswith("08"):
        return TOKEN
    if megabytes(sale.name):
        return DATA
    known = map(key, prefixes.operators)
    return CREDIT if key(sale.operator) in known else WALLET


def case_of(books: "Books", terms: "Terms", sale: Sale, waits: Waits, claimed: str) -> Case:
    """The complaint about this sale as the books stand; `claimed` is the number, or its end, that
    the customer names where it is not the sale's."""
    product = terms.products.find(sale.product)
    prefix = terms.prefixes.find(_digits(sale.number))
    same_sn = books.sales.with_sn(sale.sn)
    same_day = books.sales.to_on(sale.number, sale.time.date())
    return Case(
        sale=sale,
        kind=product.kind if product else "",
        nominal=product.nominal if product else None,
        owners=prefix.operators if prefix else (),
        providers=frozenset(key(sold.operator) for sold in terms.products.products),
        now=books.now,
        waits=waits,
        claimed=claimed,
        same_sn=tuple(other for other in same_sn if other.id != sale.id),
        twins=tuple(
            other for other in same_day if other.id != sale.id and other.product == sale.product
        ),
        usual=_usual(books, sale),
    )


def _usual(books: "Books", sale: Sale) -> tuple[tuple[str, str], ...]:
    """Numbers a slip of the finger away, each with whose it is: the customer's own, or that were
    filled more than once lately. None for a number that is a usual one itself."""
    own, since = _own_numbers(books, sale), sale.time.date() - RECENT
    if sale.number in own or _was_filled(books, sale, since):
        return ()
    near = phone.typos(_digits(sale.number))
    similar = [(number, owner) for number, owner in own.items() if _digits(number) in near]
    counted = Counter(other.number for other in books.sales.to_any(near, since) if other.stands)
    often = [
        (number, f"{count} kali diisi sebulan ini")
        for number, count in counted.most_common()
        if count >= _REGULAR
    ]
    return (*similar, *often)


def _own_numbers(books: "Books", sale: Sale) -> dict[str, str]:
    """The numbers of the customer whom the seller named, each with whose it is."""
    customer = books.customers.get(sale.customer) if sale.customer else None
    if customer is None:
        return {}
    return dict.fromkeys(customer.numbers, f"nomor {customer.name}")


def _was_filled(books: "Books", sale: Sale, since: date) -> bool:
    """Did another sale to its number since that day stand?"""
    return any(
        other.id != sale.id and other.stands and other.time.date() >= since
        for other in books.sales.last_to(sale.number, _LOOKED_AT)
    )


def _digits(number: str) -> str:
    return number.replace("-", "")

"""What the books hold about a sale that is complained of, gathered for the checks."""

from collections import Counter
from datetime import datetime, timedelta

from pulsa_cli.core import phone
from pulsa_cli.core.asked import megabytes
from pulsa_cli.core.checklist import Checklist
from pulsa_cli.core.checks import Case
from pulsa_cli.core.products import CREDIT, DATA, TOKEN, WALLET, Product
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.text import key
from pulsa_cli.shop import Shop

RECENT = timedelta(days=30)
_REGULAR = 2  # sales within RECENT that make a number a usual one
_LOOKED_AT = 9  # of the last sales to a number


def kind_of(sale: Sale, shop: Shop) -> str:
    """The kind of product that was sold; of one that is not in the price list any more, by its
    number, name and operator."""
    if product := shop.products.find(sale.product):
        return product.kind
    if not sale.number.startswith("08"):
        return TOKEN
    if megabytes(sale.name):
        return DATA
    known = map(key, shop.prefixes.operators)
    return CREDIT if key(sale.operator) in known else WALLET


def case_of(
    shop: Shop,
    sale: Sale,
    checklist: Checklist,
    claimed: str,
    product: Product | None,
    now: datetime,
) -> Case:
    books = shop.read_books().sales
    prefix = shop.prefixes.find(sale.number.replace("-", ""))
    return Case(
        sale,
        product.kind if product else "",
        product.nominal if product else None,
        prefix.operators if prefix else (),
        frozenset(key(each.operator) for each in shop.products.products),
        now,
        checklist.waits,
        claimed,
        tuple(each for each in books.with_sn(sale.sn) if each.id != sale.id),
        tuple(
            each
            for each in books.to_on(sale.number, sale.time.date())
            if each.id != sale.id and each.product == sale.product
        ),
        _usual(shop, sale),
    )


def _usual(shop: Shop, sale: Sale) -> tuple[tuple[str, str], ...]:
    """Numbers a slip of the finger away: the buyer's own, or that were filled more than once
    lately. None for a number that is a usual one itself."""
    buyer = shop.read_books().customers.get(sale.customer) if sale.customer else None
    since = sale.time.date() - RECENT
    before = [
        each
        for each in shop.read_books().sales.last_to(sale.number, _LOOKED_AT)
        if each.id != sale.id and each.stands and each.time.date() >= since
    ]
    if buyer and sale.number in buyer.numbers or before:
        return ()
    near = phone.typos(sale.number.replace("-", ""))
    own = (
        [
            (number, f"nomor {buyer.name}")
            for number in buyer.numbers
            if number.replace("-", "") in near
        ]
        if buyer
        else []
    )
    counted = Counter(
        each.number for each in shop.read_books().sales.to_any(near, since) if each.stands
    )
    often = [
        (number, f"{count} kali diisi sebulan ini")
        for number, count in counted.most_common()
        if count >= _REGULAR
    ]
    return (*own, *often)

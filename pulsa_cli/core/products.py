"""The price list, and what a seller means by a product."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from pulsa_cli.core import money, text
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse

CREDIT, DATA, TOKEN, WALLET = "pulsa", "data", "token", "e-wallet"
KINDS = (CREDIT, DATA, TOKEN, WALLET)


class Product(NamedTuple):
    """A row of produk.csv. Prices in rupiah; `cost` and `price` are None where unknown."""

    code: str
    operator: str
    kind: str
    name: str
    nominal: int | None
    cost: int | None
    price: int | None
    active: bool
    sku: str

    @property
    def label(self) -> str:
        """Operator and name, the operator not said twice: `Telkomsel Pulsa 10.000`."""
        known = text.key(self.operator) in text.key(self.name)
        return self.name if known else f"{self.operator} {self.name}"


class BadRow(NamedTuple):
    """A row of produk.csv that can't be understood, as far as it can: empty text and None are
    unknown, a `nominal` of 0 is none. Where it stands, what is wrong, what to do, and the line."""

    code: str
    operator: str
    kind: str
    nominal: int | None
    active: bool
    where: str
    why: str
    fix: str
    line: str

    @property
    def problem(self) -> NotUnderstood:
        return NotUnderstood(self.where, self.why, self.fix, self.line)

    def may_be(
        self, nominal: int, kind: str, sold: Collection[str], asked: Collection[str]
    ) -> bool:
        """Can this be the product of that nominal and kind which is wanted of one of the operators
        `asked` (keys; none = any), where products of the operators `sold` are found already? What
        is not known of it could be anything, but not one more beside what was found."""
        operator = text.key(self.operator)
        if not self.active or self.kind not in ("", kind) or self.nominal not in (None, nominal):
            return False
        if operator and asked and operator not in asked:
            return False
        if operator and self.kind and self.nominal:
            return True
        return operator not in sold if operator else not (sold and set(asked) <= set(sold))


class Unsellable(Refused):
    """What is wanted is, or may be, a row of the price list that can't be understood."""

    exit_code = NotUnderstood.exit_code

    def __init__(self, row: BadRow) -> None:
        super().__init__(f"{row.problem}\nSebelum itu yang ini tidak bisa dijual; yang lain bisa.")


class PriceList:
    """The products, in the owner's order; and `bad` rows, whose products are not sold."""

    def __init__(self, products: Iterable[Product], bad: Iterable[BadRow] = ()) -> None:
        self._products = list(products)
        self._by_code = {text.key(product.code): product for product in self._products}
        self.bad = tuple(bad)

    @property
    def products(self) -> list[Product]:
        """All of them; what is wanted by code or nominal is asked for below."""
        return self._products

    def find(self, code: str) -> Product | None:
        """The product with this code; capitals, spaces and dashes don't matter."""
        return self._by_code.get(text.key(code))

    def for_sale(
        self, code: str, may_be_meant: Callable[[BadRow], bool] = lambda row: True
    ) -> Product | None:
        """As `find`. Raises Unsellable where a row with this code can't be understood and may be
        what is meant."""
        for row in self.bad:
            if row.code and text.key(row.code) == text.key(code) and may_be_meant(row):
                raise Unsellable(row)
        return self.find(code)

    def sold_as(self, nominal: int, kind: str, operators: Iterable[str] = ()) -> list[Product]:
        """What is for sale of this kind and nominal, of these operators if any are named. Raises
        Unsellable where a row that can't be understood may be meant: another product would be sold
        in its place."""
        asked = [*map(text.key, operators)]
        products = self.of_nominal(nominal, kind, operators)
        sold = {text.key(product.operator) for product in products}
        for row in self.bad:
            if row.may_be(nominal, kind, sold, asked):
                raise Unsellable(row)
        return products

    def of_nominal(
        self, nominal: int, kind: str, operators: Iterable[str] = (), active: bool = True
    ) -> list[Product]:
        """What is for sale (or, with `active` False, out of sale) of this kind and nominal, of
        these operators if any are named."""
        wanted = [text.key(operator) for operator in operators]
        products = [
            product
            for product in self._with_nominal(nominal, kind)
            if product.active is active and (not wanted or text.key(product.operator) in wanted)
        ]
        return sorted(
            products, key=lambda product: wanted.index(text.key(product.operator)) if wanted else 0
        )

    def _with_nominal(self, nominal: int, kind: str) -> list[Product]:
        return [
            product
            for product in self._products
            if product.nominal == nominal and product.kind == kind
        ]

    def nearest(self, word: str, operators: Iterable[str] = ()) -> list[Product]:
        """Three products to offer for a word that fits none: by nominal where the word is a
        number and operators are known, else by likeness of the code."""
        keys = set(map(text.key, operators))
        nominal = denomination(word)
        active = [product for product in self.products if product.active]
        if nominal and keys:
            near = (product for product in active if text.key(product.operator) in keys)
            return _nearest_nominal(nominal, near)
        by_code = {product.code: product for product in active}
        return [by_code[code] for code in text.nearest(word, by_code, least=0)]


def _nearest_nominal(nominal: int, products: Iterable[Product]) -> list[Product]:
    by_distance = [
        (abs(product.nominal - nominal), place, product)
        for place, product in enumerate(products)
        if product.nominal
    ]
    return [product for *_, product in sorted(by_distance)[:3]]


def denomination(word: str) -> int | None:
    """`10`, `10rb`, `10000`, `10.000` → 10000; None when the word is no amount."""
    try:
        amount = money.parse(word).rupiah
    except WrongUse:
        return None
    return amount * 1000 if amount < 1000 else amount

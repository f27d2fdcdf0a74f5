"""What the owner's files say, kept in the index as JSON, so that a sale reads no YAML and no long
table.

What is kept counts as long as the files have the same inode, size, mtime and ctime, and as the
program is the same. Without an index the files are read.
"""

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pulsa_cli import __version__
from pulsa_cli.core import text
from pulsa_cli.core.phone import Prefix, Prefixes
from pulsa_cli.core.products import BadRow, PriceList, Product
from pulsa_cli.core.shop_settings import (
    CARD_FILE,
    POLICY_FILE,
    PREFIXES_FILE,
    PRODUCTS_FILE,
    SHOP_FILE,
    ChannelSettings,
    ShopSettings,
    Supplier,
)
from pulsa_cli.errors import Busy, NotRecorded
from pulsa_cli.ledger.lock import Lock

if TYPE_CHECKING:
    from pulsa_cli.books.index import Index
    from pulsa_cli.core.loyalty import Rules
    from pulsa_cli.core.policy import Policy

# `mark` says of which files and for which program, `crc` is the value's. Products are asked for one
# by one, by `code` (as text.key has it) or nominal and kind; `parsed` then has the bad rows.
LAYOUT = """
CREATE TABLE parsed (name TEXT PRIMARY KEY, mark TEXT, value TEXT, crc INTEGER);
CREATE TABLE product (place INTEGER PRIMARY KEY, code TEXT, nominal INTEGER, kind TEXT, value TEXT);
CREATE INDEX product_code ON product(code);
CREATE INDEX product_nominal ON product(nominal, kind);
"""
# A file touched this short before it is looked at may change again within the same tick of its
# clock: it is read, and not kept.
_TICK = 20_000_000
Kept = TypeVar("Kept")


class Form(Generic[Kept]):
    """How one thing is kept: its name, the files it is read from (paths in the shop folder), the
    types it is made of, and what makes it again out of JSON."""

    def __init__(
        self,
        name: str,
        sources: tuple[str, ...],
        types: Callable[[], tuple[type[NamedTuple], ...]],
        remake: Callable[[Any], Kept],
    ) -> None:
        self.name, self.sources, self._types, self.remake = name, sources, types, remake

    @cached_property
    def version(self) -> list[Any]:
        """Another version, or another form of what is kept, is another mark."""
        return [__version__, *(list(kind._fields) for kind in self._types())]


def _shop(values: Any) -> ShopSettings:
    *plain, suppliers, (counter, command, folder, patience) = values
    channel = ChannelSettings(counter, tuple(command), folder, patience)
    return ShopSettings._make([*plain, list(map(Supplier._make, suppliers)), channel])


def _policy_types() -> tuple[type[NamedTuple], ...]:
    from pulsa_cli.core.policy import Policy, Reminding  # a sale for cash keeps no policy

    return Policy, Reminding


def _policy(values: Any) -> "Policy":
    from pulsa_cli.core.policy import Policy, Reminding

    fields = dict(zip(Policy._fields, _tuples(values)))
    reminding = dict(zip(Reminding._fields, fields["reminding"]))
    reminding["dates_off"] = tuple(map(date.fromisoformat, reminding["dates_off"]))
    return Policy(**{**fields, "reminding": Reminding(**reminding)})


def _tuples(value: Any) -> Any:
    """As JSON knows no tuples, lists stand for them."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _card_types() -> tuple[type[NamedTuple], ...]:
    from pulsa_cli.core.loyalty import Level, Rules  # only a known customer has a card

    return Rules, Level


def _rules(values: Any) -> "Rules":
    from pulsa_cli.core.loyalty import Level, Rules

    since, levels, below_cost = values
    start = date.fromisoformat(since) if since else None
    return Rules(start, tuple(map(Level._make, levels)), below_cost)


def _prefixes(values: Any) -> Prefixes:
    rows = [
        Prefix(prefix, tuple(operators), brand, tuple(lengths))
        for prefix, operators, brand, lengths in values
    ]
    return Prefixes(rows)


SHOP = Form("toko", (SHOP_FILE,), lambda: (ShopSettings, Supplier, ChannelSettings), _shop)
POLICY = Form("kebijakan", (POLICY_FILE,), _policy_types, _policy)
NO_CARD = Form("tanpa kartu", (CARD_FILE,), lambda: (), bool)
CARD = Form("kartu", (CARD_FILE,), _card_types, _rules)
PREFIXES = Form("prefiks", (PREFIXES_FILE,), lambda: (Prefix,), _prefixes)
_PRODUCTS = Form(
    "produk",
    (PRODUCTS_FILE, PREFIXES_FILE, SHOP_FILE),
    lambda: (Product, BadRow),
    lambda rows: tuple(map(BadRow._make, rows)),
)


class Parsed:
    """What is kept of the shop at `root` in its index; nothing without one. `lock` is the
    device's."""

    def __init__(self, root: str, index: "Index | None" = None, lock: Lock | None = None) -> None:
        self._root, self._index, self._lock = root, index, lock

    def get(self, form: Form[Kept], load: Callable[[], Kept]) -> Kept:
        """What is kept in this form, else what `load` reads, which is kept from then on."""
        mark, certain = self._mark(form)
        kept = self._value(form.name, mark)
        if kept is not None:
            return form.remake(json.loads(kept))
        loaded = load()
        if certain:
            self._keep(form.name, mark, _written(loaded), [])
        return loaded

    def prices(self, load: Callable[[], PriceList]) -> PriceList:
        """The price list, of which only what is asked for is looked up; else as `load` reads it,
        and kept from then on."""
        mark, certain = self._mark(_PRODUCTS)
        kept = self._value(_PRODUCTS.name, mark)
        if kept is not None:
            return KeptPrices(self, mark, _PRODUCTS.remake(json.loads(kept)), load)
        loaded = load()
        if certain:
            self._keep(_PRODUCTS.name, mark, _written(loaded.bad), loaded.products)
        return loaded

    def products(self, mark: str, condition: str, *values: Any) -> list[tuple[str, Product]] | None:
        """The products that meet a condition in SQL, with their codes as text.key has them, in
        the owner's order; None where another list, or none, is kept by now."""
        if self._value(_PRODUCTS.name, mark) is None:
            return None
        try:
            rows = self._select(
                f"SELECT code, value FROM product WHERE {condition} ORDER BY place", *values
            )
            return [(code, Product._make(json.loads(written))) for code, written in rows]
        except (sqlite3.Error, ValueError, TypeError):  # damaged
            return None

    def _mark(self, form: Form[Any]) -> tuple[str, bool]:
        """What marks the files as they are now, for this program; and whether none of them may
        still be changed without another mark. To be taken before they are read."""
        now, stamps = time.time_ns(), list[tuple[int, ...]]()
        for name in form.sources:
            try:
                stat = os.stat(os.path.join(self._root, name))
            except OSError:
                stamps.append(())
            else:
                stamps.append((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
        certain = all(max(stamp[2:], default=0) < now - _TICK for stamp in stamps)
        return json.dumps([form.version, stamps]), certain

    def _value(self, name: str, mark: str) -> str | None:
        """The JSON kept under this name and mark."""
        try:
            rows = self._select(
                "SELECT value, crc FROM parsed WHERE name = ? AND mark = ?", name, mark
            )
        except sqlite3.Error:
            return None  # the index finds out for itself what is wrong
        return next(
            (written for written, crc in rows if isinstance(written, str) and _crc(written) == crc),
            None,
        )

    def _select(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        kept = self._index.existing() if self._index else None
        return kept.execute(query, values).fetchall() if kept else []

    def _keep(self, name: str, mark: str, written: str, products: list[Product]) -> None:
        """Keeps a value, and the products if there are any; not where that would mean to wait."""
        index = self._index.existing() if self._index else None
        if self._index is None or index is None or self._lock is None:
            return
        try:
            with self._lock.taken(0):
                index.execute("PRAGMA busy_timeout=0")
                self._index.begin(index)
                index.execute(
                    "INSERT OR REPLACE INTO parsed VALUES (?, ?, ?, ?)",
                    (name, mark, written, _crc(written)),
                )
                if name == _PRODUCTS.name:
                    index.execute("DELETE FROM product")
                    index.executemany(
                        "INSERT INTO product VALUES (NULL, ?, ?, ?, ?)",
                        (
                            (
                                text.key(product.code),
                                product.nominal,
                                product.kind,
                                _written(product),
                            )
                            for product in products
                        ),
                    )
                index.execute("COMMIT")
        except (Busy, NotRecorded, OSError, sqlite3.Error):
            pass  # it is read again next time
        finally:
            if index.in_transaction:
                index.execute("ROLLBACK")
            index.execute("PRAGMA busy_timeout=5000")


class KeptPrices(PriceList):
    """The price list that is kept under a mark, asked for what is needed; one that is no longer
    kept is read with `load`. A product that was given out stays as it was."""

    def __init__(
        self,
        parsed: Parsed,
        mark: str,
        bad: tuple[BadRow, ...],
        load: Callable[[], PriceList],
    ) -> None:
        super().__init__([], bad)
        self._parsed, self._mark, self._load = parsed, mark, load
        self._given: dict[str, Product] = {}

    @property
    def products(self) -> list[Product]:
        return self._ask(lambda prices: prices.products, "1")

    def find(self, code: str) -> Product | None:
        wanted = text.key(code)
        if wanted not in self._given:
            self._ask(lambda prices: filter(None, [prices.find(code)]), "code = ?", wanted)
        return self._given.get(wanted)

    def _with_nominal(self, nominal: int, kind: str) -> list[Product]:
        return self._ask(
            lambda prices: prices._with_nominal(nominal, kind),
            "nominal = ? AND kind = ?",
            nominal,
            kind,
        )

    def _ask(
        self, instead: Callable[[PriceList], Iterable[Product]], condition: str, *values: Any
    ) -> list[Product]:
        """The products that meet a condition in SQL; `instead` finds them in a list that was
        read."""
        kept = self._parsed.products(self._mark, condition, *values)
        if kept is None:
            kept = [(text.key(product.code), product) for product in instead(self._read)]
        return [self._given.setdefault(code, product) for code, product in kept]

    @cached_property
    def _read(self) -> PriceList:
        return self._load()


def _written(value: object) -> str:
    return json.dumps(value, default=_plain)


def _plain(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Prefixes):
        return value.rows
    raise TypeError(value)


def _crc(written: str) -> int:
    return zlib.crc32(written.encode())

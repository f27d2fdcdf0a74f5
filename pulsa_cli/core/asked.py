"""What a customer says to have asked for (`kuota`, `25rb`, `pulsa 25`, `dana 10`, `5 gb 30 hari`),
against what was sold."""

import re
from collections.abc import Collection
from typing import NamedTuple

from pulsa_cli.core import text
from pulsa_cli.core.products import CREDIT, DATA, TOKEN, WALLET, denomination

_KINDS = {
    "pulsa": CREDIT,
    "kuota": DATA,
    "data": DATA,
    "paket": DATA,
    "internet": DATA,
    "token": TOKEN,
    "listrik": TOKEN,
    "saldo": WALLET,
}
_AMOUNT = r"\d{1,8}(?:[.,]\d{1,2})?"
_SIZE = rf"(?<![\d.,])((?:{_AMOUNT} ?\+ ?)*{_AMOUNT}) ?(gb|giga|mb|mega)\b"  # `5 GB`, `5+10 GB`
_LASTING = r"\d+ ?(?:hari|jam|minggu|bulan|bln)\b"
_GB, _LARGEST = 1024, 10_000_000  # megabytes


class Wish(NamedTuple):
    """Words for kinds of products, keys of providers, sizes of packages in megabytes, and rupiah
    (0 = not named)."""

    words: tuple[str, ...]
    providers: tuple[str, ...]
    sizes: tuple[int, ...]
    nominal: int

    @property
    def stored(self) -> str:
        """In one word, which `read` understands as well: `pulsa-25000`."""
        parts = [*self.words, *self.providers, *(f"{size}mb" for size in self.sizes)]
        return "-".join(parts + ([str(self.nominal)] if self.nominal else []))

    @property
    def kinds(self) -> set[str]:
        return {_KINDS[word] for word in self.words} | ({DATA} if self.sizes else set())


def read(typed: str, providers: Collection[str]) -> Wish | None:
    """What is asked for in these words, None where that can't be told; `providers` are keys
    (core.text) of all that there are."""
    said = re.sub(_LASTING, " ", text.clean(typed).casefold(), flags=re.A)
    words = re.sub(_SIZE, " ", said, flags=re.A).replace("-", " ").split()
    kinds = tuple(word for word in words if word in _KINDS)
    named = [word for word in words if text.key(word) in providers]
    rest = [word for word in words if word not in (*kinds, *named)]
    nominal = denomination(rest[0]) if len(rest) == 1 else None
    wish = Wish(kinds, tuple(map(text.key, named)), megabytes(said), nominal or 0)
    is_clear = bool(nominal) or not rest
    return wish if is_clear and _is_sensible(wish) else None


def _is_sensible(wish: Wish) -> bool:
    """Is something named, and no more than one kind of product?"""
    return any(wish) and len(wish.kinds) <= 1 and max(wish.sizes, default=0) <= _LARGEST


def megabytes(name: str) -> tuple[int, ...]:
    """The sizes of packages in a text. A thousand megabytes are meant as one gigabyte."""
    amounts = []
    for sizes, unit in re.findall(_SIZE, name.casefold(), re.A):
        for size in sizes.replace(" ", "").split("+"):
            amount = float(size.replace(",", "."))
            if unit in ("gb", "giga"):
                amount *= _GB
            elif amount % 1000 == 0:
                amount = amount / 1000 * _GB
            amounts.append(round(amount))
    return tuple(amounts)


def fits(
    wish: Wish, *, kind: str, operator: str, name: str, nominal: int | None, price: int
) -> bool | None:
    """Is this what was sold? None where that can't be told: the product has no nominal, or the
    price was named. `kind` is empty where it is not known; rupiah."""
    if kind and wish.kinds not in (set(), {kind}):
        return False
    if wish.providers and set(wish.providers) != {text.key(operator)}:
        return False
    if _is_another_size(wish, megabytes(name)):
        return False
    if not wish.nominal or wish.nominal == nominal:
        return True
    return None if nominal is None or wish.nominal == price else False


def _is_another_size(wish: Wish, sizes: Collection[int]) -> bool:
    """Of a package in parts (`5+10 GB`), a part or the sum may be meant."""
    return bool(wish.sizes and sizes) and not set(wish.sizes) <= {*sizes, sum(sizes)}

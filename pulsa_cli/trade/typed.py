"""The words behind a command about money: whose, how much, paid how, or by when."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from pulsa_cli.core import terms
from pulsa_cli.core.ways import Parts, Tender
from pulsa_cli.errors import WrongUse


class Methods(Protocol):
    """The shop's ways to pay."""

    def is_method(self, text: str) -> bool: ...

    def method(self, text: str) -> str: ...


def with_method(words: Sequence[str], method: str, methods: Methods) -> tuple[Sequence[str], str]:
    """`budi 20rb tf` → (`budi`, `20rb`) and the way to pay, which may be an option as well; the
    shop's usual one where there is none. Raises WrongUse."""
    if not method and len(words) > 2 and methods.is_method(words[-1]):
        words, method = words[:-1], words[-1]
    return words, methods.method(method)


def tendered(typed: Parts, method: str, methods: Methods) -> Tender:
    """`20rb`, or `tunai=10rb` and `qris=5rb` (a way may be empty), beside a way to pay that was
    named elsewhere (or empty). Raises WrongUse."""
    if not typed:
        return Tender(None, methods.method(method))
    parts = _each_way_once(typed, method, methods)
    first, total = parts[0][0], sum(amount for _, amount in parts)
    if len(parts) == 1:
        return Tender(total, first)
    return Tender(total, first, [(way, amount) for way, amount in parts if amount])


def _each_way_once(typed: Parts, method: str, methods: Methods) -> Parts:
    """The amounts, each with the way to pay that is meant. Raises WrongUse where a way is named in
    two places, or has two amounts."""
    if method and any(way for way, _ in typed):
        raise WrongUse(f"Pakai satu saja: --cara {method}, atau --dibayar CARA=JUMLAH.")
    parts = [(methods.method(way or method), amount) for way, amount in typed]
    if len(dict(parts)) < len(parts):
        raise WrongUse(
            "Sebutkan caranya, masing-masing sekali: --dibayar tunai=10rb --dibayar qris=5rb"
        )
    return parts


def name_and_amount(words: Sequence[str], example: str) -> tuple[str, str]:
    """`bu siti 20rb` → (`bu siti`, `20rb`). Raises WrongUse where one is missing."""
    if len(words) < 2:
        raise WrongUse(f"Tulis pelanggan, lalu jumlahnya: {example}")
    return " ".join(words[:-1]), words[-1]


def name_and_day(words: Sequence[str], today: date, example: str) -> tuple[str, str]:
    """`bu siti tanggal 25` → (`bu siti`, `tanggal 25`): the day is the longest end that is one.
    Raises WrongUse where one is missing."""
    for place in range(1, len(words)):
        try:
            terms.due_date(" ".join(words[place:]), today, terms.LAST_DAY, sure=True)
        except WrongUse:
            if place < len(words) - 1:
                continue
        return " ".join(words[:place]), " ".join(words[place:])
    raise WrongUse(f"Tulis pelanggan atau id, lalu harinya: {example}")

"""Rupiah: whole, as an int. Reads what people type, writes the official spelling `Rp12.500`
(PUEBI/EYD: no space, no dot after Rp, dot for thousands)."""

import re
from typing import NamedTuple

from pulsa_cli.errors import WrongUse

# Patterns are compiled when first used, here and elsewhere: a sale needs few of them.
_FORM = r"(?P<rp>rp\.?)?\s*(?P<number>\d[\d.,]*?)(?:,-)?\s*(?P<unit>rb|ribu|k|jt|juta)?"
_GROUPED = r"\d{1,3}(?:\.\d{3})+|\d+"
_UNITS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
LARGEST = 999_999_999


class Amount(NamedTuple):
    """`rupiah`, and whether it was written so that no question is needed (`Rp500`, `12rb`)."""

    rupiah: int
    explicit: bool


def parse(text: str) -> Amount:
    """`12000`, `12.000`, `Rp 12.500,00`, `12rb`, `12,5rb`, `1jt` → Amount.

    Raises WrongUse for anything else: `12,000` and `12.00` could mean two things.
    """
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= 1000:
        return Amount(int(text), True)
    # split() also drops the no-break space that programs write behind Rp.
    match = re.fullmatch(_FORM, " ".join(text.split()), re.I | re.A) if len(text) < 40 else None
    if not match:
        raise WrongUse(f"'{text}' bukan jumlah uang. Tulis misalnya 12000, 12.000 atau 12rb.")
    number, unit = match["number"], match["unit"]
    rupiah = _scaled(number, _UNITS[unit.lower()]) if unit else _whole(number)
    if rupiah is None:
        raise WrongUse(
            f"'{text}' bisa dibaca dua cara. Tulis titik untuk ribuan (12.000) atau 12,5rb."
        )
    if rupiah > LARGEST:
        raise WrongUse(f"'{text}' terlalu besar untuk satu catatan.")
    return Amount(rupiah, bool(match["rp"] or unit) or not 0 < rupiah < 1000)


def _whole(number: str) -> int | None:
    whole, comma, sen = number.partition(",")
    if comma and sen.strip("0") or comma and len(sen) not in (1, 2):
        return None
    return int(whole.replace(".", "")) if re.fullmatch(_GROUPED, whole, re.A) else None


def _scaled(number: str, unit: int) -> int | None:
    if number.isdigit():
        return int(number) * unit
    if re.fullmatch(_GROUPED, number, re.A):
        return None  # 12.500rb: twelve and a half thousand, or twelve and a half million?
    whole, _, decimals = number.replace(",", ".").partition(".")
    if not whole or not decimals.isdigit() or len(decimals) > len(str(unit)) - 1:
        return None
    fraction: int = int(decimals) * unit // 10 ** len(decimals)
    return int(whole) * unit + fraction


def rupiah(amount: int) -> str:
    """12500 → `Rp12.500`; a negative amount has its sign in front."""
    return f"{'-' if amount < 0 else ''}Rp{grouped(abs(amount))}"


def typeable(amount: int) -> str:
    """An amount as `parse` takes it without a question: `12.500`, `Rp500`."""
    return grouped(amount) if amount >= 1000 else rupiah(amount)


def grouped(amount: int) -> str:
    """12500 → `12.500`."""
    return f"{amount:,}".replace(",", ".")

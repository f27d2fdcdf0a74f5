"""Phone and meter numbers: what people write, one stored form, and the operator of a prefix."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pulsa_cli.errors import Refused

# Mobile pattern of libphonenumber 9.0.43 for +62, with the leading 0.
_MOBILE = r"08[1-35-9]\d{7,10}"
# The longest that can be dialled (E.164: 15 digits with the country code). Such numbers are hardly
# ever given out, so one of them is a slip of the finger until somebody insists.
_LONGEST = r"08[1-35-9]\d{7,11}"
_SEPARATORS = "().-/\u2212"
USUAL_LENGTHS = (11, 12)


class Prefix(NamedTuple):
    """A row of prefiks.csv. More than one operator: the number alone does not tell which."""

    prefix: str
    operators: tuple[str, ...]
    brand: str
    lengths: tuple[int, ...]


class Prefixes:
    """The table of prefixes; the longest that fits a number wins."""

    def __init__(self, rows: Iterable[Prefix]) -> None:
        self._by_prefix = {row.prefix: row for row in rows}
        self._longest = max(map(len, self._by_prefix), default=0)
        self.operators = {name for row in self._by_prefix.values() for name in row.operators}

    @property
    def rows(self) -> list[Prefix]:
        return list(self._by_prefix.values())

    def find(self, number: str) -> Prefix | None:
        """The row for a normalised number (`0812…`), None where no prefix fits."""
        for length in range(self._longest, 0, -1):
            if row := self._by_prefix.get(number[:length]):
                return row
        return None


def digits(text: str) -> str:
    """The digits of a number as written; a leading `+` stays. Raises Refused on other marks."""
    packed = text if text.isascii() and text.isdigit() else _packed(text)
    if packed.isascii() and packed.isdigit():
        return packed
    if re.search(r"\d[.,]?\d*e\+?\d+$", packed, re.I):
        raise Refused(
            f"'{text}' adalah bentuk angka dari spreadsheet; digit aslinya sudah hilang. "
            "Ketik nomornya lengkap, misalnya 0812-3456-7890."
        )
    if not re.fullmatch(r"\+?\d+", packed, re.A):
        raise Refused(f"'{text}' bukan nomor. Tulis misalnya 081234567890.")
    return packed


def _packed(text: str) -> str:
    """Without the separators that people and phones put into numbers: spaces, dashes of any kind,
    and the invisible marks that come along with a pasted contact."""
    if text.isascii():
        return "".join(char for char in text if not char.isspace() and char not in _SEPARATORS)
    import unicodedata  # off the start-up path

    return "".join(
        char
        for char in text
        if not char.isspace()
        and char not in _SEPARATORS
        and unicodedata.category(char) not in ("Pd", "Cf")
    )


def normalise(text: str, insisted: bool = False) -> str:
    """`+62 812-3456-7890`, `62812…`, `812…`, `0812 …` → `081234567890`.

    Raises Refused where no Indonesian mobile number can be meant (libphonenumber's pattern; one
    digit more where a person `insisted`).
    """
    number = digits(text)
    if number.startswith(("+", "0062")):
        if not number.startswith(("+62", "0062")):
            raise Refused(f"'{text}' bukan nomor Indonesia (+62).")
        number = "62" + number.removeprefix("+62").removeprefix("0062")
    if number.startswith("62"):
        number = "0" + number[2:].removeprefix("0")
    elif number.startswith("8"):
        number = "0" + number
    if re.fullmatch(_LONGEST if insisted else _MOBILE, number, re.A):
        return number
    if not number.startswith("08") or number.startswith("084"):
        raise Refused(
            f"{text} bukan nomor HP Indonesia. Nomor HP mulai dengan 081, 082, 083, "
            "085, 087, 088 atau 089."
        )
    counted = "kurang" if len(number) < 10 else "kelebihan"
    raise Refused(
        f"{text} {counted} angka: ada {len(number)}, seharusnya 10 sampai 13. "
        "Periksa lagi nomornya."
    )


def is_mobile(text: str, insisted: bool = False) -> bool:
    """Can this be read as an Indonesian mobile number (by `normalise`)?"""
    try:
        return bool(normalise(text, insisted))
    except Refused:
        return False


def meter(text: str) -> str:
    """A PLN meter (11 digits), customer (12) or registration number (13) → digits.

    Lengths: Sepulsa FAQ 2019, grade A. Raises Refused on any other length.
    """
    number = digits(text).removeprefix("+")
    if len(number) not in (11, 12, 13):
        raise Refused(
            f"{text}: ada {len(number)} angka. Nomor meter PLN 11 angka, ID pelanggan 12 angka."
        )
    return number


def is_ending(text: str) -> bool:
    """Is this a mobile number, or the four and more last digits of a number?"""
    plain = re.sub(r"[\s-]", "", text)
    return is_mobile(text) or plain.isascii() and plain.isdigit() and len(plain) >= 4


def endings(text: str) -> tuple[str, ...]:
    """What a stored number may end in when this is looked for: the digits as typed, and as a
    phone number where it can be one. Raises Refused where it is no number."""
    typed = digits(text).removeprefix("+")
    return (typed, normalise(text, True)) if is_mobile(text, True) else (typed,)


def typos(number: str) -> set[str]:
    """Numbers (digits only) that a slip of the finger makes of this one: one digit off, or two
    neighbours swapped."""
    slips = {
        number[:place] + digit + number[place + 1 :]
        for place in range(len(number))
        for digit in "0123456789"
    }
    slips |= {
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(len(number) - 1)
    }
    return slips - {number}


def is_meter(text: str) -> bool:
    """Can this only be a meter or customer number: eleven to thirteen digits that begin neither
    as a phone number does nor with 0?"""
    try:
        number = digits(text)
    except Refused:
        return False
    return number.isdigit() and 11 <= len(number) <= 13 and not number.startswith(("0", "62"))


def international(number: str) -> str | None:
    """A stored or normalised mobile number as `wa.me` needs it: `62812…`, digits only; None for
    a meter number."""
    digits_only = number.replace("-", "")
    return "62" + digits_only[1:] if digits_only.startswith("08") else None


def group(number: str) -> str:
    """`081234567890` → `0812-3456-7890`: the stored form, which no spreadsheet takes for a
    number (measured: reliability facts §3)."""
    if len(number) <= 8:
        return number
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"

"""Row ids, `A-261121-J017`: counter, day recorded, kind letter, running number."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

LARGEST = 99_999  # sales of one counter in a day; more digits can only be damage
NUMBERS, DAYS = 131_072, 1_000_000  # room for running numbers and for yymmdd in a packed id
_COUNTER = r"[A-Z]{1,3}"
_DAY = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
FORM = rf"{_COUNTER}-{_DAY}-[A-Z]\d{{3,5}}"
_PARTS = rf"({_COUNTER})-({_DAY})-([A-Z])(\d{{3,5}})"
_SHORT = rf"(?:(?:({_COUNTER})-)?(\d{{6}})-(?=[A-Z]))?([A-Z]?)(\d{{1,9}})"


class Id(NamedTuple):
    """The parts of an id; `day` as yymmdd. Tuples of one kind sort in the order of recording."""

    counter: str
    day: str
    letter: str
    number: int

    @property
    def head(self) -> str:
        """What stands before the running number."""
        return f"{self.counter}-{self.day}-{self.letter}"

    def __str__(self) -> str:
        return f"{self.head}{self.number:03}"


class Tail(NamedTuple):
    """What is known of an id from a typed end of it; empty where it was left out."""

    counter: str
    day: str
    letter: str
    number: int

    def fits(self, id: str) -> bool:
        """Does this id end so?"""
        known = parse(id)
        return (
            known is not None
            and self.number == known.number
            and all(typed in ("", part) for typed, part in zip(self[:3], known[:3]))
        )


def letter(id: str) -> str:
    """The kind letter of an id: which ledger its row is in; empty where there is no id."""
    return id.rpartition("-")[2][:1]


def is_counter(code: str) -> bool:
    """Is this the code of a counter: one to three capital letters?"""
    return re.fullmatch(_COUNTER, code, re.A) is not None


def parse(text: str) -> Id | None:
    """A stored id; None when it is not one."""
    match = re.fullmatch(_PARTS, text, re.A)
    return Id(match[1], match[2], match[3], int(match[4])) if match else None


def parse_tail(text: str) -> Tail | None:
    """What a seller types: `A-261121-J017`, `261121-J17`, `J17`, `17`; None when it is none."""
    match = re.fullmatch(_SHORT, text.strip().upper(), re.A)
    return Tail(match[1] or "", match[2] or "", match[3], int(match[4])) if match else None


def span(ids: Sequence[str]) -> str:
    """The first and the last of these ids; of one id, just that."""
    return ids[0] if ids[0] == ids[-1] else f"{ids[0]} sampai {ids[-1]}"


def day_code(day: date) -> str:
    """2026-11-21 → `261121`."""
    return day.strftime("%y%m%d")


def day(code: str) -> date:
    """`261121` → 2026-11-21. A day that no calendar has, which only damage can make, is long
    ago."""
    try:
        return date(2000 + int(code[:2]), int(code[2:4]), int(code[4:]))
    except ValueError:
        return date.min


def pack(id: Id) -> int:
    """An id as a number of 57 bits; `unpack` gives it back. Numbers sort by kind letter, counter,
    day and running number, which is the order within the ledgers' files."""
    code = ord(id.letter) - 64
    for letter in id.counter.ljust(3, "@"):
        code = code * 27 + ord(letter) - 64
    return (code * DAYS + int(id.day)) * NUMBERS + id.number


def keys_of(letter: str) -> tuple[int, int]:
    """The bounds within which the packed ids of this kind lie."""
    return pack(Id("A", "000000", letter, 0)), pack(Id("A", "000000", chr(ord(letter) + 1), 0))


def unpack(key: int) -> Id:
    """The id that was packed into this number."""
    rest, number = divmod(key, NUMBERS)
    code, day = divmod(rest, DAYS)
    rest, third = divmod(code, 27)
    rest, second = divmod(rest, 27)
    kind, first = divmod(rest, 27)
    counter = chr(64 + first) + chr(64 + second) + chr(64 + third)
    return Id(counter.rstrip("@"), f"{day:06}", chr(64 + kind), number)

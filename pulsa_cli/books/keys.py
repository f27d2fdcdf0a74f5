"""How the index keeps ids and numbers, and which ledger a row is of. An id is kept packed into a
number, its key."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

from pulsa_cli.core import ids
from pulsa_cli.core.schema import MONEY, ORDERS, SALES, Row, Table
from pulsa_cli.core.text import key

_BITS, _ASKED = 61, 24  # of a number for pairs of letters; of these, how many are asked for


def of_ledger(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Those of the rows that stand in this ledger: a hand-made `ref` ties any rows together."""
    return [row for row in rows if ids.letter(row["id"]) == table.letter]


def moves_money(row: Row) -> bool:
    """Is this a row of the ledgers that accounts are folded from?"""
    return ids.letter(row["id"]) in (SALES.letter, MONEY.letter, ORDERS.letter)


def number_key(number: str) -> int:
    """A number as the index keeps it: its digits behind a 1, which keeps a leading 0."""
    return int("1" + number.replace("-", ""))


def sn_key(sn: str) -> int:
    """An SN, or a part of one, as the index keeps it, however it is grouped."""
    return crc32(key(sn).encode())


def pack(id: str) -> int:
    """An id, which has the form of one, as a number."""
    counter, day, tail = id.split("-")
    return ids.pack(ids.Id(counter, day, tail[0], int(tail[1:])))


def number_of(column: str) -> str:
    """The running number of the id whose key is in a column, as an expression of SQL."""
    return f"{column} % {ids.NUMBERS}"


def pairs_key(word: str) -> int:
    """A word, or a whole name, as the index keeps it to find what is like it: a bit for each two
    letters that stand side by side; the spaces around it count."""
    bits, last = 0, ord(" ")
    for letter in f"{key(word)} ":
        bits |= 1 << (last * 37 + ord(letter)) % _BITS
        last = ord(letter)
    return bits


def likeness(word: str, column: str) -> str:
    """How like this word one is that stands in a column beside its `pairs`, as an expression of
    SQL: the pairs that both have, for how long they are. Of a long one some pairs are enough."""
    bits = pairs_key(word)
    asked = [bit for bit in range(_BITS) if bits >> bit & 1][:_ASKED]
    shared = " + ".join(f"(pairs >> {bit} & 1)" for bit in asked)
    return f"({shared}) / (length({column}) + {len(word)}.0)"


def day_key(day: date) -> int:
    """A day as the index keeps it: 2026-11-21 → 20261121."""
    return int(f"{day:%Y%m%d}")


def day_of_key(key: int) -> date:
    """The day that the index keeps so."""
    return date(key // 10_000, key // 100 % 100, key % 100)


def day_of(column: str) -> str:
    """The same of its day: yymmdd as a number."""
    return f"{column} / {ids.NUMBERS} % {ids.DAYS}"

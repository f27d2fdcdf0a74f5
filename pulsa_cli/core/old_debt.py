"""A debt out of the shop's old paper book."""

from datetime import date
from typing import NamedTuple


class OldDebt(NamedTuple):
    """A line of the book: whose, rupiah, the day it was made; `number` as stored and `term` as
    typed may be empty. `line` is its number in the file."""

    line: int
    name: str
    number: str
    amount: int
    day: date
    term: str
    note: str

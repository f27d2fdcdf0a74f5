"""A debt as it is listed, with whose it is."""

from datetime import date
from typing import NamedTuple


class OpenDebt(NamedTuple):
    """A debt of which something is left. Rupiah: `left` of `amount`, of that `overdue`, and `soon`
    due in the days that were asked about; `due` is the first open part's due date, `first` what
    is left of that part, `time` when the debt was made (ISO 8601). `numbers` are the
    customer's."""

    id: str
    customer: str
    name: str
    numbers: tuple[str, ...]
    time: str
    due: date
    amount: int
    left: int
    overdue: int
    soon: int
    first: int
    on_hold: bool
    origin: str
    promised: date | None
    what: str


class Sums(NamedTuple):
    """How many debts, rupiah, and the oldest due date."""

    debts: int
    left: int
    oldest: date | None

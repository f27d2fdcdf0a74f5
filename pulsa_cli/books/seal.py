"""A sum over what the index says of each customer's money: what a disk changed there is noticed
when it is read, and built anew."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulsa_cli.books.source import Source

LAYOUT = "CREATE TABLE seal (person INTEGER PRIMARY KEY, total INTEGER);"
# Each number times a prime of its own: one flipped bit of any makes another total. By `person`, as
# the questions find them, so that what is not found any more is missing in it.
_SUMMED = {
    "account": "3 * owed + 5 * balance + 7 * reserved + 11 * delay + 13 * on_time + 17 * late",
    "debt": "19 * amount + 23 * remaining + 29 * on_hold + 31 * replace(due, '-', '') + "
    "37 * coalesce(replace(deadline, '-', ''), 0)",
    "part": "41 * amount + 43 * remaining + 47 * replace(due, '-', '') + 53 * (debt % 1000003)",
    "reserve": "59 * amount + 61 * (key % 1000003)",
}
_TOTAL = " + ".join(
    f"(SELECT coalesce(sum(({summed} + 67 * (person % 1000003)) % 1000000007), 0) "
    f"FROM {table}{{0}})"
    for table, summed in _SUMMED.items()
)
_OF_ONE = f"SELECT one, {_TOTAL.format(' WHERE person = one')} total FROM ({{}})"
_PUT = f"INSERT INTO seal {_OF_ONE.format('SELECT DISTINCT person one FROM wanted_member')}"
_ONE = (
    "SELECT coalesce((SELECT total FROM seal WHERE person = one), 0), total "
    f"FROM ({_OF_ONE.format('SELECT ? one')})"
)
_ALL = f"SELECT coalesce(sum(total), 0), {_TOTAL.format('')} FROM seal"


def put(db: sqlite3.Connection) -> None:
    """Seals what was just worked out."""
    db.execute(_PUT)


def check(index: "Source", person: int | None = None) -> None:
    """Has the index built anew where what it says of this customer's money, or of anybody's, is no
    more what was worked out."""
    ((sealed, total),) = index.select(_ALL) if person is None else index.select(_ONE, person)
    if sealed != total:
        index.replace(sqlite3.DatabaseError("money that was changed"))

"""What the books said at the end of a day that is over."""

import sqlite3
from collections.abc import Collection
from datetime import date

from pulsa_cli.books import derived, intake
from pulsa_cli.books.index import Index
from pulsa_cli.books.intake import Rows
from pulsa_cli.books.source import Source
from pulsa_cli.core.schema import Row


class Past(Source):
    """The index `live` as of the end of `day`: accounts and what is owed are those of that day,
    rows of later ones are left out. It is a copy that nobody else sees and that takes in nothing
    new, so `live` goes on as it was. (Not a second connection to the file: that may be another one
    by now.)"""

    def __init__(self, live: Index, day: date) -> None:
        self._live, self._day = live, day.isoformat()
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self.replace(error)

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._db

    def component(self, keys: Collection[int]) -> list[Row]:
        return [row for row in super().component(keys) if row["waktu"][:10] <= self._day]

    def replace(self, error: Exception) -> None:
        self._live.replace(error)
        self._open()

    def as_of(self, day: date) -> Source:
        return self._live.as_of(day)

    def _open(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # in a file once memory is short
        self._db.execute("PRAGMA journal_mode=OFF")
        self._live.copy_to(self._db)
        self._seen, self._rows = intake.seen(self._db), Rows(self._db)
        self._db.execute("BEGIN")
        self.recorded_later = derived.as_of(self._db, self._rows.select, self._day)
        self._db.execute("COMMIT")

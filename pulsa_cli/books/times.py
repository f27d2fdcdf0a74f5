"""When rows were recorded, asked as questions: what the machine's clock is held against."""

from datetime import date, datetime, timedelta

from pulsa_cli.books.keys import day_key, day_of_key, pack
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids
from pulsa_cli.core.clock import COUNTED, TOLERANCE, Ahead
from pulsa_cli.core.fold_order import recorded, voided
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.schema import TABLES, Row

_DAYS = ("day", "other_day")  # of sales, of all other rows
_LAST = " UNION ALL ".join(["SELECT max(key) FROM row WHERE key BETWEEN ? AND ?"] * len(TABLES))
_NEWEST_UP_TO = " UNION ALL ".join(f"SELECT max({day}) FROM row WHERE {day} <= ?" for day in _DAYS)


class Times:
    """Answers as of `now`; `counter` is this device's."""

    def __init__(self, index: Source, now: datetime, counter: str) -> None:
        self._index, self.now, self._counter = index, now, counter

    def newest_own(self) -> datetime | None:
        """When this counter's newest row was recorded; None where there is none."""
        keys = self._index.select(_LAST, *(bound for ledger in self._own for bound in ledger))
        last = [key for (key,) in keys if key]
        newest = max((ids.unpack(key).day for key in last), default="")
        rows = [self._row(key) for key in last if ids.unpack(key).day == newest]
        return max((datetime.fromisoformat(recorded(row)) for row in rows), default=None)

    def last_day(self) -> date | None:
        """The day of the newest row of any counter that does not lie after today."""
        today = day_key(self.now.date())
        found = self._index.select(_NEWEST_UP_TO, today, today)
        newest = max((day for (day,) in found if day), default=0)
        return day_of_key(newest) if newest else None

    def ahead(self) -> Ahead | None:
        """What lies after now and was not taken back; None where nothing does. Of another counter,
        what lies after today."""
        latest = self.now + TOLERANCE
        newest = self.newest_own()
        since = latest.date() if newest and newest > latest else self.now.date() + timedelta(1)
        rows = self._index.rows(
            " UNION ALL ".join(
                f"SELECT * FROM (SELECT file, line FROM row WHERE {day} >= {day_key(since)} "
                f"ORDER BY {day} DESC LIMIT {COUNTED})"
                for day in _DAYS
            )
        )
        later = [row for row in rows if datetime.fromisoformat(row["waktu"]) > latest]
        counting = self._counting(later)
        if not counting:
            return None
        row = max(counting, key=lambda row: datetime.fromisoformat(row["waktu"]))
        ((path,),) = self._index.select(
            "SELECT path FROM row JOIN file ON file = no WHERE key = ? LIMIT 1", pack(row["id"])
        )
        return Ahead(len(counting), row["id"], datetime.fromisoformat(row["waktu"]), path)

    def _counting(self, rows: list[Row]) -> list[Row]:
        """Without those that were taken back, and without what took them back."""
        if not rows:
            return []
        known = {row["id"] for row in rows}
        void = voided(self._index.component({pack(id) for id in known}))
        return [
            row
            for row in rows
            if row["id"] not in void and not (row["jenis"] == VOID and row["ref"] in known)
        ]

    @property
    def _own(self) -> list[tuple[int, int]]:
        """The bounds of the keys of this counter's rows, a ledger each."""
        return [
            (
                ids.pack(ids.Id(self._counter, "000000", table.letter, 0)),
                ids.pack(ids.Id(self._counter, "999999", table.letter, ids.LARGEST)),
            )
            for table in TABLES.values()
        ]

    def _row(self, key: int) -> Row:
        return self._index.rows("SELECT file, line FROM row WHERE key = ?", key)[0]

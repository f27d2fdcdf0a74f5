"""The books: what the ledgers say, asked as questions. Commands read through this and nothing
else.

For now each question scans the files that can hold the answer: a row recorded in a month stands
in that month's file, and what happened on a day was recorded on that day or later, give or take
a day by which another counter's clock may be wrong.
"""
import re
from collections.abc import Iterable
from datetime import date, timedelta

from pulsa_cli.core import ids, phone
from pulsa_cli.core.ids import Id
from pulsa_cli.core.sales import Sale, either, fold
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.errors import Refused
from pulsa_cli.storage.ledger import Ledger


class Books:
    """Answers from all counters' ledgers. `today` is the shop's day, `counter` this device's."""

    def __init__(self, ledger: Ledger, today: date, counter: str) -> None:
        self._ledger = ledger
        self._today = today
        self._counter = counter

    def sales(self, since: date, until: date) -> list[Sale]:
        """Sales that happened in these days, as they stand now, in fold order."""
        return [sale for sale in self._recorded_since(since)
                if since <= sale.time.date() <= until]

    def sales_to(self, number: str, day: date) -> list[Sale]:
        """Sales of one day to a number (as stored, grouped)."""
        return [sale for sale in self._matching(number, _month(day))
                if sale.number == number and sale.time.date() == day]

    def with_sn(self, sn: str) -> list[Sale]:
        """Sales of any time that have this SN."""
        # A cell with a quote stands with two of them in the file; its longest plain piece finds
        # the line, and the comparison decides.
        piece = max(sn.split('"'), key=len)
        return [sale for sale in self._matching(piece) if sale.sn == sn] if piece else []

    def pending(self) -> list[Sale]:
        """Sales of any time that still wait for the supplier, oldest first."""
        return [sale for sale in self._matching(",pending,") if sale.status == "pending"]

    def sale(self, id: str) -> Sale:
        """The sale that this id names, or that the row with this id corrects.

        Raises Refused where there is none.
        """
        for sale in self._matching(id, _month_of(id)):
            if sale.id == id or any(row["id"] == id for row in sale.history):
                return sale
        raise Refused(f"Catatan {id} tidak ada.")

    def todays_ids(self) -> list[str]:
        """Ids of the sales of today, for completion."""
        return [sale.id for sale in self.sales(self._today, self._today)]

    def find(self, text: str) -> str:
        """The id of the row that is meant: a whole id; an end of one (`J17` = today's on this
        counter); or four and more last digits of a number sold to today.

        Raises Refused where none fits, or more than one.
        """
        plain = re.sub(r"[\s-]", "", text)
        if phone.is_mobile(text) or plain.isdigit() and len(plain) >= 4:
            return self._by_number(text)
        tail = ids.parse_tail(text)
        if tail is None:
            raise Refused(f"'{text}' bukan id transaksi. Tulis misalnya J17, atau empat angka "
                          "terakhir nomor HP.")
        letter = tail.letter or SALES.letter
        if tail.day:
            found = self._ids(tail.day, letter, tail.number)
            found = [id for id in found if tail.counter in ("", id.counter)]
        else:
            found = self._ids(ids.day_code(self._today), letter, tail.number)
            found = [id for id in found if id.counter == self._counter] or found
        return _only(text, [str(id) for id in found])

    def _ids(self, day: str, letter: str, number: int) -> list[Id]:
        rows = self._ledger.scan(SALES, ids.month_of(day), [f"-{day}-{letter}{number:03},"])
        parsed = {ids.parse(row["id"]) for row in rows}
        return sorted(id for id in parsed if id and (id.day, id.letter, id.number)
                      == (day, letter, number))

    def _by_number(self, text: str) -> str:
        """Among today's sales, by when they happened or were recorded; one that stands goes
        before those that failed."""
        endings = phone.endings(text)
        today = f"-{ids.day_code(self._today)}-"
        found = [sale for sale in self._recorded_since(self._today)
                 if sale.number.replace("-", "").endswith(endings)
                 and (sale.time.date() == self._today or today in sale.id)]
        standing = [sale for sale in found if sale.stands]
        return _only(text, [sale.id for sale in standing or found])

    def _recorded_since(self, day: date) -> list[Sale]:
        """All sales in the files from this day on, in fold order."""
        rows = self._gathered({}, self._ledger.scan(SALES, _month(day)))
        return list(fold(self._with_named(rows, set(rows))).values())

    def _matching(self, needle: str, since: str = "") -> list[Sale]:
        """Sales of which a row, or a correction, has this text in it."""
        rows = self._gathered({}, self._ledger.scan(SALES, since, [needle]))
        return list(fold(self._with_named(rows, set())).values())

    def _with_named(self, rows: dict[str, Row], asked: set[str]) -> Iterable[Row]:
        """These rows, the rows that they name, and all that name those; `asked` are the ids for
        which that is known to be here already."""
        while wanted := _named(rows.values()) - asked:
            asked |= wanted
            oldest = min(map(_month_of, wanted))
            self._gathered(rows, self._ledger.scan(SALES, oldest, wanted))
        return rows.values()

    def _gathered(self, rows: dict[str, Row], more: Iterable[Row]) -> dict[str, Row]:
        """Adds `more` to `rows`, by id. Of two different rows with one id the same is kept in
        whatever order they come, and both are reported."""
        for row in more:
            twin = rows.setdefault(row["id"], row)
            if twin != row:
                self._ledger.report_twin(SALES, row["id"])
                rows[row["id"]] = either(twin, row)
        return rows


def _only(text: str, found: list[str]) -> str:
    if len(found) > 1:
        raise Refused(f"'{text}' cocok dengan {len(found)} catatan: {', '.join(found[:5])}. "
                      "Tulis id lengkapnya.")
    if not found:
        raise Refused(f"'{text}' tidak ditemukan. Catatan hari lain perlu id lengkap; lihat: "
                      "pulsa transaksi list --tanggal kemarin")
    return found[0]


def _named(rows: Iterable[Row]) -> set[str]:
    return {id for row in rows for id in (row["id"], row["ref"]) if id}


def _month(day: date) -> str:
    """The first month whose files can tell of this day, another counter's clock being up to a day
    behind: `2026-11`."""
    return f"{day - timedelta(days=1):%Y-%m}"


def _month_of(id: str) -> str:
    parsed = ids.parse(id)
    return _month(date.fromisoformat(f"{ids.month_of(parsed.day)}-{parsed.day[4:]}")) \
        if parsed else ""

"""The books: what the ledgers say, asked as questions. Commands read through this and nothing
else.

For now each question scans the files that can hold the answer: a row recorded in a month stands
in that month's file, and what happened on a day was recorded on that day or later.
"""
import re
from collections.abc import Iterable, Iterator
from datetime import date

from pulsa_cli.core import ids, phone
from pulsa_cli.core.ids import Id
from pulsa_cli.core.sales import Sale, fold
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.storage.ledger import Ledger


class Books:
    """Answers from all counters' ledgers. `today` is the shop's day, `counter` this device's."""

    def __init__(self, ledger: Ledger, today: date, counter: str) -> None:
        self._ledger = ledger
        self._today = today
        self._counter = counter

    @property
    def problems(self) -> list[NotUnderstood]:
        """Lines met so far that can't be understood."""
        return self._ledger.problems

    def sales(self, since: date, until: date) -> list[Sale]:
        """Sales that happened in these days, as they stand now, in fold order."""
        found = fold(self._ledger.scan(SALES, f"{since:%Y-%m}"))
        return [sale for sale in found.values() if since <= sale.time.date() <= until]

    def sales_to(self, number: str, day: date) -> list[Sale]:
        """Sales of one day to a number (as stored, grouped)."""
        return [sale for sale in self._matching(re.escape(number), f"{day:%Y-%m}")
                if sale.number == number and sale.time.date() == day]

    def with_sn(self, sn: str) -> list[Sale]:
        """Sales of any time that have this SN."""
        if not sn:
            return []
        # A cell with a comma or a quote stands quoted in the file; its longest plain piece finds
        # the line, and the comparison decides.
        piece = max(re.split(r'[",]', sn), key=len)
        return [sale for sale in self._matching(re.escape(piece)) if sale.sn == sn]

    def pending(self) -> list[Sale]:
        """Sales of any time that still wait for the supplier, oldest first."""
        return [sale for sale in self._matching(",pending,") if sale.status == "pending"]

    def sale(self, id: str) -> Sale:
        """The sale that this id names, or that the row with this id corrects.

        Raises Refused where there is none.
        """
        for sale in self._matching(re.escape(id), _month(id)):
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
            found = self._ids(ids.month_of(tail.day), tail.day, letter, tail.number)
            found = [id for id in found if tail.counter in ("", id.counter)]
        else:
            found = self._ids(f"{self._today:%Y-%m}", ids.day_code(self._today), letter,
                              tail.number)
            found = [id for id in found if id.counter == self._counter] or found
        return _only(text, [str(id) for id in found])

    def _ids(self, month: str, day: str, letter: str, number: int) -> list[Id]:
        needle = f"-{day}-{letter}0*{number},".encode()
        rows = self._ledger.scan(SALES, month, needle)
        parsed = {ids.parse(row["id"]) for row in rows}
        return sorted(id for id in parsed if id and (id.day, id.letter, id.number)
                      == (day, letter, number))

    def _by_number(self, text: str) -> str:
        ending = phone.normalise(text) if phone.is_mobile(text) else phone.digits(text)
        found = [sale for sale in self.sales(self._today, self._today)
                 if sale.number.replace("-", "").endswith(ending)]
        return _only(text, [sale.id for sale in found])

    def _matching(self, pattern: str, since: str = "") -> Iterator[Sale]:
        """Sales whose rows, or whose corrections, match a regular expression."""
        rows = {row["id"]: row for row in self._ledger.scan(SALES, since, pattern.encode())}
        asked: set[str] = set()
        while wanted := _named(rows.values()) - asked:
            asked |= wanted
            oldest = min(map(_month, wanted))
            needle = b"|".join(re.escape(id).encode() for id in sorted(wanted))
            rows |= {row["id"]: row for row in self._ledger.scan(SALES, oldest, needle)}
        yield from fold(rows.values()).values()


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


def _month(id: str) -> str:
    parsed = ids.parse(id)
    return ids.month_of(parsed.day) if parsed else ""

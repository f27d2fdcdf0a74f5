"""The complaints, asked as questions. The answers come out of the index."""

from pulsa_cli.books.keys import number_key, of_ledger, pack
from pulsa_cli.books.source import Source
from pulsa_cli.core import complaints, ids
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.schema import COMPLAINTS
from pulsa_cli.errors import Refused

_FIRST, _LAST = ids.keys_of(COMPLAINTS.letter)


class Complaints:
    """Answers about complaints from all counters' ledgers."""

    def __init__(self, index: Source) -> None:
        self._index = index

    def all(self) -> list[Complaint]:
        """Every complaint, newest first."""
        rows = self._index.rows(
            "SELECT file, line FROM row WHERE key BETWEEN ? AND ?", _FIRST, _LAST
        )
        return _newest_first(complaints.fold(rows))

    def open(self) -> list[Complaint]:
        """The complaints that are not closed, newest first."""
        keys = self._index.keys("SELECT key FROM waiting WHERE key BETWEEN ? AND ?", _FIRST, _LAST)
        every = _newest_first(self._folded(keys))
        return [complaint for complaint in every if not complaint.closed]

    def of_number(self, number: str) -> list[Complaint]:
        """The complaints about sales to a number (as stored), newest first."""
        keys = self._index.keys(
            "SELECT key FROM row WHERE number = ? AND key BETWEEN ? AND ?",
            number_key(number),
            _FIRST,
            _LAST,
        )
        every = _newest_first(self._folded(keys))
        return [complaint for complaint in every if complaint.number == number]

    def _folded(self, keys: set[int]) -> dict[str, Complaint]:
        return complaints.fold(of_ledger(COMPLAINTS, self._index.component(keys)))

    def get(self, id: str) -> Complaint:
        """The complaint that this id names, or that the row with this id is about. Raises Refused
        where there is none."""
        for complaint in self._folded({pack(id)}).values():
            if any(row["id"] == id for row in complaint.history):
                return complaint
        raise Refused(f"Keluhan {id} tidak ada.")


def _newest_first(folded: dict[str, Complaint]) -> list[Complaint]:
    return sorted(
        folded.values(), key=lambda complaint: (complaint.time, complaint.id), reverse=True
    )

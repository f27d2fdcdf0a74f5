"""Complaints as they stand: the rows of `ledger/keluhan` folded."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pulsa_cli.core.fold_order import in_order, voided
from pulsa_cli.core.kinds import CLOSED, COMPLAINED, NOTED, VOID
from pulsa_cli.core.schema import COMPLAINTS, Row

SURE, LIKELY = "pasti", "mungkin"
OPEN = "terbuka"
RESULTS = tuple(
    word for column in COMPLAINTS.columns if column.name == "hasil" for word in column.kind if word
)
OTHERWISE, REFUNDED = "lainnya", "dikembalikan"  # results that are no causes


class Event(NamedTuple):
    """A later row about a complaint: its kind, what was found, how it ended."""

    id: str
    time: datetime
    kind: str
    result: str
    finding: str
    note: str


class Complaint:
    """One complaint with everything later rows say about it.

    `sale` is the id of the sale, `claimed` the number that the customer named where that is
    another one, `answers` the checklist's steps with their answers, `finding` the
    cause by the name that the checklist gives it (empty: not known yet), `certainty` SURE or
    LIKELY, `step` what is to be done next, `due` when it is looked at again, `remembered` what the
    next sale to the number has to show, `result` one of RESULTS once it is closed. `history` has
    the rows that stand, the complaint's own first.
    """

    def __init__(self, row: Row) -> None:
        self.row = row
        self.id = row["id"]
        self.sale, self.number, self.operator = row["penjualan"], row["nomor"], row["operator"]
        self.claimed, self.checklist = "", row["daftar"]
        self.answers: dict[str, str] = {}
        self.finding = self.certainty = self.step = self.remembered = self.result = ""
        self.due: datetime | None = None
        self.history = [row]
        self._take(row)

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.row["waktu"])

    @property
    def cashier(self) -> str:
        return self.row["kasir"]

    @property
    def note(self) -> str:
        return self.row["catatan"]

    @property
    def events(self) -> list[Event]:
        """The later rows, in fold order."""
        return [
            Event(
                row["id"],
                datetime.fromisoformat(row["waktu"]),
                row["jenis"],
                row["hasil"],
                row["temuan"],
                row["catatan"],
            )
            for row in self.history[1:]
        ]

    @property
    def closed(self) -> bool:
        return bool(self.result)

    @property
    def cause(self) -> str:
        """How it ended; while it is open, what was found; empty where that is not known."""
        if self.result in ("", OTHERWISE, REFUNDED):
            return self.finding or self.result
        return self.result

    @property
    def found(self) -> tuple[str, str, dict[str, str]]:
        """Which complaint it is, and what is known of it so far."""
        return self.id, self.claimed, self.answers

    def late(self, now: datetime) -> bool:
        """Is it open, and was it to be looked at again before now?"""
        return not self.closed and self.due is not None and self.due < now

    def apply(self, row: Row) -> None:
        """A later row about this complaint. The first that closes it counts."""
        self.history.append(row)
        if self.closed or row["jenis"] == NOTED:
            return
        if row["jenis"] == CLOSED:
            self.result, self.remembered, self.due = row["hasil"], row["ingat"], None
        else:
            self._take(row)

    def _take(self, row: Row) -> None:
        """What a walk through the checklist came to."""
        self.claimed = row["disebut"] or self.claimed
        self.answers = unpacked(row["jawaban"])
        self.finding, self.certainty = row["temuan"], row["yakin"]
        self.step, self.remembered = row["langkah"], row["ingat"]
        self.due = datetime.fromisoformat(row["tindak"]) if row["tindak"] else None


def fold(rows: Iterable[Row]) -> dict[str, Complaint]:
    """Rows of the ledger of complaints, in any order → complaints by id, in fold order. What was
    voided is left out."""
    ordered = in_order(rows)
    void = voided(ordered)
    complaints: dict[str, Complaint] = {}
    for row in ordered:
        if row["id"] in void or row["jenis"] == VOID:
            continue
        if row["jenis"] == COMPLAINED:
            complaints[row["id"]] = Complaint(row)
        elif row["ref"] in complaints:
            complaints[row["ref"]].apply(row)
    return complaints


def words(name: str) -> str:
    """The name of a finding or a result as it is read: `salah-nomor` → `salah nomor`."""
    return name.replace("-", " ")


def packed(answers: dict[str, str]) -> str:
    """Answers by step → `tujuan=ya status=sukses`, as they are stored."""
    return " ".join(f"{step}={answer}" for step, answer in answers.items())


def unpacked(text: str) -> dict[str, str]:
    """The answers by step that are stored so."""
    return dict(pair.split("=") for pair in text.split()) if text else {}

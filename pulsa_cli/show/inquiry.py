"""A complaint being worked through, in words: where the sale is not found, what is still open, how
to go on; and the whole for CSV and JSON."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pulsa_cli.core.checklist import Step, Walk
from pulsa_cli.core.complaints import RESULTS, Complaint, words
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.show import complaints, findings
from pulsa_cli.show.columns import Fields
from pulsa_cli.show.complaints import UNKNOWN_CAUSE
from pulsa_cli.show.findings import Outcome
from pulsa_cli.show.lines import fitted
from pulsa_cli.trade.inquiry import Inquiry, choices

_SEARCH = "Tulis nomor lengkapnya, atau cari dengan: pulsa transaksi list --dari '90 hari'"
NOT_RECORDED = f"Tidak dicatat. {_SEARCH}"


class Told(NamedTuple):
    """What is to be said of an inquiry: `outcome` is None as long as nothing speaks for one."""

    state: Walk
    outcome: Outcome | None
    text: str


def told(inquiry: Inquiry, state: Walk, columns: int) -> Told:
    """What was found, or the questions that are open, `columns` wide."""
    finding = state.finding
    outcome = findings.outcome(inquiry, state, finding) if finding else None
    if outcome and state.done:
        return Told(state, outcome, findings.text(outcome, columns))
    guess = [f"Dugaan: {outcome.cause}"] if outcome else []
    lines = [
        f"{step.name}: {inquiry.fill(step.question, state)} [{choices(step, inquiry.case)}]"
        for step in state.open
    ]
    text = "\n".join([*guess, "Belum dijawab:", fitted(lines, columns, "  ")])
    return Told(state, outcome, text)


def result(inquiry: Inquiry, told: Told, row: Row) -> tuple[Complaint, Told]:
    """The complaint as it stands with the row that was recorded, and what was told of it."""
    complaint = inquiry.before or Complaint(row)
    if inquiry.before:
        complaint.apply(row)
    return complaint, told


def _letters(told: Told, to_operator: bool) -> str:
    """The texts of the messages that are ready to be sent."""
    if told.outcome is None:
        return ""
    letters = told.outcome.care if to_operator else told.outcome.suppliers
    return "\n".join(letter.text for letter in letters)


def _open(state: Walk) -> str:
    """The steps that are still to be answered."""
    return "" if state.done else " ".join(step.name for step in state.open)


def _of_complaint(field: Callable[[Complaint], Any]) -> Callable[[tuple[Complaint, Told]], Any]:
    return lambda result: field(result[0])


# What programs get of a complaint that was worked through.
FIELDS: Fields[tuple[Complaint, Told]] = {
    **{name: _of_complaint(field) for name, field in complaints.FIELDS.items()},
    "pertanyaan": lambda result: _open(result[1].state),
    "sebab": lambda result: result[1].outcome.cause if result[1].outcome else "",
    "kata": lambda result: result[1].outcome.customer.text if result[1].outcome else "",
    "pesan_operator": lambda result: _letters(result[1], to_operator=True),
    "pesan_pemasok": lambda result: _letters(result[1], to_operator=False),
}


def going_on(state: Walk, id: str) -> str:
    """The command that goes on with the complaint, or ends it; `id` as short as it can be."""
    if not state.done or state.finding is None:
        return f"Lanjutkan: pulsa keluhan lanjut {id}"
    result = f" --hasil {state.finding.name}" if state.finding.name in RESULTS else ""
    return f"Kalau sudah beres: pulsa keluhan selesai {id}{result}"


def by_books(step: Step, said: str, columns: int) -> str:
    """What the books answer to a step."""
    return fitted([f"{words(step.name)}: {said}"], columns, "  ")


def question(inquiry: Inquiry, step: Step, state: Walk, columns: int) -> str:
    """The question of a step, with the answers that can be typed."""
    hint = choices(step, inquiry.case)
    return fitted([f"{inquiry.fill(step.question, state)} [{hint}]"], columns, "  ")


def several(typed: str, sales: Sequence[Sale]) -> str:
    """That these sales, to several numbers, can be meant."""
    listed = "\n".join(f"  {complaints.of_sale(sale)}" for sale in sales)
    return f"'{typed}' cocok dengan beberapa nomor. Tulis id-nya:\n{listed}"


def not_sold(where: str, known: Iterable[Complaint], heard_from: Mapping[str, date]) -> list[str]:
    """That there is no sale to the number (`where`), and what may be the reason, a line each:
    what complaints here (`known`) usually came to, and rows of other counters that are old."""
    return [
        f"Tidak ada penjualan ke {where}. Sering terjadi: satu angka salah ketik, atau "
        "dua angka tertukar.",
        *_usual_cause(known),
        *(
            f"Mungkin dijual di konter {counter}; catatannya di sini baru sampai {show_day(day)}."
            for counter, day in heard_from.items()
        ),
    ]


def _usual_cause(known: Iterable[Complaint]) -> list[str]:
    """What complaints here came to most often, where one cause stands out."""
    causes = Counter(
        complaint.cause for complaint in known if complaint.cause not in ("", UNKNOWN_CAUSE)
    )
    cause, count = next(iter(causes.most_common(1)), ("", 0))
    if count < 2:
        return []
    return [f"Keluhan di sini paling sering: {words(cause)} ({count} dari {causes.total()})."]


def nearest(near: Sequence[Sale]) -> list[str]:
    """Sales to numbers like the one that was named, to be chosen by their ids; a line each."""
    if not near:
        return [f"Nomor yang mirip juga tidak ada. {_SEARCH}"]
    return [
        "Nomor yang mirip:",
        *(f"  {complaints.of_sale(sale)}" for sale in near),
        "Kalau itu yang dimaksud, tulis id-nya.",
    ]

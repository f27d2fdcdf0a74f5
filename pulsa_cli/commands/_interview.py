"""Working through a complaint, with a person at the terminal or without one, and recording what it
came to."""

from typing import NamedTuple

import click

from pulsa_cli.commands._complaint import Inquiry, choices, outcome, unsettled
from pulsa_cli.core.checklist import Step, Walk
from pulsa_cli.core.complaints import LIKELY, OTHERWISE, REFUNDED, RESULTS, SURE, Complaint
from pulsa_cli.core.schema import COMPLAINTS, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown
from pulsa_cli.show import findings, tables
from pulsa_cli.show.findings import Outcome

FIELDS = (*shown.FIELDS, "pertanyaan", "sebab", "kata", "pesan_operator", "pesan_pemasok")
_SHORT = {"s": "simpan", "k": "kembali"}
_KEYS = "y = ya, t = tidak, ? = tidak tahu, k = kembali, s = simpan dulu"


class _Said(NamedTuple):
    """How far a complaint has come, and what is to be said of it; no outcome, no finding yet."""

    state: Walk
    outcome: Outcome | None
    text: str


def work_through(inquiry: Inquiry, person: Person, cashier: str, note: str, form: str) -> None:
    """Answers what the books know, asks a person the rest, records and shows what was found."""
    terminal.note(f"Keluhan: {shown.of_sale(inquiry.sale)}")
    if person.here:
        _Interview(inquiry).hold()
    elif form == "tabel":
        _Interview(inquiry).tell(inquiry.walk())
    began_with = inquiry.before
    said: list[_Said] = []  # filled under the lock

    def build() -> Row:
        before = unsettled(inquiry.shop, inquiry.sale, inquiry.checklist.name)
        if began_with and before is None and not inquiry.news:
            raise Refused(f"{began_with.id} sudah diselesaikan di tempat lain.")
        changed = before and (began_with is None or before.found != began_with.found)
        if before and changed:
            inquiry.join(before)
        inquiry.before = before
        if person.here or changed:  # a person has been thinking, and so may others have
            inquiry.look()
        said.append(_said(inquiry))
        return {
            "jenis": "lanjut" if before else "keluhan",
            "ref": before.id if before else "",
            **inquiry.row(said[-1].state),
            "kasir": cashier,
            "catatan": note,
        }

    def acknowledge(row: Row) -> None:
        if form != "tabel":
            terminal.acknowledge(tables.emit_one(_record(inquiry, said[-1], row), FIELDS, form))
            return
        due = shown.follow_up(inquiry.due(said[-1].state), inquiry.now)
        terminal.acknowledge(
            f"{said[-1].text}\nTercatat {row['id']}: keluhan {inquiry.sale.number}{due}"
        )
        terminal.note(_next(inquiry, said[-1].state, row["ref"] or row["id"]))

    row = inquiry.shop.record(COMPLAINTS, build, acknowledge)
    if began_with and not row["ref"]:
        terminal.note(f"{began_with.id} sudah diselesaikan di tempat lain, jadi ini keluhan baru.")
    if person.here and said[-1].state.certainty == SURE and row["temuan"] in RESULTS:
        _offer_to_close(inquiry.shop, row, cashier)


def _said(inquiry: Inquiry) -> _Said:
    state = inquiry.walk()
    found = outcome(inquiry, state, state.finding) if state.finding else None
    text = (
        findings.text(found, terminal.width())
        if found and state.done
        else _open_questions(inquiry, state)
    )
    return _Said(state, found, text)


def _offer_to_close(shop: Shop, row: Row, cashier: str) -> None:
    try:
        done = Person().confirm("Sudah beres?", assumed=False)
    except (KeyboardInterrupt, EOFError):  # the complaint itself is recorded
        done = False
        terminal.note("")
    if done:
        complaint = shop.read_books().complaints.get(row["ref"] or row["id"])
        close(shop, complaint, row["temuan"], cashier, "")


def close(shop: Shop, complaint: Complaint, result: str, cashier: str, note: str) -> None:
    """Records how a complaint ended. Raises Refused for one that is closed."""
    remembered = complaint.remembered
    if result == complaint.finding:
        remembered = remembered.removeprefix(f"{LIKELY} ")
    elif result not in (OTHERWISE, REFUNDED):
        remembered = _taught(shop, complaint, result)

    def build() -> Row:
        refuse_closed(shop.read_books().complaints.get(complaint.id))
        return {
            "jenis": "selesai",
            "ref": complaint.id,
            "penjualan": complaint.sale,
            "nomor": complaint.number,
            "hasil": result,
            "ingat": remembered,
            "kasir": cashier,
            "catatan": note,
        }

    shop.record(
        COMPLAINTS,
        build,
        lambda row: terminal.acknowledge(
            f"Tercatat {row['id']}: {complaint.id} selesai, {shown.words(result)}"
        ),
    )


def refuse_closed(complaint: Complaint) -> None:
    """Raises Refused for a complaint that is closed."""
    if complaint.closed:
        raise Refused(
            f"{complaint.id} sudah selesai: {shown.words(complaint.result)}. Kalau "
            f"dikeluhkan lagi: pulsa cek-keluhan {complaint.sale}"
        )


def _taught(shop: Shop, complaint: Complaint, result: str) -> str:
    """What the next sale has to show after this result; nothing where the checklist says
    nothing."""
    checklist = shop.checklists.of(complaint)
    found = checklist.findings.get(result) if checklist else None
    return found.remembered if found else ""


class _Interview:
    """Tells what the books answered, each once, and asks a person the rest."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._told: set[str] = set()
        self._part = ""
        self._asked: list[str] = []

    def hold(self) -> None:
        """Asks until everything is answered, a sure finding is reached, or the person stops."""
        terminal.note(f"{self._inquiry.checklist.title}  ({_KEYS})")
        state = self._inquiry.walk()
        if state.done and state.finding and self._inquiry.given and not self._inquiry.news:
            cause = self._inquiry.fill(state.finding.cause, state)
            if Person().confirm(f"Temuannya: {cause} Ubah jawaban terakhir?", assumed=False):
                self._back(state)
        while True:
            state = self._inquiry.walk()
            self.tell(state)
            if state.done or not self._answered(state.open[0], state):
                return

    def tell(self, state: Walk) -> None:
        """What the books say to the steps up to the first open one."""
        told = {step.name: answer.said for step, answer in state.answers if answer.said}
        for step in self._inquiry.checklist.steps:
            if not state.done and step.name == state.open[0].name:
                break
            if step.name in told and step.name not in self._told:
                self._told.add(step.name)
                self._head(step)
                said = f"{shown.words(step.name)}: {told[step.name]}"
                terminal.note(shown.fitted([said], terminal.columns(), "  "))

    def _head(self, step: Step) -> None:
        if step.part and step.part != self._part:
            self._part = step.part
            terminal.note(step.part)

    def _answered(self, step: Step, state: Walk) -> bool:
        """Asks one question; False where the person stops."""
        inquiry = self._inquiry
        self._head(step)
        lines = shown.codes(inquiry.operators, inquiry.sale.operator, step.codes)
        if lines:
            terminal.note(shown.fitted(lines, terminal.columns(), "  "))
        hint = choices(step, inquiry.case)
        question = shown.fitted(
            [f"{inquiry.fill(step.question, state)} [{hint}]"], terminal.columns(), "  "
        )
        while True:
            typed = Person().ask(question)
            word = typed.casefold()
            if word in _SHORT and any(choice.startswith(word) for choice in step.choices):
                terminal.note(f"  Ketik angkanya untuk {typed}…, atau {_SHORT[word]}.")
                continue
            word = _SHORT.get(word, word)
            if word == "simpan":
                return False
            if word == "kembali":
                return self._back(state)
            if inquiry.read(step.name, typed):
                inquiry.given[step.name] = typed
                self._asked.append(step.name)
                return True
            terminal.note(f"  Ketik salah satu: {hint}; k = kembali, s = simpan dulu.")

    def _back(self, state: Walk) -> bool:
        """Takes the last answer back; that of an earlier day, where none was given today."""
        given = [step.name for step, _ in state.answers if step.name in self._inquiry.given]
        if not given:
            terminal.note("  Ini pertanyaan pertama.")
        else:
            del self._inquiry.given[self._asked.pop() if self._asked else given[-1]]
        return True


def _next(inquiry: Inquiry, state: Walk, id: str) -> str:
    """The command that goes on with the complaint, or ends it."""
    short = shown.short_id(id, inquiry.shop.device.counter, inquiry.shop.today)
    if not state.done or state.finding is None:
        return f"Lanjutkan: pulsa keluhan lanjut {short}"
    result = f" --hasil {state.finding.name}" if state.finding.name in RESULTS else ""
    return f"Kalau sudah beres: pulsa keluhan selesai {short}{result}"


def _open_questions(inquiry: Inquiry, state: Walk) -> str:
    guess = [f"Dugaan: {inquiry.fill(state.finding.cause, state)}"] if state.finding else []
    lines = [
        f"{step.name}: {inquiry.fill(step.question, state)} [{choices(step, inquiry.case)}]"
        for step in state.open
    ]
    return "\n".join([*guess, "Belum dijawab:", shown.fitted(lines, terminal.width(), "  ")])


def _record(inquiry: Inquiry, said: _Said, row: Row) -> tables.Record:
    """The complaint for CSV and JSON: FIELDS."""
    complaint, found = inquiry.before or Complaint(row), said.outcome
    if inquiry.before:
        complaint.apply(row)
    care, suppliers = (found.care, found.suppliers) if found else ((), ())
    questions = [] if said.state.done else [step.name for step in said.state.open]
    return {
        **shown.record(complaint),
        "pertanyaan": " ".join(questions),
        "sebab": found.cause if found else "",
        "kata": found.customer.text if found else "",
        "pesan_operator": "\n".join(each.text for each in care),
        "pesan_pemasok": "\n".join(each.text for each in suppliers),
    }


def asked_for_sale(person: Person) -> str:
    """What names the sale, where nothing was typed. Raises UsageError without a person."""
    typed = (
        person.ask("Nomor, 4 angka terakhir, SN, id atau nama pelanggan:") if person.here else ""
    )
    if not typed:
        raise click.UsageError(
            "Tulis nomor, 4 angka terakhir, SN, id atau nama pelanggan. "
            "Contoh: pulsa cek-keluhan 7890"
        )
    return typed

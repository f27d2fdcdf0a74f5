"""Working through a complaint, with a person at the counter or without one, and recording what it
came to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pulsa_cli.core.checklist import Checklist, Step, Walk
from pulsa_cli.core.complaints import RESULTS, SURE, words
from pulsa_cli.core.schema import COMPLAINTS, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.show import columns, complaints
from pulsa_cli.show import inquiry as shown
from pulsa_cli.show.lines import fitted
from pulsa_cli.show.operators import codes
from pulsa_cli.trade import complaining
from pulsa_cli.trade.inquiry import Inquiry, choices

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Recorder

_SHORT = {"s": "simpan", "k": "kembali"}
_KEYS = "y = ya, t = tidak, ? = tidak tahu, k = kembali, s = simpan dulu"


def work_through(
    shop: "Recorder", person: Person, inquiry: Inquiry, cashier: str, note: str, form: str
) -> None:
    """Answers what the books know, asks a person the rest, records and shows what was found."""
    terminal.note(f"Keluhan: {complaints.of_sale(inquiry.sale)}")
    if person.here:
        _Interview(person, inquiry).ask_all()
    elif form == "tabel":
        _Interview(person, inquiry).tell(inquiry.walk())
    with shop.writing():
        # A person has been thinking, and so may others have.
        books = shop.read_books()
        plan = complaining.going_on(inquiry, books, anew=person.here)
        told = shown.told(inquiry, plan.state, terminal.width())
        row = shop.append(COMPLAINTS, {**plan.row, "kasir": cashier, "catatan": note})
    if form != "tabel":
        result = shown.result(inquiry, told, row)
        terminal.acknowledge(columns.one(result, shown.FIELDS, form))
    else:
        due = complaints.follow_up(inquiry.due(told.state), inquiry.now)
        terminal.acknowledge(
            f"{told.text}\nTercatat {row['id']}: keluhan {inquiry.sale.number}{due}"
        )
        short = complaints.short_id(row["ref"] or row["id"], books.counter, books.today)
        terminal.note(shown.going_on(told.state, short))
    if inquiry.began_with and not row["ref"]:
        terminal.note(
            f"{inquiry.began_with.id} sudah diselesaikan di tempat lain, jadi ini keluhan baru."
        )
    if person.here and told.state.certainty == SURE and row["temuan"] in RESULTS:
        _offer_to_close(shop, person, inquiry.checklist, row)


def _offer_to_close(shop: "Recorder", person: Person, checklist: Checklist, row: Row) -> None:
    try:
        done = person.confirm("Sudah beres?", assumed=False)
    except (KeyboardInterrupt, EOFError):  # the complaint itself is recorded
        done = False
        terminal.note("")
    if done:
        close(shop, row["ref"] or row["id"], row["temuan"], lambda: checklist, row["kasir"])


def close(
    shop: "Recorder",
    id: str,
    result: str,
    checklist: Callable[[], Checklist | None],
    cashier: str = "",
    note: str = "",
) -> None:
    """Records how the complaint `id` ended, with one of RESULTS; `checklist` gives the one it was
    worked through with. Raises Refused for one that is closed."""
    with shop.writing():
        complaint = shop.read_books().complaints.get(id)
        closing = complaining.closing(complaint, result, checklist)
        row = shop.append(COMPLAINTS, {**closing, "kasir": cashier, "catatan": note})
    terminal.acknowledge(f"Tercatat {row['id']}: {row['ref']} selesai, {words(row['hasil'])}")


class _Interview:
    """Tells what the books answered, each once, and asks a person the rest."""

    def __init__(self, person: Person, inquiry: Inquiry) -> None:
        self._person, self._inquiry = person, inquiry
        self._told: set[str] = set()
        self._part = ""
        self._asked: list[str] = []

    def ask_all(self) -> None:
        """Asks until everything is answered, a sure finding is reached, or the person stops."""
        terminal.note(f"{self._inquiry.checklist.title}  ({_KEYS})")
        state = self._inquiry.walk()
        if state.done and state.finding and self._inquiry.given and not self._inquiry.news:
            cause = self._inquiry.fill(state.finding.cause, state)
            question = f"Temuannya: {cause} Ubah jawaban terakhir?"
            if self._person.confirm(question, assumed=False):
                self._take_back(state)
        going = True
        while going:
            state = self._inquiry.walk()
            self.tell(state)
            going = not state.done and self._goes_on(state.open[0], state)

    def tell(self, state: Walk) -> None:
        """What the books say to the steps up to the first open one."""
        said = {step.name: answer.said for step, answer in state.answers if answer.said}
        for step in self._inquiry.checklist.steps:
            if not state.done and step.name == state.open[0].name:
                break
            if step.name in said and step.name not in self._told:
                self._told.add(step.name)
                self._head(step)
                terminal.note(shown.by_books(step, said[step.name], terminal.columns()))

    def _head(self, step: Step) -> None:
        if step.part and step.part != self._part:
            self._part = step.part
            terminal.note(step.part)

    def _goes_on(self, step: Step, state: Walk) -> bool:
        """Asks one question; False where the person stops."""
        answer = self._answer(step, state)
        if answer == "simpan":
            return False
        if answer == "kembali":
            self._take_back(state)
        else:
            self._inquiry.given[step.name] = answer
            self._asked.append(step.name)
        return True

    def _answer(self, step: Step, state: Walk) -> str:
        """What a person answers to a step, as typed; or `simpan`, `kembali`."""
        inquiry = self._inquiry
        self._head(step)
        if step.codes:
            lines = codes(inquiry.operators, inquiry.sale.operator, step.codes)
            terminal.note(fitted(lines, terminal.columns(), "  "))
        question = shown.question(inquiry, step, state, terminal.columns())
        while True:
            typed = self._person.ask(question)
            word = typed.casefold()
            if word in _SHORT and any(choice.startswith(word) for choice in step.choices):
                terminal.note(f"  Ketik angkanya untuk {typed}…, atau {_SHORT[word]}.")
            elif word in (*_SHORT, *_SHORT.values()):
                return _SHORT.get(word, word)
            elif inquiry.read(step.name, typed):
                return typed
            else:
                hint = choices(step, inquiry.case)
                terminal.note(f"  Ketik salah satu: {hint}; k = kembali, s = simpan dulu.")

    def _take_back(self, state: Walk) -> None:
        """Takes the last answer back; that of an earlier day, where none was given today."""
        given = [step.name for step, _ in state.answers if step.name in self._inquiry.given]
        if not given:
            terminal.note("  Ini pertanyaan pertama.")
        else:
            del self._inquiry.given[self._asked.pop() if self._asked else given[-1]]

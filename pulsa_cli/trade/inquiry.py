"""A complaint being worked through: what the books know, what a person answers, and how far that
leads through the checklist."""

from datetime import datetime
from typing import TYPE_CHECKING

from pulsa_cli.core import checks, phone, templates
from pulsa_cli.core.checklist import (
    NO,
    RULED_OUT,
    UNKNOWN,
    YES,
    Answer,
    Checklist,
    Finding,
    Step,
    Verdict,
    Walk,
    walk,
)
from pulsa_cli.core.checks import ASKED, Case
from pulsa_cli.core.complaints import LIKELY, Complaint, packed
from pulsa_cli.core.dates import greeting, show_clock, show_soon, show_time
from pulsa_cli.core.kinds import WRONG_NUMBER
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.operators import Operators
from pulsa_cli.core.products import CREDIT, DATA
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.text import nearest
from pulsa_cli.errors import WrongUse
from pulsa_cli.trade.case import case_of
from pulsa_cli.trade.complained import Complained

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, ComplaintTerms


class Inquiry:
    """One complaint being worked through. `given` are a person's answers by the names of the
    steps, as typed; `before` is the complaint that it goes on with, `began_with` the one that it
    went on with at first; `claimed` the number, or its end, that the customer names where it is
    not the sale's."""

    def __init__(
        self,
        terms: "ComplaintTerms",
        books: "Books",
        complained: Complained,
        checklist: Checklist,
        before: Complaint | None = None,
    ) -> None:
        self.terms, self.checklist = terms, checklist
        self.before = self.began_with = before
        self.product = terms.products.find(complained.sale.product)
        self.claimed = complained.claimed or (before.claimed if before else "")
        self._look_at(books, complained.sale)
        self.given = self._legible(before) if before else {}
        if before and self.claimed != before.claimed:  # so what was said of the number is over
            self.given = {
                name: typed
                for name, typed in self.given.items()
                if not self._is_about_the_number(name, typed)
            }
        self._given_before = dict(self.given)

    def look(self, books: "Books") -> None:
        """Reads in the books what is known now."""
        self._look_at(books, books.sales.get(self.sale.id))

    def _look_at(self, books: "Books", sale: Sale) -> None:
        self._books, self.sale, self.now = books, sale, books.now
        self.case = case_of(books, self.terms, sale, self.checklist.waits, self.claimed)

    def _legible(self, complaint: Complaint) -> dict[str, str]:
        """What a person answered of it, as far as the checklist still asks for it."""
        return {
            name: answer for name, answer in complaint.answers.items() if self.read(name, answer)
        }

    def ask_again(self) -> None:
        """Forgets the answers that were "not known"."""
        self.given = {name: answer for name, answer in self.given.items() if answer != UNKNOWN}
        self._given_before = dict(self.given)

    def take(self, pair: str) -> None:
        """An answer given as `langkah=nilai`. Raises WrongUse where it can't be read."""
        name, sign, typed = pair.partition("=")
        name = name.strip().casefold()
        step = self.checklist.step(name)
        if step and not sign:
            raise WrongUse(f"--jawab '{pair}' belum ada jawabannya; tulis {name}=NILAI.")
        known = self.known(step) if step else None
        if step is None or not (step.question or known):
            raise self._not_asked(pair, name)
        if known:
            raise WrongUse(f"--jawab {name}: sudah dijawab dari catatan ({known.said}).")
        if not self.read(name, typed):
            raise WrongUse(
                f"--jawab {name}={typed}: tidak terbaca. Pilih: {choices(step, self.case)}."
            )
        self.given[name] = typed

    def _not_asked(self, pair: str, name: str) -> WrongUse:
        asked = [step.name for step in self.checklist.steps if step.question]
        near = nearest(name, asked, 1)
        hint = f" Maksudnya {near[0]}?" if near else ""
        return WrongUse(
            f"--jawab '{pair}' seharusnya LANGKAH=NILAI.{hint} "
            f"Langkah di daftar ini: {', '.join(asked)}."
        )

    def join(self, before: Complaint) -> None:
        """Goes on with a complaint that another seller recorded meanwhile: what is answered here
        counts before what is answered there."""
        self.before, self.claimed = before, self.claimed or before.claimed
        here = {
            name: typed
            for name, typed in self.given.items()
            if typed not in ("?", UNKNOWN) or name not in before.answers
        }
        self.given = {**self._legible(before), **here}

    @property
    def news(self) -> bool:
        """Did a person answer anything that was not answered before?"""
        return self.given != self._given_before

    @property
    def doubted(self) -> bool:
        """May the number be a stranger's? By the last answer that says anything of it."""
        case = self._believed()
        answers = [(step, self._answer(step, case)) for step in self.checklist.steps]
        verdicts = [step.answers.get(answer.outcome) for step, answer in answers if answer]
        certainties = [
            verdict.certainty for verdict in verdicts if verdict and verdict.finding == WRONG_NUMBER
        ]
        last = certainties[-1] if certainties else RULED_OUT
        return self.sale.status == WRONG_NUMBER or last != RULED_OUT

    @property
    def reachable(self) -> str:
        """The number that the customer reads messages on: the one filled, unless that may be a
        stranger's; empty where it is not known."""
        filled = self.sale.number
        if not self.doubted:
            return filled
        customer = self._books.customers.get(self.sale.customer)
        own = [self.sale.right_number, self.claimed, *(customer.numbers if customer else ())]
        return next((number for number in own if number != filled and phone.is_mobile(number)), "")

    @property
    def operators(self) -> Operators:
        return self.terms.operators

    def walk(self) -> Walk:
        """How far the answers known so far lead."""
        case = self._believed()
        return walk(self.checklist, lambda step: self._answer(step, case))

    def read(self, name: str, typed: str) -> Answer | None:
        """What a person's answer to a step comes to; None where it can't be read."""
        step = self.checklist.step(name)
        return checks.judge(step, typed, self.case) if step and step.question else None

    def known(self, step: Step) -> Answer | None:
        """What the books answer to a step; None where they leave it to a person."""
        return _by_books(step, self._believed())

    def _believed(self) -> Case:
        """The case without the number that was named, once the customer's own word rules out that
        a wrong one was filled."""
        right = Verdict(WRONG_NUMBER, RULED_OUT)
        if any(self._verdict(name, typed) == right for name, typed in self.given.items()):
            return self.case._replace(claimed="")
        return self.case

    def _is_about_the_number(self, name: str, typed: str) -> bool:
        """Does a person's answer to a step say anything of a wrong number?"""
        verdict = self._verdict(name, typed)
        return verdict is not None and verdict.finding == WRONG_NUMBER

    def _verdict(self, name: str, typed: str) -> Verdict | None:
        """What a person's answer to a step says of a finding; None where that is nothing."""
        step, answer = self.checklist.step(name), self.read(name, typed)
        return step.answers.get(answer.outcome) if step and answer else None

    def _answer(self, step: Step, case: Case) -> Answer | None:
        known = _by_books(step, case)
        if known or step.name not in self.given:
            return known
        return self.read(step.name, self.given[step.name])

    def _answers(self, state: Walk) -> dict[str, str]:
        """Every answer by its step, also those behind the one that ended the walk."""
        read = {name: self.read(name, typed) for name, typed in self.given.items()}
        answers = {name: answer.value for name, answer in read.items() if answer} | state.stored
        return {
            step.name: answers[step.name] for step in self.checklist.steps if step.name in answers
        }

    def fill(self, text: str, state: Walk) -> str:
        """A text of the checklist or of the owner about this complaint."""
        sale, product = self.sale, self.product
        until = state.until or self.due(state) or self.now + self.checklist.waits.pending
        sku = product.sku if product else ""
        return templates.fill(
            text,
            {
                "salam": greeting(self.now),
                "konter": self.terms.settings.name,
                "nomor": sale.number,
                "produk": sale.name,
                "kode": sale.product,
                "sku": sku or sale.product,
                "operator": sale.operator,
                "harga": rupiah(sale.total),
                "waktu": show_time(sale.time),
                "tanggal": f"{sale.time:%d/%m/%Y}",
                "jam": show_clock(sale.time),
                "sn": sale.sn or "belum ada",
                "id": sale.id,
                "sampai": show_soon(until, self.now),
            },
        )

    def due(self, state: Walk) -> datetime | None:
        """When to look at the complaint again; None where the finding doesn't ask for it."""
        if not state.done:
            return self.now + self.checklist.waits.aside
        again = state.finding.again if state.finding else None
        return state.until or (None if again is None else self.now + again)

    def row(self, state: Walk) -> Row:
        """The columns of `ledger/keluhan` that say how far one came."""
        finding, again = state.finding, self.due(state)
        return {
            "penjualan": self.sale.id,
            "nomor": self.sale.number,
            "disebut": self.claimed,
            "operator": self.sale.operator,
            "daftar": self.checklist.name,
            "jawaban": packed(self._answers(state)),
            "temuan": finding.name if finding else "",
            "yakin": state.certainty,
            "langkah": self._next(state),
            "tindak": again.isoformat() if again else "",
            "ingat": _remembered(finding, state),
        }

    def _next(self, state: Walk) -> str:
        if not state.done:
            return f"Jawab: {', '.join(step.name for step in state.open)}"
        todo = state.finding.todo if state.finding else ()
        return self.fill(todo[0], state) if todo else ""


def choices(step: Step, case: Case) -> str:
    """The answers that can be typed to a question: `y/t/?`."""
    if step.check == ASKED:
        examples = {CREDIT: "kuota, 25rb", DATA: "pulsa, 5gb"}
        return f"y/t/?, atau tulis: {examples.get(case.kind, '50rb')}"
    if set(step.choices) == {YES, NO}:
        return "y/t/?"
    return ", ".join([f"{place} {answer}" for place, answer in enumerate(step.choices, 1)] + ["?"])


def _by_books(step: Step, case: Case) -> Answer | None:
    answer = checks.check(step.check, case)
    return None if answer and answer.outcome == UNKNOWN and step.question else answer


def _remembered(finding: Finding | None, state: Walk) -> str:
    if not finding or not finding.remembered:
        return ""
    return f"{LIKELY if state.certainty == LIKELY else ''} {finding.remembered}".strip()

"""A complaint from the sale that it is about to the row on disk: what the books know, what a
person answers, and what is found."""

from datetime import datetime
from functools import cached_property

from pulsa_cli.commands._case import case_of
from pulsa_cli.core import checks, phone, templates
from pulsa_cli.core.checklist import (
    NO,
    RULED_OUT,
    TO_OPERATOR,
    TO_SUPPLIER,
    UNKNOWN,
    YES,
    Answer,
    Checklist,
    Finding,
    Step,
    Walk,
    walk,
)
from pulsa_cli.core.checks import ASKED, Case
from pulsa_cli.core.complaints import LIKELY, Complaint, packed
from pulsa_cli.core.dates import show_clock, show_time
from pulsa_cli.core.kinds import WRONG_NUMBER
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.operators import Operators
from pulsa_cli.core.products import CREDIT, DATA
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.shop_settings import Supplier
from pulsa_cli.core.text import nearest
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown
from pulsa_cli.show.findings import USUAL_COMPLAINT, Letter, Outcome
from pulsa_cli.show.whatsapp import greeting


class Inquiry:
    """One complaint being worked through. `given` are a person's answers by the names of the
    steps, as typed; `before` is the complaint that it goes on with; `claimed` the number, or its
    end, that the customer names where it is not the sale's."""

    def __init__(
        self,
        shop: Shop,
        sale: Sale,
        checklist: Checklist,
        claimed: str = "",
        before: Complaint | None = None,
    ) -> None:
        self.shop, self.checklist, self.before = shop, checklist, before
        self.product = shop.products.find(sale.product)
        self.claimed = claimed or (before.claimed if before else "")
        self._look_at(sale)
        self.given = self._legible(before) if before else {}
        if before and self.claimed != before.claimed:  # so what was said of the number is over
            self.given = {
                name: answer
                for name, answer in self.given.items()
                if WRONG_NUMBER not in self._said_of(name, answer)
            }
        self._began_with = dict(self.given)

    def look(self) -> None:
        """Reads in the books what is known now."""
        self._look_at(self.shop.read_books().sales.get(self.sale.id))

    def _look_at(self, sale: Sale) -> None:
        self.sale, self.now = sale, self.shop.now
        self.case = case_of(self.shop, sale, self.checklist, self.claimed, self.product, self.now)

    def _legible(self, complaint: Complaint) -> dict[str, str]:
        """What a person answered of it, as far as the checklist still asks for it."""
        return {
            name: answer for name, answer in complaint.answers.items() if self.read(name, answer)
        }

    def ask_again(self) -> None:
        """Forgets the answers that were "not known"."""
        self.given = {name: answer for name, answer in self.given.items() if answer != UNKNOWN}
        self._began_with = dict(self.given)

    @property
    def news(self) -> bool:
        """Did a person answer anything that was not answered before?"""
        return self.given != self._began_with

    def answers(self, state: Walk) -> dict[str, str]:
        """Every answer by its step, also those behind the one that ended the walk."""
        given = {
            name: read.value
            for name, typed in self.given.items()
            if (read := self.read(name, typed))
        }
        found = {**given, **state.stored}
        return {step.name: found[step.name] for step in self.checklist.steps if step.name in found}

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
    def doubted(self) -> bool:
        """May the number be a stranger's? By the last answer that says anything of it."""
        case = self._believed()
        said = [
            verdict.certainty
            for step in self.checklist.steps
            if (answer := self._answer(step, case))
            and (verdict := step.answers.get(answer.outcome))
            and verdict.finding == WRONG_NUMBER
        ]
        return self.sale.status == WRONG_NUMBER or bool(said) and said[-1] != RULED_OUT

    @cached_property
    def operators(self) -> Operators:
        return self.shop.checklists.operators()

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
        """The case without the number that was named, once the buyer's own word has settled that
        the seller mistyped it."""
        settled = any(
            (WRONG_NUMBER, RULED_OUT) == self._said_of(*pair) for pair in self.given.items()
        )
        return self.case._replace(claimed="") if settled else self.case

    def _said_of(self, name: str, typed: str) -> tuple[str, str]:
        """The finding that a person's answer to a step speaks of, and what it says of it."""
        step, answer = self.checklist.step(name), self.read(name, typed)
        return step and answer and step.answers.get(answer.outcome) or ("", "")

    def _answer(self, step: Step, case: Case) -> Answer | None:
        known = _by_books(step, case)
        if known or step.name not in self.given:
            return known
        return self.read(step.name, self.given[step.name])

    def fill(self, text: str, state: Walk) -> str:
        """A text of the checklist or of the owner about this complaint."""
        sale, product = self.sale, self.product
        until = state.until or self.due(state) or self.now + self.checklist.waits.pending
        sku = product.sku if product else ""
        return templates.fill(
            text,
            {
                "salam": greeting(self.now),
                "konter": self.shop.settings.name,
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
                "sampai": shown.soon(until, self.now),
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
            "jawaban": packed(self.answers(state)),
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


def _by_books(step: Step, case: Case) -> Answer | None:
    found = checks.check(step.check, case)
    return None if found and found.outcome == UNKNOWN and step.question else found


def _remembered(finding: Finding | None, state: Walk) -> str:
    if not finding or not finding.remembered:
        return ""
    return f"{LIKELY if state.certainty == LIKELY else ''} {finding.remembered}".strip()


def outcome(inquiry: Inquiry, state: Walk, finding: Finding) -> Outcome:
    """What was found, with every text filled in and the messages ready to be sent."""

    def fill(text: str) -> str:
        return inquiry.fill(text, state)

    operator, facts = inquiry.sale.operator, Operators({})
    if finding.codes or TO_OPERATOR in finding.messages:
        facts = inquiry.operators  # reading the file costs
    ready = inquiry.sale.sn and not inquiry.doubted  # a token is not for a stranger
    words = finding.words if ready or "{sn}" not in finding.words else ""
    care, suppliers, contacts = [], [], []
    if TO_OPERATOR in finding.messages:
        known = facts.of(operator, "whatsapp")
        care = [Letter(operator, fill(inquiry.checklist.message), known[0].value if known else "")]
        contacts = shown.contacts(facts, operator)
    if TO_SUPPLIER in finding.messages:
        suppliers = [
            Letter(each.name, fill(each.complaint or USUAL_COMPLAINT), each.whatsapp)
            for each in inquiry.shop.settings.suppliers or [Supplier("pemasok", "", "")]
        ]
    return Outcome(
        fill(finding.cause),
        "" if state.nothing else state.certainty,
        [*map(fill, finding.todo)],
        [*map(fill, finding.lessons)],
        shown.codes(facts, operator, finding.codes),
        Letter("pembeli", fill(words), _reachable(inquiry)),
        care,
        suppliers,
        contacts,
        fill(finding.advice),
    )


def _reachable(inquiry: Inquiry) -> str:
    """The number that the customer reads messages on: the one filled, unless that may be a
    stranger's; empty where it is not known."""
    sale = inquiry.sale
    if not inquiry.doubted:
        return sale.number
    buyer = inquiry.shop.read_books().customers.get(sale.customer)
    own = [sale.right_number, inquiry.claimed, *(buyer.numbers if buyer else ())]
    return next((number for number in own if number != sale.number and phone.is_mobile(number)), "")


def take(inquiry: Inquiry, pairs: tuple[str, ...]) -> None:
    """Answers given as `langkah=nilai`. Raises WrongUse where one can't be read."""
    for pair in pairs:
        name, sign, typed = pair.partition("=")
        name = name.strip().casefold()
        step = inquiry.checklist.step(name)
        known = inquiry.known(step) if step else None
        asked = [each.name for each in inquiry.checklist.steps if each.question]
        if step and not sign:
            raise WrongUse(f"--jawab '{pair}' belum ada jawabannya; tulis {name}=NILAI.")
        if step is None or not step.question and not known:
            near = nearest(name, asked, 1)
            hint = f" Maksudnya {near[0]}?" if near else ""
            raise WrongUse(
                f"--jawab '{pair}' seharusnya LANGKAH=NILAI.{hint} "
                f"Langkah di daftar ini: {', '.join(asked)}."
            )
        if known:
            raise WrongUse(f"--jawab {name}: sudah dijawab dari catatan ({known.said}).")
        if not inquiry.read(name, typed):
            raise WrongUse(
                f"--jawab {name}={typed}: tidak terbaca. Pilih: {choices(step, inquiry.case)}."
            )
        inquiry.given[name] = typed


def choices(step: Step, case: Case) -> str:
    """The answers that can be typed to a question: `y/t/?`."""
    if step.check == ASKED:
        examples = {CREDIT: "kuota, 25rb", DATA: "pulsa, 5gb"}
        return f"y/t/?, atau tulis: {examples.get(case.kind, '50rb')}"
    if set(step.choices) == {YES, NO}:
        return "y/t/?"
    return ", ".join([f"{place} {answer}" for place, answer in enumerate(step.choices, 1)] + ["?"])


def list_of(shop: Shop, complaint: Complaint) -> Checklist:
    """The checklist that a complaint was worked through with. Raises Refused where it is gone."""
    if found := shop.checklists.of(complaint):
        return found
    raise Refused(
        f"Daftar periksa '{complaint.checklist}' dari keluhan {complaint.id} tidak ada "
        f"lagi. Periksa dengan daftar lain: pulsa cek-keluhan {complaint.sale} --daftar "
        f"NAMA, atau akhiri: pulsa keluhan selesai {complaint.id}"
    )


def unsettled(shop: Shop, sale: Sale, checklist: str = "") -> Complaint | None:
    """The complaint about this sale, by this checklist or by any, that is not closed yet."""
    return next(
        (
            each
            for each in shop.read_books().complaints.of_number(sale.number)
            if not each.closed and each.sale == sale.id and checklist in ("", each.checklist)
        ),
        None,
    )

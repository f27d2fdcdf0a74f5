"""What a complaint came to: the cause, words for the customer, what to do, and messages that are
ready to be sent."""

from collections.abc import Sequence
from typing import NamedTuple

from pulsa_cli.core.checklist import TO_OPERATOR, TO_SUPPLIER, Finding, Walk
from pulsa_cli.core.operators import Operators
from pulsa_cli.show.lines import fitted
from pulsa_cli.show.operators import codes, contacts, loans
from pulsa_cli.show.whatsapp import link
from pulsa_cli.trade.inquiry import Inquiry

# The form of a complaint at many suppliers, `K.` with code, number, date and a short text (domain
# facts §3.5), for a shop that has not written its own.
USUAL_COMPLAINT = (
    "K.{sku} {nomor} tgl {tanggal} jam {jam} belum masuk, mohon dicek. SN: {sn}. ({id})"
)


class Letter(NamedTuple):
    """A ready message: to whom, its text, and the number that WhatsApp takes it to (as stored,
    empty = not known)."""

    to: str
    text: str
    number: str

    @property
    def link(self) -> str:
        """The `wa.me` link; empty without a number."""
        return link([self.number], self.text) if self.number else ""


class Outcome(NamedTuple):
    """A finding with its texts filled in. `certainty` is empty where it only says that nothing was
    found; `codes` and `contacts` are lines about the operator; `care` is for the operator."""

    cause: str
    certainty: str
    todo: Sequence[str]
    lessons: Sequence[str]
    codes: Sequence[str]
    customer: Letter
    care: Sequence[Letter]
    suppliers: Sequence[Letter]
    contacts: Sequence[str]
    advice: str


def outcome(inquiry: Inquiry, state: Walk, finding: Finding) -> Outcome:
    """What was found, with every text filled in and the messages ready to be sent."""

    def filled(texts: Sequence[str]) -> list[str]:
        return [inquiry.fill(text, state) for text in texts]

    operator, facts = inquiry.sale.operator, Operators({})
    if finding.codes or TO_OPERATOR in finding.messages:
        facts = inquiry.operators  # reading the file costs
    words = _for_customer(inquiry, finding)
    care = _to_operator(inquiry, state, facts) if TO_OPERATOR in finding.messages else []
    return Outcome(
        cause=inquiry.fill(finding.cause, state),
        certainty="" if state.nothing else state.certainty,
        todo=filled(finding.todo),
        lessons=[*filled(finding.lessons), *loans(facts, operator, finding.codes)],
        codes=codes(facts, operator, finding.codes),
        customer=Letter("pembeli", inquiry.fill(words, state), inquiry.reachable),
        care=care,
        suppliers=_to_suppliers(inquiry, state) if TO_SUPPLIER in finding.messages else [],
        contacts=contacts(facts, operator) if care else [],
        advice=inquiry.fill(finding.advice, state),
    )


def _for_customer(inquiry: Inquiry, finding: Finding) -> str:
    """The words for the customer; empty where they name a token that is not there or that may go
    to a stranger."""
    ready = inquiry.sale.sn and not inquiry.doubted
    return finding.words if ready or "{sn}" not in finding.words else ""


def _to_operator(inquiry: Inquiry, state: Walk, facts: Operators) -> list[Letter]:
    operator = inquiry.sale.operator
    known = facts.of(operator, "whatsapp")
    text = inquiry.fill(inquiry.checklist.message, state)
    return [Letter(operator, text, known[0].value if known else "")]


def _to_suppliers(inquiry: Inquiry, state: Walk) -> list[Letter]:
    """To each of the shop's suppliers in its own form; where the shop names none, one letter
    without a number."""

    def form(text: str) -> str:
        return inquiry.fill(text or USUAL_COMPLAINT, state)

    return [
        Letter(supplier.name, form(supplier.complaint), supplier.whatsapp)
        for supplier in inquiry.terms.settings.suppliers
    ] or [Letter("pemasok", form(""), "")]


def text(outcome: Outcome, columns: int) -> str:
    """The outcome for the eye, `columns` wide; codes and numbers stay whole."""
    heading = f"Temuan ({outcome.certainty})" if outcome.certainty else "Temuan"
    parts = [fitted([f"{heading}: {outcome.cause}"], columns, hanging="")]

    def section(heading: str, lines: Sequence[str]) -> None:
        if lines:
            parts.append(f"{heading}\n{fitted(lines, columns, '  ')}")

    def message(heading: str, letter: Letter) -> None:
        if letter.text:
            text = fitted(letter.text.split("\n"), columns, "  ", "")
            parts.append("\n".join(filter(None, (heading, text, letter.link))))

    message("Katakan kepada pembeli:", outcome.customer)
    for heading, steps in (("Lakukan:", outcome.todo), ("Ajarkan:", outcome.lessons)):
        section(heading, [f"{place}. {step}" for place, step in enumerate(steps, 1)])
    section("Kode:", outcome.codes)
    for letter in (*outcome.care, *outcome.suppliers):
        message(f"Pesan untuk {letter.to}:", letter)
    section("Kontak:", outcome.contacts)
    if outcome.advice:
        parts.append(fitted([f"Ingat: {outcome.advice}"], columns, hanging=""))
    return "\n".join(parts)

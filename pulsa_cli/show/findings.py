"""What a complaint came to: the cause, words for the customer, what to do, and messages that are
ready to be sent."""

from collections.abc import Sequence
from typing import NamedTuple

from pulsa_cli.show.complaints import fitted
from pulsa_cli.show.whatsapp import link

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

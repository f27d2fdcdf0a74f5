"""What is known of an operator, in words: codes, and how it can be reached."""

from collections.abc import Sequence

from pulsa_cli.core.operators import CODES, CONTACTS, Fact, Operators
from pulsa_cli.show.lines import JOIN

_LONGEST_CODE = 30


def codes(operators: Operators, operator: str, uses: Sequence[str]) -> list[str]:
    """What is known of an operator for these uses, a line each; what is not is said to be unknown,
    with the way to ask."""
    lines = []
    for use in uses:
        facts = operators.of(operator, use)
        said = (
            " · ".join(map(_fact, facts))
            if facts
            else f"belum diketahui untuk {operator}; {_way(operators, operator)}"
        )
        lines.append(f"{CODES[use]}: {said}")
    return lines


def _fact(fact: Fact) -> str:
    source = f"{fact.source}, {fact.date or 'tanpa tanggal'}"
    return f"{_whole(fact.value)} ({'; '.join(filter(None, (source, fact.tried)))})"


def _way(operators: Operators, operator: str) -> str:
    """Where to ask what is not known: the app, else a contact, else in general."""
    for use, verb in (("aplikasi", "lihat aplikasi"), ("telepon", "tanya lewat telepon")):
        if facts := operators.of(operator, use):
            return f"{verb} {facts[0].value}"
    return "tanya lewat aplikasi atau layanan resminya"


def contacts(operators: Operators, operator: str) -> list[str]:
    """How an operator can be reached, a line each."""
    lines = [
        f"{label}: {' · '.join(map(_fact, facts))}"
        for use, label in CONTACTS.items()
        if (facts := operators.of(operator, use))
    ]
    return lines or [f"belum diketahui untuk {operator}; {_way(operators, operator)}"]


def _whole(value: str) -> str:
    """A fact whose codes stay on one line. A path through a menu may be broken between its steps;
    what is too long for a phone is a sentence."""
    import re

    between = {" > ": f"{JOIN}> ", "; ": "; "}
    return "".join(
        between.get(piece) or (piece if len(piece) > _LONGEST_CODE else piece.replace(" ", JOIN))
        for piece in re.split("( > |; )", value)
    )

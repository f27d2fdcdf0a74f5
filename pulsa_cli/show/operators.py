"""What is known of an operator, in words: codes, and how it can be reached."""

from collections.abc import Sequence

from pulsa_cli.core.operators import CHECKS, CONTACTS, EVERY_CONTACT, LOANS, Fact, Operators
from pulsa_cli.show.lines import JOIN

_LONGEST_CODE = 30
# How to ask what is not known; the first two that are known are named.
_WAYS = {
    "aplikasi": "lihat aplikasi",
    "telepon": "telepon",
    "obrolan": "tanya lewat obrolan",
}


def codes(operators: Operators, operator: str, uses: Sequence[str]) -> list[str]:
    """What is known of an operator for those of `uses` that check, stop or ask something, a line
    each; of what is not known, in one line, how to ask. Never what takes a loan."""
    lines: list[str] = []
    unknown: list[str] = []
    for use in uses:
        if use == EVERY_CONTACT:
            lines += contacts(operators, operator)
        elif use in CHECKS and (facts := operators.of(operator, use)):
            lines.append(f"{CHECKS[use]}: {_facts(facts)}")
        elif use in CHECKS:
            unknown.append(CHECKS[use] if not unknown else CHECKS[use].lower())
    if unknown:
        lines.append(f"{', '.join(unknown)}: {_unknown(operators, operator)}")
    return lines


def loans(operators: Operators, operator: str, uses: Sequence[str]) -> list[str]:
    """What takes a loan, of those of `uses` that do, with the warning not to check with it."""
    return [
        f"{LOANS[use]}: {_facts(facts)}"
        for use in uses
        if use in LOANS and (facts := operators.of(operator, use))
    ]


def _facts(facts: Sequence[Fact]) -> str:
    return " · ".join(map(_fact, facts))


def _fact(fact: Fact) -> str:
    source = f"{fact.source}, {fact.date or 'tanpa tanggal'}"
    return f"{_whole(fact.value)} ({'; '.join(filter(None, (source, fact.tried)))})"


def _unknown(operators: Operators, operator: str) -> str:
    ways = [
        f"{verb}{JOIN}{_whole(facts[0].value)}"
        for use, verb in _WAYS.items()
        if (facts := operators.of(operator, use))
    ]
    way = " atau ".join(ways[:2]) or "tanya lewat aplikasi atau layanan resminya"
    return f"belum diketahui untuk {operator}; {way}"


def contacts(operators: Operators, operator: str) -> list[str]:
    """How an operator can be reached, a line each; a number that one looks for first and that is
    not known is said to be unknown."""
    known = {use: facts for use in CONTACTS if (facts := operators.of(operator, use))}
    if not known:
        return [_unknown(operators, operator)]
    lines = [f"{CONTACTS[use]}: {_facts(facts)}" for use, facts in known.items()]
    unknown = [CONTACTS[use] for use in ("telepon", "whatsapp") if use not in known]
    return [*lines, f"{', '.join(unknown)}: belum diketahui"] if unknown else lines


def _whole(value: str) -> str:
    """A fact whose codes stay on one line. A path through a menu may be broken between its steps;
    what is too long for a phone is a sentence."""
    import re

    between = {" > ": f"{JOIN}> ", "; ": "; "}
    return "".join(
        between.get(piece) or (piece if len(piece) > _LONGEST_CODE else piece.replace(" ", JOIN))
        for piece in re.split("( > |; )", value)
    )

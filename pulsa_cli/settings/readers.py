"""Readers of values that stand in more than one of the owner's files."""

from datetime import date
from typing import Any

from pulsa_cli.core import phone, templates, terms, text
from pulsa_cli.core.day_words import exact
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.settings.strict_yaml import BadValue, Reader, Scalar, amount, lines, word

NO_RULE = ("", "tidak", "tanpa")


def template_of(known: tuple[str, ...]) -> Reader:
    """A reader for a text with these places to fill in."""

    def read(value: Any) -> str:
        written = lines(value)
        for name in templates.unknown(written, known):
            if name in ("{", "}"):
                raise BadValue(
                    "kurung { tidak ditutup." if name == "{" else "ada } tanpa { di depannya."
                )
            near = text.nearest(name, known, 1)
            hint = f" Maksudnya {{{near[0]}}}?" if near else ""
            raise BadValue(
                f"{{{name}}} tidak dikenal; yang bisa diisi: "
                f"{', '.join(f'{{{place}}}' for place in known)}.{hint}"
            )
        return written

    return read


template = template_of(templates.OF_COMPLAINT)  # a text about a complaint


def mobile(value: Any) -> str:
    """A mobile number as it is stored; empty where none is written."""
    try:
        return phone.group(phone.normalise(word(value))) if word(value) else ""
    except Refused as error:
        raise BadValue(str(error)) from None


def term(value: Any) -> str:
    """A payment term as in core.terms, in its plain spelling."""
    try:
        return terms.check_term(word(value))
    except WrongUse as error:
        raise BadValue(str(error)) from None


def day(value: Any, what: str = "tanggal") -> date:
    """A date with its year, as people write it; `what` could stand there."""
    written = word(value)
    try:
        return exact(written)
    except ValueError:
        raise BadValue(
            f"'{written}' seharusnya {what} dengan tahunnya, misalnya 25 Des 2026, 25/12/2026 "
            "atau 2026-12-25.",
            value.line,
        ) from None
    except WrongUse as error:
        raise BadValue(f"'{written}' seharusnya {error}", value.line) from None


def limit(value: Any) -> int | None:
    """Rupiah; None where there is no limit. Below Rp1.000 it has to be written with Rp: a limit
    of 50 instead of 50.000 would stop all credit."""
    written = word(value)
    if written.casefold() in NO_RULE:
        return None
    entered = amount(written)
    if not entered.explicit:
        raise BadValue(
            f"'{written}' terlalu kecil. Maksudnya {written}.000? Kalau memang segitu, "
            f"tulis Rp{written}."
        )
    return entered.rupiah


def measured(
    value: Any, units: dict[str, int], example: str, empty: str = "tanpa aturan ini"
) -> int | None:
    """A number in units, each worth so many; None where nothing is written, which means what
    `empty` says, and for no rule."""
    written = word(value).casefold()
    if written in NO_RULE:
        return None
    unit = written.lstrip("0123456789 ")
    number = written.removesuffix(unit).strip()
    if unit not in units or not is_whole(number):
        raise BadValue(f"'{written}' seharusnya misalnya {example}; kosong = {empty}.")
    return int(number) * units[unit]


def is_whole(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 5


def numbers(value: Any, least: int, example: str) -> tuple[int, ...]:
    """Whole numbers from `least`, each larger than the one before."""
    if not isinstance(value, list):
        value = [
            Scalar(number.strip(), value.line)
            for number in value.text.split(",")
            if number.strip().casefold() not in NO_RULE
        ]
    accepted: list[int] = []
    for scalar in value:
        written = word(scalar)
        if not is_whole(written.removeprefix("-")) or not least <= int(written) <= 999:
            raise BadValue(
                f"'{written}' seharusnya bilangan bulat, misalnya {example}.", scalar.line
            )
        if accepted and int(written) <= accepted[-1]:
            raise BadValue(f"'{written}' harus lebih besar dari yang sebelumnya.", scalar.line)
        accepted.append(int(written))
    return tuple(accepted)

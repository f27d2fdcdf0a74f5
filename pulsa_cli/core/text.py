"""Text that people type: made safe for one CSV field and for the screen, and matched loosely."""

import re
from collections.abc import Iterable, Sequence

from pulsa_cli.errors import WrongUse

_LONGEST = 200
# What a spreadsheet takes a cell for a formula by: a sign, also a wide one, behind what it skips.
_SKIPPED = r"\s\x00\u200b-\u200f\u2060\ufeff"
_SIGNS = "=+@|＝＋－＠｜-"


def clean(text: str) -> str:
    """One line of visible text: control characters, terminal escapes and direction marks are
    dropped, runs of white space become one space.

    A surrogate (a byte that is no UTF-8, from the command line) becomes `?`.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    import unicodedata  # off the start-up path

    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Cs":
            kept.append("?")
        elif char.isspace():
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Co", "Cn") or char == "\u200d":  # ZWJ joins emoji
            kept.append(char)
    return " ".join("".join(kept).split())


def line(typed: str, name: str = "Teks", needed: bool = False) -> str:
    """What was typed, cleaned; `name` is what a refusal calls it. Raises WrongUse where it is too
    long, or empty and needed."""
    cleaned = clean(typed)
    if len(cleaned) > _LONGEST:
        raise WrongUse(f"{name} terlalu panjang ({len(cleaned)} huruf); paling banyak {_LONGEST}.")
    if needed and not cleaned:
        raise WrongUse(f"{name} tidak boleh kosong.")
    return cleaned


def inert(text: str) -> str:
    """Text without the signs in front by which spreadsheets take it for a formula. What is nothing
    but signs (`-`), or a number with its sign, is none."""
    if text[:1].isalnum() or re.fullmatch(r"[+-]\d+(?:[.,]\d+)*", text, re.A):
        return text
    return re.sub(rf"^[{_SKIPPED}]*[{_SIGNS}][{_SKIPPED}{_SIGNS}]*", "", text) or text


def is_formula(cell: str) -> bool:
    """Would a spreadsheet take this cell for a formula?"""
    if not cell or cell[0].isalnum():
        return False
    return inert(cell) != cell or cell.startswith(("\t", "\r", "\n", "\0"))


def first_of(lines: Sequence[str], most: int, rest: str) -> list[str]:
    """At most so many of the lines; then `rest`, with how many more there are for its `{}`."""
    more = len(lines) - most
    return [*lines[:most], *([rest.format(more)] if more > 0 else [])]


def visible(text: str) -> str:
    """Text in lines as it may go to a screen: without control characters, terminal escapes and
    direction marks."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "\n".join(
        line
        if line.isprintable()
        else "".join(char for char in line if char.isprintable() or char == "\u200d")
        for line in text.split("\n")
    )


def escaped(line: str) -> str:
    """A line of which every character can be seen: what can't is shown by its number."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in line)


def unseen(line: str) -> str:
    """What stands in a line and is not what it looks like, in words: a space that is none, a mark
    without width, a letter or sign that looks like one of the keyboard's; the first of them, empty
    where there is none. A tab is not meant."""
    if line.isascii():
        return ""
    import unicodedata  # only for a mistake

    for place, char in enumerate(line, 1):
        category = unicodedata.category(char)
        name = "spasi khusus" if category == "Zs" and char != " " else ""
        if category in ("Cf", "Zl", "Zp") and char != "\u200d":  # ZWJ joins emoji
            name = "tanda BOM" if char == "\ufeff" else "tanda yang tidak terlihat"
        alphabet = unicodedata.name(char, "").partition(" ")[0]
        if char in "“”„‘’‚" or alphabet in ("FULLWIDTH", "CYRILLIC", "GREEK"):
            name = f"'{char}', yang hanya mirip dengan yang di papan ketik"
        if name:
            return f"{name} (U+{ord(char):04X}) di huruf ke-{place}"
    return ""


def key(text: str) -> str:
    """`by.U`, `BY U` and `byu` compare equal."""
    return "".join(char for char in text.casefold() if char.isalnum())


def nearest(word: str, choices: Iterable[str], count: int = 3, least: float = 0.5) -> list[str]:
    """The `count` choices most like `word`, best first, each at least as like as `least` says
    (0 to 1)."""
    import difflib  # only for a mistake, so off the start-up path

    by_key = {key(choice): choice for choice in choices}
    return [by_key[near] for near in difflib.get_close_matches(key(word), by_key, count, least)]

"""The words of a sale as typed: a number that may have spaces in it, or a customer's name, a
product, the rest."""

import re
from collections.abc import Sequence

from pulsa_cli.errors import WrongUse

DASHES = "-–—−‒―‐‑﹘－"  # the last ones are a phone's
AGAIN = "lagi"  # behind a product: the same sale once more
_PART = r"\(?\+?[\d().\-]*\d[\d().\-]*"
_LONGEST_PART = 5
_EMOJI = 0x1F000  # where most of them begin
_QUOTES = {'"': '"', "'": "'", "“": "”"}  # the last pair is a phone's
_PIECE = r"\s*([^\s\"'“]*=)?([\"'“])|\s*(\S+)"


def of_line(line: str) -> list[str]:
    """The words of a typed line. Quotes hold several together where they begin a word (or stand
    behind `--catatan=`) and end one; elsewhere they are letters: `Ma'ruf`. Raises WrongUse for one
    that is not closed."""
    words, place = [], 0
    while found := re.compile(_PIECE).match(line, place):
        if found[3]:
            words.append(found[3])
            place = found.end()
            continue
        close = re.compile(re.escape(_QUOTES[found[2]]) + r"(?!\S)").search(line, found.end())
        if not close:
            raise WrongUse("Tanda kutip di baris ini tidak berpasangan.")
        words.append((found[1] or "") + line[found.end() : close.start()])
        place = close.end()
    return words


def split(typed: Sequence[str]) -> tuple[str, str, list[str]]:
    """`0812 3456 7890 10 tf` → (`081234567890`-ish, `10`, [`tf`]); the product may be missing.

    People write numbers in groups of two to five digits, so short groups belong together until
    ten digits are reached (eleven behind 62); a longer first word is the whole number.
    """
    words = list(typed)
    number = words.pop(0)
    longest, count = _digits(number), _digits(number)
    enough = 11 if number.lstrip("(+").startswith("62") else 10
    while (
        words
        and longest <= _LONGEST_PART
        and count < enough
        and _is_part(number.split(" ")[0])
        and _is_part(words[0])
    ):
        longest = max(longest, _digits(words[0]))
        count += _digits(words[0])
        number = f"{number} {words.pop(0)}"
    return number, words.pop(0) if words else "", words


def is_name(word: str) -> bool:
    """Is this a customer's name rather than a number, typed well or badly?"""
    return has_letter(word) and _digits(word) < 4 and not word.startswith(tuple("0123456789+("))


def has_letter(word: str) -> bool:
    """Is there a letter in it, or an emoji?"""
    return any(char.isalpha() or ord(char) >= _EMOJI for char in word)


def split_name(typed: Sequence[str], product: int) -> tuple[str, str, list[str]]:
    """`bu siti 10 tf` → (`bu siti`, `10`, [`tf`]): the name goes up to the word at the place
    `product`, which is one; 0 = none is, and the name is the first word alone."""
    if product:
        return " ".join(typed[:product]), typed[product], list(typed[product + 1 :])
    return typed[0], typed[1] if len(typed) > 1 else "", list(typed[2:])


def _is_part(word: str) -> bool:
    return re.fullmatch(_PART, word, re.A) is not None


def _digits(word: str) -> int:
    return sum(char.isdigit() for char in word)

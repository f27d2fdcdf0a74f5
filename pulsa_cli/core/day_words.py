"""Days as people write them: `2026-11-28`, `28/11`, `3 des`, `Sabtu, 28 Nov 2026`; what those have
in common that mean a day that was and those that mean one to come."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from pulsa_cli.core.dates import DAYS, MONTHS, show_day
from pulsa_cli.core.written import month_of, plain_day
from pulsa_cli.errors import WrongUse

_SPELLINGS = {
    "ahad": "minggu",
    "kmrn": "kemarin",
    "kmrin": "kemarin",
    "kemaren": "kemarin",
    "td": "tadi",
    "tdi": "tadi",
    "yg": "yang",
    "jm": "jam",
    "mlm": "malam",
}
_NO_YEAR = r"(?P<day>\d{1,2})(?:[/-](?P<month>\d{1,2})|[ -]?(?P<name>[a-z]{3,})\.?)"


class Unsure(WrongUse):
    """A day and a month that are nearer in another year than in the one that is meant. The message
    says how to write it in full; `question` asks a person, and `otherwise` is said after a no."""

    def __init__(self, typed: str, meant: date, nearer: date, why: str) -> None:
        self.question = f"'{typed}': maksudnya {show_day(meant)}?"
        self.otherwise = f"{show_day(nearer)} {why}. Tulis lagi tanggalnya."
        super().__init__(
            f"'{typed}': {show_day(nearer)} {why}. Kalau maksudnya {show_day(meant)}, tulis "
            f"{meant.day}/{meant.month}/{meant.year}."
        )


def plain(text: str) -> str:
    """One spelling: `Jum'at` → `jumat`, `ahad` → `minggu`, `kmrn` → `kemarin`."""
    letters = text.lower().replace("'", "").replace("’", "")
    return " ".join(_SPELLINGS.get(word, word) for word in letters.split())


def weekday(word: str, *behind: str) -> int | None:
    """`sabtu`, `hari sabtu`, or with one of the words `behind` it → Monday = 0; None for any other
    text."""
    for end in behind:
        word = word.removesuffix(f" {end}")
    name = word.removeprefix("hari ").capitalize()
    return DAYS.index(name) if name in DAYS else None


def exact(text: str) -> date:
    """A date with its year, as it is written in a file. Raises ValueError, and WrongUse where it is
    another weekday."""
    day = _date(plain(text), _of_that_year)
    if day is None:
        raise ValueError(text)
    return day


def latest(word: str, today: date, sure: bool) -> date | None:
    """The day up to today that a date (in its plain spelling) means; None where it is none. Raises
    WrongUse for a day that no calendar has, and Unsure, which is one, unless somebody is `sure`."""

    def read(day: int, month: int) -> date:
        year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
        last = _existing(word, year, month, day)
        following = _with_29_february(word, year + 1, month, day)
        if following - today < today - last and not sure:
            raise Unsure(word, last, following, "belum terjadi")
        return last

    return _date(word, read)


def next_one(word: str, today: date, sure: bool) -> date | None:
    """The same of a day from today on. 29 February is the last of the month in other years."""

    def read(day: int, month: int) -> date:
        this = _with_29_february(word, today.year, month, day)
        if this >= today:
            return this  # last year's is no day for what was agreed on since
        following = _with_29_february(word, today.year + 1, month, day)
        if today - this < following - today and not sure:
            raise Unsure(word, following, this, "sudah lewat")
        return following

    return _date(word, read)


def _with_29_february(word: str, year: int, month: int, day: int) -> date:
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(1)
    return _existing(word, year, month, day)


def _existing(word: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise WrongUse(f"'{word}': tidak ada bulan {month}. Tulis hari, lalu bulan: 28/11.")
    try:
        return date(year, month, day)
    except ValueError:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        raise WrongUse(
            f"'{word}': {MONTHS[month - 1]}{f' {year}' if month == 2 else ''} hanya punya tanggal "
            f"1 sampai {last.day}."
        ) from None


def _of_that_year(day: int, month: int) -> date:
    raise ValueError("no year")


def _date(word: str, of_no_year: Callable[[int, int], date]) -> date | None:
    """The date that stands there, behind its weekday or `tanggal` if need be; one without a year is
    read by `of_no_year`. Raises WrongUse where it is another weekday, or no calendar has it."""
    said = None
    if named := re.fullmatch(r"(?:hari )?([a-z]+)[, ]+(.+)", word):
        if (said := weekday(named[1])) is not None:
            word = named[2]
    word = re.sub(r"^(?:tanggal|tgl)\.? ?", "", word)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", in_full := plain_day(word), re.A):
        year, month, number = map(int, in_full.split("-"))
        day = _existing(word, year, month, number)
    elif match := re.fullmatch(_NO_YEAR, word, re.A):
        month = month_of(match["month"] or match["name"])
        if not month and match["name"]:
            return None
        day = of_no_year(int(match["day"]), month)
    else:
        return None
    if said is not None and said != day.weekday():
        raise WrongUse(f"{show_day(day)}, bukan hari {DAYS[said].lower()}.")
    return day

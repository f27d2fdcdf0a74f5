"""Payment terms: what people say for when a debt is due, and the day that it means.

A name of a day (`sabtu`, `tanggal 25`, `gajian`, `akhir bulan`) means the next one after today:
who buys on credit on a Saturday and says "sabtu" does not mean to pay at once.
"""

import re
from datetime import date, timedelta

from pulsa_cli.core.dates import not_clear, show_day
from pulsa_cli.core.day_words import next_one, plain, weekday
from pulsa_cli.errors import WrongUse

LAST_DAY = 31  # as a day of the month: its last one
PAYDAY = "gajian"
_DAYS = {"hari": 1, "h": 1, "hr": 1, "minggu": 7, "mgg": 7}
_MONTHS = {"bulan": 1, "bln": 1}
_SOON = {"hari ini": 0, "sekarang": 0, "besok": 1, "lusa": 2, "seminggu": 7, "minggu depan": 7}
_FARTHEST_YEARS = 5
_EXAMPLES = "Tulis misalnya 7 hari, sabtu, tanggal 25, akhir bulan atau 28/11."


def due_date(
    text: str,
    today: date,
    payday: int | None = None,
    what: str = "jatuh tempo",
    sure: bool = False,
) -> date:
    """The day that `text` means, today at the earliest: `2026-11-28`, `28/11`, `28 nov`, `besok`,
    `sabtu`, `7 hari`, `7h`, `2 minggu`, `1 bulan`, `tanggal 25`, `akhir bulan`, `gajian`.

    `payday` is the customer's, a day of the month (LAST_DAY = the last one); `what` is what a
    message calls the day. Raises WrongUse on any other text, a day that has passed or lies years
    ahead, and on `gajian` without a payday; Unsure, which is one, for `9/2` on 10 February, unless
    somebody is `sure` of the year.
    """
    word = _plain(text)
    if word == PAYDAY and payday is None:
        raise WrongUse(
            "'gajian' perlu tanggal gajian pelanggan. Isi dengan: "
            "pulsa pelanggan ubah NAMA --gajian 25"
        )
    try:
        day = next_one(word, today, sure) or _relative(word, today, payday)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise not_clear(text, "tanggal {0} atau {0} hari", f"bukan {what}. {_EXAMPLES}")
    if day < today:
        raise WrongUse(
            f"{what.capitalize()} {show_day(day)} sudah lewat; hari ini {show_day(today)}."
        )
    if day.year > today.year + _FARTHEST_YEARS:
        raise WrongUse(f"{what.capitalize()} {show_day(day)} terlalu jauh; periksa tahunnya.")
    return day


def check_term(text: str) -> str:
    """A term that holds for every sale (`7 hari`, `gajian`), in its plain spelling.

    Raises WrongUse for a fixed date and for what is no term.
    """
    word = _plain(text)
    try:
        known = _relative(word, date(2026, 1, 1), LAST_DAY)
    except (ValueError, OverflowError):
        known = None
    if known is None or known.year > 2027:
        raise WrongUse(
            f"'{text}' bukan tempo yang berlaku terus. Tulis misalnya 7 hari, gajian, "
            "sabtu, tanggal 25 atau akhir bulan."
        )
    return word


def parse_payday(text: str) -> int:
    """`25`, `tanggal 25`, `tgl 25`, `akhir bulan` → day of the month. Raises WrongUse."""
    word = _plain(text)
    if word == "akhir bulan":
        return LAST_DAY
    match = re.fullmatch(r"(?:(?:tanggal|tgl)\.? ?)?(\d{1,2})", word, re.A)
    if not match or not 1 <= int(match[1]) <= LAST_DAY:
        raise WrongUse(f"'{text}' bukan tanggal gajian. Tulis 1 sampai 31, atau akhir bulan.")
    return int(match[1])


def show_payday(payday: int) -> str:
    """25 → `tanggal 25`; LAST_DAY → `akhir bulan`."""
    return "akhir bulan" if payday == LAST_DAY else f"tanggal {payday}"


def _plain(text: str) -> str:
    """One spelling: `Jum'at  ini` → `jumat`, `seminggu lagi` → `seminggu`."""
    word = plain(text)
    return word if word == "hari ini" else word.removesuffix(" lagi").removesuffix(" ini")


def _relative(word: str, today: date, payday: int | None) -> date | None:
    if word in _SOON:
        return today + timedelta(days=_SOON[word])
    if word == PAYDAY:
        return _next_day_of_month(payday or LAST_DAY, today)
    if word == "akhir bulan":
        return _next_day_of_month(LAST_DAY, today)
    if word in ("sebulan", "bulan depan"):
        return _months_on(1, today)
    if (name := weekday(word, "depan")) is not None:
        return today + timedelta(days=(name - today.weekday() - 1) % 7 + 1)
    if match := re.fullmatch(r"(?:tanggal|tgl)\.? ?(\d{1,2})", word, re.A):
        day = int(match[1])
        return _next_day_of_month(day, today) if 1 <= day <= LAST_DAY else None
    if match := re.fullmatch(r"(\d{1,4}) ?([a-z]+)", word, re.A):
        return _from(today, int(match[1]), match[2])
    return None


def _from(today: date, count: int, unit: str) -> date | None:
    """So many units on; None where that is no unit."""
    if unit in _DAYS:
        return today + timedelta(days=count * _DAYS[unit])
    return _months_on(count, today) if unit in _MONTHS else None


def _months_on(count: int, today: date) -> date:
    """From 31 January one month on is the last day of February."""
    from dateutil.relativedelta import relativedelta  # off the start-up path

    return today + relativedelta(months=count)


def _next_day_of_month(day: int, today: date) -> date:
    """The next time this day of the month comes, after today; a month without it has it on its
    last day."""
    from dateutil.relativedelta import relativedelta

    this_month = today + relativedelta(day=day)
    return this_month if this_month > today else today + relativedelta(months=1, day=day)

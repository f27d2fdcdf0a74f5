"""Dates and times: what people type for something that has happened, and what is shown.

The zones have fixed offsets and no daylight saving (tzdata), so no zone database is needed.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

from pulsa_cli.errors import WrongUse

ZONES = {
    "WIB": timezone(timedelta(hours=7)),
    "WITA": timezone(timedelta(hours=8)),
    "WIT": timezone(timedelta(hours=9)),
}
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
UNITS = {
    "hari": (1, 0),
    "h": (1, 0),
    "minggu": (7, 0),
    "mgg": (7, 0),
    "bulan": (0, 1),
    "bln": (0, 1),
}  # days, months
_CLOCK = (
    r"(?:(?P<day>.*?)\s+)??(?:(?:jam|pukul)\s+)?"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?"
)


def parse_past(text: str, today: date) -> date:
    """A day up to today: `2026-11-20`, `20/11`, `20/11/2026`, `hari ini`, `kemarin`, `sabtu`
    (the last one), `7 hari` (ago), `1 bulan`, `tanggal 25`.

    Raises WrongUse on any other text, and on a day after `today`.
    """
    word = " ".join(text.lower().split())
    try:
        day = _past(word, today)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise WrongUse(
            f"'{text}' bukan tanggal. Tulis misalnya 2026-11-20, 20/11, kemarin, sabtu atau 7 hari."
        )
    _refuse_long_ago(text, day)
    if day > today:
        raise WrongUse(f"'{text}' ({show_day(day)}) belum terjadi; hari ini {show_day(today)}.")
    return day


def _refuse_long_ago(text: str, day: date) -> None:
    if day.year < 2000:
        raise WrongUse(f"'{text}' terlalu lama; periksa tahunnya.")


def _past(word: str, today: date) -> date | None:
    if word in ("hari ini", "hariini", "sekarang"):
        return today
    if word in ("kemarin", "kmrn"):
        return today - timedelta(days=1)
    if word == "kemarin lusa":
        return today - timedelta(days=2)
    for index, name in enumerate(DAYS):
        if word in (name.lower(), f"hari {name.lower()}"):
            return today - timedelta(days=(today.weekday() - index) % 7)
    if day := _in_figures(word, today):
        return day
    if match := re.fullmatch(r"(\d{1,4}) ?([a-z]+)(?: (?:lalu|yang lalu))?", word, re.A):
        return _ago(int(match[1]), match[2], today)
    if match := re.fullmatch(r"(?:tanggal|tgl) ?(\d{1,2})", word, re.A):
        return _day_of_month(int(match[1]), today)
    return None


def _in_figures(word: str, today: date) -> date | None:
    """`2026-11-28`, `28/11/2026`, `28-11-26`, or `28/11` when it last came."""
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", word, re.A):
        year, month, day = map(int, word.split("-"))
        return date(year, month, day)
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?", word, re.A)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if match[3]:
        year = int(match[3])
        return date(year if year > 99 else year + 2000, month, day)
    return _latest(today, lambda year: date(year, month, day))


def _latest(today: date, on: Callable[[int], date]) -> date:
    """The last time a day and month came; 29 February can lie eight years back."""
    for year in range(today.year, today.year - 9, -1):
        try:
            day = on(year)
        except ValueError:
            continue
        if day <= today:
            return day
    raise ValueError("no such day")


def _ago(count: int, unit: str, today: date) -> date | None:
    if unit not in UNITS:
        return None
    from dateutil.relativedelta import relativedelta  # off the start-up path

    days, months = UNITS[unit]
    return today - relativedelta(days=count * days, months=count * months)


def _day_of_month(day: int, today: date) -> date:
    """The last time this day of the month came: a month that lacks it is passed over."""
    month = today.replace(day=1)
    for _ in range(3):
        try:
            candidate = month.replace(day=day)
        except ValueError:
            candidate = None
        if candidate and candidate <= today:
            return candidate
        month = (month - timedelta(days=1)).replace(day=1)
    raise ValueError("no such day")


def parse_time(text: str, now: datetime) -> datetime:
    """When something happened: `10.30` or `10:30` (today), `kemarin 10.30`, `20/11 10.30`, or
    ISO 8601; a day alone is that day at noon. The result is aware, in the zone of `now`.

    Raises WrongUse on any other text, and on a time after `now`.
    """
    moment = _iso(text, now) or _day_and_clock(text, now)
    _refuse_long_ago(text, moment)
    if moment > now:
        raise WrongUse(f"Waktu {show_time(moment)} belum terjadi; sekarang {show_time(now)}.")
    return moment


def _iso(text: str, now: datetime) -> datetime | None:
    if "T" not in text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=now.tzinfo)
        return moment.astimezone(now.tzinfo).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _day_and_clock(text: str, now: datetime) -> datetime:
    match = re.fullmatch(_CLOCK, text.strip(), re.I | re.A)
    if not match:
        day = parse_past(text, now.date())
        return min(datetime.combine(day, time(12), now.tzinfo), now)
    day = parse_past(match["day"].rstrip(","), now.date()) if match["day"] else now.date()
    try:
        clock = time(int(match["hour"]), int(match["minute"]))
    except ValueError:
        raise WrongUse(f"'{text}' bukan jam. Tulis misalnya 10.30 atau kemarin 19.05.") from None
    return datetime.combine(day, clock, now.tzinfo)


def show_day(day: date) -> str:
    """2026-11-28 → `Sabtu, 28 Nov 2026`."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def show_short(day: date, today: date | None) -> str:
    """`21 Nov`, with the year where it is not this one's; without `today`, always."""
    year = "" if today and day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def show_clock(moment: datetime) -> str:
    """10:05 → `10.05`."""
    return f"{moment.hour:02}.{moment.minute:02}"


def show_soon(moment: datetime, now: datetime) -> str:
    """`10.15`; with the day where that is another one."""
    day = "" if moment.date() == now.date() else f"{show_day(moment.date())} "
    return f"{day}{show_clock(moment)}"


def greeting(moment: datetime) -> str:
    """By the time of day: `Selamat pagi`, siang, sore or malam."""
    hour = moment.hour
    part = "pagi" if 3 <= hour < 11 else "siang" if hour < 15 else "sore" if hour < 19 else "malam"
    return f"Selamat {'malam' if hour < 3 else part}"


def show_span(span: timedelta) -> str:
    """How long: `5 menit`, `3 jam`, `2 hari`, rounded down."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} menit"
    return f"{minutes // 60} jam" if minutes < 24 * 60 else f"{minutes // (24 * 60)} hari"


def show_time(moment: datetime) -> str:
    """→ `Sabtu, 28 Nov 2026 10.05`."""
    return f"{show_day(moment.date())} {show_clock(moment)}"

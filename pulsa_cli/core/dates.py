"""Dates and times: what people type for something that has happened, and what is shown.

The zones have fixed offsets and no daylight saving (tzdata), so no zone database is needed.
"""

import re
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
_AGO = {
    "hari ini": 0,
    "hariini": 0,
    "ini hari": 0,
    "sekarang": 0,
    "kemarin": 1,
    "kemarin lusa": 2,
    "lusa kemarin": 2,
}
_ONE_AGO = {
    "seminggu": "minggu",
    "minggu lalu": "minggu",
    "sebulan": "bulan",
    "bulan lalu": "bulan",
}
_NOW = ("sekarang", "barusan", "baru saja")


def parse_past(text: str, today: date, sure: bool = False) -> date:
    """A day up to today: `2026-11-20`, `20/11`, `20 nov 2026`, `hari ini`, `kemarin`, `sabtu` (the
    last one), `7 hari` (ago), `1 bulan`, `tanggal 25`.

    Raises WrongUse on any other text, and on a day after `today`; Unsure, which is one, for `2/12`
    on the first of December, unless somebody is `sure` of the year.
    """
    day = _day(text, today, sure)
    if day is None:
        raise not_clear(
            text,
            "tanggal {0} atau {0} hari",
            "bukan tanggal. Tulis misalnya 2026-11-20, 20/11, 20 nov, kemarin, sabtu atau 7 hari.",
        )
    return day


def not_clear(text: str, number: str, otherwise: str) -> WrongUse:
    """What is said of a text that is none of the forms: how a bare `number` of a day or an hour is
    to be written, `otherwise` what else it has to be."""
    bare = text.strip()
    if re.fullmatch(r"0?[1-9]|[12]\d|3[01]", bare, re.A):
        return WrongUse(f"'{text}' kurang jelas. Tulis {number.format(bare)}.")
    return WrongUse(f"'{text}' {otherwise}")


def _day(text: str, today: date, sure: bool) -> date | None:
    """As `parse_past`; None where it is no day."""
    from pulsa_cli.core.day_words import plain  # off the start-up path

    try:
        day = _past(plain(text), today, sure)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        return None
    _refuse_long_ago(text, day)
    if day > today:
        raise WrongUse(f"'{text}' ({show_day(day)}) belum terjadi; hari ini {show_day(today)}.")
    return day


def _refuse_long_ago(text: str, day: date) -> None:
    if day.year < 2000:
        raise WrongUse(f"'{text}' terlalu lama; periksa tahunnya.")


def _past(word: str, today: date, sure: bool) -> date | None:
    from pulsa_cli.core.day_words import latest, weekday

    if word in _AGO:
        return today - timedelta(days=_AGO[word])
    word = word.replace(" yang lalu", " lalu")
    if (name := weekday(word)) is not None:
        return today - timedelta(days=(today.weekday() - name) % 7)
    if day := latest(word, today, sure):
        return day
    span = word.removesuffix(" lalu")
    if unit := _ONE_AGO.get(word) or _ONE_AGO.get(span):
        return _ago(1, unit, today)
    if match := re.fullmatch(r"(\d{1,4}) ?([a-z]+)", span, re.A):
        return _ago(int(match[1]), match[2], today)
    if match := re.fullmatch(r"(?:tanggal|tgl)\.? ?(\d{1,2})", word, re.A):
        return _day_of_month(int(match[1]), today)
    if (name := weekday(word, "lalu", "kemarin")) is not None:
        return today - timedelta(days=(today.weekday() - name - 1) % 7 + 1)
    return None


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


def parse_time(text: str, now: datetime, sure: bool = False) -> datetime:
    """When something happened: `10.30` or `10:30` (today), `kemarin 10.30`, `3 des jam 7 malam`,
    `tadi pagi`, or ISO 8601; a day alone is that day at noon. The result is aware, in the zone of
    `now`.

    Raises WrongUse on any other text, and on a time after `now`; Unsure as `parse_past`.
    """
    moment = _iso(text, now) or _day_and_clock(text, now, sure)
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


def _day_and_clock(text: str, now: datetime, sure: bool) -> datetime:
    from pulsa_cli.core import clock_words
    from pulsa_cli.core.day_words import plain

    word, today = plain(text), now.date()
    if word in _NOW:
        return now
    try:
        said = clock_words.take_apart(word)
        if said is None and ":" in word:
            raise ValueError("no day has it")
    except ValueError:
        raise WrongUse(
            f"'{text}' bukan jam. Tulis misalnya 10.30, kemarin 19.05 atau jam 7 malam."
        ) from None
    is_today = said is not None and said.day in ("", "tadi", "ini")
    day = today if is_today else _day(said.day if said else word, today, sure)
    if day is None:
        raise not_clear(
            text,
            "tanggal {0}, atau jamnya dengan menit: 10.00",
            "bukan waktu. Tulis misalnya 10.30, jam 7 malam, kemarin 19.05 atau 20/11.",
        )
    if said is None:
        return min(datetime.combine(day, time(12), now.tzinfo), now)
    moment = datetime.combine(day, said.clock or said.usual, now.tzinfo)
    if moment <= now:
        return moment
    if said.is_last_night:
        return moment - timedelta(days=1)
    has_begun = not said.clock and datetime.combine(day, said.begins, now.tzinfo) <= now
    return now if has_begun else moment


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


def show_at(moment: datetime | None) -> str:
    """` · terjadi Jumat, 20 Nov 2026 19.00`, behind what happened then; empty for now."""
    return f" · terjadi {show_time(moment)}" if moment else ""


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

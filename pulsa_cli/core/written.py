"""Days as people and spreadsheets write them into a table: with the name of the month, with a time
of day behind."""

import re

from pulsa_cli.core.dates import DAYS

_MONTHS = (
    "januari january",
    "februari february pebruari",
    "maret march",
    "april",
    "mei may",
    "juni june",
    "juli july",
    "agustus august agt ags agst",
    "september",
    "oktober october",
    "november nopember",
    "desember december",
)
_TIME = (
    r"(?:,?[ t]\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\.\d+)?(?: ?[ap]m)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?)?"
)
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_FORMS = (
    r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.]{_YEAR}",
    rf"(?P<day>\d{{1,2}})[-/. ]*(?P<month>[a-z]{{3,}})\.?[-/., ]*{_YEAR}",
    rf"(?P<month>[a-z]{{3,}})\.? (?P<day>\d{{1,2}}),? {_YEAR}",
)


def plain_day(text: str) -> str:
    """`12 Okt 2026`, `3-Okt-26`, `Sabtu, 3.10.2026`, `2026-10-03 00:00:00` → `2026-10-03`; any
    other text, also a day without its year, as it is. Whether there is such a day is not asked."""
    word = re.sub(
        rf"^(?:{'|'.join(DAYS)}|ahad)\b,? *", "", text.replace("Jum'at", "Jumat"), flags=re.I
    )
    for form in _FORMS:
        if match := re.fullmatch(form + _TIME, word.casefold(), re.A):
            if month := month_of(match["month"]):
                year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
                return f"{year}-{month:02}-{int(match['day']):02}"
    return text


def month_of(word: str) -> int:
    """1 to 12, of a month's name or its beginning (a figure as it is); 0 where it is none."""
    if word.isdigit():
        return int(word)
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(word) for name in names.split()):
            return number
    return 0

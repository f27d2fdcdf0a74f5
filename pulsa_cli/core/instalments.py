"""Instalments: what remains of a debt, split into parts with a due date each."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from pulsa_cli.core.dates import UNITS
from pulsa_cli.errors import WrongUse

_STEP = 500  # rupiah; smaller coins are hardly seen at a counter
_MOST_YEARS = 10


class Interval(NamedTuple):
    """Time from one instalment to the next; one of the two is zero."""

    days: int
    months: int


def parse_interval(text: str) -> Interval:
    """`minggu`, `bulan`, `hari`, `10 hari`, `2 minggu` → Interval. Raises WrongUse."""
    match = re.fullmatch(r"(?:(\d{1,3}) ?)?([a-z]+)", " ".join(text.lower().split()), re.A)
    if not match or match[2] not in UNITS or match[1] and not int(match[1]):
        raise WrongUse(f"'{text}' bukan jarak cicilan. Tulis minggu, bulan, atau misalnya 10 hari.")
    count = int(match[1] or 1)
    days, months = UNITS[match[2]]
    return Interval(count * days, count * months)


def dates(start: date, interval: Interval, times: int) -> list[date]:
    """The days of so many instalments, the first on `start`. Monthly ones fall on the same day of
    the month, or on the last one of a month that lacks it.

    Raises WrongUse where the last one is years ahead.
    """
    from dateutil.relativedelta import relativedelta

    if (interval.days / 365 + interval.months / 12) * (times - 1) > _MOST_YEARS:
        raise WrongUse(f"Cicilan terakhir terlalu jauh; paling lama {_MOST_YEARS} tahun.")
    return [
        start
        + timedelta(days=interval.days * place)
        + relativedelta(months=interval.months * place)
        for place in range(times)
    ]


def dates_from(today: date, interval: Interval, times: int) -> list[date]:
    """The same, the first one interval from today."""
    return dates(today, interval, times + 1)[1:]


def split(amount: int, times: int) -> list[int]:
    """Rupiah in so many positive whole amounts that add up: equal ones rounded up to Rp500 and
    the rest at the end; where that leaves no rest, as equal as whole rupiah can be, the larger
    ones first.

    Raises WrongUse where there is less than a rupiah for each.
    """
    if amount < times:
        raise WrongUse(f"Rp{amount} tidak bisa dibagi menjadi {times} cicilan.")
    equal = -(-amount // times)
    rounded = -(-equal // _STEP) * _STEP
    rest = amount - rounded * (times - 1)
    if rest > 0:
        return [rounded] * (times - 1) + [rest]
    return [amount // times + (place < amount % times) for place in range(times)]

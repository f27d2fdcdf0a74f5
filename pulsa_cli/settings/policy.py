"""The payment policy, `ledger/kebijakan.yaml`."""

import os
from datetime import date
from typing import Any

from pulsa_cli.core.dates import DAYS
from pulsa_cli.core.policy import Policy, Reminding
from pulsa_cli.core.shop_settings import POLICY_FILE
from pulsa_cli.ledger import files
from pulsa_cli.settings import readers
from pulsa_cli.settings.strict_yaml import BadValue, Scalar, Source, load, word


def load_policy(root: str) -> Policy:
    """Reads kebijakan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(POLICY_FILE, files.read(os.path.join(root, POLICY_FILE)))
    values = load(
        source,
        {
            "tempo": readers.term,
            "tenggang": _days,
            "batas": readers.limit,
            "paling-banyak": _count,
            "undur": {"kali": _count, "paling-lama": _days},
            "cicil": {"kali": _count, "paling-lama": _days},
            "akibat": {"ingatkan": _days, "stop-hutang": _days, "bayar-di-muka": _days},
            "pengingat": {
                "hari": _levels,
                "jam": _hours,
                "libur": _days_off,
                "paling-kecil": readers.limit,
            },
            "umur": _ageing,
        },
    )
    moving, splitting, follows = (values.get(key, {}) for key in ("undur", "cicil", "akibat"))
    usual = Policy()
    return Policy(
        values.get("tempo", usual.term),
        values.get("tenggang") or 0,
        values.get("batas"),
        values.get("paling-banyak"),
        moving.get("kali"),
        moving.get("paling-lama"),
        splitting.get("kali"),
        splitting.get("paling-lama"),
        follows.get("ingatkan"),
        follows.get("stop-hutang"),
        follows.get("bayar-di-muka"),
        _reminding(values.get("pengingat", {})),
        values.get("umur", usual.ageing),
    )


def _days(value: Any) -> int | None:
    """`7 hari`, `2 minggu` or `7` → days; None where there is no such rule."""
    return readers.measured(value, {"": 1, "hari": 1, "minggu": 7}, "7 hari")


def _count(value: Any) -> int | None:
    """`2 kali` or `2`; None where there is no such rule."""
    return readers.measured(value, {"": 1, "kali": 1, "kasbon": 1}, "2")


def _levels(value: Any) -> tuple[int, ...]:
    return readers.numbers(value, -999, "-3, 0, 7")


def _hours(value: Any) -> tuple[int, int]:
    """`08-20` or `08.00-20.00` → the first hour and the one that is too late; any hour where
    nothing is written."""
    written = word(value).replace("–", "-")
    first, _, last = written.partition("-")
    found = [hour.strip().removesuffix(".00").removesuffix(":00") for hour in (first, last)]
    if written and not (all(map(readers.is_whole, found)) and int(found[0]) < int(found[1]) <= 24):
        raise BadValue(f"'{written}' seharusnya misalnya 08-20.")
    return (int(found[0]), int(found[1])) if written else (0, 24)


def _days_off(value: Any) -> tuple[tuple[int, ...], tuple[date, ...]]:
    """Names of days and dates → weekdays (Monday = 0) and dates."""
    if isinstance(value, Scalar) and word(value).casefold() in readers.NO_RULE:
        return (), ()
    weekdays, dates = [], []
    for item in [value] if isinstance(value, Scalar) else value:
        written = word(item)
        name = written.replace("'", "").capitalize()
        if name in DAYS:
            weekdays.append(DAYS.index(name))
            continue
        try:
            dates.append(date.fromisoformat(written))
        except ValueError:
            raise BadValue(
                f"'{written}' seharusnya nama hari atau tanggal, misalnya minggu atau 2026-12-25.",
                item.line,
            ) from None
    return tuple(sorted(weekdays)), tuple(dates)


def _reminding(values: dict[str, Any]) -> Reminding:
    usual = Reminding()
    first, last = values.get("jam", (usual.first_hour, usual.last_hour))
    weekdays, dates = values.get("libur", (usual.weekdays_off, usual.dates_off))
    return Reminding(
        values.get("hari", usual.levels),
        first,
        last,
        weekdays,
        dates,
        values.get("paling-kecil") or 0,
    )


def _ageing(value: Any) -> tuple[int, ...]:
    return readers.numbers(value, 1, "7, 30, 60") or Policy().ageing

"""The rules of the loyalty card, `ledger/kartu.yaml`."""

import os
from datetime import date
from typing import Any

from pulsa_cli.core import text
from pulsa_cli.core.loyalty import BELOW_COST, NEVER, Level, Rules
from pulsa_cli.core.shop_settings import CARD_FILE
from pulsa_cli.ledger import files
from pulsa_cli.settings import readers
from pulsa_cli.settings.strict_yaml import BadValue, Each, Source, amount, load, one_of, word

_LONGEST = 20  # letters of a level's name: it has to fit on a narrow receipt
_SINCE = b"berlaku-sejak:"
_SPANS = {"hari": 1, "minggu": 7, "bulan": 30}


def is_card_off(root: str) -> bool:
    """Does kartu.yaml of the shop at `root` plainly say that there is no card? Looked for in the
    text: most shops have none, and what reading the rules costs is felt in each sale."""
    path = os.path.join(root, CARD_FILE)
    if not os.path.exists(path):
        return True
    found = (
        line.removeprefix(_SINCE).partition(b"#")[0].strip()
        for line in files.read(path).splitlines()
        if line.startswith(_SINCE)
    )
    return next(found, None) in (b"", b'""', b"''")


def load_rules(root: str) -> Rules:
    """Reads kartu.yaml of the shop at `root`; without one there is no card. Raises NotUnderstood
    with file and line."""
    path = os.path.join(root, CARD_FILE)
    if not os.path.exists(path):
        return Rules()
    source = Source(CARD_FILE, files.read(path))
    values = load(
        source,
        {
            "berlaku-sejak": _day,
            "di-bawah-modal": _below_cost,
            "tingkat": Each(
                {
                    "belanja": _purchases,
                    "tepat-waktu": _percent,
                    "potongan": _discount,
                    "gratis": _free,
                    "batas": readers.limit,
                    "tempo": _term,
                }
            ),
        },
    )
    below_cost = values.get("di-bawah-modal", NEVER)
    levels: list[Level] = []
    for name, (line, each) in values.get("tingkat", {}).items():
        if not 0 < len(name) <= _LONGEST or text.clean(name) != name:
            raise source.problem(
                line,
                f"nama '{text.clean(name)}' tidak bisa dipakai; paling "
                f"banyak {_LONGEST} huruf biasa.",
            )
        purchases, days = each.get("belanja", (0, 0))
        off, percent = each.get("potongan", (0, 0))
        every, free_to = each.get("gratis", (0, 0))
        level = Level(
            name,
            purchases,
            days,
            each.get("tepat-waktu", 0),
            off,
            percent,
            every,
            free_to,
            each.get("batas") or 0,
            each.get("tempo", ""),
        )
        if level.every and below_cost == NEVER:
            raise source.problem(
                line,
                f"{name}: gratis berarti menjual di bawah modal. Tulis "
                "'di-bawah-modal: gratis', atau kosongkan gratis.",
            )
        if levels and _is_easier(level, levels[-1]):
            raise source.problem(
                line,
                f"{name}: syaratnya lebih ringan dari {levels[-1].name}. "
                "Tulis tingkat dari yang terendah.",
            )
        levels.append(level)
    return Rules(values.get("berlaku-sejak"), tuple(levels), below_cost)


def _is_easier(level: Level, lower: Level) -> bool:
    """Do fewer purchases make this level, and no more debts paid on time?"""
    return level.on_time <= lower.on_time and level.purchases * max(
        lower.days, 1
    ) < lower.purchases * max(level.days, 1)


def _below_cost(value: Any) -> str:
    return one_of(*BELOW_COST)(value) if word(value) else NEVER


def _day(value: Any) -> date | None:
    written = word(value)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadValue(f"'{written}' seharusnya tanggal, misalnya 2026-12-01.") from None


def _purchases(value: Any) -> tuple[int, int]:
    """`10 kali dalam 30 hari` → purchases and days."""
    written = word(value).casefold()
    if not written:
        return 0, 0
    count, _, span = written.partition(" dalam ")
    days, _, unit = span.partition(" ")
    found = (
        _whole(count.removesuffix(" kali").removesuffix(" belanja")),
        _whole(days) * _SPANS.get(unit, 0),
    )
    if not 0 < found[0] or not 0 < found[1] <= 999:
        raise BadValue(f"'{written}' seharusnya misalnya 10 kali dalam 30 hari.")
    return found


def _percent(value: Any) -> int:
    """`90%` or `90` → 90."""
    written = word(value)
    found = _whole(written.removesuffix("%").rstrip())
    if written and not 0 <= found <= 100:
        raise BadValue(f"'{written}' seharusnya persen, misalnya 90%.")
    return max(found, 0)


def _whole(written: str) -> int:
    """A whole number of up to three digits; -1 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else -1


def _discount(value: Any) -> tuple[int, int]:
    """`500` or `2%` → rupiah and per cent, one of them 0."""
    written = word(value)
    if written.endswith("%"):
        return 0, _percent(value)
    return (_rupiah(written) if written else 0), 0


def _free(value: Any) -> tuple[int, int]:
    """`setiap 10, sampai 12.000` → every so manyth purchase, and up to how many rupiah."""
    written = word(value).casefold()
    if not written:
        return 0, 0
    count, _, amount = written.partition(" sampai ")
    every = _whole(count.removeprefix("setiap ").rstrip(",").removesuffix(" belanja"))
    if every < 2 or not amount:
        raise BadValue(f"'{written}' seharusnya misalnya setiap 10, sampai 12.000.")
    return every, _rupiah(amount)


def _rupiah(written: str) -> int:
    found = amount(written)
    if not found.rupiah or not found.explicit and found.rupiah < 100:
        raise BadValue(
            f"'{written}' terlalu kecil; kosong = tanpa hadiah ini. Kalau memang "
            f"segitu, tulis Rp{written}."
        )
    return found.rupiah


def _term(value: Any) -> str:
    written: str = readers.term(value) if word(value) else ""
    return written

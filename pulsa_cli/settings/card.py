"""The rules of the loyalty card, `ledger/kartu.yaml`."""

import os
from datetime import date
from typing import Any

from pulsa_cli.core import text
from pulsa_cli.core.loyalty import BELOW_COST, NEVER, Level, Rules
from pulsa_cli.core.shop_settings import CARD_FILE
from pulsa_cli.ledger import files
from pulsa_cli.settings import readers
from pulsa_cli.settings.spec import Key, Spec, Values
from pulsa_cli.settings.strict_yaml import LARGEST, BadValue, amount, one_of, word

_LONGEST = 20  # letters of a level's name: it has to fit on a narrow receipt
_SINCE_LINE = b"berlaku-sejak:"
_SPANS = {"hari": 1, "minggu": 7, "bulan": 30}


def is_card_off(root: str) -> bool:
    """Does kartu.yaml of the shop at `root` plainly say that there is no card? Looked for in the
    text: most shops have none, and what reading the rules costs is felt in each sale."""
    path = os.path.join(root, CARD_FILE)
    if not os.path.exists(path):
        return True
    written = (
        line.removeprefix(_SINCE_LINE).partition(b"#")[0].strip()
        for line in files.read(path, LARGEST).splitlines()
        if line.startswith(_SINCE_LINE)
    )
    return next(written, None) in (b"", b'""', b"''")


def _below_cost(value: Any) -> str:
    return one_of(*BELOW_COST)(value) if word(value) else NEVER


def _day(value: Any) -> date | None:
    return readers.day(value) if word(value) else None


def _purchases(value: Any) -> tuple[int, int]:
    """`10 kali dalam 30 hari` → purchases and days."""
    written = word(value).casefold()
    if not written:
        return 0, 0
    count, _, span = written.partition(" dalam ")
    number, _, unit = span.partition(" ")
    purchases = _whole(count.removesuffix(" kali").removesuffix(" belanja"))
    days = _whole(number) * _SPANS.get(unit, 0)
    if not 0 < purchases or not 0 < days <= 999:
        raise BadValue(f"'{written}' seharusnya misalnya 10 kali dalam 30 hari.")
    return purchases, days


def _percent(value: Any) -> int:
    """`90%` or `90` → 90."""
    written = word(value)
    percent = _whole(written.removesuffix("%").rstrip())
    if written and not 0 <= percent <= 100:
        raise BadValue(f"'{written}' seharusnya persen, misalnya 90%.")
    return max(percent, 0)


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
    entered = amount(written)
    if not entered.rupiah or not entered.explicit and entered.rupiah < 100:
        raise BadValue(
            f"'{written}' terlalu kecil; kosong = tanpa hadiah ini. Kalau memang "
            f"segitu, tulis Rp{written}."
        )
    return entered.rupiah


def _term(value: Any) -> str:
    written: str = readers.term(value) if word(value) else ""
    return written


_SINCE = Key(
    "berlaku-sejak",
    _day,
    None,
    accepts="1 Des 2026, 1/12/2026, 2026-12-01",
    meaning="sejak kapan kartu berlaku; belanja sebelumnya tidak dihitung",
    default="belum ada kartu",
)
_MAY_GO_BELOW_COST = Key(
    "di-bawah-modal",
    _below_cost,
    NEVER,
    accepts="tidak, gratis, ya",
    meaning="boleh sampai menjual di bawah modal: tidak pernah, hanya belanja yang gratis, atau "
    "boleh",
    default="tidak",
)
_ANY, _NO_GIFT = "tanpa syarat ini", "tanpa hadiah ini"
_PURCHASES = Key(
    "tingkat.*.belanja",
    _purchases,
    (0, 0),
    accepts="10 kali dalam 30 hari",
    meaning="syarat: paling sedikit berapa kali, dalam berapa hari terakhir",
    default=_ANY,
)
_ON_TIME = Key(
    "tingkat.*.tepat-waktu",
    _percent,
    0,
    accepts="90%",
    meaning="syarat: paling sedikit berapa persen kasbonnya lunas pada waktunya",
    default=_ANY,
)
_OFF = Key(
    "tingkat.*.potongan",
    _discount,
    (0, 0),
    accepts="500, 2%",
    meaning="hadiah: potongan tiap belanja, rupiah atau persen (dibulatkan ke bawah ke Rp100)",
    default=_NO_GIFT,
)
_FREE = Key(
    "tingkat.*.gratis",
    _free,
    (0, 0),
    accepts="setiap 10, sampai 12.000",
    meaning="hadiah: setiap belanja keberapa gratis, dan sampai berapa rupiah",
    default=_NO_GIFT,
)
_LIMIT = Key(
    "tingkat.*.batas",
    readers.limit,
    None,
    accepts="200.000",
    meaning="hadiah: batas kasbonnya, kalau lebih tinggi dari kebijakan.yaml",
    default=_NO_GIFT,
)
_LONGER = Key(
    "tingkat.*.tempo",
    _term,
    "",
    accepts="14 hari",
    meaning="hadiah: tempo kasbonnya, kalau lebih lama dari kebijakan.yaml",
    default=_NO_GIFT,
)
SPEC = Spec(
    CARD_FILE,
    "Kartu langganan: hadiah untuk pelanggan yang sering belanja dan membayar tepat waktu. "
    "Tingkatnya ditulis dari yang terendah, namanya bebas. Kalau ada yang keliru, pulsa menyebut "
    "barisnya dan menjual tanpa kartu.",
    _SINCE,
    _MAY_GO_BELOW_COST,
    _PURCHASES,
    _ON_TIME,
    _OFF,
    _FREE,
    _LIMIT,
    _LONGER,
)


def load_rules(root: str) -> Rules:
    """Reads kartu.yaml of the shop at `root`; without one there is no card. Raises NotUnderstood
    with file and line."""
    if not os.path.exists(os.path.join(root, CARD_FILE)):
        return Rules()
    values = SPEC.read(root)
    levels: list[Level] = []
    for name, line, written in values.named("tingkat"):
        level = _level(name, written)
        why = _mistake(level, levels[-1] if levels else None, values[_MAY_GO_BELOW_COST])
        if why:
            raise values.source.problem(line, why)
        levels.append(level)
    return Rules(since=values[_SINCE], levels=tuple(levels), below_cost=values[_MAY_GO_BELOW_COST])


def _level(name: str, values: Values) -> Level:
    purchases, days = values[_PURCHASES]
    off, percent = values[_OFF]
    every, free_to = values[_FREE]
    return Level(
        name=name,
        purchases=purchases,
        days=days,
        on_time=values[_ON_TIME],
        off=off,
        percent=percent,
        every=every,
        free_to=free_to,
        limit=values[_LIMIT] or 0,
        term=values[_LONGER],
    )


def _mistake(level: Level, lower: Level | None, below_cost: str) -> str:
    """What is wrong with a level above `lower`; empty where it is well."""
    name = text.clean(level.name)
    if not 0 < len(level.name) <= _LONGEST or name != level.name:
        return f"nama '{name}' tidak bisa dipakai; paling banyak {_LONGEST} huruf biasa."
    if level.every and below_cost == NEVER:
        return (
            f"{name}: gratis berarti menjual di bawah modal. Tulis 'di-bawah-modal: gratis', "
            "atau kosongkan gratis."
        )
    if lower and _is_easier(level, lower):
        return (
            f"{name}: syaratnya lebih ringan dari {lower.name}. Tulis tingkat dari yang terendah."
        )
    return ""


def _is_easier(level: Level, lower: Level) -> bool:
    """Do fewer purchases make this level, and no more debts paid on time?"""
    return level.on_time <= lower.on_time and level.purchases * max(
        lower.days, 1
    ) < lower.purchases * max(level.days, 1)

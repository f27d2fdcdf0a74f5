"""What the owner decides about the shop: `ledger/toko.yaml` and `ledger/kebijakan.yaml`."""

import os
from datetime import date
from typing import Any, NamedTuple

from pulsa_cli.core import ids, phone, templates, terms, text
from pulsa_cli.core.dates import DAYS, ZONES
from pulsa_cli.core.policy import Policy, Reminding
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.ledger import files
from pulsa_cli.settings.strict_yaml import (
    BadValue,
    Each,
    Reader,
    Scalar,
    Source,
    amount,
    lines,
    load,
    one_of,
    word,
    words,
)

SHOP_FILE = os.path.join("ledger", "toko.yaml")
POLICY_FILE = os.path.join("ledger", "kebijakan.yaml")
CARD_FILE = os.path.join("ledger", "kartu.yaml")
_CARD_SINCE = b"berlaku-sejak:"
_NO_RULE = ("", "tidak", "tanpa")
_ALIASES = {"tf": "transfer", "cash": "tunai"}


class Supplier(NamedTuple):
    """Who tops the numbers up: a WhatsApp number as it is stored (empty = none), and the form of
    a complaint there (empty = the usual one), with places of templates.OF_COMPLAINT."""

    name: str
    whatsapp: str
    complaint: str


class ChannelSettings(NamedTuple):
    """What sends reminders by itself: on the device of `counter`, a program with its arguments, or
    a folder for files; it may take `patience` seconds for one message."""

    counter: str = ""
    command: tuple[str, ...] = ()
    folder: str = ""
    patience: int = 30


class ShopSettings(NamedTuple):
    """toko.yaml. `zone` is WIB, WITA or WIT; `methods` the ways to pay, the usual one first."""

    name: str
    zone: str
    address: str
    phone: str
    methods: list[str]
    suppliers: list[Supplier]
    channel: ChannelSettings

    def require_name(self) -> None:
        """Raises Refused for a template, which has no name yet."""
        if not self.name:
            raise Refused(
                "Nama konter belum diisi, jadi belum bisa mencatat. "
                f"Isi baris 'nama:' di {SHOP_FILE}."
            )

    def is_method(self, text: str) -> bool:
        """Does this word mean a way to pay?"""
        return bool(self._method(text))

    def _method(self, text: str) -> str:
        typed = text.casefold()
        for wanted in (typed, _ALIASES.get(typed)):
            for method in self.methods:
                if method.casefold() == wanted:
                    return method
        return ""

    def method(self, text: str) -> str:
        """The way to pay that is meant (`tf` = transfer, `cash` = tunai), the usual one where
        nothing was said. Raises WrongUse."""
        if found := self._method(text) if text else self.methods[0]:
            return found
        raise WrongUse(
            f"Cara bayar '{text}' tidak ada di {SHOP_FILE}. Yang ada: {', '.join(self.methods)}."
        )


def load_shop(root: str) -> ShopSettings:
    """Reads toko.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(SHOP_FILE, files.read(os.path.join(root, SHOP_FILE)))
    values = load(
        source,
        {
            "format": one_of("1"),
            "nama": word,
            "zona": one_of(*ZONES),
            "alamat": word,
            "telepon": word,
            "cara-bayar": words,
            "pemasok": Each({"whatsapp": mobile, "keluhan": template}),
            "pengingat": {
                "konter": _counter,
                "perintah": _command,
                "berkas": word,
                "tunggu": _seconds,
            },
        },
    )
    for required in ("format", "zona"):
        if required not in values:
            raise NotUnderstood(
                f"{SHOP_FILE}:1",
                f"baris '{required}:' tidak ada.",
                f"Tambahkan, misalnya '{required}: "
                f"{'1' if required == 'format' else 'WIB'}', lalu ulangi.",
            )
    return ShopSettings(
        values.get("nama", ""),
        values["zona"],
        values.get("alamat", ""),
        values.get("telepon", ""),
        values.get("cara-bayar") or ["tunai"],
        [
            Supplier(name, each.get("whatsapp", ""), each.get("keluhan", ""))
            for name, (_, each) in values.get("pemasok", {}).items()
        ],
        _channel(values.get("pengingat", {})),
    )


def _channel(values: dict[str, Any]) -> ChannelSettings:
    return ChannelSettings(
        values.get("konter", ""),
        values.get("perintah", ()),
        values.get("berkas", ""),
        values.get("tunggu") or ChannelSettings().patience,
    )


def load_policy(root: str) -> Policy:
    """Reads kebijakan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(POLICY_FILE, files.read(os.path.join(root, POLICY_FILE)))
    values = load(
        source,
        {
            "tempo": read_term,
            "tenggang": _days,
            "batas": read_limit,
            "paling-banyak": _count,
            "undur": {"kali": _count, "paling-lama": _days},
            "cicil": {"kali": _count, "paling-lama": _days},
            "akibat": {"ingatkan": _days, "stop-hutang": _days, "bayar-di-muka": _days},
            "pengingat": {
                "hari": _levels,
                "jam": _hours,
                "libur": _days_off,
                "paling-kecil": read_limit,
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


def is_card_off(root: str) -> bool:
    """Does kartu.yaml of the shop at `root` plainly say that there is no card? Looked for in the
    text: most shops have none, and what reading the rules costs is felt in each sale."""
    path = os.path.join(root, CARD_FILE)
    if not os.path.exists(path):
        return True
    found = (
        line.removeprefix(_CARD_SINCE).partition(b"#")[0].strip()
        for line in files.read(path).splitlines()
        if line.startswith(_CARD_SINCE)
    )
    return next(found, None) in (b"", b'""', b"''")


def template_of(known: tuple[str, ...]) -> Reader:
    """A reader for a text with these places to fill in."""

    def read(value: Any) -> str:
        written = lines(value)
        for name in templates.unknown(written, known):
            if name in ("{", "}"):
                raise BadValue(
                    "kurung { tidak ditutup." if name == "{" else "ada } tanpa { di depannya."
                )
            near = text.nearest(name, known, 1)
            hint = f" Maksudnya {{{near[0]}}}?" if near else ""
            raise BadValue(
                f"{{{name}}} tidak dikenal; yang bisa diisi: "
                f"{', '.join(f'{{{each}}}' for each in known)}.{hint}"
            )
        return written

    return read


template = template_of(templates.OF_COMPLAINT)  # a text about a complaint


def mobile(value: Any) -> str:
    """A mobile number as it is stored; empty where none is written."""
    try:
        return phone.group(phone.normalise(word(value))) if word(value) else ""
    except Refused as error:
        raise BadValue(str(error)) from None


def _counter(value: Any) -> str:
    written = word(value).upper()
    if written and not ids.is_counter(written):
        raise BadValue(f"'{word(value)}' bukan kode konter; misalnya A.")
    return written


def _command(value: Any) -> tuple[str, ...]:
    """A program and its arguments as a shell would split them."""
    written: str = template_of(("nomor",))(value)
    if not written:
        return ()
    import shlex  # hardly a shop has one

    try:
        return tuple(shlex.split(written))
    except ValueError:
        raise BadValue("tanda kutipnya tidak ditutup.") from None


def _seconds(value: Any) -> int | None:
    return _measured(value, {"": 1, "detik": 1, "menit": 60}, "30 detik")


def read_term(value: Any) -> str:
    """A payment term as in core.terms, in its plain spelling."""
    try:
        return terms.check_term(word(value))
    except WrongUse as error:
        raise BadValue(str(error)) from None


def _days(value: Any) -> int | None:
    """`7 hari`, `2 minggu` or `7` → days; None where there is no such rule."""
    return _measured(value, {"": 1, "hari": 1, "minggu": 7}, "7 hari")


def _count(value: Any) -> int | None:
    """`2 kali` or `2`; None where there is no such rule."""
    return _measured(value, {"": 1, "kali": 1, "kasbon": 1}, "2")


def _measured(value: Any, units: dict[str, int], example: str) -> int | None:
    written = word(value).casefold()
    if written in _NO_RULE:
        return None
    unit = written.lstrip("0123456789 ")
    number = written.removesuffix(unit).strip()
    if unit not in units or not _is_whole(number):
        raise BadValue(f"'{written}' seharusnya misalnya {example}; kosong = tanpa aturan ini.")
    return int(number) * units[unit]


def _is_whole(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 5


def read_limit(value: Any) -> int | None:
    """Rupiah; None where there is no limit. Below Rp1.000 it has to be written with Rp: a limit
    of 50 instead of 50.000 would stop all credit."""
    written = word(value)
    if written.casefold() in _NO_RULE:
        return None
    found = amount(written)
    if not found.explicit:
        raise BadValue(
            f"'{written}' terlalu kecil. Maksudnya {written}.000? Kalau memang segitu, "
            f"tulis Rp{written}."
        )
    return found.rupiah


def _levels(value: Any) -> tuple[int, ...]:
    return _numbers(value, -999, "-3, 0, 7")


def _hours(value: Any) -> tuple[int, int]:
    """`08-20` or `08.00-20.00` → the first hour and the one that is too late; any hour where
    nothing is written."""
    written = word(value).replace("–", "-")
    first, _, last = written.partition("-")
    found = [hour.strip().removesuffix(".00").removesuffix(":00") for hour in (first, last)]
    if written and not (all(map(_is_whole, found)) and int(found[0]) < int(found[1]) <= 24):
        raise BadValue(f"'{written}' seharusnya misalnya 08-20.")
    return (int(found[0]), int(found[1])) if written else (0, 24)


def _days_off(value: Any) -> tuple[tuple[int, ...], tuple[date, ...]]:
    """Names of days and dates → weekdays (Monday = 0) and dates."""
    if isinstance(value, Scalar) and word(value).casefold() in _NO_RULE:
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
    return _numbers(value, 1, "7, 30, 60") or Policy().ageing


def _numbers(value: Any, least: int, example: str) -> tuple[int, ...]:
    """Whole numbers from `least`, each larger than the one before."""
    if not isinstance(value, list):
        value = [
            Scalar(each.strip(), value.line)
            for each in value.text.split(",")
            if each.strip().casefold() not in _NO_RULE
        ]
    found: list[int] = []
    for item in value:
        written = word(item)
        if not _is_whole(written.removeprefix("-")) or not least <= int(written) <= 999:
            raise BadValue(f"'{written}' seharusnya bilangan bulat, misalnya {example}.", item.line)
        if found and int(written) <= found[-1]:
            raise BadValue(f"'{written}' harus lebih besar dari yang sebelumnya.", item.line)
        found.append(int(written))
    return tuple(found)

"""The payment policy in plain sentences, made from its settings: the one source of the command's
text, the poster and what customers are told."""

from collections.abc import Sequence
from typing import NamedTuple

from pulsa_cli.core.ageing import buckets
from pulsa_cli.core.dates import DAYS
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.policy import Policy, Reminding

_SPOKEN = {
    "hari ini": "pada hari yang sama",
    "sekarang": "pada hari yang sama",
    "besok": "hari berikutnya",
    "lusa": "dua hari sesudah belanja",
    "seminggu": "seminggu sesudah belanja",
    "minggu depan": "seminggu sesudah belanja",
    "sebulan": "sebulan sesudah belanja",
    "bulan depan": "sebulan sesudah belanja",
    "akhir bulan": "akhir bulan",
    "gajian": "pada hari gajian",
}
_UNITS = {"h": "hari", "hr": "hari", "mgg": "minggu", "bln": "bulan"}


AGREED = "Berlaku kecuali disepakati lain."


class Section(NamedTuple):
    """Some sentences under a heading."""

    heading: str
    sentences: list[str]


def sections(policy: Policy, methods: Sequence[str], card: Sequence[str]) -> list[Section]:
    """What customers have to know; `methods` are the ways to pay, `card` says what the loyalty
    card gives to whom (none = there is none)."""
    others = [
        Section("Cara bayar", [f"{capital(listed(methods, 'atau'))}."]),
        Section(
            "Bayar di muka",
            [
                "Boleh titip uang dulu, dipakai nanti.",
                "Boleh pesan untuk hari lain, dengan uang muka.",
            ],
        ),
        Section("Kartu langganan", [*card]),
    ]
    if policy.limit == 0 or policy.most == 0:
        sections = [Section("Kasbon", ["Kami belum melayani kasbon."]), *others]
        return [section for section in sections if section.sentences]
    sections = [
        Section("Jatuh tempo", _terms(policy)),
        Section("Batas", _limits(policy)),
        Section("Kalau lewat jatuh tempo", _consequences(policy)),
        Section("Sedang sulit? Bicarakan dengan kami", _relief(policy)),
        Section("Pengingat", _reminders(policy.reminding)),
        *others,
    ]
    return [section for section in sections if section.sentences]


def ageing(policy: Policy) -> str:
    """How the shop's own list of receivables is divided."""
    spans = [
        f"di atas {bucket.first - 1}"
        if bucket.last is None
        else f"{bucket.first}–{bucket.last}"
        if bucket.first < bucket.last
        else str(bucket.first)
        for bucket in buckets(policy.ageing)[1:]
    ]
    return f"Umur hutang dikelompokkan menurut hari lewat jatuh tempo: {listed(spans, 'dan')}."


def consequence(policy: Policy) -> str:
    """What a message about a new debt says will follow; empty where nothing does."""
    rules = [
        (policy.from_day(days), until)
        for days, until in ((policy.prepay, "semua kasbon"), (policy.stop, "yang lewat"))
        if days is not None
    ]
    if not rules:
        return ""
    days, until = min(rules, key=lambda rule: rule[0])
    late = "lewat jatuh tempo" if days <= 1 else f"lewat jatuh tempo {days} hari"
    return f"Kalau {late}, kasbon baru belum bisa kami layani sampai {until} lunas."


def _terms(policy: Policy) -> list[str]:
    sentences = [f"Kasbon dibayar paling lambat {_spoken(policy.term)}."]
    if policy.grace:
        sentences.append(f"Sesudah itu ada masa tenggang {policy.grace} hari.")
    return sentences


def _spoken(term: str) -> str:
    """A term, as in core.terms, in words that stand behind `paling lambat`."""
    if term in _SPOKEN:
        return _SPOKEN[term]
    if term.startswith(("tanggal", "tgl")):
        return f"tanggal {''.join(filter(str.isdigit, term))} berikutnya"
    day = term.removeprefix("hari ").removesuffix(" depan")
    if day.capitalize() in DAYS:
        return f"hari {day.capitalize()} berikutnya"
    unit = term.lstrip("0123456789 ")
    count = int(term.removesuffix(unit))
    return f"{count} {_UNITS.get(unit, unit)} sesudah belanja" if count else _SPOKEN["hari ini"]


def _limits(policy: Policy) -> list[str]:
    sentences = []
    if policy.limit is not None:
        sentences.append(f"Paling banyak {rupiah(policy.limit)} untuk satu pelanggan.")
    if policy.most is not None:
        sentences.append(f"Paling banyak {policy.most} kasbon yang belum lunas.")
    return sentences


def _consequences(policy: Policy) -> list[str]:
    rules = (
        (policy.remind, "kami ingatkan saat belanja"),
        (policy.stop, "kasbon berhenti sampai itu lunas"),
        (policy.prepay, "bayar di muka sampai semua lunas"),
    )
    return [
        f"Lewat {policy.from_day(days)} hari: {follows}."
        for days, follows in rules
        if days is not None
    ]


def _relief(policy: Policy) -> list[str]:
    moved = _bounds(policy.moves, "kali", policy.move_days, 1)
    split = _bounds(policy.instalments, "cicilan", policy.instalment_days, 2)
    return [
        "Jatuh tempo tidak bisa diundur."
        if moved is None
        else " ".join(["Jatuh tempo bisa diundur", *moved]) + ".",
        "Kasbon tidak bisa dicicil."
        if split is None
        else ": ".join(["Kasbon bisa dicicil sekali", *split]) + ".",
    ]


def _bounds(count: int | None, unit: str, days: int | None, least: int) -> list[str] | None:
    """How often or into how many, and how long, in one text, none without such rules; None where
    it is less than `least` or no day, so not possible at all."""
    if count is not None and count < least or days == 0:
        return None
    bounds = [f"{count} {unit}"] if count is not None else []
    bounds += [f"paling lama {days} hari"] if days is not None else []
    return [", ".join(bounds)] if bounds else []


def _reminders(rules: Reminding) -> list[str]:
    if not rules.levels:
        return []
    sentences = [f"{capital(_reminded_on(rules.levels))} jatuh tempo."]
    if hours := _reminding_hours(rules):
        sentences.append(f"{capital(hours)}.")
    if rules.least:
        sentences.append(f"Di bawah {rupiah(rules.least)} tidak diingatkan.")
    return sentences


def _reminded_on(levels: Sequence[int]) -> str:
    """On which days, counted from the due date, in words that stand before `jatuh tempo`."""
    if levels == (0,):
        return "pada hari"
    before = [str(-day) for day in levels if day < 0]
    after = [str(day) for day in levels if day > 0]
    parts = [f"{listed(before, 'dan')} hari sebelum"] if before else []
    parts += ["hari itu juga"] if 0 in levels else []
    parts += [f"{listed(after, 'dan')} hari sesudah"] if after else []
    return "; ".join(parts)


def _reminding_hours(rules: Reminding) -> str:
    """At what hours and on which weekdays not; empty where it is at any time."""
    days_off = listed([DAYS[day] for day in rules.weekdays_off], "dan")
    parts = [f"hanya {rules.hours}"] if rules.hours else []
    parts += [f"tidak pada hari {days_off}"] if days_off else []
    return ", ".join(parts)


def listed(words: Sequence[str], last: str) -> str:
    """`a, b dan c`, with the word before the last one."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def text(policy: Policy, methods: Sequence[str], card: Sequence[str]) -> str:
    """The whole policy, for the screen."""
    lines: list[str] = []
    for section in sections(policy, methods, card):
        lines += [section.heading, *(f"- {sentence}" for sentence in section.sentences)]
    return "\n".join([*lines, AGREED, "", ageing(policy)])

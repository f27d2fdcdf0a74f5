"""The loyalty card in words: its levels, made from the settings; a customer's level with the
numbers behind it; and the card itself."""

from collections.abc import Mapping
from datetime import date

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day, show_short
from pulsa_cli.core.loyalty import (
    ALWAYS,
    Facts,
    Holder,
    Level,
    Missing,
    Rules,
    bought,
    following,
    missing,
)
from pulsa_cli.core.money import rupiah
from pulsa_cli.show.columns import Column, Fields, Listing, Total, money
from pulsa_cli.show.lines import broken, folded, named

PAPER = 32  # columns of a 58 mm printer (domain facts §4.2)
NONE = "belum ada"


def conditions(level: Level) -> list[str]:
    """What has to be met, each to be read aloud; that nothing is overdue goes without saying
    here."""
    asked = []
    if level.purchases:
        asked.append(f"{level.purchases} belanja dalam {level.days} hari")
    if level.on_time:
        asked.append(
            f"{level.on_time}% kasbon dibayar tepat waktu"
            if level.on_time < 100
            else "semua kasbon dibayar tepat waktu"
        )
    return asked


def gifts(rules: Rules, level: Level, customer: Customer | None = None) -> list[str]:
    """What the level gives; to this customer, who may have a limit and a term of their own."""
    given = []
    if level.off or level.percent:
        given.append(_discount(rules, level))
    if level.every:
        given.append(f"setiap belanja ke-{level.every} gratis sampai {rupiah(level.free_to)}")
    if level.limit and (customer is None or customer.limit is None):
        given.append(f"batas kasbon {rupiah(level.limit)}")
    if level.term and (customer is None or not customer.term):
        given.append(f"tempo kasbon {level.term}")
    return given


def _discount(rules: Rules, level: Level) -> str:
    """What the level takes off each purchase."""
    up_to = "" if rules.below_cost == ALWAYS else "sampai "  # never below cost
    off = rupiah(level.off) if level.off else f"{level.percent}%"
    return f"potongan {up_to}{off} tiap belanja"


def rules_said(rules: Rules, today: date) -> list[str]:
    """The card in plain sentences, for the policy and the poster; nothing where there is none."""
    if rules.since is None or not rules.levels:
        return []
    lines = [
        f"{level.name}: {', '.join(conditions(level)) or 'semua pelanggan'}. "
        f"Hadiahnya {', '.join(gifts(rules, level)) or 'belum ada'}."
        for level in rules.levels
    ]
    start = f"Mulai {show_day(rules.since)}. " if rules.since > today else ""
    return [*lines, f"{start}Berlaku selama tidak ada kasbon yang lewat jatuh tempo."]


def fields(rules: Rules) -> Fields[Holder]:
    """A customer for CSV and JSON, money in rupiah. `belanja` are the purchases that count for the
    level, or without one for the first, null where it asks for none; `kurang_tepat` is null where
    no number of debts paid on time is enough."""
    return {
        "pelanggan": lambda holder: holder.customer.id,
        "nama": lambda holder: holder.customer.name,
        "nomor": lambda holder: " ".join(holder.customer.numbers),
        "tingkat": lambda holder: holder.level.name if holder.level else "",
        "belanja": lambda holder: _counted(rules, holder),
        "kasbon_tepat": lambda holder: holder.facts.on_time,
        "kasbon_dinilai": lambda holder: holder.facts.decided,
        "telat": lambda holder: holder.facts.overdue,
        "berikutnya": lambda holder: above.name if (above := _above(rules, holder)) else "",
        "kurang_belanja": lambda holder: _missed(rules, holder).purchases,
        "kurang_tepat": lambda holder: _missed(rules, holder).on_time,
    }


def _above(rules: Rules, holder: Holder) -> Level | None:
    return following(rules, holder.level)


def _counted(rules: Rules, holder: Holder) -> int | None:
    level = holder.level or _above(rules, holder)
    return bought(rules, level, holder.facts) if level and level.purchases else None


def _missed(rules: Rules, holder: Holder) -> Missing:
    """What is missing for the next level; nothing at the highest."""
    above = _above(rules, holder)
    return missing(rules, above, holder.facts) if above else Missing(0, 0, 0)


def listing(rules: Rules) -> Listing[Holder]:
    """The list of who has which level, and how many."""

    def purchases(holder: Holder) -> str:
        counted = _counted(rules, holder)
        return "-" if counted is None else str(counted)

    def counts(holder: Holder) -> dict[str, int]:
        return {holder.level.name: 1} if holder.level else {}

    def totals(sums: Mapping[str, int]) -> list[str]:
        return [" · ".join(f"{level.name} {sums[level.name]}" for level in rules.levels)]

    return Listing(
        fields(rules),
        [
            Column("Pelanggan", lambda holder: holder.customer.name, breaks=(1, 12)),
            Column("Kartu", lambda holder: holder.level.name if holder.level else "-"),
            Column("Belanja", purchases, right=True),
            Column("Tepat waktu", lambda holder: _share(holder.facts), right=True),
            Column("Telat", lambda holder: money(holder.facts.overdue), right=True),
        ],
        stack=lambda name, level, purchases, on_time, overdue: [
            name,
            f"Kartu {level} · belanja {purchases}",
            *named(("tepat waktu", on_time), ("telat", overdue)),
        ],
        total=Total(counts, totals),
    )


def _share(facts: Facts) -> str:
    return f"{facts.on_time} dari {facts.decided}" if facts.decided else "-"


def details(holder: Holder, rules: Rules, since_gift: int) -> str:
    """A customer's level, the numbers behind it, and what is missing for the next; `since_gift`
    counts purchases after the last free one."""
    own, facts = holder.level, holder.facts
    lines = [f"{holder.customer.called}: kartu {own.name if own else NONE}"]
    lines += [f"- hadiah: {given}" for given in gifts(rules, own, holder.customer)] if own else []
    if own and own.every:
        lines.append(
            f"- belanja sejak yang gratis terakhir: {max(0, min(since_gift, own.every - 1))} "
            f"dari {own.every - 1}"
        )
    if rules.since and facts.today < rules.since:
        lines.append(f"Kartu berlaku mulai {show_day(rules.since)}.")
    lines.append(
        "Telat sekarang: "
        + (rupiah(facts.overdue) + ", jadi belum ada kartu" if facts.overdue else "tidak ada")
    )
    lines.append(f"Kasbon tepat waktu: {_on_time(facts)}")
    for level in rules.levels:
        lines += _how_far(rules, level, facts)
    return "\n".join(lines)


def _how_far(rules: Rules, level: Level, facts: Facts) -> list[str]:
    """What a level asks for, and what of that is met."""
    lines = [f"{level.name} - syarat: {', '.join(conditions(level)) or 'tidak ada'}"]
    if level.purchases:
        start = rules.start(level, facts.today)
        lines.append(f"  belanja sejak {show_day(start)}: {bought(rules, level, facts)}")
    if missing(rules, level, facts).nothing:
        lines.append("  terpenuhi")
    else:
        lines.append(f"  kurang: {'; '.join(lacking(rules, level, facts))}")
    return lines


def _on_time(facts: Facts) -> str:
    if not facts.decided:
        return "belum ada yang dinilai (dihitung tepat waktu)"
    return f"{_share(facts)} ({facts.on_time * 100 // facts.decided}%)"


def lacking(rules: Rules, level: Level, facts: Facts) -> list[str]:
    """What is missing for a level."""
    missed = missing(rules, level, facts)
    said = [f"{missed.purchases} belanja lagi"] if missed.purchases else []
    if missed.on_time is None:
        said.append("semua kasbon harus tepat waktu, dan ada yang tidak")
    elif missed.on_time:
        said.append(f"{missed.on_time} kasbon lagi dibayar tepat waktu")
    return said + ([f"bayar {rupiah(missed.overdue)} yang telat"] if missed.overdue else [])


def card(holder: Holder, rules: Rules, since_gift: int, shop: str) -> str:
    """The card on paper, PAPER columns wide."""
    level, facts = holder.level, holder.facts
    lines = [
        _centred(shop),
        _centred("KARTU LANGGANAN"),
        "-" * PAPER,
        holder.customer.name,
        *holder.customer.numbers[:1],
        f"Tingkat: {level.name if level else NONE}",
        f"Per {show_short(facts.today, None)}",
        "-" * PAPER,
    ]
    if level:
        lines += [f"* {line}" for line in gifts(rules, level, holder.customer)]
        if level.every:
            lines.append(_stamps(since_gift, level))
    if above := following(rules, level):
        more = gifts(rules, above, holder.customer)
        lines += ["-" * PAPER] if lines[-1] != "-" * PAPER else []
        lines += [
            f"Menuju {above.name}:",
            *(f"- {line}" for line in lacking(rules, above, facts)),
            *(["Hadiahnya:"] if more else []),
            *(f"* {line}" for line in more),
        ]
    return folded("\n".join([*lines, "-" * PAPER, "Terima kasih."]), PAPER)


def _stamps(since_gift: int, level: Level) -> str:
    left = level.every - 1 - since_gift
    return f"* {left} belanja lagi, lalu gratis" if left > 0 else "* belanja berikutnya GRATIS"


def _centred(text: str) -> str:
    return "\n".join(line.center(PAPER).rstrip() for line in broken(text, PAPER).split("\n"))


def message_parts(holder: Holder, rules: Rules) -> tuple[str, str, str]:
    """For a message: the level, what it gives, and a sentence on the next level."""
    level = holder.level
    above = following(rules, level)
    missed = "; ".join(lacking(rules, above, holder.facts)) if above else ""
    given = gifts(rules, level, holder.customer) if level else []
    return (
        level.name if level else NONE,
        ", ".join(given),
        f"Untuk kartu {above.name}: {missed}." if above else "",
    )

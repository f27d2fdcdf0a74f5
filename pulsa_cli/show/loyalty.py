"""The loyalty card in words: its levels, made from the settings; a customer's level with the
numbers behind it; and the card itself."""

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
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.show.tables import Record, broken, folded, stacked, wrapped

FIELDS = (
    "pelanggan",
    "nama",
    "nomor",
    "tingkat",
    "belanja",
    "kasbon_tepat",
    "kasbon_dinilai",
    "telat",
    "berikutnya",
    "kurang_belanja",
    "kurang_tepat",
)
PAPER = 32  # columns of a 58 mm printer (domain facts §4.2)
NONE = "belum ada"


def conditions(level: Level) -> list[str]:
    """What has to be met, each to be read aloud; that nothing is overdue goes without saying
    here."""
    found = []
    if level.purchases:
        found.append(f"{level.purchases} belanja dalam {level.days} hari")
    if level.on_time:
        found.append(
            f"{level.on_time}% kasbon dibayar tepat waktu"
            if level.on_time < 100
            else "semua kasbon dibayar tepat waktu"
        )
    return found


def gifts(rules: Rules, level: Level, customer: Customer | None = None) -> list[str]:
    """What the level gives; to this customer, who may have a limit and a term of their own."""
    found = []
    up_to = "" if rules.below_cost == ALWAYS else "sampai "  # never below cost
    if level.off or level.percent:
        off = rupiah(level.off) if level.off else f"{level.percent}%"
        found.append(f"potongan {up_to}{off} tiap belanja")
    if level.every:
        found.append(f"setiap belanja ke-{level.every} gratis sampai {rupiah(level.free_to)}")
    if level.limit and (customer is None or customer.limit is None):
        found.append(f"batas kasbon {rupiah(level.limit)}")
    if level.term and (customer is None or not customer.term):
        found.append(f"tempo kasbon {level.term}")
    return found


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


def record(holder: Holder, rules: Rules) -> Record:
    """A customer for CSV and JSON: FIELDS. `belanja` are the purchases that count for the level,
    or without one for the first, null where it asks for none; money in rupiah; `kurang_tepat` is
    null where no number of debts paid on time is enough."""
    facts, above = holder.facts, following(rules, holder.level)
    counted = holder.level or above
    needed = missing(rules, above, facts) if above else Missing(0, 0, 0)
    return {
        "pelanggan": holder.customer.id,
        "nama": holder.customer.name,
        "nomor": " ".join(holder.customer.numbers),
        "tingkat": holder.level.name if holder.level else "",
        "belanja": bought(rules, counted, facts) if counted and counted.purchases else None,
        "kasbon_tepat": facts.on_time,
        "kasbon_dinilai": facts.decided,
        "telat": facts.overdue,
        "berikutnya": above.name if above else "",
        "kurang_belanja": needed.purchases,
        "kurang_tepat": needed.on_time,
    }


def listing(holders: list[Holder], rules: Rules, columns: int) -> str:
    """Who has which level, `columns` wide, and how many."""
    rows = []
    for holder in holders:
        made = record(holder, rules)
        rows.append(
            [
                holder.customer.name,
                made["tingkat"] or "-",
                "-" if made["belanja"] is None else str(made["belanja"]),
                _share(holder.facts),
                grouped(made["telat"]) if made["telat"] else "",
            ]
        )
    headers = ["Pelanggan", "Kartu", "Belanja", "Tepat waktu", "Telat"]
    totals = " · ".join(
        f"{level.name} {sum(each.level == level for each in holders)}" for level in rules.levels
    )
    table = wrapped(rows, headers, columns, [(0, 12)], right=[2, 3, 4])
    if table is None:
        return "\n".join(
            [
                *(
                    stacked(
                        row[0],
                        [
                            f"Kartu {row[1]} · belanja {row[2]}",
                            f"tepat waktu {row[3]}",
                            f"telat {row[4]}" if row[4] else "",
                        ],
                        columns,
                    )
                    for row in rows
                ),
                "",
                totals,
            ]
        )
    return f"{table}\n\n{totals}"


def _share(facts: Facts) -> str:
    return f"{facts.on_time} dari {facts.decided}" if facts.decided else "-"


def details(holder: Holder, rules: Rules, since_gift: int) -> str:
    """A customer's level, the numbers behind it, and what is missing for the next; `since_gift`
    counts purchases after the last free one."""
    level, facts = holder.level, holder.facts
    lines = [f"{holder.customer.called}: kartu {level.name if level else NONE}"]
    lines += [f"- hadiah: {each}" for each in gifts(rules, level, holder.customer)] if level else []
    if level and level.every:
        lines.append(
            f"- belanja sejak yang gratis terakhir: {min(since_gift, level.every - 1)} "
            f"dari {level.every - 1}"
        )
    if rules.since and facts.today < rules.since:
        lines.append(f"Kartu berlaku mulai {show_day(rules.since)}.")
    lines.append(
        "Telat sekarang: "
        + (rupiah(facts.overdue) + ", jadi belum ada kartu" if facts.overdue else "tidak ada")
    )
    lines.append(f"Kasbon tepat waktu: {_on_time(facts)}")
    for each in rules.levels:
        start = rules.start(each, facts.today)
        lines.append(f"{each.name} - syarat: {', '.join(conditions(each)) or 'tidak ada'}")
        if each.purchases:
            lines.append(f"  belanja sejak {show_day(start)}: {bought(rules, each, facts)}")
        lines.append(
            "  "
            + (
                "terpenuhi"
                if missing(rules, each, facts).nothing
                else f"kurang: {'; '.join(lacking(rules, each, facts))}"
            )
        )
    return "\n".join(lines)


def _on_time(facts: Facts) -> str:
    if not facts.decided:
        return "belum ada yang dinilai (dihitung tepat waktu)"
    return f"{_share(facts)} ({facts.on_time * 100 // facts.decided}%)"


def lacking(rules: Rules, level: Level, facts: Facts) -> list[str]:
    """What is missing for a level."""
    found = missing(rules, level, facts)
    said = [f"{found.purchases} belanja lagi"] if found.purchases else []
    if found.on_time is None:
        said.append("semua kasbon harus tepat waktu, dan ada yang tidak")
    elif found.on_time:
        said.append(f"{found.on_time} kasbon lagi dibayar tepat waktu")
    return said + ([f"bayar {rupiah(found.overdue)} yang telat"] if found.overdue else [])


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
        lines += [f"* {each}" for each in gifts(rules, level, holder.customer)]
        if level.every:
            lines.append(_stamps(since_gift, level))
    if above := following(rules, level):
        more = gifts(rules, above, holder.customer)
        lines += ["-" * PAPER] if lines[-1] != "-" * PAPER else []
        lines += [
            f"Menuju {above.name}:",
            *(f"- {each}" for each in lacking(rules, above, facts)),
            *(["Hadiahnya:"] if more else []),
            *(f"* {each}" for each in more),
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

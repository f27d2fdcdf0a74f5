"""What an old paper book adds to the ledgers, in a sentence and as a list."""

from collections.abc import Sequence

from pulsa_cli.core.dates import show_day, show_short
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.old_book import Line
from pulsa_cli.core.text import first_of
from pulsa_cli.show import columns
from pulsa_cli.show.columns import Column, Listing
from pulsa_cli.show.lines import broken
from pulsa_cli.trade.imported_before import Match, Wanted
from pulsa_cli.trade.importing import Plan
from pulsa_cli.trade.reckoning import Sums

_SHOWN = 20


def summary(plan: Plan) -> str:
    """`3 hutang, Rp45.000, 2 pelanggan (1 baru); 1 sudah ada, dilewati (Rp5.000)`."""
    said = "Tidak ada yang baru"
    if plan.debts:
        new = f" ({len(plan.new)} baru)" if plan.new else ""
        said = f"{len(plan.debts)} hutang, {rupiah(plan.amount)}, {plan.customers} pelanggan{new}"
    if plan.same:
        said += f"; {len(plan.same)} sudah ada, dilewati ({_sum(plan.same)})"
    if plan.alike:
        said += f"; {len(plan.alike)} mirip, tidak dimasukkan ({_sum(plan.alike)})"
    return said


def told(plan: Plan, file: str, unused: Sequence[str]) -> list[str]:
    """What is to be known before it is recorded: the sums of the book as it stands in the `file`,
    the columns and numbers that are not used, the day of lines without one, prepaid money that pays
    for it, lines that owe nothing, payments before what they pay, and what is left out."""
    lines = [in_the_book(plan.sums)]
    if unused:
        lines.append(f"Kolom yang tidak dipakai: {', '.join(unused)}.")
    if undated := [debt for debt in plan.debts if debt.any_day]:
        lines.append(f"{len(undated)} baris tanpa tanggal dicatat {show_day(undated[0].day)}.")
    for name, amount in plan.prepaid:
        lines.append(f"Uang titipan {name} {rupiah(amount)} langsung dipakai membayarnya.")
    if plan.numbers:
        lines += ["Nomor yang tidak ikut dicatat (dengan: pulsa pelanggan ubah NAMA --nomor):"]
        lines += _some([f"- {file}:{it.place} {it.name} {it.number}" for it in plan.numbers])
    if plan.settled:
        lines += ["Tertulis lunas, jadi tidak dimasukkan:"]
        lines += _some([_settled(file, line) for line in plan.settled])
    if plan.nothing:
        lines += ["Tidak ada hutangnya, jadi tidak dimasukkan:"]
        lines += _some([f"- {file}:{it.place} {it.name}" for it in plan.nothing])
    if plan.early:
        lines += ["Pembayaran bertanggal sebelum hutangnya, tetap dihitung:"]
        lines += _some([_payment(file, line) for line in plan.early])
    if plan.alike:
        lines += ["Mirip yang sudah tercatat, jadi tidak dimasukkan:"]
        lines += _some([_alike(file, match) for match in plan.alike])
        lines += ["Kalau memang hutang lain, ulangi dengan --lagi."]
    return lines


def in_the_book(sums: Sums) -> str:
    """`Di buku: 3 hutang, Rp45.000; sudah dibayar Rp20.000 (1 lunas); belum lunas Rp25.000.`"""
    paid, settled = sums.amount - sums.left, f" ({sums.settled} lunas)" if sums.settled else ""
    said = [
        f"Di buku: {sums.debts} hutang, {rupiah(sums.amount)}",
        *([f"sudah dibayar {rupiah(paid)}{settled}"] if paid or sums.settled else []),
        f"belum lunas {rupiah(sums.left)}",
        *([f"{sums.nothing} baris tanpa hutang"] if sums.nothing else []),
    ]
    return f"{'; '.join(said)}."


def trial(plan: Plan, file: str, unused: Sequence[str], screen: int) -> str:
    """What would be recorded, for the eye, `screen` columns wide."""
    said = "\n".join(broken(line, screen) for line in told(plan, file, unused))
    if not plan.debts:
        return f"{said}\n{broken(summary(plan), screen)}"
    closing = broken(f"{summary(plan)}. Belum ada yang dicatat.", screen)
    return f"{columns.listed(plan.debts, LISTING, screen)}\n\n{said}\n{closing}"


def _sum(matches: Sequence[Match]) -> str:
    return rupiah(sum(match.wanted.left for match in matches))


def _some(lines: list[str]) -> list[str]:
    return first_of(lines, _SHOWN, "- dan {} baris lain")


def _settled(file: str, line: Line) -> str:
    return f"- {file}:{line.place} {line.name} · {rupiah(line.amount or 0)} · {line.heard}"


def _payment(file: str, line: Line) -> str:
    day = f" · {show_short(line.day, None)}" if line.day else ""
    return f"- {file}:{line.place} {line.name} · bayar {rupiah(line.amount or 0)}{day}"


def _alike(file: str, match: Match) -> str:
    wanted, there = match.wanted, match.there
    state = "dibatalkan" if there.voided else "tercatat"
    note = f" · {there.note}" if there.note else ""
    return (
        f"- {file}:{wanted.place} {wanted.customer.called} · {rupiah(wanted.left)} · "
        f"{show_short(wanted.day, None)}; {state} {there.id} · {rupiah(there.amount)} · "
        f"{show_short(there.day, None)}{note}"
    )


def _customer(debt: Wanted) -> str:
    customer = debt.customer
    return customer.called if customer.id else f"{customer.name} (baru)"


def _stack(name: str, day: str, due: str, amount: str, note: str) -> list[str]:
    return [name, f"Rp{amount} · {day} · tempo {due}", note]


LISTING: Listing[Wanted] = Listing(
    {},
    [
        Column("Pelanggan", _customer, breaks=(1, 10)),
        Column("Tanggal", lambda debt: debt.day.isoformat()),
        Column("Tempo", lambda debt: debt.due.isoformat()),
        Column("Jumlah", lambda debt: grouped(debt.left), right=True),
        Column("Untuk", lambda debt: debt.note, breaks=(0, 10)),
    ],
    _stack,
)

"""What is to be done today: the board for the eye, and the digest that is sent to the owner."""

from collections.abc import Iterable
from datetime import date

from pulsa_cli.core.complaints import words
from pulsa_cli.core.dates import show_span
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import OpenDebt, Sums
from pulsa_cli.show import orders
from pulsa_cli.show.complaints import UNKNOWN_CAUSE
from pulsa_cli.show.lines import NARROW, broken
from pulsa_cli.show.reminders import brief, late
from pulsa_cli.trade.today import Today

_LABEL = 13  # columns of the board's first column
_NAMED = 10  # of each kind in the digest


def board(today: Today, columns: int) -> str:
    """The day in about ten lines, with the command that goes on from each."""
    lines = [today.title, *(broken(line, columns) for line in today.behind)]
    facts = [(label, said, command) for label, said, command in _facts(today) if said]
    if not facts:
        lines.append("Tidak ada yang menunggu sekarang.")
    for label, said, command in facts:
        text = f"{said} · {command}"
        if columns < NARROW:
            lines.append(broken(f"{label}: {text}", columns - 2).replace("\n", "\n  "))
        else:
            lines.append(
                f"{label:{_LABEL}}"
                + broken(text, columns - _LABEL).replace("\n", "\n" + " " * _LABEL)
            )
    return "\n".join(lines)


def first_steps(title: str, named: bool) -> str:
    """The board of a new shop."""
    steps = [] if named else ["Isi nama konter: baris 'nama:' di ledger/toko.yaml"]
    steps += [
        "Sesuaikan harga dan modal: ledger/produk.csv (atau: pulsa produk harga)",
        "Periksa zona waktu, cara bayar dan tempo kasbon: ledger/toko.yaml, ledger/kebijakan.yaml",
        "Catat penjualan pertama: pulsa jual 081234567890 10",
        "Semua perintah: pulsa --help",
    ]
    return "\n".join(
        [
            title,
            "Belum ada penjualan. Mulai dari sini:",
            *(f"{number}. {step}" for number, step in enumerate(steps, 1)),
        ]
    )


def _facts(today: Today) -> list[tuple[str, str, str]]:
    """Of each kind: a label, what there is (empty = nothing), and the command or file."""
    asked = sum(reminder.total for reminder in today.reminders)
    return [
        ("Menunggu", _pending(today), "pulsa transaksi menunggu"),
        ("Pesanan", _orders(today.orders, today.moment.date()), "pulsa pesanan list --hari-ini"),
        ("Lewat", _sums(today.overdue, today.moment.date()), "pulsa hutang list --overdue"),
        ("Jatuh tempo", _sums(today.due, None), "pulsa hutang list --jatuh-tempo 0"),
        (
            "Ingatkan",
            f"{len(today.reminders)} pelanggan, {rupiah(asked)}" if today.reminders else "",
            "pulsa ingatkan",
        ),
        (
            "Ingatkan",
            today.quiet if today.overdue.debts or today.due.debts else "",
            "ledger/kebijakan.yaml",
        ),
        (
            "Ragu",
            f"{today.in_doubt} pengingat belum jelas terkirim" if today.in_doubt else "",
            "pulsa ingatkan --ragu",
        ),
        (
            "Keluhan",
            f"{len(today.complaints)} dilihat lagi hari ini" if today.complaints else "",
            "pulsa keluhan list --terbuka",
        ),
    ]


def _pending(today: Today) -> str:
    if not today.pending:
        return ""
    age = show_span(today.moment - today.pending[0].time)
    return f"{len(today.pending)} isi ulang, paling lama {age}"


def _orders(orders: list[OpenOrder], today: date) -> str:
    if not orders:
        return ""
    late = sum(order.due < today for order in orders)
    rest = sum(order.rest for order in orders)
    return (
        f"{len(orders)} harus diisi"
        + (f", {late} telat" if late else "")
        + (f", sisa {rupiah(rest)}" if rest else "")
    )


def _sums(sums: Sums, today: date | None) -> str:
    if not sums.debts:
        return ""
    oldest = f", sampai {(today - sums.oldest).days} hari" if today and sums.oldest else ""
    return f"{sums.debts} kasbon, {rupiah(sums.left)}{oldest}"


def digest(today: Today, debts: list[OpenDebt]) -> str:
    """The day for the owner, with names; `debts` are those that are overdue or due today. The age
    of other counters' rows comes first."""
    in_doubt = f"Pengingat yang belum jelas terkirim: {today.in_doubt} · pulsa ingatkan --ragu"
    return "\n".join(
        [
            *today.behind,
            today.title,
            *_reminders_listed(today),
            *_debts_listed(today, debts),
            *([in_doubt] if today.in_doubt else []),
            *_work_listed(today),
        ]
    )


def _reminders_listed(today: Today) -> list[str]:
    if not today.reminders:
        return []
    asked = sum(reminder.total for reminder in today.reminders)
    head = f"Perlu diingatkan: {len(today.reminders)} pelanggan, {rupiah(asked)}"
    return _listed(head, map(brief, today.reminders))


def _debts_listed(today: Today, debts: list[OpenDebt]) -> list[str]:
    """What is due today; what is overdue, by those customers who are not reminded."""
    day, lines = today.moment.date(), []
    if today.due.debts:
        head = f"Jatuh tempo hari ini: {_sums(today.due, None)}"
        lines += _listed(head, _by_customer(debts, day, False))
    if today.overdue.debts:
        asked_for = {reminder.customer.id for reminder in today.reminders}
        others = _by_customer([debt for debt in debts if debt.customer not in asked_for], day, True)
        beside = ", selain yang di atas:" if asked_for and others else ""
        lines += _listed(f"Lewat jatuh tempo: {_sums(today.overdue, day)}{beside}", others)
    return lines


def _work_listed(today: Today) -> list[str]:
    """Top-ups that wait, orders and complaints."""
    day, lines = today.moment.date(), []
    if today.pending:
        lines += _listed(
            f"Menunggu: {_pending(today)}",
            (f"{sale.id} · {sale.number} · {sale.name}" for sale in today.pending),
        )
    if today.orders:
        lines += _listed(
            f"Pesanan: {_orders(today.orders, day)}",
            (f"{order.name} · {orders.brief(order, day)}" for order in today.orders),
        )
    if today.complaints:
        lines += _listed(
            f"Keluhan yang dilihat lagi: {len(today.complaints)}",
            (
                f"{complaint.id} · {complaint.number} · {words(complaint.finding or UNKNOWN_CAUSE)}"
                for complaint in today.complaints
            ),
        )
    return lines


def _listed(head: str, entries: Iterable[str]) -> list[str]:
    """A heading and its lines, the first few."""
    lines = list(entries)
    more = [f"- dan {len(lines) - _NAMED} lain"] if len(lines) > _NAMED else []
    return [head, *(f"- {line}" for line in lines[:_NAMED]), *more]


def _by_customer(debts: list[OpenDebt], day: date, overdue: bool) -> list[str]:
    """A line for each customer with something overdue, or else due on that day: `debts` are the
    most overdue first."""
    sums: dict[str, tuple[OpenDebt, int]] = {}
    for debt in debts:
        left = debt.overdue if overdue else debt.soon
        if left:
            first, before = sums.get(debt.customer, (debt, 0))
            sums[debt.customer] = first, before + left
    return [
        f"{first.name} · {rupiah(left)}" + (f" · {late((day - first.due).days)}" if overdue else "")
        for first, left in sums.values()
    ]

"""What is to be done today: the board for the eye, and the digest that is sent to the owner."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.dates import show_day, show_span
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import OpenDebt, Sums
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.sales import Sale
from pulsa_cli.show import orders
from pulsa_cli.show.complaints import UNKNOWN_CAUSE, words
from pulsa_cli.show.lines import NARROW, broken
from pulsa_cli.show.reminders import brief, late

_LABEL = 13  # columns of the board's first column
_NAMED = 10  # of each kind in the digest


class Today(NamedTuple):
    """The facts of a day. `behind` says which other counters' rows are old; `quiet` why nobody is
    reminded now; `overdue` and `due` are the sums of what is late and of what is due today,
    `complaints` those to be looked at today, `pending` top-ups that wait, `orders` those for
    today or earlier, each the oldest first."""

    moment: datetime
    shop: str
    behind: list[str]
    reminders: list[Reminder]
    quiet: str
    in_doubt: int
    overdue: Sums
    due: Sums
    complaints: list[Complaint]
    pending: list[Sale]
    orders: list[OpenOrder]

    @property
    def nothing(self) -> bool:
        """Is there nothing to do?"""
        return not (
            self.reminders
            or self.in_doubt
            or self.overdue.debts
            or self.due.debts
            or self.complaints
            or self.pending
            or self.orders
        )

    @property
    def title(self) -> str:
        return " · ".join(filter(None, [self.shop, show_day(self.moment.date())]))


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
    asked = sum(each.total for each in today.reminders)
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
    late = sum(each.due < today for each in orders)
    rest = sum(each.rest for each in orders)
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
    day = today.moment.date()
    asked = sum(each.total for each in today.reminders)
    lines = [*today.behind, today.title]
    if today.reminders:
        lines += _listed(
            f"Perlu diingatkan: {len(today.reminders)} pelanggan, {rupiah(asked)}",
            map(brief, today.reminders),
        )
    if today.due.debts:
        lines += _listed(
            f"Jatuh tempo hari ini: {_sums(today.due, None)}", _by_customer(debts, day, False)
        )
    if today.overdue.debts:
        asked_for = {each.debtor.customer for each in today.reminders}
        others = _by_customer([each for each in debts if each.customer not in asked_for], day, True)
        lines += _listed(
            f"Lewat jatuh tempo: {_sums(today.overdue, day)}"
            + (", selain yang di atas:" if asked_for and others else ""),
            others,
        )
    if today.in_doubt:
        lines.append(
            f"Pengingat yang belum jelas terkirim: {today.in_doubt} · pulsa ingatkan --ragu"
        )
    if today.pending:
        lines += _listed(
            f"Menunggu: {_pending(today)}",
            (f"{each.id} · {each.number} · {each.name}" for each in today.pending),
        )
    if today.orders:
        lines += _listed(
            f"Pesanan: {_orders(today.orders, day)}",
            (f"{each.name} · {orders.brief(each, day)}" for each in today.orders),
        )
    if today.complaints:
        lines += _listed(
            f"Keluhan yang dilihat lagi: {len(today.complaints)}",
            (
                f"{each.id} · {each.number} · {words(each.finding or UNKNOWN_CAUSE)}"
                for each in today.complaints
            ),
        )
    return "\n".join(lines)


def _listed(head: str, items: Iterable[str]) -> list[str]:
    """A heading and its items, the first few."""
    every = list(items)
    more = [f"- dan {len(every) - _NAMED} lain"] if len(every) > _NAMED else []
    return [head, *(f"- {each}" for each in every[:_NAMED]), *more]


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

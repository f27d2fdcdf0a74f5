"""What is owed, in words: the list of open debts, ageing, and a customer's statement."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.ageing import Bucket
from pulsa_cli.core.dates import show_short
from pulsa_cli.core.debt import OVERDRAWN
from pulsa_cli.core.kinds import ADDED
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.schema import SALES
from pulsa_cli.show.columns import Column, Fields, Listing, Total, money

_ITEMS, _LONGEST = 10, 30  # on a statement: lines, and letters of a note, to be read on a phone


def fields(today: date) -> Fields[OpenDebt]:
    """A debt for CSV and JSON, money in rupiah. `nomor` is the customer's first one, `telat` what
    is overdue, `telat_hari` since the oldest open due date."""
    return {
        "id": lambda debt: debt.id,
        "pelanggan": lambda debt: debt.customer,
        "nama": lambda debt: debt.name,
        "nomor": lambda debt: debt.numbers[0] if debt.numbers else "",
        "waktu": lambda debt: debt.time,
        "tempo": lambda debt: debt.due.isoformat(),
        "telat_hari": lambda debt: max(0, (today - debt.due).days),
        "jumlah": lambda debt: debt.amount,
        "sisa": lambda debt: debt.left,
        "asal": lambda debt: debt.origin,
        "untuk": lambda debt: debt.what,
        "telat": lambda debt: debt.overdue,
        "ditahan": lambda debt: debt.on_hold,
        "janji": lambda debt: debt.promised.isoformat() if debt.promised else None,
    }


def brief(debt: OpenDebt) -> str:
    """`Budi A-261114-J006 Pulsa 10.000, Rp12.000, tempo 21 Nov 2026`."""
    return (
        " ".join(filter(None, (debt.name, debt.id, _goods(debt))))
        + f", {rupiah(debt.left)}, tempo {show_short(debt.due, None)}"
    )


def _goods(debt: OpenDebt) -> str:
    """What for, without the number, which the id tells."""
    sold = ids.letter(debt.id) == SALES.letter
    return debt.what.rpartition(" ")[0] if sold else debt.what


def listing(today: date) -> Listing[OpenDebt]:
    """The list of open debts, and its total."""
    return Listing(
        fields(today),
        [
            Column("Telat", lambda debt: _late(debt.due, today), right=True),
            Column("Pelanggan", lambda debt: debt.name, breaks=(2, 10)),
            Column("Untuk", lambda debt: _what(debt, today), breaks=(1, 14)),
            Column("Tempo", lambda debt: show_short(debt.due, today)),
            Column("Sisa", lambda debt: grouped(debt.left), right=True),
            Column("ID", lambda debt: debt.id),
        ],
        stack=lambda late, name, what, due, left, id: [
            name,
            f"Rp{left} · {f'lewat {late}' if late else 'tempo'} · {due}",
            what,
            id,
        ],
        total=Total(_counts, _totals),
    )


def _late(due: date, today: date) -> str:
    days = (today - due).days
    return f"{days} hari" if days > 0 else ""


def _what(debt: OpenDebt, today: date) -> str:
    """What for, and what is special about it."""
    return ", ".join(filter(None, [_goods(debt), *remarks(debt, today)]))


def remarks(debt: OpenDebt, today: date) -> list[str]:
    """On hold, a promise and whether it was broken, a balance that was not there, and of
    instalments what is overdue."""
    said = ["ditahan"] if debt.on_hold else []
    said += ["titipannya kurang"] if debt.origin == OVERDRAWN else []
    if debt.overdue and debt.overdue < debt.left:
        said.append(f"lewat {rupiah(debt.overdue)}")
    elif debt.first < debt.left:
        said.append(f"cicilan {rupiah(debt.first)}")
    if debt.promised:
        kept = "" if debt.promised >= today else " TIDAK ditepati"
        said.append(f"janji {show_short(debt.promised, today)}{kept}")
    return said


def _counts(debt: OpenDebt) -> dict[str, int]:
    return {"all": 1, "left": debt.left, "overdue": debt.overdue, "soon": debt.soon}


def _totals(sums: Mapping[str, int]) -> list[str]:
    """How many there are, what is left, what of it is overdue and what is due soon."""
    parts = [f"{sums['all']} kasbon", rupiah(sums["left"])]
    if sums["overdue"]:
        parts.append(f"lewat jatuh tempo {rupiah(sums['overdue'])}")
    if sums["soon"]:
        parts.append(f"segera jatuh tempo {rupiah(sums['soon'])}")
    return parts


class Aged(NamedTuple):
    """What a customer owes: rupiah by bucket of lateness, and behind them the sum."""

    customer: str
    name: str
    amounts: tuple[int, ...]


def aged(spread: Mapping[str, Sequence[int]], names: Mapping[str, str]) -> list[Aged]:
    """Rupiah by customer and bucket, as a list: who owes most that is late stands first."""
    customers = [Aged(id, names[id], (*owed, sum(owed))) for id, owed in spread.items()]
    return sorted(
        customers,
        key=lambda aged: (aged.amounts[0] - aged.amounts[-1], aged.name.casefold(), aged.customer),
    )


def ageing(customers: Sequence[Aged], buckets: Sequence[Bucket]) -> Listing[Aged]:
    """The list of what these customers owe by how late it is, and the sums."""
    spans = [*map(_span, buckets[1:])]
    names = ["belum", *map(_field, buckets[1:]), "jumlah"]
    headings = ["Belum tempo", *spans, "Jumlah"]
    amounts = [_amount(place) for place in range(len(names))]
    return Listing(
        {
            "pelanggan": lambda aged: aged.customer,
            "nama": lambda aged: aged.name,
            **dict(zip(names, amounts)),
        },
        [
            Column("Pelanggan", lambda aged: aged.name, breaks=(1, 8)),
            *map(_amount_column, headings, amounts),
        ],
        stack=lambda name, *cells: [
            name,
            *(
                f"{heading} Rp{amount}"
                for heading, amount in zip(["belum jatuh tempo", *spans, "jumlah"], cells)
                if amount
            ),
        ],
        sums=Aged("", "Jumlah", tuple(map(sum, zip(*(aged.amounts for aged in customers))))),
    )


def _amount(place: int) -> Callable[[Aged], int]:
    return lambda aged: aged.amounts[place]


def _amount_column(heading: str, amount: Callable[[Aged], int]) -> Column[Aged]:
    return Column(heading, lambda aged: money(amount(aged)), right=True)


def _field(bucket: Bucket) -> str:
    """A bucket's name in CSV and JSON: `hari_1_7`, …, `hari_61_lebih`."""
    return f"hari_{bucket.first}_{'lebih' if bucket.last is None else bucket.last}"


def _span(bucket: Bucket) -> str:
    if bucket.last is None:
        return f">{bucket.first - 1} hari"
    until = f"-{bucket.last}" if bucket.first < bucket.last else ""
    return f"{bucket.first}{until} hari"


def statement(
    debts: list[OpenDebt], balance: int, greeting: str, shop: str, methods: str, today: date
) -> str:
    """A customer's open items, for WhatsApp: what, when, how much is left, and the sum."""
    lines = [f"{greeting} {debts[0].name}, ini catatan di {shop} per {show_short(today, None)}:"]
    for debt in debts[:_ITEMS]:
        lines.append(f"- {_stated(debt, today)}")
    if more := debts[_ITEMS:]:
        lines.append(f"- dan {len(more)} catatan lain: {rupiah(sum(debt.left for debt in more))}")
    lines.append(f"Jumlah {rupiah(sum(debt.left for debt in debts))}.")
    if balance:
        lines.append(f"Uang titipan {rupiah(balance)}.")
    return "\n".join([*lines, f"Pembayaran bisa dengan {methods}. Terima kasih."])


def _stated(debt: OpenDebt, today: date) -> str:
    """A debt on a statement: of when and for what, what is left of it, and when that is due."""
    part = f" (sisa dari {rupiah(debt.amount)})" if debt.left < debt.amount else ""
    part_due = debt.overdue or debt.first
    if debt.overdue:
        due = f"lewat {(today - debt.due).days} hari"
    else:
        due = f"jatuh tempo {show_short(debt.due, today)}"
    if part_due != debt.left:
        due = f"dicicil: {rupiah(part_due)} {due}"
    on_hold = ", sedang kami periksa" if debt.on_hold else ""
    return (
        f"{show_short(date.fromisoformat(debt.time[:10]), today)} "
        f"{goods(debt.what, debt.origin)}: {rupiah(debt.left)}{part}, {due}{on_hold}"
    )


def goods(what: str, origin: str) -> str:
    """What a debt is for, as a message names it: a long note is cut short."""
    if origin != ADDED or len(what) <= _LONGEST:
        return what or "catatan"
    return f"{what[: _LONGEST - 1].rstrip()}…"

"""What is owed, in words: the list of open debts, ageing, and a customer's statement."""

from datetime import date

from pulsa_cli.core.ageing import Bucket
from pulsa_cli.core.dates import show_short
from pulsa_cli.core.debt import ADDED, OVERDRAWN
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.show.tables import Record, stacked, wrapped

FIELDS = (
    "id",
    "pelanggan",
    "nama",
    "nomor",
    "waktu",
    "tempo",
    "telat_hari",
    "jumlah",
    "sisa",
    "asal",
    "untuk",
    "telat",
    "ditahan",
    "janji",
)
_ITEMS, _LONGEST = 10, 30  # on a statement: lines, and letters of a note, to be read on a phone


def record(debt: OpenDebt, today: date) -> Record:
    """A debt for CSV and JSON: FIELDS, money in rupiah. `nomor` is the customer's first one,
    `telat` what is overdue, `telat_hari` since the oldest open due date."""
    return {
        "id": debt.id,
        "pelanggan": debt.customer,
        "nama": debt.name,
        "nomor": debt.numbers[0] if debt.numbers else "",
        "waktu": debt.time,
        "tempo": debt.due.isoformat(),
        "telat_hari": max(0, (today - debt.due).days),
        "jumlah": debt.amount,
        "sisa": debt.left,
        "asal": debt.origin,
        "untuk": debt.what,
        "telat": debt.overdue,
        "ditahan": debt.on_hold,
        "janji": debt.promised.isoformat() if debt.promised else None,
    }


def brief(debt: OpenDebt) -> str:
    """`Budi A-261114-J006 Pulsa 10.000, Rp12.000, tempo 21 Nov 2026`."""
    return (
        " ".join(filter(None, (debt.name, debt.id, _goods(debt))))
        + f", {rupiah(debt.left)}, tempo {show_short(debt.due, None)}"
    )


def _goods(debt: OpenDebt) -> str:
    """What for, without the number, which the id tells."""
    return debt.what.rpartition(" ")[0] if "-J" in debt.id else debt.what


def listing(debts: list[OpenDebt], today: date, columns: int) -> str:
    """The list for the eye, `columns` wide, and its total."""
    rows = [
        [
            _late(debt.due, today),
            debt.name,
            _what(debt, today),
            show_short(debt.due, today),
            grouped(debt.left),
            debt.id,
        ]
        for debt in debts
    ]
    headers = ["Telat", "Pelanggan", "Untuk", "Tempo", "Sisa", "ID"]
    table = wrapped(rows, headers, columns, [(2, 14), (1, 10)], right=[0, 4])
    if table is None:
        return "\n".join(
            [*(_narrow(row, columns) for row in rows), "", total(debts).replace(" · ", "\n")]
        )
    return f"{table}\n\n{total(debts)}"


def _narrow(row: list[str], columns: int) -> str:
    late, name, what, due, left, id = row
    return stacked(
        name, [f"Rp{left} · {f'lewat {late}' if late else 'tempo'} · {due}", what, id], columns
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
    found = ["ditahan"] if debt.on_hold else []
    found += ["titipannya kurang"] if debt.origin == OVERDRAWN else []
    if debt.overdue and debt.overdue < debt.left:
        found.append(f"lewat {rupiah(debt.overdue)}")
    elif debt.first < debt.left:
        found.append(f"cicilan {rupiah(debt.first)}")
    if debt.promised:
        kept = "" if debt.promised >= today else " TIDAK ditepati"
        found.append(f"janji {show_short(debt.promised, today)}{kept}")
    return found


def total(debts: list[OpenDebt]) -> str:
    """How many there are, what is left, what of it is overdue and what is due soon."""
    parts = [f"{len(debts)} kasbon", rupiah(sum(debt.left for debt in debts))]
    if overdue := sum(debt.overdue for debt in debts):
        parts.append(f"lewat jatuh tempo {rupiah(overdue)}")
    if soon := sum(debt.soon for debt in debts):
        parts.append(f"segera jatuh tempo {rupiah(soon)}")
    return " · ".join(parts)


def bucket_fields(buckets: list[Bucket]) -> list[str]:
    """Column names of ageing in CSV and JSON: `belum`, `hari_1_7`, …, `hari_61_lebih`."""
    return ["belum"] + [
        f"hari_{each.first}_{'lebih' if each.last is None else each.last}" for each in buckets[1:]
    ]


def ageing(records: list[Record], buckets: list[Bucket], columns: int) -> str:
    """Ageing for the eye: a line a customer, and the sums."""
    fields = [*bucket_fields(buckets), "jumlah"]
    names = ["belum jatuh tempo", *(_span(each) for each in buckets[1:]), "jumlah"]
    sums: Record = {
        "nama": "Jumlah",
        **{field: sum(each[field] for each in records) for field in fields},
    }
    rows = [
        [each["nama"], *(grouped(each[field]) if each[field] else "" for field in fields)]
        for each in [*records, sums]
    ]
    headers = ["Pelanggan", "Belum tempo", *(_span(each) for each in buckets[1:]), "Jumlah"]
    table = wrapped(rows, headers, columns, [(0, 8)], right=range(1, len(headers)))
    if table is None:
        return "\n".join(_narrow_ageing(each, fields, names, columns) for each in [*records, sums])
    lines = table.split("\n")
    return "\n".join([*lines[:-1], "", lines[-1]])


def _span(bucket: Bucket) -> str:
    return (
        f">{bucket.first - 1} hari" if bucket.last is None else f"{bucket.first}-{bucket.last} hari"
    )


def _narrow_ageing(record: Record, fields: list[str], names: list[str], columns: int) -> str:
    lines = [
        f"{name} {rupiah(record[field])}" for field, name in zip(fields, names) if record[field]
    ]
    return stacked(record["nama"], lines, columns)


def statement(
    debts: list[OpenDebt], balance: int, greeting: str, shop: str, methods: str, today: date
) -> str:
    """A customer's open items, for WhatsApp: what, when, how much is left, and the sum."""
    lines = [f"{greeting} {debts[0].name}, ini catatan di {shop} per {show_short(today, None)}:"]
    for debt in debts[:_ITEMS]:
        part = f" (sisa dari {rupiah(debt.amount)})" if debt.left < debt.amount else ""
        some = debt.overdue or debt.first
        late = (
            f"lewat {(today - debt.due).days} hari"
            if debt.overdue
            else f"jatuh tempo {show_short(debt.due, today)}"
        )
        late = late if some == debt.left else f"dicicil: {rupiah(some)} {late}"
        held = ", sedang kami periksa" if debt.on_hold else ""
        lines.append(
            f"- {show_short(date.fromisoformat(debt.time[:10]), today)} "
            f"{goods(debt.what, debt.origin)}: {rupiah(debt.left)}{part}, {late}{held}"
        )
    if more := debts[_ITEMS:]:
        lines.append(f"- dan {len(more)} catatan lain: {rupiah(sum(each.left for each in more))}")
    lines.append(f"Jumlah {rupiah(sum(debt.left for debt in debts))}.")
    if balance:
        lines.append(f"Uang titipan {rupiah(balance)}.")
    return "\n".join([*lines, f"Pembayaran bisa dengan {methods}. Terima kasih."])


def goods(what: str, origin: str) -> str:
    """What a debt is for, as a message names it: a long note is cut short."""
    if origin != ADDED or len(what) <= _LONGEST:
        return what or "catatan"
    return f"{what[: _LONGEST - 1].rstrip()}…"

"""Customers in words: the list, and everything about one of them."""

from collections.abc import Sequence
from datetime import date, datetime

from pulsa_cli.core import dates, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.debt import OVERDRAWN
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import IN_DOUBT, Attempt
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import Known, Standing
from pulsa_cli.show.columns import Column, Fields, Listing, money
from pulsa_cli.show.lines import named
from pulsa_cli.show.tables import Record

# `titipan` is all that the customer has paid in advance, `dipesan` what of it is kept for orders.
FIELDS: Fields[Known] = {
    "id": lambda known: known.customer.id,
    "nama": lambda known: known.customer.name,
    "kode": lambda known: known.customer.code,
    "nomor": lambda known: " ".join(known.customer.numbers),
    "kasbon": lambda known: known.owed,
    "telat": lambda known: known.overdue,
    "titipan": lambda known: known.prepaid,
    "tempo": lambda known: known.customer.term,
    "batas": lambda known: known.customer.limit,
    "gajian": lambda known: known.customer.payday,
    "dipesan": lambda known: known.reserved,
}
NONE = "Tidak ada pelanggan. Daftarkan: pulsa pelanggan tambah NAMA --nomor 0812…"
_SHORTEST = 12  # columns for a name


def listing() -> Listing[Known]:
    """The list of customers, and what they owe and have paid in advance."""
    return Listing(
        FIELDS,
        [
            Column("Nama", lambda known: known.customer.called, breaks=(1, _SHORTEST)),
            Column("Nomor", lambda known: "\n".join(known.customer.numbers) or known.customer.id),
            Column("Kasbon", lambda known: money(known.owed), right=True),
            Column("Telat", lambda known: money(known.overdue), right=True),
            Column("Titipan", lambda known: money(known.prepaid), right=True),
        ],
        stack=lambda name, numbers, owed, overdue, prepaid: [
            name,
            *numbers.split("\n"),
            ", ".join(named(("kasbon", owed), ("telat", overdue), ("titipan", prepaid))),
        ],
        total=_totals,
    )


def _totals(customers: Sequence[Known]) -> list[str]:
    return [f"{len(customers)} pelanggan"] + _sums(
        ("kasbon", sum(known.owed for known in customers)),
        ("lewat jatuh tempo", sum(known.overdue for known in customers)),
        ("titipan", sum(known.prepaid for known in customers)),
    )


def prepaid() -> Listing[Known]:
    """The list of who has paid in advance: how much is free and how much is for orders."""
    names = ("id", "nama", "nomor", "titipan", "dipesan")
    return Listing(
        {name: FIELDS[name] for name in names},
        [
            Column("Nama", lambda known: known.customer.name, breaks=(1, _SHORTEST)),
            Column("Nomor", lambda known: "\n".join(known.customer.numbers)),
            Column("Bebas", lambda known: money(known.balance), right=True),
            Column("Untuk pesanan", lambda known: money(known.reserved), right=True),
        ],
        stack=lambda name, numbers, free, reserved: [
            name,
            *numbers.split("\n"),
            *named(("bebas", free), ("untuk pesanan", reserved)),
        ],
        total=_prepaid_totals,
    )


def _prepaid_totals(customers: Sequence[Known]) -> list[str]:
    return [
        f"{len(customers)} pelanggan",
        rupiah(sum(known.prepaid for known in customers)),
        *_sums(("untuk pesanan", sum(known.reserved for known in customers))),
    ]


def _sums(*sums: tuple[str, int]) -> list[str]:
    """`kasbon Rp30.000`: each amount that is something, with its name."""
    return named(*((name, rupiah(amount) if amount else "") for name, amount in sums))


def details(
    customer: Customer,
    debts: list[Record],
    standing: Standing,
    card: str,
    orders: list[str],
    last: list[Sale],
    payments: list[Row],
    reminded: list[Attempt],
    today: date,
) -> str:
    """Everything about one customer: numbers, what is owed, what was paid in advance, orders, the
    last purchases, payments and reminders. `card` is the level of the loyalty card, empty without
    one; `orders` are open ones, a line each."""
    kept = f", di antaranya {rupiah(standing.reserved)} untuk pesanan" if standing.reserved else ""
    prepaid = standing.balance + standing.reserved
    about = [
        ("Pelanggan", customer.name),
        ("Kode", customer.code),
        ("ID", customer.id),
        ("Nama lain", ", ".join(name for name in customer.names if name != customer.name)),
        ("Nomor", ", ".join(customer.numbers) or "belum ada"),
        ("Tempo", customer.term),
        ("Batas", rupiah(customer.limit) if customer.limit is not None else ""),
        ("Gajian", terms.show_payday(customer.payday) if customer.payday else ""),
        ("Kasbon", rupiah(sum(each["sisa"] for each in debts)) if debts else "tidak ada"),
        ("Titipan", f"{rupiah(prepaid)}{kept}" if prepaid else ""),
        ("Kartu", card),
    ]
    lines = [f"{name + ':':<12} {value}" for name, value in about if value]
    lines += [_debt_line(each, today) for each in debts]
    if orders:
        lines += ["Pesanan:", *(f"- {each}" for each in orders)]
    if last:
        lines += ["Terakhir beli:", *(_sale_line(sale) for sale in last)]
    if payments:
        lines += ["Terakhir bayar:", *(_payment_line(row) for row in payments)]
    if reminded:
        lines += [
            "Terakhir diingatkan:",
            *(
                f"- {each.time:%d/%m/%Y} {each.id} · {rupiah(int(each.row['jumlah'] or 0))} · "
                f"{'belum jelas terkirim' if each.state == IN_DOUBT else each.state}"
                for each in reminded
            ),
        ]
    return "\n".join(lines)


def _debt_line(debt: Record, today: date) -> str:
    due = date.fromisoformat(debt["tempo"])
    days = (today - due).days
    late = f" (lewat {days} hari)" if days > 0 else " (hari ini)" if days == 0 else ""
    more = [f"dari {rupiah(debt['jumlah'])}"] if debt["sisa"] != debt["jumlah"] else []
    more += ["ditahan"] if debt["ditahan"] else []
    if debt["janji"]:
        kept = "" if debt["janji"] >= today else " TIDAK ditepati"
        more.append(f"janji {dates.show_day(debt['janji'])}{kept}")
    more += ["uang titipannya sudah tidak ada"] if debt["asal"] == OVERDRAWN else []
    return " · ".join(
        [
            f"- {debt['id']} {debt['untuk']}".rstrip(),
            rupiah(debt["sisa"]),
            *more,
            f"tempo {dates.show_day(due)}{late}",
        ]
    )


def _sale_line(sale: Sale) -> str:
    status = "" if sale.status == "sukses" else f" · {sale.status}"
    account = (("titipan", sale.prepaid), ("kasbon", sale.credit - sale.prepaid))
    parts = [f" · {name} {rupiah(amount)}" for name, amount in account if amount]
    part = "".join(parts) if sale.paid or len(parts) > 1 else ""  # else the way to pay says it
    return (
        f"- {sale.time:%d/%m/%Y} {sale.number} · {sale.name} · "
        f"{rupiah(sale.total)} {sale.method}{part}{status}"
    )


def _payment_line(row: Row) -> str:
    moment = datetime.fromisoformat(row["waktu"])
    return f"- {moment:%d/%m/%Y} {row['id']} · {rupiah(int(row['jumlah'] or 0))} {row['cara']}"

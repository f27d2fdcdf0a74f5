"""Customers in words: the list, and everything about one of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pulsa_cli.core import dates, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.debt import OVERDRAWN
from pulsa_cli.core.kinds import SUCCEEDED
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.reminders import IN_DOUBT, Attempt
from pulsa_cli.core.sales import FREE, KASBON, TITIPAN, Sale
from pulsa_cli.core.standing import Known, Moved, OpenPart, Standing
from pulsa_cli.core.ways import told
from pulsa_cli.show.columns import Column, Fields, Listing, Total, money
from pulsa_cli.show.credit import ADVANCE
from pulsa_cli.show.lines import labelled, named
from pulsa_cli.show.orders import brief

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
            Column("Titipan", lambda known: money(known.balance), right=True),
            Column("Uang muka", lambda known: money(known.reserved), right=True, rare=True),
        ],
        stack=lambda name, numbers, owed, overdue, prepaid, advance: [
            name,
            *numbers.split("\n"),
            ", ".join(
                named(
                    ("kasbon", owed),
                    ("telat", overdue),
                    ("titipan", prepaid),
                    (ADVANCE, advance),
                )
            ),
        ],
        total=Total(_counts, _totals),
    )


def _counts(known: Known) -> dict[str, int]:
    return {
        "all": 1,
        "owed": known.owed,
        "overdue": known.overdue,
        "balance": known.balance,
        "reserved": known.reserved,
    }


def _totals(sums: Mapping[str, int]) -> list[str]:
    return [f"{sums['all']} pelanggan"] + _sums(
        ("kasbon", sums["owed"]),
        ("lewat jatuh tempo", sums["overdue"]),
        ("titipan", sums["balance"]),
        (ADVANCE, sums["reserved"]),
    )


def prepaid() -> Listing[Known]:
    """The list of who has paid in advance: how much is free and how much is for orders."""
    names = ("id", "nama", "nomor", "titipan", "dipesan")
    return Listing(
        {name: FIELDS[name] for name in names},
        [
            Column("Nama", lambda known: known.customer.name, breaks=(1, _SHORTEST)),
            Column("Nomor", lambda known: "\n".join(known.customer.numbers)),
            Column("Bisa dipakai", lambda known: money(known.balance), right=True),
            Column("Untuk pesanan", lambda known: money(known.reserved), right=True),
        ],
        stack=lambda name, numbers, free, reserved: [
            name,
            *numbers.split("\n"),
            *named(("bisa dipakai", free), ("untuk pesanan", reserved)),
        ],
        total=Total(_counts, _prepaid_totals),
    )


def _prepaid_totals(sums: Mapping[str, int]) -> list[str]:
    return [
        f"{sums['all']} pelanggan",
        rupiah(sums["balance"] + sums["reserved"]),
        *_sums(("untuk pesanan", sums["reserved"])),
    ]


def _sums(*sums: tuple[str, int]) -> list[str]:
    """`kasbon Rp30.000`: each amount that is something, with its name."""
    return named(*((name, rupiah(amount) if amount else "") for name, amount in sums))


class Everything(NamedTuple):
    """What is told of one customer. `card` is the level of the loyalty card, empty without one;
    open orders, and the last purchases, payments and reminders, the newest first. `advances` is by
    sale what was paid out of the money for its order, rupiah."""

    customer: Customer
    standing: Standing
    card: str
    orders: Sequence[OpenOrder]
    purchases: Sequence[Sale]
    advances: Mapping[str, int]
    payments: Sequence[Moved]
    reminders: Sequence[Attempt]


def details(known: Everything, today: date) -> str:
    """Everything about one customer: numbers, what is owed and was paid in advance, orders, the
    last purchases, payments and reminders."""
    sections = [
        ("Pesanan", [brief(order, today) for order in known.orders]),
        ("Terakhir beli", (_purchase(sale, known.advances[sale.id]) for sale in known.purchases)),
        ("Terakhir bayar", map(_payment, known.payments)),
        ("Terakhir diingatkan", map(_reminder, known.reminders)),
    ]
    standing = known.standing
    account = [
        ("Kasbon", rupiah(standing.owed) if standing.parts else "tidak ada"),
        *_prepaid(standing),
        ("Kartu", known.card),
    ]
    lines = labelled([*_registered(known.customer), *account])
    lines += [f"- {_part(part, today)}" for part in standing.parts]
    for heading, entries in sections:
        listed = [f"- {entry}" for entry in entries]
        lines += [f"{heading}:", *listed] if listed else []
    return "\n".join(lines)


def _registered(customer: Customer) -> list[tuple[str, str]]:
    """What is written down of a customer, with its labels."""
    return [
        ("Pelanggan", customer.name),
        ("Kode", customer.code),
        ("ID", customer.id),
        ("Nama lain", ", ".join(_other_names(customer))),
        ("Nomor", ", ".join(customer.numbers) or "belum ada"),
        ("Tempo", customer.term),
        ("Batas", rupiah(customer.limit) if customer.limit is not None else ""),
        ("Gajian", terms.show_payday(customer.payday) if customer.payday else ""),
    ]


def _other_names(customer: Customer) -> list[str]:
    """What the customer is or was called beside the name."""
    return [name for name in (*customer.names, *customer.former) if name != customer.name]


def _prepaid(standing: Standing) -> list[tuple[str, str]]:
    kept = f"{rupiah(standing.reserved)} untuk pesanan" if standing.reserved else ""
    return [
        ("Titipan", rupiah(standing.balance) if standing.balance else ""),
        ("Uang muka", kept),
    ]


def _part(part: OpenPart, today: date) -> str:
    """An open part of a debt in a line."""
    days = (today - part.due).days
    late = f" (lewat {days} hari)" if days > 0 else " (hari ini)" if days == 0 else ""
    said = [f"{part.debt} {part.what}".rstrip(), rupiah(part.left)]
    said += [f"dari {rupiah(part.amount)}"] if part.left != part.amount else []
    said += ["ditahan"] if part.on_hold else []
    if part.promised:
        kept = "" if part.promised >= today else " TIDAK ditepati"
        said.append(f"janji {dates.show_day(part.promised)}{kept}")
    said += ["uang titipannya sudah tidak ada"] if part.origin == OVERDRAWN else []
    return " · ".join([*said, f"tempo {dates.show_day(part.due)}{late}"])


def _purchase(sale: Sale, advance: int) -> str:
    account = _sums(
        (ADVANCE, advance),
        (TITIPAN, sale.prepaid - advance),
        (KASBON, sale.credit - sale.prepaid),
    )
    if not sale.total:
        paid = ["kartu gratis" if sale.gift == FREE else rupiah(0)]
    elif not account or not sale.paid and len(account) == 1 and not advance:
        paid = [told(sale.total, sale.ways)]  # also kasbon and titipan are ways to pay
    else:
        now = [told(sale.paid, sale.ways)] if sale.paid else []
        paid = [rupiah(sale.total), *now, *account]
    status = [sale.status] if sale.status != SUCCEEDED else []
    return " · ".join([f"{sale.time:%d/%m/%Y} {sale.number}", sale.name, *paid, *status])


def _payment(payment: Moved) -> str:
    return f"{payment.time:%d/%m/%Y} {payment.id} · {rupiah(payment.amount)} {payment.method}"


def _reminder(attempt: Attempt) -> str:
    state = "belum jelas terkirim" if attempt.state == IN_DOUBT else attempt.state
    return f"{attempt.time:%d/%m/%Y} {attempt.id} · {rupiah(attempt.amount)} · {state}"

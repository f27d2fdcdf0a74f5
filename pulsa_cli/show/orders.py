"""Orders in words: the list, one in a line, the acknowledgements."""

from collections.abc import Mapping
from datetime import date

from pulsa_cli.core.dates import show_day, show_short
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.show.columns import Column, Listing, Total

PAID = "lunas"


def listing(today: date) -> Listing[OpenOrder]:
    """The list of open orders, and its total. Money in rupiah: `untuk` is the day that an order is
    for now, `disimpan` what is kept for it, `sisa` what is to be paid when it is fulfilled."""
    return Listing(
        {
            "id": lambda order: order.id,
            "waktu": lambda order: order.order.time.isoformat(),
            "pelanggan": lambda order: order.order.customer,
            "nama_pelanggan": lambda order: order.name,
            "nomor": lambda order: order.order.number,
            "operator": lambda order: order.order.operator,
            "produk": lambda order: order.order.product,
            "nama": lambda order: order.order.name,
            "harga": lambda order: order.order.price,
            "untuk": lambda order: order.due.isoformat(),
            "telat_hari": lambda order: max(0, (today - order.due).days),
            "tiap": lambda order: order.order.every,
            "disimpan": lambda order: order.kept,
            "sisa": lambda order: order.rest,
            "catatan": lambda order: order.order.note,
        },
        [
            Column("Untuk", lambda order: _when(order.due, today)),
            Column("Pelanggan", lambda order: order.name, breaks=(2, 10)),
            Column(
                "Pesanan", lambda order: f"{order.order.name} {order.order.number}", breaks=(1, 14)
            ),
            Column("Harga", lambda order: grouped(order.order.price), right=True),
            Column("Sisa", lambda order: grouped(order.rest) if order.rest else PAID, right=True),
            Column("", lambda order: ", ".join(_remarks(order, today)), breaks=(3, 12)),
            Column("ID", lambda order: order.id),
        ],
        stack=lambda due, name, goods, price, rest, remarks, id: [
            f"{due} · {name}",
            goods,
            f"{price} · {rest if rest == PAID else f'sisa {rest}'}",
            remarks,
            id,
        ],
        total=Total(_counts, _totals),
    )


def _counts(order: OpenOrder) -> dict[str, int]:
    return {"all": 1, "price": order.order.price, "kept": order.kept, "rest": order.rest}


def _totals(sums: Mapping[str, int]) -> list[str]:
    """How many, what they cost, what was paid in advance, what is still to be paid."""
    parts = [f"{sums['all']} pesanan", rupiah(sums["price"])]
    if sums["kept"]:
        parts.append(f"dibayar di muka {rupiah(sums['kept'])}")
    if sums["rest"]:
        parts.append(f"sisa {rupiah(sums['rest'])}")
    return parts


def _when(due: date, today: date) -> str:
    return "hari ini" if due == today else show_short(due, today)


def _remarks(order: OpenOrder, today: date) -> list[str]:
    late = [f"telat {(today - order.due).days} hari"] if order.due < today else []
    return late + ([f"tiap {order.order.every}"] if order.order.every else [])


def brief(order: OpenOrder, today: date) -> str:
    """One order in a line, without whose it is."""
    parts = [order.id, f"{order.order.name} {order.order.number}", rupiah(order.order.price)]
    parts += [f"sudah dibayar {rupiah(order.kept)}"] if order.kept else []
    return " · ".join([*parts, _when(order.due, today), *_remarks(order, today)])


def goods(name: str, number: str, price: int, due: date, every: str) -> str:
    """What is ordered: `Pulsa 10.000 0812-3456-7890 · Rp12.000 · untuk Sabtu, 28 Nov 2026`; price
    in rupiah."""
    again = f", tiap {every}" if every else ""
    return f"{name} {number} · {rupiah(price)} · untuk {show_day(due)}{again}"

"""Orders in words: the list, one in a line, the acknowledgements."""

from datetime import date

from pulsa_cli.core.dates import show_day, show_short
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.show.tables import Record, stacked, wrapped

FIELDS = (
    "id",
    "waktu",
    "pelanggan",
    "nama_pelanggan",
    "nomor",
    "operator",
    "produk",
    "nama",
    "harga",
    "untuk",
    "telat_hari",
    "tiap",
    "disimpan",
    "sisa",
    "catatan",
)


def record(order: OpenOrder, today: date) -> Record:
    """An order for CSV and JSON: FIELDS, money in rupiah. `untuk` is the day that it is for now,
    `disimpan` what is kept for it, `sisa` what is to be paid when it is fulfilled."""
    row = order.order.row
    text = {
        name: row[name]
        for name in (
            "id",
            "waktu",
            "pelanggan",
            "nomor",
            "operator",
            "produk",
            "nama",
            "tiap",
            "catatan",
        )
    }
    return {
        **text,
        "nama_pelanggan": order.name,
        "harga": order.order.price,
        "untuk": order.due.isoformat(),
        "telat_hari": max(0, (today - order.due).days),
        "disimpan": order.kept,
        "sisa": order.rest,
    }


def listing(orders: list[OpenOrder], today: date, columns: int) -> str:
    """The list for the eye, `columns` wide, and its total."""
    rows = [
        [
            _when(each.due, today),
            each.name,
            f"{each.order.name} {each.order.number}",
            grouped(each.order.price),
            grouped(each.rest) if each.rest else "lunas",
            ", ".join(_remarks(each, today)),
            each.id,
        ]
        for each in orders
    ]
    headers = ["Untuk", "Pelanggan", "Pesanan", "Harga", "Sisa", "", "ID"]
    if not any(row[5] for row in rows):
        rows, headers = [row[:5] + row[6:] for row in rows], headers[:5] + headers[6:]
    table = wrapped(rows, headers, columns, [(2, 14), (1, 10), (5, 12)], right=[3, 4])
    if table is None:
        return "\n".join(
            [
                *(
                    stacked(
                        f"{row[0]} · {row[1]}",
                        [row[2], f"{row[3]} · {'sisa ' * (row[4] != 'lunas')}{row[4]}", *row[5:]],
                        columns,
                    )
                    for row in rows
                ),
                "",
                total(orders).replace(" · ", "\n"),
            ]
        )
    return f"{table}\n\n{total(orders)}"


def total(orders: list[OpenOrder]) -> str:
    """How many, what they cost, what was paid in advance, what is still to be paid."""
    parts = [f"{len(orders)} pesanan", rupiah(sum(each.order.price for each in orders))]
    if kept := sum(each.kept for each in orders):
        parts.append(f"dibayar di muka {rupiah(kept)}")
    if rest := sum(each.rest for each in orders):
        parts.append(f"sisa {rupiah(rest)}")
    return " · ".join(parts)


def _when(due: date, today: date) -> str:
    return "hari ini" if due == today else show_short(due, today)


def _remarks(order: OpenOrder, today: date) -> list[str]:
    found = [f"telat {(today - order.due).days} hari"] if order.due < today else []
    return found + ([f"tiap {order.order.every}"] if order.order.every else [])


def brief(order: OpenOrder, today: date) -> str:
    """One order in a line, without whose it is."""
    paid = f"sudah dibayar {rupiah(order.kept)}" if order.kept else ""
    return " · ".join(
        filter(
            None,
            [
                order.id,
                f"{order.order.name} {order.order.number}",
                rupiah(order.order.price),
                paid,
                _when(order.due, today),
                *_remarks(order, today),
            ],
        )
    )


def goods(name: str, number: str, price: int, due: date, every: str) -> str:
    """What is ordered: `Pulsa 10.000 0812-3456-7890 · Rp12.000 · untuk Sabtu, 28 Nov 2026`; price
    in rupiah."""
    again = f", tiap {every}" if every else ""
    return f"{name} {number} · {rupiah(price)} · untuk {show_day(due)}{again}"

"""Customers in words: the list, and everything about one of them."""

from datetime import date, datetime

from pulsa_cli.core import dates, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.debt import OVERDRAWN
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.reminders import IN_DOUBT, Attempt
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import Standing
from pulsa_cli.show.tables import Record, stacked, wrapped

FIELDS = (
    "id",
    "nama",
    "kode",
    "nomor",
    "kasbon",
    "telat",
    "titipan",
    "tempo",
    "batas",
    "gajian",
    "dipesan",
)
PREPAID = ("id", "nama", "nomor", "titipan", "dipesan")
_SHORTEST = 12  # columns for a name


def record(customer: Customer, owed: int, overdue: int, balance: int, reserved: int) -> Record:
    """A customer for CSV and JSON: FIELDS, money in rupiah, several numbers apart by spaces.
    `titipan` is all that the customer has paid in advance, `dipesan` what of it is kept for
    orders."""
    return {
        "id": customer.id,
        "nama": customer.name,
        "kode": customer.code,
        "nomor": " ".join(customer.numbers),
        "kasbon": owed,
        "telat": overdue,
        "titipan": balance + reserved,
        "tempo": customer.term,
        "batas": customer.limit,
        "gajian": customer.payday,
        "dipesan": reserved,
    }


def listing(records: list[Record], columns: int) -> str:
    """The list for the eye, `columns` wide, and its totals."""
    if not records:
        return "Tidak ada pelanggan. Daftarkan: pulsa pelanggan tambah NAMA --nomor 0812…"
    rows = [
        [
            each["nama"] + (f" ({each['kode']})" if each["kode"] else ""),
            each["nomor"].replace(" ", "\n") or each["id"],
            _amount(each["kasbon"]),
            _amount(each["telat"]),
            _amount(each["titipan"]),
        ]
        for each in records
    ]
    totals = summary(records)
    headers = ["Nama", "Nomor", "Kasbon", "Telat", "Titipan"]
    table = wrapped(rows, headers, columns, [(0, _SHORTEST)], right=[2, 3, 4])
    if table is None:
        return "\n".join(
            [*(_narrow(row, columns) for row in rows), "", totals.replace(" · ", "\n")]
        )
    return f"{table}\n\n{totals}"


def prepaid(records: list[Record], columns: int) -> str:
    """Who has paid in advance, how much is free and how much is for orders, and the sums."""
    if not records:
        return "Tidak ada uang titipan."
    rows = [
        [
            each["nama"],
            each["nomor"].replace(" ", "\n"),
            *map(_amount, (each["titipan"] - each["dipesan"], each["dipesan"])),
        ]
        for each in records
    ]
    kept = sum(each["dipesan"] for each in records)
    total = f"{len(records)} pelanggan · {rupiah(sum(each['titipan'] for each in records))}"
    total += f" · untuk pesanan {rupiah(kept)}" if kept else ""
    headers = ["Nama", "Nomor", "Bebas", "Untuk pesanan"]
    table = wrapped(rows, headers, columns, [(0, _SHORTEST)], right=[2, 3])
    if table is None:
        return "\n".join(
            [
                *(
                    stacked(
                        row[0],
                        [
                            *row[1].split("\n"),
                            f"bebas {row[2]}" if row[2] else "",
                            f"untuk pesanan {row[3]}" if row[3] else "",
                        ],
                        columns,
                    )
                    for row in rows
                ),
                "",
                total.replace(" · ", "\n"),
            ]
        )
    return f"{table}\n\n{total}"


def _narrow(row: list[str], columns: int) -> str:
    name, numbers, owed, overdue, balance = row
    money = [
        f"kasbon {owed}" if owed else "",
        f"telat {overdue}" if overdue else "",
        f"titipan {balance}" if balance else "",
    ]
    return stacked(name, [*numbers.split("\n"), ", ".join(filter(None, money))], columns)


def _amount(amount: int) -> str:
    return grouped(amount) if amount else ""


def summary(records: list[Record]) -> str:
    """How many there are, what they owe and have paid in advance."""
    parts = [f"{len(records)} pelanggan"]
    for field, name in (
        ("kasbon", "kasbon"),
        ("telat", "lewat jatuh tempo"),
        ("titipan", "titipan"),
    ):
        if amount := sum(each[field] for each in records):
            parts.append(f"{name} {rupiah(amount)}")
    return " · ".join(parts)


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

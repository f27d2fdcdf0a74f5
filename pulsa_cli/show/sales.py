"""Sales in words: the read-back, the acknowledgement, the list, the details."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from pulsa_cli.core import dates, ids, phone
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.quote import Quote
from pulsa_cli.core.sales import KASBON, SUCCESS, TITIPAN, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.show.tables import NARROW, Record, grid

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Gift

FIELDS = (
    "id",
    "waktu",
    "pelanggan",
    "nomor",
    "operator",
    "produk",
    "nama",
    "modal",
    "harga",
    "diskon",
    "dibayar",
    "cara",
    "kasbon",
    "titipan",
    "tempo",
    "status",
    "sn",
    "ref",
    "dari_ref",
    "kembali",
    "rugi",
    "nomor_benar",
    "tertahan",
    "masuk_titipan",
    "kurang",
    "untung",
    "hadiah",
    "alasan",
    "kasir",
    "catatan",
)
_TO = {"pindah": "ke"}


def record(sale: Sale) -> Record:
    """A sale as it stands, for CSV and JSON: FIELDS, money as int, None where unknown."""
    text = {
        name: sale.row[name]
        for name in (
            "id",
            "waktu",
            "nomor",
            "operator",
            "produk",
            "nama",
            "cara",
            "tempo",
            "ref",
            "hadiah",
            "alasan",
            "kasir",
            "catatan",
        )
    }
    return {
        **text,
        "pelanggan": sale.customer,
        "kasbon": sale.credit,
        "titipan": sale.prepaid,
        "masuk_titipan": sale.freed,
        "modal": sale.cost,
        "harga": sale.price,
        "diskon": sale.discount,
        "dibayar": sale.paid,
        "status": sale.status,
        "sn": sale.sn,
        "dari_ref": sale.carried,
        "kembali": sale.returned,
        "rugi": sale.bearer,
        "nomor_benar": sale.right_number,
        "tertahan": sale.held,
        "kurang": sale.short,
        "untung": sale.profit,
    }


def read_back(quote: Quote, buyer: str = "") -> str:
    """`Budi · 0812-3456-7890 · Telkomsel · Pulsa 10.000 · Rp12.000`, before recording."""
    product = quote.product
    names = [product.name] if product.label == product.name else [product.operator, product.name]
    parts = [buyer] if buyer else []
    total = [rupiah(quote.total)] if quote.owed < quote.total else []  # else said as what is owed
    return " · ".join([*parts, phone.group(quote.number), *names, *total, *_payment(quote, "")])


def recorded(row: Row, quote: Quote) -> str:
    """The first line after a sale is on disk."""
    total = rupiah(quote.total)
    if quote.total in (quote.paid, quote.owed):
        total += f" {row['cara']}"
    parts = [f"Tercatat {row['id']}", row["nomor"], row["nama"], total]
    if row["status"] != SUCCESS:
        parts.append(row["status"])
    return " · ".join(parts + _payment(quote, row["cara"]))


def _payment(quote: Quote, method: str) -> list[str]:
    """How it is paid, where that is not simply all at once."""
    parts = [f"{rupiah(quote.carried)} dari yang tertahan"] if quote.carried else []
    if quote.paid and (quote.owed or quote.carried):
        parts.append(f"dibayar {rupiah(quote.paid)} {method}".rstrip())
    return parts + ([f"kembalian {rupiah(quote.change)}"] if quote.change else [])


def on_account(amount: int, prepaid: int, due: date | None) -> str:
    """What of a sale goes to the customer's account: rupiah, how much of it the prepaid balance
    pays, and the due date of the rest."""
    parts = [f"{rupiah(prepaid)} dari uang titipan"] if prepaid else []
    if amount > prepaid and due:
        parts.append(f"kasbon {rupiah(amount - prepaid)}, jatuh tempo {dates.show_day(due)}")
    return " · ".join(parts)


def gift(found: "Gift | None", total: int) -> str:
    """`Kartu Perak: hemat Rp500`; empty without one. `total` is what is left to pay, rupiah."""
    if not found:
        return ""
    free = "gratis, " if not total else ""
    return f"Kartu {found.level}: {free}hemat {rupiah(found.amount)}"


def repeated(row: Row, carried: int) -> str:
    """A repeat that is on disk: what it was paid with, `carried` from the failed sale and the
    rest (`dibayar`) anew, in rupiah."""
    paid = int(row["dibayar"])
    money = [f"{rupiah(carried)} dari {row['ref']}"] if carried else []
    money += [f"dibayar lagi {rupiah(paid)} {row['cara']}"] if paid else []
    status = [row["status"]] if row["status"] != SUCCESS else []
    return " · ".join([row["nomor"], row["nama"], *money, *status])


def brief(sale: Sale) -> str:
    """One sale in one line, for messages and questions."""
    return " · ".join(
        [
            sale.id,
            dates.show_clock(sale.time),
            sale.number,
            sale.name,
            rupiah(sale.total),
            *_remarks(sale),
        ]
    )


def sold_before(sale: Sale) -> str:
    """Which sale of the same number and product stands already."""
    day = sale.time.date()
    when = f"{dates.show_short(day, day)} {dates.show_clock(sale.time)}"
    return f"{sale.number} {sale.name} sudah dijual {when} ({sale.id})."


def _remarks(sale: Sale) -> list[str]:
    """What is out of the ordinary: how it was paid, what became of it."""
    remarks = [sale.method] if sale.method not in ("tunai", "") else []
    if sale.credit and (sale.paid or sale.prepaid and sale.row["tempo"]):
        parts = ("titipan", sale.prepaid), (KASBON, sale.credit - sale.prepaid)
        remarks = [each for each in remarks if each != KASBON]
        remarks += [f"{name} {grouped(amount)}" for name, amount in parts if amount]
    if sale.status != SUCCESS:
        remarks.append(sale.status)
    if sale.held:
        remarks.append(f"tahan {grouped(sale.held)}")
    if sale.short:
        remarks.append(f"kurang {grouped(sale.short)}")
    return remarks


def listing(sales: list[Sale], columns: int, counter: str, today: date) -> str:
    """The list for the eye, `columns` wide, and its totals. This counter's ids are shown as short
    as they can be typed."""
    if not sales:
        return "Tidak ada transaksi."
    known = next(
        (
            start
            for start in (f"{counter}-{ids.day_code(today)}-", f"{counter}-")
            if all(sale.id.startswith(start) for sale in sales)
        ),
        "",
    )
    dated = any(sale.time.date() != today for sale in sales)
    rows = []
    for sale in sales:
        when = dates.show_clock(sale.time)
        rows.append(
            [
                f"{sale.time:%d/%m} {when}" if dated else when,
                sale.id.removeprefix(known),
                sale.number,
                sale.name,
                grouped(sale.total),
                ", ".join(_remarks(sale)),
            ]
        )
    totals = summary(sales)
    if columns >= NARROW:
        return f"{_fitted(rows, columns)}\n\n{totals}"
    lines = [
        f"{when} {id} {number}\n  {name} {total} {remarks}".rstrip()
        for when, id, number, name, total, remarks in rows
    ]
    return "\n".join([*lines, "", totals.replace(" · ", "\n")])


def _fitted(rows: list[list[str]], columns: int) -> str:
    """The rows as a table; where it is too wide, remarks stand one below the other and long names
    take two lines."""
    headers = ["Jam", "ID", "Nomor", "Produk", "Harga", "Keterangan"]
    table = grid(rows, headers, right=[4])
    if _width(table) <= columns:
        return table
    import textwrap  # only a list needs it, so off the start-up path

    rows = [[*row[:5], row[5].replace(", ", "\n")] for row in rows]
    over = max(_width(grid(rows, headers, right=[4])) - columns, 0)
    most = max(max(len(row[3]) for row in rows) - over, len("Pulsa 100.000"))
    return grid(
        [[*row[:3], textwrap.fill(row[3], most), *row[4:]] for row in rows], headers, right=[4]
    )


def _width(table: str) -> int:
    return max(map(len, table.splitlines()))


def summary(sales: Iterable[Sale]) -> str:
    """How many sales stand, what they bring in and earn; what is not known is said."""
    sales = list(sales)
    counted = [sale for sale in sales if sale.stands or sale.bearer]
    known = [sale.profit for sale in counted if sale.profit is not None]
    parts = [
        f"{len(counted)} penjualan",
        rupiah(sum(sale.revenue for sale in counted)),
        f"untung {rupiah(sum(known))}",
    ]
    text = " · ".join(parts)
    standing = [sale for sale in counted if not sale.ended]
    for name, amount in (
        (KASBON, sum(sale.credit - sale.prepaid for sale in standing)),
        (TITIPAN, sum(sale.prepaid for sale in standing)),
    ):
        text += f" · {name} {rupiah(amount)}" if amount else ""
    if unknown := len(counted) - len(known):
        text += f" · {unknown} modalnya belum diketahui"
    if waiting := sum(sale.status == "pending" for sale in counted):
        text += f" · {waiting} masih pending"
    if short := sum(sale.short for sale in sales):
        text += f" · kurang {rupiah(short)}"
    return text


def _discount(sale: Sale) -> str:
    if not sale.discount:
        return ""
    return rupiah(sale.discount) + (f" dari kartu ({sale.gift})" if sale.gift else "")


def _paid_by(sale: Sale) -> str:
    """How the part that was not paid was to be paid."""
    due = sale.row["tempo"]
    parts = [f"{rupiah(sale.prepaid)} dari uang titipan"] if sale.prepaid and due else []
    parts += [f"jatuh tempo {dates.show_day(date.fromisoformat(due))}"] if due else []
    return "".join(f", {part}" for part in parts)


def details(sale: Sale, buyer: str = "") -> str:
    """Everything about one sale, a line each, with its corrections below; `buyer` is the
    customer's name."""
    row = sale.row
    profit = "belum diketahui (modal kosong)" if sale.profit is None else rupiah(sale.profit)
    lines = [
        ("Transaksi", sale.id),
        ("Waktu", dates.show_time(sale.time)),
        ("Nomor", sale.number),
        ("Produk", f"{row['nama']} ({row['produk']}, {row['operator']})"),
        ("Status", sale.status),
        ("SN", sale.sn or "belum dicatat"),
        ("Harga", rupiah(sale.price)),
        ("Diskon", _discount(sale)),
        ("Pelanggan", buyer),
        ("Dibayar", f"{rupiah(sale.paid)} {row['cara']}" if sale.paid or not sale.credit else ""),
        (
            "Kasbon" if row["tempo"] else "Titipan",
            f"{rupiah(sale.credit)}{_paid_by(sale)}" if sale.credit else "",
        ),
        ("Dari", f"{rupiah(sale.carried)} uang {sale.repeats}" if sale.carried else ""),
        ("Kurang", f"{rupiah(sale.short)}, uangnya tidak ada" if sale.short else ""),
        ("Kembali", rupiah(sale.returned) if sale.returned else ""),
        ("Dititipkan", f"{rupiah(sale.freed)} masuk uang titipan" if sale.freed else ""),
        ("Tertahan", f"{rupiah(sale.held)} uang pembeli masih di konter" if sale.held else ""),
        ("Modal", "belum diketahui" if sale.cost is None else rupiah(sale.cost)),
        ("Untung", profit),
        ("Nomor benar", sale.right_number),
        ("Ditanggung", sale.bearer),
        ("Pesanan" if "-O" in sale.repeats else "Mengulang", sale.repeats),
        ("Diulang", sale.repeated_by),
        ("Alasan", row["alasan"]),
        ("Kasir", row["kasir"]),
        ("Catatan", row["catatan"]),
    ]
    text = [f"{name + ':':<12} {value}" for name, value in lines if value]
    return "\n".join(text + [_event(event) for event in sale.history])


def _event(row: Row) -> str:
    """One correction: `10.07 A-261121-J018 gagal, kembali Rp12.000`."""
    moment = datetime.fromisoformat(row["waktu"])
    parts = [
        row["jenis"],
        row["sn"] and f"SN {row['sn']}",
        row["nomor"],
        row["pelanggan"] and f"{_TO.get(row['jenis'], 'sisanya titipan')} {row['pelanggan']}",
        row["rugi"] and f"ditanggung {row['rugi']}",
        row["kembali"] not in ("", "0") and f"kembali {rupiah(int(row['kembali']))}",
        row["alasan"],
        row["catatan"],
    ]
    named = f" {row['ref']}" if row["jenis"] == "batal" else ""
    said = ", ".join(part for part in parts if part)
    return (
        f"- {moment:%d/%m} {dates.show_clock(moment)} {row['id']}: "
        f"{said.replace(row['jenis'], row['jenis'] + named, 1)}"
    )

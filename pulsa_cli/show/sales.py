"""Sales in words: the read-back, the acknowledgement, the list, the details."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from pulsa_cli.core import dates, ids
from pulsa_cli.core.kinds import MOVED, PENDING, SUCCEEDED, VOID
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.sales import FREE, KASBON, ON_ACCOUNT, TITIPAN, Correction, Sale
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.core.ways import CASH, told
from pulsa_cli.show import columns
from pulsa_cli.show.columns import Column, Fields, Listing, Total
from pulsa_cli.show.credit import ADVANCE, paid_before
from pulsa_cli.show.lines import labelled, named


def _written(column: str) -> Callable[[Sale], str]:
    """What a column that is only noted says."""
    return lambda sale: sale.row[column]


FIELDS: Fields[Sale] = {
    "id": lambda sale: sale.id,
    "waktu": lambda sale: sale.time.isoformat(),
    "pelanggan": lambda sale: sale.customer,
    "nomor": lambda sale: sale.number,
    "operator": _written("operator"),
    "produk": lambda sale: sale.product,
    "nama": lambda sale: sale.name,
    "modal": lambda sale: sale.cost,
    "harga": lambda sale: sale.price,
    "diskon": lambda sale: sale.discount,
    "dibayar": lambda sale: sale.paid,
    "cara": lambda sale: sale.method,
    "kasbon": lambda sale: sale.credit,
    "titipan": lambda sale: sale.prepaid,
    "tempo": lambda sale: sale.due.isoformat() if sale.due else "",
    "status": lambda sale: sale.status,
    "sn": lambda sale: sale.sn,
    "ref": lambda sale: sale.repeats,
    "dari_ref": lambda sale: sale.carried,
    "kembali": lambda sale: sale.returned,
    "rugi": lambda sale: sale.bearer,
    "nomor_benar": lambda sale: sale.right_number,
    "tertahan": lambda sale: sale.held,
    "masuk_titipan": lambda sale: sale.freed,
    "kurang": lambda sale: sale.short,
    "untung": lambda sale: sale.profit,
    "hadiah": lambda sale: sale.gift,
    "alasan": _written("alasan"),
    "kasir": _written("kasir"),
    "catatan": _written("catatan"),
    "jumlah": lambda sale: sale.pieces,
    "nota": _written("nota"),
    "pemasok": _written("pemasok"),
    "acuan": _written("acuan"),
    "kembalian": _written("kembalian"),
    "dicatat": _written("dicatat"),
    "urut": _written("urut"),
}


def _status(sale: Sale) -> list[str]:
    """What became of it; nothing where all is well."""
    return [sale.status] if sale.status != SUCCEEDED else []


def brief(sale: Sale, advance: int = 0) -> str:
    """One sale in one line, for messages and questions; `advance` was paid out of the money for its
    order, rupiah."""
    return " · ".join(
        [
            sale.id,
            dates.show_clock(sale.time),
            sale.number,
            sale.name,
            rupiah(sale.total),
            *_remarks(sale, advance),
        ]
    )


def _remarks(sale: Sale, advance: int) -> list[str]:
    """What is out of the ordinary: how it was paid, what became of it."""
    return [
        *(["kartu gratis"] if sale.gift == FREE else []),
        *_ways_to_pay(sale, advance),
        *_status(sale),
        *named(("tahan", columns.money(sale.held)), ("kurang", columns.money(sale.short))),
    ]


def _ways_to_pay(sale: Sale, advance: int) -> list[str]:
    """How it was paid, where that is not all in cash; in several ways, also how much of it went
    to the account."""
    ways = [way for way, amount in sale.ways if amount >= 0 and way]
    ways = ways if ways != [CASH] else []
    sources = {
        ADVANCE: advance,
        TITIPAN: sale.prepaid - advance,
        KASBON: sale.credit - sale.prepaid,
    }
    used = {source: columns.money(amount) for source, amount in sources.items() if amount}
    if not sale.paid and len(used) == 1:
        return [*used]
    return [*(way for way in ways if way not in ON_ACCOUNT), *named(*used.items())]


def listing(
    first: Sequence[Sale], advance_of: Callable[[Sale], int], counter: str, today: date
) -> Listing[Sale]:
    """The list of sales that begins with these; `advance_of` tells what of one was paid out of the
    money for orders, rupiah. This counter's ids are shown as short as they can be typed, days where
    not all is of today. What a clock that was ahead put after today is not counted."""
    starts = (f"{counter}-{ids.day_code(today)}-", f"{counter}-")
    known = next(
        (start for start in starts if all(sale.id.startswith(start) for sale in first)), ""
    )
    dated = any(sale.time.date() != today for sale in first)
    advance = lru_cache(1)(advance_of)  # asked for the row and for the total

    def when(sale: Sale) -> str:
        clock = dates.show_clock(sale.time)
        return f"{_day(sale.time, today)} {clock}" if dated or sale.time.date() != today else clock

    def counts(sale: Sale) -> Mapping[str, int]:
        return {"later": 1} if sale.time.date() > today else _counts(sale, advance(sale))

    def totals(sums: Mapping[str, int]) -> list[str]:
        later = sums["later"]
        return [*_totals(sums), *([f"{later} sesudah hari ini tidak dihitung"] if later else [])]

    def remarks(sale: Sale) -> str:
        return ", ".join(_remarks(sale, advance(sale)))

    return Listing(
        FIELDS,
        [
            Column("Jam", when),
            Column("ID", lambda sale: sale.id.removeprefix(known)),
            Column("Nomor", lambda sale: sale.number),
            Column("Produk", lambda sale: sale.name, breaks=(2, len("Pulsa 100.000"))),
            Column("Harga", lambda sale: grouped(sale.total), right=True),
            Column("Keterangan", remarks, breaks=(1, 13)),
        ],
        stack=lambda when, id, number, name, total, remarks: [
            f"{when} {id} {number}",
            f"{name} {total} {remarks}".rstrip(),
        ],
        total=Total(counts, totals),
    )


def _day(moment: datetime, today: date) -> str:
    """`21/11`, with the year where it is not this one's."""
    return f"{moment:%d/%m}" if moment.year == today.year else f"{moment:%d/%m/%Y}"


def _counts(sale: Sale, advance: int) -> dict[str, int]:
    """What a sale, of which `advance` was paid out of the money for its order, adds to the total:
    what it brings in and earns if it stands, what of it went to accounts, and what is not known."""
    counts = {"short": sale.short}
    if sale.stands or sale.bearer:
        counts |= {"all": 1, "revenue": sale.revenue, "pending": sale.status == PENDING}
        counts |= {"unknown": 1} if sale.profit is None else {"profit": sale.profit}
        if not sale.ended:
            counts |= {
                KASBON: sale.credit - sale.prepaid,
                ADVANCE: advance,
                TITIPAN: sale.prepaid - advance,
            }
    return counts


def _totals(sums: Mapping[str, int]) -> list[str]:
    """How many sales stand, what they bring in and earn; what is not known is said."""
    return [
        f"{sums['all']} penjualan",
        rupiah(sums["revenue"]),
        f"untung {rupiah(sums['profit'])}",
        *named(*((account, _money(sums[account])) for account in (KASBON, ADVANCE, TITIPAN))),
        *([f"{sums['unknown']} modalnya belum diketahui"] if sums["unknown"] else []),
        *([f"{sums['pending']} masih pending"] if sums["pending"] else []),
        *named(("kurang", _money(sums["short"]))),
    ]


def _discount(sale: Sale) -> str:
    if not sale.discount:
        return ""
    return rupiah(sale.discount) + (f" dari kartu ({sale.gift})" if sale.gift else "")


def _credit(sale: Sale, advance: int) -> list[tuple[str, str]]:
    """What was not paid, and how that was to be paid."""
    if not sale.due:
        return [("Uang muka", _money(advance)), ("Titipan", _money(sale.credit - advance))]
    due = f"jatuh tempo {dates.show_day(sale.due)}"
    said = [rupiah(sale.credit), *paid_before(sale.prepaid, advance), due]
    return [("Kasbon", ", ".join(said) if sale.credit else "")]


def _repeated(sale: Sale) -> tuple[str, str]:
    """What it repeats or fulfils."""
    fulfils = sale.repeats and ids.letter(sale.repeats) == ORDERS.letter
    return "Pesanan" if fulfils else "Mengulang", sale.repeats


def _money(amount: int, following: str = "") -> str:
    """`Rp12.000` and what is said of it; empty for nothing."""
    return f"{rupiah(amount)} {following}".rstrip() if amount else ""


def _money_lines(sale: Sale, advance: int) -> list[tuple[str, str]]:
    """What it cost, how it was paid, and where the money is now."""
    paid = told(sale.paid, sale.ways) if sale.paid or not sale.credit else ""
    profit = "belum diketahui (modal kosong)" if sale.profit is None else rupiah(sale.profit)
    return [
        ("Dibayar", paid),
        *_credit(sale, advance),
        ("Dari", _money(sale.carried, f"uang {sale.repeats}")),
        ("Kurang", f"{rupiah(sale.short)}, uangnya tidak ada" if sale.short else ""),
        ("Kembali", _money(sale.returned)),
        ("Dititipkan", _money(sale.freed, "masuk uang titipan")),
        ("Tertahan", _money(sale.held, "uang pembeli masih di konter")),
        ("Modal", "belum diketahui" if sale.cost is None else rupiah(sale.cost)),
        ("Untung", profit),
    ]


def details(sale: Sale, customer: str, advance: int) -> str:
    """Everything about one sale, a line each, with its corrections below; `customer` is the
    customer's name, `advance` what was paid out of the money for its order, rupiah."""
    lines = [
        ("Transaksi", sale.id),
        ("Waktu", dates.show_time(sale.time)),
        ("Nomor", sale.number),
        ("Produk", f"{sale.name} ({sale.product}, {sale.operator})"),
        ("Status", sale.status),
        ("SN", sale.sn or "belum dicatat"),
        ("Harga", rupiah(sale.price)),
        ("Diskon", _discount(sale)),
        ("Pelanggan", customer),
        *_money_lines(sale, advance),
        ("Nomor benar", sale.right_number),
        ("Ditanggung", sale.bearer),
        _repeated(sale),
        ("Diulang", sale.repeated_by),
        ("Alasan", sale.reason),
        ("Kasir", sale.cashier),
        ("Catatan", sale.note),
    ]
    return "\n".join([*labelled(lines), *map(_correction, sale.corrections)])


def _correction(row: Correction) -> str:
    """One correction: `10.07 A-261121-J018: gagal, kembali Rp12.000`."""
    given_to = "ke" if row.kind == MOVED else "sisanya titipan"
    parts = [
        f"{row.kind} {row.names}" if row.kind == VOID else row.kind,
        row.sn and f"SN {row.sn}",
        row.number,
        row.customer and f"{given_to} {row.customer}",
        row.bearer and f"ditanggung {row.bearer}",
        f"kembali {rupiah(row.returned)}" if row.returned else "",
        row.reason,
        row.note,
    ]
    when = f"{row.time:%d/%m} {dates.show_clock(row.time)}"
    return f"- {when} {row.id}: {', '.join(filter(None, parts))}"

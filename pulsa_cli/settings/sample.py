"""Two months of sample trade, for `pulsa init --contoh`. All numbers and people are invented."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.products import TOKEN, WALLET, Product
from pulsa_cli.core.schema import Row
from pulsa_cli.core.terms import due_date
from pulsa_cli.core.text import key

if TYPE_CHECKING:
    from random import Random

DAYS = 61
BUYERS = 40
_NAMES = (
    "Budi Santoso",
    "Siti Aminah",
    "Agus Wijaya",
    "Dewi Lestari",
    "Pak Joko",
    "Bu Rina",
    "Budi Warung",
    "Eko Prasetyo",
    "Nur Hidayah",
    "Rudi Hartono",
    "Wati",
    "Bang Ucok",
    "Sri Wahyuni",
    "Dedi Kurniawan",
    "Mbak Yanti",
    "Hendra",
    "Lina Marlina",
    "Ketut Sari",
    "Asep Sunandar",
    "Bu Haji Fatimah",
    "Yusuf",
    "Tante Meri",
    "Kos Melati",
    "Fitri",
)
_PREFIXES = {
    "telkomsel": ("0812", "0813", "0822", "0852"),
    "indosat": ("0856", "0857", "0815"),
    "xl": ("0817", "0878", "0819"),
    "axis": ("0831", "0838"),
    "tri": ("0895", "0896", "0898"),
    "smartfren": ("0881", "0888"),
    "byu": ("085155",),
}
# How often an operator's card, and how often a denomination, is bought.
_SHARE = {"telkomsel": 14, "indosat": 8, "xl": 5, "axis": 3, "tri": 5, "smartfren": 3, "byu": 2}
_SIZES = {5000: 6, 10000: 10, 15000: 3, 20000: 5, 25000: 4, 50000: 3, 100000: 1}
# What complaints of the sample come to: the next step, and what the next sale is reminded of.
_CAUSES = {
    "pulsa-darurat": (
        "Tunjukkan potongannya di riwayat pemakaian.",
        "terpotong pulsa darurat: tanya dulu",
    ),
    "data-nyala": (
        "Tunjukkan pemakaiannya di riwayat.",
        "terpotong data tanpa paket: matikan data dulu",
    ),
    "nsp": (
        "Tunjukkan potongannya di riwayat pemakaian.",
        "terpotong NSP atau langganan: tanya dulu",
    ),
    "operator": ("Hubungi operator dengan SN, waktu dan nomor tujuan.", ""),
}
Entry = tuple[datetime, Row]


class Buyer(NamedTuple):
    """A regular buyer: operator and digits of the number, and of the meter."""

    operator: str
    number: str
    meter: str


def sample_buyers(rng: "Random") -> list[Buyer]:
    """BUYERS regular buyers."""
    return [_buyer(rng) for _ in range(BUYERS)]


def sample_customers(rng: "Random", buyers: list[Buyer], now: datetime) -> list[Entry]:
    """The first of these buyers as registered customers, as entries for the ledger; some have
    terms and a payday of their own."""
    moment = _opening(now) - timedelta(days=DAYS)
    entries = []
    for place, (name, buyer) in enumerate(zip(_NAMES, buyers)):
        row = {
            "jenis": "tambah",
            "nama": name,
            "nomor": phone.group(buyer.number),
            "waktu": (moment + timedelta(minutes=place)).isoformat(),
        }
        if place % 4 == 0:
            row |= {"gajian": rng.choice(("1", "5", "25", "30")), "tempo": "gajian"}
        entries.append((moment + timedelta(minutes=place), row))
    return entries


def sample_trade(
    rng: "Random",
    products: Iterable[Product],
    buyers: list[Buyer],
    known: Mapping[str, Row],
    now: datetime,
) -> list[Entry]:
    """Sales of the DAYS days up to `now`, to the regular buyers and some others, as entries for
    the ledger in order of time; customers (`known`: stored number → their row) buy on credit
    now and then; the last two sales are pending. The same `rng` state and day give the same
    trade."""
    by_operator: dict[str, list[Product]] = {}
    for product in products:
        by_operator.setdefault(key(product.operator), []).append(product)
    others = [
        product for product in chain(*by_operator.values()) if product.kind in (TOKEN, WALLET)
    ]
    entries: list[Entry] = []
    opening = _opening(now)
    for back in range(DAYS - 1, -1, -1):
        seen: set[tuple[str, str]] = set()
        day = []
        for _ in range(rng.randint(11, 24)):
            buyer = rng.choice(buyers) if rng.random() < 0.8 else _buyer(rng)
            product = (
                rng.choice(others)
                if rng.random() < 0.2
                else _usual(rng, by_operator[buyer.operator])
            )
            moment = opening - timedelta(days=back) + timedelta(seconds=rng.randint(0, 13 * 3600))
            row = _sale(rng, buyer, product)
            if customer := known.get(phone.group(buyer.number)):
                row |= _to_customer(rng, customer, int(row["harga"]), moment)
            if (row["nomor"], product.code) not in seen:
                seen.add((row["nomor"], product.code))
                day.append((moment, row))
        entries += sorted(day, key=lambda entry: entry[0])
    return _until(now, entries)


def _until(now: datetime, entries: list[Entry]) -> list[Entry]:
    """The entries up to now, of which the last two are pending."""
    past = [
        (moment, {**row, "waktu": moment.isoformat()}) for moment, row in entries if moment <= now
    ]
    for _, row in past[-2:]:
        row |= {"status": "pending", "sn": ""}
    return past


def _to_customer(rng: "Random", customer: Row, price: int, moment: datetime) -> Row:
    """What a sale at this price has in its row for a customer, who buys on credit now and then."""
    if price >= 30_000 or rng.random() >= 0.3:
        return {"pelanggan": customer["id"]}
    payday = int(customer["gajian"]) if customer["gajian"] else None
    due = due_date(customer["tempo"] or "7 hari", moment.date(), payday)
    return {
        "pelanggan": customer["id"],
        "dibayar": "0",
        "cara": "kasbon",
        "tempo": due.isoformat(),
    }


def sample_corrections(rng: "Random", sales: list[Row], now: datetime) -> list[Entry]:
    """What went wrong with a few of these sales: failed ones (with and without money back), a
    wrong number, a slip of the pen; the last two sales stay as they are."""
    entries: list[Entry] = []
    for place, row in enumerate(rng.sample(sales[:-2], 12)):
        moment = datetime.fromisoformat(row["waktu"]) + timedelta(minutes=rng.randint(3, 9))
        if moment > now:
            continue
        correction = {"waktu": moment.isoformat(), "ref": row["id"]}
        if place < 8:
            correction |= {"jenis": "gagal", "kembali": row["dibayar"] if place % 2 else "0"}
        elif place < 10:
            correction |= {"jenis": "batal", "kembali": row["dibayar"], "alasan": "salah produk"}
        else:
            right = row["nomor"][:-1] + str((int(row["nomor"][-1]) + 1) % 10)
            correction |= {
                "jenis": "salah-nomor",
                "nomor": right,
                "rugi": "toko" if place % 2 else "pembeli",
            }
        entries.append((moment, correction))
    return sorted(entries, key=lambda entry: entry[0])


def sample_payments(rng: "Random", sales: list[Row], now: datetime) -> list[Entry]:
    """What customers paid of these sales on credit: most in time, some late, a few not yet."""
    entries: list[Entry] = []
    for row in sales:
        if row["tempo"] and row["status"] == "sukses" and rng.random() < 0.8:
            paid = datetime.fromisoformat(row["waktu"]) + timedelta(
                days=rng.choice((1, 2, 3, 5, 6, 7, 9, 14)), minutes=rng.randint(1, 50)
            )
            if paid < now:
                entries.append(
                    (
                        paid,
                        {
                            "waktu": paid.isoformat(),
                            "jenis": "bayar",
                            "pelanggan": row["pelanggan"],
                            "jumlah": row["harga"],
                            "cara": rng.choice(("tunai", "tunai", "transfer")),
                        },
                    )
                )
    return sorted(entries, key=lambda entry: entry[0])


def sample_prepaid(customers: list[Row], now: datetime) -> list[Entry]:
    """What two customers paid in advance."""
    entries: list[Entry] = []
    for back, customer in enumerate((customers[5], customers[21]), 1):
        moment = _opening(now) - timedelta(days=back, minutes=-75)
        entries.append(
            (
                moment,
                {
                    "waktu": moment.isoformat(),
                    "jenis": "bayar",
                    "pelanggan": customer["id"],
                    "jumlah": "50000",
                    "cara": "tunai",
                },
            )
        )
    return sorted(entries, key=lambda entry: entry[0])


def sample_orders(
    products: Iterable[Product], buyers: list[Buyer], customers: list[Row], now: datetime
) -> list[Entry]:
    """Three orders of two days ago: late, for today, and one that recurs each month."""
    moment = _opening(now) - timedelta(days=2, minutes=-100)
    entries: list[Entry] = []
    for place, (days, every, part) in enumerate(((1, "", 2), (2, "", 1), (5, "bulan", 0)), 7):
        product = next(
            product
            for product in products
            if product.nominal == 25_000
            and product.price
            and key(product.operator) == key(buyers[place].operator)
        )
        at = moment + timedelta(minutes=place)
        entries.append(
            (
                at,
                {
                    "waktu": at.isoformat(),
                    "jenis": "pesan",
                    "pelanggan": customers[place]["id"],
                    "nomor": customers[place]["nomor"],
                    "operator": product.operator,
                    "produk": product.code,
                    "nama": product.name,
                    "harga": str(product.price),
                    "untuk": (at + timedelta(days=days)).date().isoformat(),
                    "tiap": every,
                    "dp": str((product.price or 0) // part if part else 0),
                    "cara": "tunai" if part else "",
                },
            )
        )
    return entries


def sample_complaints(rng: "Random", sales: list[Row], now: datetime) -> list[Entry]:
    """What buyers complained of a few of these sales of credit, an hour or so later; the last
    complaint is not over yet."""
    entries: list[Entry] = []
    credit = [row for row in sales if row["nama"].startswith("Pulsa") and row["status"] == "sukses"]
    for cause, row in zip(
        _CAUSES, sorted(rng.sample(credit, len(_CAUSES)), key=lambda row: row["waktu"])
    ):
        moment = datetime.fromisoformat(row["waktu"]) + timedelta(minutes=rng.randint(30, 90))
        if moment < now:
            step, remembered = _CAUSES[cause]
            entries.append(
                (
                    moment,
                    {
                        "waktu": moment.isoformat(),
                        "jenis": "keluhan",
                        "penjualan": row["id"],
                        "nomor": row["nomor"],
                        "operator": row["operator"],
                        "daftar": "pulsa-tidak-masuk",
                        "jawaban": "status=sukses diminta=ya pembeli=ya",
                        "temuan": cause,
                        "yakin": "pasti",
                        "langkah": step,
                        "ingat": remembered,
                        "tindak": (moment + timedelta(days=1)).isoformat(),
                    },
                )
            )
    return sorted(entries, key=lambda entry: entry[0])


def sample_endings(complaints: list[Row], now: datetime) -> list[Entry]:
    """How all but the last of these ended, the day after."""
    entries: list[Entry] = []
    for row in complaints[:-1]:
        moment = datetime.fromisoformat(row["waktu"]) + timedelta(days=1)
        if moment < now:
            entries.append(
                (
                    moment,
                    {
                        "waktu": moment.isoformat(),
                        "jenis": "selesai",
                        "ref": row["id"],
                        "penjualan": row["penjualan"],
                        "nomor": row["nomor"],
                        "hasil": row["temuan"],
                        "ingat": row["ingat"],
                    },
                )
            )
    return entries


def _opening(now: datetime) -> datetime:
    return now.replace(hour=8, minute=0, second=0)


def _buyer(rng: "Random") -> Buyer:
    operator = rng.choices(list(_SHARE), list(_SHARE.values()))[0]
    prefix = rng.choice(_PREFIXES[operator])
    number = prefix + "".join(str(rng.randint(0, 9)) for _ in range(12 - len(prefix)))
    return Buyer(operator, number, f"{rng.randint(10**10, 10**11 - 1)}")


def _usual(rng: "Random", offers: list[Product]) -> Product:
    weights = [_SIZES.get(product.nominal or 0, 1) for product in offers]
    return rng.choices(offers, weights)[0]


def _sale(rng: "Random", buyer: Buyer, product: Product) -> Row:
    number = buyer.meter if product.kind == TOKEN else buyer.number
    price = str(product.price or product.nominal or 0)
    return {
        "jenis": "jual",
        "nomor": phone.group(number),
        "operator": product.operator,
        "produk": product.code,
        "nama": product.name,
        "modal": "" if product.cost is None else str(product.cost),
        "harga": price,
        "diskon": "0",
        "dibayar": price,
        "cara": rng.choices(["tunai", "transfer", "qris"], [8, 1, 1])[0],
        "status": "sukses",
        "sn": "".join(str(rng.randint(0, 9)) for _ in range(20)),
    }

"""Two months of sample trade, for `pulsa init --contoh`. All numbers and people are invented."""
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.products import TOKEN, WALLET, Product
from pulsa_cli.core.schema import Row
from pulsa_cli.core.text import key

if TYPE_CHECKING:
    from random import Random

DAYS = 61
CUSTOMERS = 40
_PREFIXES = {"telkomsel": ("0812", "0813", "0822", "0852"), "indosat": ("0856", "0857", "0815"),
             "xl": ("0817", "0878", "0819"), "axis": ("0831", "0838"),
             "tri": ("0895", "0896", "0898"), "smartfren": ("0881", "0888"), "byu": ("085155",)}
# How often an operator's card, and how often a denomination, is bought.
_SHARE = {"telkomsel": 14, "indosat": 8, "xl": 5, "axis": 3, "tri": 5, "smartfren": 3, "byu": 2}
_SIZES = {5000: 6, 10000: 10, 15000: 3, 20000: 5, 25000: 4, 50000: 3, 100000: 1}
Entry = tuple[datetime, Row]


class _Buyer(NamedTuple):
    operator: str
    number: str
    meter: str


def sample_trade(rng: "Random", products: Iterable[Product], now: datetime) -> list[Entry]:
    """Cash sales of the DAYS days up to `now`, to CUSTOMERS regular buyers and some others, as
    entries for the ledger in order of time; the last two are pending. The same `rng` state and
    day give the same trade."""
    by_operator: dict[str, list[Product]] = {}
    for product in products:
        by_operator.setdefault(key(product.operator), []).append(product)
    others = [product for offers in by_operator.values() for product in offers
              if product.kind in (TOKEN, WALLET)]
    buyers = [_buyer(rng) for _ in range(CUSTOMERS)]
    entries: list[Entry] = []
    opening = now.replace(hour=8, minute=0, second=0)
    for back in range(DAYS - 1, -1, -1):
        seen: set[tuple[str, str]] = set()
        day = []
        for _ in range(rng.randint(11, 24)):
            buyer = rng.choice(buyers) if rng.random() < 0.8 else _buyer(rng)
            product = rng.choice(others) if rng.random() < 0.2 \
                else _usual(rng, by_operator[buyer.operator])
            moment = opening - timedelta(days=back) + timedelta(seconds=rng.randint(0, 13 * 3600))
            row = _sale(rng, buyer, product)
            if (row["nomor"], product.code) not in seen:
                seen.add((row["nomor"], product.code))
                day.append((moment, row))
        entries += sorted(day, key=lambda entry: entry[0])
    past = [(moment, {**row, "waktu": moment.isoformat()}) for moment, row in entries
            if moment <= now]
    for _, row in past[-2:]:
        row |= {"status": "pending", "sn": ""}
    return past


def sample_corrections(rng: "Random", sales: list[Row], now: datetime) -> list[Entry]:
    """What went wrong with a few of these sales: failed ones (with and without money back), a
    wrong number, a slip of the pen; the last two sales stay as they are."""
    entries: list[Entry] = []
    for place, row in enumerate(rng.sample(sales[:-2], 12)):
        moment = datetime.fromisoformat(row["waktu"]) + timedelta(minutes=rng.randint(3, 9))
        if moment > now:
            continue
        made = {"waktu": moment.isoformat(), "ref": row["id"]}
        if place < 8:
            made |= {"jenis": "gagal", "kembali": row["dibayar"] if place % 2 else "0"}
        elif place < 10:
            made |= {"jenis": "batal", "kembali": row["dibayar"], "alasan": "salah produk"}
        else:
            right = row["nomor"][:-1] + str((int(row["nomor"][-1]) + 1) % 10)
            made |= {"jenis": "salah-nomor", "nomor": right,
                     "rugi": "toko" if place % 2 else "pembeli"}
        entries.append((moment, made))
    return sorted(entries, key=lambda entry: entry[0])


def _buyer(rng: "Random") -> _Buyer:
    operator = rng.choices(list(_SHARE), list(_SHARE.values()))[0]
    prefix = rng.choice(_PREFIXES[operator])
    number = prefix + "".join(str(rng.randint(0, 9)) for _ in range(12 - len(prefix)))
    return _Buyer(operator, number, f"{rng.randint(10**10, 10**11 - 1)}")


def _usual(rng: "Random", offers: list[Product]) -> Product:
    weights = [_SIZES.get(product.nominal or 0, 1) for product in offers]
    return rng.choices(offers, weights)[0]


def _sale(rng: "Random", buyer: _Buyer, product: Product) -> Row:
    number = buyer.meter if product.kind == TOKEN else buyer.number
    price = str(product.price or product.nominal or 0)
    return {"jenis": "jual", "nomor": phone.group(number), "operator": product.operator,
            "produk": product.code, "nama": product.name,
            "modal": "" if product.cost is None else str(product.cost), "harga": price,
            "diskon": "0", "dibayar": price,
            "cara": rng.choices(["tunai", "transfer", "qris"], [8, 1, 1])[0], "status": "sukses",
            "sn": "".join(str(rng.randint(0, 9)) for _ in range(20))}

"""Shops to measure: one without history, and one with five years of it on two counters. Both have
the same sales today and the same overdue debts, so that their lists are equally long."""

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pulsa_cli.core import phone
from pulsa_cli.core.schema import MONEY, PEOPLE, REMINDERS, SALES, Row
from pulsa_cli.ledger.append import Ledger
from pulsa_cli.ledger.device import Device
from pulsa_cli.settings import starter

MONTHS, COUNTERS, SALES_IN_ALL, CUSTOMERS = 60, ("A", "B"), 1_000_000, 2_000
TODAY, OVERDUE, PAST_REMINDERS = 40, 600, 40_000
NOW = datetime(2026, 11, 21, 10, 5, tzinfo=timezone(timedelta(hours=7)))
NUMBER = f"0812-0000-{OVERDUE + 1:04}"  # of the first customer behind those who are overdue
FIRST_TODAY = 2 * SALES_IN_ALL  # numbers and SNs of today are in no other sale
SOLD, SOLD_SN = f"0813{(FIRST_TODAY + 5) * 7919 % 10**8:08}", f"{FIRST_TODAY + 5:020}"
NEARLY_SOLD = f"{SOLD[:-2]}{SOLD[:-3:-1]}"
SYLLABLES = "wa ti su di ra ni ko ma la yo ba hi nu gu te jo si pa mi ro".split()
Entry = tuple[datetime, Row]


def make(pulsa: Path, root: Path, sales: int) -> dict[str, str]:
    """A shop with `sales` sales before today, every fifth on credit; returns the environment to
    use it in."""
    environment = {**os.environ, "PULSA_TOKO": str(root), "PULSA_SEKARANG": NOW.isoformat()}
    subprocess.run([pulsa, "init", root], check=True, capture_output=True, env=environment)
    starter.start_card(str(root), NOW.date() - timedelta(days=99))
    ledgers = [
        Ledger(str(root), Device(str(root / ".git" / "pulsa"), counter, str(root)))
        for counter in COUNTERS
    ]
    people = ledgers[0].append(PEOPLE, _customers(OVERDUE + (CUSTOMERS if sales else 1)))
    each = sales // MONTHS // len(COUNTERS)
    for place, ledger in enumerate(ledgers):
        owing: dict[str, int] = {}  # debts of each customer
        for back in range(MONTHS - 1, -1, -1) if each else ():
            year, month = divmod(NOW.year * 12 + NOW.month - 1 - back, 12)
            first = NOW.replace(year=year, month=month + 1, day=1, hour=8, minute=0)
            last = min(first + timedelta(days=27, hours=12), NOW.replace(hour=0, minute=0))
            serial = (back * len(COUNTERS) + place) * each
            _fill(ledger, list(_sales(first, last, each, serial, people[OVERDUE:])), owing)
        ledger.append(MONEY, _payments(owing))
        ledger.append(
            SALES, _sales(NOW.replace(hour=8), NOW, TODAY // 2, FIRST_TODAY + place * TODAY, [])
        )
    ledgers[0].append(SALES, _overdue(people[:OVERDUE]))
    ledgers[0].append(REMINDERS, _reminded(people[:OVERDUE], (-3, 0)))
    if sales:
        for back in range(PAST_REMINDERS // CUSTOMERS):
            ledgers[0].append(REMINDERS, _reminded(people[OVERDUE:], (back,)))
    return environment


def add_products(root: Path, count: int) -> None:
    """So many more lines at the end of the price list."""
    with (root / "ledger" / "produk.csv").open("a", encoding="utf-8") as file:
        for place in range(count):
            nominal = (place % 50 + 1) * 1000
            file.write(
                f"UKUR{place},Telkomsel,data,Paket {place},{nominal},,{nominal + 2000},ya,\n"
            )


def many_debts(pulsa: Path, root: Path, count: int) -> dict[str, str]:
    """A shop with so many open debts and nothing else; returns the environment to use it in."""
    environment = {**os.environ, "PULSA_TOKO": str(root), "PULSA_SEKARANG": NOW.isoformat()}
    subprocess.run([pulsa, "init", root], check=True, capture_output=True, env=environment)
    ledger = Ledger(str(root), Device(str(root / ".git" / "pulsa"), "A", str(root)))
    people = ledger.append(PEOPLE, _customers(CUSTOMERS))
    for place in range(0, count, 50_000):
        day = NOW - timedelta(days=count // 50_000 - place // 50_000)
        ledger.append(
            SALES,
            (
                (day, row)
                for place in range(place, place + 50_000)
                for row in [_on_credit(day, people[place % CUSTOMERS], place)]
            ),
        )
    return environment


def many_customers(pulsa: Path, root: Path, count: int) -> dict[str, str]:
    """A shop with so many customers and nothing else; returns the environment to use it in."""
    environment = {**os.environ, "PULSA_TOKO": str(root), "PULSA_SEKARANG": NOW.isoformat()}
    subprocess.run([pulsa, "init", root], check=True, capture_output=True, env=environment)
    ledger = Ledger(str(root), Device(str(root / ".git" / "pulsa"), "A", str(root)))
    people = [row | {"nama": _name(place)} for place, (_, row) in enumerate(_customers(count))]
    for day in range(0, count, 50_000):
        moment = NOW - timedelta(days=30 - day // 50_000)
        registered = people[day : day + 50_000]
        ledger.append(PEOPLE, ((moment, row | {"waktu": moment.isoformat()}) for row in registered))
    return environment


def _overdue(people: list[Row]) -> Iterator[Entry]:
    """A debt of each of these customers, overdue since 3 to 32 days."""
    for place, person in enumerate(people):
        moment = (NOW - timedelta(days=10 + place % 30)).replace(hour=7)
        yield moment, _on_credit(moment, person, place)


def _reminded(people: list[Row], levels: tuple[int, ...]) -> Iterator[Entry]:
    """That each of these customers was reminded at these levels, of debts long ago."""
    for level in levels:
        moment = (NOW - timedelta(days=100 + level)).replace(hour=9)
        for person in people:
            yield (
                moment,
                {
                    "waktu": moment.isoformat(),
                    "jenis": "terkirim",
                    "saluran": "orang",
                    "pelanggan": person["id"],
                    "nomor": person["nomor"],
                    "tingkat": str(level),
                    "tempo": "2026-08-13",
                    "jumlah": "12000",
                },
            )


def _on_credit(moment: datetime, person: Row, place: int) -> Row:
    return {
        "waktu": moment.isoformat(),
        "jenis": "jual",
        "operator": "Telkomsel",
        "nomor": phone.group(f"0822{place:08}"),
        "produk": "S10",
        "nama": "Pulsa 10.000",
        "modal": "10750",
        "harga": "12000",
        "diskon": "0",
        "dibayar": "0",
        "cara": "kasbon",
        "pelanggan": person["id"],
        "titipan": "0",
        "status": "sukses",
        "tempo": f"{moment + timedelta(days=7):%Y-%m-%d}",
    }


def _payments(owing: dict[str, int]) -> Iterator[Entry]:
    """What is left to pay of five years, all paid yesterday."""
    moment = (NOW - timedelta(days=1)).replace(hour=7)
    for customer, count in owing.items():
        if count % 2:
            yield (
                moment,
                {
                    "waktu": moment.isoformat(),
                    "jenis": "bayar",
                    "pelanggan": customer,
                    "jumlah": "12000",
                    "cara": "tunai",
                },
            )


def append_elsewhere(root: Path, count: int, run: int) -> None:
    """Rows that the second counter recorded meanwhile, of sales some days ago."""
    ledger = Ledger(str(root), Device(str(root / ".git" / "pulsa"), COUNTERS[1], str(root)))
    day = NOW - timedelta(days=3)
    ledger.append(
        SALES,
        (
            (NOW, row)
            for _, row in _sales(
                day, day + timedelta(hours=1), count, SALES_IN_ALL + run * count, []
            )
        ),
    )


def _customers(count: int) -> Iterator[Entry]:
    moment = NOW - timedelta(days=31 * MONTHS)
    for number in range(1, count + 1):
        yield (
            moment,
            {
                "waktu": moment.isoformat(),
                "jenis": "tambah",
                "nama": f"Pelanggan {number}",
                "nomor": phone.group(f"08120000{number:04}"),
            },
        )


def _name(place: int) -> str:
    """Two words of syllables, another for each place below 160,000."""
    first, second = divmod(place, 400)
    return " ".join(
        SYLLABLES[word // 20].title() + SYLLABLES[word % 20] for word in (second, first)
    )


def _sales(
    first: datetime, last: datetime, count: int, serial: int, people: list[Row]
) -> Iterator[Entry]:
    step = (last - first) / (count + 1)
    for place in range(serial, serial + count):
        moment = (first + step * (place - serial)).replace(microsecond=0)
        row = {
            "waktu": moment.isoformat(),
            "jenis": "jual",
            "operator": "Telkomsel",
            "nomor": phone.group(f"0813{place * 7919 % 10**8:08}"),
            "produk": "S10",
            "nama": "Pulsa 10.000",
            "modal": "10750",
            "harga": "12000",
            "diskon": "0",
            "dibayar": "12000",
            "cara": "tunai",
            "sn": f"{place:020}",
            "status": "pending" if place % 50 == 1 else "sukses",
        }
        if people and place % 5 == 0:
            row |= {
                "dibayar": "0",
                "cara": "kasbon",
                "pelanggan": people[place // 5 * 31 % len(people)]["id"],
                "tempo": f"{moment + timedelta(days=7):%Y-%m-%d}",
            }
        yield moment, row


def _fill(ledger: Ledger, sales: list[Entry], owing: dict[str, int]) -> None:
    """A month: the sales; in fifty, one that went through later and one that failed; a payment
    whenever a customer owes for two. `owing` counts the debts of each customer."""
    rows = ledger.append(SALES, sales)
    later: list[Entry] = []
    payments: list[Entry] = []
    for (moment, _), row in zip(sales, rows):
        after = moment + timedelta(minutes=4)
        made = {"waktu": after.isoformat(), "ref": row["id"]}
        if row["status"] == "pending":
            later.append((after, {**made, "jenis": "sukses"}))
        elif row["dibayar"] == "12000" and int(row["sn"]) % 50 == 2:
            later.append((after, {**made, "jenis": "gagal", "kembali": "12000"}))
        if customer := row["pelanggan"]:
            owing[customer] = owing.get(customer, 0) + 1
            if owing[customer] % 2 == 0:
                payments.append(
                    (
                        after,
                        {
                            "waktu": after.isoformat(),
                            "jenis": "bayar",
                            "pelanggan": customer,
                            "jumlah": "24000",
                            "cara": "tunai",
                        },
                    )
                )
    ledger.append(SALES, later)
    ledger.append(MONEY, payments)

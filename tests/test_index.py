"""What the index answers is what a plain fold of all rows says, whatever became of the ledgers and
of the index itself. The oracle is here: it reads every file and folds every row, each time."""

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from helpers.konter import NOW, Konter, command
from helpers.programs import bound_by_modes, in_own_mounts
from helpers.sizes import tries
from pulsa_cli.core import (
    account,
    accounts,
    complaints,
    customers,
    fold_order,
    orders,
    reminders,
    sales,
)
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.schema import TABLES, check_letters, complaint
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.storage.reading import Reader

# The same examples in every run, and nothing left in the folder that they run in.
fixed = settings(
    deadline=None,
    database=None,
    derandomize=True,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
BOM = b"\xef\xbb\xbf"
TODAY = datetime.fromisoformat(NOW).date()
YESTERDAY = TODAY - timedelta(1)
ALWAYS = date(2000, 1, 1), date(2100, 1, 1)
NUMBERS = "0812-3456-7890", "0812-3456-7891", "0857-1111-2222"
NAMES = "Budi", "Bu Siti", "Siti", 'Pak "Jo", warung', "Ibu Rénita"
CODES, SNS = ("bs", "JO"), ("1", "2")
CARD_DAYS = 30  # the level of the shop below
STARTER = Reminding((-3, 0, 3, 7, 30), least=2_000)  # as in the starter's kebijakan.yaml


# --- The oracle -----------------------------------------------------------------------------------


class Truth(NamedTuple):
    """Every row on disk by ledger, and FILE:LINE of every line that is none or whose id another
    row has as well."""

    rows: dict[str, list[dict[str, str]]]
    damaged: list[str]
    twins: list[str]


def on_disk(root):
    """All of the ledgers, read with nothing but the csv module."""
    rows, damaged, lines = {name: [] for name in TABLES}, [], {}
    for table in TABLES.values():
        for path in (Path(root) / "ledger" / table.name).glob("*.csv"):
            where, data = f"ledger/{table.name}/{path.name}", path.read_bytes().removeprefix(BOM)
            header, *texts = (text.rstrip(b"\r") for text in data.split(b"\n"))
            columns = header.decode("utf-8", "replace").split(",")
            if not {"id", "waktu", "jenis", "ref"} <= set(columns) or columns[-1] != "cek":
                damaged += [f"{where}:1"] if data else []
                continue
            for number, text in enumerate(texts, 2):
                row = understood(table, header, columns, text)
                if row:
                    rows[table.name].append(row)
                    lines.setdefault(row["id"], {}).setdefault(text, []).append(f"{where}:{number}")
                elif text:
                    damaged.append(f"{where}:{number}")
    twins = [
        place
        for found in lines.values()
        if len(found) > 1
        for places in found.values()
        for place in places
    ]
    return Truth(rows, damaged, twins)


def understood(table, header, columns, text):
    """The row in a line, None where it is none."""
    body, _, letters = text.rpartition(b",")
    if letters != check_letters(header, body):
        return None
    try:
        (cells,) = csv.reader([text.decode("utf-8")])
    except (UnicodeDecodeError, csv.Error, ValueError):
        return None
    row = dict(zip(columns, cells))
    if len(cells) != len(columns) or complaint(table, row):
        return None
    return {**dict.fromkeys(table.header, ""), **row}


def truth(root):
    """What has to be answered to each question."""
    disk = on_disk(root)
    every = sales.fold(disk.rows["jual"])
    known = customers.fold(disk.rows["pelanggan"])
    same = {id: each.id for each in known for id in each.ids}
    moved = disk.rows["jual"] + disk.rows["hutang"] + disk.rows["pesanan"]
    folded = accounts.fold(moved, same)
    people = [each for each in known if not each.gone or any(sums(folded.get(each.id)))]
    since = {
        row["id"]: datetime.fromisoformat(row["waktu"])
        for row in fold_order.in_order(disk.rows["pelanggan"])
    }
    said = {
        "damaged": sorted(disk.damaged),
        "twins": sorted(disk.twins),
        "sales": list(map(told, every.values())),
        "pending": [id for id, sale in every.items() if sale.status == "pending"],
    }
    for sale in every.values():
        for id in (sale.id, *(row["id"] for row in sale.history)):
            said.setdefault(f"sale {id}", told(sale))
    for row in disk.rows["jual"]:
        said.setdefault(f"sale {row['id']}", None)
    for number in NUMBERS:
        said[f"held for {number}"] = [
            sale.id
            for sale in every.values()
            if sale.held and (sale.right_number or sale.number) == number
        ]
        said[f"sold to {number}"] = [
            sale.id
            for sale in every.values()
            if sale.number == number and sale.time.date() == TODAY
        ]
        claims = [
            (dict(zip(each.numbers, each.claims))[number], each.id)
            for each in people
            if number in each.numbers
        ]
        said[f"owner of {number}"] = min(claims, default=("", None))[1]
    for number in NUMBERS:
        to = [(sale.time, sale.id) for sale in every.values() if sale.number == number]
        said[f"last to {number}"] = [id for _, id in sorted(to, reverse=True)]
    grumbles = newest_first(complaints.fold(disk.rows["keluhan"]).values())
    said["complaints"] = list(map(vars, grumbles))
    said["open complaints"] = [each.id for each in grumbles if not each.closed]
    attempts = reminders.fold(disk.rows["pengingat"])
    said["in doubt"] = sorted(each.id for each in attempts if each.state == "ragu")
    said["to be reminded"] = to_be_reminded(known, folded, said["pending"], attempts, same)
    for number in NUMBERS:
        said[f"complaints about {number}"] = [each.id for each in grumbles if each.number == number]
    for code in CODES:
        having = [each.id for each in people if each.code.lower() == code.lower()]
        said[f"called {code}"] = min(having, default=None, key=lambda id: (since[id], id))
    for sn in SNS:
        said[f"SN {sn}"] = [sale.id for sale in every.values() if sale.sn == sn]
    said["orders"] = {
        each.id: (
            each.due,
            each.sales,
            folded[same.get(each.customer, each.customer)].reserves[each.id].amount,
        )
        for each in orders.fold(disk.rows["pesanan"] + disk.rows["jual"]).values()
        if each.due
    }
    said["customers"] = [
        (each, *sums(folded.get(each.id)))
        for each in sorted(people, key=lambda each: (each.name.casefold(), each.id))
    ]
    for each in people:
        said[f"account of {each.id}"] = whole(folded.get(each.id))
        said[f"parts of {each.id}"] = open_parts(folded.get(each.id))
    said["owed"] = owed(folded, known, TODAY)
    until = [row for row in moved if row["waktu"][:10] <= YESTERDAY.isoformat()]
    before = accounts.fold(until, same)
    said["owed before"] = owed(before, known, YESTERDAY)
    for today, rows, books in ((TODAY, moved, folded), (YESTERDAY, until, before)):
        there = [each for each in known if not each.gone or any(sums(books.get(each.id)))]
        said[f"stamps on {today}"] = {each.id: stamps(each, there, rows, today) for each in there}
        said[f"cards on {today}"] = {
            each.id: card_facts(each, there, books.get(each.id), rows, today) for each in there
        }
    for name in NAMES:
        said[f"named {name}"] = named(name, people)
    return said


def newest_first(grumbles):
    return sorted(grumbles, key=lambda each: (each.time, each.id), reverse=True)


def told(sale):
    """All that is known of a sale."""
    return {**vars(sale), "held": sale.held, "revenue": sale.revenue, "credit": sale.credit}


def sums(found):
    """Owed, overdue, balance and what is kept for orders of an account, which may be none."""
    late = sum(left for _, due, left, *_ in open_parts(found) if due < TODAY)
    return (found.owed, late, found.balance, found.reserved) if found else (0, 0, 0, 0)


def bought_by(customer, people, rows):
    """The sales to a customer that did not come to nothing; each counts for one person."""
    numbers = [
        number
        for number in customer.numbers
        if customer.id
        == min(
            (dict(zip(each.numbers, each.claims))[number], each.id)
            for each in people
            if number in each.numbers
        )[1]
    ]
    return [
        sale
        for sale in sales.fold([row for row in rows if "-J" in row["id"]]).values()
        if not sale.ended
        and (sale.customer in customer.ids or not sale.customer and sale.number in numbers)
    ]


def stamps(customer, people, rows, today):
    """How many purchases came after the last one that was free."""

    def place(sale):
        counter, day, tail = sale.id.split("-")
        return sale.time, counter, day, int(tail[1:])

    free = [
        place(sale)
        for sale in bought_by(customer, people, rows)
        if sale.row["hadiah"] == "gratis"
        and sale.row["pelanggan"] in customer.ids
        and sale.customer
    ]
    return min(
        99,
        sum(
            not free or place(sale) > max(free)
            for sale in bought_by(customer, people, rows)
            if sale.time.date() <= today
        ),
    )


def card_facts(customer, people, found, rows, today):
    """What a loyalty card would be worked out from: days of purchases, debts paid on time and all
    that say something, rupiah overdue."""
    bought = [sale.time.date() for sale in bought_by(customer, people, rows)]
    debts = list(found.debts.values()) if found else []
    kept = [debt.on_time for debt in debts]
    late = sum(1 for debt in debts if debt.deadline and debt.deadline < today)
    overdue = sum(
        part.left
        for debt in debts
        if not debt.on_hold
        for part in debt.open_parts()
        if debt.left and part.due < today and debt.origin != "selisih"
    )
    return (
        sorted(day for day in bought if today - timedelta(CARD_DAYS) < day <= today),
        kept.count(True),
        kept.count(True) + kept.count(False) + late,
        overdue,
    )


def owed(accounts, known, today):
    """Every open debt with whose it is, and its open parts."""
    names, found = {each.id: each.name for each in known}, {}
    for id, each in accounts.items():
        for debt in each.unpaid:
            parts = debt.open_parts()
            found[debt.id] = (
                id,
                names.get(id, id),
                min(part.due for part in parts),
                debt.amount,
                debt.left,
                sum(part.left for part in parts if part.due < today),
                debt.on_hold,
                debt.origin,
                debt.promised,
            )
    return found


def to_be_reminded(known, accounts, pending, attempts, same):
    """Who, at which level, since when, and how much is asked for now and later."""
    found = set()
    for each in {each.id: each for each in known}.values():
        unpaid = accounts[each.id].unpaid if each.id in accounts else ()
        parts = sorted(
            [
                OpenPart(
                    debt.id,
                    part.due,
                    part.left,
                    part.amount,
                    debt.on_hold,
                    debt.origin,
                    debt.what,
                    debt.promised,
                )
                for debt in unpaid
                if debt.id not in pending
                for part in debt.open_parts()
            ],
            key=lambda part: part.due,
        )
        made = reminders.reminder(
            STARTER,
            reminders.Debtor(each.id, each.name, each.numbers, tuple(parts)),
            [one for one in attempts if same.get(one.customer) == each.id],
            TODAY,
        )
        if made:
            found.add(
                (each.id, made.level, made.due, made.total, sum(part.left for part in made.later))
            )
    return found


def open_parts(found):
    return sorted(
        [
            (debt.id, part.due, part.left, part.amount, debt.on_hold, debt.origin)
            for debt in (found.unpaid if found else ())
            for part in debt.open_parts()
        ],
        key=lambda part: part[1],
    )


def whole(found):
    """An account with its history."""
    found = found or account.Account()
    return {
        "balance": found.balance,
        "received": found.received,
        "freed": found.freed,
        "taken": found.taken,
        "reserves": {id: vars(each) for id, each in found.reserves.items()},
        "history": found.history,
        "debts": {
            id: [
                {
                    **vars(debt),
                    "parts": list(map(vars, debt.parts)),
                    "_agreed": list(map(vars, debt._agreed)),
                }
            ]
            for id, debt in found.debts.items()
        },
    }


def named(name, people):
    """Ids of those who can be meant by a name."""
    words = customers.words(name)
    found = [each for each in people if customers.matches(name, each)]
    exactly = [each for each in found if words in map(customers.words, each.names)]
    return few(exactly if len(exactly) == 1 else found)


def few(people):
    """Ids of people; of many only five are ever named."""
    return sorted(each.id for each in people) if len(people) < 5 else "many"


# --- What the index says --------------------------------------------------------------------------


def answers(shop, questions):
    """What the shop answers to the same questions."""
    books, clients = shop.books, shop.clients
    said = {
        "sales": list(map(told, books.sales(*ALWAYS))),
        "pending": [sale.id for sale in books.pending()],
    }
    people = clients.customers()
    said["customers"] = [tuple(each) for each in people]
    for number in NUMBERS:
        said[f"held for {number}"] = [sale.id for sale in books.held_for(number)]
        said[f"sold to {number}"] = [sale.id for sale in books.sales_to(number, TODAY)]
        owner = clients.customer_of(number)
        said[f"owner of {number}"] = owner and owner.id
    said["orders"] = {
        each.order.id: (each.due, each.order.sales, each.kept) for each in shop.orders.open()
    }
    said["complaints"] = list(map(vars, shop.complaints.all()))
    said["open complaints"] = [each.id for each in shop.complaints.open()]
    said["in doubt"] = sorted(each.id for each in shop.reminders.in_doubt())
    said["to be reminded"] = {
        (
            each.debtor.customer,
            each.level,
            each.due,
            each.total,
            sum(part.left for part in each.later),
        )
        for each in shop.reminders.waiting()
    }
    for number in NUMBERS:
        said[f"last to {number}"] = [sale.id for sale in books.last_to(number, 999)]
        about = shop.complaints.of_number(number)
        said[f"complaints about {number}"] = [each.id for each in about]
        assert books.complained_of(number) or not about
    for code in CODES:
        owner = clients.with_code(code)
        said[f"called {code}"] = owner and owner.id
    for sn in SNS:
        said[f"SN {sn}"] = [sale.id for sale in books.with_sn(sn)]
    for each, *_ in people:
        standing = clients.standing(each)
        said[f"account of {each.id}"] = whole(clients.account(each))
        said[f"parts of {each.id}"] = [tuple(part)[:6] for part in standing.parts]
    said["owed"] = listed(shop.receivables())
    for name in NAMES:
        said[f"named {name}"] = found_by_name(clients, name)
    for question in questions:
        if question.startswith("sale "):
            said[question] = found_by_id(books, question.partition(" ")[2])
    twins = [each.where for each in shop.problems if "dua catatan" in each.why]
    said["twins"] = sorted(twins)
    said["damaged"] = sorted(each.where for each in shop.problems if each.where not in twins)
    # The last question: from then on this process sees what is owed as of that day.
    said["owed before"] = listed(Shop(shop.root).receivables(YESTERDAY))
    said[f"cards on {TODAY}"] = cards(shop.loyalty())
    said[f"stamps on {TODAY}"] = stamped(shop.loyalty())
    before = Shop(shop.root).loyalty(YESTERDAY)
    said[f"cards on {YESTERDAY}"], said[f"stamps on {YESTERDAY}"] = cards(before), stamped(before)
    return said


def cards(loyalty):
    return {
        each.customer.id: (
            sorted(each.facts.purchases),
            each.facts.on_time,
            each.facts.decided,
            each.facts.overdue,
        )
        for each in loyalty.all()
    }


def stamped(loyalty):
    return {each.customer.id: loyalty.since_gift(each.customer, 99) for each in loyalty.all()}


def listed(receivables):
    """The open debts as they are told, each part of them in the sums."""
    debts = receivables.debts()
    assert sum(each.left for each in debts) == sum(left for *_, left in receivables.parts())
    return {
        each.id: (
            each.customer,
            each.name,
            each.due,
            each.amount,
            each.left,
            each.overdue,
            each.on_hold,
            each.origin,
            each.promised,
        )
        for each in debts
    }


def found_by_id(books, id):
    try:
        return told(books.sale(id))
    except Refused:
        return None


def found_by_name(clients, name):
    try:
        return [clients.customer(name).id]
    except Refused as refused:
        return few(getattr(refused, "found", ()))


def assert_true(shop):
    """What this shop answers is the truth."""
    wanted = truth(shop.root)
    shop.reread()
    said = answers(shop, wanted)
    wrong = {
        question: (said.get(question), answer)
        for question, answer in wanted.items()
        if said.get(question) != answer
    }
    assert not wrong, f"answered, should be: {wrong}"
    assert said.keys() == wanted.keys()


# --- Rows -----------------------------------------------------------------------------------------


def ids_of(letter):
    """Few enough to be met again, of rows that are there, will come or never do."""
    return st.sampled_from(
        [f"{counter}-261121-{letter}{number:03}" for number, counter in product(range(1, 4), "AB")]
    )


def some(*values):
    return st.sampled_from(values)


SALE, DEBT, PERSON, ORDER = ids_of("J"), ids_of("H"), ids_of("P"), ids_of("O")
NOBODY = st.just("")
AMOUNT = some("0", "3000", "5000", "12000", "20000")
# The counters' clocks disagree by up to three days, and one was set to another zone.
MOMENTS = st.builds(
    lambda days, minutes, zone: (
        (datetime.fromisoformat(NOW) - timedelta(days, minutes * 60))
        .isoformat()
        .replace("+07:00", zone)
    ),
    some(0, 0, 0, 1, 3),
    st.integers(0, 9),
    some("+07:00", "+07:00", "+07:00", "+08:00"),
)
DUE = some("2026-11-14", "2026-11-20", "2026-11-28", "2026-12-05")
COMMON = {"waktu": MOMENTS, "catatan": some("", "", "é", 'kata, "kutip"')}


def row_of(kind, **columns):
    return st.fixed_dictionaries({"jenis": st.just(kind), **COMMON, **columns})


SOLD = row_of(
    "jual",
    nomor=some(*NUMBERS),
    harga=st.just("12000"),
    diskon=some("", "500"),
    dibayar=AMOUNT,
    pelanggan=NOBODY | PERSON,
    tempo=DUE,
    titipan=some("", "", "12000"),
    status=some("", "sukses", "pending"),
    sn=some("", *SNS),
    hadiah=some("", "", "potongan", "gratis"),
    ref=NOBODY | NOBODY | NOBODY | SALE | ORDER,
)
ORDERED = st.one_of(
    row_of(
        "pesan",
        pelanggan=NOBODY | PERSON | PERSON,
        nomor=some(*NUMBERS),
        harga=AMOUNT,
        untuk=some("", "2026-11-14", "2026-11-21", "2026-10-31"),
        tiap=some("", "minggu", "bulan"),
        dp=AMOUNT,
        cara=some("tunai", "titipan"),
    ),
    row_of("batal", ref=ORDER, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
)
CORRECTED = st.one_of(
    row_of("gagal", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of("kembali", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of(
        "salah-nomor",
        ref=SALE,
        kembali=AMOUNT,
        pelanggan=NOBODY | PERSON,
        nomor=some(*NUMBERS),
        rugi=some("toko", "pembeli"),
    ),
    row_of("pindah", ref=SALE, pelanggan=PERSON),
    row_of("batal", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of("sn", ref=SALE, sn=some(*SNS)),
    row_of("sukses", ref=SALE, sn=some("", *SNS)),
)
PAID = st.one_of(
    row_of("tambah", pelanggan=PERSON, jumlah=AMOUNT, tempo=DUE),
    row_of("bayar", pelanggan=PERSON, jumlah=AMOUNT, ref=NOBODY | DEBT | SALE),
    row_of("ambil", pelanggan=PERSON, jumlah=AMOUNT),
    row_of("janji", pelanggan=PERSON, tempo=DUE, ref=NOBODY | DEBT | SALE),
)
SETTLED = st.one_of(
    row_of("undur", ref=DEBT | SALE, tempo=DUE, alasan=some("", "tetap: x")),
    row_of(
        "cicil",
        ref=DEBT | SALE,
        cicilan=some("2026-11-19=4000 2026-12-01=4000", "2026-12-01=20000"),
    ),
    row_of("tahan", ref=DEBT | SALE),
    row_of("lepas", ref=DEBT | SALE),
    row_of("ikhlaskan", ref=DEBT | SALE, jumlah=some("", "1000")),
    row_of("batal", ref=DEBT),
)
REGISTERED = row_of(
    "tambah",
    nama=some(*NAMES),
    kode=some("", "bs", "JO", "jo"),
    nomor=some("", *NUMBERS, " ".join(NUMBERS[:2])),
    tempo=some("", "7 hari"),
    batas=some("", "50000"),
    gajian=some("", "25"),
)
CHANGED = st.one_of(
    row_of(
        "ubah",
        ref=PERSON,
        nama=some("", *NAMES),
        nomor=some("", *NUMBERS),
        lepas=some("", *NUMBERS),
        batas=some("", "-", "90000"),
        kode=some("", "-", "bs"),
    ),
    row_of("satukan", ref=PERSON, dari=PERSON),
    row_of("batal", ref=PERSON),
)
GRUMBLE = ids_of("K")
COMPLAINED = row_of(
    "keluhan",
    penjualan=SALE,
    nomor=some(*NUMBERS),
    daftar=st.just("x"),
    jawaban=some("", "a=ya b=25-1.5gb"),
    temuan=some("", "nsp"),
    yakin=some("", "pasti"),
    ingat=some("", "tanya dulu"),
    tindak=some("", "2026-11-22T10:00:00+07:00", "2028-02-29T10:00:00+07:00"),
)
FOLLOWED = st.one_of(
    row_of("lanjut", ref=GRUMBLE, temuan=some("", "masuk"), jawaban=some("", "a=tidak")),
    row_of("catat", ref=GRUMBLE),
    row_of("batal", ref=GRUMBLE),
    row_of("selesai", ref=GRUMBLE, hasil=some("nsp", "masuk"), ingat=some("", "lagi")),
)
REMINDER = ids_of("R")
REMINDED = st.one_of(
    *(
        row_of(
            kind,
            ref=NOBODY | REMINDER,
            pelanggan=PERSON,
            jumlah=AMOUNT,
            tempo=DUE,
            tingkat=some("-3", "0", "3", "7"),
            saluran=some("orang", "berkas"),
        )
        for kind in ("mulai", "mulai", "terkirim", "belum")
    ),
    row_of("batal", ref=REMINDER),
)
ROWS = {
    "pengingat": REMINDED,
    "pesanan": ORDERED,
    "keluhan": COMPLAINED | FOLLOWED,
    "jual": SOLD | SOLD | CORRECTED,
    "hutang": PAID | SETTLED,
    "pelanggan": REGISTERED | CHANGED,
}
# A newer version's column and order, and an older version that lacked some.
PARTS = {
    table.name: {
        "": table.header,
        ".2": [*reversed(table.header[:-1]), "lokasi", "cek"],
        ".3": [name for name in table.header if name not in ("diskon", "lepas", "alasan", "kasir")],
    }
    for table in TABLES.values()
}


def sealed(columns, row):
    """A row as a line under this header."""
    header, out = ",".join(columns).encode(), io.StringIO()
    csv.writer(out, lineterminator="").writerow([row.get(name, "") for name in columns[:-1]])
    body = out.getvalue().encode()
    return body + b"," + check_letters(header, body)


def path_of(root, place):
    ledger, month, counter, part = place
    return Path(root) / "ledger" / ledger / f"{month}.{counter}{part}.csv"


def add(root, place, rows):
    """Appends rows as the program does. `place` is ledger, month, counter and part."""
    path, columns = path_of(root, place), PARTS[place[0]][place[3]]
    path.parent.mkdir(exist_ok=True)
    data = path.read_bytes() if path.exists() else b""
    start = b"" if data.endswith(b"\n") else b"\n" if data else ",".join(columns).encode() + b"\n"
    with path.open("ab") as file:
        file.write(start + b"".join(sealed(columns, row) + b"\n" for row in rows))


# --- Whatever happens to the files ----------------------------------------------------------------


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A shop folder, to be copied: counter A, no rows, no git."""
    shop = Konter(tmp_path_factory.mktemp("kosong") / "toko")
    shop.run("init", shop.root, "--nama", "Berkah Cell")
    (shop.root / "ledger" / "kartu.yaml").write_text(
        f"tingkat:\n  Perak:\n    belanja: 2 kali dalam {CARD_DAYS} hari\n", "utf-8"
    )
    shutil.move(shop.device, shop.root / ".pulsa")
    shutil.rmtree(shop.root / ".git")
    return shop.root


@pytest.fixture(autouse=True)
def clock(monkeypatch, no_home):
    monkeypatch.setenv("PULSA_SEKARANG", NOW)


PLACE = st.tuples(
    some(
        "jual",
        "jual",
        "jual",
        "hutang",
        "hutang",
        "pelanggan",
        "pelanggan",
        "pesanan",
        "keluhan",
        "pengingat",
    ),
    some("2026-10", "2026-11"),
    some("A", "B"),
    some("", "", "", ".2", ".3"),
)
PLACED = PLACE.flatmap(lambda place: st.tuples(st.just(place), ROWS[place[0]]))


# What a spreadsheet, git or a hand makes of a file: lines with their ends, the header first.
REMADE = {
    "a copy": lambda lines, _: lines,
    "line ends of a spreadsheet": lambda lines, _: [ended(line, b"\r\n") for line in lines],
    "line ends of this program": lambda lines, _: [ended(line, b"\n") for line in lines],
    "with a byte order mark": lambda lines, _: [BOM + lines[0], *lines[1:]],
    "a row less": lambda lines, turn: [
        line for place, line in enumerate(lines) if place != 1 + turn % len(lines)
    ],
    "rows in another order": lambda lines, _: [
        lines[0],
        *(ended(line, b"\n") for line in reversed(lines[1:])),
    ],
    "a column more in its header": lambda lines, _: [
        lines[0].replace(b",cek", b",lokasi,cek"),
        *lines[1:],
    ],
    "a header that nobody knows": lambda lines, _: [
        lines[0].replace(b"jenis", b"macam"),
        *lines[1:],
    ],
    "cut inside its header": lambda lines, turn: [lines[0][:turn]],
    "no rows": lambda lines, _: lines[:1],
    "nothing": lambda lines, _: [b""],
}
# What becomes of the index: bytes in place of bytes.
HARM = {
    "garbage": lambda data: b"x" * len(data),
    "zeros": lambda data: bytes(len(data)),
    "half": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "text": lambda _: b"not a database\n",
}


def ended(line, end):
    return line.rstrip(b"\r\n") + end


def step(**drawn):
    """A rule after which one of two shops that stay open is asked, or one just opened."""
    return rule(asked=some("first", "second", "new"), **drawn)


# Nothing here depends on the disk, and many examples are worth more than a disk's pace.
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
TURN = st.integers(0, 199)  # which file, line or byte, counted round and round


class Ledgers(RuleBasedStateMachine):
    """Two shops open on one folder, and whatever may happen to its files."""

    template: Path

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="pulsa-index-", dir=MEMORY)) / "toko"
        shutil.copytree(self.template, self.root)
        self.index = self.root / ".pulsa" / "index.db"
        self.open = {name: Shop(str(self.root)) for name in ("first", "second")}
        self.asked, self.harmed = "first", False
        self.last = dict.fromkeys(product("JHPKRO", "AB"), 0)

    def teardown(self):
        self.open.clear()
        shutil.rmtree(self.root.parent)

    def file(self, turn):
        """One of the ledger files, None where there is none yet."""
        found = sorted(self.root.glob("ledger/*/*.csv"))
        return found[turn % len(found)] if found else None

    def new_id(self, ledger, counter):
        key = TABLES[ledger].letter, counter
        self.last[key] += 1
        return f"{counter}-261121-{key[0]}{self.last[key]:03}"

    @invariant()
    def the_index_says_what_a_fold_of_all_rows_says(self):
        assert_true(self.open.get(self.asked) or Shop(str(self.root)))

    @invariant()
    def a_sound_index_is_brought_up_to_date_and_not_built_again(self):
        watched = self.root / "watched"
        if self.harmed or not self.index.exists():
            return
        assert not watched.exists() or watched.stat().st_nlink == 2
        watched.unlink(missing_ok=True)
        os.link(self.index, watched)

    @step(drawn=st.lists(PLACED, min_size=1, max_size=6))
    def rows_are_recorded(self, asked, drawn):
        self.asked = asked
        for place, row in drawn:
            add(self.root, place, [{**row, "id": self.new_id(place[0], place[2])}])

    @step(drawn=st.tuples(PLACED, PLACED))
    def rows_name_each_other_in_a_circle(self, asked, drawn):
        self.asked = asked
        ids = [self.new_id(*place[::2]) for place, _ in drawn]
        for (place, row), id, other in zip(drawn, ids, reversed(ids)):
            add(self.root, place, [{**row, "id": id, "ref": other}])

    @step(drawn=PLACED, number=some("001", "002"), counter=some("A", "B"))
    def a_row_may_have_the_id_of_another(self, asked, drawn, number, counter):
        self.asked = asked
        place, row = drawn
        id = f"{counter}-261121-{TABLES[place[0]].letter}{number}"
        add(self.root, place, [{**row, "id": id}])

    @step(place=PLACE, turn=TURN, line=TURN)
    def a_row_stands_in_two_files(self, asked, place, turn, line):
        self.asked = asked
        path = self.file(turn)
        if path:
            part = next(part for part in (".2", ".3", "") if path.stem.endswith(part))
            lines = path.read_bytes().splitlines()[1:]
            if lines:
                place = path.parent.name, *place[1:3], part
                add(self.root, place, [])
                with path_of(self.root, place).open("ab") as file:
                    file.write(lines[line % len(lines)] + b"\n")

    @step(turn=TURN, junk=some(b"\n", b"\r\n", b"<<<<<<< HEAD\n", b"torn", b"a,b\n", b"\xff\n"))
    def something_else_is_appended(self, asked, turn, junk):
        self.asked = asked
        if path := self.file(turn):
            with path.open("ab") as file:
                file.write(junk)

    @step(turn=TURN, count=some(1, 1, 2, 7, 8, 30))
    def the_last_line_is_cut(self, asked, turn, count):
        self.asked = asked
        if path := self.file(turn):
            os.truncate(path, max(0, path.stat().st_size - count))

    @step(turn=TURN, line=TURN, byte=TURN, new=some(b"7", b"A", b",", b'"'), kept=st.booleans())
    def a_byte_of_a_row_changes(self, asked, turn, line, byte, new, kept):
        self.asked = asked
        if path := self.file(turn):
            before, data = path.stat(), path.read_bytes()
            lines = data.splitlines(keepends=True)[1:]
            if lines and lines[line % len(lines)].strip():
                text = lines[line % len(lines)]
                place = data.index(text) + byte % len(text.rstrip(b"\r\n"))
                with path.open("r+b") as file:
                    file.seek(place)
                    file.write(new)
                if kept:
                    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @step(turn=TURN, how=some(*REMADE), line=TURN)
    def a_file_is_replaced_by(self, asked, turn, how, line):
        self.asked = asked
        path = self.file(turn)
        lines = path and path.read_bytes().splitlines(keepends=True)
        if lines:
            draft = path.with_suffix(".draft")
            draft.write_bytes(b"".join(REMADE[how](lines, line)))
            os.replace(draft, path)

    @step(turn=TURN)
    def a_file_goes_away(self, asked, turn):
        self.asked = asked
        if path := self.file(turn):
            os.replace(path, path.with_suffix(".away"))

    @step(turn=TURN)
    def a_file_comes_back(self, asked, turn):
        self.asked = asked
        away = sorted(self.root.glob("ledger/*/*.away"))
        if away:
            path = away[turn % len(away)]
            os.replace(path, path.with_suffix(".csv"))

    @step(name=some("index.db*", "index.db"))
    def the_index_is_deleted(self, asked, name):
        self.asked = asked
        self.harmed |= name == "index.db"  # a log without its database fits no other
        for path in (*self.index.parent.glob(name), self.root / "watched"):
            path.unlink(missing_ok=True)

    @step(how=some(*HARM), log=st.booleans())
    def the_index_is_damaged(self, asked, how, log):
        self.asked, self.harmed = asked, True
        for end in ("", "-wal")[: 1 + log]:
            path = self.index.with_name(f"index.db{end}")
            if path.exists():
                path.write_bytes(HARM[how](path.read_bytes()))


def machine(root):
    return type("Machine", (Ledgers,), {"template": root})


def test_the_index_says_what_a_fold_of_all_rows_says_whatever_became_of_the_files(empty):
    run_state_machine_as_test(
        machine(empty), settings=settings(fixed, max_examples=tries(60, 80), stateful_step_count=25)
    )


@pytest.mark.proof
def test_the_index_says_what_a_fold_of_all_rows_says_in_500_histories(empty):
    run_state_machine_as_test(
        machine(empty), settings=settings(fixed, max_examples=500, stateful_step_count=40)
    )


# --- Histories that were found by the machine, or that it would meet too seldom -------------------


def at(minute, id, **columns):
    """A row of today, by default of a sale that was paid."""
    if "-J" in id and "jenis" not in columns:
        columns = {
            "jenis": "jual",
            "nomor": NUMBERS[0],
            "harga": "12000",
            "dibayar": "12000",
            "status": "sukses",
            **columns,
        }
    return {
        "id": f"{id[0]}-261121-{id[2:]}",
        "waktu": f"2026-11-21T09:{minute:02}:00+07:00",
        **{
            name: re.sub(r"^([AB])-([JHP]\d)", r"\1-261121-\2", value)
            for name, value in columns.items()
        },
    }


A_BUDI, B_BUDI = (
    at(0, f"{counter}-P001", jenis="tambah", nama="Budi", kode="bs", nomor=NUMBERS[0])
    for counter in "AB"
)
SAME = at(1, "A-P002", jenis="satukan", ref="A-P001", dari="B-P001")
DEBT = at(2, "A-H001", jenis="tambah", pelanggan="A-P001", jumlah="5000", tempo="2026-11-20")
ON_CREDIT = at(2, "A-J001", dibayar="0", pelanggan="A-P001", tempo="2026-11-20")
FAILED = at(3, "A-J002", jenis="gagal", ref="A-J001")
# Each step is what comes to the ledgers before the next question.
STEPS = {
    "a payment under the other id of a united customer": [
        [A_BUDI, B_BUDI, SAME, DEBT],
        [at(3, "B-H001", jenis="bayar", pelanggan="B-P001", jumlah="5000")],
    ],
    "a part of a debt paid under the other id of a united customer": [
        [A_BUDI, B_BUDI, SAME, DEBT],
        [at(3, "B-H001", jenis="bayar", pelanggan="B-P001", jumlah="2000")],
    ],
    "a sale under the other id of a united customer": [
        [A_BUDI, B_BUDI, SAME, DEBT],
        [{**ON_CREDIT, "pelanggan": B_BUDI["id"]}],
    ],
    "customers united after their debts": [
        [A_BUDI, B_BUDI, DEBT, {**ON_CREDIT, "pelanggan": B_BUDI["id"]}],
        [SAME],
        [at(5, "B-P002", jenis="batal", ref="A-P002")],
    ],
    "a debt of the one that its twin, which counts, knows nothing of": [
        [A_BUDI, at(2, "A-J001", dibayar="0", catatan="1"), {**ON_CREDIT, "catatan": "2"}]
    ],
    "a twin that counts and comes later": [
        [A_BUDI, {**ON_CREDIT, "catatan": "2"}],
        [at(2, "A-J001", dibayar="0", catatan="1")],
    ],
    "a twin that counts and comes first": [
        [A_BUDI, at(2, "A-J001", dibayar="0", catatan="1")],
        [{**ON_CREDIT, "catatan": "2"}],
    ],
    "a number and a short name that two have, the one by a clock of another zone": [
        [
            {**A_BUDI, "waktu": "2026-11-21T09:30:00+07:00"},
            {**B_BUDI, "waktu": "2026-11-21T10:00:00+08:00"},
        ]
    ],
    "a number and a short name that two have, the one with a twin": [
        [A_BUDI, {**B_BUDI, "catatan": "1", "waktu": "2026-11-21T09:05:00+07:00"}],
        [{**B_BUDI, "catatan": "2", "waktu": "2026-11-20T09:05:00+07:00"}],
    ],
    "money held for one number and of its repeat for another": [
        [
            {**ON_CREDIT, "dibayar": "20000"},
            FAILED,
            at(4, "A-J003", ref="A-J001", nomor=NUMBERS[1], dibayar="0"),
            at(5, "A-J004", jenis="gagal", ref="A-J003"),
        ]
    ],
    "a correction that comes before its sale": [[A_BUDI, FAILED], [ON_CREDIT]],
    "a void that comes before what it voids": [
        [A_BUDI, at(9, "A-H002", jenis="batal", ref="A-H001")],
        [DEBT],
    ],
    "a sale moved to another customer, and its move taken back": [
        [A_BUDI, {**B_BUDI, "nama": "Siti"}, ON_CREDIT],
        [at(4, "A-J002", jenis="pindah", ref="A-J001", pelanggan="B-P001")],
        [at(5, "A-J003", jenis="batal", ref="A-J002")],
    ],
    "money of a failed sale given to another customer": [
        [A_BUDI, {**B_BUDI, "nama": "Siti"}, at(2, "A-J001"), DEBT],
        [at(4, "A-J002", jenis="gagal", ref="A-J001", pelanggan="B-P001")],
    ],
    "a sale that waited and succeeded": [
        [at(1, "A-J001", status="pending")],
        [at(2, "A-J002", jenis="sukses", ref="A-J001")],
    ],
    "a customer voided whose debt is paid": [
        [A_BUDI, DEBT, at(3, "A-P003", jenis="batal", ref="A-P001")],
        [at(4, "B-H001", jenis="bayar", pelanggan="A-P001", jumlah="5000")],
    ],
    "money held and handed back": [
        [at(1, "A-J001"), FAILED],
        [at(4, "A-J003", jenis="kembali", ref="A-J001", kembali="12000")],
    ],
    "a customer voided, renamed, and given another number": [
        [A_BUDI, DEBT],
        [
            at(
                3,
                "A-P002",
                jenis="ubah",
                ref="A-P001",
                nama="Siti",
                nomor=NUMBERS[1],
                lepas=NUMBERS[0],
            )
        ],
        [at(4, "A-P003", jenis="batal", ref="A-P001")],
    ],
}


@pytest.fixture
def root(empty, tmp_path):
    return shutil.copytree(empty, tmp_path / "shop")


LEDGER_OF = {table.letter: table.name for table in TABLES.values()}


def put(root, rows, month="2026-11"):
    """Appends each row to its counter's file."""
    for row in rows:
        counter, _, tail = row["id"].split("-")
        add(root, (LEDGER_OF[tail[0]], month, counter, ""), [row])


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
def test_what_comes_after_a_question_counts_at_the_next(root, steps):
    shop = Shop(str(root))
    for rows in steps:
        put(root, rows)
        assert_true(shop)
        assert_true(Shop(str(root)))


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
def test_what_is_there_at_the_first_question_counts(root, steps):
    put(root, sum(steps, []))
    assert_true(Shop(str(root)))


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
def test_rows_that_go_away_again_count_no_more(root, steps):
    shop = Shop(str(root))
    for month, rows in zip(("2026-10", "2026-11", "2026-12"), steps):
        put(root, rows, month)
    assert_true(shop)
    for path in sorted(root.glob("ledger/*/*.csv"), reverse=True):
        path.unlink()
        assert_true(shop)


def test_a_file_that_came_and_went_while_others_asked_counts_no_more(root):
    waiting = Shop(str(root))
    assert_true(waiting)
    put(root, [ON_CREDIT])
    assert_true(Shop(str(root)))
    path_of(root, ("jual", "2026-11", "A", "")).unlink()
    assert_true(waiting)


# --- Ended anywhere while the index is made or brought up to date ---------------------------------

STORAGE = tuple(
    os.path.join("pulsa_cli", "storage", name) for name in ("index.py", "intake.py", "derived.py")
)


def killed_at_line(turn):
    """SIGKILL at a line of the code that keeps the index; `turn` counts them from 1."""
    left = turn

    def trace(frame, event, _):
        nonlocal left
        if not frame.f_code.co_filename.endswith(STORAGE):
            return None
        left -= event == "line"
        if event == "line" and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def killed_at_write(turn):
    """Ended by the first write behind this many kB, in the middle of it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (turn * 1024 + 100, resource.RLIM_INFINITY))


def survives(arm, turn, root):
    """Asks in a process of its own that is ended at `turn`; did it come to its end before?"""
    pid = os.fork()
    if not pid:
        try:
            arm(turn)
            answers(Shop(str(root)), ())
            # What measures coverage writes a file of its own at the end.
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL, -signal.SIGXFSZ), f"ended by itself at {turn}"
    return code == 0


def trade(root, start, stop, month="2026-11"):
    """Customers, sales on credit, and what became of them, several pages of the index."""
    put(
        root,
        [
            row
            for number in range(start, stop)
            for row in (
                at(
                    number % 60,
                    f"A-P{number:03}",
                    jenis="tambah",
                    nama=f"{NAMES[number % 5]} {number}",
                ),
                at(
                    number % 60,
                    f"B-J{number:03}",
                    pelanggan=f"A-P{number // 2:03}",
                    tempo="2026-11-20",
                    dibayar="5000",
                    status=("sukses", "pending")[number % 2],
                    catatan="x" * number,
                ),
                at(
                    number % 60, f"A-J{number:03}", jenis="gagal", ref=f"B-J{max(0, number - 3):03}"
                ),
                at(
                    number % 60,
                    f"A-H{number:03}",
                    jenis="bayar",
                    pelanggan=f"A-P{number // 3:03}",
                    jumlah="900",
                ),
            )
        ],
        month,
    )


def index_files(root):
    return sorted((root / ".pulsa").glob("index.db*"))


def delete_index(root):
    for path in index_files(root):
        path.unlink()


def no_index(root):
    """The first question of all."""
    return {}


def old_index(root, version=None):
    """Rows were appended since, rows changed, and a file went away. Returns the index and its log
    as they lie there while another process has them open."""
    trade(root, 5, 10, "2026-10")
    asked = Shop(str(root))
    assert_true(asked)
    trade(root, 10, 15)
    assert_true(asked)
    path_of(root, ("hutang", "2026-10", "A", "")).unlink()
    path = path_of(root, ("jual", "2026-10", "A", ""))
    path.write_bytes(path.read_bytes()[:-300])
    trade(root, 15, 20)
    if version:
        with closing(sqlite3.connect(root / ".pulsa" / "index.db")) as other:
            other.execute(f"PRAGMA user_version = {version}")
    return {path: path.read_bytes() for path in index_files(root) if path.suffix != ".db-shm"}


def index_of_another_version(root):
    return old_index(root, 12345)


BEFORE = {
    "no index": no_index,
    "an old index": old_index,
    "an index of another version": index_of_another_version,
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
@pytest.mark.parametrize(
    "arm, by",
    [
        pytest.param(killed_at_line, tries(997, 149), id="line"),
        pytest.param(killed_at_write, tries(41, 5), id="write"),
        pytest.param(killed_at_line, 1, id="each line", marks=pytest.mark.proof),
        pytest.param(killed_at_write, 1, id="each kB", marks=pytest.mark.proof),
    ],
)
def test_an_index_whose_making_was_killed_anywhere_says_the_truth(root, before, arm, by):
    trade(root, 0, 5)
    kept = before(root)
    wanted, turn, ended = truth(root), 1, False
    while not ended:
        delete_index(root)
        for path, data in kept.items():
            path.write_bytes(data)
        ended = survives(arm, turn, root)
        for _ in range(2):
            said = answers(Shop(str(root)), wanted)
            assert said == wanted, (turn, {key for key in wanted if said[key] != wanted[key]})
        turn += by
    assert turn > tries(1, 10) * by


def test_a_killed_draft_of_the_index_does_not_stay_for_ever(root):
    trade(root, 0, 10)
    for turn in (600, 900, 1200):
        assert not survives(killed_at_line, turn, root)
    assert_true(Shop(str(root)))
    assert {path.name for path in index_files(root)} <= {"index.db", "index.db-wal", "index.db-shm"}


def test_an_index_deleted_without_its_log_is_built_anew(root):
    trade(root, 0, 30)
    asked = Shop(str(root))
    assert_true(asked)
    trade(root, 30, 40)
    assert_true(asked)
    index = root / ".pulsa" / "index.db"
    log = index.with_name("index.db-wal").read_bytes()
    del asked
    delete_index(root)
    index.with_name("index.db-wal").write_bytes(log)
    trade(root, 40, 60)
    assert_true(Shop(str(root)))
    with closing(sqlite3.connect(index)) as made:
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# --- Where the index can't be written -------------------------------------------------------------

LISTS = (
    ("transaksi", "list", "--dari", "1/11", "--format", "json"),
    ("pelanggan", "list", "--format", "json"),
)


@pytest.fixture
def filled(konter):
    """A shop with rows that no index has taken in yet."""
    trade(konter.root, 0, 10)
    return konter


def spawned(konter, words, read_only=()):
    """Runs a command as a process that may not write to these folders and what is in them."""
    bound = bound_by_modes() if read_only else []
    paths = [path for folder in read_only for path in (folder, *folder.rglob("*"))]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths if not path.is_symlink()}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        done = subprocess.run(
            bound + command(*words),
            env=konter.environment(),
            text=True,
            capture_output=True,
            timeout=60,
        )
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
@pytest.mark.parametrize("known", [False, True], ids=["no index", "an old index"])
@pytest.mark.parametrize("place", ["", ".git/pulsa"], ids=["all", "device"])
def test_a_shop_that_can_only_be_read_is_read_rightly(filled, words, known, place):
    if known:
        filled.spawn(*words)
        trade(filled.root, 10, 12)
    shown, said = spawned(filled, words, [filled.root / place])
    assert said.count("di memori") == 1
    assert not known or not index_files(filled.root)[1:]
    wanted, silent = spawned(filled, words)
    assert shown == wanted and len(shown) >= 10 and "memori" not in silent


HOLDER = (
    "import fcntl, sys; file = open(sys.argv[1]); fcntl.flock(file, fcntl.LOCK_EX); "
    "print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def held(filled, monkeypatch):
    """Takes the lock of the device, as another process that does not give it back."""
    with ExitStack() as stack:

        def hold():
            other = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", HOLDER, filled.device / "kunci"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            stack.callback(other.stdin.close)
            assert other.stdout.readline() == b"held\n"
            monkeypatch.setenv("PULSA_SABAR", "0.05")

        yield hold


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
def test_while_another_process_has_the_lock_the_newest_may_be_missing_which_is_said(
    filled, held, words
):
    wanted, said = spawned(filled, words)
    assert "terbaru" not in said
    trade(filled.root, 10, 12)
    held()
    shown, said = spawned(filled, words)
    assert shown == wanted and said.count("Catatan terbaru belum terbaca") == 1


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
@pytest.mark.parametrize("harm", [None, *HARM.values()], ids=["no index", *HARM.keys()])
def test_without_an_index_and_without_the_lock_all_is_read(filled, held, words, harm):
    wanted, _ = spawned(filled, words)
    index = filled.device / "index.db"
    index.write_bytes(harm(index.read_bytes())) if harm else index.unlink()
    held()
    shown, said = spawned(filled, words)
    assert shown == wanted and said.count("di memori") == 1 and "TIDAK tercatat" not in said


# --- Two ways to read a line ----------------------------------------------------------------------

ODD = {
    "waktu": some(
        "2024-02-29T10:00:00+07:00",
        "2026-02-29T10:00:00+07:00",
        "2026-11-21T10:00:00+09:00",
        "2026-11-21 10:00:00+07:00",
        "2026-11-21T10:00:00.5+07:00",
        "2026-11-21T24:00:00+07:00",
        "2026-11-21T10:00:00",
        "1999-11-21T10:00:00+07:00",
        "2026-13-21T10:00:00+07:00",
        "",
    ),
    "tempo": some("2024-02-29", "2026-02-29", "2026-11-31", "besok", "2026-1-1"),
    "cicilan": some("2024-02-29=1 2026-12-01=2", "2026-02-29=1", "2026-12-01", "=5"),
    "nomor": some("0812 3456", "+62", "-", "٣", "0812-3456-7890 0812-3456-7891", "0812  1"),
    "ref": some("A-261121-J1", "A-261121-J123456", "a-261121-J001", "ABCD-261121-J001"),
    "pelanggan": some("Budi", "A-261121-P00001"),
    "jumlah": some("-1", "1.000", "1234567890123"),
    "dibayar": some("5e3", "٣", "1234567890123"),
    "status": some("gagal", "Sukses"),
    "jenis": some("", "jual ", "bayar", "JUAL"),
    "batas": some("-", "--", "1234567890"),
    "id": some("", "A-261121-J1", "AB-261121-J00001", "A-2611210-J001"),
    "nama": some("é", "\u202e", "a\tb", "\x7f", "\x1b[31m", "a\rb", "  ", "'", '"', "\xa0"),
    "catatan": some('kata, "kutip"', '"', "a,b", "\x00", "💳", "\\", "a\x0bb", "\x85"),
    "lokasi": some("é", "\x1b", ","),
}
# What happens to a line after it was written, or stands in place of one.
HURT = (
    lambda line: line,
    lambda line: line + b"\r",
    lambda line: b"\r" + line,
    lambda line: line[:-1],
    lambda line: line[1:],
    lambda line: line + b" ",
    lambda line: line[:-1] + b"a",
    lambda line: line.upper(),
    lambda line: line + b"\r\r",
    lambda line: b'"' + line,
    lambda line: line.replace(b",", b",,", 1),
    lambda line: b"",
    lambda line: b"\r",
    lambda line: BOM + line,
    lambda line: b"\xff" + line,
    lambda line: line + b"\n" + line,
    lambda line: line.replace(b",", b";"),
    lambda line: b"=======",
    lambda line: line + b"," + b"a" * 6,
)


@st.composite
def ledger_files(draw):
    """A table and the bytes of one of its files, full of oddities; most lines have fitting check
    letters, whatever is in them."""
    table = TABLES[draw(some(*TABLES))]
    columns = PARTS[table.name][draw(some("", ".2", ".3"))]
    header, lines = ",".join(columns).encode(), []
    rows = st.fixed_dictionaries(
        {
            "row": ROWS[table.name],
            "odd": st.lists(some(*(name for name in ODD if name in columns)), max_size=2),
            "hurt": some(*(0,) * 20, *range(len(HURT))),
        }
    )
    for number, drawn in enumerate(draw(st.lists(rows, max_size=12))):
        row = {"id": f"A-261121-{table.letter}{number:03}", **drawn["row"]}
        row |= {name: draw(ODD[name]) for name in drawn["odd"]}
        lines.append(HURT[drawn["hurt"]](sealed(columns, row)))
    start = draw(some(b"", b"", BOM)) + header + draw(some(b"\n", b"\r\n"))
    return table, header, start, start + b"\n".join(lines) + draw(some(b"\n", b"", b"\n\n", b"\r"))


def taken(read, data, start):
    """What a reader takes for rows, and what it complains of."""
    complaints = []
    lines = list(read(data, start, len(data), lambda *each: complaints.append(each)))
    return lines, complaints


@settings(fixed, max_examples=tries(60, 300))
@given(ledger_files())
def test_the_fast_and_the_slow_way_to_read_lines_take_the_same_rows(drawn):
    table, header, start, data = drawn
    wanted = ("id", "waktu", "ref", "nomor", "dari", "sn")
    reader = Reader(table, header, wanted)
    slow = taken(reader._each, data, len(start))
    assert taken(reader._many, data, len(start)) == slow
    columns = reader.columns
    rows = [
        understood(table, header, columns, text.rstrip(b"\r"))
        for text in data[len(start) :].split(b"\n")
    ]
    assert [reader.row(text) for _, text, _ in slow[0]] == [row for row in rows if row]
    assert [[cell.decode() for cell in cells] for *_, cells in slow[0]] == [
        [row.get(name, "") if name in columns else "" for name in wanted] for row in rows if row
    ]


def test_a_long_file_says_the_same_as_a_short_one(root):
    trade(root, 0, 300)
    path = path_of(root, ("jual", "2026-11", "B", ""))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[20:20] = [b"\n", b"torn\n", lines[7].replace(b",", b";"), ended(lines[8], b"\r\n")]
    path.write_bytes(b"".join(lines))
    shop = Shop(str(root))
    assert_true(shop)
    trade(root, 300, 600)
    assert_true(shop)


# --- What is noticed ------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 1, 999])
def test_an_index_of_another_version_is_built_anew(root, version):
    trade(root, 0, 3)
    assert_true(Shop(str(root)))
    with closing(sqlite3.connect(root / ".pulsa" / "index.db")) as index:
        assert index.execute("PRAGMA user_version").fetchone() != (version,)
        index.execute("UPDATE row SET line = replace(line, '12000', '99999')")
        index.execute("DELETE FROM account")
        index.execute(f"PRAGMA user_version = {version}")
    assert_true(Shop(str(root)))


# In a file system whose clock ticks every few milliseconds, a price changes right after it was
# read, with size and time of change as before.
WITHIN_A_TICK = """
import os, sys
sys.path[:0] = sys.argv[1:2]
from test_index import ALWAYS, Shop, A_BUDI, ON_CREDIT, path_of, put

root = os.getcwd()
put(root, [A_BUDI, ON_CREDIT])
path = path_of(root, ("jual", "2026-11", "A", ""))
cheap = path.read_bytes()
path.unlink()
put(root, [{**ON_CREDIT, "harga": "34000"}])
dear, shop = path.read_bytes(), Shop(root)


def write(data):
    with path.open("r+b") as file:
        file.write(data)


def meanwhile(done, total):
    if 0 < done < total and path.read_bytes() == dear:
        before = path.stat()
        write(cheap)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        missed.append(path.stat().st_ctime_ns == before.st_ctime_ns)


shop.progress, missed = meanwhile, []
write(cheap)
shop.books
for _ in range(100):
    path_of(root, ("pelanggan", "2026-11", "A", "")).touch()  # read behind the sales
    write(dear)
    shop.reread()
    assert [sale.price for sale in shop.books.sales(*ALWAYS)] == [34000]
    shop.reread()
    assert [sale.price for sale in shop.books.sales(*ALWAYS)] == [12000]
assert len(missed) == 100 and any(missed), missed
"""
RAM = 'mount -t ramfs none ledger && cp -r kept/. ledger || exit 77; exec "$@"'


def test_a_change_within_the_tick_of_the_clock_in_which_a_file_was_read_is_noticed(root):
    shutil.copytree(root / "ledger", root / "kept")
    words = sys.executable, "-c", WITHIN_A_TICK, os.path.dirname(__file__)
    done = in_own_mounts(RAM, *words, cwd=root)
    assert done.returncode == 0, done.stderr


def test_a_change_that_keeps_size_and_time_is_noticed(root):
    put(root, [A_BUDI, ON_CREDIT])
    path, shop = path_of(root, ("jual", "2026-11", "A", "")), Shop(str(root))
    assert_true(shop)
    place = path.read_bytes().index(b"0812-")
    for number in range(20):
        before = path.stat()
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"%04d" % (813 - number % 2))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert_true(shop)

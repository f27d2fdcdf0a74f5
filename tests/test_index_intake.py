"""What the index takes in from the ledgers: histories that come and go again step by step, found by
the machine in test_index.py or met by it too seldom, and files that change without a sign."""

import os
import shutil
import sys

import pytest

from helpers.index import assert_true
from helpers.ledgers import (
    A_BUDI,
    B_BUDI,
    DEBT,
    FAILED,
    NUMBERS,
    ON_CREDIT,
    SAME,
    at,
    path_of,
    put,
)
from helpers.programs import in_own_mounts
from pulsa_cli.shop import Shop

# --- What comes, and goes again -------------------------------------------------------------------

ORDER = at(
    3,
    "A-O001",
    jenis="pesan",
    pelanggan="A-P001",
    nomor=NUMBERS[0],
    harga="12000",
    dp="5000",
    cara="tunai",
)
REMINDER = at(
    3,
    "A-R001",
    jenis="mulai",
    pelanggan="A-P001",
    jumlah="5000",
    tempo="2026-11-20",
    tingkat="0",
    saluran="berkas",
)
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
    "an order that comes alone, and is cancelled": [
        [A_BUDI],
        [ORDER],
        [at(4, "A-O002", jenis="batal", ref="A-O001", kembali="5000")],
    ],
    "a reminder that comes alone, and was sent": [
        [A_BUDI, DEBT],
        [REMINDER],
        [{**REMINDER, "id": "B-261121-R001", "jenis": "terkirim", "ref": REMINDER["id"]}],
    ],
}


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


# --- Files that change without a sign -------------------------------------------------------------


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


# In a file system whose clock ticks every few milliseconds, a price changes right after it was
# read, with size and time of change as before.
WITHIN_A_TICK = """
import os, sys
sys.path[:0] = sys.argv[1:2]
from helpers.index import ALWAYS
from helpers.ledgers import A_BUDI, ON_CREDIT, path_of, put
from pulsa_cli.shop import Shop

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
shop.read_books()
for _ in range(100):
    path_of(root, ("pelanggan", "2026-11", "A", "")).touch()  # read behind the sales
    write(dear)
    shop.begin()
    assert [sale.price for sale in shop.read_books().sales.between(*ALWAYS)] == [34000]
    shop.begin()
    assert [sale.price for sale in shop.read_books().sales.between(*ALWAYS)] == [12000]
assert len(missed) == 100 and any(missed), missed
"""
RAM = 'mount -t ramfs none ledger && cp -r kept/. ledger || exit 77; exec "$@"'


def test_a_change_within_the_tick_of_the_clock_in_which_a_file_was_read_is_noticed(root):
    shutil.copytree(root / "ledger", root / "kept")
    words = sys.executable, "-c", WITHIN_A_TICK, os.path.dirname(__file__)
    done = in_own_mounts(RAM, *words, cwd=root)
    assert done.returncode == 0, done.stderr

"""The index beside a log that is not its own, as a backup, a synced or half-restored folder leaves
it, and with bits that a disk has flipped: built anew where it would not say the truth."""

import gc
import os
import random
import shutil
import sqlite3
from contextlib import closing
from itertools import combinations, product

import pytest

from helpers.index import ALWAYS, answers, index_files
from helpers.ledgers import NUMBERS, at, put, trade
from helpers.oracle import truth
from helpers.sizes import tries
from pulsa_cli.books import identity
from pulsa_cli.shop import Shop

STEPS, CUSTOMERS = tries(8, 30), tries(500, 700)
# The numbers that are worked out of rows and kept.
MONEY = {
    "account": ("owed", "balance", "reserved", "delay", "on_time", "late"),
    "debt": ("amount", "remaining", "on_hold"),
    "part": ("amount", "remaining", "debt"),
    "reserve": ("amount",),
    "seal": ("total",),
}
COARSE = 1_700_000_000_000_000_000  # what a clock of two seconds says all the time


def size(path):
    return path.stat().st_size if path.exists() else 0


@pytest.fixture
def short_logs(monkeypatch):
    """Logs are folded back after some rows, not after hundreds."""
    monkeypatch.setattr(identity, "_LONGEST_LOG", 250_000)


def begun(root):
    """Customers with a debt each, so many that few rows touch few pages of the index."""
    put(
        root,
        [
            row
            for number in range(CUSTOMERS)
            for row in (
                at(0, f"A-P{number:03}", jenis="tambah", nama=f"Pelanggan {number}"),
                at(1, f"A-H{number:03}", jenis="tambah", pelanggan=person(number), jumlah="5000"),
            )
        ],
    )


def person(number):
    return f"A-261121-P{number:03}"


def recorded_in_steps(root, tmp_path, coarse=False):
    """A shop that records, is asked, and records more; returns copies of its index and log after
    each step, which know when they were made. Their logs were folded back a few times."""
    index, asked, copies = root / ".pulsa" / "index.db", Shop(str(root)), []
    begun(root)
    asked.read_books()
    for step in range(STEPS):
        for number in range(3):
            payer = person((step * 97 + number) % CUSTOMERS)
            paid = {"jenis": "bayar", "pelanggan": payer, "jumlah": "300"}
            put(root, [at(2, f"B-H{3 * step + number + 1:03}", **paid), at(3, f"B-J{step:03}")])
            asked.begin()
            asked.read_books()
            if coarse and not size(index.with_name("index.db-wal")):
                os.utime(index, ns=(COARSE, COARSE))
        copy = tmp_path / f"langkah-{step}"
        copy.mkdir()
        for path in index_files(root):
            shutil.copy2(path, copy)
        copies.append(copy)
    logs = [size(copy / "index.db-wal") for copy in copies]
    assert sum(after < before for before, after in zip(logs, logs[1:])) >= 2 and max(logs) > 0
    return copies


def said(root):
    """What the lists are made of, and all in one sum."""
    books = Shop(str(root)).read_books()
    return (
        [tuple(debt) for debt in books.receivables.debts()],
        books.receivables.sums(*ALWAYS),
        [tuple(known) for known in books.customers.matching()],
        [sale.id for sale in books.sales.between(*ALWAYS)],
    )


def said_without(root):
    """The same without an index."""
    for path in index_files(root):
        path.unlink()
    return said(root)


def restored(root, of, log):
    """Puts the index of one copy beside the log of another."""
    gc.collect()  # a connection that is closed later takes the log away by its name
    for path in index_files(root):
        path.unlink()
    shutil.copy2(of / "index.db", root / ".pulsa")
    if (log / "index.db-wal").exists():
        shutil.copy2(log / "index.db-wal", root / ".pulsa")


@pytest.mark.parametrize("coarse", [False, True], ids=["fine clock", "coarse clock"])
def test_an_index_beside_a_log_of_another_time_says_the_truth(root, tmp_path, short_logs, coarse):
    copies = recorded_in_steps(root, tmp_path, coarse)
    wanted, pairs = (
        said_without(root),
        list(tries(combinations(copies, 2), product(copies, copies))),
    )
    random.Random(2026).shuffle(pairs)
    for of, log in pairs[: tries(6, 300)]:
        restored(root, of, log)
        assert [said(root), said(root)] == [wanted, wanted], (of.name, log.name)


@pytest.mark.parametrize("copy, kept", [(shutil.copy2, True), (shutil.copy, False)])
def test_an_index_that_was_copied_with_its_times_is_kept_and_else_built_anew(
    root, tmp_path, copy, kept
):
    index, asked = root / ".pulsa" / "index.db", Shop(str(root))
    for start in (0, 5):
        trade(root, start, start + 5)
        asked.begin()
        asked.read_books()
    assert size(index.with_name("index.db-wal"))
    moved = shutil.move(index.parent, tmp_path / "salinan")
    shutil.copytree(moved, index.parent, copy_function=copy)
    index.chmod(0o600)
    watched = root / "watched"
    os.link(index, watched)
    shown = said(root)
    assert (watched.stat().st_nlink == 2) == kept
    assert shown == said_without(root)


def test_bits_that_a_disk_flipped_in_the_rows_of_the_index_change_no_answer(root):
    trade(root, 0, 8)
    index, wanted = root / ".pulsa" / "index.db", truth(root)
    assert answers(Shop(str(root)), wanted) == wanted
    gc.collect()
    data, rng = index.read_bytes(), random.Random(2026)
    lines = [line for path in root.glob("ledger/*/*.csv") for line in path.read_bytes().split()[1:]]
    for _ in range(tries(8, 200)):
        line = rng.choice(lines)
        place = data.index(line) + rng.randrange(len(line))
        gc.collect()
        for path in index_files(root):
            path.unlink()
        bit = data[place] ^ 1 << rng.randrange(8)
        index.write_bytes(data[:place] + bytes([bit]) + data[place + 1 :])
        assert answers(Shop(str(root)), wanted) == wanted, (line, place)


def test_a_bit_that_a_disk_flipped_in_what_is_owed_changes_no_answer(root):
    trade(root, 0, 8)
    order = {"jenis": "pesan", "pelanggan": person(7), "nomor": NUMBERS[0], "dp": "5000"}
    put(root, [at(9, "A-O001", **order, harga="12000", untuk="2026-11-30", cara="tunai")])
    index, wanted = root / ".pulsa" / "index.db", truth(root)
    assert answers(Shop(str(root)), wanted) == wanted
    for table, columns in MONEY.items():
        for place, column in enumerate(columns):
            bit, gone = 1 << (7 * place + 5) % 32, "WHERE rowid = (SELECT min(rowid) FROM {0})"
            gc.collect()
            with closing(sqlite3.connect(index)) as disk, disk:
                changed = disk.execute(
                    f"UPDATE {table} SET {column} = ({column} | {bit}) - ({column} & {bit}) "
                    + gone.format(table)
                )
                assert changed.rowcount == 1
            assert answers(Shop(str(root)), wanted) == wanted, (table, column)


def test_an_index_of_which_nothing_can_be_made_fails_once(konter):
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "081234567890")
    konter.run("jual", "budi", "10", "-k")
    wanted = konter.run("hutang", "list").out
    with closing(sqlite3.connect(konter.device / "index.db")) as disk, disk:
        disk.execute("UPDATE customer SET name = x'ff'")
    konter.run("hutang", "list", code=70)
    assert konter.run("hutang", "list").out == wanted

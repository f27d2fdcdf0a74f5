"""Damage never spreads: whatever git, a spreadsheet or a power cut does to a ledger, the rows that
are whole stay, the rest is named with its line, and no id is given out twice."""

import json
import random
import subprocess
import sys

import pytest

from helpers.sizes import tries
from pulsa_cli.core.schema import SALES, check_letters

BOM = b"\xef\xbb\xbf"
HEADER = ",".join(SALES.header).encode()
LEDGER = "ledger/jual/2026-11.A.csv"


def sell(konter, count=1):
    """Sells to different numbers; returns the new ids."""
    return [
        konter.run("jual", f"08123456{number}", "S10", "-y", "--lagi").id
        for number in range(7000, 7000 + count)
    ]


def listed(konter, *problems):
    """What `transaksi list` shows, having asserted the lines that it reports."""
    said = konter.run("transaksi", "list", "--format", "json", code=3 if problems else 0)
    named = [
        line.removeprefix("Perhatian: ").split(": ")[0]
        for line in said.err.splitlines()
        if line.startswith("Perhatian: ledger/")
    ]
    assert named == list(problems)
    return json.loads(said.out)


def listed_ids(konter, *problems):
    return [sale["id"] for sale in listed(konter, *problems)]


def seal(header, row):
    return row + b"," + check_letters(header, row) + b"\n"


def test_a_row_cut_at_any_byte_harms_no_other_and_no_id_comes_twice(konter):
    ids = sell(konter, 5)
    whole = konter.file().read_bytes()
    for cut in range(whole.rindex(b"\n", 0, -1) + 1, len(whole)):
        konter.file().write_bytes(whole[:cut])
        konter.mirror.write_bytes(whole)
        (new,) = sell(konter)
        kept = ids[: 5 if cut == len(whole) - 1 else 4]
        torn = whole[:cut].rpartition(b"\n")[2]
        reported = [f"{LEDGER}:6"] if torn and len(kept) == 4 else []
        assert listed_ids(konter, *reported) == [*kept, new], cut
        assert new == "A-261121-J006"
        assert konter.file().read_bytes().startswith(whole[:cut])


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "bom"])
def test_a_file_cut_inside_its_header_takes_no_new_sale_with_it(konter, mark):
    ids = sell(konter, 2)
    whole = mark + HEADER
    mirror = konter.mirror.read_bytes()
    for cut in range(0, len(whole) + 1, tries(5, 1)):
        konter.file().write_bytes(whole[:cut])
        konter.file(counter="A.2").unlink(missing_ok=True)
        konter.mirror.write_bytes(mirror)
        (new,) = sell(konter)
        reported = [] if whole[:cut] in (b"", BOM, whole) else [f"{LEDGER}:1"]
        assert listed_ids(konter, *reported) == [new], cut
        assert new not in ids
        assert konter.file().read_bytes().startswith(whole[:cut])


@pytest.mark.parametrize("start", [b"\n", b"\r\n", b"\n\n", BOM, b"0", b"\0" * 4096])
def test_a_sale_can_be_read_again_whatever_its_file_began_with(konter, start):
    konter.file().parent.mkdir()
    konter.file().write_bytes(start)
    (first,) = sell(konter)
    (second,) = sell(konter)
    said = konter.spawn("transaksi", "list", "--format", "json")
    assert [sale["id"] for sale in json.loads(said.stdout)] == [first, second]
    assert konter.file().read_bytes().startswith(start)


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "bom"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_a_ledger_saved_again_by_a_spreadsheet_is_read_and_goes_on(konter, mark, end):
    ids = sell(konter, 3)
    before = listed(konter)
    konter.file().write_bytes(mark + konter.file().read_bytes().replace(b"\n", end))
    assert listed(konter) == before
    ids += sell(konter)
    ids += sell(konter)
    assert listed_ids(konter) == ids
    assert len(konter.file().read_bytes().splitlines()) == 6


def test_marks_of_a_merge_conflict_are_named_with_their_lines(konter):
    ids = sell(konter, 4)
    lines = konter.file().read_bytes().splitlines(keepends=True)
    for place, mark in ((5, b">>>>>>> origin/main\n"), (3, b"=======\n"), (2, b"<<<<<<< HEAD\n")):
        lines.insert(place, mark)
    konter.file().write_bytes(b"".join(lines))
    said = konter.run("transaksi", "list", code=3)
    assert said.err.count("bentrok git") == 3
    assert listed_ids(konter, *(f"{LEDGER}:{line}" for line in (3, 5, 8))) == ids
    ids += sell(konter)
    assert listed_ids(konter, *(f"{LEDGER}:{line}" for line in (3, 5, 8))) == ids


def test_rows_that_a_merge_doubled_count_once(konter):
    first, second, _ = sell(konter, 3)
    konter.run("transaksi", "gagal", first, "--kembali", "tunai")
    konter.run("transaksi", "gagal", second)
    konter.run("transaksi", "gagal", second, "--kembali", "tunai")
    before = listed(konter)
    header, *rows = konter.file().read_bytes().splitlines(keepends=True)
    konter.file().write_bytes(header + b"".join(rows * 2))
    assert listed(konter) == before


def test_of_two_rows_with_one_id_the_same_counts_in_whatever_order_they_stand(konter):
    first, _ = sell(konter, 2)
    header, row, last = konter.file().read_bytes().splitlines(keepends=True)
    other = seal(HEADER, row.rpartition(b",")[0].replace(b",S10,", b",S20,"))
    shown = []
    for rows in ((row, other), (other, row)):
        konter.file().write_bytes(b"".join((header, rows[0], last, rows[1])))
        shown.append(listed(konter, f"{LEDGER}:2", f"{LEDGER}:4"))
        details = konter.run("transaksi", "lihat", first, "--format", "json", code=3)
        assert json.loads(details.out) == shown[-1][:1]
    assert shown[0] == shown[1]


def mutated(rng, data):
    """One to three bytes changed, taken out or put in; mostly such as matter in a CSV file."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        place = rng.randrange(len(changed))
        byte = rng.choice([*b',\n\r"0123456789-J \0\xff', rng.randrange(256)])
        changed[place : place + rng.randrange(2)] = [byte] * rng.randrange(2)
    return bytes(changed)


def judged(bad, good):
    """Of a damaged ledger: is its header whole, which rows are, and on which lines are none."""
    header, *rows = (line.rstrip(b"\r") for line in bad.split(b"\n"))
    if header.removeprefix(BOM) != HEADER:
        return False, [], []
    return (
        True,
        [row for row in rows if row in good],
        [f"{LEDGER}:{place}" for place, row in enumerate(rows, 2) if row and row not in good],
    )


def test_of_damaged_ledgers_no_altered_row_is_accepted_and_no_line_dropped_unseen(konter):
    sell(konter, 4)
    data = konter.file().read_bytes()
    good = dict(zip(data.splitlines()[1:], listed(konter)))
    rng = random.Random(2026)
    for _ in range(tries(200, 2000)):
        bad = mutated(rng, data)
        konter.file().write_bytes(bad)
        readable, whole, torn = judged(bad, good)
        if readable:
            assert listed(konter, *torn) == [good[row] for row in whole], bad
            continue
        said = konter.run("transaksi", "list", "--format", "json", code=3)
        assert json.loads(said.out) == [], bad
        # Either the header itself is not understood, or each row under it fails its check.
        assert said.err.startswith(
            f"Perhatian: {LEDGER}:1: baris judul tidak dikenal"
        ) or said.err.count("Perhatian: ") == sum(map(bool, bad.split(b"\n")[1:])), bad


def test_a_sale_into_any_damaged_ledger_stands_beside_what_is_whole(konter):
    sell(konter, 4)
    data, mirror = konter.file().read_bytes(), konter.mirror.read_bytes()
    good = dict(zip(data.splitlines()[1:], listed_ids(konter)))
    rng = random.Random(2027)
    for _ in range(tries(60, 500)):
        bad = mutated(rng, data)
        konter.file().write_bytes(bad)
        konter.file(counter="A.2").unlink(missing_ok=True)
        konter.mirror.write_bytes(mirror)
        (new,) = sell(konter)
        readable, whole, torn = judged(bad, good)
        said = konter.run(
            "transaksi", "list", "--format", "json", code=3 if torn or not readable else 0
        )
        assert [sale["id"] for sale in json.loads(said.out)] == [
            *(good[row] for row in whole),
            new,
        ], bad
        assert new not in good.values()


def test_a_column_of_a_newer_version_is_kept_and_rows_go_on_in_that_file(konter):
    first, second = sell(konter, 2)
    columns = [*SALES.header[:-1], "lokasi", "cek"]
    header = ",".join(columns).encode()
    rows = [line.rpartition(b",")[0] for line in konter.file().read_bytes().splitlines()[1:]]
    theirs = header + b"\n" + b"".join(seal(header, row + b',"Pasar, lantai 2"') for row in rows)
    konter.file().write_bytes(theirs)
    konter.mirror.write_bytes(theirs)
    (third,) = sell(konter)
    assert listed_ids(konter) == [first, second, third]
    assert [row["lokasi"] for row in konter.rows()] == ["Pasar, lantai 2"] * 2 + [""]
    assert konter.file().read_bytes().startswith(theirs)
    assert konter.mirror.read_bytes() == konter.file().read_bytes()


@pytest.mark.parametrize("name", ["A", "A.2"])
def test_a_file_that_lacks_a_column_is_left_alone_and_the_next_part_goes_on(konter, name):
    columns = [name for name in SALES.header if name not in ("rugi", "cek")]
    sell(konter, 2)
    rows = [",".join(row[name] for name in columns).encode() for row in konter.rows()]
    header = ",".join([*columns, "cek"]).encode()
    old = header + b"\n" + b"".join(seal(header, row) for row in rows)
    for path in konter.file(), konter.mirror:
        path.unlink()
        path.with_name(f"2026-11.{name}.csv").write_bytes(old)
    ids = ["A-261121-J001", "A-261121-J002", *sell(konter), *sell(konter)]
    assert ids[2:] == ["A-261121-J003", "A-261121-J004"]
    assert listed_ids(konter) == ids
    assert konter.file(counter=name).read_bytes() == old
    assert konter.file(counter={"A": "A.2", "A.2": "A.3"}[name]).read_bytes().count(b"\n") == 3


def test_a_command_that_reads_touches_no_file_of_the_ledger(konter):
    first, _ = sell(konter, 2)
    with konter.file().open("ab") as file:
        file.write(b"torn")  # not even to mend it

    def state():
        return {
            path: (path.stat().st_mtime_ns, path.stat().st_ino, path.read_bytes())
            for path in (konter.root / "ledger").rglob("*")
            if path.is_file()
        }

    before = state()
    konter.run("transaksi", "list", code=3)
    konter.run("transaksi", "lihat", first, code=3)
    konter.run("transaksi", "menunggu", code=3)
    konter.run("produk", "list")
    assert state() == before


def test_a_file_system_that_ignores_append_overwrites_nothing(konter):
    ids = sell(konter, 2)
    before = konter.file().read_bytes()
    without = "import os; os.O_APPEND = 0; from pulsa_cli import cli; cli.run()"
    for number in (7100, 7101):
        done = subprocess.run(
            [sys.executable, "-c", without, "jual", f"08123456{number}", "S10"],
            env=konter.environment(),
            text=True,
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        ids.append(done.stdout.split()[1])
    assert konter.file().read_bytes().startswith(before)
    assert listed_ids(konter) == ids


def test_ten_equal_sales_to_ten_numbers_in_a_minute_all_stay(konter):
    ids = sell(konter, 10)
    assert listed_ids(konter) == ids
    assert len({sale["waktu"] for sale in listed(konter)}) == 1

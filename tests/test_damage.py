"""Damage never spreads: whatever git, a spreadsheet or a power cut does to a ledger, the rows that
are whole stay, the rest is named with its line, and no id is given out twice."""

import csv
import io
import json
import random
import shutil
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


def listed(konter, *problems, missing=False):
    """What `transaksi list` shows, having asserted the lines that it reports, and that it says
    when rows are `missing` that were there."""
    code = 3 if problems else 1 if missing else 0
    said = konter.run("transaksi", "list", "--format", "json", code=code)
    assert not missing or " hilang" in said.err
    named = [
        line.removeprefix("Perhatian: ").split(": ")[0]
        for line in said.err.splitlines()
        if line.startswith("Perhatian: ledger/") and " hilang" not in line
    ]
    assert named == list(problems)
    return json.loads(said.out)


def listed_ids(konter, *problems, missing=False):
    return [sale["id"] for sale in listed(konter, *problems, missing=missing)]


def forget(konter):
    """Deletes the index, which remembers what was there once."""
    for path in konter.device.glob("index.db*"):
        path.unlink()


def seal(header, row):
    return row + b"," + check_letters(header, row) + b"\n"


def test_a_row_cut_at_any_byte_harms_no_other_and_no_id_comes_twice(konter):
    ids = sell(konter, 5)
    whole = konter.file().read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for cut in {*range(last, len(whole), tries(5, 1)), last, last + 1, *range(len(whole))[-9:]}:
        forget(konter)
        konter.file().write_bytes(whole[:cut])
        konter.mirror.write_bytes(whole)
        (new,) = sell(konter)
        kept = ids[: 5 if cut == len(whole) - 1 else 4]
        torn = whole[:cut].rpartition(b"\n")[2]
        reported = [f"{LEDGER}:6"] if torn and len(kept) == 4 else []
        missing = len(kept) == 4 and not reported
        assert listed_ids(konter, *reported, missing=missing) == [*kept, new], cut
        assert new == "A-261121-J006"
        assert konter.file().read_bytes().startswith(whole[:cut])


@pytest.mark.parametrize("number, after", [("99999", 4), ("999999", 4), ("950", 951)])
@pytest.mark.parametrize("where", ["file", "mirror"])
def test_digits_that_damage_made_do_not_use_up_the_numbers_of_a_day(konter, number, after, where):
    sell(konter, 3)
    path = konter.file() if where == "file" else konter.mirror
    row = path.read_bytes().splitlines()[-1]
    with path.open("ab") as file:
        file.write(row.replace(b"-J003,", f"-J{number},".encode()) + b"\n")
    assert sell(konter) == [f"A-261121-J{after:03}"]
    forget(konter)  # rows that follow each other stay so, though none is whole
    konter.mirror.unlink()
    konter.file().write_bytes(konter.file().read_bytes().replace(b",12000,", b",21000,"))
    assert sell(konter) == [f"A-261121-J{after + 1:03}"]


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "bom"])
def test_a_file_cut_inside_its_header_takes_no_new_sale_with_it(konter, mark):
    ids = sell(konter, 2)
    whole = mark + HEADER
    mirror = konter.mirror.read_bytes()
    for cut in range(0, len(whole) + 1, tries(11, 1)):
        konter.file().write_bytes(whole[:cut])
        konter.file(counter="A.2").unlink(missing_ok=True)
        konter.mirror.write_bytes(mirror)
        (new,) = sell(konter)
        reported = [] if whole[:cut] in (b"", BOM, whole) else [f"{LEDGER}:1"]
        assert listed_ids(konter, *reported, missing=True) == [new], cut
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
    for _ in range(tries(100, 2000)):
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
        ) or said.err.count("tidak cocok") == sum(map(bool, bad.split(b"\n")[1:])), bad


def test_a_sale_into_any_damaged_ledger_stands_beside_what_is_whole(konter):
    sell(konter, 4)
    data, mirror = konter.file().read_bytes(), konter.mirror.read_bytes()
    good = dict(zip(data.splitlines()[1:], listed_ids(konter)))
    rng = random.Random(2027)
    for _ in range(tries(30, 500)):
        forget(konter)
        bad = mutated(rng, data)
        konter.file().write_bytes(bad)
        for folder in konter.file().parent, konter.mirror.parent:
            (folder / "2026-11.A.2.csv").unlink(missing_ok=True)
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


def saved_again(data, **form):
    """The bytes that a spreadsheet makes of a ledger file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", **form)
    writer.writerows(csv.reader(data.decode().splitlines()))
    return out.getvalue().encode()


@pytest.mark.parametrize(
    "form",
    [{"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"delimiter": ";"}],
    ids=["all quoted", "text quoted", "semicolons"],
)
def test_a_month_saved_with_other_quotes_is_read_named_once_and_left_alone(konter, form):
    konter.run("jual", "081234567890", "10", "-y", "--catatan", 'kata "orang", jauh; sekali')
    sell(konter, 3)
    before, again = listed(konter), saved_again(konter.file().read_bytes(), **form)
    rows = again.splitlines(keepends=True)
    rows[3] = rows[3].replace(b"12000", b"21000", 1)  # one cell is changed by hand
    konter.file().write_bytes(b"".join(rows))
    said = konter.run("transaksi", "list", "--format", "json", code=3)
    assert json.loads(said.out) == [*before[:2], *before[3:]]
    assert said.err.count("Perhatian: ") == 2 and f"{LEDGER}:4: " in said.err
    assert f"{LEDGER}: disimpan ulang oleh program tabel" in said.err
    konter.file().write_bytes(again)
    said = konter.run("transaksi", "list", "--format", "json", code=1)
    assert json.loads(said.out) == before and said.err.count("Perhatian: ") == 1
    forget(konter)
    konter.mirror.unlink()
    (new,) = sell(konter)
    assert new == "A-261121-J005" and konter.file().read_bytes() == again
    assert konter.file(counter="A.2").read_bytes().count(b"\n") == 2
    said = konter.run("transaksi", "list", "--format", "json", code=1)
    assert [sale["id"] for sale in json.loads(said.out)] == [*(row["id"] for row in before), new]


@pytest.mark.parametrize(
    "name, becomes",
    [
        ("2026-11.A.conflict.csv", "2026-11.A.csv"),
        ("2026-11.A (copy).csv", "2026-11.A.csv"),
        ("2026-11.A.CSV", "2026-11.A.csv"),
        ("2026-11.A.csv.bak", "2026-11.A.csv"),
        ("november.csv", "misalnya 2026-11.A.csv"),
    ],
)
def test_a_file_that_is_not_read_is_named_with_what_would_make_it_read(konter, name, becomes):
    sell(konter, 2)
    stray = konter.file().with_name(name)
    konter.file().rename(stray)
    konter.mirror.unlink()
    board = konter.run(code=1)
    assert "Belum ada penjualan" not in board.out
    assert f"ledger/jual/{name}: " in board.err and "2 catatan" in board.err
    assert f"ganti namanya menjadi {becomes}" in board.err
    stray.rename(konter.file())
    assert konter.run().err == ""
    shutil.copy(konter.file(), stray)
    assert "Semua isinya sudah ada" in konter.run("transaksi", "list", code=1).err
    (konter.file().parent / ".~lock.2026-11.A.csv#").touch()  # an open LibreOffice's
    stray.unlink()
    assert konter.run().err == ""


def test_a_conflict_copy_with_rows_of_its_own_is_read_under_the_name_that_is_said(konter):
    ids = sell(konter, 3)
    header, *rows = konter.file().read_bytes().splitlines(keepends=True)
    copy = konter.file().with_name("2026-11.A.sync-conflict.csv")
    copy.write_bytes(header + rows[0] + rows[2])
    konter.file().write_bytes(header + rows[0] + rows[1])
    said = konter.run("transaksi", "list", code=1).err
    assert "ganti namanya menjadi 2026-11.A.2.csv" in said
    copy.rename(konter.file(counter="A.2"))
    assert listed_ids(konter) == ids


def test_a_ledger_on_a_stick_that_is_not_there_is_named_and_takes_no_sale(konter, tmp_path):
    (first,) = sell(konter)
    stick, folder = tmp_path / "stik", konter.file().parent
    shutil.move(folder, stick / "jual")
    folder.symlink_to(stick / "jual")
    assert first in konter.run("transaksi", "list", "--format", "csv", code=1).out
    shutil.move(stick, tmp_path / "dicabut")
    board = konter.run(code=1)
    assert "Belum ada penjualan" not in board.out
    assert f"ledger/jual: tautan ke {stick / 'jual'}, yang tidak ada sekarang" in board.err
    refused = konter.run("jual", "081234567890", "10", "-y", code=1)
    assert "TIDAK tercatat" in refused.err and "Pasang penyimpanannya" in refused.err
    folder.unlink()
    shutil.move(tmp_path / "dicabut" / "jual", folder)
    assert [*listed_ids(konter), *sell(konter)] == [first, "A-261121-J002"]


@pytest.mark.parametrize("place", ["Jual", "jual (copy)", ""])
def test_ledger_files_in_the_wrong_folder_are_named(konter, place):
    sell(konter)
    wrong = konter.root / "ledger" / place
    wrong.mkdir(exist_ok=True)
    shutil.move(konter.file(), wrong)
    konter.mirror.unlink()
    said = konter.run("transaksi", "list", code=1).err
    assert f"ledger/{place or '2026-11.A.csv'}: " in said and "tidak dibaca" in said


def test_a_link_to_a_month_that_is_not_there_is_named(konter):
    sell(konter)
    konter.file().unlink()
    konter.file().symlink_to("/tidak/ada.csv")
    assert f"{LEDGER}: tautan ke /tidak/ada.csv" in konter.run("transaksi", "list", code=1).err

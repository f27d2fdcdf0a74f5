"""The second copy of a counter's own rows, in the device folder: what git or a power cut takes out
of the ledger, or out of the copy, is still known."""

import random
import shutil
import sqlite3
import subprocess

import pytest

from helpers.konter import command
from helpers.programs import bound_by_modes
from helpers.sizes import tries


def sell(konter):
    """A sale; returns its line as it stands in the file."""
    said = konter.run("jual", "081234567890", "S10", "-y", "--lagi")
    line = konter.file().read_bytes().splitlines(keepends=True)[-1]
    assert line.startswith(said.id.encode() + b",")
    return line


def git(konter, words, check=True):
    subprocess.run(
        ["git", "-C", konter.root, "-c", "user.name=x", "-c", "user.email=x@x", *words.split()],
        check=check,
        capture_output=True,
    )


ACCIDENTS = [
    "reset --hard",
    "stash -u",
    "checkout .",
    "clean -fdx",
    "stash -a",
    "clean -ffdx",
    "restore --source=HEAD --staged --worktree .",
]


def assert_all_known(konter, lines):
    mirror = konter.mirror.read_bytes().splitlines(keepends=True)
    assert [mirror.count(line) for line in lines] == [1] * len(lines)
    ids = [line.split(b",")[0] for line in lines]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_with_git_makes_no_id_come_twice_and_the_mirror_keeps_the_rows(
    konter, accident
):
    lines = []
    for committed in (False, True, False):
        lines += [sell(konter), sell(konter)]
        if committed:
            git(konter, "add ledger")
            git(konter, "commit -m penjualan")
        lines += [sell(konter)]
        git(konter, accident)
        lines += [sell(konter)]
        assert_all_known(konter, lines)


def test_accidents_at_random_take_no_row_out_of_the_mirror(konter):
    rng, lines = random.Random(2026), []
    for _ in range(tries(30, 100)):
        lines += [sell(konter) for _ in range(rng.randrange(3))]
        git(
            konter,
            rng.choice([*ACCIDENTS, "add -A", "stash pop", "commit --all -m x"]),
            check=False,
        )
    assert_all_known(konter, lines)


def test_rows_that_miss_in_the_mirror_come_into_it_with_the_next_sale(konter):
    for _ in range(4):
        sell(konter)
    whole = konter.mirror.read_bytes()
    for lines in range(5):
        konter.mirror.write_bytes(b"".join(whole.splitlines(keepends=True)[:lines]))
        sell(konter)
        assert konter.mirror.read_bytes() == konter.file().read_bytes()
    shutil.rmtree(konter.mirror.parent.parent)
    sell(konter)
    assert konter.mirror.read_bytes() == konter.file().read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [lambda data: bytes(len(data)), lambda data: data.replace(b"-J003,", b"-J001,")],
    ids=["zeros", "id"],
)
def test_ids_go_on_from_the_mirror_where_a_file_was_spoilt_and_kept_its_length(konter, spoil):
    for _ in range(3):
        sell(konter)
    konter.file().write_bytes(spoil(konter.file().read_bytes()))
    said = konter.run("jual", "081234567890", "S10", "-y", "--lagi")
    assert said.id == "A-261121-J004"


def test_a_mirror_that_a_power_cut_left_cut_at_any_byte_is_made_whole(konter):
    for _ in range(2):
        sell(konter)
    file, whole = konter.file().read_bytes(), konter.mirror.read_bytes()
    for cut in range(0, len(whole), tries(7, 1)):
        konter.file().write_bytes(file)
        konter.mirror.write_bytes(whole[:cut])
        sell(konter)
        assert konter.mirror.read_bytes() == konter.file().read_bytes(), cut


def test_a_mirror_that_cannot_be_written_is_no_reason_to_refuse_a_sale(konter):
    konter.mirror.parent.mkdir(parents=True)
    konter.mirror.parent.rmdir()
    konter.mirror.parent.symlink_to("/proc")  # no file can be made there
    sell(konter)
    konter.mirror.parent.unlink()
    sell(konter)
    assert konter.mirror.read_bytes() == konter.file().read_bytes()


def test_rows_copied_back_from_the_mirror_can_be_read_though_a_header_was_changed(konter):
    sell(konter)
    konter.file().write_bytes(konter.file().read_bytes().replace(b",cek\n", b",lokasi,cek\n", 1))
    konter.run("jual", "081234567891", "S10", "-y")
    for copy in konter.mirror.parent.iterdir():
        (konter.file().parent / copy.name).write_bytes(copy.read_bytes())
    assert konter.run("transaksi", "list", "--format", "csv").out.count("A-261121-J00") == 2


@pytest.fixture
def unmirrored(konter):
    """A counter whose second copies can't be written, as root's after a `sudo`."""
    konter.mirror.parent.mkdir(parents=True)
    konter.mirror.parent.rmdir()
    konter.mirror.parent.symlink_to("/proc")  # no file can be made there
    return konter


def test_a_mirror_that_cannot_be_written_is_told_at_the_sale_and_on_the_board(unmirrored):
    said = unmirrored.run("jual", "081234567890", "S10", "-y")
    assert "belum punya salinan" in said.err and "sudo chown -R $USER" in said.err
    board = unmirrored.run(code=1)
    assert "belum punya salinan" in board.err and "Berkah Cell" in board.out
    listed = unmirrored.run("transaksi", "list", "--format", "csv", code=1)
    assert "belum punya salinan" in listed.err and said.id in listed.out
    unmirrored.mirror.parent.unlink()
    assert unmirrored.run().err == ""  # made whole by looking
    assert unmirrored.mirror.read_bytes() == unmirrored.file().read_bytes()


def test_without_a_mirror_the_index_keeps_ids_from_coming_twice_and_says_what_is_gone(unmirrored):
    for _ in range(3):
        sell(unmirrored)
    git(unmirrored, "stash -u")
    board = unmirrored.run(code=1)
    assert "3 catatan" in board.err and "git stash pop" in board.err
    assert "A-261121-J001 sampai A-261121-J003" in board.err
    assert "Belum ada penjualan" not in board.out
    assert sell(unmirrored).startswith(b"A-261121-J004,")
    unmirrored.file().unlink()
    git(unmirrored, "stash pop")
    assert "1 catatan" in unmirrored.run(code=1).err  # J004, which went its own way
    assert sell(unmirrored).startswith(b"A-261121-J005,")


@pytest.mark.parametrize("mode", [0o000, 0o555], ids=["closed", "read-only"])
def test_a_mirror_that_is_somebody_elses_is_no_reason_to_refuse_a_sale(konter, mode):
    sell(konter)
    bound = bound_by_modes()
    konter.mirror.chmod(0o600 & mode)
    konter.mirror.parent.chmod(mode)
    try:
        done, board = (
            subprocess.run(
                [*bound, *command(*words)],
                env=konter.environment(),
                text=True,
                capture_output=True,
                timeout=60,
            )
            for words in (("jual", "081234567891", "S10", "-y"), ())
        )
    finally:
        konter.mirror.parent.chmod(0o755)
        konter.mirror.chmod(0o644)
    assert done.returncode == 0 and "A-261121-J002" in done.stdout
    assert "tidak ada izin" in done.stderr and "belum punya salinan" in done.stderr
    assert board.returncode == 1 and "tidak ada izin" in board.stderr
    assert konter.run().err == ""
    assert konter.mirror.read_bytes() == konter.file().read_bytes()


@pytest.mark.parametrize("harm", ["missing", "garbage", "locked"])
def test_an_index_that_can_not_answer_stands_in_the_way_of_no_sale(konter, harm, monkeypatch):
    monkeypatch.setenv("PULSA_SABAR", "0.05")
    sell(konter)
    index = konter.device / "index.db"
    if harm == "missing":
        index.unlink()
    elif harm == "garbage":
        index.write_bytes(b"x" * 9000)
    else:
        holder = sqlite3.connect(index, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
    assert sell(konter).startswith(b"A-261121-J002,")


def test_rows_that_only_the_mirror_has_are_named_with_a_command_that_brings_them_back(konter):
    for _ in range(2):
        sell(konter)
    whole = konter.file().read_bytes()
    shutil.rmtree(konter.file().parent)
    board = konter.run(code=1)
    assert "ledger/jual: 2 catatan konter ini hilang dari 2026-11.A.csv" in board.err
    assert "Belum ada penjualan" not in board.out
    bring_back(konter, board.err)
    assert konter.file().read_bytes() == whole
    assert konter.run().err == ""
    # Also into a file that went on without them, and has one that the copy lacked.
    konter.run("jual", "081234567890", "S10", "-y", "--lagi", "--catatan", "panjang")
    header, first, second, third = konter.file().read_bytes().splitlines(keepends=True)
    konter.file().write_bytes(header + second)
    konter.mirror.write_bytes(header + first + third)
    bring_back(konter, konter.run("transaksi", "list", code=1).err)
    assert_all_there(konter, 3)


def bring_back(konter, said):
    """Does what is said behind the last colon, in a shell."""
    (line,) = [
        line for line in said.splitlines() if " && " in line or ": cp " in line or ": mv " in line
    ]
    subprocess.run(line.rpartition(": ")[2], shell=True, check=True)


def assert_all_there(konter, count):
    listed = konter.run("transaksi", "list", "--format", "csv")
    assert listed.out.count("A-261121-J00") == count and listed.err == ""


def test_a_row_that_is_lost_in_a_spreadsheet_or_beside_a_copy_that_is_behind_is_named(konter):
    for _ in range(3):
        sell(konter)
    header, *rows = konter.file().read_text().splitlines()
    quoted = ['"' + line.replace(",", '","') + '"\n' for line in (header, *rows[1:])]
    konter.file().write_text("".join(quoted))
    said = konter.run("transaksi", "list", code=1).err
    assert "1 catatan konter ini hilang" in said and "(A-261121-J001)" in said
    bring_back(konter, said)
    assert_all_there(konter, 3)
    lines = [f"{line}\n" for line in (header, *rows)]
    konter.file().write_text("".join(lines[:2] + lines[3:]))  # J001, J003
    konter.mirror.write_text("".join(lines[:3]))  # J001, J002
    said = konter.run("transaksi", "list", code=1).err
    assert "(A-261121-J002)" in said and lines[3] in konter.mirror.read_text()
    bring_back(konter, said)
    assert_all_there(konter, 3)


@pytest.mark.parametrize("name", ["2026-10.A.csv", "2026-11.B.csv"])
def test_rows_that_are_read_under_another_name_are_not_missing(konter, name):
    sell(konter)
    renamed = konter.file().rename(konter.file().with_name(name))
    assert_all_there(konter, 1)
    renamed.rename(konter.file())
    assert_all_there(konter, 1)


@pytest.mark.parametrize("name, count", [("2026-13.A.csv", 1), ("2026-11.A (copy).csv", 2)])
def test_a_file_that_is_not_read_is_named_once_with_its_rows(konter, name, count):
    for _ in range(count):
        sell(konter)
    konter.file().rename(konter.file().with_name(name))
    said = konter.run("transaksi", "list", code=1).err
    assert said.count("Perhatian") == 1 and f"{count} catatan di dalamnya tidak ikut" in said


def test_a_ledger_folder_of_another_name_is_told_of_at_the_sale_that_makes_a_new_one(konter):
    sell(konter)
    konter.file().parent.rename(konter.root / "ledger" / "Jual")
    said = konter.run("jual", "081234567891", "S10", "-y")
    assert said.err.count("Perhatian") == 1 and "Maksudnya ledger/jual?" in said.err
    bring_back(konter, said.err)
    assert_all_there(konter, 2)

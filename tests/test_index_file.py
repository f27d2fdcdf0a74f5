"""The index as a file: killed anywhere while it is made or brought up to date, without its log, of
another version, in a folder that can only be read, and while another process has the lock."""

import fcntl
import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import ExitStack, closing
from functools import partial

import pytest

from helpers.index import HARM, answers, assert_true, index_files
from helpers.konter import command
from helpers.ledgers import path_of, trade
from helpers.lines import touches
from helpers.oracle import truth
from helpers.programs import bound_by_modes
from helpers.sizes import tries
from pulsa_cli.shop import Shop

# --- Ended anywhere while the index is made or brought up to date ---------------------------------


def killed_at_line(turn, once=False):
    """SIGKILL at a line; `turn` counts them from 1, with `once` only those not run before."""
    left, seen = turn, set()

    def trace(frame, event, _):
        nonlocal left
        if not touches(frame.f_code.co_filename):
            return None
        place = frame.f_code, frame.f_lineno
        if event == "line" and not (once and place in seen):
            seen.add(place)
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


killed_at_new_line = partial(killed_at_line, once=True)


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
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in index_files(root)
        if path.suffix != ".db-shm"
    }


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
        pytest.param(killed_at_new_line, tries(97, 7), id="line"),
        pytest.param(killed_at_line, 307, id="line of a loop", marks=pytest.mark.proof),
        pytest.param(killed_at_write, tries(41, 5), id="write"),
        pytest.param(killed_at_new_line, 1, id="each line", marks=pytest.mark.proof),
        pytest.param(killed_at_write, 1, id="each kB", marks=pytest.mark.proof),
    ],
)
def test_an_index_whose_making_was_killed_anywhere_says_the_truth(root, before, arm, by):
    trade(root, 0, 5)
    kept = before(root)
    wanted, turn, ended, kills = truth(root), 1, False, 0
    while not ended:
        delete_index(root)
        for path, (data, written) in kept.items():
            path.write_bytes(data)
            os.utime(path, ns=(written, written))  # else it is built anew
        ended = survives(arm, turn, root)
        kills += not ended
        for _ in range(2):
            said = answers(Shop(str(root)), wanted)
            assert said == wanted, (turn, {key for key in wanted if said[key] != wanted[key]})
        turn += by
    assert kills >= tries(2, 10)


def test_a_killed_draft_of_the_index_does_not_stay_for_ever(root):
    trade(root, 0, 10)
    for turn in (600, 900, 1200):
        assert not survives(killed_at_line, turn, root)
    assert_true(Shop(str(root)))
    assert {path.name for path in index_files(root)} <= {"index.db", "index.db-wal", "index.db-shm"}


# --- Without its log, or of another version -------------------------------------------------------


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


# --- Where the index can't be written -------------------------------------------------------------

LISTS = (
    ("transaksi", "list", "--dari", "1/11", "--format", "json"),
    ("pelanggan", "list", "--format", "json"),
)


@pytest.fixture
def filled(konter):
    """A shop with rows, and no index yet."""
    for path in konter.device.glob("index.db*"):
        path.unlink()
    trade(konter.root, 0, 10)
    return konter


def answered(done):
    """What a command that lists said, as data and beside it."""
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout), done.stderr


def answered_read_only(konter, words, folder):
    """The same of a process that may not write to this folder and what is in it."""
    bound = bound_by_modes()
    paths = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
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
    return answered(done)


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
@pytest.mark.parametrize("known", [False, True], ids=["no index", "an old index"])
@pytest.mark.parametrize("place", ["", ".git/pulsa"], ids=["all", "device"])
def test_a_shop_that_can_only_be_read_is_read_rightly(filled, words, known, place):
    if known:
        filled.spawn(*words)
        trade(filled.root, 10, 12)
    shown, said = answered_read_only(filled, words, filled.root / place)
    assert said.count("di memori") == 1
    wanted, silent = answered(filled.spawn(*words))
    assert shown == wanted and len(shown) >= 10 and "memori" not in silent


@pytest.fixture
def held(filled, monkeypatch):
    """Takes the lock of the device, for processes that open it themselves."""
    with ExitStack() as stack:

        def hold():
            fcntl.flock(stack.enter_context(open(filled.device / "kunci")), fcntl.LOCK_EX)
            monkeypatch.setenv("PULSA_SABAR", "0.05")

        yield hold


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
def test_while_another_process_has_the_lock_the_newest_may_be_missing_which_is_said(
    filled, held, words
):
    wanted, said = answered(filled.spawn(*words))
    assert "terbaru" not in said
    trade(filled.root, 10, 12)
    held()
    shown, said = answered(filled.spawn(*words))
    assert shown == wanted and said.count("Catatan terbaru belum terbaca") == 1


@pytest.mark.parametrize("words", LISTS, ids=["sales", "customers"])
@pytest.mark.parametrize("harm", [None, *HARM.values()], ids=["no index", *HARM.keys()])
def test_without_an_index_and_without_the_lock_all_is_read(filled, held, words, harm):
    wanted, _ = answered(filled.spawn(*words))
    index = filled.device / "index.db"
    index.write_bytes(harm(index.read_bytes())) if harm else index.unlink()
    held()
    shown, said = answered(filled.spawn(*words))
    assert shown == wanted and said.count("di memori") == 1 and "TIDAK tercatat" not in said

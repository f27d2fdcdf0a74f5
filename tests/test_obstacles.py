"""What stands in the way of a sale - a full disk, no right to write, a held lock, a closed screen -
leaves it recorded or not recorded, and the exit code says which."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from helpers.konter import command
from helpers.programs import bound_by_modes, in_own_mounts


def sell(konter, **options):
    return konter.run("jual", "081234567890", "S10", "-y", "--lagi", **options)


@pytest.mark.parametrize("redirected", [">/dev/full", ">&-", "2>/dev/full", "2>&-", "<&-"])
def test_a_sale_on_disk_exits_0_whatever_becomes_of_its_output(konter, redirected):
    environment = konter.environment()
    if redirected.endswith("/dev/full") and not os.access("/dev/full", os.W_OK):
        pytest.skip("only where everybody may write to /dev/full")
    if redirected == "2>/dev/full":
        del environment["PULSA_SEKARANG"]  # its notice is for tests and may fail the command
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *command("jual", "081234567890", "10", "-y")],
        env=environment,
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, len(konter.rows())) == (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_a_sale_on_disk_exits_0_when_nobody_reads_its_output(konter):
    out, into = os.pipe()
    os.close(out)
    done = subprocess.run(
        command("jual", "081234567890", "10", "-y"),
        env=konter.environment(),
        stdout=into,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(into)
    assert (done.returncode, len(konter.rows())) == (0, 1), done.stderr
    assert "Tercatat" in done.stderr and "Traceback" not in done.stderr


# One page of disk in which the ledger fills up; then it gets more room.
FULL_DISK = """
mount -t tmpfs -o size=4k none ledger/jual || exit 77
"$@"; echo $?
cp ledger/jual/2026-11.A.csv full
mount -o remount,size=64k none ledger/jual
"$@" 081234567890 S10 -y && cp ledger/jual/2026-11.A.csv after
"""


def test_a_full_disk_refuses_the_sale_and_takes_the_next_when_there_is_room(konter):
    (konter.root / "ledger" / "jual").mkdir()
    done = in_own_mounts(
        FULL_DISK,
        *command("jual"),
        cwd=konter.root,
        env=konter.environment(),
        input="".join(f"08123456{number} S10\n" for number in range(7000, 7040)),
    )
    assert done.returncode == 0, done.stderr
    *sold, code, last = done.stdout.splitlines()
    full, after = ((konter.root / name).read_text() for name in ("full", "after"))
    assert code == "1" and "TIDAK tercatat" in done.stderr and "Traceback" not in done.stderr
    assert 0 < len(sold) < 40 and full.endswith("\n") and after.startswith(full)
    assert [line.split(",")[0] for line in after.splitlines()[1:]] == [
        said.split()[1] for said in [*sold, last]
    ]


def test_a_price_change_on_a_full_disk_leaves_the_price_list_as_it_was(konter):
    prices = konter.root / "ledger" / "produk.csv"
    before = prices.read_bytes()
    full = """if 1:
        import resource, signal, sys
        from pulsa_cli import cli
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        sys.exit(cli.main(["produk", "harga", "S10", "13rb"]))"""
    assert konter.script(full).returncode == 1
    assert prices.read_bytes() == before
    konter.run("produk", "harga", "S10", "13rb")
    assert sorted(prices.parent.glob("produk*")) == [prices]


@pytest.mark.parametrize("locked", ["file", "folder", "device"])
def test_without_the_right_to_write_nothing_changes_and_the_reason_is_said(konter, locked):
    if locked != "folder":
        sell(konter)
    konter.file().parent.mkdir(exist_ok=True)
    path = {
        "file": konter.file(),
        "folder": konter.file().parent,
        "device": konter.device / "kunci",
    }[locked]
    before = konter.file().read_bytes() if konter.file().exists() else None
    bound = bound_by_modes()
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode & ~0o222)
    try:
        done = subprocess.run(
            bound + command("jual", "081234567891", "10", "-y"),
            text=True,
            env=konter.environment(),
            capture_output=True,
            timeout=60,
        )
    finally:
        path.chmod(mode)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "TIDAK tercatat" in done.stderr and "Traceback" not in done.stderr
    assert (konter.file().read_bytes() if konter.file().exists() else None) == before
    sell(konter)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_lock_held_too_long_records_nothing_and_is_free_when_its_holder_is_gone(
    konter, monkeypatch, end
):
    first = sell(konter).id
    before = konter.file().read_bytes()
    monkeypatch.setenv("PULSA_SABAR", "0.2")
    holder = (
        "import fcntl, sys; file = open(sys.argv[1]); fcntl.flock(file, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, konter.device / "kunci"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"held\n"
        refused = sell(konter, code=4)
        assert "TIDAK tercatat" in refused.err and not refused.out
        assert konter.file().read_bytes() == before
        other.send_signal(end)
        other.wait(60)
    assert [first, sell(konter).id] == [row["id"] for row in konter.rows()]


def test_ctrl_c_while_the_program_is_being_loaded_ends_it_quietly(konter, tmp_path):
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        command("jual", "081234567890", "S10", "-y"),
        env={**konter.environment(), "PYTHONPATH": os.pathsep.join(paths)},
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert not konter.rows()


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e9", "lama"])
def test_a_patience_that_is_no_number_of_seconds_is_refused(konter, monkeypatch, text):
    monkeypatch.setenv("PULSA_SABAR", text)
    assert f"PULSA_SABAR '{text}'" in konter.run("jual", "081234567890", "10", code=2).err
    assert not konter.rows()

"""What an error says is what is on disk: system calls that fail, other programs that write at the
same time, folders without locks, without fsync, without shared memory."""

import errno
import fcntl
import mmap
import os
import random
import re
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
from contextlib import contextmanager

import pytest

from helpers import faults
from helpers.konter import command
from helpers.reminders import with_channel
from helpers.sizes import tries
from pulsa_cli.errors import unusable
from pulsa_cli.ledger import lock

# A command of each kind that writes, in a shop with a debt, a pending sale, an order, a complaint
# and money in advance.
BEFORE = (
    "pelanggan tambah Budi --nomor 081234567890",
    "pelanggan tambah Siti --nomor 085711112222",
    "pelanggan tambah Sari --nomor 081234567899",
    "jual 081234567890 S10 -k --tempo 'hari ini' -y",
    "jual 081234567891 S10 --status pending -y",
    "jual 085711112222 I10 -y",
    "titipan terima siti 50rb -y",
    "pesanan tambah sari 081234567899 10 --untuk besok --dp 5rb -y",
    "cek-keluhan J3 --jawab darurat=y",
)
COMMANDS = (
    "jual 081234567892 S10 -y",
    "jual 081234567890 S20 -k -y --tetap percaya",
    "jual 085711112222 I20 --titipan -y",
    "transaksi sn J2 123456789012345",
    "transaksi sukses J2",
    "transaksi gagal J2 --kembali tunai",
    "transaksi salah-nomor J3 --ke 085711112223 --rugi toko",
    "transaksi pindah J3 budi",
    "batal J3 --alasan salah",
    "pelanggan tambah Joko --nomor 081234560000",
    "pelanggan ubah budi --gajian 25",
    "pelanggan satukan sari siti",
    "titipan terima budi 50rb -y",
    "titipan ambil siti 5rb -y",
    "pesanan tambah budi 081234567890 10 --untuk besok -y",
    "pesanan bayar sari 1000 -y",
    "pesanan isi sari -y",
    "pesanan batal sari --kembali tunai -y",
    "keluhan catat K1 ditunggu",
    "keluhan selesai K1 --hasil masuk",
    "hutang bayar budi 5rb -y",
    "hutang tambah siti 20rb -y",
    "hutang undur budi sabtu -y --tetap sakit",
    "hutang cicil budi --kali 2 --tiap minggu -y",
    "hutang janji budi besok -y",
    "hutang tahan budi --alasan dicek -y",
    "hutang ikhlaskan budi --alasan pindah -y",
    "hutang impor {root}/buku.csv --tanggal 1/11/2026 -y",
    "ingatkan --kirim",
    "ingatkan --sekali --kirim",
    "produk harga S10 13rb",
    "kebijakan --poster {root}/poster.html",
    "init {root}/cabang",
)
ID = r"[A-Z]{1,3}-\d{6}-[A-Z]\d{3}"
BOOK = "nama,jumlah\nUdin,10.000\nBudi,20.000\nWawan,5.000\n"


@pytest.fixture
def busy(konter):
    for words in BEFORE:
        konter.run(*shlex.split(words))
    with_channel(konter)
    (konter.root / "buku.csv").write_text(BOOK)
    return konter


@pytest.fixture
def copies(busy):
    """Makes copies of that shop, one at a time."""
    last = []

    def copied():
        for root in last:
            shutil.rmtree(root)
        last[:] = [busy.root.parent / "salinan"]
        return busy.copied_to(last[0])

    return copied


def on_disk(shop):
    """What people and programs read in the shop's folder: whole rows by their ids, other files."""
    rows, other = {}, {}
    for path in shop.root.rglob("*"):
        name = str(path.relative_to(shop.root))
        if ".git/" in name or name.endswith(".baru") or not path.is_file():
            continue
        if path.suffix == ".csv" and path.parent.parent.name == "ledger":
            rows |= {
                line.split(b",")[0].decode(): line for line in path.read_bytes().split(b"\n")[1:-1]
            }
        else:
            other[name] = path.read_bytes()
    return rows, other


def named(text):
    """The ids in it, also those between two of them."""
    ids = set(re.findall(ID, text))
    for first, last in re.findall(f"({ID}) sampai ({ID})", text):
        ids |= {f"{first[:-3]}{number:03}" for number in range(int(first[-3:]), int(last[-3:]))}
    return ids


def assert_so(words, result, before, after, clean):
    """What is there is what is said, by exit code and words."""
    (rows, files), (rows_now, files_now) = before, after
    come = rows_now.keys() - rows.keys()
    changed = {name for name in files.keys() | files_now if files.get(name) != files_now.get(name)}
    code, out, err = result
    assert code in (0, 1, 4, 5) and "Traceback" not in err
    assert rows_now | rows == rows_now
    assert named(out) & come == named(out) - rows.keys()  # what is acknowledged is there
    if code == 0:
        assert (len(come), changed) == clean
        return
    said = named(out + err)
    said |= {id for row in said & come for id in named(rows_now[row].decode())}
    said |= {row for row in come if named(rows_now[row].decode()) & said}
    assert come <= said, come
    if "TIDAK tercatat" in err:
        assert come <= named(out) or re.search("BELUM PASTI|belum jelas|sebelum itu", err)
    unsaid = {
        name for name in changed if not named(name) & said and os.path.basename(name) not in err
    }
    assert not unsaid or words.startswith("init") and "belum" in err


def plans(rng, calls, count):
    """Faults at any of so many calls: one, several, or each of a while."""
    for _ in range(count):
        first, kind = rng.randint(1, calls), rng.choice(faults.KINDS)
        length = rng.choice((1, 1, 1, 6))
        more = {
            rng.randint(1, calls): rng.choice(faults.KINDS) for _ in range(rng.choice((0, 0, 1, 2)))
        }
        yield more | {first + place: kind for place in range(length)}


def test_what_is_said_of_a_failing_disk_is_what_is_on_it(busy, copies):
    rng = random.Random(18)
    for words in rng.sample(COMMANDS, tries(4, len(COMMANDS))):
        shop = copies()
        typed = shlex.split(words.format(root=shop.root))
        before = on_disk(shop)
        disk, result = faults.run(shop, {}, *typed)
        assert result.code == 0, result
        rows, files = on_disk(shop)
        clean = (
            len(rows) - len(before[0]),
            {name for name in files if files[name] != before[1].get(name)},
        )
        for plan in plans(rng, disk.calls, tries(6, 20)):
            shop = copies()
            failed, result = faults.run(shop, plan, *typed)
            try:
                assert_so(words, result, before, on_disk(shop), clean)
            except AssertionError as error:
                error.args = (f"{words} {plan} {failed.hit} {result}\n{error}",)
                raise


SALE = "jual", "081234567890", "S10", "-y"


def sell(shop, plan):
    return faults.run(shop, plan, *SALE)[1]


def test_a_row_that_the_disk_neither_keeps_nor_gives_back_is_said_to_be_in_doubt(konter):
    konter.run("jual", "081234567891", "S10", "-y")
    code, out, err = sell(konter, {"fsync": errno.EIO, "ftruncate": errno.EIO})
    assert (code, out) == (1, "") and "BELUM PASTI" in err and "semula" not in err
    assert "pulsa transaksi list (A-261121-J002)" in err
    assert " J002 " in konter.run("transaksi", "list").out
    assert "A-261121-J002" in konter.run(*SALE, code=1).err
    assert len(konter.rows()) == 2


@pytest.mark.parametrize("name", ["ftruncate", "unlink"])
def test_of_a_new_file_that_cannot_be_taken_back_is_said_what_it_holds(konter, name):
    konter.file().parent.mkdir()
    code, out, err = sell(konter, {"fsync": errno.EIO, name: errno.EIO})
    assert (code, out) == (1, "")
    assert ("BELUM PASTI" in err, len(konter.rows())) == (
        (True, 1) if name == "ftruncate" else (False, 0)
    )
    konter.run("jual", "081234567891", "S10", "-y")
    assert konter.rows()[-1]["nomor"] == "0812-3456-7891"


OTHER = b"ditulis program lain\n"


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize(
    "plan", [{"fsync": errno.EIO}, {"write": faults.SHORT}, {}], ids=["fsync", "short", "none"]
)
def test_what_another_program_appends_meanwhile_stays(konter, monkeypatch, plan, place):
    konter.run("jual", "081234567891", "S10", "-y")
    before, real = konter.file().read_bytes(), os.write

    def beside(file, data):
        with open(konter.file(), "ab") as other:
            if place == "before":
                other.write(OTHER)
                other.flush()
            written = real(file, data)
            other.write(OTHER if place == "behind" else b"")
        return written

    monkeypatch.setattr(os, "write", beside)
    code, out, err = sell(konter, plan)
    monkeypatch.undo()
    after = konter.file().read_bytes()
    assert after.startswith(before) and OTHER in after
    if not plan:
        assert (code, out.split()[1]) == (0, "A-261121-J002")
    elif "fsync" in plan:
        assert code == 1 and "BELUM PASTI" in err and "A-261121-J002" in err
    else:
        assert code == 1 and "TIDAK tercatat" in err and "Mulai baris 3" in err
        assert "semula" not in err
    konter.run("jual", "081234567892", "S10", "-y")
    ids = [row["id"] for row in konter.rows() if row["cek"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "fault", [{"fsync": errno.EIO}, {"replace": errno.EIO}], ids=["draft", "rename"]
)
def test_a_price_that_is_not_written_is_said_not_to_be(konter, fault):
    prices = konter.root / "ledger" / "produk.csv"
    before = prices.read_bytes()
    code, out, err = faults.run(konter, fault, "produk", "harga", "S10", "13rb")[1]
    assert (code, out) == (1, "") and "tetap seperti semula" in err
    assert prices.read_bytes() == before and sorted(prices.parent.glob("produk*")) == [prices]


def test_a_price_that_the_disk_may_not_keep_is_said_to_be_new(konter, monkeypatch):
    prices, real = konter.root / "ledger" / "produk.csv", os.fsync

    def of_files(file):
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(file)

    monkeypatch.setattr(os, "fsync", of_files)
    refused = konter.run("produk", "harga", "S10", "13rb", code=1)
    assert not refused.out and "semula" in refused.err and "sudah berisi yang baru" in refused.err
    assert "13000" in prices.read_text()


@pytest.fixture(params=["useless", "missing"])
def no_locks(request, monkeypatch):
    """The system's locks are granted to everybody, or there are none."""

    def call(*_):
        if request.param == "missing":
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", call)
    monkeypatch.setattr(fcntl, "lockf", call)
    monkeypatch.setenv("PULSA_SABAR", "0.02")


@contextmanager
def holder(konter):
    """Another process that holds the lock; killed with -9 in the end."""
    out, into = os.pipe()
    if not (pid := os.fork()):
        with lock.locked(str(konter.device / "kunci"), 0):
            os.write(into, b"held")
            signal.pause()
    assert os.read(out, 4) == b"held"
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(out)
        os.close(into)


def test_where_locks_do_nothing_a_file_stands_in_for_them(konter, no_locks):
    words = *SALE, "--lagi"
    assert "kunci berkas tidak jalan" in konter.run(*words).err
    assert "kunci" not in konter.run(*words).err  # said once
    stand_in = konter.device / "kunci.pemegang"
    assert not stand_in.exists()
    with holder(konter):
        refused = konter.run(*words, code=4)
        assert "TIDAK tercatat" in refused.err and str(stand_in) in refused.err
    left = stand_in.read_bytes()
    konter.run(*words)  # it is dead, and it was of this machine
    assert not stand_in.exists()
    stand_in.write_bytes(b"laptop-lain" + left)
    assert f"rm -f {stand_in}*" in (refused := konter.run(*words, code=4).err)
    assert "laptop-lain" in refused and stand_in.read_bytes() == b"laptop-lain" + left
    assert [row["id"][-4:] for row in konter.rows()] == ["J001", "J002", "J003"]


def test_a_process_with_the_number_of_a_dead_one_holds_no_lock(konter, no_locks):
    with holder(konter):
        left = (konter.device / "kunci.pemegang").read_bytes()
    pid = str(os.getpid()).encode()  # alive, and began at another time
    head, _, began = left.rpartition(b" ")
    (konter.device / "kunci.pemegang").write_bytes(head + b" " + pid + b"@1")
    sell(konter, {})
    assert len(konter.rows()) == 1


def test_folders_that_know_no_fsync_take_a_shop(tmp_path, konter):
    plan = {"fsync": errno.EINVAL}
    assert faults.run(konter, plan, "init", tmp_path / "lain")[1].code == 0
    assert sell(konter, plan).code == 0 and len(konter.rows()) == 1
    assert faults.run(konter, plan, "produk", "harga", "S10", "13rb")[1].code == 0


def test_a_folder_without_shared_memory_keeps_an_index(konter, monkeypatch):
    index = konter.device / "index.db"
    for path in konter.device.glob("index.db*"):
        path.unlink()

    def refused(*_):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))

    monkeypatch.setattr(mmap, "mmap", refused)
    sell(konter, {})
    made = index.stat().st_ino
    assert " J001 " in konter.run("transaksi", "list").out
    assert index.stat().st_ino == made and index.read_bytes()[18] == 1  # no log beside it
    assert not list(konter.device.glob("index.db-*"))


def test_a_current_folder_that_is_gone_is_named(konter, tmp_path):
    gone = tmp_path / "hilang"
    script = """if 1:
        import os, sys
        from pulsa_cli import cli
        os.environ.pop("PULSA_TOKO")
        os.mkdir(sys.argv[1]); os.chdir(sys.argv[1]); os.rmdir(sys.argv[1])
        for words in (["--version"], [], ["jual", "081234567890", "S10", "-y"], ["init", "x"]):
            print(cli.main(words), file=sys.stderr)"""
    said = konter.script(script, gone).stderr.splitlines()
    named = "Folder tempat Anda berada sudah tidak ada"
    assert [line[: len(named)] for line in said if not line.startswith("(jam")] == [
        *("0", *(named, "1") * 3)
    ]


@pytest.mark.parametrize("most", range(6, tries(7, 21)))
def test_with_few_files_to_be_opened_a_sale_is_recorded_or_not_and_says_so(konter, most):
    done = subprocess.run(
        ["sh", "-c", f'ulimit -n {most}; exec "$@"', "sh", *command(*SALE)],
        env=konter.environment(),
        stdin=subprocess.DEVNULL,
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert "Traceback" not in done.stderr and done.returncode in (0, 1)
    assert (done.returncode == 0) == bool(done.stdout) == bool(konter.rows())


@pytest.mark.parametrize("changed", [True, False])
def test_of_a_crontab_that_fails_is_said_what_it_is_now(konter, tmp_path, monkeypatch, changed):
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\ncd {tmp_path}; case $1 in -l) cat tabel;; *) "
        f"{'cat > tabel;' if changed else ''} echo penuh >&2; exit 1;; esac\n"
    )
    program.chmod(0o755)
    (tmp_path / "tabel").write_text("# punya saya\n")
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    said = konter.run("cron", "pasang", code=1).err
    assert "crontab menolak (penuh)" in said
    assert ("Tidak ada yang diubah" in said, "crontab -l" in said) == (not changed, changed)


def test_a_shop_that_is_made_is_said_to_be_also_where_the_screen_is_full(tmp_path):
    root = tmp_path / "toko"
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" > /dev/full', "sh", *command("init", root, "--nama", "Berkah")],
        stdin=subprocess.DEVNULL,
        text=True,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    assert done.returncode == 0 and f'Toko "Berkah" siap di {root}' in done.stderr


def test_a_full_disk_is_called_one_also_by_sqlite():
    full = sqlite3.OperationalError("database or disk is full")  # what it says of ENOSPC
    assert "disk penuh" in unusable(full)

"""`pulsa cron`: with the real crontab, and the installed line under the real daemon."""

import fcntl
import os
import re
import select
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from helpers.konter import Konter
from helpers.programs import needs
from helpers.reminders import BUDI, add, edit, kinds, owe, with_channel
from helpers.terminal import talk
from pulsa_cli.outside import user

FOREIGN = (
    b'# punya saya\nMAILTO=""\n\n5 4 * * * echo 50\\% > /dev/null\t# pulsa bukan ini\r\n'
    b"@daily  /usr/bin/true \xff\n#akhir"
)


def crontab(*words, typed=None):
    return run_crontab(*words, typed=typed).stdout


def run_crontab(*words, typed=None):
    return subprocess.run(["crontab", *words], input=typed, capture_output=True, check=False)


@pytest.fixture
def table():
    """The real crontab of this user, empty before and after."""
    needs("crontab", "cron")
    # Another run of these tests has the same crontab, wherever its temporary files are.
    with open(f"/tmp/pulsa-crontab-{os.geteuid()}", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = run_crontab("-l")
        if found.stdout or b"no crontab" not in found.stderr:
            pytest.skip("only for a user who may have a crontab, and has none")
        yield
        crontab("-r")


@pytest.fixture
def shop(konter):
    add(konter, "Budi", BUDI)
    return konter


def ours():
    return [line.decode() for line in crontab("-l").splitlines() if b"pulsa_cli" in line]


def test_one_line_is_put_in_changed_and_taken_out_and_foreign_bytes_stay(shop, table):
    foreign = FOREIGN + b"\n"
    crontab("-", typed=foreign)
    foreign = crontab("-l")
    said = shop.run("cron", "pasang").out
    assert "mulai pukul 08.00 WIB" in said and "Hasilnya tersimpan di" in said
    (line,) = ours()
    assert crontab("-l") == foreign + line.encode() + b"\n"
    assert "--kirim" not in line and line.endswith(f"# pulsa: {shop.root}")
    shop.run("cron", "pasang")
    assert ours() == [line]
    with_channel(shop)
    shop.run("cron", "pasang", "--jam", "9", "--kirim")
    (changed,) = ours()
    assert changed != line and " --kirim " in changed
    assert crontab("-l") == foreign + changed.encode() + b"\n"
    assert changed in shop.run("cron", "lihat").out
    assert "tetap" in shop.run("cron", "lepas").out
    assert crontab("-l") == foreign
    assert "Belum terpasang, jadi" in shop.run("cron", "lepas").out
    assert crontab("-l") == foreign
    assert "Belum terpasang" in shop.run("cron", "lihat").out


def test_a_line_keeps_its_place_among_others(shop, make_konter, table):
    other = make_konter("lain")
    shop.run("cron", "pasang")
    other.run("cron", "pasang")
    crontab("-", typed=crontab("-l") + b"# di bawah\n")
    first, second = ours()
    shop.run("cron", "pasang", "--jam", "9")
    assert ours()[1] == second and ours()[0] != first
    assert crontab("-l").endswith(second.encode() + b"\n# di bawah\n")
    shop.run("cron", "lepas")
    assert ours() == [second]


def test_a_line_that_the_owner_commented_out_is_not_installed(shop, table):
    shop.run("cron", "pasang")
    (line,) = ours()
    crontab("-", typed=f"# {line}\n".encode())
    found = shop.run("cron", "lihat").out
    assert "Dimatikan dengan tanda #" in found and "Belum terpasang" in found
    assert "Belum terpasang" in shop.run("cron", "lepas").out
    assert ours() == [f"# {line}"]
    shop.run("cron", "pasang")
    assert ours() == [f"# {line}", line]
    found = shop.run("cron", "lihat").out
    assert "Terpasang, tanpa" in found and "Dimatikan" not in found


def test_one_shop_by_two_paths_has_one_line(shop, table, tmp_path):
    link, real = tmp_path / "tautan 50%", shop.root
    link.symlink_to(real)
    shop.run("cron", "pasang")
    shop.root = link
    assert "Terpasang, tanpa" in shop.run("cron", "lihat").out
    shop.run("cron", "pasang", "--jam", "9")
    (line,) = ours()
    shop.root = real
    crontab("-", typed=f"{line}\n{shop.run('cron', 'pasang', '--cetak').out}".encode())
    twice = shop.run("cron", "lihat")
    assert "lebih dari sekali" in twice.err and twice.out.count("Terpasang") == 2
    shop.run("cron", "pasang")
    assert len(ours()) == 1
    shop.run("cron", "lepas")
    assert ours() == []


def test_the_line_of_a_shop_that_was_moved_is_named_and_can_be_taken_out(shop, table, make_konter):
    other = make_konter("lain")
    shop.run("cron", "pasang")
    other.run("cron", "pasang")
    (dead, kept), moved = ours(), shop.root.with_name("pindahan")
    shop.root.rename(moved)
    shop.root = moved
    assert dead in shop.run("cron", "lihat").err
    said = shop.run("cron", "pasang")
    assert dead in said.err and "pulsa cron lepas --mati" in said.err
    assert len(ours()) == 3
    assert dead in shop.run("cron", "lepas", "--mati").out
    assert ours() == [kept]


def test_without_a_crontab_before_there_is_none_after(shop, table):
    shop.run("cron", "pasang")
    shop.run("cron", "lepas")
    done = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""


def test_printing_changes_nothing(shop, table):
    line = shop.run("cron", "pasang", "--cetak").out.rstrip("\n")
    assert crontab("-l") == b"" and line.endswith(f"# pulsa: {shop.root}")
    shop.run("cron", "pasang")
    assert ours() == [line]


def test_a_crontab_that_can_not_be_read_or_written_stays_as_it_is(shop, tmp_path, monkeypatch):
    fake, wrote = tmp_path / "bin" / "crontab", tmp_path / "ditulis"
    fake.parent.mkdir()
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    for script in (
        'echo "You are not allowed to use this program" >&2; exit 1',
        f'[ $1 = -l ] && echo "1 1 * * * x" && exit 0; touch {wrote}; exit 1',
    ):
        fake.write_text(f"#!/bin/sh\n{script}\n")
        fake.chmod(0o755)
        for words in (("pasang",), ("lepas",)) if "allowed" in script else (("pasang",),):
            refused = shop.run("cron", *words, code=1)
            assert "crontab menolak" in refused.err and refused.out == ""
        assert wrote.exists() == ("allowed" not in script)


def test_without_a_crontab_program_it_says_what_to_do(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    for words in (("pasang",), ("lihat",), ("lepas",)):
        refused = shop.run("cron", *words, code=1)
        assert "pasang paket cron" in refused.err and "Termux (belum kami coba)" in refused.err
    assert "ingatkan --sekali" in shop.run("cron", "pasang", "--cetak").out


@pytest.mark.parametrize(
    "machine, zone, hour, expected",
    [
        ("WIB-7", "WIB", 8, "0 8-23"),
        ("UTC", "WIB", 8, "0 1-16"),
        ("UTC", "WIT", 8, "0 0-14,23"),
        ("UTC", "WIT", 0, "0 0-23"),
        ("WIT-9", "WIB", 8, "0 0-1,10-23"),
        ("UTC", "WIB", 23, "0 16"),
        ("IST-5:30", "WIB", 8, "30 6-21"),
        ("WIB-7", "WITA", 6, "0 5-22"),
        ("EST+5", "WIB", 8, "0 0-11,20-23"),
    ],
)
def test_hours_are_the_shops_whatever_the_machines_zone_is(
    shop, monkeypatch, machine, zone, hour, expected
):
    monkeypatch.setenv("TZ", machine)
    edit(shop, "ledger/toko.yaml", "zona:", zone)
    edit(shop, "ledger/kebijakan.yaml", "  jam:", "")
    done = shop.spawn("cron", "pasang", "--jam", hour, "--cetak")
    assert done.stdout.startswith(f"{expected} * * * PYTHONUTF8=1 ")
    # The same by a clock: at each of these minutes of the machine it is that hour or later there.
    minute, hours = expected.split(" ")
    known = {
        int(number)
        for span in hours.split(",")
        for first, _, last in [span.partition("-")]
        for number in range(int(first), int(last or first) + 1)
    }
    shift = {"WIB": 7, "WITA": 8, "WIT": 9}[zone] * 60 - {
        "WIB-7": 420,
        "UTC": 0,
        "WIT-9": 540,
        "IST-5:30": 330,
        "EST+5": -300,
    }[machine]
    there = {(number * 60 + int(minute) + shift) % 1440 for number in known}
    assert there == {each * 60 for each in range(hour, 24)}


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
def test_an_hour_in_which_nothing_would_be_done_is_refused(shop, hour):
    refused = shop.run("cron", "pasang", "--jam", hour, "--cetak", code=2)
    assert "pukul 08.00–20.00" in refused.err and "8 sampai 19" in refused.err


def test_a_damaged_note_of_the_last_day_does_no_harm(shop):
    (shop.device / "pengingat").write_text("xx")
    assert shop.run("ingatkan", "--sekali").out == ""


def test_a_damaged_note_of_the_last_day_is_not_shown(shop, table):
    (shop.device / "pengingat").write_text("xx")
    assert "Terakhir bekerja" not in shop.run("cron", "lihat").out


@pytest.mark.parametrize(
    "command, part, code",
    [
        ("", "belum ada saluran", 1),
        ("tidak-ada", "tidak ditemukan", 5),
        ("punya-saya {nomor}", "tidak akan ditemukan oleh cron", 5),
    ],
)
def test_a_channel_that_would_not_work_under_cron_is_not_installed(
    shop, tmp_path, monkeypatch, command, part, code
):
    own = tmp_path / "bin" / "punya-saya"
    own.parent.mkdir()
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{own.parent}:{os.environ['PATH']}")
    with_channel(shop, berkas="", perintah=command)
    refused = shop.run("cron", "pasang", "--kirim", "--cetak", code=code)
    assert part in refused.err and refused.out == ""
    if command.startswith("punya"):
        assert f"perintah: {own} {{nomor}}" in refused.err


def test_a_program_is_agreed_to_before_cron_runs_it(shop, table):
    with_channel(shop, berkas="", perintah="/bin/true {nomor}")
    assert "Setujui sekali" in shop.run("cron", "pasang", "--kirim", code=5).err and not ours()
    code, screen = talk(shop, ["y"], "cron", "pasang", "--kirim")
    assert code == 0 and "program /bin/true" in screen and len(ours()) == 1
    owe(shop, "budi", "15rb", "hari ini")
    shop.run("ingatkan", "--sekali", "--kirim")
    assert kinds(shop) == ["mulai", "terkirim"]


def test_what_cron_says_is_kept_where_no_link_of_the_shop_leads(shop, table, tmp_path):
    victim = tmp_path / "bash_aliases"
    victim.write_text("")
    (shop.device / "log").symlink_to(victim)
    shop.run("cron", "pasang")
    owe(shop, "budi", "15rb", "hari ini")
    (line,) = ours()
    subprocess.run(["sh", "-c", line.split(" * * * ")[1]], env=shop.environment(), check=False)
    assert victim.read_text() == ""
    assert "Jatuh tempo hari ini: 1 kasbon" in shop.run("cron", "lihat").out


# The daemon


@pytest.fixture
def daemon(table):
    """Debian's cron at work."""
    needs("cron", "cron")
    if os.geteuid() != 0:
        pytest.skip("only as root: sudo make cron")
    process = subprocess.Popen(
        ["cron", "-f"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )
    yield  # where one was running already, this one has ended at once
    process.kill()
    process.wait()


def wait_for(path, size):
    """Until a file has grown to more than `size` bytes; cron looks at its tables once a minute."""
    end = datetime.now() + timedelta(minutes=3)
    while not path.exists() or path.stat().st_size <= size:
        assert datetime.now() < end, f"{path} did not grow"
        select.select([], [], [], 0.2)
    return path.stat().st_size


@pytest.mark.proof
def test_the_installed_line_reminds_under_the_real_cron_and_the_next_run_sends_nothing(
    tmp_path, daemon
):
    """A folder with a space and a % in its name, cron's own bare environment, the real clock."""
    shop = Konter(tmp_path / "toko 50% 'kami'")
    now = datetime.now(timezone(timedelta(hours=7))).replace(microsecond=0)
    shop.now = now.isoformat()
    shop.run("init", shop.root, "--nama", "Bérkah 📱")
    for key in ("  jam:", "  libur:"):
        edit(shop, "ledger/kebijakan.yaml", key, "")
    with_channel(shop)
    add(shop, "Rénita 📱", BUDI)
    owe(shop, "rénita", "15rb", "hari ini")
    shop.run("cron", "pasang", "--kirim")
    (line,) = ours()
    every_minute = re.sub(r"^\S+ \S+", "* *", line)
    end = shop.root / "selesai"
    done = f" ; date >> {str(end).replace(' ', chr(92) + ' ').replace('%', chr(92) + '%')}".replace(
        "'", "\\'"
    )
    crontab("-", typed=every_minute.replace(" # pulsa:", f"{done} # pulsa:").encode() + b"\n")
    size = wait_for(end, 0)
    (message,) = (shop.root / "kotak").glob("*.txt")
    assert message.read_text("utf-8").startswith("Kepada: 6281311112222\n\n")
    assert "Rénita 📱" in message.read_text("utf-8") and "Bérkah 📱" in message.read_text("utf-8")
    log = Path(user.path("cron", str(shop.root)))
    said = log.read_text("utf-8")
    assert "terkirim · Rénita 📱 · Rp15.000" in said and "Traceback" not in said
    assert kinds(shop) == ["mulai", "terkirim"]
    (shop.device / "pengingat").unlink()  # so that it does not only keep still for the day
    wait_for(end, size)
    assert len(list((shop.root / "kotak").glob("*.txt"))) == 1
    assert kinds(shop) == ["mulai", "terkirim"]
    last = log.read_text("utf-8").removeprefix(said)
    assert "terkirim" not in last and "Jatuh tempo hari ini: 1 kasbon, Rp15.000" in last
    assert (shop.device / "pengingat").exists()
    found = shop.run("cron", "lihat").out
    assert "Terakhir bekerja" in found and str(log) in found

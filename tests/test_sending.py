"""Reminders sent without a person: programs and folders that carry them, what fails, what is in
doubt, and kills at any point. Real processes throughout."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from helpers.clock import later, may_go_back, on
from helpers.konter import Konter, command
from helpers.reminders import (
    AGUS,
    BUDI,
    KOTAK,
    SITI,
    add,
    agree,
    edit,
    kinds,
    numbers,
    owe,
    sent,
    with_channel,
)
from helpers.sizes import tries
from helpers.terminal import at_terminal, talk

TOKO = "ledger/toko.yaml"
PEOPLE = (("Budi", BUDI), ("Siti", SITI), ("Agus", AGUS))


@pytest.fixture
def shop(konter):
    """Budi, Siti and Agus each owe Rp15.000 since three days; nothing has been sent yet."""
    for name, number in PEOPLE:
        add(konter, name, number)
        owe(konter, name, "15rb", "hari ini", f"kuota {name}")
    later(konter, 3)  # Tuesday
    return with_channel(konter)


def program(shop, script, argument="{nomor}", agreed=True):
    """Makes a shell script the channel: $1 is the number, the message is on standard input."""
    path = shop.root / "kirim.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    with_channel(shop, berkas="", perintah=f"'{path} {argument}'")
    if agreed:
        agree(shop)


def doubted(shop):
    return [
        line.split(" · ")[0]
        for line in shop.run("ingatkan", "--ragu").out.splitlines()
        if line.startswith("A-")
    ]


# What the channel gets


def test_a_folder_gets_a_file_for_each_message(shop):
    said = shop.run("ingatkan", "--kirim").out
    assert numbers(shop) == ["6289612341234", "6281311112222", "6285712345678"]
    assert all(name in text for (_, text), name in zip(sent(shop), ("Agus", "Budi", "Siti")))
    assert said.count("terkirim") == 3 and "0813-1111-2222" in said
    assert kinds(shop) == ["mulai", "terkirim"] * 3
    row = shop.rows("pengingat")[-1]
    assert (row["nomor"], row["tingkat"], row["tempo"], row["jumlah"], row["saluran"]) == (
        "0857-1234-5678",
        "3",
        "2026-11-21",
        "15000",
        "berkas",
    )
    assert "terkirim" not in shop.run("ingatkan", "--kirim").out and len(sent(shop)) == 3


def test_a_program_gets_the_number_in_its_arguments_and_the_message_as_input(shop):
    program(
        shop,
        f'printf "%s|" "$@" >> {shop.root}/kata; cat >> {shop.root}/isi',
        '--ke "+{nomor}" "dua kata" ke-{nomor}',
    )
    shop.run("ingatkan", "--kirim")
    words = (shop.root / "kata").read_text().split("|")
    assert words[:4] == ["--ke", "+6289612341234", "dua kata", "ke-6289612341234"]
    assert (shop.root / "isi").read_text("utf-8").count("Selamat pagi") == 3
    assert {row["saluran"] for row in shop.rows("pengingat")} == {"perintah"}


@pytest.mark.parametrize("written", ["./kirim.sh {nomor}", "~/kirim.sh {nomor}"])
def test_a_program_beside_the_shop_or_at_home_is_found_from_anywhere(
    shop, tmp_path, monkeypatch, written
):
    program(shop, "pwd >> sampai; cat > /dev/null")
    monkeypatch.setenv("HOME", str(shop.root))
    monkeypatch.chdir(tmp_path)
    with_channel(shop, berkas="", perintah=written)
    agree(shop)
    shop.run("ingatkan", "--kirim")
    assert (shop.root / "sampai").read_text().split() == [str(shop.root)] * 3


def test_no_shell_reads_a_name_a_note_or_an_argument(konter):
    with_channel(konter)
    add(konter, "$(touch celaka) `touch celaka`; Budi", BUDI)
    owe(konter, BUDI, "5rb", "hari ini", "' | touch celaka & \"")
    program(konter, f"cat > {konter.root}/isi", '"$(touch celaka)" ";touch celaka"')
    konter.run("ingatkan", "--kirim")
    text = (konter.root / "isi").read_text("utf-8")
    assert "$(touch celaka) `touch celaka`; Budi" in text and "' | touch celaka & \"" in text
    assert not list(konter.root.rglob("celaka")) and not Path("celaka").exists()


LATER = """
import os, sys
from pulsa_cli import cli

def hook(event, arguments):
    if event == "subprocess.Popen":
        os.environ["PULSA_SEKARANG"] = sys.argv.pop(1)

sys.addaudithook(hook)
cli.main(["ingatkan", "--kirim"])
"""


def test_a_run_ends_where_the_quiet_hours_begin_and_each_row_has_its_own_time(shop):
    program(shop, "cat > /dev/null")
    on(shop, "2026-11-24", "19:59:58")
    shop.script(LATER, "2026-11-24T19:59:59+07:00", "2026-11-24T20:00:00+07:00")
    assert [row["waktu"][11:19] for row in shop.rows("pengingat")] == [
        "19:59:58",
        "19:59:59",
        "19:59:59",
        "20:00:00",
    ]


def test_who_has_no_phone_is_left_to_the_owner(shop):
    may_go_back(shop)
    add(shop, "Wati", "")
    on(shop, "2026-11-21")
    owe(shop, "wati", "15rb", "hari ini")
    later(shop, 3)
    said = shop.run("ingatkan", "--kirim").out
    assert len(sent(shop)) == 3 and "Wati · Rp15.000 · lewat 3 hari · tanpa nomor HP" in said
    assert len(shop.rows("pengingat")) == 6


# What has to be agreed to


def test_a_program_runs_only_after_somebody_agreed_to_it_and_again_where_it_changed(shop):
    ran = shop.root / "jalan"
    program(shop, f"cat > /dev/null; echo $1 >> {ran}", agreed=False)
    refused = shop.run("ingatkan", "--kirim", code=5)
    assert f"program {shop.root}/kirim.sh {{nomor}}" in refused.err.replace("'", "")
    assert "Setujui sekali di terminal: pulsa ingatkan --kirim" in refused.err
    code, screen = talk(shop, [""], "ingatkan", "--kirim")  # Enter is no
    assert code == 1 and "kirim.sh {nomor}" in screen.replace("'", "")
    assert shop.run("ingatkan", "--kirim", "--sekali", code=5) and not ran.exists()
    assert shop.rows("pengingat") == []
    assert talk(shop, ["y"], "ingatkan", "--kirim")[0] == 0
    assert len(ran.read_text().split()) == 3
    later(shop, 7)
    shop.run("ingatkan", "--kirim", "--sekali")  # as cron does: it was agreed to
    assert len(ran.read_text().split()) == 6
    later(shop, 7)
    with_channel(shop, berkas="", perintah=f"'{shop.root}/kirim.sh +{{nomor}}'")
    assert "berubah" in shop.run("ingatkan", "--kirim", code=5).err
    program(shop, "echo lain", agreed=False)  # the same words, another program
    assert "berubah" in shop.run("ingatkan", "--kirim", code=5).err
    with_channel(shop, berkas="", perintah="'sh -c \"./kirim.sh {nomor}\"'")
    agree(shop)
    (shop.root / "kirim.sh").write_text("#!/bin/sh\necho beda\n")
    assert "berubah" in shop.run("ingatkan", "--kirim", code=5).err
    assert len(ran.read_text().split()) == 6


def test_a_folder_elsewhere_has_to_be_agreed_to_and_a_shop_brings_no_agreement(shop, tmp_path):
    elsewhere = tmp_path / "bashrc.d"
    with_channel(shop, berkas=str(elsewhere))
    assert f"folder {elsewhere}" in shop.run("ingatkan", "--kirim", code=5).err
    agree(shop)
    shop.run("ingatkan", "--kirim")
    assert len(list(elsewhere.iterdir())) == 3
    copy = shop.copied_to(tmp_path / "salinan")
    later(copy, 7)
    assert f"folder {elsewhere}" in copy.run("ingatkan", "--kirim", code=5).err


# What fails


def test_a_program_that_fails_is_exit_5_and_nothing_is_marked_as_sent(shop):
    program(shop, "echo Nomor tidak terdaftar >&2; exit 3")
    failed = shop.run("ingatkan", "--kirim", code=5)
    assert "gagal (kode 3): Nomor tidak terdaftar" in failed.err and "terkirim ·" not in failed.out
    assert kinds(shop) == ["mulai", "belum"] * 3 and doubted(shop) == []
    program(shop, "cat > /dev/null")
    shop.run("ingatkan", "--kirim")
    assert kinds(shop)[6:] == ["mulai", "terkirim"] * 3


def test_one_number_that_fails_does_not_keep_the_message_from_the_others(shop):
    program(shop, f"case $1 in *1234) exit 1;; esac; echo $1 >> {shop.root}/sampai")
    failed = shop.run("ingatkan", "--kirim", code=5)
    assert "Agus" in failed.err and "1 pengingat tidak terkirim" in failed.err
    assert (shop.root / "sampai").read_text().split() == ["6281311112222", "6285712345678"]
    for count in (2, 3):
        shop.run("ingatkan", "--kirim", "--sekali", code=5)
        assert kinds(shop).count("belum") == count
    shop.run("ingatkan", "--kirim", "--sekali")  # three times a day are enough for a job
    assert kinds(shop).count("belum") == 3
    assert "Agus" in shop.run("ingatkan", "--format", "json").out
    shop.run("ingatkan", "--kirim", code=5)  # but not for a person
    assert kinds(shop).count("belum") == 4
    for _ in range(3):
        later(shop, 1)
        for _ in range(5):
            shop.spawn("ingatkan", "--kirim", "--sekali")
    assert kinds(shop).count("belum") == 4 + 3 + 2 + 1  # after nine, once a day
    assert (shop.root / "sampai").read_text().count("\n") == 2


def test_a_dead_channel_is_given_up_after_three_in_a_row(shop):
    may_go_back(shop)
    for place in range(4):
        add(shop, f"Orang {place}", f"08131111333{place}")
        on(shop, "2026-11-21")
        owe(shop, f"08131111333{place}", "9rb", "hari ini")
        later(shop, 3)
    program(shop, "exit 1")
    refused = shop.run("ingatkan", "--kirim", code=5).err
    assert "3 pengingat tidak terkirim" in refused and "Sisanya tidak dicoba." in refused
    assert len(shop.rows("pengingat")) == 6


def test_dead_numbers_at_the_head_keep_nobody_from_theirs(shop):
    may_go_back(shop)
    for place in range(3):
        add(shop, f"Orang {place}", f"08131111333{place}")
        on(shop, "2026-11-20")
        owe(shop, f"08131111333{place}", "9rb", "hari ini")
    on(shop, "2026-11-24")
    program(shop, f"case $1 in *333?) exit 1;; esac; echo $1 >> {shop.root}/sampai")
    shop.run("ingatkan", "--kirim", "--sekali", code=5)
    assert not (shop.root / "sampai").exists()
    shop.run("ingatkan", "--kirim", "--sekali", code=5)
    assert len((shop.root / "sampai").read_text().split()) == 3


@pytest.mark.parametrize(
    "says",
    [
        r"Error:\tno signal",
        r"\033[31mmerah\033[0m",
        r"10%%\r20%%\rgagal",
        r"\000\001",
        r"\377\376",
        r"kata, \"kutip\"\n\n",
        "a" * 5000,
    ],
)
def test_whatever_a_program_complains_of_the_books_stay_whole(shop, says):
    program(shop, f"printf '{says}' >&2; exit 1")
    shop.run("ingatkan", "--kirim", code=5)
    program(shop, "cat > /dev/null")
    assert shop.run("ingatkan", "--kirim").out.count("terkirim ·") == 3
    assert max(len(row["alasan"]) for row in shop.rows("pengingat")) < 300


def test_ctrl_c_ends_the_sending_behind_the_message_at_work(shop):
    blocked(shop)
    with at_terminal(shop, "ingatkan", "--kirim") as terminal:
        assert (shop.root / "ketuk").read_text()
        terminal.interrupt()
        terminal.wait_for("^C")
        (shop.root / "pintu").write_text("\n")
        assert terminal.finish() == 0
        assert "Dihentikan. 1 terkirim; yang lain menunggu." in terminal.screen
    assert kinds(shop) == ["mulai", "terkirim"]


def test_a_program_that_hangs_is_ended_with_all_it_started_and_the_reminder_is_in_doubt(shop):
    program(
        shop,
        f"echo $$ >> {shop.root}/hidup\n(exec 2>&1; sleep 1000 & echo $! >> "
        f"{shop.root}/hidup; wait)",
    )
    edit(shop, TOKO, "  tunggu:", "1 detik")
    failed = shop.run("ingatkan", "--kirim", code=5)
    assert "tidak selesai dalam 1 detik" in failed.err
    assert "3 pengingat belum jelas terkirim." in failed.err and "--ragu" in failed.err
    assert "tidak terkirim" not in failed.err
    assert kinds(shop) == ["mulai"] * 3 and len(doubted(shop)) == 3
    for pid in map(int, (shop.root / "hidup").read_text().split()):
        stat = Path(f"/proc/{pid}/stat")
        assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"
    program(shop, f"touch {shop.root}/lagi")
    shop.run("ingatkan", "--kirim")
    assert not (shop.root / "lagi").exists()


@pytest.mark.parametrize(
    "channel, part, code",
    [
        ({"berkas": "", "perintah": "tidak-ada {nomor}"}, "'tidak-ada'", 5),
        ({"berkas": "", "perintah": ""}, "belum ada saluran", 1),
        ({"perintah": "cat"}, "pilih satu", 1),
        ({"konter": "B"}, "hanya konter B", 1),
        ({"konter": ""}, "belum ditulis", 1),
    ],
)
def test_without_a_channel_that_can_work_nothing_is_begun(shop, channel, part, code):
    with_channel(shop, **channel)
    assert part in shop.run("ingatkan", "--kirim", code=code).err
    assert shop.rows("pengingat") == [] and sent(shop) == []


@pytest.mark.parametrize(
    "text, part",
    [
        ("perintah: kirim {nama}", "{nama} tidak dikenal; yang bisa diisi: {nomor}"),
        ("perintah: kirim 'satu", "tanda kutip"),
        ("konter: toko", "kode konter"),
        ("tunggu: lama", "30 detik"),
        ("perinta: x", "Maksudnya 'perintah'"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(shop, text, part):
    path = shop.root / TOKO
    lines = path.read_text("utf-8").split("\n")
    place = lines.index("pengingat:") + 1
    path.write_text(
        "\n".join(
            [
                *lines[:place],
                f"  {text}",
                *(
                    line
                    for line in lines[place:]
                    if not line.startswith(f"  {text.partition(':')[0]}:")
                ),
            ]
        )
    )
    failed = shop.run("ingatkan", "--kirim", code=3)
    assert f"{TOKO}:{place + 1}: " in failed.err and part in failed.err


def test_a_folder_that_can_not_be_written_is_exit_5(shop):
    (shop.root / KOTAK).write_text("bukan folder")
    assert "'kotak'" in shop.run("ingatkan", "--kirim", code=5).err
    assert kinds(shop) == []
    with_channel(shop, berkas=f"{KOTAK}/dalam")
    assert "bagian jalurnya bukan folder" in shop.run("ingatkan", "--kirim", code=5).err
    assert kinds(shop) == ["mulai", "belum"] * 3


@pytest.mark.parametrize("ledger", ["jual", "hutang", "pelanggan", "pengingat"])
def test_damaged_books_send_nothing(shop, ledger):
    on(shop, "2026-11-21")
    shop.run("jual", BUDI, "10", "-y")
    shop.run("ingatkan", "--kirim")
    later(shop, 3)
    before = len(sent(shop))
    path = shop.file(ledger)
    path.write_text(path.read_text("utf-8").replace(",2026-11-2", ",2026-12-2", 1), "utf-8")
    for words in (("ingatkan", "--kirim"), ("ingatkan",), ("ingatkan", "--kirim", "--sekali")):
        refused = shop.run(*words, code=3)
        assert f"ledger/{ledger}/2026-11.A.csv:2" in refused.err
        assert "Tidak ada yang diingatkan: ada catatan yang rusak" in refused.err
        assert "Perlu diingatkan" not in refused.out
    assert len(sent(shop)) == before
    assert shop.run("ingatkan", "--sekali").err == ""  # has said so today


def test_damage_elsewhere_stops_no_reminder(shop):
    path = shop.root / "ledger" / "keluhan" / "2026-11.A.csv"
    path.parent.mkdir()
    path.write_text("bukan keluhan\n")
    shop.run("ingatkan", "--kirim")
    assert len(sent(shop)) == 3


# Two at once, and doubt


def start(shop, *words):
    return subprocess.Popen(
        command(*words),
        env=shop.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def blocked(shop):
    """A channel that waits until somebody writes into `pintu`, after having said so in
    `ketuk`."""
    for name in ("pintu", "ketuk"):
        os.mkfifo(shop.root / name)
    program(
        shop, f"cat >> {shop.root}/isi; echo $1 > {shop.root}/ketuk; read x < {shop.root}/pintu"
    )


def test_of_two_runs_at_once_the_second_goes_quietly(shop):
    blocked(shop)
    first = start(shop, "ingatkan", "--kirim")
    for number in ("6289612341234", "6281311112222", "6285712345678"):
        assert (shop.root / "ketuk").read_text().strip() == number
        second = shop.spawn("ingatkan", "--kirim", "--sekali")
        assert (second.returncode, second.stdout) == (0, "")
        assert "Tercatat" not in second.stderr and "Maaf" not in second.stderr
        assert shop.spawn("ingatkan", "--kirim").stdout == ""
        assert shop.spawn("ingatkan", "--anggap", "belum").returncode == 4
        assert shop.spawn("jual", BUDI, "10", "-y", "--lagi").returncode == 0  # nobody waits
        (shop.root / "pintu").write_text("\n")
    assert first.wait(60) == 0
    assert (shop.root / "isi").read_text("utf-8").count("Selamat pagi") == 3
    assert kinds(shop) == ["mulai", "terkirim"] * 3
    first.communicate()


def test_who_pays_while_others_are_reminded_is_not_reminded(shop):
    blocked(shop)
    first = start(shop, "ingatkan", "--kirim")
    for number in ("6289612341234", "6285712345678"):
        assert (shop.root / "ketuk").read_text().strip() == number
        if number.startswith("62896"):
            assert shop.spawn("hutang", "bayar", "budi", "lunas", "-y").returncode == 0
        (shop.root / "pintu").write_text("\n")
    assert first.wait(60) == 0
    first.communicate()


@pytest.mark.parametrize("outcome", ["terkirim", "belum"])
def test_killed_in_between_it_is_in_doubt_until_a_person_says_what_is_true(shop, outcome):
    blocked(shop)
    first = start(shop, "ingatkan", "--kirim")
    assert (shop.root / "ketuk").read_text()
    first.kill()
    first.communicate()
    (shop.root / "pintu").write_text("\n")
    assert kinds(shop) == ["mulai"]
    (id,) = doubted(shop)
    assert "1 pengingat belum jelas terkirim" in shop.run().out
    assert "Pengingat yang belum jelas terkirim: 1" in shop.run("ingatkan").out
    with_channel(shop, perintah="")
    shop.run("ingatkan", "--kirim")
    assert numbers(shop) == ["6281311112222", "6285712345678"] and doubted(shop) == [id]
    later(shop, 1)
    shop.run("ingatkan", "--kirim")
    assert len(sent(shop)) == 2
    said = shop.run("ingatkan", "--anggap", outcome, id).out
    assert id in said and doubted(shop) == []
    shop.run("ingatkan", "--anggap", outcome, id, code=1)
    shop.run("ingatkan", "--kirim")
    assert len(sent(shop)) == (3 if outcome == "belum" else 2)
    assert shop.run("ingatkan", "--ragu").out == "Tidak ada pengingat yang belum jelas.\n"


def test_all_that_is_in_doubt_can_be_settled_at_once_and_listed_for_programs(shop):
    program(shop, "kill -9 $$")
    assert shop.run("ingatkan", "--kirim", code=5).err.count("(sinyal 9)") == 3
    found = json.loads(shop.run("ingatkan", "--ragu", "--format", "json").out)
    assert [(each["nama"], each["nomor"], each["tingkat"], each["jumlah"]) for each in found] == [
        ("Agus", "0896-1234-1234", 3, 15000),
        ("Budi", "0813-1111-2222", 3, 15000),
        ("Siti", "0857-1234-5678", 3, 15000),
    ]
    assert shop.run("ingatkan", "--anggap", "terkirim").out.count("dianggap terkirim") == 3
    assert json.loads(shop.run("ingatkan", "--ragu", "--format", "json").out) == []
    assert "Tidak ada pengingat" in shop.run("ingatkan", "--anggap", "terkirim").out


# Once a day, for a job that runs every hour


def test_a_job_every_hour_does_its_work_once_a_day(shop):
    for hour in range(24):
        on(shop, "2026-11-24", f"{hour:02}:00:00")
        said = shop.run("ingatkan", "--kirim", "--sekali")
        assert (said.out != "", said.err) == (hour == 8, ""), hour
        if hour == 9:
            add(shop, "Wati", "081200001111")
            owe(shop, "wati", "9rb", "hari ini")
    assert len(sent(shop)) == 3
    on(shop, "2026-11-25", "08:30:00")
    assert "Lewat jatuh tempo: 4 kasbon" in shop.run("ingatkan", "--kirim", "--sekali").out


def test_a_digest_by_an_earlier_job_does_not_keep_a_sending_one_from_its_work(shop):
    on(shop, "2026-11-24", "08:00:00")
    assert "Lewat jatuh tempo" in shop.run("ingatkan", "--sekali").out
    assert shop.run("ingatkan", "--sekali").out == ""
    said = shop.run("ingatkan", "--kirim", "--sekali").out
    assert said.count("terkirim ·") == 3 and "Lewat" not in said


def test_a_job_that_failed_tries_again_the_next_hour_and_says_the_digest_once(shop):
    program(shop, "exit 1")
    on(shop, "2026-11-24", "08:00:00")
    assert "Lewat jatuh tempo" in shop.run("ingatkan", "--kirim", "--sekali", code=5).out
    on(shop, "2026-11-24", "09:00:00")
    assert shop.run("ingatkan", "--kirim", "--sekali", code=5).out == ""
    with_channel(shop, perintah="")
    on(shop, "2026-11-24", "10:00:00")
    assert shop.run("ingatkan", "--kirim", "--sekali").out.count("terkirim ·") == 3
    on(shop, "2026-11-24", "11:00:00")
    assert shop.run("ingatkan", "--kirim", "--sekali").out == ""


# Killed anywhere

# Runs `pulsa ingatkan --kirim` in forks of one process. A fork kills itself at the n-th line, for
# an n drawn at random; the last one is left to end.
KILLED = """
import io, os, random, signal, sys
from helpers.lines import touches
from pulsa_cli import cli

rng, kills = random.Random(int(sys.argv[1])), int(sys.argv[2])
for turn in range(kills + 1):
    pid = os.fork()
    if not pid:
        left = rng.randrange(20_000) if turn < kills else -1

        def trace(frame, event, argument):
            global left
            if not touches(frame.f_code.co_filename):
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.stdout = sys.stderr = io.StringIO()
        if turn < kills:
            sys.settrace(trace)
        os._exit(cli.main(["ingatkan", "--kirim"]))
    status = os.waitpid(pid, 0)[1]
    print(os.waitstatus_to_exitcode(status))
    rng.random()
"""


@pytest.fixture(scope="module")
def debtors(tmp_path_factory):
    """A shop in which eight customers are to be reminded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PULSA_TOKO", raising=False)
        shop = Konter(tmp_path_factory.mktemp("banyak") / "toko")
        shop.run("init", shop.root, "--nama", "Berkah Cell")
        for place in range(8):
            add(shop, f"Orang {place}", f"08131111000{place}")
            owe(shop, f"08131111000{place}", "9rb", "hari ini")
    return shop


def test_in_runs_killed_at_random_nobody_is_reminded_twice_and_nobody_forgotten(debtors, tmp_path):
    killed = in_doubt = 0
    for run in range(60):
        if run >= tries(3, 60) and in_doubt:  # where the code moved, so did what a number hits
            break
        shop = debtors.copied_to(tmp_path / str(run))
        got = shop.root / "sampai"
        got.touch()
        program(shop, f"cat > /dev/null; echo $1 >> {got}")
        done = shop.script(KILLED, run, 2 + run % 2)
        codes = done.stdout.split()
        assert codes[-1:] == ["0"] and len(codes) == 3 + run % 2, done.stdout + done.stderr
        killed += codes.count(str(-signal.SIGKILL))
        while any(str(shop.root).encode() in line for line in command_lines()):
            pass  # a program that outlived pulsa is still at it
        reached = got.read_text().split()
        assert len(set(reached)) == len(reached), f"twice in run {run}"
        flagged = {
            row["nomor"]
            for row in json.loads(shop.run("ingatkan", "--ragu", "--format", "json").out)
        }
        never = {f"0813-1111-000{place}" for place in range(8)} - {
            f"0{number[2:5]}-{number[5:9]}-{number[9:]}" for number in reached
        }
        assert never <= flagged, f"forgotten in run {run}"
        in_doubt += len(flagged)
        shutil.rmtree(shop.root)
    assert killed >= tries(5, 100) and in_doubt


def command_lines():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:  # it has ended
            continue

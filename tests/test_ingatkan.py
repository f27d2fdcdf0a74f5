"""Reminding with a person at the terminal, the owner's digest, and the board: as they are typed and
read."""

import json
import os
import subprocess

import pytest

from helpers.clock import later, may_go_back, on
from helpers.konter import command
from helpers.reminders import AGUS, BUDI, SITI, add, agree, edit, kinds, owe, with_channel
from helpers.terminal import at_terminal

PROMPT = "k keluar:"


@pytest.fixture
def shop(konter):
    """Budi, Siti and Agus owe Rp15.000, Rp16.000 and Rp17.000, late by five, four and three
    days."""
    for place, (name, number) in enumerate((("Budi", BUDI), ("Siti", SITI), ("Agus", AGUS))):
        add(konter, name, number)
        owe(konter, name, f"{15 + place}rb", "hari ini", f"kuota {name}")
        later(konter, 1)
    later(konter, 2)  # Thursday
    return konter


def rows(shop, ledger="pengingat"):
    shop.run("jual", "089699990000", "10", "-y", "--lagi")  # the last one is whole
    return shop.rows(ledger)


# One by one


def test_enter_shows_the_link_where_nothing_opens_it_and_records_what_was_sent(shop):
    with at_terminal(shop, "ingatkan", "--kasir", "Rina") as terminal:
        shown = terminal.answer(PROMPT, "")
        assert "1/3  Budi · Rp15.000 · lewat 5 hari · 0813-1111-2222" in shown
        assert "Selamat pagi Budi." in shown and "kuota Budi" in shown
        said = terminal.answer("Sudah terkirim?", "t")
        assert "Buka tautan ini di HP:\nhttps://wa.me/6281311112222?text=Selamat%20pagi" in said
        terminal.answer(PROMPT, "")  # the same once more
        terminal.answer("Sudah terkirim?", "")  # a printed link is not yet sent
        terminal.answer(PROMPT, "")
        terminal.answer("Sudah terkirim?", "y")
        assert "Budi diingatkan" in terminal.answer("2/3", "")
        terminal.answer("Sudah terkirim?", "ya")
        terminal.answer("3/3", "l")
        assert terminal.finish() == 0
    found = rows(shop)
    assert [
        (
            row["jenis"],
            row["ref"],
            row["nomor"],
            row["tingkat"],
            row["jumlah"],
            row["saluran"],
            row["kasir"],
        )
        for row in found
    ] == [
        ("terkirim", "", "0813-1111-2222", "3", "15000", "orang", "Rina"),
        ("terkirim", "", "0857-1234-5678", "3", "16000", "orang", "Rina"),
    ]
    waiting = json.loads(shop.run("ingatkan", "--format", "json").out)
    assert [each["nama"] for each in waiting] == ["Agus"]


@pytest.mark.parametrize("code, shown", [(0, False), (4, True)])
def test_enter_opens_whatsapp_where_a_program_can(shop, tmp_path, monkeypatch, code, shown):
    opener, got = tmp_path / "bin" / "xdg-open", tmp_path / "dibuka"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" >> {got}\nexit {code}\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":7")
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "")
        said = terminal.wait_for("Sudah terkirim?")
        assert got.read_text().startswith("https://wa.me/6281311112222?text=")
        assert ("https://wa.me/" in said) == shown
        terminal.press("\r")  # Enter says yes where WhatsApp was opened
        terminal.wait_for(PROMPT if shown else "2/3")
    assert len(shop.rows("pengingat")) == (0 if shown else 1)


def test_without_a_screen_the_desktops_opener_is_left_alone(shop, tmp_path, monkeypatch):
    opener = tmp_path / "xdg-open"
    opener.write_text(f"#!/bin/sh\ntouch {tmp_path}/dibuka\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "")
        assert "https://wa.me/" in terminal.wait_for("Sudah terkirim?")
    assert not (tmp_path / "dibuka").exists()


def test_who_says_it_is_paid_promises_or_asks_for_time_is_recorded_at_once(shop):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "s 10rb tf")
        terminal.answer("Benar?", "")
        assert "sisa Rp5.000" in terminal.answer("2/3", "j")
        terminal.answer("Janji bayar kapan?", "sabtu")
        terminal.answer("Benar?", "")
        terminal.answer("3/3", "u 7 hari")
        terminal.answer("Alasannya", "anak sakit")
        terminal.answer("Benar?", "")
        assert terminal.finish() == 0
    found = rows(shop, "hutang")[-3:]
    assert [
        (row["jenis"], row["jumlah"], row["cara"], row["tempo"], row["alasan"]) for row in found
    ] == [
        ("bayar", "10000", "transfer", "", ""),
        ("janji", "", "", "2026-11-28", ""),
        ("undur", "", "", "2026-12-03", "anak sakit"),
    ]
    assert shop.rows("pengingat") == []
    waiting = json.loads(shop.run("ingatkan", "--format", "json").out)
    assert [(each["nama"], each["jumlah"]) for each in waiting] == [("Budi", 5000)]


def test_what_is_asked_for_is_paid_with_enter(shop):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "sudah")
        terminal.answer("Dibayar berapa? [Enter = Rp15.000]", "")
        terminal.answer("Benar?", "")
        assert "Lunas" in terminal.wait_for("2/3")
    assert [row["jumlah"] for row in shop.rows("hutang")][3:] == ["15000"]


def test_enter_pays_what_was_asked_for_and_not_what_is_not_due_yet(shop):
    owe(shop, "budi", "30rb", "2 minggu")
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "s")
        terminal.answer("[Enter = Rp15.000; lunas = Rp45.000]", "")
        terminal.answer("Benar?", "")
        assert "untuk kasbon · jumlah kasbon sekarang\nRp30.000" in terminal.wait_for("2/3")


def test_of_several_debts_the_one_to_move_is_asked_for(shop):
    may_go_back(shop)
    on(shop, "2026-11-21")
    owe(shop, "budi", "3rb", "hari ini", "kedua")
    later(shop, 5)
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "u")
        assert "kedua" in terminal.answer("Kasbon yang mana?", "")
        terminal.answer("Kasbon yang mana? [1-2]", "2")  # Enter takes none
        terminal.answer("Diundur sampai kapan?", "7 hari")
        terminal.answer("Alasannya", "sakit")
        assert "kedua" in terminal.answer("Benar?", "")
        terminal.wait_for("2/3")
    moved = shop.rows("hutang")[-1]
    assert moved["jenis"] == "undur" and moved["ref"] == "A-261121-H002"


@pytest.mark.parametrize(
    "typed, said",
    [
        ("x", "Ketik s, j, u, l"),
        ("s banyak", "banyak"),
        ("s 0", "nol"),
        ("u 90 hari", "Aturan konter: paling lama 30 hari"),
    ],
)
def test_what_can_not_be_done_is_said_and_asked_again(shop, typed, said):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, typed)
        shown = terminal.wait_for(PROMPT)
        assert said in shown and "--tetap" not in shown
    assert len(shop.rows("hutang")) == 3 and shop.rows("pengingat") == []


@pytest.mark.parametrize(
    "typed, question", [("j", "Janji bayar kapan?"), ("u", "Diundur sampai kapan?")]
)
def test_a_day_that_is_none_is_asked_for_again(shop, typed, question):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, typed + " kapan-kapan")
        assert "kapan-kapan" in terminal.answer(question, "")
        assert "Tidak jadi." in terminal.answer(PROMPT, f"{typed} 7 hari")
        if typed == "u":
            terminal.answer("Alasannya", "")
            terminal.answer(PROMPT, f"{typed} 7 hari")
            terminal.answer("Alasannya", "mudik")
        terminal.answer("Benar?", "")
        terminal.wait_for("2/3")
    assert shop.rows("hutang")[-1]["tempo"] == "2026-12-03"


def test_it_can_be_left_and_says_how_many_wait(shop):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "lewati")
        terminal.answer("2/3", "")
        terminal.answer("Sudah terkirim?", "t")
        terminal.answer(PROMPT, "k")
        assert terminal.finish() == 0
        assert "2 masih menunggu: pulsa ingatkan" in terminal.screen


def test_what_changed_before_enter_is_not_sent(shop):
    """Paid at another screen; reminded there; paid in part."""
    with_channel(shop)
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.wait_for(PROMPT)
        shop.run("hutang", "bayar", "budi", "lunas", "-y")
        terminal.press("\r")
        assert "baru saja membayar atau diingatkan" in terminal.wait_for("2/3")
        terminal.wait_for(PROMPT)
        shop.run("hutang", "bayar", "siti", "6rb", "-y")
        terminal.press("\r")
        assert "baru saja berubah" in terminal.wait_for("Siti · Rp10.000")
        terminal.wait_for(PROMPT)
        shop.run("ingatkan", "--kirim")
        terminal.press("\r")
        terminal.wait_for("baru saja membayar atau diingatkan")
        assert terminal.finish() == 0
    assert kinds(shop) == ["mulai", "terkirim"] * 2


def test_ctrl_c_and_ctrl_d_keep_what_was_recorded(shop):
    for key, code in (("\x03", 130), ("\x04", 130)):
        with at_terminal(shop, "ingatkan") as terminal:
            terminal.wait_for(PROMPT)
            terminal.interrupt() if key == "\x03" else terminal.press(key)
            assert terminal.finish() == code
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer(PROMPT, "")
        terminal.answer("Sudah terkirim?", "y")
        terminal.wait_for("2/3")
        terminal.wait_for(PROMPT)
        terminal.interrupt()
        assert terminal.finish() == 0
        assert "2 masih menunggu" in terminal.screen
    assert kinds(shop) == ["terkirim"]


def test_who_paid_at_another_screen_meanwhile_is_passed_over(shop):
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.wait_for(PROMPT)
        shop.run("hutang", "bayar", "siti", "lunas", "-y")
        terminal.press("l\r")
        assert "Agus" in terminal.wait_for("3/3") + terminal.wait_for(PROMPT)
        assert "Siti" not in terminal.screen


def test_who_has_no_phone_is_told_in_person(konter):
    add(konter, "Wati", "")
    owe(konter, "wati", "15rb", "hari ini")
    with at_terminal(konter, "ingatkan") as terminal:
        assert "tanpa nomor HP" in terminal.answer("Enter sudah disampaikan", "")
        assert "Wati diingatkan" in terminal.wait_for("diingatkan")
        assert terminal.finish() == 0 and "wa.me" not in terminal.screen
    (row,) = konter.rows("pengingat")
    assert (row["nomor"], row["saluran"]) == ("", "orang")


@pytest.mark.parametrize(
    "moment, said",
    [
        ("2026-11-22T10:00:00+07:00", "hari ini libur mengingatkan"),
        ("2026-11-24T21:00:00+07:00", "mengingatkan hanya pukul 08.00–20.00"),
    ],
)
def test_in_quiet_hours_it_says_why_nobody_is_reminded(shop, moment, said):
    may_go_back(shop)
    shop.now = moment
    with at_terminal(shop, "ingatkan") as terminal:
        assert terminal.finish() == 0
        assert (
            f"Tidak ada yang diingatkan sekarang: {said} (ledger/kebijakan.yaml)."
            in terminal.screen
        )


@pytest.mark.parametrize("columns", [40, 80])
def test_every_line_fits_a_narrow_screen_but_the_link(shop, columns):
    with at_terminal(shop, "ingatkan", columns=columns) as terminal:
        terminal.wait_for("k keluar:")
        terminal.press("l\r")
        terminal.wait_for("2/3")
        lines = terminal.screen.replace("(jam disetel:", "").splitlines()[1:]
        assert max(map(len, lines)) <= columns


def test_what_is_in_doubt_is_asked_about_one_by_one(shop):
    path = shop.root / "kirim.sh"
    path.write_text("#!/bin/sh\nkill -9 $$\n")
    path.chmod(0o755)
    with_channel(shop, berkas="", perintah=str(path))
    agree(shop)
    shop.run("ingatkan", "--kirim", code=5)
    with at_terminal(shop, "ingatkan") as terminal:
        assert terminal.finish() == 0
        assert "3 pengingat belum jelas terkirim: pulsa ingatkan --ragu" in terminal.screen
    with at_terminal(shop, "ingatkan", "--ragu") as terminal:
        assert "Budi 0813-1111-2222 · Rp15.000" in terminal.answer("Enter = lewati:", "t")
        terminal.answer("Enter = lewati:", "apa")
        terminal.answer("Enter = lewati:", "b")
        terminal.answer("Enter = lewati:", "")
        assert terminal.finish() == 0
    assert kinds(shop) == ["mulai"] * 3 + ["terkirim", "belum"]
    assert [row["ref"] for row in shop.rows("pengingat")[3:]] == [
        row["id"] for row in shop.rows("pengingat")[:2]
    ]


def test_a_wrong_mix_of_words_is_refused(shop):
    for words, said in (
        (("budi",), "pulsa hutang rekap"),
        (("--kirim", "--ragu"), "tidak bersama"),
        (("--kirim", "--format", "json"), "tidak bersama"),
        (("--sekali", "--anggap", "belum"), "tidak bersama"),
    ):
        assert said in shop.run("ingatkan", *words, code=2).err


def test_sending_at_a_terminal_says_why_nothing_is_sent(shop):
    may_go_back(shop)
    with_channel(shop)
    for moment, said in (
        ("2026-11-22T10:00:00+07:00", "hari ini libur mengingatkan"),
        ("2026-11-17T10:00:00+07:00", "diingatkan sekarang."),
    ):
        shop.now = moment
        with at_terminal(shop, "ingatkan", "--kirim") as terminal:
            assert terminal.finish() == 0 and said in terminal.screen


def test_when_a_customer_was_reminded_can_be_seen(shop):
    with_channel(shop)
    shop.run("ingatkan", "--kirim")
    assert (
        "Terakhir diingatkan:\n- 26/11/2026 A-261126-R001 · Rp15.000 · terkirim\n"
        in shop.run("pelanggan", "lihat", "budi").out
    )
    assert "pelanggan lihat" in shop.run("batal", "R99", "--alasan", "x", code=1).err


# The owner's digest


def test_the_digest_has_all_that_waits_for_the_owner(shop):
    on(shop, "2026-11-26")
    owe(shop, "siti", "9rb", "hari ini")
    owe(shop, "agus", "40rb", "2 minggu")
    shop.run("jual", BUDI, "10", "-y", "--status", "pending")
    shop.run("jual", SITI, "10", "-y")
    shop.run("cek-keluhan", SITI, "--jawab", "diminta=y")
    later(shop, 1)
    said = shop.run("ingatkan").out
    for part in (
        "Berkah Cell · Jumat, 27 Nov 2026",
        "Perlu diingatkan: 3 pelanggan, Rp57.000",
        "- Budi · Rp15.000 · lewat 6 hari · 0813-1111-2222",
        "- Siti · Rp25.000 · lewat 5 hari · 0857-1234-5678",
        "Lewat jatuh tempo: 4 kasbon, Rp57.000, sampai 6 hari\n"
        "Menunggu: 1 isi ulang, paling lama 1 hari",
        "- A-261126-J001 · 0813-1111-2222 · Pulsa 10.000",
        "Keluhan yang dilihat lagi: 1\n- A-261126-K001 · 0857-1234-5678 · ",
    ):
        assert part in said, part
    assert "hari ini:" not in said
    on(shop, "2026-11-26")
    assert "Jatuh tempo hari ini: 1 kasbon, Rp9.000\n- Siti · Rp9.000\n" in shop.run("ingatkan").out


def test_with_nothing_to_do_nothing_is_said(konter):
    assert konter.run("ingatkan") == konter.run("ingatkan", "--sekali") == (0, "", "")
    konter.run("jual", BUDI, "10", "-y")
    add(konter, "Budi", BUDI)
    owe(konter, "budi", "5rb", "2 minggu")
    assert konter.run("ingatkan") == (0, "", "")
    with_channel(konter)
    assert konter.run("ingatkan", "--kirim") == (0, "", "")


def test_long_lists_are_cut_short_with_how_many_more(konter):
    for place in range(13):
        add(konter, f"Orang {place}", f"08131111{1000 + place}")
        owe(konter, f"08131111{1000 + place}", "9rb", "hari ini")
    assert konter.run("ingatkan").out.count("- dan 3 lain\n") == 2  # due, and to be reminded


def share_from(konter, make_konter):
    """A second counter whose rows lie in this shop's folder since 21 Nov."""
    other = make_konter("lain", "--konter", "B")
    other.run("jual", BUDI, "10", "-y")
    path = konter.file("jual", counter="B")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(other.file("jual", counter="B").read_bytes())


def test_old_data_of_another_counter_is_said_first(shop, make_konter):
    on(shop, "2026-11-21")
    share_from(shop, make_konter)
    on(shop, "2026-11-26")
    said = "Catatan konter B baru sampai Sabtu, 21 Nov 2026"
    assert shop.run("ingatkan").out.startswith(said)
    assert shop.run().out.splitlines()[1].startswith(said)
    with at_terminal(shop, "ingatkan", columns=200) as terminal:
        assert said in terminal.wait_for("1/3")


# The board


def test_the_board_has_ten_lines_at_most_and_the_way_on(shop, make_konter):
    on(shop, "2026-11-21")
    share_from(shop, make_konter)
    on(shop, "2026-11-26")
    owe(shop, "siti", "9rb", "hari ini")
    shop.run("jual", BUDI, "10", "-y", "--status", "pending")
    shop.run("jual", SITI, "10", "-y")
    shop.run("cek-keluhan", SITI, "--jawab", "diminta=y")
    with_channel(shop, berkas="", perintah="sh -c 'kill -9 $$'")
    agree(shop)
    shop.run("ingatkan", "--kirim", code=5)
    on(shop, "2026-11-27", "08:30:00")
    lines = shop.run().out.splitlines()
    assert len(lines) <= 10 and max(map(len, lines)) <= 80
    assert lines[0] == "Berkah Cell · Jumat, 27 Nov 2026"
    assert lines[3:] == [
        "Menunggu     1 isi ulang, paling lama 22 jam · pulsa transaksi menunggu",
        "Lewat        4 kasbon, Rp57.000, sampai 6 hari · pulsa hutang list --overdue",
        "Ragu         3 pengingat belum jelas terkirim · pulsa ingatkan --ragu",
        "Keluhan      1 dilihat lagi hari ini · pulsa keluhan list --terbuka",
    ]


def test_the_board_counts_what_is_due_today_and_who_is_to_be_reminded(shop):
    owe(shop, "siti", "9rb", "hari ini")
    lines = shop.run().out.splitlines()
    assert lines[1:] == [
        "Lewat        3 kasbon, Rp48.000, sampai 5 hari · pulsa hutang list --overdue",
        "Jatuh tempo  1 kasbon, Rp9.000 · pulsa hutang list --jatuh-tempo 0",
        "Ingatkan     3 pelanggan, Rp48.000 · pulsa ingatkan",
    ]
    with_channel(shop, berkas="kotak")
    shop.run("ingatkan", "--kirim")
    assert "Ingatkan" not in shop.run().out
    for name in ("budi", "siti", "agus"):
        shop.run("hutang", "bayar", name, "lunas")
    assert shop.run().out.splitlines()[1:] == ["Tidak ada yang menunggu sekarang."]


def test_the_board_fits_a_phone(shop):
    with at_terminal(shop, columns=40) as terminal:
        assert terminal.finish() == 0
        lines = terminal.screen.splitlines()[2:]
    assert max(map(len, lines)) <= 40 and any("hutang list" in line for line in lines)


def test_a_new_shops_board_says_what_to_do_first(konter):
    said = konter.run().out
    assert "Belum ada penjualan. Mulai dari sini:\n1. " in said and "ledger/produk.csv" in said
    konter.run("jual", BUDI, "10", "-y")
    assert "Mulai dari sini" not in konter.run().out
    edit(konter, "ledger/toko.yaml", "nama:", '""')
    assert konter.run().out.startswith("Sabtu, 21 Nov 2026\n")


def test_without_a_shop_the_board_says_how_to_make_one_and_help_stays_help(konter, tmp_path):
    environment = {
        name: value for name, value in konter.environment().items() if name != "PULSA_TOKO"
    }
    done = subprocess.run(
        command(), cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "pulsa init" in done.stderr
    said = konter.run("--help").out
    assert said.startswith("Pemakaian: pulsa") and "ingatkan" in said


def test_damage_shows_on_the_board(shop):
    path = shop.file("hutang")
    path.write_text(path.read_text("utf-8").replace("15000", "25000"), "utf-8")
    shown = shop.run(code=3)
    assert "ledger/hutang/2026-11.A.csv:2" in shown.err and "Lewat        2 kasbon" in shown.out
    assert "Ingatkan" not in shown.out

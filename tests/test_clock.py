"""The machine's clock: one that is behind is asked about before anything is recorded, what a clock
that was ahead has left is named, listed and no reminder, and no reminder goes out by itself on a
day far from all others."""

import json
import shutil

import pytest

from helpers.clock import on
from helpers.customers import add
from helpers.debts import BUDI, owe
from helpers.konter import Konter, files
from helpers.reminders import kinds, sent, with_channel
from helpers.terminal import talk

SALE = ("jual", "085712345678", "I10", "-y")
RECORDING = """jual 085712345678 I10 | jual budi 10 -k | titipan terima budi 10rb
titipan ambil budi 5rb
hutang tambah budi 5rb | hutang bayar budi 5rb | hutang undur H1 29/11/2026 --alasan x
hutang janji budi 29/11/2026 | hutang cicil H1 --kali 2 --tiap minggu | hutang tahan H1 --alasan x
hutang ikhlaskan H1 --alasan x -y | pelanggan tambah Sri | pelanggan ubah budi --kode bd
pesanan tambah budi 5 | pesanan bayar O1 2rb | pesanan isi O1 | pesanan batal O1
batal J1 --alasan x | keluhan catat K1 x
transaksi gagal J1 --kembali tunai | transaksi sn J1 12345678
transaksi salah-nomor J1 --ke 081234567899 --rugi toko
cek-keluhan J1 --jawab darurat=y | ingatkan --kirim | hutang impor buku.csv -y"""
READING = """transaksi list
transaksi lihat A-270301-J001 | hutang list | hutang umur | hutang rekap siti
pelanggan list | pelanggan lihat siti | titipan list | pesanan list | keluhan list | ingatkan
ingatkan --ragu | kartu list"""


def listed(rows: str) -> list[str]:
    return [row.strip() for row in rows.replace("\n", "|").split("|")]


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """Budi owes since the 20th of November, 19.00, when the last row was recorded."""
    konter.lift_policy()
    with_channel(konter)
    on(konter, "2026-11-20", "19:00:00")
    add(konter, "Budi", BUDI)
    return konter


def ahead(shop: Konter) -> str:
    """A sale on credit to Siti by a clock that runs some months ahead for once; returns its id."""
    on(shop, "2026-11-20", "19:01:00")
    add(shop, "Siti", "0813-1111-2222")
    on(shop, "2027-03-01")
    id = shop.run("jual", "siti", "10", "-k", "--tempo", "7 hari").id
    on(shop, "2026-11-21")
    return id


# A clock that is behind


@pytest.mark.parametrize("command", listed(RECORDING))
def test_nothing_is_recorded_before_the_newest_row(shop, command):
    shop.run("jual", "budi", "10")
    shop.run("titipan", "terima", "budi", "30rb")
    owe(shop, "budi", "90rb", "27/11")
    shop.run("pesanan", "tambah", "budi", "15", "--untuk", "28/11/2026")
    shop.run("cek-keluhan", "J1", "--jawab", "darurat=y")
    (shop.root / "buku.csv").write_text("nama,jumlah,tanggal\nBudi,7000,2/1/2026\n")
    shop.edit("ledger/toko.yaml", "  konter:", "  konter: A #")
    on(shop, "2026-01-05")
    words = command.replace("buku.csv", str(shop.root / "buku.csv"))
    for id in ("J1", "H1", "O1", "K1"):
        words = words.replace(f" {id}", f" A-261120-{id[0]}001")
    before = files(shop)
    said = shop.run(*words.split(), code=1).err
    assert "Jam komputer 5 Jan 2026, catatan terakhir 20 Nov." in said, said
    assert "Betulkan jamnya dulu" in said and files(shop) == before


@pytest.mark.parametrize("clock, code", [("18:50:00", 0), ("18:49:59", 1)])
def test_clocks_may_differ_by_ten_minutes(shop, clock, code):
    on(shop, "2026-11-20", clock)
    said = shop.run(*SALE, code=code).err
    assert ("Jam komputer 18.49, catatan terakhir 19.00." in said) == bool(code)


def test_what_was_entered_late_does_not_hide_the_newest_row(shop):
    on(shop, "2026-11-21", "12:00:00")
    shop.run(*SALE, "--waktu", "1/11 10.00")
    on(shop, "2026-11-21", "09:00:00")
    assert "catatan terakhir 12.00" in shop.run(*SALE, code=1).err


def test_a_person_is_asked_first_of_all_and_enter_is_no(shop):
    on(shop, "2026-01-05")
    before = files(shop)
    for answer in ("", "t"):
        code, screen = talk(shop, [answer], "jual", "budi", "10", "-k")
        assert code == 1 and files(shop) == before
        assert "Betulkan jamnya dulu. Tetap catat? [y = ya, Enter = tidak]" in screen
        assert "kasbon" not in screen and screen.count("Jam komputer") == 1
        assert screen.endswith("Tidak dicatat. Betulkan jamnya dulu, lalu ulangi.")
    code, _ = talk(shop, ["y", "y"], "jual", "budi", "10", "-k")
    assert code == 0 and len(shop.rows()) == 1


def test_who_said_that_the_clock_is_right_is_not_asked_again(shop):
    ahead(shop)
    assert talk(shop, ["y"], *SALE)[0] == 0  # the newest row is the one that is wrong
    for day in ("2026-11-21", "2026-11-22", "2026-12-24"):
        on(shop, day)
        assert shop.run(*SALE, "--lagi").err.count("sesudah sekarang") == 1
    on(shop, "2026-11-20")  # by more than ten minutes before that answer
    assert "catatan terakhir 1 Mar 2027" in shop.run(*SALE, "--lagi", code=1).err


def test_an_answer_of_another_day_does_not_count_for_newer_rows(shop):
    on(shop, "2026-01-05")
    assert talk(shop, ["y"], *SALE)[0] == 0
    on(shop, "2026-11-21")
    shop.run(*SALE)
    on(shop, "2026-01-06")
    assert "catatan terakhir 21 Nov" in shop.run(*SALE, code=1).err


def test_each_line_of_the_queue_is_held_against_the_newest_row(shop):
    on(shop, "2026-11-20", "12:00:00")
    said = shop.run("jual", stdin="085712345678 I10\n085712345679 I10\n", code=1).err
    assert "baris 1: Jam komputer 12.00" in said and "baris 2: Jam komputer 12.00" in said
    code, screen = talk(shop, ["085712345678 I10", "y", "y", "085712345679 I10", "y", ""], "jual")
    assert code == 0 and screen.count("Tetap catat?") == 1 and len(shop.rows()) == 2


def test_the_clocks_of_other_counters_are_their_own(two):
    front, back = two
    on(front, "2026-11-21", "15:00:00")
    front.run(*SALE)
    shutil.copytree(front.root / "ledger" / "jual", back.root / "ledger" / "jual")
    on(back, "2026-11-21", "12:00:00")
    back.run("jual", "085712345679", "I10", "-y")


# A clock that was ahead


@pytest.mark.parametrize("command", listed(READING))
def test_what_lies_after_now_is_named_by_every_command(shop, command):
    id = ahead(shop)
    shop.edit("ledger/kartu.yaml", 'berlaku-sejak: ""', "berlaku-sejak: 1/11/2026")
    said = shop.run(*command.split()).err
    (line,) = [line for line in said.splitlines() if "sesudah sekarang" in line]
    assert line.startswith("Perhatian: 1 catatan") and "Senin, 1 Mar 2027 10.05" in line
    assert f"({id}, ledger/jual/2027-03.A.csv)" in line and "pulsa batal" in line


def test_another_counters_row_after_today_is_named_and_programs_read_on(two):
    front, back = two
    on(front, "2026-11-22", "15:00:00")
    front.run(*SALE)
    shutil.copytree(front.root / "ledger" / "jual", back.root / "ledger" / "jual")
    on(back, "2026-11-21")
    done = back.run("transaksi", "list", "--format", "json")
    assert "(A-261122-J001, ledger/jual/2026-11.A.csv)" in done.err
    assert [sale["id"] for sale in json.loads(done.out)] == ["A-261122-J001"]


def test_of_very_many_rows_after_now_the_newest_is_named(shop):
    for number in range(60):
        on(shop, "2026-11-21", f"10:{number:02}:00")
        shop.run("jual", "085712345678", "I10", "-y", "--lagi")
        shop.run("titipan", "terima", "budi", "10rb", "--lagi")
    on(shop, "2026-01-05")
    said = shop.run("hutang", "list").err
    assert "Paling sedikit 100 catatan" in said and "Sabtu, 21 Nov 2026 10.59" in said


def test_what_was_taken_back_is_named_no_more(shop):
    id = ahead(shop)
    code, _ = talk(shop, ["y"], "batal", id, "--alasan", "jam")
    assert code == 0 and "sesudah sekarang" not in shop.run("transaksi", "list").err


def test_a_sale_that_lies_after_now_is_still_found(shop):
    id = ahead(shop)
    today = shop.run("transaksi", "list").out
    assert f"01/03/2027 10.05  {id[2:]}" in today
    assert "0 penjualan · Rp0 · untung Rp0 · 1 sesudah hari ini tidak dihitung" in today
    shop.run("transaksi", "lihat", id)
    assert shop.run("transaksi", "lihat", "2222").out.count(id)
    for words in ((), ("--dari", "7 hari"), ("--tanggal", "hari ini"), ("--nomor", "2222")):
        assert "270301-J001" in shop.run("transaksi", "list", *words).out
    assert id not in shop.run("transaksi", "list", "--tanggal", "kemarin").out
    assert id in shop.run("hutang", "list").out


def test_a_reminder_after_now_was_not_sent(shop):
    owe(shop, "budi", "20rb", "22/11")
    on(shop, "2026-12-24")
    shop.run("ingatkan", "--kirim")
    assert len(sent(shop)) == 1
    on(shop, "2026-11-23")
    assert [each["nama"] for each in json.loads(shop.run("ingatkan", "--format", "json").out)] == [
        "Budi"
    ]
    on(shop, "2026-12-24")
    assert json.loads(shop.run("ingatkan", "--format", "json").out) == []


def test_rows_after_now_hide_no_counter_that_is_silent(two):
    front, back = two
    on(front, "2026-11-14")
    front.run(*SALE)
    on(front, "2027-03-01")
    front.run(*SALE)
    shutil.copytree(front.root / "ledger" / "jual", back.root / "ledger" / "jual")
    on(back, "2026-11-21")
    add(back, "Budi", BUDI)
    said = back.run("jual", "budi", "10", "-k").err
    assert "Catatan konter A baru sampai Sabtu, 14 Nov 2026" in said


# A clock that is far ahead


@pytest.mark.parametrize("day, far", [("2027-01-19", False), ("2027-01-20", True)])
def test_reminders_go_out_by_themselves_up_to_60_days_after_the_last_row(shop, day, far):
    owe(shop, "budi", "20rb", "27/11")
    on(shop, day)
    done = shop.run("ingatkan", "--kirim", "--sekali", code=1 if far else 0)
    said = "Jam komputer 20 Jan 2027, catatan terakhir 20 Nov 2026, 61 hari sebelumnya."
    assert (said in done.err) == far and len(sent(shop)) == (not far)
    assert len(kinds(shop)) == (0 if far else 2)


def test_a_person_can_say_that_so_much_time_has_passed(shop):
    owe(shop, "budi", "20rb", "27/11")
    on(shop, "2027-03-01")
    assert talk(shop, [""], "ingatkan", "--kirim")[0] == 1 and not sent(shop)
    code, screen = talk(shop, ["y"], "ingatkan", "--kirim")
    assert code == 0 and len(sent(shop)) == 1 and screen.count("Tetap catat?") == 1


def test_a_first_sale_after_a_long_time_is_asked_about_at_a_terminal_alone(shop):
    on(shop, "2027-03-01")
    before = files(shop)
    code, screen = talk(shop, [""], "jual", "085712345678", "I10")
    assert code == 1 and "101 hari sebelumnya" in screen and files(shop) == before
    shop.run("jual", "085712345678", "I10")
    code, screen = talk(shop, ["y"], "jual", "085712345679", "I10")
    assert code == 0 and "sebelumnya" not in screen


@pytest.mark.parametrize("year, code", [(2024, 1), (2025, 0), (2045, 0), (2046, 1), (2099, 1)])
def test_a_clock_in_a_year_that_can_not_be_is_refused(konter, year, code):
    on(konter, f"{year}-06-01")
    assert ("Betulkan jamnya" in konter.run(*SALE, code=code).err) == bool(code)
    konter.run("transaksi", "list", code=code)

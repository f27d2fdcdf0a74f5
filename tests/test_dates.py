"""Dates at the counter: every command that takes one reads it alike, asks where another year is
nearer, and says what it has understood."""

import pytest

from helpers import clock
from helpers.debts import BUDI, owe, with_debtors
from helpers.konter import Konter, files
from helpers.terminal import talk

CARD = "berlaku-sejak: 1/11/2026\ntingkat:\n  Perak:\n    belanja: 1 kali dalam 30 hari\n"
# Typed on the first of December 2026, for a day that has been; `D` is the date.
PAST = """jual 085712345678 I10 --waktu D | jual budi 10 -k --waktu D
hutang tambah budi 20rb --waktu D
hutang bayar budi 5rb --waktu D | pesanan isi O1 --waktu D | transaksi list --tanggal D
transaksi list --dari 1/11 --sampai D | hutang list --per D
hutang umur --per D | kartu list --per D | kartu lihat budi --per D
titipan terima budi 5rb --waktu D | pesanan tambah budi 5 --waktu D
pesanan bayar O1 2rb --waktu D"""
# The same of a day to come.
DUE = """jual budi 10 -k --tempo D
hutang tambah budi 20rb --tempo D | hutang undur H1 D --alasan sakit
hutang janji budi D | hutang cicil H1 --kali 2 --tiap bulan --mulai D
pesanan tambah budi 10 --untuk D | pesanan isi O1 -k --tempo D"""


def listed(rows: str) -> list[str]:
    return [row.strip() for row in rows.replace("\n", "|").split("|")]


def words(command: str, day: str) -> list[str]:
    return [day if word == "D" else word for word in command.split()]


@pytest.fixture
def shop(konter: Konter) -> Konter:
    with_debtors(konter)
    (konter.root / "ledger" / "kartu.yaml").write_text(CARD, "utf-8")
    clock.on(konter, "2026-12-01")
    owe(konter, "budi", "30rb", waktu="29/11")
    konter.run("pesanan", "tambah", "budi", BUDI, "10", "--untuk", "besok")
    return konter


@pytest.mark.parametrize("command", listed(PAST))
def test_a_date_just_ahead_is_not_taken_for_last_years(shop, command):
    before = files(shop)
    said = shop.run(*words(command, "2/12"), code=2).err
    assert "Rabu, 2 Des 2026 belum terjadi" in said and "tulis 2/12/2025" in said
    assert files(shop) == before


@pytest.mark.parametrize("command", listed(DUE))
def test_a_date_that_has_just_passed_is_not_taken_for_next_years(shop, command):
    before = files(shop)
    for typed in ("30/11", "30 nov"):
        said = shop.run(*words(command, typed), code=2).err
        assert "Senin, 30 Nov 2026 sudah lewat" in said and "tulis 30/11/2027" in said
    assert files(shop) == before


@pytest.mark.parametrize("command", listed(DUE))
def test_a_date_in_words_is_a_day_to_come(shop, command):
    said = shop.run(*words(command, "12 Des")).out
    assert "Sabtu, 12 Des 2026" in said


def test_an_empty_date_is_not_today(shop):
    before = files(shop)
    settings = "pelanggan tambah Sri --tempo D | pelanggan tambah Sri --gajian D"
    settings += "| pelanggan ubah budi --kode b --tempo D | pelanggan ubah budi --kode b --gajian D"
    for command in listed(f"{PAST}|{DUE}|{settings}"):
        for typed in ("", "  "):
            said = shop.run(*(typed if word == "D" else word for word in command.split()), code=2)
            assert "kosong" in said.err or "bukan" in said.err, said
    assert files(shop) == before


def test_at_a_terminal_the_year_is_asked_and_enter_is_no(shop):
    before = files(shop)
    sale = ("jual", "085712345678", "I10", "--waktu", "2/12 19.00")
    code, screen = talk(shop, [""], *sale)
    assert code == 2 and "maksudnya Selasa, 2 Des 2025?" in screen and files(shop) == before
    assert screen.endswith("Rabu, 2 Des 2026 belum terjadi. Tulis lagi tanggalnya.")
    assert screen.count("2 Des 2025") == 1
    code, screen = talk(shop, ["y", "y"], *sale)
    assert code == 0 and shop.rows()[-1]["waktu"] == "2025-12-02T19:00:00+07:00"
    assert screen.count("Selasa, 2 Des 2025 19.00") == 2  # to agree on, and recorded


@pytest.mark.parametrize(
    "command, ledger, column",
    [
        (("jual", "budi", "10", "-k", "--tempo", "30/11"), "jual", "tempo"),
        (("hutang", "tambah", "budi", "20rb", "--tempo", "30/11"), "hutang", "tempo"),
        (
            ("hutang", "undur", "H1", "30/11", "--alasan", "sakit", "--tetap", "ya"),
            "hutang",
            "tempo",
        ),
        (("hutang", "janji", "budi", "30/11"), "hutang", "tempo"),
        (("pesanan", "tambah", "budi", "5", "--untuk", "30/11"), "pesanan", "untuk"),
    ],
)
def test_a_year_that_was_agreed_on_is_recorded(shop, command, ledger, column):
    code, screen = talk(shop, ["y", "y"], *command)
    assert code == 0 and screen.count("30 Nov 2027") >= 3, screen
    assert shop.rows(ledger)[-1][column] == "2027-11-30"


def test_instalments_begin_in_the_year_that_was_agreed_on(shop):
    words = ("hutang", "cicil", "H1", "--kali", "2", "--tiap", "bulan", "--mulai", "30/11")
    code, screen = talk(shop, ["y", "y"], *words, "--tetap", "ya")
    assert code == 0 and shop.rows("hutang")[-1]["cicilan"] == "2027-11-30=15000 2027-12-30=15000"


@pytest.mark.parametrize(
    "command",
    [
        "jual 085712345678 I10",
        "hutang tambah budi 20rb",
        "hutang bayar budi 5rb",
        "jual budi 10 -k",
        "titipan terima budi 5rb",
        "pesanan tambah budi 5 --untuk besok",
    ],
)
def test_when_it_happened_is_agreed_on_and_acknowledged(shop, command):
    typed = (*command.split(), "--waktu", "kemarin jam 7 malam")
    code, screen = talk(shop, ["y"], *typed)
    assert code == 0 and screen.count("Senin, 30 Nov 2026 19.00") == 2, screen
    ledger = {"titipan": "hutang"}.get(command.split()[0], command.split()[0])
    assert shop.rows(ledger)[-1]["waktu"] == "2026-11-30T19:00:00+07:00"


def test_an_order_filled_yesterday_says_so(shop):
    clock.on(shop, "2026-12-03")
    assert "Rabu, 2 Des 2026 20.00" in shop.run("pesanan", "isi", "O1", "--waktu", "semalam").out


def test_a_payment_of_another_day_is_agreed_on_also_where_the_amount_was_asked(shop):
    code, screen = talk(shop, ["5rb", ""], "hutang", "bayar", "budi", "--waktu", "kemarin")
    assert code == 0 and screen.count("Senin, 30 Nov 2026 12.00") == 2, screen


@pytest.mark.parametrize(
    "day", ["25 Des 2026", "25/12/2026", "25-12-26", "2026-12-25", '"25 Des 2026"']
)
def test_dates_in_settings_are_read_as_people_write_them(shop, day):
    shop.edit("ledger/kebijakan.yaml", "libur: [minggu]", f"libur: [Jum'at, {day}]")
    shop.edit("ledger/kartu.yaml", "1/11/2026", day)
    clock.on(shop, "2026-12-24")
    assert "berlaku mulai Jumat, 25 Des 2026" in shop.run("kartu", "list", code=1).err
    owe(shop, "siti", "20rb", "26/12")
    clock.on(shop, "2026-12-29")
    assert "Siti" in shop.run("ingatkan", "--format", "json").out
    for holiday in ("2026-12-25", "2027-01-01"):
        clock.on(shop, holiday)
        assert "Siti" not in shop.run("ingatkan", "--format", "json").out


@pytest.mark.parametrize(
    "day, why", [("25 Des", "dengan tahunnya"), ("Kamis, 25 Des 2026", "bukan")]
)
def test_a_date_in_settings_needs_its_year_and_the_right_weekday(shop, day, why):
    shop.edit("ledger/kartu.yaml", "1/11/2026", f"'{day}'")
    said = shop.run("kartu", "list", code=3).err
    assert "ledger/kartu.yaml:1: " in said and why in said


def test_a_list_may_begin_long_ago_without_a_question(shop):
    shop.run("jual", "081234567890", "10", "-y", "--waktu", "2026-01-05")
    assert "J001" in shop.run("transaksi", "list", "--dari", "1/1").out

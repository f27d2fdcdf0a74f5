"""Payments for debts: what they close, what is left or too much, the same one typed twice, and the
thanks."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers.customers import add, money
from helpers.debts import (
    BEFORE,
    dropped,
    hutang,
    last,
    left,
    listed,
    owe,
    refused,
    three,
    with_debtors,
)
from helpers.konter import Konter
from helpers.screen import rupiah
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter)


# What is paid, and what remains


@pytest.mark.parametrize(
    "amount, paid, some, rest",
    [
        ("5rb", 0, 15000, 55000),
        ("20rb", 1, 0, 40000),
        ("25rb", 1, 5000, 35000),
        ("30rb", 2, 0, 30000),
        ("59.999", 2, 1, 1),
        ("60rb", 3, 0, 0),
        ("lunas", 3, 0, 0),
        ("SEMUA", 3, 0, 0),
    ],
)
def test_a_payment_closes_what_is_due_first_and_says_what_remains(shop, amount, paid, some, rest):
    ids = three(shop)
    said = shop.run("hutang", "bayar", "budi", amount, "--cara", "tf", "--kasir", "Ani").out
    row = shop.rows("hutang")[-1]
    assert [row[name] for name in ("jenis", "ref", "pelanggan", "jumlah", "cara", "kasir")] == [
        "bayar",
        "",
        "A-261121-P001",
        str(60000 - rest),
        "transfer",
        "Ani",
    ]
    assert said.startswith(f"Tercatat {row['id']}: ")
    for place, id in enumerate(ids):
        assert (f"Lunas: {id}" in said) == (place < paid), said
    assert bool(re.search(f"sebagian: {ids[min(paid, 2)]}.*, sisa", said)) == bool(some)
    assert sum(left(shop).values()) == rest and list(left(shop)) == ids[paid:]
    if rest:
        assert f"jumlah kasbon sekarang Rp{rest:,}".replace(",", ".") in said
    else:
        assert "kasbon sekarang tidak ada" in said
    if some:
        assert left(shop)[ids[paid]] == some


def test_what_a_payment_closed_is_said_with_what_it_was_for(shop):
    owe(shop, "budi", "20rb", "25/11", catatan="casing HP")
    owe(shop, "budi", "10rb", "28/11", catatan="kabel")
    _, first, second = shop.run("hutang", "bayar", "budi", "25rb").out.splitlines()
    assert "casing HP" in first and "Rp20.000" in first
    assert "kabel" in second and "Rp5.000" in second


def test_a_debt_without_a_note_leaves_no_gap(shop):
    three(shop)
    said = (
        shop.run("pelanggan", "lihat", "budi").out + shop.run("hutang", "bayar", "budi", "25rb").out
    )
    assert not any(gap in said for gap in ("  ·", "  (", " ,"))


def test_6_a_partly_paid_debt_stays_in_the_list_with_what_remains(shop):
    owe(shop, "budi", "20rb", "28/11")
    shop.run("hutang", "bayar", "budi", "15rb")
    shop.now = "2026-12-03T10:00:00+07:00"
    (found,) = listed(shop, "--overdue")
    assert (found["jumlah"], found["sisa"], found["telat"], found["telat_hari"]) == (
        20000,
        5000,
        5000,
        5,
    )
    assert (
        shop.run("hutang", "list").out.splitlines()[-1]
        == "1 kasbon · Rp5.000 · lewat jatuh tempo Rp5.000"
    )
    said = shop.run("hutang", "rekap", "budi").out
    assert {5000, 20000} == set(rupiah(said)) and "Jumlah Rp5.000" in said


def test_7_after_the_oldest_is_paid_the_next_has_its_own_lateness(shop):
    for due in ("2026-11-01", "2026-11-16", "2026-11-30"):
        owe(shop, "budi", "10rb", due, waktu=BEFORE[1])
    assert [each["telat_hari"] for each in listed(shop)] == [20, 5, 0]
    shop.run("hutang", "bayar", "budi", "10rb")
    assert [(each["tempo"], each["telat_hari"]) for each in listed(shop)] == [
        ("2026-11-16", 5),
        ("2026-11-30", 0),
    ]
    assert [each["telat_hari"] for each in listed(shop, "--telat")] == [5]
    assert hutang(shop, "umur")[0]["hari_8_30"] == 0
    shop.run("hutang", "bayar", "budi", "10rb", "--lagi")
    assert [each["telat_hari"] for each in listed(shop)] == [0]
    assert listed(shop, "--telat") == []


def test_a_named_debt_is_paid_first_the_rest_goes_on(shop):
    ids = three(shop)
    said = shop.run("hutang", "bayar", "budi", "35rb", "--untuk", ids[2]).out
    assert last(shop, "ref", "jumlah") == (ids[2], "35000")
    assert f"Lunas: {ids[2]}" in said and re.search(f"sebagian: {ids[0]}.*, sisa Rp15.000", said)
    assert left(shop) == {ids[0]: 15000, ids[1]: 10000}
    shop.run("hutang", "bayar", "budi", "10rb", "--untuk", "H1")
    assert left(shop) == {ids[0]: 15000}
    debt = owe(shop, "st", "5rb")
    assert "Siti" in refused(shop, "bayar", "budi", "5rb", "--untuk", debt)
    for gone in (ids[2], "H99", "J1"):
        refused(shop, "bayar", "budi", "5rb", "--untuk", gone)


def test_all_that_is_paid_for_a_named_debt_is_that_debt(shop):
    owe(shop, "budi", "20rb")
    owe(shop, "budi", "10rb")
    shop.run("hutang", "bayar", "budi", "lunas", "--untuk", "H2")
    assert last(shop, "jumlah", "ref") == ("10000", "A-261121-H002")
    assert left(shop) == {"A-261121-H001": 20000}


def test_a_payment_says_what_else_is_on_hold(shop):
    owe(shop, "budi", "40rb")
    owe(shop, "budi", "5rb")
    shop.run("hutang", "tahan", "H1", "--alasan", "x")
    assert rupiah(shop.run("hutang", "bayar", "budi", "5rb").err) == [40000]


# How much, and in what way


@pytest.mark.parametrize(
    "words, code",
    [
        ("budi 0", 2),
        ("budi 12", 2),
        ("budi sedikit", 2),
        ("budi", 2),
        ("zzz 5rb", 1),
        ("st 5rb", 1),
        ("st lunas", 1),
        ("budi 5rb --cara daun", 2),
        ("budi 5rb --waktu 23.59", 2),
    ],
)
def test_what_is_no_payment_is_refused(shop, words, code):
    owe(shop, "budi", "20rb")
    refused(shop, "bayar", *words.split(), code=code)


def test_an_empty_amount_pays_nothing_where_nobody_is_asked(shop):
    owe(shop, "budi", "20rb")
    refused(shop, "bayar", "budi", "", code=2)
    refused(shop, "bayar", "budi", "", "-y", code=2)


def test_the_way_to_pay_may_stand_behind_the_amount(shop):
    owe(shop, "budi", "20rb")
    shop.run("hutang", "bayar", "budi", "15rb", "tf")
    assert last(shop, "jumlah", "cara") == ("15000", "transfer")
    shop.run("titipan", "terima", "budi", "25rb", "qris")
    assert last(shop, "jumlah", "cara") == ("25000", "qris")


def test_more_than_is_owed_needs_a_word_without_a_terminal(shop):
    owe(shop, "budi", "20rb")
    said = refused(shop, "bayar", "budi", "25rb")
    assert {20000, 5000} <= set(rupiah(said)) and "--lebih kembali" in said
    assert "--lebih titipan" in said
    said = shop.run("hutang", "bayar", "budi", "25rb", "--lebih", "titipan").out
    assert "Rp5.000 dititipkan" in said and last(shop, "jumlah") == ("25000",)
    assert money(shop, "budi") == (0, 5000)
    owe(shop, "st", "20rb")
    said = shop.run("hutang", "bayar", "st", "50rb", "--lebih", "kembali").out
    assert "kembalian Rp30.000" in said and last(shop, "jumlah") == ("20000",)
    assert money(shop, "st") == (0, 0)
    refused(shop, "bayar", "st", "5rb", "--lebih", "simpan", code=2)


@pytest.mark.parametrize(
    "answer, kept, balance", [("", "20000", 0), ("t", "25000", 5000), ("titip", "25000", 5000)]
)
def test_at_a_terminal_change_is_asked_for(shop, answer, kept, balance):
    owe(shop, "budi", "20rb")
    screen = dropped(shop, [None], "bayar", "budi", "25rb")
    assert "Kembalian Rp5.000 [Enter] · t = titip" in screen
    code, screen = talk(shop, ["x", answer], "hutang", "bayar", "budi", "25rb")
    assert code == 0 and last(shop, "jumlah") == (kept,) and money(shop, "budi") == (0, balance)


def test_at_a_terminal_a_payment_is_read_back_and_all_is_the_usual_amount(shop):
    three(shop)
    screen = dropped(shop, [None], "bayar", "budi", "5rb", "--cara", "qris")
    assert "Budi" in screen and "Rp5.000 qris" in screen
    dropped(shop, ["t"], "bayar", "budi", "5rb", code=1)
    screen = dropped(shop, [None], "bayar", "budi")
    assert "Rp60.000" in screen and "lunas" in screen
    dropped(shop, ["70rb", None], "bayar", "budi")
    assert talk(shop, ["12rb"], "hutang", "bayar", "budi")[0] == 0
    assert last(shop, "jumlah") == ("12000",)
    assert talk(shop, [""], "hutang", "bayar", "budi")[0] == 0
    assert last(shop, "jumlah") == ("48000",) and listed(shop) == []
    refused(shop, "bayar", "budi", code=2)
    owe(shop, "budi", "5rb")
    assert talk(shop, [], "hutang", "bayar", "budi", "7rb", "-y")[0] == 0
    assert last(shop, "jumlah") == ("5000",) and money(shop, "budi") == (0, 0)


# The same payment twice


def test_the_same_amount_within_ten_minutes_is_questioned(shop):
    owe(shop, "budi", "50rb")
    owe(shop, "st", "50rb")
    first = shop.run("hutang", "bayar", "budi", "10rb").id
    shop.run("hutang", "bayar", "st", "10rb")
    shop.now = "2026-11-21T10:14:59+07:00"
    said = refused(shop, "bayar", "budi", "10rb")
    assert first in said and "10.05" in said and "--lagi" in said
    said = shop.run("titipan", "terima", "budi", "10rb", code=1).err
    assert first in said
    assert "10.05" in dropped(shop, ["", None], "bayar", "budi", "10rb")
    dropped(shop, ["", ""], "bayar", "budi", "10rb", code=1)  # Enter takes no
    shop.run("hutang", "bayar", "budi", "10.001")
    assert talk(shop, ["", "y"], "hutang", "bayar", "budi", "10rb")[0] == 0
    shop.now = "2026-11-21T10:25:00+07:00"
    shop.run("hutang", "bayar", "budi", "10rb")
    assert money(shop, "budi") == (9999, 0) and money(shop, "st") == (40000, 0)
    shop.run("hutang", "bayar", "st", "10rb")
    shop.run("hutang", "bayar", "st", "10rb", "--lagi")
    assert money(shop, "st") == (20000, 0)


@pytest.mark.parametrize("answers, left", [([""], 30000), (["", ""], 30000), (["", "y"], 20000)])
def test_prepaid_money_is_handed_back_twice_only_where_it_is_meant(shop, answers, left):
    shop.run("titipan", "terima", "budi", "40rb")
    first = shop.run("titipan", "ambil", "budi", "10rb").id
    shop.now = "2026-11-21T10:14:59+07:00"
    said = shop.run("titipan", "ambil", "budi", "10rb", code=1).err
    assert f"Rp10.000 sudah dicatat pukul 10.05 ({first})" in said and "--lagi" in said
    talk(
        shop, [*answers, None] if len(answers) == 1 else answers, "titipan", "ambil", "budi", "10rb"
    )
    assert money(shop, "budi") == (0, left)
    shop.run("titipan", "ambil", "budi", "5rb")
    shop.run("titipan", "ambil", "budi", "10rb", "--lagi")
    shop.now = "2026-11-21T10:25:00+07:00"
    shop.run("titipan", "ambil", "budi", "5rb")
    assert money(shop, "budi") == (0, left - 20000)


def test_a_payment_that_was_taken_back_or_was_yesterdays_is_no_twin(shop):
    owe(shop, "budi", "50rb", waktu=BEFORE[1])
    paid = shop.run("hutang", "bayar", "budi", "10rb").id
    shop.run("batal", paid, "--alasan", "keliru")
    shop.run("hutang", "bayar", "budi", "10rb")
    shop.run("hutang", "bayar", "budi", "10rb", "--waktu", "kemarin 10.05")
    assert last(shop, "waktu") == ("2026-11-20T10:05:00+07:00",)
    assert "10.05" in refused(shop, "bayar", "budi", "10rb", "--waktu", "kemarin 10.00")
    assert money(shop, "budi") == (30000, 0)


# The thanks


def test_the_thanks_for_a_payment_carry_its_link(shop):
    three(shop)
    for amount, parts in (
        ("25rb", ("Rp25.000", "Rp35.000", "28 Nov 2026")),
        ("lunas", ("Rp35.000", "LUNAS")),
    ):
        *_, message, link = shop.run("hutang", "bayar", "budi", amount, "--pesan").out.splitlines()
        assert all(part in message for part in parts) and "Terima kasih Budi" in message
        assert link.startswith("https://wa.me/6281234567890?text=")
        assert parse_qs(urlsplit(link).query)["text"] == [message]
    add(shop, "Wati")
    owe(shop, "wati", "5rb")
    said = shop.run("hutang", "bayar", "wati", "5rb", "--pesan").out
    assert "Terima kasih Wati" in said and "wa.me" not in said

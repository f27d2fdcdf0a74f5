"""Paying before: the prepaid balance (uang titipan), and orders for a day to come, made, filled and
shown. What stands in the ledgers, and what the next command does with it."""

import json

import pytest

from helpers.clock import on
from helpers.konter import Konter
from helpers.orders import BUDI, money, orders, with_customers
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_customers(konter)


# The prepaid balance


def test_what_is_taken_back_is_a_row_and_gone(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    done = shop.run("titipan", "ambil", "budi", "20rb", "tf")
    assert money(shop) == (0, 30000, 0) and "Rp20.000 transfer diserahkan kepada Budi" in done.out
    row = shop.rows("hutang")[-1]
    assert (row["jenis"], row["jumlah"], row["cara"]) == ("ambil", "20000", "transfer")
    shop.run("titipan", "ambil", "budi", "semua")
    assert money(shop) == (0, 0, 0)
    assert shop.rows("hutang")[-1]["jumlah"] == "30000"


@pytest.mark.parametrize("amount", ["20.001", "1jt", "semua"])
def test_more_than_there_is_is_not_handed_out(shop, amount):
    if amount != "semua":
        shop.run("titipan", "terima", "budi", "20rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    before = money(shop)
    refused = shop.run("titipan", "ambil", "budi", amount, code=1)
    assert f"Uang titipan Budi Rp{before[1] // 1000 or ''}" in refused.err
    assert "Rp5.000 lagi untuk pesanan" in refused.err and money(shop) == before


def test_taking_back_can_be_voided(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    taken = shop.run("titipan", "ambil", "budi", "semua")
    done = shop.run("batal", taken.id, "--alasan", "tidak jadi")
    assert "Rp50.000 tunai masuk lagi ke catatan kas" in done.out and money(shop) == (0, 50000, 0)


def test_the_list_names_who_paid_in_advance(shop):
    assert "Tidak ada uang titipan." in shop.run("titipan", "list").out
    shop.run("titipan", "terima", "budi", "50rb")
    shop.run("pesanan", "tambah", "siti", "I10", "--dp", "5rb")
    found = json.loads(shop.run("titipan", "list", "--format", "json").out)
    assert [(each["nama"], each["titipan"], each["dipesan"]) for each in found] == [
        ("Budi", 50000, 0),
        ("Siti", 5000, 5000),
    ]
    shop.run("titipan", "ambil", "budi", "semua")
    shown = shop.run("titipan", "list").out
    assert "Budi" not in shown and "Rp5.000 · untuk pesanan Rp5.000" in shown


@pytest.mark.parametrize(
    "answers, paid, prepaid, left",
    [(["", ""], "0", "12000", 38000), (["t", ""], "12000", "", 50000)],
)
def test_a_sale_offers_the_balance(shop, answers, paid, prepaid, left):
    shop.run("titipan", "terima", "budi", "50rb")
    code, screen = talk(shop, answers, "jual", BUDI, "10")
    assert code == 0 and "Uang titipan Budi Rp50.000. Pakai?" in screen
    assert (shop.rows()[0]["dibayar"], shop.rows()[0]["titipan"]) == (paid, prepaid)
    assert money(shop) == (0, left, 0)


def test_a_balance_that_is_too_small_pays_a_part(shop):
    shop.run("titipan", "terima", "budi", "5rb")
    code, screen = talk(shop, ["", ""], "jual", "budi", "10")
    assert code == 0 and "Pakai, sisanya Rp7.000 dibayar sekarang?" in screen
    row = shop.rows()[0]
    assert (row["dibayar"], row["titipan"], row["cara"], row["tempo"]) == (
        "7000",
        "5000",
        "tunai",
        "",
    )
    assert money(shop) == (0, 0, 0)


def test_without_a_person_the_balance_is_only_mentioned(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    done = shop.run("jual", BUDI, "10")
    assert "Uang titipan Budi Rp50.000. Memakainya: --titipan" in done.err
    assert shop.rows()[0]["dibayar"] == "12000" and money(shop) == (0, 50000, 0)


@pytest.mark.parametrize("words", [("-k",), ("--dibayar", "20rb"), ("--titipan",)])
def test_who_said_how_to_pay_is_not_asked(shop, words):
    shop.run("titipan", "terima", "budi", "50rb")
    code, screen = talk(shop, [""], "jual", BUDI, "10", *words)
    assert code == 0 and "Pakai" not in screen


# An order is made


def test_an_order_is_one_row(shop):
    done = shop.run(
        "pesanan",
        "tambah",
        "budi",
        "081298765432",
        "10",
        "--untuk",
        "besok",
        "--dp",
        "5rb",
        "--cara",
        "tf",
        "--catatan",
        "untuk ibunya",
    )
    assert "Rp12.000 · untuk Minggu, 22 Nov 2026" in done.out
    assert "dibayar di muka Rp5.000 transfer, sisa Rp7.000" in done.out
    (row,) = shop.rows("pesanan")
    assert {
        name: row[name]
        for name in (
            "id",
            "jenis",
            "nomor",
            "produk",
            "harga",
            "untuk",
            "tiap",
            "dp",
            "cara",
            "catatan",
        )
    } == {
        "id": "A-261121-O001",
        "jenis": "pesan",
        "nomor": "0812-9876-5432",
        "produk": "S10",
        "harga": "12000",
        "untuk": "2026-11-22",
        "tiap": "",
        "dp": "5000",
        "cara": "transfer",
        "catatan": "untuk ibunya",
    }
    assert orders(shop) == [("O001", "2026-11-22", 7000)] and money(shop) == (0, 0, 5000)


@pytest.mark.parametrize(
    "words, number, product",
    [
        (("budi", "10"), "0812-3456-7890", "S10"),
        (("budi", "S5"), "0812-3456-7890", "S5"),
        (("budi", "0812 9876 5432", "10"), "0812-9876-5432", "S10"),
        (("budi", "0812", "9876", "5432", "10"), "0812-9876-5432", "S10"),
        ((BUDI, "10"), "0812-3456-7890", "S10"),
        (("siti", "14112345001", "PLN20"), "1411-2345-001", "PLN20"),
    ],
)
def test_who_orders_what_is_read_as_typed(shop, words, number, product):
    shop.run("pesanan", "tambah", *words)
    (row,) = shop.rows("pesanan")
    assert (row["nomor"], row["produk"]) == (number, product)


@pytest.mark.parametrize(
    "words, said",
    [
        (("budi",), "Produk belum ditulis"),
        (("tono", "10"), "Pelanggan 'tono' tidak ada"),
        (("budi", "10", "--dp", "13rb"), "lebih dari harganya, Rp12.000"),
        (("budi", "10", "--dp", "5rb", "--cara", "titipan"), "kurang Rp5.000"),
        (("budi", "10", "--cara", "tf"), "tambahkan --dp"),
        (("budi", "10", "--untuk", "kemarin"), "bukan hari pesanan"),
        (("budi", "10", "--untuk", "20/11/2026"), "sudah lewat"),
        (("budi", "10", "--tiap", "hari"), "--tiap hanya boleh: minggu, bulan"),
        (("budi", "I10"), "I10 untuk Indosat"),
        (("081299999999", "10"), "belum milik siapa-siapa"),
        (("budi", "10", "x"), "Kelebihan kata: x"),
    ],
)
def test_an_order_that_can_not_be_is_refused(shop, words, said):
    done = shop.spawn("pesanan", "tambah", *words)
    assert done.returncode in (1, 2) and said in done.stderr
    assert not shop.rows("pesanan")


def test_the_advance_can_come_out_of_the_balance(shop):
    shop.run("titipan", "terima", "budi", "15rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas", "--cara", "titipan")
    assert money(shop) == (0, 3000, 12000)
    code, screen = talk(shop, ["", ""], "pesanan", "tambah", "budi", "5", "--dp", "3rb")
    assert code == 0 and "Dipakai untuk uang muka Rp3.000?" in screen
    assert money(shop) == (0, 0, 15000)


def test_what_is_kept_for_an_order_pays_no_debt(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("pesanan", "tambah", "budi", "5", "--dp", "lunas")
    assert money(shop) == (12000, 0, 7000)
    shop.run("titipan", "terima", "budi", "5rb")
    assert money(shop) == (7000, 0, 7000)
    shop.run("pesanan", "isi", "budi")
    assert money(shop) == (7000, 0, 0)


def test_at_a_terminal_an_order_is_read_back_and_the_balance_offered(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    code, screen = talk(shop, ["t", "t"], "pesanan", "tambah", "budi", "10", "--dp", "5rb")
    assert code == 1 and "Benar?" in screen and not shop.rows("pesanan")
    shop.run("pesanan", "tambah", "budi", "10")
    code, screen = talk(shop, ["", ""], "pesanan", "isi", "budi")
    assert code == 0 and "Uang titipan Budi Rp50.000. Pakai?" in screen
    assert money(shop) == (0, 38000, 0)


@pytest.mark.parametrize("words", [("pesanan", "isi", "O1"), ("pesanan", "tambah", "budi", "10")])
def test_what_was_done_is_not_done_again_unasked(shop, words):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "bulan")
    if words[1] == "isi":
        shop.run(*words)
    before = len(shop.rows("pesanan")), len(shop.rows())
    assert "tambahkan --lagi" in shop.run(*words, code=1).err
    assert before == (len(shop.rows("pesanan")), len(shop.rows()))
    shop.run(*words, "--lagi")


def test_the_same_advance_for_the_same_within_minutes_is_asked_about_for_any_day(shop):
    words = ("pesanan", "tambah", "budi", "10", "--dp", "5rb", "--untuk")
    first = shop.run(*words, "sabtu").id
    said = shop.run(*words, "minggu", code=1).err
    assert f"Rp5.000 sudah dicatat pukul 10.05 ({first})" in said and "--lagi" in said
    assert talk(shop, ["", ""], *words, "minggu")[0] == 1 and len(shop.rows("pesanan")) == 1
    shop.run(*words[:4], "--untuk", "minggu")  # without money it is another day's
    shop.run("pesanan", "tambah", "budi", "5", "--dp", "5rb", "--untuk", "minggu")
    shop.run(*words, "senin", "--lagi")
    shop.now = "2026-11-21T10:16:00+07:00"
    shop.run(*words, "selasa")
    assert talk(shop, ["", "y"], *words, "rabu")[0] == 0 and len(shop.rows("pesanan")) == 6


# An order is filled


def test_fulfilling_is_the_sale_at_the_price_agreed(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb", "--harga", "11.500")
    shop.run("produk", "harga", "S10", "15rb")
    done = shop.run("pesanan", "isi", "O1")
    (row,) = shop.rows()
    assert {
        name: row[name] for name in ("jenis", "ref", "harga", "dibayar", "titipan", "tempo")
    } == {
        "jenis": "jual",
        "ref": "A-261121-O001",
        "harga": "11500",
        "dibayar": "6500",
        "titipan": "5000",
        "tempo": "",
    }
    assert row["pelanggan"] == shop.rows("pelanggan")[0]["id"] and "dibayar Rp6.500" in done.out
    assert orders(shop) == [] and money(shop) == (0, 0, 0)
    again = shop.run("pesanan", "isi", "A-261121-O001", code=1)
    assert f"sudah diisi ({row['id']})" in again.err
    assert len(shop.rows()) == 1


@pytest.mark.parametrize(
    "words, paid, prepaid, owed",
    [
        (("-k",), "0", "5000", 7000),
        (("-k", "--dibayar", "4rb"), "4000", "5000", 3000),
        (("--dibayar", "10rb"), "7000", "5000", 0),
        (("--titipan",), "0", "12000", 0),
    ],
)
def test_what_is_left_is_paid_as_the_seller_says(shop, words, paid, prepaid, owed):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    if "--titipan" in words:
        shop.run("titipan", "terima", "budi", "7rb")
    done = shop.run("pesanan", "isi", "budi", *words)
    (row,) = shop.rows()
    assert (row["dibayar"], row["titipan"]) == (paid, prepaid) and money(shop) == (owed, 0, 0)
    assert bool(row["tempo"]) == bool(owed)
    assert ("kembalian Rp3.000" in done.out) == ("10rb" in words)


@pytest.mark.parametrize(
    "words, paid, prepaid, left",
    [(("--dibayar", "3rb"), "3000", "9000", 4000), (("--dibayar", "7rb"), "7000", "5000", 8000)],
)
def test_cash_and_balance_together_pay_the_rest(shop, words, paid, prepaid, left):
    shop.run("titipan", "terima", "budi", "8rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi", "--titipan", *words)
    assert (shop.rows()[0]["dibayar"], shop.rows()[0]["titipan"]) == (paid, prepaid)
    assert money(shop) == (0, left, 0)


@pytest.mark.parametrize(
    "words, said",
    [
        (("--dibayar", "6rb"), "Uangnya kurang Rp1.000"),
        (("--titipan",), "kurang Rp7.000"),
        (("--tempo", "sabtu"), "tambahkan -k"),
    ],
)
def test_what_does_not_pay_the_rest_is_refused(shop, words, said):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    done = shop.spawn("pesanan", "isi", "budi", *words)
    assert done.returncode in (1, 2) and said in done.stderr
    assert not shop.rows() and orders(shop) == [("O001", "2026-11-21", 7000)]


def test_what_is_missing_is_said_in_rupiah(shop):
    shop.run("titipan", "terima", "budi", "4rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    refused = shop.run("pesanan", "isi", "budi", "--titipan", "--dibayar", "2rb", code=1)
    assert "Uangnya kurang Rp1.000" in refused.err
    refused = shop.run("pesanan", "isi", "budi", "--titipan", code=1)
    assert "Uang titipan Budi Rp4.000, kurang Rp3.000" in refused.err


def test_the_policy_holds_for_an_order_as_well(shop):
    shop.run("pelanggan", "ubah", "budi", "--batas", "5rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    refused = shop.run("pesanan", "isi", "budi", "-k", code=1)
    assert "melewati batas" in refused.err and not shop.rows()
    shop.run("pesanan", "isi", "budi", "-k", "--dibayar", "2rb")
    assert money(shop) == (5000, 0, 0)


def test_a_debt_of_yesterday_is_due_from_yesterday_on(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    on(shop, "2026-11-22")
    shop.run("pesanan", "isi", "budi", "-k", "--waktu", "kemarin 19.00")
    assert shop.rows()[0]["tempo"] == "2026-11-28"


def test_several_orders_are_told_apart(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "tambah", "budi", "5", "--untuk", "besok")
    refused = shop.run("pesanan", "isi", "budi", code=1)
    assert "cocok dengan 2 pesanan" in refused.err
    code, _ = talk(shop, ["2", ""], "pesanan", "isi", "budi")
    assert code == 0 and shop.rows()[0]["produk"] == "S5"
    on(shop, "2026-11-25")
    shop.run("pesanan", "isi", "O1")  # of another day, but the only open one that ends so
    assert shop.rows()[-1]["ref"] == "A-261121-O001"
    assert "Tidak ada pesanan 'O7'" in shop.run("pesanan", "isi", "O7", code=1).err
    assert "bukan id pesanan" in shop.run("pesanan", "isi", "J1", code=1).err


def test_todays_order_is_meant_before_an_older_one(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "7h")
    on(shop, "2026-11-22")
    shop.run("pesanan", "tambah", "siti", "I10")
    shop.run("pesanan", "isi", "O1")
    assert shop.rows()[0]["ref"] == "A-261122-O001"


def test_an_order_filled_early_is_said_so_and_none_before_it_was_made(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "besok")
    refused = shop.run("pesanan", "isi", "budi", "--waktu", "kemarin 10.00", code=1)
    assert "baru dicatat Sabtu, 21 Nov 2026" in refused.err and not shop.rows()
    assert "untuk Minggu, 22 Nov 2026, diisi lebih awal" in shop.run("pesanan", "isi", "budi").err


def test_the_message_tells_what_was_paid_before(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    said = shop.run("pesanan", "isi", "budi", "--pesan").out
    assert "Pesanan Pulsa 10.000 untuk 0812-3456-7890 sudah siap" in said
    assert "Sudah dibayar di muka Rp5.000." in said and "https://wa.me/6281234567890?text=" in said


def test_the_message_tells_what_became_a_debt(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    said = shop.run("pesanan", "isi", "budi", "-k", "--dibayar", "2rb", "--pesan").out
    assert (
        "Sudah dibayar di muka Rp5.000. Sisanya Rp5.000 kami catat, jatuh tempo Sabtu, 28 Nov"
        in said
    )
    shop.run("pesanan", "tambah", "budi", "5")
    for words, said in (
        (("--format", "json"), "tidak bisa bersama"),
        (("--status", "pending"), "yang pending belum"),
    ):
        assert said in shop.run("pesanan", "isi", "budi", "--pesan", *words, code=2).err


# What is shown


def test_orders_of_the_day_and_late_ones_show(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "tambah", "siti", "I10", "--untuk", "besok", "--dp", "5rb")
    shop.run("pesanan", "tambah", "siti", "I5", "--untuk", "7h")
    on(shop, "2026-11-22")
    assert [each[0] for each in orders(shop)] == ["O001", "O002", "O003"]
    assert [each[0] for each in orders(shop, "--hari-ini")] == ["O001", "O002"]
    assert [each[0] for each in orders(shop, "--telat")] == ["O001"]
    assert [each[0] for each in orders(shop, "--pelanggan", "siti")] == ["O002", "O003"]
    assert "telat 1 hari" in shop.run("pesanan", "list").out
    shop.run("jual", "089655550000", "5")
    board = shop.run().out
    assert "2 harus diisi, 1 telat, sisa Rp20.000" in board
    digest = shop.run("ingatkan").out
    assert "Budi · A-261121-O001 · Pulsa 10.000 0812-3456-7890" in digest and "O003" not in digest
    for id in ("O1", "O2"):
        shop.run("pesanan", "isi", id)
    assert "Pesanan" not in shop.run().out


@pytest.mark.parametrize("columns", ["30", "40", "60", "80"])
def test_the_list_fits_the_screen(shop, columns, monkeypatch):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "bulan", "--dp", "5rb")
    on(shop, "2026-11-24")
    monkeypatch.setenv("COLUMNS", columns)
    for words in (("pesanan", "list"), ("titipan", "list")):
        shown = shop.run(*words).out
        assert max(map(len, shown.splitlines())) <= int(columns)
        assert "Budi" in shown


def test_a_customer_shows_open_orders(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shown = shop.run("pelanggan", "lihat", "budi").out
    assert "Uang muka:   Rp5.000 untuk pesanan" in shown and "Titipan" not in shown
    assert "1 pelanggan · uang muka Rp5.000" in shop.run("pelanggan", "list", "--cari", "budi").out
    assert "- A-261121-O001 · Pulsa 10.000" in shown


def test_a_sale_of_what_was_ordered_says_so(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "besok", "--dp", "lunas")
    assert "ini juga dipesan (A-261121-O001" in shop.run("jual", BUDI, "10").err
    assert "dipesan" not in shop.run("jual", BUDI, "5").err


def test_todays_order_that_is_fulfilled_stands_for_no_other(shop):
    shop.run("pesanan", "tambah", "siti", "I10", "--untuk", "besok")
    on(shop, "2026-11-22")
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "isi", "O1")
    refused = shop.run("pesanan", "isi", "O1", code=1)
    assert "Pesanan A-261122-O001 sudah diisi (A-261122-J001)" in refused.err
    assert len(shop.rows()) == 1

"""Paying before: the prepaid balance (uang titipan), and orders for a day to come. What stands in
the ledgers, what is shown, and what the next command does with it."""

import json
import shutil

import pytest

from helpers.konter import Konter
from helpers.terminal import talk
from pulsa_cli.core.schema import TABLES

BUDI, SITI = "081234567890", "085711112222"


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """Saturday 21 November; S10 is 12.000, S5 7.000."""
    konter.run("pelanggan", "tambah", "Budi", "--nomor", BUDI)
    konter.run("pelanggan", "tambah", "Siti", "--nomor", SITI)
    return konter


def money(konter: Konter, name: str = "budi") -> tuple[int, int, int]:
    """What a customer owes, has free in advance, and has paid for orders."""
    found = json.loads(konter.run("pelanggan", "lihat", name, "--format", "json").out)[0]
    return found["kasbon"], found["titipan"] - found["dipesan"], found["dipesan"]


def orders(konter: Konter, *options: str) -> list[tuple[str, str, int]]:
    """The open orders: the end of the id, the day, and what is still to be paid."""
    found = json.loads(konter.run("pesanan", "list", *options, "--format", "json").out)
    return [(each["id"][-4:], each["untuk"], each["sisa"]) for each in found]


def on(konter: Konter, day: str) -> None:
    konter.now = f"2026-{day}T10:00:00+07:00"


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
    assert "Rp50.000 tunai kembali ke catatan" in done.out and money(shop) == (0, 50000, 0)


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


# Orders


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


def test_the_policy_holds_for_an_order_as_well(shop):
    shop.run("pelanggan", "ubah", "budi", "--batas", "5rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    refused = shop.run("pesanan", "isi", "budi", "-k", code=1)
    assert "melewati batas" in refused.err and not shop.rows()
    shop.run("pesanan", "isi", "budi", "-k", "--dibayar", "2rb")
    assert money(shop) == (5000, 0, 0)


def test_at_a_terminal_an_order_is_read_back_and_the_balance_offered(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    code, screen = talk(shop, ["t", "t"], "pesanan", "tambah", "budi", "10", "--dp", "5rb")
    assert code == 1 and "Benar?" in screen and not shop.rows("pesanan")
    shop.run("pesanan", "tambah", "budi", "10")
    code, screen = talk(shop, ["", ""], "pesanan", "isi", "budi")
    assert code == 0 and "Uang titipan Budi Rp50.000. Pakai?" in screen
    assert money(shop) == (0, 38000, 0)


def test_several_orders_are_told_apart(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "tambah", "budi", "5", "--untuk", "besok")
    refused = shop.run("pesanan", "isi", "budi", code=1)
    assert "cocok dengan 2 pesanan" in refused.err
    code, _ = talk(shop, ["2", ""], "pesanan", "isi", "budi")
    assert code == 0 and shop.rows()[0]["produk"] == "S5"
    on(shop, "11-25")
    shop.run("pesanan", "isi", "O1")  # of another day, but the only open one that ends so
    assert shop.rows()[-1]["ref"] == "A-261121-O001"
    assert "Tidak ada pesanan 'O7'" in shop.run("pesanan", "isi", "O7", code=1).err
    assert "bukan id pesanan" in shop.run("pesanan", "isi", "J1", code=1).err


@pytest.mark.parametrize(
    "back, left", [("tunai", (0, 0, 0)), ("titipan", (0, 5000, 0)), ("", (0, 5000, 0))]
)
def test_cancelling_frees_the_money(shop, back, left):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    done = shop.run("pesanan", "batal", "budi", *(("--kembali", back) if back else ()))
    assert "Rp5.000" in done.out and money(shop) == left and orders(shop) == []
    row = shop.rows("pesanan")[-1]
    assert (row["jenis"], row["ref"], row["kembali"]) == (
        "batal",
        "A-261121-O001",
        "5000" if back == "tunai" else "0",
    )
    for words in (("isi",), ("batal",)):
        assert "sudah dibatalkan" in shop.run("pesanan", *words, "A-261121-O001", code=1).err


def test_money_of_a_cancelled_order_pays_open_debt(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("jual", "budi", "10", "-k")
    shop.run("pesanan", "batal", "budi")
    assert money(shop) == (7000, 0, 0)


def test_an_order_recorded_by_mistake_is_voided_with_its_money(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    done = shop.run("batal", "O1", "--alasan", "salah tulis")
    assert "Rp5.000 tunai keluar dari catatan" in done.out and money(shop) == (0, 0, 0)
    shop.run("titipan", "terima", "budi", "5rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb", "--cara", "titipan")
    shop.run("batal", "O3", "--alasan", "salah tulis")
    assert money(shop) == (0, 5000, 0)


def test_an_order_that_was_fulfilled_is_not_voided_before_its_sale(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb", "--tiap", "bulan")
    shop.run("pesanan", "isi", "O1")
    refused = shop.run("batal", "O1", "--alasan", "x", code=1)
    assert "sudah dilanjutkan dengan A-261121-J001" in refused.err
    shop.run("batal", "J1", "--alasan", "x")
    shop.run("batal", "O1", "--alasan", "x")
    assert money(shop) == (0, 0, 0) and orders(shop) == []


@pytest.mark.parametrize(
    "words, rest",
    [
        (("batal", "J1", "--alasan", "x"), 7000),
        (("transaksi", "gagal", "J1", "--kembali", "tunai"), 7000),
        (
            (
                "transaksi",
                "salah-nomor",
                "J1",
                "--ke",
                "081299999999",
                "--rugi",
                "toko",
                "--kembali",
                "tunai",
            ),
            7000,
        ),
    ],
)
def test_an_order_whose_sale_came_to_nothing_is_open_again(shop, words, rest):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "O1")
    shop.run(*words)
    assert orders(shop) == [("O001", "2026-11-21", rest)] and money(shop) == (0, 0, 5000)
    shop.run("pesanan", "isi", "O1")
    assert orders(shop) == [] and money(shop) == (0, 0, 0)


def test_a_failed_sale_of_an_order_is_repeated_with_its_money(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    assert money(shop) == (0, 0, 12000)
    shop.run("transaksi", "ulang", "J1")
    assert money(shop) == (0, 0, 0) and orders(shop) == []
    assert shop.rows()[-1]["titipan"] == "12000"


def test_a_sale_to_the_wrong_number_by_the_buyer_fulfils_it(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081299999999", "--rugi", "pembeli")
    assert orders(shop) == [] and money(shop) == (0, 0, 0)


# Dates by hand: an order, when it was fulfilled, and for when it is then.
DATES = """
bulan  2026-11-25 |                    | 2026-11-25
bulan  2026-11-25 | 11-25              | 2026-12-25
bulan  2026-11-25 | 11-24              | 2026-12-25
bulan  2026-11-25 | 12-01              | 2026-12-25
bulan  2026-11-25 | 12-25              | 2026-12-25
bulan  2026-11-25 | 12-26              | 2027-01-25
bulan  2026-11-25 | 11-25 12-25        | 2027-01-25
bulan  2026-11-30 | 11-30 12-30        | 2027-01-30
bulan  2026-12-31 | 12-31              | 2027-01-31
bulan  2026-11-30 | 11-30 12-30 2027-01-30 | 2027-02-28
bulan  2026-11-30 | 11-30 12-30 2027-01-30 2027-02-28 | 2027-03-30
minggu 2026-11-21 |                    | 2026-11-21
minggu 2026-11-21 | 11-21              | 2026-11-28
minggu 2026-11-23 | 11-21              | 2026-11-30
minggu 2026-11-21 | 11-27              | 2026-11-28
minggu 2026-11-21 | 11-28              | 2026-11-28
minggu 2026-11-21 | 11-29              | 2026-12-05
minggu 2026-11-21 | 11-21 11-21        | 2026-11-28
minggu 2026-11-21 | 11-21 11-22        | 2026-12-05
minggu 2026-11-21 | 11-28 11-28        | 2026-12-05
minggu 2026-11-21 | 11-28 11-28 11-28  | 2026-12-05
sekali 2026-11-25 | 11-22              | -
""".strip().split("\n")


@pytest.mark.parametrize("line", DATES)
def test_the_next_day_of_an_order_follows_from_its_sales(shop, line):
    what, filled, expected = map(str.strip, line.split("|"))
    every, first = what.split()
    shop.run(
        "pesanan",
        "tambah",
        "budi",
        "10",
        "--untuk",
        first,
        *(("--tiap", every) if every != "sekali" else ()),
    )
    for day in filled.split():
        shop.now = f"{day if len(day) > 5 else f'2026-{day}'}T10:00:00+07:00"
        shop.run("pesanan", "isi", "O1", "--lagi")
    assert [each[1] for each in orders(shop)] == [expected] * (expected != "-")


def test_a_sale_of_a_recurring_order_says_for_when_it_is_next(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "tanggal 25", "--tiap", "bulan")
    assert "Berikutnya Jumat, 25 Des 2026." in shop.run("pesanan", "isi", "budi").out
    shop.run("batal", "J1", "--alasan", "x")
    assert orders(shop) == [("O001", "2026-11-25", 12000)]


def test_money_in_advance_for_several_times_is_used_bit_by_bit(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "minggu", "--dp", "30rb")
    shop.run("jual", "budi", "5", "-k")
    for day, kept in (("11-21", 18000), ("11-28", 6000), ("12-05", 0)):
        on(shop, day)
        shop.run("pesanan", "isi", "O1", "--tetap", "x")
        assert money(shop) == (7000, 0, kept)
    assert [row["dibayar"] for row in shop.rows()[1:]] == ["0", "0", "6000"]
    shop.run("pesanan", "batal", "budi")
    assert orders(shop) == []


def test_orders_of_the_day_and_late_ones_show(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "tambah", "siti", "I10", "--untuk", "besok", "--dp", "5rb")
    shop.run("pesanan", "tambah", "siti", "I5", "--untuk", "7h")
    on(shop, "11-22")
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
    on(shop, "11-24")
    monkeypatch.setenv("COLUMNS", columns)
    for words in (("pesanan", "list"), ("titipan", "list")):
        shown = shop.run(*words).out
        assert max(map(len, shown.splitlines())) <= int(columns)
        assert "Budi" in shown


def test_the_message_tells_what_was_paid_before(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    said = shop.run("pesanan", "isi", "budi", "--pesan").out
    assert "Pesanan Pulsa 10.000 untuk 0812-3456-7890 sudah siap" in said
    assert "Sudah dibayar di muka Rp5.000." in said and "https://wa.me/6281234567890?text=" in said


def test_a_customer_shows_open_orders(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shown = shop.run("pelanggan", "lihat", "budi").out
    assert "Rp5.000, di antaranya Rp5.000 untuk pesanan" in shown
    assert "- A-261121-O001 · Pulsa 10.000" in shown


def test_money_kept_of_its_failed_sale_is_offered_or_told(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    code, screen = talk(shop, ["t", "t"], "pesanan", "isi", "budi")
    assert code == 1 and "Rp7.000 untuk nomor ini masih di konter" in screen
    code, _ = talk(shop, ["", ""], "pesanan", "isi", "budi")
    row = shop.rows()[-1]
    assert code == 0 and (row["ref"], row["dibayar"], row["titipan"]) == (
        "A-261121-J001",
        "0",
        "5000",
    )
    assert orders(shop) == [] and money(shop) == (0, 0, 0)
    shop.run("pesanan", "tambah", "budi", "5")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "gagal", shop.rows()[-1]["id"], "--kembali", "nanti")
    assert "pulsa transaksi ulang A-261121-J004" in shop.run("pesanan", "isi", "budi").err


def test_a_repeat_is_judged_as_the_order_was(shop):
    shop.run("pelanggan", "ubah", "budi", "--batas", "8rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi", "-k")
    shop.run("transaksi", "gagal", "J1")
    shop.run("transaksi", "ulang", "J1")
    assert money(shop) == (7000, 0, 0)


def test_a_repeat_of_what_the_buyer_bears_is_not_for_the_order(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "minggu", "--dp", "24rb")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081299999999", "--rugi", "pembeli")
    on(shop, "11-22")
    shop.run("transaksi", "ulang", "A-261121-J001")
    assert orders(shop) == [("O001", "2026-11-28", 0)] and money(shop) == (0, 0, 12000)
    assert shop.rows()[-1]["dibayar"] == "12000"


@pytest.mark.parametrize("every", ["", "minggu"])
def test_what_another_sale_fulfilled_is_not_repeated(shop, every):
    shop.run(
        "pesanan", "tambah", "budi", "10", "--dp", "lunas", *(("--tiap", every) if every else ())
    )
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    shop.run("pesanan", "isi", "O1")
    on(shop, "11-22")
    refused = shop.run("transaksi", "ulang", "A-261121-J001", code=1)
    assert "sudah diisi" in refused.err and "A-261121-J003" in refused.err
    assert len(shop.rows()) == 3


def test_what_is_due_again_is_repeated(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "minggu")
    shop.run("pesanan", "isi", "budi")
    on(shop, "11-28")
    shop.run("pesanan", "isi", "budi")
    on(shop, "11-29")
    shop.run("transaksi", "gagal", "A-261121-J001", "--kembali", "nanti")
    assert orders(shop) == [("O001", "2026-11-28", 12000)]
    shop.run("transaksi", "ulang", "A-261121-J001")
    assert orders(shop) == [("O001", "2026-12-05", 12000)]


def test_money_goes_back_to_an_order_whatever_fulfilled_it_first(shop):
    shop.run("hutang", "tambah", "budi", "4rb", "--catatan", "galon")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081299999999", "--rugi", "pembeli")
    shop.run("transaksi", "ulang", "J1")
    for id in ("J3", "J2"):
        shop.run("batal", id, "--alasan", "x")
    shop.run("transaksi", "gagal", "J1")
    assert orders(shop) == [("O001", "2026-11-21", 0)] and money(shop) == (4000, 0, 12000)


def test_money_of_two_sales_for_one_order_is_there_when_both_fail(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    shop.run("pesanan", "isi", "budi", "--lagi")
    shop.run("batal", "J2", "--alasan", "ternyata masuk")
    for id in ("J1", "J3"):
        shop.run("transaksi", "gagal", id, "--kembali", "tunai")
    assert orders(shop) == [("O001", "2026-11-21", 7000)] and money(shop) == (0, 0, 5000)


def test_the_kept_money_that_fits_is_offered(shop):
    shop.run("jual", BUDI, "5")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    shop.run("pesanan", "tambah", "budi", "10")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "gagal", "J3", "--kembali", "nanti")
    code, screen = talk(shop, ["t", "t"], "pesanan", "isi", "budi")
    assert "Rp12.000 untuk nomor ini masih di konter" in screen
    code, screen = talk(shop, ["t", "t"], "jual", BUDI, "10")
    assert "Rp7.000 untuk nomor ini masih di konter" in screen


def test_a_debt_of_yesterday_is_due_from_yesterday_on(shop):
    shop.run("pesanan", "tambah", "budi", "10")
    on(shop, "11-22")
    shop.run("pesanan", "isi", "budi", "-k", "--waktu", "kemarin 19.00")
    assert shop.rows()[0]["tempo"] == "2026-11-28"


def test_it_is_said_where_an_order_loses_its_money(shop):
    shop.run("titipan", "terima", "budi", "12rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas", "--cara", "titipan")
    done = shop.run("batal", "H1", "--alasan", "x")
    assert "uang pesanan sekarang tidak ada" in done.out and money(shop) == (0, 0, 0)


def test_a_repeat_after_the_order_was_cancelled_is_a_sale_like_any(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    shop.run("pesanan", "batal", "O1")
    shop.run("transaksi", "ulang", "J1")
    assert money(shop) == (0, 0, 0) and shop.rows()[-1]["titipan"] == "12000"


def test_an_order_of_a_record_that_was_united_and_taken_apart_keeps_its_money(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    union = shop.run("pelanggan", "satukan", "siti", "budi")
    shop.run("pesanan", "isi", "O1")
    shop.run("batal", union.id, "--alasan", "keliru")
    assert money(shop) == (0, 0, 0) and money(shop, "siti") == (0, 0, 0)


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


def test_what_is_missing_is_said_in_rupiah(shop):
    shop.run("titipan", "terima", "budi", "4rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    refused = shop.run("pesanan", "isi", "budi", "--titipan", "--dibayar", "2rb", code=1)
    assert "Uangnya kurang Rp1.000" in refused.err
    refused = shop.run("pesanan", "isi", "budi", "--titipan", code=1)
    assert "Uang titipan Budi Rp4.000, kurang Rp3.000" in refused.err


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


@pytest.mark.parametrize("words", [("pesanan", "isi", "O1"), ("pesanan", "tambah", "budi", "10")])
def test_what_was_done_is_not_done_again_unasked(shop, words):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "bulan")
    if words[1] == "isi":
        shop.run(*words)
    before = len(shop.rows("pesanan")), len(shop.rows())
    assert "tambahkan --lagi" in shop.run(*words, code=1).err
    assert before == (len(shop.rows("pesanan")), len(shop.rows()))
    shop.run(*words, "--lagi")


def test_an_order_filled_early_is_said_so_and_none_before_it_was_made(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "besok")
    refused = shop.run("pesanan", "isi", "budi", "--waktu", "kemarin 10.00", code=1)
    assert "baru dicatat Sabtu, 21 Nov 2026" in refused.err and not shop.rows()
    assert "untuk Minggu, 22 Nov 2026, diisi lebih awal" in shop.run("pesanan", "isi", "budi").err


def test_a_sale_of_what_was_ordered_says_so(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "besok", "--dp", "lunas")
    assert "ini juga dipesan (A-261121-O001" in shop.run("jual", BUDI, "10").err
    assert "dipesan" not in shop.run("jual", BUDI, "5").err


def test_todays_order_is_meant_before_an_older_one(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "7h")
    on(shop, "11-22")
    shop.run("pesanan", "tambah", "siti", "I10")
    shop.run("pesanan", "isi", "O1")
    assert shop.rows()[0]["ref"] == "A-261122-O001"


def test_a_sale_for_an_order_stays_with_who_ordered(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi")
    refused = shop.run("transaksi", "pindah", "J1", "siti", code=1)
    assert "mengisi pesanan, jadi tidak bisa dipindah" in refused.err


def test_no_debt_is_said_to_be_deleted_where_there_was_none(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "budi")
    assert "Titipan:     Rp12.000" in shop.run("transaksi", "lihat", "J1").out
    assert "kasbonnya dihapus" not in shop.run("transaksi", "gagal", "J1").out


# Two counters that did not know of each other


@pytest.fixture
def two(shop, make_konter):
    """Counter B with all that A has; its clock is a minute behind."""
    other = make_konter("dua", "--konter", "B")
    share(shop, other)
    return shop, other


def share(*shops):
    """Each gets the files of the other."""
    for shop, counter in zip(shops, "AB"):
        for other in shops:
            for table in TABLES:
                for path in (shop.root / "ledger" / table).glob("*.csv"):
                    if path.name.split(".")[1] == counter and shop is not other:
                        folder = other.root / "ledger" / table
                        folder.mkdir(exist_ok=True)
                        shutil.copy(path, folder)


def test_an_order_that_two_counters_fulfilled_is_paid_once_in_advance(two):
    a, b = two
    a.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    share(a, b)
    a.run("pesanan", "isi", "O1")
    b.now = "2026-11-21T10:06:00+07:00"
    b.run("pesanan", "isi", "A-261121-O001")
    share(a, b)
    for shop in two:
        assert money(shop) == (12000, 0, 0) and orders(shop) == []
        (debt,) = json.loads(shop.run("hutang", "list", "--format", "json").out)
        assert (debt["id"], debt["asal"]) == ("B-261121-J001", "selisih")
    a.now = "2026-11-21T10:07:00+07:00"
    a.run("transaksi", "gagal", "J1")  # the money goes to the other sale
    share(a, b)
    for shop in two:
        assert money(shop) == (0, 0, 0)


def test_an_order_cancelled_here_and_fulfilled_there(two):
    a, b = two
    a.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    share(a, b)
    a.run("pesanan", "batal", "O1", "--kembali", "tunai")
    b.now = "2026-11-21T10:06:00+07:00"
    b.run("pesanan", "isi", "A-261121-O001")
    share(a, b)
    for shop in two:
        assert money(shop) == (12000, 0, 0) and orders(shop) == []


def test_a_recurring_order_fulfilled_twice_on_a_day_moves_on_once(two):
    a, b = two
    a.run("pesanan", "tambah", "budi", "10", "--tiap", "minggu")
    share(a, b)
    a.run("pesanan", "isi", "O1")
    b.run("pesanan", "isi", "A-261121-O001")
    share(a, b)
    for shop in two:
        assert orders(shop) == [("O001", "2026-11-28", 12000)]


def test_a_balance_that_two_counters_handed_out_is_a_debt(two):
    a, b = two
    a.run("titipan", "terima", "budi", "20rb")
    share(a, b)
    a.run("titipan", "ambil", "budi", "semua")
    b.now = "2026-11-21T10:06:00+07:00"
    b.run("titipan", "ambil", "budi", "15rb")
    share(a, b)
    for shop in two:
        assert money(shop) == (15000, 0, 0)
        (debt,) = json.loads(shop.run("hutang", "list", "--format", "json").out)
        assert (debt["asal"], debt["untuk"]) == ("selisih", "uang titipan yang diserahkan")
    b.run("hutang", "bayar", "budi", "15rb")
    share(a, b)
    assert money(a) == (0, 0, 0)


def test_money_handed_back_for_an_order_that_was_filled_is_a_debt_like_others(two):
    a, b = two
    a.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    share(a, b)
    a.run("pesanan", "isi", "O1")
    b.now = "2026-11-21T10:06:00+07:00"
    b.run("pesanan", "batal", "A-261121-O001", "--kembali", "tunai")
    share(a, b)
    assert money(a) == (12000, 0, 0)
    listed = a.run("hutang", "list").out
    assert "uang titipan yang diserahkan" in " ".join(listed.split())
    b.now = "2026-11-21T10:07:00+07:00"
    b.run("hutang", "undur", "B-261121-O001", "besok", "--alasan", "x")
    b.run("hutang", "ikhlaskan", "B-261121-O001", "--alasan", "x")
    assert money(b) == (0, 0, 0)

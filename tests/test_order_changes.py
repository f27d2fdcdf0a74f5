"""What becomes of orders: filled again and again, cancelled, voided, their sales failed or
repeated; and what two counters did to one without knowing of each other."""

import json
from collections.abc import Callable

import pytest

from helpers.clock import on
from helpers.customers import share
from helpers.konter import Konter
from helpers.orders import BUDI, money, orders, with_customers
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_customers(konter)


# Orders that recur

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
    for day, kept in (("2026-11-21", 18000), ("2026-11-28", 6000), ("2026-12-05", 0)):
        on(shop, day)
        shop.run("pesanan", "isi", "O1", "--tetap", "x")
        assert money(shop) == (7000, 0, kept)
    assert [row["dibayar"] for row in shop.rows()[1:]] == ["0", "0", "6000"]
    shop.run("pesanan", "batal", "budi")
    assert orders(shop) == []


# Cancelled or voided


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
    assert "Rp5.000 tunai dikeluarkan dari catatan kas" in done.out and money(shop) == (0, 0, 0)
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


def test_it_is_said_where_an_order_loses_its_money(shop):
    shop.run("titipan", "terima", "budi", "12rb")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas", "--cara", "titipan")
    done = shop.run("batal", "H1", "--alasan", "x")
    assert "uang pesanan sekarang tidak ada" in done.out and money(shop) == (0, 0, 0)


def test_an_order_of_a_record_that_was_united_and_taken_apart_keeps_its_money(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    union = shop.run("pelanggan", "satukan", "siti", "budi")
    shop.run("pesanan", "isi", "O1")
    shop.run("batal", union.id, "--alasan", "keliru")
    assert money(shop) == (0, 0, 0) and money(shop, "siti") == (0, 0, 0)


# When its sale failed


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


def test_a_sale_to_the_wrong_number_by_the_buyer_fulfils_it(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081299999999", "--rugi", "pembeli")
    assert orders(shop) == [] and money(shop) == (0, 0, 0)


def test_a_sale_for_an_order_stays_with_who_ordered(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    shop.run("pesanan", "isi", "budi")
    refused = shop.run("transaksi", "pindah", "J1", "siti", code=1)
    assert "mengisi pesanan, jadi tidak bisa dipindah" in refused.err


def test_no_debt_is_said_to_be_deleted_where_there_was_none(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "budi")
    assert "Uang muka:   Rp12.000" in shop.run("transaksi", "lihat", "J1").out
    assert "kasbonnya dihapus" not in shop.run("transaksi", "gagal", "J1").out


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


def test_money_goes_back_to_an_order_whatever_fulfilled_it_first(shop):
    shop.run("hutang", "tambah", "budi", "4rb", "--catatan", "galon")
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "budi")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081299999999", "--rugi", "pembeli")
    shop.run("transaksi", "ulang", "J1", "--dibayar", "12rb")
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


# When its sale is repeated


def test_a_failed_sale_of_an_order_is_repeated_with_its_money(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    assert money(shop) == (0, 0, 12000)
    shop.run("transaksi", "ulang", "J1")
    assert money(shop) == (0, 0, 0) and orders(shop) == []
    assert shop.rows()[-1]["titipan"] == "12000"


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
    on(shop, "2026-11-22")
    shop.run("transaksi", "ulang", "A-261121-J001", "--dibayar", "12rb")
    assert orders(shop) == [("O001", "2026-11-28", 0)] and money(shop) == (0, 0, 12000)
    assert shop.rows()[-1]["dibayar"] == "12000"


def test_a_repeat_after_the_order_was_cancelled_is_a_sale_like_any(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--dp", "lunas")
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    shop.run("pesanan", "batal", "O1")
    shop.run("transaksi", "ulang", "J1")
    assert money(shop) == (0, 0, 0) and shop.rows()[-1]["titipan"] == "12000"


@pytest.mark.parametrize("every", ["", "minggu"])
def test_what_another_sale_fulfilled_is_not_repeated(shop, every):
    shop.run(
        "pesanan", "tambah", "budi", "10", "--dp", "lunas", *(("--tiap", every) if every else ())
    )
    shop.run("pesanan", "isi", "O1")
    shop.run("transaksi", "gagal", "J1")
    shop.run("pesanan", "isi", "O1")
    on(shop, "2026-11-22")
    refused = shop.run("transaksi", "ulang", "A-261121-J001", code=1)
    assert "sudah diisi" in refused.err and "A-261121-J003" in refused.err
    assert len(shop.rows()) == 3


def test_what_is_due_again_is_repeated(shop):
    shop.run("pesanan", "tambah", "budi", "10", "--tiap", "minggu")
    shop.run("pesanan", "isi", "budi")
    on(shop, "2026-11-28")
    shop.run("pesanan", "isi", "budi")
    on(shop, "2026-11-29")
    shop.run("transaksi", "gagal", "A-261121-J001", "--kembali", "nanti")
    assert orders(shop) == [("O001", "2026-11-28", 12000)]
    shop.run("transaksi", "ulang", "A-261121-J001")
    assert orders(shop) == [("O001", "2026-12-05", 12000)]


# Two counters that did not know of each other


@pytest.fixture
def two(shop: Konter, make_konter: Callable[..., Konter]) -> tuple[Konter, Konter]:
    """Counter B with all that A has."""
    other = make_konter("dua", "--konter", "B")
    share(shop, other)
    return shop, other


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

"""Money for an order, paid in several goes, and another price when it is filled."""

import json
import re

import pytest

from helpers.customers import add
from helpers.debts import BUDI
from helpers.konter import Konter, files
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """Budi ordered credit for Rp51.000 and paid Rp10.000 of it."""
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("pesanan", "tambah", "budi", "50", "--untuk", "28/11", "--dp", "10rb", "-y")
    return konter


def kept(shop: Konter) -> int:
    (order,) = json.loads(shop.run("pesanan", "list", "--format", "json").out)
    return int(order["disimpan"])


def balance(shop: Konter) -> tuple[int, int]:
    (budi,) = json.loads(shop.run("pelanggan", "list", "--format", "json").out)
    return budi["kasbon"], budi["titipan"]


def test_an_order_is_paid_in_several_goes(shop):
    said = shop.run("pesanan", "bayar", "budi", "15rb", "tf").out
    assert "Rp15.000 transfer untuk pesanan A-261121-O001 · dibayar di muka Rp25.000" in said
    shop.run("pesanan", "bayar", "O1", "lunas")
    assert kept(shop) == 51_000
    assert [(row["dp"], row["cara"]) for row in shop.rows("pesanan")] == [
        ("10000", "tunai"),
        ("15000", "transfer"),
        ("26000", "tunai"),
    ]
    shop.run("pesanan", "isi", "O1", "-y")
    assert (shop.rows()[-1]["dibayar"], balance(shop)) == ("0", (0, 0))


def test_more_can_come_out_of_the_prepaid_balance(shop):
    shop.run("titipan", "terima", "budi", "30rb", "-y")
    shop.run("pesanan", "bayar", "O1", "20rb", "--cara", "titipan")
    assert kept(shop) == 30_000 and shop.rows("pesanan")[-1]["cara"] == "titipan"
    before = files(shop)
    said = shop.run("pesanan", "bayar", "O1", "15rb", "--cara", "titipan", code=1).err
    assert "kurang Rp5.000" in said and files(shop) == before


@pytest.mark.parametrize(
    "words, why",
    [
        (("O1", "41.500"), "lebih dari harganya"),
        (("O1", "10rb", "-y"), "sudah dicatat pukul 10.05"),
        (("O9", "10rb"), "O9"),
        (("O1",), "Contoh|jumlahnya"),
    ],
)
def test_what_is_too_much_or_twice_or_for_no_order_is_refused(shop, words, why):
    shop.run("pesanan", "bayar", "O1", "10rb", "-y")
    before = files(shop)
    said = shop.run("pesanan", "bayar", *words, code=2 if len(words) == 1 else 1).err
    assert any(part in said for part in why.split("|")) and files(shop) == before


def test_the_same_once_more_is_asked(shop):
    shop.run("pesanan", "bayar", "O1", "10rb", "-y")
    code, screen = talk(shop, ["", ""], "pesanan", "bayar", "O1", "10rb")
    assert code == 1 and "Catat lagi?" in screen and kept(shop) == 20_000
    code, _ = talk(shop, ["", "y"], "pesanan", "bayar", "O1", "10rb")
    assert code == 0 and kept(shop) == 30_000


def test_money_is_taken_back_as_it_came_the_last_first(shop):
    shop.run("pesanan", "bayar", "O1", "15rb", "tf")
    assert "O002" in shop.run("batal", "O1", "--alasan", "x", code=1).err
    said = shop.run("batal", "O2", "--alasan", "x").out
    assert "Rp15.000 transfer dikeluarkan dari catatan kas" in said and kept(shop) == 10_000
    assert "Rp10.000 tunai dikeluarkan" in shop.run("batal", "O1", "--alasan", "x").out
    assert balance(shop) == (0, 0)


def test_all_of_it_goes_back_when_the_order_is_cancelled(shop):
    shop.run("pesanan", "bayar", "O1", "15rb", "tf")
    shop.run("pesanan", "batal", "O1", "--kembali", "tunai", "-y")
    assert shop.rows("pesanan")[-1]["kembali"] == "25000" and balance(shop) == (0, 0)


# The price now → paid in cash when it is filled, what of the advance is left for the customer.
PRICES = {"55rb": (45_000, 0), "20rb": (10_000, 0), "8rb": (0, 2_000)}


@pytest.mark.parametrize("price, paid, rest", [(p, *rest) for p, rest in PRICES.items()])
def test_an_order_is_filled_at_another_price(shop, price, paid, rest):
    said = shop.run("pesanan", "isi", "O1", "--harga", price, "-y").out
    row = shop.rows()[-1]
    assert (row["harga"], row["dibayar"]) == (f"{price[:-2]}000", str(paid))
    assert balance(shop) == (0, rest)
    assert ("uang titipan sekarang Rp2.000" in said) == bool(rest)


@pytest.mark.parametrize(
    "meanwhile, there, free",
    [
        ([], 51_000, 0),
        (["titipan ambil budi 2rb"], 49_000, 0),
        (["titipan terima budi 5rb -y"], 51_000, 5_000),
        (["hutang tambah budi 1500 -y"], 49_500, 0),
        (["transaksi gagal J1", "transaksi ulang J1 --lagi"], 51_000, 0),
    ],
)
def test_what_a_cheaper_filling_spared_is_for_the_order_again_once_that_failed(
    shop, meanwhile, there, free
):
    """As much of it as the balance still has."""
    shop.run("pesanan", "bayar", "O1", "lunas")
    shop.run("pesanan", "isi", "O1", "--harga", "48rb", "-y")
    assert balance(shop) == (0, 3_000)
    for words in meanwhile:
        shop.run(*words.split())
    said = shop.run("transaksi", "gagal", shop.rows()[-1]["id"], "--kembali", "tunai")
    assert f"uang pesanan sekarang Rp{there:,}".replace(",", ".") in said.out
    assert "titipan ambil" not in said.out + said.err
    assert (kept(shop), balance(shop)) == (there, (0, there + free))  # in all


@pytest.mark.parametrize(
    "words, said",
    [
        ("--titipan", "Rp40.000 dari uang muka pesanan · Rp11.000 dari uang titipan"),
        ("-k", "Rp40.000 dari uang muka pesanan · kasbon Rp11.000, jatuh tempo"),
        ("--dibayar 11rb", "dibayar Rp11.000 tunai"),
        ("--harga 40rb", "Rp40.000 dari uang muka pesanan"),
    ],
)
def test_money_for_an_order_is_called_so_wherever_it_pays(shop, words, said):
    shop.run("pesanan", "bayar", "O1", "30rb")
    if words == "--titipan":
        shop.run("titipan", "terima", "budi", "30rb", "-y")
    done = shop.run("pesanan", "isi", "O1", "-y", *words.split())
    assert said in done.out and "Budi: Rp40.000 dari uang muka pesanan" in done.out
    shop.run("transaksi", "gagal", "J1")
    again = shop.run("transaksi", "ulang", "J1", "--lagi")
    assert "Rp40.000 dari uang muka pesanan" in again.out
    shown = shop.run("transaksi", "lihat", again.id).out
    assert re.search(r"Uang muka: +Rp40\.000\n|Rp40\.000 dari uang muka pesanan, ", shown)
    assert "uang muka" in shop.run("transaksi", "list").out


def test_an_order_at_another_price_can_be_owed(shop):
    shop.run("pesanan", "isi", "O1", "--harga", "55rb", "-k", "-y")
    assert balance(shop) == (45_000, 0)


def test_what_is_not_sold_any_more_fills_no_order_without_a_reason(shop):
    shop.edit(
        "ledger/produk.csv",
        "S50,Telkomsel,pulsa,Pulsa 50.000,50000,49494,51000,ya",
        "S50,Telkomsel,pulsa,Pulsa 50.000,50000,49494,51000,tidak",
    )
    before = files(shop)
    assert "sedang tidak dijual" in shop.run("pesanan", "isi", "O1", "-y", code=1).err
    assert files(shop) == before
    shop.run("pesanan", "isi", "O1", "-y", "--tetap", "sisa stok")
    assert shop.rows()[-1]["alasan"] == "sisa stok"


@pytest.mark.parametrize(
    "words",
    [
        ("titipan", "terima", "budi", "20rb"),
        ("hutang", "bayar", "budi", "lunas"),
        ("pesanan", "tambah", "budi", "10", "--dp", "5rb"),
        ("pesanan", "bayar", "O1", "5rb"),
    ],
)
def test_money_that_came_before_can_be_entered_later(shop, words):
    shop.run("hutang", "tambah", "budi", "9rb", "--waktu", "08.00")
    shop.now = "2026-11-21T11:00:00+07:00"
    shop.run(*words, "--waktu", "10.30", "-y")
    table = "pesanan" if words[0] == "pesanan" else "hutang"
    assert shop.rows(table)[-1]["waktu"] == "2026-11-21T10:30:00+07:00"

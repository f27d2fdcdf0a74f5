"""Money is booked as received only where the seller said so: a sale that is repeated, and one that
was recorded as failed and came through after all."""

import json

import pytest

from helpers.customers import add
from helpers.debts import BUDI, listed
from helpers.konter import Konter, files
from helpers.terminal import talk

STRANGER = "081299998888"


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """Budi owes Rp12.000; J2 for Rp26.500, which he paid, failed and paid that."""
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-k", "-y")
    konter.run("jual", "budi", "25", "-y")
    konter.run("transaksi", "gagal", "J2")
    return konter


@pytest.fixture
def handed_back(konter: Konter) -> Konter:
    """J1 to nobody known failed, and its Rp12.000 were handed back."""
    konter.run("jual", STRANGER, "10", "-y")
    konter.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    return konter


def row(konter: Konter) -> dict[str, str]:
    return konter.rows()[-1]


def left(konter: Konter) -> dict[str, int]:
    return {each["id"][-4:]: each["sisa"] for each in listed(konter)}


def test_what_is_missing_for_a_repeat_is_never_booked_unsaid(shop):
    before = files(shop)
    said = shop.run("transaksi", "ulang", "J2", code=1).err
    assert "Kurang Rp12.000. Tambahkan --dibayar 12.000, atau -k untuk kasbon." in said
    assert files(shop) == before


ANSWERS = {
    "Enter is a debt": ([""], "", 12_000),
    "a yes as well": (["y"], "", 12_000),
    "paid": (["u"], "tunai", 0),
    "paid by QRIS": (["apa", "u qris"], "qris", 0),
}


@pytest.mark.parametrize("answers, way, owed", ANSWERS.values(), ids=ANSWERS)
def test_what_is_missing_for_a_repeat_is_asked(shop, answers, way, owed):
    code, screen = talk(shop, answers, "transaksi", "ulang", "J2")
    assert code == 0 and "Kurang Rp12.000: [Enter = kasbon] · u dibayar" in screen
    assert (row(shop)["dibayar"], row(shop)["titipan"]) == (str(12_000 - owed), "14500")
    assert row(shop)["cara"] == (way or "kasbon")
    assert left(shop) == ({"J004": owed} if owed else {})


def test_nothing_is_recorded_where_the_question_is_left(shop):
    before = files(shop)
    code, _ = talk(shop, [None], "transaksi", "ulang", "J2")
    assert code == 130 and files(shop) == before


def test_a_part_that_is_paid_leaves_the_rest_to_be_asked(shop):
    code, screen = talk(shop, [""], "transaksi", "ulang", "J2", "--dibayar", "5rb")
    assert code == 0 and "Kurang Rp7.000" in screen
    assert row(shop)["dibayar"] == "5000" and left(shop) == {"J004": 7_000}


def test_where_the_account_took_the_money_the_way_to_hand_it_out_is_said(shop):
    said = shop.run("transaksi", "gagal", "J2", "--kembali", "tunai", code=1).err
    assert "pulsa batal A-261121-J003, lalu pulsa transaksi gagal A-261121-J002" in said
    shop.run("batal", "J3", "--alasan", "diserahkan tunai")
    assert "Rp26.500 dikembalikan" in shop.run("transaksi", "gagal", "J2", "--kembali", "tunai").out
    assert left(shop) == {"J001": 12_000}


def test_without_a_customer_there_is_no_enter_for_what_is_missing(handed_back):
    code, screen = talk(handed_back, ["", "k", "u"], "transaksi", "ulang", "J1")
    assert code == 0 and "kasbon" not in screen and screen.count("Kurang Rp12.000: u dibayar") == 3
    assert (row(handed_back)["dibayar"], row(handed_back)["cara"]) == ("12000", "tunai")


# Of a top-up that came through after its money was handed back: options, paid, discount.
ARRIVED = {
    "paid again": (("--dibayar", "12rb"), "12000", "0", "dibayar lagi Rp12.000 tunai"),
    "borne by the shop": (("--rugi",), "0", "12000", "Rp12.000 ditanggung konter"),
    "in part": (("--dibayar", "5rb", "--rugi"), "5000", "7000", "Rp7.000 ditanggung konter"),
}


@pytest.mark.parametrize("options, paid, off, part", ARRIVED.values(), ids=ARRIVED)
def test_what_arrived_after_all_is_paid_again_or_the_shops_loss(
    handed_back, options, paid, off, part
):
    before = files(handed_back)
    said = handed_back.run("transaksi", "sukses", "J1", code=1).err
    assert "Kurang Rp12.000" in said and "--rugi" in said and files(handed_back) == before
    said = handed_back.run("transaksi", "sukses", "J1", "--sn", "0123456", *options).out
    assert "ternyata masuk" in said and part in said
    assert (row(handed_back)["dibayar"], row(handed_back)["diskon"]) == (paid, off)
    assert (row(handed_back)["ref"], row(handed_back)["sn"]) == ("A-261121-J001", "0123456")


def test_what_arrived_after_all_is_a_debt_of_whoever_is_known(konter):
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-y")
    konter.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    code, screen = talk(konter, [""], "transaksi", "sukses", "J1")
    assert code == 0 and "[Enter = kasbon] · u dibayar · r rugi konter" in screen
    assert left(konter) == {"J003": 12_000}


def test_money_that_is_still_there_pays_for_what_arrived_after_all(konter):
    konter.run("jual", STRANGER, "10", "-y")
    konter.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    assert "Rp12.000 dari A-261121-J001" in konter.run("transaksi", "sukses", "J1").out
    sales = json.loads(konter.run("transaksi", "list", "--format", "json").out)
    assert [sale["tertahan"] for sale in sales] == [0, 0]


def test_a_debt_that_ended_is_owed_again_as_agreed_though_the_policy_would_forbid_it(konter):
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-k", "--tempo", "5 hari")
    konter.run("transaksi", "gagal", "J1")
    konter.edit("ledger/kebijakan.yaml", "batas: 100.000", "batas: 5rb")
    konter.run("transaksi", "sukses", "J1")
    (debt,) = listed(konter)
    assert (debt["sisa"], debt["tempo"]) == (12_000, "2026-11-26")


def test_a_debt_that_ended_can_be_the_shops_loss(konter):
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-k")
    konter.run("transaksi", "gagal", "J1")
    assert "Rp12.000 ditanggung konter" in konter.run("transaksi", "sukses", "J1", "--rugi").out
    assert listed(konter) == []


def test_what_was_repeated_arrives_a_second_time_only_if_that_is_said(handed_back):
    handed_back.run("transaksi", "ulang", "J1", "--dibayar", "12rb")
    before = files(handed_back)
    said = handed_back.run("transaksi", "sukses", "J1", "--rugi", code=1).err
    assert "sudah ada gantinya, A-261121-J003" in said and files(handed_back) == before
    handed_back.run("transaksi", "sukses", "J1", "--rugi", "--lagi")


def test_words_for_what_failed_are_refused_for_what_did_not(konter):
    konter.run("jual", STRANGER, "10", "-y", "--status", "pending")
    konter.run("transaksi", "sukses", "J1", "--rugi", code=1)
    konter.run("transaksi", "sukses", "J1")


def test_an_sn_of_a_failed_sale_warns(handed_back):
    said = handed_back.run("transaksi", "sn", "J1", "0123456")
    assert "sudah dicatat gagal" in said.err and "pulsa transaksi sukses A-261121-J001" in said.err


def test_to_take_back_a_refund_is_asked_and_names_the_money(handed_back):
    code, screen = talk(handed_back, [""], "batal", "J2", "--alasan", "x")
    assert code == 1 and "Rp12.000 tunai masuk lagi ke catatan kas" in screen
    assert "pulsa transaksi sukses A-261121-J001" in screen
    said = handed_back.run("batal", "J2", "--alasan", "x").out
    assert "Rp12.000 tunai masuk lagi ke catatan kas" in said


PAID_BEFORE = {
    "paid as a debt": (("hutang", "bayar", "budi", "lunas"), 0),
    "paid in part": (("hutang", "bayar", "budi", "9rb"), 3_000),
}


@pytest.mark.parametrize("words, unpaid", PAID_BEFORE.values(), ids=PAID_BEFORE)
def test_money_handed_out_of_the_account_is_asked_for_and_not_lent(konter, words, unpaid):
    """Only what was unpaid when it failed is owed again by itself."""
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-k")
    konter.run(*words)
    konter.run("transaksi", "gagal", "J1")
    konter.run("titipan", "ambil", "budi", "semua", "-y")
    before = files(konter)
    said = konter.run("transaksi", "sukses", "J1", code=1).err
    assert f"Kurang Rp{12 - unpaid // 1000}.000" in said and files(konter) == before
    konter.run("transaksi", "sukses", "J1", "--rugi")
    assert listed(konter) == []


def test_what_arrived_of_an_order_that_was_filled_again_has_a_way(konter):
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("pesanan", "tambah", "budi", "10", "--dp", "5rb")
    konter.run("pesanan", "isi", "budi", "-y")
    konter.run("transaksi", "gagal", "J1")
    konter.run("pesanan", "isi", "budi", "-y", "--lagi")
    said = konter.run("transaksi", "sukses", "J1", code=1).err
    assert "tambahkan --lagi" in said
    konter.run("transaksi", "sukses", "J1", "--lagi", "--rugi")


def test_what_has_arrived_does_not_arrive_again(konter):
    konter.run("jual", STRANGER, "10")
    konter.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    konter.run("transaksi", "sukses", "J1", "--dibayar", "12rb")
    for more in ((), ("--lagi", "--dibayar", "12rb"), ("--lagi", "--rugi")):
        said = konter.run("transaksi", "sukses", "J1", *more, code=1).err
        assert "sudah tercatat masuk (A-261121-J003)" in said


def test_what_an_order_has_left_is_said_to_pay_for_what_arrived_beside_it(konter):
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("pesanan", "tambah", "budi", "10", "--dp", "18rb", "--tiap", "minggu")
    konter.run("pesanan", "isi", "budi", "-y")
    konter.run("transaksi", "gagal", "J1")
    konter.run("pesanan", "isi", "budi", "-y", "--lagi")
    said = konter.run("transaksi", "sukses", "J1", "--lagi", "-k").out
    assert "Rp6.000 dari uang muka pesanan · kasbon Rp6.000, jatuh tempo" in said
    assert listed(konter)[0]["sisa"] == 6000


def test_money_that_nobody_has_to_pay_is_not_taken(konter):
    konter.run("jual", STRANGER, "10")
    konter.run("transaksi", "gagal", "J1")
    words = ("transaksi", "ulang", "J1", "--dibayar", "20rb", "--cara", "tf")
    assert "tidak ada yang harus dibayar lagi" in konter.run(*words, code=1).err


def test_a_repeat_of_several_ways_that_costs_nothing_new_names_one(konter):
    konter.run("jual", STRANGER, "10", "--dibayar", "tunai=7rb", "--dibayar", "qris=5rb")
    konter.run("transaksi", "gagal", "J1")
    konter.run("transaksi", "ulang", "J1")
    assert (row(konter)["dibayar"], row(konter)["cara"]) == ("0", "tunai")


def test_what_was_paid_for_a_debt_is_named_where_cash_goes_back(konter):
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10", "-k")
    konter.run("hutang", "bayar", "budi", "lunas")
    said = konter.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    assert "kasbonnya dihapus" not in said.out
    assert "Rp12.000 yang sudah dibayar untuk kasbonnya tidak ikut diserahkan" in said.err


def test_where_money_of_a_failed_sale_went_is_told_as_it_is_now(konter):
    """Whoever types the failure again is sent to money that is there."""
    add(konter, "Budi", BUDI)
    konter.run("jual", "budi", "10")
    konter.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    again = ("transaksi", "gagal", "J1", "--kembali", "tunai")
    budi = konter.rows("pelanggan")[0]["id"]
    assert f"Menyerahkannya: pulsa titipan ambil {budi} 12.000." in konter.run(*again, code=1).err
    konter.run("transaksi", "ulang", "J1", "--lagi")
    said = konter.run(*again, code=1).err
    assert "sekarang tidak ada lagi; diulang sebagai A-261121-J003" in said
    assert "titipan ambil" not in said

"""Rows count in the order in which they were recorded: what was acknowledged stays so when
something older is entered later, or the clock is put right."""

import pytest

from helpers.clock import may_go_back, on
from helpers.customers import add
from helpers.debts import BUDI, SITI, left, listed, owe
from helpers.konter import Konter, files
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    konter.lift_policy()
    on(konter, "2026-11-01")
    add(konter, "Budi", BUDI)
    return konter


def sold_and_paid(shop: Konter) -> str:
    """A sale on credit of the 10th, paid on the 12th; its id."""
    on(shop, "2026-11-10")
    sale = shop.run("jual", "budi", "10", "-k", "-y").id
    on(shop, "2026-11-12")
    assert "Lunas" in shop.run("hutang", "bayar", "budi", "lunas", "-y").out
    on(shop, "2026-11-20")
    return sale


LATER = {
    "a debt": ("hutang", "tambah", "budi", "50rb", "--waktu", "2/11", "--tempo", "9/11"),
    "a sale": ("jual", "budi", "25", "-k", "-y", "--waktu", "2/11"),
}


@pytest.mark.parametrize("words", LATER.values(), ids=LATER)
def test_an_older_debt_entered_later_takes_nothing_from_what_was_paid(shop, words):
    paid = sold_and_paid(shop)
    added = shop.run(*words).id
    assert set(left(shop)) == {added} and paid != added
    assert paid not in shop.run("hutang", "list", "--overdue").out


def test_an_old_book_imported_later_takes_nothing_from_what_was_paid(shop):
    paid = sold_and_paid(shop)
    book = shop.root / "buku.csv"
    book.write_text("nama,jumlah,tanggal\nBudi,50000,2/11/2026\n")
    shop.run("hutang", "impor", book, "-y")
    assert [(debt["sisa"], debt["id"] == paid) for debt in listed(shop)] == [(50_000, False)]


def test_an_advance_for_an_order_stays_whole_when_a_debt_is_recorded_in_the_same_second(shop):
    shop.run("titipan", "terima", "budi", "40rb", "-y")
    dated = ("--untuk", "28/11", "--dp", "40rb", "--cara", "titipan")
    shop.run("pesanan", "tambah", "budi", "50", *dated, "-y")
    debt = owe(shop, "budi", "16500", "28/11")
    assert '"disimpan": 40000' in shop.run("pesanan", "list", "--format", "json").out
    assert left(shop) == {debt: 16_500}


def test_a_clock_put_right_by_an_hour_reopens_nothing(shop):
    on(shop, "2026-11-10", "11:00:00")
    sale = shop.run("jual", "budi", "10", "-k", "-y").id
    on(shop, "2026-11-10", "10:55:00")  # it was wrong
    shop.run("hutang", "bayar", "budi", "lunas", "-y")
    other = owe(shop, "budi", "5rb")
    on(shop, "2026-11-10", "10:58:00")
    assert set(left(shop)) == {other} and sale
    rows = sorted([*shop.rows("jual"), *shop.rows("hutang")], key=lambda row: int(row["urut"]))
    recorded = [row["dicatat"] or row["waktu"] for row in rows]
    assert recorded == ["2026-11-10T11:00:00+07:00"] * 3
    assert [row["waktu"][11:16] for row in rows] == ["11:00", "10:55", "10:55"]


def test_a_clock_that_was_months_ahead_changes_no_order(shop):
    may_go_back(shop)
    on(shop, "2027-03-01")
    ids = [owe(shop, "budi", "10rb", "7/3/2027")]
    for day in ("2026-11-10", "2026-11-11", "2026-12-02"):
        on(shop, day)
        ids.append(shop.run("titipan", "terima", "budi", "10rb", "-y", "--lagi").id)
        ids.append(owe(shop, "budi", "10rb"))
    by_id = {row["id"]: row for row in shop.rows("hutang")}
    recorded = [(by_id[id]["dicatat"] or by_id[id]["waktu"], by_id[id]["urut"]) for id in ids]
    assert sorted(set(recorded)) == recorded
    assert set(left(shop)) == {ids[-1]}


def test_the_running_number_goes_over_all_ledgers_and_begins_anew_each_day(shop):
    shop.run("jual", "budi", "10", "-k", "-y")
    shop.run("hutang", "bayar", "budi", "5rb", "-y")
    shop.run("jual", "budi", "25", "-k", "-y")
    on(shop, "2026-11-02")
    shop.run("hutang", "bayar", "budi", "6rb", "-y", "--waktu", "kemarin 19.00")
    assert [row["urut"] for row in shop.rows("pelanggan")] == ["1"]
    assert [row["urut"] for row in shop.rows("jual")] == ["2", "4"]
    assert [row["urut"] for row in shop.rows("hutang")] == ["3", "1"]
    early = shop.rows("hutang")[-1]
    assert (early["waktu"], early["dicatat"]) == (
        "2026-11-01T19:00:00+07:00",
        "2026-11-02T10:05:00+07:00",
    )


def test_prepaid_money_pays_an_older_debt_on_the_day_of_the_money(shop):
    """Entered late, a debt of the 1st is not on time because money of the 12th was there."""
    shop.run("pelanggan", "ubah", "budi", "--tempo", "3 hari")
    on(shop, "2026-11-12")
    shop.run("titipan", "terima", "budi", "10rb", "-y")
    on(shop, "2026-11-13")
    owe(shop, "budi", "10rb", "4/11", waktu="1/11")
    card = "berlaku-sejak: 2026-10-01\ntingkat:\n  Perak:\n    tepat-waktu: 50%\n"
    (shop.root / "ledger" / "kartu.yaml").write_text(card, "utf-8")
    assert "Kasbon tepat waktu: 0 dari 1" in shop.run("kartu", "lihat", "budi").out


def test_a_day_that_is_over_names_what_was_recorded_after_it(shop):
    on(shop, "2026-11-20")
    first = owe(shop, "budi", "10rb", "27/11", waktu="5/11")
    shop.run("hutang", "bayar", "budi", "4rb", "-y", "--waktu", "6/11")
    shop.run("hutang", "bayar", "budi", "1rb", "-y")
    answer = shop.run("hutang", "list", "--per", "10/11", "--format", "json")
    assert f'"id": "{first}"' in answer.out and '"sisa": 6000' in answer.out
    said = "(kasbon Rp10.000, bayaran Rp4.000) dari sebelum akhir Selasa, 10 Nov 2026"
    assert f"2 catatan {said}" in answer.err
    assert "catatan" not in shop.run("hutang", "list", "--per", "20/11").err


# Payments of a day that is before → what is wrong with it.
EARLY = {
    "the debt": (("hutang", "bayar", "budi", "5rb", "--waktu", "5/11"), "kasbonnya baru"),
    "money that pays it first": (
        ("titipan", "terima", "budi", "5rb", "--waktu", "5/11"),
        "kasbonnya baru",
    ),
    "the customer": (
        ("titipan", "terima", "budi", "30rb", "--waktu", "30/10"),
        "kasbonnya baru",
    ),
    "an order": (("pesanan", "bayar", "O1", "5rb", "--waktu", "9/11"), "pesanannya baru"),
    "a customer who owes nothing": (
        ("titipan", "terima", "siti", "30rb", "--waktu", "30/10"),
        "catatan pertama Siti baru",
    ),
}


@pytest.mark.parametrize("words, why", EARLY.values(), ids=EARLY)
def test_a_payment_dated_before_what_it_pays_needs_a_reason(shop, words, why):
    add(shop, "Siti", SITI)
    on(shop, "2026-11-10")
    owe(shop, "budi", "10rb")
    shop.run("pesanan", "tambah", "budi", "10", "--untuk", "28/11")
    before, table = files(shop), "pesanan" if why.startswith("pesanan") else "hutang"
    said = shop.run(*words, "-y", code=1).err
    assert why in said and "--tetap ALASAN" in said and files(shop) == before
    code, screen = talk(shop, ["", ""], *words)
    assert code == 1 and why in screen and files(shop) == before
    assert talk(shop, ["", "y"], *words)[0] == 0
    shop.run(*words, "-y", "--lagi", "--tetap", "salah tulis")
    assert shop.rows(table)[-1]["alasan"] == "tetap: salah tulis"


def test_a_payment_of_the_day_of_its_debt_is_not_asked_about(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "10rb")
    on(shop, "2026-11-12")
    shop.run("hutang", "bayar", "budi", "5rb", "-y", "--waktu", "10/11 09.00")


def test_what_the_balance_pays_of_a_new_or_released_debt_is_said(shop):
    shop.run("titipan", "terima", "budi", "30rb", "-y")
    said = shop.run("hutang", "tambah", "budi", "20rb").out
    assert "Rp20.000 dari uang titipan · uang titipan sekarang Rp10.000" in said
    shop.run("hutang", "tambah", "budi", "25rb")
    shop.run("hutang", "tahan", "budi", "--alasan", "x", "-y")
    shop.run("titipan", "terima", "budi", "40rb", "-y")
    said = shop.run("hutang", "tahan", "budi", "--lepas", "--alasan", "y", "-y").out
    assert "Rp15.000 dari uang titipan · uang titipan sekarang Rp25.000" in said

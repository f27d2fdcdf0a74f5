"""What each rule of the payment policy allows and forbids, and what a mistake in its file does."""

import re

import pytest

from helpers.clock import after
from helpers.customers import add, money
from helpers.debts import BUDI
from helpers.konter import Konter, files
from helpers.policy import FORCED, POLICY, change, refused, rules, way_out, without_rules
from helpers.screen import rupiah


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return without_rules(konter)


# What the program does


def test_the_term_of_the_starter_file_holds_and_due_today_is_not_overdue(konter):
    add(konter, "Budi", BUDI)
    change(konter, "tempo", "akhir bulan")
    konter.run("jual", "budi", "5", "-k")
    konter.run("hutang", "tambah", "budi", "5rb")
    assert konter.rows()[-1]["tempo"] == konter.rows("hutang")[-1]["tempo"] == "2026-11-30"
    after(konter, 9)
    konter.run("jual", "budi", "15", "-k")
    after(konter, 10)
    assert "1 hari" in refused(konter, "jual", "budi", "20", "-k")


def test_the_limit_itself_is_allowed_and_one_rupiah_more_is_not(shop):
    rules(shop, "batas: 24rb")
    shop.run("jual", "budi", "10", "-k")
    said = refused(shop, "jual", "budi", "10", "-k", "--harga", "Rp12001", "--lagi")
    assert {24001, 24000, 1} <= set(rupiah(said))
    shop.run("jual", "budi", "10", "-k", "--lagi")
    assert money(shop, "budi") == (24000, 0)
    refused(shop, "hutang", "tambah", "budi", "Rp1")
    rules(shop, "batas: Rp24001")
    shop.run("hutang", "tambah", "budi", "Rp1")
    said = refused(shop, "jual", "siti", "S25", "-k")  # the limit is each one's
    assert rupiah(said) == [26500, 24001, 2499]
    shop.run("jual", "siti", "S20", "-k")


def test_the_most_that_may_be_owed_counts_what_was_prepaid(shop):
    rules(shop, "batas: 100rb")
    shop.run("titipan", "terima", "budi", "20rb")
    said = refused(shop, "hutang", "tambah", "budi", "150rb")
    assert "hutangnya paling banyak Rp120.000" in said
    refused(shop, "hutang", "tambah", "budi", "120.001")
    shop.run("hutang", "tambah", "budi", "120rb")
    rules(shop, "batas: 0")
    assert "paling banyak Rp0" not in refused(shop, "hutang", "tambah", "siti", "20rb")


def test_only_so_many_debts_are_open(shop):
    rules(shop, "paling-banyak: 2")
    shop.run("jual", "budi", "10", "-k", "--tempo", "lusa")
    shop.run("hutang", "tambah", "budi", "5rb", "--tempo", "besok")
    for words in (("jual", "budi", "5", "-k"), ("hutang", "tambah", "budi", "5rb")):
        assert way_out(refused(shop, *words)) == ("Rp5.000", [])
    shop.run("hutang", "cicil", "J1", "--kali", "3", "--tiap", "minggu")  # is one debt still
    shop.run("hutang", "bayar", "budi", "Rp4999")
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("Rp1", [])
    shop.run("hutang", "bayar", "budi", "Rp1")
    shop.run("jual", "budi", "5", "-k")


def test_bounds_for_moving_a_due_date(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "besok")
    rules(shop, "undur: {kali: 2, paling-lama: 10 hari}")
    before = files(shop)
    words = ("hutang", "undur", "J1", "--alasan", "sakit")
    assert "10 hari" in shop.run(*words, "11 hari", code=1).err and files(shop) == before
    shop.run(*words, "9 hari")
    shop.run(*words, "10 hari")
    after(shop, 1)
    before = files(shop)
    words = ("hutang", "undur", "budi", "--alasan", "sakit", "10 hari")
    assert "2 kali" in shop.run(*words, code=1).err and files(shop) == before
    shop.run(*words, *FORCED)
    assert {"sakit", FORCED[1]} <= set(re.split("; |: ", shop.rows("hutang")[-1]["alasan"]))
    rules(shop, "undur: {kali: 0}")
    assert "tidak bisa diundur" in shop.run(*words[:-1], "11 hari", code=1).err


def test_bounds_for_instalments(shop):
    shop.run("jual", "budi", "10", "-k")
    words = ("hutang", "cicil", "J1", "--kali")
    for rule, count, every, said in (
        ("kali: 3", 4, "minggu", "3 kali"),
        ("paling-lama: 20 hari", 3, "minggu", "20 hari"),
        ("kali: 1", 2, "minggu", "tidak bisa dicicil"),
    ):
        rules(shop, f"cicil: {{{rule}}}")
        before = files(shop)
        assert said in shop.run(*words, count, "--tiap", every, code=1).err
        assert files(shop) == before
    rules(shop, "cicil: {kali: 3, paling-lama: 21 hari}")
    shop.run(*words, 3, "--tiap", "minggu")
    shop.run(*words, 3, "--tiap", "minggu", code=1)  # once a debt
    shop.run(*words, 4, "--tiap", "minggu", *FORCED)
    assert FORCED[1] in shop.rows("hutang")[-1]["alasan"]


def test_the_limits_of_ageing_are_the_columns_of_the_list(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    rules(shop, "umur: 2, 14")
    for days, column in ((0, 0), (1, 1), (2, 1), (3, 2), (14, 2), (15, 3)):
        after(shop, days)
        head, row = shop.run("hutang", "umur", "--format", "csv").out.splitlines()
        assert len(head.split(",")) == 7
        assert row.split(",")[2:] == [
            "12000" if place in (column, 4) else "0" for place in range(5)
        ]


def test_prepayment_lasts_until_everything_is_paid(shop):
    rules(shop, "akibat: {stop-hutang: 1, bayar-di-muka: 30 hari}")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "25", "-k", "--tempo", "90 hari")
    after(shop, 29)
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("Rp12.000", [])
    after(shop, 30)
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("Rp38.500", [])
    shop.run("hutang", "bayar", "budi", "12rb")
    after(shop, 40)
    said = refused(shop, "jual", "budi", "5", "-k")  # what was late is paid, not all
    assert "pernah lewat jatuh tempo 30 hari" in said and way_out(said) == ("Rp26.500", [])
    shop.run("hutang", "bayar", "budi", "Rp26499")
    refused(shop, "jual", "budi", "5", "-k")
    shop.run("hutang", "bayar", "budi", "lunas")
    shop.run("jual", "budi", "5", "-k")
    shop.run("jual", "budi", "10", "-k")


def test_a_sale_that_was_somebody_elses_leaves_no_mark(shop):
    rules(shop, "akibat: {bayar-di-muka: 30}")
    shop.run("jual", "siti", "20", "-k", "--waktu", "1/10 10.00")
    shop.run("jual", "siti", "10", "-k", "--tetap", "x")
    shop.run("hutang", "bayar", "siti", "5rb")
    refused(shop, "jual", "siti", "15", "-k")
    shop.run("transaksi", "pindah", "J1", "budi")
    shop.run("jual", "siti", "15", "-k")


def test_a_debt_on_hold_counts_but_brings_no_consequence(shop):
    rules(
        shop,
        "batas: 24rb",
        "paling-banyak: 2",
        "akibat: {ingatkan: 1, stop-hutang: 1, bayar-di-muka: 2}",
    )
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    after(shop, 40)
    assert "Perhatian" not in shop.run("jual", "budi", "15").err
    assert way_out(refused(shop, "jual", "budi", "15", "-k")) == ("", ["--dibayar", "5.000"])
    shop.run("jual", "budi", "10", "-k")
    said = refused(shop, "jual", "budi", "5", "-k")
    assert "24.000" in said or "2 kasbon" in said
    shop.run("hutang", "tahan", "A-261121-J001", "--lepas")
    assert "Perhatian" in shop.run("jual", "budi", "20").err


def test_a_customers_own_limit_and_term_override(shop):
    rules(shop, "batas: 20rb", "tempo: besok")
    shop.run("pelanggan", "ubah", "budi", "--batas", "50rb", "--tempo", "2 minggu")
    shop.run("pelanggan", "ubah", "siti", "--batas", "Rp11.999")
    refused(shop, "jual", "siti", "S10", "-k")
    shop.run("jual", "siti", "S5", "-k")
    shop.run("jual", "budi", "25", "-k")
    shop.run("hutang", "tambah", "budi", "23,5rb")
    assert shop.rows()[-2]["tempo"] == "2026-11-22"
    assert shop.rows()[-1]["tempo"] == shop.rows("hutang")[-1]["tempo"] == "2026-12-05"
    assert "50.000" in refused(shop, "hutang", "tambah", "budi", "Rp1")
    shop.run("pelanggan", "ubah", "budi", "--batas", "0", "--tempo=-")
    shop.run("hutang", "bayar", "budi", "lunas")
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("", ["--dibayar", "7.000"])
    shop.run("pelanggan", "ubah", "budi", "--batas=-")
    refused(shop, "jual", "budi", "25", "-k", "--lagi")
    shop.run("jual", "budi", "15", "-k")
    rules(shop, "batas: 0")
    shop.run("pelanggan", "ubah", "siti", "--batas", "15rb")
    shop.run("hutang", "tambah", "siti", "8rb")
    refused(shop, "hutang", "tambah", "siti", "Rp1")


# Mistakes in the file

BROKEN = [  # what stands in it, the line that is wrong, a part of the message
    ("undur: 2 kali", 1, "undur"),
    ("undur: [2, 3]", 1, "undur"),
    ("cicil: '4'", 1, "cicil"),
    ("akibat:\n  - ingatkan", 2, ""),
    ("akibat:\n  stop-hutan: 1", 2, "Maksudnya 'stop-hutang'?"),
    ("akibat:\n  warna: 1", 2, "'warna' tidak dikenal"),
    ("kali: 2", 1, "'kali' tidak dikenal"),
    ("cicil:\n  kali: 2\n  kali: 3", 3, "dua kali"),
    ("batas: 9rb\nbatas: 8rb", 2, "dua kali"),
    ("undur:\n  kali: 2\ncicil:\n  kali: 2\nundur:\n  kali: 3", 5, "dua kali"),
    ("akibat:\n  ingatkan:\n    sesudah: 1", 3, ""),
    ("akibat:\n  ingatkan: [1, 2]", 2, "daftar"),
    ("tempo: 7 hari\nbatas: 50", 2, "Rp50"),
    ("batas: banyak", 1, "banyak"),
    ("batas: -5rb", 1, ""),
    ("batas: [5rb]", 1, "daftar"),
    ("tenggang: tiga", 1, "7 hari"),
    ("tenggang: 1 bulan", 1, "1 bulan"),
    ("tenggang: -1", 1, "-1"),
    ("tenggang: 1,5", 1, "1,5"),
    ("paling-banyak: 2 hari", 1, "2 hari"),
    ("undur:\n  paling-lama: 2 kali", 2, "2 kali"),
    ("umur: [30, 7]", 1, "lebih besar"),
    ("umur:\n  - 7\n  - 30\n  - 30", 4, "lebih besar"),
    ("umur: [0, 7]", 1, "'0'"),
    ("umur: 7, banyak", 1, "banyak"),
    ("umur: [7, [30]]", 1, ""),
    ("pengingat:\n  hari: [0, -3]", 2, "lebih besar"),
    ("pengingat:\n  hari: ya", 2, "-3, 0, 7"),
    ("pengingat: [-3, 0]", 1, "hari, jam, libur, paling-kecil"),
    ("pengingat: 3", 1, "hari, jam"),
    *(
        (f"pengingat:\n  jam: {jam}", 2, "misalnya 08-20")
        for jam in ("20-08", "08-25", "8", "pagi", "08.30-17.00", "-3-9", "08-08")
    ),
    ("pengingat:\n  libur: [minggu, besok]", 2, "nama hari atau tanggal"),
    ("pengingat:\n  libur:\n    - minggu\n    - 2026-02-30", 4, "2026-02-30"),
    ("pengingat:\n  paling-kecil: 50", 2, "Rp50"),
    ("tempo: 28/11", 1, "28/11"),
    ("tempo: kapan-kapan", 1, "kapan"),
    ("- tempo", 1, "kunci"),
    ("batas: 9rb\n<<<<<<< HEAD", 2, "bentrok"),
    ("batas:\n\t9rb", 2, ""),
]


@pytest.mark.parametrize("text, line, part", BROKEN)
def test_a_mistake_is_named_with_file_and_line_and_stops_credit(shop, text, line, part):
    rules(shop, text)
    before = files(shop)
    for words in (
        ("jual", "budi", "10", "-k"),
        ("hutang", "tambah", "budi", "5rb"),
        ("jual", "budi", "10", "-k", "--tempo", "besok", *FORCED),
        ("kebijakan",),
        ("kebijakan", "--poster", shop.root / "ledger" / "poster.html"),
    ):
        said = shop.run(*words, code=3)
        assert said.err.startswith(f"{POLICY}:{line}: ") and part in said.err and not said.out
        assert files(shop) == before


def test_an_old_form_of_the_consequences_is_told_the_new_one(shop):
    rules(shop, 'akibat: "Kalau lewat jatuh tempo, tidak ada kasbon baru."')
    said = shop.run("jual", "budi", "10", "-k", code=3).err
    assert f"{POLICY}:1" in said and "ingatkan, stop-hutang, bayar-di-muka" in said


def test_invisible_letters_from_another_program_do_no_harm(shop):
    rules(shop, "pengingat:\n  hari: [-3, 0\u200b, 3]", "umur: [7\u200b, 30]", "batas: 50\u200brb")
    assert "3 hari sebelum; hari itu juga" in shop.run("kebijakan").out
    shop.run("hutang", "umur")


def test_a_policy_that_is_not_there_is_said_to_be_missing(shop):
    (shop.root / POLICY).unlink()
    assert POLICY in shop.run("jual", "budi", "10", "-k").err


def test_who_pays_cash_is_served_whatever_the_file_says(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    rules(shop, "tempo: 7 hari", "akibat: {stop: 1}")
    assert shop.run("jual", "budi", "5").err == ""  # nothing is late
    after(shop, 1)
    said = shop.run("jual", "budi", "15").err
    assert f"{POLICY}:2: " in said and "Perhatian" in said
    assert shop.run("jual", "siti", "S15").err == ""
    shop.run("hutang", "bayar", "budi", "lunas")
    assert [row["produk"] for row in shop.rows()] == ["S10", "S5", "S15", "S15"]
    shop.run("jual", "budi", "20", "-k", code=3)

"""The loyalty card: who has which level, worked out by hand; what it gives at the counter; and
that a level follows from the rows up to its day alone."""

import json
import re
from datetime import date, datetime, timedelta

import pytest

from helpers.konter import Konter
from helpers.terminal import talk

BUDI, SITI = "081234567890", "081234567891"
# Purchases within ten days; Emas needs every debt on time.
RULES = """\
berlaku-sejak: 2026-11-03
di-bawah-modal: gratis
tingkat:
  Perak:
    belanja: 3 kali dalam 10 hari
    tepat-waktu: 80%
  Emas:
    belanja: 5 kali dalam 10 hari
    tepat-waktu: 100%
"""
# Days of November 2026 with what happens on them. `beli*3` are three sales for cash; kasbon is due
# after seven days; `ID` is the last sale or debt. The last day is the one that is asked about: the
# ten days up to the 21st begin with the 12th.
HISTORIES = """
nobody bought anything | 21 | -
too few purchases | 21 beli*2 | -
just enough | 21 beli*3 | Perak
one less than for the next level | 21 beli*4 | Perak
enough for the highest | 21 beli*5 | Emas
on the first day of the window | 12 beli*3; 21 | Perak
one of them the day before the window | 11 beli; 12 beli*2; 21 | -
the window moves on | 12 beli*3; 22 | -
before the card began nothing counts | 2 beli*3; 4 | -
on the day on which the card began | 3 beli*3; 4 | Perak
a voided sale is none | 21 beli*3, batal ID --alasan x | -
a failed one is none | 21 beli*3, transaksi gagal ID --kembali tunai | -
one that was repeated is one | 21 beli*3, transaksi gagal ID, transaksi ulang ID --lagi | Perak
one that waits counts | 21 beli*2, jual N S5 -y --lagi --status pending | Perak
a wrong number that the shop bears is none | 21 beli*3, salah toko | -
a wrong number that the buyer bears is one | 21 beli*3, salah pembeli | Perak
a sale moved to somebody else is none | 21 beli*3, transaksi pindah ID siti | -
a sale moved here counts | 21 beli*2, jual M S5 -y --lagi, transaksi pindah ID budi | Perak
a sale to the number that somebody else pays | 21 beli*2, jual N S5 -y --lagi -k siti | -
a sale to another number, by name | 21 beli*2, jual M S5 -y --lagi -k budi | Perak
recorded later counts when it happened | 21 beli*2, jual N S5 -y --lagi --waktu 12/11 | Perak
recorded later, happened before the window | 21 beli*2, jual N S5 -y --lagi --waktu 11/11 | -
out of the prepaid balance is no debt | 21 titipan terima budi 50rb, titip*5 | Emas
never owed counts as on time | 20 beli*5; 21 | Emas
due today is not overdue | 14 kasbon; 21 beli*4 | Emas
overdue since today | 13 kasbon; 21 beli*4 | -
paid on the due day | 14 kasbon; 21 bayar, beli*4 | Emas
paid a day after the due day | 14 kasbon; 22 bayar, beli*5 | -
Rp500 of it late | 14 kasbon; 21 hutang bayar budi 6500; 22 bayar, beli*5 | -
paid in two parts in time | 14 kasbon; 20 hutang bayar budi 5rb; 21 bayar, beli*4 | Emas
moved the day before it was due | 14 kasbon; 20 undur 25; 25 bayar, beli*5 | Emas
moved on the day it was due | 14 kasbon; 21 undur 25; 25 bayar, beli*5 | -
moved on the day it was due, paid that day | 14 kasbon; 21 undur 25, bayar, beli*4 | Emas
moved after it was due | 14 kasbon; 22 undur 25; 25 bayar, beli*5 | -
moved in time, paid after the new date | 14 kasbon; 20 undur 25; 26 bayar, beli*5 | -
moved further than the policy allows | 14 kasbon; 15 undur 28 --tetap x; 25 bayar, beli*5 | -
--tetap without need | 14 kasbon; 20 undur 22 --tetap x; 22 bayar, beli*5 | Emas
moved twice in time | 14 kasbon; 20 undur 22; 21 undur 23; 23 bayar, beli*5 | Emas
a promise does not move the due date | 14 kasbon; 20 janji 25; 25 bayar, beli*5 | -
split, both in time | 12 kasbon; 18 cicil; 20 hutang bayar budi 3500; 22 bayar, beli*5 | Emas
split, a part late | 12 kasbon; 18 cicil; 21 hutang bayar budi 3500; 22 bayar, beli*5 | -
split after it was due | 12 kasbon; 20 cicil; 22 bayar, beli*5 | -
written off after it was due | 12 kasbon; 20 ikhlas, beli*4 | -
written off before it was due says nothing | 14 kasbon; 20 ikhlas, beli*4 | Emas
on hold when it came due says nothing | 12 kasbon; 18 tahan; 21 lepas, bayar, beli*5 | Emas
on hold it is not overdue | 12 kasbon; 18 tahan; 21 beli*4 | Emas
a voided payment was none | 14 kasbon; 20 bayar, batal H1 --alasan x; 22 beli*4 | -
on hold only before it came due | 12 kasbon; 13 tahan; 14 lepas; 21 bayar, beli*5 | -
late before it was put on hold | 12 kasbon; 20 tahan; 21 lepas, bayar, beli*5 | -
a late debt moved here | 10 hutangnya; 19 titipan terima budi 9rb; 20 ke budi; 21 beli*5 | Emas
voided, the debt says nothing | 12 kasbon; 21 batal ID --alasan x, beli*5 | Emas
a debt that failed late says nothing | 12 kasbon; 21 transaksi gagal ID, beli*5 | Emas
four of five in time: 80 per cent | 12 kasbon*5; 19 hutang bayar budi 28rb; 20 bayar, beli | Perak
three of five in time are less | 12 kasbon*5; 19 hutang bayar budi 21rb; 20 bayar, beli | -
won back by those paid in time | 12 kasbon; 20 bayar, kasbon*4; 21 bayar | Perak
lost the day one is overdue | 12 kasbon*5; 19 hutang bayar budi 28rb; 20 beli | -
without a sale | 12 hutang tambah budi 5rb -y; 20 bayar, beli*5 | -
without a sale, paid in time | 12 hutang tambah budi 5rb -y; 19 bayar; 20 beli*5 | Emas
an order that was filled | 21 beli*2, pesanan tambah budi S5, pesanan isi O1 --lagi | Perak
an order that was not is none | 21 beli*2, pesanan tambah budi S5 | -
""".strip().split("\n")
SHORT = {
    "beli": "jual N S5 -y --lagi",
    "siti": "jual M S5 -y --lagi",
    "kasbon": "jual N S5 -y --lagi -k budi",
    "hutangnya": "jual M S5 -y --lagi -k siti",
    "ke": "transaksi pindah ID",
    "titip": "jual N S5 -y --lagi --titipan budi",
    "bayar": "hutang bayar budi semua -y --lagi",
    "ikhlas": "hutang ikhlaskan ID --alasan x -y",
    "tahan": "hutang tahan ID --alasan x -y",
    "lepas": "hutang tahan ID --lepas -y",
    "cicil": "hutang cicil ID --kali 2 --tiap 2h -y",
    "salah": "transaksi salah-nomor ID --ke 081234567899 --rugi",
}


@pytest.fixture
def shop(konter: Konter) -> Konter:
    konter.now = "2026-11-01T08:00:00+07:00"
    konter.lift_policy()
    konter.edit("ledger/kebijakan.yaml", "paling-lama: 30 hari ", "paling-lama: 7 hari ")
    (konter.root / "ledger" / "kartu.yaml").write_text(RULES, "utf-8")
    for name, number in (("Budi", BUDI), ("Siti", SITI)):
        konter.run("pelanggan", "tambah", name, "--nomor", number)
    return konter


def last(konter: Konter) -> str:
    """The id of the last sale or debt."""
    rows = [row for row in konter.rows() if row["jenis"] == "jual"] or [
        row for row in konter.rows("hutang") if row["jenis"] == "tambah"
    ]
    return rows[-1]["id"] if rows else ""


def live(konter: Konter, history: str) -> None:
    """Does what a history says, a minute between commands; the clock ends on its last day."""
    for day in history.split(";"):
        number, _, things = day.strip().partition(" ")
        minute = 0
        for thing in filter(None, map(str.strip, things.split(","))):
            word, _, rest = thing.partition(" ")
            word, _, times = word.partition("*")
            if word in ("undur", "janji"):
                until, _, rest = rest.partition(" ")
                command = {
                    "undur": f"hutang undur ID 2026-11-{until} --alasan x -y {rest}",
                    "janji": f"hutang janji budi 2026-11-{until}",
                }[word]
            else:
                command = f"{SHORT.get(word, word)} {rest}"
            for _ in range(int(times or 1)):
                minute += 1
                konter.now = f"2026-11-{int(number):02}T10:{minute:02}:00+07:00"
                named = {"ID": last(konter), "N": BUDI, "M": SITI}
                konter.run(*(named.get(each, each) for each in command.split()))
        konter.now = f"2026-11-{int(number):02}T12:00:00+07:00"


def level(konter: Konter, name: str = "budi", *options: str) -> str:
    said = json.loads(konter.run("kartu", "lihat", name, *options, "--format", "json").out)[0]
    assert isinstance(said["tingkat"], str)
    return said["tingkat"]


@pytest.mark.parametrize("line", HISTORIES, ids=lambda line: line.partition(" |")[0])
def test_a_history_gives_the_level_that_was_worked_out_by_hand(shop: Konter, line: str) -> None:
    _, history, expected = map(str.strip, line.split("|"))
    live(shop, history)
    assert level(shop) == expected.replace("-", "")


def test_two_records_of_one_person_count_together(shop: Konter) -> None:
    live(shop, "21 beli*2, jual M S5 -y --lagi")
    assert level(shop) == ""
    shop.run("pelanggan", "satukan", "budi", "siti")
    assert level(shop) == "Perak"


def test_a_number_that_two_claim_counts_for_the_first(konter, make_konter):
    (konter.root / "ledger" / "kartu.yaml").write_text(RULES, "utf-8")
    for _ in range(3):
        konter.run("jual", BUDI, "S5", "-y", "--lagi")
    konter.run("pelanggan", "tambah", "Budi", "--nomor", BUDI)
    other = make_konter("dua", "--konter", "B")
    other.now = "2026-11-21T10:06:00+07:00"
    other.run("pelanggan", "tambah", "Tono", "--nomor", BUDI)
    theirs = other.root / "ledger" / "pelanggan" / "2026-11.B.csv"
    (konter.root / "ledger" / "pelanggan" / "2026-11.B.csv").write_bytes(theirs.read_bytes())
    assert (level(konter), level(konter, "tono")) == ("Perak", "")


def test_sales_that_named_nobody_count_by_the_number(konter: Konter) -> None:
    (konter.root / "ledger" / "kartu.yaml").write_text(RULES, "utf-8")
    for _ in range(3):
        konter.run("jual", BUDI, "S5", "-y", "--lagi")
    konter.run("pelanggan", "tambah", "Budi", "--nomor", BUDI)
    assert {row["pelanggan"] for row in konter.rows()} == {""} and level(konter) == "Perak"
    konter.run("pelanggan", "ubah", "budi", "--lepas", BUDI)
    assert level(konter) == ""


# What a card gives. S5 costs 5.286 and is sold at 7.000, S10 costs 10.212 and is sold at 12.000.


def give(konter: Konter, rules: str, below_cost: str = "tidak") -> None:
    """A card for everybody who owes nothing late."""
    (konter.root / "ledger" / "kartu.yaml").write_text(
        f"berlaku-sejak: 2026-11-01\ndi-bawah-modal: {below_cost}\ntingkat:\n  Perak:\n"
        f"    {rules}\n",
        "utf-8",
    )
    konter.now = "2026-11-21T10:00:00+07:00"


@pytest.mark.parametrize(
    "rules, below_cost, words, discount",
    [
        ("potongan: 500", "tidak", ("S5",), 500),
        ("potongan: 2%", "tidak", ("S10",), 200),  # 240, rounded down
        ("potongan: 2%", "tidak", ("S5",), 100),
        ("potongan: 1%", "tidak", ("S5",), 0),
        ("potongan: 1.400", "tidak", ("S5", "--modal", "5.600"), 1400),  # just the margin
        ("potongan: 1.500", "tidak", ("S5", "--modal", "5.600"), 1400),
        ("potongan: 1.500", "gratis", ("S5", "--modal", "5.600"), 1400),
        ("potongan: 1.500", "ya", ("S5",), 1500),
        ("potongan: 9.000", "ya", ("S5",), 7000),
        ("potongan: 500", "tidak", ("S5", "--modal", "6.750"), 200),  # 250, rounded down
        ("potongan: 500", "tidak", ("S5", "--modal", "7rb"), 0),
        ("potongan: 500", "tidak", ("S5", "--modal", "8rb"), 0),
        ("potongan: 500", "tidak", ("S5", "--harga", "5.700"), 400),
        ("potongan: 500", "tidak", ("S5", "--diskon", "200"), 200),
        ("tempo: 14 hari", "tidak", ("S5",), 0),
    ],
)
def test_a_sale_gets_what_the_card_gives_and_never_below_cost(
    shop, rules, below_cost, words, discount
):
    give(shop, rules, below_cost)
    done = shop.run("jual", BUDI, *words)
    (row,) = shop.rows()
    by_card = discount and "--diskon" not in words
    assert (row["diskon"], row["hadiah"]) == (str(discount), "potongan" if by_card else "")
    price = int(row["harga"])
    assert int(row["dibayar"]) == price - discount
    said = f"hemat Rp{discount:,}".replace(",", ".")
    assert ("Kartu Perak: " in done.out and said in done.out) == bool(by_card)


def test_without_a_known_cost_nothing_is_given_and_that_is_said(shop):
    give(shop, "potongan: 500")
    shop.edit("ledger/produk.csv", ",5286,7000,", ",,7000,")
    done = shop.run("jual", BUDI, "S5")
    assert shop.rows()[0]["diskon"] == "0" and "modal S5 belum diisi" in done.err
    give(shop, "potongan: 500", "ya")
    shop.run("jual", BUDI, "S5", "--lagi")
    assert shop.rows()[1]["diskon"] == "500"


def test_the_card_shows_before_the_sale_is_confirmed(shop):
    give(shop, "potongan: 500")
    code, screen = talk(shop, ["t"], "jual", BUDI, "S5")
    assert code == 1 and "Rp6.500 · Kartu Perak: hemat Rp500" in screen and not shop.rows()


def test_a_stranger_and_a_number_of_nobody_get_nothing(shop):
    give(shop, "potongan: 500")
    assert "Kartu" not in shop.run("jual", "081298765432", "S5").out
    assert shop.rows()[0]["diskon"] == "0"


@pytest.mark.parametrize(
    "words, paid, due", [(("-k",), "0", 6500), (("-k", "--dibayar", "2rb"), "2000", 4500)]
)
def test_on_credit_less_is_owed(shop, words, paid, due):
    give(shop, "potongan: 500")
    shop.run("jual", BUDI, "S5", *words)
    found = json.loads(shop.run("pelanggan", "lihat", "budi", "--format", "json").out)[0]
    assert (shop.rows()[0]["dibayar"], found["kasbon"]) == (paid, due)


def test_every_third_purchase_is_free(shop):
    give(shop, "gratis: setiap 3, sampai 10rb", "gratis")
    for product in ("S5", "S5", "S5", "S5", "S10", "S10", "S5"):
        shop.run("jual", BUDI, product, "-y", "--lagi")
    assert [(row["diskon"], row["hadiah"]) for row in shop.rows()] == [
        ("0", ""),
        ("0", ""),
        ("7000", "gratis"),
        ("0", ""),
        ("0", ""),
        ("10000", "gratis"),
        ("0", ""),
    ]
    assert shop.rows()[2]["dibayar"] == "0" and shop.rows()[5]["dibayar"] == "2000"


def test_the_free_one_counts_anew_once_it_failed_and_stamps_are_not_won_twice(shop):
    give(shop, "gratis: setiap 3, sampai 10rb", "gratis")
    for _ in range(3):
        done = shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert "Pulsa 5.000 · Rp0 · Kartu Perak: gratis, hemat Rp7.000" in done.out
    assert shop.run("transaksi", "list").out.count("0  kartu gratis") == 1
    shop.run("batal", "J1", "--alasan", "x")  # given for one that is missing now
    assert [
        shop.run("jual", BUDI, "S5", "-y", "--lagi") and shop.rows()[-1]["hadiah"] for _ in range(4)
    ] == ["", "", "", "gratis"]
    shop.run("transaksi", "gagal", shop.rows()[-1]["id"])
    assert shop.run("jual", BUDI, "S5", "-y", "--lagi") and shop.rows()[-1]["hadiah"] == "gratis"


def test_the_next_free_one_waits_for_what_failed_after_the_last(shop):
    give(shop, "gratis: setiap 4, sampai 10rb", "gratis")
    gifts = []

    def buy(times):
        for _ in range(times):
            shop.run("jual", BUDI, "S5", "-y", "--lagi")
            gifts.append(shop.rows()[-1]["hadiah"])

    buy(4)
    for id in ("J1", "J2", "J3"):
        shop.run("transaksi", "gagal", id, "--kembali", "tunai")
    buy(7)
    assert gifts == ["", "", "", "gratis", "", "", "", "", "", "", "gratis"]
    buy(4)
    assert gifts[-4:] == ["", "", "", "gratis"]


@pytest.mark.parametrize(
    ("history", "left", "of_siti"),
    [
        ("beli*5, transaksi gagal J4, transaksi ulang J4 --lagi", 2, 3),
        ("beli*5, transaksi gagal J4, transaksi sukses J4", 2, 3),
        ("beli*4, transaksi gagal J4, transaksi gagal J1, transaksi ulang J4 --lagi", 4, 3),
        ("beli*4, transaksi pindah J1 siti", 4, 2),
        ("siti, beli*4, transaksi pindah J1 budi", 2, 3),
        ("siti*4, beli, transaksi pindah J5 siti", 3, 2),
        ("beli*4, transaksi pindah J1 siti, transaksi pindah J1 budi", 3, 3),
        (
            "beli, transaksi gagal J1 --kembali nanti, beli*4, transaksi gagal J1 --kembali tunai",
            3,
            3,
        ),
        ("beli*4, transaksi gagal J1, transaksi ulang J1 --lagi", 3, 3),
    ],
)
def test_what_was_repeated_or_moved_counts_once_and_for_whom_it_is(shop, history, left, of_siti):
    """Three purchases are wanted for a free one."""
    give(shop, "gratis: setiap 4, sampai 10rb", "gratis")
    live(shop, f"21 {history}")
    for name, wanted in (("budi", left), ("siti", of_siti)):
        assert f"* {wanted} belanja lagi, lalu gratis" in shop.run("kartu", "cetak", name).out


def test_a_free_one_that_failed_after_the_next_was_given_is_repeated(shop):
    give(shop, "gratis: setiap 2, sampai 10rb", "gratis")
    live(shop, "21 beli*4, transaksi gagal J2, transaksi ulang J2 --lagi")
    assert [row["hadiah"] for row in shop.rows() if row["jenis"] == "jual"] == [
        "",
        "gratis",
        "",
        "gratis",
        "gratis",
    ]


def test_a_failed_sale_is_repeated_with_its_gift(shop):
    give(shop, "gratis: setiap 2, sampai 5rb", "gratis")
    for _ in range(2):
        shop.run("jual", BUDI, "S5", "-y", "--lagi")
    shop.run("transaksi", "gagal", "J2")
    shop.run("transaksi", "ulang", "J2", "--lagi")
    assert (shop.rows()[-1]["diskon"], shop.rows()[-1]["hadiah"]) == ("5000", "gratis")
    shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert shop.rows()[-1]["hadiah"] == ""


def test_a_failed_sale_before_does_not_hide_enough_purchases(shop):
    give(shop, "gratis: setiap 3, sampai 10rb", "gratis")
    shop.run("jual", BUDI, "S5", "-y")
    shop.run("jual", BUDI, "S5", "-y", "--lagi")
    for _ in range(9):
        shop.run("jual", BUDI, "S10", "-y", "--lagi", "--diskon", "100")
        shop.run("transaksi", "gagal", shop.rows()[-1]["id"], "--kembali", "tunai")
    shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert shop.rows()[-1]["hadiah"] == "gratis"


@pytest.mark.parametrize(
    "words", [("--diskon", "0"), ("--waktu", "09.00"), ("--waktu", "kemarin 10.00")]
)
def test_without_the_card_where_the_seller_says_so_or_types_it_in_later(shop, words):
    give(shop, "potongan: 500")
    done = shop.run("jual", BUDI, "S5", *words)
    assert (shop.rows()[0]["diskon"], shop.rows()[0]["hadiah"]) == ("0", "")
    assert ("tidak dipakai untuk penjualan dengan --waktu" in done.err) == ("--waktu" in words)


def test_old_sales_typed_in_do_not_hide_a_free_one(shop):
    give(shop, "gratis: setiap 3, sampai 10rb", "gratis")
    for _ in range(3):
        shop.run("jual", BUDI, "S5", "-y", "--lagi")
    for hour in range(8, 18):
        shop.run("jual", BUDI, "S5", "-y", "--lagi", "--waktu", f"10/11 {hour}.00")
    assert "2 belanja lagi, lalu gratis" in shop.run("kartu", "cetak", "budi").out
    shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert shop.rows()[-1]["hadiah"] == ""


def test_a_free_sale_is_not_repeated_where_the_free_one_is_used(shop):
    give(shop, "gratis: setiap 2, sampai 10rb", "gratis")
    for _ in range(2):
        shop.run("jual", BUDI, "S5", "-y", "--lagi")
    shop.run("transaksi", "gagal", "J2")
    shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert shop.rows()[-1]["hadiah"] == "gratis"
    assert "itu sudah terpakai" in shop.run("transaksi", "ulang", "J2", "--lagi", code=1).err


def test_a_sale_with_a_gift_is_not_moved(shop):
    give(shop, "potongan: 500")
    shop.run("jual", BUDI, "S5")
    refused = shop.run("transaksi", "pindah", "J1", "siti", code=1)
    assert "memakai hadiah kartu" in refused.err


def test_a_repeat_below_cost_is_told(shop):
    give(shop, "potongan: 1.400")
    shop.run("jual", BUDI, "S5")
    shop.run("transaksi", "gagal", "J1")
    shop.edit("ledger/produk.csv", ",5286,7000,", ",6000,7000,")
    assert "Di bawah modal: modal Rp6.000, rugi Rp400." in shop.run("transaksi", "ulang", "J1").err


def test_a_price_below_cost_is_told_with_a_card_as_well(shop):
    give(shop, "potongan: 500", "ya")
    assert "Di bawah modal" in shop.run("jual", BUDI, "S5", "--harga", "5rb").err
    assert "Di bawah modal" not in shop.run("jual", BUDI, "S10").err


def test_a_free_one_worth_less_than_the_discount_is_not_used_up(shop):
    give(shop, "potongan: 1.000\n    gratis: setiap 2, sampai 600", "gratis")
    for _ in range(3):
        shop.run("jual", BUDI, "S5", "-y", "--lagi")
    assert {(row["diskon"], row["hadiah"]) for row in shop.rows()} == {("1000", "potongan")}


def test_a_card_never_shortens_a_term_nor_needs_a_payday(shop):
    give(shop, "tempo: 3 hari")
    shop.run("jual", BUDI, "S5", "-k")
    give(shop, "tempo: gajian")
    shop.run("jual", BUDI, "S10", "-k")
    shop.run("pelanggan", "ubah", "budi", "--gajian", "30")
    shop.run("jual", BUDI, "S10", "-k", "--lagi")
    give(shop, "tempo: 14 hari")
    shop.run("jual", BUDI, "S10", "-k", "--lagi", "--tempo", "7 hari")
    assert [row["tempo"] for row in shop.rows()] == [
        "2026-11-28",
        "2026-11-28",
        "2026-11-30",
        "2026-11-28",
    ]


def test_what_two_counters_disagree_on_takes_no_card(shop, make_konter):
    give(shop, "potongan: 500")
    shop.run("titipan", "terima", "budi", "7rb")
    other = make_konter("dua", "--konter", "B")
    for name in ("pelanggan", "hutang"):
        (other.root / "ledger" / name).mkdir()
        for path in (shop.root / "ledger" / name).glob("*.csv"):
            (other.root / "ledger" / name / path.name).write_bytes(path.read_bytes())
    shop.run("titipan", "ambil", "budi", "semua")
    other.now = "2026-11-21T10:06:00+07:00"
    other.run("titipan", "ambil", "budi", "semua")
    theirs = other.root / "ledger" / "hutang" / "2026-11.B.csv"
    (shop.root / "ledger" / "hutang" / "2026-11.B.csv").write_bytes(theirs.read_bytes())
    shop.now = "2026-11-25T10:00:00+07:00"
    assert "Rp7.000" in shop.run("hutang", "list", "--overdue").out and level(shop) == "Perak"


def test_a_settings_file_that_is_a_folder_stops_no_sale(shop):
    (shop.root / "ledger" / "kartu.yaml").unlink()
    (shop.root / "ledger" / "kartu.yaml").mkdir()
    assert "Kartu langganan tidak dipakai." in shop.run("jual", BUDI, "S5").err


def test_a_mistake_is_told_once_and_the_policy_still_shown(shop):
    (shop.root / "ledger" / "kartu.yaml").write_text("berlaku: ya\n", "utf-8")
    assert shop.run("jual", BUDI, "S5", "-k").err.count("kartu.yaml") == 1
    shown = shop.run("kebijakan", code=3)
    assert "Jatuh tempo" in shown.out and "ledger/kartu.yaml:1" in shown.err


def test_a_card_to_come_says_from_when_on(shop):
    give(shop, "potongan: 500")
    shop.edit("ledger/kartu.yaml", "2026-11-01", "2027-06-01")
    assert "Mulai Selasa, 1 Jun 2027." in shop.run("kebijakan").out
    for words in (("list",), ("lihat", "budi"), ("cetak", "budi", "--pesan")):
        assert "mulai Selasa, 1 Jun 2027" in shop.run("kartu", *words, code=1).err


def test_names_of_any_kind_fit_the_card(shop):
    give(shop, "tepat-waktu: 50%\n    potongan: 500")
    for place, name in enumerate(("*" * 33 + "a", "Nyi - - " * 7, "Nyonya " * 8)):
        shop.run("pelanggan", "tambah", name, "--nomor", f"08130000000{place}")
        shown = shop.run("kartu", "cetak", f"08130000000{place}").out
        assert max(map(len, shown.split("\n"))) == 32
    shop.run("kartu", "lihat", "budi")
    found = json.loads(shop.run("kartu", "list", "--format", "json").out)
    assert {each["belanja"] for each in found} == {None}


def test_a_card_raises_the_limit_and_puts_off_the_due_date(shop):
    shop.edit("ledger/kebijakan.yaml", "batas:\n", "batas: 10rb\n")
    assert "batas kasbon Rp10.000" in shop.run("jual", BUDI, "S10", "-k", code=1).err
    give(shop, "batas: 20rb\n    tempo: 14 hari")
    shop.run("jual", BUDI, "S10", "-k")
    assert shop.rows()[0]["tempo"] == "2026-12-05"
    assert "melewati batas Rp20.000" in shop.run("jual", BUDI, "S10", "-k", "--lagi", code=1).err
    assert "melewati batas Rp20.000" in shop.run("hutang", "tambah", "budi", "9rb", code=1).err
    shop.run("hutang", "tambah", "budi", "8rb")
    assert shop.rows("hutang")[0]["tempo"] == "2026-12-05"
    shop.now = "2026-12-06T10:00:00+07:00"  # overdue: the card is gone, and its limit
    assert level(shop) == ""
    assert "melewati batas Rp10.000" in shop.run("jual", BUDI, "S5", "-k", code=1).err


def test_what_was_set_for_the_customer_goes_before_the_card(shop):
    shop.edit("ledger/kebijakan.yaml", "batas:\n", "batas: 10rb\n")
    give(shop, "batas: 20rb\n    tempo: 14 hari")
    shop.run("pelanggan", "ubah", "budi", "--batas", "8rb", "--tempo", "3 hari")
    assert "batas kasbon Rp8.000" in shop.run("jual", BUDI, "S10", "-k", code=1).err
    shop.run("jual", BUDI, "S5", "-k")
    assert shop.rows()[0]["tempo"] == "2026-11-24"


@pytest.mark.parametrize(
    "text, line, said",
    [
        ("berlaku: ya", 1, "kunci 'berlaku' tidak dikenal"),
        ("berlaku-sejak: besok", 1, "dengan tahunnya"),
        ("di-bawah-modal: mungkin", 1, "pilih tidak, gratis, ya"),
        ("tingkat:\n  Perak:\n    belanja: 10", 3, "10 kali dalam 30 hari"),
        ("tingkat:\n  Perak:\n    belanja: 0 kali dalam 30 hari", 3, "10 kali dalam 30 hari"),
        ("tingkat:\n  Perak:\n    tepat-waktu: 101%", 3, "90%"),
        ("tingkat:\n  Perak:\n    potongan: 5", 3, "tulis Rp5"),
        ("tingkat:\n  Perak:\n    potongan: banyak", 3, "bukan jumlah uang"),
        ("tingkat:\n  Perak:\n    gratis: 12.000", 3, "setiap 10, sampai 12.000"),
        ("tingkat:\n  Perak:\n    gratis: setiap 1, sampai 12.000", 3, "setiap 10, sampai 12.000"),
        ("tingkat:\n  Perak:\n    gratis: setiap 5, sampai 12.000", 2, "di bawah modal"),
        ("tingkat:\n  Perak:\n    batas: 200", 3, "terlalu kecil"),
        ("tingkat:\n  Perak:\n    tempo: nanti", 3, "bukan tempo"),
        ("tingkat:\n  Perak yang sangat istimewa:\n    potongan: 500", 2, "tidak bisa dipakai"),
        ("tingkat:\n  Perak:\n    potongan: 500\n  Perak:\n    potongan: 600", 4, "dua kali"),
        ("di-bawah-modal: ya\ntingkat:\n  Perak:\n    gratis: setiap 5, sampai Rp0", 4, "tulis"),
        (
            "tingkat:\n  Emas:\n    belanja: 9 kali dalam 30 hari\n"
            "  Perak:\n    belanja: 3 kali dalam 30 hari",
            4,
            "dari yang terendah",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_stops_no_sale(shop, text, line, said):
    (shop.root / "ledger" / "kartu.yaml").write_text(f"{text}\n", "utf-8")
    done = shop.run("kartu", "list", code=3)
    assert f"ledger/kartu.yaml:{line}: " in done.err and said in done.err
    sold = shop.run("jual", BUDI, "S5")
    assert f"ledger/kartu.yaml:{line}: " in sold.err
    assert "Kartu langganan tidak dipakai." in sold.err
    assert shop.rows()[0]["diskon"] == "0"
    shop.run("jual", BUDI, "S5", "-k", "--lagi")
    assert len(shop.rows()) == 2


@pytest.mark.parametrize(
    "text",
    ["", 'berlaku-sejak: ""\ntingkat:\n  A:\n    potongan: 500\n', "berlaku-sejak: 2026-11-20\n"],
)
def test_without_a_date_or_a_level_there_is_no_card(shop, text):
    (shop.root / "ledger" / "kartu.yaml").write_text(text, "utf-8")
    for words in (("list",), ("lihat", "budi"), ("cetak", "budi")):
        assert "belum berlaku" in shop.run("kartu", *words, code=1).err
    shop.run("jual", BUDI, "S5")
    assert shop.rows()[0]["diskon"] == "0"
    (shop.root / "ledger" / "kartu.yaml").unlink()
    shop.run("jual", BUDI, "S5", "--lagi")


def test_before_its_first_day_a_card_gives_nothing(shop):
    give(shop, "potongan: 500")
    shop.edit("ledger/kartu.yaml", "2026-11-01", "2026-11-22")
    shop.run("jual", BUDI, "S5")
    shop.now = "2026-11-22T10:00:00+07:00"
    shop.run("jual", BUDI, "S5")
    assert [row["diskon"] for row in shop.rows()] == ["0", "500"]


# What is shown


def test_the_list_names_who_has_which_card(shop):
    live(shop, "20 beli*3, jual M S5 -y; 21 jual M S5 -y --lagi")
    found = json.loads(shop.run("kartu", "list", "--format", "json").out)
    assert [(each["nama"], each["tingkat"], each["belanja"]) for each in found] == [
        ("Budi", "Perak", 3)
    ]
    every = json.loads(shop.run("kartu", "list", "--semua", "--format", "json").out)
    assert [
        (each["nama"], each["tingkat"], each["berikutnya"], each["kurang_belanja"])
        for each in every
    ] == [("Budi", "Perak", "Emas", 2), ("Siti", "", "Perak", 1)]
    assert "Perak 1 · Emas 0" in shop.run("kartu", "list").out


def test_the_rule_and_the_numbers_behind_a_level_are_shown(shop):
    live(shop, "12 kasbon*5; 19 hutang bayar budi 28rb; 20 bayar, beli")
    shown = shop.run("kartu", "lihat", "budi").out
    for part in (
        "Budi: kartu Perak",
        "Kasbon tepat waktu: 4 dari 5 (80%)",
        "Telat sekarang: tidak",
        "3 belanja dalam 10 hari, 80% kasbon dibayar tepat waktu",
        "belanja sejak Rabu, 11 Nov 2026: 6",
        "semua kasbon harus tepat waktu",
    ):
        assert part in shown, part
    live(shop, "21 kasbon; 29")
    shown = shop.run("kartu", "lihat", "budi").out
    assert "kartu belum ada" in shown and "Rp7.000, jadi belum ada kartu" in shown
    assert "kurang: 1 belanja lagi; 4 kasbon lagi dibayar tepat waktu; bayar Rp7.000" in shown


@pytest.mark.parametrize(
    "history, parts",
    [
        ("21", ("Tingkat: belum ada", "Menuju Perak:", "- 3 belanja lagi")),
        ("21 beli*4", ("Tingkat: Perak", "Menuju Emas:", "- 1 belanja lagi")),
        ("21 beli*5", ("Tingkat: Emas",)),
    ],
)
def test_a_card_is_as_wide_as_the_paper(shop, history, parts):
    shop.edit(
        "ledger/kartu.yaml",
        "  Emas:\n",
        "    potongan: 500\n    gratis: setiap 9, sampai 12rb\n    batas: 200rb\n"
        "    tempo: 14 hari\n  Emas:\n",
    )
    live(shop, history)
    shown = shop.run("kartu", "cetak", "budi").out
    assert max(map(len, shown.splitlines())) == 32
    for part in ("Berkah Cell", "KARTU LANGGANAN", "Budi", "0812-3456-7890", *parts):
        assert part in shown.split("\n") or part in shown, part


def test_a_card_says_how_many_purchases_are_left_till_the_free_one(shop):
    give(shop, "gratis: setiap 3, sampai 10rb", "gratis")
    for said in (
        "2 belanja lagi, lalu gratis",
        "1 belanja lagi, lalu gratis",
        "belanja berikutnya GRATIS",
        "2 belanja lagi, lalu gratis",
    ):
        assert f"* {said}" in shop.run("kartu", "cetak", "budi").out
        shop.run("jual", BUDI, "S5", "-y", "--lagi")


def test_a_card_can_be_sent(shop):
    live(shop, "21 beli*4")
    shown = shop.run("kartu", "cetak", "budi", "--pesan").out
    assert "kartu langganan Anda di Berkah Cell: Perak. Untuk kartu Emas: 1 belanja lagi." in shown
    assert "https://wa.me/6281234567890?text=" in shown


def test_policy_and_poster_tell_of_card_and_prepayment(shop):
    (shop.root / "ledger" / "kartu.yaml").write_text(
        RULES.replace(
            "  Emas",
            """\
    potongan: 500
    gratis: setiap 10, sampai 12rb
    batas: 200rb
    tempo: 14 hari
  Emas""",
        ),
        "utf-8",
    )
    text = shop.run("kebijakan").out
    path = shop.root / "poster.html"
    shop.run("kebijakan", "--poster", path)
    for page in (text, path.read_text("utf-8")):
        for part in (
            "Bayar di muka",
            "Boleh titip uang dulu",
            "Boleh pesan untuk hari lain",
            "Kartu langganan",
            "Perak: 3 belanja dalam 10 hari, 80% kasbon dibayar tepat "
            "waktu. Hadiahnya potongan sampai Rp500 tiap belanja, setiap belanja ke-10 "
            "gratis sampai Rp12.000, batas kasbon Rp200.000, tempo kasbon 14 hari.",
            "semua kasbon dibayar tepat waktu",
        ):
            assert part in page, part
    shop.edit("ledger/kartu.yaml", "berlaku-sejak: 2026-11-03", "berlaku-sejak:")
    assert "Kartu langganan" not in shop.run("kebijakan").out


# A level follows from the rows up to its day alone.


def test_as_of_a_day_everybody_has_the_card_that_was_shown_that_day(make_konter):
    whole = make_konter("semua", "--contoh")
    rules = re.sub(
        "berlaku-sejak: .*",
        "berlaku-sejak: 2026-10-01",
        (whole.root / "ledger" / "kartu.yaml").read_text("utf-8"),
    )
    (whole.root / "ledger" / "kartu.yaml").write_text(rules, "utf-8")
    last_day, levels = datetime.fromisoformat(whole.now).date(), set()
    for back in (1, 7, 20, 33):
        day = last_day - timedelta(back)
        then = make_konter(f"sampai-{day}")
        (then.root / "ledger" / "kartu.yaml").write_text(rules, "utf-8")
        cut(whole, then, day)
        then.now = f"{day}T23:59:59+07:00"
        said = then.run("kartu", "list", "--semua", "--format", "csv").out
        assert whole.run("kartu", "list", "--semua", "--per", day, "--format", "csv").out == said
        levels |= set(re.findall(",(Perak|Emas),", said))
    assert levels == {"Perak", "Emas"}


def test_what_came_later_does_not_change_the_card_of_a_day(shop):
    live(shop, "19 beli*3; 20 transaksi gagal ID --kembali tunai; 21 beli")
    assert [level(shop, "budi", "--per", f"{day}/11") for day in (18, 19, 20, 21)] == [
        "",
        "Perak",
        "",
        "Perak",
    ]


def cut(whole: Konter, then: Konter, day: date) -> None:
    """The books of the one as they stood at the end of a day."""
    for path in (whole.root / "ledger").glob("*/*.csv"):
        header, *lines = path.read_text("utf-8").splitlines(keepends=True)
        place = header.split(",").index("waktu")
        kept = [line for line in lines if line.split(",")[place][:10] <= day.isoformat()]
        target = then.root / "ledger" / path.parent.name / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text("".join([header, *kept]), "utf-8")

"""Debts written down without a sale, which debt is meant by what is typed, and what is due of
instalments."""

import pytest

from helpers.clock import may_go_back
from helpers.customers import add, money, share
from helpers.debts import BUDI, dropped, last, listed, owe, refused, three, with_debtors
from helpers.konter import Konter
from helpers.policy import POLICY
from helpers.screen import rupiah
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter)


# Without a sale


def test_a_debt_without_a_sale_is_one_row(shop):
    said = shop.run(
        "hutang",
        "tambah",
        "siti",
        "warung",
        "20rb",
        "--tempo",
        "sabtu",
        "--catatan",
        "casing HP",
        "--kasir",
        "Ani",
    )
    assert last(shop, "id", "jenis", "ref", "pelanggan", "jumlah", "tempo", "kasir", "catatan") == (
        "A-261121-H001",
        "tambah",
        "",
        "A-261121-P002",
        "20000",
        "2026-11-28",
        "Ani",
        "casing HP",
    )
    assert "Siti Warung" in said.out and "Sabtu, 28 Nov 2026" in said.out
    assert rupiah(said.out) == [20000, 20000] and not said.err
    said = shop.run("hutang", "tambah", "st", "5rb")
    assert rupiah(said.err) == [20000] and rupiah(said.out) == [5000, 25000]


def test_the_due_date_is_the_typed_one_else_the_customers_else_the_shops(shop):
    shop.run("pelanggan", "ubah", "st", "--tempo", "gajian", "--gajian", "25")
    for who, options, due in (
        ("budi", (), "2026-11-28"),
        ("st", (), "2026-11-25"),
        ("st", ("--tempo", "2 minggu"), "2026-12-05"),
        ("budi", ("--waktu", "kemarin 19.05"), "2026-11-27"),
        ("st", ("--waktu", "2026-10-24T10:00:00+07:00"), "2026-10-25"),
    ):
        shop.run("hutang", "tambah", who, "10rb", "--lagi", *options)
        assert last(shop, "tempo") == (due,)
    shop.edit(POLICY, "tempo: 7 hari", "tempo: akhir bulan")
    shop.run("hutang", "tambah", "budi", "10rb", "--lagi")
    assert last(shop, "tempo") == ("2026-11-30",)


@pytest.mark.parametrize(
    "words, code",
    [
        ("budi 0", 2),
        ("budi 12", 2),
        ("budi", 2),
        ("budi banyak", 2),
        ("budi -5rb", 2),
        ("budi 10rb --tempo kemarin", 2),
        ("budi 10rb --tempo gajian", 2),
        ("zzz 10rb", 1),
        ("081399998888 10rb", 1),
        ("budi 10rb --waktu 23.59", 2),
        ("budi 9999999999", 2),
    ],
)
def test_what_is_no_debt_is_refused(shop, words, code):
    refused(shop, "tambah", *words.split(), code=code)


def test_a_debt_against_the_policy_needs_a_reason(konter):
    add(konter, "Budi")
    said = refused(konter, "tambah", "budi", "100.001")
    assert "batas" in said and "--tetap" in said
    owe(konter, "budi", "100rb")
    said = refused(konter, "tambah", "budi", "15rb")
    assert "bayar Rp15.000 dulu" in said
    konter.run("hutang", "tambah", "budi", "15rb", "--tetap", "ibunya sakit")
    assert last(konter, "jenis", "jumlah", "alasan") == ("tambah", "15000", "tetap: ibunya sakit")
    konter.now = "2026-11-30T10:00:00+07:00"
    konter.run("hutang", "bayar", "budi", "110rb")
    assert "lewat jatuh tempo" in refused(konter, "tambah", "budi", "1rb")


def test_what_was_prepaid_pays_a_new_debt_at_once(shop):
    shop.run("titipan", "terima", "budi", "15rb")
    owe(shop, "budi", "10rb")
    assert money(shop, "budi") == (0, 5000) and listed(shop) == []
    said = shop.run("hutang", "tambah", "budi", "20rb").out
    assert rupiah(said) == [20000, 5000, 15000] and money(shop, "budi") == (15000, 0)
    assert [(each["jumlah"], each["sisa"]) for each in listed(shop)] == [(20000, 15000)]


def test_at_a_terminal_a_debt_is_read_back_and_a_new_name_registered(shop):
    screen = dropped(shop, [None], "tambah", "budi", "20rb")
    assert "Budi" in screen and "Rp20.000" in screen and "28 Nov 2026" in screen
    dropped(shop, ["t"], "tambah", "budi", "20rb", code=1)
    dropped(shop, ["", None], "tambah", "pak", "tono", "20")
    code, screen = talk(shop, ["", "", ""], "hutang", "tambah", "pak", "tono", "20")
    assert code == 0 and "maksudnya Rp20.000" in screen and "Daftarkan?" in screen
    assert last(shop, "jumlah", "pelanggan") == ("20000", shop.rows("pelanggan")[-1]["id"])
    assert shop.rows("pelanggan")[-1]["nama"] == "Pak Tono"
    assert talk(shop, [], "hutang", "tambah", "budi", "5rb", "-y")[0] == 0


def test_12_a_new_debt_does_not_move_the_due_date_of_an_old_one(shop):
    owe(shop, "budi", "10rb", "25/11")
    shop.now = "2026-11-24T10:00:00+07:00"
    owe(shop, "budi", "20rb", "31/12")
    shop.run("jual", "budi", "10", "-k")
    shop.now = "2026-11-27T10:00:00+07:00"
    assert [(each["tempo"], each["telat_hari"], each["sisa"]) for each in listed(shop)] == [
        ("2026-11-25", 2, 10000),
        ("2026-12-01", 0, 12000),
        ("2026-12-31", 0, 20000),
    ]


def test_the_same_debt_within_ten_minutes_is_refused(shop):
    words = ("hutang", "tambah", "budi", "20rb", "--catatan", "kabel")
    shop.run(*words)
    shop.now = "2026-11-21T10:14:00+07:00"
    assert "10.05" in refused(shop, *words[1:])
    refused(shop, *words[1:-2])  # without what it is for it may be the cable
    shop.run(*words[:-1], "casing")
    shop.run(*words, "--lagi")
    shop.now = "2026-11-21T10:25:00+07:00"
    shop.run(*words)
    assert money(shop, "budi") == (80000, 0)


@pytest.mark.parametrize(
    "answers, owed", [(["", ""], 20000), (["", "t"], 20000), (["", "y"], 40000)]
)
def test_the_same_debt_is_asked_about_where_a_person_is(shop, answers, owed):
    shop.run("hutang", "tambah", "budi", "20rb", "--catatan", "kabel")
    code, screen = talk(shop, answers, "hutang", "tambah", "budi", "20rb")
    assert "Rp20.000 sudah dicatat pukul 10.05" in " ".join(screen.split())
    assert code == (owed == 20000) and money(shop, "budi") == (owed, 0)


# Which debt is meant


def test_a_debt_is_named_by_any_clear_end_of_its_id_or_by_its_customer(shop):
    shop.run("jual", "budi", "10", "-k")
    owe(shop, "st", "20rb")
    for typed, ref in (
        ("J1", "A-261121-J001"),
        ("j001", "A-261121-J001"),
        ("1", "A-261121-J001"),
        ("261121-J1", "A-261121-J001"),
        ("A-261121-J001", "A-261121-J001"),
        ("H1", "A-261121-H001"),
        ("budi", "A-261121-J001"),
        (BUDI, "A-261121-J001"),
        ("st", "A-261121-H001"),
        ("siti warung", "A-261121-H001"),
    ):
        shop.run("hutang", "undur", typed, "31/12", "--alasan", "x", "--tetap", "x")
        assert last(shop, "jenis", "ref") == ("undur", ref), typed
        shop.run("batal", shop.rows("hutang")[-1]["id"], "--alasan", "x")
    for typed in ("J2", "H9", "zzz", "A-261120-J001", "B-261121-J001"):
        refused(shop, "tahan", typed, "--alasan", "x")


def test_todays_debt_has_the_short_id_then_the_only_open_one(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.now = "2026-11-23T10:00:00+07:00"
    shop.run("hutang", "tahan", "J1", "--alasan", "x")
    assert last(shop, "ref") == ("A-261121-J001",)
    shop.run("jual", "budi", "5", "-k")
    shop.run("hutang", "tahan", "J1", "--alasan", "x")
    assert last(shop, "ref") == ("A-261123-J001",)
    shop.now = "2026-11-24T10:00:00+07:00"
    said = refused(shop, "tahan", "J1", "--lepas")
    assert "A-261121-J001" in said and "A-261123-J001" in said
    shop.run("hutang", "tahan", "261123-J1", "--lepas")
    shop.run("jual", "st", "S10")  # today's J1, and no debt
    assert "bukan kasbon" in refused(shop, "tahan", "J1", "--lepas")


def test_of_several_debts_of_a_customer_one_has_to_be_named(shop):
    ids = three(shop)
    said = refused(shop, "ikhlaskan", "budi", "--alasan", "x")
    assert all(id in said for id in ids) and "lengkap" in said
    dropped(shop, [None], "ikhlaskan", "budi", "--alasan", "x")
    dropped(shop, ["2", ""], "ikhlaskan", "budi", "--alasan", "x", code=1)  # Enter forgives nothing
    code, screen = talk(shop, ["2", "y"], "hutang", "ikhlaskan", "budi", "--alasan", "x")
    assert code == 0 and last(shop, "ref") == (ids[1],)


def test_a_sale_of_today_is_named_by_the_last_digits_of_its_number(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("hutang", "tahan", "7890", "--alasan", "x")


def test_digits_that_fit_an_id_and_a_number_sold_to_today_are_not_clear(shop):
    may_go_back(shop)
    shop.now = "2026-11-19T10:00:00+07:00"
    book = shop.root / "buku.csv"
    book.write_text("nama,jumlah,tanggal\n" + "Tono,5rb,2026-11-01\n" * 2222)
    shop.run("hutang", "impor", book)
    shop.now = "2026-11-21T10:00:00+07:00"
    shop.run("jual", "siti", "10", "-k")
    assert "2 kasbon" in refused(shop, "ikhlaskan", "2222", "--alasan", "x")
    shop.run("hutang", "tahan", "2221", "--alasan", "x")
    assert last(shop, "ref") == ("A-261119-H2221",)


def test_a_debt_of_another_counter_is_named_with_its_letter_or_where_it_is_the_only_one(two):
    a, b = two
    add(a, "Budi", BUDI)
    share(a, b)
    b.run("jual", "budi", "10", "-k")
    share(a, b)
    a.run("hutang", "tahan", "J1", "--alasan", "x")
    assert a.rows("hutang")[-1]["ref"] == "B-261121-J001"
    a.run("jual", "budi", "5", "-k", "--tetap", "x")
    a.run("hutang", "tahan", "J1", "--alasan", "x")
    assert last(a, "ref") == ("A-261121-J001",)


# What is due when, where a debt is in instalments


def test_a_statement_and_the_thanks_ask_for_the_next_instalment_only(shop):
    owe(shop, "budi", "51rb", catatan="kuota")
    shop.run("hutang", "cicil", "H1", "--kali", "4", "--tiap", "minggu")
    said = shop.run("hutang", "rekap", "budi").out
    assert "Rp51.000, dicicil: Rp13.000 jatuh tempo 28 Nov" in said
    said = shop.run("hutang", "bayar", "budi", "13rb", "--pesan").out
    assert "Sisa catatan Rp38.000. Berikutnya Rp13.000, jatuh tempo Sabtu, 5 Des 2026." in said
    owe(shop, "budi", "20rb", "3/12", catatan="casing")
    shop.run("hutang", "tahan", "H4", "--alasan", "x")
    said = shop.run("hutang", "bayar", "budi", "25rb", "--pesan").out
    assert "Sisa catatan Rp33.000. Berikutnya Rp1.000, jatuh tempo Sabtu, 12 Des 2026." in said


def test_the_total_of_what_is_due_soon_has_only_those_instalments(shop):
    owe(shop, "budi", "51rb")
    shop.run("hutang", "cicil", "H1", "--kali", "4", "--tiap", "minggu")
    owe(shop, "st", "7rb", "3/12")
    said = shop.run("hutang", "list", "--jatuh-tempo", "14").out
    assert "segera jatuh tempo Rp33.000" in said and "cicilan Rp13.000" in " ".join(said.split())
    assert "segera" not in shop.run("hutang", "list").out


def test_moving_a_debt_in_instalments_says_that_the_plan_ends(shop):
    owe(shop, "budi", "20rb")
    shop.run("hutang", "cicil", "H1", "--kali", "2", "--tiap", "minggu")
    said = shop.run("hutang", "undur", "H1", "19/12", "--alasan", "sakit").out
    assert "cicilannya dihapus" in said and listed(shop)[0]["tempo"] == "2026-12-19"

"""Selling to customers: on credit, from the prepaid balance, with corrections, at one counter and
at two; what is asked, shown and recorded."""

import csv
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers.customers import add, money, people, person, share
from helpers.konter import Konter, files
from helpers.screen import rupiah
from helpers.terminal import answer_all, at_terminal, talk

BUDI, SITI, SITI_TOO = "0812-3456-7890", "0813-1111-2222", "0857-1111-2222"
DUE = "2026-11-28"  # seven days on, as the starter's kebijakan.yaml says
POLICY = "ledger/kebijakan.yaml"
AMOUNTS = (
    "modal",
    "harga",
    "diskon",
    "dibayar",
    "kasbon",
    "titipan",
    "dari_ref",
    "kembali",
    "tertahan",
    "masuk_titipan",
    "kurang",
    "untung",
)


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """A shop with the customers Budi (one number) and Siti (of two operators), where nobody is
    refused credit."""
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    add(konter, "Siti Warung", SITI, SITI_TOO, kode="st")
    return konter


def last(konter: Konter, *columns: str) -> tuple[str, ...]:
    row = konter.rows()[-1]
    return tuple(row[column] for column in columns)


def sales(konter: Konter) -> list[dict]:
    return json.loads(konter.run("transaksi", "list", "--dari", "400 hari", "--format", "json").out)


def sale(konter: Konter, id: str = "J1") -> dict:
    (found,) = json.loads(konter.run("transaksi", "lihat", id, "--format", "json").out)
    return found


def balanced(konter: Konter) -> bool:
    """Is every rupiah that came in and was not given back either the price of something sold or
    with the shop for somebody?"""
    sold, known = sales(konter), people(konter)
    payments = konter.rows("hutang")
    void = {row["ref"] for row in payments if row["jenis"] == "batal"}
    received = sum(each["dibayar"] for each in sold) + sum(
        int(row["jumlah"]) for row in payments if row["jenis"] == "bayar" and row["id"] not in void
    )
    earned = sum(
        each["harga"] - each["diskon"]
        for each in sold
        if each["status"] in ("sukses", "pending") or each["rugi"] == "pembeli"
    )
    with_shop = sum(each["titipan"] for each in known) + sum(each["tertahan"] for each in sold)
    return (
        received - sum(each["kembali"] for each in sold)
        == earned - sum(each["kasbon"] for each in known) + with_shop
    )


# Who buys


def test_a_customer_can_stand_in_place_of_the_number(shop):
    for words in ("budi 10", "BUDI S10", "bud 10rb", "budi 10 tf", "budi s10 lagi"):
        shop.run("jual", *words.split(), "--lagi")
        assert last(shop, "nomor", "produk", "pelanggan", "dibayar", "tempo") == (
            BUDI,
            "S10",
            "A-261121-P001",
            "12000",
            "",
        )


def test_a_name_may_have_several_words(shop):
    for words in (
        ("siti", "warung", "S10"),
        ("siti warung", "S10"),
        ("st", "S10"),
        ("warung", "s", "S10"),
    ):
        shop.run("jual", *words, "-k", "--lagi")
        assert last(shop, "nomor", "pelanggan", "cara") == (SITI, "A-261121-P002", "kasbon")


def test_of_several_numbers_the_product_decides(shop):
    for product, number in (("S10", SITI), ("S5", SITI), ("I10", SITI_TOO), ("I25", SITI_TOO)):
        shop.run("jual", "siti", product)
        assert last(shop, "nomor", "produk") == (number, product)


def test_where_the_product_does_not_decide_the_number_is_asked_for_or_refused(shop):
    before = files(shop)
    said = shop.run("jual", "siti", "10", code=1).err
    assert SITI in said and SITI_TOO in said
    shop.run("jual", "siti", "X10", code=1)
    assert talk(shop, [None], "jual", "siti", "10")[0] == 130
    assert files(shop) == before
    for answer, number, product in (("", SITI, "S10"), ("2", SITI_TOO, "I10")):
        code, screen = talk(shop, [answer, ""], "jual", "siti", "10")
        assert code == 0 and SITI in screen and SITI_TOO in screen
        assert last(shop, "nomor", "produk", "pelanggan") == (number, product, "A-261121-P002")


def test_who_pays_in_cash_is_not_advised_to_buy_on_credit(shop):
    assert "-k" not in shop.run("jual", "siti", "10", code=1).err


def test_a_product_that_fits_no_number_of_the_customer_is_what_is_wrong(shop):
    assert "X10" in shop.run("jual", "siti", "X10", "-k", code=1).err


def test_a_token_goes_to_the_customers_meter(shop):
    shop.run("pelanggan", "ubah", "budi", "--nomor", "14112345678")
    shop.run("jual", "budi", "PLN20", "-k")
    assert last(shop, "nomor") == ("1411-2345-678",)


def test_a_customer_without_a_number_needs_one(shop):
    add(shop, "Wati")
    before = files(shop)
    shop.run("jual", "wati", "10", code=1)
    assert talk(shop, [None], "jual", "wati", "10", "-k")[0] == 130
    assert files(shop) == before
    assert talk(shop, ["081399998888", ""], "jual", "wati", "10", "-k")[0] == 0
    assert last(shop, "nomor", "pelanggan", "cara") == ("0813-9999-8888", "A-261121-P003", "kasbon")
    shop.run("jual", "081399998888", "5", "-k", "wati")
    assert money(shop, "wati") == (19000, 0)


def test_a_known_number_fills_in_the_customer(shop):
    for number, id in (
        ("081234567890", "A-261121-P001"),
        ("+62 857-1111-2222", "A-261121-P002"),
        ("081399998888", ""),
    ):
        shop.run("jual", number, "10")
        row = shop.rows()[-1]
        assert (row["pelanggan"], row["dibayar"]) == (id, row["harga"])
        assert sale(shop, row["id"])["pelanggan"] == id
        if id:
            shop.run("jual", number, "5", "-k")
            assert last(shop, "pelanggan", "dibayar") == (id, "0")


def test_credit_can_be_on_another_name_than_the_numbers(shop):
    shop.run("jual", "081234567890", "10", "-k", "siti")
    shop.run("jual", "budi", "5", "--hutang", "st")
    assert [row["pelanggan"] for row in shop.rows()] == ["A-261121-P002"] * 2
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (19000, 0)


REFUSED = [
    ("jual 081399998888 10 -k", 2),
    ("jual 081399998888 10 --titipan", 2),
    ("jual 081399998888 10 -k tono", 1),
    ("jual 081399998888 10 --titipan tono", 1),
    ("jual tono 10", 1),
    ("jual tono 10 -k", 1),
    ("jual budi 10 -k tono", 1),
    ("jual budi 10 -k --titipan", 2),
    ("jual budi 10 --tempo sabtu", 2),
    ("jual budi 10 --pesan", 2),
    ("jual budi 10 --titipan --tempo sabtu", 2),
    ("jual budi", 2),
    ("jual budi -k", 2),
    ("jual budi S1O -k", 1),
    ("jual budi X10 -k", 1),
    ("jual budi 10 kredit -k", 2),
    ("jual budi 10 -k --tempo kapan", 2),
    ("jual budi 10 -k --tempo 20/11/2026", 2),
    ("jual budi 10 -k --tempo gajian", 2),
    ("jual budi 10 -k --diskon 12.001", 1),
    ("jual budi 10 -k --waktu besok", 2),
    ("jual budi 10 -k --dibayar 5", 2),
    ("jual budi 10 --dibayar 5rb", 1),
    ("jual budi 10 --titipan", 1),
    ("titipan terima tono 5rb", 1),
    ("titipan terima budi 5", 2),
    ("titipan terima budi 0", 2),
    ("titipan terima budi banyak", 2),
    ("titipan terima budi 5rb --cara kredit", 2),
    ("titipan terima budi", 2),
    ("titipan terima", 2),
    ("transaksi gagal J9", 1),
    ("transaksi gagal J1 --kembali bank", 2),
    ("transaksi pindah J1 tono", 1),
    ("transaksi pindah J1 budi", 1),
    ("transaksi pindah J9 siti", 1),
    ("transaksi ulang J1", 1),
    ("transaksi salah-nomor J1 --ke 0812 --rugi toko", 1),
    ("transaksi salah-nomor J1 --ke 081234567899 --rugi pembeli --kembali tunai", 2),
    ("transaksi salah-nomor J1 --ke 081234567899", 2),
    ("batal H9 --alasan x", 1),
    ("batal J1", 2),
    ("batal P1 --alasan x", 1),
    ("batal P9 --alasan x", 1),
]


def test_what_is_refused_changes_no_file(shop):
    shop.run("jual", "081234567890", "25", "-k")
    before = files(shop)
    for words, code in REFUSED:
        said = shop.run(*words.split(), code=code)
        assert files(shop) == before and said.err and not said.out, words


# Money


def test_a_sale_on_credit_is_one_row(shop):
    before = files(shop)
    said = shop.run("jual", "budi", "10", "-k")
    after = files(shop)
    (path,) = set(after) - set(before)
    assert path == shop.file() and after[path].count(b"\n") == 2
    assert {other: data for other, data in after.items() if other != path} == before
    assert last(
        shop,
        "jenis",
        "ref",
        "pelanggan",
        "modal",
        "harga",
        "diskon",
        "dibayar",
        "cara",
        "titipan",
        "tempo",
        "status",
    ) == ("jual", "", "A-261121-P001", "10750", "12000", "0", "0", "kasbon", "0", DUE, "sukses")
    assert "Rp12.000" in said.out and "28 Nov 2026" in said.out
    assert money(shop, "budi") == (12000, 0)
    shop.run("jual", "budi", "5", "-k")
    assert money(shop, "budi") == (19000, 0) and balanced(shop)


def test_part_of_a_sale_on_credit_can_be_paid_at_once(shop):
    in_all = 0
    for options, paid, owed, change in (
        ("", 0, 12000, 0),
        ("--dibayar 5rb", 5000, 7000, 0),
        ("--dibayar 0", 0, 12000, 0),
        ("--dibayar 12rb", 12000, 0, 0),
        ("--dibayar 20rb", 12000, 0, 8000),
        ("--dibayar Rp1", 1, 11999, 0),
        ("--diskon 2rb", 0, 10000, 0),
        ("--harga 15rb --dibayar 10rb", 10000, 5000, 0),
        ("--dibayar 5rb --cara tf", 5000, 7000, 0),
    ):
        said = shop.run("jual", "budi", "10", "-k", "--lagi", *options.split())
        method = "kasbon" if not paid else "transfer" if "tf" in options else "tunai"
        assert last(shop, "dibayar", "cara", "tempo") == (str(paid), method, DUE if owed else "")
        in_all += owed
        assert money(shop, "budi") == (in_all, 0) and balanced(shop)
        assert not change or change in rupiah(said.out)
        assert not owed or {owed, in_all} <= set(rupiah(said.out))


@pytest.mark.parametrize("balance, owed, left", [(5, 7, 0), (12, 0, 0), (50, 0, 38)])
def test_the_prepaid_balance_is_used_first(shop, balance, owed, left):
    shop.run("titipan", "terima", "budi", f"{balance}rb")
    said = shop.run("jual", "budi", "10", "-k")
    assert last(shop, "dibayar", "titipan") == ("0", str(1000 * min(balance, 12)))
    assert money(shop, "budi") == (1000 * owed, 1000 * left) and balanced(shop)
    assert 1000 * (owed or left or 12) in rupiah(said.out)


def test_a_sale_paid_in_cash_leaves_the_balance_alone(shop):
    shop.run("titipan", "terima", "budi", "50rb")
    shop.run("jual", "budi", "10")
    assert money(shop, "budi") == (0, 50000) and balanced(shop)


def test_a_sale_from_the_prepaid_balance(shop):
    shop.run("titipan", "terima", "budi", "20rb")
    shop.run("jual", "081234567890", "10", "--titipan")
    assert last(shop, "pelanggan", "dibayar", "cara", "titipan", "tempo") == (
        "A-261121-P001",
        "0",
        "titipan",
        "12000",
        "",
    )
    assert money(shop, "budi") == (0, 8000)
    before = files(shop)
    said = shop.run("jual", "budi", "25", "--titipan", code=1)
    assert {8000, 18500} <= set(rupiah(said.err)) and files(shop) == before
    shop.run("jual", "siti", "S5", "--titipan", "budi", "--dibayar", "2rb", "--cara", "tf")
    assert last(shop, "pelanggan", "dibayar", "cara", "titipan", "tempo") == (
        "A-261121-P001",
        "2000",
        "transfer",
        "5000",
        "",
    )
    assert money(shop, "budi") == (0, 3000)
    shop.run("jual", "budi", "5", "--titipan", "--dibayar", "10rb")  # all in cash, and change
    assert last(shop, "dibayar", "titipan") == ("7000", "")
    assert money(shop, "budi") == (0, 3000) and balanced(shop)


def test_who_owes_has_nothing_prepaid(shop):
    shop.run("jual", "budi", "10", "-k")
    before = files(shop)
    shop.run("jual", "budi", "5", "--titipan", code=1)
    assert files(shop) == before


def test_equal_sales_to_ten_numbers_all_stay(shop):
    for place in range(10):  # regression 14
        shop.run("jual", f"08123456780{place}", "10", "-k", "budi")
    assert len(shop.rows()) == 10 and money(shop, "budi") == (120000, 0)


def test_a_sale_on_credit_can_be_answered_in_json_and_csv(shop):
    shop.run("titipan", "terima", "budi", "5rb")
    record = json.loads(
        shop.run("jual", "budi", "10", "-k", "--dibayar", "3rb", "--format", "json").out
    )
    assert all(type(record[name]) is int for name in AMOUNTS)
    assert {
        name: record[name]
        for name in (
            "pelanggan",
            "kasbon",
            "titipan",
            "tempo",
            "dibayar",
            "cara",
            "tertahan",
            "masuk_titipan",
            "kembali",
        )
    } == {
        "pelanggan": "A-261121-P001",
        "kasbon": 9000,
        "titipan": 5000,
        "tempo": DUE,
        "dibayar": 3000,
        "cara": "tunai",
        "tertahan": 0,
        "masuk_titipan": 0,
        "kembali": 0,
    }
    assert [record] == sales(shop) == [sale(shop)]
    (answer,) = csv.DictReader(
        shop.run("jual", "siti", "S5", "-k", "--format", "csv").out.splitlines()
    )
    assert list(answer) == list(record)
    assert (answer["kasbon"], answer["titipan"], answer["tempo"]) == ("7000", "0", DUE)
    assert len(shop.rows()) == 2


# When it is due

TERMS = [
    ("besok", "2026-11-22"),
    ("hari ini", "2026-11-21"),
    ("lusa", "2026-11-23"),
    ("sabtu", "2026-11-28"),
    ("minggu", "2026-11-22"),
    ("7 hari", "2026-11-28"),
    ("7h", "2026-11-28"),
    ("2 minggu", "2026-12-05"),
    ("1 bulan", "2026-12-21"),
    ("tanggal 25", "2026-11-25"),
    ("tanggal 21", "2026-12-21"),
    ("tgl 5", "2026-12-05"),
    ("tanggal 31", "2026-11-30"),
    ("akhir bulan", "2026-11-30"),
    ("28/11", "2026-11-28"),
    ("2026-12-01", "2026-12-01"),
    ("GAJIAN", "2026-11-25"),
]


def test_any_term_gives_the_day_that_is_stored(shop):
    shop.run("pelanggan", "ubah", "budi", "--gajian", "25")
    for term, due in TERMS:
        shop.run("jual", "budi", "10", "-k", "--lagi", "--tempo", term)
        assert last(shop, "tempo") == (due,), term


def test_the_shops_term_holds_unless_the_customer_or_the_sale_has_its_own(shop):
    shop.edit(POLICY, "tempo: 7 hari", "tempo: akhir bulan")
    shop.run("jual", "budi", "5", "-k")
    assert last(shop, "tempo") == ("2026-11-30",)
    shop.run("pelanggan", "ubah", "budi", "--tempo", "gajian", "--gajian", "akhir bulan")
    shop.now = "2026-11-30T10:00:00+07:00"
    shop.run("jual", "budi", "10", "-k")
    assert last(shop, "tempo") == ("2026-12-31",)
    shop.run("jual", "budi", "15", "-k", "--tempo", "besok")
    assert last(shop, "tempo") == ("2026-12-01",)
    shop.run("pelanggan", "ubah", "budi", "--tempo=-")
    shop.edit(POLICY, "tempo: akhir bulan", "tempo: gajian")
    shop.run("jual", "budi", "25", "-k")
    assert last(shop, "tempo") == ("2026-12-31",)
    before = files(shop)
    shop.run("jual", "siti", "S10", "-k", code=2)  # no payday known
    assert files(shop) == before


def test_a_stored_due_date_outlives_the_policy(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.edit(POLICY, "tempo: 7 hari", "tempo: besok")
    shop.now = "2026-11-28T23:59:59+07:00"
    assert person(shop, "budi")["telat"] == 0


def test_a_policy_that_is_not_understood_is_named_with_its_line(shop):
    path = shop.root / POLICY
    good = path.read_text("utf-8")
    start = good[: good.index("tempo: 7 hari")].count("\n") + 1
    for text, line in (
        ("tempo: kapan", 0),
        ("tempo: 28/11", 0),
        ("tempo:\n  - 7 hari", 1),
        ("tempo: &a 7 hari", 0),
        ("tempo: 7 hari\ntempo: 8 hari", 1),
        ("temp0: 7 hari", 0),
        ("tempo: {a: b}", 0),
        ("tempo: 7 hari\n<<<<<<< HEAD", 1),
        ("tempo: \x07", 0),
    ):
        path.write_text(good.replace("tempo: 7 hari", text), "utf-8")
        before = files(shop)
        said = shop.run("jual", "budi", "10", "-k", code=3).err
        assert said.startswith(f"{POLICY}:{start + line}: "), text
        assert files(shop) == before
    shop.run("jual", "budi", "10")  # needs no policy
    shop.run("titipan", "terima", "budi", "10rb")


def test_a_policy_that_is_not_understood_never_follows_a_recorded_row(shop):
    shop.edit(POLICY, "akibat:", "akbat:")
    before = files(shop)
    shop.run("jual", "budi", "10", "-k", "--tempo", "sabtu", "--pesan", code=3)
    assert files(shop) == before


def test_a_shop_from_before_the_policy_gives_seven_days(shop):
    (shop.root / POLICY).unlink()
    said = shop.run("jual", "budi", "10", "-k", "--pesan")
    assert last(shop, "tempo") == (DUE,)
    assert "wa.me/6281234567890" in said.out
    (shop.root / POLICY).write_text("")
    shop.run("jual", "budi", "5", "-k")
    assert last(shop, "tempo") == (DUE,)


def test_a_sale_written_down_later_is_due_from_its_own_day(shop):
    late = 0
    for term, due in (
        (None, "2026-11-17"),
        ("besok", "2026-11-11"),
        ("sabtu", "2026-11-14"),
        ("akhir bulan", "2026-11-30"),
        ("10/11", "2026-11-10"),
    ):
        options = ("--tempo", term) if term else ()
        shop.run("jual", "budi", "10", "-k", "--lagi", "--waktu", "10/11 9.00", *options)
        assert last(shop, "waktu", "tempo") == ("2026-11-10T09:00:00+07:00", due)
        late += 12000 if due < "2026-11-21" else 0
        assert person(shop, "budi")["telat"] == late


def test_regression_5_due_today_is_not_overdue(shop):
    shop.run("jual", "budi", "10", "-k")
    for now, late in (("28T00:00:00", 0), ("28T23:59:59", 0), ("29T00:00:00", 12000)):
        shop.now = f"2026-11-{now}+07:00"
        assert person(shop, "budi")["telat"] == late
        assert people(shop)[0]["telat"] == late
        code, screen = talk(shop, ["t"], "jual", "budi", "5", "-k")
        assert code == 1 and rupiah(screen).count(12000) == (2 if late else 1)


def test_regression_6_a_partly_paid_debt_is_still_owed_with_what_remains(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("titipan", "terima", "budi", "5rb")
    shop.now = "2026-11-29T08:00:00+07:00"
    found = person(shop, "budi")
    assert (found["kasbon"], found["telat"], found["titipan"]) == (7000, 7000, 0)
    assert "Rp7.000" in shop.run("pelanggan", "lihat", "budi").out


def test_regression_12_a_new_debt_does_not_move_an_old_due_date(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.now = "2026-11-25T10:00:00+07:00"
    shop.run("jual", "budi", "5", "-k", "--tempo", "2 minggu")
    shop.now = "2026-11-29T10:00:00+07:00"
    assert (person(shop, "budi")["kasbon"], person(shop, "budi")["telat"]) == (19000, 12000)
    shown = shop.run("pelanggan", "lihat", "budi").out
    assert "28 Nov 2026" in shown and "9 Des 2026" in shown
    shop.run("titipan", "terima", "budi", "13rb")  # the oldest first
    assert (person(shop, "budi")["kasbon"], person(shop, "budi")["telat"]) == (6000, 0)


def test_regression_22_open_and_overdue_debt_is_shown_before_a_sale_on_credit_is_confirmed(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "5", "-k")
    shop.now = "2026-11-22T10:00:00+07:00"
    before = files(shop)
    for words in (("081234567890", "25", "-k"), ("siti", "S25", "-k", "budi")):
        code, screen = talk(shop, ["t"], "jual", *words)
        assert code == 1 and {26500, 19000, 12000} <= set(rupiah(screen))
        assert "29 Nov 2026" in screen and "Budi" in screen
    assert files(shop) == before


# The message


def message(said: str) -> tuple[str, str]:
    """The number in the one WhatsApp link, and the text that it carries."""
    (link,) = re.findall(r"\S*wa\.me\S*", said)
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc) == ("https", "wa.me")
    assert link.isascii() and re.fullmatch(r"62\d{9,12}", parts.path[1:])
    (text,) = parse_qs(parts.query, strict_parsing=True)["text"]
    assert text in " ".join(said.split())
    return parts.path[1:], text


@pytest.mark.parametrize("typed", ["081234567890", "6281234567890", "+62 812-3456-7890"])
def test_regression_13_the_message_has_one_valid_link(shop, typed):
    said = shop.run("jual", typed, "10", "-k", "--pesan").out
    number, text = message(said)
    assert number == "6281234567890"
    assert "Rp12.000" in text and "28 Nov 2026" in text and "Berkah Cell" in text
    assert "Budi" in text


def test_the_message_says_what_follows_and_what_is_owed_in_all(shop):
    shop.edit("ledger/toko.yaml", "Berkah Cell", "100% & #1 + ☺")
    shop.edit(POLICY, "stop-hutang:", "stop-hutang: 5 hari")
    shop.run("jual", "budi", "10", "-k")
    _, text = message(
        shop.run(
            "jual", "budi", "25", "-k", "--dibayar", "20rb", "--tempo", "tanggal 25", "--pesan"
        ).out
    )
    assert "100% & #1 + ☺" in text and "25 Nov 2026" in text
    assert "belum bisa kami layani" in text
    assert rupiah(text) == [20000, 6500, 18500]  # paid, left, in all


def test_the_link_goes_to_the_customers_own_phone(shop):
    number, _ = message(shop.run("jual", "14112345678", "PLN20", "-k", "budi", "--pesan").out)
    assert number == "6281234567890"
    add(shop, "Wati", "14112345679")
    said = shop.run("jual", "14112345679", "PLN20", "-k", "--pesan").out
    assert "wa.me" not in said and "22.000" in said  # a meter has no WhatsApp
    number, _ = message(shop.run("jual", "081399998888", "10", "-k", "wati", "--pesan").out)
    assert number == "6281399998888"


@pytest.mark.parametrize("balance, owed", [("5rb", 7000), ("50rb", 0)])
def test_the_message_does_not_demand_what_the_prepaid_balance_paid(shop, balance, owed):
    shop.run("titipan", "terima", "budi", balance)
    said = shop.run("jual", "budi", "10", "-k", "--pesan").out
    if owed:
        assert owed in rupiah(message(said)[1])
    else:
        assert "28 Nov 2026" not in said and "belum bisa kami layani" not in said


# Unknown customers at a terminal


@pytest.mark.parametrize(
    "words, answers",
    [
        (("jual", "081399998888", "10", "-k", "Tono Baru"), ["", ""]),
        (("jual", "081399998888", "10", "-k"), ["Tono Baru", "", ""]),
        (("jual", "Tono Baru", "10", "-k"), ["081399998888", ""]),
        (("jual", "Tono", "Baru", "10", "-k"), ["+62 813 9999 8888", ""]),
    ],
)
def test_an_unknown_customer_is_registered_inside_the_sale(shop, words, answers):
    assert talk(shop, answers, *words)[0] == 0
    assert shop.rows("pelanggan")[-1]["nama"] == "Tono Baru"
    assert shop.rows("pelanggan")[-1]["nomor"] == "0813-9999-8888"
    assert last(shop, "pelanggan", "nomor", "tempo") == ("A-261121-P003", "0813-9999-8888", DUE)
    assert money(shop, "tono") == (12000, 0)
    shop.run("jual", "081399998888", "5")
    assert last(shop, "pelanggan") == ("A-261121-P003",)


@pytest.mark.parametrize(
    "words, answers, no",
    [
        (("jual", "081399998888", "10", "-k", "Tono"), ["", ""], "t"),
        (("jual", "081399998888", "10", "-k"), ["Tono", "", ""], ""),
        (("jual", "Tono", "10"), ["081399998888", ""], ""),
    ],
)
def test_no_or_ctrl_c_at_any_question_records_nothing_at_all(shop, words, answers, no):
    before = files(shop)
    for place in range(len(answers)):
        code, screen = talk(shop, [*answers[:place], None], *words)
        assert code == 130 and "Traceback" not in screen
    assert talk(shop, [*answers[:-1], "t"], *words)[0] == 1
    assert talk(shop, [no], *words)[0] in (1, 2)
    assert files(shop) == before


def test_who_wants_no_questions_registers_nobody(shop):
    before = files(shop)
    for words, code in (
        (("081399998888", "10", "-k", "Tono"), 1),
        (("Tono", "10", "-k"), 1),
        (("081399998888", "10", "-k"), 2),
    ):
        assert talk(shop, [], "jual", *words, "-y")[0] == code
    assert files(shop) == before


def test_a_new_customers_number_that_is_somebodys_stays_theirs(shop):
    assert talk(shop, ["", ""], "jual", "081234567890", "10", "-k", "Tono")[0] == 0
    assert shop.rows("pelanggan")[-1]["nomor"] == ""
    assert last(shop, "pelanggan") == ("A-261121-P003",)
    assert person(shop, "081234567890")["nama"] == "Budi"


def test_an_unknown_customer_whose_name_is_none_is_refused(shop):
    before = files(shop)
    for name in ("12345", "x" * 101):
        assert talk(shop, [], "jual", "081399998888", "10", "-k", name)[0] == 2
    assert files(shop) == before


def test_a_new_customer_has_nothing_prepaid_and_is_not_registered_for_it(shop):
    before = files(shop)
    assert talk(shop, [""], "jual", "081399998888", "10", "--titipan", "Tono")[0] == 1
    assert files(shop) == before


# Questions of a sale


def test_a_sale_on_credit_is_read_back_before_it_is_recorded(shop):
    shop.run("titipan", "terima", "budi", "5rb")
    with at_terminal(shop, "jual", "budi", "10", "-k", "--dibayar", "3rb") as terminal:
        terminal.wait_for_prompt()
        shown = " ".join(terminal.screen.split())
        for part in (
            "Budi",
            BUDI,
            "Telkomsel",
            "Pulsa 10.000",
            "Rp3.000",
            "Rp5.000",
            "Rp4.000",
            "28 Nov 2026",
        ):
            assert part in shown, part
        assert shop.rows() == []
        terminal.press("\r")
        assert terminal.finish() == 0
    assert money(shop, "budi") == (4000, 0)


QUESTIONS = [
    ("jual budi 10 -k", []),
    ("jual siti 10 -k", []),
    ("jual siti 10 -k", ["2"]),
    ("jual 085155556666 10 -k budi", []),
    ("jual budi -k", []),
    ("jual 081399998888 10 -k", []),
    ("jual w S10 -k", []),
    ("jual budi 10 -k --dibayar 5", []),
    ("jual 085700000000 10 -k budi", []),
    ("jual 085700000000 10 -k budi", [""]),
    ("titipan terima budi 5rb", []),
    ("titipan terima budi 5", []),
    ("titipan terima w 5rb", []),
]


def test_ctrl_c_at_every_question_records_nothing(shop):
    add(shop, "Wati")
    shop.run("jual", "085700000000", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    before = files(shop)
    for words, answers in QUESTIONS:
        code, screen = talk(shop, [*answers, None], *words.split())
        assert code == 130 and "Traceback" not in screen, screen
    assert files(shop) == before


# The queue

LINES = """\
budi 10 -k
081399998888 10
siti S10 -k --dibayar 2rb --tempo sabtu
tono 10 -k
081234567890 5 -k siti
siti 25 -k
budi 15 --titipan
"""


def test_the_queue_takes_sales_on_credit(shop):
    said = shop.run("jual", stdin=LINES, code=1)
    assert [
        re.findall(r"\d+", line)[0] for line in said.err.splitlines() if line.startswith("baris ")
    ] == ["4", "6", "7"]
    assert [(row["pelanggan"][-4:], row["dibayar"], row["tempo"]) for row in shop.rows()] == [
        ("P001", "0", DUE),
        ("", "12000", ""),
        ("P002", "2000", DUE),
        ("P002", "0", DUE),
    ]
    (summary,) = (line for line in said.err.splitlines() if line.startswith("4 "))
    assert sorted(rupiah(summary)) == [14000, 29000, 43000] and "kasbon Rp29.000" in summary
    assert money(shop, "budi") == (12000, 0) and money(shop, "siti") == (17000, 0)


@pytest.mark.parametrize("option", ["-k", "--titipan"])
def test_credit_for_the_whole_queue_is_credit(shop, option):
    shop.run("titipan", "terima", "budi", "12rb")
    shop.run("jual", option, stdin="081234567890 10\n")
    assert last(shop, "dibayar", "titipan") == ("0", "12000")


def test_a_customer_for_the_whole_queue(shop):
    shop.run("jual", "-k", "budi", "--tempo", "besok", stdin="081399998888 10\nsiti S5 -k st\n")
    assert [(row["pelanggan"][-4:], row["tempo"]) for row in shop.rows()] == [
        ("P001", "2026-11-22"),
        ("P002", "2026-11-22"),
    ]


def test_the_queues_summary_tells_credit_from_what_was_prepaid(shop):
    shop.run("titipan", "terima", "budi", "5rb")
    said = shop.run("jual", stdin="budi 10 -k\n").err
    assert "kasbon Rp7.000" in said and "titipan Rp5.000" in said


def test_the_queue_at_a_terminal_asks_and_goes_on(shop):
    with at_terminal(shop, "jual") as terminal:
        for line, answers in (
            ("budi 10 -k", [""]),
            ("081399998888 10 -k Tono", ["", ""]),
            ("081399998888 5 -k", [""]),
            ("081355556666 5 -k Tini", ["2", "t"]),
            ("siti 10 -k", [None]),
            ("tono 25 -k", [""]),
        ):
            terminal.answer("jual> ", line)
            terminal.wait_for("\n")
            answer_all(terminal, answers)
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
        assert "Rp57.500" in terminal.screen
    assert [(row["pelanggan"][-4:], row["harga"]) for row in shop.rows()] == [
        ("P001", "12000"),
        ("P003", "12000"),
        ("P003", "7000"),
        ("P003", "26500"),
    ]
    assert [row["nama"] for row in shop.rows("pelanggan")] == ["Budi", "Siti Warung", "Tono"]


# What failed

# How Rp12.000 are paid: the options, rupiah paid at once, rupiah owed.
KINDS = {
    "cash": ((), 12000, 0),
    "part": (("-k", "--dibayar", "5rb"), 5000, 7000),
    "credit": (("-k",), 0, 12000),
    "prepaid": (("--titipan",), 0, 0),
}
WAYS = [(kind, back) for kind in KINDS for back in (None, "tunai", "titipan", "nanti")]


def buy(shop: Konter, place: int, kind: str) -> tuple[str, str]:
    """A new customer buys for Rp12.000; returns the customer's id and the sale's."""
    buyer = add(shop, f"Pembeli nomor{place}", f"0812-0000-{place:04}")
    options, _, owed = KINDS[kind]
    if kind == "prepaid":
        shop.run("titipan", "terima", buyer, "12rb")
    shop.run("jual", f"0812-0000-{place:04}", "10", *options)
    assert money(shop, buyer) == (owed, 0)
    return buyer, shop.rows()[-1]["id"]


def end(shop: Konter, ending: str, id: str, back: str | None = None) -> list[int]:
    """Records that a sale failed or went to a wrong number, which the shop bears; returns the
    amounts that were shown."""
    how = () if ending == "gagal" else ("--ke", "081234567899", "--rugi", "toko")
    said = shop.run("transaksi", ending, id, *how, *(("--kembali", back) if back else ()))
    return rupiah(said.out)


@pytest.mark.parametrize("ending", ["gagal", "salah-nomor"])
def test_the_money_of_a_failed_sale_goes_where_it_is_said(konter, ending):
    for place, (kind, back) in enumerate(WAYS):
        _, paid, owed = KINDS[kind]
        prepaid = 12000 if kind == "prepaid" else 0
        buyer, id = buy(konter, place, kind)
        shown = end(konter, ending, id, back)
        goes = back or {"gagal": "titipan", "salah-nomor": "nanti"}[ending]
        found = sale(konter, id)
        assert (found["status"], found["kembali"], found["tertahan"], found["masuk_titipan"]) == (
            ending,
            paid if goes == "tunai" else 0,
            paid if goes == "nanti" else 0,
            paid if goes == "titipan" else 0,
        ), (kind, back)
        assert money(konter, buyer) == (0, prepaid + found["masuk_titipan"])
        assert not paid or paid in shown
        assert balanced(konter)
        again = konter.run("transaksi", "ulang", id, "--lagi")
        repeat = sale(konter, konter.rows()[-1]["id"])
        assert (
            repeat["ref"],
            repeat["pelanggan"],
            repeat["dibayar"],
            repeat["dari_ref"],
            repeat["tempo"],
        ) == (id, buyer, found["kembali"], found["tertahan"], DUE if owed else ""), (kind, back)
        assert repeat["nomor"] == (found["nomor"] if ending == "gagal" else "0812-3456-7899")
        assert not owed or owed in rupiah(again.out)
        assert money(konter, buyer) == (owed, 0) and sale(konter, id)["tertahan"] == 0
        assert balanced(konter)
        before = files(konter)
        konter.run("transaksi", "ulang", id, code=1)
        konter.run("transaksi", "gagal", id, "--kembali", "tunai", code=1)
        assert files(konter) == before


def test_a_wrong_number_that_the_buyer_bears_leaves_the_debt(konter):
    for place, kind in enumerate(KINDS):
        buyer, id = buy(konter, place, kind)
        konter.run("transaksi", "salah-nomor", id, "--ke", "081234567899", "--rugi", "pembeli")
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)
        konter.run("transaksi", "ulang", id, "--lagi")  # paid once more
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)
        assert last(konter, "dibayar") == ("12000",)


def test_money_that_failed_free_pays_other_debts_first(shop):
    shop.run("jual", "budi", "5", "-k")
    shop.run("jual", "budi", "10")
    shop.run("transaksi", "gagal", "J2")
    assert money(shop, "budi") == (0, 5000) and balanced(shop)


def test_what_was_paid_for_a_debt_later_is_prepaid_when_the_sale_fails(konter):
    for place, back in enumerate((None, "tunai", "titipan", "nanti")):
        buyer, id = buy(konter, place, "credit")
        konter.run("titipan", "terima", buyer, "5rb")
        end(konter, "gagal", id, back)
        assert money(konter, buyer) == (0, 5000) and balanced(konter)


def test_money_that_was_kept_can_go_elsewhere_later(shop):
    for product, back, prepaid in (("5", "tunai", 0), ("10", "titipan", 12000)):
        shop.run("jual", "budi", product)
        id = shop.rows()[-1]["id"]
        shop.run("transaksi", "gagal", id, "--kembali", "nanti")
        assert sale(shop, id)["tertahan"] > 0
        shop.run("transaksi", "gagal", id, "--kembali", back)
        assert sale(shop, id)["tertahan"] == 0 and money(shop, "budi") == (0, prepaid)
        before = files(shop)
        for again in ("tunai", "titipan", "nanti"):
            shop.run("transaksi", "gagal", id, "--kembali", again, code=1)
        assert files(shop) == before
    assert balanced(shop)


def test_a_buyer_nobody_knows_has_no_account(shop):
    shop.run("jual", "081399998888", "10")
    before = files(shop)
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1)
    assert files(shop) == before
    shop.run("transaksi", "gagal", "J1")
    assert sale(shop)["tertahan"] == 12000
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1)
    add(shop, "Tono", "081399998888")
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    assert money(shop, "tono") == (0, 12000) and balanced(shop)


def test_money_kept_for_nobody_can_be_given_to_a_customer_in_the_way_that_is_said(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1")
    said = shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1).err
    if "transaksi pindah" in said:
        shop.run("transaksi", "pindah", "J1", "budi")
        shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
        assert money(shop, "budi") == (0, 12000)


def test_pending_sales_on_credit_are_walked_through(shop):
    for words in (
        ("budi", "10", "-k"),
        ("siti", "S10", "-k", "--dibayar", "2rb"),
        ("siti", "I10"),
        ("081399998888", "10"),
    ):
        shop.run("jual", *words, "--status", "pending")
    assert money(shop, "budi") == (12000, 0) and money(shop, "siti") == (10000, 0)
    code, screen = talk(
        shop, ["g", "g titipan", "g nanti", "g titipan", "g tunai"], "transaksi", "menunggu"
    )
    assert code == 0, screen
    assert [
        (each["status"], each["masuk_titipan"], each["tertahan"], each["kembali"])
        for each in sales(shop)
    ] == [("gagal", 0, 0, 0), ("gagal", 2000, 0, 0), ("gagal", 0, 13000, 0), ("gagal", 0, 0, 12000)]
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 2000)
    assert balanced(shop)


def test_a_repeat_on_credit_is_not_overdue_at_once(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("transaksi", "gagal", "J1")
    shop.now = "2026-12-05T10:00:00+07:00"
    shop.run("transaksi", "ulang", "A-261121-J001")
    assert person(shop, "budi")["telat"] == 0


def test_a_repeat_on_credit_looks_like_a_sale_on_credit(shop):
    shop.run("jual", "budi", "10", "-k", "--dibayar", "5rb")
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    shop.run("transaksi", "ulang", "J1")
    assert last(shop, "dibayar", "cara") == ("0", "kasbon")
    assert "kasbon" in shop.run("transaksi", "list").out.splitlines()[2]


# Money kept for a number


@pytest.mark.parametrize(
    "product, price, credit",
    [("10", 12000, False), ("25", 26500, False), ("25", 26500, True), ("5", 7000, False)],
)
def test_kept_money_is_offered_at_the_numbers_next_sale_and_used(shop, product, price, credit):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    shop.now = "2026-12-20T10:00:00+07:00"
    words = ("jual", "+62 813 9999 8888", product, *(("-k", "budi") if credit else ()))
    code, screen = talk(shop, ["", ""], *words)
    assert code == 0 and "A-261121-J001" in screen and 12000 in rupiah(screen)
    used = min(12000, price)
    repeat = sale(shop, shop.rows()[-1]["id"])
    assert (repeat["ref"], repeat["dari_ref"]) == ("A-261121-J001", used)
    assert repeat["dibayar"] == (0 if credit else price - used)
    assert sale(shop, "A-261121-J001")["tertahan"] == 12000 - used
    assert money(shop, "budi") == ((price - used if credit else 0), 0) and balanced(shop)


def test_kept_money_can_be_left_where_it_is(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    assert talk(shop, ["t", ""], "jual", "081399998888", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "12000")
    assert sale(shop)["tertahan"] == 12000
    before = files(shop)
    for answers in ([None], ["", None], ["t", None]):
        assert talk(shop, answers, "jual", "081399998888", "25")[0] == 130
    assert files(shop) == before and balanced(shop)


def test_kept_money_is_not_used_unasked_and_not_for_another_number(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    said = shop.run("jual", "081399998888", "25")
    assert "A-261121-J001" in said.err and "transaksi ulang" in said.err
    assert last(shop, "ref", "dibayar") == ("", "26500")
    assert talk(shop, [""], "jual", "081399998889", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "12000")
    assert talk(shop, [], "jual", "081399998888", "5", "-y")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "7000")
    assert sale(shop)["tertahan"] == 12000 and balanced(shop)


def test_money_kept_after_a_wrong_number_is_offered_at_the_right_one(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081399998889", "--rugi", "toko")
    assert talk(shop, [""], "jual", "081399998888", "25")[0] == 0
    assert talk(shop, ["", ""], "jual", "081399998889", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("A-261121-J001", "0") and balanced(shop)


# Moved to another customer


def test_a_sale_on_credit_moves_with_its_debt_and_due_date(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "tanggal 25")
    shop.run("titipan", "terima", "budi", "5rb")
    said = shop.run("transaksi", "pindah", "J1", "siti")
    assert last(shop, "jenis", "ref", "pelanggan") == ("pindah", "A-261121-J001", "A-261121-P002")
    assert money(shop, "budi") == (0, 5000) and money(shop, "siti") == (12000, 0)
    assert {5000, 12000} <= set(rupiah(said.out))
    assert sale(shop)["pelanggan"] == "A-261121-P002" and balanced(shop)
    for day, late in (("25", 0), ("26", 12000)):
        shop.now = f"2026-11-{day}T10:00:00+07:00"
        assert person(shop, "siti")["telat"] == late
    shop.run("transaksi", "pindah", "A-261121-J001", "budi")
    assert money(shop, "budi") == (7000, 0) and money(shop, "siti") == (0, 0)
    shop.run("batal", shop.rows()[-1]["id"], "--alasan", "keliru")
    assert money(shop, "budi") == (0, 5000) and money(shop, "siti") == (12000, 0)
    assert balanced(shop)


def test_a_debt_that_moves_is_paid_by_what_the_right_customer_has_prepaid(shop):
    shop.run("titipan", "terima", "siti", "20rb")
    shop.run("jual", "081399998888", "10", "-k", "budi")
    shop.run("transaksi", "pindah", "J1", "siti")
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 8000) and balanced(shop)


def test_a_sale_to_nobody_can_be_given_a_customer(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "pindah", "J1", "budi")
    assert sale(shop)["pelanggan"] == "A-261121-P001" and money(shop, "budi") == (0, 0)
    shop.run("transaksi", "gagal", "J1")
    assert money(shop, "budi") == (0, 12000) and balanced(shop)


def test_what_moved_fails_for_the_right_customer(shop):
    shop.run("jual", "budi", "10", "-k", "--dibayar", "5rb")
    shop.run("transaksi", "pindah", "J1", "siti")
    assert money(shop, "siti") == (7000, 0)
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 5000) and balanced(shop)
    before = files(shop)
    shop.run("transaksi", "pindah", "J1", "budi", code=1)
    assert files(shop) == before


def test_at_a_terminal_the_customer_to_move_to_can_be_chosen(shop):
    add(shop, "Siti Pasar")
    shop.run("jual", "budi", "10", "-k")
    before = files(shop)
    assert talk(shop, [None], "transaksi", "pindah", "J1", "siti")[0] == 130
    assert files(shop) == before
    assert talk(shop, ["2"], "transaksi", "pindah", "J1", "siti")[0] == 0
    assert money(shop, "siti pasar") == (12000, 0)


# Taken back


def test_a_sale_that_is_taken_back_leaves_nothing_behind(konter):
    for place, (kind, (_, paid, _)) in enumerate(KINDS.items()):
        buyer, id = buy(konter, place, kind)
        said = konter.run("batal", id, "--alasan", "salah ketik")
        assert money(konter, buyer) == (0, 12000 if kind == "prepaid" else 0)
        assert sale(konter, id)["kembali"] == paid and balanced(konter)
        assert last(konter, "jenis", "ref", "kembali") == ("batal", id, str(paid))
        assert not paid or paid in rupiah(said.out)
        before = files(konter)
        konter.run("batal", id, "--alasan", "lagi", code=1)
        assert files(konter) == before


def test_a_debt_that_is_taken_back_frees_what_was_paid_for_it(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("jual", "budi", "5", "-k", "--tempo", "2 minggu")
    shop.run("titipan", "terima", "budi", "12rb")
    assert money(shop, "budi") == (7000, 0)
    shop.run("batal", "J1", "--alasan", "x")
    assert money(shop, "budi") == (0, 5000) and balanced(shop)


@pytest.mark.parametrize("ending", ["gagal", "salah-nomor"])
def test_a_failure_that_is_taken_back_brings_the_debt_back(konter, ending):
    for place, (kind, back) in enumerate(WAYS):
        buyer, id = buy(konter, place, kind)
        before = sale(konter, id), people(konter)
        end(konter, ending, id, back)
        konter.run("batal", konter.rows()[-1]["id"], "--alasan", "ternyata masuk")
        assert (sale(konter, id), people(konter)) == before, (kind, back)
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)


def test_money_received_by_mistake_is_taken_back(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("titipan", "terima", "budi", "50rb")
    assert money(shop, "budi") == (0, 38000)
    said = shop.run("batal", "H1", "--alasan", "uang Siti")
    row = shop.rows("hutang")[-1]
    assert (row["id"], row["jenis"], row["ref"], row["pelanggan"], row["alasan"]) == (
        "A-261121-H002",
        "batal",
        "A-261121-H001",
        "A-261121-P001",
        "uang Siti",
    )
    assert money(shop, "budi") == (12000, 0) and balanced(shop)
    assert {50000, 12000} <= set(rupiah(said.out))
    before = files(shop)
    for id in ("H1", "H2"):
        shop.run("batal", id, "--alasan", "x", code=1)
    assert files(shop) == before


def test_a_balance_that_was_used_and_taken_back_is_owed(shop):
    shop.run("titipan", "terima", "budi", "20rb")
    shop.run("jual", "budi", "10", "--titipan")
    shop.run("batal", "H1", "--alasan", "uangnya palsu")
    assert money(shop, "budi") == (12000, 0) and balanced(shop)
    shop.run("titipan", "terima", "budi", "15rb")
    assert money(shop, "budi") == (0, 3000) and balanced(shop)


def test_a_failure_taken_back_after_its_money_was_spent_is_owed(shop):
    shop.run("jual", "budi", "10")
    failed = shop.run("transaksi", "gagal", "J1").id
    shop.run("jual", "siti", "S10", "--titipan", "budi")
    assert money(shop, "budi") == (0, 0)
    shop.run("batal", failed, "--alasan", "ternyata masuk")
    assert money(shop, "budi") == (12000, 0) and balanced(shop)


# Money received


@pytest.mark.parametrize(
    "amount, owed, left", [(5000, 14000, 0), (12000, 7000, 0), (19000, 0, 0), (50000, 0, 31000)]
)
def test_money_pays_open_debts_first_and_the_rest_is_kept(shop, amount, owed, left):
    shop.run("jual", "budi", "5", "-k", "--tempo", "2 minggu")
    shop.run("jual", "budi", "10", "-k")
    shop.now = "2026-11-21T10:10:00+07:00"
    said = shop.run(
        "titipan",
        "terima",
        "budi",
        str(amount),
        "--cara",
        "tf",
        "--kasir",
        "Ani",
        "--catatan",
        "lewat istrinya",
    )
    (row,) = shop.rows("hutang")
    assert [
        row[name] for name in ("jenis", "ref", "pelanggan", "jumlah", "cara", "kasir", "catatan")
    ] == ["bayar", "", "A-261121-P001", str(amount), "transfer", "Ani", "lewat istrinya"]
    assert money(shop, "budi") == (owed, left) and balanced(shop)
    assert amount in rupiah(said.out) and (not owed or owed in rupiah(said.out))
    assert (not left or left in rupiah(said.out)) and len(shop.rows()) == 2
    shop.now = "2026-11-29T10:00:00+07:00"  # the one due first was paid first
    assert person(shop, "budi")["telat"] == max(0, 12000 - amount)


def test_at_a_terminal_money_is_read_back(shop):
    shop.run("jual", "budi", "10", "-k")
    before = files(shop)
    code, screen = talk(shop, ["t"], "titipan", "terima", "budi", "50rb")
    assert code == 1 and "Budi: Rp50.000 tunai · 12.000 kasbon, 38.000 titip. Benar?" in screen
    assert files(shop) == before
    assert talk(shop, ["", "t"], "titipan", "terima", "budi", "50")[0] == 1
    assert files(shop) == before
    assert talk(shop, ["", ""], "titipan", "terima", "budi", "50")[0] == 0
    assert shop.rows("hutang")[0]["jumlah"] == "50000"
    assert talk(shop, [], "titipan", "terima", "budi", "5rb", "-y")[0] == 0
    assert money(shop, "budi") == (0, 43000) and balanced(shop)


# Two counters


def test_a_customer_registered_at_both_counters_becomes_one(two):
    a, b = two
    add(b, "Budi Santoso", BUDI)
    b.run("jual", "budi", "10", "-k")
    a.now = "2026-11-21T11:00:00+07:00"
    add(a, "Pak Budi", BUDI)
    a.run("jual", "budi", "25", "-k")
    a.run("titipan", "terima", "budi", "30rb")
    share(a, b)
    for konter in two:
        assert {(each["nama"], each["kasbon"], each["titipan"]) for each in people(konter)} == {
            ("Budi Santoso", 12000, 0),
            ("Pak Budi", 0, 3500),
        }
        assert person(konter, BUDI)["nama"] == "Budi Santoso"
    a.run("pelanggan", "satukan", "santoso", "pak")
    b.run("jual", "pak", "5", "-k")  # recorded where the union is not known yet
    share(a, b)
    for konter in two:
        (found,) = people(konter)
        assert (found["nama"], found["nomor"], found["kasbon"], found["titipan"]) == (
            "Budi Santoso",
            BUDI,
            15500,
            0,
        )
        assert balanced(konter)


def test_a_balance_that_two_counters_spent_is_owed(two):
    a, b = two
    add(a, "Budi", BUDI)
    a.run("titipan", "terima", "budi", "12rb")
    share(a, b)
    for konter in two:
        konter.run("jual", "budi", "10", "--titipan")
    share(a, b)
    for konter in two:
        assert money(konter, "budi") == (12000, 0) and balanced(konter)


def test_a_sale_at_one_counter_is_corrected_at_the_other(two):
    a, b = two
    add(a, "Budi", BUDI)
    add(a, "Siti", SITI)
    for words in (("budi", "10", "-k", "--dibayar", "5rb"), ("budi", "25", "-k"), ("siti", "10")):
        a.run("jual", *words)
    share(a, b)
    b.run("transaksi", "gagal", "A-261121-J001", "--kembali", "titipan")
    b.run("transaksi", "pindah", "A-261121-J002", "siti")
    b.run("transaksi", "gagal", "A-261121-J003", "--kembali", "nanti")
    share(a, b)
    for konter in two:
        assert money(konter, "budi") == (0, 5000) and money(konter, "siti") == (26500, 0)
        assert sale(konter, "A-261121-J003")["tertahan"] == 12000 and balanced(konter)
    b.run("jual", SITI, "S5", "-k")
    assert b.rows()[-1]["pelanggan"] == "A-261121-P002"


# What is shown


def test_sales_name_their_customer(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("jual", "081399998888", "10")
    assert [(each["pelanggan"], each["kasbon"], each["tempo"]) for each in sales(shop)] == [
        ("A-261121-P001", 12000, DUE),
        ("", 0, ""),
    ]
    assert all(type(each[name]) is int for each in sales(shop) for name in AMOUNTS)
    shown = shop.run("transaksi", "lihat", "J1").out
    assert "Budi" in shown and "Rp12.000" in shown and "28 Nov 2026" in shown
    totals = shop.run("transaksi", "list").out.splitlines()[-1]
    assert rupiah(totals) == [24000, 2500, 12000]


@pytest.mark.parametrize("ending", ["gagal", "salah-nomor"])
def test_the_list_counts_no_debt_that_is_gone(shop, ending):
    shop.run("jual", "budi", "10", "-k")
    end(shop, ending, "J1")
    assert 12000 not in rupiah(shop.run("transaksi", "list").out)


def test_the_list_tells_credit_from_what_was_prepaid(shop):
    shop.run("titipan", "terima", "budi", "20rb")
    shop.run("jual", "budi", "10", "--titipan", "--dibayar", "2rb")
    line = shop.run("transaksi", "list").out.splitlines()[1]
    assert "kasbon" not in line and "titipan" in line


@pytest.mark.parametrize("columns", [80, 40])
def test_what_is_shown_of_a_sale_on_credit_fits_the_terminal(shop, columns):
    shop.run("pelanggan", "ubah", "budi", "--nama", "Budi " + "Santoso " * 11)
    with at_terminal(shop, "jual", "budi", "10", "-k", columns=columns) as terminal:
        terminal.wait_for_prompt()
        terminal.press("\r")
        assert terminal.finish() == 0
        lines = terminal.screen.split("\n")
    assert max(map(len, (line.rstrip() for line in lines[1:]))) <= columns

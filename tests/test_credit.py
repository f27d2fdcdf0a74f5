"""Selling to customers on credit or from the prepaid balance: what is recorded, when it is due,
what the customer is sent, and what money received does then."""

import csv
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers.customers import add, money, people, person
from helpers.debts import SITI_TOO, with_debtors
from helpers.konter import Konter, files
from helpers.policy import POLICY
from helpers.sales import DUE, balanced, last, sale, sales
from helpers.screen import rupiah
from helpers.terminal import at_terminal, talk

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
    return with_debtors(konter, SITI_TOO)


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
    ) == ("jual", "", "A-261121-P001", "10212", "12000", "0", "0", "kasbon", "0", DUE, "sukses")
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


# The message to the customer


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


def test_what_somebody_owes_is_sent_to_no_number_of_somebody_else(shop):
    add(shop, "Pak Joko")
    shop.run("pesanan", "tambah", "joko", "085712345678", "I10", "--untuk", "hari ini")
    for words in (
        ("jual", "085712345678", "10", "-k", "joko", "--pesan", "-y"),
        ("pesanan", "isi", "O1", "--pesan", "--lagi"),
        ("hutang", "bayar", "joko", "5rb", "--pesan"),
        ("hutang", "rekap", "joko"),
    ):
        said = shop.run(*words)
        assert "Joko" in said.out and "wa.me" not in said.out, words
        assert "nomor HP Pak Joko belum tercatat" in said.err, words


@pytest.mark.parametrize("balance, owed", [("5rb", 7000), ("50rb", 0)])
def test_the_message_does_not_demand_what_the_prepaid_balance_paid(shop, balance, owed):
    shop.run("titipan", "terima", "budi", balance)
    said = shop.run("jual", "budi", "10", "-k", "--pesan").out
    if owed:
        assert owed in rupiah(message(said)[1])
    else:
        assert "28 Nov 2026" not in said and "belum bisa kami layani" not in said


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
    assert rupiah(totals) == [24000, 3576, 12000]


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

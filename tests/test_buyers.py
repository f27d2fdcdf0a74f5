"""Who buys: a customer named in place of the number, known by it, or registered inside the sale;
the questions of such a sale, and the same in the queue."""

import re

import pytest

from helpers.customers import add, money, person
from helpers.debts import BUDI, SITI, SITI_TOO, with_debtors
from helpers.konter import Konter, files
from helpers.sales import DUE, last, sale
from helpers.screen import rupiah
from helpers.terminal import answer_all, at_terminal, talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter, SITI_TOO)


# By name or by number


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
    for answer, number, product in (("1", SITI, "S10"), ("2", SITI_TOO, "I10")):
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


def test_what_the_buyer_agreed_to_is_recorded_or_nothing(shop):
    """The balance that was to pay a part is gone, or grew, before the seller pressed Enter."""
    for before, meanwhile in (
        ("5rb", ("titipan", "ambil", "budi", "5rb")),
        ("5rb", ("titipan", "terima", "budi", "5rb", "-y", "--lagi")),
    ):
        shop.run("titipan", "terima", "budi", before, "-y", "--lagi")
        with at_terminal(shop, "jual", "budi", "10") as terminal:
            terminal.wait_for("Pakai")
            terminal.press("\r")
            terminal.wait_for("dibayar Rp7.000")
            terminal.wait_for_prompt()
            shop.run(*meanwhile)
            sales = len(shop.rows())
            terminal.press("\r")
            assert "Uang titipan Budi baru saja berubah. Ulangi." in terminal.wait_for("Ulangi.")
            assert terminal.finish() == 1
        assert len(shop.rows()) == sales


def test_a_new_customer_is_sold_what_was_read_back(shop):
    """Also where the card's first level asks for nothing."""
    card = shop.root / "ledger" / "kartu.yaml"
    card.write_text(
        "berlaku-sejak: 2026-11-01\ntingkat:\n  Semua: {tempo: 1 bulan, potongan: 500}\n", "utf-8"
    )
    code, screen = talk(shop, ["", ""], "jual", "081299998888", "10", "-k", "Wati")
    assert code == 0 and "jatuh tempo Sabtu, 28 Nov 2026" in screen
    assert last(shop, "diskon", "tempo", "pelanggan") == ("0", "2026-11-28", "A-261121-P003")

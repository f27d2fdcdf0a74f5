"""The shop's payment policy: what it says, on the screen and on the wall, is what the program does;
what it forbids is refused with a way out that works."""

import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.customers import add, money, share
from helpers.konter import NOW, Konter, files
from helpers.screen import rupiah
from helpers.sizes import tries
from helpers.terminal import at_terminal, talk
from pulsa_cli.core.policy import Policy, refusal
from pulsa_cli.core.standing import OpenPart, Standing

POLICY, SHOP = "ledger/kebijakan.yaml", "ledger/toko.yaml"
BUDI, SITI = "081234567890", "081311112222"
FORCED = ("--tetap", "sudah janji besok")
# setting, what the owner writes, what customers read then and did not before
SETTINGS = [
    ("tempo", "akhir bulan", "paling lambat akhir bulan"),
    ("tenggang", "4 hari", "tenggang 4 hari"),
    ("batas", "75rb", "Rp75.000"),
    ("paling-banyak", "3", "banyak 3 kasbon"),
    ("undur.kali", "7 kali", "diundur 7 kali"),
    ("undur.paling-lama", "6 minggu", "lama 42 hari"),
    ("cicil.kali", "9", "9 cicilan"),
    ("cicil.paling-lama", "45", "lama 45 hari"),
    ("akibat.ingatkan", "2 hari", "2 hari: kami ing"),
    ("akibat.stop-hutang", "5", "Lewat 5 hari: kasbon berhenti"),
    ("akibat.bayar-di-muka", "2 minggu", "Lewat 14 hari: bayar di muka"),
    ("pengingat.hari", "[-2, 0, 1]", "2 hari sebelum; hari itu juga; 1 hari sesudah"),
    ("pengingat.jam", "09.00-17.00", "anya pukul 09.00–17.00"),
    ("pengingat.libur", "[Jumat, minggu, 2026-12-25]", "idak pada hari Jumat dan Minggu"),
    ("pengingat.paling-kecil", "5rb", "Di bawah Rp5.000 tidak diingatkan."),
    ("umur", "[1, 14]", "1, 2–14 dan di atas 14"),
]


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """A shop with the customers Budi and Siti, and no rule yet."""
    add(konter, "Budi", BUDI)
    add(konter, "Siti", SITI)
    rules(konter)
    return konter


def rules(konter: Konter, *lines: str) -> None:
    """Makes these the only rules of the shop."""
    (konter.root / POLICY).write_text("\n".join(lines) + "\n", "utf-8")


def change(konter: Konter, setting: str, value: str) -> None:
    """Changes one setting of the starter file as an owner would."""
    group, _, key = setting.rpartition(".")
    path = konter.root / POLICY
    before = rf"{group}:\n(?:  .*\n)*?  {key}:" if group else f"{key}:"
    text, found = re.subn(rf"(?m)^({before})[^#\n]*", rf"\g<1> {value} ", path.read_text("utf-8"))
    assert found == 1
    path.write_text(text, "utf-8")


def later(konter: Konter, days: int) -> None:
    """So many days after the first one."""
    konter.now = (datetime.fromisoformat(NOW) + timedelta(days)).isoformat()


def refused(konter: Konter, *words: str) -> str:
    """What a refusal says, once it is sure that nothing was recorded."""
    before = files(konter)
    said = konter.run(*words, code=1)
    assert files(konter) == before and not said.out
    assert "Maaf, " in said.err and "Supaya bisa: " in said.err and "--tetap" in said.err
    return said.err


def way_out(said: str) -> tuple[str, list[str]]:
    """What a refusal advises: the amount to pay first, and what to add to the sale."""
    pay = re.search(r"Supaya bisa: bayar (Rp[\d.]+) dulu", said)
    add_to_sale = re.search(r"\((--\S+) (\S+)\)\.", said)
    return pay[1] if pay else "", list(add_to_sale.groups()) if add_to_sale else []


class Sheet(HTMLParser):
    """A poster: its texts by tag; every tag is closed, in the right order."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.html, self.open, self.texts = path.read_text("utf-8"), [], {}
        self.feed(self.html)
        self.close()
        assert not self.open and self.html.lower().startswith("<!doctype html>\n<html lang=")

    def handle_starttag(self, tag, attrs):
        self.texts.setdefault(tag, []).append("")
        self.open += [tag] if tag != "meta" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.texts[tag][-1] += data


def poster(konter: Konter, name: str = "poster.html") -> Sheet:
    konter.run("kebijakan", "--poster", konter.root / name)
    return Sheet(konter.root / name)


def published(konter: Konter) -> list[str]:
    """The policy as the command says it and as it hangs on the wall."""
    return [konter.run("kebijakan").out, "\n".join(poster(konter).texts["body"])]


# What it says


@pytest.mark.parametrize("setting, written, said", SETTINGS)
def test_every_setting_changes_the_text_and_the_poster(konter, setting, written, said):
    before = published(konter)
    change(konter, setting, written)
    after = published(konter)
    assert [said in text for text in before] == [False, False]
    assert [said in text for text in after] == [True, setting != "umur"]
    if setting == "umur":  # the shop's own affair
        assert before[1] == after[1]
    elif setting != "tempo":  # there is no credit without one
        change(konter, setting, "")
        for text, new in zip(published(konter), after):
            assert text != new and said not in text


def test_every_setting_in_the_starter_file_is_tried_here(konter):
    found, group = set(), ""
    for indent, key, value in re.findall(
        r"(?m)^( *)([a-z-]+):(.*)", (konter.root / POLICY).read_text("utf-8")
    ):
        group = group if indent else key
        found |= {f"{group}.{key}" if indent else key} if value else set()
    assert found == {setting for setting, _, _ in SETTINGS}


def test_the_poster_says_what_the_command_says(konter):
    konter.edit(SHOP, "  - qris", "  - kerang & <b>batu</b>")
    konter.edit(SHOP, 'telepon: ""', "telepon: 0812 & <i>0813</i>")
    said, sheet = konter.run("kebijakan").out, poster(konter)
    assert [f"- {each}" for each in sheet.texts["li"]] == [
        line for line in said.splitlines() if line.startswith("- ")
    ]
    assert all(f"{heading}\n" in said for heading in sheet.texts["h2"])
    assert "Tunai, transfer atau kerang & <b>batu</b>." in sheet.texts["li"]
    assert "0812 & <i>0813</i>" in sheet.texts["footer"][0]


@pytest.mark.parametrize(
    "setting, said",
    [
        ("ingatkan", "kami ingatkan"),
        ("stop-hutang", "kasbon berhenti"),
        ("bayar-di-muka", "bayar di muka"),
    ],
)
def test_the_days_on_the_poster_are_the_days_of_the_program(shop, setting, said):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    for grace, days, expected in (
        (0, "0 hari", 1),
        (0, "1 hari", 1),
        (0, "3", 3),
        (1, "1", 2),
        (3, "1 hari", 4),
        (3, "1 minggu", 7),
        (8, "1 minggu", 9),
    ):
        rules(shop, f"tenggang: {grace} hari", f"akibat: {{{setting}: {days}}}")
        text = published(shop)[1]
        first = int(re.search(rf"Lewat (\d+) hari: {said}", text)[1])
        assert first == expected and (f"tenggang {grace} hari" in text) == bool(grace)
        for day in (first - 1, first):
            later(shop, day)
            if setting == "ingatkan":
                reminded = "Perhatian: Budi" in shop.run("jual", "budi", "5", "--lagi").err
                assert reminded == (day == first)
            elif day == first:
                assert "12.000" in refused(shop, "jual", "budi", "15", "-k")
            else:
                shop.run("jual", "budi", "15", "-k", "--lagi", "--tempo", "5 bulan")
                shop.run("batal", shop.rows()[-1]["id"], "--alasan", "coba")


# What the program does


def test_the_term_of_the_starter_file_holds_and_due_today_is_not_overdue(konter):
    add(konter, "Budi", BUDI)
    change(konter, "tempo", "akhir bulan")
    konter.run("jual", "budi", "5", "-k")
    konter.run("hutang", "tambah", "budi", "5rb")
    assert konter.rows()[-1]["tempo"] == konter.rows("hutang")[-1]["tempo"] == "2026-11-30"
    later(konter, 9)
    konter.run("jual", "budi", "15", "-k")
    later(konter, 10)
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


@pytest.mark.parametrize("nothing", ["", "tidak", "Tanpa"])
def test_an_empty_value_is_no_rule(konter, nothing):
    add(konter, "Budi", BUDI)
    for setting, _, _ in SETTINGS:
        if setting not in ("tempo", "umur") and not setting.startswith("pengingat"):
            change(konter, setting, nothing)
    change(konter, "umur", "")
    change(konter, "pengingat.hari", "")
    for text in published(konter):
        assert not re.findall(r"\d", text.split("sesudah belanja")[1].split("Umur")[0])
        assert "Jatuh tempo bisa diundur." in text and "Pengingat" not in text
    konter.run("jual", "budi", "100", "-k")
    konter.run("hutang", "undur", "J1", "2 bulan", "--alasan", "sakit")
    konter.run("hutang", "cicil", "J1", "--kali", "40", "--tiap", "bulan")
    later(konter, 900)
    for product in (5, 10, 15, 20, 25, 50):
        assert "Perhatian" not in konter.run("jual", "budi", product, "-k").err


def test_bounds_for_moving_a_due_date(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "besok")
    rules(shop, "undur: {kali: 2, paling-lama: 10 hari}")
    before = files(shop)
    words = ("hutang", "undur", "J1", "--alasan", "sakit")
    assert "10 hari" in shop.run(*words, "11 hari", code=1).err and files(shop) == before
    shop.run(*words, "9 hari")
    shop.run(*words, "10 hari")
    later(shop, 1)
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
        later(shop, days)
        head, row = shop.run("hutang", "umur", "--format", "csv").out.splitlines()
        assert len(head.split(",")) == 7
        assert row.split(",")[2:] == [
            "12000" if place in (column, 4) else "0" for place in range(5)
        ]


def test_prepayment_lasts_until_everything_is_paid(shop):
    rules(shop, "akibat: {stop-hutang: 1, bayar-di-muka: 30 hari}")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "25", "-k", "--tempo", "90 hari")
    later(shop, 29)
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("Rp12.000", [])
    later(shop, 30)
    assert way_out(refused(shop, "jual", "budi", "5", "-k")) == ("Rp38.500", [])
    shop.run("hutang", "bayar", "budi", "12rb")
    later(shop, 40)
    said = refused(shop, "jual", "budi", "5", "-k")  # what was late is paid, not all
    assert "pernah lewat jatuh tempo 30 hari" in said and way_out(said) == ("Rp26.500", [])
    shop.run("hutang", "bayar", "budi", "Rp26499")
    refused(shop, "jual", "budi", "5", "-k")
    shop.run("hutang", "bayar", "budi", "lunas")
    shop.run("jual", "budi", "5", "-k")
    shop.run("jual", "budi", "10", "-k")


def test_a_debt_on_hold_counts_but_brings_no_consequence(shop):
    rules(
        shop,
        "batas: 24rb",
        "paling-banyak: 2",
        "akibat: {ingatkan: 1, stop-hutang: 1, bayar-di-muka: 2}",
    )
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    later(shop, 40)
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


# A refusal and its way out

OWES = [  # rules, debts and how long they are open, the sale that is refused
    (["batas: 20rb"], ["12rb:7 hari"], 0, "10"),
    (["batas: 20rb"], ["12rb:7 hari", "8rb:2 hari"], 1, "20"),
    (["batas: 15rb"], ["12rb:7 hari"], 0, "20"),
    (["batas: 15rb"], [], 0, "25"),
    (["batas: 0"], ["5rb:2 hari"], 0, "10"),
    (["paling-banyak: 2"], ["5rb:3 hari", "7rb:2 hari", "9rb:2 hari"], 1, "10"),
    (["akibat: {stop-hutang: 1}"], ["5rb:3 hari", "7rb:2 hari", "9rb:9 hari"], 4, "10"),
    (["akibat: {stop-hutang: 3}", "tenggang: 2"], ["5rb:1 hari", "7rb:2 hari"], 4, "10"),
    (["akibat: {stop-hutang: 1, bayar-di-muka: 5}"], ["5rb:1 hari", "7rb:1 bulan"], 6, "10"),
    (
        ["batas: 30rb", "paling-banyak: 2", "akibat: {stop-hutang: 1}"],
        ["5rb:1 hari", "Rp500:5 hari", "20rb:8 hari"],
        2,
        "25",
    ),
]


@pytest.fixture(params=OWES, ids=lambda case: case[0][0].strip("}"))
def owing(shop: Konter, request) -> tuple[Konter, tuple[str, ...]]:
    """A shop where Budi owes so much that a sale on credit is refused, and that sale."""
    lines, debts, days, product = request.param
    for debt in debts:
        amount, term = debt.split(":")
        shop.run("hutang", "tambah", "budi", amount, "--tempo", term)
    rules(shop, *lines)
    later(shop, days)
    return shop, ("jual", "budi", product, "-k")


def test_a_refusal_names_the_way_out_and_it_works(owing):
    shop, sale = owing
    said = refused(shop, *sale)
    assert said.splitlines()[-2].startswith("Maaf, Budi belum bisa kasbon: ")
    pay, options = way_out(said)
    if pay:
        shop.run("hutang", "bayar", "budi", pay)
    if options:
        refused(shop, *sale)
        refused(shop, *sale, "--dibayar", f"Rp{rupiah('Rp' + options[1])[0] - 1}")
    shop.run(*sale, *options)
    assert (pay or options) and shop.rows()[-1]["alasan"] == "" and len(shop.rows()) == 1


def test_going_on_for_a_reason_is_recorded_with_it(owing):
    shop, sale = owing
    before = files(shop)
    shop.run(*sale, "--tetap", "  ", code=2)
    assert files(shop) == before
    shop.run(*sale, *FORCED)
    assert shop.rows()[-1]["alasan"] == FORCED[1]
    assert FORCED[1] in shop.run("transaksi", "lihat", shop.rows()[-1]["id"]).out
    refused(shop, "hutang", "tambah", "budi", "50rb")
    shop.run("hutang", "tambah", "budi", "50rb", *FORCED)
    assert FORCED[1] in shop.rows("hutang")[-1]["alasan"]


def test_what_makes_no_debt_is_never_refused(owing):
    shop, sale = owing
    owed = money(shop, "budi")
    shop.run(*sale[:-1])
    shop.run(*sale, "--dibayar", "100rb", "--lagi")
    shop.run(*sale, "--diskon", "50rb", "--harga", "50rb", "--lagi")
    assert money(shop, "budi") == owed and len(shop.rows()) == 3


def test_an_advised_amount_below_a_thousand_can_be_typed_as_it_stands(shop):
    rules(shop, "batas: Rp11.500")
    _, options = way_out(refused(shop, "jual", "budi", "10", "-k"))
    shop.run("jual", "budi", "10", "-k", *options)


def test_a_shop_that_allows_no_debt_does_not_speak_of_debts_on_hold(shop):
    rules(shop, "paling-banyak: 0")
    assert "ditahan" not in refused(shop, "jual", "budi", "10", "-k")


def test_where_a_debt_on_hold_is_in_the_way_no_part_payment_is_advised(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    rules(shop, "batas: 15rb", "paling-banyak: 1")
    _, options = way_out(refused(shop, "jual", "budi", "5", "-k"))
    shop.run("jual", "budi", "5", *(["-k", *options] if options else []))


def test_a_disputed_debt_that_is_paid_after_all_brings_no_consequence(shop):
    rules(shop, "akibat: {bayar-di-muka: 30}")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "15", "-k", "--tempo", "90 hari")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    later(shop, 40)
    shop.run("jual", "budi", "20", "-k")
    shop.run("hutang", "bayar", "budi", "12rb", "--untuk", "A-261121-J001")
    shop.run("jual", "budi", "25", "-k")


def test_the_balance_pays_first_and_only_the_rest_is_judged(shop):
    rules(shop, "batas: 7rb", "paling-banyak: 1")
    shop.run("titipan", "terima", "budi", "5rb")
    assert way_out(refused(shop, "jual", "budi", "15", "-k")) == ("", ["--dibayar", "5.000"])
    shop.run("jual", "budi", "10", "-k")
    assert money(shop, "budi") == (7000, 0)
    shop.run("hutang", "tambah", "siti", "7rb")
    shop.run("hutang", "tahan", "siti", "--alasan", "belum masuk")
    shop.run("titipan", "terima", "siti", "100rb")
    for product in ("S25", "S50"):  # all of it covered: no debt, whatever the rules say
        shop.run("jual", "siti", product, "-k")
    refused(shop, "jual", "siti", "S100", "-k")
    assert money(shop, "siti") == (7000, 22500)


def test_somebody_new_is_judged_before_being_registered(shop):
    rules(shop, "batas: 10rb")
    before = files(shop)
    code, screen = talk(shop, ["wati", ""], "jual", "081399998888", "10", "-k")
    assert code == 1 and files(shop) == before
    assert rupiah(screen) == [12000, 10000, 2000]


def test_22_open_and_overdue_debt_shows_while_the_sale_is_typed(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "5", "-k", "--tempo", "besok")
    later(shop, 1)
    said = shop.run("jual", "budi", "15", "-k").err  # nobody to ask
    assert "Budi: sudah ada kasbon Rp19.000, Rp12.000 lewat jatuh tempo" in said
    said = shop.run("hutang", "tambah", "budi", "1rb").err
    assert "Budi: sudah ada kasbon Rp36.000, Rp12.000 lewat jatuh tempo" in said
    rows = files(shop)
    for words in (
        ("jual", "budi", "25", "-k"),
        ("jual", SITI, "25", "-k", "budi"),
        ("hutang", "tambah", "budi", "26,5rb"),
    ):
        with at_terminal(shop, *words) as terminal:
            shown = " ".join(terminal.wait_for("[Enter = ya").split())
            assert "sudah ada kasbon Rp37.000, Rp12.000 lewat jatuh tempo" in shown
            assert "26.500" in shown and files(shop) == rows
            terminal.press("t\r")
            assert terminal.finish() == 1
    assert files(shop) == rows
    rules(shop, "akibat: {ingatkan: 1, stop-hutang: 1}")
    rows = files(shop)
    for words in (("jual", "budi", "25", "-k"), ("hutang", "tambah", "budi", "5rb")):
        with at_terminal(shop, *words) as terminal:  # refused before a question
            assert terminal.finish() == 1 and "[Enter" not in terminal.screen
            assert 12000 in rupiah(terminal.screen) and files(shop) == rows
    with at_terminal(shop, "jual", "budi", "25") as terminal:  # cash: the reminder
        shown = " ".join(terminal.wait_for("[Enter = ya").split())
        assert "kasbon Rp37.000, Rp12.000 lewat jatuh tempo, 1 hari" in shown
        terminal.press("\r")
        assert terminal.finish() == 0


def test_another_counters_old_rows_are_said_to_be_old(make_konter):
    shops = a, b = make_konter("depan"), make_konter("belakang", "--konter", "B")
    add(a, "Budi", BUDI)
    rules(a, "batas: 30rb")
    share(*shops)
    b.run("jual", "budi", "10", "-k")
    later(b, 1)
    b.run("titipan", "terima", "budi", "2rb")
    share(*shops)
    later(a, 1)
    assert "onter B" not in a.run("jual", "budi", "5", "-k").err  # heard from today
    later(a, 3)
    for words in (("jual", "budi", "5", "-k"), ("hutang", "tambah", "budi", "2rb")):
        said = a.run(*words).err
        assert re.findall(r"onter (\w) baru sampai (\w+, \d+ \w+ \d+)", said) == [
            ("B", "Minggu, 22 Nov 2026")
        ]
    said = refused(a, "jual", "budi", "10", "-k")  # with what B sold
    assert "onter B" in said and {38000, 30000, 8000} <= set(rupiah(said))
    assert "onter B" not in a.run("jual", "budi", "10").err
    later(b, 3)
    b.run("hutang", "bayar", "budi", "8rb")
    share(*shops)
    assert "onter B" not in a.run("jual", "budi", "10", "-k", "--lagi").err


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


def test_who_pays_cash_is_served_whatever_the_file_says(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    rules(shop, "tempo: 7 hari", "akibat: {stop: 1}")
    assert shop.run("jual", "budi", "5").err == ""  # nothing is late
    later(shop, 1)
    said = shop.run("jual", "budi", "15").err
    assert f"{POLICY}:2: " in said and "Perhatian" in said
    assert shop.run("jual", "siti", "S15").err == ""
    shop.run("hutang", "bayar", "budi", "lunas")
    assert [row["produk"] for row in shop.rows()] == ["S10", "S5", "S15", "S15"]
    shop.run("jual", "budi", "20", "-k", code=3)


# The sheet


def test_the_poster_is_one_page_that_needs_nothing_else(konter):
    html = poster(konter).html
    assert not re.search(r"https?:|//|\bsrc\b|href|url\(|@import|<(script|link|img|iframe)", html)
    assert "size: A4" in html and '<meta charset="utf-8">' in html


@pytest.mark.parametrize("name", ['<b>&"', "Toko {name} {} %s", "Bu 'Tini' & Co", "𝓑erkah 🌸"])
def test_the_shops_name_stands_on_the_poster_as_it_is(konter, name):
    quoted = name.replace("'", "''")
    konter.edit(SHOP, 'nama: "Berkah Cell"', f"nama: '{quoted}'")
    sheet = poster(konter)
    assert sheet.texts["h1"] == [f"Aturan kasbon{name}"] and name in sheet.texts["title"][0]
    assert "b" not in sheet.texts


def test_only_a_poster_is_overwritten(konter, tmp_path):
    path = konter.root / "poster.html"
    poster(konter)
    change(konter, "batas", "75rb")
    assert "Rp75.000" in poster(konter).html  # its own
    for content in (b"<html>undangan</html>", b"", b"\xff\0"):
        path.write_bytes(content)
        assert str(path) in konter.run("kebijakan", "--poster", path, code=1).err
        assert path.read_bytes() == content
    before = files(konter)
    konter.run("kebijakan", "--poster", konter.root / POLICY, code=1)
    konter.run("kebijakan", "--poster", konter.root, code=1)
    konter.run("kebijakan", "--poster", f"{konter.root / 'ledger'}/", code=1)
    assert files(konter) == before
    konter.edit(SHOP, 'nama: "Berkah Cell"', "nama:")
    assert "'nama:'" in konter.run("kebijakan", "--poster", tmp_path / "lain.html", code=1).err
    assert not (tmp_path / "lain.html").exists()
    assert "Rp75.000" in konter.run("kebijakan").out


# Found by using it


def test_a_sale_that_was_somebody_elses_leaves_no_mark(shop):
    rules(shop, "akibat: {bayar-di-muka: 30}")
    shop.run("jual", "siti", "20", "-k", "--waktu", "1/10 10.00")
    shop.run("jual", "siti", "10", "-k", "--tetap", "x")
    shop.run("hutang", "bayar", "siti", "5rb")
    refused(shop, "jual", "siti", "15", "-k")
    shop.run("transaksi", "pindah", "J1", "budi")
    shop.run("jual", "siti", "15", "-k")


def test_a_repeat_makes_a_debt_only_as_the_policy_allows(shop):
    rules(shop, "batas: 100rb")
    shop.run("jual", "budi", "10", "-k")
    shop.run("transaksi", "gagal", "J1")
    shop.run("jual", "budi", "100", "-k")
    said = refused(shop, "transaksi", "ulang", "J1")
    assert way_out(said)[0] == "Rp11.000"
    shop.run("transaksi", "ulang", "J1", *FORCED)
    assert shop.rows()[-1]["alasan"] == FORCED[1]
    shop.run("transaksi", "gagal", "J4")
    shop.run("hutang", "bayar", "budi", "11rb")
    shop.run("transaksi", "ulang", "J4")


def test_a_repeat_that_can_not_be_on_credit_says_which_sale_can(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("jual", "budi", "20", "-k")
    shop.run("transaksi", "gagal", "J2")
    shop.run("hutang", "tahan", "J1", "--alasan", "x")
    rules(shop, "batas: 30rb")
    assert "(pulsa jual … -k --dibayar 4.000)" in refused(shop, "transaksi", "ulang", "J2")
    shop.run("jual", "budi", "20", "-k", "--dibayar", "4.000")


def test_the_most_that_may_be_owed_counts_what_was_prepaid(shop):
    rules(shop, "batas: 100rb")
    shop.run("titipan", "terima", "budi", "20rb")
    said = refused(shop, "hutang", "tambah", "budi", "150rb")
    assert "hutangnya paling banyak Rp120.000" in said
    refused(shop, "hutang", "tambah", "budi", "120.001")
    shop.run("hutang", "tambah", "budi", "120rb")
    rules(shop, "batas: 0")
    assert "paling banyak Rp0" not in refused(shop, "hutang", "tambah", "siti", "20rb")


@pytest.mark.parametrize(
    "rule, said, words",
    [
        (
            "undur: {paling-lama: 0}",
            "Jatuh tempo tidak bisa diundur",
            ("undur", "J1", "besok", "--alasan", "x"),
        ),
        (
            "undur: {kali: 0}",
            "Jatuh tempo tidak bisa diundur",
            ("undur", "J1", "besok", "--alasan", "x"),
        ),
        (
            "cicil: {paling-lama: 0}",
            "Kasbon tidak bisa dicicil",
            ("cicil", "J1", "--kali", "2", "--tiap", "hari"),
        ),
        (
            "cicil: {kali: 1}",
            "Kasbon tidak bisa dicicil",
            ("cicil", "J1", "--kali", "2", "--tiap", "hari"),
        ),
    ],
)
def test_what_is_said_to_be_impossible_is(shop, rule, said, words):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    later(shop, 3)
    rules(shop, rule)
    assert all(said in text for text in published(shop))
    before = files(shop)
    words = [word.replace("J1", "A-261121-J001") for word in words]
    shop.run("hutang", *words, code=1)
    assert files(shop) == before


@pytest.mark.parametrize("rule", ["batas: 0", "paling-banyak: 0"])
def test_a_shop_without_credit_speaks_of_no_terms(konter, rule):
    rules(konter, "tempo: 9 hari", "akibat: {stop-hutang: 3}", rule)
    for text in published(konter):
        assert "belum melayani kasbon" in text and "9 hari" not in text and "3 hari" not in text


@pytest.mark.parametrize(
    "rule, said",
    [
        (
            "{bayar-di-muka: 9}",
            "lewat jatuh tempo 9 hari, kasbon baru belum bisa kami layani sampai "
            "semua kasbon lunas",
        ),
        (
            "{stop-hutang: 4, bayar-di-muka: 9}",
            "lewat jatuh tempo 4 hari, kasbon baru belum bisa kami layani sampai yang lewat lunas",
        ),
        ("{stop-hutang: 1}", "Kalau lewat jatuh tempo, kasbon baru belum bisa"),
        ("{ingatkan: 1}", ""),
    ],
)
def test_the_message_of_a_new_debt_says_what_follows_first(shop, rule, said):
    rules(shop, f"akibat: {rule}")
    message = shop.run("jual", "budi", "10", "-k", "--pesan").out
    assert said in message and ("belum bisa kami layani" in message) == bool(said)


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


def test_a_poster_is_an_ordinary_file(konter):
    assert "/dev/null" in konter.run("kebijakan", "--poster", "/dev/null", code=1).err


# The rule of refusing, at random

TODAY = date(2026, 11, 21)
FEW = st.integers(0, 12)
PARTS = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 6)), min_size=1, max_size=3)
POLICIES = st.builds(
    Policy,
    grace=st.integers(0, 3),
    limit=st.none() | FEW,
    stop=st.none() | FEW,
    most=st.none() | st.integers(0, 4),
    prepay=st.none() | FEW,
)


@st.composite
def standings(draw) -> Standing:
    """Up to four debts, some on hold, of up to three parts each, in the order of payment."""
    debts = draw(st.lists(st.tuples(st.sampled_from([False, False, True]), PARTS), max_size=4))
    parts = [
        OpenPart(f"J{place}", TODAY + timedelta(days), left, left, on_hold, "jual")
        for place, (on_hold, pieces) in enumerate(debts)
        for days, left in pieces
    ]
    return Standing(tuple(sorted(parts, key=lambda part: part.due)), 0, draw(FEW) if parts else 0)


def paid(standing: Standing, amount: int) -> Standing:
    """What is owed once this much came in: it goes to parts by due date, not to those on hold."""
    left, worst = [], standing.worst_delay
    for part in standing.parts:
        used = 0 if part.on_hold else min(amount, part.left)
        amount -= used
        worst = max(worst, part.days_late(TODAY) if used else 0)
        left += [part._replace(left=part.left - used)] if part.left > used else []
    return Standing(tuple(left), amount, worst)


def allowed(policy: Policy, own: int | None, standing: Standing, amount: int) -> bool:
    """The policy, read a second time."""
    limit = policy.limit if own is None else own
    late = [(TODAY - part.due).days for part in standing.parts if not part.on_hold]
    worst = max([standing.worst_delay, *late])
    return not (
        limit is not None
        and sum(part.left for part in standing.parts) + amount > limit
        or policy.most is not None
        and len({part.debt for part in standing.parts}) >= policy.most
        or policy.stop is not None
        and any(days >= policy.stop and days > policy.grace for days in late)
        or policy.prepay is not None
        and late
        and worst >= policy.prepay
        and worst > policy.grace
    )


@settings(max_examples=tries(80, 400), deadline=None, derandomize=True, database=None)
@given(POLICIES, st.none() | FEW, standings(), st.integers(1, 12))
def test_what_is_refused_becomes_possible_by_what_is_asked_and_by_no_rupiah_less(
    policy, own, standing, amount
):
    def judged(paid_before: int, debt: int):
        return refusal(policy, own, paid(standing, paid_before), debt, TODAY)

    found = judged(0, amount)
    assert (found is None) == allowed(policy, own, standing, amount)
    if found is None:
        return
    rest = amount - found.at_once
    assert found.why and 0 <= rest <= amount
    if not rest:  # not even a rupiah is possible
        assert not found.pay and judged(standing.payable, 1)
        return
    assert 0 <= found.pay <= standing.payable and (found.pay or found.at_once)
    assert judged(found.pay, rest) is None
    assert not found.pay or judged(found.pay - 1, rest)
    assert not found.at_once or judged(found.pay, rest + 1)


@settings(max_examples=tries(40, 200), deadline=None, derandomize=True, database=None)
@given(POLICIES, st.none() | FEW, standings(), st.integers(1, 12), st.integers(-9, 9))
def test_no_rule_refuses_nothing_and_how_late_a_disputed_debt_is_changes_nothing(
    policy, own, standing, amount, days
):
    assert refusal(Policy(), None, standing, amount, TODAY) is None
    assert refusal(policy, own, standing, amount, TODAY) == refusal(
        policy._replace(limit=policy.limit if own is None else own), None, standing, amount, TODAY
    )
    moved = standing._replace(
        parts=tuple(
            part._replace(due=TODAY + timedelta(days)) if part.on_hold else part
            for part in standing.parts
        )
    )
    assert refusal(policy, own, moved, amount, TODAY) == refusal(
        policy, own, standing, amount, TODAY
    )

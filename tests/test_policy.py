"""The shop's payment policy: what it says, on the screen and on the wall, is what is done."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.clock import after, may_go_back
from helpers.customers import add
from helpers.debts import BUDI
from helpers.konter import Konter, files
from helpers.policy import POLICY, change, refused, rules, without_rules

SHOP = "ledger/toko.yaml"
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
    return without_rules(konter)


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
    after(konter, 900)
    for product in (5, 10, 15, 20, 25, 50):
        assert "Perhatian" not in konter.run("jual", "budi", product, "-k").err


def test_the_poster_says_what_the_command_says(konter):
    konter.edit(SHOP, "  - qris", "  - kerang")
    konter.edit(SHOP, 'telepon: ""', "telepon: 0812 & <i>0813</i>")
    said, sheet = konter.run("kebijakan").out, poster(konter)
    assert [f"- {each}" for each in sheet.texts["li"]] == [
        line for line in said.splitlines() if line.startswith("- ")
    ]
    assert all(f"{heading}\n" in said for heading in sheet.texts["h2"])
    assert "Tunai, transfer atau kerang." in sheet.texts["li"]
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
    may_go_back(shop)
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
            after(shop, day)
            if setting == "ingatkan":
                reminded = "Perhatian: Budi" in shop.run("jual", "budi", "5", "--lagi").err
                assert reminded == (day == first)
            elif day == first:
                assert "12.000" in refused(shop, "jual", "budi", "15", "-k")
            else:
                shop.run("jual", "budi", "15", "-k", "--lagi", "--tempo", "5 bulan")
                shop.run("batal", shop.rows()[-1]["id"], "--alasan", "coba")


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
    after(shop, 3)
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


def test_a_poster_is_an_ordinary_file(konter):
    assert "/dev/null" in konter.run("kebijakan", "--poster", "/dev/null", code=1).err

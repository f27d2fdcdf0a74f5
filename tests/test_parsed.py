"""What the owner's files say is kept in the index: a change is seen at once all the same."""

import os
import sqlite3
import time
from contextlib import closing

import pytest

from helpers.konter import Konter
from pulsa_cli.books import parsed
from pulsa_cli.ledger import lock
from pulsa_cli.settings.card import load_rules
from pulsa_cli.settings.policy import load_policy
from pulsa_cli.settings.pricelist import load_prefixes, load_products
from pulsa_cli.settings.shop import load_shop
from pulsa_cli.shop import Shop

PRODUCTS, PREFIXES, POLICY = "ledger/produk.csv", "ledger/prefiks.csv", "ledger/kebijakan.yaml"
SHOP, CARD = "ledger/toko.yaml", "ledger/kartu.yaml"
FILES = (SHOP, POLICY, CARD, PREFIXES, PRODUCTS)
S10 = "S10,Telkomsel,pulsa,Pulsa 10.000,10000,10212,12000"
NAMES = {"toko", "kebijakan", "tanpa kartu", "kartu", "prefiks", "produk"}


def database(konter: Konter):
    return closing(sqlite3.connect(konter.device / "index.db", isolation_level=None))


def kept_names(konter: Konter) -> set[str]:
    with database(konter) as db:
        return {name for (name,) in db.execute("SELECT name FROM parsed")}


@pytest.fixture
def kept(konter: Konter) -> Konter:
    """A shop whose files are all kept; nothing has been sold."""
    konter.edit(CARD, 'berlaku-sejak: ""', "berlaku-sejak: 2026-11-01")
    for path in konter.device.glob("index.db*"):
        path.unlink()  # it has what the shop kept that this is a copy of
    konter.run("transaksi", "list")  # makes the index
    konter.grow_old()
    ask(konter)
    assert kept_names(konter) == NAMES
    return konter


def ask(konter: Konter) -> Shop:
    """All that the files say, in a new process as it were."""
    shop = Shop(str(konter.root))
    assert shop.settings and shop.policy and shop.card and shop.prefixes and shop.products
    assert not shop.is_card_off
    return shop


def price_of(konter: Konter, word: str = "10") -> str:
    konter.run("jual", "081234567890", word, "-y", "--lagi")
    return konter.rows()[-1]["harga"]


# --- What is kept is what stands there ------------------------------------------------------------

UNUSUAL = {
    SHOP: 'format: 1\nnama: Rumah "Pulsa" é\nzona: WIT\nalamat: Jl. 1\ntelepon: 0812\n'
    "cara-bayar: [qris, tunai]\n"
    "pengingat: {konter: B, perintah: 'kirim {nomor} \"dua kata\"', tunggu: 2 menit}\n"
    "pemasok:\n  Satu:\n    whatsapp: 0812-3456-7890\n    keluhan: K {sn}\n  Dua:\n",
    POLICY: "tempo: gajian\ntenggang: 1\nbatas: 200.000\npaling-banyak: 3\n"
    "undur: {kali: 4, paling-lama: 5}\ncicil: {kali: 6, paling-lama: 7}\n"
    "akibat: {ingatkan: 8, stop-hutang: 9, bayar-di-muka: 10}\n"
    "pengingat: {hari: [-11, 12], jam: 13-14, libur: [senin, 2026-12-25], paling-kecil: 15.000}\n"
    "umur: [16, 17]\n",
    CARD: "berlaku-sejak: 2026-11-01\ntingkat:\n  A:\n    belanja: 2 kali dalam 30 hari\n"
    "    potongan: 2%\n  B:\n    belanja: 3 kali dalam 30 hari\n    tempo: 14 hari\n",
}


def test_what_is_kept_is_what_was_read(konter):
    for name, text in UNUSUAL.items():
        (konter.root / name).write_text(text, "utf-8")
    konter.run("transaksi", "list")
    konter.grow_old()
    ask(konter)
    assert kept_names(konter) == NAMES
    shop, root = ask(konter), str(konter.root)
    prefixes = load_prefixes(root)
    read = load_shop(root), load_policy(root), load_rules(root), prefixes.rows
    again = shop.settings, shop.policy, shop.card, shop.prefixes.rows
    assert again == read
    assert repr(again) == repr(read)  # lists and tuples too
    assert isinstance(shop.products, parsed.KeptPrices)
    assert (
        shop.products.products
        == load_products(root, prefixes.operators, shop.settings.is_method).products
    )


def test_a_kept_price_list_answers_as_one_that_is_read(kept):
    add_products(kept, 200)
    ask(kept)
    prices = ask(kept).products
    shop = ask(kept)
    read = load_products(str(kept.root), shop.prefixes.operators, shop.settings.is_method)
    assert isinstance(prices, parsed.KeptPrices)
    for word in ("s10", "S-10", "zz 7", "", "10", "S1O", "paket", "10rb", "7000"):
        assert prices.find(word) == read.find(word)
        for operators in ((), ("Telkomsel",), ("XL", "Axis"), ("tri", "TELKOMSEL")):
            assert prices.nearest(word, operators) == read.nearest(word, operators)
            for kind in ("pulsa", "data", "token"):
                for active in (True, False):
                    asked = 10_000, kind, operators, active
                    assert prices.of_nominal(*asked) == read.of_nominal(*asked)


def add_products(konter: Konter, count: int) -> None:
    with (konter.root / PRODUCTS).open("a", encoding="utf-8") as file:
        for each in range(1, count):
            nominal, active = (each % 50 + 1) * 1000, "tidak" if each % 7 == 0 else "ya"
            file.write(f"ZZ{each},Telkomsel,data,Paket {each},{nominal},,{each}500,{active},\n")
    konter.grow_old()


def test_of_two_thousand_products_a_sale_makes_only_those_that_it_asks_for(kept, monkeypatch):
    add_products(kept, 2_000)
    ask(kept)
    made = []
    usual = parsed.Product._make
    monkeypatch.setattr(parsed.Product, "_make", lambda row: made.append(row) or usual(row))
    assert price_of(kept) == "12000" and price_of(kept, "ZZ17") == "17500"
    assert 2 <= len(made) <= 12


# --- What changes is seen at once -----------------------------------------------------------------


def test_a_price_changed_within_the_same_second_is_seen(kept):
    path = kept.root / PRODUCTS
    before = path.stat()
    assert price_of(kept) == "12000"
    with path.open("r+b") as file:  # the same file, as long as before
        data = file.read()
        file.seek(0)
        file.write(data.replace(S10.encode(), S10.replace("12000", "12900").encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    for _ in range(3):
        assert price_of(kept) == "12900"
        kept.grow_old()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("age, is_kept", [(19_000_000, False), (21_000_000, True)])
def test_a_file_touched_just_now_is_not_kept(kept, monkeypatch, name, age, is_kept):
    (kept.root / name).touch()
    touched = (kept.root / name).stat().st_ctime_ns
    with database(kept) as db:
        db.execute("DELETE FROM parsed")
    monkeypatch.setattr(parsed.time, "time_ns", lambda: touched + age)
    ask(kept)
    others = (
        NAMES
        - {
            SHOP: {"toko", "produk"},
            POLICY: {"kebijakan"},
            CARD: {"kartu", "tanpa kartu"},
            PREFIXES: {"prefiks", "produk"},
            PRODUCTS: {"produk"},
        }[name]
    )
    assert kept_names(kept) == (NAMES if is_kept else others)


def test_every_kept_file_that_changes_is_read_anew(kept):
    kept.edit(SHOP, "  - tunai", "  - kontan")
    kept.edit(POLICY, "tempo: 7 hari", "tempo: 9 hari")
    kept.edit(CARD, "berlaku-sejak: 2026-11-01", "berlaku-sejak: 2026-11-02")
    kept.edit(PREFIXES, "0812,Telkomsel,", "0812,Tri,")
    for _ in range(2):
        shop = ask(kept)
        assert shop.settings.methods[0] == "kontan" and shop.policy.term == "9 hari"
        assert shop.card.since.day == 2 and shop.prefixes.find("081234").operators == ("Tri",)
        kept.grow_old()
    (kept.root / POLICY).unlink()
    assert ask(kept).policy == type(shop.policy)()
    kept.edit(CARD, "berlaku-sejak: 2026-11-02", 'berlaku-sejak: ""')
    assert Shop(str(kept.root)).is_card_off


@pytest.mark.parametrize(
    "name, before, after, line",
    [
        (SHOP, "zona: WIB", "zona: WIBB", 12),
        (PRODUCTS, S10, S10.replace("12000", "mahal"), 17),
        (PREFIXES, "0812,Telkomsel,", "0812,,", 9),
        # Its operator is another by now: the list is held against both files.
        (PREFIXES, "Smartfren", "Smart", 0),
    ],
    ids=["zone", "price", "prefix", "operator"],
)
def test_a_mistake_after_a_good_file_was_kept_is_named_each_time(kept, name, before, after, line):
    assert price_of(kept) == "12000"
    path = kept.root / name
    good = path.read_text("utf-8")
    path.write_text(good.replace(before, after), "utf-8")
    number = "081234567890" if line else "088112345678"
    for _ in range(3):
        said = kept.run("jual", number, "10", "-y", code=3).err
        assert said.startswith(f"{name}:{line}: " if line else f"{PRODUCTS}:")
        kept.grow_old()
    path.write_text(good, "utf-8")
    assert price_of(kept) == "12000" and len(kept.rows()) == 2


def test_a_product_stays_as_it_was_given_out_in_one_command(kept):
    shop = ask(kept)
    (first,) = shop.products.of_nominal(10_000, "pulsa", ("Telkomsel",))
    kept.edit(PRODUCTS, S10, S10.replace("12000", "13000"))
    kept.grow_old()
    ask(kept)  # another process keeps the new list
    assert shop.products.find("S10") == first and first.price == 12_000
    assert shop.products.find("S5").price and shop.products.find("tidak ada") is None
    shop.begin()
    assert shop.products.find("S10").price == 13_000


# --- What is kept can go, be damaged or be another program's -------------------------------------

ANSWERS = ("produk", "list", "--format", "json"), ("kebijakan",), ("kartu", "list")


def answers(konter: Konter) -> list[str]:
    return [konter.run(*words).out for words in ANSWERS]


def test_without_the_index_the_answers_are_the_same(kept):
    before = answers(kept)
    for path in kept.device.glob("index.db*"):
        path.unlink()
    assert answers(kept) == before and answers(kept) == before
    assert price_of(kept) == "12000"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE parsed SET value = 'x'",
        "UPDATE parsed SET value = '[]'",
        "UPDATE parsed SET value = NULL",
        "UPDATE parsed SET value = x'ff'",
        "UPDATE parsed SET value = replace(value, '7 hari', '9 hari')",
        "UPDATE parsed SET crc = 0",
        "UPDATE parsed SET mark = replace(mark, '[[', '[[\"9\", ')",
        "UPDATE product SET value = 'x'",
        "UPDATE product SET value = '[\"S10\"]'",
        "UPDATE product SET value = 'null'",
        "DELETE FROM parsed",
        "DROP TABLE product",
        "DROP TABLE parsed",
    ],
)
def test_what_is_damaged_or_foreign_is_not_believed(kept, damage):
    before = answers(kept)
    with database(kept) as db:
        db.execute(damage)
    assert answers(kept) == before
    assert price_of(kept) == "12000" and price_of(kept, "S5") == "7000"
    assert ask(kept).policy == load_policy(str(kept.root))


def test_another_version_of_the_program_does_not_believe_what_is_kept(kept, monkeypatch):
    with database(kept) as db:
        ((value,),) = db.execute("SELECT value FROM parsed WHERE name = 'kebijakan'")
        changed = value.replace("7 hari", "9 hari")
        db.execute(
            "UPDATE parsed SET value = ?, crc = ? WHERE name = 'kebijakan'",
            (changed, parsed._crc(changed)),
        )
    assert ask(kept).policy.term == "9 hari"  # this is how it would be seen
    monkeypatch.setattr(parsed.POLICY, "version", ["99", *parsed.POLICY.version[1:]])
    assert ask(kept).policy.term == "7 hari"


def test_nobody_waits_for_what_is_kept(kept):
    before = answers(kept)
    with database(kept) as db:
        db.execute("DELETE FROM parsed")
        db.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert answers(kept) == before
        db.execute("ROLLBACK")
    with lock.locked(str(kept.device / "kunci"), 0):
        ask(kept)
        assert time.monotonic() - began < 4  # each wait would be one of five seconds
    assert kept_names(kept) == set()
    ask(kept)
    assert kept_names(kept) == NAMES


def test_a_damaged_device_folder_does_not_hide_the_price_list(kept):
    before = kept.run("produk", "list").out
    (kept.device / "konter").write_text("kode=???\n")
    assert kept.run("produk", "list").out == before

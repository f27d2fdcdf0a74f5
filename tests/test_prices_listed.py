"""The price list on screens of any width."""

import json
from collections import Counter

import pytest
from wcwidth import wcswidth

from helpers.konter import Konter

LONG = (
    "XXL,Telkomsel,data,Paket Internet Malam Unlimited Combo Super Panjang 200 GB,,,150000,ya,\n"
    "WWW,DANA,e-wallet,王小明的小店王小明的小店王小明的小店 🌸 Toko Bunga,,1000,2000,tidak,\n"
    f"YYY,XL,data,{'W' * 90},,1000,2000,ya,\n"
)


@pytest.fixture
def shop(konter: Konter) -> Konter:
    with open(konter.root / "ledger" / "produk.csv", "a", encoding="utf-8") as prices:
        prices.write(LONG)
    return konter


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_the_price_list_fits_the_screen(shop, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = shop.run("produk", "list").out.split("\n")
    assert max(map(wcswidth, lines)) <= columns
    for product in json.loads(shop.run("produk", "list", "--format", "json").out):
        assert sum(line.startswith(f"{product['kode']} ") for line in lines) == 1, product
    said = "".join("".join(lines).split())
    for words in ("PaketInternetMalam", "150.000", "?", "(tidakdijual)", "Toko", "Bunga"):
        assert words in said


def test_wide_enough_the_price_list_is_a_line_a_product(shop, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    lines = shop.run("produk", "list", "--operator", "telkomsel").out.splitlines()
    assert lines[0].split() == ["Kode", "Produk", "Modal", "Harga"]
    assert lines[-1].split()[:2] == ["XXL", "Telkomsel"] and lines[-1].endswith("150.000")
    asked = ("produk", "list", "--operator", "telkomsel", "--format", "json")
    assert len(lines) == 1 + len(json.loads(shop.run(*asked).out))


def test_an_empty_price_list_says_what_to_do(konter):
    (konter.root / "ledger" / "produk.csv").write_text(
        "kode,operator,jenis,nama,nominal,modal,harga,aktif,sku\n", "utf-8"
    )
    assert "ledger/produk.csv" in konter.run("produk", "list").out
    assert konter.run("produk", "list", "--format", "json").out == "[]\n"


def test_the_starter_list_has_credit_and_packages_of_every_operator_with_what_they_cost(
    konter: Konter,
) -> None:
    rows = json.loads(konter.run("produk", "list", "--format", "json").out)
    sold = Counter((row["operator"], row["jenis"]) for row in rows)
    for operator in ("Telkomsel", "by.U", "Indosat", "Tri", "XL", "Axis", "Smartfren"):
        assert sold[operator, "pulsa"] >= 6 and sold[operator, "data"] >= 4, operator
    assert not [row["kode"] for row in rows if not 0 < (row["modal"] or 0) < row["harga"]]
    costs = {row["kode"]: row["modal"] for row in rows}
    assert [costs[f"SM{each}"] for each in (5, 10, 15, 20, 25, 50, 100)] == [
        5040,
        10005,
        14970,
        19990,
        24940,
        49825,
        99475,
    ]

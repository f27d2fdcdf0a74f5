"""Rows of the price list that can't be understood: each stops its product, and nothing is sold in
its place."""

import pytest

from helpers.konter import Konter, files
from helpers.terminal import talk

PRODUCTS = "ledger/produk.csv"
S10 = "S10,Telkomsel,pulsa,Pulsa 10.000,10000,10212,12000,ya,"  # line 17
BU10 = "BU10,by.U,pulsa,Pulsa 10.000,10000"
TELKOMSEL, BYU, INDOSAT, XL, METER = (
    "081234567890",
    "085155556666",
    "085712345678",
    "087812345678",
    "14112345678",
)
# what the owner makes of the row of S10
BAD = {
    "price": S10.replace("12000", "mahal"),
    "price of a spreadsheet": S10.replace("12000", "12"),
    "cost": S10.replace("10212", "10,21O"),
    "active": S10.replace(",ya,", ",yes,"),
    "operator": S10.replace("Telkomsel", "Telkomsl"),
    "kind": S10.replace(",pulsa,", ",pulsaa,"),
    "name": S10.replace("Pulsa 10.000", ""),
    "columns": S10.replace("12000", "12,000,0"),
    "quote": S10.replace("Pulsa", '"Pulsa'),
    "invisible": S10.replace("Pulsa", "Pul\x07sa"),
    "twice": f"{S10}\n{S10.replace('12000', '13000')}",
    "nominal": S10.replace(",10000,", ",1O000,"),
}


def make(konter: Konter, row: str, instead_of: str = S10) -> None:
    """The row as the owner left it; the list will be kept in the index once it was read."""
    konter.run("transaksi", "list")  # makes the index
    konter.edit(PRODUCTS, instead_of, row)
    konter.grow_old()


@pytest.mark.parametrize("why", BAD)
def test_a_bad_row_stops_its_product_and_no_other(konter, why):
    make(konter, BAD[why])
    before = files(konter)
    for _ in range(2):  # as it was read, and as it is kept
        for words in ((TELKOMSEL, "S10"), (TELKOMSEL, "s-10"), (TELKOMSEL, "10"), (BYU, "10rb")):
            said = konter.run("jual", *words, code=3).err
            assert said.startswith(f"{PRODUCTS}:17: "), words
            assert "tidak bisa dijual" in said
        assert {name for name in files(konter) if name not in before} == set()
    for number, product in ((TELKOMSEL, "5"), (TELKOMSEL, "S25"), (BYU, "BU10"), (INDOSAT, "10")):
        assert PRODUCTS not in konter.run("jual", number, product).err
    assert len(konter.rows()) == 4


def test_a_row_that_is_no_utf_8_stops_its_product(konter):
    path = konter.root / PRODUCTS
    path.write_bytes(
        path.read_bytes().replace(b"S10,Telkomsel,pulsa,", b"S10,Telkomsel,pulsa,\xe9")
    )
    assert "UTF-8" in konter.run("jual", TELKOMSEL, "10", code=3).err
    konter.run("jual", TELKOMSEL, "5")
    konter.run("produk", "harga", "S5", "7500")
    assert b"S10,Telkomsel,pulsa,\xe9Pulsa" in path.read_bytes()


def test_one_bad_line_stops_no_other_of_the_queue(konter):
    make(konter, BAD["price"])
    lines = f"{TELKOMSEL} 5\n{TELKOMSEL} 10\n{TELKOMSEL} 25\n"
    said = konter.run("jual", stdin=lines, code=1)
    assert f"baris 2: {PRODUCTS}:17: " in said.err
    assert [row["produk"] for row in konter.rows()] == ["S5", "S25"]


def test_a_code_that_stands_twice_is_sold_at_neither_price(konter):
    make(konter, BAD["twice"])
    said = konter.run("jual", TELKOMSEL, "S10", code=3).err
    assert "dua kali" in said and "baris 18" in said
    make(konter, S10.replace("12000", "x"), S10)  # also where one of the two has another mistake
    konter.run("jual", TELKOMSEL, "S10", code=3)
    konter.run("jual", TELKOMSEL, "10", code=3)
    assert not konter.rows()


def test_nothing_is_sold_in_place_of_a_bad_row(konter):
    """A number of two operators, of which one's row is bad: the other's is not what was meant."""
    make(konter, S10.replace("Telkomsel", "Tel"))
    for words in ((BYU, "10"), (TELKOMSEL, "10")):
        assert f"{PRODUCTS}:17: " in konter.run("jual", *words, code=3).err
    konter.run("jual", BYU, "BU10")
    assert [row["produk"] for row in konter.rows()] == ["BU10"]


def test_a_token_is_not_sold_in_place_of_a_bad_one(konter):
    with (konter.root / PRODUCTS).open("a", encoding="utf-8") as prices:
        prices.write("TOK20,Lain,token,Token 20.000,20000,x,22000,ya,\n")
    assert f"{PRODUCTS}:" in konter.run("jual", METER, "20", code=3).err
    konter.run("jual", METER, "50")
    konter.run("jual", METER, "PLN20")
    assert [row["produk"] for row in konter.rows()] == ["PLN50", "PLN20"]


@pytest.mark.parametrize("code", ["10", "10rb", "10.000", "5", "1jt", "tf", "QRIS", "cash", "lagi"])
def test_a_code_that_means_something_else_is_no_code(konter, code):
    row = f"{code},Indosat,data,Paket 10 GB,,48000,55000,ya,"
    make(konter, f"{S10}\n{row}")
    before = files(konter)
    said = konter.run("jual", INDOSAT, code, code=3).err
    assert said.startswith(f"{PRODUCTS}:18: kode '{code}' juga ")
    assert files(konter) == before
    konter.run("jual", TELKOMSEL, "S10", "tf")  # what it would have taken over means what it did
    assert konter.rows()[0]["cara"] == "transfer"
    konter.run("jual", TELKOMSEL, "25rb")
    make(konter, f"P{row}", row)
    konter.run("jual", INDOSAT, f"P{code}")


@pytest.mark.parametrize(
    ("row", "stopped", "sold"),
    [
        ("10,Indosat,data,Paket,,48000,55000,ya,", [INDOSAT], [TELKOMSEL, XL]),
        ("10,Telkomsel,data,Paket,,48000,55000,ya,", [TELKOMSEL, BYU], [INDOSAT, XL]),
        ("10,,data,Paket,,48000,55000,ya,", [TELKOMSEL, INDOSAT, XL], []),
        ("10,DANA,e-wallet,DANA 10.000,,10500,12000,ya,", [TELKOMSEL, INDOSAT], []),
        ("10,PLN,token,Token,,10500,12000,ya,", [METER], [TELKOMSEL, INDOSAT]),
        ("10,Indosat,data,Paket,,48000,55000,tidak,", [], [TELKOMSEL, INDOSAT]),
    ],
)
def test_a_bare_number_as_a_code_stops_only_numbers_that_it_could_be_for(
    konter, row, stopped, sold
):
    """The others mean the denomination, as ever."""
    konter.run("pelanggan", "tambah", "Budi", "--nomor", sold[0] if sold else stopped[0])
    make(konter, f"{S10}\n{row}")
    for number in stopped:
        assert konter.run("jual", number, "10", code=3).err.startswith(f"{PRODUCTS}:18: ")
    assert not konter.rows()
    for number in sold:
        assert PRODUCTS not in konter.run("jual", number, "10").err
    konter.run("jual", "Budi", "10", "--lagi", code=0 if sold else 3)
    assert all(sale["nama"] == "Pulsa 10.000" for sale in konter.rows())
    assert f"{PRODUCTS}:18: " in konter.run("produk", "list", code=3).err


def test_a_customer_of_two_operators_is_not_sold_to_the_one_whose_row_can_be_read(konter):
    konter.run("pelanggan", "tambah", "Budi", "--nomor", TELKOMSEL, "--nomor", INDOSAT)
    make(konter, BAD["price"])
    assert "2 nomor" in konter.run("jual", "Budi", "10", code=1).err
    assert not konter.rows()


def test_a_new_way_to_pay_is_no_code_from_then_on(konter):
    make(konter, f"{S10}\ndana,DANA,e-wallet,DANA 10.000,,10500,12000,ya,")
    konter.run("jual", TELKOMSEL, "dana")
    konter.edit("ledger/toko.yaml", "  - qris", "  - qris\n  - dana")
    konter.grow_old()
    for _ in range(2):
        assert "cara" in konter.run("jual", TELKOMSEL, "dana", "--lagi", code=3).err
    konter.run("jual", TELKOMSEL, "10", "dana")
    assert [row["cara"] for row in konter.rows()] == ["tunai", "dana"]


def test_what_was_sold_before_is_not_sold_again_from_a_bad_row_but_looked_up(konter):
    konter.run("pelanggan", "tambah", "Budi", "--nomor", TELKOMSEL)
    konter.run("jual", TELKOMSEL, "10")
    konter.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    konter.run("pesanan", "tambah", "budi", "10", "--untuk", "besok")
    make(konter, BAD["price"])
    for words in (
        ("transaksi", "ulang", "J1"),
        ("pesanan", "isi", "O1"),
        ("pesanan", "tambah", "budi", "10", "--untuk", "lusa"),
        ("jual", "budi", "S10", "-k"),
    ):
        assert f"{PRODUCTS}:17: " in konter.run(*words, code=3).err, words
    assert len(konter.rows()) == 2
    assert "Pulsa 10.000" in konter.run("transaksi", "lihat", "J1").out


def test_bad_rows_are_named_in_the_list_and_in_a_line_of_the_board(konter):
    twice = f"{S10}\n{S10.replace('S10', 's-10')}"
    make(konter, twice)
    assert "belum bisa dijual: S10. Lihat: pulsa produk list" in konter.run().err
    make(
        konter,
        f"{BAD['price']}\n10,Indosat,data,Paket,,48000,55000,ya,\n,XL,data,Paket,,1,2,ya,",
        twice,
    )
    for form in ("tabel", "json", "csv"):
        said = konter.run("produk", "list", "--format", form, code=3)
        assert "S25" in said.out and "S10" not in said.out.replace("S100", "")
        assert [said.err.count(f"{PRODUCTS}:{line}: ") for line in (17, 18, 19)] == [1, 1, 1]
    for _ in range(2):
        said = konter.run()
        assert f"belum bisa dijual: S10, 10, {PRODUCTS}:19. Lihat: pulsa produk list" in said.err
        konter.run("jual", TELKOMSEL, "5", "--lagi")  # the board of a shop that has traded
    assert "3 baris" in konter.run("jual", TELKOMSEL, "S1O", code=1).err


def test_a_bad_header_stops_all_and_the_board_says_so(konter):
    konter.edit(PRODUCTS, "kode,operator", "kode,operater")
    assert konter.run("jual", TELKOMSEL, "5", code=3).err.startswith(f"{PRODUCTS}:14: ")
    assert konter.run("produk", "list", code=3).err.startswith(f"{PRODUCTS}:14: ")
    assert f"{PRODUCTS}:14: " in konter.run().err


def test_at_a_terminal_a_bad_row_is_named_before_anything_is_asked(konter):
    make(konter, BAD["active"])
    code, screen = talk(konter, [], "jual", BYU, "10")
    assert code == 3 and f"{PRODUCTS}:17: " in screen and not konter.rows()

"""`pulsa jual`: which product and price are meant, what is warned of, what is refused."""

import csv
import json

import pytest

from helpers.sales import last

TELKOMSEL, XL = "081234567890", "087812345678"
BYU_OR_AS, XL_OR_AXIS = "085112345678", "0859112345678"
AMOUNTS = ("modal", "harga", "diskon", "dibayar", "titipan", "kembali", "tertahan")


@pytest.mark.parametrize(
    "word", ["10", "10rb", "10000", "10.000", "10k", "S10", "s10", "S-10", "Rp10.000"]
)
def test_a_product_is_found_by_code_or_denomination(konter, word):
    said = konter.run("jual", TELKOMSEL, word)
    assert said.out.split(" · ")[1:3] == ["0812-3456-7890", "Pulsa 10.000"] and not said.err
    assert last(
        konter,
        "jenis",
        "operator",
        "produk",
        "nama",
        "modal",
        "harga",
        "diskon",
        "dibayar",
        "cara",
        "status",
        "ref",
        "waktu",
    ) == (
        "jual",
        "Telkomsel",
        "S10",
        "Pulsa 10.000",
        "10212",
        "12000",
        "0",
        "12000",
        "tunai",
        "sukses",
        "",
        konter.now,
    )


def test_a_denomination_means_that_of_the_numbers_operator(konter):
    for number, code in (
        (TELKOMSEL, "S25"),
        ("081512345678", "I25"),
        ("083112345678", "A25"),
        (XL, "X25"),
        ("089612345678", "T25"),
        ("088112345678", "SM25"),
    ):
        konter.run("jual", number, "25")
        assert last(konter, "produk") == (code,)


@pytest.mark.parametrize(
    "number, word, offers",
    [
        (TELKOMSEL, "12", "S10 S15 S5"),
        (TELKOMSEL, "70", "S50 S100 S25"),
        (XL, "20", "X15 X25 X10"),
        (TELKOMSEL, "S1O", "S10"),
        (TELKOMSEL, "PLN2O", "PLN20"),
        (TELKOMSEL, "apa saja", ""),
    ],
)
def test_for_an_unknown_product_the_three_nearest_are_offered(konter, number, word, offers):
    said = konter.run("jual", number, word, code=1).err
    assert "Maksudnya" in said and said.count(" (") == 3
    assert all(f"{code} (" in said for code in offers.split())
    assert not konter.rows()


@pytest.mark.parametrize(
    "number, word, own, right",
    [
        (TELKOMSEL, "X10", "XL", "S10 (Telkomsel Pulsa 10.000, Rp12.000)"),
        (XL, "S25", "Telkomsel", "X25 (XL Pulsa 25.000, Rp26.500)"),
        (XL, "A5", "Axis", "X5 (XL Pulsa 5.000, Rp7.000)"),
        (TELKOMSEL, "BU5", "by.U", "S5 (Telkomsel Pulsa 5.000, Rp7.000)"),
        (BYU_OR_AS, "I5", "Indosat", "BU5 (by.U Pulsa 5.000, Rp6.000)"),
        (XL, "TD3", "Tri", "pulsa produk list --operator XL"),
    ],
)
def test_another_operators_product_is_refused_and_the_right_one_named(
    konter, number, word, own, right
):
    said = konter.run("jual", number, word, code=1).err
    assert f"{word} untuk {own}" in said and right in said and not konter.rows()


def test_with_a_reason_the_shop_sells_against_its_rules(konter):
    konter.edit("ledger/produk.csv", "7000,ya,", "7000,tidak,")
    for number, word in ((TELKOMSEL, "X10"), (TELKOMSEL, "S5")):
        konter.run("jual", number, word, code=1)
        konter.run("jual", number, word, "--tetap", " ", code=2)
        assert not [row for row in konter.rows() if row["produk"] == word]
        konter.run("jual", number, word, "--tetap", "nomor\tpindahan")
        assert last(konter, "produk", "alasan") == (word, "nomor pindahan")


@pytest.mark.parametrize(
    "number, codes, wrong",
    [
        (BYU_OR_AS, ["S10", "BU10"], "X10"),
        ("085155345678", ["BU10", "S10"], "X10"),
        (XL_OR_AXIS, ["A10", "X10"], "S10"),
        ("0859812345678", ["A10", "X10"], "I10"),
    ],
)
def test_where_a_number_fits_two_operators_the_code_decides(konter, number, codes, wrong):
    said = konter.run("jual", number, "10", code=1).err
    assert said.index(f"{codes[0]} (") < said.index(f"{codes[1]} (") and "kode" in said
    konter.run("jual", number, wrong, code=1)
    assert not konter.rows()
    for code in codes:
        konter.run("jual", number, code)
    assert [row["produk"] for row in konter.rows()] == codes


def test_a_denomination_that_only_one_of_two_operators_has_needs_no_code(konter):
    konter.edit("ledger/produk.csv", "BU5,by.U,pulsa,Pulsa 5.000,5000,5350,6000,ya,\n", "")
    konter.run("jual", BYU_OR_AS, "5")
    assert last(konter, "produk") == ("S5",)


def test_a_token_goes_to_a_meter_number(konter):
    for number, word, stored in (
        ("14112345678", "20", "1411-2345-678"),
        ("14112345679", "PLN20", "1411-2345-679"),
        ("141123456789", "20rb", "1411-2345-6789"),
        ("01234567890", "PLN20", "0123-4567-890"),
        ("1411234567890", "pln20", "1411-2345-67890"),
    ):
        assert konter.run("jual", number, word).err == ""
        assert last(konter, "nomor", "produk", "operator") == (stored, "PLN20", "PLN")


def test_a_meter_number_that_can_be_none_or_has_no_such_token_is_refused(konter):
    for number, word in (
        ("1411234567", "PLN20"),
        ("14112345678901", "PLN20"),
        ("abc", "PLN20"),
        ("1411234567", "20"),
        ("14112345678", "21"),
        ("14112345678", "S10"),
        ("14112345678", "DANA10"),
    ):
        konter.run("jual", number, word, code=1)
    assert not konter.rows()


@pytest.mark.parametrize(
    "number", ["081234567890", "0812-3456-7890", "+6281234567890", "6281234567890"]
)
def test_a_token_for_a_phone_number_is_doubted(konter, number):
    konter.run("jual", number, "20")
    assert last(konter, "produk") == ("S20",)
    assert "nomor HP" in konter.run("jual", number, "PLN20").err


def test_an_e_wallet_takes_a_number_of_any_operator(konter):
    for number in (TELKOMSEL, BYU_OR_AS, XL_OR_AXIS, XL, "089612345678"):
        assert konter.run("jual", number, "GOPAY10").err == ""
        assert last(konter, "operator") == ("GoPay",)


def test_a_product_out_of_sale_is_refused_and_never_offered(konter):
    konter.edit("ledger/produk.csv", "10212,12000,ya,", "10212,12000,tidak,")
    assert "tidak dijual" in konter.run("jual", TELKOMSEL, "S10", code=1).err
    assert "tidak dijual" in konter.run("jual", TELKOMSEL, "10", code=1).err
    for word in ("S1O", "X10"):
        assert "S10 (" not in konter.run("jual", TELKOMSEL, word, code=1).err
    assert not konter.rows()


@pytest.mark.parametrize(
    "options, modal, harga, diskon, dibayar, change",
    [
        ("--harga 13rb", 10212, 13000, 0, 13000, 0),
        ("--harga 13.500", 10212, 13500, 0, 13500, 0),
        ("--modal 11rb", 11000, 12000, 0, 12000, 0),
        ("--diskon 500", 10212, 12000, 500, 11500, 0),
        ("--dibayar 20rb", 10212, 12000, 0, 12000, 8000),
        ("--dibayar 12rb", 10212, 12000, 0, 12000, 0),
        ("--dibayar 50rb --diskon 1rb --harga 13rb", 10212, 13000, 1000, 12000, 38000),
        ("--diskon 12rb --modal 0", 0, 12000, 12000, 0, 0),
    ],
)
def test_prices_discounts_and_change(konter, options, modal, harga, diskon, dibayar, change):
    said = konter.run("jual", TELKOMSEL, "10", *options.split())
    assert last(konter, "modal", "harga", "diskon", "dibayar") == tuple(
        map(str, (modal, harga, diskon, dibayar))
    )
    shown = f"kembalian Rp{change // 1000}.000"
    assert (shown in said.out) if change else ("kembalian" not in said.out)
    assert not said.err or dibayar < modal


@pytest.mark.parametrize(
    "options, part",
    [
        ("--diskon 12.001", "Rp12.001"),
        ("--dibayar 11rb", "kurang Rp1.000"),
        ("--dibayar 0", "Rp12.000"),
        ("--harga 20rb --dibayar 15rb", "kurang Rp5.000"),
    ],
)
def test_too_much_discount_or_too_little_money_is_refused(konter, options, part):
    assert part in konter.run("jual", TELKOMSEL, "10", *options.split(), code=1).err
    assert not konter.rows()


def test_a_sale_below_cost_is_warned_of(konter):
    said = konter.run("jual", TELKOMSEL, "10", "--diskon", "2.000").err
    assert said.startswith("Perhatian:") and "Rp10.212" in said and "rugi Rp212" in said
    assert not konter.run("jual", XL, "10", "--diskon", "1rb").err


def test_an_unknown_cost_is_said_and_left_out_of_no_total_unseen(konter):
    konter.edit("ledger/produk.csv", ",10005,12000,", ",,12000,")
    assert "Modal SM10 belum diketahui" in konter.run("jual", "088112345678", "10").err
    konter.run("jual", TELKOMSEL, "10")
    assert konter.run("jual", "088112345679", "10", "--modal", "11rb").err == ""
    assert [row["modal"] for row in konter.rows()] == ["", "10212", "11000"]
    total = konter.run("transaksi", "list").out.splitlines()[-1]
    assert "3 penjualan" in total and "Rp36.000" in total and "untung Rp2.788" in total
    assert " 1 " in total and "modalnya belum diketahui" in total
    listed = json.loads(konter.run("transaksi", "list", "--format", "json").out)
    assert [(sale["modal"], sale["untung"]) for sale in listed] == [
        (None, None),
        (10212, 1788),
        (11000, 1000),
    ]


def test_a_product_without_a_price_needs_one(konter):
    konter.edit("ledger/produk.csv", "10212,12000,ya,", "10212,,ya,")
    said = konter.run("jual", TELKOMSEL, "10", code=1).err
    assert "--harga" in said and "pulsa produk harga S10" in said and not konter.rows()
    konter.run("jual", TELKOMSEL, "10", "--harga", "12rb")
    assert last(konter, "harga", "dibayar") == ("12000", "12000")


TWICE = """
22.05   | pending |      |        | another day     | 2026-11-25T10:00:00+07:00 | pending
22.05   |         |      |        | across midnight | 2026-11-22T04:05:00+07:00 | yes
22.05   |         |      |        | then not        | 2026-11-22T04:06:00+07:00 | today
10.05   |         |      |        | the same day    | 2026-11-21T16:06:00+07:00 | today
10.05   |         |      |        | a day later     | 2026-11-22T10:05:00+07:00 | no
10.05   |         |      | 1 hari | a whole day     | 2026-11-22T10:05:00+07:00 | longer
10.05   |         |      | 30     | hours are meant | 2026-11-22T16:05:00+07:00 | longer
10.05   |         |      | 0      | not asked about | 2026-11-21T10:06:00+07:00 | today
10.05   | pending |      | 0      | pending is      | 2026-11-21T10:06:00+07:00 | yes
10.05   |         | 9.00 |        | before it       | 2026-11-21T10:06:00+07:00 | yes
10.05   |         | 4.04 |        | long before it  | 2026-11-21T10:06:00+07:00 | today
"""


@pytest.mark.parametrize("case", TWICE.strip().splitlines(), ids=lambda case: case.split("|")[4])
def test_the_same_sale_while_it_waits_or_within_hours_is_refused_unless_it_is_meant(konter, case):
    first, status, when, within, _, now, asked = (cell.strip() for cell in case.split("|"))
    if within:
        konter.edit("ledger/toko.yaml", "dobel: 6 jam", f"dobel: {within}")
    konter.now = f"2026-11-21T{first.replace('.', ':')}:00+07:00"
    id = konter.run("jual", TELKOMSEL, "10", "--status", status or "sukses").id
    konter.now = now
    words = ("jual", "+62 812-3456-7890", "S10", *(("--waktu", when) if when else ()))
    konter.run("jual", TELKOMSEL, "5", *words[3:])
    konter.run("jual", XL, "10", *words[3:])
    if asked in ("no", "today"):
        said = konter.run(*words).err
    else:
        said = konter.run(*words, code=1).err
        assert id in said and "--lagi" in said and ("masih pending" in said) == bool(status)
        said = konter.run(*words, "--lagi").err
    assert len(konter.rows()) == 4
    assert ("S10.2.081234567890" in said) == (asked in ("today", "yes"))


def test_what_a_server_wants_for_the_third_of_a_day_is_in_its_own_code(konter):
    konter.edit("ledger/produk.csv", "12000,ya,", "12000,ya,TS10")
    for form in ("", "TS10.2.081234567890", "TS10.3.081234567890"):
        said = konter.run("jual", TELKOMSEL, "S10", "--lagi").err
        assert form in said and bool(said) == bool(form)


def test_a_second_sale_is_meant_where_the_line_says_so(konter):
    for words in ("", "lagi", "tf lagi", "--lagi"):
        konter.run("jual", TELKOMSEL, "10", *words.split())
    assert len(konter.rows()) == 4


@pytest.mark.parametrize(
    "correction",
    [
        ("transaksi", "gagal", "J1"),
        ("batal", "J1", "--alasan", "salah"),
        ("transaksi", "salah-nomor", "J1", "--ke", XL, "--rugi", "toko"),
    ],
)
def test_a_sale_that_did_not_arrive_is_no_reason_to_refuse(konter, correction):
    konter.run("jual", TELKOMSEL, "10")
    konter.run(*correction)
    konter.run("jual", TELKOMSEL, "10")
    konter.run("jual", TELKOMSEL, "10", code=1)


def test_ways_to_pay(konter):
    for words, method in (
        (["tf"], "transfer"),
        (["cash"], "tunai"),
        (["TRANSFER"], "transfer"),
        ([], "tunai"),
        (["--cara", "qris"], "qris"),
        (["qris", "lagi"], "qris"),
        (["--cara", "Tf"], "transfer"),
    ):
        said = konter.run("jual", TELKOMSEL, "10", "--lagi", *words).out
        assert f"Rp12.000 {method}" in said and last(konter, "cara") == (method,)
    for words in (["kredit"], ["--cara", "kredit"]):
        said = konter.run("jual", XL, "10", *words, code=2).err
        assert "'kredit'" in said and "tunai, transfer, qris" in said
    assert "Kelebihan" in konter.run("jual", XL, "10", "tf", "qris", code=2).err
    assert len(konter.rows()) == 7


def test_the_shops_own_ways_to_pay(konter):
    konter.edit("ledger/toko.yaml", "  - tunai\n  - transfer\n  - qris", "  - GoPay\n  - tf")
    for words, method in (([], "GoPay"), (["gopay"], "GoPay"), (["tf"], "tf")):
        konter.run("jual", TELKOMSEL, "10", "lagi", *words)
        assert last(konter, "cara") == (method,)
    assert "GoPay, tf" in konter.run("jual", TELKOMSEL, "10", "qris", code=2).err
    konter.edit("ledger/toko.yaml", "cara-bayar:\n  - GoPay\n  - tf", "cara-bayar: bon")
    konter.run("jual", XL, "10")
    assert last(konter, "cara") == ("bon",)


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("9.30", "2026-11-21T09:30:00+07:00"),
        ("kemarin 19.05", "2026-11-20T19:05:00+07:00"),
        ("31/10 8:00", "2026-10-31T08:00:00+07:00"),
        ("kemarin", "2026-11-20T12:00:00+07:00"),
        ("2026-11-20T20:00:00+09:00", "2026-11-20T18:00:00+07:00"),
    ],
)
def test_a_sale_written_down_later_has_its_own_time(konter, typed, stored):
    konter.run("jual", TELKOMSEL, "10", "--waktu", typed)
    assert last(konter, "id", "waktu") == ("A-261121-J001", stored)
    assert len(list(konter.file().parent.iterdir())) == 1 and konter.file().exists()


def test_a_time_to_come_is_refused(konter):
    for typed in ("10.06", "2026-11-22", "besok", "tadi", "22/11/2026 9.00"):
        konter.run("jual", TELKOMSEL, "10", "--waktu", typed, code=2)
    assert not konter.rows()


def test_text_is_cleaned_of_what_could_hurt_file_or_screen(konter):
    nasty = ' 12\x1b[31m3\r\nA,"b"\x00\u202e;\x9b0 \udcff\u2028é\t'
    options = [part for name in ("--sn", "--catatan", "--kasir") for part in (name, nasty)]
    konter.run("jual", TELKOMSEL, "X10", "--tetap", nasty, *options)
    clean = '12[31m3 A,"b";0 ? é'
    assert last(konter, "sn", "catatan", "kasir", "alasan") == (clean,) * 4
    assert len(konter.file().read_bytes().splitlines()) == 2
    assert clean in konter.run("transaksi", "lihat", "J1").out
    assert "A-261121-J001" in konter.run("jual", XL, "10", "--sn", nasty).err  # the same SN
    konter.run("jual", XL, "25", "--catatan", "x" * 201, code=2)


def test_a_serial_number_stays_text(konter):
    for sn in ("0041000123456789012345", "1/2/NAMA,R1/900VA", "12e5", "0012", "1,234"):
        konter.run("jual", TELKOMSEL, "10", "--lagi", "--sn", sn)
        assert last(konter, "sn") == (sn,)


def test_a_sale_can_be_answered_in_json_and_csv(konter):
    words = ("jual", TELKOMSEL, "10", "--dibayar", "20rb", "--sn", "0041", "--kasir", "Ani")
    record = json.loads(konter.run(*words, "--format", "json").out)
    row = konter.rows()[0]
    header = set(row) - {"jenis", "cek"}
    assert header <= set(record)
    assert all(type(record[name]) is int for name in AMOUNTS)
    assert {name: str(record[name]) for name in header} == {
        name: row[name] or ("0" if name in AMOUNTS else "") for name in header
    } | {"jumlah": "1"}
    (listed,) = json.loads(konter.run("transaksi", "list", "--format", "json").out)
    assert listed == record
    said = konter.run(*words, "--lagi", "--format", "csv").out
    (answer,) = csv.DictReader(said.splitlines())
    assert list(answer) == list(record)
    assert answer == {name: str(value) for name, value in record.items()} | {
        "id": "A-261121-J002",
        "urut": "2",
    }
    konter.edit("ledger/produk.csv", ",10005,12000,", ",,12000,")
    said = konter.run("jual", "088112345678", "10", "--format", "json")
    assert json.loads(said.out)["modal"] is None

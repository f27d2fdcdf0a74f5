"""What is owed: listed, added to, paid, aged, and said to the customer."""

import csv
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers.customers import add, money, share
from helpers.debts import (
    BEFORE,
    BUDI,
    SITI,
    dropped,
    hutang,
    last,
    left,
    listed,
    owe,
    refused,
    three,
    with_debtors,
)
from helpers.konter import Konter, command
from helpers.screen import rupiah, widest
from helpers.terminal import talk

POLICY = "ledger/kebijakan.yaml"
FIELDS = [
    "id",
    "pelanggan",
    "nama",
    "nomor",
    "waktu",
    "tempo",
    "telat_hari",
    "jumlah",
    "sisa",
    "asal",
    "untuk",
    "telat",
    "ditahan",
    "janji",
]
NONE = "Tidak ada kasbon"
LONG = "Ibu Haji Siti Nurhaliza binti Muhammad Tarudin Warung Pojok Pasar Minggu Blok M Nomor 12"


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter)


# The list


def test_the_list_has_all_of_a_debt(shop):
    shop.run("jual", "siti", "S10", "-k", "--dibayar", "5rb")
    owe(shop, "budi", "20rb", "tanggal 25", catatan="casing HP")
    shop.now = "2026-11-27T09:00:00+07:00"
    added, sold = listed(shop)
    assert list(added) == list(sold) == FIELDS
    assert added == {
        "id": "A-261121-H001",
        "pelanggan": "A-261121-P001",
        "nama": "Budi",
        "nomor": BUDI,
        "waktu": "2026-11-21T10:05:00+07:00",
        "tempo": "2026-11-25",
        "telat_hari": 2,
        "jumlah": 20000,
        "sisa": 20000,
        "asal": "tambah",
        "untuk": "casing HP",
        "telat": 20000,
        "ditahan": False,
        "janji": None,
    }
    assert (
        sold["id"],
        sold["nama"],
        sold["tempo"],
        sold["telat_hari"],
        sold["jumlah"],
        sold["sisa"],
        sold["asal"],
        sold["telat"],
    ) == ("A-261121-J001", "Siti Warung", "2026-11-28", 0, 7000, 7000, "jual", 0)
    assert "Pulsa 10.000" in sold["untuk"] and SITI in sold["untuk"]
    table = list(csv.DictReader(shop.run("hutang", "list", "--format", "csv").out.splitlines()))
    assert [list(each) for each in table] == [FIELDS] * 2
    assert [(each["id"], each["sisa"], each["janji"]) for each in table] == [
        ("A-261121-H001", "20000", ""),
        ("A-261121-J001", "7000", ""),
    ]
    lines = shop.run("hutang", "list").out.splitlines()
    assert lines[0].split() == ["Telat", "Pelanggan", "Untuk", "Tempo", "Sisa", "ID"]
    assert lines[1].split() == [
        "2",
        "hari",
        "Budi",
        "casing",
        "HP",
        "25",
        "Nov",
        "20.000",
        "A-261121-H001",
    ]
    assert lines[2].split() == [
        "Siti",
        "Warung",
        "Pulsa",
        "10.000",
        "28",
        "Nov",
        "7.000",
        "A-261121-J001",
    ]
    assert lines[-1] == "2 kasbon · Rp27.000 · lewat jatuh tempo Rp20.000"


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--overdue",
        "--telat",
        "--jatuh-tempo 3",
        "--overdue --jatuh-tempo 3",
        "--pelanggan budi",
        "--per kemarin",
        "--telat --pelanggan st",
    ],
)
def test_where_nothing_is_owed_the_list_says_so_in_one_line(shop, options):
    said = shop.run("hutang", "list", *options.split())
    assert said.out.startswith(NONE) and said.out.count("\n") == 1 and not said.err
    assert shop.run("hutang", "list", *options.split(), "--format", "json").out == "[]\n"
    assert (
        shop.run("hutang", "list", *options.split(), "--format", "csv").out
        == ",".join(FIELDS) + "\n"
    )


def test_every_name_of_the_command_is_the_same(shop):
    owe(shop, "budi", "10rb")
    shop.now = "2026-12-24T10:00:00+07:00"
    said = shop.run("hutang", "list", "--overdue").out
    for group in ("hutang", "utang", "kasbon"):
        for option in ("--overdue", "--telat"):
            assert shop.run(group, "list", option).out == said
        assert shop.run(group, "umur").out == shop.run("hutang", "umur").out
    shop.run("kasbon", "bayar", "budi", "4rb")
    shop.run("utang", "undur", "budi", "31/12", "--alasan", "x")
    assert [(each["sisa"], each["tempo"]) for each in listed(shop)] == [(6000, "2026-12-31")]


def test_the_most_overdue_stands_first_then_what_was_owed_first(shop):
    for due, since in (
        ("24/11", "09.30"),
        ("30/11", "09.00"),
        ("24/11", "09.10"),
        ("2026-12-31", "08.00"),
        ("22/11", "09.20"),
    ):
        owe(shop, "st", "10rb", due, waktu=since)
    shop.now = "2026-11-26T10:00:00+07:00"
    assert [each["id"][-1] for each in listed(shop)] == ["5", "3", "1", "2", "4"]
    assert [each["telat_hari"] for each in listed(shop)] == [4, 2, 2, 0, 0]
    assert [each["id"][-1] for each in listed(shop, "--overdue")] == ["5", "3", "1"]


def test_5_due_today_is_not_overdue(shop):
    owe(shop, "budi", "10rb", "28/11")
    for day, late in (("27", 0), ("28", 0), ("29", 1), ("30", 2)):
        shop.now = f"2026-11-{day}T23:59:59+07:00"
        (found,) = listed(shop)
        assert (found["telat_hari"], found["telat"]) == (late, 10000 if late else 0)
        assert len(listed(shop, "--overdue")) == (late > 0)
        table = shop.run("hutang", "list").out
        assert ("lewat" in table) == (" hari " in table) == (late > 0)
        (aged,) = hutang(shop, "umur")
        assert (aged["belum"], aged["hari_1_7"]) == ((0, 10000) if late else (10000, 0))
    shop.now = "2026-11-29T00:00:00+07:00"
    assert len(listed(shop, "--telat")) == 1


def test_what_is_due_within_some_days_is_today_to_then(shop):
    for day in ("21/11", "22/11", "24/11", "25/11"):
        owe(shop, "budi", "10rb", day)
    shop.now = "2026-11-22T10:00:00+07:00"
    for options, days in (
        (("--jatuh-tempo", "0"), "22"),
        (("--jatuh-tempo", "2"), "22 24"),
        (("--jatuh-tempo", "3 hari"), "22 24 25"),
        (("--overdue",), "21"),
        (("--overdue", "--jatuh-tempo", "2"), "21 22 24"),
        (("--jatuh-tempo", "9999"), "22 24 25"),
    ):
        assert [each["tempo"][-2:] for each in listed(shop, *options)] == days.split(), options
    for bad in ("-1", "besok", "10000", "1,5"):
        refused(shop, "list", "--jatuh-tempo", bad, code=2)


def test_the_list_of_one_customer_and_of_a_day_that_has_passed(shop):
    owe(shop, "budi", "10rb")
    shop.now = "2026-11-25T10:00:00+07:00"
    owe(shop, "st", "20rb")
    shop.run("hutang", "bayar", "budi", "4rb")
    shop.now = "2026-12-01T10:00:00+07:00"
    for typed in ("budi", BUDI, "+62 812 3456 7890", "A-261121-P001"):
        assert [each["nama"] for each in listed(shop, "--pelanggan", typed)] == ["Budi"]
    assert [(each["sisa"], each["telat_hari"]) for each in listed(shop)] == [(6000, 3), (20000, 0)]
    assert [(each["sisa"], each["telat_hari"]) for each in listed(shop, "--per", "24/11")] == [
        (10000, 0)
    ]
    assert [each["sisa"] for each in listed(shop, "--per", "25/11")] == [6000, 20000]
    assert listed(shop, "--per", "20/11") == []
    assert [each["nama"] for each in listed(shop, "--per", "30/11", "--overdue")] == ["Budi"]
    refused(shop, "list", "--per", "2026-12-02", code=2)
    refused(shop, "list", "--per", "entah", code=2)
    refused(shop, "list", "--pelanggan", "zzz")


def test_who_owes_is_named_by_the_id_until_the_record_comes(two):
    a, b = two
    add(b, "Wati")
    owe(b, "wati", "10rb")
    target = a.file("hutang", counter="B")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b.file("hutang", counter="B").read_bytes())
    (found,) = listed(a)
    assert (found["nama"], found["nomor"], found["sisa"]) == ("B-261121-P001", "", 10000)
    assert "B-261121-P001" in a.run("hutang", "umur").out
    share(a, b)
    assert listed(a)[0]["nama"] == "Wati"


@pytest.fixture
def crowded(shop: Konter) -> Konter:
    """Long names, large amounts, parts of debts in every column, promises, disputes."""
    add(shop, LONG)
    for who in ("budi", "ibu haji"):
        for due in ("2026-09-02", "2026-10-10", "2026-11-01", "2026-11-20", "2030-12-31"):
            owe(shop, who, "9.990.000", due, waktu=BEFORE[0], catatan="casing HP dan " * 10)
    shop.run("hutang", "janji", "ibu haji", "sabtu")
    shop.run("hutang", "tahan", "H6", "--alasan", "katanya sudah")
    shop.run("hutang", "cicil", "H7", "--kali", "4", "--tiap", "minggu")
    shop.now = "2026-12-01T10:00:00+07:00"
    return shop


@pytest.mark.parametrize("columns", [40, 59, 80, 120])
def test_the_list_fits_the_screen(crowded, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for options in ((), ("--overdue",), ("--pelanggan", "budi"), ("--per", "21/11")):
        said = crowded.run("hutang", "list", *options).out
        assert widest(said) <= columns, said
        assert "9.990.000" in said and "A-261121-H001" in said
    assert "ditahan" in crowded.run("hutang", "list").out


@pytest.mark.parametrize("columns", [40, 59, 60, 80, 120])
def test_the_ageing_fits_the_screen(crowded, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = crowded.run("hutang", "umur").out
    assert "99.900.000" in said
    assert widest(said) <= columns, said


def test_a_reader_that_goes_away_is_no_error(shop):
    owe(shop, "budi", "10rb")
    for words in (("list",), ("umur",), ("rekap", "budi"), ("bayar", "budi", "4rb")):
        with subprocess.Popen(
            command("hutang", *words),
            env=shop.environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        ) as process:
            process.stdout.close()
            assert "Traceback" not in process.stderr.read()
            assert process.wait() == 0
    assert left(shop) == {"A-261121-H001": 6000}


def test_a_damaged_line_is_named_and_the_rest_is_listed(shop):
    owe(shop, "budi", "10rb")
    owe(shop, "st", "20rb")
    path = shop.file("hutang")
    path.write_text(path.read_text().replace("10000", "90000"))
    said = shop.run("hutang", "list", code=3)
    assert "ledger/hutang/2026-11.A.csv:2" in said.err and "20.000" in said.out
    assert "90.000" not in said.out


# Debts without a sale


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
    assert rupiah(said) == [20000, 15000] and money(shop, "budi") == (15000, 0)
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


# Paid


@pytest.mark.parametrize(
    "amount, paid, some, rest",
    [
        ("5rb", 0, 15000, 55000),
        ("20rb", 1, 0, 40000),
        ("25rb", 1, 5000, 35000),
        ("30rb", 2, 0, 30000),
        ("59.999", 2, 1, 1),
        ("60rb", 3, 0, 0),
        ("lunas", 3, 0, 0),
        ("SEMUA", 3, 0, 0),
    ],
)
def test_a_payment_closes_what_is_due_first_and_says_what_remains(shop, amount, paid, some, rest):
    ids = three(shop)
    said = shop.run("hutang", "bayar", "budi", amount, "--cara", "tf", "--kasir", "Ani").out
    row = shop.rows("hutang")[-1]
    assert [row[name] for name in ("jenis", "ref", "pelanggan", "jumlah", "cara", "kasir")] == [
        "bayar",
        "",
        "A-261121-P001",
        str(60000 - rest),
        "transfer",
        "Ani",
    ]
    assert said.startswith(f"Tercatat {row['id']}: ")
    for place, id in enumerate(ids):
        assert (f"Lunas: {id}" in said) == (place < paid), said
    assert bool(re.search(f"sebagian: {ids[min(paid, 2)]}.*, sisa", said)) == bool(some)
    assert sum(left(shop).values()) == rest and list(left(shop)) == ids[paid:]
    if rest:
        assert f"jumlah kasbon sekarang Rp{rest:,}".replace(",", ".") in said
    else:
        assert "kasbon sekarang tidak ada" in said
    if some:
        assert left(shop)[ids[paid]] == some


def test_what_a_payment_closed_is_said_with_what_it_was_for(shop):
    owe(shop, "budi", "20rb", "25/11", catatan="casing HP")
    owe(shop, "budi", "10rb", "28/11", catatan="kabel")
    _, first, second = shop.run("hutang", "bayar", "budi", "25rb").out.splitlines()
    assert "casing HP" in first and "Rp20.000" in first
    assert "kabel" in second and "Rp5.000" in second


def test_a_debt_without_a_note_leaves_no_gap(shop):
    three(shop)
    said = (
        shop.run("pelanggan", "lihat", "budi").out + shop.run("hutang", "bayar", "budi", "25rb").out
    )
    assert not any(gap in said for gap in ("  ·", "  (", " ,"))


def test_6_a_partly_paid_debt_stays_in_the_list_with_what_remains(shop):
    owe(shop, "budi", "20rb", "28/11")
    shop.run("hutang", "bayar", "budi", "15rb")
    shop.now = "2026-12-03T10:00:00+07:00"
    (found,) = listed(shop, "--overdue")
    assert (found["jumlah"], found["sisa"], found["telat"], found["telat_hari"]) == (
        20000,
        5000,
        5000,
        5,
    )
    assert (
        shop.run("hutang", "list").out.splitlines()[-1]
        == "1 kasbon · Rp5.000 · lewat jatuh tempo Rp5.000"
    )
    said = shop.run("hutang", "rekap", "budi").out
    assert {5000, 20000} == set(rupiah(said)) and "Jumlah Rp5.000" in said


def test_7_after_the_oldest_is_paid_the_next_has_its_own_lateness(shop):
    for due in ("2026-11-01", "2026-11-16", "2026-11-30"):
        owe(shop, "budi", "10rb", due, waktu=BEFORE[1])
    assert [each["telat_hari"] for each in listed(shop)] == [20, 5, 0]
    shop.run("hutang", "bayar", "budi", "10rb")
    assert [(each["tempo"], each["telat_hari"]) for each in listed(shop)] == [
        ("2026-11-16", 5),
        ("2026-11-30", 0),
    ]
    assert [each["telat_hari"] for each in listed(shop, "--telat")] == [5]
    assert hutang(shop, "umur")[0]["hari_8_30"] == 0
    shop.run("hutang", "bayar", "budi", "10rb", "--lagi")
    assert [each["telat_hari"] for each in listed(shop)] == [0]
    assert listed(shop, "--telat") == []


def test_a_named_debt_is_paid_first_the_rest_goes_on(shop):
    ids = three(shop)
    said = shop.run("hutang", "bayar", "budi", "35rb", "--untuk", ids[2]).out
    assert last(shop, "ref", "jumlah") == (ids[2], "35000")
    assert f"Lunas: {ids[2]}" in said and re.search(f"sebagian: {ids[0]}.*, sisa Rp15.000", said)
    assert left(shop) == {ids[0]: 15000, ids[1]: 10000}
    shop.run("hutang", "bayar", "budi", "10rb", "--untuk", "H1")
    assert left(shop) == {ids[0]: 15000}
    debt = owe(shop, "st", "5rb")
    assert "Siti" in refused(shop, "bayar", "budi", "5rb", "--untuk", debt)
    for gone in (ids[2], "H99", "J1"):
        refused(shop, "bayar", "budi", "5rb", "--untuk", gone)


def test_more_than_is_owed_needs_a_word_without_a_terminal(shop):
    owe(shop, "budi", "20rb")
    said = refused(shop, "bayar", "budi", "25rb")
    assert {20000, 5000} <= set(rupiah(said)) and "--lebih kembali" in said
    assert "--lebih titipan" in said
    said = shop.run("hutang", "bayar", "budi", "25rb", "--lebih", "titipan").out
    assert "Rp5.000 dititipkan" in said and last(shop, "jumlah") == ("25000",)
    assert money(shop, "budi") == (0, 5000)
    owe(shop, "st", "20rb")
    said = shop.run("hutang", "bayar", "st", "50rb", "--lebih", "kembali").out
    assert "kembalian Rp30.000" in said and last(shop, "jumlah") == ("20000",)
    assert money(shop, "st") == (0, 0)
    refused(shop, "bayar", "st", "5rb", "--lebih", "simpan", code=2)


@pytest.mark.parametrize(
    "answer, kept, balance", [("", "20000", 0), ("t", "25000", 5000), ("titip", "25000", 5000)]
)
def test_at_a_terminal_change_is_asked_for(shop, answer, kept, balance):
    owe(shop, "budi", "20rb")
    screen = dropped(shop, [None], "bayar", "budi", "25rb")
    assert "Kembalian Rp5.000 [Enter] · t = titip" in screen
    code, screen = talk(shop, ["x", answer], "hutang", "bayar", "budi", "25rb")
    assert code == 0 and last(shop, "jumlah") == (kept,) and money(shop, "budi") == (0, balance)


def test_at_a_terminal_a_payment_is_read_back_and_all_is_the_usual_amount(shop):
    three(shop)
    screen = dropped(shop, [None], "bayar", "budi", "5rb", "--cara", "qris")
    assert "Budi" in screen and "Rp5.000 qris" in screen
    dropped(shop, ["t"], "bayar", "budi", "5rb", code=1)
    screen = dropped(shop, [None], "bayar", "budi")
    assert "Rp60.000" in screen and "lunas" in screen
    dropped(shop, ["70rb", None], "bayar", "budi")
    assert talk(shop, ["12rb"], "hutang", "bayar", "budi")[0] == 0
    assert last(shop, "jumlah") == ("12000",)
    assert talk(shop, [""], "hutang", "bayar", "budi")[0] == 0
    assert last(shop, "jumlah") == ("48000",) and listed(shop) == []
    refused(shop, "bayar", "budi", code=2)
    owe(shop, "budi", "5rb")
    assert talk(shop, [], "hutang", "bayar", "budi", "7rb", "-y")[0] == 0
    assert last(shop, "jumlah") == ("5000",) and money(shop, "budi") == (0, 0)


def test_the_same_amount_within_ten_minutes_is_questioned(shop):
    owe(shop, "budi", "50rb")
    owe(shop, "st", "50rb")
    first = shop.run("hutang", "bayar", "budi", "10rb").id
    shop.run("hutang", "bayar", "st", "10rb")
    shop.now = "2026-11-21T10:14:59+07:00"
    said = refused(shop, "bayar", "budi", "10rb")
    assert first in said and "10.05" in said and "--lagi" in said
    said = shop.run("titipan", "terima", "budi", "10rb", code=1).err
    assert first in said
    assert "10.05" in dropped(shop, ["", None], "bayar", "budi", "10rb")
    dropped(shop, ["", ""], "bayar", "budi", "10rb", code=1)  # Enter takes no
    shop.run("hutang", "bayar", "budi", "10.001")
    assert talk(shop, ["", "y"], "hutang", "bayar", "budi", "10rb")[0] == 0
    shop.now = "2026-11-21T10:25:00+07:00"
    shop.run("hutang", "bayar", "budi", "10rb")
    assert money(shop, "budi") == (9999, 0) and money(shop, "st") == (40000, 0)
    shop.run("hutang", "bayar", "st", "10rb")
    shop.run("hutang", "bayar", "st", "10rb", "--lagi")
    assert money(shop, "st") == (20000, 0)


def test_a_payment_that_was_taken_back_or_was_yesterdays_is_no_twin(shop):
    owe(shop, "budi", "50rb", waktu=BEFORE[1])
    paid = shop.run("hutang", "bayar", "budi", "10rb").id
    shop.run("batal", paid, "--alasan", "keliru")
    shop.run("hutang", "bayar", "budi", "10rb")
    shop.run("hutang", "bayar", "budi", "10rb", "--waktu", "kemarin 10.05")
    assert last(shop, "waktu") == ("2026-11-20T10:05:00+07:00",)
    assert "10.05" in refused(shop, "bayar", "budi", "10rb", "--waktu", "kemarin 10.00")
    assert money(shop, "budi") == (30000, 0)


@pytest.mark.parametrize(
    "words, code",
    [
        ("budi 0", 2),
        ("budi 12", 2),
        ("budi sedikit", 2),
        ("budi", 2),
        ("zzz 5rb", 1),
        ("st 5rb", 1),
        ("st lunas", 1),
        ("budi 5rb --cara daun", 2),
        ("budi 5rb --waktu 23.59", 2),
    ],
)
def test_what_is_no_payment_is_refused(shop, words, code):
    owe(shop, "budi", "20rb")
    refused(shop, "bayar", *words.split(), code=code)


def test_the_thanks_for_a_payment_carry_its_link(shop):
    three(shop)
    for amount, parts in (
        ("25rb", ("Rp25.000", "Rp35.000", "28 Nov 2026")),
        ("lunas", ("Rp35.000", "LUNAS")),
    ):
        *_, message, link = shop.run("hutang", "bayar", "budi", amount, "--pesan").out.splitlines()
        assert all(part in message for part in parts) and "Terima kasih Budi" in message
        assert link.startswith("https://wa.me/6281234567890?text=")
        assert parse_qs(urlsplit(link).query)["text"] == [message]
    add(shop, "Wati")
    owe(shop, "wati", "5rb")
    said = shop.run("hutang", "bayar", "wati", "5rb", "--pesan").out
    assert "Terima kasih Wati" in said and "wa.me" not in said


# Ids


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
    code, screen = talk(shop, ["2", ""], "hutang", "ikhlaskan", "budi", "--alasan", "x")
    assert code == 0 and last(shop, "ref") == (ids[1],)


def test_a_sale_of_today_is_named_by_the_last_digits_of_its_number(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("hutang", "tahan", "7890", "--alasan", "x")


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


# Ageing

AGES = [
    ("21/11", "belum"),
    ("2026-12-31", "belum"),
    ("2026-11-20", "hari_1_7"),
    ("2026-11-14", "hari_1_7"),
    ("2026-11-13", "hari_8_30"),
    ("2026-10-22", "hari_8_30"),
    ("2026-10-21", "hari_31_60"),
    ("2026-09-22", "hari_31_60"),
    ("2026-09-21", "hari_61_lebih"),
]


def test_11_ages_with_those_not_due_yet_add_up_to_what_is_owed(shop):
    shop.run("jual", "st", "S10", "-k")
    for place, (due, _) in enumerate(AGES):
        owe(shop, "budi", str(1000 * 2**place), due, waktu=BEFORE[0])
    wanted = dict.fromkeys(["belum", "hari_1_7", "hari_8_30", "hari_31_60", "hari_61_lebih"], 0)
    for place, (_, bucket) in enumerate(AGES):
        wanted[bucket] += 1000 * 2**place
    budi, siti = hutang(shop, "umur")
    assert budi == {"pelanggan": "A-261121-P001", "nama": "Budi", **wanted, "jumlah": 511000}
    assert (siti["nama"], siti["belum"], siti["jumlah"]) == ("Siti Warung", 12000, 12000)
    assert sum(wanted.values()) == 511000
    assert sum(each["sisa"] for each in listed(shop)) == 523000
    last_line = shop.run("hutang", "umur").out.splitlines()[-1].split()
    assert last_line == ["Jumlah", "15.000", "12.000", "48.000", "192.000", "256.000", "523.000"]
    sums = csv.DictReader(shop.run("hutang", "umur", "--format", "csv").out.splitlines())
    assert sum(int(each["jumlah"]) for each in sums) == 523000
    shop.edit(POLICY, "umur: [7, 30, 60]", "umur: [30]")
    assert list(hutang(shop, "umur")[0].values())[2:] == [3000, 60000, 448000, 511000]


def test_10_ageing_as_of_last_month_has_a_debt_that_was_paid_yesterday(shop):
    owe(shop, "budi", "20rb", "2026-10-10", waktu=BEFORE[0])
    owe(shop, "st", "5rb", "2026-10-31", waktu=BEFORE[1])
    shop.now = "2026-11-22T10:00:00+07:00"
    shop.run("hutang", "bayar", "budi", "20rb")
    shop.now = "2026-11-23T10:00:00+07:00"
    assert [each["nama"] for each in hutang(shop, "umur")] == ["Siti Warung"]
    for day in ("31/10", "2026-10-31"):
        budi, siti = hutang(shop, "umur", "--per", day)
        assert (budi["nama"], budi["hari_8_30"], budi["jumlah"]) == ("Budi", 20000, 20000)
        assert (siti["belum"], siti["jumlah"]) == (5000, 5000)
        assert [(each["sisa"], each["telat_hari"]) for each in listed(shop, "--per", day)] == [
            (20000, 21),
            (5000, 0),
        ]
    assert [each["jumlah"] for each in hutang(shop, "umur", "--per", "21/11")] == [20000, 5000]
    assert [each["jumlah"] for each in hutang(shop, "umur", "--per", "kemarin")] == [5000]
    assert [each["jumlah"] for each in hutang(shop, "umur", "--per", "30/9")] == [20000]
    assert hutang(shop, "umur", "--per", "31/8") == []
    refused(shop, "umur", "--per", "besok", code=2)


def test_ageing_of_nothing_is_one_line(shop):
    assert shop.run("hutang", "umur").out == f"{NONE}.\n"
    assert hutang(shop, "umur") == []
    assert shop.run("hutang", "umur", "--format", "csv").out.startswith("pelanggan,nama,belum,")


# The customer's statement


def test_20_a_statement_has_open_items_only(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.now = "2026-11-21T10:10:00+07:00"
    owe(shop, "budi", "20rb", "25/11", catatan="casing HP")
    owe(shop, "budi", "30rb", "5/12", catatan="kabel")
    owe(shop, "st", "7rb", catatan="pulpen")
    shop.run("hutang", "bayar", "budi", "25rb")
    shop.run("hutang", "ikhlaskan", "H2", "--alasan", "x")
    shop.now = "2026-12-01T10:00:00+07:00"
    said = shop.run("hutang", "rekap", "budi").out
    message, _, link = said.strip().rpartition("\n\n")
    assert "Pulsa 10.000" in message and "Budi" in message and "Berkah Cell" in message
    assert "lewat 3 hari" in message and rupiah(message) == [7000, 12000, 7000]
    assert not any(word in message for word in ("casing", "kabel", "pulpen"))
    assert link.startswith("https://wa.me/6281234567890?text=")
    assert parse_qs(urlsplit(link).query)["text"] == [message]
    assert [each["id"] for each in hutang(shop, "rekap", "budi")] == ["A-261121-J001"]
    shop.run("hutang", "bayar", "budi", "lunas")
    said = shop.run("hutang", "rekap", "budi").out
    assert said.count("\n") == 1 and "tidak punya kasbon" in said
    assert shop.run("hutang", "rekap", "budi", "--format", "json").out == "[]\n"
    refused(shop, "rekap", "zzz")


def test_a_statement_calls_only_the_late_instalments_late(shop):
    debt = owe(shop, "budi", "20rb", "28/11", catatan="casing HP")
    shop.run("hutang", "cicil", debt, "--kali", "2", "--tiap", "minggu")
    shop.now = "2026-12-03T10:00:00+07:00"
    said = shop.run("hutang", "rekap", "budi").out.splitlines()[1]
    assert "lewat 5 hari" in said and "10.000" in said


@pytest.mark.parametrize("note", ["kabel", "kuota data dan casing nomor sembilan"])
def test_a_statement_of_300_debts_is_short_enough_to_send(shop, note):
    book = shop.root / "buku.csv"
    book.write_text(
        "nama,jumlah,tanggal,catatan\n"
        + "".join(f"Budi,{1000 + place},2026-10-{1 + place % 28},{note}\n" for place in range(300))
    )
    shop.run("hutang", "impor", book)
    message, _, link = shop.run("hutang", "rekap", "budi").out.strip().rpartition("\n\n")
    amounts = rupiah(message)
    assert sum(amounts[:-1]) == amounts[-1] == sum(range(1000, 1300))
    assert message.count("\n") < 30 and "catatan lain" in message
    assert len(hutang(shop, "rekap", "budi")) == 300
    assert len(link) < 2000


def test_21_what_was_prepaid_is_one_number(shop):
    for amount in ("5rb", "7rb", "8rb"):
        shop.run("titipan", "terima", "budi", amount)
    assert money(shop, "budi") == (0, 20000)
    assert 20000 in rupiah(shop.run("pelanggan", "lihat", "budi").out)
    assert listed(shop) == []
    debt = owe(shop, "budi", "50rb")
    assert left(shop) == {debt: 30000}
    shop.run("hutang", "tahan", debt, "--alasan", "x")
    shop.run("titipan", "terima", "budi", "1rb")
    shop.run("titipan", "terima", "budi", "2rb")
    assert "Uang titipan Rp3.000." in shop.run("hutang", "rekap", "budi").out


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


def test_a_statement_shortens_notes_and_no_number(shop):
    shop.run("jual", "081234567890", "SPAY20", "-k")
    owe(shop, "budi", "20rb", catatan="casing HP warna biru muda dengan gambar kucing")
    said = shop.run("hutang", "rekap", "budi").out
    assert "ShopeePay 20.000 0812-3456-7890" in said and "casing HP warna biru muda" in said
    assert "kucing" not in said


def test_moving_a_debt_in_instalments_says_that_the_plan_ends(shop):
    owe(shop, "budi", "20rb")
    shop.run("hutang", "cicil", "H1", "--kali", "2", "--tiap", "minggu")
    said = shop.run("hutang", "undur", "H1", "19/12", "--alasan", "sakit").out
    assert "cicilannya dihapus" in said and listed(shop)[0]["tempo"] == "2026-12-19"


def test_digits_that_fit_an_id_and_a_number_sold_to_today_are_not_clear(shop):
    shop.now = "2026-11-19T10:00:00+07:00"
    book = shop.root / "buku.csv"
    book.write_text("nama,jumlah,tanggal\n" + "Tono,5rb,2026-11-01\n" * 2222)
    shop.run("hutang", "impor", book)
    shop.now = "2026-11-21T10:00:00+07:00"
    shop.run("jual", "siti", "10", "-k")
    assert "2 kasbon" in refused(shop, "ikhlaskan", "2222", "--alasan", "x")
    shop.run("hutang", "tahan", "2221", "--alasan", "x")
    assert last(shop, "ref") == ("A-261119-H2221",)


def test_the_way_to_pay_may_stand_behind_the_amount(shop):
    owe(shop, "budi", "20rb")
    shop.run("hutang", "bayar", "budi", "15rb", "tf")
    assert last(shop, "jumlah", "cara") == ("15000", "transfer")
    shop.run("titipan", "terima", "budi", "25rb", "qris")
    assert last(shop, "jumlah", "cara") == ("25000", "qris")


def test_all_that_is_paid_for_a_named_debt_is_that_debt(shop):
    owe(shop, "budi", "20rb")
    owe(shop, "budi", "10rb")
    shop.run("hutang", "bayar", "budi", "lunas", "--untuk", "H2")
    assert last(shop, "jumlah", "ref") == ("10000", "A-261121-H002")
    assert left(shop) == {"A-261121-H001": 20000}


def test_a_payment_says_what_else_is_on_hold(shop):
    owe(shop, "budi", "40rb")
    owe(shop, "budi", "5rb")
    shop.run("hutang", "tahan", "H1", "--alasan", "x")
    assert rupiah(shop.run("hutang", "bayar", "budi", "5rb").err) == [40000]


def test_the_same_debt_within_ten_minutes_is_refused(shop):
    words = ("hutang", "tambah", "budi", "20rb", "--catatan", "kabel")
    shop.run(*words)
    shop.now = "2026-11-21T10:14:00+07:00"
    assert "10.05" in refused(shop, *words[1:])
    shop.run(*words[:-1], "casing")
    shop.run(*words, "--lagi")
    shop.now = "2026-11-21T10:25:00+07:00"
    shop.run(*words)
    assert money(shop, "budi") == (80000, 0)


def test_yes_and_no_are_words_in_csv(shop):
    owe(shop, "budi", "20rb")
    owe(shop, "budi", "10rb")
    shop.run("hutang", "tahan", "H1", "--alasan", "x")
    said = shop.run("hutang", "list", "--format", "csv").out.splitlines()
    assert [(each["ditahan"], each["telat_hari"]) for each in csv.DictReader(said)] == [
        ("ya", "0"),
        ("tidak", "0"),
    ]

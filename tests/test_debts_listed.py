"""What is owed: listed, aged, and said to the customer in a statement."""

import csv
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers.customers import LONG, add, money, share
from helpers.debts import BEFORE, BUDI, SITI, hutang, left, listed, owe, refused, with_debtors
from helpers.konter import Konter, command
from helpers.policy import POLICY
from helpers.screen import rupiah, widest

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


def test_yes_and_no_are_words_in_csv(shop):
    owe(shop, "budi", "20rb")
    owe(shop, "budi", "10rb")
    shop.run("hutang", "tahan", "H1", "--alasan", "x")
    said = shop.run("hutang", "list", "--format", "csv").out.splitlines()
    assert [(each["ditahan"], each["telat_hari"]) for each in csv.DictReader(said)] == [
        ("ya", "0"),
        ("tidak", "0"),
    ]


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
    shop.edit(POLICY, "umur: [7, 30, 60]", "umur: [1, 30]")
    assert " 1 hari  2-30 hari " in shop.run("hutang", "umur").out
    shop.edit(POLICY, "umur: [1, 30]", "umur: [30]")
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


def test_a_statement_shortens_notes_and_no_number(shop):
    shop.run("jual", "081234567890", "SPAY20", "-k")
    owe(shop, "budi", "20rb", catatan="casing HP warna biru muda dengan gambar kucing")
    said = shop.run("hutang", "rekap", "budi").out
    assert "ShopeePay 20.000 0812-3456-7890" in said and "casing HP warna biru muda" in said
    assert "kucing" not in said


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

"""Customers found by what is typed of them, shown, listed at any size, completed in the shell."""

import csv
import itertools
import re
import sys

import pytest
from wcwidth import wcswidth

from helpers.customers import NUMBER, OTHER, add, people, person, with_two_records, write_people
from helpers.konter import Konter, files
from helpers.sizes import tries
from helpers.terminal import talk

FIELDS = [
    "id",
    "nama",
    "kode",
    "nomor",
    "kasbon",
    "telat",
    "titipan",
    "tempo",
    "batas",
    "gajian",
    "dipesan",
]


@pytest.fixture
def known(konter: Konter) -> Konter:
    """A shop with customers P001 to P006."""
    add(konter, "Budi Santoso", "081234567890", kode="bs")
    add(konter, "Budi Warung", "085711112222")
    add(konter, "Siti Nurhaliza")
    add(konter, "Pak RT (Warung)")
    add(konter, "Wati")
    add(konter, "Wati Sari")
    return konter


@pytest.fixture
def double(konter: Konter) -> Konter:
    return with_two_records(konter)


# Found

FOUND = [
    ("bs", 1),
    ("BS", 1),
    ("budi s", 1),
    ("santoso", 1),
    ("SAN BU", 1),
    ("Budi  Santoso", 1),
    ("budi war", 2),
    ("w budi", 2),
    ("085711112222", 2),
    ("+62 857-1111-2222", 2),
    ("nur", 3),
    ("siti nurhaliza", 3),
    ("pak", 4),
    ("rt warung", 4),
    ("(warung) pak", 4),
    ("wati s", 6),
    ("sari", 6),
    ("A-261121-P003", 3),
    ("a-261121-p003", 3),
]
AMBIGUOUS = [
    ("budi", [1, 2]),
    ("bud", [1, 2]),
    ("war", [2, 4]),
    ("w", [2, 4, 5, 6]),
    ("s", [1, 3, 6]),
    ("wat", [5, 6]),
    ("wati", [5, 6]),  # also where one is called just that
    ("WATI", [5, 6]),
]
UNKNOWN = [
    ("sity", "Siti Nurhaliza"),
    ("santosa", "Budi Santoso"),
    ("nurhalisa", "Siti Nurhaliza"),
    ("budi santosa", "Budi Santoso"),
    ("zzzz", ""),
    ("0822", ""),
    ("081299999999", ""),
    ("P9", ""),
    ("A-261121-P009", ""),
    ("?", ""),
]

# What is typed where there are 2,000 customers, and whom it is nearest.
FIRSTS = "Agus", "Dewi", "Eko", "Joko", "Wahyu", "Rina", "Umar", "Yusuf"
SYLLABLES = "ba", "di", "ku", "lo", "mi", "ta"
NEAREST = [
    ("sidi santoso", "Budi Santoso"),
    ("bdi santso", "Budi Santoso"),
    ("budisantosa", "Budi Santoso"),
    ("zudi", "Budi"),
    ("stii nurhalisa", "Siti Nurhaliza"),
    ("nurhalisa", "Siti Nurhaliza"),
    ("ibu siti nurhaliza", "Siti Nurhaliza"),
    ("rna kubata", "Rina Kubata"),
]


def test_a_customer_is_found_by_beginnings_of_words_whole_names_codes_numbers_and_ids(known):
    for typed, number in FOUND:
        assert person(known, typed)["id"] == f"A-261121-P{number:03}", typed


def test_a_customer_is_found_by_a_short_id(known):
    assert person(known, "P3")["id"] == person(known, "261121-p3")["id"] == "A-261121-P003"


def test_an_ambiguous_name_is_refused_with_the_candidates(known):
    before = files(known)
    marks = [NUMBER, OTHER, *(f"A-261121-P00{number}" for number in range(3, 7))]
    for line in (
        "pelanggan lihat {}",
        "pelanggan ubah {} --kode x",
        "pelanggan satukan {} pak -y",
        "jual {} 10",
        "jual 081234567890 10 -k {}",
        "titipan terima {} 5rb",
        "jual 081234567890 10 --titipan {}",
    ):
        for typed, candidates in AMBIGUOUS:
            said = known.run(*line.format(typed).split(), code=1)
            assert [
                number for number, mark in enumerate(marks, 1) if mark in said.err
            ] == candidates, typed
            assert not said.out
    assert files(known) == before


def test_an_unknown_name_is_refused_and_the_nearest_offered(known):
    before = files(known)
    for typed, near in UNKNOWN:
        said = known.run("pelanggan", "lihat", typed, code=1).err
        assert (near or "pulsa pelanggan tambah") in said
        known.run("titipan", "terima", typed, "10rb", code=1)
        known.run("jual", "081234567890", "10", "-k", typed, code=1)
    assert files(known) == before


def test_the_nearest_names_are_the_same_every_time(known, monkeypatch):
    said = set()
    for seed in range(6):
        monkeypatch.setenv("PYTHONHASHSEED", str(seed))
        said.add(known.spawn("pelanggan", "lihat", "bodi").stderr)
    assert len(said) == 1
    assert "Budi Santoso" in said.pop()


def test_the_nearest_of_many_names_are_found_without_a_look_at_each(konter):
    lasts = map("".join, itertools.product(SYLLABLES, repeat=3))
    names = [f"{first} {last.title()}" for first, last in itertools.product(FIRSTS, lasts)]
    records = [
        {
            "id": f"A-261121-P{number:03}",
            "waktu": konter.now,
            "jenis": "tambah",
            "nama": name,
        }
        for number, name in enumerate([*names, "Budi Santoso", "Siti Nurhaliza", "Budi"], 1)
    ]
    write_people(konter, records[-203:])
    few = [calls(konter, typed) for typed, _ in NEAREST]
    write_people(konter, records)
    for (typed, near), before in zip(NEAREST, few):
        assert calls(konter, typed) < 1.5 * before, typed
        said = konter.run("pelanggan", "lihat", typed, code=1).err
        assert f"Maksudnya {near}" in said, typed
        assert len(re.findall(" atau ", said)) <= 2


def calls(konter: Konter, typed: str) -> int:
    """How many functions in Python are called to say that nobody has this name."""
    konter.run("pelanggan", "lihat", typed, code=1)  # all is read and loaded
    count = 0

    def called(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        konter.run("pelanggan", "lihat", typed, code=1)
    finally:
        sys.setprofile(before)
    return count


def test_at_a_terminal_one_of_several_can_be_chosen(known):
    for answer, id in (("1", "A-261121-P001"), ("2", "A-261121-P002")):
        code, screen = talk(known, ["", answer], "pelanggan", "lihat", "budi")  # Enter takes none
        assert code == 0 and id in screen
    code, screen = talk(known, ["7", "x", "2"], "pelanggan", "lihat", "budi")
    assert code == 0 and "A-261121-P002" in screen
    talk(known, ["2", ""], "titipan", "terima", "budi", "5rb")
    assert known.rows("hutang")[0]["pelanggan"] == "A-261121-P002"


def test_at_a_terminal_a_name_like_the_typed_one_is_offered_and_can_be_declined(known):
    code, screen = talk(known, ["1"], "pelanggan", "lihat", "sity")
    assert code == 0 and "A-261121-P003" in screen
    before = files(known)
    code, screen = talk(known, ["2"], "pelanggan", "lihat", "sity")
    assert code == 1 and "Kasbon" not in screen
    for words in (
        ("pelanggan", "lihat", "budi"),
        ("pelanggan", "ubah", "budi", "--kode", "x"),
        ("pelanggan", "satukan", "budi", "wati"),
        ("pelanggan", "lihat", "sity"),
    ):
        assert talk(known, [None], *words)[0] == 130
    assert files(known) == before


def test_a_new_name_is_found_and_so_is_the_old_one(konter):
    id = add(konter, "Budi Santoso")
    konter.run("pelanggan", "ubah", "budi", "--nama", "Mas Yanto")
    for typed in ("yanto", "mas yanto", "budi", "santoso"):
        found = person(konter, typed)
        assert (found["id"], found["nama"]) == (id, "Mas Yanto")
    assert "Budi Santoso" in konter.run("pelanggan", "lihat", "yanto").out


def test_a_former_name_counts_only_where_nothing_else_does(konter):
    konter.lift_policy()
    add(konter, "Budi")
    konter.run("pelanggan", "ubah", "budi", "--nama", "Mas Yanto")
    for name in ("Budi Santoso", "Budi Warung", "Budi Kecil"):
        add(konter, name)
    before = files(konter)
    said = konter.run("jual", "081234567890", "10", "-k", "budi", code=1).err
    assert "3 pelanggan" in said and "Yanto" not in said
    assert files(konter) == before
    code, screen = talk(konter, ["2", ""], "jual", "081234567890", "10", "-k", "budi")
    assert code == 0 and konter.rows()[-1]["pelanggan"] == "A-261121-P004"
    konter.run("pelanggan", "ubah", "yanto", "--nama", "Budi")  # and is called so again
    assert "4 pelanggan" in konter.run("pelanggan", "lihat", "budi", code=1).err


def test_both_names_of_united_records_count_as_before(konter):
    add(konter, "Mas Yanto")
    add(konter, "Budi")
    add(konter, "Yanto Warung")
    konter.run("pelanggan", "satukan", "budi", "mas", "-y")
    assert "2 pelanggan" in konter.run("pelanggan", "lihat", "yanto", code=1).err
    assert person(konter, "mas yanto")["nama"] == "Budi"


def test_a_short_name_is_not_the_beginning_of_anothers_name_but_a_word_of_it(known):
    add(known, "Bsar")
    assert person(known, "bs")["id"] == "A-261121-P001"
    add(known, "Pak Bs")  # was given the name later
    said = known.run("pelanggan", "lihat", "bs", code=1).err
    assert "Budi Santoso" in said and "Pak Bs" in said and "Bsar" not in said


APOSTROPHES = "'’‘ʼʻ`´′"


def test_names_with_and_without_an_apostrophe_are_one(konter):
    konter.lift_policy()
    for place, sign in enumerate(APOSTROPHES):
        id = add(konter, f"Ma{sign}ruf{place}", kode=f"jum{sign}at{place}")
        assert konter.rows("pelanggan")[-1]["nama"] == f"Ma{sign}ruf{place}"
        for other in ("", *APOSTROPHES):
            assert person(konter, f"ma{other}RUF{place}")["id"] == id
            assert person(konter, f"jum{other}at{place}")["id"] == id
            konter.run("pelanggan", "tambah", f"MA{other}RUF{place}", code=1)
        assert person(konter, f"ruf{place}")["id"] == id
    lines = "".join(f"081234567890 10 -k ma{sign}ruf3 --lagi\n" for sign in APOSTROPHES)
    konter.run("jual", stdin=lines)
    lines = "ma'ruf3 081234567890\n'ma'ruf3' 10\n"
    assert {row["pelanggan"] for row in konter.rows()} == {"A-261121-P004"}


def test_quotes_still_hold_words_together_in_the_queue(konter):
    konter.lift_policy()
    add(konter, "Bu Ma'ruf", "081234567890")
    lines = (
        "\"bu ma'ruf\" 5 -k\n'bu ma'ruf' 10 -k\n“bu ma’ruf” 15 -k --catatan='anak Jum'at'\n"
        "ma'ruf 20 -k --catatan \"it's ok\"\nma'ruf 25 -k --catatan 'salah\n"
    )
    said = konter.run("jual", stdin=lines, code=1).err
    assert "baris 5: Tanda kutip" in said
    assert [(row["produk"], row["catatan"]) for row in konter.rows()] == [
        ("S5", ""),
        ("S10", ""),
        ("S15", "anak Jum'at"),
        ("S20", "it's ok"),
    ]


# Shown


def test_the_last_purchases_are_the_newest(konter):
    add(konter, "Budi", "081234567890")
    for product in ("5", "10", "15", "25", "50", "100"):
        konter.run("jual", "budi", product)
    konter.run("jual", "081311112222", "25", "-k", "budi", "--waktu", "kemarin 9.00")
    shown = konter.run("pelanggan", "lihat", "budi").out.partition("Terakhir beli")[2]
    places = [shown.index(f"Pulsa {amount}.000 ") for amount in (100, 50, 25, 15, 10)]
    assert places == sorted(places)


def test_a_sale_that_was_moved_is_among_the_purchases_of_the_right_customer(konter):
    add(konter, "Budi", "081234567890")
    add(konter, "Siti", "085711112222")
    konter.run("jual", "budi", "25")
    konter.run("transaksi", "pindah", "J1", "siti")
    assert "Pulsa 25.000" in konter.run("pelanggan", "lihat", "siti").out
    assert "Pulsa 25.000" not in konter.run("pelanggan", "lihat", "budi").out


def test_everything_about_a_customer_is_shown(double):
    double.run("titipan", "terima", "budi", "5rb")
    double.now = "2026-11-29T10:00:00+07:00"
    shown = double.run("pelanggan", "lihat", "bs").out
    for part in (
        "Budi",
        "A-261121-P001",
        NUMBER,
        "tanggal 25",
        "A-261121-J001",
        "A-261121-J002",
        "Rp14.000",
        "Rp7.000",
        "28 Nov 2026",
        "A-261121-H002",
        "Rp5.000",
    ):
        assert part in shown, part
    assert "Rp15.000" in double.run("pelanggan", "lihat", "yanto").out


def test_reading_changes_no_file(double):
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (double.root / "ledger").rglob("*")
        if path.is_file()
    }
    for words in (
        ("list",),
        ("list", "--cari", "budi"),
        ("lihat", "budi"),
        ("list", "--format", "json"),
        ("lihat", "081234567890", "--format", "csv"),
    ):
        double.run("pelanggan", *words)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


# Listed


def test_a_list_names_fields_and_types(double):
    double.now = "2026-11-29T10:00:00+07:00"
    double.run("jual", "budi", "25", "-k")
    listed = people(double)
    assert [list(each) for each in listed] == [FIELDS] * 2
    assert listed == [
        {
            "id": "A-261121-P001",
            "nama": "Budi",
            "kode": "bs",
            "nomor": NUMBER,
            "kasbon": 45500,
            "telat": 19000,
            "titipan": 0,
            "tempo": "",
            "batas": None,
            "gajian": 25,
            "dipesan": 0,
        },
        {
            "id": "A-261121-P002",
            "nama": "Mas Yanto",
            "kode": "",
            "nomor": OTHER,
            "kasbon": 0,
            "telat": 0,
            "titipan": 15000,
            "tempo": "2 minggu",
            "batas": None,
            "gajian": None,
            "dipesan": 0,
        },
    ]
    said = double.run("pelanggan", "list", "--format", "csv").out
    assert list(csv.DictReader(said.splitlines())) == [
        {name: "" if value is None else str(value) for name, value in each.items()}
        for each in listed
    ]
    for typed, each in (("budi", listed[0]), ("yanto", listed[1])):
        assert person(double, typed) == each
        (answer,) = csv.DictReader(
            double.run("pelanggan", "lihat", typed, "--format", "csv").out.splitlines()
        )
        assert list(answer) == FIELDS and answer["id"] == each["id"]
    totals = double.run("pelanggan", "list").out.splitlines()[-1]
    assert "Rp45.500" in totals and "Rp19.000" in totals and "Rp15.000" in totals


def test_the_list_can_be_searched(known):
    for search, numbers in (
        ("budi", [1, 2]),
        ("san", [1]),
        ("bs", [1]),
        ("wa sa", [6]),
        ("0812", [1]),
        ("7890", [1]),
        ("1111-2222", [2]),
        ("tidak ada", []),
        ("", [1, 2, 4, 3, 5, 6]),
    ):
        found = [each["id"] for each in people(known, "--cari", search)]
        assert found == [f"A-261121-P{number:03}" for number in numbers], search
        known.run("pelanggan", "list", "--cari", search)


def test_an_empty_shop_has_no_customers(konter):
    assert people(konter) == []
    assert "pulsa pelanggan tambah" in konter.run("pelanggan", "list").out


CROWD = range(tries(4_000, 0), tries(5_500, 10_000))  # among them 4711


@pytest.fixture
def crowd(konter: Konter) -> Konter:
    """A shop with thousands of customers whose names are 60 columns wide."""
    ends = [
        "Warung Pojok Dekat Masjid Raya Al-Ikhlas RT 05 RW 012",
        "W" * 80,
        "王小明的小店" * 6,
        "\U0001f338 Toko Bunga " * 5,
        "Re\u0301mi " * 20,
    ]
    write_people(
        konter,
        [
            {
                "id": f"A-2611{place % 20 + 1:02}-P{place // 20 + 1:03}",
                "jenis": "tambah",
                "waktu": f"2026-11-{place % 20 + 1:02}T09:00:00+07:00",
                "nama": wide(f"Pelanggan{place:05} {ends[place % len(ends)]}"),
                "nomor": f"0812-1{place // 10:03}-{place % 10}{place % 997:03}",
            }
            for place in CROWD
        ],
    )
    return konter


def wide(name: str) -> str:
    """The beginning of a name, filled up to sixty columns."""
    while wcswidth(name) > 60:
        name = name[:-1]
    name = name.rstrip()
    return name + "x" * (60 - wcswidth(name))


@pytest.mark.parametrize("columns", [80, 40])
def test_ten_thousand_customers_are_listed_aligned_and_none_too_wide(crowd, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = crowd.run("pelanggan", "list").out.split("\n")
    assert max(map(wcswidth, lines)) <= columns
    assert sum("Pelanggan" in line for line in lines) == len(CROWD)
    numbers = [line for line in lines if "0812-1" in line]
    assert len(numbers) == len(CROWD)
    assert len({wcswidth(line.partition("0812-1")[0]) for line in numbers}) == 1
    assert any(str(len(CROWD)) in line.replace(".", "") for line in lines[-5:])
    assert person(crowd, "pelanggan04711")["nomor"] == "0812-1471-1723"
    assert person(crowd, "0812-1471-1723")["nama"].startswith("Pelanggan04711")
    assert len(crowd.run("pelanggan", "lihat", "pelanggan", code=1).err) < 1000
    assert len(people(crowd, "--cari", "pelanggan0471")) == 10


# Completed


def complete(konter: Konter, monkeypatch, *words: str) -> set[str]:
    """What the shell would be offered for the last word."""
    monkeypatch.setenv("_PULSA_COMPLETE", "zsh_complete")
    monkeypatch.setenv("PULSA_LINE", "\n".join(words[:-1]))
    monkeypatch.setenv("PULSA_WORD", words[-1])
    return {line.partition("\t")[0] for line in konter.spawn().stdout.splitlines()} - {""}


def test_customers_are_completed(known, monkeypatch):
    for words, offered in (
        (("pelanggan", "lihat", "bud"), {"bs", "Budi Warung"}),
        (("pelanggan", "satukan", "bs", "siti"), {"Siti Nurhaliza"}),
        (("titipan", "terima", "wat"), {"Wati", "Wati Sari"}),
        (("transaksi", "pindah", "J1", "sit"), {"Siti Nurhaliza"}),
        (("pelanggan", "lihat", "zz"), set()),
        (("pelanggan", "u"), {"ubah"}),
    ):
        assert complete(known, monkeypatch, "pulsa", *words) == offered


def test_the_customer_of_a_sale_is_completed(known, monkeypatch):
    for option in ("-k", "--titipan"):
        assert complete(known, monkeypatch, "pulsa", "jual", "0812", "10", option, "sit") == {
            "Siti Nurhaliza"
        }


def test_completion_outside_a_shop_offers_nothing(tmp_path, monkeypatch):
    nowhere = Konter(tmp_path / "tidak-ada")
    assert complete(nowhere, monkeypatch, "pulsa", "pelanggan", "lihat", "b") == set()

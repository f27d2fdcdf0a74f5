"""Customers: registered, changed, found, united and taken apart again; lists at any size."""

import csv
import io
import unicodedata

import pytest
from wcwidth import wcswidth

from helpers.customers import add, money, people, person, share
from helpers.konter import Konter, files
from helpers.terminal import talk
from pulsa_cli.core import schema

NUMBER, OTHER = "0812-3456-7890", "0857-1111-2222"
SPELLINGS = [
    "081234567890",
    "0812-3456-7890",
    "0812 3456 7890",
    "6281234567890",
    "+6281234567890",
    "+62 812-3456-7890",
    "0062 812 3456 7890",
    "81234567890",
    "(+62) 812.3456.7890",
]
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
LONG = "Ibu Haji Siti Nurhaliza binti Muhammad Tarudin Warung Pojok Pasar Minggu Blok M Nomor 12"
FAMILY = "\U0001f469\u200d\U0001f467"  # one emoji, joined out of two
# what is typed, what is stored
NAMES = [
    (LONG, LONG),
    ("B" * 60, "B" * 60),
    ("x" * 100, "x" * 100),
    ("王" * 100, "王" * 100),
    ("\U0001f338 Rani " + FAMILY, "\U0001f338 Rani " + FAMILY),
    ("\U0001f338", "\U0001f338"),
    ("王小明", "王小明"),
    ("R\u00e9mi K\u00f6hler", "R\u00e9mi K\u00f6hler"),
    ("مريم", "مريم"),
    ("S\u0323\u0301iti", "S\u0323\u0301iti"),
    ("שלום", "שלום"),
    ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ("+62 Budi", "+62 Budi"),
    ("@siti", "@siti"),
    ("-Joko", "-Joko"),
    ("O\"Brien, Jr. 'x'; y", "O\"Brien, Jr. 'x'; y"),
    ('"', '"'),
    (",", ","),
    ("Budi\nSantoso", "Budi Santoso"),
    ("Budi\r\n\tSantoso\u2028Jaya", "Budi Santoso Jaya"),
    ("Rudi\udcff", "Rudi?"),
    ("  Budi   S.  ", "Budi S."),
    ("3 Saudara", "3 Saudara"),
]


def unprintable(text: str) -> list[str]:
    """Control characters, direction marks and the like; line ends and joined emoji are fine."""
    return [
        char
        for char in text
        if char not in "\n\u200d" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


def write_people(
    konter: Konter,
    records: list[dict[str, str]],
    name: str = "2026-11.A.csv",
) -> None:
    """A customers' file as this program would have written it."""
    table = schema.PEOPLE
    header = ",".join(table.header).encode()
    lines = [header]
    for record in records:
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(
            [record.get(column, "") for column in table.header[:-1]]
        )
        body = out.getvalue().encode()
        lines.append(body + b"," + schema.check_letters(header, body))
    path = konter.root / "ledger" / "pelanggan" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\n".join(lines) + b"\n")


# Numbers and short names


def test_a_customer_has_several_numbers_and_is_found_by_each(konter):
    id = add(konter, "Budi", "081234567890", "085711112222", "14112345678")
    (row,) = konter.rows("pelanggan")
    assert (row["id"], row["jenis"], row["nama"], row["nomor"]) == (
        id,
        "tambah",
        "Budi",
        f"{NUMBER} {OTHER} 1411-2345-678",
    )
    konter.run("pelanggan", "ubah", "budi", "--nomor", "081311112222", "--nomor", "081311112223")
    for number in ("081234567890", "085711112222", "+62 813 1111 2222", "0813-1111-2223"):
        assert person(konter, number)["id"] == id
    assert person(konter, "budi")["nomor"].split() == [
        NUMBER,
        OTHER,
        "1411-2345-678",
        "0813-1111-2222",
        "0813-1111-2223",
    ]
    for number, product in (("085711112222", "I10"), ("14112345678", "PLN20")):
        konter.run("jual", number, product)
        assert konter.rows()[-1]["pelanggan"] == id


def test_a_customer_is_found_by_a_meter_number(konter):
    id = add(konter, "Budi", "14112345678")
    assert person(konter, "14112345678")["id"] == person(konter, "1411-2345-678")["id"] == id


def test_the_same_number_typed_twice_is_stored_once(konter):
    add(konter, "Budi", *SPELLINGS)
    assert konter.rows("pelanggan")[0]["nomor"] == NUMBER


def test_what_is_no_number_is_refused(konter):
    before = files(konter)
    for number in (
        "0812",
        "08123456789012",
        "0841234567890",
        "021-555",
        "abc",
        "8,12E+11",
        "",
        "123456789",
    ):
        konter.run("pelanggan", "tambah", "Budi", "--nomor", number, code=1)
    assert files(konter) == before


@pytest.mark.parametrize("typed", SPELLINGS[::4])
def test_regression_13_every_spelling_of_a_number_is_one_customer(konter, typed):
    konter.lift_policy()
    id = add(konter, "Budi", typed)
    before = files(konter)
    for other in SPELLINGS:
        assert "Budi" in konter.run("pelanggan", "tambah", "Siti", "--nomor", other, code=1).err
        assert person(konter, other)["id"] == id
    assert files(konter) == before
    for other in SPELLINGS:
        konter.run("jual", other, "10", "-k", "--lagi")
    assert {(row["pelanggan"], row["nomor"]) for row in konter.rows()} == {(id, NUMBER)}


def test_a_number_belongs_to_one_customer(konter):
    add(konter, "Budi", "081234567890")
    add(konter, "Siti", "085711112222")
    before = files(konter)
    for words in (
        ("tambah", "Tono", "--nomor", "081311112222", "--nomor", "081234567890"),
        ("ubah", "siti", "--nomor", "081234567890"),
    ):
        said = konter.run("pelanggan", *words, code=1).err
        assert NUMBER in said and "Budi" in said
    assert files(konter) == before
    konter.run("pelanggan", "ubah", "budi", "--nomor", "081234567890")  # is Budi's anyway
    assert person(konter, "budi")["nomor"] == NUMBER


def test_a_number_that_was_let_go_can_be_anyones(konter):
    add(konter, "Budi", "081234567890", "085711112222")
    siti = add(konter, "Siti")
    konter.run("pelanggan", "ubah", "budi", "--lepas", "+62 812 3456 7890")
    assert person(konter, "budi")["nomor"] == OTHER
    konter.run("pelanggan", "lihat", "081234567890", code=1)
    konter.run("pelanggan", "ubah", "siti", "--nomor", "081234567890")
    assert person(konter, "081234567890")["id"] == siti
    before = files(konter)
    said = konter.run("pelanggan", "ubah", "budi", "--lepas", "081234567890", code=1).err
    assert NUMBER in said and files(konter) == before


def test_a_short_name_belongs_to_one_customer(konter):
    add(konter, "Budi", kode="bs")
    add(konter, "Siti")
    before = files(konter)
    assert "Budi" in konter.run("pelanggan", "tambah", "Tono", "--kode", "BS", code=1).err
    assert "Budi" in konter.run("pelanggan", "ubah", "siti", "--kode", "Bs", code=1).err
    assert files(konter) == before
    konter.run("pelanggan", "ubah", "bs", "--kode", "-")
    konter.run("pelanggan", "ubah", "siti", "--kode", "bs")
    assert person(konter, "BS")["nama"] == "Siti"


@pytest.mark.parametrize("first", ["A", "B"])
def test_of_two_counters_the_first_to_register_a_number_has_it(two, first):
    early = two["AB".index(first)]
    for konter, name in zip(two, ("Budi depan", "Budi belakang")):
        konter.now = f"2026-11-21T{'09' if konter is early else '10'}:00:00+07:00"
        add(konter, name, "081234567890")
    for konter in two:
        konter.now = "2026-11-21T11:00:00+07:00"
    share(*two)
    for konter in two:
        assert person(konter, "081234567890")["id"] == f"{first}-261121-P001"
        assert len(people(konter)) == 2  # and nobody is lost
        konter.run("jual", "081234567890", "10", "-k")
        assert konter.rows()[-1]["pelanggan"] == f"{first}-261121-P001"


@pytest.mark.parametrize("first", ["A", "B"])
def test_of_two_counters_the_first_to_give_a_short_name_has_it(two, first):
    early = two["AB".index(first)]
    for konter, name in zip(two, ("Budi depan", "Bambang belakang")):
        konter.now = f"2026-11-21T{'09' if konter is early else '10'}:00:00+07:00"
        add(konter, name, kode="bs")
    share(*two)
    for konter in two:
        assert person(konter, "bs")["id"] == f"{first}-261121-P001"


def test_a_number_added_later_does_not_take_it_from_who_had_it_first(two):
    a, b = two
    add(a, "Wati")
    b.now = "2026-11-22T09:00:00+07:00"
    add(b, "Tono", "081234567890")
    a.now = "2026-11-23T09:00:00+07:00"
    a.run("pelanggan", "ubah", "wati", "--nomor", "081234567890")
    share(a, b)
    assert {person(konter, "081234567890")["nama"] for konter in two} == {"Tono"}


def test_when_the_first_record_is_void_the_number_is_the_seconds(two):
    a, b = two
    add(a, "Budi", "081234567890")
    b.now = "2026-11-21T11:00:00+07:00"
    add(b, "Bambang", "081234567890")
    share(a, b)
    assert person(b, "081234567890")["nama"] == "Budi"
    a.run("batal", "P1", "--alasan", "dobel")
    share(a, b)
    for konter in two:
        assert person(konter, "081234567890")["nama"] == "Bambang"


# Names


def test_any_name_is_kept_shown_and_found(konter):
    for place, (typed, stored) in enumerate(NAMES):
        id = add(konter, typed, kode=f"z{place:02}")
        row = konter.rows("pelanggan")[-1]
        assert unicodedata.normalize("NFD", row["nama"]) == unicodedata.normalize("NFD", stored)
        data = konter.file("pelanggan").read_text("utf-8")
        assert len(data.splitlines()) == 2 + place and not unprintable(data)
        for word in (typed, stored, stored.upper(), f"z{place:02}"):
            if "\udcff" not in word:
                assert person(konter, word)["id"] == id, word
        konter.run("jual", "081234567890", "10", "--lagi", "-k", f"z{place:02}")
        assert konter.rows()[-1]["pelanggan"] == id
        assert not unprintable(konter.run("pelanggan", "lihat", f"z{place:02}").out)
    kept = sorted(row["nama"] for row in konter.rows("pelanggan"))
    assert sorted(each["nama"] for each in people(konter)) == kept
    said = konter.run("pelanggan", "list", "--format", "csv").out
    assert sorted(each["nama"] for each in csv.DictReader(said.splitlines())) == kept
    assert not unprintable(said + konter.run("pelanggan", "list").out)


def test_a_name_with_escapes_is_kept_without_and_found_with_them(konter):
    typed = "A\x1b[31mli\x1b]0;x\x07 \x9b2J\x00B\u202ea\u200f"
    id = add(konter, typed)
    assert konter.rows("pelanggan")[0]["nama"] == "A[31mli]0;x 2JBa"
    assert not unprintable(konter.file("pelanggan").read_text("utf-8"))
    for form in ("tabel", "csv", "json"):
        assert not unprintable(konter.run("pelanggan", "list", "--format", form).out)
    assert person(konter, typed)["id"] == id


def test_accents_typed_in_two_ways_are_one_name(konter):
    add(konter, "R\u00e9mi")
    assert person(konter, "re\u0301mi")["nama"] == "R\u00e9mi"
    konter.run("pelanggan", "tambah", "Re\u0301mi", code=1)


def test_what_can_not_be_a_name_is_refused(konter):
    add(konter, "Budi")
    before = files(konter)
    for name in (" ", "-", "\x00\x1b", "12 34", "081234567890", "x" * 101, "王" * 101):
        konter.run("pelanggan", "tambah", "--", name, code=2)
        konter.run("pelanggan", "ubah", "budi", f"--nama={name}", code=2)
    konter.run("pelanggan", "tambah", "", code=2)
    assert files(konter) == before


def test_a_name_may_be_typed_as_several_words(konter):
    konter.run("pelanggan", "tambah", "Budi", "Santoso", "Warung", "--nomor", "081234567890")
    assert konter.rows("pelanggan")[0]["nama"] == "Budi Santoso Warung"


# What repeats the word that was typed.
LINES = [
    ("pelanggan lihat {}", 1),
    ("pelanggan satukan budi {}", 1),
    ("pelanggan ubah {}", 2),
    ("pelanggan ubah budi --gajian {}", 2),
    ("pelanggan ubah budi --tempo {}", 2),
    ("pelanggan ubah budi --batas {}", 2),
    ("pelanggan ubah budi --nomor {}", 1),
    ("jual {} 10", 1),
    ("jual 081234567890 10 -k {}", 1),
    ("jual 081234567890 10 {}", 2),
    ("jual 081234567890 10 -k budi --tempo {}", 2),
    ("titipan terima {} 5rb", 1),
    ("titipan terima budi {}", 2),
    ("transaksi gagal {}", 1),
]


def test_nothing_typed_reaches_the_screen_raw(konter):
    add(konter, "Budi")
    typed = "x\x1b[31m\x07y\x9b2J\u202ez\u2028"
    for line, code in LINES:
        said = konter.run(*(word.format(typed) for word in line.split()), code=code)
        assert not unprintable(said.out + said.err), line


def test_escapes_in_a_file_that_was_changed_by_hand_never_reach_the_screen(konter):
    write_people(
        konter,
        [
            {
                "id": "A-261120-P001",
                "waktu": "2026-11-20T09:00:00+07:00",
                "jenis": "tambah",
                "nama": "Siti",
            },
            {
                "id": "A-261120-P002",
                "waktu": "2026-11-20T09:00:00+07:00",
                "jenis": "tambah",
                "nama": "B\x1b[31mudi\x07",
            },
        ],
    )
    said = konter.run("pelanggan", "list", code=3)
    assert "pelanggan/2026-11.A.csv:3:" in said.err and "Siti" in said.out
    assert not unprintable(said.out + said.err)


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
    ("wati", 5),
    ("WATI", 5),
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


def test_at_a_terminal_one_of_several_can_be_chosen(known):
    for answer, id in (("", "A-261121-P001"), ("2", "A-261121-P002")):
        code, screen = talk(known, [answer], "pelanggan", "lihat", "budi")
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
    assert code == 1 and "A-261121-P003" not in screen
    for words in (
        ("pelanggan", "lihat", "budi"),
        ("pelanggan", "ubah", "budi", "--kode", "x"),
        ("pelanggan", "satukan", "budi", "wati"),
        ("pelanggan", "lihat", "sity"),
    ):
        assert talk(known, [None], *words)[0] == 130
    assert files(known) == before


def test_a_second_customer_of_one_name_has_to_be_told_apart(konter):
    add(konter, "Budi")
    before = files(konter)
    for name in ("Budi", "budi", "BUDI"):
        assert "A-261121-P001" in konter.run("pelanggan", "tambah", name, code=1).err
    assert files(konter) == before
    add(konter, "Budi", "081234567890")
    add(konter, "Budi", kode="b3")
    assert [each["nama"] for each in people(konter)] == ["Budi"] * 3
    said = konter.run("pelanggan", "lihat", "budi", code=1).err
    assert "A-261121-P001" in said and NUMBER in said and "b3" in said
    assert person(konter, "b3")["id"] == "A-261121-P003"
    assert person(konter, "A-261121-P001")["nomor"] == ""


def test_at_a_terminal_a_namesake_is_asked_about(konter):
    add(konter, "Budi", "081234567890")
    words = ("pelanggan", "tambah", "budi", "--nomor", "085711112222")
    before = files(konter)
    assert talk(konter, ["t"], *words)[0] == 1
    assert talk(konter, [None], *words)[0] == 130
    assert files(konter) == before
    code, screen = talk(konter, [""], *words)
    assert code == 0 and len(people(konter)) == 2 and NUMBER in screen


def test_a_new_name_is_found_and_so_is_the_old_one(konter):
    id = add(konter, "Budi Santoso")
    konter.run("pelanggan", "ubah", "budi", "--nama", "Mas Yanto")
    for typed in ("yanto", "mas yanto", "budi", "santoso"):
        found = person(konter, typed)
        assert (found["id"], found["nama"]) == (id, "Mas Yanto")
    assert "Budi Santoso" in konter.run("pelanggan", "lihat", "yanto").out


# What is known of a customer


def test_terms_limit_and_payday_are_kept(konter):
    konter.run(
        "pelanggan",
        "tambah",
        "Budi",
        "--tempo",
        "2 MINGGU",
        "--batas",
        "100rb",
        "--gajian",
        "tgl 25",
        "--kasir",
        "Ani",
        "--catatan",
        "tetangga",
    )
    (row,) = konter.rows("pelanggan")
    assert [row[name] for name in ("tempo", "batas", "gajian", "kasir", "catatan")] == [
        "2 minggu",
        "100000",
        "25",
        "Ani",
        "tetangga",
    ]
    found = person(konter, "budi")
    assert (found["tempo"], found["batas"], found["gajian"]) == ("2 minggu", 100000, 25)
    konter.run("pelanggan", "ubah", "budi", "--gajian", "akhir bulan")
    found = person(konter, "budi")  # what is not named stays
    assert (found["tempo"], found["batas"], found["gajian"]) == ("2 minggu", 100000, 31)


def test_a_minus_clears(konter):
    add(konter, "Budi", "081234567890", kode="bs", tempo="gajian", batas="50rb", gajian="25")
    konter.run("pelanggan", "ubah", "bs", "--kode=-", "--tempo=-", "--batas=-", "--gajian", "-")
    found = person(konter, "budi")
    assert (found["kode"], found["tempo"], found["batas"], found["gajian"], found["nomor"]) == (
        "",
        "",
        None,
        None,
        NUMBER,
    )
    konter.run("pelanggan", "lihat", "bs", code=1)
    before = files(konter)
    konter.run("pelanggan", "ubah", "budi", "--nama", "-", code=2)
    konter.run("pelanggan", "ubah", "budi", code=2)
    assert files(konter) == before


WRONG = [
    ("--gajian", "0"),
    ("--gajian", "32"),
    ("--gajian", "besok"),
    ("--gajian", "2026-11-25"),
    ("--gajian", "٢٥"),
    ("--gajian", "-1"),
    ("--tempo", "28/11"),
    ("--tempo", "2026-11-28"),
    ("--tempo", "kapan-kapan"),
    ("--tempo", "7"),
    ("--tempo", "tanggal 32"),
    ("--tempo", "9999 hari"),
    ("--batas", "banyak"),
    ("--batas", "-5"),
    ("--batas", "12,000"),
    ("--batas", "1.000.000.000"),
    ("--kode", "x" * 201),
]


def test_a_wrong_payday_term_or_limit_is_refused(konter):
    add(konter, "Budi")
    before = files(konter)
    for option, value in WRONG:
        konter.run("pelanggan", "ubah", "budi", f"{option}={value}", code=2)
        konter.run("pelanggan", "tambah", "Siti", f"{option}={value}", code=2)
    assert files(konter) == before


def test_a_limit_of_five_is_doubted(konter):
    add(konter, "Budi")
    for words in (("tambah", "Siti"), ("ubah", "budi")):
        konter.run("pelanggan", *words, "--batas", "5", code=2)
        assert talk(konter, [""], "pelanggan", *words, "--batas", "5")[0] == 0
    assert [each["batas"] for each in people(konter)] == [5000, 5000]


# Two records, one person


@pytest.fixture
def double(konter: Konter) -> Konter:
    """Budi (P001) owes Rp19.000 and Yanto (P002) has paid Rp15.000 in advance."""
    konter.lift_policy()
    add(konter, "Budi", "081234567890", kode="bs", gajian="25")
    add(konter, "Mas Yanto", "085711112222", tempo="2 minggu")
    konter.run("jual", "081234567890", "10", "-k")
    konter.run("jual", "081234567890", "5", "-k")
    konter.run("titipan", "terima", "yanto", "15rb")
    return konter


@pytest.mark.parametrize("kept, gone", [("budi", "yanto"), ("yanto", "budi")])
def test_united_records_have_the_numbers_debts_and_balance_of_both(double, kept, gone):
    before = double.rows("pelanggan")
    said = double.run("pelanggan", "satukan", kept, gone)
    assert "Rp4.000" in said.out
    *same, row = double.rows("pelanggan")
    ids = {"budi": "A-261121-P001", "yanto": "A-261121-P002"}
    assert same == before
    assert (row["jenis"], row["ref"], row["dari"]) == ("satukan", ids[kept], ids[gone])
    (found,) = people(double)
    assert found["id"] == ids[kept] and set(found["nomor"].split()) == {NUMBER, OTHER}
    assert (found["kode"], found["gajian"], found["tempo"]) == ("bs", 25, "2 minggu")
    assert (found["kasbon"], found["titipan"]) == (4000, 0)
    for typed in ("budi", "yanto", "bs", "081234567890", "085711112222", *ids.values()):
        assert person(double, typed)["id"] == ids[kept]
    double.run("jual", "085711112222", "I10", "-k")
    assert double.rows()[-1]["pelanggan"] == ids[kept]
    assert money(double, gone) == (17000, 0)
    assert "Mas Yanto" in double.run("pelanggan", "lihat", "budi").out


def test_what_was_united_can_be_taken_apart_again(double):
    apart = people(double)
    id = double.run("pelanggan", "satukan", "budi", "yanto").id
    double.run("batal", id, "--alasan", "orang lain")
    assert people(double) == apart
    assert money(double, "budi") == (19000, 0) and money(double, "yanto") == (0, 15000)
    double.run("batal", id, "--alasan", "lagi", code=1)
    double.run("pelanggan", "satukan", "yanto", "budi")
    assert len(people(double)) == 1


def test_chains_of_records_are_one_person(konter):
    ids = [
        add(konter, name, f"08123456789{place}")
        for place, name in enumerate(("Satu", "Dua", "Tiga", "Empat"))
    ]
    for place in range(4):
        konter.run("jual", f"08123456789{place}", "10", "-k")
    konter.run("pelanggan", "satukan", "dua", "satu")
    konter.run("pelanggan", "satukan", "tiga", "dua")
    last = konter.run("pelanggan", "satukan", "empat", "tiga").id
    assert [(each["id"], each["kasbon"]) for each in people(konter)] == [(ids[3], 48000)]
    for id in ids:
        assert person(konter, id)["id"] == ids[3]
    konter.run("batal", last, "--alasan", "x")
    assert [(each["id"], each["kasbon"]) for each in people(konter)] == [
        (ids[3], 12000),
        (ids[2], 36000),
    ]


def test_a_record_is_not_united_with_itself(double):
    before = files(double)
    double.run("pelanggan", "satukan", "budi", "bs", code=1)
    assert files(double) == before
    double.run("pelanggan", "satukan", "budi", "yanto")
    before = files(double)
    double.run("pelanggan", "satukan", "yanto", "budi", code=1)
    assert files(double) == before


def test_at_a_terminal_uniting_is_asked_about(double):
    before = files(double)
    assert talk(double, ["t"], "pelanggan", "satukan", "budi", "yanto")[0] == 1
    assert talk(double, [None], "pelanggan", "satukan", "budi", "yanto")[0] == 130
    assert files(double) == before
    code, screen = talk(double, [""], "pelanggan", "satukan", "budi", "yanto")
    assert code == 0 and "Budi" in screen and "Mas Yanto" in screen
    assert len(people(double)) == 1


def test_two_counters_that_unite_in_opposite_directions_make_one_person(two):
    a, b = two
    add(a, "Budi", "081234567890")
    add(b, "Yanto", "085711112222")
    share(a, b)
    a.run("jual", "081234567890", "10", "-k")
    b.run("jual", "085711112222", "I10", "-k")
    a.now = b.now = "2026-11-21T11:00:00+07:00"
    one = a.run("pelanggan", "satukan", "budi", "yanto").id
    other = b.run("pelanggan", "satukan", "yanto", "budi").id
    share(a, b)
    assert people(a) == people(b) and len(people(a)) == 1
    assert people(a)[0]["kasbon"] == 25000
    a.run("batal", one, "--alasan", "x")
    assert len(people(a)) == 1  # the other one still unites them
    a.run("batal", other, "--alasan", "x")
    share(a, b)
    for konter in two:
        assert sorted((each["nama"], each["kasbon"]) for each in people(konter)) == [
            ("Budi", 12000),
            ("Yanto", 13000),
        ]


def test_a_circle_of_three_records_is_one_person(make_konter):
    shops = [make_konter(code, "--konter", code) for code in "ABC"]
    for place, shop in enumerate(shops):
        add(shop, f"Budi {'xyz'[place]}", f"08123456789{place}")
        shop.run("jual", f"08123456789{place}", "10", "-k")
        shop.now = "2026-11-21T11:00:00+07:00"
    share(*shops)
    for place, shop in enumerate(shops):
        shop.run("pelanggan", "satukan", f"budi {'xyz'[place]}", f"budi {'yzx'[place]}")
    share(*shops)
    found = [people(shop) for shop in shops]
    assert found[0] == found[1] == found[2]
    assert [each["kasbon"] for each in found[0]] == [36000]
    assert len(found[0][0]["nomor"].split()) == 3


@pytest.mark.parametrize("words", [("depan", "belakang"), ("belakang", "depan")])
def test_records_are_united_also_where_the_other_counters_clock_is_ahead(two, words):
    a, b = two
    add(a, "Budi depan", "081234567890")
    b.now = "2026-11-21T10:15:00+07:00"  # ten minutes ahead
    add(b, "Budi belakang", "085711112222")
    share(a, b)
    a.run("pelanggan", "satukan", *words)
    assert len(people(a)) == 1


def test_a_sale_to_a_record_united_elsewhere_counts_for_the_person(two):
    a, b = two
    add(a, "Budi", "081234567890")
    add(a, "Yanto", "085711112222")
    share(a, b)
    a.run("pelanggan", "satukan", "budi", "yanto")
    b.run("jual", "085711112222", "I10", "-k")
    b.run("titipan", "terima", "budi", "5rb")
    share(a, b)
    for konter in two:
        assert [(each["kasbon"], each["titipan"]) for each in people(konter)] == [(8000, 0)]


def test_what_is_corrected_after_records_were_united_counts_at_once(konter):
    for place, words in enumerate(
        (
            "transaksi gagal {}",
            "transaksi gagal {} --kembali tunai",
            "batal {} --alasan x",
            "transaksi salah-nomor {} --ke 081399998888 --rugi toko --kembali titipan",
            "transaksi pindah {} tono",
        )
    ):
        if not place:
            add(konter, "Tono")
        kept = add(konter, f"Nama baru{place}")
        gone = add(konter, f"Nama lama{place}", f"0812-0000-000{place}")
        konter.run("jual", f"0812-0000-000{place}", "10", "-k", "--dibayar", "5rb")
        sold = konter.rows()[-1]["id"]
        konter.run("pelanggan", "satukan", kept, gone)
        assert money(konter, kept) == (7000, 0)
        konter.run(*words.format(sold).split())
        prepaid = 5000 if "titipan" in words or words == "transaksi gagal {}" else 0
        assert money(konter, kept) == (0, prepaid), words
        before = people(konter)
        for path in konter.device.glob("index.db*"):
            path.unlink()
        assert people(konter) == before


# Taken back


def test_a_customer_registered_by_mistake_is_taken_back(konter):
    add(konter, "Budi", "081234567890", kode="bs")
    konter.run("pelanggan", "ubah", "budi", "--gajian", "25")
    konter.run("batal", "P1", "--alasan", "salah ketik")
    row = konter.rows("pelanggan")[-1]
    assert (row["jenis"], row["ref"], row["alasan"]) == ("batal", "A-261121-P001", "salah ketik")
    assert people(konter) == []
    for typed in ("budi", "bs", "081234567890", "A-261121-P001"):
        konter.run("pelanggan", "lihat", typed, code=1)
    konter.run("batal", "P1", "--alasan", "lagi", code=1)
    konter.run("batal", "P3", "--alasan", "pembatalannya", code=1)
    konter.run("batal", "P1", code=2)
    assert len(konter.rows("pelanggan")) == 3
    assert add(konter, "Budi", "081234567890", kode="bs") == "A-261121-P004"
    konter.run("jual", "081234567890", "10")
    assert konter.rows()[0]["pelanggan"] == "A-261121-P004"


def test_a_change_that_was_a_mistake_is_taken_back(konter):
    add(konter, "Budi", "081234567890")
    konter.run(
        "pelanggan", "ubah", "budi", "--nama", "Bodi", "--lepas", "081234567890", "--batas", "5rb"
    )
    konter.run("pelanggan", "ubah", "bodi", "--gajian", "25")
    konter.run("batal", "P2", "--alasan", "keliru")
    found = person(konter, "budi")
    assert (found["nama"], found["nomor"], found["batas"], found["gajian"]) == (
        "Budi",
        NUMBER,
        None,
        25,
    )
    konter.run("pelanggan", "lihat", "bodi", code=1)


@pytest.mark.parametrize(
    "words",
    [("jual", "budi", "10"), ("jual", "budi", "10", "-k"), ("titipan", "terima", "budi", "10rb")],
)
def test_a_customer_with_sales_or_money_is_not_taken_back(konter, words):
    add(konter, "Budi", "081234567890")
    konter.run(*words)
    before = files(konter)
    konter.run("batal", "P1", "--alasan", "x", code=1)
    assert files(konter) == before


def test_a_united_customer_is_not_taken_back(double):
    double.run("pelanggan", "satukan", "budi", "yanto")
    before = files(double)
    for id in ("P1", "P2"):
        double.run("batal", id, "--alasan", "x", code=1)
    assert files(double) == before


def test_a_customer_taken_back_at_one_counter_and_sold_to_at_another_is_not_lost(two):
    a, b = two
    add(a, "Budi", "081234567890")
    share(a, b)
    a.run("batal", "P1", "--alasan", "salah")
    b.run("jual", "budi", "10", "-k")
    share(a, b)
    for konter in two:
        assert [(each["nama"], each["kasbon"]) for each in people(konter)] == [("Budi", 12000)]
    a.run("titipan", "terima", "A-261121-P001", "12rb")


def test_at_a_terminal_the_reason_is_asked_for(konter):
    add(konter, "Budi")
    before = files(konter)
    assert talk(konter, [""], "batal", "P1")[0] == 2
    assert talk(konter, [None], "batal", "P1")[0] == 130
    assert files(konter) == before
    assert talk(konter, ["salah"], "batal", "P1")[0] == 0
    assert people(konter) == []


# What is shown


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


def test_an_empty_shop_has_no_customers(konter):
    assert people(konter) == []
    assert "pulsa pelanggan tambah" in konter.run("pelanggan", "list").out


def test_a_template_registers_nobody(konter):
    konter.edit("ledger/toko.yaml", 'nama: "Berkah Cell"', 'nama: ""')
    konter.run("pelanggan", "tambah", "Budi", code=1)
    assert not konter.rows("pelanggan")


@pytest.fixture
def crowd(konter: Konter) -> Konter:
    """A shop with 10,000 customers whose names are 60 columns wide."""
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
            for place in range(10_000)
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
    assert sum("Pelanggan" in line for line in lines) == 10_000
    numbers = [line for line in lines if "0812-1" in line]
    assert len(numbers) == 10_000
    assert len({wcswidth(line.partition("0812-1")[0]) for line in numbers}) == 1
    assert any("10000" in line.replace(".", "") for line in lines[-5:])
    assert person(crowd, "pelanggan04711")["nomor"] == "0812-1471-1723"
    assert person(crowd, "0812-1471-1723")["nama"].startswith("Pelanggan04711")
    assert len(crowd.run("pelanggan", "lihat", "pelanggan", code=1).err) < 1000
    assert len(people(crowd, "--cari", "pelanggan0471")) == 10


# Completion


def complete(konter: Konter, monkeypatch, *words: str) -> set[str]:
    """What the shell would be offered for the last word."""
    monkeypatch.setenv("_PULSA_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    said = konter.spawn().stdout.split("\n")
    return set(said[1::3]) - {""}


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

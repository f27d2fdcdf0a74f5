"""Customers registered and changed: whose a number or a short name is, what can be a name, and the
terms that are kept with it."""

import csv
import unicodedata

import pytest

from helpers.customers import LONG, NUMBER, OTHER, add, people, person, share, write_people
from helpers.konter import files
from helpers.terminal import talk

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
FAMILY = "\U0001f469\u200d\U0001f467"  # one emoji, joined out of two
# what is typed, what is stored
NAMES = [
    (LONG, LONG),
    ("B" * 60, "B" * 60),
    ("x" * 100, "X" + "x" * 99),
    ("bu yem", "Bu Yem"),
    ("ma'ruf bin al-amin", "Ma'ruf Bin Al-Amin"),
    ("王" * 100, "王" * 100),
    ("\U0001f338 Rani " + FAMILY, "\U0001f338 Rani " + FAMILY),
    ("\U0001f33a", "\U0001f33a"),
    ("王小明", "王小明"),
    ("R\u00e9mi K\u00f6hler", "R\u00e9mi K\u00f6hler"),
    ("مريم", "مريم"),
    ("S\u0323\u0301iti", "S\u0323\u0301iti"),
    ("שלום", "שלום"),
    ("\u00a0=HYPERLINK(1)", "HYPERLINK(1)"),  # a spreadsheet would run it
    ("+62 Budi", "62 Budi"),
    ("@sinta", "Sinta"),
    ("O\"Brien, Jr. 'x'; y", "O\"Brien, Jr. 'x'; y"),
    ("Budi\nSantoso", "Budi Santoso"),
    ("Budi\r\n\tSantoso\u2028Jaya", "Budi Santoso Jaya"),
    ("Rudi\udcff", "Rudi?"),
    ("  Joni   S.  ", "Joni S."),
    ("3 Saudara", "3 Saudara"),
]


def unprintable(text: str) -> list[str]:
    """Control characters, direction marks and the like; line ends and joined emoji are fine."""
    return [
        char
        for char in text
        if char not in "\n\u200d" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


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


def test_a_short_name_is_nobody_elses_name_number_or_id(konter):
    add(konter, "Ma'ruf", "081234567890")
    add(konter, "Budi Warung")
    add(konter, "Siti")
    before = files(konter)
    for code, said in (
        ("maruf", "Ma'ruf 0812-3456-7890"),
        ("Ma’ruf", "Ma'ruf 0812-3456-7890"),
        ("budi", "Budi Warung A-261121-P002"),
        ("WARUNG", "Budi Warung"),
        ("budi warung", "Budi Warung"),
        ("081234567890", "081234567890"),
        ("0812-3456-7890", "0812-3456-7890"),
        ("085700001111", "nomor"),
        ("14112345678", "nomor"),
        ("P1", "P1"),
        ("a-261121-p001", "id"),
        ("j6", "id"),
        ("17", "nomor"),
        ("tf", "cara bayar"),
        ("Tunai", "cara bayar"),
        ("lunas", "cara bayar"),
        ("titipan", "cara bayar"),
        ("s10", "produk"),
        ("10rb", "produk"),
        ("lagi", "jual lagi"),
        ("-k", "pilihan"),
        ("–lagi", "pilihan"),
        ("@bs", "rumus"),
        ("...", "tanda baca"),
    ):
        for words in (("tambah", "Tono", "--kode", code), ("ubah", "siti", "--kode", code)):
            assert said in konter.run("pelanggan", *words, code=1).err, words
    assert files(konter) == before
    konter.run("pelanggan", "ubah", "siti", "--kode", "siti")  # one's own name takes nobody's place


def test_a_name_or_number_that_comes_later_is_no_ones_short_name(konter):
    recorded = {"waktu": "2026-11-20T09:00:00+07:00", "jenis": "tambah"}
    codes = {"Tono": "nur", "Budi": "081399998888"}
    write_people(
        konter,
        [
            {**recorded, "id": f"A-261120-P00{place}", "nama": name, "kode": code}
            for place, (name, code) in enumerate(codes.items(), 1)
        ],
    )
    add(konter, "Siti")
    before = files(konter)
    book = konter.root / "buku.csv"
    book.write_text("nama,jumlah,tanggal,nomor\nWati,5000,3/10/2026,081399998888\n", "utf-8")
    for words in (
        ("pelanggan", "tambah", "Ani", "--nomor", "081399998888"),
        ("pelanggan", "ubah", "siti", "--nomor", "081399998888"),
        ("hutang", "impor", book, "-y"),
    ):
        said = konter.run(*words, code=3 if "impor" in words else 1).err
        assert "Budi (081399998888)" in said
    for words in (("tambah", "nur", "--nomor", "085711112222"), ("ubah", "siti", "--nama", "NUR")):
        assert "Tono (nur)" in konter.run("pelanggan", *words, code=1).err
    words = ("jual", "081399998888", "X10", "--tetap", "x", "-k", "ani")
    code, screen = talk(konter, ["", ""], *words)
    assert code == 1 and "Budi (081399998888)" in screen
    assert files(konter) == before


def test_what_became_ambiguous_at_two_counters_is_never_settled_unseen(two):
    a, b = two
    a.lift_policy()
    add(a, "Budi", kode="nur")
    add(b, "Nur")
    share(a, b)
    for konter in two:
        before = files(konter)
        said = konter.run("jual", "081234567890", "10", "-k", "nur", code=1).err
        assert "Budi (nur) A-261121-P001" in said and "Nur B-261121-P001" in said
        assert files(konter) == before
    code, _ = talk(a, ["2", ""], "jual", "081234567890", "10", "-k", "nur")
    assert code == 0 and a.rows()[-1]["pelanggan"] == "B-261121-P001"
    # Nobody else gets the short name along with a record.
    add(a, "Tono")
    assert "Nur" in a.run("pelanggan", "satukan", "tono", "A-261121-P001", "-y", code=1).err


@pytest.mark.parametrize("first", ["A", "B"])
def test_of_two_counters_the_first_to_register_a_number_has_it_but_no_debt_unasked(two, first):
    early = two["AB".index(first)]
    for konter, name in zip(two, ("Budi depan", "Budi belakang")):
        konter.now = f"2026-11-21T{'09' if konter is early else '10'}:00:00+07:00"
        add(konter, name, "081234567890")
    for konter in two:
        konter.now = "2026-11-21T11:00:00+07:00"
    share(*two)
    for konter in two:
        assert len(people(konter)) == 2  # nobody is lost
        konter.run("jual", "081234567890", "10")
        assert konter.rows()[-1]["pelanggan"] == f"{first}-261121-P001"
        before = files(konter)
        for words in (
            ("jual", "081234567890", "5", "-k"),
            ("jual", "081234567890", "5", "-k", "081234567890"),
            ("hutang", "tambah", "081234567890", "20rb"),
            ("pesanan", "tambah", "081234567890", "10", "--untuk", "besok"),
            ("pelanggan", "lihat", "081234567890"),
        ):
            said = konter.run(*words, code=1).err
            assert "Budi depan" in said and "Budi belakang" in said
        assert files(konter) == before
        code, screen = talk(konter, ["1", ""], "jual", "081234567890", "5", "-k")
        assert code == 0 and "1. Budi depan" in screen
        assert konter.rows()[-1]["pelanggan"] == "A-261121-P001"


@pytest.mark.parametrize("first", ["A", "B"])
def test_a_short_name_that_two_counters_gave_is_a_choice(two, first):
    early = two["AB".index(first)]
    for konter, name in zip(two, ("Budi depan", "Bambang belakang")):
        konter.now = f"2026-11-21T{'09' if konter is early else '10'}:00:00+07:00"
        add(konter, name, kode="bs")
    share(*two)
    for konter in two:
        before = files(konter)
        for words in (
            ("hutang", "tambah", "bs", "20rb"),
            ("jual", "081234567890", "10", "-k", "BS"),
        ):
            said = konter.run(*words, code=1).err
            assert "Budi depan" in said and "Bambang belakang" in said
        assert files(konter) == before
        code, _ = talk(konter, ["", "2", ""], "hutang", "tambah", "bs", "20rb")
        assert code == 0 and konter.rows("hutang")[-1]["pelanggan"] == "B-261121-P001"


def test_a_number_added_later_does_not_take_it_from_who_had_it_first(two):
    a, b = two
    add(a, "Wati")
    b.now = "2026-11-22T09:00:00+07:00"
    add(b, "Tono", "081234567890")
    a.now = "2026-11-23T09:00:00+07:00"
    a.run("pelanggan", "ubah", "wati", "--nomor", "081234567890")
    share(a, b)
    for konter in two:
        konter.run("jual", "081234567890", "10")
        buyer = konter.rows()[-1]["pelanggan"]
        assert person(konter, buyer)["nama"] == "Tono"


def test_when_the_first_record_is_void_the_number_is_the_seconds(two):
    a, b = two
    add(a, "Budi", "081234567890")
    b.now = "2026-11-21T11:00:00+07:00"
    add(b, "Bambang", "081234567890")
    share(a, b)
    b.run("pelanggan", "lihat", "081234567890", code=1)  # which of the two?
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
    for name in (
        " ",
        "-",
        "\x00\x1b",
        "12 34",
        "081234567890",
        "x" * 101,
        "王" * 101,
        "'",
        "…",
        "12 - 34",
    ):
        konter.run("pelanggan", "tambah", "--", name, code=2)
        konter.run("pelanggan", "ubah", "budi", f"--nama={name}", code=2)
    konter.run("pelanggan", "tambah", "", code=2)
    assert "Budi" in konter.run("pelanggan", "tambah", "-nomor Budi", code=2).err
    for name in ("– Budi", "–nomor Budi", "—"):
        assert "Budi" in konter.run("pelanggan", "tambah", name, code=2).err or name == "—"
        konter.run("pelanggan", "tambah", "--", name, code=2)
        konter.run("pelanggan", "ubah", "budi", f"--nama={name}", code=2)
    assert files(konter) == before


NUMBERED = [
    (("Ujang", "081399998888"), "Ujang"),
    (("Ujang", "0813", "9999", "8888"), "Ujang"),
    (("ujang (0813-9999-8888)",), "Ujang"),
    (("+62 813-9999-8888", "Bu", "Ujang"), "Bu Ujang"),
]


@pytest.mark.parametrize("typed, name", NUMBERED)
def test_a_number_in_a_name_is_taken_for_the_number(konter, typed, name):
    before = files(konter)
    for words in (typed, (*typed, "-y")):
        said = konter.run("pelanggan", "tambah", *words, code=2).err
        quoted = f'"{name}"' if " " in name else name
        assert f"pulsa pelanggan tambah {quoted} --nomor 0813-9999-8888" in " ".join(said.split())
    assert talk(konter, ["t"], "pelanggan", "tambah", *typed)[0] == 1
    assert files(konter) == before
    code, screen = talk(konter, [""], "pelanggan", "tambah", *typed)
    assert code == 0 and f"0813-9999-8888 itu nomornya {name}?" in screen
    (row,) = konter.rows("pelanggan")
    assert (row["nama"], row["nomor"]) == (name, "0813-9999-8888")


def test_a_number_in_a_name_is_noticed_wherever_a_name_is_given(konter):
    konter.lift_policy()
    add(konter, "Budi")
    before = files(konter)
    konter.run("pelanggan", "ubah", "budi", "--nama", "Budi 081399998888", code=2)
    konter.run("pelanggan", "tambah", "Ujang", "08139999", code=1)  # digits are missing
    (konter.root / "buku.csv").write_text(
        "nama,jumlah,tanggal\nUjang 081399998888,5000,3/10/2026\n", "utf-8"
    )
    assert "--nomor" in konter.run("hutang", "impor", konter.root / "buku.csv", code=3).err
    assert files(konter) == before
    words = ("jual", "joko", "085700001111", "10", "-k")
    konter.run(*words, code=2)
    code, screen = talk(konter, [""], *words)  # read back, and agreed to
    assert code == 0 and "Joko · 0857-0000-1111" in screen
    assert konter.rows()[-1]["pelanggan"] == konter.rows("pelanggan")[-1]["id"]
    words = ("hutang", "tambah", "ujang", "0813", "9999", "8888", "20rb")
    assert talk(konter, ["", "", ""], *words)[0] == 0
    assert konter.rows("pelanggan")[-1]["nomor"] == "0813-9999-8888"


def test_digits_that_are_no_number_stay_in_the_name(konter):
    for name in ("RT 05 RW 012", "Angkatan 1998-2003", "Blok M Nomor 12"):
        add(konter, name)
    assert len(people(konter)) == 3


@pytest.mark.parametrize("dash", "–—−", ids=("en", "em", "minus"))
def test_an_option_behind_a_phones_long_dash_is_named_as_such(konter, dash):
    add(konter, "Budi", "081234567890")
    before = files(konter)
    for words, meant in (
        (("pelanggan", "tambah", "Siti", f"{dash}nomor", "081399998888"), "--nomor"),
        (("pelanggan", "tambah", "Siti", f"{dash}nomer=081399998888"), "--nomor=081399998888"),
        (("pelanggan", "tambah", "Siti", "--kode", f"{dash}nomor", "081399998888"), "--nomor"),
        (("pelanggan", "tambah", "Siti", dash, "Warung"), "--"),
        (("jual", "081234567890", "10", f"{dash}k"), "-k"),
        (("jual", "081234567890", "10", "-k", f"{dash}tempo", "7 hari"), "--tempo"),
        (("hutang", f"{dash}overdue"), "--overdue"),
        (("hutang", "list", f"{dash}overdue"), "--overdue"),
        ((f"{dash}versi",), "--versi"),
        (("jual", f"{dash}help"), "--help"),
    ):
        said = konter.run(*words, code=2).err
        assert f"{dash}" in said and f"tanda minus: {meant}\n" in said, words
    said = konter.run("jual", stdin=f"081234567890 10 {dash}k\n081234567890 10\n", code=1).err
    assert "baris 1: " in said and "tanda minus: -k" in said and "1 penjualan" in said
    assert {row["cara"] for row in konter.rows()} == {"tunai"}
    konter.run("jual", "081234567890", "5", "--catatan", f"{dash} untuk ibu")  # is a note
    assert konter.rows()[-1]["catatan"] == f"{dash} untuk ibu"
    before = {name: data for name, data in before.items() if "pelanggan" in str(name)}
    assert before.items() <= files(konter).items()


def test_a_name_may_be_typed_as_several_words(konter):
    konter.run("pelanggan", "tambah", "Budi", "Santoso", "Warung", "--nomor", "081234567890")
    assert konter.rows("pelanggan")[0]["nama"] == "Budi Santoso Warung"


def test_a_template_registers_nobody(konter):
    konter.edit("ledger/toko.yaml", 'nama: "Berkah Cell"', 'nama: ""')
    konter.run("pelanggan", "tambah", "Budi", code=1)
    assert not konter.rows("pelanggan")


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


# Namesakes


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
    assert talk(konter, [""], *words)[0] == 1 and files(konter) == before
    code, screen = talk(konter, ["y"], *words)
    assert code == 0 and len(people(konter)) == 2 and NUMBER in screen


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

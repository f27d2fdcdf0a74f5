"""`pulsa hutang impor`: the old paper book, typed into a table."""

import pytest

from helpers.customers import add, money, people, person
from helpers.debts import last, listed
from helpers.konter import files
from helpers.paper import HEADER, imported, rejected, take_in, write
from helpers.screen import rupiah, widest
from helpers.terminal import talk

BOOK = (
    HEADER
    + """Budi,20.000,2026-11-01,081234567890,,casing HP
Bu Siti,15rb,20/10/2026,,2026-12-01,
Budi,Rp500,20/11/2026,,,
"""
)


def test_every_line_becomes_a_debt_of_its_day(konter):
    said = take_in(konter, BOOK)
    assert rupiah(said)[0] == 35500 and "3 hutang" in said and "2 pelanggan (2 baru)" in said
    assert "A-261121-H001 sampai A-261121-H003" in said
    assert [
        [row[name] for name in ("id", "jenis", "waktu", "pelanggan", "jumlah", "tempo", "catatan")]
        for row in konter.rows("hutang")
    ] == [
        [
            "A-261121-H001",
            "tambah",
            "2026-11-01T00:00:00+07:00",
            "A-261121-P001",
            "20000",
            "2026-11-08",
            "casing HP",
        ],
        [
            "A-261121-H002",
            "tambah",
            "2026-10-20T00:00:00+07:00",
            "A-261121-P002",
            "15000",
            "2026-12-01",
            "buku lama",
        ],
        [
            "A-261121-H003",
            "tambah",
            "2026-11-20T00:00:00+07:00",
            "A-261121-P001",
            "500",
            "2026-11-27",
            "buku lama",
        ],
    ]
    assert [(each["nama"], each["nomor"], each["kasbon"]) for each in people(konter)] == [
        ("Bu Siti", "", 15000),
        ("Budi", "0812-3456-7890", 20500),
    ]
    assert [(each["tempo"], each["telat_hari"]) for each in listed(konter)] == [
        ("2026-11-08", 13),
        ("2026-11-27", 0),
        ("2026-12-01", 0),
    ]


def test_a_trial_shows_all_and_writes_nothing(konter):
    path = write(konter, BOOK)
    before = files(konter)
    said = konter.run("hutang", "impor", path, "--coba").out
    assert "Budi (baru)" in said and "20.000" in said and "2026-11-08" in said
    assert "3 hutang, Rp35.500, 2 pelanggan (2 baru)" in said and "Belum ada yang dicatat" in said
    assert files(konter) == before and people(konter) == []


def test_16_the_same_file_twice_adds_nothing(konter):
    take_in(konter, BOOK)
    before = files(konter)
    assert "3 sudah ada, dilewati" in take_in(konter, BOOK)
    assert "Tidak ada yang baru" in take_in(konter, BOOK, "--coba")
    assert files(konter) == before
    konter.run("hutang", "bayar", "budi", "lunas")  # what was paid was there as well
    konter.run("hutang", "ikhlaskan", "siti", "--alasan", "x")
    before = files(konter)
    assert "3 sudah ada" in take_in(konter, BOOK) and files(konter) == before


def test_of_one_line_one_id_is_named(konter):
    assert "Tercatat A-261121-H001: " in take_in(konter, HEADER + "Budi,20.000,2026-11-01,,,\n")


def test_a_line_that_came_late_is_added_once(konter):
    take_in(konter, BOOK)
    more = BOOK.replace("Bu Siti", "Budi,7rb,2026-10-01,,,pulsa\nBu Siti")
    for _ in range(2):
        said = take_in(konter, more)
    assert "4 sudah ada" in said and len(konter.rows("hutang")) == 4
    assert last(konter, "waktu", "jumlah", "pelanggan") == (
        "2026-10-01T00:00:00+07:00",
        "7000",
        "A-261121-P001",
    )


def test_two_equal_lines_in_one_file_both_count(konter):
    twice = HEADER + "Budi,5rb,2026-11-01,,,pulsa\n" * 2
    take_in(konter, twice)
    assert [each["sisa"] for each in listed(konter)] == [5000, 5000] and len(people(konter)) == 1
    assert "2 sudah ada" in take_in(konter, twice)
    assert "2 sudah ada" in take_in(konter, twice + "Budi,5rb,2026-11-01,,,pulsa\n")
    assert money(konter, "budi") == (15000, 0)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffnama;jumlah;tanggal;nomor;tempo;catatan\r\nBudi;20.000;1/11/2026;81234567890;;casing\r\n"
        "Bu Siti;Rp 15.000,00;20/10/2026;+62 813-1111-2222;;\r\n;;;;;\r\n",
        '# buku lama\n\n"nama", "jumlah","tanggal","catatan","nomor"\n'
        'Budi,"20.000","2026-11-01","casing",62812-3456-7890\n# ganti halaman\n'
        '"Bu Siti",15000,2026-10-20,,0813 1111 2222\n',
        "catatan;tanggal;nomor;lain;jumlah;nama\ncasing;2026-11-01;081234567890;x;20rb;Budi\n"
        ";2026-10-20;081311112222;;15k;Bu Siti",
    ],
)
def test_a_spreadsheets_file_is_read_as_it_is(konter, data):
    take_in(konter, data)
    assert [
        (row["jumlah"], row["waktu"][:10], row["catatan"]) for row in konter.rows("hutang")
    ] == [("20000", "2026-11-01", "casing"), ("15000", "2026-10-20", "buku lama")]
    assert [(each["nama"], each["nomor"]) for each in people(konter)] == [
        ("Bu Siti", "0813-1111-2222"),
        ("Budi", "0812-3456-7890"),
    ]


def test_known_customers_are_found_and_new_ones_registered_once(konter):
    budi = add(konter, "Budi Santoso", "081234567890", kode="bs")
    add(konter, "Siti", tempo="gajian", gajian="25")
    take_in(
        konter,
        HEADER
        + """budi santoso,1rb,2026-11-01,,,
BS,2rb,2026-11-02,,,
Pak Budi,3rb,2026-11-03,+62 812 3456 7890,,
Tono,4rb,2026-11-04,,,
tono,5rb,2026-11-05,,,
TONO.,6rb,2026-11-06,,,
siti,7rb,2026-11-07,,,
""",
    )
    rows = konter.rows("hutang")
    assert [row["pelanggan"][-1] for row in rows] == ["1", "1", "1", "3", "3", "3", "2"]
    assert rows[0]["pelanggan"] == budi and rows[-1]["tempo"] == "2026-11-25"
    assert [row["nama"] for row in konter.rows("pelanggan")] == ["Budi Santoso", "Siti", "Tono"]
    konter.run("pelanggan", "tambah", "Tono", "--nomor", "081399998888")
    said = rejected(konter, HEADER + "Tono,1rb,2026-11-08,,,\n")
    assert "buku.csv:2" in said and "nomor" in said


def test_a_name_that_fits_several_is_chosen_whichever_it_fits_best(konter):
    one, other = add(konter, "Budi"), add(konter, "Budi Santoso", kode="bs")
    add(konter, "Siti Aminah")
    lines = ("Budi,5rb", "budi,6rb", "bs,7rb", "Siti,8rb")
    book = HEADER + "".join(f"{line},2026-11-01,,,\n" for line in lines)
    said = rejected(konter, book)
    for line in (
        ":2: 'Budi' cocok dengan 2 pelanggan: Budi A-",
        ":3: 'budi' cocok dengan 2",
        ":5: 'Siti' cocok dengan 1 pelanggan: Siti Aminah A-",
    ):
        assert line in said
    assert ":4:" not in said
    code, screen = talk(konter, ["", "1", "", ""], "hutang", "impor", write(konter, book))
    assert code == 0 and "bukan semua ini" in screen  # which is what Enter means for Siti
    siti = konter.rows("pelanggan")[-1]
    assert siti["nama"] == "Siti"
    owners = [row["pelanggan"] for row in konter.rows("hutang")]
    assert owners == [one, one, other, siti["id"]]


def test_names_that_the_book_tells_apart_are_in_no_doubt(konter):
    book = HEADER + "Budi,5rb,2026-11-01,,,\nBudi Santoso,6rb,2026-11-02,,,\n"
    take_in(konter, book)
    take_in(konter, book + "Budi,9rb,2026-11-03,,,\n")
    assert [row["pelanggan"][-1] for row in konter.rows("hutang")] == ["1", "2", "1"]


def test_the_term_counts_from_the_day_of_the_debt(konter):
    take_in(
        konter,
        HEADER
        + "".join(
            f"Budi,1rb,2026-01-31,,{term},{term}\n"
            for term in ("", "7 hari", "1 bulan", "28/11", "tanggal 25", "2026-12-01")
        ),
    )
    assert [row["tempo"] for row in konter.rows("hutang")] == [
        "2026-02-07",
        "2026-02-07",
        "2026-02-28",
        "2026-11-28",
        "2026-02-25",
        "2026-12-01",
    ]


LINES = [  # a line, and what is said of it
    ("Budi,12,2026-11-01,,,", "12000"),
    ("Budi,,2026-11-01,,,", "jumlah"),
    ("Budi,-5000,2026-11-01,,,", "jumlah"),
    ("Budi,12.00,2026-11-01,,,", "jumlah"),
    ("Budi,5rb,,,,", "tanggal"),
    ("Budi,5rb,22 Nov 2026,,,", "'22 Nov 2026' (Minggu, 22 Nov 2026) belum terjadi"),
    ("Budi,5rb,31/2/2026,,,", "tanggal '31/2/2026' tidak ada di kalender"),
    ('Budi,5rb,"Senin, 1 Nov 2026",,,', "bukan hari senin"),
    ("Budi,5rb,11-2026,,,", "tanggal"),
    (",5rb,2026-11-01,,,", "nama"),
    ("08123,5rb,2026-11-01,,,", "nama"),
    ("-,5rb,2026-11-01,,,", "nama"),
    ("x" * 101 + ",5rb,2026-11-01,,,", "nama"),
    ("Budi,5rb,2026-11-01,0812,,", "nomor"),
    ('Budi,5rb,2026-11-01,"8,12E+11",,', "nomor"),
    ("Budi,5rb,2026-11-01,,besok lusa,", "tempo"),
    ("Budi,5rb,2026-11-01,,1 Okt 2026,", "tempo '1 Okt 2026'"),
    ("Budi,5rb,2026-11-01,,gajian,", "gajian"),
    ("Budi,5rb,2026-11-01,,," + "x" * 201, "catatan"),
    ("Budi,5rb,2026-11-01,,,x,y", "7 kolom"),
    ('"Budi,5rb,2026-11-01,,,', "kutip"),
]


@pytest.mark.parametrize("line, why", LINES)
def test_a_line_that_is_not_understood_is_named_and_nothing_comes_in(konter, line, why):
    said = rejected(konter, BOOK + f"{line}\n" + "Wati,5rb,2026-11-01,,,\n")
    assert "buku.csv:5: " in said and why in said and line[:100] in said


def test_all_lines_that_are_not_understood_are_named_at_once(konter):
    said = rejected(
        konter,
        BOOK + "Budi,12,2026-11-01,,,\nWati,5rb,2026-11-01,,,\n"
        "Wati,5rb,besok,,,\nWati,5rb,2026-11-01,,gajian,\n" + ",,,,,x\n" * 20,
    )
    places = [f"buku.csv:{line}: " for line in (5, 7, 8, 9, 10)]
    assert all(place in said for place in places) and "Tidak ada yang dimasukkan" in said
    assert sorted(places, key=said.index) == places and said.count("Betulkan") == 2
    assert said.index("23 baris perlu dibetulkan; ini 10") < said.index(":5: ")
    assert "buku.csv:6" not in said and said.count("\n") < 60


@pytest.mark.parametrize("line", ['"Budi,5rb,2026-11-01,,,', "Budi,5rb,2026-11-01,,,x,y"])
def test_a_line_that_is_no_row_hides_no_other(konter, line):
    said = rejected(konter, f"{BOOK}{line}\nBudi,12,2026-11-01,,,\n")
    assert "buku.csv:5: " in said and "buku.csv:6: " in said


@pytest.mark.parametrize(
    "text, code, why",
    [
        ("", 2, "kosong"),
        ("nama,jumlah\nBudi,5rb\n", 1, "--tanggal"),
        ("nama,tanggal\nBudi,2026-11-01\n", 3, "bukan buku hutang"),
        ("jumlah,tanggal\n5rb,2026-11-01\n", 3, "bukan buku hutang"),
        ("nama,jumlah,stok\nCasing,5rb,3\n", 3, "bukan buku hutang"),
        (b"PK\x03\x04\x14\x00", 2, "CSV"),
        (b"nama\xff\n", 3, "UTF-8"),
        ("Budi,5rb,2026-11-01\n", 3, "baris judul"),
        ("nama,nama,jumlah,tanggal\n", 3, "dua kali"),
        ("<<<<<<< HEAD\n" + BOOK, 3, "bentrok"),
        ("\n# kosong\n", 3, "baris judul"),
    ],
)
def test_what_is_no_book_is_refused(konter, text, code, why):
    assert why in rejected(konter, text, code=code)


def test_a_file_that_is_not_there_is_named(konter):
    said = konter.run("hutang", "impor", "entah.csv", code=2).err
    assert "entah.csv" in said
    before = files(konter)
    said = konter.run("hutang", "impor", str(konter.root), code=2).err
    assert "folder, bukan berkas" in said and files(konter) == before


def test_a_book_without_lines_is_nothing_new(konter):
    before = files(konter)
    assert "Tidak ada yang baru" in take_in(konter, HEADER)
    assert files(konter) == {**before}


def test_at_a_terminal_the_sum_is_read_back(konter):
    path = write(konter, BOOK)
    before = files(konter)
    for answer, code in ((None, 130), ("t", 1)):
        got, screen = talk(konter, [answer], "hutang", "impor", path)
        assert got == code and "3 hutang, Rp35.500" in screen and files(konter) == before
    assert talk(konter, [""], "hutang", "impor", path)[0] == 0
    assert talk(konter, [], "hutang", "impor", path)[0] == 0  # nothing new, nothing to ask
    assert len(konter.rows("hutang")) == 3


def test_the_policy_does_not_stand_in_the_way_of_the_old_book(konter):
    take_in(konter, HEADER + "Budi,500rb,2026-01-01,,,\n" * 9)
    assert len(listed(konter)) == 9
    assert konter.run("hutang", "tambah", "budi", "1rb", code=1).err


def test_a_new_debt_is_paid_from_what_was_prepaid(konter):
    add(konter, "Budi")
    konter.run("titipan", "terima", "budi", "30rb")
    said = imported(konter, BOOK).err
    assert "Uang titipan Budi Rp20.500 langsung dipakai" in said
    assert money(konter, "budi") == (0, 9500)


def test_two_names_with_one_number_are_one_customer(konter):
    book = HEADER + "Agus,10rb,2026-11-01,081311112222,,\nPak Agus,20rb,2026-11-02,081311112222,,\n"
    take_in(konter, book)
    before = files(konter)
    assert "2 sudah ada" in take_in(konter, book) and files(konter) == before
    assert person(konter, "081311112222")["kasbon"] == 30000


def test_one_name_with_two_numbers_is_two_people_or_is_questioned(konter):
    path = write(
        konter,
        HEADER + "Joko,10rb,2026-11-01,081311112222,,\nJoko,20rb,2026-11-02,085711112222,,\n",
    )
    got = konter.spawn("hutang", "impor", path)
    assert got.returncode == 3 or len(people(konter)) == 2


@pytest.mark.parametrize("columns", [120, 80, 60, 40])
def test_the_trial_fits_the_screen(konter, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = take_in(
        konter,
        HEADER
        + "Ibu Haji Siti Nurhaliza Warung Pojok,9.990.000,2026-11-01,,,"
        + "kabel dan casing HP " * 9
        + "\n",
        "--coba",
    )
    assert widest(said) <= columns, said


@pytest.mark.parametrize("day", ["5/12", "kemarin", "sabtu", "7 hari", "tanggal 5"])
def test_a_day_without_its_year_would_be_another_one_next_month(konter, day):
    assert "tahun" in rejected(konter, HEADER + f"Budi,5rb,{day},,,\n")


def test_a_line_behind_a_hash_that_may_be_a_debt_is_named(konter):
    said = rejected(
        konter, "# buku kasbon\n" + HEADER + "Budi,5rb,3/10/2026,,,\n#1 Warung,25rb,3/10/2026,,,\n"
    )
    assert said.count("buku.csv:") == 1 and "buku.csv:4" in said
    take_in(konter, "# buku kasbon\n" + HEADER + "Budi,5rb,3/10/2026,,,\n")
    assert money(konter, "budi") == (5000, 0)


def test_a_number_of_somebody_with_another_name_is_named(konter):
    add(konter, "Budi Santoso", "081311112222")
    said = rejected(konter, HEADER + "Pak Lain,25rb,5/11/2026,081311112222,,\n")
    assert "Budi Santoso" in said and "Pak Lain" in said and "buku.csv:2" in said
    rejected(
        konter,
        HEADER + "Pak Tono,5rb,5/11/2026,081399990000,,\nWati,7rb,5/11/2026,081399990000,,\n",
    )
    take_in(konter, HEADER + "Mas Budi,25rb,5/11/2026,081311112222,,\n")
    assert money(konter, "budi") == (25000, 0)


def test_a_term_that_can_not_be_worked_out_says_which_column_helps(konter):
    konter.edit("ledger/kebijakan.yaml", "tempo: 7 hari", "tempo: gajian")
    assert "kolom tempo" in rejected(konter, HEADER + "Budi,5rb,5/11/2026,,,\n")
    said = rejected(konter, HEADER + "Budi,5rb,5/11/2026,,4/11/2026,\n")
    assert "Kamis, 5 Nov 2026" in said and "hari ini" not in said
    take_in(konter, HEADER + "Budi,5rb,5/11/2026,,25/11/2026,\n")
    assert listed(konter)[0]["tempo"] == "2026-11-25"


def test_more_lines_than_a_day_has_ids_are_refused_before_the_first_row(konter):
    line = "Budi,5rb,5/11/2026,,,\n"
    assert "50000" in rejected(konter, HEADER + line * 50_001, code=2)


@pytest.mark.parametrize(
    "text",
    ["Nama,Jumlah,TANGGAL\nBudi,5rb,5/11/2026\n", "nama\tjumlah\ttanggal\nBudi\t5rb\t5/11/2026\n"],
)
def test_capital_headers_and_tabs_are_read(konter, text):
    take_in(konter, text)
    assert money(konter, "budi") == (5000, 0)


def test_a_mistake_in_the_policy_matters_only_to_lines_without_a_term(konter):
    (konter.root / "ledger/kebijakan.yaml").write_text("tempo: xx\n")
    take_in(konter, "nama,jumlah,tanggal,tempo\nWati,10000,3/11/2026,7 hari\n")
    assert [row["tempo"] for row in konter.rows("hutang")] == ["2026-11-10"]
    assert "kebijakan.yaml:1" in take_in(
        konter, "nama,jumlah,tanggal\nWati,9000,3/11/2026\n", code=3
    )

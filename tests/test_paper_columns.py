"""The old book as it is: its own columns, what was paid, its totals, dates and money."""

import json

import pytest

from helpers.customers import add, money, people
from helpers.debts import listed
from helpers.konter import Konter, files
from helpers.paper import BOOKS, imported, owed, rejected, take_in, write
from helpers.terminal import at_terminal, talk

DAY = "2026-11-01"


def total(konter: Konter) -> int:
    return sum(each["kasbon"] for each in people(konter))


def test_a_shops_own_list_of_debts_gives_its_own_total(konter):
    said = imported(konter, (BOOKS / "kasbon.csv").read_bytes())
    assert "Di buku: 43 hutang, Rp4.793.999; belum lunas Rp4.793.999." in said.err
    assert "43 hutang, Rp4.793.999, 20 pelanggan (20 baru)" in said.out
    assert total(konter) == 4793999


def test_the_debts_of_a_shops_diary_are_taken_out_of_it(konter):
    book = (BOOKS / "harian.csv").read_bytes()
    said = rejected_for_its_columns(konter, book)
    assert "--abaikan" in said and "debit,kredit" in said
    said = imported(konter, book, "--abaikan", "debit,kredit")
    assert "5 hutang, Rp375.500" in said.err and "10 baris tanpa hutang" in said.err
    assert "Kolom yang tidak dipakai: id, bank, debit, kredit, laba." in said.err
    assert owed(konter)[0] == (100000, "2021-08-31", "PINJAMAN") and total(konter) == 375500


def rejected_for_its_columns(konter: Konter, text: str | bytes) -> str:
    before = files(konter)
    said = take_in(konter, text, code=1)
    assert files(konter) == before
    return said


def test_columns_by_the_names_that_books_have(konter):
    said = imported(
        konter,
        "Nama Pelanggan;No_HP;Tgl;Nominal (Rp);Pembayaran;Sisa;Status;Jatuh Tempo;Keterangan\r\n"
        "Budi;081234567890;1/11/2026;25.000;10.000;15.000;Cicil;25 Des 2026;galon\r\n"
        "Siti;;1/11/2026;20.000;20.000;0;LUNAS;;\r\n"
        "Wati;;1/11/2026;7.000;;7.000;Belum Lunas;;kabel\r\n",
    )
    assert owed(konter) == [
        (15000, DAY, "galon · sisa dari Rp25.000"),
        (7000, DAY, "kabel"),
    ]
    assert konter.rows("hutang")[0]["tempo"] == "2026-12-25"
    assert [(each["nama"], each["nomor"], each["kasbon"]) for each in people(konter)] == [
        ("Budi", "0812-3456-7890", 15000),
        ("Wati", "", 7000),
    ]
    assert (
        "Di buku: 3 hutang, Rp52.000; sudah dibayar Rp30.000 (1 lunas); belum lunas Rp22.000."
        in said.err
    )
    assert "2 hutang, Rp22.000, 2 pelanggan (2 baru)" in said.out
    assert "tidak dipakai" not in said.err


@pytest.mark.parametrize(
    "header, line, left",
    [
        ("jumlah,dibayar", "25rb,10rb", 15000),
        ("jumlah,sisa", "25rb,15rb", 15000),
        ("sisa", "15rb", 15000),
        ("dibayar,sisa", "10rb,15rb", 15000),
        ("total_hutang", "15rb", 15000),
        ("nominal,total hutang", "25rb,15rb", 15000),
        ("nominal,dibayar,hutang", "25rb,10rb,15rb", 15000),
        ("nominal,sisa,total_hutang", "25rb,15rb,25rb", 15000),
        ("jumlah,status", "25rb,lunas", 0),
        ("jumlah,status", "25rb,Lunas (TF)", 0),
        ("jumlah,status", "25rb,lunas 3/10", 0),
        ("jumlah,status", "25rb,Belum Bayar", 25000),
        ("jumlah,status", "25rb,", 25000),
        ("jumlah,lunas", "25rb,ya", 0),
        ("jumlah,Lunas?", "25rb,✓", 0),
        ("jumlah,lunas", "25rb,tidak", 25000),
        ("jumlah,lunas", "25rb,L", 0),
        ("jumlah,lunas", "25rb,3 Okt", 0),
        ("jumlah,tgl lunas", "25rb,3/10/2026", 0),
        ("jumlah,lunas", "25rb,10 000", 15000),
        ("jumlah,lunas", "25rb,-", 25000),
        ("jumlah,dibayar", "25rb,Lunas", 0),
        ("jumlah,sudah bayar", "25rb,v", 0),
        ("jumlah,sisa", "25rb,LUNAS", 0),
        ("jumlah,dp,cicilan", "25rb,-,10rb", 15000),
        ("jumlah,dibayar,status", "25rb,10rb,nyicil", 15000),
        ("jumlah,sudah bayar", "25rb,-", 25000),
        ("hutang,bayar", "0,0", 0),
    ],
)
def test_what_is_left_by_any_two_of_its_amounts(konter, header, line, left):
    imported(konter, f"nama,tanggal,{header}\nBudi,{DAY},{line}\n")
    assert total(konter) == left


@pytest.mark.parametrize(
    "header, line, why",
    [
        ("jumlah,dibayar,sisa", "25rb,10rb,20rb", "sisanya tertulis Rp20.000"),
        ("jumlah,dibayar", "25rb,30rb", "Rp30.000, lebih besar"),
        ("jumlah,sisa", "25rb,30rb", "sisa tertulis Rp30.000, menurut barisnya Rp25.000"),
        ("jumlah,dibayar,status", "25rb,10rb,lunas", "lunas"),
        ("jumlah,sisa,status", "25rb,15rb,lunas", "lunas"),
        ("jumlah,dibayar,status", "25rb,25rb,belum lunas", "belum lunas"),
        ("jumlah,dibayar,status", "25rb,10rb,belum bayar", "belum bayar"),
        ("jumlah,lunas", "25rb,x", "ya atau tidak"),
        ("jumlah,lunas", "25rb,?", "lunas '?' tidak jelas"),
        ("jumlah,lunas", "25rb,25/11", "Rabu, 25 Nov 2026 belum terjadi"),
        ("jumlah,tgl lunas", "25rb,25/12/2026", "'25/12/2026' (Jumat, 25 Des 2026) belum terjadi"),
        ("jumlah,sudah bayar", "25rb,x", "sudah bayar 'x' tidak jelas"),
        ("jumlah,lunas", "25rb,30rb", "Rp30.000, lebih besar"),
        ("jumlah,status,catatan", "25rb,belum,LUNAS", "'LUNAS'"),
        ("jumlah,dibayar,catatan", "25rb,5rb,LUNAS", "tertulis lunas"),
        ("jumlah,status", "25rb,cicil", "dibayar berapa"),
        ("jumlah,status", "25rb,lunas sebagian", "dibayar berapa"),
        ("jumlah,status", "25rb,entah", "tidak jelas"),
        ("jumlah,status,lunas", "25rb,belum,ya", "di satu baris"),
        ("hutang,status", "0,belum lunas", "belum lunas"),
        ("jumlah,dp,cicilan", "25rb,5rb,5rb", "dibayar berapa semuanya"),
        ("jumlah,total", "25rb,50rb", "mana jumlah-nya"),
        ("nominal,total_hutang", "25rb,40rb", "tertulis Rp40.000"),
        ("nominal,sisa,total_hutang", "25rb,15rb,40rb", "bukan sisanya"),
        ("jumlah,dibayar", ",10rb", "membayar Rp10.000"),
    ],
)
def test_what_does_not_fit_together_is_named_and_nothing_is_guessed(konter, header, line, why):
    said = rejected(konter, f"nama,tanggal,{header}\nBudi,{DAY},{line}\n")
    assert "buku.csv:2: " in said and why in said


def test_a_column_that_stands_in_the_way_can_be_left_out(konter):
    book = f"nama,tanggal,nominal,total_hutang\nBudi,{DAY},25rb,25rb\nBudi,{DAY},5rb,20rb\n"
    rejected(konter, book)
    said = imported(konter, book, "--abaikan", "total_hutang")
    assert total(konter) == 30000 and "tidak dipakai: total_hutang." in said.err
    assert "alamat" in take_in(konter, book, "--abaikan", "alamat", code=2)


def test_columns_without_money_are_named_and_those_with_money_agreed_on(konter):
    path = write(konter, f"no,nama,tanggal,jumlah,alamat\n1,Budi,{DAY},5rb,RT 3\n")
    assert "tidak dipakai: no, alamat" in konter.run("hutang", "impor", path, "--coba").out
    assert "tidak dipakai: no, alamat" in konter.run("hutang", "impor", path, "-y").err
    path = write(konter, f"nama,tanggal,jumlah,setoran,kosong\nSiti,{DAY},5rb,2.000,\n")
    said = konter.run("hutang", "impor", path, "-y", code=1).err
    assert "--abaikan" in said and "setoran" in said and "kosong" not in said
    before = files(konter)
    for answer in ("", "t"):
        code, screen = talk(konter, [answer], "hutang", "impor", path)
        assert code == 1 and "setoran soal uang" in screen and files(konter) == before
    assert "setoran soal uang" in konter.run("hutang", "impor", path, "--coba").err
    assert talk(konter, ["y"], "hutang", "impor", path)[0] == 0
    assert money(konter, "siti") == (5000, 0)


def test_what_says_paid_where_something_else_is_written_is_no_debt_and_is_listed(konter):
    book = (
        f"nama,jumlah,tanggal,catatan,bulan,,tempo\nBudi,5rb,{DAY},LUNAS,,,\n"
        f"Siti,7rb,{DAY},sdh lunas semua (TF),,,\nWati,8rb,{DAY},pulsa,lunas 3/10,,\n"
        f"Tono,9rb,{DAY},pulsa,,Lunas,\nYuni,6rb,{DAY},pulsa,,,lunas\n"
        f"Joko,4rb,{DAY},belum lunas,,,\nRina,3rb,{DAY},bayar listrik,,,\n"
    )
    for option in ("--coba", "-y"):
        got = imported(konter, book, option)
        said = got.out + got.err
        assert "(5 lunas)" in said and "tidak dipakai: bulan, kolom 6." in said
        assert "Tertulis lunas, jadi tidak dimasukkan:\n- buku.csv:2 Budi · Rp5.000 · LUNAS" in said
        assert "- buku.csv:5 Tono · Rp9.000 · Lunas\n- buku.csv:6 Yuni" in said
    assert [(amount, note) for amount, _, note in owed(konter)] == [
        (4000, "belum lunas"),
        (3000, "bayar listrik"),
    ]


def test_what_speaks_of_payment_is_asked_about_until_the_status_says_it(konter):
    lines = [
        f"Budi,5rb,{DAY},{note},"
        for note in (
            "pulsa. lunas",
            "sudah bayar 2rb",
            "DP 2.000",
            "kurang 1rb",
            "nyicil 2x",
            "tf 3/10",
            "sudah transfer",
            "lunas?",
        )
    ]
    lines += [f"Budi (lunas),5rb,{DAY},pulsa,", f"Budi,5rb,{DAY},pulsa,bayar 2rb"]
    head = "nama,jumlah,tanggal,catatan,info"
    said = rejected(konter, "\n".join([head, *lines]))
    assert all(f"buku.csv:{place}: '" in said for place in range(2, 12)) and "kolom status" in said
    stated = [f"{line},belum lunas" for line in lines]
    imported(konter, "\n".join([f"{head},status", *stated]))
    assert total(konter) == 10 * 5000


def test_to_ignore_what_says_paid_makes_no_debt_of_it_unsaid(konter):
    book = f"nama,jumlah,tanggal,status\nBudi,5rb,{DAY},LUNAS\nSiti,7rb,{DAY},langganan\n"
    assert '--abaikan "status"' in rejected(konter, book)
    said = imported(konter, book, "--abaikan", "status")
    assert "buku.csv:2 Budi · Rp5.000 · LUNAS" in said.err and total(konter) == 7000
    path = write(konter, f"nama,jumlah,tanggal,dibayar\nWati,9rb,{DAY},4rb\n")
    before = files(konter)
    ignoring = ("hutang", "impor", path, "--abaikan", "dibayar")
    code, screen = talk(konter, [""], *ignoring)
    assert code == 1 and "masuk lagi sebagai hutang" in screen and files(konter) == before
    for words in ((*ignoring, "--coba"), (*ignoring, "-y")):
        assert "kolom dibayar menulis" in konter.run(*words).err
    assert money(konter, "wati") == (9000, 0)
    for name, cell in (("lunas", "v"), ("jenis", "pelunasan"), ("dp", "2rb")):
        book = f"nama,jumlah,tanggal,{name},cicilan\nBudi,5rb,{DAY},,\nSiti,7rb,{DAY},{cell},\n"
        assert f"kolom {name} menulis" in imported(konter, book, "--abaikan", name, "--coba").err


def test_a_line_that_owes_nothing_is_left_out_and_named(konter):
    said = imported(
        konter,
        f"nama,jumlah,tanggal\nBudi,0,{DAY}\nSiti,7rb,{DAY}\nWati,Rp -,{DAY}\n",
    )
    listed = "Tidak ada hutangnya, jadi tidak dimasukkan:\n- buku.csv:2 Budi\n- buku.csv:4 Wati\n"
    assert listed in said.err and "2 baris tanpa hutang" in said.err and total(konter) == 7000


PAYMENTS = f"""nama,jenis,jumlah,tanggal,catatan
Budi,hutang,25.000,{DAY},galon
Budi,hutang,10.000,2026-11-03,
Siti,kasbon,7.000,{DAY},
Budi,bayar,30.000,2026-11-05,
"""


def test_lines_of_payments_make_the_oldest_debts_smaller_and_no_cash(konter):
    said = imported(konter, PAYMENTS)
    assert owed(konter) == [
        (5000, "2026-11-03", "buku lama · sisa dari Rp10.000"),
        (7000, DAY, "buku lama"),
    ]
    assert "3 hutang, Rp42.000; sudah dibayar Rp30.000 (1 lunas); belum lunas Rp12.000" in said.err
    assert {row["jenis"] for row in konter.rows("hutang")} == {"tambah"}
    assert "2 sudah ada" in take_in(konter, PAYMENTS) and total(konter) == 12000


def test_a_line_with_only_a_payment_in_its_column_is_a_payment(konter):
    imported(
        konter,
        f"tgl,nama,hutang,bayar,saldo\n{DAY},Budi,25.000,,25.000\n"
        f"2026-11-02,Budi,,10.000,15.000\n2026-11-03,Budi,5.000,,20.000\n"
        f"{DAY},Siti,7.000,,7.000\n2026-11-02,Siti,2.000,,9.000\n",
    )
    assert total(konter) == 29000 and money(konter, "siti") == (9000, 0)
    assert "Rp18.000" in rejected(
        konter,
        f"tgl,nama,hutang,bayar,saldo\n{DAY},Wati,25.000,,25.000\n2026-11-02,Wati,,10.000,18.000\n",
    )


def test_payments_before_what_they_pay_are_listed(konter):
    book = PAYMENTS + f"Siti,bayar,2.000,2026-10-30,\nWati,bayar,1.000,{DAY},\n"
    said = imported(konter, book + "Wati,hutang,9.000,2026-11-02,\n")
    early = [line for line in said.err.split("\n") if line.startswith("- ")]
    assert [line.split(" · ")[0].split(":", 1)[1] for line in early] == ["6 Siti", "7 Wati"]
    assert money(konter, "siti") == (5000, 0) and money(konter, "wati") == (8000, 0)


@pytest.mark.parametrize(
    "lines, why",
    [
        (f"Budi,hutang,5rb,{DAY},,\nBudi,bayar,7rb,2026-11-02,,\n", "buku.csv:3: Budi"),
        (f"Budi,bayar,7rb,{DAY},,\n", "hutangnya Rp0"),
        (f"Budi,hutang,5rb,{DAY},,\nBudi,retur,7rb,{DAY},,\nA,bayar,1rb,{DAY},,\n", "retur"),
        (f"Budi,hutang,5rb,{DAY},,\nBudi,,7rb,{DAY},,\nBudi,bayar,1rb,{DAY},,\n", "tidak jelas"),
        (f"Budi,hutang,5rb,{DAY},,lunas\nBudi,bayar,1rb,{DAY},,\n", "sisa Rp4.000"),
        (f"Budi,hutang,5rb,{DAY},,\nBudi,bayar,1rb,{DAY},,lunas\n", "sisa Rp4.000"),
        (f"Budi,hutang,5rb,{DAY},,\nBudi,bayar,5rb,{DAY},,belum lunas\n", "lunas."),
        (f"Budi,hutang,5rb,{DAY},1rb,\nBudi,bayar,1rb,{DAY},,\n", "uang yang sama"),
    ],
    ids=["more", "nothing owed", "retur", "no kind", "settled", "all", "not all", "twice"],
)
def test_payments_that_do_not_fit_are_named(konter, lines, why):
    said = rejected(konter, f"nama,jenis,jumlah,tanggal,dibayar,status\n{lines}")
    assert why in said


def test_jenis_of_a_book_without_payments_is_what_the_debt_is_for(konter):
    imported(konter, f"nama,jenis,hutang,tanggal\nBudi,Token listrik,21rb,{DAY}\n")
    assert owed(konter) == [(21000, DAY, "Token listrik")]


@pytest.mark.parametrize(
    "line, code",
    [
        ("Total,,32.000,7.000,25.000", 0),
        (",JUMLAH,25.000,,", 0),
        ("TOTAL,,,,25.000", 0),
        (",,32.000,7.000,25.000", 0),
        (",,5.000,,", 3),
        ("Total,,33.000,,", 3),
        ("Total,,32.000,7.000,20.000", 3),
    ],
)
def test_the_total_below_a_book_is_no_debt_but_held_against_it(konter, line, code):
    book = (
        "nama,untuk,jumlah,dibayar,sisa,tanggal\n"
        f"Budi,,25rb,7rb,18rb,{DAY}\nSiti,,7rb,,7rb,{DAY}\n{line},\n"
    )
    if code:
        assert "buku.csv:4: total di buku" in rejected(konter, book)
    else:
        imported(konter, book)
        assert total(konter) == 25000 and len(people(konter)) == 2


def test_without_the_lines_that_can_not_be_read_no_sum_is_called_wrong(konter):
    book = (
        f"nama,jenis,jumlah,tanggal\nBudi,hutang,entah,{DAY}\nBudi,bayar,5rb,{DAY}\n"
        f"Siti,hutang,7rb,{DAY}\nTotal,,99rb,\n"
    )
    said = rejected(konter, book)
    assert "1 baris perlu dibetulkan" in said and said.count("buku.csv:") == 1


def test_a_number_that_a_known_customer_lacks_is_named(konter):
    add(konter, "Budi")
    said = imported(konter, f"nama,jumlah,tanggal,hp\nbudi,5rb,{DAY},081234567890\n")
    assert "- buku.csv:2 budi 0812-3456-7890" in said.err and len(people(konter)) == 1


def test_a_title_above_the_columns_is_no_header(konter):
    imported(
        konter, f"Buku kasbon Berkah Cell;;\r\n;;\r\nnama;jumlah;tanggal\r\nBudi;5rb;{DAY}\r\n"
    )
    assert owed(konter) == [(5000, DAY, "buku lama")]


@pytest.mark.parametrize(
    "cell",
    [
        "3 Okt 2026",
        "03 oktober 2026",
        "3-Okt-26",
        "3-Oct-26",
        "Okt 3 2026",
        "Sabtu 3 Okt 2026",
        "3/10/2026",
        "3.10.26",
        "2026/10/03",
        "2026-10-03 00:00:00",
        "2026-10-03T20:00:00+07:00",
        "3/10/2026 0.00",
        "3/10/26 12:00:00 AM",
        '="2026-10-03"',
        "'2026-10-03",
    ],
)
def test_a_day_as_people_and_spreadsheets_write_it(konter, cell):
    imported(konter, f"nama;jumlah;tanggal;jatuh tempo\nBudi;5rb;{cell};{cell}\n")
    (row,) = konter.rows("hutang")
    assert (row["waktu"], row["tempo"]) == ("2026-10-03T00:00:00+07:00", "2026-10-03")


@pytest.mark.parametrize(
    "cell", ["31 Feb 2026", "3 Okt", "Okt 2026", "3 Xyz 2026", "46298", "22/11/2026", "3 Okt 1926"]
)
def test_a_day_that_is_none_is_refused(konter, cell):
    assert "buku.csv:2: " in rejected(konter, f"nama,jumlah,tanggal\nBudi,5rb,{cell}\n")


@pytest.mark.parametrize(
    "cell, amount",
    [
        ("Rp 25.000", 25000),
        ("Rp25.000,-", 25000),
        ("25.000,00", 25000),
        ("25,000.00", 25000),
        ("Rp 1,250,000", 1250000),
        ("25 000", 25000),
        ("Rp 1 250 000,-", 1250000),
        ("25000.0", 25000),
        ("IDR 25.000", 25000),
        ("'25000", 25000),
        ("25,000", 0),
        ("25,000.50", 0),
        ("25.00", 0),
        ("25 00", 0),
        ("(25.000)", 0),
    ],
)
def test_money_is_read_where_it_can_mean_only_one_thing(konter, cell, amount):
    book = f"nama;jumlah;tanggal\nBudi;{cell};{DAY}\n"
    if amount:
        imported(konter, book)
        assert total(konter) == amount
    else:
        assert "buku.csv:2: jumlah" in rejected(konter, book)


@pytest.mark.parametrize("cell", ["'081234567890", '="081234567890"', '"=""081234567890"""'])
@pytest.mark.parametrize("first", ["", "\ufeffsep=;\r\n", '"sep=;"\n'])
def test_what_excel_puts_around_a_number_is_taken_off(konter, first, cell):
    imported(konter, f"{first}nama;jumlah;tanggal;hp\nBudi;5rb;{DAY};{cell}\n")
    assert people(konter)[0]["nomor"] == "0812-3456-7890"


def test_a_number_that_was_taken_for_an_amount_stays_the_number(konter):
    imported(konter, f"nama,jumlah,tanggal,hp\nBudi,5rb,{DAY},81234567890.0\nSiti,5rb,{DAY},-\n")
    assert [each["nomor"] for each in people(konter)] == ["0812-3456-7890", ""]


def test_a_book_without_dates_is_given_one_for_all(konter):
    path = write(konter, "nama,jumlah\nBudi,5rb\nSiti,7rb\n")
    before = files(konter)
    for option in ("-y", "--coba"):
        assert "--tanggal" in konter.run("hutang", "impor", path, option, code=1).err
    code, screen = talk(konter, ["besok", "31/10/2026", "t"], "hutang", "impor", path)
    assert code == 1 and "bukan tanggal" in screen and files(konter) == before
    code, screen = talk(konter, ["31 Okt 2026", ""], "hutang", "impor", path)
    assert code == 0 and "2 baris tanpa tanggal dicatat Sabtu, 31 Okt 2026" in screen
    assert owed(konter) == [(5000, "2026-10-31", "buku lama"), (7000, "2026-10-31", "buku lama")]
    said = konter.run("hutang", "impor", path, "--tanggal", "kemarin")
    assert "2 mirip" in said.out and total(konter) == 12000


def test_the_day_for_all_is_asked_about_where_another_year_is_nearer(konter):
    path = write(konter, "nama,jumlah\nBudi,5rb\n")
    said = konter.run("hutang", "impor", path, "--coba", "--tanggal", "23/11", code=2).err
    assert "tulis 23/11/2025" in said
    code, screen = talk(konter, ["y", ""], "hutang", "impor", path, "--tanggal", "23/11")
    assert code == 0 and owed(konter)[0][1] == "2025-11-23", screen


def test_a_line_without_its_day_among_others_is_named_or_given_one(konter):
    book = f"nama,jumlah,tanggal\nBudi,5rb,{DAY}\nSiti,7rb,\n"
    said = rejected(konter, book)
    assert "buku.csv:3: tanggal kosong" in said and "--tanggal" in said
    imported(konter, book, "--tanggal", "31/10/2026")
    assert [day for _, day, _ in owed(konter)] == [DAY, "2026-10-31"]


def test_the_list_of_debts_comes_in_elsewhere_as_the_same_debts(konter, tmp_path):
    imported(konter, PAYMENTS)
    konter.run("hutang", "bayar", "siti", "2rb")
    exported = konter.run("hutang", "list", "--format", "csv").out
    before = [(each["nama"], each["sisa"], each["tempo"]) for each in listed(konter)]
    assert "1 sudah ada" in take_in(konter, exported, "--abaikan", "telat,telat_hari")
    other = konter.copied_to(tmp_path / "lain")
    rows = (*other.root.glob("ledger/*/*.csv"), *other.device.glob("cermin/*/*.csv"))
    for path in (*rows, *other.device.glob("index.db*")):
        path.unlink()
    imported(other, exported, "--abaikan", "telat,telat_hari")
    assert [(each["nama"], each["sisa"], each["tempo"]) for each in listed(other)] == before


def test_what_changed_while_it_was_asked_is_asked_again(konter):
    path = write(konter, PAYMENTS)
    with at_terminal(konter, "hutang", "impor", path) as terminal:
        terminal.wait_for_prompt()
        konter.run("hutang", "impor", path)
        before = files(konter)
        terminal.press("\r")
        assert terminal.finish() == 1 and "Ulangi" in terminal.screen
    assert files(konter) == before
    assert json.loads(konter.run("hutang", "list", "--format", "json").out)

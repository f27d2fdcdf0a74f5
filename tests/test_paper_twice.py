"""The old book once more: what stands in the books already is noticed, and shown."""

from helpers.customers import add, money, people
from helpers.konter import files
from helpers.paper import HEADER, imported, owed, take_in

BOOK = (
    HEADER
    + """Budi,20.000,2026-11-01,081234567890,,casing HP
Bu Siti,15rb,20/10/2026,,2026-12-01,
Budi,Rp500,20/11/2026,,,
"""
)


def test_after_a_note_was_corrected_it_is_shown_and_left_out(konter):
    imported(konter, BOOK)
    before = files(konter)
    said = imported(konter, BOOK.replace("casing HP", "kesing HP iPhone"))
    assert files(konter) == before and "2 sudah ada" in said.out and "1 mirip" in said.out
    assert "buku.csv:2 Budi · Rp20.000" in said.err and "A-261121-H001" in said.err
    assert "--lagi" in said.err and "Siti" not in said.err
    trial = imported(konter, BOOK.replace("casing HP", "kesing"), "--coba").out
    assert "buku.csv:2 Budi" in trial and "1 mirip" in trial


def test_after_the_shops_zone_was_corrected_nothing_is_doubled(konter):
    imported(konter, BOOK)
    before = owed(konter)
    for zone, was in (("WITA", "WIB"), ("WIT", "WITA"), ("WIB", "WIT")):
        konter.edit("ledger/toko.yaml", f"zona: {was}", f"zona: {zone}")
        assert "3 sudah ada" in take_in(konter, BOOK)
        assert "2 sudah ada" in take_in(konter, BOOK.replace("casing HP", "kesing"))
    assert owed(konter) == before


def test_over_a_debt_typed_by_hand_or_a_sale_on_credit(konter):
    konter.lift_policy()
    add(konter, "Budi", "081234567890")
    add(konter, "Bu Siti")
    konter.run("hutang", "tambah", "budi", "20rb", "--waktu", "2026-11-02", "--catatan", "casing")
    konter.run("jual", "081234567890", "10", "-k", "--waktu", "20/11 10.00")
    book = BOOK.replace("Rp500", "12.000")
    said = imported(konter, book)
    assert "2 mirip, tidak dimasukkan (Rp32.000)" in said.out and "1 hutang, Rp15.000" in said.out
    assert "A-261121-J001" in said.err and money(konter, "budi") == (32000, 0)
    said = imported(konter, book, "--lagi")
    assert "1 sudah ada" in said.out and money(konter, "budi") == (64000, 0)
    before = files(konter)
    for _ in range(2):
        assert "3 sudah ada" in take_in(konter, book, "--lagi")
    assert "3 sudah ada" in take_in(konter, book) and files(konter) == before


def test_the_days_between_which_two_debts_are_the_same(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb", "--waktu", "2026-11-03")
    for day, mirip in (("1", False), ("2", True), ("4", True), ("5", False)):
        said = imported(konter, HEADER + f"Budi,20rb,2026-11-0{day},,,\n", "--coba").out
        assert ("1 mirip" in said) == mirip
    said = imported(konter, HEADER + "Budi,20.500,2026-11-03,,,\nBu Budi,20rb,2026-11-03,,,\n")
    assert "mirip" not in said.out


def test_what_was_taken_back_does_not_come_in_again(konter):
    imported(konter, BOOK)
    konter.run("batal", "H2", "--alasan", "salah orang")
    before = files(konter)
    for book in (BOOK, BOOK.replace("2026-12-01,", "2026-12-01,pulsa")):
        said = imported(konter, book)
        assert "2 sudah ada" in said.out and "1 mirip" in said.out
        assert "dibatalkan A-261121-H002" in said.err and files(konter) == before
    assert people(konter)[0]["kasbon"] == 0
    imported(konter, BOOK, "--lagi")
    assert money(konter, "siti") == (15000, 0)
    assert "3 sudah ada" in take_in(konter, BOOK)


def test_14_equal_lines_of_one_day_and_of_days_in_a_row_match_one_to_one(konter):
    daily = "".join(f"Budi,5rb,2026-11-0{day},,,pulsa\n" for day in (1, 1, 2, 3))
    imported(konter, HEADER + daily)
    assert len(owed(konter)) == 4
    said = imported(konter, HEADER + daily + "Budi,5rb,2026-11-04,,,pulsa\n")
    assert "1 hutang, Rp5.000" in said.out and "4 sudah ada" in said.out
    said = imported(konter, HEADER + "Budi,5rb,2026-11-02,,,pulsa\n" + daily)
    assert "4 sudah ada" in said.out and "1 hutang, Rp5.000" in said.out
    konter.run("batal", "H1", "--alasan", "x")
    assert "3 sudah ada" in take_in(konter, HEADER + daily) and len(owed(konter)) == 6


def test_a_line_that_is_just_so_is_not_given_away_to_one_nearly_so(konter):
    imported(konter, HEADER + "Budi,5rb,2026-11-02,,,pulsa\n")
    said = imported(konter, HEADER + "Budi,5rb,2026-11-01,,,\nBudi,5rb,2026-11-02,,,pulsa\n")
    assert "1 sudah ada" in said.out and "1 hutang" in said.out


def test_a_debt_of_which_more_was_paid_since_is_the_same(konter):
    head = "nama,tanggal,jumlah,dibayar\n"
    imported(konter, head + "Budi,1/11/2026,25rb,5rb\n")
    for paid in ("5rb", "15rb", "25rb"):
        imported(konter, head + f"Budi,1/11/2026,25rb,{paid}\n")
    assert money(konter, "budi") == (20000, 0)


def test_the_sums_add_up_to_what_the_book_says(konter):
    add(konter, "Siti")
    imported(konter, HEADER + "Budi,20rb,2026-11-01,,,\n")
    konter.run("hutang", "tambah", "siti", "7rb", "--waktu", "2026-11-01")
    said = imported(
        konter,
        "nama,jumlah,tanggal,dibayar\nBudi,20rb,2026-11-01,\nSiti,7rb,2026-11-01,\n"
        "Wati,9rb,2026-11-01,4rb\nWati,3rb,2026-11-01,3rb\n",
    )
    assert "4 hutang, Rp39.000; sudah dibayar Rp7.000 (1 lunas); belum lunas Rp32.000" in said.err
    assert (
        "1 hutang, Rp5.000, 1 pelanggan (1 baru); 1 sudah ada, dilewati (Rp20.000); "
        "1 mirip, tidak dimasukkan (Rp7.000)" in said.out
    )

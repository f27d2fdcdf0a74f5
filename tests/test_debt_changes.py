"""Debts that are promised, disputed, written off; each row taken back; questions left
unanswered."""

import pytest

from helpers.customers import add, money, people
from helpers.debts import (
    BEFORE,
    BUDI,
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
from helpers.konter import Konter, files
from helpers.screen import rupiah
from helpers.terminal import at_terminal, talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter)


# Promises


def test_a_promise_shows_moves_nothing_and_is_seen_to_be_broken_or_kept(shop):
    ids = three(shop)
    said = shop.run("hutang", "janji", "budi", "tanggal", "26", "--catatan", "gajian").out
    assert last(shop, "jenis", "pelanggan", "tempo", "jumlah", "catatan") == (
        "janji",
        "A-261121-P001",
        "2026-11-26",
        "",
        "gajian",
    )
    assert "Kamis, 26 Nov 2026" in said and rupiah(said) == [60000]
    owe(shop, "budi", "5rb", "31/12")  # not promised
    for day, broken in (("21", False), ("26", False), ("27", True)):
        shop.now = f"2026-11-{day}T10:00:00+07:00"
        found = listed(shop)
        assert [each["tempo"][5:] for each in found] == ["11-25", "11-28", "12-05", "12-31"]
        assert [each["janji"] for each in found] == ["2026-11-26"] * 3 + [None]
        table = shop.run("hutang", "list").out
        assert "janji 26 Nov" in " ".join(table.split())
        assert ("TIDAK" in table) == broken
    assert [each["id"] for each in listed(shop, "--overdue")] == ids[:1]
    shop.run("hutang", "bayar", "budi", "60rb")
    assert "janji" not in shop.run("hutang", "list").out
    assert [each["janji"] for each in listed(shop)] == [None]


def test_the_last_promise_counts(shop):
    owe(shop, "st", "10rb")
    for words, day in (
        (("siti", "warung", "sabtu"), "28"),
        (("st", "besok"), "22"),
        (("siti", "2", "hari", "lagi"), "23"),
        (("warung", "28/11"), "28"),
    ):
        shop.run("hutang", "janji", *words)
        assert listed(shop)[0]["janji"] == f"2026-11-{day}"
    before = files(shop)
    for words, code in (
        ("st", 2),
        ("st kemarin", 2),
        ("st kapan-kapan", 2),
        ("budi sabtu", 1),
        ("zzz sabtu", 1),
        ("st gajian", 2),
        ("st 2026-11-20", 2),
    ):
        shop.run("hutang", "janji", *words.split(), code=code)
    assert files(shop) == before
    assert "Senin, 23 Nov 2026" in dropped(shop, [None], "janji", "st", "senin")


# Disputes


def test_17_a_disputed_debt_is_counted_and_nobody_is_reminded_of_it(konter):
    add(konter, "Budi", BUDI)
    debt = owe(konter, "budi", "20rb", "2026-10-10", waktu=BEFORE[1])
    assert "lewat jatuh tempo" in konter.run("jual", "budi", "5").err
    said = konter.run("hutang", "tahan", "budi", "--alasan", "katanya sudah bayar").out
    assert last(konter, "jenis", "ref", "alasan") == ("tahan", debt, "katanya sudah bayar")
    assert "ditahan" in said and rupiah(said) == [20000]
    (found,) = listed(konter, "--overdue")
    assert (found["ditahan"], found["sisa"], found["telat_hari"]) == (True, 20000, 42)
    assert "ditahan" in konter.run("hutang", "list").out
    assert hutang(konter, "umur")[0]["jumlah"] == 20000 and money(konter, "budi") == (20000, 0)
    assert "lewat jatuh tempo" not in konter.run("jual", "budi", "10").err
    assert "kami periksa" in konter.run("hutang", "rekap", "budi").out
    owe(konter, "budi", "5rb")  # brings no consequence
    konter.run("hutang", "tahan", debt, "--lepas")
    assert last(konter, "jenis", "ref") == ("lepas", debt)
    assert not listed(konter, "--overdue")[0]["ditahan"]
    refused(konter, "tambah", "budi", "5rb")


def test_money_passes_over_what_is_disputed_unless_it_is_named(shop):
    ids = three(shop)
    shop.run("hutang", "tahan", ids[0], "--alasan", "x")
    said = refused(shop, "bayar", "budi", "45rb")
    assert {40000, 5000} <= set(rupiah(said))
    shop.run("hutang", "bayar", "budi", "45rb", "--lebih", "titipan")
    assert left(shop) == {ids[0]: 20000} and money(shop, "budi") == (20000, 5000)
    said = refused(shop, "bayar", "budi", "5rb")
    assert "ditahan" in said and "--untuk" in said
    shop.run("hutang", "bayar", "budi", "6rb", "--untuk", ids[0])
    assert money(shop, "budi") == (14000, 5000)
    shop.run("hutang", "tahan", ids[0], "--lepas")
    assert money(shop, "budi") == (9000, 0)


def test_a_debt_is_put_on_hold_once_with_a_reason(shop):
    owe(shop, "budi", "20rb")
    refused(shop, "tahan", "budi", code=2)
    refused(shop, "tahan", "budi", "--alasan", " ", code=2)
    assert "tidak sedang" in refused(shop, "tahan", "budi", "--lepas")
    dropped(shop, [None], "tahan", "budi")
    dropped(shop, [""], "tahan", "budi", code=2)
    dropped(shop, ["katanya sudah", None], "tahan", "budi")
    assert talk(shop, ["katanya sudah", ""], "hutang", "tahan", "budi")[0] == 0
    assert last(shop, "alasan") == ("katanya sudah",)
    assert "sudah ditahan" in refused(shop, "tahan", "budi", "--alasan", "x")
    dropped(shop, [None], "tahan", "budi", "--lepas")


# Written off


def test_what_is_written_off_is_owed_no_more(shop):
    ids = three(shop)
    shop.run("hutang", "bayar", "budi", "5rb")
    refused(shop, "ikhlaskan", ids[0], code=2)
    assert "Rp15.000" in dropped(shop, [None], "ikhlaskan", ids[0], "--alasan", "pindah kota")
    said = shop.run("hutang", "ikhlaskan", ids[0], "--alasan", "pindah kota").out
    assert last(shop, "jenis", "ref", "jumlah", "alasan") == (
        "ikhlaskan",
        ids[0],
        "15000",
        "pindah kota",
    )
    assert rupiah(said) == [15000, 40000] and list(left(shop)) == ids[1:]
    refused(shop, "ikhlaskan", ids[0], "--alasan", "lagi")
    refused(shop, "undur", ids[0], "31/12", "--alasan", "lagi")


# Taken back

KINDS = {
    "tambah": ("tambah", "budi", "7rb"),
    "bayar": ("bayar", "budi", "25rb"),
    "lebih": ("bayar", "budi", "90rb", "--lebih", "titipan"),
    "untuk": ("bayar", "budi", "5rb", "--untuk", "H3"),
    "undur": ("undur", "H1", "10/12", "--alasan", "x"),
    "cicil": ("cicil", "H1", "--kali", "2", "--tiap", "minggu"),
    "janji": ("janji", "budi", "besok"),
    "tahan": ("tahan", "H1", "--alasan", "x"),
    "lepas": ("tahan", "H2", "--lepas"),
    "ikhlaskan": ("ikhlaskan", "H1", "--alasan", "x"),
}


def state(konter: Konter) -> list:
    """All that is shown of debts and customers, now and later."""
    found, now = [], konter.now
    for konter.now in (now, "2026-12-01T10:00:00+07:00"):
        found += listed(konter), hutang(konter, "umur"), people(konter)
    konter.now = now
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_is_taken_back_leaves_what_was_before(shop, kind):
    three(shop)
    shop.run("hutang", "janji", "budi", "sabtu")
    shop.run("hutang", "tahan", "H2", "--alasan", "x")
    shop.run("titipan", "terima", "budi", "42rb")  # pays the others but for nothing
    owe(shop, "budi", "11rb", "26/11")
    shop.run("batal", "H6", "--alasan", "x")
    before = state(shop)
    words = KINDS[kind]
    id = shop.run("hutang", *words).id
    assert state(shop) != before
    said = shop.run("batal", id, "--alasan", "keliru")
    assert last(shop, "jenis", "ref", "alasan") == ("batal", id, "keliru") and id in said.out
    assert state(shop) == before
    on_disk = files(shop)
    shop.run("batal", id, "--alasan", "lagi", code=1)
    shop.run("batal", shop.rows("hutang")[-1]["id"], "--alasan", "lagi", code=1)
    assert files(shop) == on_disk
    again = shop.run("hutang", *words).id  # and may be made again
    assert again != id and state(shop) != before


def test_an_older_promise_and_hold_count_again_when_the_last_is_taken_back(shop):
    owe(shop, "budi", "10rb")
    shop.run("hutang", "janji", "budi", "senin")
    shop.run("hutang", "janji", "budi", "sabtu")
    shop.run("batal", shop.rows("hutang")[-1]["id"], "--alasan", "x")
    assert listed(shop)[0]["janji"] == "2026-11-23"
    shop.run("hutang", "tahan", "budi", "--alasan", "x")
    shop.run("hutang", "tahan", "budi", "--lepas")
    shop.run("batal", shop.rows("hutang")[-1]["id"], "--alasan", "x")
    assert listed(shop)[0]["ditahan"]


def test_a_debt_that_is_taken_back_frees_its_money_for_the_others(shop):
    ids = three(shop)
    shop.run("hutang", "bayar", "budi", "25rb")
    said = shop.run("batal", ids[0], "--alasan", "dobel").out
    assert left(shop) == {ids[2]: 15000} and "Rp15.000" in said


# At a question


@pytest.mark.parametrize(
    "words",
    [
        "undur H1 10/12",
        "undur H1 10/12 --alasan x",
        "cicil H1 --kali 2 --tiap minggu",
        "janji budi besok",
        "bayar budi 5rb",
        "bayar budi",
        "ikhlaskan H1",
    ],
)
def test_ctrl_c_at_a_question_records_nothing(shop, words):
    owe(shop, "budi", "20rb")
    assert "tidak dicatat" in dropped(shop, [None], *words.split())


def test_at_a_terminal_a_move_and_a_split_are_read_back(shop):
    owe(shop, "budi", "20rb")
    for words, parts in (
        (("undur", "H1", "10/12"), ("Budi", "Kamis, 10 Des 2026")),
        (
            ("cicil", "H1", "--kali", "3", "--tiap", "minggu"),
            ("Rp7.000 Sabtu, 28 Nov 2026", "Rp6.000 Sabtu, 12 Des 2026"),
        ),
    ):
        answers = ["sakit", ""] if words[0] == "undur" else [""]
        code, screen = talk(shop, answers, "hutang", *words, columns=200)
        assert code == 0 and all(part in screen for part in parts), screen
        assert last(shop, "jenis") == words[:1]


def test_a_question_fits_a_phone(shop):
    owe(shop, "budi", "20rb")
    with at_terminal(
        shop, "hutang", "cicil", "H1", "--kali", "3", "--tiap", "minggu", columns=40
    ) as terminal:
        terminal.wait_for_prompt()
        terminal.press("\r")
        assert terminal.finish() == 0
        lines = terminal.screen.split("\n")
    assert max(len(line.rstrip()) for line in lines[1:]) <= 40


@pytest.mark.parametrize(
    "change",
    [("undur", "H1", "12/12", "--alasan", "x"), ("cicil", "H1", "--kali", "2", "--tiap", "minggu")],
)
def test_a_new_agreement_ends_the_promise(shop, change):
    owe(shop, "budi", "20rb")
    shop.run("hutang", "janji", "budi", "besok")
    shop.run("hutang", *change)
    shop.now = "2026-11-25T10:00:00+07:00"
    assert [each["janji"] for each in listed(shop)] == [None]


def test_a_debt_is_moved_by_its_customers_name_of_several_words(shop):
    owe(shop, "siti", "20rb")
    shop.run("hutang", "undur", "siti", "warung", "tanggal", "5", "--alasan", "x")
    assert [each["tempo"] for each in listed(shop)] == ["2026-12-05"]


def test_what_money_was_shared_by_is_not_taken_back_behind_it(shop):
    first = owe(shop, "siti", "10rb", "24/11")
    owe(shop, "siti", "5rb", "26/11")
    shop.run("hutang", "undur", first, "28/11", "--alasan", "x", "-y")
    moved = shop.rows("hutang")[-1]["id"]
    shop.run("batal", moved, "--alasan", "salah")
    shop.run("hutang", "undur", first, "28/11", "--alasan", "x", "-y", "--tetap", "ya")
    moved = shop.rows("hutang")[-1]["id"]
    assert "Lunas" in shop.run("hutang", "bayar", "siti", "5rb", "-y").out
    before = files(shop)
    assert "uang masuk yang dibagi" in shop.run("batal", moved, "--alasan", "x", code=1).err
    assert files(shop) == before

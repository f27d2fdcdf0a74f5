"""A complaint at a terminal: one question at a time, back, stop, and nothing broken on a narrow
screen."""

import re
from pathlib import Path

import pytest
import yaml

from helpers.complaints import TO_THE_END, complain, listed
from helpers.konter import Konter, command
from helpers.terminal import Terminal

NUMBER, STORED = "081234567890", "0812-3456-7890"
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def sold(konter: Konter) -> Konter:
    konter.now = "2026-11-21T10:00:00+07:00"
    konter.run("jual", NUMBER, "S10", "-y")
    konter.now = "2026-11-21T10:30:00+07:00"
    return konter


def at(konter: Konter, *words: str, columns: int = 80) -> Terminal:
    return Terminal(command(*words), konter.environment(), columns)


def typed(terminal: Terminal, keys: str) -> None:
    """Answers the questions one after the other; `-` is Enter alone."""
    for key in keys.split():
        terminal.wait_for_prompt()
        terminal.press(f"{'' if key == '-' else key}\r")
        terminal.typed(key)


def test_a_walk_to_a_sure_finding_closed_at_once(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y y y 1 t t y y")
        assert terminal.finish() == 0
        assert "Temuan (pasti)" in terminal.screen
    assert [row["jenis"] for row in sold.rows("keluhan")] == ["keluhan", "selesai"]
    assert listed(sold)[0]["hasil"] == "pulsa-darurat"


def test_enter_leaves_it_open(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y y y 1 t t y -")
        assert terminal.finish() == 0
    assert listed(sold)[0]["status"] == "terbuka"


def test_back_takes_the_last_answer_back(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "k y y k k y y y gagal")
        assert terminal.finish() == 0
        assert "Ini pertanyaan pertama" in terminal.screen
    (row,) = sold.rows("keluhan")
    assert (
        row["temuan"] == "gagal"
        and "diminta=ya pembeli=ya pemasok=ya riwayat=gagal" in row["jawaban"]
    )


def test_save_and_go_on_where_it_was_left(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y y s")
        assert terminal.finish() == 0
        assert "Lanjutkan: pulsa keluhan lanjut K1" in terminal.screen
    assert sold.rows("keluhan")[0]["temuan"] == ""
    with at(sold, "keluhan", "lanjut", "K1") as terminal:
        typed(terminal, "t -")
        assert terminal.finish() == 0
        assert "membacakan" not in terminal.screen
    assert listed(sold)[0]["temuan"] == "salah-nomor"


def test_going_on_with_one_that_has_a_finding_can_change_the_last_answer(sold: Konter) -> None:
    complain(sold, "7890", "diminta=y", "pembeli=t")
    with at(sold, "keluhan", "lanjut", "K1") as terminal:
        typed(terminal, "y y t -")  # changes it: it is the buyer's number after all
        assert terminal.finish() == 0
    assert sold.rows("keluhan")[1]["jawaban"].endswith("diminta=ya pembeli=ya pemasok=tidak")


@pytest.mark.parametrize("before", ["", "y", "y y y 1 t t"])
def test_ctrl_c_records_nothing(sold: Konter, before: str) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, before)
        terminal.wait_for_prompt()
        terminal.interrupt()
        assert terminal.finish() == 130
    assert sold.rows("keluhan") == []


def test_ctrl_d_records_nothing(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        terminal.wait_for_prompt()
        terminal.press("\x04")
        assert terminal.finish() == 130
    assert sold.rows("keluhan") == []


def test_what_cannot_be_read_is_asked_again(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "entah y 7 t -")
        assert terminal.finish() == 0
        assert terminal.screen.count("Ketik salah satu") == 2


def test_a_near_number_is_offered_and_is_the_finding_unless_ruled_out(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "081234567891") as terminal:
        assert "bukan semua ini" in terminal.wait_for("bukan semua ini")
        typed(terminal, "1 y s")
        assert terminal.finish() == 0
        assert "pembeli menyebut 0812-3456-7891" in terminal.screen
    (found,) = listed(sold)
    assert (found["temuan"], found["nomor"], found["disebut"]) == (
        "salah-nomor",
        STORED,
        "0812-3456-7891",
    )
    said = sold.run("keluhan", "lanjut", "K1", "--jawab", "pembeli=t")  # still known
    assert "pembeli menyebut 0812-3456-7891" in said.err
    assert "https://wa.me/6281234567891?" in said.out and "wa.me/6281234567890" not in said.out


def test_the_buyers_own_word_decides_where_messages_go(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "081234567891") as terminal:
        typed(terminal, "1 y y y 1 t t y -")  # the buyer's number is the one that was filled
        assert terminal.finish() == 0
        assert "wa.me/6281234567890?" in terminal.screen
        assert "wa.me/6281234567891" not in terminal.screen


def test_two_sellers_at_one_sale_make_one_complaint_with_all_answers(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        terminal.wait_for_prompt()
        complain(sold, "7890", "diminta=y", "darurat=y")
        terminal.press("s\r")
        terminal.answer("Sudah beres? [y = ya, Enter = tidak] ", "")
        assert terminal.finish() == 0
    (found,) = listed(sold)
    assert found["temuan"] == "pulsa-darurat" and "diminta=ya" in found["jawaban"]


def test_closed_by_another_seller_meanwhile_it_is_a_new_complaint_which_is_said(
    sold: Konter,
) -> None:
    complain(sold, "7890")
    with at(sold, "cek-keluhan", "7890") as terminal:
        terminal.wait_for_prompt()
        sold.run("keluhan", "selesai", "K1", "--hasil", "masuk")
        terminal.press("y\r")
        typed(terminal, "s")
        assert terminal.finish() == 0
        assert "sudah diselesaikan di tempat lain" in terminal.screen
    assert [each["status"] for each in listed(sold)] == ["terbuka", "selesai"]


def test_closed_by_another_seller_and_nothing_new_said_records_nothing(sold: Konter) -> None:
    complain(sold, "7890")
    with at(sold, "cek-keluhan", "7890") as terminal:
        terminal.wait_for_prompt()
        sold.run("keluhan", "selesai", "K1", "--hasil", "masuk")
        terminal.press("s\r")
        assert terminal.finish() == 1
    assert [each["status"] for each in listed(sold)] == ["selesai"]


def test_a_short_key_is_not_taken_for_an_answer_that_begins_alike(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y y y s sukses simpan")
        assert terminal.finish() == 0
    assert "riwayat=sukses" in listed(sold)[0]["jawaban"]


def test_ctrl_c_at_the_last_question_leaves_the_complaint_open(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y t")
        terminal.wait_for("Sudah beres?")
        terminal.wait_for_prompt()
        terminal.interrupt()
        assert terminal.finish() == 0
    assert listed(sold)[0]["status"] == "terbuka"


def test_a_failed_sale_to_another_number_is_not_repeated_before_the_number_is_sure(
    sold: Konter,
) -> None:
    sold.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    with at(sold, "cek-keluhan", "081234567891") as terminal:
        typed(terminal, "1 y t -")  # another number was meant
        assert terminal.finish() == 0
        assert "pastikan dulu nomornya" in terminal.screen
    assert listed(sold)[0]["temuan"] == "salah-nomor"
    sold.run("keluhan", "lanjut", "K1", "--jawab", "pembeli=y")
    assert listed(sold)[0]["temuan"] == "gagal"


def test_four_digits_of_another_number_send_nothing_to_the_one_filled(sold: Konter) -> None:
    sold.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    with at(sold, "cek-keluhan", "7809") as terminal:
        typed(terminal, "1 s")
        assert terminal.finish() == 0
    said = sold.run("keluhan", "lanjut", "K1", "--jawab", "pembeli=t").out
    assert "salah-nomor" in listed(sold)[0]["temuan"] and "wa.me" not in said


def test_a_number_named_later_is_asked_about_anew(sold: Konter) -> None:
    complain(sold, "7890", *TO_THE_END)
    with at(sold, "cek-keluhan", "081234567809") as terminal:
        typed(terminal, "1 t -")
        assert terminal.finish() == 0
    (found,) = listed(sold)
    assert (found["temuan"], found["disebut"]) == ("salah-nomor", "0812-3456-7809")
    said = sold.run("keluhan", "lanjut", "K1", "--jawab", "diminta=y").out
    assert "wa.me/6281234567809" in said


def test_not_knowing_wipes_out_no_answer_of_another_seller(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y ?")
        terminal.wait_for_prompt()
        complain(sold, "7890", "pembeli=tidak")
        terminal.press("s\r")
        terminal.answer("Sudah beres? [y = ya, Enter = tidak] ", "")
        assert terminal.finish() == 0
    assert listed(sold)[0]["temuan"] == "salah-nomor"


def test_a_sale_that_failed_while_the_questions_were_on_screen(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as terminal:
        typed(terminal, "y y")
        terminal.wait_for_prompt()
        sold.run("transaksi", "gagal", "J1", "--kembali", "tunai")
        terminal.press("s\r")
        assert terminal.finish() == 0
    assert listed(sold)[0]["temuan"] == "gagal"


def test_old_answers_can_be_changed_though_the_books_have_moved_on(sold: Konter) -> None:
    complain(sold, "7890", *TO_THE_END)
    sold.now = "2026-11-25T10:00:00+07:00"  # past the supplier's deadline
    with at(sold, "keluhan", "lanjut", "A-261121-K001") as terminal:
        typed(terminal, "y y -")
        assert terminal.finish() == 0
    assert listed(sold)[0]["temuan"] == "operator"


def test_the_answer_taken_back_is_the_one_that_decided(sold: Konter) -> None:
    complain(sold, "7890", "diminta=y", "saldo=t", "nsp=t")
    complain(sold, "7890", "pembeli=t")
    with at(sold, "keluhan", "lanjut", "K1") as terminal:
        typed(terminal, "y y s")
        assert terminal.finish() == 0
    (found,) = listed(sold)
    assert "pembeli=ya" in found["jawaban"] and "nsp=tidak" in found["jawaban"]


def test_the_number_named_to_another_seller_is_kept(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "7890") as first:
        typed(first, "y")
        first.wait_for_prompt()
        with at(sold, "cek-keluhan", "081234567809") as second:
            typed(second, "1 s")
            assert second.finish() == 0
        first.press("s\r")
        assert first.finish() == 0
    (found,) = listed(sold)
    assert (found["temuan"], found["disebut"]) == ("salah-nomor", "0812-3456-7809")
    assert sold.rows("keluhan")[-1]["disebut"] == "0812-3456-7809"


def test_enter_takes_none_of_the_near_numbers(sold: Konter) -> None:
    with at(sold, "cek-keluhan", "081234567891") as terminal:
        typed(terminal, "-")
        assert terminal.finish() == 1
    assert sold.rows("keluhan") == []


def test_of_several_sales_the_newest_is_first(sold: Konter) -> None:
    sold.run("jual", NUMBER, "S25", "-y")
    with at(sold, "cek-keluhan", NUMBER) as terminal:
        typed(terminal, "- 2 s")  # Enter takes none
        assert terminal.finish() == 0
        assert terminal.screen.index("J002") < terminal.screen.index("J001")
    assert listed(sold)[0]["penjualan"] == "A-261121-J001"


def test_nothing_typed_asks_for_the_number(sold: Konter) -> None:
    with at(sold, "cek-keluhan") as terminal:
        typed(terminal, "7890 s")
        assert terminal.finish() == 0
    assert len(listed(sold)) == 1


def test_the_result_is_picked_where_it_was_not_named(sold: Konter) -> None:
    complain(sold, "7890", "diminta=y", "pembeli=t")
    with at(sold, "keluhan", "selesai", "K1") as terminal:
        typed(terminal, "-")
        assert terminal.finish() == 0
    assert listed(sold)[0]["hasil"] == "salah-nomor"


CODES = sorted(
    {
        fact["isi"]
        for uses in yaml.safe_load((ROOT / "checklists" / "operator.yaml").read_text("utf-8"))[
            "operator"
        ].values()
        for found in (uses or {}).values()
        for fact in found
    }
)


@pytest.mark.parametrize(
    "number, product",
    [
        (NUMBER, "S25"),
        ("085712345678", "I10"),
        ("081712345678", "X10"),
        ("089612341234", "T10"),
        ("083112345678", "A10"),
        ("088112345678", "SM10"),
    ],
)
@pytest.mark.parametrize("columns", [80, 40])
def test_no_code_or_number_is_broken_on_a_narrow_screen(
    konter: Konter, number: str, product: str, columns: int
) -> None:
    konter.run("jual", number, product, "-y", "--sn", "01394800006993562868")
    with at(konter, "cek-keluhan", number, columns=columns) as terminal:
        typed(terminal, "y y y 1 t t t t y -")
        assert terminal.finish() == 0
        screen = re.sub(r"^\(jam disetel:.*\n", "", terminal.screen, flags=re.M)
    lines = re.sub(r"https\S+", "", screen).split("\n")
    assert max(map(len, lines)) <= columns + 2  # a typed answer and its mark
    flat = re.sub(r"\s+", " ", re.sub(r"https\S+", "", screen))
    for code in CODES:
        for part in re.split(" > |; ", code):
            if len(part) <= 30 and re.search(r"[*\d]", part):
                assert flat.count(part) == sum(line.count(part) for line in lines), part
    for piece in (f"{number[:4]}-{number[4:8]}-{number[8:]}", "01394800006993562868"):
        assert flat.count(piece) == sum(line.count(piece) for line in lines) > 0


def test_what_to_press_stands_in_one_line_on_a_narrow_screen(konter: Konter) -> None:
    for columns in range(34, 60, 5):
        with at(konter, "jual", NUMBER, "S10", columns=columns) as terminal:
            terminal.wait_for_prompt()
            terminal.press("t\r")
            terminal.finish()
            assert "[Enter = ya, t = tidak]" in terminal.screen, columns

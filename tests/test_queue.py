"""`pulsa jual` with a person at the terminal, and the queue."""

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.konter import Konter
from helpers.terminal import Terminal, at_terminal

ENTER_YES = "[Enter = ya, t = tidak] "


def test_the_number_is_read_back_before_anything_is_recorded(konter: Konter) -> None:
    with at_terminal(konter, "jual", "081234567890", "10") as terminal:
        shown = terminal.wait_for(ENTER_YES)
        assert "0812-3456-7890 · Telkomsel · Pulsa 10.000 · Rp12.000" in shown
        assert konter.rows() == []
        terminal.press("\r")
        assert terminal.finish() == 0
    assert len(konter.rows()) == 1


def test_an_answer_of_no_records_nothing(konter: Konter) -> None:
    with at_terminal(konter, "jual", "081234567890", "10") as terminal:
        terminal.answer(ENTER_YES, "apa")
        terminal.answer("Ketik y atau t:", "t")
        assert terminal.finish() == 1
    assert konter.rows() == []


def test_ctrl_c_and_ctrl_d_at_the_question_record_nothing(konter: Konter) -> None:
    for stop in (Terminal.interrupt, lambda terminal: terminal.press("\x04")):
        with at_terminal(konter, "jual", "081234567890", "10") as terminal:
            terminal.wait_for(ENTER_YES)
            stop(terminal)
            assert terminal.finish() == 130
            assert "tidak dicatat" in terminal.screen
            assert "Traceback" not in terminal.screen
    assert konter.rows() == []


def test_yes_asks_nothing(konter: Konter) -> None:
    with at_terminal(konter, "jual", "081234567890", "10", "-y") as terminal:
        assert terminal.finish() == 0
    assert len(konter.rows()) == 1


def test_what_is_missing_is_asked_for(konter: Konter) -> None:
    konter.edit("ledger/produk.csv", "10212,12000", "10212,")
    with at_terminal(konter, "jual", "081234567890") as terminal:
        terminal.answer("Produk untuk 0812-3456-7890", "10")
        terminal.answer("Harga jual", "12,5rb")
        terminal.answer(ENTER_YES, "")
        assert terminal.finish() == 0
    assert konter.rows()[0]["harga"] == "12500"


def test_a_number_of_two_operators_asks_which_card(konter: Konter) -> None:
    with at_terminal(konter, "jual", "085155556666", "10") as terminal:
        shown = terminal.answer("[1-2] ", "2")
        assert "1. by.U (BU10)" in shown and "2. Telkomsel (S10)" in shown
        terminal.answer(ENTER_YES, "")
        assert terminal.finish() == 0
    assert konter.rows()[0]["produk"] == "S10"


def test_fifteen_is_asked_about(konter: Konter) -> None:
    with at_terminal(konter, "jual", "081234567890", "10", "--dibayar", "15") as terminal:
        assert "15: maksudnya Rp15.000?" in terminal.answer(ENTER_YES, "")
        assert "kembalian Rp3.000" in terminal.wait_for(ENTER_YES)
        terminal.press("\r")
        assert terminal.finish() == 0


def test_a_second_sale_of_the_day_needs_a_typed_yes(konter: Konter) -> None:
    konter.run("jual", "081234567890", "10")
    for answer, rows in (("", 1), ("y", 2)):
        with at_terminal(konter, "jual", "081234567890", "10") as terminal:
            shown = terminal.answer("[y = ya, Enter = tidak] ", answer)
            assert "sudah dijual 21 Nov 10.05 (A-261121-J001)" in " ".join(shown.split())
            terminal.finish()
        assert len(konter.rows()) == rows


def test_the_same_once_more_needs_a_typed_yes_also_for_what_is_still_pending(
    konter: Konter,
) -> None:
    konter.run("jual", "081234567890", "10", "--status", "pending")
    konter.run("jual", "081234567891", "10")
    konter.run("transaksi", "salah-nomor", "J2", "--ke", "081234567890", "--rugi", "toko")
    konter.now = "2026-11-24T10:05:00+07:00"
    for words in (("transaksi", "ulang", "A-261121-J002"), ("jual", "081234567890", "10")):
        for answer in ("", "y"):
            before = len(konter.rows())
            with at_terminal(konter, *words) as terminal:
                shown = terminal.answer("Enter = tidak] ", answer)
                assert "masih pending, dijual 21 Nov 10.05" in " ".join(shown.split())
                terminal.finish()
            assert len(konter.rows()) == before + bool(answer)


def test_the_queue_takes_a_sale_a_line(konter: Konter) -> None:
    with at_terminal(konter, "jual") as terminal:
        terminal.answer("jual> ", "081234567890 10")
        terminal.answer(ENTER_YES, "")
        terminal.answer("jual> ", "0857 1234 5678 10 tf --diskon 500")
        terminal.answer(ENTER_YES, "")
        terminal.answer("jual> ", "081234567890 xyz")  # a mistake stops nothing
        assert "Maksudnya" in terminal.answer("jual> ", "?")
        assert "Baris kosong: selesai." in terminal.answer("jual> ", '0878123 "10')
        terminal.wait_for("tidak berpasangan")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
        assert "2 penjualan · Rp24.500 (tunai Rp12.000, transfer Rp12.500)" in terminal.screen
    assert [(row["nomor"], row["cara"], row["dibayar"]) for row in konter.rows()] == [
        ("0812-3456-7890", "tunai", "12000"),
        ("0857-1234-5678", "transfer", "12500"),
    ]


def test_options_of_the_command_hold_for_the_whole_queue(konter: Konter) -> None:
    with at_terminal(konter, "jual", "-y", "--kasir", "Sari", "--cara", "qris") as terminal:
        terminal.answer("jual> ", "081234567890 10")
        terminal.answer("jual> ", "085712345678 10 tunai --kasir Budi")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
    assert [(row["kasir"], row["cara"]) for row in konter.rows()] == [
        ("Sari", "qris"),
        ("Budi", "tunai"),
    ]


@pytest.mark.parametrize(
    "stop", [Terminal.interrupt, lambda terminal: terminal.press("\x04")], ids=["Ctrl-C", "Ctrl-D"]
)
def test_ctrl_c_in_the_queue_drops_a_line_or_ends_it(
    konter: Konter, stop: Callable[[Terminal], None]
) -> None:
    with at_terminal(konter, "jual") as terminal:
        terminal.answer("jual> ", "081234567890 10")
        terminal.answer(ENTER_YES, "")
        terminal.answer("jual> ", "085712345678 10")
        terminal.wait_for(ENTER_YES)
        stop(terminal)
        terminal.wait_for("Baris ini tidak dicatat")
        terminal.wait_for("jual> ")
        stop(terminal)
        assert terminal.finish() == 0
        assert "1 penjualan · Rp12.000" in terminal.screen
    assert [row["nomor"] for row in konter.rows()] == ["0812-3456-7890"]


def test_the_queue_edits_lines_and_remembers_them(konter: Konter) -> None:
    with at_terminal(konter, "jual", "-y", fresh=True) as terminal:
        terminal.answer("jual> ", "081234567890 10")
        terminal.wait_for("jual> ")
        terminal.press("\x10\x7f\x7f5\r")  # back in history, two letters off, another product
        terminal.wait_for("Pulsa 5.000")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
    assert [row["produk"] for row in konter.rows()] == ["S10", "S5"]


def test_the_queue_reads_a_pipe(konter: Konter) -> None:
    lines = "081234567890 10\n\n085712345678 10 tf\n0812 10\n"
    said = konter.run("jual", stdin=lines, code=1)
    assert "baris 4: 0812 10 kurang angka" in said.err
    assert len(konter.rows()) == said.out.count("Tercatat") == 2
    assert konter.run("jual", stdin="081234567891 10\n").err.startswith("1 penjualan")
    konter.run("jual", stdin="", code=2)
    said = konter.run(
        "jual",
        stdin="081234567892 10 --help\n081234567893 10 --hrga 5\n081234567894 10 --format json\n",
        code=1,
    )
    assert "baris 1: tidak tercatat" in said.err and "Lihat: pulsa jual --help" in said.err
    assert "baris 3: --format hanya untuk satu penjualan" in said.err


@pytest.mark.parametrize("columns", [80, 40])
def test_the_list_fits_the_terminal(konter: Konter, columns: int) -> None:
    konter.run("jual", "081234567890", "10", "tf")
    konter.run("jual", "085912345678901"[:13], "X10", "--status", "pending")
    with at_terminal(konter, "transaksi", "list", columns=columns) as terminal:
        assert terminal.finish() == 0
        assert all(len(line) <= columns for line in terminal.screen.split("\n")[1:])
        assert "0812-3456-7890" in terminal.screen and "12.000" in terminal.screen


@pytest.mark.parametrize("line", ["-k", "--tetap x", "--cara tf"])
def test_a_line_of_options_alone_stops_no_other(konter: Konter, line: str) -> None:
    lines = f"081234567890 10\n{line}\n081234567890 20\n"
    said = konter.run("jual", stdin=lines, code=1).err
    assert "baris 2: Tulis nomor dan produknya" in said and "2 penjualan" in said
    assert [row["produk"] for row in konter.rows()] == ["S10", "S20"]


# A queue of ten lines, interrupted at a moment of the second sale.
INTERRUPTED = """
import io, os, signal, stat, sys
from pulsa_cli import cli

moment = sys.argv[1]
fsync, said = os.fsync, []


def press(now):
    if now == moment and not said.count(now):
        said.append(now)
        os.kill(os.getpid(), signal.SIGINT)


def synced(file):
    done = fsync(file)
    if not stat.S_ISDIR(os.fstat(file).st_mode) and b"-J002" in os.pread(file, 9999, 0):
        press("while it is written")
    return done


class Screen(io.StringIO):
    def write(self, text):
        if "J002" in text:
            press("while it is said")
        return super().write(text)


class Lines(io.StringIO):
    def readline(self, *size):
        line = super().readline(*size)
        if line.startswith("081234567892"):
            press("at the third")
        return line


os.fsync, sys.stdout = synced, Screen()
sys.stdin = Lines("".join(f"08123456789{digit} 10\\n" for digit in range(10)))
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(cli.main(["jual"]))
"""


@pytest.mark.parametrize("moment", ["while it is written", "while it is said", "at the third"])
def test_ctrl_c_ends_a_piped_queue_behind_the_row_that_is_being_written(
    konter: Konter, moment: str
) -> None:
    done = konter.script(INTERRUPTED, moment)
    assert [row["nomor"][-1] for row in konter.rows()] == ["0", "1"]
    assert "Dihentikan: 2 baris tercatat, yang berikutnya baris 3." in done.stderr
    assert done.returncode == 1 and "2 penjualan" in done.stderr


def test_ctrl_c_before_the_first_line_of_a_pipe_is_recorded_records_nothing(
    konter: Konter,
) -> None:
    script = INTERRUPTED.replace('"081234567892"', '"081234567890"')
    done = konter.script(script, "at the third")
    assert konter.rows() == []
    assert done.returncode == 130 and "Baris berikutnya: 1." in done.stderr


PASTED = "".join(f"08123456789{digit} 10\r" for digit in range(4))


def test_lines_pasted_into_the_queue_are_sales_each_asked_in_its_turn(konter: Konter) -> None:
    with at_terminal(konter, "jual") as terminal:
        terminal.answer("jual> ", PASTED + "\r")
        for digit in range(4):
            shown = terminal.answer(ENTER_YES, "t" if digit == 2 else "")
            assert f"0812-3456-789{digit}" in shown
        terminal.answer("jual> ", "081234567899 10")
        terminal.answer(ENTER_YES, "y")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
    assert [row["nomor"][-1] for row in konter.rows()] == ["0", "1", "3", "9"]


def test_ctrl_c_says_which_pasted_lines_are_not_read(konter: Konter) -> None:
    with at_terminal(konter, "jual") as terminal:
        terminal.answer("jual> ", PASTED)
        terminal.answer(ENTER_YES, "")
        terminal.wait_for(ENTER_YES)
        terminal.interrupt()
        shown = terminal.wait_for("jual> ")
        assert "tidak dibaca lagi:\n- 081234567892 10\n- 081234567893 10" in shown
        terminal.press("\r")
        assert terminal.finish() == 0
    assert [row["nomor"][-1] for row in konter.rows()] == ["0"]


def test_lines_that_come_as_an_answer_are_kept_for_later(konter: Konter) -> None:
    with at_terminal(konter, "jual") as terminal:
        terminal.answer("jual> ", "081234567890 10")
        terminal.answer(ENTER_YES, "081234567891 10")
        assert "Dibaca sesudah ini: 081234567891 10" in terminal.answer("y atau t: ", "y")
        assert "0812-3456-7891" in terminal.answer(ENTER_YES, "")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
    assert len(konter.rows()) == 2


def test_lines_that_the_terminal_pastes_as_one_are_sales_as_well(
    konter: Konter, tmp_path: Path
) -> None:
    settings = tmp_path / "inputrc"
    settings.write_text("set enable-bracketed-paste on\n")
    with at_terminal(konter, "jual", fresh=True, kind="xterm", inputrc=settings) as terminal:
        terminal.wait_for("jual> ")
        terminal.press(f"\x1b[200~{PASTED}\x1b[201~\r")
        for digit in range(4):
            assert f"0812-3456-789{digit}" in terminal.answer(ENTER_YES, "")
        terminal.answer("jual> ", "")
        assert terminal.finish() == 0
    assert len(konter.rows()) == 4

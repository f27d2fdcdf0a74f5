"""What the index answers is what a plain fold of all rows says, whatever became of the ledgers and
of the index itself. The oracle that reads and folds everything is helpers/oracle.py."""

import os
import shutil
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from helpers.drawn import PLACE, PLACED, some
from helpers.index import HARM, assert_true
from helpers.ledgers import BOM, append, ended, path_of
from helpers.sizes import tries
from pulsa_cli.core.schema import TABLES
from pulsa_cli.shop import Shop

# What a spreadsheet, git or a hand makes of a file: lines with their ends, the header first.
REMADE = {
    "a copy": lambda lines, _: lines,
    "line ends of a spreadsheet": lambda lines, _: [ended(line, b"\r\n") for line in lines],
    "line ends of this program": lambda lines, _: [ended(line, b"\n") for line in lines],
    "with a byte order mark": lambda lines, _: [BOM + lines[0], *lines[1:]],
    "a row less": lambda lines, turn: [
        line for place, line in enumerate(lines) if place != 1 + turn % len(lines)
    ],
    "rows in another order": lambda lines, _: [
        lines[0],
        *(ended(line, b"\n") for line in reversed(lines[1:])),
    ],
    "a column more in its header": lambda lines, _: [
        lines[0].replace(b",cek", b",lokasi,cek"),
        *lines[1:],
    ],
    "a header that nobody knows": lambda lines, _: [
        lines[0].replace(b"jenis", b"macam"),
        *lines[1:],
    ],
    "cut inside its header": lambda lines, turn: [lines[0][:turn]],
    "no rows": lambda lines, _: lines[:1],
    "nothing": lambda lines, _: [b""],
}
# Nothing here depends on the disk, and many examples are worth more than a disk's pace.
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
TURN = st.integers(0, 199)  # which file, line or byte, counted round and round


def step(**drawn):
    """A rule after which one of two shops that stay open is asked, or one just opened."""
    return rule(asked=some("first", "second", "new"), **drawn)


class Ledgers(RuleBasedStateMachine):
    """Two shops open on one folder, and whatever may happen to its files."""

    template: Path

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="pulsa-index-", dir=MEMORY)) / "toko"
        shutil.copytree(self.template, self.root)
        self.index = self.root / ".pulsa" / "index.db"
        self.open = {name: Shop(str(self.root)) for name in ("first", "second")}
        self.asked, self.harmed = "first", False
        self.last = dict.fromkeys(product("JHPKRO", "AB"), 0)

    def teardown(self):
        self.open.clear()
        shutil.rmtree(self.root.parent)

    def file(self, turn):
        """One of the ledger files, None where there is none yet."""
        found = sorted(self.root.glob("ledger/*/*.csv"))
        return found[turn % len(found)] if found else None

    def new_id(self, ledger, counter):
        key = TABLES[ledger].letter, counter
        self.last[key] += 1
        return f"{counter}-261121-{key[0]}{self.last[key]:03}"

    @invariant()
    def the_index_says_what_a_fold_of_all_rows_says(self):
        assert_true(self.open.get(self.asked) or Shop(str(self.root)))

    @invariant()
    def a_sound_index_is_brought_up_to_date_and_not_built_again(self):
        watched = self.root / "watched"
        if self.harmed or not self.index.exists():
            return
        assert not watched.exists() or watched.stat().st_nlink == 2
        watched.unlink(missing_ok=True)
        os.link(self.index, watched)

    @step(drawn=st.lists(PLACED, min_size=1, max_size=6))
    def rows_are_recorded(self, asked, drawn):
        self.asked = asked
        for place, row in drawn:
            append(self.root, place, [{**row, "id": self.new_id(place[0], place[2])}])

    @step(drawn=st.tuples(PLACED, PLACED))
    def rows_name_each_other_in_a_circle(self, asked, drawn):
        self.asked = asked
        ids = [self.new_id(*place[::2]) for place, _ in drawn]
        for (place, row), id, other in zip(drawn, ids, reversed(ids)):
            append(self.root, place, [{**row, "id": id, "ref": other}])

    @step(drawn=PLACED, number=some("001", "002"), counter=some("A", "B"))
    def a_row_may_have_the_id_of_another(self, asked, drawn, number, counter):
        self.asked = asked
        place, row = drawn
        id = f"{counter}-261121-{TABLES[place[0]].letter}{number}"
        append(self.root, place, [{**row, "id": id}])

    @step(place=PLACE, turn=TURN, line=TURN)
    def a_row_stands_in_two_files(self, asked, place, turn, line):
        self.asked = asked
        path = self.file(turn)
        if path:
            part = next(part for part in (".2", ".3", "") if path.stem.endswith(part))
            lines = path.read_bytes().splitlines()[1:]
            if lines:
                place = path.parent.name, *place[1:3], part
                append(self.root, place, [])
                with path_of(self.root, place).open("ab") as file:
                    file.write(lines[line % len(lines)] + b"\n")

    @step(turn=TURN, junk=some(b"\n", b"\r\n", b"<<<<<<< HEAD\n", b"torn", b"a,b\n", b"\xff\n"))
    def something_else_is_appended(self, asked, turn, junk):
        self.asked = asked
        if path := self.file(turn):
            with path.open("ab") as file:
                file.write(junk)

    @step(turn=TURN, count=some(1, 1, 2, 7, 8, 30))
    def the_last_line_is_cut(self, asked, turn, count):
        self.asked = asked
        if path := self.file(turn):
            os.truncate(path, max(0, path.stat().st_size - count))

    @step(turn=TURN, line=TURN, byte=TURN, new=some(b"7", b"A", b",", b'"'), kept=st.booleans())
    def a_byte_of_a_row_changes(self, asked, turn, line, byte, new, kept):
        self.asked = asked
        if path := self.file(turn):
            before, data = path.stat(), path.read_bytes()
            lines = data.splitlines(keepends=True)[1:]
            if lines and lines[line % len(lines)].strip():
                text = lines[line % len(lines)]
                place = data.index(text) + byte % len(text.rstrip(b"\r\n"))
                with path.open("r+b") as file:
                    file.seek(place)
                    file.write(new)
                if kept:
                    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @step(turn=TURN, how=some(*REMADE), line=TURN)
    def a_file_is_replaced_by(self, asked, turn, how, line):
        self.asked = asked
        path = self.file(turn)
        lines = path and path.read_bytes().splitlines(keepends=True)
        if lines:
            draft = path.with_suffix(".draft")
            draft.write_bytes(b"".join(REMADE[how](lines, line)))
            os.replace(draft, path)

    @step(turn=TURN)
    def a_file_goes_away(self, asked, turn):
        self.asked = asked
        if path := self.file(turn):
            os.replace(path, path.with_suffix(".away"))

    @step(turn=TURN)
    def a_file_comes_back(self, asked, turn):
        self.asked = asked
        away = sorted(self.root.glob("ledger/*/*.away"))
        if away:
            path = away[turn % len(away)]
            os.replace(path, path.with_suffix(".csv"))

    @step(name=some("index.db*", "index.db"))
    def the_index_is_deleted(self, asked, name):
        self.asked = asked
        self.harmed |= name == "index.db"  # a log without its database fits no other
        for path in (*self.index.parent.glob(name), self.root / "watched"):
            path.unlink(missing_ok=True)

    @step(how=some(*HARM), log=st.booleans())
    def the_index_is_damaged(self, asked, how, log):
        self.asked, self.harmed = asked, True
        for end in ("", "-wal")[: 1 + log]:
            path = self.index.with_name(f"index.db{end}")
            if path.exists():
                path.write_bytes(HARM[how](path.read_bytes()))


def machine(root):
    return type("Machine", (Ledgers,), {"template": root})


def test_the_index_says_what_a_fold_of_all_rows_says_whatever_became_of_the_files(root):
    run_state_machine_as_test(
        machine(root), settings=settings(max_examples=tries(6, 80), stateful_step_count=25)
    )


@pytest.mark.proof
def test_the_index_says_what_a_fold_of_all_rows_says_in_500_histories(root):
    run_state_machine_as_test(
        machine(root), settings=settings(max_examples=500, stateful_step_count=40)
    )

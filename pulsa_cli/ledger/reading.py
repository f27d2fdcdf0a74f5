"""Ledger files as they are read: which there are, the rows in them, and what can't be understood.

Lines of the plainest form, which are nearly all, are recognised by one pattern; any other line is
looked at column by column. Both ways take the same rows (a test holds them together).
"""

import csv
import io
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from pulsa_cli.core import cells, schema
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.text import clean

_NAME = r"(?P<month>\d{4}-(?:0[1-9]|1[0-2]))\.(?P<counter>[A-Z]{1,3})(?:\.(?P<part>\d+))?\.csv"
_NEEDED = {"id", "waktu", "jenis", "ref", "cek"}
BOM = b"\xef\xbb\xbf"
_TAIL = 16_384  # bytes at the end of a file in which its last row nearly always stands
# Fewer lines than this are not worth the pattern, which takes milliseconds to compile.
_MANY = 200 * 160
_PLAIN_TEXT = r"[ !#-+\--~]*"  # printable ASCII without comma and quote


class File(NamedTuple):
    """A ledger file, by the parts of its name."""

    counter: str
    month: str
    part: int
    path: str


# A line that is a row: where it starts in the file, its bytes without line end, and the cells
# that were asked for (empty where the file has no such column).
Line = tuple[int, bytes, tuple[bytes, ...]]
# Told of a line that is no row: where it starts, its bytes, and why.
Complain = Callable[[int, bytes, str], None]


@cache
def is_ledger(name: str) -> bool:
    """Is this the name of a ledger file?"""
    return re.fullmatch(_NAME, name, re.A) is not None


def files_in(folder: str, month: str = "", counter: str = "") -> list[File]:
    """The ledger files of a folder, by counter, month and part; all, or those of one month or
    counter."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    ledgers = []
    for name in names:
        match = name.startswith(month) and re.fullmatch(_NAME, name, re.A)
        if match and counter in ("", match["counter"]):
            ledgers.append(
                File(
                    match["counter"],
                    match["month"],
                    int(match["part"] or 1),
                    os.path.join(folder, name),
                )
            )
    return sorted(ledgers)


def is_resaved(header: bytes) -> bool:
    """Did a spreadsheet write this header line: with quotes, or with another separator?"""
    return header.startswith((b'"id"', b"id;", b"id\t"))


def sealable(cells: Iterable[str]) -> bytes:
    """Cells as one line of CSV, in the one form that the check letters are worked out over."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue().encode("utf-8")


def header_of(data: bytes) -> bytes:
    """The header line, without byte order mark and line end."""
    end = data.find(b"\n")
    return data[: end if end >= 0 else len(data)].removeprefix(BOM).rstrip(b"\r")


class Reader:
    """Reads the lines of files of a table that have this header."""

    def __init__(self, table: Table, header: bytes, wanted: tuple[str, ...] = ()) -> None:
        self.table, self.header = table, header
        self.resaved = is_resaved(header)
        if self.resaved:
            self._separator = max(",;\t", key=header.decode("utf-8", "replace").count)
            self.header = self._plain(header) or header
        self.columns = self.header.decode("utf-8", "replace").split(",")
        names = set(self.columns)  # with one name twice, nobody knows which cell is meant
        self.known = (
            _NEEDED <= names and self.columns[-1] == "cek" and len(names) == len(self.columns)
        )
        self._wanted = [self.columns.index(name) if name in self.columns else -1 for name in wanted]
        self._complete = set(table.header) <= names
        self._blank = dict.fromkeys(table.header, "")
        self._check = zlib.crc32(self.header)

    def lines(self, data: bytes, start: int, complain: Complain) -> Iterator[Line]:
        """The rows from byte `start` on, which begins a line; empty lines are left out."""
        read = self._many if len(data) - start > _MANY else self._each
        return read(data, start, len(data), complain)

    def is_whole(self, text: bytes) -> bool:
        """Is this line, which was found to be a row, still that?"""
        return text[-7:] == b"," + schema.check_letters(self.header, text[:-7])

    def row(self, text: bytes) -> Row:
        """The row in a line that was found to be one; columns that it lacks are empty."""
        row = dict(zip(self.columns, _split(text)))
        return row if self._complete else {**self._blank, **row}

    def _many(self, data: bytes, start: int, stop: int, complain: Complain) -> Iterator[Line]:
        triples, check, crc32, place = _triples(), self._check, zlib.crc32, start
        none = len(self.columns) + 1
        wanted = [number + 1 if number >= 0 else none for number in self._wanted]
        for match in self._pattern.finditer(data, start):
            begin, end = match.span()
            letters = crc32(data[begin : end - 7], check) % 26**6
            if triples[letters // 17576] + triples[letters % 17576] != data[end - 6 : end]:
                continue
            if begin > place:
                yield from self._each(data, place, begin, complain)
            text, _, *cells = match.group(0, none, *wanted)  # always a tuple
            yield begin, text, tuple(cells)
            place = end + 1
        yield from self._each(data, place, stop, complain)

    def _each(self, data: bytes, start: int, stop: int, complain: Complain) -> Iterator[Line]:
        while start < stop:
            end = data.find(b"\n", start, stop)
            end = stop if end < 0 else end
            if text := data[start:end].rstrip(b"\r"):
                cells = self._looked_at(text)
                if isinstance(cells, str) and (plain := self._plain(text)) not in (b"", text):
                    again = self._looked_at(plain)
                    text, cells = (text, cells) if isinstance(again, str) else (plain, again)
                if isinstance(cells, str):
                    complain(start, text, cells)
                else:
                    yield start, text, cells
            start = end + 1

    def _looked_at(self, text: bytes) -> tuple[bytes, ...] | str:
        """The wanted cells of a line, or why it is no row."""
        body, _, letters = text.rpartition(b",")
        if letters != schema.check_letters(self.header, body):
            if text.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
                return "tanda bentrok git; dua perangkat menulis berkas yang sama."
            return "baris terpotong atau diubah (kolom cek tidak cocok)."
        try:
            cells = _split(text)
        except (UnicodeDecodeError, csv.Error):
            return "bukan teks UTF-8 yang utuh."
        if len(cells) != len(self.columns):
            return f"ada {len(cells)} kolom, seharusnya {len(self.columns)}."
        if why := schema.complaint(self.table, dict(zip(self.columns, cells))):
            return why
        return tuple(cells[number].encode() if number >= 0 else b"" for number in self._wanted)

    def _plain(self, text: bytes) -> bytes:
        """A line as it was before a spreadsheet chose quotes and separator anew; the check letters
        are over that. Empty where it is no such line."""
        if not self.resaved:
            return b""
        try:
            return sealable(next(csv.reader([text.decode()], delimiter=self._separator)))
        except (UnicodeDecodeError, csv.Error, StopIteration):
            return b""

    @cached_property
    def _pattern(self) -> "re.Pattern[bytes]":
        """A line of the plainest form: a group for each column, and an empty one for columns that
        this file lacks."""
        kinds = {column.name: column.kind for column in self.table.columns}
        looks = (
            cells.pattern(kinds.get(name, cells.TEXT), self.table.letter) or _PLAIN_TEXT
            for name in self.columns
        )
        groups = ",".join(f"({look})" for look in looks)
        return re.compile(f"^{groups}()$".encode(), re.M | re.A)


def last_row(table: Table, path: str) -> Row | None:
    """The last row of a ledger file; None where there is none, or it can't be read."""
    try:
        with open(path, "rb") as file:
            reader = Reader(table, header_of(file.readline()))
            start, end = file.tell(), file.seek(0, os.SEEK_END)
            length = _TAIL if reader.known else 0
            while length:
                length = min(length, end - start)
                file.seek(end - length)
                for line in reversed(file.read().split(b"\n")):
                    for _, text, _ in reader.lines(line, 0, unsaid):
                        return reader.row(text)
                length = length * 8 if length < end - start else 0
    except OSError:  # said by whoever reads this file's rows
        return None
    return None


def unsaid(start: int, text: bytes, why: str) -> None:
    """Damage is said by whoever takes in all of the file."""


@lru_cache
def _triples() -> list[bytes]:
    """The numbers below 26³ as three letters."""
    letters = [bytes([97 + number]) for number in range(26)]
    return [one + two + three for one in letters for two in letters for three in letters]


def _split(line: bytes) -> list[str]:
    text = line.decode("utf-8")
    return next(csv.reader([text])) if '"' in text else text.split(",")


def excerpt(text: bytes) -> str:
    """A damaged line, short and safe for the screen."""
    return clean(text.decode("utf-8", "replace"))[:120]

"""Tables that people write by hand or save from a spreadsheet.

Lines that begin with `#` are comments. A file saved by a spreadsheet (semicolons, `\r\n`, a byte
order mark, a line `sep=;`, cells kept as text by `'` or `="…"`) is read as it is.
"""

import csv
import re
from collections.abc import Iterator

from pulsa_cli.core import money
from pulsa_cli.core.text import clean
from pulsa_cli.errors import WrongUse
from pulsa_cli.settings.strict_yaml import Source


class HandTable:
    """A table as text: `lines` of the whole file, `columns` as the header names them, which is the
    line `header`."""

    def __init__(self, source: Source, separator: str, lines: list[str], header: int) -> None:
        self.source, self.separator, self.lines = source, separator, lines
        self.header = header
        self.columns: list[str] = []

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows under the header, each as its line number and its cells. Raises
        NotUnderstood."""
        return ((number, self.cells(number)) for number in self.numbers())

    def numbers(self) -> Iterator[int]:
        """The numbers of the lines under the header."""
        lines = enumerate(self.lines, 1)
        return (number for number, line in lines if number > self.header and not is_comment(line))

    def comments(self) -> list[int]:
        """The numbers of comment lines that look like rows: they have as many cells."""
        return [
            number
            for number, line in enumerate(self.lines, 1)
            if is_comment(line)
            and not _declared(line)
            and line.strip("\r\n\t ;,")
            and line.count(self.separator) >= len(self.columns) - 1
        ]

    def cells(self, number: int) -> dict[str, str]:
        """The cells of a line by column, cleaned. Raises NotUnderstood."""
        cells = [_unwrapped(clean(cell)) for cell in self.split(number)]
        if len(cells) > len(self.columns) and any(cells[len(self.columns) :]):
            raise self.source.problem(
                number, f"ada {len(cells)} kolom, seharusnya {len(self.columns)}."
            )
        return dict(zip(self.columns, cells + [""] * len(self.columns)))

    def guessed(self, number: int) -> dict[str, str]:
        """The cells of a line that can't be understood, by column, as far as they can be told."""
        try:
            cells = next(csv.reader([self.lines[number - 1].strip()], delimiter=self.separator), [])
        except csv.Error:
            cells = []
        return dict(zip(self.columns, [*map(clean, cells), *[""] * len(self.columns)]))

    def split(self, number: int) -> list[str]:
        """The cells of a line as they are written. Raises NotUnderstood."""
        self.source.refuse_line(number, self.lines[number - 1])
        try:
            return next(
                csv.reader(
                    [self.lines[number - 1].rstrip("\r")],
                    strict=True,
                    delimiter=self.separator,
                    skipinitialspace=True,
                )
            )
        except csv.Error:
            raise self.source.problem(
                number, "tanda kutip di baris ini tidak berpasangan."
            ) from None


def is_comment(line: str) -> bool:
    # A spreadsheet puts quotes around a comment and fills the row up with separators.
    empty = not line.strip("\r\n\t ;,")
    return empty or line.lstrip('" ').startswith("#") or bool(_declared(line))


def _declared(line: str) -> str:
    """The separator that a line `sep=;` declares to Excel; empty for any other line."""
    match = re.fullmatch(r'"?sep=([,;\t])"?\s*', line, re.I)
    return match[1] if match else ""


def _unwrapped(cell: str) -> str:
    """A cell without what keeps it text in a spreadsheet: `="0812"`, `'0812`."""
    if match := re.fullmatch(r'="([^"]*)"', cell):
        return match[1]
    return cell[1:] if re.match(r"'[\d+=-]", cell, re.A) else cell


def parse(source: Source, required: tuple[str, ...], titled: bool = False) -> HandTable:
    """The table in a file, which has to have the columns `required`; `titled`: there may be lines
    of one cell above the header. Raises NotUnderstood."""
    lines = source.text.split("\n")
    told = [number for number, line in enumerate(lines, 1) if not is_comment(line)]
    below = (number for number in told if not (titled and _is_title(lines[number - 1])))
    number = next(below, told[0] if told else 0)
    header = lines[number - 1] if number else ""
    separator = _declared(lines[0]) or max(",;\t", key=header.count)
    table = HandTable(source, separator, lines, number or 1)
    table.columns = [clean(cell).casefold() for cell in table.split(number)] if number else []
    _check_columns(table, number, required)
    return table


def _is_title(line: str) -> bool:
    return len(re.findall(r"[^,;\t\s\"][^,;\t]*", line)) == 1


def _check_columns(table: HandTable, number: int, required: tuple[str, ...]) -> None:
    """Raises NotUnderstood where the header, in the line `number` (0 = there is none), lacks a
    column or has one twice."""
    if missing := [column for column in required if column not in table.columns]:
        raise table.source.problem(
            number or 1,
            f"kolom {', '.join(missing)} tidak ada di baris judul.",
            f"Baris judulnya: {','.join(required)}",
        )
    named = [column for column in table.columns if column]  # a spreadsheet may add unnamed ones
    if len(set(named)) < len(named):
        raise table.source.problem(number, "ada nama kolom yang ditulis dua kali.")


def money_cell(table: HandTable, number: int, column: str, cell: str) -> int | None:
    """An amount in the line `number`; None in an empty cell. Raises NotUnderstood."""
    try:
        amount = money.parse(cell) if cell else None
    except WrongUse as error:
        raise table.source.problem(number, f"{column}: {error}") from None
    if amount and not amount.explicit:
        # LibreOffice makes 12 of 12.000 (reliability facts §3).
        raise table.source.problem(
            number,
            f"{column} '{cell}' terlalu kecil. Maksudnya "
            f"{cell}000? Kalau memang segitu, tulis Rp{cell}.",
        )
    return amount.rupiah if amount else None

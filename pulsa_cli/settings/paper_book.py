"""The old paper book of debts, typed into a table or saved from a spreadsheet.

What each column means is said in book_columns; book_lines reads its cells.
"""

import os
import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from pulsa_cli.core.old_book import DEBT, PAYMENT, SETTLED, Line
from pulsa_cli.core.text import key
from pulsa_cli.errors import NotUnderstood, WrongUse
from pulsa_cli.ledger import files
from pulsa_cli.settings import book_columns as columns
from pulsa_cli.settings import hand_table
from pulsa_cli.settings.book_columns import Columns
from pulsa_cli.settings.book_lines import LineReader
from pulsa_cli.settings.book_status import is_amount, status_of
from pulsa_cli.settings.hand_table import HandTable
from pulsa_cli.settings.strict_yaml import Source

_LARGEST, _MOST = 50_000_000, 50_000  # bytes; lines: a day has 99,999 ids
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # as .xlsx, .ods and .xls begin
_GOODS = {"stok", "stock", "hargabeli", "hargajual", "modal", "sku"}  # of a list of prices
_NUMBERING = {"no", "id", "nourut", "nomorurut", "urut", "kode"}  # figures, but no money

_OF_PAYMENT = re.compile("bayar|lunas|cicil|angsur|setor")  # what the name of a column is about


class Book(NamedTuple):
    """The lines that can be understood and what is wrong with the others; whether it `has_days`;
    and the columns that are not used: of these `money` those about money that nobody ignored,
    `paid` those ignored that say what was paid."""

    table: HandTable
    lines: list[Line]
    problems: list[NotUnderstood]
    has_days: bool
    unused: list[str]
    money: list[str]
    paid: list[str]

    def problem(self, line: int, why: str, fix: str = "") -> NotUnderstood:
        """What is wrong with a line, and what to do about it where that is special."""
        source = self.table.source
        return source.problem(line, why, fix) if fix else source.problem(line, why)

    @property
    def undated(self) -> list[int]:
        """The places of the lines without a day."""
        dated = (DEBT, PAYMENT)
        return [line.place for line in self.lines if line.day is None and line.kind in dated]


def read(path: str, today: date, ignored: Collection[str] = ()) -> Book:
    """Reads the book, without the columns `ignored`. Raises WrongUse where there is no file or no
    such column, NotUnderstood for one that is no table of debts."""
    if os.path.isdir(path):
        raise WrongUse(f"'{path}' folder, bukan berkas. Tulis nama berkas CSV-nya.")
    if not (data := files.read(path, _LARGEST + 1)):
        raise WrongUse(f"Berkas '{path}' tidak ada atau kosong.")
    if data.startswith(_SPREADSHEETS):
        raise WrongUse(
            f"'{path}' berkas spreadsheet. Buka, simpan sebagai CSV (UTF-8), lalu masukkan yang "
            "CSV."
        )
    table = hand_table.parse(Source(path, data, _LARGEST), (), titled=True)
    table.columns = [name or f"kolom {place}" for place, name in enumerate(table.columns, 1)]
    _check_ignored(table, ignored)
    meant = columns.recognised(table.columns, ignored)
    _check_columns(table, meant)
    rows, problems = _rows(table)
    if len(rows) > _MOST:
        raise WrongUse(
            f"'{path}' punya {len(rows)} baris; bagi menjadi beberapa berkas, paling "
            f"banyak {_MOST} baris."
        )
    lines = _lines(table, meant, today, rows, problems)
    said = {name: {row[name] for row in rows.values()} - {""} for name in meant.unused}
    unused = {name: cells for name, cells in said.items() if cells}
    passed_over = _NUMBERING | set(map(key, ignored))
    return Book(
        table,
        lines,
        problems,
        bool(meant.meaning(columns.DAY)),
        list(unused),
        [
            name
            for name, cells in unused.items()
            if key(name) not in passed_over and (_OF_PAYMENT.search(name) or _is_money(cells))
        ],
        [name for name, cells in unused.items() if _says_paid(name, cells, meant)],
    )


def _check_ignored(table: HandTable, ignored: Collection[str]) -> None:
    known = set(map(key, table.columns))
    for name in ignored:
        if key(name) not in known:
            raise WrongUse(f"--abaikan: kolom '{name}' tidak ada di {table.source.name}.")


def _check_columns(table: HandTable, meant: Columns) -> None:
    """Raises NotUnderstood where the header does not say who owes, or how much, and where it is
    one of goods."""
    amounts = (columns.AMOUNT, columns.DEBT, columns.LEFT)
    goods = [name for name in meant.unused if key(name) in _GOODS]
    if meant.meaning(columns.NAME) and any(map(meant.meaning, amounts)) and not goods:
        return
    missing = columns.AMOUNT if meant.meaning(columns.NAME) else columns.NAME
    why = f"kolom {missing} tidak ada" if not goods else f"ada kolom {', '.join(goods)}"
    raise table.source.problem(
        table.header,
        f"ini bukan buku hutang: {why} di baris judul.",
        f"Judul yang dikenal: {','.join(columns.USUAL)}. Yang harus ada: nama dan jumlah.",
    )


def _rows(table: HandTable) -> tuple[dict[int, dict[str, str]], list[NotUnderstood]]:
    """The cells of each line by its place, and what is wrong with the lines that have none."""
    rows = {}
    problems = [
        table.source.problem(
            place,
            "baris yang diawali # tidak dibaca.",
            "Kalau itu hutang, hapus tanda #; kalau bukan, hapus barisnya.",
        )
        for place in table.comments()
    ]
    for place in table.numbers():
        try:
            rows[place] = table.cells(place)
        except NotUnderstood as problem:
            problems.append(problem)
    return rows, problems


def _lines(
    table: HandTable,
    meant: Columns,
    today: date,
    rows: dict[int, dict[str, str]],
    problems: list[NotUnderstood],
) -> list[Line]:
    """The lines that can be understood; what is wrong with the others is added to `problems`."""
    kinds = {row[name] for row in rows.values() for name in meant.meaning(columns.KIND)}
    reader = LineReader(table, meant, today, any(map(columns.is_payment, kinds)))
    lines, last = [], next(reversed(rows), 0)
    for place, row in rows.items():
        try:
            lines.append(reader.read(place, row, place == last))
        except NotUnderstood as problem:
            problems.append(problem)
    return lines


def _says_paid(name: str, said: Collection[str], meant: Columns) -> bool:
    """Does a column that is ignored say what was paid, and no other that is used says what is left?
    A word like `lunas` is heard all the same."""
    (meaning,) = columns.recognised([name]).used or [""]
    if meaning == columns.KIND:
        return any(map(columns.is_payment, said))
    if meaning in (columns.PAID, columns.DONE) and any(map(_is_tick, said)):
        return True
    if meant.meaning(columns.LEFT) or meaning == columns.LEFT and meant.meaning(columns.PAID):
        return False
    return meaning in (columns.PAID, columns.LEFT, columns.DONE) and any(map(is_amount, said))


def _is_tick(cell: str) -> bool:
    return status_of(cell, is_done=True) == SETTLED != status_of(cell)


def _is_money(said: Collection[str]) -> bool:
    """Are these all amounts, and one of them of some size?"""
    figures = [int(digits) for cell in said if (digits := re.sub(r"\D", "", cell))]
    return all(
        re.fullmatch(r"(?:rp\.?|idr)? ?-?[\d.,]*", cell, re.I | re.A) for cell in said
    ) and any(1000 <= figure < 10**10 for figure in figures)

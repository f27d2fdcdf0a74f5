"""The old paper book of debts, typed into a table: columns nama, jumlah and tanggal, and nomor,
tempo and catatan where they are known."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from pulsa_cli.core import dates, phone
from pulsa_cli.core.old_debt import OldDebt
from pulsa_cli.core.text import clean
from pulsa_cli.errors import NotUnderstood, PulsaError, WrongUse
from pulsa_cli.ledger import files
from pulsa_cli.settings import hand_table
from pulsa_cli.settings.hand_table import HandTable, money_cell
from pulsa_cli.settings.strict_yaml import Source

REQUIRED = ("nama", "jumlah", "tanggal")
_LARGEST, _MOST = 50_000_000, 50_000  # bytes; lines: a day has 99,999 ids
_LONGEST = {"nama": 100, "catatan": 200}
_Value = TypeVar("_Value")


class Book(NamedTuple):
    """The lines that can be understood, and what is wrong with the others."""

    table: HandTable
    debts: list[OldDebt]
    problems: list[NotUnderstood]

    def problem(self, line: int, why: str, fix: str = "") -> NotUnderstood:
        """What is wrong with a line, and what to do about it where that is special."""
        source = self.table.source
        return source.problem(line, why, fix) if fix else source.problem(line, why)


def read(path: str, today: date) -> Book:
    """Reads the book. Raises WrongUse where there is no file, NotUnderstood for one that is no
    table with these columns."""
    if not (data := files.read(path)):
        raise WrongUse(f"Berkas '{path}' tidak ada atau kosong.")
    table = hand_table.parse(Source(path, data, _LARGEST), REQUIRED)
    debts: list[OldDebt] = []
    problems = [
        table.source.problem(
            number,
            "baris yang diawali # tidak dibaca.",
            "Kalau itu hutang, hapus tanda #; kalau bukan, hapus barisnya.",
        )
        for number in table.comments()
    ]
    for number in table.numbers():
        try:
            debts.append(_debt(table, number, table.cells(number), today))
        except NotUnderstood as problem:
            problems.append(problem)
    if len(debts) > _MOST:
        raise WrongUse(
            f"'{path}' punya {len(debts)} baris; bagi menjadi beberapa berkas, paling "
            f"banyak {_MOST} baris."
        )
    return Book(table, debts, problems)


def _debt(table: HandTable, number: int, cells: dict[str, str], today: date) -> OldDebt:
    for column, longest in _LONGEST.items():
        if len(cells.get(column, "")) > longest:
            raise table.source.problem(
                number, f"{column} terlalu panjang; paling banyak {longest} huruf."
            )
    if not cells["nama"] or cells["nama"].replace(" ", "").isdigit() or cells["nama"] == "-":
        raise table.source.problem(number, "nama kosong atau hanya angka.")
    amount = money_cell(table, number, "jumlah", cells["jumlah"])
    if not amount:
        raise table.source.problem(number, "jumlah kosong atau nol.")
    # With a year: the same file has to mean the same days next month.
    if not re.search(r"\d{4}-|[-/]\d{1,2}[-/]\d{2}", cells["tanggal"], re.A):
        raise table.source.problem(
            number, f"tanggal '{cells['tanggal']}' harus lengkap dengan tahun, misalnya 3/10/2026."
        )
    day = _understood(table, number, "tanggal", lambda: dates.parse_past(cells["tanggal"], today))
    return OldDebt(
        line=number,
        name=cells["nama"],
        number=_number(table, number, cells.get("nomor", "")),
        amount=amount,
        day=day,
        term=cells.get("tempo", ""),
        note=clean(cells.get("catatan", "")),
    )


def _number(table: HandTable, number: int, cell: str) -> str:
    if not cell:
        return ""
    return _understood(table, number, "nomor", lambda: phone.group(phone.normalise(cell)))


def _understood(table: HandTable, number: int, column: str, read: Callable[[], _Value]) -> _Value:
    """What `read` returns; an error of it is one of this line. Raises NotUnderstood."""
    try:
        return read()
    except PulsaError as error:
        raise table.source.problem(number, f"{column}: {error}") from None

"""A line of an old book of debts, out of the cells of a table."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from pulsa_cli.core import dates, phone
from pulsa_cli.core.old_book import DEBT, NOTHING, PAYMENT, SETTLED, TOTAL, Line
from pulsa_cli.core.schema import PATTERNS
from pulsa_cli.core.text import clean, key
from pulsa_cli.core.written import plain_day
from pulsa_cli.errors import NotUnderstood, PulsaError
from pulsa_cli.settings import book_columns as columns
from pulsa_cli.settings.book_columns import Columns
from pulsa_cli.settings.hand_table import HandTable, money_cell

_LONGEST = {columns.NAME: 100, columns.NOTE: 200}
_TOTALS = {"total", "jumlah", "grandtotal", "totalhutang", "totalutang", "totalkasbon"}
_Value = TypeVar("_Value")
_Amounts = tuple[int | None, int | None, int | None]  # owed, paid, left


class LineReader:
    """Reads lines of the table; in one `with_payments`, `jenis` tells them from debts."""

    def __init__(self, table: HandTable, meant: Columns, today: date, with_payments: bool) -> None:
        self._table, self._meant, self._today = table, meant, today
        self._with_payments = with_payments

    def read(self, place: int, row: dict[str, str], last: bool) -> Line:
        """The line at this place, the `last` or not. Raises NotUnderstood."""
        cells = _Cells(self._table, self._meant, place, row)
        if _is_total(cells, row) or last and cells.has_only(columns.AMOUNTS):
            return Line(place, TOTAL, "", "", *_amounts(cells))
        amount, paid, left = _amounts(cells)
        status = _status(cells, left)
        if amount == left == 0 and not paid and status in ("", SETTLED):
            return Line(place, NOTHING, "")
        self._check_name(cells)
        line = Line(
            place,
            DEBT,
            cells.one(columns.NAME),
            cells.understood(columns.NUMBER, _number),
            amount,
            paid,
            left,
            status,
            self._day(cells),
            cells.understood(columns.TERM, plain_day),
            self._note(cells),
        )
        return _payment(cells, line) if self._is_payment(cells, line) else line

    def _check_name(self, cells: "_Cells") -> None:
        name = cells.one(columns.NAME)
        if not name or name.replace(" ", "").isdigit() or name == "-":
            raise cells.problem("nama kosong atau hanya angka.")
        if len(name) > _LONGEST[columns.NAME]:
            raise cells.problem(
                f"nama terlalu panjang; paling banyak {_LONGEST[columns.NAME]} huruf."
            )

    def _note(self, cells: "_Cells") -> str:
        """What is written beside; also `jenis`, in a book that has no payments."""
        notes = cells.all(columns.NOTE)
        if not self._with_payments:
            notes = [*cells.all(columns.KIND), *notes]
        note = clean(" · ".join(dict.fromkeys(notes)))
        if len(note) > _LONGEST[columns.NOTE]:
            raise cells.problem(
                f"catatan terlalu panjang; paling banyak {_LONGEST[columns.NOTE]} huruf."
            )
        return note

    def _day(self, cells: "_Cells") -> date | None:
        cell = cells.one(columns.DAY)
        if not cell:
            return None
        if re.fullmatch(r"[34]\d{4}(?:[.,]\d+)?", cell, re.A):
            raise cells.problem(
                f"tanggal '{cell}' adalah angka dari spreadsheet.",
                "Ubah format kolomnya menjadi tanggal, simpan lagi sebagai CSV, lalu ulangi.",
            )
        # With a year: the same file has to mean the same days next month.
        plain = plain_day(cell)
        if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain, re.A):
            raise cells.problem(
                f"tanggal '{cell}' harus lengkap dengan tahun, misalnya 3/10/2026 atau 3 Okt 2026."
            )
        return cells.understood(columns.DAY, lambda _: dates.parse_past(plain, self._today))

    def _is_payment(self, cells: "_Cells", line: Line) -> bool:
        if self._with_payments:
            kind = cells.one(columns.KIND)
            says = columns.is_payment(kind)
            if says is None:
                raise cells.problem(
                    f"jenis '{kind}' tidak jelas: hutang atau bayar?",
                    "Tulis hutang atau bayar di kolom jenis, lalu ulangi.",
                )
            return says
        has_column = cells.has(columns.AMOUNT) or cells.has(columns.DEBT)
        return has_column and not line.amount and bool(line.paid) and not line.status


class _Cells:
    """The cells of one line, asked for by what their columns mean."""

    def __init__(self, table: HandTable, meant: Columns, place: int, row: dict[str, str]) -> None:
        self._table, self._meant, self.place = table, meant, place
        # This program's own lists have ids under `pelanggan`, beside the name.
        ids = [
            name for name in meant.meaning(columns.NAME) if re.fullmatch(PATTERNS["id"], row[name])
        ]
        self._row = {**row, **dict.fromkeys(ids, "")}

    def problem(self, why: str, fix: str = "") -> NotUnderstood:
        source = self._table.source
        return source.problem(self.place, why, fix) if fix else source.problem(self.place, why)

    def has(self, meaning: str) -> bool:
        """Is there a column that means this?"""
        return bool(self._meant.meaning(meaning))

    def has_only(self, meanings: tuple[str, ...]) -> bool:
        """Do only columns that mean these say something?"""
        names = [name for meaning in meanings for name in self._meant.meaning(meaning)]
        return not any(cell for name, cell in self._row.items() if name not in names)

    def all(self, meaning: str) -> list[str]:
        """The cells that mean this and say something."""
        return [cell for name in self._meant.meaning(meaning) if (cell := self._row[name])]

    def one(self, meaning: str) -> str:
        """The cell that means this; empty where there is none. Raises NotUnderstood where two
        columns say different things."""
        return (
            self._agreed(meaning, {name: self._row[name] for name in self._meant.meaning(meaning)})
            or ""
        )

    def money(self, meaning: str) -> int | None:
        """The same of an amount, rupiah; None where nothing is written."""
        return self._agreed(
            meaning,
            {
                name: money_cell(self._table, self.place, name, _plain_money(self._row[name]))
                for name in self._meant.meaning(meaning)
            },
            None,
        )

    def understood(self, meaning: str, read: Callable[[str], _Value]) -> _Value:
        """What `read` makes of the cell; an error of it is one of this line. Raises
        NotUnderstood."""
        try:
            return read(self.one(meaning))
        except NotUnderstood:
            raise
        except PulsaError as error:
            raise self.problem(f"{meaning}: {error}") from None

    def _agreed(self, meaning: str, said: dict[str, _Value], nothing: object = "") -> _Value | None:
        values = {name: value for name, value in said.items() if value != nothing}
        if len(set(values.values())) > 1:
            named = " dan ".join(f"{name} '{self._row[name]}'" for name in values)
            raise self.problem(
                f"{named}: mana {meaning}-nya?",
                f"Salah satu kolom ditinggal, misalnya --abaikan {next(reversed(values))}",
            )
        return next(iter(values.values()), None)


def _is_total(cells: _Cells, row: dict[str, str]) -> bool:
    """Is this the sum of the lines above, as tables have it at their end?"""
    name = key(cells.one(columns.NAME))
    return (
        (not name or name in _TOTALS)
        and not cells.one(columns.DAY)
        and any(key(cell) in _TOTALS for cell in row.values())
    )


def _amounts(cells: _Cells) -> _Amounts:
    """What was owed, paid and is left, as far as the line says it. Raises NotUnderstood."""
    amount, paid, left = map(cells.money, (columns.AMOUNT, columns.PAID, columns.LEFT))
    debt = cells.money(columns.DEBT)
    if debt is None:
        return amount, paid, left
    if not cells.has(columns.AMOUNT):
        return debt, paid, 0 if not debt and not paid and left is None else left
    if not cells.has(columns.LEFT):
        return amount, paid, debt
    if debt not in (amount, left):
        (name,) = cells.all(columns.DEBT)[:1]
        raise cells.problem(
            f"hutang '{name}' bukan jumlahnya dan bukan sisanya.", "Betulkan, atau --abaikan hutang"
        )
    return amount, paid, left


def _status(cells: _Cells, left: int | None) -> str:
    """What the line says of the debt, of which so much is left. Raises NotUnderstood."""
    said = [
        columns.status_of(cell, meaning == columns.DONE)
        for meaning in (columns.STATUS, columns.DONE)
        for cell in cells.all(meaning)
    ]
    if None in said and left != 0:
        raise cells.problem(
            f"status '{' '.join(cells.all(columns.STATUS) + cells.all(columns.DONE))}' tidak "
            "dikenal.",
            "Tulis lunas, belum lunas, belum bayar atau cicil.",
        )
    known = dict.fromkeys(filter(None, said))
    if len(known) > 1:
        raise cells.problem(f"status {' dan '.join(known)} di satu baris.")
    return next(iter(known), "")


def _payment(cells: _Cells, line: Line) -> Line:
    """The line as money that came in. Raises NotUnderstood."""
    amounts = {amount for amount in (line.amount, line.paid) if amount}
    if not amounts:
        raise cells.problem("jumlah yang dibayar kosong atau nol.")
    if len(amounts) > 1:
        raise cells.problem("jumlah dan dibayar berbeda di baris pembayaran.")
    return line._replace(kind=PAYMENT, amount=amounts.pop(), paid=None)


def _number(cell: str) -> str:
    # Programs write 81234567890.0 for a number that they took for an amount.
    cell = re.sub(r"\.0$", "", cell)
    return phone.group(phone.normalise(cell)) if cell.strip("-") else ""


def _plain_money(cell: str) -> str:
    """An amount as `money.parse` takes it, where a spreadsheet's way leaves no doubt: `25,000.00`,
    `1,250,000`, `25000.0`, `-` for nothing."""
    cell = re.sub(r"^idr\.? *", "Rp", cell, flags=re.I)
    if re.fullmatch(r"(?:rp\.?)? *-", cell, re.I):
        return "0"
    number = re.sub(r"^rp\.? *", "", cell, flags=re.I)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.0{1,2}|\d{1,3}(?:,\d{3}){2,}", number, re.A):
        return number.partition(".")[0].replace(",", "")
    return number.partition(".")[0] if re.fullmatch(r"\d{4,}\.0{1,2}", number, re.A) else cell

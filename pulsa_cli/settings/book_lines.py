"""A line of an old book of debts, out of the cells of a table."""

import re
from datetime import date

from pulsa_cli.core import dates, phone
from pulsa_cli.core.old_book import DEBT, NOTHING, PAYMENT, SETTLED, TOTAL, Line
from pulsa_cli.core.text import clean, key
from pulsa_cli.core.written import plain_day
from pulsa_cli.errors import WrongUse
from pulsa_cli.settings import book_columns as columns
from pulsa_cli.settings.book_cells import SAYING, Cells
from pulsa_cli.settings.book_columns import Columns
from pulsa_cli.settings.book_status import is_day, status_of, tells_of_payment
from pulsa_cli.settings.hand_table import HandTable

_LONGEST = {columns.NAME: 100, columns.NOTE: 200}
_TOTALS = {"total", "jumlah", "grandtotal", "totalhutang", "totalutang", "totalkasbon"}
_FIXES = {
    columns.STATUS: "Tulis lunas, belum lunas, belum bayar atau cicil. Kalau kolom itu bukan soal "
    'hutang, ulangi dengan --abaikan "{}"',
    columns.DONE: "Tulis ya atau tidak, lalu ulangi.",
}
_Amounts = tuple[int | None, int | None, int | None]  # owed, paid, left


class LineReader:
    """Reads lines of the table; in one `with_payments`, `jenis` tells them from debts."""

    def __init__(self, table: HandTable, meant: Columns, today: date, with_payments: bool) -> None:
        self._table, self._meant, self._today = table, meant, today
        self._with_payments = with_payments

    def read(self, place: int, row: dict[str, str], last: bool) -> Line:
        """The line at this place, the `last` or not. Raises NotUnderstood."""
        cells = Cells(self._table, self._meant, place, row)
        if _is_total(cells, row) or last and cells.has_only(columns.AMOUNTS):
            return Line(place, TOTAL, "", "", *_amounts(cells))
        amount, paid, left = _amounts(cells)
        is_nothing = amount == 0 and not paid and not left
        self._check_days_of_payment(cells)
        status = _status(cells, is_nothing or left == 0)
        if is_nothing and status in ("", SETTLED):
            return Line(place, NOTHING, " ".join(cells.all(columns.NAME)))
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
            cells.one(columns.TERM),
            self._note(cells),
        )
        if self._is_payment(cells, line):
            return _payment(cells, line)
        return self._heard(cells, line)

    def _check_name(self, cells: Cells) -> None:
        name = cells.one(columns.NAME)
        if not name or name.replace(" ", "").isdigit() or name == "-":
            raise cells.problem("nama kosong atau hanya angka.")
        if len(name) > _LONGEST[columns.NAME]:
            raise cells.problem(
                f"nama terlalu panjang; paling banyak {_LONGEST[columns.NAME]} huruf."
            )

    def _beside(self, cells: Cells) -> list[str]:
        """What is written beside; also `jenis`, in a book that has no payments."""
        kinds = [] if self._with_payments else cells.all(columns.KIND)
        return [*kinds, *cells.all(columns.NOTE)]

    def _note(self, cells: Cells) -> str:
        note = clean(" · ".join(dict.fromkeys(self._beside(cells))))
        if len(note) > _LONGEST[columns.NOTE]:
            raise cells.problem(
                f"catatan terlalu panjang; paling banyak {_LONGEST[columns.NOTE]} huruf."
            )
        return note

    def _day(self, cells: Cells) -> date | None:
        cell = cells.one(columns.DAY)
        if not cell:
            return None
        if re.fullmatch(r"[34]\d{4}(?:[.,]\d+)?", cell, re.A):
            raise cells.problem(
                f"tanggal '{cell}' adalah angka dari spreadsheet.",
                "Ubah format kolomnya menjadi tanggal, simpan lagi sebagai CSV, lalu ulangi.",
            )
        # With a year: the same file has to mean the same days next month.
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", in_full := plain_day(cell), re.A):
            raise cells.problem(
                f"tanggal '{cell}' harus lengkap dengan tahun, misalnya 3/10/2026 atau 3 Okt 2026."
            )
        try:
            date.fromisoformat(in_full)
        except ValueError:
            raise cells.problem(f"tanggal '{cell}' tidak ada di kalender.") from None
        return cells.understood(columns.DAY, lambda cell: dates.parse_past(cell, self._today))

    def _check_days_of_payment(self, cells: Cells) -> None:
        """Raises NotUnderstood where a debt is settled on a day to come, as one may plan it."""
        for cell in filter(is_day, cells.all(columns.DONE)):
            try:
                dates.parse_past(cell, self._today)
            except WrongUse as error:
                raise cells.problem(f"lunas: {error}") from None

    def _heard(self, cells: Cells, line: Line) -> Line:
        """The debt, settled where a cell that is for something else says so. Raises NotUnderstood
        where one speaks of payment and no other says how much is left."""
        beside = [*self._beside(cells), *cells.unused()]
        settled = [cell for cell in [*beside, line.term] if status_of(cell) == SETTLED]
        if settled and line.status in ("", SETTLED):
            return line._replace(status=SETTLED, heard="" if line.status else settled[0])
        if settled:
            raise cells.problem(f"status {line.status}, tetapi di baris ini juga '{settled[0]}'.")
        telling = [cell for cell in (line.name, *beside) if tells_of_payment(cell)]
        if telling and not (line.status or line.paid or line.left is not None):
            raise cells.problem(
                f"'{telling[0]}': sudah lunas, dibayar sebagian, atau belum?",
                "Tambahkan kolom status, tulis di baris itu lunas atau belum lunas; yang dibayar "
                "sebagian, di kolom dibayar. Lalu ulangi.",
            )
        return line

    def _is_payment(self, cells: Cells, line: Line) -> bool:
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


def _is_total(cells: Cells, row: dict[str, str]) -> bool:
    """Is this the sum of the lines above, as tables have it at their end?"""
    name = key(cells.one(columns.NAME))
    return (
        (not name or name in _TOTALS)
        and not cells.one(columns.DAY)
        and any(key(cell) in _TOTALS for cell in row.values())
    )


def _amounts(cells: Cells) -> _Amounts:
    """What was owed, paid and is left, as far as the line says it. Raises NotUnderstood."""
    amount, paid, left = map(cells.money, (columns.AMOUNT, columns.PAID, columns.LEFT))
    debt = cells.money(columns.DEBT)
    if debt is None:
        return amount, paid, left
    if not cells.has(columns.AMOUNT):
        return debt, paid, left
    if not cells.has(columns.LEFT):
        return amount, paid, debt
    if debt not in (amount, left):
        name, cell = cells.first(columns.DEBT)
        raise cells.problem(
            f"{name} '{cell}' bukan jumlahnya dan bukan sisanya.",
            f'Betulkan, atau ulangi dengan --abaikan "{name}"',
        )
    return amount, paid, left


def _status(cells: Cells, is_clear: bool) -> str:
    """What the line says of the debt; where its amounts have made that clear, words that are not
    known say nothing. Raises NotUnderstood."""
    for meaning, fix in _FIXES.items():
        if None in cells.status(meaning) and not is_clear:
            name, cell = cells.first(meaning)
            raise cells.problem(f"{name} '{cell}' tidak jelas.", fix.format(name))
    said = (word for meaning in SAYING for word in cells.status(meaning))
    known = dict.fromkeys(filter(None, said))
    if len(known) > 1:
        raise cells.problem(f"status {' dan '.join(known)} di satu baris.")
    return next(iter(known), "")


def _payment(cells: Cells, line: Line) -> Line:
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

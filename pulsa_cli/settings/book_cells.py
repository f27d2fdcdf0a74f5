"""The cells of one line of an old book of debts, asked for by what their columns mean."""

import re
from collections.abc import Callable
from typing import TypeVar

from pulsa_cli.core.cells import KINDS
from pulsa_cli.errors import NotUnderstood, PulsaError
from pulsa_cli.settings import book_columns as columns
from pulsa_cli.settings.book_columns import Columns
from pulsa_cli.settings.book_status import is_amount, status_of
from pulsa_cli.settings.hand_table import HandTable, money_cell

# The columns that say what of a debt was paid, by a word or an amount.
SAYING = (columns.STATUS, columns.DONE, columns.PAID, columns.LEFT)
_Value = TypeVar("_Value")


class Cells:
    """The cells of one line, asked for by what their columns mean."""

    def __init__(self, table: HandTable, meant: Columns, place: int, row: dict[str, str]) -> None:
        self._table, self._meant, self.place = table, meant, place
        # This program's own lists have ids under `pelanggan`, beside the name.
        ids = [
            name
            for name in meant.meaning(columns.NAME)
            if re.fullmatch(KINDS["id"].pattern, row[name])
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

    def first(self, meaning: str) -> tuple[str, str]:
        """The first column that means this and says something, and its cell."""
        return next(
            (name, self._row[name]) for name in self._meant.meaning(meaning) if self._row[name]
        )

    def unused(self) -> list[str]:
        """The cells of columns that mean nothing known, or are to be ignored."""
        return [cell for name in self._meant.unused if (cell := self._row[name])]

    def status(self, meaning: str) -> list[str | None]:
        """What the cells that mean this say of the debt: None where it is not understood."""
        return [_status_word(meaning, cell) for cell in self.all(meaning)]

    def one(self, meaning: str) -> str:
        """The cell that means this; empty where there is none. Raises NotUnderstood where two
        columns say different things."""
        return (
            self._agreed(meaning, {name: self._row[name] for name in self._meant.meaning(meaning)})
            or ""
        )

    def money(self, meaning: str) -> int | None:
        """The same of an amount, rupiah; None where nothing is written, or a word of its status. A
        column `lunas` may have what was paid."""
        meanings = (meaning, columns.DONE) if meaning == columns.PAID else (meaning,)
        said = {
            name: self._amount(name, cell)
            for each in meanings
            for name in self._meant.meaning(each)
            if not _is_word(each, cell := _plain_money(self._row[name]))
        }
        if meaning == columns.PAID:
            self._check_paid_once([name for name, amount in said.items() if amount])
            said = {name: amount for name, amount in said.items() if amount} or said
        return self._agreed(meaning, said, None)

    def _check_paid_once(self, names: list[str]) -> None:
        """Raises NotUnderstood where several columns have money that was paid: parts of it, or the
        same?"""
        if len(names) > 1:
            named = " dan ".join(f"{name} '{self._row[name]}'" for name in names)
            raise self.problem(
                f"{named}: dibayar berapa semuanya?", "Tulis jumlahnya di satu kolom, lalu ulangi."
            )

    def _amount(self, name: str, cell: str) -> int | None:
        if name in self._of_both() and cell and not re.search(r"\d", cell):
            raise self.problem(
                f"{name} '{cell}' tidak jelas.",
                "Tulis jumlahnya, lunas atau belum lunas, lalu ulangi.",
            )
        return money_cell(self._table, self.place, name, cell)

    def _of_both(self) -> list[str]:
        return [*self._meant.meaning(columns.PAID), *self._meant.meaning(columns.LEFT)]

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
                f'Salah satu kolom ditinggal, misalnya --abaikan "{next(reversed(values))}"',
            )
        return next(iter(values.values()), None)


def _status_word(meaning: str, cell: str) -> str | None:
    """What a cell of this meaning says of the debt: an amount nothing, None where it is not
    understood."""
    is_done = meaning == columns.DONE or meaning == columns.PAID and not re.search(r"\d", cell)
    word = status_of(cell, is_done)
    return "" if word is None and meaning != columns.STATUS and is_amount(cell) else word


def _is_word(meaning: str, cell: str) -> bool:
    """Is it a word of the status where an amount may stand as well?"""
    word = _status_word(meaning, cell)
    return meaning in SAYING and bool(word) or meaning == columns.DONE and word is None


def _plain_money(cell: str) -> str:
    """An amount as `money.parse` takes it, where a spreadsheet's way leaves no doubt: `25,000.00`,
    `1,250,000`, `25 000`, `25000.0`, `-` for nothing."""
    cell = re.sub(r"^idr\.? *", "Rp", cell, flags=re.I)
    if re.fullmatch(r"(?:rp\.?)? *-", cell, re.I):
        return "0"
    number = re.sub(r"^rp\.? *", "", cell, flags=re.I)
    if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:,-|,00?)?", number, re.A):
        return number.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.0{1,2}|\d{1,3}(?:,\d{3}){2,}", number, re.A):
        return number.partition(".")[0].replace(",", "")
    return number.partition(".")[0] if re.fullmatch(r"\d{4,}\.0{1,2}", number, re.A) else cell

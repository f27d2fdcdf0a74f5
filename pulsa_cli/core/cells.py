"""The kinds of cells: what each may hold, in one table. What does not fit is no row, whatever its
check letters say: it is named, and harms no other."""

import re
from datetime import date, datetime
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.text import clean

# Without 29 February, which not every year has: a rare day takes the slower way.
_DATE = (
    r"20\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
)
_MOMENT = _DATE + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\+0[789]:00"
_NUMBER = r"\d(?:-?\d){0,17}"  # with a 1 in front the index keeps it as a number of 64 bits
_WAY = "[A-Za-z0-9-]+"
_ANSWER = "[a-z0-9-]+=[a-z0-9.-]+"
MOST = 999_999  # of the running numbers of a day over all ledgers
_LONGEST = 60  # letters of a cell that are said


class Kind(NamedTuple):
    """What a cell looks like as this program writes it; `form` says so to the owner. Most may be
    empty as well."""

    pattern: str
    form: str
    needed: bool = False


KINDS = {
    "id": Kind(ids.FORM, "nomor catatan dengan huruf buku ini, seperti A-261121-J001", True),
    "ref": Kind(ids.FORM, "nomor catatan, seperti A-261121-J001"),
    "waktu": Kind(_MOMENT, "waktu seperti 2026-11-21T10:05:00+07:00", True),
    "saat": Kind(_MOMENT, "waktu seperti 2026-11-21T10:05:00+07:00"),
    "tanggal": Kind(_DATE, "tanggal seperti 2026-11-21"),
    "rupiah": Kind(r"\d{1,12}", "angka saja, paling banyak 12"),
    "angka": Kind(r"\d{1,9}", "angka saja, paling banyak 9"),
    "angka atau -": Kind(r"\d{1,9}|-", "angka saja, paling banyak 9; - = dikosongkan"),
    "urutan": Kind(r"\d{1,6}", "angka saja, paling banyak 6"),
    "tingkat": Kind(r"-?\d{1,3}", "angka saja, paling banyak 3, boleh dengan - di depannya"),
    "nomor": Kind(_NUMBER, "nomor seperti 0812-3456-7890, paling banyak 18 angka"),
    "nomor-nomor": Kind(
        f"{_NUMBER}(?: {_NUMBER})*",
        "nomor seperti 0812-3456-7890, paling banyak 18 angka; beberapa dipisah spasi",
    ),
    "cicilan": Kind(
        rf"{_DATE}=\d{{1,12}}(?: {_DATE}=\d{{1,12}})*",
        "tanggal dan rupiah, seperti 2026-11-21=5000 2026-11-28=5000",
    ),
    "cara": Kind(
        rf"{_WAY}(?: {_WAY})*|{_WAY}=\d{{1,12}}(?: {_WAY}=\d{{1,12}})*",
        "cara bayar, seperti tunai, atau tunai=10000 qris=5000",
    ),
    "kembalian": Kind(rf"{_WAY}=\d{{1,12}}", "cara dan rupiah, seperti tunai=3000"),
    "jawaban": Kind(f"{_ANSWER}(?: {_ANSWER})*", "langkah=jawaban, dipisah spasi"),
    "cek": Kind("[a-z]{6}", "enam huruf kecil", True),
}
TEXT = "teks"
TEXT_FORM = "teks tanpa tanda yang tidak terlihat"


def pattern(kind: str | tuple[str, ...], letter: str) -> str | None:
    """What a cell of this kind looks like in a ledger with this letter, mostly; None for text."""
    if isinstance(kind, tuple):
        return "|".join(map(re.escape, kind))
    if kind == TEXT:
        return None
    looks = KINDS[kind].pattern
    if kind == "id":
        return looks.replace(r"[A-Z]\d", rf"{letter}\d")
    return looks if KINDS[kind].needed else f"{looks}|"


def complaint(kind: str | tuple[str, ...], letter: str, cell: str) -> str | None:
    """Why a cell of this kind can't be understood, in Indonesian; None when it can."""
    if _fits(kind, letter, cell):
        return None
    if isinstance(kind, tuple):
        form = f"salah satu dari: {', '.join(filter(None, kind))}"
    else:
        form = KINDS[kind].form if kind in KINDS else TEXT_FORM
    said = clean(cell[:_LONGEST]) + ("…" if len(cell) > _LONGEST else "")
    return f"berisi '{said}', seharusnya {form}." if cell else f"kosong, seharusnya {form}."


def _fits(kind: str | tuple[str, ...], letter: str, cell: str) -> bool:
    if isinstance(kind, tuple):
        return cell in kind
    if kind == TEXT:
        return cell.isprintable() or clean(cell) == cell  # no escapes reach a screen
    if not cell:
        return not KINDS[kind].needed
    if kind in ("waktu", "saat"):
        return _is_moment(cell)
    if kind == "id":
        id = ids.parse(cell)
        return id is not None and id.letter == letter
    if kind in ("tanggal", "cicilan") and "-02-29" in cell:
        return _are_days(cell) and _fits(kind, letter, cell.replace("-02-29", "-02-28"))
    return re.fullmatch(KINDS[kind].pattern, cell, re.A) is not None


def _are_days(cell: str) -> bool:
    """Are these days, each perhaps with an amount, in the calendar?"""
    return all(_is_day(part.partition("=")[0]) for part in cell.split(" "))


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _is_moment(moment: str) -> bool:
    """Is this a time with its offset, in the one form of ISO 8601 that is written here? Others mean
    the same to Python, but not to what takes the day off the front of it."""
    try:
        there = datetime.fromisoformat(moment).isoformat() == moment
    except ValueError:
        return False
    return there and moment.startswith("20") and len(moment) == 25

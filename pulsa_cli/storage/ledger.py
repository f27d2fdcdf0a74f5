"""The ledger files: append rows to this counter's own file, scan everybody's.

One file a counter and month (`jual/2026-11.A.csv`); a file whose header lacks a column that is
needed now is left alone and followed by `2026-11.A.2.csv`. Format: design §3.
"""
import csv
import io
import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from pulsa_cli.core import ids, schema
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.text import clean
from pulsa_cli.errors import NotRecorded, NotUnderstood
from pulsa_cli.storage import files
from pulsa_cli.storage.device import Device

_NAME = r"(?P<month>\d{4}-\d{2})\.(?P<counter>[A-Z]{1,3})(?:\.(?P<part>\d+))?\.csv"
_BOM = b"\xef\xbb\xbf"
_RESTORE = ("Baris itu tidak dihitung; baris lain tetap. Jangan diubah dengan tangan: "
            "catatan yang benar dibuat lagi dengan perintah pulsa.")
_TWIN = ("Hanya satu yang dihitung, yang sama di semua perangkat. Kalau yang lain juga terjadi, "
         "catat lagi.")


class File(NamedTuple):
    """A ledger file, by the parts of its name."""

    month: str
    counter: str
    part: int
    path: str


class _Own(NamedTuple):
    """One of this counter's own files: its number, what stands in it, and in its mirror."""

    part: int
    data: bytes
    copy: bytes


class Ledger:
    """The ledgers under `root`/ledger. `problems` collects what a scan could not understand."""

    def __init__(self, root: str, device: Device) -> None:
        self.root = root
        self.device = device
        self.problems: list[NotUnderstood] = []

    def append(self, table: Table, entries: Iterable[tuple[datetime, Row]]) -> list[Row]:
        """Records rows in this counter's own files and returns them with their ids.

        Each entry is the time of recording and the row without `id` and `cek`. The caller holds
        the lock. All entries of a month go in one write, durable when this returns; raises
        NotRecorded with nothing of that month written. A mirror that can't be written is no
        failure: the row is on disk.
        """
        counter = self.device.require_counter()
        months: dict[str, list[tuple[datetime, Row]]] = {}
        for recorded, row in entries:
            months.setdefault(f"{recorded:%Y-%m}", []).append((recorded, row))
        written: list[Row] = []
        for month, group in months.items():
            own = self._own_files(table, month, counter)
            rows = _numbered(table, counter, group, own)
            self._append_month(table, counter, month, own, rows)
            written += rows
        return written

    def _own_files(self, table: Table, month: str, counter: str) -> list[_Own]:
        """This counter's files of a month, also those that only the mirror still has."""
        folders = self._folder(table), self._mirror_folder(table)
        parts = {file.part for folder in folders for file in _listed(folder, month, counter)}
        return [_Own(part, *(files.read(os.path.join(folder, _name(month, counter, part)))
                             for folder in folders)) for part in sorted(parts)]

    def _append_month(self, table: Table, counter: str, month: str, own: list[_Own],
                      rows: list[Row]) -> None:
        part, header = _open_part(table, own)
        columns = _split_header(header)
        lines = b"".join(_seal(header, columns, row) for row in rows)
        name = _name(month, counter, part)
        files.append(os.path.join(self._folder(table), name), header + b"\n", lines)
        mirror = os.path.join(self._mirror_folder(table), name)
        before = next((each for each in own if each.part == part), _Own(part, b"", b""))
        try:
            if len(before.data) > len(before.copy) and before.data.startswith(before.copy):
                # A crash came between a row and its copy, or in the middle of the copy.
                files.replace(mirror, before.data)
            files.append(mirror, header + b"\n", lines, durable=False)
        except NotRecorded:
            return

    def scan(self, table: Table, since: str = "", needles: Collection[str] = ()) -> Iterator[Row]:
        """Rows of all counters' files from the month `since` (`2026-11`) on; with `needles`, only
        lines in which at least one of them is found are looked at.

        What can't be understood goes to `problems`, with file and line.
        """
        for file in _listed(self._folder(table), since=since):
            yield from self._scan_file(table, file.path, needles)

    def _scan_file(self, table: Table, path: str, needles: Collection[str]) -> Iterator[Row]:
        data = files.read(path).removeprefix(_BOM)
        header = _header(data)
        columns = _split_header(header)
        if not {"id", "waktu", "jenis", "ref", "cek"} <= set(columns):
            if data:
                self._report(path, data, 0, header, "baris judul tidak dikenal, jadi isi berkas "
                                                    "ini tidak bisa dibaca.")
            return
        for start, line in _lines(data, needles):
            if start == 0 or not line:
                continue
            row = _row(header, columns, line)
            why = row if isinstance(row, str) else schema.complaint(table, row)
            if why:
                self._report(path, data, start, line, why)
            elif isinstance(row, dict):
                yield {column.name: row.get(column.name, "") for column in table.columns} | row

    def _report(self, path: str, data: bytes, start: int, line: bytes, why: str,
                fix: str = _RESTORE) -> None:
        where = f"{os.path.relpath(path, self.root)}:{data.count(10, 0, start) + 1}"
        if all(known.where != where for known in self.problems):
            shown = clean(line.decode("utf-8", "replace"))[:120]
            self.problems.append(NotUnderstood(where, why, fix, shown))

    def report_twin(self, table: Table, id: str) -> None:
        """Reports that two different rows have this id; they stand in the lines that begin so."""
        for file in _listed(self._folder(table)):
            data = files.read(file.path)
            for start, line in _lines(data, [f"{id},"]):
                if line.startswith(id.encode()):
                    self._report(file.path, data, start, line,
                                 f"id {id} dipakai dua catatan yang berbeda.", _TWIN)

    def _folder(self, table: Table) -> str:
        return os.path.join(self.root, "ledger", table.name)

    def _mirror_folder(self, table: Table) -> str:
        return os.path.join(self.device.mirror, table.name)


def _name(month: str, counter: str, part: int) -> str:
    return f"{month}.{counter}.csv" if part == 1 else f"{month}.{counter}.{part}.csv"


def _listed(folder: str, month: str = "", counter: str = "", since: str = "") -> list[File]:
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = []
    for name in names:
        # The name's beginning is looked at first: years of files are passed over quickly.
        match = name >= since and name.startswith(month) and re.fullmatch(_NAME, name, re.A)
        if match and counter in ("", match["counter"]):
            found.append(File(match["month"], match["counter"], int(match["part"] or 1),
                              os.path.join(folder, name)))
    return sorted(found)


def _header(data: bytes) -> bytes:
    end = data.find(b"\n")
    return data[:end if end >= 0 else len(data)].removeprefix(_BOM).rstrip(b"\r")


def _lines(data: bytes, needles: Collection[str]) -> Iterator[tuple[int, bytes]]:
    """Each line with the place where it starts; only those with one of `needles` in them."""
    if not needles:
        start = 0
        for line in data.split(b"\n"):
            yield start, line.rstrip(b"\r")
            start += len(line) + 1
        return
    starts = {data.rfind(b"\n", 0, place) + 1 for needle in needles
              for place in _places(data, needle.encode("utf-8"))}
    for start in sorted(starts):
        end = data.find(b"\n", start)
        yield start, data[start:end if end >= 0 else len(data)].rstrip(b"\r")


def _places(data: bytes, needle: bytes) -> Iterator[int]:
    """Where `needle`, which is not empty, stands in `data`."""
    # bytes.find, not a pattern: several times faster over a month of rows (measured).
    place = data.find(needle)
    while place >= 0:
        yield place
        place = data.find(needle, place + len(needle))


def _numbered(table: Table, counter: str, group: list[tuple[datetime, Row]],
              own: list[_Own]) -> list[Row]:
    """Gives each row the number after the highest in own files and mirror: what git took out of
    the one still stands in the other, so no id is given out twice. Raises NotRecorded when the
    numbers of the day are used up."""
    last: dict[str, int] = {}
    rows = []
    for recorded, row in group:
        day = ids.day_code(recorded.date())
        if day not in last:
            start = f"\n{counter}-{day}-{table.letter}".encode()
            last[day] = max((_highest(data, start) for each in own for data in
                             ([each.data] if each.data == each.copy else each[1:])), default=0)
        last[day] += 1
        if last[day] > ids.LARGEST:
            raise NotRecorded(f"TIDAK tercatat: nomor urut hari ini habis ({counter}-{day}-"
                              f"{table.letter}{ids.LARGEST}); periksa berkas bulan ini.")
        id = str(ids.Id(counter, day, table.letter, last[day]))
        rows.append({**dict.fromkeys(table.header, ""), **row, "id": id})
    return rows


def _highest(data: bytes, start: bytes) -> int:
    """The highest number behind `start`; 0 where there is none. Torn rows count as far as they
    go; a number too long for an id is damage."""
    tails = (data[place + len(start):place + len(start) + 6] for place in _places(data, start))
    numbers = (tail[:len(tail) - len(tail.lstrip(b"0123456789"))] for tail in tails)
    return max((int(number) for number in numbers if 0 < len(number) < 6), default=0)


def _open_part(table: Table, own: list[_Own]) -> tuple[int, bytes]:
    """Number and header line of the file to append to, which may be yet to come."""
    wanted = ",".join(table.header).encode()
    if not own:
        return 1, wanted
    last = own[-1]
    header = _header(last.data or last.copy)
    columns = _split_header(header)
    # Under a header that was changed by hand, rows could not be read in the mirror.
    changed = last.data and _header(last.copy) != header and not last.data.startswith(last.copy)
    # `cek` is read from behind the last comma, so it has to be the last column.
    if set(table.header) <= set(columns) and columns[-1] == "cek" and not changed:
        return last.part, header
    return last.part + bool(last.data or last.copy), wanted


def _row(header: bytes, columns: list[str], line: bytes) -> Row | str:
    """The row in a line, or why it is none."""
    body, _, letters = line.rpartition(b",")
    if letters != schema.check_letters(header, body):
        if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
            return "tanda bentrok git; dua perangkat menulis berkas yang sama."
        return "baris terpotong atau diubah (kolom cek tidak cocok)."
    try:
        cells = _split(line)
    except (UnicodeDecodeError, csv.Error):
        return "bukan teks UTF-8 yang utuh."
    if len(cells) != len(columns):
        return f"ada {len(cells)} kolom, seharusnya {len(columns)}."
    return dict(zip(columns, cells))


def _split_header(header: bytes) -> list[str]:
    return header.decode("utf-8", "replace").split(",")


def _split(line: bytes) -> list[str]:
    text = line.decode("utf-8")
    return next(csv.reader([text])) if '"' in text else text.split(",")


def _seal(header: bytes, columns: list[str], row: Row) -> bytes:
    """The row as one line in the order of its file's header, with its check letters."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([row.get(name, "") for name in columns[:-1]])
    body = out.getvalue().encode("utf-8")
    if b"\n" in body or b"\r" in body or b"\0" in body:
        raise AssertionError("a field with a line break reached the ledger")
    return body + b"," + schema.check_letters(header, body) + b"\n"

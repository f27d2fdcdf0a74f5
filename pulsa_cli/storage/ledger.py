"""The ledger files: append rows to this counter's own file, scan everybody's.

One file a counter and month (`jual/2026-11.A.csv`); a file whose header lacks a column that is
needed now is left alone and followed by `2026-11.A.2.csv`. Format: design §3.
"""
import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from pulsa_cli.core import ids, schema
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.errors import NotRecorded, NotUnderstood
from pulsa_cli.storage import files
from pulsa_cli.storage.device import Device

_NAME = r"(?P<month>\d{4}-\d{2})\.(?P<counter>[A-Z]{1,3})(?:\.(?P<part>\d+))?\.csv"
_BOM = b"\xef\xbb\xbf"
_RESTORE = ("Baris itu tidak dihitung; baris lain tetap. Jangan diubah dengan tangan: "
            "catatan yang benar dibuat lagi dengan perintah pulsa.")


class File(NamedTuple):
    """A ledger file, by the parts of its name."""

    month: str
    counter: str
    part: int
    path: str


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
            rows = self._numbered(table, counter, month, group)
            self._append_month(table, counter, month, rows)
            written += rows
        return written

    def _numbered(self, table: Table, counter: str, month: str,
                  group: list[tuple[datetime, Row]]) -> list[Row]:
        """Gives each row the number after the highest in own file and mirror: what git took out
        of the one still stands in the other, so no id is given out twice."""
        names = [os.path.basename(own.path) for own in self.files(table, month, counter)]
        names += [os.path.basename(own.path)
                  for own in _listed(self._mirror_folder(table), month, counter)]
        taken = b"\n".join(
            files.read(os.path.join(folder, name)) for name in set(names)
            for folder in (self._folder(table), self._mirror_folder(table)))
        last: dict[str, int] = {}
        rows = []
        for recorded, row in group:
            day = ids.day_code(recorded.date())
            if day not in last:
                given = re.findall(rb"(?m)^(?:\xef\xbb\xbf)?%s-%s-%s(\d+)" % (
                    counter.encode(), day.encode(), table.letter.encode()), taken)
                last[day] = max(map(int, given), default=0)
            last[day] += 1
            id = str(ids.Id(counter, day, table.letter, last[day]))
            rows.append({**dict.fromkeys(table.header, ""), **row, "id": id})
        return rows

    def _append_month(self, table: Table, counter: str, month: str, rows: list[Row]) -> None:
        path, header = self._open_part(table, counter, month)
        columns = _split_header(header)
        lines = b"".join(_seal(header, columns, row) for row in rows)
        mirror = os.path.join(self._mirror_folder(table), os.path.basename(path))
        before, copied = files.read(path), files.read(mirror)
        files.append(path, header + b"\n", lines)
        try:
            if before.startswith(copied) and len(before) > len(copied):
                # A crash came between the row and its copy.
                files.append(mirror, b"", before[len(copied):], durable=False)
            files.append(mirror, header + b"\n", lines, durable=False)
        except (NotRecorded, OSError):
            return

    def _open_part(self, table: Table, counter: str, month: str) -> tuple[str, bytes]:
        """Path and header line of the file to append to, which may be yet to come."""
        wanted = table.header
        folder = self._folder(table)
        own = self.files(table, month, counter)
        if own:
            header = _header(files.read(own[-1].path))
            if not header:
                return own[-1].path, ",".join(wanted).encode()
            # `cek` is read from behind the last comma, so it has to be the last column.
            columns = _split_header(header)
            if set(wanted) <= set(columns) and columns[-1] == "cek":
                return own[-1].path, header
        part = own[-1].part + 1 if own else 1
        name = f"{month}.{counter}.csv" if part == 1 else f"{month}.{counter}.{part}.csv"
        return os.path.join(folder, name), ",".join(wanted).encode()

    def scan(self, table: Table, since: str = "", needle: bytes = b"") -> Iterator[Row]:
        """Rows of all counters' files from the month `since` (`2026-11`) on; with `needle`, a
        regular expression, only lines in which it is found are looked at.

        What can't be understood goes to `problems`, with file and line.
        """
        pattern = re.compile(needle) if needle else None
        for file in self.files(table):
            if file.month >= since:
                yield from self._scan_file(table, file.path, pattern)

    def _scan_file(self, table: Table, path: str,
                   pattern: re.Pattern[bytes] | None) -> Iterator[Row]:
        data = files.read(path).removeprefix(_BOM)
        header = _header(data)
        columns = _split_header(header)
        if not {"id", "waktu", "jenis", "ref", "cek"} <= set(columns):
            if data:
                self._report(path, data, 0, header, "baris judul tidak dikenal, jadi isi berkas "
                                                    "ini tidak bisa dibaca.")
            return
        for start, line in _lines(data, pattern):
            if start == 0 or not line:
                continue
            row = _row(header, columns, line)
            why = row if isinstance(row, str) else schema.complaint(table, row)
            if why:
                self._report(path, data, start, line, why)
            elif isinstance(row, dict):
                yield {column.name: row.get(column.name, "") for column in table.columns} | row

    def _report(self, path: str, data: bytes, start: int, line: bytes, why: str) -> None:
        where = f"{os.path.relpath(path, self.root)}:{data.count(10, 0, start) + 1}"
        if all(known.where != where for known in self.problems):
            self.problems.append(NotUnderstood(where, why, _RESTORE,
                                               line.decode("utf-8", "replace")[:120]))

    def files(self, table: Table, month: str = "", counter: str = "") -> list[File]:
        """The ledger's files in order of month, counter and part."""
        return _listed(self._folder(table), month, counter)

    def _folder(self, table: Table) -> str:
        return os.path.join(self.root, "ledger", table.name)

    def _mirror_folder(self, table: Table) -> str:
        return os.path.join(self.device.mirror, table.name)


def _listed(folder: str, month: str, counter: str) -> list[File]:
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = []
    for name in names:
        match = re.fullmatch(_NAME, name, re.A)
        if match and month in ("", match["month"]) and counter in ("", match["counter"]):
            found.append(File(match["month"], match["counter"], int(match["part"] or 1),
                              os.path.join(folder, name)))
    return sorted(found)


def _header(data: bytes) -> bytes:
    return data.removeprefix(_BOM).split(b"\n", 1)[0].rstrip(b"\r")


def _lines(data: bytes, pattern: re.Pattern[bytes] | None) -> Iterator[tuple[int, bytes]]:
    """Each line with the place where it starts; only those with `pattern` in them."""
    if pattern is None:
        start = 0
        for line in data.split(b"\n"):
            yield start, line.rstrip(b"\r")
            start += len(line) + 1
        return
    place = 0
    while match := pattern.search(data, place):
        start = data.rfind(b"\n", 0, match.start()) + 1
        end = data.find(b"\n", match.end())
        end = len(data) if end < 0 else end
        yield start, data[start:end].rstrip(b"\r")
        place = end


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

"""The ledger files: rows are appended to this counter's own file.

One file a counter and month (`jual/2026-11.A.csv`); a file whose header lacks a column that is
needed now is left alone and followed by `2026-11.A.2.csv`. Format: design §3.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core import cells, ids, schema
from pulsa_cli.core.fold_order import recorded
from pulsa_cli.core.ids import span
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.errors import NotRecorded, Uncertain, reason
from pulsa_cli.ledger import files, reading
from pulsa_cli.ledger.device import Device
from pulsa_cli.ledger.reading import File, Reader, files_in, header_of, is_resaved, sealable

_TICK = timedelta(seconds=1)
_FARTHEST = 1000  # above the number before it, that of a torn row still counts
# As many rows of a day may have been lost with a device folder, without a trace.
_LOST = 1000
# Where a row of a ledger can be looked for, by the letter of its id.
_SEEN_WITH = {
    "J": "pulsa transaksi list",
    "H": "pulsa pelanggan lihat NAMA",
    "P": "pulsa pelanggan list",
    "O": "pulsa pesanan list",
    "K": "pulsa keluhan list",
    "R": "pulsa pelanggan lihat NAMA",
}


class _Own(NamedTuple):
    """One of this counter's own files: its number, what stands in it, and in its mirror."""

    part: int
    data: bytes
    copy: bytes


# Asked for the highest number that ids of a counter, day and letter are known to have.
Issued = Callable[[ids.Id], int]


class _Newest(NamedTuple):
    """When a row was recorded, on which day by the clock of that moment, and which of that day it
    was."""

    recorded: datetime
    day: str
    place: int

    @classmethod
    def of(cls, row: Row) -> "_Newest":
        day = row["id"].split("-")[1]
        return cls(datetime.fromisoformat(recorded(row)), day, int(row["urut"] or 0))


class Ledger:
    """The ledgers under `root`/ledger. `issued` knows ids also of rows that are gone from the
    files. `uneven`: the last rows have no second copy, or a second copy has more than its file."""

    def __init__(self, root: str, device: Device, issued: Issued = lambda _: 0) -> None:
        self.root = root
        self.device = device
        self.uneven = False
        self._issued = issued

    def append(self, table: Table, entries: Iterable[tuple[datetime, Row]]) -> list[Row]:
        """Records rows in this counter's own files and returns them with their ids.

        Each entry is the time of recording and the row without `id`, `cek` and what says when it
        was recorded (without `waktu`, it happened then). The caller holds the lock. All entries of
        a month go in one write, durable when this returns; raises NotRecorded with nothing of that
        month written. A mirror that can't be written is no failure, the row is on disk; `uneven`
        says so.
        """
        counter = self.device.require_counter()
        months: dict[str, list[tuple[datetime, Row]]] = {}
        for time, row in entries:
            months.setdefault(f"{time:%Y-%m}", []).append((time, row))
        written: list[Row] = []
        try:
            newest = self._newest(counter, min(months, default=""))
            for month, group in months.items():
                own = self._own_files(table, month, counter)
                rows = _numbered(table, counter, group, own, self._given_out)
                newest = _placed(rows, [time for time, _ in group], newest)
                self._append_month(table, counter, month, own, rows)
                written += rows
        except OSError as error:  # what is read first; what is written raises NotRecorded
            what = error.filename or os.path.join(self._folder(table), "")
            raise NotRecorded(
                f"TIDAK tercatat: {what} tidak bisa dibaca ({reason(error)})."
            ) from error
        return written

    def _given_out(self, first: ids.Id) -> int:
        """The highest number of ids like this one that rows had which no file has any more."""
        return max(self._issued(first), _LOST if first.day == self.device.resumed else 0)

    def _own_files(self, table: Table, month: str, counter: str) -> list[_Own]:
        """This counter's files of a month, also those that only the mirror still has."""
        folder, mirror = self._folder(table), self._mirror_folder(table)
        own = files_in(folder, month, counter)
        parts = {file.part for file in (*own, *_listed(mirror, month, counter))}
        named = [(part, _name(month, counter, part)) for part in sorted(parts)]
        return [
            _Own(part, files.read(os.path.join(folder, name)), _copy(os.path.join(mirror, name)))
            for part, name in named
        ]

    def _newest(self, counter: str, month: str) -> _Newest | None:
        """The row that this counter recorded last, in whatever ledger, as somebody needs to know
        in this month; by mirror too, which still has what an accident with git took."""
        rows = []
        for table in schema.TABLES.values():
            own = _latest(self._folder(table), counter, month)
            same = set(map(_name_and_size, own))
            copies = _latest(self._mirror_folder(table), counter, month)
            copies = [path for path in copies if _name_and_size(path) not in same]
            rows += [row for path in own + copies if (row := reading.last_row(table, path))]
        return max(map(_Newest.of, rows), default=None)

    def _append_month(
        self, table: Table, counter: str, month: str, own: list[_Own], rows: list[Row]
    ) -> None:
        part, header = _open_part(table, own)
        columns = header.decode("utf-8", "replace").split(",")
        lines = b"".join(_seal(header, columns, row) for row in rows)
        name = _name(month, counter, part)
        path = os.path.join(self._folder(table), name)
        for each in {name, *(_name(month, counter, file.part) for file in own)}:
            files.refuse_links(self.root, os.path.join(self._folder(table), each))
        try:
            files.append(path, header + b"\n", lines)
        except Uncertain as error:
            ids_of_all = span([row["id"] for row in rows])
            raise Uncertain(
                f"{error} Lihat dulu: {_SEEN_WITH[table.letter]} ({ids_of_all}). Ketik lagi hanya "
                "kalau tidak ada di situ.",
                error.why,
            ) from error
        mirror = os.path.join(self._mirror_folder(table), name)
        self.uneven = any(len(file.data) < len(file.copy) for file in own)
        before = next((file for file in own if file.part == part), _Own(part, b"", b""))
        try:
            files.refuse_links(self.device.folder, mirror)
            if len(before.data) > len(before.copy) and before.data.startswith(before.copy):
                # A crash came between a row and its copy, or in the middle of the copy.
                files.replace(mirror, before.data)
            files.append(mirror, header + b"\n", lines, durable=False)
        except NotRecorded:
            self.uneven = True

    def _folder(self, table: Table) -> str:
        return os.path.join(self.root, "ledger", table.name)

    def _mirror_folder(self, table: Table) -> str:
        return os.path.join(self.device.mirror, table.name)


def _name(month: str, counter: str, part: int) -> str:
    return f"{month}.{counter}.csv" if part == 1 else f"{month}.{counter}.{part}.csv"


def _listed(folder: str, month: str, counter: str) -> list[File]:
    """The ledger files of a folder; none of one that may not be looked into, as a mirror that is
    root's: a sale goes on without it."""
    try:
        return files_in(folder, month, counter)
    except PermissionError:
        return []


def _copy(path: str) -> bytes:
    """What a file of the mirror has; nothing where it may not be read."""
    try:
        return files.read(path)
    except PermissionError:
        return b""


def _places(data: bytes, needle: bytes) -> Iterator[int]:
    """Where `needle`, which is not empty, stands in `data`."""
    # bytes.find, not a pattern: several times faster over a month of rows (measured).
    place = data.find(needle)
    while place >= 0:
        yield place
        place = data.find(needle, place + len(needle))


def _numbered(
    table: Table,
    counter: str,
    group: list[tuple[datetime, Row]],
    own: list[_Own],
    issued: Issued,
) -> list[Row]:
    """Gives each row the number after the highest in own files, mirror and index: what git took
    out of the one still stands in another, so no id is given out twice. Raises NotRecorded when
    the numbers of the day are used up."""
    last: dict[str, int] = {}
    rows = []
    for time, row in group:
        day = ids.day_code(time.date())
        if day not in last:
            last[day] = _highest(table, own, ids.Id(counter, day, table.letter, 0), issued)
        last[day] += 1
        if last[day] > ids.LARGEST:
            raise NotRecorded(
                f"TIDAK tercatat: nomor urut hari ini habis ({counter}-{day}-"
                f"{table.letter}{ids.LARGEST}); periksa berkas bulan ini."
            )
        id = str(ids.Id(counter, day, table.letter, last[day]))
        rows.append({**dict.fromkeys(table.header, ""), **row, "id": id})
    return rows


def _placed(rows: list[Row], times: list[datetime], newest: _Newest | None) -> _Newest | None:
    """Writes into numbered rows when they were recorded and which of the day they are, whatever
    the clock says: behind the newest row of this counter, and never at the same second as one of
    another day, since `urut` counts by the day. Returns the newest then."""
    for row, time in zip(rows, times):
        day, place = row["id"].split("-")[1], 1
        row["waktu"] = row["waktu"] or time.isoformat()
        if newest and newest.day == day:
            time, place = max(time, newest.recorded), min(newest.place + 1, cells.MOST)
        elif newest:
            time = max(time, newest.recorded + _TICK)
        written = time.astimezone(times[0].tzinfo).isoformat()
        row["dicatat"] = "" if row["waktu"] == written else written
        row["urut"] = str(place)
        newest = _Newest(time, day, place)
    return newest


def _latest(folder: str, counter: str, month: str) -> list[str]:
    """The counter's files in which its newest row may be: the last one before this month, and all
    since, also those of a clock that was ahead."""
    last_parts = {file.month: file.path for file in _listed(folder, "", counter)}
    before = [earlier for earlier in last_parts if earlier < month]
    return [path for of, path in last_parts.items() if of >= max(before, default="")]


def _name_and_size(path: str) -> tuple[str, int]:
    return os.path.basename(path), os.stat(path).st_size


def _highest(table: Table, own: list[_Own], first: ids.Id, issued: Issued) -> int:
    """The highest number of ids like `first`; 0 where there is none. That of a torn row counts as
    well, as far as it goes, for the row may come back from the mirror; but not where it is far
    above all others: digits that damage made don't use up the day."""
    highest, torn = issued(first), set[int]()
    every = ([file.data] if file.data == file.copy else file[1:] for file in own)
    for data in (data for both in every for data in both):
        reader = Reader(table, header_of(data))
        for number, start in sorted(_numbers(data, first.head.encode()), reverse=True):
            if number <= highest:
                break
            end = data.find(b"\n", start)
            if any(reader.lines(data[start : end if end >= 0 else None], 0, reading.unsaid)):
                highest = number
                break
            torn.add(number)
    for number in sorted(torn):
        if highest < number <= highest + _FARTHEST:
            highest = number
    return highest


def _numbers(data: bytes, head: bytes) -> Iterator[tuple[int, int]]:
    """The number behind `head` at each line that begins so, and where that line starts; one too
    long for an id is damage."""
    head = (b'\n"' if is_resaved(header_of(data)) else b"\n") + head
    for place in _places(data, head):
        tail = data[place + len(head) : place + len(head) + 6]
        number = tail[: len(tail) - len(tail.lstrip(b"0123456789"))]
        if 0 < len(number) < 6:
            yield int(number), place + 1


def _open_part(table: Table, own: list[_Own]) -> tuple[int, bytes]:
    """Number and header line of the file to append to, which may be yet to come."""
    wanted = ",".join(table.header).encode()
    if not own:
        return 1, wanted
    last = own[-1]
    header = header_of(last.data or last.copy)
    columns = set(header.decode("utf-8", "replace").split(","))
    # Under a header that was changed by hand, rows could not be read in the mirror.
    changed = last.data and header_of(last.copy) != header and not last.data.startswith(last.copy)
    readable = Reader(table, header).known and set(table.header) <= columns
    if readable and not changed:
        return last.part, header
    return last.part + bool(last.data or last.copy), wanted


def _seal(header: bytes, columns: list[str], row: Row) -> bytes:
    """The row as one line in the order of its file's header, with its check letters."""
    body = sealable(row.get(name, "") for name in columns[:-1])
    if b"\n" in body or b"\r" in body or b"\0" in body:
        raise AssertionError("a field with a line break reached the ledger")
    return body + b"," + schema.check_letters(header, body) + b"\n"

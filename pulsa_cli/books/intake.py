"""Taking the ledgers into the index: what was appended since last time, or a whole file that
changed in any other way."""

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator

from pulsa_cli.books import derived, keys
from pulsa_cli.books.derived import Touched
from pulsa_cli.core import ids
from pulsa_cli.core.kinds import COMPLAINED, PENDING, SOLD
from pulsa_cli.core.sales import FREE
from pulsa_cli.core.schema import COMPLAINTS, ORDERS, PEOPLE, REMINDERS, TABLES, Row
from pulsa_cli.core.serial import is_none, parts
from pulsa_cli.ledger import files, reading
from pulsa_cli.ledger.reading import Complain, Line, Reader

# `known` bytes of a file, with the checksum `crc`, have been taken in; `tail` is the row, if any,
# in a last line without its end. `day` and `sn` are those of sales, `number` also of complaints;
# `other_day` is the day of any other row; `gift` marks a sale that was free by the loyalty card.
# `piece` has what SNs with more in them than one number can be found by. `gone` are rows that stand
# in no file any more: their ids are not given out again.
LAYOUT = """
CREATE TABLE file (no INTEGER PRIMARY KEY, path TEXT UNIQUE, header BLOB, known INTEGER,
    crc INTEGER, tail INTEGER, inode INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER);
CREATE TABLE row (key INTEGER, file INTEGER, start INTEGER, day INTEGER, number INTEGER,
    sn INTEGER, customer INTEGER, gift INTEGER, other_day INTEGER, line BLOB);
CREATE TABLE problem (file INTEGER, start INTEGER, number INTEGER, line BLOB, why TEXT);
CREATE TABLE twin (key INTEGER PRIMARY KEY);
CREATE TABLE gone (key INTEGER PRIMARY KEY);
CREATE TABLE piece (sn INTEGER, key INTEGER, file INTEGER);
CREATE INDEX piece_sn ON piece(sn);
"""
# `customer` with the key, so that what hangs together with its rows is found without them, and
# what was recorded since a day; `number` with the day likewise.
_INDEXED = {
    "key": "key",
    "day": "day",
    "number": "number, day",
    "sn": "sn",
    "customer": "customer, key",
    "gift": "customer",
    "other_day": "other_day",
}
_WANTED = ("id", "waktu", "jenis", "ref", "dari", "nomor", "sn", "status", "pelanggan", "hadiah")
# The columns of `row`.
Entry = tuple[
    int,
    int,
    int,
    int | None,
    int | None,
    int | None,
    int | None,
    int | None,
    int | None,
    bytes,
]
# A file touched this short before it was read may change again within the same tick of its
# clock; it is looked at once more (git does the same with its own index).
_TICK = 20_000_000
# Kinds of rows of which something is worked out that no `ref` and no `pelanggan` calls for.
_FOLDED = tuple(ord(table.letter) for table in (PEOPLE, ORDERS, COMPLAINTS, REMINDERS))
_SOLD, _COMPLAINED, _PENDING, _FREE = (word.encode() for word in (SOLD, COMPLAINED, PENDING, FREE))
_HEADER = "baris judul tidak dikenal, jadi isi berkas ini tidak bisa dibaca."
Stat = tuple[int, int, int, int]


def scan(root: str) -> dict[str, Stat]:
    """The ledger files that are there, by path from the shop folder."""
    stats = {}
    for name in TABLES:
        folder = f"ledger/{name}"
        try:
            entries = list(os.scandir(os.path.join(root, folder)))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if reading.is_ledger(entry.name):
                try:
                    stat = entry.stat()
                except FileNotFoundError:
                    continue
                stats[f"{folder}/{entry.name}"] = (
                    stat.st_ino,
                    stat.st_size,
                    stat.st_mtime_ns,
                    stat.st_ctime_ns,
                )
    return stats


def seen(db: sqlite3.Connection) -> dict[str, Stat]:
    """The files as they were when they were taken in."""
    return {
        row[0]: row[1:] for row in db.execute("SELECT path, inode, size, mtime, ctime FROM file")
    }


class Rows:
    """Rows of the ledgers out of the index, each read by its file's header. Raises
    sqlite3.DatabaseError where one is no more what was taken in, unless that was just now
    (`new`)."""

    def __init__(self, db: sqlite3.Connection, new: bool = False) -> None:
        self._db, self._new = db, new
        self._readers: dict[int, Reader] = {}
        self._by_header: dict[tuple[str, bytes], Reader] = {}  # nearly all files have the same

    def select(self, query: str) -> Iterator[tuple[int, Row]]:
        """Pairs of a number and a row for a query of a number, `file` and `line`."""
        for number, file, line in self._db.execute(query):
            yield number, self.row(file, line)

    def row(self, file: int, line: bytes) -> Row:
        """The row in a line of the file with this number."""
        reader = self._readers.get(file) or self.reader(file)
        if not self._new and not reader.is_whole(line):
            raise sqlite3.DatabaseError("a row that was changed")
        return reader.row(line)

    def forget(self, no: int) -> None:
        """This number may soon be another file's."""
        self._readers.pop(no, None)

    def reader(self, no: int) -> Reader:
        if no not in self._readers:
            for number, path, header in self._db.execute("SELECT no, path, header FROM file"):
                table = path.split("/")[1] if path.count("/") == 2 else ""
                if table not in TABLES:
                    raise sqlite3.DatabaseError("a file of no ledger")
                if (table, header) not in self._by_header:
                    self._by_header[table, header] = Reader(TABLES[table], header, _WANTED)
                self._readers[number] = self._by_header[table, header]
            if no not in self._readers:
                raise sqlite3.DatabaseError("a row of no file")
        return self._readers[no]


class _Keys(dict[bytes, int]):
    """`A-261121-J` → the key of A-261121-J000, to which the running number is added."""

    def __missing__(self, prefix: bytes) -> int:
        counter, day, letter = prefix.decode().split("-")
        self[prefix] = ids.pack(ids.Id(counter, day, letter, 0))
        return self[prefix]

    def of(self, id: bytes) -> int:
        """The key of an id."""
        place = id.rindex(b"-") + 2
        return self[id[:place]] + int(id[place:])


class _Days(dict[bytes, int]):
    """`2026-11-21` → 20261121."""

    def __missing__(self, day: bytes) -> int:
        self[day] = int(day.replace(b"-", b""))
        return self[day]


def _number(number: bytes) -> int:
    """As keys.number_key, of bytes."""
    return int(b"1" + number.replace(b"-", b""))


def _sn(sn: bytes) -> int | None:
    """As keys.sn_key of all of it; None of what is no SN."""
    if sn.isdigit() and sn.strip(b"0"):
        return zlib.crc32(sn)
    return None if is_none(sn.decode()) else keys.sn_key(sn.decode())


class Intake:
    """One catching up, inside a transaction of `db`; `new` = the index is empty so far."""

    def __init__(self, db: sqlite3.Connection, root: str, new: bool) -> None:
        self._db, self._root, self._new = db, root, new
        self._rows = Rows(db, new)
        self._touched = Touched()
        self._keys, self._days = _Keys(), _Days()

    def run(self, progress: Callable[[int, int], None]) -> dict[str, Stat]:
        """Takes in what changed; returns the files as they are known now. `progress` is told bytes
        done and in all."""
        before, on_disk, now = seen(self._db), scan(self._root), time.time_ns()
        for path in before.keys() - on_disk.keys():
            self._forget(path)
        # By counters and months, so that rows are taken in in the order of their ids.
        changed = sorted(
            (path for path in on_disk if on_disk[path] != before.get(path)),
            key=lambda path: (path.split("/")[1], path.split(".")[1], path),
        )
        total, done = sum(on_disk[path][1] for path in changed), 0
        for path in changed:
            progress(done, total)
            done += on_disk[path][1]
            if max(on_disk[path][2:]) > now - _TICK:
                on_disk[path] = (-1, *on_disk[path][1:])
            self._read(path, on_disk[path])
        if self._new:
            for column, columns in _INDEXED.items():
                self._db.execute(
                    f"CREATE INDEX row_{column} ON row({columns}) WHERE {column} IS NOT NULL"
                )
            self._db.execute(
                "INSERT INTO twin SELECT key FROM row GROUP BY key HAVING count(*) > 1"
            )
        self._db.execute(
            "DELETE FROM gone WHERE EXISTS (SELECT 1 FROM row WHERE row.key = gone.key)"
        )
        derived.update(self._db, self._touched, self._rows.select, self._new)
        progress(total, total)
        return on_disk

    def _read(self, path: str, stat: Stat) -> None:
        data = files.read(os.path.join(self._root, path))
        before = self._db.execute(
            "SELECT no, known, crc, tail, header FROM file WHERE path = ?", (path,)
        ).fetchone()
        view = memoryview(data)
        if before and before[1] and zlib.crc32(view[: before[1]]) == before[2]:
            no, start, check, tail, header = before
            self._forget_tail(no, start, tail)
        else:
            self._forget(path)
            no, start, check, header = None, data.find(b"\n") + 1, 0, reading.header_of(data)
            check = zlib.crc32(view[:start])
        end = data.rfind(b"\n") + 1
        understood = Reader(TABLES[path.split("/")[1]], header).known
        known = end if understood else 0
        check = zlib.crc32(view[start:known], check) if known else 0
        no = self._put_file(no, path, header, known, check, *stat)
        if understood and end:
            reader = self._rows.reader(no)
            self._insert(no, reader.lines(data, start, self._complain(no, data)), end)
        elif not understood and data.removeprefix(reading.BOM):
            self._complain(no, data)(0, header, _HEADER)

    def _put_file(self, *values: int | bytes | str | None) -> int:
        """Puts a file into the index, under its number or as a new one; returns the number."""
        put = "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"
        return int(self._db.execute(put, values).lastrowid or 0)

    def _complain(self, no: int, data: bytes) -> Complain:
        def note(start: int, text: bytes, why: str) -> None:
            self._db.execute(
                "INSERT INTO problem VALUES (?, ?, ?, ?, ?)",
                (no, start, data.count(10, 0, start) + 1, text, why),
            )

        return note

    def _insert(self, no: int, lines: Iterable[Line], end: int) -> None:
        """Puts rows into the index; one that starts at byte `end` or later is the tail."""
        entries: list[Entry] = []
        links: list[tuple[int, bytes]] = []  # a row's key, and an id that the row names
        pieces: list[tuple[int, int, int]] = []
        for start, text, cells in lines:
            entry = self._entry(no, start, text, cells)
            entries.append(entry)
            _, _, _, ref, other, number, sn, *_ = cells
            # Twenty bare digits are read out in groups where they are a token: it goes to a meter.
            if sn and (not sn.isdigit() or number and not number.startswith(b"0")):
                pieces += [(keys.sn_key(part), entry[0], no) for part in parts(sn.decode())]
            links += [(entry[0], named) for named in (ref, other) if named]
            self._touch(entry, cells)
        self._db.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
        self._db.executemany("INSERT INTO piece VALUES (?, ?, ?)", pieces)
        for key, named in links:
            derived.join(self._db, key, self._keys.of(named))
        if entries and entries[-1][2] >= end:
            self._db.execute("UPDATE file SET tail = ? WHERE no = ?", (entries[-1][0], no))
        if not self._new:
            self._after([entry[0] for entry in entries])

    def _entry(self, no: int, start: int, text: bytes, cells: tuple[bytes, ...]) -> Entry:
        id, moment, kind, _, _, number, sn, _, customer, gift = cells
        is_sale, day = kind == _SOLD, self._days[moment[:10]]
        return (
            self._keys.of(id),
            no,
            start,
            day if is_sale else None,
            _number(number) if is_sale or kind == _COMPLAINED else None,
            _sn(sn) if sn else None,
            self._keys.of(customer) if customer else None,
            1 if is_sale and gift == _FREE else None,
            None if is_sale else day,
            text,
        )

    def _touch(self, entry: Entry, cells: tuple[bytes, ...]) -> None:
        """Notes what is to be worked out anew because of this row."""
        id, _, _, ref, _, _, _, status, _, _ = cells
        key, owner = entry[0], entry[6]
        if owner is not None:
            self._touched.customers.add(owner)
        if ref or status == _PENDING or id[id.rindex(b"-") + 1] in _FOLDED:
            self._touched.keys.add(key)

    def _after(self, keys: list[int]) -> None:
        """Rows that came later than others: one that was named before it came, or that has the
        id of another row, changes what follows from those."""
        for key in keys:
            (count,) = self._db.execute("SELECT count(*) FROM row WHERE key = ?", (key,)).fetchone()
            if count > 1:
                self._db.execute("INSERT OR IGNORE INTO twin VALUES (?)", (key,))
            if count > 1 or self._db.execute("SELECT 1 FROM link WHERE key = ?", (key,)).fetchone():
                self._touched.add_keys(self._db, [key])

    def _forget_tail(self, no: int, start: int, tail: int | None) -> None:
        self._db.execute("DELETE FROM problem WHERE file = ? AND start >= ?", (no, start))
        if tail is not None:
            self._touched.add_keys(self._db, [tail])
            self._db.execute("INSERT OR IGNORE INTO gone VALUES (?)", (tail,))
            self._db.execute(
                "DELETE FROM row WHERE key = ? AND file = ? AND start >= ?", (tail, no, start)
            )

    def _forget(self, path: str) -> None:
        """Drops a file that is gone or is read anew."""
        for (no,) in self._db.execute("SELECT no FROM file WHERE path = ?", (path,)).fetchall():
            keys = [key for (key,) in self._db.execute("SELECT key FROM row WHERE file = ?", (no,))]
            self._touched.add_keys(self._db, keys)
            self._db.execute("INSERT OR IGNORE INTO gone SELECT key FROM row WHERE file = ?", (no,))
            for table in ("row", "problem", "piece"):
                self._db.execute(f"DELETE FROM {table} WHERE file = ?", (no,))
            self._db.execute("DELETE FROM file WHERE no = ?", (no,))
            self._rows.forget(no)
        self._db.execute(
            "DELETE FROM twin WHERE (SELECT count(*) FROM row WHERE row.key = twin.key) < 2"
        )

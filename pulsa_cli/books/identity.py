"""How the index knows itself. SQLite reads whatever log lies beside a database into it, also that
of an older or newer copy (a backup, a half-restored folder), and answers out of the mixture.

The first thing in a log is therefore which file it was begun on: size and mtime, which change only
when a log is folded back into it, and a mark by chance, new at each folding back, for clocks that
are coarse.
"""

import os
import sqlite3

LAYOUT = "CREATE TABLE self (one INTEGER PRIMARY KEY, mark INTEGER, size INTEGER, mtime INTEGER);"
# What SQLite, and Python of what it says, complain with of a file that is damaged.
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
_PLACE = 68  # of the application id in the file, where no log hides it
_ENDS = ("", "-wal", "-shm", "-journal")  # of the files of a database
_LONGEST_LOG = 1_000_000  # bytes; each process reads it when it opens the index


def mark(db: sqlite3.Connection) -> None:
    """Gives the index another mark."""
    db.execute(f"PRAGMA application_id={int.from_bytes(os.urandom(4), 'big', signed=True)}")


def begin(db: sqlite3.Connection, path: str) -> None:
    """Begins a transaction that writes into the index at `path`."""
    db.execute("BEGIN IMMEDIATE")
    if not _log(path):
        _note(db, path)


def is_itself(db: sqlite3.Connection, path: str) -> bool:
    """Is the file at `path` the one that its log was begun on? Without a log it is whole."""
    if not _log(path) or _is_noted(db, path):
        return True
    db.execute("BEGIN IMMEDIATE")  # another process may have been folding its log back
    try:
        return not _log(path) or _is_noted(db, path)
    finally:
        db.execute("ROLLBACK")


def shorten_log(db: sqlite3.Connection, path: str) -> None:
    """Folds a long log back into the index, and empties it. A process ends without closing the
    index, so SQLite forgets what it has folded back, and would do it anew each time."""
    if _log(path) > _LONGEST_LOG:
        mark(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if _log(path):  # somebody reads it, so that it could not be emptied
            _note(db, path)


def remove(path: str) -> None:
    """Deletes a database with what SQLite keeps beside it."""
    for end in _ENDS:
        if os.path.lexists(path + end):
            os.unlink(path + end)


def _note(db: sqlite3.Connection, path: str) -> None:
    try:
        db.execute("INSERT OR REPLACE INTO self VALUES (1, ?, ?, ?)", _of(path))
    except FileNotFoundError:
        pass  # deleted while it is open: nobody will open it again


def _is_noted(db: sqlite3.Connection, path: str) -> bool:
    return db.execute("SELECT mark, size, mtime FROM self").fetchall() == [_of(path)]


def _of(path: str) -> tuple[int, int, int]:
    with open(path, "rb", 0) as file:
        stat = os.fstat(file.fileno())
        file.seek(_PLACE)
        return int.from_bytes(file.read(4), "big"), stat.st_size, stat.st_mtime_ns


def _log(path: str) -> int:
    """The size of the log; 0 where there is none."""
    try:
        return os.stat(f"{path}-wal").st_size
    except OSError:
        return 0

"""The index, `index.db` in the device folder: every row of every ledger, and what follows from
them, so that no question reads history (design §5).

It is brought up to the ledgers before each question, under the device's lock, by the bytes that
were appended since; a file that changed in any other way is read anew. It can be deleted at any
time. WAL with synchronous=NORMAL keeps it consistent through a power cut without a sync for each
sale, so a crash of the machine costs at most the last rows, which are read again.
"""

import gc
import os
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

from pulsa_cli.books import derived, identity, intake, parsed, seal
from pulsa_cli.books.intake import Intake, Rows
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids
from pulsa_cli.errors import Busy, NotRecorded, unusable
from pulsa_cli.ledger import files
from pulsa_cli.ledger.lock import Lock, patience_of_all

NAME = "index.db"
_PAGE = 8192
VERSION = 11  # another number, another layout: the old index is thrown away
_HIGHEST = (
    "SELECT max(key) FROM row WHERE key BETWEEN ? AND ? "
    "UNION ALL SELECT max(key) FROM gone WHERE key BETWEEN ? AND ?"
)


class Index(Source):
    """The index of the shop at `root`. `lock` is the device's; `tell` says
    something to the user; `progress` is told bytes done and in all while a large index is built.
    """

    def __init__(
        self,
        root: str,
        folder: str,
        lock: Lock,
        tell: Callable[[str], None],
        progress: Callable[[int, int], None],
    ) -> None:
        self._root, self._path = root, os.path.join(folder, NAME)
        self._lock, self._tell, self._progress = lock, tell, progress
        self._db: sqlite3.Connection | None = None
        self._mixed: list[sqlite3.Connection] = []  # with logs that are not their own
        self._own = True  # the file that everybody uses, not a copy for this process alone
        self._seen = {}
        self._version: list[Any] = []
        self._told_busy = False

    def fresh(self) -> None:
        """Brings the index up to the ledgers as they are now. Another process that holds the lock
        for too long is no reason not to answer: what it writes is missing then, which is said."""
        if self._db is None:
            self._open()
        try:
            version = self._connection.execute("PRAGMA data_version").fetchall()
            if version != self._version:  # another process wrote into it
                self._seen, self._rows = intake.seen(self._connection), Rows(self._connection)
                self._version = version
            if intake.scan(self._root) == self._seen:
                return
            if self._own:
                with self._lock.taken():
                    self._catch_up()
            else:
                self._catch_up()
        except Busy:
            if not self._told_busy:
                self._tell("Catatan terbaru belum terbaca: pulsa lain sedang menulis.")
                self._told_busy = True
        except (*identity.DAMAGED, NotRecorded) as error:
            self.replace(error)

    def existing(self) -> sqlite3.Connection | None:
        """The index for what is kept in it beside the rows; None where it would have to be made
        first."""
        try:
            if self._db is None and os.path.exists(self._path):
                self._connect(self._path)
                if self._connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
                    self._close()
        except (*identity.DAMAGED, OSError):
            self._close()
        return self._db if self._own else None

    def begin(self, db: sqlite3.Connection) -> None:
        """Begins a transaction that writes."""
        identity.begin(db, self._path)

    def as_of(self, day: date) -> Source:
        from pulsa_cli.books.past import Past  # no sale asks for it

        return Past(self, day)

    def copy_to(self, db: sqlite3.Connection) -> None:
        """Copies all of it into another database."""
        self._connection.backup(db)

    def highest(self, first: ids.Id) -> int:
        """The highest running number that was ever read of ids like this one; 0 where there is
        none, and where nobody can be asked."""
        bounds = ids.pack(first), ids.pack(first._replace(number=ids.LARGEST))
        db = self.existing() or self._db
        try:
            rows = db.execute(_HIGHEST, [*bounds, *bounds]).fetchall() if db else []
        except sqlite3.Error:
            return 0  # damaged: whoever asks it something builds it anew
        return max((ids.unpack(key).number for (key,) in rows if key), default=0)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            self._open()
        assert self._db is not None
        return self._db

    def _open(self) -> None:
        """Opens the index; one that is missing, damaged or of another version is built."""
        try:
            if not os.path.exists(self._path):
                self._build()
            self._connect(self._path)
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                raise sqlite3.DatabaseError("another version")
        except Busy:
            self._use_memory("pulsa lain sedang menulis")
        except (*identity.DAMAGED, NotRecorded, OSError) as error:
            self.replace(error)

    def _connect(self, path: str) -> None:
        self._close()
        if os.path.islink(path):
            raise sqlite3.DatabaseError("a link: SQLite would write to what it leads to")
        self._db = sqlite3.connect(path, timeout=patience_of_all(), isolation_level=None)
        self._db.execute("PRAGMA synchronous=NORMAL")
        if os.path.getsize(path) % _PAGE:
            raise sqlite3.DatabaseError("cut off: SQLite takes what is missing of a page for zeros")
        self._db.execute("PRAGMA wal_autocheckpoint=0")  # see identity.shorten_log
        self._db.execute("PRAGMA temp_store=MEMORY")
        if not identity.is_itself(self._db, path):
            self._mixed.append(self._db)  # to close it would fold the log back
            self._db = None
            raise sqlite3.DatabaseError("not the file that its log belongs to")
        self._seen, self._rows = intake.seen(self._db), Rows(self._db)
        self._version = self._db.execute("PRAGMA data_version").fetchall()

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None

    def drop(self) -> None:
        """Takes the index away, to be built anew when somebody asks. Raises PulsaError, OSError."""
        self._close()
        with self._lock.taken(0):
            identity.remove(self._path)

    def replace(self, error: Exception) -> None:
        """Throws the index away and builds it anew; where that fails as well (a read-only folder,
        a full disk), in memory for this process alone."""
        self._close()
        try:
            if isinstance(error, (NotRecorded, OSError)):
                raise error
            with self._lock.taken():
                identity.remove(self._path)
                self._mixed.clear()
            self._build()
            self._connect(self._path)
        except Busy:
            self._use_memory("pulsa lain sedang menulis")
        except (sqlite3.Error, NotRecorded, OSError) as failure:
            self._use_memory(unusable(failure))

    def _use_memory(self, why: str) -> None:
        self._own = False
        self._tell(f"Indeks dibuat di memori untuk perintah ini saja: {why}.")
        self._close()
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._fill()

    def _build(self) -> None:
        """Makes the index beside its place, without the lock, so that nobody who sells has to
        wait for it, and then puts it there unless another process was faster."""
        draft = f"{self._path}.{os.getpid()}"
        os.makedirs(os.path.dirname(draft), exist_ok=True)
        try:
            # SQLite would keep a group out that a shared shop lets in; it takes what is there.
            os.close(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o666))
            self._db = sqlite3.connect(draft, isolation_level=None)
            self._db.execute(f"PRAGMA page_size={_PAGE}")  # a tenth of the time
            self._db.execute("PRAGMA journal_mode=OFF")
            self._db.execute("PRAGMA synchronous=OFF")
            self._fill()
            if files.shares_memory(draft):  # else several processes can't share a log
                self._db.execute("PRAGMA journal_mode=WAL")
            self._close()
            files.sync_file(draft)
            with self._lock.taken():
                if not os.path.exists(self._path):
                    # A log of an index that was deleted would be read into it.
                    identity.remove(self._path)
                    os.replace(draft, self._path)
                    # Drafts of processes that were killed; one at work is not needed either.
                    for name in os.listdir(os.path.dirname(self._path)):
                        if name.startswith(f"{NAME}."):
                            os.unlink(os.path.join(os.path.dirname(self._path), name))
        finally:
            self._close()
            identity.remove(draft)

    def _fill(self) -> None:
        layouts = (identity, intake, derived, seal, parsed)
        self._connection.executescript("".join(each.LAYOUT for each in layouts))
        identity.mark(self._connection)
        self._catch_up(new=True)
        self._connection.execute(f"PRAGMA user_version={VERSION}")

    def _catch_up(self, new: bool = False) -> None:
        """Takes in what changed since last time, in one transaction."""
        db = self._connection
        self.begin(db)
        if new:
            gc.disable()  # nothing here goes round in circles; a tenth of the time
        try:
            known = Intake(db, self._root, new).run(self._progress)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        finally:
            gc.enable()
        self._seen, self._rows = known, Rows(db)
        if self._own and not new:
            identity.shorten_log(db, self._path)

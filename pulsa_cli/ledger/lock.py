"""The lock of a device: who holds it may write its ledger files and take them into its index.

It is the system's lock on a file. Where a folder has none (some shares), or one that does nothing,
a file that only one process can make stands in for it, with who that is.
"""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from pulsa_cli.errors import Busy, NotRecorded, WrongUse, reason
from pulsa_cli.ledger import files

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NO_LOCKS = (*files.NO_CALL, errno.ENOLCK)
_BUSY = (
    "TIDAK tercatat: pulsa lain di perangkat ini sedang menulis terlalu lama. "
    "Tutup yang lain itu, lalu ulangi."
)
_STANDS_IN = (
    "Perhatian: kunci berkas tidak jalan di folder toko ini (folder jaringan?), jadi pulsa memakai "
    "berkas penanda. Sebaiknya pindahkan toko ke disk komputer ini sendiri."
)


def _silent(_: str) -> None:
    """Where nobody listens."""


class Lock:
    """The lock in the file at `path`. `held`, this process has it: then it is no lock any more.
    `tell` is told once where the system's lock is none."""

    def __init__(self, path: str, tell: Callable[[str], None] = _silent) -> None:
        self._path, self._tell = path, tell
        self.held = False

    @contextmanager
    def taken(self, patience: float | None = None) -> Iterator[None]:
        """Holds the lock, waiting up to so many seconds (None = as PULSA_SABAR says). Raises Busy
        after that, NotRecorded where the folder can't be written."""
        if self.held:
            yield
            return
        wait = patience_of_all() if patience is None else patience
        with locked(self._path, wait, self._tell):
            self.held = True
            try:
                yield
            finally:
                self.held = False


def patience_of_all() -> float:
    """How many seconds this process waits for another (PULSA_SABAR). Raises WrongUse."""
    text = os.environ.get("PULSA_SABAR", "5")
    if not re.fullmatch(r"\d{1,6}(?:\.\d+)?", text, re.A):
        raise WrongUse(f"PULSA_SABAR '{text}' bukan jumlah detik.")
    return float(text)


@contextmanager
def locked(path: str, patience: float, tell: Callable[[str], None] = _silent) -> Iterator[None]:
    """Holds the lock of this device; waits up to `patience` seconds, then raises Busy.

    Every process on a device has to choose its kind of lock by this one rule: flock, lockf and the
    file that stands in do not see each other.
    """
    deadline = time.monotonic() + patience
    with ExitStack() as held:
        try:
            files.make_folder(os.path.dirname(path))
            file = os.open(path, os.O_RDWR | os.O_CREAT | files.NO_LINK | files.FLAGS, 0o666)
            held.callback(files.close, file)  # frees the lock
            if not _wait_for(lambda: _take(file, path), deadline, lambda: _BUSY):
                _tell_once(f"{path}.tanpa", tell)
            # Whoever finds that a folder's locks do nothing is heeded by all.
            if os.path.exists(f"{path}.tanpa"):
                stand_in = f"{path}.pemegang"
                _wait_for(lambda: _make(stand_in), deadline, lambda: _held_by(stand_in))
                held.callback(_remove, stand_in)
        except OSError as error:
            raise NotRecorded(
                f"TIDAK tercatat: {path} tidak bisa dibuka ({reason(error)}). "
                "Periksa izin tulis folder toko.",
                reason(error),
            ) from error
        yield


def _wait_for(attempt: Callable[[], bool | None], deadline: float, busy: Callable[[], str]) -> bool:
    """Tries until it is no longer False; was it true? Raises Busy at the deadline."""
    pause = 0.001
    while (got := attempt()) is False:
        if time.monotonic() > deadline:
            raise Busy(busy())
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
    return bool(got)


def _take(file: int, path: str) -> bool | None:
    """Tries once; False while another process has it, None where the folder has no locks or one
    that keeps nobody out."""
    if fcntl is None:  # untried: no run on Windows yet
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return _take_record_lock(file)
    return None if _does_nothing(file, path) else True


def _does_nothing(file: int, path: str) -> bool:
    """Does another descriptor get a lock that this process holds? Never to be asked of lockf, whose
    lock the second closing drops."""
    other = os.open(path, os.O_RDWR | files.NO_LINK | files.FLAGS)
    try:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file), os.fstat(other))
    except BlockingIOError:
        return False
    finally:
        files.close(other)


def _take_record_lock(file: int) -> bool | None:
    """For systems without flock (Termux: filelock #349)."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return None
    return True


def _tell_once(mark: str, tell: Callable[[str], None]) -> None:
    try:
        files.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY | files.FLAGS, 0o666))
    except FileExistsError:
        return
    tell(_STANDS_IN)


def _make(path: str) -> bool:
    """Tries once to make the file that stands in for a lock. One that a dead process of this
    machine left is taken away first."""
    if os.path.lexists(path) and not _cleared(path):
        return False
    # With its content at once, whenever this process is killed: linked from a draft.
    draft = f"{path}.{os.urandom(8).hex()}"
    try:
        _write(draft)
        try:
            _link(draft, path)
        finally:
            os.unlink(draft)
    except FileExistsError:
        return False
    return True


def _link(draft: str, path: str) -> None:
    """Raises FileExistsError where there is one. Without links, as on FAT, a process that is killed
    between the two calls leaves an empty file, which is named to whoever waits for it."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        _write(path)


def _write(path: str) -> None:
    """Makes a file that says who has made it. Raises FileExistsError where there is one."""
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | files.FLAGS, 0o666)
    try:
        os.write(file, _who(os.getpid()))
    except OSError:
        os.unlink(path)
        raise
    finally:
        files.close(file)


def _cleared(path: str) -> bool:
    """Takes away a file whose maker is dead; False where it is not. One process at a time, which
    looks again: another may have taken it away and made it anew since."""
    turn = f"{path}.ambil"
    if not _is_left(path) or not _make(turn):
        return False
    try:
        left = _is_left(path)
        if left:
            os.unlink(path)
        return left
    finally:
        _remove(turn)


def _is_left(path: str) -> bool:
    """Is it of a process of this machine that is no more? Of another machine nobody can say."""
    host, _, process = files.read(path).rpartition(b" ")
    pid = process.partition(b"@")[0]
    if os.name == "nt" or host != _who(0).rpartition(b" ")[0] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # it is another user's
    # Another process may have got its number since.
    now = _who(int(pid))
    return not now.endswith(b"@") and now.rpartition(b" ")[2] != process


def _who(pid: int) -> bytes:
    """This machine's name, and the number of one of its processes with when it began."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    machine = files.read("/etc/machine-id").decode("ascii", "replace").strip()
    stat = files.read(f"/proc/{pid}/stat") if pid else b""
    began = stat.rpartition(b")")[2].split()[19:20] if stat else []
    return f"{name} {machine} {pid}@".encode() + b"".join(began)


def _held_by(path: str) -> str:
    import shlex  # hardly ever

    name = files.read(path).decode("utf-8", "replace").partition(" ")[0]
    return (
        f"TIDAK tercatat: pulsa di komputer {name or 'lain'} sedang memegang toko ini ({path}). "
        f"Kalau di sana tidak ada pulsa yang berjalan: rm -f {shlex.quote(path)}*"
    )


def _remove(path: str) -> None:
    with suppress(OSError):
        if files.read(path) == _who(os.getpid()):
            os.unlink(path)

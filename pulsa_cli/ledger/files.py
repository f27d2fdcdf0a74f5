"""Bytes on disk: a durable append, a durable replacement, the lock, and SIGINT held meanwhile.

Reasons and measurements: reliability facts §1. Paths are absolute strings.
"""

import errno
import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pulsa_cli.errors import Busy, NotRecorded, reason

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NO_FLOCK = (errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def append(path: str, header: bytes, rows: bytes, durable: bool = True) -> None:
    """Adds whole lines to the end of a file, in one write, under the caller's lock.

    A new or empty file gets `header` first. A last line without its end is closed, never cut:
    what another process wrote is not ours to judge. Raises NotRecorded with the file as it was.
    `durable` False leaves out fsync.
    """
    new = not os.path.exists(path)
    try:
        _make_folder(os.path.dirname(path))
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_LINK | _FLAGS, 0o666)
        try:
            _append_open(file, header, rows, durable)
            if new and durable:
                sync_folder(os.path.dirname(path))
        except OSError:
            if new:
                os.unlink(path)
            raise
        finally:
            os.close(file)
    except OSError as error:
        raise NotRecorded(
            f"TIDAK tercatat: {path} tidak bisa ditulis ({reason(error)}). "
            "Berkasnya tetap seperti semula.",
            reason(error),
        ) from error


def _append_open(file: int, header: bytes, rows: bytes, durable: bool) -> None:
    # Sought although O_APPEND is set: some file systems ignore the flag and would overwrite the
    # head of the file (regression 3).
    size = os.lseek(file, 0, os.SEEK_END)
    if size == 0:
        rows = header + rows
    elif _last_byte(file, size) != b"\n":
        rows = b"\n" + rows
    try:
        written = os.write(file, rows)
        if written != len(rows) or os.fstat(file).st_size != size + len(rows):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if durable:
            sync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def replace(path: str, content: bytes, by_hand: bool = False) -> None:
    """Writes a whole file so that a crash leaves the old or the new one, with its permissions; one
    that people write `by_hand` also behind a link that only this user can have put there, where it
    has to be this user's. Raises NotRecorded with the old file in place."""
    behind = by_hand and os.path.islink(path) and not _may_be_of_others(path)
    path = os.path.realpath(path) if behind else path
    # Whoever else may write here can't have put a link or a file of that name.
    draft = f"{path}.{os.urandom(8).hex()}.baru"
    try:
        _make_folder(os.path.dirname(path))
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _FLAGS, 0o666)
        try:
            if behind or os.path.lexists(path):
                os.chmod(draft, _mode_of_plain(path, behind))
            with open(file, "wb", closefd=False) as stream:
                stream.write(content)
            sync(file)
        finally:
            os.close(file)
        os.replace(draft, path)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        if os.path.exists(draft):
            os.unlink(draft)
        raise NotRecorded(
            f"{path} tidak bisa ditulis ({reason(error)}). Berkasnya tetap seperti semula.",
            reason(error),
        ) from error


def _may_be_of_others(path: str) -> bool:
    """May somebody else have put a file of this name there?"""
    return bool(os.stat(os.path.dirname(path)).st_mode & 0o022)


def add(path: str, content: bytes) -> None:
    """Adds to the end of a file that nobody needs to have. Raises OSError."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _FLAGS, 0o666)
    with open(file, "ab") as stream:
        stream.write(content)


def _mode_of_plain(path: str, ours: bool) -> int:
    """The permissions of a file; raises OSError unless it is a plain one, and this user's where it
    has to be `ours`."""
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), path)
    if ours and os.name != "nt" and os.getuid() != found.st_uid:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
    return found.st_mode & 0o7777


def read(path: str, most: int = -1) -> bytes:
    """The bytes of a file, at most so many (-1 = all); empty where there is none. Raises OSError
    also for what is no plain file: one would wait for ever at a pipe, and never end with a
    device."""
    try:
        file = os.open(path, os.O_RDONLY | _NOT_WAITING | _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    try:
        mode = os.fstat(file).st_mode
        if not stat.S_ISREG(mode):
            why = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENODEV
            raise OSError(why, os.strerror(why), path)
        with open(file, "rb", buffering=0, closefd=False) as stream:
            return stream.read(most)
    finally:
        os.close(file)


def sync(file: int) -> None:
    """Down to the disk itself; on macOS fsync alone stops at the drive's cache."""
    if sys.platform == "darwin":
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fsync(file)


def sync_file(path: str) -> None:
    """Makes a file durable that another library wrote."""
    file = os.open(path, os.O_RDWR | _FLAGS)
    try:
        sync(file)
    finally:
        os.close(file)


def sync_folder(path: str) -> None:
    """Makes a new name in a folder durable. Windows has no such call."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def linked(root: str, path: str) -> str:
    """What is said of the first link on the way from the folder `root` to `path`: it may lead to
    a file that a shell runs, or to a stick that is not there. Empty where there is none. What the
    owner put elsewhere may lie behind links."""
    place, parts = root, os.path.relpath(path, root).split(os.sep)
    if os.pardir in parts:
        place, parts = os.path.split(path)[0], [os.path.basename(path)]
    for part in parts:
        place = os.path.join(place, part)
        if os.path.islink(place):
            return f"{os.path.relpath(place, root)}: {_of_link(place)}"
    return ""


def _of_link(path: str) -> str:
    if os.path.exists(path):
        return (
            f"tautan ke {os.readlink(path)}. pulsa tidak menulis lewat tautan; pindahkan isinya "
            "ke sini, atau seluruh folder toko ke sana."
        )
    return (
        f"tautan ke {os.readlink(path)}, yang tidak ada sekarang, jadi catatan di sana tidak "
        "terbaca. Pasang penyimpanannya, lalu ulangi."
    )


def refuse_links(root: str, path: str) -> None:
    """Raises NotRecorded where a link is on the way from the folder `root` to `path`."""
    if said := linked(root, path):
        raise NotRecorded(f"TIDAK tercatat. {said}", "lewat tautan")


def _make_folder(path: str) -> None:
    if not os.path.isdir(path):
        os.makedirs(path, exist_ok=True)
        sync_folder(os.path.dirname(path))


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


@contextmanager
def locked(path: str, patience: float) -> Iterator[None]:
    """Holds the lock of this device; waits up to `patience` seconds, then raises Busy.

    Every process on a device has to choose its kind of lock by this one rule: flock and lockf
    do not see each other.
    """
    try:
        _make_folder(os.path.dirname(path))
        file = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK | _FLAGS, 0o666)
    except OSError as error:
        raise NotRecorded(
            f"TIDAK tercatat: {path} tidak bisa dibuka ({reason(error)}). "
            "Periksa izin tulis folder toko."
        ) from error
    try:
        _wait_for(file, patience)
        yield
    finally:
        os.close(file)  # frees the lock


def _wait_for(file: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    pause = 0.001
    while not _take(file):
        if time.monotonic() > deadline:
            raise Busy(
                "TIDAK tercatat: pulsa lain di perangkat ini sedang menulis terlalu lama. "
                "Tutup yang lain itu, lalu ulangi."
            )
        time.sleep(pause)
        pause = min(pause * 2, 0.05)


def _take(file: int) -> bool:
    """Tries once; False while another process has it."""
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
        if error.errno not in _NO_FLOCK:
            raise
        return _take_record_lock(file)
    return True


def _take_record_lock(file: int) -> bool:
    """For systems without flock (Termux: filelock #349)."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back, also once the block went well: the row is on disk then, and the exit code
    has to say so. Whoever goes on lets it through (terminal.heed); pressed meanwhile, it counts
    then."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, untried
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    except BaseException:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        raise

"""Bytes on disk: a durable append, a durable replacement, and SIGINT held meanwhile.

Reasons and measurements: reliability facts §1. Paths are absolute strings.
"""

import errno
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pulsa_cli.errors import NotRecorded, Uncertain, reason

if sys.platform == "darwin":
    import fcntl

# The file system has no such call.
NO_CALL = (errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL)
_AS_BEFORE = "Berkasnya tetap seperti semula."
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def append(path: str, header: bytes, rows: bytes, durable: bool = True) -> None:
    """Adds whole lines to the end of a file, in one write, under the caller's lock.

    A new or empty file gets `header` first. A last line without its end is closed, never cut:
    what another process wrote is not ours to judge. Raises NotRecorded with no row in the file,
    Uncertain where one may be in it that the disk doesn't promise to keep. `durable` False leaves
    out fsync.
    """
    new = not os.path.exists(path)
    try:
        make_folder(os.path.dirname(path))
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | NO_LINK | FLAGS, 0o666)
    except OSError as error:
        raise _refused(path, error, _AS_BEFORE) from error
    size = -1
    try:
        # Sought although O_APPEND is set: some file systems ignore the flag and would overwrite
        # the head of the file (regression 3).
        size = os.lseek(file, 0, os.SEEK_END)
        _append_open(file, size, header, rows, durable)
        if new and durable:
            sync_folder(os.path.dirname(path))
    except OSError as error:
        left = _taken_back(file, size, header, rows)
        if new and left == b"":
            _remove_empty(file, path)
        raise _half_done(path, error, left, rows, size) from error
    finally:
        close(file)


def _append_open(file: int, size: int, header: bytes, rows: bytes, durable: bool) -> None:
    data = rows
    if size == 0:
        data = header + rows
    elif _last_byte(file, size) != b"\n":
        data = b"\n" + rows
    written = os.write(file, data)
    if written != len(data):
        raise _error(errno.ENOSPC)
    if os.fstat(file).st_size != size + len(data) and _standing(_tail(file, size), rows) < 1:
        raise _error(errno.EBUSY)
    if durable:
        sync(file)


def _taken_back(file: int, size: int, header: bytes, rows: bytes) -> bytes | None:
    """Cuts off what stands behind `size` where it is nothing but a piece of ours, however much of
    it came there: what another program appended meanwhile is not ours. Returns what stands there
    now; None where that can't be read."""
    if size < 0:
        return b""  # not one byte was written
    try:
        tail = _tail(file, size)
    except OSError:
        return None
    if tail and any(start.startswith(tail) for start in (rows, header + rows, b"\n" + rows)):
        with suppress(OSError):
            os.ftruncate(file, size)
            tail = b""
            sync(file)
    return tail


def _standing(tail: bytes, rows: bytes) -> float:
    """How much of our rows stands in `tail` as lines of their own, from 0 to 1."""
    lines, ours = set(tail.split(b"\n")), rows.splitlines()
    return sum(line in lines for line in ours) / len(ours)


def _half_done(
    path: str, error: OSError, left: bytes | None, rows: bytes, size: int
) -> NotRecorded:
    """What is said of a failed append, by what stands behind the old end now."""
    if left == b"":
        return _refused(path, error, _AS_BEFORE)
    if left is None or _standing(left, rows):
        return Uncertain(
            f"BELUM PASTI tercatat: {path} tidak bisa disimpan dengan aman ({reason(error)}). "
            "Catatannya mungkin sudah ada di sana, dan mungkin hilang kalau listrik mati.",
            reason(error),
        )
    return _refused(
        path,
        error,
        f"Mulai baris {_line_at(path, size)} ada tulisan program lain atau potongan catatan ini; "
        "itu dibiarkan. Hapus baris yang terpotong di sana, lalu ulangi.",
    )


def _line_at(path: str, size: int) -> int:
    """The number of the line that begins behind the first `size` bytes."""
    with suppress(OSError):
        return read(path, size).count(b"\n") + 1
    return 1


def _refused(path: str, error: OSError, state: str) -> NotRecorded:
    return NotRecorded(
        f"TIDAK tercatat: {path} tidak bisa ditulis ({reason(error)}). {state}", reason(error)
    )


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _remove_empty(file: int, path: str) -> None:
    """A new file without a row means nothing, so it doesn't matter if it stays."""
    with suppress(OSError):
        if os.fstat(file).st_size == 0:
            os.unlink(path)


def replace(path: str, content: bytes, by_hand: bool = False) -> None:
    """Writes a whole file so that a crash leaves the old or the new one, with its permissions; one
    that people write `by_hand` also behind a link that only this user can have put there, where it
    has to be this user's. Raises NotRecorded with the old file in place, Uncertain with the new one
    that the disk doesn't promise to keep."""
    behind = by_hand and os.path.islink(path) and not _may_be_of_others(path)
    path = os.path.realpath(path) if behind else path
    # Whoever else may write here can't have put a link or a file of that name.
    draft = f"{path}.{os.urandom(8).hex()}.baru"
    written = False
    try:
        make_folder(os.path.dirname(path))
        _write_draft(draft, content, path, behind)
        written = True
        os.replace(draft, path)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        if written and not os.path.lexists(draft):
            raise Uncertain(
                f"{path} sudah berisi yang baru, tetapi belum pasti tersimpan ({reason(error)}): "
                "kalau listrik mati, isinya bisa kembali seperti semula. Lihat isinya.",
                reason(error),
            ) from error
        raise NotRecorded(
            f"{path} tidak bisa ditulis ({reason(error)}). {_AS_BEFORE}{_removed(draft)}",
            reason(error),
        ) from error


def _may_be_of_others(path: str) -> bool:
    """May somebody else have put a file of this name there?"""
    return bool(os.stat(os.path.dirname(path)).st_mode & 0o022)


def _write_draft(draft: str, content: bytes, path: str, behind: bool) -> None:
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | FLAGS, 0o666)
    try:
        if behind or os.path.lexists(path):
            os.chmod(draft, _mode_of_plain(path, behind))
        while content:
            written = os.write(file, content)
            if not written:
                raise _error(errno.ENOSPC)
            content = content[written:]
        sync(file)
    finally:
        close(file)


def _removed(draft: str) -> str:
    """Takes a draft away; where that fails, says that it may be."""
    try:
        os.unlink(draft)
    except FileNotFoundError:
        return ""
    except OSError:
        return f" Sisanya boleh dihapus: {draft}"
    return ""


def add(path: str, content: bytes) -> None:
    """Adds to the end of a file that nobody needs to have. Raises OSError."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | NO_LINK | FLAGS, 0o666)
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
        file = os.open(path, os.O_RDONLY | _NOT_WAITING | FLAGS)
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
    """Down to the disk itself; on macOS fsync alone stops at the drive's cache. A folder that knows
    no such call, as some shares, keeps in its own way what it is given."""
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            return
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in NO_CALL:
            raise


def sync_file(path: str) -> None:
    """Makes a file durable that another library wrote."""
    file = os.open(path, os.O_RDWR | FLAGS)
    try:
        sync(file)
    finally:
        close(file)


def sync_folder(path: str) -> None:
    """Makes a new name in a folder durable. Windows has no such call."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        sync(folder)
    finally:
        close(folder)


def shares_memory(path: str) -> bool:
    """May processes share the memory of this file? Some network folders have no such thing."""
    import mmap  # only when an index is made

    file = os.open(path, os.O_RDWR | FLAGS)
    try:
        mmap.mmap(file, 1).close()
    except OSError:
        return False
    finally:
        close(file)
    return True


def close(file: int) -> None:
    """What had to be on disk was synced before."""
    with suppress(OSError):
        os.close(file)


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


def make_folder(path: str) -> None:
    if not os.path.isdir(path):
        os.makedirs(path, exist_ok=True)
        sync_folder(os.path.dirname(path))


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def _tail(file: int, size: int) -> bytes:
    """What stands behind the first `size` bytes."""
    os.lseek(file, size, os.SEEK_SET)
    return os.read(file, os.fstat(file).st_size - size)


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

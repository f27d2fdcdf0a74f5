"""Expected errors. Each carries its exit code; its text is Indonesian, for the shop owner."""

import errno

_REASONS = {
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EFBIG: "berkas terlalu besar",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "folder ini hanya bisa dibaca",
    errno.ENOENT: "tidak ada",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.ENODEV: "bukan berkas biasa",
    errno.ELOOP: "itu tautan",
    errno.ENOTDIR: "bagian jalurnya bukan folder",
    errno.EEXIST: "sudah ada",
    errno.EIO: "disk bermasalah",
    errno.EBUSY: "program lain menulis di sana",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOLCK: "tidak ada kunci berkas di sana",
    errno.ENOTCONN: "folder jaringan terputus",
    errno.ESTALE: "folder jaringan terputus",
}


def reason(error: OSError) -> str:
    """What the system complains of, in Indonesian where it is one of the usual things."""
    return _REASONS.get(error.errno or 0) or str(error.strerror or error)


def unusable(error: Exception) -> str:
    """What is said of a folder in which SQLite could not make an index."""
    why = reason(error) if isinstance(error, OSError) else getattr(error, "why", "")
    if "disk is full" in str(error):  # SQLite names no number in every Python that is supported
        why = _REASONS[errno.ENOSPC]
    if not why:
        return "SQLite tidak bisa bekerja di foldernya"
    return f"foldernya tidak bisa ditulis ({why})"


class PulsaError(Exception):
    """An expected failure: the message says what is wrong and what to do next."""

    exit_code = 1


class Refused(PulsaError):
    """A rule of the shop or of the books says no."""


class NotRecorded(PulsaError):
    """The disk would not take it. `why` is the disk's reason."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


class Uncertain(NotRecorded):
    """It stands on disk, or may, and the disk does not promise to keep it."""


class WrongUse(PulsaError):
    """The command was typed in a way that can't be read."""

    exit_code = 2


class NotUnderstood(PulsaError):
    """Something on disk can't be understood.

    `where` is FILE:LINE relative to the shop folder, `line` the text found there.
    """

    exit_code = 3

    def __init__(self, where: str, why: str, fix: str, line: str = "") -> None:
        self.where, self.why, self.fix, self.line = where, why, fix, line
        excerpt = f"\n    {line}" if line else ""
        super().__init__(f"{where}: {why}{excerpt}\n{fix}")


class NotSent(PulsaError):
    """What carries messages to customers failed."""

    exit_code = 5


class Busy(PulsaError):
    """Another process holds the lock for too long."""

    exit_code = 4

"""This counter's ledger files beside their second copies in the device folder: a copy that is
behind is completed, rows that only a copy has are named with the command that brings them back.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

from pulsa_cli.core.ids import span
from pulsa_cli.core.schema import TABLES, Table
from pulsa_cli.core.text import clean
from pulsa_cli.errors import Busy, NotRecorded, Uncertain
from pulsa_cli.ledger import files
from pulsa_cli.ledger.device import Device
from pulsa_cli.ledger.lock import Lock
from pulsa_cli.ledger.reading import File, Reader, files_in, header_of, unsaid

_ID = re.compile(rb'^"?([A-Z]{1,3}-\d{6}-[A-Z]\d{3,5})"?[,;\t]', re.M)

# Asked which of these ids stand in no file that was read; answers in order.
Unread = Callable[[Collection[str]], list[str]]


class _Lost(NamedTuple):
    """Rows that a second copy has and no file; where the copy is to go."""

    ids: list[str]
    copy: str
    target: str


class Copies:
    """This counter's files of a ledger beside their second copies. Rows that stand `elsewhere` are
    not lost."""

    def __init__(
        self, root: str, device: Device, table: Table, unread: Unread, elsewhere: set[str]
    ) -> None:
        self._root, self._device, self._table = root, device, table
        self._unread, self._elsewhere = unread, elsewhere
        self._folder = os.path.join(root, "ledger", table.name)
        self._mirror = os.path.join(device.mirror, table.name)

    def look(self, lock: Lock, doubtful: Collection[str]) -> Iterator[str]:
        """Completes a copy that is behind; says where that fails, and where rows are missing that
        the copy has. A file that is as long as its copy is not read, since this is done at each
        command and for all months, unless its month is `doubtful`."""
        if not self._device.counter:
            return
        kept = self._by_name(self._mirror)
        own = self._by_name(self._folder)
        for file in kept.values():
            with open(file.path, "rb"):
                pass  # one that may not be read is said by whoever asked
        unlike = sorted(
            name
            for name, file in (own | kept).items()
            if file.month in doubtful or _size(own.get(name)) != _size(kept.get(name))
        )
        if any(self._completed(name) for name in unlike):
            yield from self._complete(unlike, lock)
        months = {kept[name].month for name in unlike if name in kept}
        lost = [each for month in sorted(months) for each in self._missing(month)]
        if lost:
            yield self._brought_back(lost)

    def _by_name(self, folder: str) -> dict[str, File]:
        listed = files_in(folder, counter=self._device.counter)
        return {os.path.basename(file.path): file for file in listed}

    def _complete(self, names: list[str], lock: Lock) -> Iterator[str]:
        with ExitStack() as held:
            try:
                held.enter_context(lock.taken(0))
            except (Busy, NotRecorded):
                return  # who writes now completes it; where nobody can, nothing new is at risk
            try:
                files.refuse_links(self._device.folder, self._mirror)
                for name in names:
                    if completed := self._completed(name):
                        files.replace(os.path.join(self._mirror, name), completed)
            except Uncertain:
                return  # it is there; should a power cut take it, the next command sees that
            except NotRecorded as error:
                yield unmirrored(f"{self._mirror} tidak bisa ditulis ({error.why})", self._device)

    def _completed(self, name: str) -> bytes:
        """A copy with the rows of its file that it lacks; empty where it lacks none."""
        data = files.read(os.path.join(self._folder, name))
        copy = files.read(os.path.join(self._mirror, name))
        if data.startswith(copy):
            return data if data != copy else b""
        reader = Reader(self._table, header_of(data), ("id",))
        if reader.header != header_of(copy):
            return b""
        whole = copy[: copy.rfind(b"\n") + 1]
        there = set(_ID.findall(whole))
        lines = reader.lines(data, data.find(b"\n") + 1, unsaid)
        lacking = b"".join(line + b"\n" for _, line, (id,) in lines if id not in there)
        return lacking and whole + lacking

    def _missing(self, month: str) -> Iterator[_Lost]:
        own, kept = (
            files_in(folder, month, self._device.counter) for folder in (self._folder, self._mirror)
        )
        there = self._elsewhere.union(ids_in(own))
        for file in kept:
            copied = set(ids_in([file]))
            if ids := self._unread(copied - there):
                name = os.path.basename(file.path)
                target = os.path.join(self._folder, name)
                if not copied >= set(ids_in([file._replace(path=target)])):
                    target = os.path.join(self._folder, next_part(own, name))
                yield _Lost(ids, file.path, target)

    def _brought_back(self, lost: list[_Lost]) -> str:
        """Which rows are missing, and the command that copies them back."""
        ids = [id for each in lost for id in each.ids]
        names = [os.path.basename(each.copy) for each in lost]
        made = [] if os.path.isdir(self._folder) else [f"mkdir {quoted(self._folder)}"]
        copied = [f"cp {quoted(each.copy)} {quoted(each.target)}" for each in lost]
        return (
            f"{short(self._root, self._folder)}: {len(ids)} catatan konter ini hilang dari "
            f"{', '.join(names)} ({span(ids)}), jadi tidak ikut dihitung. Salinannya masih ada. "
            f"Kembalikan: {' && '.join([*made, *copied])}"
        )


def mirrored(device: Device) -> set[str]:
    """The ids of all rows that have a second copy."""
    return {id for table in TABLES for id in ids_in(files_in(os.path.join(device.mirror, table)))}


def unmirrored(what: str, device: Device) -> str:
    """Said where rows are on disk, and their second copy is not; `what` says why."""
    folders = [device.mirror, *(os.path.join(device.mirror, table) for table in TABLES)]
    blocking = next(filter(os.path.isfile, folders), "")
    fix = (
        f"Di tempat foldernya ada berkas. Pindahkan: {quoted(blocking)}"
        if blocking
        else "Betulkan izin atau ruang disknya, misalnya: "
        f"sudo chown -R $USER {quoted(device.folder)}"
    )
    return (
        f"{what}, jadi catatan konter ini belum punya salinan: kalau berkasnya terhapus (git "
        f"stash, git clean), catatannya ikut hilang. {fix}"
    )


def next_part(own: Iterable[File], name: str) -> str:
    """The name itself where no file has it, else that of the month's next part."""
    taken = {os.path.basename(file.path) for file in own}
    stem, part = ".".join(name.split(".")[:2]), 1
    while name in taken:
        part += 1
        name = f"{stem}.{part}.csv"
    return name


def ids_in(listed: Iterable[File]) -> Iterator[str]:
    """The ids at the head of the lines of these files."""
    for file in listed:
        for id in _ID.findall(files.read(file.path)):
            yield id.decode()


def _size(file: File | None) -> int:
    return os.stat(file.path).st_size if file and os.path.exists(file.path) else 0


def quoted(path: str) -> str:
    """As a shell reads it."""
    import shlex  # only for a finding

    return shlex.quote(path)


def short(root: str, path: str) -> str:
    return clean(os.path.relpath(path, root))

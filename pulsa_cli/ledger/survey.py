"""What a reading command looks for beside the rows that it reads: rows of this counter that are
missing, a second copy that can't be kept up, files and folders that are not read.

Each finding is a text for the owner: what it is, and what to do.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

from pulsa_cli.core.schema import TABLES
from pulsa_cli.core.text import clean, nearest
from pulsa_cli.errors import Busy, NotRecorded, reason
from pulsa_cli.ledger import files
from pulsa_cli.ledger.device import Device
from pulsa_cli.ledger.lock import Lock
from pulsa_cli.ledger.reading import File, files_in, is_ledger

_FOLDERS = {*TABLES, "konter"}  # below ledger/
_ID = re.compile(rb'^"?([A-Z]{1,3}-\d{6}-[A-Z]\d{3,5})"?[,;\t]', re.M)
_NAMED_AFTER = re.compile(r"(\d{4}-\d{2}\.[A-Z]{1,3})(?![A-Z])", re.A)


def look(root: str, device: Device, lock: Lock, gone: Collection[str]) -> list[str]:
    """All that is found in the shop at `root`. `gone` are the ids of rows of this counter that were
    read before and stand in no file now."""
    found: list[str] = []
    try:
        found += _unknown_folders(root)
        for table in TABLES:
            folder = os.path.join(root, "ledger", table)
            if broken := _broken(root, folder):
                found.append(broken)
            else:
                found += _unread(root, folder)
                found += _Copies(root, device, table).look(lock)
        mirrored = {id for table in TABLES for id in _ids_in(files_in(_mirror(device, table)))}
    except OSError as error:
        return [*found, f"{error.filename}: {reason(error)}, jadi tidak bisa diperiksa."]
    if lost := sorted(set(gone) - mirrored):
        found.append(
            f"{len(lost)} catatan yang pernah ada di buku ini sekarang hilang, juga dari "
            f"salinannya ({_span(lost)}). Kalau baru saja memakai git: kembalikan, "
            f"misalnya dengan git stash pop. Kalau memang sengaja dihapus: hapus juga "
            f"{device.folder}/index.db."
        )
    return found


def _mirror(device: Device, table: str) -> str:
    return os.path.join(device.mirror, table)


class _Lost(NamedTuple):
    """Rows that a second copy has and no file of its month; where the copy is to go."""

    ids: list[str]
    copy: str
    target: str


class _Copies:
    """This counter's files of a ledger beside their second copies."""

    def __init__(self, root: str, device: Device, table: str) -> None:
        self._root, self._device = root, device
        self._folder = os.path.join(root, "ledger", table)
        self._mirror = _mirror(device, table)

    def look(self, lock: Lock) -> Iterator[str]:
        """Completes a copy that is behind; says where that fails, and where rows are missing that
        the copy has."""
        if not self._device.counter:
            return
        kept = self._by_name(self._mirror)
        own = self._by_name(self._folder)
        sizes = {name: (_size(own.get(name)), _size(kept.get(name))) for name in own | kept}
        if behind := [name for name, (size, copied) in sizes.items() if copied < size]:
            yield from self._complete(behind, lock)
        months = {kept[name].month for name, (size, copied) in sizes.items() if size < copied}
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
                for name in names:
                    data = files.read(os.path.join(self._folder, name))
                    copy = os.path.join(self._mirror, name)
                    if data.startswith(files.read(copy)):
                        files.replace(copy, data)
            except NotRecorded as error:
                yield unmirrored(f"{self._mirror} tidak bisa ditulis ({error.why})", self._device)

    def _missing(self, month: str) -> Iterator[_Lost]:
        own, kept = (
            files_in(folder, month, self._device.counter) for folder in (self._folder, self._mirror)
        )
        there = set(_ids_in(own))
        for file in kept:
            copied = set(_ids_in([file]))
            if ids := sorted(copied - there):
                name = os.path.basename(file.path)
                target = os.path.join(self._folder, name)
                if not copied >= set(_ids_in([file._replace(path=target)])):
                    target = os.path.join(self._folder, _next_part(own, name))
                yield _Lost(ids, file.path, target)

    def _brought_back(self, lost: list[_Lost]) -> str:
        """Which rows are missing, and the command that copies them back."""
        ids = [id for each in lost for id in each.ids]
        names = [os.path.basename(each.copy) for each in lost]
        made = [] if os.path.isdir(self._folder) else [f"mkdir {_word(self._folder)}"]
        copied = [f"cp {_word(each.copy)} {_word(each.target)}" for each in lost]
        return (
            f"{_short(self._root, self._folder)}: {len(ids)} catatan konter ini hilang dari "
            f"{', '.join(names)} ({_span(ids)}), jadi tidak ikut dihitung. Salinannya masih ada. "
            f"Kembalikan: {' && '.join([*made, *copied])}"
        )


def unmirrored(what: str, device: Device) -> str:
    """Said where rows are on disk, and their second copy is not; `what` says why."""
    return (
        f"{what}, jadi catatan konter ini belum punya salinan: kalau berkasnya terhapus (git "
        f"stash, git clean), catatannya ikut hilang. Betulkan izin atau ruang disknya, misalnya: "
        f"sudo chown -R $USER {_word(device.folder)}"
    )


def resaved(path: str) -> str:
    """Said of a ledger file that a spreadsheet saved anew, and whose rows can still be read."""
    return (
        f"{path}: disimpan ulang oleh program tabel (tanda kutip atau pemisahnya lain). Isinya "
        "masih terbaca; catatan baru ditulis ke berkas berikutnya. Jangan menyimpan berkas ini "
        "dari program tabel; untuk melihatnya, buka salinannya."
    )


def _broken(root: str, path: str) -> str:
    """What is wrong with a path that leads nowhere or to the wrong thing; empty where nothing is,
    also where nothing stands there."""
    name = _short(root, path)
    if os.path.islink(path) and not os.path.exists(path):
        return f"{name}: {files.dangling(path)}"
    if os.path.exists(path) and not os.path.isdir(path):
        return f"{name}: seharusnya folder, tetapi ini berkas. Pindahkan atau ganti namanya."
    return ""


def _unread(root: str, folder: str) -> Iterator[str]:
    """What stands in a ledger's folder and is not read."""
    for name in _names(folder):
        path = os.path.join(folder, name)
        if os.path.islink(path) and not os.path.exists(path):
            yield f"{_short(root, path)}: {files.dangling(path)}"
        elif not is_ledger(name) and ("csv" in name.casefold() or _NAMED_AFTER.match(name)):
            yield f"{_short(root, path)}: {_of_stray(folder, name)}"


def _of_stray(folder: str, name: str) -> str:
    path, match = os.path.join(folder, name), _NAMED_AFTER.match(name)
    if os.path.isdir(path):
        return "folder ini tidak dibaca. Pindahkan isinya, atau pindahkan folder ini dari ledger."
    there, held = files_in(folder), set(_ids_in([File("", "", 0, path)]))
    unread = sorted(held - set(_ids_in(there)))
    said = "namanya bukan nama berkas catatan, jadi tidak dibaca."
    if held and not unread:
        return f"{said} Semua isinya sudah ada di berkas lain; pindahkan dari folder ledger."
    if not unread:
        return f"{said} Kalau bukan catatan toko ini, pindahkan dari folder ledger."
    right = _next_part(there, f"{match[1]}.csv") if match else "misalnya 2026-11.A.csv"
    return (
        f"{said} {len(unread)} catatan di dalamnya tidak ikut dihitung ({_span(unread)}). Supaya "
        f"dibaca, ganti namanya menjadi {right}"
    )


def _unknown_folders(root: str) -> Iterator[str]:
    """Ledger files in the wrong place: in ledger/ itself, or in a folder that no ledger has."""
    ledger = os.path.join(root, "ledger")
    for name in _names(ledger):
        path = os.path.join(ledger, name)
        if is_ledger(name):
            yield f"ledger/{name}: berkas catatan di folder yang salah, jadi tidak dibaca."
        elif os.path.isdir(path) and name not in _FOLDERS and files_in(path):
            near = nearest(name, TABLES, 1)
            hint = f" Maksudnya ledger/{near[0]}? Pindahkan isinya ke sana." if near else ""
            yield f"ledger/{clean(name)}: folder ini tidak dikenal, jadi tidak dibaca.{hint}"


def _names(folder: str) -> list[str]:
    """What stands in a folder, but for what programs hide there."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except FileNotFoundError:
        return []


def _next_part(own: Iterable[File], name: str) -> str:
    """The name itself where no file has it, else that of the month's next part."""
    taken = {os.path.basename(file.path) for file in own}
    stem, part = ".".join(name.split(".")[:2]), 1
    while name in taken:
        part += 1
        name = f"{stem}.{part}.csv"
    return name


def _ids_in(listed: Iterable[File]) -> Iterator[str]:
    """The ids at the head of the lines of these files."""
    for file in listed:
        for id in _ID.findall(files.read(file.path)):
            yield id.decode()


def _size(file: File | None) -> int:
    return os.stat(file.path).st_size if file and os.path.exists(file.path) else 0


def _word(path: str) -> str:
    """As a shell reads it."""
    import shlex  # only for a finding

    return shlex.quote(path)


def _span(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} sampai {ids[-1]}"


def _short(root: str, path: str) -> str:
    return clean(os.path.relpath(path, root))

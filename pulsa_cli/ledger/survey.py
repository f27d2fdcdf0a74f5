"""What a reading command looks for beside the rows that it reads: rows of this counter that are
missing, a second copy that can't be kept up, files and folders that are not read.

Each finding is a text for the owner: what it is, and what to do.
"""

import os
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pulsa_cli.core.ids import span
from pulsa_cli.core.schema import TABLES
from pulsa_cli.core.text import clean, nearest
from pulsa_cli.errors import reason
from pulsa_cli.ledger import files
from pulsa_cli.ledger.copies import (
    Copies,
    Unread,
    ids_in,
    mirrored,
    next_part,
    quoted,
    short,
    unmirrored,
)
from pulsa_cli.ledger.device import Device
from pulsa_cli.ledger.lock import Lock
from pulsa_cli.ledger.reading import File, files_in, is_ledger

_FOLDERS = {*TABLES, "konter"}  # below ledger/
_NAMED_AFTER = re.compile(r"(\d{4}-\d{2}\.[A-Z]{1,3})(?![A-Z])", re.A)


def look(root: str, device: Device, lock: Lock, gone: Collection[str], unread: Unread) -> list[str]:
    """All that is found in the shop at `root`. `gone` are the ids of rows of this counter that were
    read before and stand in no file now."""
    found: list[str] = []
    try:
        strays = list(_unknown_folders(root))
        tables = []
        for table in TABLES.values():
            folder = os.path.join(root, "ledger", table.name)
            if broken := _broken(root, folder):
                found.append(broken)
            else:
                strays += _unread(root, folder)
                tables.append(table)
        found += [stray.said for stray in strays]
        elsewhere = {id for stray in strays for id in stray.ids}
        lost = sorted(set(gone) - elsewhere)
        months = {f"20{day[:2]}-{day[2:4]}" for day in (id.split("-")[1] for id in lost)}
        for table in tables:
            found += Copies(root, device, table, unread, elsewhere).look(lock, months)
        if lost:
            lost = sorted(set(lost) - mirrored(device))
    except OSError as error:
        if str(error.filename).startswith(device.mirror):
            why = f"{error.filename} tidak bisa dibaca ({reason(error)})"
            return [*found, unmirrored(why, device)]
        return [*found, f"{error.filename}: {reason(error)}, jadi tidak bisa diperiksa."]
    if lost:
        found.append(
            f"{len(lost)} catatan yang pernah ada di buku ini sekarang hilang, juga dari "
            f"salinannya ({span(lost)}). Kalau baru saja memakai git: kembalikan, "
            f"misalnya dengan git stash pop. Kalau memang sengaja dihapus: hapus juga "
            f"{device.folder}/index.db."
        )
    return found


class _Stray(NamedTuple):
    """What stands where no ledger is read: what is said of it, and the ids in it that stand in no
    ledger."""

    said: str
    ids: Collection[str]


def resaved(path: str) -> str:
    """Said of a ledger file that a spreadsheet saved anew, and whose rows can still be read."""
    return (
        f"{path}: disimpan ulang oleh program tabel (tanda kutip atau pemisahnya lain). Isinya "
        "masih terbaca; catatan baru ditulis ke berkas berikutnya. Jangan menyimpan berkas ini "
        "dari program tabel; untuk melihatnya, buka salinannya."
    )


def _broken(root: str, path: str) -> str:
    """What is wrong with the folder of a ledger: a link, or no folder; empty where nothing is, also
    where nothing stands there."""
    if said := files.linked(root, path):
        return said
    if os.path.exists(path) and not os.path.isdir(path):
        name = short(root, path)
        return f"{name}: seharusnya folder, tetapi ini berkas. Pindahkan atau ganti namanya."
    return ""


def _unread(root: str, folder: str) -> Iterator[_Stray]:
    """What stands in a ledger's folder and is not read."""
    for name in _names(folder):
        path = os.path.join(folder, name)
        if os.path.islink(path):
            yield _Stray(files.linked(root, path), ())
        elif not is_ledger(name) and ("csv" in name.casefold() or _NAMED_AFTER.match(name)):
            said, ids = _of_stray(folder, name)
            yield _Stray(f"{short(root, path)}: {said}", ids)


def _of_stray(folder: str, name: str) -> _Stray:
    path, match = os.path.join(folder, name), _NAMED_AFTER.match(name)
    if os.path.isdir(path):
        return _Stray(
            "folder ini tidak dibaca. Pindahkan isinya, atau pindahkan folder ini dari ledger.", ()
        )
    there, held = files_in(folder), set(ids_in([File("", "", 0, path)]))
    unread = sorted(held - set(ids_in(there)))
    said = "namanya bukan nama berkas catatan, jadi tidak dibaca."
    if held and not unread:
        return _Stray(f"{said} Semua isinya sudah ada di berkas lain; pindahkan dari ledger.", ())
    if not unread:
        return _Stray(f"{said} Kalau bukan catatan toko ini, pindahkan dari folder ledger.", ())
    right = next_part(there, f"{match[1]}.csv") if match else ""
    right = right if is_ledger(right) else "misalnya 2026-11.A.csv"
    return _Stray(
        f"{said} {len(unread)} catatan di dalamnya tidak ikut dihitung ({span(unread)}). Supaya "
        f"dibaca, ganti namanya menjadi {right}",
        unread,
    )


def _unknown_folders(root: str) -> Iterator[_Stray]:
    """Ledger files in the wrong place: in ledger/ itself, or in a folder that no ledger has."""
    ledger = os.path.join(root, "ledger")
    for name in _names(ledger):
        path = os.path.join(ledger, name)
        if is_ledger(name):
            said = "berkas catatan di folder yang salah, jadi tidak dibaca."
            yield _Stray(f"ledger/{name}: {said}", set(ids_in([File("", "", 0, path)])))
        elif os.path.isdir(path) and name not in _FOLDERS and (held := files_in(path)):
            near = nearest(name, TABLES, 1)
            hint = f" Maksudnya ledger/{near[0]}? {_moved(held, ledger, near[0])}" if near else ""
            yield _Stray(
                f"ledger/{clean(name)}: folder ini tidak dikenal, jadi tidak dibaca.{hint}",
                set(ids_in(held)),
            )


def _moved(held: list[File], ledger: str, table: str) -> str:
    """The command that puts files into the folder of a table and writes over none."""
    folder, target = os.path.dirname(held[0].path), os.path.join(ledger, table)
    there = files_in(target)
    if not os.path.exists(target):
        return f"Ganti namanya: mv {quoted(folder)} {quoted(target)}"
    commands = []
    for file in held:
        path = os.path.join(target, next_part(there, os.path.basename(file.path)))
        commands.append(f"mv {quoted(file.path)} {quoted(path)}")
        there.append(file._replace(path=path))
    return f"Pindahkan isinya ke sana: {' && '.join(commands)}"


def _names(folder: str) -> list[str]:
    """What stands in a folder, but for what programs hide there."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except FileNotFoundError:
        return []

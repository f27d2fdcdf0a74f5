"""What is wrong with the ledgers, as the index knows it."""

import os
from collections.abc import Collection, Iterator

from pulsa_cli.books.keys import pack
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.ledger import files, reading

_RESTORE = (
    "Baris itu tidak dihitung; baris lain tetap. Jangan diubah dengan tangan: "
    "catatan yang benar dibuat lagi dengan perintah pulsa."
)
_TWIN = (
    "Hanya satu yang dihitung, yang sama di semua perangkat. Kalau yang lain juga terjadi, "
    "catat lagi."
)


def problems(index: Source, root: str) -> list[NotUnderstood]:
    """What stands in the ledgers of the shop at `root` and can't be understood, in order of files
    and lines."""
    found = [
        NotUnderstood(f"{path}:{number}", why, _RESTORE, reading.excerpt(line))
        for path, number, why, line in index.select(
            "SELECT path, number, why, line FROM problem JOIN file ON file = no"
        )
    ]
    found += _twins(index, root) if index.select("SELECT 1 FROM twin LIMIT 1") else []
    return sorted(
        found,
        key=lambda problem: (
            problem.where.rpartition(":")[0],
            int(problem.where.rpartition(":")[2]),
        ),
    )


def gone(index: Source, counter: str) -> list[str]:
    """The ids of this counter's rows that stood in the files once, and stand in none now."""
    known = map(ids.unpack, index.keys("SELECT key FROM gone"))
    return [str(id) for id in known if id.counter == counter]


def unread(index: Source, some: Collection[str]) -> list[str]:
    """Those of these ids that stand in no file that was read, in order."""
    known = index.known(map(pack, some))
    return sorted(id for id in some if pack(id) not in known)


def resaved(index: Source) -> list[str]:
    """The files whose header a spreadsheet wrote anew, and whose rows can be read."""
    return [
        path
        for path, header in index.select("SELECT path, header FROM file WHERE known")
        if reading.is_resaved(header)
    ]


def _twins(index: Source, root: str) -> Iterator[NotUnderstood]:
    for key, path, start, line in index.select(
        "SELECT key, path, start, line FROM twin JOIN row USING (key) JOIN file ON file = "
        "no WHERE (SELECT count(DISTINCT line) FROM row r WHERE r.key = twin.key) > 1"
    ):
        number = files.read(os.path.join(root, path)).count(10, 0, start) + 1
        yield NotUnderstood(
            f"{path}:{number}",
            f"id {ids.unpack(key)} dipakai dua catatan yang berbeda.",
            _TWIN,
            reading.excerpt(line),
        )

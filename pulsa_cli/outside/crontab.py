"""The user's crontab: one line of it is this shop's, every other byte stays as it is."""

import os
import shlex
import shutil
import subprocess
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from pulsa_cli.errors import Refused

LOG = "cron"  # under which this user keeps what the runs for a shop said
_NONE = ("no crontab", "no such file", "can't open")  # Debian's cron and cronie; busybox
_LAST_HOUR = 23
MISSING = (
    "Tidak ada crontab di perangkat ini. Di Debian, Ubuntu dan sejenisnya pasang paket "
    "cron, lalu ulangi. Di Termux (belum kami coba): pkg install cronie, jalankan crond, "
    "lalu ulangi. Atau jalankan sendiri setiap hari: pulsa ingatkan"
)


def line(root: str, program: list[str], log: str, schedule: str, send: bool) -> str:
    """The line for the shop at `root`: `program` starts pulsa, `log` gets what it says besides
    the mail that cron sends. Raises Refused for a path that no crontab can hold."""
    words = [*program, "--toko", root, "ingatkan", "--sekali", *(["--kirim"] if send else [])]
    command = f"PYTHONUTF8=1 {' '.join(map(_quoted, words))} 2>&1 | tee -a {_quoted(log)}"
    line = f"{schedule} {command} {_mark(root)}"
    if "\n" in line or "\r" in line:
        raise Refused(f"Nama folder {root!r} tidak bisa ditulis di crontab.")
    return line


def schedule(first: int, zone: tzinfo, now: datetime) -> str:
    """Every hour from `first` to the day's end by the shop's clock, as the machine's clock has
    it (`now` is aware, in the machine's zone)."""
    shift = (now.utcoffset() or timedelta()) - (now.astimezone(zone).utcoffset() or timedelta())
    minutes = int(shift.total_seconds() // 60)
    hours = sorted((hour + minutes // 60) % 24 for hour in range(first, _LAST_HOUR + 1))
    spans: list[list[int]] = []
    for hour in hours:
        if spans and spans[-1][1] == hour - 1:
            spans[-1][1] = hour
        else:
            spans.append([hour, hour])
    written = [str(start) if start == end else f"{start}-{end}" for start, end in spans]
    return f"{minutes % 60} {','.join(written)} * * *"


def _quoted(word: str) -> str:
    """For cron's shell; cron itself takes a bare % for the end of the line."""
    return shlex.quote(word).replace("%", r"\%")


def _mark(root: str) -> str:
    """What tells this shop's line from all others."""
    return f"# pulsa: {root}".replace("%", r"\%")


class Found(NamedTuple):
    """Lines of the crontab that pulsa wrote: this shop's `own`, those of it that somebody
    `disabled` with a # in front, and those of shops whose folder is gone (`dead`)."""

    own: list[str]
    disabled: list[str]
    dead: list[str]


def look(root: str) -> Found:
    """What the crontab has for the shop at `root`, by whatever path. Raises Refused without a
    crontab program."""
    found = Found([], [], [])
    for line in _read().splitlines():
        folder, text = _folder(line), line.decode("utf-8", "replace")
        disabled = text.lstrip().startswith("#")
        if folder and _same(folder, root):
            (found.disabled if disabled else found.own).append(text)
        elif folder and not disabled and not os.path.isdir(folder):
            found.dead.append(text)
    return found


def of_dead(line: str) -> str:
    """What is said of a line whose folder is gone."""
    return (
        "baris crontab ini untuk toko yang foldernya tidak ada lagi (dipindah atau dihapus):\n"
        f"{line}\nMencabutnya: pulsa cron lepas --mati (baris toko ini ikut; pasang lagi dengan "
        "pulsa cron pasang)"
    )


def put(root: str, new: str, dead: bool = False) -> None:
    """Puts this shop's line in the place of those that are there, else at the end; an empty one
    only takes them out. With `dead` also those of folders that are gone. What was disabled with a
    # stays. Raises Refused, which says what the crontab is then."""
    lines = _read().splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if _goes(line, root, dead)]
    kept = [line for place, line in enumerate(lines) if place not in places]
    if new:
        place = min(places, default=len(kept))
        if place and not kept[place - 1].endswith(b"\n"):
            kept[place - 1] += b"\n"
        kept.insert(place, new.encode() + b"\n")
    try:
        if kept:
            _run("-", typed=b"".join(kept))
        elif places:
            _run("-r")
    except Refused as error:
        same = _read().splitlines(keepends=True) == lines
        state = "Tidak ada yang diubah." if same else "Lihat isinya sekarang: crontab -l"
        raise Refused(f"{error} {state}") from error


def _goes(line: bytes, root: str, dead: bool) -> bool:
    folder = "" if line.lstrip().startswith(b"#") else _folder(line)
    return bool(folder) and (_same(folder, root) or dead and not os.path.isdir(folder))


def _folder(line: bytes) -> str:
    """The shop that a line is for; empty where it is none of pulsa's."""
    command, mark, folder = line.rstrip().rpartition(b" # pulsa: ")
    is_ours = mark and b" ingatkan --sekali" in command
    return os.fsdecode(folder).replace(r"\%", "%") if is_ours else ""


def _same(folder: str, root: str) -> bool:
    """One folder, also by another path to it?"""
    return os.path.realpath(folder) == os.path.realpath(root)


def _read() -> bytes:
    return _run("-l")


def _run(word: str, typed: bytes | None = None) -> bytes:
    if not shutil.which("crontab"):
        raise Refused(MISSING)
    done = subprocess.run(
        ["crontab", word],
        input=typed or b"",
        capture_output=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode and not (
        word == "-l" and not done.stdout and any(none in said.lower() for none in _NONE)
    ):
        raise Refused(f"crontab menolak ({said or done.returncode}).")
    return done.stdout

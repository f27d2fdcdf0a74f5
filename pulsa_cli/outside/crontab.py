"""The user's crontab: one line of it is this shop's, every other byte stays as it is."""

import os
import shlex
import shutil
import subprocess
from datetime import datetime, timedelta, tzinfo

from pulsa_cli.errors import Refused

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


def installed(root: str) -> str:
    """This shop's line; empty where there is none. Raises Refused without a crontab program."""
    return next(
        filter(
            None,
            (
                line.decode("utf-8", "replace")
                for line in _read().splitlines()
                if _is_ours(line, root)
            ),
        ),
        "",
    )


def put(root: str, new: str) -> None:
    """Puts this shop's line in the place of the one that is there, else at the end; an empty one
    only takes it out. Raises Refused with the crontab as it was."""
    lines = _read().splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if _is_ours(line, root)]
    kept = [line for place, line in enumerate(lines) if place not in places]
    if new:
        place = min(places, default=len(kept))
        if place and not kept[place - 1].endswith(b"\n"):
            kept[place - 1] += b"\n"
        kept.insert(place, new.encode() + b"\n")
    if kept:
        _run("-", typed=b"".join(kept))
    elif places:
        _run("-r")


def _is_ours(line: bytes, root: str) -> bool:
    return line.rstrip(b"\r\n").endswith(b" " + _mark(root).encode())


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
        raise Refused(f"crontab menolak ({said or done.returncode}). Tidak ada yang diubah.")
    return done.stdout

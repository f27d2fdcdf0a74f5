"""The device folder: what belongs to this machine alone and never travels with git.

`.git/pulsa/` where there is a repository (there it survives `git clean -fdx` and `stash -a`, and
a clone does not copy it), else `.pulsa/`.
"""

import os
import re
from datetime import datetime
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.ledger import files

_LARGEST = 10_000  # bytes of a file that names a counter


class Device(NamedTuple):
    """This machine's folder and the code of its counter of the shop at `root`; empty where it is no
    counter yet. `resumed`, the day (yymmdd) on which it was made a counter again after the folder
    was lost, with the second copies and the index."""

    folder: str
    counter: str
    root: str
    resumed: str = ""

    @property
    def lock(self) -> str:
        return os.path.join(self.folder, "kunci")

    @property
    def log(self) -> str:
        return os.path.join(self.folder, "log")

    @property
    def sending(self) -> str:
        """The lock of whoever sends reminders by itself."""
        return os.path.join(self.folder, "kunci-kirim")

    @property
    def reminded(self) -> str:
        """Holds the last day on which `ingatkan --sekali` was at work, ISO 8601, and how far it
        came."""
        return os.path.join(self.folder, "pengingat")

    def read_reminded(self) -> tuple[str, str]:
        """That day, ISO 8601 (empty = never yet), and how far it came."""
        day, _, state = files.read(self.reminded).decode("utf-8", "replace").partition(" ")
        return day, state

    def keep_reminded(self, day: str, state: str) -> None:
        files.replace(self.reminded, f"{day} {state}".encode())

    @property
    def clock(self) -> str:
        """Holds when the newest row was recorded before which the clock stood when somebody said
        that it was right, and the time of the clock then, ISO 8601."""
        return os.path.join(self.folder, "jam")

    def read_clock(self) -> tuple[datetime, datetime] | None:
        """Those two; None where nobody had to say so, or where that can't be read."""
        newest, _, said = files.read(self.clock).decode("utf-8", "replace").partition(" ")
        try:
            return datetime.fromisoformat(newest), datetime.fromisoformat(said)
        except ValueError:
            return None

    def keep_clock(self, newest: datetime, now: datetime) -> None:
        files.replace(self.clock, f"{newest.isoformat()} {now.isoformat()}".encode())

    @property
    def told_open(self) -> str:
        """There once it was said that others can read this shop."""
        return os.path.join(self.folder, "terbuka")

    def write_log(self, text: str) -> None:
        """Adds to the log. Raises OSError."""
        files.add(self.log, text.encode())

    @property
    def mirror(self) -> str:
        """The second copy of this counter's own rows, laid out as `ledger/`."""
        return os.path.join(self.folder, "cermin")

    def require_counter(self) -> str:
        """The counter's code. Raises Refused on a machine that is no counter of this shop."""
        if self.counter:
            return self.counter
        said = (
            "Folder toko ini belum terdaftar sebagai konter di perangkat ini, jadi belum bisa "
            "mencatat."
        )
        here = " dan ".join(self.made_here())
        if not here or self.is_in_git:
            raise Refused(f"{said} Catat di perangkat tempat toko ini dibuat.")
        import shlex  # hardly ever

        raise Refused(
            f"{said} Konter {here} dibuat di perangkat ini. Kalau ini foldernya yang asli, bukan "
            "salinan, dan folder .git-nya terhapus: catatan di ledger/ masih ada. Lanjutkan "
            f"dengan: pulsa init --lanjutkan {shlex.quote(self.root)}"
        )

    @property
    def is_in_git(self) -> bool:
        """Is there a repository? Then a folder that is no counter is a copy of one, a clone: what
        is the counter's own lies in the other's `.git`."""
        return os.path.lexists(os.path.join(self.root, ".git"))

    def made_here(self) -> list[str]:
        """The codes of the counters that, by the shop's own files, are of this machine."""
        import platform  # off the start-up path

        folder = os.path.join(self.root, "ledger", "konter")
        names = os.listdir(folder) if os.path.isdir(folder) else ()
        written = {name: files.read(os.path.join(folder, name), _LARGEST) for name in names}
        this = re.compile(rf'^perangkat: *"?{re.escape(platform.node())}"? *$', re.M)
        codes = [
            name.removesuffix(".yaml")
            for name, data in sorted(written.items())
            if this.search(data.decode("utf-8", "replace"))
        ]
        return list(filter(ids.is_counter, codes))


def find(root: str) -> Device:
    """The device folder of the shop at `root`. Raises NotUnderstood when its file is damaged."""
    candidates = [_git_folder(root), os.path.join(root, ".pulsa")]
    for folder in filter(None, candidates):
        if said := files.linked(root, folder):
            raise Refused(said)
        text = files.read(os.path.join(folder, "konter")).decode("utf-8", "replace")
        if text:
            code = text.split("\n", 1)[0].removeprefix("kode=")
            if not ids.is_counter(code):
                raise NotUnderstood(
                    f"{folder}/konter:1",
                    "kode konter rusak.",
                    "Baris pertama seharusnya seperti: kode=A",
                    code,
                )
            resumed = text.partition("\nlanjut=")[2].split("\n", 1)[0]
            return Device(folder, code, root, resumed)
    return Device(next(filter(None, candidates)), "", root)


def create(root: str, counter: str, resumed: str = "") -> Device:
    """Makes this machine the counter `counter`, or that again on the day `resumed`.

    The folder's inode and the machine's name go into it, so that a copy of the whole folder on
    another machine can be told from the original, once there are several counters.
    """
    import platform  # off the start-up path

    folder = _git_folder(root) or os.path.join(root, ".pulsa")
    files.refuse_links(root, folder)
    os.makedirs(folder, exist_ok=True)
    text = f"kode={counter}\ninode={os.stat(folder).st_ino}\nmesin={platform.node()}\n"
    text += f"lanjut={resumed}\n" if resumed else ""
    files.replace(os.path.join(folder, "konter"), text.encode())
    return Device(folder, counter, root, resumed)


def _git_folder(root: str) -> str:
    """`.git/pulsa` of the repository at `root`; empty without git. The file that a worktree or
    submodule has in place of the folder could name any other: there it is as without git."""
    git = os.path.join(root, ".git")
    return os.path.join(git, "pulsa") if os.path.isdir(git) else ""

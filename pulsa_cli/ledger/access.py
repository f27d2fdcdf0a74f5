"""Who else on this machine may read and write what a shop keeps: nobody, or the group of a shop
that says `bersama: ya`.

The umask keeps all others off, so that it holds also for what git and SQLite write.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress

from pulsa_cli.core.shop_settings import SHOP_FILE
from pulsa_cli.errors import NotRecorded, Refused
from pulsa_cli.ledger import files

_PRIVATE, _SHARED = 0o077, 0o007


def keep(shared: bool = False) -> None:
    """From now on, what this process and its programs write is for the owner alone, or also for
    the group."""
    os.umask(_SHARED if shared else _PRIVATE)


def make_folder(path: str) -> None:
    """A folder that is its owner's alone, also where it was there already."""
    keep()
    os.makedirs(path, exist_ok=True)
    os.chmod(path, 0o700)


def owner(path: str) -> str:
    """The name of another user whose file or folder this is; empty where it is one's own."""
    if os.name == "nt" or (uid := os.stat(path).st_uid) == os.getuid():
        return ""
    import pwd  # hardly ever

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def refuse_closed(root: str) -> None:
    """Raises Refused for the folder of another user into which this one can't look."""
    if os.path.isdir(root) and not os.access(root, os.X_OK) and (name := owner(root)):
        raise Refused(f"Toko di {root} milik pengguna lain ({name}) dan tertutup untuk Anda.")


def refuse_foreign(root: str, is_shared: Callable[[], bool]) -> None:
    """Raises Refused for a shop of another user that nobody named, unless it is shared."""
    if (name := owner(root)) and not is_shared():
        raise Refused(
            f"Toko di {root} milik pengguna lain ({name}). Kalau memang dipakai bersama, tulis "
            f"'bersama: ya' di {SHOP_FILE}; untuk sekali ini: pulsa --toko {root} …"
        )


def exposed(root: str, told: str) -> str:
    """That others on this machine can look into the shop at `root`, and what closes it; empty where
    they can't, and where the file `told` is there, which this call makes."""
    if os.name == "nt" or not stat.S_IMODE(os.stat(root).st_mode) & _PRIVATE:
        return ""
    if os.path.exists(told):
        return ""
    import shlex  # hardly ever

    with suppress(NotRecorded):  # then it is said again
        files.replace(told, b"")
    return (
        "folder toko ini bisa dibaca pengguna lain di komputer ini. Tutup: "
        f"chmod -R go= {shlex.quote(root)}"
    )

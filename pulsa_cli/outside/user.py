"""What a user of this machine keeps beside the shops, in a folder of their own: whoever made or
shares a shop can put nothing there, and no link."""

import os

from pulsa_cli.ledger import files

_FOLDER = "~/.local/state/pulsa"  # by no variable that cron does not set


def path(name: str, root: str) -> str:
    """The file that is kept under this name for the shop at `root`."""
    import hashlib  # off the start-up path

    shop = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()
    return os.path.join(os.path.expanduser(_FOLDER), f"{name}-{shop[:16]}")


def make_folder() -> None:
    """Makes the folder, this user's alone. Raises OSError."""
    umask = os.umask(0o077)
    try:
        os.makedirs(os.path.expanduser(_FOLDER), exist_ok=True)
    finally:
        os.umask(umask)


def keep(name: str, root: str, text: str) -> None:
    """Keeps a text under this name for the shop at `root`. Raises NotRecorded, OSError."""
    make_folder()
    files.replace(path(name, root), text.encode("utf-8", "surrogateescape"))


def kept(name: str, root: str) -> str:
    """The text that was kept; empty where there is none."""
    return files.read(path(name, root)).decode("utf-8", "surrogateescape")

"""A page that the owner prints, as a file where the owner wants it."""

import os

from pulsa_cli.errors import Refused
from pulsa_cli.ledger import files


def write(path: str, html: str, mark: str) -> str:
    """Writes the page and returns its absolute path. Only an older one, which has `mark` in it, is
    replaced: raises Refused where something else has that name, or its folder is missing."""
    path = os.path.abspath(path)
    if os.path.isdir(path):
        raise Refused(f"{path} adalah folder. Tulis nama berkasnya, misalnya poster.html.")
    if not os.path.isdir(os.path.dirname(path)):
        raise Refused(f"Folder {os.path.dirname(path)} tidak ada.")
    if os.path.exists(path) and not (os.path.isfile(path) and mark.encode() in files.read(path)):
        raise Refused(f"{path} sudah ada dan bukan poster pulsa. Pilih nama lain.")
    files.replace(path, html.encode("utf-8"), by_hand=True)
    return path

"""The starter files, and a new shop folder made from them."""

import os
import re
from datetime import date

from pulsa_cli.core.shop_settings import CARD_FILE, SHOP_FILE
from pulsa_cli.errors import Refused
from pulsa_cli.ledger import files

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_GIT_FILES = {
    ".gitattributes": "# Isi berkas tidak diubah git; bentrok di dalam catatan harus terlihat.\n"
    "*.csv -text\n",
    ".gitignore": "# Yang ikut ke git hanya buku dan pengaturan. Pesan untuk pelanggan, poster, "
    "buku\n# lama dan milik perangkat ini sendiri (.pulsa) tidak.\n"
    "/*\n!/ledger/\n!/checklists/\n!/.gitattributes\n!/.gitignore\n",
}


def source() -> str:
    """The folder that holds `ledger/` and `checklists/`: inside an installed package, else the
    checkout's top."""
    installed = os.path.join(_PACKAGE, "starter")
    return installed if os.path.isdir(installed) else os.path.dirname(_PACKAGE)


def refuse_shop(root: str) -> None:
    """Raises Refused where there is a shop already."""
    if os.path.exists(os.path.join(root, SHOP_FILE)):
        raise Refused(f"Di {root} sudah ada toko ({SHOP_FILE}); tidak ada yang diubah.")


def create(root: str, name: str, counter: str) -> tuple[list[str], list[str]]:
    """Makes the folder `root`, where the counter `counter` is, a shop.

    Files that are there already stay as they are. Returns the paths of those that were made and
    of those that were kept.
    """
    contents = {**_starter_files(name), **_counter_file(counter), **_GIT_FILES}
    kept = [path for path in contents if os.path.lexists(os.path.join(root, path))]
    new = [path for path in contents if path not in kept]
    # toko.yaml makes it a shop, so it comes last: an interrupted init can be run again.
    for path in sorted(new, key=lambda path: path == SHOP_FILE):
        target = os.path.join(root, path)
        files.refuse_links(root, target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        files.replace(target, contents[path].encode("utf-8"))
    return new, kept


def _starter_files(name: str) -> dict[str, str]:
    contents = {}
    for folder in ("ledger", "checklists"):
        for file in sorted(os.listdir(os.path.join(source(), folder))):
            if file.endswith((".yaml", ".csv")):
                text = files.read(os.path.join(source(), folder, file)).decode("utf-8")
                contents[f"{folder}/{file}"] = text
    contents[SHOP_FILE] = re.sub(
        r'(?m)^nama: ""', lambda _: f"nama: {_quoted(name)}", contents[SHOP_FILE], count=1
    )
    return contents


def start_card(root: str, since: date) -> None:
    """Writes into kartu.yaml from which day on there is a loyalty card."""
    path = os.path.join(root, CARD_FILE)
    text = files.read(path).decode("utf-8", "surrogateescape")
    begun = re.sub('(?m)^berlaku-sejak: ""', f"berlaku-sejak: {since.isoformat()}", text, count=1)
    if begun != text:
        files.replace(path, begun.encode("utf-8", "surrogateescape"), by_hand=True)


def _counter_file(counter: str) -> dict[str, str]:
    import platform  # messages and complaints read starter files too

    text = (
        "# Konter ini dan perangkatnya: ditulis sekali saat bergabung.\n"
        f"nama: {_quoted(f'Konter {counter}')}\nperangkat: {_quoted(platform.node())}\n"
    )
    return {f"ledger/konter/{counter}.yaml": text}


def _quoted(text: str) -> str:
    """A YAML scalar that every reader takes as text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

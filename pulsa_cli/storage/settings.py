"""What the owner decides about the shop: `ledger/toko.yaml`."""
import os
from typing import NamedTuple

from pulsa_cli.core.dates import ZONES
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.storage import files
from pulsa_cli.storage.strict_yaml import Source, load, one_of, word, words

SHOP_FILE = os.path.join("ledger", "toko.yaml")
_ALIASES = {"tf": "transfer", "cash": "tunai"}


class ShopSettings(NamedTuple):
    """toko.yaml. `zone` is WIB, WITA or WIT; `methods` the ways to pay, the usual one first."""

    name: str
    zone: str
    address: str
    phone: str
    methods: list[str]

    def require_name(self) -> None:
        """Raises Refused for a template, which has no name yet."""
        if not self.name:
            raise Refused("Nama konter belum diisi, jadi belum bisa mencatat. "
                          f"Isi baris 'nama:' di {SHOP_FILE}.")

    def method(self, text: str) -> str:
        """The way to pay that is meant (`tf` = transfer, `cash` = tunai). Raises WrongUse."""
        typed = text.casefold()
        for wanted in (typed, _ALIASES.get(typed)):
            for method in self.methods:
                if method.casefold() == wanted:
                    return method
        raise WrongUse(f"Cara bayar '{text}' tidak ada di {SHOP_FILE}. "
                       f"Yang ada: {', '.join(self.methods)}.")


def load_shop(root: str) -> ShopSettings:
    """Reads toko.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(SHOP_FILE, files.read(os.path.join(root, SHOP_FILE)))
    values = load(source, {
        "format": one_of("1"), "nama": word, "zona": one_of(*ZONES), "alamat": word,
        "telepon": word, "cara-bayar": words})
    for required in ("format", "zona"):
        if required not in values:
            raise NotUnderstood(f"{SHOP_FILE}:1", f"baris '{required}:' tidak ada.",
                                f"Tambahkan, misalnya '{required}: "
                                f"{'1' if required == 'format' else 'WIB'}', lalu ulangi.")
    return ShopSettings(values.get("nama", ""), values["zona"], values.get("alamat", ""),
                        values.get("telepon", ""), values.get("cara-bayar") or ["tunai"])

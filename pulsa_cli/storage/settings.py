"""What the owner decides about the shop: `ledger/toko.yaml` and `ledger/kebijakan.yaml`."""
import os
from typing import Any, NamedTuple

from pulsa_cli.core import terms
from pulsa_cli.core.dates import ZONES
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.storage import files
from pulsa_cli.storage.strict_yaml import BadValue, Source, load, one_of, word, words

SHOP_FILE = os.path.join("ledger", "toko.yaml")
POLICY_FILE = os.path.join("ledger", "kebijakan.yaml")
_TERM = "7 hari"  # for a shop made before there was a policy file
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

    def is_method(self, text: str) -> bool:
        """Does this word mean a way to pay?"""
        return bool(self._method(text))

    def _method(self, text: str) -> str:
        typed = text.casefold()
        for wanted in (typed, _ALIASES.get(typed)):
            for method in self.methods:
                if method.casefold() == wanted:
                    return method
        return ""

    def method(self, text: str) -> str:
        """The way to pay that is meant (`tf` = transfer, `cash` = tunai). Raises WrongUse."""
        if found := self._method(text):
            return found
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


class Policy(NamedTuple):
    """kebijakan.yaml. `term` as in core.terms; `consequence` in the owner's words, may be
    empty."""

    term: str
    consequence: str


def load_policy(root: str) -> Policy:
    """Reads kebijakan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(POLICY_FILE, files.read(os.path.join(root, POLICY_FILE)))
    values = load(source, {"tempo": _term, "akibat": word})
    return Policy(values.get("tempo", _TERM), values.get("akibat", ""))


def _term(value: Any) -> str:
    try:
        return terms.check_term(word(value))
    except WrongUse as error:
        raise BadValue(str(error)) from None

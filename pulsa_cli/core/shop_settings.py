"""What the owner decides about the shop (`ledger/toko.yaml`), and where the files stand that the
owner edits."""

from typing import NamedTuple

from pulsa_cli.errors import Refused, WrongUse

SHOP_FILE = "ledger/toko.yaml"
POLICY_FILE = "ledger/kebijakan.yaml"
CARD_FILE = "ledger/kartu.yaml"
TEXTS_FILE = "ledger/pesan.yaml"
PRODUCTS_FILE = "ledger/produk.csv"
PREFIXES_FILE = "ledger/prefiks.csv"
_ALIASES = {"tf": "transfer", "cash": "tunai"}


class Supplier(NamedTuple):
    """Who tops the numbers up: a WhatsApp number as it is stored (empty = none), and the form of
    a complaint there (empty = the usual one), with places of templates.OF_COMPLAINT."""

    name: str
    whatsapp: str
    complaint: str


class ChannelSettings(NamedTuple):
    """What sends reminders by itself: on the device of `counter`, a program with its arguments, or
    a folder for files; it may take `patience` seconds for one message."""

    counter: str = ""
    command: tuple[str, ...] = ()
    folder: str = ""
    patience: int = 30


class ShopSettings(NamedTuple):
    """toko.yaml. `zone` is WIB, WITA or WIT; `methods` the ways to pay, the usual one first; within
    `twin_hours` the same sale once more is asked about."""

    name: str
    zone: str
    address: str
    phone: str
    methods: list[str]
    twin_hours: int
    shared: bool
    suppliers: list[Supplier]
    channel: ChannelSettings

    def require_name(self) -> None:
        """Raises Refused for a template, which has no name yet."""
        if not self.name:
            raise Refused(
                "Nama konter belum diisi, jadi belum bisa mencatat. "
                f"Isi baris 'nama:' di {SHOP_FILE}."
            )

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
        """The way to pay that is meant (`tf` = transfer, `cash` = tunai), the usual one where
        nothing was said. Raises WrongUse."""
        if method := self._method(text) if text else self.methods[0]:
            return method
        raise WrongUse(
            f"Cara bayar '{text}' tidak ada di {SHOP_FILE}. Yang ada: {', '.join(self.methods)}."
        )

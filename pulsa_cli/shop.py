"""The shop: one object that opens settings, ledger, books and clock when first asked.

No trade in it; it is the only object handed to commands.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from pulsa_cli.core import dates, ids
from pulsa_cli.core.phone import Prefixes
from pulsa_cli.core.policy import Policy
from pulsa_cli.core.products import PriceList
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.templates import Texts
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.storage import device, files, pricelist, settings
from pulsa_cli.storage.books import Books
from pulsa_cli.storage.clients import Clients
from pulsa_cli.storage.device import Device
from pulsa_cli.storage.index import Index
from pulsa_cli.storage.ledger import Ledger
from pulsa_cli.storage.settings import ShopSettings

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Rules
    from pulsa_cli.storage.checklists import Checklists
    from pulsa_cli.storage.complaints import Complaints
    from pulsa_cli.storage.loyalty import Loyalty
    from pulsa_cli.storage.orders import Orders
    from pulsa_cli.storage.receivables import Receivables
    from pulsa_cli.storage.reminders import Reminders

_EARLIEST = 2025


class Shop:
    """A shop folder. `root` is its absolute path; `recorded` turns true with the first row that
    this process put on disk. `tell` says something beside the answer, `progress` is told bytes
    done and in all while history is read."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.recorded = False
        self.tell: Callable[[str], None] = _silent
        self.progress: Callable[[int, int], None] = _silent
        self._locked = False
        self._up_to_date = False

    @cached_property
    def settings(self) -> ShopSettings:
        return settings.load_shop(self.root)

    @cached_property
    def policy(self) -> Policy:
        if not os.path.exists(os.path.join(self.root, settings.POLICY_FILE)):
            self.tell(f"{settings.POLICY_FILE} tidak ada, jadi tidak ada aturan kasbon.")
        return settings.load_policy(self.root)

    @cached_property
    def is_card_off(self) -> bool:
        return settings.is_card_off(self.root)

    @cached_property
    def card(self) -> "Rules":
        """The rules of the loyalty card."""
        from pulsa_cli.storage.card import load_rules  # only a known customer has a card

        return load_rules(self.root)

    @cached_property
    def prefixes(self) -> Prefixes:
        return pricelist.load_prefixes(self.root)

    @cached_property
    def products(self) -> PriceList:
        return pricelist.load_products(self.root, self.prefixes.operators)

    @cached_property
    def texts(self) -> Texts:
        from pulsa_cli.storage.texts import load_texts  # few sales need a message

        return load_texts(self.root)

    @cached_property
    def device(self) -> Device:
        return device.find(self.root)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.root, self.device)

    @cached_property
    def _index(self) -> Index:
        return Index(self.root, self.device.folder, self.locked, self.tell, self.progress)

    @property
    def books(self) -> Books:
        """The books as they stand: when first asked, and anew under the lock and after a row."""
        return Books(self._current_index(), self.today, self.device.counter)

    @property
    def clients(self) -> Clients:
        """The customers and their accounts; as current as `books`."""
        return Clients(self._current_index(), self.today)

    def receivables(self, as_of: date | None = None) -> "Receivables":
        """What is owed, as it stands, or as it stood at the end of a day."""
        from pulsa_cli.storage.receivables import Receivables  # no sale needs it

        index, today = self._current_index(), self.today
        if as_of and as_of < today:
            index.as_of(as_of)
        return Receivables(index, as_of or today)

    def loyalty(self, as_of: date | None = None) -> "Loyalty":
        """Who has which card, now, or as it was at the end of a day."""
        from pulsa_cli.storage.loyalty import Loyalty

        index, today = self._current_index(), as_of or self.today
        if today < self.today:
            index.as_of(today)
        return Loyalty(
            index, Books(index, today, self.device.counter), Clients(index, today), today, self.card
        )

    @property
    def orders(self) -> "Orders":
        """The orders; as current as `books`."""
        from pulsa_cli.storage.orders import Orders  # few sales have to do with one

        return Orders(self._current_index())

    @property
    def complaints(self) -> "Complaints":
        """The complaints; as current as `books`."""
        from pulsa_cli.storage.complaints import Complaints  # hardly a sale needs it

        return Complaints(self._current_index(), self.books)

    @property
    def checklists(self) -> "Checklists":
        """The lists for complaints, and what is known of operators."""
        from pulsa_cli.storage.checklists import Checklists

        return Checklists(self.root)

    @property
    def reminders(self) -> "Reminders":
        """Who may be reminded today; as current as `books`."""
        from pulsa_cli.storage.reminders import Reminders  # no sale needs it

        return Reminders(self._current_index(), self.today, lambda: self.policy.reminding)

    def _current_index(self) -> Index:
        if not self._up_to_date:
            self._index.fresh()
            self._up_to_date = True
        return self._index

    @property
    def problems(self) -> list[NotUnderstood]:
        """What stands in the ledgers and can't be understood, once they have been read."""
        return self._index.problems() if "_index" in self.__dict__ else []

    def now(self) -> datetime:
        """The time by the shop's clock, in its zone, whole seconds.

        Raises Refused when the machine's clock can't be right (an empty battery starts in 1970).
        """
        zone = dates.ZONES[self.settings.zone]
        moment = (_fixed_clock(zone) or datetime.now(zone)).replace(microsecond=0)
        if moment.year < _EARLIEST:
            raise Refused(
                f"Jam perangkat menunjuk {dates.show_time(moment)}. Betulkan jamnya, lalu ulangi."
            )
        return moment

    @property
    def today(self) -> date:
        return self.now().date()

    def record(
        self, table: Table, build: Callable[[], Row], acknowledge: Callable[[Row], None]
    ) -> Row:
        """Records one row and acknowledges it, in that order and with Ctrl-C held back.

        `build` runs under the lock, so that what it judges by can't change before the row is on
        disk; it returns the row without `id` and `cek` (without `waktu`: it happened now), or
        raises Refused with nothing recorded.
        """
        self.settings.require_name()
        self.device.require_counter()
        with self.locked():
            row = build()
            (recorded,) = self.record_all(table, [row], lambda rows: acknowledge(rows[0]))
        return recorded

    def record_all(
        self,
        table: Table,
        rows: list[Row],
        acknowledge: Callable[[list[Row]], None] = lambda rows: None,
    ) -> list[Row]:
        """Records many rows in one write; otherwise as `record`. The caller holds the lock."""
        if not rows:
            return []
        self.settings.require_name()
        self.device.require_counter()
        now = self.now()
        with files.uninterrupted():
            recorded = self.ledger.append(
                table, [(now, {"waktu": now.isoformat(), **row}) for row in rows]
            )
            self.recorded = True
            acknowledge(recorded)
        return recorded

    def foreseen(self, table: Table, row: Row) -> Row:
        """The row as it would stand in the books if it were recorded now, under an id that no
        other has."""
        now = self.now()
        id = ids.Id(
            self.device.require_counter(), ids.day_code(now.date()), table.letter, ids.LARGEST
        )
        return {**dict.fromkeys(table.header, ""), "waktu": now.isoformat(), **row, "id": str(id)}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The lock of this device, as a context; raises Busy after a while. Inside itself it is
        no lock any more."""
        if self._locked:
            yield
            return
        text = os.environ.get("PULSA_SABAR", "5")
        try:
            patience = float(text)
        except ValueError:
            raise WrongUse(f"PULSA_SABAR '{text}' bukan jumlah detik.") from None
        with files.locked(self.device.lock, patience):
            self._locked, self._up_to_date = True, False
            try:
                yield
            finally:
                self._locked = self._up_to_date = False

    def reread(self) -> None:
        """Forgets settings, prices and the state of the books, which may change while a queue is
        open."""
        self._up_to_date = False
        for name in ("settings", "policy", "is_card_off", "card", "texts", "prefixes", "products"):
            self.__dict__.pop(name, None)


def _silent(*_: object) -> None:
    """Where nobody listens."""


def _fixed_clock(zone: tzinfo) -> datetime | None:
    """The time that `PULSA_SEKARANG` sets for tests. Raises WrongUse on a bad value."""
    fixed = os.environ.get("PULSA_SEKARANG")
    if not fixed:
        return None
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise WrongUse(f"PULSA_SEKARANG '{fixed}' bukan waktu ISO 8601.") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def find(folder: str = "") -> Shop:
    """The shop at `folder`, else in PULSA_TOKO, else in the nearest parent of the current folder
    that has ledger/toko.yaml. Raises WrongUse where there is none."""
    named = folder or os.environ.get("PULSA_TOKO", "")
    if named:
        root = os.path.abspath(named)
        if not os.path.isfile(os.path.join(root, settings.SHOP_FILE)):
            raise WrongUse(f"Tidak ada toko di {root} ({settings.SHOP_FILE} tidak ditemukan).")
        return Shop(root)
    root = os.getcwd()
    while not os.path.isfile(os.path.join(root, settings.SHOP_FILE)):
        root, above = os.path.dirname(root), root
        if root == above:
            raise WrongUse(
                "Tidak ada toko di folder ini. Buat dengan: pulsa init NAMA-FOLDER, "
                "masuk ke foldernya dengan cd, atau tunjuk: pulsa --toko FOLDER …"
            )
    return Shop(root)

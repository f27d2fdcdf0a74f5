"""The shop: one object that opens settings, ledger, books and clock when first asked.

No trade in it; it is the only object handed to commands.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pulsa_cli.books import parsed, problems
from pulsa_cli.books.books import Books
from pulsa_cli.books.index import Index
from pulsa_cli.books.parsed import Parsed
from pulsa_cli.books.watch import Watch, machine_time
from pulsa_cli.core import dates
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.phone import Prefixes
from pulsa_cli.core.products import PriceList
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.shop_settings import POLICY_FILE, SHOP_FILE, ShopSettings
from pulsa_cli.errors import Busy, NotUnderstood, PulsaError, WrongUse, reason
from pulsa_cli.ledger import access, device, files
from pulsa_cli.ledger.append import Ledger
from pulsa_cli.ledger.device import Device
from pulsa_cli.ledger.lock import Lock, locked

if TYPE_CHECKING:
    from pulsa_cli.core.clock import Ahead
    from pulsa_cli.core.loyalty import Rules
    from pulsa_cli.core.operators import Operators
    from pulsa_cli.core.policy import Policy
    from pulsa_cli.core.templates import Texts
    from pulsa_cli.settings.checklists import Checklists

_LASTING = ("device", "ledger", "_lock", "_index", "_parsed")  # what a process opens once


class Shop:
    """A shop folder. `root` is its absolute path; `recorded` turns true with the first row that
    this process put on disk; `found` are mistakes in settings that a command is there to name.
    `tell` says something beside the answer, `ask` gets a yes or no to a question (None = there is
    nobody), `progress` is told bytes done and in all while history is read."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.recorded = False
        self.found: list[NotUnderstood] = []
        self.tell: Callable[[str], None] = _silent
        self.ask: Callable[[str], bool | None] = _silent
        self.progress: Callable[[int, int], None] = _silent
        self._up_to_date = self._were_read = False  # the ledgers
        self._watch = Watch()
        self._warned = False  # of what is wrong with second copies

    @cached_property
    def settings(self) -> ShopSettings:
        return self._read_settings()

    def _read_settings(self) -> ShopSettings:
        settings = self._parsed.get(parsed.SHOP, lambda: _load_shop(self.root))
        access.keep(settings.shared)
        return settings

    @cached_property
    def policy(self) -> "Policy":
        if not os.path.exists(os.path.join(self.root, POLICY_FILE)):
            self.tell(f"{POLICY_FILE} tidak ada, jadi tidak ada aturan kasbon.")
        return self._parsed.get(parsed.POLICY, lambda: _load_policy(self.root))

    @cached_property
    def is_card_off(self) -> bool:
        return self._parsed.get(parsed.NO_CARD, lambda: _is_card_off(self.root))

    @cached_property
    def card(self) -> "Rules":
        """The rules of the loyalty card."""
        return self._parsed.get(parsed.CARD, lambda: _load_rules(self.root))

    @cached_property
    def card_in_use(self) -> "Rules | None":
        """The rules of the card where one is given out. A mistake in its file is no reason not to
        sell."""
        try:
            return None if self.is_card_off or self.card.since is None else self.card
        except NotUnderstood as error:
            why = f"{error.where}: {error.why}"
        except OSError as error:
            why = f"{error.filename}: {reason(error)}."
        self.tell(f"Perhatian: {why} Kartu langganan tidak dipakai.")
        return None

    @cached_property
    def prefixes(self) -> Prefixes:
        return self._read_prefixes()

    @cached_property
    def products(self) -> PriceList:
        # Held against the other files as of this moment, not of when this command first asked.
        return self._parsed.prices(
            lambda: _load_products(
                self.root, self._read_prefixes().operators, self._read_settings().is_method
            )
        )

    def _read_prefixes(self) -> Prefixes:
        return self._parsed.get(parsed.PREFIXES, lambda: _load_prefixes(self.root))

    @cached_property
    def texts(self) -> "Texts":
        from pulsa_cli.settings.texts import load_texts  # few sales need a message

        return load_texts(self.root)

    @cached_property
    def device(self) -> Device:
        return device.find(self.root)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.root, self.device, self._index.highest)

    @cached_property
    def _lock(self) -> Lock:
        return Lock(self.device.lock, self.tell)

    @cached_property
    def _index(self) -> Index:
        return Index(self.root, self.device.folder, self._lock, self.tell, self.progress)

    @cached_property
    def _parsed(self) -> Parsed:
        try:
            return Parsed(self.root, self._index, self._lock)
        except (PulsaError, OSError):  # a damaged device folder: said when the device is asked for
            return Parsed(self.root)

    def read_books(self, as_of: date | None = None) -> Books:
        """The books as they stand, or as they stood at the end of an earlier day. What was
        appended to the ledgers is taken in first: once, and anew under the lock and after a
        row."""
        now = self.now  # the settings come first: they say for whom an index is made
        if not self._up_to_date:
            self._index.fresh()
            self._up_to_date = self._were_read = True
        books = Books(self._index, now, self.device.counter)
        if as_of is None or as_of >= self.today:
            return books
        past = books.as_of(as_of)
        rows, sums = past.recorded_later
        if rows:
            about = ", ".join(f"{word} {rupiah(amount)}" for word, amount in sums.items())
            self.tell(
                f"{rows} catatan{about and f' ({about})'} dari sebelum akhir "
                f"{dates.show_day(as_of)} baru dicatat sesudah hari itu."
            )
        return past

    @property
    def checklists(self) -> "Checklists":
        """The lists for complaints, and what is known of operators."""
        from pulsa_cli.settings.checklists import Checklists

        return Checklists(self.root)

    @cached_property
    def operators(self) -> "Operators":
        """What is known of operators: codes and contacts."""
        return self.checklists.operators()

    @property
    def problems(self) -> list[NotUnderstood]:
        """What stands in the ledgers and can't be understood, once they have been read, and what
        was found in settings."""
        read = problems.problems(self._index, self.root) if self._were_read else ()
        return [*read, *self.found]

    @cached_property
    def troubles(self) -> list[str]:
        """What else keeps rows out of the answer or in danger, once the ledgers have been read, in
        words that say what to do."""
        if not self._were_read:
            return []
        from pulsa_cli.ledger import survey  # no sale asks for it

        gone = problems.gone(self._index, self.device.counter)
        unread = partial(problems.unread, self._index)
        return [
            *survey.look(self.root, self.device, self._lock, gone, unread),
            *map(survey.resaved, problems.resaved(self._index)),
        ]

    @cached_property
    def now(self) -> datetime:
        """When this command, this line of a queue or this step of a walk began: by the shop's
        clock, in its zone, whole seconds.

        Raises Refused when the machine's clock can't be right (an empty battery starts in 1970).
        """
        return machine_time(dates.ZONES[self.settings.zone])

    def take_time(self) -> None:
        """Looks at the clock anew, at a step of a walk or of a run; the settings stay as read."""
        vars(self).pop("now", None)

    @property
    def exposed(self) -> str:
        """That others on this machine can read the shop, said once; empty else."""
        return "" if self.settings.shared else access.exposed(self.root, self.device.told_open)

    @property
    def today(self) -> date:
        return self.now.date()

    def require_ready(self, alone: bool = False) -> None:
        """Raises Refused where nothing can be recorded: the shop has no name, the device is no
        counter, or the clock can't be right and nobody says that it is. So long after the last row
        that it may have jumped is a reason only where somebody can be asked; or where something is
        done that nobody sees (`alone`)."""
        self.settings.require_name()
        self.device.require_counter()
        if self._watch.checked != self.now:
            self._watch.hold(self.read_books().times, self.device, self.ask, alone)

    @property
    def ahead(self) -> "Ahead | None":
        """What lies after now in the ledgers, once they have been read."""
        if not self._were_read:
            return None
        # A sale does not wait until its own row is taken in, unless there is something to say.
        ahead = Books(self._index, self.now, self.device.counter).times.ahead()
        return ahead and self.read_books().times.ahead()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The lock of this device: what is judged inside can't change before the row is on disk.
        Raises Refused where this shop or device can't record, Busy after a while."""
        self.require_ready()
        with self.locked():
            yield

    def append(self, table: Table, row: Row) -> Row:
        """Records one row, given without `id` and `cek` (without `waktu`: it happened now), inside
        `writing`; returns it as it stands on disk. From then on Ctrl-C is off until a person is
        asked again, so that what is on disk is acknowledged."""
        return self.append_all(table, [row])[0]

    def append_all(self, table: Table, rows: list[Row]) -> list[Row]:
        """Records many rows in one write; otherwise as `append`."""
        if not rows:
            return []
        with files.uninterrupted():
            recorded = self.ledger.append(table, [(self.now, row) for row in rows])
        self.recorded, self._up_to_date = True, False
        if self.ledger.uneven:
            self._warn()
        return recorded

    def _warn(self) -> None:
        """Says once what keeps rows out of the answer or in danger. The row is on disk, whatever
        can't be read now; the index has to know ids that no second copy has."""
        with suppress(PulsaError, OSError):
            self.read_books()
            for trouble in () if self._warned else self.troubles:
                self.tell(f"Perhatian: {trouble}")
            self._warned = True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The lock of this device; inside it the books are read anew. Raises Busy."""
        with self._lock.taken():
            self._up_to_date = False
            try:
                yield
            finally:
                self._up_to_date = False

    @contextmanager
    def sending(self) -> Iterator[bool]:
        """Keeps other processes of this device from sending reminders by themselves; False where
        one is at it."""
        with ExitStack() as held:
            try:
                held.enter_context(locked(self.device.sending, 0))
            except Busy:
                yield False
            else:
                yield True

    def drop_index(self) -> None:
        """Has the index built anew: a disk may have spoiled it. Raises PulsaError, OSError."""
        self._index.drop()

    def begin(self) -> None:
        """A new line of a queue, or of a walk: forgets the time, settings, prices and the state of
        the books, which may have changed while somebody was thinking."""
        self._up_to_date = False
        for name, kind in vars(type(self)).items():
            if isinstance(kind, cached_property) and name not in _LASTING:
                vars(self).pop(name, None)


# The settings are read only where they are not kept: to import what reads them takes as long as
# all else that a sale imports from here.


def _load_shop(root: str) -> ShopSettings:
    from pulsa_cli.settings.shop import load_shop

    return load_shop(root)


def _load_policy(root: str) -> "Policy":
    from pulsa_cli.settings.policy import load_policy

    return load_policy(root)


def _is_card_off(root: str) -> bool:
    from pulsa_cli.settings.card import is_card_off

    return is_card_off(root)


def _load_rules(root: str) -> "Rules":
    from pulsa_cli.settings.card import load_rules

    return load_rules(root)


def _load_prefixes(root: str) -> Prefixes:
    from pulsa_cli.settings.pricelist import load_prefixes

    return load_prefixes(root)


def _load_products(
    root: str, operators: Collection[str], is_method: Callable[[str], bool]
) -> PriceList:
    from pulsa_cli.settings.pricelist import load_products

    return load_products(root, operators, is_method)


def _silent(*_: object) -> None:
    """Where nobody listens."""


def find(folder: str = "") -> Shop:
    """The shop at `folder`, else in PULSA_TOKO, else in the nearest parent of the current folder
    that has ledger/toko.yaml. Raises WrongUse without one, Refused for another user's."""
    access.keep()
    named = folder or os.environ.get("PULSA_TOKO", "")
    if named:
        root = os.path.abspath(named)
        access.refuse_closed(root)
        if not os.path.isfile(os.path.join(root, SHOP_FILE)):
            raise WrongUse(f"Tidak ada toko di {root} ({SHOP_FILE} tidak ditemukan).")
        return Shop(root)
    root = os.getcwd()
    while not os.path.isfile(os.path.join(root, SHOP_FILE)):
        root, above = os.path.dirname(root), root
        if root == above:
            raise WrongUse(
                "Tidak ada toko di folder ini. Buat dengan: pulsa init NAMA-FOLDER, "
                "masuk ke foldernya dengan cd, atau tunjuk: pulsa --toko FOLDER …"
            )
    access.refuse_foreign(root, lambda: _load_shop(root).shared)
    return Shop(root)


def make_folder(root: str) -> None:
    """Makes the folder of a new shop, its owner's alone."""
    access.make_folder(root)


def make_counter(root: str, code: str, resumed: str = "") -> None:
    """Makes this machine a counter of the shop at `root`, or again on the day `resumed`."""
    device.create(root, code, resumed)

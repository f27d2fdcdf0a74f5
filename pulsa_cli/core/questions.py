"""What is asked of the books (`pulsa_cli.books` has the answers, and says what they mean), and the
one way to record. Only types: nothing here is loaded when the program runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from pulsa_cli.core.account import Account
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.ids import Tail
from pulsa_cli.core.loyalty import Gift, Holder, Level, Rules
from pulsa_cli.core.operators import Operators
from pulsa_cli.core.orders import OpenOrder, Order
from pulsa_cli.core.phone import Prefixes
from pulsa_cli.core.policy import Policy, Reminding
from pulsa_cli.core.products import PriceList
from pulsa_cli.core.receivable import OpenDebt, Sums
from pulsa_cli.core.reminders import Attempt, Reminder
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.shop_settings import Supplier
from pulsa_cli.core.standing import Moved, Standing
from pulsa_cli.core.templates import Texts
from pulsa_cli.errors import NotUnderstood


class Sales(Protocol):
    def get(self, id: str) -> Sale: ...

    def to_on(self, number: str, day: date) -> list[Sale]: ...

    def same(self, number: str, product: str, since: datetime, until: datetime) -> list[Sale]: ...

    def with_sn(self, sn: str) -> list[Sale]: ...

    def with_part_of_sn(self, typed: str) -> list[Sale]: ...

    def held_for(self, number: str) -> list[Sale]: ...

    def order_of(self, sale: Sale) -> str: ...

    def gifts(self, customer: Customer) -> list[tuple[Sale, Sale]]: ...

    def complained_of(self, number: str) -> bool: ...

    def has_orders(self) -> bool: ...

    def pending(self) -> list[Sale]: ...

    def of_today(self, endings: tuple[str, ...]) -> list[Sale]: ...

    def last_to(self, number: str, count: int) -> list[Sale]: ...

    def last_of(self, customer: Customer, count: int) -> list[Sale]: ...

    def to_any(self, numbers: Collection[str], since: date) -> list[Sale]: ...

    def ending(self, endings: Collection[str], since: date) -> list[Sale]: ...


class Known(Protocol):
    """A customer in a list, with what is owed."""

    @property
    def customer(self) -> Customer: ...


class Customers(Protocol):
    def find(self, typed: str) -> Customer: ...

    def get(self, id: str) -> Customer | None: ...

    def owner_of(self, number: str) -> Customer | None: ...

    def owners_of(self, number: str) -> list[Customer]: ...

    def named(self, typed: str) -> list[Customer]: ...

    def standing(self, customer: Customer) -> Standing: ...

    def uses(self, customer: Customer) -> int: ...

    def known_since(self, customer: Customer) -> date: ...

    def matching(self, search: str = "") -> Iterator[Known]: ...

    def account(self, customer: Customer, and_row: Row | None = None) -> Account: ...

    def moved(self, customer: Customer, kind: str, count: int) -> list[Moved]: ...


class Receivables(Protocol):
    def get(self, id: str) -> OpenDebt | None: ...

    def ending(self, tail: Tail) -> list[OpenDebt]: ...

    def debts(
        self, overdue: bool = False, within: int | None = None, customer: Customer | None = None
    ) -> list[OpenDebt]: ...

    def sums(self, since: date, until: date) -> Sums: ...


class Orders(Protocol):
    def get(self, id: str) -> Order: ...

    def of_goods(self, customer: Customer, number: str, product: str) -> list[OpenOrder]: ...

    def get_open(self, id: str) -> OpenOrder: ...

    def open(self, until: date = date.max, customer: Customer | None = None) -> list[OpenOrder]: ...


class Loyalty(Protocol):
    def gift(
        self, customer: Customer, level: Level, price: int, cost: int | None
    ) -> Gift | None: ...

    def holder(self, customer: Customer) -> Holder: ...


class Complaints(Protocol):
    def get(self, id: str) -> Complaint: ...

    def all(self) -> list[Complaint]: ...

    def open(self) -> list[Complaint]: ...

    def of_number(self, number: str) -> list[Complaint]: ...


class Reminders(Protocol):
    def ends(self, id: str) -> list[str]: ...

    def waiting(self, rules: Reminding) -> list[Reminder]: ...

    def of(self, customer: str, rules: Reminding) -> Reminder | None: ...

    def in_doubt(self) -> list[Attempt]: ...

    def attempt(self, id: str) -> Attempt: ...


class Books(Protocol):
    """As of the moment `now`, on the counter (a code) that asks."""

    now: datetime
    today: date
    counter: str

    @property
    def counters(self) -> set[str]: ...

    @property
    def sales(self) -> Sales: ...

    @property
    def customers(self) -> Customers: ...

    @property
    def receivables(self) -> Receivables: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def complaints(self) -> Complaints: ...

    @property
    def reminders(self) -> Reminders: ...

    def advance_of(self, sale: Sale) -> int: ...

    def exists(self, id: str) -> bool: ...

    def row(self, id: str) -> Row: ...

    def voided(self, id: str) -> bool: ...

    def loyalty(self, rules: Rules) -> Loyalty: ...

    def heard_from(self) -> dict[str, date]: ...

    def foreseen(self, table: Table, row: Row) -> Row: ...


class Settings(Protocol):
    """toko.yaml: the shop's name, its ways to pay, the usual one first, within how many hours the
    same sale is asked about, and its suppliers."""

    @property
    def name(self) -> str: ...

    @property
    def methods(self) -> list[str]: ...

    @property
    def twin_hours(self) -> int: ...

    @property
    def suppliers(self) -> list[Supplier]: ...

    def method(self, typed: str) -> str: ...

    def is_method(self, word: str) -> bool: ...


class Terms(Protocol):
    """What the owner has set: each file is read when it is first asked for, so that a mistake in
    one is no reason not to do what needs only the others."""

    @property
    def now(self) -> datetime: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def prefixes(self) -> Prefixes: ...

    @property
    def products(self) -> PriceList: ...

    @property
    def policy(self) -> Policy: ...

    @property
    def card_in_use(self) -> Rules | None: ...


class ComplaintTerms(Terms, Protocol):
    """The same, and what is known of operators."""

    @property
    def operators(self) -> Operators: ...


class Recorder(Protocol):
    """The shop, as far as whoever talks with the person at the counter needs it."""

    def take_time(self) -> None: ...

    def read_books(self) -> Books: ...

    def writing(self) -> AbstractContextManager[None]: ...

    def append(self, table: Table, row: Row) -> Row: ...

    def append_all(self, table: Table, rows: list[Row]) -> list[Row]: ...


class Counter(Recorder, Terms, Protocol):
    """The shop, as far as whoever sells needs it."""


class RemindingShop(Recorder, Protocol):
    """The shop, as far as whoever reminds its customers needs it; anew after `begin`."""

    recorded: bool

    @property
    def settings(self) -> Settings: ...

    @property
    def policy(self) -> Policy: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def problems(self) -> list[NotUnderstood]: ...

    def begin(self) -> None: ...


class Delivery(Protocol):
    """What became of a message: sent, not sent, or (`sent` None) nobody knows; and why."""

    @property
    def sent(self) -> bool | None: ...

    @property
    def why(self) -> str: ...


class Channel(Protocol):
    """What carries a message to a stored number by itself; `kind` stands in the rows. `reach` is
    what it does beyond the shop's folder, which has to be `agreed` to."""

    kind: str

    @property
    def reach(self) -> str: ...

    @property
    def agreed(self) -> bool: ...

    def agree(self) -> None: ...

    def send(self, id: str, number: str, message: str) -> Delivery: ...

"""What is asked of the books (`pulsa_cli.books` has the answers, and says what they mean), and the
one way to record. Only types: nothing here is loaded when the program runs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from pulsa_cli.core.account import Account
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.ids import Tail
from pulsa_cli.core.loyalty import Holder, Rules
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row, Table
from pulsa_cli.core.standing import Standing


class Sales(Protocol):
    def get(self, id: str) -> Sale: ...

    def of_today(self, endings: tuple[str, ...]) -> list[Sale]: ...


class Customers(Protocol):
    def find(self, typed: str) -> Customer: ...

    def get(self, id: str) -> Customer | None: ...

    def owner_of(self, number: str) -> Customer | None: ...

    def with_code(self, code: str) -> Customer | None: ...

    def standing(self, customer: Customer) -> Standing: ...

    def account(self, customer: Customer, and_row: Row | None = None) -> Account: ...


class Receivables(Protocol):
    def get(self, id: str) -> OpenDebt | None: ...

    def ending(self, tail: Tail) -> list[OpenDebt]: ...

    def debts(
        self, overdue: bool = False, within: int | None = None, customer: Customer | None = None
    ) -> list[OpenDebt]: ...


class Orders(Protocol):
    def get_open(self, id: str) -> OpenOrder: ...

    def open(self, until: date = date.max, customer: Customer | None = None) -> list[OpenOrder]: ...


class Loyalty(Protocol):
    def holder(self, customer: Customer) -> Holder: ...


class Complaints(Protocol):
    def get(self, id: str) -> Complaint: ...

    def all(self) -> list[Complaint]: ...


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

    def exists(self, id: str) -> bool: ...

    def loyalty(self, rules: Rules) -> Loyalty: ...

    def heard_from(self) -> dict[str, date]: ...

    def foreseen(self, table: Table, row: Row) -> Row: ...


class Recorder(Protocol):
    """The shop, as far as whoever talks with the person at the counter needs it."""

    def read_books(self) -> Books: ...

    def writing(self) -> AbstractContextManager[None]: ...

    def append(self, table: Table, row: Row) -> Row: ...

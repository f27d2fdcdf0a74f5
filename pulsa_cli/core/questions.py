"""What the trade asks of the books: `pulsa_cli.books` has the answers."""

from datetime import date, datetime
from typing import Protocol

from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.sales import Sale


class Sales(Protocol):
    def of_today(self, endings: tuple[str, ...]) -> list[Sale]: ...


class Complaints(Protocol):
    def get(self, id: str) -> Complaint: ...

    def all(self) -> list[Complaint]: ...


class Books(Protocol):
    now: datetime
    today: date
    counter: str

    @property
    def counters(self) -> set[str]: ...

    @property
    def sales(self) -> Sales: ...

    @property
    def complaints(self) -> Complaints: ...

    def exists(self, id: str) -> bool: ...

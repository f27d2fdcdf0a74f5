"""What is meant by what was typed: a whole id or an end of one, the last digits of a number, a
customer's name; of rows, debts, orders and complaints alike."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from pulsa_cli.core import ids, phone
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.ids import Id, Tail
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import COMPLAINTS, MONEY, ORDERS, REMINDERS, SALES
from pulsa_cli.errors import Refused
from pulsa_cli.trade.case import RECENT

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

T = TypeVar("T")
LISTED = 9  # of several, what fits a screen
LONGEST = 13  # digits of a number; more are an SN


class Kind(ABC, Generic[T]):
    """What can be meant. `noun` names it in questions; `letters` are the kinds of ids that can
    name it, the usual one first; `by_name`, a customer's name can mean it."""

    noun: str
    letters: str
    by_name = False

    def __init__(self, books: "Books") -> None:
        self.books = books

    @abstractmethod
    def id(self, thing: T) -> str:
        """By which id it is known."""

    @abstractmethod
    def ending(self, tail: Tail) -> list[T]:
        """Those whose id ends so, of any day."""

    def of_today(self, id: str) -> list[T]:
        """What is meant by the id of a row of this counter and day, which is there."""
        tail = ids.parse_tail(id)
        return self.ending(tail) if tail else []

    @abstractmethod
    def of_number(self, endings: tuple[str, ...]) -> list[T]:
        """Those to a number with one of these ends (digits)."""

    def of_sn(self, sn: str) -> list[T]:
        """Those with this SN, or with this in theirs, where an SN can mean them."""
        return []

    def of_customer(self, customer: Customer) -> list[T]:
        """Those of a customer, where a name can mean them."""
        raise NotImplementedError

    @abstractmethod
    def none(self, typed: str) -> str:
        """Why nothing was found, and where to look."""


def meant(kind: Kind[T], typed: str) -> list[T] | None:
    """All that can be meant by `typed`: by id (`J17` is today's on this counter where that exists,
    else whatever ends so), by the last digits of a number, or by an SN; None where it can only be
    a name.

    Raises Refused where there is nothing, or where what is typed is no way to name it.
    """
    tail, is_number = _tail(kind, typed), phone.is_ending(typed)
    matches = _own_first(kind, tail) if tail else []
    if is_number:
        matches = _together(kind, matches, kind.of_number(phone.endings(typed)))
    matches = matches or kind.of_sn(typed)
    if matches:
        return matches
    is_id = tail is not None or is_number
    if kind.by_name and (phone.is_mobile(typed) or not is_id):
        return None
    if not is_id:
        raise Refused(
            f"'{typed}' bukan id catatan. Tulis misalnya {kind.letters[0]}17, atau empat "
            "angka terakhir nomor HP."
        )
    raise Refused(kind.none(typed))


def _tail(kind: Kind[T], typed: str) -> Tail | None:
    """An end of an id of this kind."""
    tail = None if phone.is_mobile(typed) else ids.parse_tail(typed)
    return tail if tail and tail.letter in ("", *kind.letters) else None


def _together(kind: Kind[T], some: list[T], others: list[T]) -> list[T]:
    """Each once."""
    return list({kind.id(thing): thing for thing in (*some, *others)}.values())


def _own_first(kind: Kind[T], tail: Tail) -> list[T]:
    """A short id is today's on this counter where there is such a row, whatever became of it."""
    books = kind.books
    letter = tail.letter or kind.letters[0]
    own = str(Id(books.counter, ids.day_code(books.today), letter, tail.number))
    return kind.ending(tail) if tail.day or not books.exists(own) else kind.of_today(own)


class Rows(Kind[str]):
    """Rows of any ledger, by their ids: short ones are of today. Sales also by number: today's, or
    else the last one to each number that is meant; and by SN."""

    noun = "catatan"

    def __init__(self, books: "Books", letters: str = SALES.letter) -> None:
        super().__init__(books)
        self.letters = letters

    def id(self, thing: str) -> str:
        return thing

    def ending(self, tail: Tail) -> list[str]:
        letter, day = tail.letter or self.letters[0], tail.day or ids.day_code(self.books.today)
        counters = [tail.counter] if tail.counter else sorted(self.books.counters)
        known = [str(Id(counter, day, letter, tail.number)) for counter in counters]
        return [id for id in known if self.books.exists(id)]

    def of_number(self, endings: tuple[str, ...]) -> list[str]:
        todays = [sale.id for sale in self.books.sales.of_today(endings)]
        return todays or [sale.id for sale in self._last(endings)]

    def _last(self, endings: tuple[str, ...]) -> list[Sale]:
        """The last sale of any day to the number, or of the last days to each that ends so."""
        number, sales = max(endings, key=len), self.books.sales
        if len(number) > LONGEST:
            return []
        found = sales.last_to(phone.group(number), LISTED) or sales.ending(
            endings, self.books.today - RECENT
        )
        # The newest of each number, but what was recorded by mistake only where there is no other.
        newest: dict[str, Sale] = {}
        for sale in sorted(found, key=lambda sale: sale.status == VOID):
            newest.setdefault(sale.number, sale)
        return list(newest.values())

    def of_sn(self, sn: str) -> list[str]:
        if self.letters[0] != SALES.letter:
            return []
        return [sale.id for sale in self.books.sales.with_part_of_sn(sn)]

    def none(self, typed: str) -> str:
        tail = ids.parse_tail(typed)
        if not tail or phone.is_mobile(typed):
            return f"Tidak ada penjualan untuk '{typed}'. Lihat: pulsa transaksi list"
        where = {COMPLAINTS.letter: "keluhan list", REMINDERS.letter: "pelanggan lihat NAMA"}.get(
            tail.letter if tail and tail.letter else self.letters[0],
            "transaksi list --tanggal kemarin",
        )
        return (
            f"'{typed}' tidak ditemukan. Catatan hari lain perlu id lengkap; lihat: pulsa {where}"
        )


class Debts(Kind[OpenDebt]):
    """Debts of which something is left."""

    noun, by_name = "kasbon", True
    letters = f"{SALES.letter}{MONEY.letter}{ORDERS.letter}"

    def id(self, thing: OpenDebt) -> str:
        return thing.id

    def ending(self, tail: Tail) -> list[OpenDebt]:
        return self.books.receivables.ending(tail)

    def of_number(self, endings: tuple[str, ...]) -> list[OpenDebt]:
        """Of today's sales to the number."""
        todays = [sale.id for sale in self.books.sales.of_today(endings)]
        return [debt for debt in map(self.books.receivables.get, todays) if debt]

    def of_customer(self, customer: Customer) -> list[OpenDebt]:
        if debts := self.books.receivables.debts(customer=customer):
            return debts
        raise Refused(f"{customer.called} tidak punya kasbon.")

    def none(self, typed: str) -> str:
        return f"'{typed}' bukan kasbon yang belum lunas. Lihat: pulsa hutang list"


class Orders(Kind[OpenOrder]):
    """Orders that are still to be fulfilled."""

    noun, by_name, letters = "pesanan", True, ORDERS.letter

    def id(self, thing: OpenOrder) -> str:
        return thing.id

    def ending(self, tail: Tail) -> list[OpenOrder]:
        if tail.day and tail.counter:
            return [self.books.orders.get_open(str(Id(*tail)._replace(letter=ORDERS.letter)))]
        return [order for order in self.books.orders.open() if tail.fits(order.id)]

    def of_today(self, id: str) -> list[OpenOrder]:
        """Raises Refused, and says so, where it is open no more."""
        return [self.books.orders.get_open(id)]

    def of_number(self, endings: tuple[str, ...]) -> list[OpenOrder]:
        return [
            order
            for order in self.books.orders.open()
            if order.order.number.replace("-", "").endswith(endings)
        ]

    def of_customer(self, customer: Customer) -> list[OpenOrder]:
        if orders := self.books.orders.open(customer=customer):
            return orders
        raise Refused(self.none(customer.called))

    def none(self, typed: str) -> str:
        tail = ids.parse_tail(typed)
        if tail and tail.letter not in ("", self.letters) and not phone.is_mobile(typed):
            return f"'{typed}' bukan id pesanan. Lihat: pulsa pesanan list"
        return f"Tidak ada pesanan '{typed}' yang belum diisi. Lihat: pulsa pesanan list"


class Complaints(Kind[Complaint]):
    """Complaints; by number, one that is open goes before those that are closed."""

    noun, letters = "keluhan", COMPLAINTS.letter

    def id(self, thing: Complaint) -> str:
        return thing.id

    def ending(self, tail: Tail) -> list[Complaint]:
        rows = Rows(self.books, self.letters).ending(tail)
        return [self.books.complaints.get(id) for id in rows]

    def of_today(self, id: str) -> list[Complaint]:
        """Also by a row that only goes on with it."""
        return [self.books.complaints.get(id)]

    def of_number(self, endings: tuple[str, ...]) -> list[Complaint]:
        complaints = [
            complaint
            for complaint in self.books.complaints.all()
            if complaint.number.replace("-", "").endswith(endings)
        ]
        return [complaint for complaint in complaints if not complaint.closed] or complaints

    def none(self, typed: str) -> str:
        if phone.is_ending(typed):
            return f"Tidak ada keluhan untuk '{typed}'. Lihat: pulsa keluhan list"
        return Rows(self.books, self.letters).none(typed)

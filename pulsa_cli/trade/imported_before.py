"""Which debts of the old paper book stand in the books already: just so, taken back, or nearly."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import kinds
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.debt import OVERDRAWN, Debt

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


class Wanted(NamedTuple):
    """A debt to be recorded: whose (perhaps not registered as yet), what it came to and what is
    left of it, rupiah; of when (`any_day`: the book does not say), due when, what for, and the
    number of its line in the book."""

    customer: Customer
    amount: int
    left: int
    day: date
    any_day: bool
    due: date
    note: str
    place: int


class There(NamedTuple):
    """A debt in the books: rupiah, its day as it was recorded, whether it was imported, and
    whether it was taken back."""

    id: str
    amount: int
    day: date
    note: str
    imported: bool
    voided: bool


class Match(NamedTuple):
    """A debt of the book, and the one in the books that it seems to be; `same`: that was recorded
    from just this line, and stands."""

    wanted: Wanted
    there: There
    same: bool


def matches(books: "Books", wanted: Sequence[Wanted]) -> list[Match | None]:
    """For each debt the one that stands in the books for it, if any: each of these stands for
    one. What is the same comes first, then what was taken back, then what is nearest."""
    pools: dict[str, _Pool] = {}
    found: dict[int, Match] = {}
    for days, fits in _TURNS:
        for turn, one in enumerate(wanted):
            if turn in found or not one.customer.id:
                continue
            if one.customer.id not in pools:
                pools[one.customer.id] = _Pool(_debts(books, one.customer))
            if there := pools[one.customer.id].take(one, days, fits):
                found[turn] = Match(one, there, fits is _recorded)
    return [found.get(turn) for turn in range(len(wanted))]


class _Pool:
    """The debts of a customer that stand for no line yet, by day."""

    def __init__(self, debts: Iterable[There]) -> None:
        self._of: dict[date, list[There]] = {}
        for there in sorted(debts, key=lambda there: (there.day, there.id)):
            self._of.setdefault(there.day, []).append(there)

    def take(
        self, wanted: Wanted, days: tuple[int, ...], fits: Callable[[Wanted, There], bool]
    ) -> There | None:
        """The first debt that fits, so many `days` off (none are named: of any day), which stands
        for this one from now on."""
        near = [wanted.day + timedelta(days=off) for off in days] or list(self._of)
        for day in near:
            for there in self._of.get(day, ()):
                if fits(wanted, there):
                    self._of[day].remove(there)
                    return there
        return None


def _debts(books: "Books", customer: Customer) -> Iterator[There]:
    for debt in books.customers.account(customer).debts.values():
        if debt.origin == kinds.ADDED or debt.origin != OVERDRAWN and not debt.ended:
            yield _there(debt)


def _there(debt: Debt) -> There:
    # By the day of the zone in which it was recorded: the shop's may have been corrected since.
    moment = datetime.fromisoformat(debt.row["waktu"])
    imported = debt.origin == kinds.ADDED and not (moment.hour or moment.minute or moment.second)
    return There(debt.id, debt.amount, moment.date(), debt.what, imported, debt.ended)


def _exact(wanted: Wanted, there: There) -> bool:
    return there.imported and there.amount == wanted.left and there.note == wanted.note


def _recorded(wanted: Wanted, there: There) -> bool:
    return not there.voided and _exact(wanted, there)


def _taken_back(wanted: Wanted, there: There) -> bool:
    return there.voided and _exact(wanted, there)


def _is_amount(wanted: Wanted, there: There) -> bool:
    """May this be its amount, as it was or as it was when less of it was paid?"""
    return wanted.left <= there.amount <= wanted.amount


def _is_amount_of_any_day(wanted: Wanted, there: There) -> bool:
    return wanted.any_day and _is_amount(wanted, there)


_TURNS: tuple[tuple[tuple[int, ...], Callable[[Wanted, There], bool]], ...] = (
    ((0,), _recorded),
    ((0,), _taken_back),
    ((0,), _is_amount),
    ((-1, 1), _is_amount),
    ((), _is_amount_of_any_day),
)

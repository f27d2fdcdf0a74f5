"""Debts as they change: a due date is moved, a promise is noted, instalments are agreed, a debt is
held, released, written off, or made without a sale. Each plan is the row, and what it leads to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import instalments, kinds, terms
from pulsa_cli.core import policy as policies
from pulsa_cli.core.account import Account
from pulsa_cli.core.accounts import FORCED
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.debt import Debt
from pulsa_cli.core.instalments import Interval
from pulsa_cli.core.policy import Policy
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.schema import MONEY, Row
from pulsa_cli.errors import Refused
from pulsa_cli.trade import credit, twice
from pulsa_cli.trade.credit import Borrower, NewDebt

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Level
    from pulsa_cli.core.questions import Books


class Claim(NamedTuple):
    """An open debt as it stands: as it is listed, who owes it, and with its parts."""

    listed: OpenDebt
    customer: Customer
    debt: Debt


class Move(NamedTuple):
    """A due date to be moved: to which day, why, and why a rule is passed over (or empty)."""

    due: date
    reason: str
    force: str = ""
    cashier: str = ""


class Instalments(NamedTuple):
    """The days of the instalments to be agreed on, and why a rule is passed over (or empty)."""

    days: Sequence[date]
    force: str = ""
    cashier: str = ""
    note: str = ""


class Promise(NamedTuple):
    """By when a customer says to pay."""

    customer: Customer
    day: date
    cashier: str = ""
    note: str = ""


class Addition(NamedTuple):
    """A debt without a sale: rupiah, due when, by which level of the card; `moment` is None for
    now, `again` says that it is no mistake, `force` why a rule is passed over (or empty)."""

    amount: int
    due: date
    level: "Level | None" = None
    moment: datetime | None = None
    again: bool = False
    force: str = ""
    cashier: str = ""
    note: str = ""


class Change(NamedTuple):
    """A change of one debt: the row, the debt before it and the customer's account after it;
    `parts`, what is due when from now on (rupiah), where that changes."""

    row: Row
    debt: OpenDebt
    after: Account
    parts: tuple[tuple[date, int], ...] = ()


def claim(books: "Books", id: str) -> Claim:
    """This debt as it stands. Raises Refused where nothing of it is open."""
    listed = books.receivables.get(id)
    customer = books.customers.get(listed.customer) if listed else None
    debt = books.customers.account(customer).debts.get(id) if customer else None
    if listed is None or customer is None or debt is None or not debt.left:
        raise Refused(f"{id} bukan kasbon yang belum lunas.")
    return Claim(listed, customer, debt)


def why_not_moved(books: "Books", policy: Policy, id: str, due: date) -> str:
    """Why the policy forbids to move this debt to that day; empty where it allows it. Raises
    Refused where nothing of the debt is open."""
    return policies.move_refusal(policy, claim(books, id).debt.moves, due, books.today)


def move(books: "Books", policy: Policy, id: str, wanted: Move) -> Change:
    """The due date of a debt, with what is left of its instalments, moved as the policy allows.
    Raises Refused."""
    owed = claim(books, id)
    now = owed.debt.open_parts()[-1].due
    if wanted.due <= now:
        raise Refused(f"{id} jatuh tempo {show_day(now)}; {show_day(wanted.due)} bukan diundur.")
    broken = policies.move_refusal(policy, owed.debt.moves, wanted.due, books.today)
    row = {
        "jenis": kinds.POSTPONED,
        "tempo": wanted.due.isoformat(),
        "kasir": wanted.cashier,
        "alasan": reason_within(broken, wanted.reason, wanted.force),
    }
    return _change(books, owed, row, [(wanted.due, owed.debt.left)])


def split(books: "Books", policy: Policy, id: str, wanted: Instalments) -> Change:
    """What is left of a debt, split into instalments as the policy allows. Raises Refused."""
    owed, days = claim(books, id), wanted.days
    broken = policies.split_refusal(policy, owed.debt.splits, len(days), days[-1], books.today)
    parts = list(zip(days, instalments.split(owed.debt.left, len(days))))
    row = {
        "jenis": kinds.INSTALMENTS,
        "alasan": reason_within(broken, "", wanted.force),
        "kasir": wanted.cashier,
        "catatan": wanted.note,
        "cicilan": " ".join(f"{day.isoformat()}={amount}" for day, amount in parts),
    }
    return _change(books, owed, row, parts)


def instalment_days(
    times: int, every: Interval, start: str, today: date, payday: int | None
) -> list[date]:
    """The days of so many instalments: from `start` as typed, else one interval from today.
    `payday` is the customer's. Raises WrongUse."""
    if not start:
        return instalments.dates_from(today, every, times)
    return instalments.dates(terms.due_date(start, today, payday), every, times)


def hold(books: "Books", id: str, reason: str, cashier: str = "") -> Change:
    """A debt that the customer disputes. Raises Refused where it is on hold."""
    return _hold(books, id, False, {"jenis": kinds.ON_HOLD, "alasan": reason, "kasir": cashier})


def release(books: "Books", id: str, reason: str, cashier: str = "") -> Change:
    """A debt that is disputed no more. Raises Refused where it is not on hold."""
    return _hold(books, id, True, {"jenis": kinds.RELEASED, "alasan": reason, "kasir": cashier})


def _hold(books: "Books", id: str, on_hold: bool, row: Row) -> Change:
    owed = claim(books, id)
    if owed.debt.on_hold != on_hold:
        raise Refused(f"{id} {'tidak sedang' if on_hold else 'sudah'} ditahan.")
    return _change(books, owed, row)


def write_off(books: "Books", id: str, reason: str, cashier: str = "") -> Change:
    """What is left of a debt, given up. Raises Refused where nothing is."""
    owed = claim(books, id)
    row = {
        "jenis": kinds.WRITTEN_OFF,
        "jumlah": str(owed.debt.left),
        "alasan": reason,
        "kasir": cashier,
    }
    return _change(books, owed, row)


def promise(books: "Books", given: Promise) -> Row:
    """The row of a promise. Raises Refused where nothing is owed."""
    account = books.customers.account(given.customer)
    if not account.owed:
        raise Refused(f"{given.customer.called} tidak punya kasbon.")
    # Naming the last debt keeps the promise behind it, also within one second.
    return {
        "jenis": kinds.PROMISE,
        "ref": account.unpaid[-1].id,
        "pelanggan": given.customer.id,
        "tempo": given.day.isoformat(),
        "kasir": given.cashier,
        "catatan": given.note,
    }


def passed_over(books: "Books", policy: Policy, customer: Customer, wanted: Addition) -> str:
    """Why the policy of the debt's own day forbids it, where there is a reason to make it all the
    same; empty where the policy allows it. Raises Refused without a reason."""
    borrower = Borrower(customer, credit.standing_of(books, customer), wanted.level)
    day = (wanted.moment or books.now).date()
    return credit.passed_over(policy, borrower, NewDebt(wanted.amount), day, wanted.force)


def add(books: "Books", policy: Policy, customer: Customer, wanted: Addition) -> Row:
    """The row of a debt without a sale. Raises Refused where the policy forbids it, or where the
    same debt was recorded about this time."""
    passed_over(books, policy, customer, wanted)
    twice.refuse(twin(books, customer, wanted), "hutang")
    return {
        "jenis": kinds.ADDED,
        "pelanggan": customer.id,
        "jumlah": str(wanted.amount),
        "tempo": wanted.due.isoformat(),
        "alasan": _reasons("", wanted.force),
        "kasir": wanted.cashier,
        "catatan": wanted.note,
        **({"waktu": wanted.moment.isoformat()} if wanted.moment else {}),
    }


def twin(books: "Books", customer: Customer, wanted: Addition) -> str:
    """That just as much was noted for the customer (without an id: nobody yet) about this time, in
    a sentence; empty where not, or where it is known to be another debt."""
    if wanted.again or not customer.id:
        return ""
    same = twice.Wanted(kinds.ADDED, wanted.amount, wanted.note, wanted.moment)
    return twice.recorded(books, customer, same)


def reason_within(broken: str, reason: str, force: str) -> str:
    """What stands in `alasan` of a change that the policy may forbid (`broken` says why): `force`
    counts as a rule passed over only where it does. Raises Refused where it does without one."""
    if not broken:
        return "; ".join(filter(None, [reason, force]))
    if not force:
        raise Refused(f"Aturan konter: {broken}.\n{credit.FORCE_HINT}")
    return _reasons(reason, force)


def _reasons(reason: str, force: str) -> str:
    return "; ".join(filter(None, [reason, f"{FORCED}{force}" if force else ""]))


def _change(
    books: "Books", owed: Claim, columns: Row, parts: Sequence[tuple[date, int]] = ()
) -> Change:
    row = {"ref": owed.debt.id, "pelanggan": owed.customer.id, **columns}
    after = account_after(books, owed.customer, row)
    return Change(row, owed.listed, after, tuple(parts))


def account_after(books: "Books", customer: Customer, row: Row) -> Account:
    """The customer's account once this row of the ledger of money counts."""
    return books.customers.account(customer, books.foreseen(MONEY, row))

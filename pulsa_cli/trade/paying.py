"""Money that a customer brings, or takes back: what it pays, what is handed back or kept, the
row."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import kinds
from pulsa_cli.core.account import Account
from pulsa_cli.core.accounts import FORCED
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.schema import Row
from pulsa_cli.core.ways import Received, received
from pulsa_cli.errors import Refused
from pulsa_cli.trade import twice
from pulsa_cli.trade.debts import account_after

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

CHANGE, PREPAID = "kembali", "titipan"
ALL = ("lunas", "semua")


class Payment(NamedTuple):
    """What is brought: rupiah, the way to pay, the debt to be paid first, and what becomes of more
    than is owed (CHANGE, PREPAID; empty = refused). `moment` is None for now; `again` says that
    the same was brought before; `early`, or `force` with a reason, that it is rightly dated before
    what it pays."""

    customer: Customer
    amount: int
    method: str
    named: OpenDebt | None = None
    excess: str = ""
    moment: datetime | None = None
    again: bool = False
    force: str = ""
    early: bool = False
    cashier: str = ""
    note: str = ""


class Split(NamedTuple):
    """Where the money of a payment goes, rupiah: to debts, back as change, into the balance."""

    debts: int
    change: int
    prepaid: int

    def received(self, method: str) -> Received:
        """The money as it came in this way."""
        return received([(method, self.kept + self.change)], self.change)

    @property
    def kept(self) -> int:
        """What stays in the shop."""
        return self.debts + self.prepaid


class Plan(NamedTuple):
    """A payment to be recorded, and the customer's account before and after it."""

    payment: Payment
    split: Split
    row: Row
    before: Account
    after: Account


class Withdrawal(NamedTuple):
    """Prepaid money that a customer takes back, rupiah; `again` says that as much was taken
    before."""

    customer: Customer
    amount: int
    method: str
    again: bool = False
    cashier: str = ""
    note: str = ""


def payable(books: "Books", payment: Payment) -> int:
    """What of the customer's debts this money can go to, rupiah: what is on hold only if named."""
    standing = books.customers.standing(payment.customer)
    return standing.payable_with(payment.named.id if payment.named else "")


def require_debt(books: "Books", payment: Payment) -> int:
    """The same. Raises Refused where that is nothing."""
    if amount := payable(books, payment):
        return amount
    customer = payment.customer
    if on_hold := books.customers.standing(customer).owed:
        raise Refused(
            f"Kasbon {customer.called} {rupiah(on_hold)} sedang ditahan. Kalau tetap dibayar: "
            "--untuk ID"
        )
    raise Refused(
        f"{customer.called} tidak punya kasbon. Uang untuk belanja berikutnya: pulsa titipan terima"
    )


def split(payment: Payment, owed: int) -> Split:
    """Where the money goes of which so much can go to debts; what is more is prepaid unless it is
    to be change."""
    debts = min(owed, payment.amount)
    more = payment.amount - debts
    return Split(debts, more, 0) if payment.excess == CHANGE else Split(debts, 0, more)


def twin(books: "Books", payment: Payment, kept: int) -> str:
    """That the same customer paid just as much about this time, in a sentence; empty where not, or
    where it is known to be another one."""
    if payment.again:
        return ""
    wanted = twice.Wanted(kinds.PAYMENT, kept, payment.note, payment.moment)
    return twice.recorded(books, payment.customer, wanted)


def plan(books: "Books", payment: Payment) -> Plan:
    """The payment as it is to be recorded. Raises Refused where it is more than is owed and nobody
    said what becomes of that, where nothing of it is kept, and for the same once more."""
    customer, owed = payment.customer, payable(books, payment)
    if payment.amount > owed and not payment.excess:
        raise Refused("Kasbonnya baru saja berubah. Ulangi.")
    goes = split(payment, owed)
    if not goes.kept:
        raise Refused(f"{customer.called} sudah tidak punya kasbon.")
    twice.refuse(twin(books, payment, goes.kept), "dibayar")
    row = {
        "jenis": kinds.PAYMENT,
        "ref": payment.named.id if payment.named else "",
        "pelanggan": customer.id,
        "jumlah": str(goes.kept),
        **goes.received(payment.method).columns,
        "kasir": payment.cashier,
        "catatan": payment.note,
        **({"waktu": payment.moment.isoformat()} if payment.moment else {}),
    }
    if payment.force:
        row["alasan"] = f"{FORCED}{payment.force}"
    before = books.customers.account(customer)
    made = Plan(payment, goes, row, before, account_after(books, customer, row))
    if not payment.early and not payment.force:
        refuse_early(too_early(books, made))
    return made


def refuse_early(why: str) -> None:
    """Raises Refused for money that is dated before what it is for, as `why` says; nothing where
    that is empty."""
    if why:
        raise Refused(f"{why} Kalau memang begitu, tambahkan --tetap ALASAN.")


def too_early(books: "Books", plan: Plan) -> str:
    """That the payment is dated before a debt that it pays, or before anything that is known of
    the customer, in a sentence; empty where it is not."""
    payment = plan.payment
    if payment.moment is None:
        return ""
    day = payment.moment.date()
    for debt in plan.before.unpaid:
        if debt.day > day and plan.after.debts[debt.id].left < debt.left:
            owed = f"kasbonnya baru {show_day(debt.day)} ({debt.id})"
            return f"Tanggal bayarnya {show_day(day)}, {owed}."
    if day < (first := books.customers.known_since(payment.customer)):
        return (
            f"Tanggal bayarnya {show_day(day)}, catatan pertama {payment.customer.called} baru "
            f"{show_day(first)}."
        )
    return ""


def taken_before(books: "Books", wanted: Withdrawal) -> str:
    """That the same customer took just as much a moment ago, in a sentence; empty where not, or
    where it is known to be another time."""
    if wanted.again:
        return ""
    same = twice.Wanted(kinds.TAKEN, wanted.amount, wanted.note)
    return twice.recorded(books, wanted.customer, same)


def take_back(books: "Books", wanted: Withdrawal) -> Row:
    """The row of prepaid money that is handed back. Raises Refused where there is less, and for the
    same once more."""
    customer, standing = wanted.customer, books.customers.standing(wanted.customer)
    if standing.balance < wanted.amount or not standing.balance:
        kept = f"; {rupiah(standing.reserved)} lagi untuk pesanan" if standing.reserved else ""
        raise Refused(f"Uang titipan {customer.called} {rupiah(standing.balance)}{kept}.")
    twice.refuse(taken_before(books, wanted), "diambil")
    return {
        "jenis": kinds.TAKEN,
        "pelanggan": customer.id,
        "jumlah": str(wanted.amount),
        "cara": wanted.method,
        "kasir": wanted.cashier,
        "catatan": wanted.note,
    }

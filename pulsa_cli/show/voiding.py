"""A row that was taken back, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulsa_cli.core.kinds import TAKEN
from pulsa_cli.core.schema import COMPLAINTS, PEOPLE, REMINDERS, Row
from pulsa_cli.core.ways import told
from pulsa_cli.show.correcting import accounts
from pulsa_cli.show.credit import money_now
from pulsa_cli.trade.voiding import Void

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


def voided(plan: Void) -> str:
    """What follows from it, behind `… dibatalkan`."""
    taken_back = plan.of
    if plan.table == PEOPLE:
        return f" · {taken_back['nama']}" if taken_back["nama"] else ""
    if plan.table == COMPLAINTS:
        return f" · keluhan {taken_back['nomor']}"
    if plan.table == REMINDERS and taken_back["ref"]:
        return f" · {taken_back['ref']} jadi belum jelas terkirim: pulsa ingatkan --ragu"
    if plan.table == REMINDERS:
        return " · bisa diingatkan lagi"
    return (f" · {_money(plan)}" if plan.money else "") + accounts(plan.accounts)


def refund_asked(plan: Void) -> str:
    """What it means to take back that money was handed to a buyer."""
    return (
        f"{_money(plan)}, seperti tidak pernah diserahkan. Kalau uangnya sudah diserahkan lalu "
        f"isi ulangnya ternyata masuk: pulsa transaksi sukses {plan.of['ref']}. Batalkan?"
    )


def _money(plan: Void) -> str:
    """What moves in the books, and what that means for the drawer."""
    amount = told(sum(amount for _, amount in plan.money), plan.money)
    if plan.is_refund or plan.of["jenis"] == TAKEN:
        return f"{amount} masuk lagi ke catatan kas"
    return f"{amount} dikeluarkan dari catatan kas"


def apart(books: "Books", union: Row) -> Iterator[str]:
    """What each of two customers owes and has, whose union was taken back, a line each."""
    for id in (union["ref"], union["dari"]):
        if customer := books.customers.get(id):
            yield f"{customer.called}: {money_now(books.customers.account(customer))}"


def to_hand_back(plan: Void) -> str:
    """What to do with money that left the books; empty where none did."""
    if not plan.money or plan.is_refund or plan.of["jenis"] == TAKEN:
        return ""
    return "Kalau uangnya sudah diterima, kembalikan ke pembeli."

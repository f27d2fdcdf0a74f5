"""What is said while a debt changes: what is asked before, and what was recorded."""

from pulsa_cli.core import kinds
from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_at, show_day
from pulsa_cli.core.money import rupiah
from pulsa_cli.show.credit import from_balance, money_now
from pulsa_cli.show.debts import brief
from pulsa_cli.trade.debts import Addition, Change, Promise


def question(change: Change) -> str:
    """`Budi A-261114-J006 Pulsa 10.000, …: jatuh tempo menjadi Sabtu, …. Benar?`"""
    if change.row["jenis"] == kinds.WRITTEN_OFF:
        asked = f"ikhlaskan {rupiah(change.debt.left)}?"
    else:
        asked = f"{_becomes(change)}. Benar?"
    return f"{brief(change.debt)}: {asked}"


def recorded(change: Change) -> str:
    """What became of which debt, and what the customer owes now."""
    debt = change.debt
    used = ""
    if change.row["jenis"] == kinds.RELEASED:
        used = from_balance(debt.left - change.after.debts[debt.id].left)
    return f"{debt.name} {debt.id} {_becomes(change)}{used} · {money_now(change.after)}"


def _becomes(change: Change) -> str:
    kind, debt = change.row["jenis"], change.debt
    if kind == kinds.POSTPONED:
        whole = "cicilannya dihapus, semua " if debt.first < debt.left else ""
        return f"{whole}jatuh tempo menjadi {show_day(change.parts[0][0])}"
    if kind == kinds.INSTALMENTS:
        parts = (f"{rupiah(amount)} {show_day(day)}" for day, amount in change.parts)
        return f"dicicil {len(change.parts)} kali: {'; '.join(parts)}"
    return {
        kinds.ON_HOLD: "ditahan",
        kinds.RELEASED: "dilepas, ditagih lagi",
        kinds.WRITTEN_OFF: f"diikhlaskan {rupiah(debt.left)}",
    }[kind]


def promised(given: Promise) -> str:
    """`Budi berjanji membayar Sabtu, 21 November 2026`."""
    return f"{given.customer.called} berjanji membayar {show_day(given.day)}"


def addition_asked(customer: Customer, wanted: Addition) -> str:
    return f"{customer.called}: hutang {_made(wanted)}. Benar?"


def added(customer: Customer, wanted: Addition, before: Account, after: Account) -> str:
    """Who owes what until when, what of it was paid in advance, and what is owed in all."""
    used = from_balance(before.balance - after.balance)
    return f"{customer.called} berhutang {_made(wanted)}{used} · {money_now(after)}"


def _made(wanted: Addition) -> str:
    due = f"{rupiah(wanted.amount)}, jatuh tempo {show_day(wanted.due)}"
    return due + show_at(wanted.moment)

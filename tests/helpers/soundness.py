"""What holds for the accounts of any set of rows, counted up from the rows alone."""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import date

from pulsa_cli.core import sales
from pulsa_cli.core.account import Account
from pulsa_cli.core.accounts import fold
from pulsa_cli.core.debt import OVERDRAWN, Debt
from pulsa_cli.core.fold_order import in_order
from pulsa_cli.core.kinds import ADDED
from pulsa_cli.core.schema import Row


def assert_sound(rows: list[Row], same: Mapping[str, str] | None = None) -> dict[str, Account]:
    """No rupiah appears or vanishes, nothing is negative, and free balance and open debt are never
    together. Returns the accounts."""
    rows = in_order(rows)
    accounts = fold(rows, same)
    for account in accounts.values():
        assert_account_adds_up(account)
    every = list(accounts.values())
    live = [debt for account in every for debt in account.debts.values() if not debt.ended]
    sold = list(sales.fold(each for each in rows if "-J" in each["id"]).values())
    owing = {sale.id: sale.credit for sale in sold if sale.credit and not sale.ended}
    assert sorted((debt.id, debt.amount) for debt in live if "-J" in debt.id) == sorted(
        owing.items()
    )
    assert sum(account.received for account in every) == paid_in(rows)
    assert sum(account.taken for account in every) == taken_out(rows)
    freed = Counter[str]()
    for sale in sold:
        freed[(same or {}).get(sale.freed_to, sale.freed_to)] += sale.freed
    assert +Counter({id: account.freed for id, account in accounts.items()}) == +freed
    assert money_in_hand(rows, sold) == (
        sum(sale.revenue + sale.held - sale.short for sale in sold)
        + sum(debt.amount for debt in live if debt.origin == ADDED)
        + sum(account.balance + account.reserved - account.owed for account in every)
        - sum(debt.forgiven for debt in live)
    )
    return accounts


def assert_account_adds_up(account: Account) -> None:
    debts = list(account.debts.values())
    live = [debt for debt in debts if not debt.ended]
    for debt in debts:
        parts = [part.left for part in debt.parts]
        assert min(debt.left, debt.paid, debt.forgiven, *parts) >= 0, debt.id
        assert debt.paid + debt.forgiven <= debt.amount, debt.id
        assert debt.ended or sum(parts) == debt.left, debt.id
        assert sum(part.left for part in debt.open_parts()) == debt.left, debt.id
    assert sorted(debt.id for debt in account.unpaid) == sorted(
        debt.id for debt in debts if debt.left
    )
    assert account.owed == sum(debt.left for debt in debts)
    assert sum(debt.amount for debt in debts) == account.owed + sum(
        debt.paid + debt.forgiven for debt in live
    ) + sum(debt.amount for debt in debts if debt.ended)
    overdrawn = sum(
        debt.amount for debt in live if "-J" not in debt.id and debt.origin == OVERDRAWN
    )
    assert (
        account.received + account.freed + overdrawn
        == account.taken + sum(debt.paid for debt in live) + account.balance + account.reserved
    )
    assert (
        sum(entry.change for entry in account.history)
        == account.owed - account.balance - account.reserved
    )
    assert min(account.balance, account.received, account.freed, account.taken) >= 0
    assert account.balance == 0 or all(debt.on_hold for debt in account.unpaid)
    for reserve in account.reserves.values():
        assert reserve.amount >= 0 and (reserve.waiting or not reserve.amount)
    for debt in live:
        assert 0 <= debt.drawn <= debt.paid
        # What has to be paid to be on time is what is left, whatever was agreed on since.
        assert debt.late or not late_in_the_end(debt, unpaid=0), debt.id
        assert not debt.left or late_in_the_end(debt, unpaid=1), debt.id


def late_in_the_end(debt: Debt, unpaid: int) -> bool:
    """Is it late at last, if so much of it is never paid and the rest before it is due?"""
    debt = deepcopy(debt)
    debt.settle(debt.open_parts(), debt.left - unpaid, date.min)
    debt.settle([], 0, date.max)
    return debt.late


def paid_in(rows: list[Row]) -> int:
    """What customers paid for debts, into their balance and for orders."""
    return sum_of(rows, "bayar") + sum(
        int(each["dp"] or 0) for each in orders_of(rows).values() if each["cara"] != "titipan"
    )


def taken_out(rows: list[Row]) -> int:
    """What customers took back of their balance and of what was kept for orders."""
    ordered = orders_of(rows)
    return sum_of(rows, "ambil") + sum(
        int(each["kembali"] or 0)
        for each in rows
        if each["jenis"] == "batal" and each["ref"] in ordered
    )


def money_in_hand(rows: list[Row], sold: list[sales.Sale]) -> int:
    """What was received less what was handed back, by the rows alone."""
    undone = {id for sale in sold for id in sale.undone}
    known = {each["id"] for sale in sold for each in sale.history} - undone
    return (
        sum(int(each["dibayar"] or 0) for each in rows if each["jenis"] == "jual")
        + paid_in(rows)
        - taken_out(rows)
        - sum(int(each["kembali"] or 0) for each in rows if each["id"] in known)
    )


def sum_of(rows: list[Row], kind: str) -> int:
    """The sum of a customer's rows of this kind that nobody voided."""
    void = {each["ref"] for each in rows if each["jenis"] == "batal"}
    return sum(
        int(each.get("jumlah") or each.get("dp") or 0)
        for each in rows
        if each["jenis"] == kind and each["pelanggan"] and each["id"] not in void
        if each.get("cara") != "titipan"
    )


def orders_of(rows: list[Row]) -> dict[str, Row]:
    return {each["id"]: each for each in rows if each["jenis"] == "pesan" and each["pelanggan"]}

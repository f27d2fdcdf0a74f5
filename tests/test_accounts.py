"""The accounts of all customers, whatever rows of however many counters come together: no rupiah
appears or vanishes, and neither order, files nor time of their coming make a difference."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.histories import arrivals, histories, one, unions
from helpers.rows import PERSONS, arrive, plain, united
from helpers.sizes import tries
from helpers.soundness import assert_sound
from pulsa_cli.books.customers import Customers
from pulsa_cli.books.index import Index
from pulsa_cli.books.problems import problems
from pulsa_cli.core.account import Account
from pulsa_cli.core.accounts import fold
from pulsa_cli.ledger.lock import Lock


@settings(max_examples=tries(80, 400))
@given(histories(), unions)
def test_no_rupiah_appears_or_vanishes_whatever_rows_come_together(rows, same):
    assert_sound(rows, same)


@pytest.mark.proof
@settings(max_examples=5000)
@given(histories(), unions)
def test_in_5000_histories_no_rupiah_appears_or_vanishes(rows, same):
    assert_sound(rows, same)


def told(accounts):
    """All that a fold says."""
    return {
        person: (
            [(plain(each.row), each.change) for each in account.history],
            [debt.id for debt in account.unpaid],
            account.balance,
            account.received,
            account.freed,
            account.taken,
            {id: vars(each) for id, each in account.reserves.items()},
            [debt_told(debt) for debt in account.debts.values()],
        )
        for person, account in accounts.items()
    }


def debt_told(debt):
    facts = {name: fact for name, fact in vars(debt).items() if not name.startswith("_")}
    return {
        **facts,
        "row": plain(debt.row),
        "parts": [vars(part) for part in debt.parts],
        "left": debt.left,
        "what": debt.what,
        "deadlines": deadlines(debt),
        "on_time": debt.on_time,
    }


def deadlines(debt):
    """The deadlines that follow one another as it is paid off, always in time. All amounts here
    are multiples of 500."""
    debt, found = deepcopy(debt), []
    while debt.left > 0:
        found.append(debt.deadline)
        debt.settle(debt.open_parts(), 500, date.min)
        debt.paid += 500
    return found


@settings(max_examples=tries(40, 200))
@given(
    histories().flatmap(
        lambda rows: st.tuples(
            st.just(rows), st.permutations(rows), st.lists(one(rows)) if rows else st.just([])
        )
    ),
    unions,
)
def test_the_order_of_arrival_changes_no_account_nor_do_rows_that_come_twice(drawn, same):
    rows, shuffled, again = drawn
    assert told(fold(shuffled + again, same)) == told(fold(rows, same))


def beside(rows, persons):
    """The rows that name these customers, and those that hang together with them by `ref`."""
    known = {each["id"] for each in rows if each["pelanggan"] in persons}
    size = 0
    while size < len(known):
        size = len(known)
        for each in rows:
            if each["ref"] and (each["id"] in known or each["ref"] in known):
                known |= {each["id"], each["ref"]}
    return [each for each in rows if each["id"] in known]


@settings(max_examples=tries(40, 200))
@given(histories(), unions)
def test_an_account_follows_from_the_rows_that_name_the_customer_and_those_beside(rows, same):
    every = told(fold(rows, same))
    for person in PERSONS:
        members = {id for id in PERSONS if same.get(id, id) == person}
        alone = told(fold(beside(rows, members), same))
        assert alone.get(person) == every.get(person)


# The same through files and the index, as they come in.


def standing(account):
    """What is open, part by part by due date, and the balance."""
    parts = [
        (part.due, debt.id, part.left, part.amount, debt.on_hold, debt.origin)
        for debt in account.unpaid
        for part in debt.open_parts()
    ]
    return sorted(parts, key=lambda part: part[0]), account.balance, account.reserved


def standing_of(customers, customer):
    found = customers.standing(customer)
    return (
        [
            (part.due, part.debt, part.left, part.amount, part.on_hold, part.origin)
            for part in found.parts
        ],
        found.balance,
        found.reserved,
    )


@settings(max_examples=tries(20, 80))
@given(arrivals())
def test_the_files_in_which_rows_come_and_when_they_come_change_no_account(tmp_path_factory, drawn):
    families, rows, names, batches = drawn
    root = tmp_path_factory.mktemp("toko")
    index = Index(
        str(root), str(root / ".pulsa"), Lock(str(root / "kunci")), pytest.fail, lambda *_: None
    )
    for start, end in batches:
        arrive(root, rows[start:end], names[start:end])
        index.fresh()
        assert not [
            problem for problem in problems(index, index._root) if "dua catatan" not in problem.why
        ]
        come = [each for each in rows[:end] if each not in families]
        same = united([each for each in rows[:end] if each in families])
        accounts = assert_sound(come, same)
        customers = Customers(index, date(2026, 11, 21))
        for customer in {customers.get(id) for id in PERSONS} - {None}:
            wanted = accounts.get(same[customer.id], Account())
            assert standing_of(customers, customer) == standing(wanted)
            assert told({"": customers.account(customer)}) == told({"": wanted})

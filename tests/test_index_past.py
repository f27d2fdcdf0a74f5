"""Questions about a day that is over, in the process that also answers about today and records."""

import os
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from helpers.index import HARM, assert_true
from helpers.ledgers import A_BUDI, TODAY, YESTERDAY, at, put
from pulsa_cli.core.schema import MONEY
from pulsa_cli.shop import Shop

LAST_WEEK = TODAY - timedelta(7)
OLD = at(
    0,
    "A-H001",
    jenis="tambah",
    pelanggan=A_BUDI["id"],
    jumlah="5000",
    tempo=str(LAST_WEEK),
    waktu=f"{LAST_WEEK}T09:00:00+07:00",
)
NEW = at(1, "A-H002", jenis="tambah", pelanggan=A_BUDI["id"], jumlah="312000", tempo=str(YESTERDAY))
PAID = {"jenis": "bayar", "pelanggan": A_BUDI["id"], "jumlah": "312000"}


@pytest.fixture
def shop(root):
    """A shop where Budi owes Rp5.000 since last week and Rp312.000 since today."""
    put(root, [A_BUDI, OLD, NEW])
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    yield Shop(str(root))
    signal.pthread_sigmask(signal.SIG_SETMASK, before)  # held back since a row was recorded


def owed(books):
    """What Budi owes by the account, by the list of debts, and overdue by the facts of the card."""
    budi = books.customers.find("budi")
    return (
        books.customers.standing(budi).owed,
        sum(debt.left for debt in books.receivables.debts()),
        sum(left for *_, left in books.receivables.parts()),
    )


def overdue(shop, books):
    """What the loyalty card knows to be overdue."""
    return books.loyalty(shop.card).holder(books.customers.find("budi")).facts.overdue


def test_after_a_question_about_the_past_today_is_answered_as_of_today(shop):
    past = shop.read_books(LAST_WEEK)
    assert (owed(past), overdue(shop, past)) == ((5_000,) * 3, 0)
    today = shop.read_books()
    assert (owed(today), overdue(shop, today)) == ((317_000,) * 3, 317_000)
    with shop.writing():
        assert owed(shop.read_books()) == (317_000,) * 3
        assert owed(shop.read_books(LAST_WEEK)) == (5_000,) * 3
        shop.append(MONEY, PAID)
        assert owed(shop.read_books()) == (5_000,) * 3
    assert owed(shop.read_books()) == (5_000,) * 3
    assert overdue(shop, shop.read_books()) == 5_000
    assert owed(past) == (5_000,) * 3
    assert_true(shop)


def test_books_of_today_or_later_are_those_that_are_asked(shop):
    books = shop.read_books()
    assert books.as_of(TODAY) is books and books.as_of(TODAY + timedelta(1)) is books
    past = books.as_of(YESTERDAY)
    assert past.today == YESTERDAY and past.as_of(YESTERDAY) is past
    assert owed(past.as_of(LAST_WEEK - timedelta(1))) == (0, 0, 0)
    assert owed(past) == (5_000,) * 3 and owed(books) == (317_000,) * 3


def test_what_others_record_after_a_question_about_the_past_counts_today(shop):
    assert owed(shop.read_books(LAST_WEEK)) == (5_000,) * 3
    put(shop.root, [at(2, "B-H001", **PAID)])
    shop.begin()
    assert owed(shop.read_books()) == (5_000,) * 3


def test_the_past_outlives_the_index_that_it_came_from(shop):
    past = shop.read_books(LAST_WEEK)
    with closing(sqlite3.connect(os.path.join(shop.root, ".pulsa", "index.db"))) as other:
        other.execute("DROP TABLE link")
        other.commit()
    assert owed(shop.read_books()) == (317_000,) * 3
    shop.read_books().voided(OLD["id"])  # asks what is missing: the index is built anew
    assert owed(shop.read_books()) == (317_000,) * 3
    assert owed(past) == (5_000,) * 3


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_an_index_damaged_before_a_question_about_the_past_is_built_anew(shop, harm):
    path = os.path.join(shop.root, ".pulsa", "index.db")
    assert owed(shop.read_books()) == (317_000,) * 3
    with open(path, "r+b") as file:
        data = file.read()
        file.seek(0)
        file.truncate()
        file.write(harm(data))
    assert owed(shop.read_books(LAST_WEEK)) == (5_000,) * 3
    assert owed(shop.read_books()) == (317_000,) * 3
    assert_true(Shop(shop.root))


def test_where_the_index_is_in_memory_the_past_is_another_too(shop, monkeypatch):
    said = []
    shop.tell = said.append

    def refused(*_, **__):
        raise OSError(30, "read-only")

    monkeypatch.setattr("pulsa_cli.books.index.os.makedirs", refused)
    assert owed(shop.read_books(LAST_WEEK)) == (5_000,) * 3
    assert owed(shop.read_books()) == (317_000,) * 3
    put(shop.root, [at(2, "B-H001", **PAID)])
    shop.begin()
    assert owed(shop.read_books()) == (5_000,) * 3
    assert len(said) == 1 and "di memori" in said[0]

"""What the index holds beside the rows, worked out anew for just those that changed: customers,
accounts, sales that wait or hold a buyer's money, and what else waits for somebody."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from pulsa_cli.books import seal
from pulsa_cli.books.keys import moves_money, number_key, pack, pairs_key
from pulsa_cli.core import accounts, customers, ids, orders, sales
from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.debt import Debt
from pulsa_cli.core.fold_order import recorded
from pulsa_cli.core.kinds import PENDING
from pulsa_cli.core.schema import COMPLAINTS, ORDERS, PEOPLE, REMINDERS, SALES, Row

# `link` gives rows that hang together by `ref` one `root`; a row that is not in it stands alone.
# `waiting` has orders and complaints that are open, and reminders of which nobody knows whether
# they were sent. A `word` that is `former` stands only in names that were changed; by `pairs`
# of letters is found what is like a name or a word. What customers owe: `debt`, and its open parts;
# `on_time` and `late` count debts that were paid, `deadline` is as in core.debt. What is kept for
# orders: `reserve`.
LAYOUT = """
CREATE TABLE link (key INTEGER PRIMARY KEY, root INTEGER);
CREATE INDEX link_root ON link(root);
CREATE TABLE unsettled (key INTEGER PRIMARY KEY, number INTEGER, pending INTEGER, held INTEGER);
CREATE INDEX unsettled_number ON unsettled(number);
CREATE TABLE waiting (key INTEGER PRIMARY KEY);
CREATE TABLE customer (key INTEGER PRIMARY KEY, person INTEGER, place TEXT, name TEXT, names TEXT,
    code TEXT, numbers TEXT, term TEXT, due_limit INTEGER, payday INTEGER, members TEXT,
    claims TEXT, gone INTEGER, former TEXT, pairs INTEGER);
CREATE INDEX customer_person ON customer(person);
CREATE TABLE word (word TEXT, person INTEGER, former INTEGER, pairs INTEGER,
    PRIMARY KEY (word, person)) WITHOUT ROWID;
CREATE INDEX word_person ON word(person);
CREATE TABLE claim (number INTEGER, place TEXT, person INTEGER,
    PRIMARY KEY (number, place, person)) WITHOUT ROWID;
CREATE INDEX claim_person ON claim(person);
CREATE TABLE account (person INTEGER PRIMARY KEY, owed INTEGER, balance INTEGER, reserved INTEGER,
    delay INTEGER, on_time INTEGER, late INTEGER);
CREATE TABLE debt (key INTEGER PRIMARY KEY, person INTEGER, time TEXT, due TEXT, amount INTEGER,
    remaining INTEGER, on_hold INTEGER, origin TEXT, promised TEXT, what TEXT, deadline TEXT);
CREATE TABLE reserve (key INTEGER PRIMARY KEY, person INTEGER, amount INTEGER);
CREATE INDEX reserve_person ON reserve(person);
CREATE INDEX debt_person ON debt(person);
CREATE TABLE part (person INTEGER, debt INTEGER, due TEXT, remaining INTEGER, amount INTEGER);
CREATE INDEX part_person ON part(person);
CREATE INDEX part_debt ON part(debt);
CREATE INDEX part_due ON part(due);
"""
_TABLES_OF_MONEY = ("account", "debt", "reserve", "part", "seal")
# What is worked out in one catching up: rows that were touched, the roots of what hangs together
# with them, and ids of customers with the person that each is.
_WANTED = (
    "CREATE TEMP TABLE IF NOT EXISTS wanted_key (key INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS wanted_root (root INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS wanted_member (member INTEGER PRIMARY KEY, person INTEGER)",
    "DELETE FROM wanted_key",
    "DELETE FROM wanted_root",
    "DELETE FROM wanted_member",
)
_ROOTS = (
    "INSERT OR IGNORE INTO wanted_root SELECT coalesce("
    "(SELECT root FROM link WHERE link.key = wanted_key.key), key) FROM wanted_key"
)
_KEYS_OF_ROOTS = (
    "SELECT key FROM wanted_root CROSS JOIN link USING (root) UNION SELECT root FROM wanted_root"
)
_ROWS_OF_ROOTS = """
SELECT root, file, line FROM wanted_root CROSS JOIN link USING (root) CROSS JOIN row USING (key)
UNION ALL SELECT root, file, line FROM wanted_root CROSS JOIN row ON row.key = root
    WHERE NOT EXISTS (SELECT 1 FROM link WHERE link.key = wanted_root.root) ORDER BY 1
"""
# Rows that name a customer, and rows beside them: those that hang together with such a row, but
# need not name the customer. CROSS JOIN keeps SQLite to this order of tables. Each is asked in two
# ways: of a few customers; and of all in one pass, four times as fast as a look-up each (measured).
_NAMING = """
SELECT person, file, line FROM wanted_member CROSS JOIN row ON row.customer = member
ORDER BY person
"""
_ALL_NAMING = """
SELECT person, file, line FROM row NOT INDEXED CROSS JOIN wanted_member ON member = customer
WHERE customer IS NOT NULL ORDER BY person
"""
_BESIDE = """
SELECT DISTINCT person, row.file, row.line FROM wanted_member CROSS JOIN row named
    ON named.customer = member CROSS JOIN link a ON a.key = named.key
    CROSS JOIN link b ON b.root = a.root CROSS JOIN row ON row.key = b.key
"""
_ALL_BESIDE = """
SELECT DISTINCT person, row.file, row.line FROM link a CROSS JOIN row named ON named.key = a.key
    AND named.customer IS NOT NULL CROSS JOIN wanted_member ON member = named.customer
    CROSS JOIN link b ON b.root = a.root CROSS JOIN row ON row.key = b.key
"""
# Of two rows with one id, one may name a customer and the other count.
_TWINS = """
SELECT person, row.file, row.line FROM twin CROSS JOIN row named ON named.key = twin.key
    CROSS JOIN wanted_member ON member = named.customer CROSS JOIN row ON row.key = twin.key
"""
Select = Callable[..., Iterator[tuple[int, Row]]]


class Touched:
    """What has to be worked out anew: what hangs together with the rows `keys`, and
    `customers`."""

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.customers: set[int] = set()

    def add_keys(self, db: sqlite3.Connection, keys: Iterable[int]) -> None:
        """Everything that these rows, which are still there, have a part in."""
        for key in keys:
            self.keys.add(key)
            self.customers |= {
                customer
                for (customer,) in db.execute(
                    "SELECT customer FROM row WHERE key = ? AND customer IS NOT NULL", (key,)
                )
            }


def root_of(db: sqlite3.Connection, key: int) -> int:
    """The root of the rows that hang together with this one."""
    linked = db.execute("SELECT root FROM link WHERE key = ?", (key,)).fetchone()
    return int(linked[0]) if linked else key


def join(db: sqlite3.Connection, one: int, other: int) -> int:
    """These two rows hang together from now on; returns their root, the smallest of all."""
    roots = root_of(db, one), root_of(db, other)
    least, most = min(roots), max(roots)
    if least != most:
        db.execute("UPDATE link SET root = ? WHERE root = ?", (least, most))
    db.executemany(
        "INSERT OR REPLACE INTO link VALUES (?, ?)", [(key, least) for key in {one, other, *roots}]
    )
    return least


def update(db: sqlite3.Connection, touched: Touched, select: Select, new: bool) -> None:
    """Works out anew what was touched; with `new`, that is everything. `select` gives pairs of a
    number and a row for a query of a number, `file` and `line`."""
    for statement in _WANTED:
        db.execute(statement)
    db.executemany("INSERT INTO wanted_key VALUES (?)", ((key,) for key in touched.keys))
    db.execute(_ROOTS)
    touched.customers |= _put_roots(db, select)
    members = _members(db, touched.customers)
    for table in _TABLES_OF_MONEY:
        db.executemany(
            f"DELETE FROM {table} WHERE person = ?",
            [(key,) for key in touched.customers | members.keys()],
        )
    _put_accounts(db, members, select, new)


def as_of(db: sqlite3.Connection, select: Select, day: str) -> tuple[int, dict[str, int]]:
    """Works out anew what customers owe, from the rows up to a day (ISO 8601). Returns how many of
    them were recorded after it, and the rupiah that they are about, by the word for it."""
    for statement in (*_WANTED, *(f"DELETE FROM {table}" for table in _TABLES_OF_MONEY)):
        db.execute(statement)

    later: dict[str, tuple[str, int]] = {}

    def until(query: str) -> Iterator[tuple[int, Row]]:
        for person, row in select(query):
            if row["waktu"][:10] <= day:
                if recorded(row)[:10] > day and moves_money(row):
                    later[row["id"]] = accounts.moved(row)
                yield person, row

    customers = {
        key for (key,) in db.execute("SELECT DISTINCT customer FROM row WHERE customer IS NOT NULL")
    }
    _put_accounts(db, _members(db, customers), until, True)
    sums = dict.fromkeys(accounts.ABOUT, 0)
    for word, amount in later.values():
        sums[word] += amount
    return len(later), {word: amount for word, amount in sums.items() if amount}


def _put_accounts(
    db: sqlite3.Connection, members: dict[int, list[int]], select: Select, every: bool
) -> None:
    """Works out the accounts of these customers, `every` one or a few."""
    db.executemany(
        "INSERT INTO wanted_member VALUES (?, ?)",
        [(member, person) for person, all in members.items() for member in all],
    )
    beside: dict[int, list[Row]] = {}
    for query in (_ALL_BESIDE if every else _BESIDE, _TWINS):
        for person, row in select(query):
            beside.setdefault(person, []).append(row)
    naming = select(_ALL_NAMING if every else _NAMING)
    for person, pairs in groupby(naming, key=itemgetter(0)):
        rows = [row for _, row in pairs] + beside.get(person, [])
        _put_account(db, person, members[person], rows)
    seal.put(db)


def _put_roots(db: sqlite3.Connection, select: Select) -> set[int]:
    """Customers, sales that are pending or hold money for their number, and what else waits,
    among the wanted rows; returns every customer that they name or are."""
    named = {
        key for (key,) in db.execute(f"SELECT key FROM customer WHERE key IN ({_KEYS_OF_ROOTS})")
    }
    for table in ("word", "claim"):
        db.execute(f"DELETE FROM {table} WHERE person IN ({_KEYS_OF_ROOTS})")
    for table in ("customer", "unsettled", "waiting"):
        db.execute(f"DELETE FROM {table} WHERE key IN ({_KEYS_OF_ROOTS})")
    for _, pairs in groupby(select(_ROWS_OF_ROOTS), key=itemgetter(0)):
        rows = [row for _, row in pairs]
        named |= {pack(row["pelanggan"]) for row in rows if row.get("pelanggan")}
        kinds: dict[str, list[Row]] = {}
        for row in rows:
            kinds.setdefault(ids.letter(row["id"]), []).append(row)
        _put_unsettled(db, kinds.get(SALES.letter, []))
        named |= {pack(row["id"]) for row in kinds.get(PEOPLE.letter, [])}
        for customer in customers.fold(kinds.get(PEOPLE.letter, [])):
            _put_customer(db, customer)
        _put_waiting(db, kinds)
    return named


def _put_waiting(db: sqlite3.Connection, kinds: dict[str, list[Row]]) -> None:
    """What waits among rows that hang together, given by the letters of their ids."""
    waiting: list[str] = []
    if rows := kinds.get(ORDERS.letter):
        waiting += _open_orders(rows + kinds.get(SALES.letter, []))
    if rows := kinds.get(COMPLAINTS.letter):
        from pulsa_cli.core import complaints  # hardly a sale needs it

        every = complaints.fold(rows).values()
        waiting += [complaint.id for complaint in every if not complaint.closed]
    if rows := kinds.get(REMINDERS.letter):
        from pulsa_cli.core import reminders

        waiting += [
            attempt.id for attempt in reminders.fold(rows) if attempt.state == reminders.IN_DOUBT
        ]
    db.executemany("INSERT OR REPLACE INTO waiting VALUES (?)", [(pack(id),) for id in waiting])


def _open_orders(rows: list[Row]) -> list[str]:
    return [order.id for order in orders.fold(rows).values() if order.due]


def _put_unsettled(db: sqlite3.Connection, rows: list[Row]) -> None:
    for sale in sales.fold(rows).values():
        if sale.status == PENDING or sale.held:
            db.execute(
                "INSERT OR REPLACE INTO unsettled VALUES (?, ?, ?, ?)",
                (
                    pack(sale.id),
                    number_key(sale.right_number or sale.number),
                    sale.status == PENDING,
                    sale.held,
                ),
            )


def _members(db: sqlite3.Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """The customers that these ids are, each with all ids that are the same person."""
    every: dict[int, list[int]] = {}
    for key in keys:
        known = db.execute("SELECT person FROM customer WHERE key = ?", (key,)).fetchone()
        person = known[0] if known else key
        if person not in every:
            every[person] = [
                member
                for (member,) in db.execute("SELECT key FROM customer WHERE person = ?", (person,))
            ] or [person]
    return every


def _put_customer(db: sqlite3.Connection, customer: Customer) -> None:
    person = pack(customer.id)
    for id in customer.ids[1:]:
        db.execute("INSERT INTO customer (key, person) VALUES (?, ?)", (pack(id), person))
    db.execute(
        "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person,
            person,
            customer.since,
            customer.name,
            "\n".join(customer.names),
            customer.code,
            " ".join(customer.numbers),
            customer.term,
            customer.limit,
            customer.payday,
            " ".join(customer.ids),
            "\n".join(customer.claims),
            customer.gone,
            "\n".join(customer.former),
            pairs_key(customer.name),
        ),
    )
    for names, former in ((*customer.names, customer.code), False), (customer.former, True):
        db.executemany(
            "INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)",
            [
                (word, person, former, pairs_key(word))
                for name in names
                for word in customers.beginnings(name)
            ],
        )
    db.executemany(
        "INSERT INTO claim VALUES (?, ?, ?)",
        [
            (number_key(number), since, person)
            for number, since in zip(customer.numbers, customer.claims)
        ],
    )


def _put_account(db: sqlite3.Connection, person: int, members: list[int], rows: list[Row]) -> None:
    id = str(ids.unpack(person))
    same = {str(ids.unpack(key)): id for key in members}
    folded = accounts.fold(list(filter(moves_money, rows)), same).get(id)
    if folded is None:
        return
    ended = [debt.on_time for debt in folded.debts.values()]
    on_time, late = ended.count(True), ended.count(False)
    if folded.owed or folded.balance or folded.reserved or on_time or late:
        db.execute(
            "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                person,
                folded.owed,
                folded.balance,
                folded.reserved,
                folded.worst_delay,
                on_time,
                late,
            ),
        )
    _put_reserves(db, person, folded)
    for debt in folded.unpaid:
        _put_debt(db, person, debt)


def _put_reserves(db: sqlite3.Connection, person: int, account: Account) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO reserve VALUES (?, ?, ?)",
        [
            (pack(order), person, reserve.amount)
            for order, reserve in account.reserves.items()
            if reserve.amount
        ],
    )


def _put_debt(db: sqlite3.Connection, person: int, debt: Debt) -> None:
    parts, key = debt.open_parts(), pack(debt.id)
    first = min(part.due for part in parts).isoformat()
    db.execute(
        "INSERT OR REPLACE INTO debt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            person,
            debt.row["waktu"],
            first,
            debt.amount,
            debt.left,
            debt.on_hold,
            debt.origin,
            debt.promised and debt.promised.isoformat(),
            debt.what,
            debt.deadline and debt.deadline.isoformat(),
        ),
    )
    db.executemany(
        "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
        [(person, key, part.due.isoformat(), part.left, part.amount) for part in parts],
    )

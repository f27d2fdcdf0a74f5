"""What every question has to be answered: the oracle reads all files and folds all rows, each time
anew, and knows nothing of an index."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from helpers.ledgers import BOM, CODES, NAMES, NUMBERS, SN_PARTS, SNS, TODAY, YESTERDAY
from pulsa_cli.core import (
    account,
    accounts,
    complaints,
    customers,
    orders,
    reminders,
    sales,
)
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.schema import TABLES, check_letters, complaint
from pulsa_cli.core.standing import OpenPart

CARD_DAYS = 30  # of the one level of the loyalty card
STARTER = Reminding((-3, 0, 3, 7, 30), least=2_000)  # as in the starter's kebijakan.yaml


class Truth(NamedTuple):
    """Every row on disk by ledger, and FILE:LINE of every line that is none or whose id another
    row has as well."""

    rows: dict[str, list[dict[str, str]]]
    damaged: list[str]
    twins: list[str]


def on_disk(root):
    """All of the ledgers, read with nothing but the csv module."""
    rows, damaged, lines = {name: [] for name in TABLES}, [], {}
    for table in TABLES.values():
        for path in (Path(root) / "ledger" / table.name).glob("*.csv"):
            where, data = f"ledger/{table.name}/{path.name}", path.read_bytes().removeprefix(BOM)
            header, *texts = (text.rstrip(b"\r") for text in data.split(b"\n"))
            columns = header.decode("utf-8", "replace").split(",")
            if not {"id", "waktu", "jenis", "ref"} <= set(columns) or columns[-1] != "cek":
                damaged += [f"{where}:1"] if data else []
                continue
            for number, text in enumerate(texts, 2):
                row = understood(table, header, columns, text)
                if row:
                    rows[table.name].append(row)
                    lines.setdefault(row["id"], {}).setdefault(text, []).append(f"{where}:{number}")
                elif text:
                    damaged.append(f"{where}:{number}")
    twins = [
        place
        for found in lines.values()
        if len(found) > 1
        for places in found.values()
        for place in places
    ]
    return Truth(rows, damaged, twins)


def understood(table, header, columns, text):
    """The row in a line, None where it is none."""
    body, _, letters = text.rpartition(b",")
    if letters != check_letters(header, body):
        return None
    try:
        (cells,) = csv.reader([text.decode("utf-8")])
    except (UnicodeDecodeError, csv.Error, ValueError):
        return None
    row = dict(zip(columns, cells))
    if len(cells) != len(columns) or complaint(table, row):
        return None
    return {**dict.fromkeys(table.header, ""), **row}


def truth(root):
    """What has to be answered to each question."""
    disk = on_disk(root)
    every = sales.fold(disk.rows["jual"])
    known = customers.fold(disk.rows["pelanggan"])
    same = {id: each.id for each in known for id in each.ids}
    moved = disk.rows["jual"] + disk.rows["hutang"] + disk.rows["pesanan"]
    books = accounts.fold(moved, same)
    until = [row for row in moved if row["waktu"][:10] <= YESTERDAY.isoformat()]
    before = accounts.fold(until, same)
    return {
        "damaged": sorted(disk.damaged),
        "twins": sorted(disk.twins),
        **of_sales(every, disk.rows["jual"]),
        **of_complaints(disk.rows["keluhan"]),
        **of_reminders(disk.rows["pengingat"], known, books, every, same),
        "orders": of_orders(disk.rows["pesanan"] + disk.rows["jual"], books, same),
        **of_people(there(known, books), books),
        "owed": owed(books, known, TODAY),
        "owed before": owed(before, known, YESTERDAY),
        **of_cards(there(known, books), books, moved, TODAY),
        **of_cards(there(known, before), before, until, YESTERDAY),
    }


# --- Sales, orders, complaints --------------------------------------------------------------------


def of_sales(every, rows):
    """All sales; each by its id and those of the rows about it; by number, and by SN."""
    said = {
        "sales": list(map(told, every.values())),
        "pending": [id for id, sale in every.items() if sale.status == "pending"],
    }
    for sale in every.values():
        for id in (sale.id, *(row["id"] for row in sale.history)):
            said.setdefault(f"sale {id}", told(sale))
    for row in rows:
        said.setdefault(f"sale {row['id']}", None)
    for number in NUMBERS:
        to = [sale for sale in every.values() if sale.number == number]
        said[f"sold to {number}"] = [sale.id for sale in to if sale.time.date() == TODAY]
        said[f"last to {number}"] = [
            id for _, id in sorted([(sale.time, sale.id) for sale in to], reverse=True)
        ]
        said[f"held for {number}"] = [
            sale.id
            for sale in every.values()
            if sale.held and (sale.right_number or sale.number) == number
        ]
    for sn in SNS:
        said[f"SN {sn}"] = [sale.id for sale in every.values() if sale.sn == sn]
    for part, sn in zip(SN_PARTS, SNS):
        said[f"part of an SN {part}"] = said[f"SN {sn}"]
    return said


def told(sale):
    """All that is known of a sale."""
    return {**vars(sale), "held": sale.held, "revenue": sale.revenue, "credit": sale.credit}


def of_orders(rows, books, same):
    """Open orders: for when, the sales that fulfil them, and what is kept for them."""
    return {
        each.id: (
            each.due,
            each.sales,
            books[same.get(each.customer, each.customer)].reserves[each.id].amount,
        )
        for each in orders.fold(rows).values()
        if each.due
    }


def of_complaints(rows):
    """Complaints, newest first: all, those that are open, and by number."""
    found = sorted(
        complaints.fold(rows).values(), key=lambda each: (each.time, each.id), reverse=True
    )
    return {
        "complaints": list(map(vars, found)),
        "open complaints": [each.id for each in found if not each.closed],
        **{
            f"complaints about {number}": [each.id for each in found if each.number == number]
            for number in NUMBERS
        },
    }


# --- Customers ------------------------------------------------------------------------------------


def there(known, books):
    """Customers that were not voided, or still have money in their account."""
    return [each for each in known if not each.gone or any(sums(books.get(each.id)))]


def of_people(people, books):
    """Customers with their sums and accounts; and by number, short name and name."""
    said = {
        "customers": [
            (each, *sums(books.get(each.id)))
            for each in sorted(people, key=lambda each: (each.name.casefold(), each.id))
        ]
    }
    for each in people:
        said[f"account of {each.id}"] = whole(books.get(each.id))
        said[f"parts of {each.id}"] = open_parts(books.get(each.id))
    for number in NUMBERS:
        said[f"owner of {number}"] = owner(number, people)
    for code in CODES:
        said[f"called {code}"] = named(code, people)
    for name in NAMES:
        said[f"named {name}"] = named(name, people)
    return said


def owner(number, people):
    """Who claimed a number first."""
    claims = [
        (dict(zip(each.numbers, each.claims))[number], each.id)
        for each in people
        if number in each.numbers
    ]
    return min(claims, default=("", None))[1]


def named(name, people):
    """Ids of those who can be meant by a name or a short name."""
    typed = set(customers.words(name))
    found = [each for each in people if matches(name, each)]
    coded = [each for each in found if customers.words(each.code) == customers.words(name)]
    if coded:
        whole = [each for each in found if typed <= whole_words(each)]
        found = [each for each in people if each in coded or each in whole]
    return few(found or [each for each in people if matches(name, each, formerly=True)])


def matches(typed, customer, formerly=False):
    """Is every typed word the beginning of a word of the names or the short name; `formerly`, also
    of names that were changed?"""
    former = customer.former if formerly else ()
    known = set().union(*map(customers.beginnings, (*customer.names, customer.code, *former)))
    return all(any(word.startswith(begin) for word in known) for begin in customers.words(typed))


def whole_words(customer):
    """All words of the names that a customer has now."""
    return {word for name in customer.names for word in customers.beginnings(name)}


def few(people):
    """Ids of people; of many only five are ever named."""
    return sorted(each.id for each in people) if len(people) < 5 else "many"


# --- What customers owe ---------------------------------------------------------------------------


def sums(found):
    """Owed, overdue, balance and what is kept for orders of an account, which may be none."""
    late = sum(left for _, due, left, *_ in open_parts(found) if due < TODAY)
    return (found.owed, late, found.balance, found.reserved) if found else (0, 0, 0, 0)


def open_parts(found):
    """The open parts of an account, which may be none, by their due dates."""
    return sorted(
        [
            (debt.id, part.due, part.left, part.amount, debt.on_hold, debt.origin)
            for debt in (found.unpaid if found else ())
            for part in debt.open_parts()
        ],
        key=lambda part: part[1],
    )


def whole(found):
    """An account with its history."""
    found = found or account.Account()
    return {
        "balance": found.balance,
        "received": found.received,
        "freed": found.freed,
        "taken": found.taken,
        "reserves": {id: vars(each) for id, each in found.reserves.items()},
        "history": found.history,
        "debts": {id: facts(debt) for id, debt in found.debts.items()},
    }


def facts(debt):
    """All that is known of a debt. Which due dates count as agreed is told by its deadline and by
    whether it was paid on time."""
    return {
        **{name: value for name, value in vars(debt).items() if not name.startswith("_")},
        "parts": list(map(vars, debt.parts)),
        "deadline": debt.deadline,
        "on time": debt.on_time,
    }


def owed(books, known, today):
    """Every open debt with whose it is, and its open parts."""
    names, found = {each.id: each.name for each in known}, {}
    for id, each in books.items():
        for debt in each.unpaid:
            parts = debt.open_parts()
            found[debt.id] = (
                id,
                names.get(id, id),
                min(part.due for part in parts),
                debt.amount,
                debt.left,
                sum(part.left for part in parts if part.due < today),
                debt.on_hold,
                debt.origin,
                debt.promised,
            )
    return found


# --- Reminders ------------------------------------------------------------------------------------


def of_reminders(rows, known, books, every, same):
    """Reminders of which nobody knows whether they were sent, and those to be sent now."""
    attempts = reminders.fold(rows)
    return {
        "in doubt": sorted(each.id for each in attempts if each.state == "ragu"),
        "to be reminded": to_be_reminded(known, books, every, attempts, same),
    }


def to_be_reminded(known, books, every, attempts, same):
    """Who, at which level, since when, and how much is asked for now and later."""
    found = set()
    for each in {each.id: each for each in known}.values():
        unpaid = books[each.id].unpaid if each.id in books else ()
        parts = sorted(
            [
                OpenPart(
                    debt.id,
                    part.due,
                    part.left,
                    part.amount,
                    debt.on_hold,
                    debt.origin,
                    debt.what,
                    debt.promised,
                )
                for debt in unpaid
                if debt.id not in every or every[debt.id].status != "pending"
                for part in debt.open_parts()
            ],
            key=lambda part: part.due,
        )
        made = reminders.reminder(
            STARTER,
            reminders.CustomerInDebt(each.id, each.name, each.numbers, tuple(parts)),
            [one for one in attempts if same.get(one.customer) == each.id],
            TODAY,
        )
        if made:
            found.add(
                (each.id, made.level, made.due, made.total, sum(part.left for part in made.later))
            )
    return found


# --- The loyalty card -----------------------------------------------------------------------------


def of_cards(people, books, rows, today):
    """Stamps, and what a card is worked out from."""
    every = sales.fold([row for row in rows if "-J" in row["id"]]).values()
    bought = {each.id: bought_by(each, people, every) for each in people}
    return {
        f"stamps on {today}": {each.id: stamps(each, bought[each.id], today) for each in people},
        f"cards on {today}": {
            each.id: card_facts(bought[each.id], books.get(each.id), today) for each in people
        },
    }


def bought_by(customer, people, every):
    """The sales to a customer that did not come to nothing; each counts for one person."""
    numbers = [number for number in customer.numbers if owner(number, people) == customer.id]
    return [
        sale
        for sale in every
        if not sale.ended
        and (sale.customer in customer.ids or not sale.customer and sale.number in numbers)
    ]


def stamps(customer, bought, today):
    """How many purchases came after the last one that was free."""

    def place(sale):
        counter, day, tail = sale.id.split("-")
        return sale.time, counter, day, int(tail[1:])

    free = [
        place(sale)
        for sale in bought
        if sale.row["hadiah"] == "gratis"
        and sale.row["pelanggan"] in customer.ids
        and sale.customer
    ]
    return min(
        99,
        sum(not free or place(sale) > max(free) for sale in bought if sale.time.date() <= today),
    )


def card_facts(bought, found, today):
    """What a loyalty card would be worked out from: days of purchases, debts paid on time and all
    that say something, rupiah overdue."""
    days = [sale.time.date() for sale in bought]
    debts = list(found.debts.values()) if found else []
    kept = [debt.on_time for debt in debts]
    late = sum(1 for debt in debts if debt.deadline and debt.deadline < today)
    overdue = sum(
        part.left
        for debt in debts
        if not debt.on_hold
        for part in debt.open_parts()
        if debt.left and part.due < today and debt.origin != "selisih"
    )
    return (
        sorted(day for day in days if today - timedelta(CARD_DAYS) < day <= today),
        kept.count(True),
        kept.count(True) + kept.count(False) + late,
        overdue,
    )

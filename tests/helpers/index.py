"""A shop whose answers come out of the index, held against the oracle; and the index as it lies in
the device folder."""

import shutil
from datetime import date

from helpers.ledgers import CODES, NAMES, NUMBERS, SN_PARTS, SNS, TODAY, YESTERDAY
from helpers.oracle import CARD_DAYS, few, told, truth, whole
from pulsa_cli.errors import Refused

ALWAYS = date(2000, 1, 1), date(2100, 1, 1)
# What becomes of the index: bytes in place of bytes.
HARM = {
    "garbage": lambda data: b"x" * len(data),
    "zeros": lambda data: bytes(len(data)),
    "half": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "text": lambda _: b"not a database\n",
}


def bare(konter):
    """Leaves a shop without git, with a loyalty card and not yet an index; returns its folder."""
    (konter.root / "ledger" / "kartu.yaml").write_text(
        f"tingkat:\n  Perak:\n    belanja: 2 kali dalam {CARD_DAYS} hari\n", "utf-8"
    )
    shutil.move(konter.device, konter.root / ".pulsa")
    shutil.rmtree(konter.root / ".git")
    for path in index_files(konter.root):
        path.unlink()
    return konter.root


def index_files(root):
    return sorted((root / ".pulsa").glob("index.db*"))


def assert_true(shop):
    """What this shop answers is the truth."""
    wanted = truth(shop.root)
    shop.begin()
    said = answers(shop, wanted)
    wrong = {
        question: (said.get(question), answer)
        for question, answer in wanted.items()
        if said.get(question) != answer
    }
    assert not wrong, f"answered, should be: {wrong}"
    assert said.keys() == wanted.keys()


def answers(shop, questions):
    """What the shop answers to the same questions."""
    before = shop.read_books(YESTERDAY)
    said = {
        **about_sales(shop.read_books().sales, questions),
        **about_complaints(shop),
        **about_reminders(shop),
        "orders": {
            each.order.id: (each.due, each.order.sales, each.kept)
            for each in shop.read_books().orders.open()
        },
        **about_people(shop.read_books().customers),
        "owed": listed(shop.read_books().receivables),
        **about_cards(shop.read_books().loyalty(shop.card), TODAY),
        "owed before": listed(before.receivables),
        **about_cards(before.loyalty(shop.card), YESTERDAY),
    }
    twins = [each.where for each in shop.problems if "dua catatan" in each.why]
    said["twins"] = sorted(twins)
    said["damaged"] = sorted(each.where for each in shop.problems if each.where not in twins)
    return said


def about_sales(sales, questions):
    said = {
        "sales": list(map(told, sales.between(*ALWAYS))),
        "pending": [sale.id for sale in sales.pending()],
    }
    for question in questions:
        if question.startswith("sale "):
            said[question] = found_by_id(sales, question.partition(" ")[2])
    for number in NUMBERS:
        said[f"sold to {number}"] = [sale.id for sale in sales.to_on(number, TODAY)]
        said[f"last to {number}"] = [sale.id for sale in sales.last_to(number, 999)]
        said[f"held for {number}"] = [sale.id for sale in sales.held_for(number)]
    for sn in SNS:
        said[f"SN {sn}"] = [sale.id for sale in sales.with_sn(sn)]
    for part in SN_PARTS:
        said[f"part of an SN {part}"] = [sale.id for sale in sales.with_part_of_sn(part)]
    return said


def found_by_id(sales, id):
    try:
        return told(sales.get(id))
    except Refused:
        return None


def about_complaints(shop):
    said = {
        "complaints": list(map(vars, shop.read_books().complaints.all())),
        "open complaints": [each.id for each in shop.read_books().complaints.open()],
    }
    for number in NUMBERS:
        about = shop.read_books().complaints.of_number(number)
        said[f"complaints about {number}"] = [each.id for each in about]
        assert shop.read_books().sales.complained_of(number) or not about
    return said


def about_reminders(shop):
    reminders = shop.read_books().reminders
    return {
        "in doubt": sorted(each.id for each in reminders.in_doubt()),
        "to be reminded": {
            (
                each.customer.id,
                each.level,
                each.due,
                each.total,
                sum(part.left for part in each.later),
            )
            for each in reminders.waiting(shop.policy.reminding)
        },
    }


def about_people(customers):
    people = list(customers.matching())
    said = {"customers": [tuple(each) for each in people]}
    for each, *_ in people:
        standing = customers.standing(each)
        said[f"account of {each.id}"] = whole(customers.account(each))
        said[f"parts of {each.id}"] = [tuple(part)[:6] for part in standing.parts]
    for number in NUMBERS:
        owner = customers.owner_of(number)
        said[f"owner of {number}"] = owner and owner.id
    for code in CODES:
        said[f"called {code}"] = found_by_name(customers, code)
    for name in NAMES:
        said[f"named {name}"] = found_by_name(customers, name)
    return said


def found_by_name(customers, name):
    try:
        return [customers.find(name).id]
    except Refused as refused:
        return few(getattr(refused, "customers", ()))


def listed(receivables):
    """The open debts as they are told, each part of them in the sums."""
    debts = receivables.debts()
    assert sum(each.left for each in debts) == sum(left for *_, left in receivables.parts())
    return {
        each.id: (
            each.customer,
            each.name,
            each.due,
            each.amount,
            each.left,
            each.overdue,
            each.on_hold,
            each.origin,
            each.promised,
        )
        for each in debts
    }


def about_cards(loyalty, today):
    every = loyalty.all()
    return {
        f"stamps on {today}": {
            each.customer.id: loyalty.since_gift(each.customer, 99) for each in every
        },
        f"cards on {today}": {
            each.customer.id: (
                sorted(each.facts.purchases),
                each.facts.on_time,
                each.facts.decided,
                each.facts.overdue,
            )
            for each in every
        },
    }

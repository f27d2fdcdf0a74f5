"""The facts of the day, gathered from the books: for the board and for the owner's digest."""

from datetime import date, timedelta

from pulsa_cli.core import reminders
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.shop import Shop
from pulsa_cli.show import today as shown
from pulsa_cli.show.policy import hours
from pulsa_cli.show.today import Today
from pulsa_cli.trade import credit

_MONEY = ("jual", "hutang", "pelanggan", "pengingat")  # ledgers that decide who is reminded


def look(shop: Shop) -> Today:
    """What is to be done today."""
    now, owed = shop.now, shop.read_books().receivables
    day, midnight = now.date(), now.replace(hour=23, minute=59, second=59)
    complaints = [
        each for each in shop.read_books().complaints.open() if each.due and each.due <= midnight
    ]
    return Today(
        now,
        shop.settings.name,
        credit.behind(shop.read_books()),
        waiting(shop),
        quiet(shop),
        len(shop.read_books().reminders.in_doubt()),
        owed.sums(date.min, day - timedelta(1)),
        owed.sums(day, day),
        sorted(complaints, key=lambda each: each.due or now),
        shop.read_books().sales.pending(),
        shop.read_books().orders.open(day),
    )


def waiting(shop: Shop) -> list[Reminder]:
    """Who is to be reminded now; nobody in quiet hours and on quiet days, and as long as rows that
    tell who owes what can't be read."""
    return (
        []
        if quiet(shop) or damaged(shop)
        else shop.read_books().reminders.waiting(shop.policy.reminding)
    )


def quiet(shop: Shop) -> str:
    """Why nobody is reminded now; empty where somebody may be."""
    rules, now = shop.policy.reminding, shop.now
    if not rules.levels:
        return "hari untuk mengingatkan belum ditulis (pengingat: hari)"
    if reminders.is_quiet_day(rules, now.date()):
        return "hari ini libur mengingatkan"
    if reminders.is_quiet_hour(rules, now):
        return f"mengingatkan hanya {hours(rules)}"
    return ""


def damaged(shop: Shop) -> bool:
    """Can something not be read that tells who owes what, or who was reminded?"""
    _ = shop.read_books()  # what was appended since is read first
    return seen_damage(shop)


def seen_damage(shop: Shop) -> bool:
    """The same, as far as the books have been read."""
    return any(problem.where.split("/")[1] in _MONEY for problem in shop.problems)


def digest(shop: Shop) -> str:
    """The day for the owner; empty where there is nothing to do."""
    today = look(shop)
    return (
        ""
        if today.nothing
        else shown.digest(today, shop.read_books().receivables.debts(True, within=0))
    )

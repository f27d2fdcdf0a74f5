"""The facts of the day: for the board and for the owner's digest."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.receivable import Sums
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.sales import Sale
from pulsa_cli.trade import credit, reminding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pulsa_cli.core.policy import Reminding
    from pulsa_cli.core.questions import Books
    from pulsa_cli.errors import NotUnderstood


class Today(NamedTuple):
    """The facts of a day. `behind` says which other counters' rows are old; `quiet` why nobody is
    reminded now; `overdue` and `due` are the sums of what is late and of what is due today,
    `complaints` those to be looked at today, `pending` top-ups that wait, `orders` those for
    today or earlier, each the oldest first."""

    moment: datetime
    shop: str
    behind: list[str]
    reminders: list[Reminder]
    quiet: str
    in_doubt: int
    overdue: Sums
    due: Sums
    complaints: list[Complaint]
    pending: list[Sale]
    orders: list[OpenOrder]

    @property
    def nothing(self) -> bool:
        """Is there nothing to do?"""
        return not (
            self.reminders
            or self.in_doubt
            or self.overdue.debts
            or self.due.debts
            or self.complaints
            or self.pending
            or self.orders
        )

    @property
    def title(self) -> str:
        return " · ".join(filter(None, [self.shop, show_day(self.moment.date())]))


def look(
    books: "Books", shop: str, rules: "Reminding", problems: "Iterable[NotUnderstood]"
) -> Today:
    """What is to be done today in the shop of this name. `problems` are what stands in the
    ledgers and can't be understood."""
    now, day, owed = books.now, books.today, books.receivables
    midnight = now.replace(hour=23, minute=59, second=59)
    complaints = [
        (complaint.due, complaint)
        for complaint in books.complaints.open()
        if complaint.due and complaint.due <= midnight
    ]
    return Today(
        moment=now,
        shop=shop,
        behind=credit.behind(books),
        reminders=reminding.waiting(books, rules, problems),
        quiet=reminding.quiet(rules, now),
        in_doubt=len(books.reminders.in_doubt()),
        overdue=owed.sums(date.min, day - timedelta(days=1)),
        due=owed.sums(day, day),
        complaints=[complaint for _, complaint in sorted(complaints, key=lambda pair: pair[0])],
        pending=books.sales.pending(),
        orders=books.orders.open(day),
    )

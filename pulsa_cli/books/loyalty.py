"""Who has which level of the loyalty card, and what it gives, asked as questions. The answers come
out of the index."""

from datetime import date

from pulsa_cli.books.customers import Customers
from pulsa_cli.books.keys import pack
from pulsa_cli.books.sales import Sales
from pulsa_cli.books.source import Source
from pulsa_cli.core import loyalty
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.fold_order import recording_order
from pulsa_cli.core.loyalty import Facts, Gift, Holder, Level, Rules

# Of a customer (?1) as of a day (?2): rupiah overdue, debts paid on time, paid late, and open but
# late.
_DEBTS = """
SELECT (SELECT coalesce(sum(part.remaining), 0) FROM part JOIN debt ON debt.key = part.debt
        WHERE part.person = ?1 AND part.due < ?2 AND NOT on_hold AND origin != 'selisih'),
    coalesce((SELECT on_time FROM account WHERE person = ?1), 0),
    coalesce((SELECT late FROM account WHERE person = ?1), 0),
    (SELECT count(*) FROM debt WHERE person = ?1 AND deadline < ?2)
"""


class Loyalty:
    """Answers about the card as of `today`."""

    def __init__(
        self, index: Source, sales: Sales, customers: Customers, today: date, rules: Rules
    ) -> None:
        self._index, self._sales, self._customers = index, sales, customers
        self._today, self._rules = today, rules

    def holder(self, customer: Customer) -> Holder:
        """The customer's level, with the facts."""
        facts = self._facts(customer)
        return Holder(customer, loyalty.level_of(self._rules, facts), facts)

    def all(self) -> list[Holder]:
        """Every customer, by name."""
        return [self.holder(known.customer) for known in self._customers.matching()]

    def gift(self, customer: Customer, level: Level, price: int, cost: int | None) -> Gift | None:
        """What this level takes off a sale to the customer at this price; rupiah."""
        return loyalty.gift(
            self._rules, level, price, cost, lambda: self.since_gift(customer, level.every - 1)
        )

    def stamps(self, holder: Holder) -> int:
        """How many purchases there were after the last free one, as far as the holder's level
        counts them."""
        level = holder.level
        return self.since_gift(holder.customer, level.every - 1) if level and level.every else 0

    def since_gift(self, customer: Customer, most: int) -> int:
        """How many purchases there were after the last one that was free by the card; no more
        than `most` are counted. Those before it that are no more the customer's are missing."""
        since, own = self._rules.since or date.min, self._own(customer)
        given = (first.row for _, first in self._sales.gifts(customer))
        last = max(given, key=recording_order, default=None)
        if last is None:
            return min(most, len(self._sales.purchases(own, since)))
        return min(most, self._sales.bought_after(own, since, last))

    def _facts(self, customer: Customer) -> Facts:
        overdue, on_time, late, late_and_open = self._index.select(
            _DEBTS, pack(customer.id), self._today.isoformat()
        )[0]
        starts = [
            self._rules.start(level, self._today) for level in self._rules.levels if level.purchases
        ]
        bought = self._sales.purchases(self._own(customer), min(starts)) if starts else []
        return Facts(
            self._today,
            tuple(sale.time.date() for sale in bought),
            on_time,
            on_time + late + late_and_open,
            overdue,
        )

    def _own(self, customer: Customer) -> Customer:
        """The customer with just the numbers that nobody claimed before: a purchase counts
        once."""
        owners = ((number, self._customers.owner_of(number)) for number in customer.numbers)
        return customer._replace(
            numbers=tuple(number for number, owner in owners if owner and owner.id == customer.id)
        )

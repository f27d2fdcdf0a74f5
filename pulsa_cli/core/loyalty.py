"""The loyalty card: levels with conditions that can be read aloud, and what they give.

A level is worked out from the books whenever it is asked for and never stored. Whoever has
something overdue has none.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.sales import DISCOUNT, FREE

NEVER, ALWAYS = "tidak", "ya"
BELOW_COST = (NEVER, "gratis", ALWAYS)
_COIN = 100  # smaller change is hardly in any till


class Level(NamedTuple):
    """A level of the card. Conditions: at least `purchases` within `days` days, today included,
    and `on_time` per cent of debts paid on time; 0 = not asked. What it gives: rupiah (`off`) or
    per cent off a sale, every so manyth purchase free up to an amount (`every`, `free_to`), a
    higher limit in rupiah, a longer term as in core.terms; 0 and empty = nothing."""

    name: str
    purchases: int = 0
    days: int = 0
    on_time: int = 0
    off: int = 0
    percent: int = 0
    every: int = 0
    free_to: int = 0
    limit: int = 0
    term: str = ""


class Rules(NamedTuple):
    """kartu.yaml: what counts from `since` on (None = there is no card), the levels from the
    lowest, and whether a gift may go below cost (BELOW_COST)."""

    since: date | None = None
    levels: tuple[Level, ...] = ()
    below_cost: str = NEVER

    def start(self, level: Level, today: date) -> date:
        """The first day on which purchases count for a level."""
        first = today - timedelta(level.days - 1)
        return max(first, self.since or first)


class Facts(NamedTuple):
    """What the books say of a customer as of a day: the days of the purchases of the last days,
    as many as any level looks at; how many debts were paid in full or should have been, and
    of these on time; rupiah overdue."""

    today: date
    purchases: tuple[date, ...]
    on_time: int
    decided: int
    overdue: int


class Holder(NamedTuple):
    """A customer with the level of the card (None = none) and what it is worked out from."""

    customer: Customer
    level: Level | None
    facts: Facts


class Missing(NamedTuple):
    """What keeps a customer from a level: purchases, debts paid on time one after the other (None
    = no number of them is enough), rupiah overdue to be paid."""

    purchases: int
    on_time: int | None
    overdue: int

    @property
    def nothing(self) -> bool:
        return not (self.purchases or self.on_time is None or self.on_time or self.overdue)


class Gift(NamedTuple):
    """What a card takes off one sale: DISCOUNT or FREE, rupiah, and the level's name."""

    kind: str
    amount: int
    level: str


def bought(rules: Rules, level: Level, facts: Facts) -> int:
    """The purchases that count for a level."""
    start = rules.start(level, facts.today)
    return sum(start <= day <= facts.today for day in facts.purchases)


def missing(rules: Rules, level: Level, facts: Facts) -> Missing:
    """What keeps a customer from this level."""
    late = facts.decided - facts.on_time
    more: int | None = 0
    if facts.on_time * 100 < level.on_time * facts.decided:
        # (on_time + more) / (decided + more) reaches the percentage
        more = (
            -(
                -(level.on_time * late - (100 - level.on_time) * facts.on_time)
                // (100 - level.on_time)
            )
            if level.on_time < 100
            else None
        )
    return Missing(max(0, level.purchases - bought(rules, level, facts)), more, facts.overdue)


def level_of(rules: Rules, facts: Facts) -> Level | None:
    """The highest level whose conditions are met; None where there is none."""
    if rules.since is None or facts.today < rules.since:
        return None
    return next(
        (level for level in reversed(rules.levels) if missing(rules, level, facts).nothing), None
    )


def following(rules: Rules, level: Level | None) -> Level | None:
    """The level above this one."""
    place = rules.levels.index(level) + 1 if level else 0
    return rules.levels[place] if place < len(rules.levels) else None


def gift(
    rules: Rules, level: Level, price: int, cost: int | None, since_gift: Callable[[], int]
) -> Gift | None:
    """What the level gives on a sale at this price; None where that is nothing. `since_gift` says
    how many purchases there were since the last free one. Without leave, a discount goes not below
    cost, so there is none where the cost is not known; it and percentages are then rounded down to
    whole hundreds. That a level with a free one has leave for that is checked with the rules."""
    amount = min(level.off or _coins(price * level.percent // 100), price)
    if rules.below_cost != ALWAYS:
        margin = max(0, price - cost) if cost is not None else 0
        amount = amount if amount <= margin else _coins(margin)
    free = min(level.free_to, price)
    if level.every and free > amount and since_gift() >= level.every - 1:
        return Gift(FREE, free, level.name)
    return Gift(DISCOUNT, amount, level.name) if amount else None


def _coins(amount: int) -> int:
    return amount - amount % _COIN

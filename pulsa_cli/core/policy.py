"""The shop's payment policy, `ledger/kebijakan.yaml`, and what it forbids.

Days late count from the due date. Consequences never begin in the days of grace. What a customer
disputes (on hold) counts as owed, but brings no consequence.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.standing import OpenPart, Standing


class Reminding(NamedTuple):
    """When customers are reminded: on these days from the due date, negative before it, from
    `first_hour` to before `last_hour`, not on days off (Monday = 0); not of less than `least`
    rupiah. Hours and Sunday as in OJK's rule for collectors, a courteous default (domain facts §4:
    POJK 22/2023, B)."""

    levels: tuple[int, ...] = ()
    first_hour: int = 8
    last_hour: int = 20
    weekdays_off: tuple[int, ...] = (6,)
    dates_off: tuple[date, ...] = ()
    least: int = 0

    @property
    def hours(self) -> str:
        """`pukul 08.00–20.00`; empty where reminders go out at any hour."""
        if (self.first_hour, self.last_hour) == (0, 24):
            return ""
        return f"pukul {self.first_hour:02}.00–{self.last_hour:02}.00"


class Policy(NamedTuple):
    """What the owner decided; None = no such rule. Money in rupiah, terms as in core.terms.

    `limit` is what one customer may owe, `most` how many debts may be open. A debt's due date may
    be moved `moves` times, to at most `move_days` days from today; a debt may be split once, into
    at most `instalments`, the last within `instalment_days`. From so many days late on, a customer
    is reminded (`remind`), gets no more credit until what is that late is paid (`stop`), or until
    all is paid (`prepay`). `ageing` are the last days late of each column but the last.
    """

    term: str = "7 hari"  # general knowledge, no source (domain facts §4)
    grace: int = 0
    limit: int | None = None
    most: int | None = None
    moves: int | None = None
    move_days: int | None = None
    instalments: int | None = None
    instalment_days: int | None = None
    remind: int | None = None
    stop: int | None = None
    prepay: int | None = None
    reminding: Reminding = Reminding()
    ageing: tuple[int, ...] = (7, 30, 60)

    def from_day(self, days: int) -> int:
        """The day late on which a consequence begins that is set to begin after `days`."""
        return max(days, self.grace + 1)


class Refusal(NamedTuple):
    """Why there is no credit, in words to be read aloud, and what makes it possible: rupiah to be
    paid of old debt, and of the new one at once (all of it where nothing else helps)."""

    reasons: tuple[str, ...]
    pay: int
    at_once: int

    @property
    def why(self) -> str:
        return "; ".join(self.reasons)


def late(policy: Policy, parts: Iterable[OpenPart], days: int, today: date) -> list[OpenPart]:
    """The parts that are late enough for a consequence set to begin after `days`."""
    return [
        part
        for part in parts
        if not part.on_hold and part.days_late(today) >= policy.from_day(days)
    ]


def stops_credit(policy: Policy, parts: Iterable[OpenPart], today: date) -> bool:
    """Is some of it so late that there is no more credit?"""
    every = list(parts)
    return any(
        days is not None and late(policy, every, days, today)
        for days in (policy.stop, policy.prepay)
    )


def refusal(
    policy: Policy, limit: int | None, standing: Standing, amount: int, today: date
) -> Refusal | None:
    """Why a customer who stands so may not owe `amount` rupiah more; None where it is allowed.

    `limit` is the customer's own, None = the shop's.
    """
    limit = policy.limit if limit is None else limit
    if limit == 0 or policy.most == 0:
        return Refusal(
            (f"batas kasbonnya {rupiah(0)}" if limit == 0 else "kasbon tidak dilayani",), 0, amount
        )
    broken = [*_too_late(policy, standing, today), *_too_many(policy, standing)]
    at_once = 0
    if limit is not None and standing.owed + amount > limit:
        at_once = min(amount, max(0, standing.owed - standing.payable + amount - limit))
        over = min(standing.owed + amount - limit, standing.payable)
        broken.append((_over(limit, standing.owed, amount), over))
    if not broken:
        return None
    reasons, pays = zip(*broken)
    if at_once == amount or None in pays:
        return Refusal(reasons, 0, amount)
    return Refusal(reasons, max(pays), at_once)


def _over(limit: int, owed: int, amount: int) -> str:
    if not owed:
        return f"{rupiah(amount)} melewati batas kasbon {rupiah(limit)}"
    return f"kasbonnya jadi {rupiah(owed + amount)}, melewati batas {rupiah(limit)}"


def _too_late(policy: Policy, standing: Standing, today: date) -> Iterator[tuple[str, int | None]]:
    payable = [part for part in standing.parts if not part.on_hold]
    if not payable:
        return
    days = payable[0].days_late(today)
    worst = max(days, standing.worst_delay)
    if policy.prepay is not None and worst >= policy.from_day(policy.prepay):
        yield (
            f"{'sudah' if worst == days else 'pernah'} lewat jatuh tempo {worst} hari, jadi "
            "bayar di muka sampai semua kasbon lunas",
            standing.payable,
        )
    elif policy.stop is not None:
        yield from _stopped(late(policy, payable, policy.stop, today), days)


def _stopped(parts: list[OpenPart], days: int) -> Iterator[tuple[str, int | None]]:
    """Why there is no credit until these parts are paid, the oldest of them `days` late."""
    if parts:
        left = sum(part.left for part in parts)
        up_to = " sampai" if parts[0].due < parts[-1].due else ""
        yield f"{rupiah(left)} sudah lewat jatuh tempo{up_to} {days} hari", left


def _too_many(policy: Policy, standing: Standing) -> Iterator[tuple[str, int | None]]:
    if policy.most is None or standing.debts < policy.most:
        return
    yield (
        f"sudah ada {standing.debts} kasbon yang belum lunas, paling banyak {policy.most}",
        _to_close(standing.parts, standing.debts + 1 - policy.most),
    )


def _to_close(parts: Iterable[OpenPart], count: int) -> int | None:
    """Rupiah that have to come in for so many debts to be paid off, as money goes to parts in
    their order; None where there are not so many to pay."""
    payable = [part for part in parts if not part.on_hold]
    last = {part.debt: place for place, part in enumerate(payable)}
    ends = sorted(last.values())
    return sum(part.left for part in payable[: ends[count - 1] + 1]) if count <= len(ends) else None


def move_refusal(policy: Policy, moves: int, due: date, today: date) -> str:
    """Why a debt that was moved so often may not be moved to this day; empty where it may."""
    if policy.move_days == 0:
        return "jatuh tempo tidak bisa diundur"
    if policy.moves is not None and moves >= policy.moves:
        return _at_most("jatuh tempo satu kasbon", "diundur", policy.moves)
    if policy.move_days is not None and (due - today).days > policy.move_days:
        return (
            f"paling lama {policy.move_days} hari dari hari ini, {_last(today, policy.move_days)}"
        )
    return ""


def split_refusal(policy: Policy, splits: int, count: int, last: date, today: date) -> str:
    """Why a debt that was split so often may not be split into `count` instalments up to `last`;
    empty where it may."""
    if policy.instalments is not None and policy.instalments < 2 or policy.instalment_days == 0:
        return "kasbon tidak bisa dicicil"
    if splits:
        return "satu kasbon hanya bisa dicicil sekali"
    if policy.instalments is not None and count > policy.instalments:
        return f"paling banyak {policy.instalments} kali cicil"
    if policy.instalment_days is not None and (last - today).days > policy.instalment_days:
        return (
            f"cicilan terakhir paling lama {policy.instalment_days} hari dari hari ini, "
            f"{_last(today, policy.instalment_days)}"
        )
    return ""


def _at_most(what: str, verb: str, count: int) -> str:
    return f"{what} paling banyak {verb} {count} kali" if count else f"{what} tidak bisa {verb}"


def _last(today: date, days: int) -> str:
    return show_day(today + timedelta(days))

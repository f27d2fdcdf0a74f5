"""May this customer owe more, how much, and until when: the policy, with what was agreed with the
customer and what the loyalty card gives."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import policy as policies
from pulsa_cli.core import terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah, typeable
from pulsa_cli.core.policy import Policy
from pulsa_cli.core.standing import OpenPart, Standing
from pulsa_cli.errors import Refused

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Level, Rules
    from pulsa_cli.core.questions import Books

FORCE_HINT = "Tetap, walau aturan melarang: --tetap ALASAN"


class Borrower(NamedTuple):
    """A customer who is to owe more: what is owed already, and the level of the card."""

    customer: Customer
    standing: Standing
    level: "Level | None" = None


class NewDebt(NamedTuple):
    """A debt to be made, in rupiah; the balance pays it first. `paid` is what was paid of the
    sale, None for a debt without one; `again` the command in which more can be paid, where it is
    another one."""

    amount: int
    paid: int | None = None
    again: str = ""


def standing_of(books: "Books", customer: Customer) -> Standing:
    """What the customer owes and has paid in advance; nothing where not registered as yet."""
    return books.customers.standing(customer) if customer.id else Standing((), 0)


def level_of(books: "Books", rules: "Rules | None", customer: Customer | None) -> "Level | None":
    """The customer's level of the card; None without one, or where no card is in use."""
    if rules is None or customer is None or not customer.id:
        return None
    return books.loyalty(rules).holder(customer).level


def due_date(
    policy: Policy, customer: Customer, typed: str, day: date, level: "Level | None"
) -> date:
    """When a debt of that day is due: as `typed`, else by the customer's own term, else by the
    shop's or the card's, whichever is later. Raises WrongUse."""
    own = typed or customer.term
    candidates = [own or policy.term]
    if not own and level and level.term and (customer.payday or level.term != terms.PAYDAY):
        candidates.append(level.term)
    return max(terms.due_date(term, day, customer.payday) for term in candidates)


def limit_of(policy: Policy, customer: Customer, level: "Level | None") -> int | None:
    """What this customer may owe, rupiah; None = as the shop's policy says. A card raises the
    shop's limit, not one that was set for the customer, nor where there is no credit at all."""
    if customer.limit is not None or not policy.limit:
        return customer.limit
    return max(policy.limit, level.limit if level else 0)


def passed_over(policy: Policy, borrower: Borrower, debt: NewDebt, day: date, force: str) -> str:
    """Why the policy forbids a debt that is made on `day`, where there is a reason to make it all
    the same (`force`); empty where the policy allows it. Raises Refused without a reason."""
    customer, standing, level = borrower
    amount = debt.amount - standing.balance
    if amount <= 0:
        return ""
    limit = limit_of(policy, customer, level)
    refusal = policies.refusal(policy, limit, standing, amount, day)
    if refusal and not force:
        ways = [f"bayar {rupiah(refusal.pay)} dulu"] if refusal.pay else []
        if refusal.at_once:
            ways.append(_at_once(debt, refusal.at_once))
        raise Refused(
            f"Maaf, {customer.called} belum bisa kasbon: {refusal.why}. Supaya bisa: "
            f"{', dan '.join(ways)}.\n{FORCE_HINT}"
        )
    return refusal.why if refusal else ""


def _at_once(debt: NewDebt, amount: int) -> str:
    """How to pay so much of the new debt at once."""
    if debt.paid is not None:
        return (
            f"bayar {rupiah(amount)} dari yang ini sekarang "
            f"({debt.again}--dibayar {typeable(debt.paid + amount)})"
        )
    if debt.amount > amount:
        return f"hutangnya paling banyak {rupiah(debt.amount - amount)}"
    return "dibayar langsung"


def reminded_of(policy: Policy, standing: Standing, day: date) -> list[OpenPart]:
    """What is as late on that day as the policy says the seller is to be reminded of."""
    if policy.remind is None:
        return []
    return policies.late(policy, standing.parts, policy.remind, day)


def behind(books: "Books") -> list[str]:
    """Which other counters' rows are not of today, a line each: what was sold or paid there since
    is not known here."""
    return [
        f"Catatan konter {counter} baru sampai {show_day(day)}; kasbon dan bayaran di sana "
        "sesudah itu belum terhitung."
        for counter, day in books.heard_from().items()
        if day < books.today
    ]


def require_card(rules: "Rules", today: date) -> "Rules":
    """The rules of the card. Raises Refused where the shop has none as yet."""
    if rules.since is None or not rules.levels:
        missing = "berlaku-sejak" if rules.since is None else "tingkat"
        raise Refused(f"Kartu langganan belum berlaku. Isi '{missing}:' di ledger/kartu.yaml.")
    if rules.since > today:
        raise Refused(
            f"Kartu langganan baru berlaku mulai {show_day(rules.since)} (ledger/kartu.yaml)."
        )
    return rules

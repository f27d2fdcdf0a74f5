"""The loyalty card at the counter: the level of whoever buys, and what follows for credit."""

from datetime import date
from typing import TYPE_CHECKING

from pulsa_cli.core import terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import NotUnderstood, Refused, reason
from pulsa_cli.shop import Shop

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Level, Rules


def level_of(shop: Shop, customer: Customer | None) -> "Level | None":
    """The customer's level, None without one. A mistake in the card's file is no reason not to
    sell."""
    if customer is None or not customer.id:
        return None
    try:
        if shop.is_card_off or shop.card.since is None:
            return None
    except NotUnderstood as error:
        terminal.warn(f"{error.where}: {error.why} Kartu langganan tidak dipakai.")
        return None
    except OSError as error:
        terminal.warn(f"{error.filename}: {reason(error)}. Kartu langganan tidak dipakai.")
        return None
    return shop.read_books().loyalty(shop.card).holder(customer).level


def due_date(shop: Shop, customer: Customer, typed: str, day: date, level: "Level | None") -> date:
    """When a debt of that day is due: as `typed`, else by the customer's own term, else by the
    shop's or the card's, whichever is later. Raises WrongUse."""
    own = typed or customer.term
    found = [own or shop.policy.term]
    if not own and level and level.term and (customer.payday or level.term != terms.PAYDAY):
        found.append(level.term)
    return max(terms.due_date(term, day, customer.payday) for term in found)


def limit_of(shop: Shop, customer: Customer, level: "Level | None") -> int | None:
    """What this customer may owe, rupiah; None = as the shop's policy says. A card raises the
    shop's limit, not one that was set for the customer, nor where there is no credit at all."""
    if customer.limit is not None or not shop.policy.limit:
        return customer.limit
    return max(shop.policy.limit, level.limit if level else 0)


def require_card(shop: Shop) -> "Rules":
    """The rules of the card. Raises Refused where the shop has none as yet."""
    since = shop.card.since
    if since is None or not shop.card.levels:
        missing = "berlaku-sejak" if since is None else "tingkat"
        raise Refused(f"Kartu langganan belum berlaku. Isi '{missing}:' di ledger/kartu.yaml.")
    if since > shop.today:
        raise Refused(f"Kartu langganan baru berlaku mulai {show_day(since)} (ledger/kartu.yaml).")
    return shop.card

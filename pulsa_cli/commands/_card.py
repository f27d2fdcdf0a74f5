"""The loyalty card at the counter: what it gives to whoever buys."""
from typing import TYPE_CHECKING

from pulsa_cli.core.customers import Customer
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Holder, Rules
    from pulsa_cli.storage.loyalty import Loyalty


def holder_of(shop: Shop, customer: Customer | None) -> "Holder | None":
    """The customer as holder of a card; None for who has none. A mistake in the card's file is no
    reason not to sell."""
    if customer is None or not customer.id:
        return None
    try:
        if shop.card.since is None:
            return None
    except NotUnderstood as error:
        terminal.warn(f"{error.where}: {error.why} Kartu langganan tidak dipakai.")
        return None
    holder = shop.loyalty().holder(customer)
    return holder if holder.level else None


def term_of(shop: Shop, customer: Customer, holder: "Holder | None" = None) -> str:
    """When a debt of this customer is due, as in core.terms: the customer's own term, the card's,
    the shop's."""
    usual = shop.policy.term  # read in any case: a mistake in it has to show before recording
    if customer.term:
        return customer.term
    holder = holder or holder_of(shop, customer)
    return holder.level.term or usual if holder and holder.level else usual


def limit_of(shop: Shop, customer: Customer) -> int | None:
    """What this customer may owe, rupiah; None = no limit. A card raises the shop's limit, not
    one that was set for the customer."""
    if customer.limit is not None or not shop.policy.limit:
        return customer.limit
    holder = holder_of(shop, customer)
    return max(shop.policy.limit, holder.level.limit if holder and holder.level else 0)


def require_card(shop: Shop) -> "Rules":
    """The rules of the card. Raises Refused where the shop has none."""
    if shop.card.since is None or not shop.card.levels:
        raise Refused("Kartu langganan belum berlaku. Isi 'berlaku-sejak:' di ledger/kartu.yaml.")
    return shop.card


def stamps(loyalty: "Loyalty", holder: "Holder") -> int:
    """How many purchases there were after the last free one, as far as the holder's level counts
    them."""
    level = holder.level
    return loyalty.since_gift(holder.customer, level.every - 1) if level and level.every else 0

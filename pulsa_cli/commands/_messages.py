"""Messages to customers, in the shop's own words."""

from collections.abc import Iterable

from pulsa_cli.shop import Shop
from pulsa_cli.show.messages import Messages
from pulsa_cli.show.whatsapp import link


def messages_of(shop: Shop) -> Messages:
    """What writes this shop's messages, as of now."""
    return Messages(shop.texts, shop.now, shop.settings.name, shop.settings.methods)


def with_link(message: str, numbers: Iterable[str]) -> str:
    """The message and below it the WhatsApp link for the first of these numbers that can have
    one."""
    return "\n".join(filter(None, [message, link(numbers, message)]))

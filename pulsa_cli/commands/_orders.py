"""What the commands about orders share: find the one that is meant."""

from pulsa_cli.commands._people import which, who
from pulsa_cli.core import ids, phone
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import orders as shown


def meant(shop: Shop, typed: str, asking: bool) -> OpenOrder:
    """The open order that is meant: by id, by an end of one (`O3` is today's on this counter, else
    the only open one that ends so), by the last digits of its number, or by a customer. Raises
    Refused where there is none, or more than one and nobody to ask."""
    tail = None if phone.is_mobile(typed) else ids.parse_tail(typed)
    if tail and tail.letter not in ("", ORDERS.letter):
        raise Refused(f"'{typed}' bukan id pesanan. Lihat: pulsa pesanan list")
    if tail and tail.day and tail.counter:
        return shop.read_books().orders.get_open(str(ids.Id(*tail)))
    found = shop.read_books().orders.ending(typed)
    if not found and tail is None:
        found = shop.read_books().orders.open(customer=who(shop, typed, asking))
    if tail and tail.letter:
        todays = str(ids.Id(shop.device.counter, ids.day_code(shop.today), *tail[2:]))
        found = [each for each in found if each.id == todays] or found
    if not found:
        raise Refused(f"Tidak ada pesanan '{typed}' yang belum diisi. Lihat: pulsa pesanan list")
    return found[
        which(
            typed,
            [f"{each.name} · {shown.brief(each, shop.today)}" for each in found],
            "pesanan",
            asking,
        )
    ]

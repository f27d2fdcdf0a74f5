"""One sale, from what was typed to the row on disk, with questions where there is someone to
ask."""

from datetime import date
from typing import TYPE_CHECKING

from pulsa_cli.commands import types
from pulsa_cli.commands._deal import Deal, balance_used, offered, settle
from pulsa_cli.commands._typed import Typed, Wanted, chosen, find_buyer, read, whole_name
from pulsa_cli.core import dates, phone
from pulsa_cli.core import quote as selling
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.products import Product
from pulsa_cli.core.quote import Quote
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade import credit

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Gift, Level


def sell(shop: Shop, wanted: Wanted) -> tuple[Row, Quote]:
    """Records one sale. Raises Refused and WrongUse with nothing recorded."""
    shop.settings.require_name()
    shop.device.require_counter()
    if wanted.message:
        _ = shop.texts  # a mistake in them is told before the sale, not behind it
    person = at_the_counter(wanted.yes)
    typed = read(shop, wanted, person)
    typed, wanted = whole_name(shop, typed, wanted)
    method, again = _extras(shop, typed.rest, wanted)
    moment = dates.parse_time(wanted.when, shop.now) if wanted.when else None
    deal = _deal(shop, typed, wanted, method, again, (moment or shop.now).date(), person)
    return settle(shop, deal, wanted, moment, person), deal.quote


def _deal(
    shop: Shop, typed: Typed, wanted: Wanted, method: str, again: bool, day: date, person: Person
) -> Deal:
    word = typed.product or _asked_product(typed.number, person)
    choice = chosen(shop, typed.number, word, person, bool(wanted.force))
    number = phone.group(choice.number)
    buyer = find_buyer(shop, number, typed, wanted, person)
    repeated = offered(shop, number, person)
    level = credit.level_of(shop.read_books(), shop.card_in_use, buyer)
    price = _price(choice.product, wanted, person)
    cost = choice.product.cost if wanted.cost is None else wanted.cost
    gift = _gift(shop, buyer, level, wanted, choice.product, price, cost)

    def quoted(tendered: int | None, on_account: bool) -> Quote:
        return selling.quote(
            choice,
            price=price,
            cost=cost,
            discount=gift.amount if gift else wanted.discount or 0,
            tendered=tendered,
            carried=repeated.held if repeated else 0,
            credit=on_account,
            gift=gift is not None,
        )

    prepaid = wanted.prepaid is not None
    quote = quoted(wanted.tendered, prepaid or wanted.credit is not None)
    if not prepaid and wanted.credit is None and wanted.tendered is None:
        used = balance_used(shop, buyer, quote.paid, person)
        if used:
            quote, prepaid = quoted(quote.paid - used, True), True
    due = None
    if quote.owed and wanted.credit is not None and buyer:
        due = credit.due_date(shop.policy, buyer, wanted.term, day, level)
    return Deal(quote, buyer, method, again, repeated, due, prepaid, level, gift)


def _asked_product(number: str, person: Person) -> str:
    """The product that was not typed. Raises WrongUse without a person or an answer."""
    if len(phone.digits(number)) < 10:
        phone.normalise(number)  # the number is what is wrong; this says how
    word = (
        person.ask(f"Produk untuk {phone.group(phone.digits(number))} (misalnya 10):")
        if person.here
        else ""
    )
    if not word:
        raise WrongUse("Produk belum ditulis. Contoh: pulsa jual 081234567890 10")
    return word


def _extras(shop: Shop, rest: list[str], wanted: Wanted) -> tuple[str, bool]:
    """Way to pay, and whether a repeat is meant, from options and the words after the product."""
    again = wanted.again or "lagi" in rest
    named = [word for word in rest if word != "lagi"]
    if len(named) > 1:
        raise WrongUse(f"Kelebihan kata: {' '.join(named[1:])}.")
    typed = named[0] if named else wanted.method
    return shop.settings.method(typed), again


def _price(product: Product, wanted: Wanted, person: Person) -> int | None:
    """The price in rupiah; one that the list does not have is asked for."""
    price = product.price if wanted.price is None else wanted.price
    if price is None and person.here:
        price = types.Rupiah().convert(person.ask(f"Harga jual {product.label}:"), None, None)
    return price


def _gift(
    shop: Shop,
    buyer: Customer | None,
    level: "Level | None",
    wanted: Wanted,
    product: Product,
    price: int | None,
    cost: int | None,
) -> "Gift | None":
    """What the buyer's card takes off; nothing where the seller gives a discount. What is typed in
    later was not promised at the counter, and would come before what stands already."""
    if not buyer or not level or price is None or wanted.discount is not None:
        return None
    if wanted.when:
        terminal.note(f"Kartu {level.name}: tidak dipakai untuk penjualan dengan --waktu.")
        return None
    found = shop.read_books().loyalty(shop.card).gift(buyer, level, price, cost)
    if not found and (level.off or level.percent):
        why = f"modal {product.code} belum diisi" if cost is None else "sudah mendekati modal"
        terminal.note(f"Kartu {level.name}: tanpa potongan, {why}.")
    return found

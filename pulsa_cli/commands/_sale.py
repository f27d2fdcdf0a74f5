"""One sale, from what was typed to the row on disk, with questions where there is someone to
ask."""
from datetime import date
from typing import TYPE_CHECKING

from pulsa_cli.commands import _click
from pulsa_cli.commands._card import holder_of, term_of
from pulsa_cli.commands._deal import Deal, balance_used, settle
from pulsa_cli.commands._typed import Typed, Wanted, chosen, find_buyer, read, whole_name
from pulsa_cli.core import dates, money, phone, selling, terms
from pulsa_cli.core.products import Product
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.selling import Quote
from pulsa_cli.errors import WrongUse
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Gift, Holder


def sell(shop: Shop, wanted: Wanted) -> tuple[Row, Quote]:
    """Records one sale. Raises Refused and WrongUse with nothing recorded."""
    shop.settings.require_name()
    shop.device.require_counter()
    if wanted.message:
        shop.texts  # a mistake in them is told before the sale, not behind it
    asking = terminal.interactive() and not wanted.yes
    typed = read(shop, wanted, asking)
    typed, wanted = whole_name(shop, typed, wanted)
    method, again = _extras(shop, typed.rest, wanted)
    moment = dates.parse_time(wanted.when, shop.now()) if wanted.when else shop.now()
    if wanted.when:
        wanted = wanted._replace(when=moment.isoformat())
    deal = _deal(shop, typed, wanted, moment.date(), asking)
    return settle(shop, deal, wanted, method, again, asking), deal.quote


def _deal(shop: Shop, typed: Typed, wanted: Wanted, day: date, asking: bool) -> Deal:
    word = typed.product or _asked_product(typed.number, asking)
    choice = chosen(shop, typed.number, word, asking, bool(wanted.force))
    number = phone.group(choice.number)
    buyer = find_buyer(shop, number, typed, wanted, asking)
    repeated = _offered(shop, number, asking)
    holder = holder_of(shop, buyer)
    price = _price(choice.product, wanted, asking)
    cost = choice.product.cost if wanted.cost is None else wanted.cost
    gift = _gift(shop, holder, wanted, choice.product, price, cost)

    def quoted(tendered: int | None, on_account: bool) -> Quote:
        return selling.quote(
            choice, price=price, cost=cost, discount=gift.amount if gift else wanted.discount,
            tendered=tendered, carried=repeated.held if repeated else 0, credit=on_account,
            below_cost=gift is not None)

    prepaid = wanted.prepaid is not None
    quote = quoted(wanted.tendered, prepaid or wanted.credit is not None)
    if not prepaid and wanted.credit is None and wanted.tendered is None:
        used = balance_used(shop, buyer, quote.paid, asking)
        if used:
            quote, prepaid = quoted(quote.paid - used, True), True
    due = None
    if quote.owed and wanted.credit is not None and buyer:
        term = term_of(shop, buyer, holder)
        due = terms.due_date(wanted.term or term, day, buyer.payday)
    return Deal(quote, buyer, repeated, due, prepaid, holder, gift)


def _offered(shop: Shop, number: str, asking: bool) -> Sale | None:
    """A failed sale whose money is kept for this number, if it is to pay for this one."""
    for sale in shop.books.held_for(number)[:1]:
        said = (f"{money.rupiah(sale.held)} untuk nomor ini masih di konter, dari {sale.id} "
                f"({sale.row['nama']}, {sale.status}).")
        if asking:
            return sale if terminal.confirm(f"{said} Pakai sekarang?") else None
        terminal.note(f"{said} Memakainya: pulsa transaksi ulang {sale.id}")
    return None


def _asked_product(number: str, asking: bool) -> str:
    """The product that was not typed. Raises WrongUse without a person or an answer."""
    if len(phone.digits(number)) < 10:
        phone.normalise(number)  # the number is what is wrong; this says how
    word = terminal.ask(f"Produk untuk {phone.group(phone.digits(number))} (misalnya 10):") \
        if asking else ""
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
    return shop.settings.method(typed) if typed else shop.settings.methods[0], again


def _price(product: Product, wanted: Wanted, asking: bool) -> int | None:
    """The price in rupiah; one that the list does not have is asked for."""
    price = product.price if wanted.price is None else wanted.price
    if price is None and asking:
        price = _click.Rupiah().convert(terminal.ask(f"Harga jual {product.label}:"), None, None)
    return price


def _gift(shop: Shop, holder: "Holder | None", wanted: Wanted, product: Product,
          price: int | None, cost: int | None) -> "Gift | None":
    """What the buyer's card takes off; nothing where the seller gives a discount."""
    if not holder or not holder.level or price is None or wanted.discount:
        return None
    found = shop.loyalty().gift(holder, price, cost)
    if not found and cost is None and (holder.level.off or holder.level.percent):
        terminal.note(f"Kartu {holder.level.name}: tanpa potongan, karena modal {product.code} "
                      "belum diisi.")
    return found

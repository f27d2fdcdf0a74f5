"""`pulsa pesanan tambah`: goods for a day to come, paid in advance in full or in part."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import account_after
from pulsa_cli.commands._payments import ALL
from pulsa_cli.commands._typed import chosen, number_of
from pulsa_cli.core import phone, terms, words
from pulsa_cli.core import quote as selling
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import EVERY
from pulsa_cli.core.products import denomination
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.schema import ORDERS, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen_or_new, described, register
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import orders as shown
from pulsa_cli.trade.customers import stored_number

_EXAMPLE = "pulsa pesanan tambah budi 081234567890 10 --untuk sabtu --dp 5rb"
_SHORTEST = 9  # digits of a number; fewer are a denomination


class Advance(NamedTuple):
    """What is paid now, in rupiah, and how; TITIPAN = out of the prepaid balance."""

    amount: int
    method: str


@help.command()
@click.argument(
    "typed", metavar="PELANGGAN NOMOR PRODUK", type=types.Client(), nargs=-1, required=True
)
@click.option(
    "--untuk",
    "day",
    default="hari ini",
    metavar="KAPAN",
    help="Harinya: besok, sabtu, tanggal 25, gajian, 28/11. Biasanya hari ini.",
)
@click.option(
    "--dp",
    "advance",
    default="",
    metavar="JUMLAH",
    help="Uang muka, disimpan untuk pesanan ini; lunas = seluruh harganya.",
)
@click.option(
    "--cara",
    "method",
    default="",
    metavar="CARA",
    type=types.Method(),
    help="tunai, tf, qris, …, atau titipan: dari uang titipannya.",
)
@click.option(
    "--tiap",
    "every",
    type=click.Choice(EVERY),
    default=None,
    metavar="minggu|bulan",
    help="Berulang, mulai hari itu.",
)
@click.option("--harga", "price", type=types.Rupiah(), help="Harga yang disepakati.")
@click.option("--lagi", "again", is_flag=True, help="Memang dipesan lagi, untuk hari yang sama.")
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed: tuple[str, ...],
    day: str,
    advance: str,
    method: str,
    every: str | None,
    price: int | None,
    again: bool,
    yes: bool,
    cashier: str,
    note: str,
) -> None:
    """Catat pesanan: pulsa pesanan tambah budi 081234567890 10 --untuk sabtu --dp 5rb

    NOMOR boleh tidak ditulis kalau pelanggan punya nomor. Nanti diisi dengan: pulsa pesanan isi
    """
    shop.settings.require_name()
    shop.device.require_counter()
    person = at_the_counter(yes)
    customer, number, word = _read(shop, typed, person)
    choice = chosen(shop, number, word, person)
    agreed = choice.product.price if price is None else price
    if agreed is None:
        raise selling.NoPrice(choice.product)
    if not agreed:
        raise WrongUse("Harganya tidak boleh nol.")
    due = terms.due_date(day, shop.today, customer.payday, "hari pesanan")
    paid = _advance(shop, customer, advance, method, agreed, every, person)
    for warning in selling.quote(choice, price=agreed).warnings:
        terminal.warn(warning)
    stored, product = phone.group(choice.number), choice.product
    goods = shown.goods(product.label, stored, agreed, due, every or "")
    twin = None if again else _twin(shop, customer, stored, product.code, due)
    if person.here and not person.confirm(
        f"{customer.called}: {goods}{_said(paid, agreed)}. "
        + (f"Ini sudah dipesan ({twin}). Catat lagi?" if twin else "Benar?"),
        not twin,
    ):
        raise Refused("Tidak dicatat.")
    again = again or person.here
    if not customer.id:
        owner = shop.read_books().customers.owner_of(stored)
        customer = register(shop, {"nama": customer.name, "nomor": "" if owner else stored})
    row = {
        "jenis": "pesan",
        "pelanggan": customer.id,
        "nomor": stored,
        "operator": product.operator,
        "produk": product.code,
        "nama": product.name,
        "harga": str(agreed),
        "untuk": due.isoformat(),
        "tiap": every or "",
        "dp": str(paid.amount),
        "cara": paid.method,
        "kasir": cashier,
        "catatan": note,
    }
    texts: list[str] = []

    def build() -> Row:
        if paid.method == TITIPAN:
            _refuse_missing(shop, customer, paid.amount)
        if not again and (twin := _twin(shop, customer, stored, product.code, due)):
            raise Refused(f"Ini sudah dipesan ({twin}). Kalau memang lagi, tambahkan --lagi.")
        texts.append(account_after(shop, customer.id, shop.read_books().foreseen(ORDERS, row)))
        return row

    shop.record(
        ORDERS,
        build,
        lambda made: terminal.acknowledge(
            f"Tercatat {made['id']}: pesanan {customer.called} · {goods}{_said(paid, agreed)}"
            f"{texts[-1]}"
        ),
    )


def _read(shop: Shop, typed: Sequence[str], person: Person) -> tuple[Customer, str, str]:
    """Customer, number and product as typed: a name and then a number, or one of the two. Raises
    Refused and WrongUse."""
    names = next((place for place, word in enumerate(typed) if not words.is_name(word)), 0)
    number, word, rest = words.split(typed[names:])
    if names and len(phone.digits(number)) >= _SHORTEST:
        customer = chosen_or_new(person, shop.read_books(), " ".join(typed[:names]))
    elif words.is_name(typed[0]):
        name, word, rest = words.split_name(
            typed, lambda word: bool(shop.products.find(word) or denomination(word))
        )
        customer = chosen_or_new(person, shop.read_books(), name)
        number = number_of(shop, customer, word, person)
    else:
        customer = _owner(shop, number, person)
    if rest:
        raise WrongUse(f"Kelebihan kata: {' '.join(rest)}. Contoh: {_EXAMPLE}")
    if not word and person.here:
        word = person.ask(f"Produk untuk {described(customer)} (misalnya 10):")
    if not word:
        raise WrongUse(f"Produk belum ditulis. Contoh: {_EXAMPLE}")
    return customer, number, word


def _owner(shop: Shop, number: str, person: Person) -> Customer:
    """Whose number this is; where that is not known, a person is asked."""
    owner = shop.read_books().customers.owner_of(stored_number(number))
    if owner:
        return owner
    name = person.ask("Atas nama siapa?") if person.here else ""
    if not name:
        raise WrongUse(f"{number} belum milik siapa-siapa. Tulis namanya dulu: {_EXAMPLE}")
    return chosen_or_new(person, shop.read_books(), name)


def _twin(shop: Shop, customer: Customer, number: str, product: str, due: date) -> str:
    """The id of an open order of the same for the same day; empty without one."""
    found = shop.read_books().orders.of_goods(customer, number, product) if customer.id else []
    return next((each.id for each in found if each.due == due), "")


def _advance(
    shop: Shop,
    customer: Customer,
    typed: str,
    method: str,
    price: int,
    every: str | None,
    person: Person,
) -> Advance:
    """What is paid now. More than the price only for what recurs. Raises Refused."""
    if not typed:
        if method:
            raise WrongUse("--cara hanya untuk uang muka; tambahkan --dp.")
        return Advance(0, "")
    amount: int = (
        price
        if typed.casefold() in ALL
        else types.Rupiah().convert(typed, None, click.get_current_context())
    )
    if not amount:
        return Advance(0, "")
    if amount > price and not every:
        raise Refused(
            f"Uang muka {rupiah(amount)} lebih dari harganya, {rupiah(price)}. "
            "Lebihnya titipkan dengan: pulsa titipan terima"
        )
    balance = shop.read_books().customers.standing(customer).balance if customer.id else 0
    if (
        method.casefold() == TITIPAN
        or not method
        and balance >= amount
        and person.here
        and person.confirm(
            f"Uang titipan {customer.called} {rupiah(balance)}. Dipakai untuk "
            f"uang muka {rupiah(amount)}?"
        )
    ):
        _refuse_missing(shop, customer, amount)
        return Advance(amount, TITIPAN)
    return Advance(amount, shop.settings.method(method))


def _refuse_missing(shop: Shop, customer: Customer, amount: int) -> None:
    balance = shop.read_books().customers.standing(customer).balance if customer.id else 0
    if balance < amount:
        raise Refused(
            f"Uang titipan {customer.called} yang belum dipakai {rupiah(balance)}, "
            f"kurang {rupiah(amount - balance)}."
        )


def _said(paid: Advance, price: int) -> str:
    """What was paid in advance and what is left."""
    if not paid.amount:
        return ""
    rest = f", sisa {rupiah(price - paid.amount)}" if price > paid.amount else ""
    source = "dari uang titipan" if paid.method == TITIPAN else paid.method
    return f" · dibayar di muka {rupiah(paid.amount)} {source}{rest}"

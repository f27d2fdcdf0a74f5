"""What was typed for one sale: the options, the words taken apart, and whom they name."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pulsa_cli.core import phone, words
from pulsa_cli.core import quote as selling
from pulsa_cli.core.customers import Customer, Unknown
from pulsa_cli.core.products import denomination
from pulsa_cli.core.quote import Ambiguous, Choice
from pulsa_cli.dialog import customers
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade.customers import new_name, stored_number


class Wanted(NamedTuple):
    """What was typed for one sale: the words, and the values of the options. `credit` and
    `prepaid` name a customer; empty = the one whose number it is, None = not wanted."""

    words: tuple[str, ...]
    price: int | None
    cost: int | None
    discount: int | None
    tendered: int | None
    method: str
    credit: str | None
    prepaid: str | None
    term: str
    message: bool
    sn: str
    status: str
    again: bool
    force: str
    when: str
    cashier: str
    note: str
    yes: bool
    form: str

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Wanted":
        """The values of the options of `pulsa jual`. Raises WrongUse where two contradict."""
        wanted = cls(**{**options, "force": options["force"] or ""})
        if wanted.credit is not None and wanted.prepaid is not None:
            raise WrongUse("Pakai -k (kasbon) atau --titipan, tidak keduanya.")
        if wanted.message and wanted.form != "tabel":
            raise WrongUse("--pesan dan --format tidak bisa bersama.")
        swallowed = wanted.credit or wanted.prepaid or ""
        if len(wanted.words) == 1 and swallowed[:1].isdigit() and phone.is_mobile(swallowed):
            raise WrongUse(
                f"{swallowed} terbaca sebagai nama sesudah -k. Tulis -k di belakang: "
                f"pulsa jual {swallowed} {wanted.words[0]} -k"
            )
        if wanted.words and wanted.credit is None and (wanted.term or wanted.message):
            raise WrongUse("--tempo dan --pesan hanya untuk kasbon; tambahkan -k.")
        return wanted


class Typed(NamedTuple):
    """The words of a sale: a number as typed, the product's word, the rest, and the customer
    whose name stood in place of the number."""

    number: str
    product: str
    rest: list[str]
    customer: Customer | None


def read(shop: Shop, wanted: Wanted, person: Person) -> Typed:
    """Takes the words apart; a customer's name gives the number."""
    if not words.is_name(wanted.words[0]):
        return Typed(*words.split(wanted.words), None)
    name, product, rest = words.split_name(
        wanted.words, lambda word: bool(shop.products.find(word) or denomination(word))
    )
    try:
        customer = customers.chosen(person, shop.read_books(), name)
    except Unknown as unknown:
        if not person.here:
            raise Refused(f"'{name}' bukan nomor. {unknown}") from None
        number = person.ask(f"Pelanggan '{name}' belum ada. Nomornya [Enter = tidak jadi]:")
        if not number:
            raise Refused("Tidak dicatat.") from None
        return Typed(number, product, rest, _new(shop, name, number))
    return Typed(number_of(shop, customer, product, person), product, rest, customer)


def whole_name(shop: Shop, typed: Typed, wanted: Wanted) -> tuple[Typed, Wanted]:
    """Puts a name of several words together: of `-k bu siti` the option takes the first word
    alone."""
    if not (wanted.credit or wanted.prepaid):
        return typed, wanted
    rest = [word for word in typed.rest if word == "lagi" or shop.settings.is_method(word)]
    name = " ".join(
        [wanted.credit or wanted.prepaid or "", *(word for word in typed.rest if word not in rest)]
    )
    wanted = wanted._replace(credit=name) if wanted.credit else wanted._replace(prepaid=name)
    return typed._replace(rest=rest), wanted


def number_of(shop: Shop, customer: Customer, product: str, person: Person) -> str:
    """Which of the customer's numbers: those that the product can go to, then the seller says."""
    fitting: dict[bool, list[str]] = {False: [], True: []}  # by whether there are doubts
    refusal: Refused | None = None
    for number in customer.numbers:
        try:
            choice = selling.choose(number, product, shop.products, shop.prefixes)
            fitting[bool(choice.warnings)].append(number)
        except Ambiguous:
            fitting[False].append(number)
        except Refused as reason:
            refusal = reason
    found = fitting[False] or fitting[True]
    if refusal and product and not found:
        raise refusal
    found = found or list(customer.numbers)
    if len(found) == 1:
        return found[0]
    if not person.here:
        several = f"punya {len(found)} nomor: {', '.join(found)}" if found else "belum punya nomor"
        raise Refused(f"{customer.called} {several}. Tulis nomornya.")
    if not found:
        return person.ask(f"Nomor {customer.called}:")
    return found[person.pick(f"Nomor {customer.called} yang mana?", found)]


def chosen(shop: Shop, number: str, word: str, person: Person, force: bool = False) -> Choice:
    """Number and product; where the number fits two operators, the seller says which."""
    try:
        return selling.choose(number, word, shop.products, shop.prefixes, force)
    except Ambiguous as unclear:
        if not person.here:
            raise
        place = person.pick(
            "Kartu apa?", [f"{each.operator} ({each.code})" for each in unclear.products]
        )
        return selling.choose(number, unclear.products[place].code, shop.products, shop.prefixes)


def _new(shop: Shop, name: str, number: str) -> Customer:
    """A customer to be registered with the sale; a number of somebody else is left out."""
    stored = stored_number(number)
    taken = shop.read_books().customers.owner_of(stored)
    return Customer("", new_name(name), numbers=() if taken else (stored,))


def find_buyer(
    shop: Shop, number: str, typed: Typed, wanted: Wanted, person: Person
) -> Customer | None:
    """Who buys: named behind -k or --titipan, in place of the number, or known by the number."""
    named = wanted.credit or wanted.prepaid
    if not named and typed.customer:
        return typed.customer
    if not named:
        owner = shop.read_books().customers.owner_of(number)
        if owner or wanted.credit is None and wanted.prepaid is None:
            return owner
        named = person.ask("Atas nama siapa?") if person.here else ""
    if not named:
        raise WrongUse(f"{number} belum milik siapa-siapa. Tulis namanya: -k NAMA")
    try:
        return customers.chosen(person, shop.read_books(), named)
    except Unknown:
        if not person.here or phone.is_mobile(named):
            raise
    new = _new(shop, named, number)
    if not person.confirm(f"Pelanggan '{new.name}' belum ada. Daftarkan?"):
        raise Refused("Tidak dicatat.")
    return new

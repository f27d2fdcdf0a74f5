"""An order with whoever stands at the counter: what was typed is completed, and what is paid in
advance is agreed on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import phone, words
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.dialog import amounts, free_text
from pulsa_cli.dialog.customers import chosen_or_new
from pulsa_cli.dialog.person import Person
from pulsa_cli.dialog.selling import chosen, number_of, split_name
from pulsa_cli.errors import WrongUse
from pulsa_cli.trade import ordering
from pulsa_cli.trade.customers import stored_number
from pulsa_cli.trade.ordering import Order
from pulsa_cli.trade.paying import ALL
from pulsa_cli.trade.quote import Choice

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Counter, Terms

_EXAMPLE = "pulsa pesanan tambah budi 081234567890 10 --untuk sabtu --dp 5rb"
_SHORTEST = 9  # digits of a number; fewer are a denomination


def read(person: Person, counter: "Counter", typed: Sequence[str]) -> tuple[Customer, Choice]:
    """Who orders what for which number: a name and then a number, or one of the two. Raises
    Refused and WrongUse."""
    books, typed = counter.read_books(), free_text.words(typed)
    names = next((place for place, word in enumerate(typed) if not words.is_name(word)), 0)
    number, word, rest = words.split(typed[names:])
    if names and len(phone.digits(number)) >= _SHORTEST:
        customer = chosen_or_new(person, books, " ".join(typed[:names]))
    elif words.is_name(typed[0]):
        name, word, rest = split_name(counter, typed)
        customer = chosen_or_new(person, books, name)
        number = number_of(person, counter, customer, word)
    else:
        customer = _owner(person, books, number)
    if rest:
        raise WrongUse(f"Kelebihan kata: {' '.join(rest)}. Contoh: {_EXAMPLE}")
    word = word or person.ask(f"Produk untuk {customer.told_apart} (misalnya 10):")
    if not word:
        raise WrongUse(f"Produk belum ditulis. Contoh: {_EXAMPLE}")
    return customer, chosen(person, counter, number, word)


def paid_in_advance(
    person: Person, books: "Books", terms: "Terms", order: Order, typed: str, method: str
) -> Order:
    """The order with what is paid for it now, of the amount `typed` (empty = nothing) and in that
    way, or out of the prepaid balance if the customer likes. Raises Refused and WrongUse."""
    if not typed:
        if method:
            raise WrongUse("--cara hanya untuk uang muka; tambahkan --dp.")
        return order
    amount = order.price if typed.casefold() in ALL else amounts.asked(person, typed)
    if not amount:
        return order
    ordering.refuse_too_much(amount, order.price, order.every)
    is_prepaid = method.casefold() == TITIPAN
    balance = ordering.balance_of(books, order.customer)
    if not method and balance >= amount:
        is_prepaid = person.confirm(
            f"Uang titipan {order.customer.called} {rupiah(balance)}. Dipakai untuk "
            f"uang muka {rupiah(amount)}?"
        )
    if is_prepaid:
        ordering.refuse_missing(books, order.customer, amount)
        return order._replace(advance=amount, method=TITIPAN)
    return order._replace(advance=amount, method=terms.settings.method(method))


def _owner(person: Person, books: "Books", number: str) -> Customer:
    """Whose number this is; where that is not known, a person is asked."""
    if owners := books.customers.owners_of(stored_number(number)):
        return owners[0] if len(owners) == 1 else chosen_or_new(person, books, number)
    name = person.ask("Atas nama siapa?")
    if not name:
        raise WrongUse(f"{number} belum milik siapa-siapa. Tulis namanya dulu: {_EXAMPLE}")
    return chosen_or_new(person, books, name)

"""Which customer is meant, asked where there is someone to ask; and a new one registered."""

from typing import TYPE_CHECKING

from pulsa_cli.core import phone
from pulsa_cli.core.customers import Ambiguous, Customer, Unknown
from pulsa_cli.core.schema import PEOPLE, Row
from pulsa_cli.dialog import free_text, terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.trade import customers

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Recorder


def chosen(person: Person, books: "Books", typed: str) -> Customer:
    """The customer that is meant; of several, or of names like it, a person is asked. Raises
    Refused where nobody is."""
    try:
        return books.customers.find(typed)
    except Ambiguous as unclear:
        if not person.here:
            raise
        return person.choose(f"'{typed}' yang mana?", unclear.customers, told_apart)
    except Unknown as unknown:
        near = unknown.near
        if not person.here or not near:
            raise
    meant = person.one_or_none(f"Pelanggan '{typed}' belum ada. Maksudnya?", near, told_apart)
    if meant is None:
        raise Unknown(typed, [])
    return meant


def chosen_or_new(person: Person, books: "Books", typed: str) -> Customer:
    """The customer that is meant; a name that nobody has, where a person agrees, is a customer
    without an id, to be registered. Raises Refused where nobody is."""
    try:
        return chosen(person, books, typed)
    except Unknown:
        if not person.here or phone.is_mobile(typed):
            raise
    name, numbers = new_name(person, typed)
    person.agree(f"Pelanggan '{name}' belum ada. Daftarkan?")
    return customers.not_registered(name, numbers)


def new_name(person: Person, typed: str) -> tuple[str, list[str]]:
    """The name of a new customer and, once a person agrees, the number that was typed in it. Raises
    Refused, and WrongUse where nobody can agree."""
    name, number = customers.with_number(typed)
    if number and not person.here:
        customers.new_name(typed)  # refused, with what to type
    name = customers.new_name(free_text.plain(name, "Nama"))
    if not number:
        return name, []
    person.agree(f"{number} itu nomornya {name}?")
    return name, [number]


def told_apart(customer: Customer) -> str:
    """The customer in a line of a choice."""
    return customer.told_apart


def enter(shop: "Recorder", customer: Customer) -> Customer:
    """Records a customer who has no id yet. Raises Refused."""
    return register(shop, {"nama": customer.name, "nomor": " ".join(customer.numbers)})


def register(shop: "Recorder", row: Row) -> Customer:
    """Records a new customer of whom these columns of `ledger/pelanggan` are known. Raises
    Refused."""
    with shop.writing():
        recorded = shop.append(PEOPLE, customers.registration(shop.read_books(), row))
    numbers = f" · {recorded['nomor'].replace(' ', ', ')}" if recorded["nomor"] else ""
    terminal.acknowledge(f"Tercatat {recorded['id']}: pelanggan {recorded['nama']}{numbers}")
    return customers.registered(recorded)

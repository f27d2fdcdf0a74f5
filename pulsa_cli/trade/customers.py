"""Customers: what can be a name or a number, and the row that registers one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import phone, text
from pulsa_cli.core.customers import CLEARED, Customer, words
from pulsa_cli.core.kinds import CHANGED, REGISTERED
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import Refused, WrongUse

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books

_LONGEST = 100


def new_name(typed: str) -> str:
    """A customer's name as typed in a hurry: `bu siti` → `Bu Siti`. Raises WrongUse."""
    cleaned = text.clean(typed)
    return checked_name(cleaned.title() if cleaned.islower() else cleaned)


def checked_name(typed: str) -> str:
    """A customer's name that can be found again. Raises WrongUse."""
    if len(typed) > _LONGEST:
        raise WrongUse(f"Nama terlalu panjang ({len(typed)} huruf); paling banyak {_LONGEST}.")
    if not typed or typed == "-" or typed.replace(" ", "").isdigit():
        raise WrongUse("Nama tidak boleh kosong dan tidak boleh hanya angka.")
    return typed


def stored_number(typed: str) -> str:
    """A phone or meter number as it is stored. Raises Refused."""
    if not phone.is_mobile(typed) and phone.is_meter(typed):
        return phone.group(phone.meter(typed))
    return phone.group(phone.normalise(typed))


def not_registered(name: str, numbers: Sequence[str] = ()) -> Customer:
    """A customer who is to be registered: without an id as yet."""
    return Customer("", name, numbers=tuple(numbers))


def unregistered(books: "Books", name: str, number: str) -> Customer:
    """A customer without an id, to be registered with a sale to this number (as typed), which is
    left out where it is somebody else's. Raises WrongUse, Refused."""
    stored = stored_number(number)
    taken = books.customers.owner_of(stored)
    return not_registered(new_name(name), () if taken else (stored,))


def registration(books: "Books", row: Row) -> Row:
    """The row of a new customer of whom these columns of `ledger/pelanggan` are known. Raises
    Refused where a number or the short name is somebody else's."""
    refuse_taken(books, row.get("nomor", "").split(), row.get("kode", ""))
    return {"jenis": REGISTERED, **row}


def namesakes(books: "Books", name: str, is_told_apart: bool) -> str:
    """Customers who have this very name; empty where nobody has. Raises Refused where nothing
    (a number, a short name) would tell the new one apart."""
    same = [
        known.customer
        for known in books.customers.matching(name)
        if words(known.customer.name) == words(name)
    ]
    listed = "; ".join(
        f"{customer.called} {' '.join(customer.numbers[:1]) or customer.id}" for customer in same
    )
    if same and not is_told_apart:
        raise Refused(
            f"Sudah ada: {listed}. Kalau orang lain, beri --nomor atau --kode supaya "
            "bisa dibedakan."
        )
    return listed


def change(books: "Books", customer: Customer, changes: Row) -> Row:
    """The row that changes these columns of `ledger/pelanggan`, empty = as before. Raises
    Refused."""
    numbers, code = changes["nomor"].split(), changes["kode"].replace(CLEARED, "")
    refuse_taken(books, numbers, code, but=customer.id)
    for number in changes["lepas"].split():
        if number not in customer.numbers:
            raise Refused(f"{number} bukan nomor {customer.called}.")
    return {"jenis": CHANGED, "ref": customer.id, **changes}


def registered(row: Row) -> Customer:
    """The customer whom a row has just registered."""
    return Customer(
        row["id"],
        row["nama"],
        row["kode"],
        tuple(row["nomor"].split()),
        ids=(row["id"],),
        names=(row["nama"],),
    )


def refuse_taken(books: "Books", numbers: Sequence[str], code: str = "", but: str = "") -> None:
    """Raises Refused where a number or a short name is another customer's than the one with the
    id `but`."""
    for number in numbers:
        owner = books.customers.owner_of(number)
        if owner and owner.id != but:
            raise Refused(
                f"{number} sudah milik {owner.called}. Kalau orangnya sama: pulsa pelanggan satukan"
            )
    owner = books.customers.with_code(code) if code else None
    if owner and owner.id != but:
        raise Refused(f"Kode '{code}' sudah dipakai {owner.name}.")

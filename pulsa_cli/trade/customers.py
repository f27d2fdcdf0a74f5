"""Customers: what can be a name or a number, and the row that registers one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import phone, text
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import REGISTERED
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


def unregistered(books: "Books", name: str, number: str) -> Customer:
    """A customer without an id, to be registered with a sale to this number (as typed), which is
    left out where it is somebody else's. Raises WrongUse, Refused."""
    stored = stored_number(number)
    taken = books.customers.owner_of(stored)
    return Customer("", new_name(name), numbers=() if taken else (stored,))


def registration(books: "Books", row: Row) -> Row:
    """The row of a new customer of whom these columns of `ledger/pelanggan` are known. Raises
    Refused where a number or the short name is somebody else's."""
    refuse_taken(books, row.get("nomor", "").split(), row.get("kode", ""))
    return {"jenis": REGISTERED, **row}


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

"""Customers: what can be a name or a number, and the row that registers one."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from pulsa_cli.core import ids, phone, text
from pulsa_cli.core.customers import CLEARED, Customer, words
from pulsa_cli.core.kinds import CHANGED, REGISTERED, UNITED
from pulsa_cli.core.products import denomination
from pulsa_cli.core.sales import ON_ACCOUNT
from pulsa_cli.core.schema import TABLES, Row
from pulsa_cli.core.words import AGAIN, DASHES, has_letter
from pulsa_cli.errors import Refused, WrongUse

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

_LONGEST = 100
_TAKEN = (*ON_ACCOUNT, "hutang", "utang", "lunas")  # how people say that they pay
# Digits in groups, as people write numbers; eight at least, so that a year or a house is none.
_DIGITS = r"[(+]*\d(?:[\s().\-\u2010-\u2015\u2212/]*\d){7,}\)?"
_FIRST_LETTER = r"(?<![\w'’‘ʼ`´])[^\W\d_]"  # not the r of Ma'ruf, nor the n of 2nd


def new_name(typed: str) -> str:
    """The name of a new customer, as typed in a hurry: `bu siti` → `Bu Siti`. Raises WrongUse."""
    cleaned = text.clean(typed)
    if cleaned.islower():
        cleaned = re.sub(_FIRST_LETTER, lambda first: first[0].upper(), cleaned)
    return checked_name(cleaned)


def with_number(typed: str) -> tuple[str, str]:
    """A number that stands in a name: `Ujang 081399998888` → `Ujang` and the number as it is
    stored, empty where there is none. Raises Refused for one that is mistyped."""
    for found in re.finditer(_DIGITS, typed, re.A):
        digits = found[0].strip("()")
        is_number = phone.is_mobile(digits) or phone.is_meter(digits)
        name = text.clean(typed[: found.start()] + " " + typed[found.end() :])
        if name and (is_number or digits.startswith(("0", "62", "+62"))):
            return name, stored_number(digits)
    return typed, ""


def checked_name(typed: str, command: str = "pulsa pelanggan tambah {}") -> str:
    """A customer's name that can be found again. Raises WrongUse; where there is a number in it,
    with the `command` that takes it for one."""
    name, number = with_number(typed)
    if number:
        quoted = name if name.isalnum() else f'"{name}"'
        raise WrongUse(
            f"Di dalam nama '{typed}' ada nomor. Nomor ditulis dengan --nomor: "
            f"{command.format(quoted)} --nomor {number}"
        )
    if len(typed) > _LONGEST:
        raise WrongUse(f"Nama terlalu panjang ({len(typed)} huruf); paling banyak {_LONGEST}.")
    if not has_letter(typed):
        raise WrongUse(f"Nama '{typed}' tidak berisi huruf. Tulis namanya dengan huruf.")
    if typed[0] in DASHES:
        raise WrongUse(
            f"Nama '{typed}' diawali tanda hubung, seperti pilihan. Tulis: "
            f"{typed.lstrip(DASHES + ' ')}"
        )
    return typed


def checked_code(typed: str, terms: "Terms") -> str:
    """A customer's short name, as typed, that means nothing else at the counter; CLEARED takes it
    away. Raises Refused, WrongUse."""
    typed = text.line(typed, "--kode")
    if typed in ("", CLEARED):
        return typed
    meant = (
        (typed[0] in DASHES, "pilihan"),
        (text.inert(typed) != typed, "rumus di spreadsheet"),
        (_is_number_or_id(typed), "nomor atau id"),
        (typed.casefold() in _TAKEN or terms.settings.is_method(typed), "cara bayar"),
        (denomination(typed) is not None or terms.products.find(typed), "produk"),
        (typed.casefold() == AGAIN, "jual lagi"),
        (not has_letter(typed), "tanda baca"),
    )
    for is_meant, noun in meant:
        if is_meant:
            raise Refused(f"Kode '{typed}' terbaca sebagai {noun}. Pakai huruf lain, misalnya bs.")
    return typed


def stored_number(typed: str, insisted: bool = False) -> str:
    """A phone (`insisted` as in `phone.normalise`) or meter number as it is stored. Raises
    Refused."""
    if not phone.is_mobile(typed) and phone.is_meter(typed):
        return phone.group(phone.meter(typed))
    return phone.group(phone.normalise(typed, insisted))


def not_registered(name: str, numbers: Sequence[str] = ()) -> Customer:
    """A customer who is to be registered: without an id as yet."""
    return Customer("", name, numbers=tuple(numbers))


def unregistered(books: "Books", name: str, number: str) -> Customer:
    """A customer without an id, to be registered with a sale to this number (as typed), which is
    left out where it is somebody else's; the sale judges its length. Raises WrongUse, Refused."""
    stored = stored_number(number, insisted=True)
    taken = books.customers.owner_of(stored)
    return not_registered(new_name(name), () if taken else (stored,))


def registration(books: "Books", row: Row) -> Row:
    """The row of a new customer of whom these columns of `ledger/pelanggan` are known. Raises
    Refused where a number, the name or the short name is taken."""
    refuse_taken(books, row["nama"], row.get("nomor", "").split(), row.get("kode", ""))
    return {"jenis": REGISTERED, **row}


def namesakes(books: "Books", name: str, is_told_apart: bool) -> str:
    """Customers who have this very name; empty where nobody has. Raises Refused where nothing
    (a number, a short name) would tell the new one apart."""
    same = [
        customer
        for customer in books.customers.named(name)
        if words(name) in map(words, customer.names)
    ]
    listed = "; ".join(customer.told_apart for customer in same)
    if same and not is_told_apart:
        raise Refused(
            f"Sudah ada: {listed}. Kalau orang lain, beri --nomor atau --kode supaya "
            "bisa dibedakan."
        )
    return listed


def change(books: "Books", customer: Customer, changes: Row) -> Row:
    """The row that changes these columns of `ledger/pelanggan`, empty = as before. Raises
    Refused."""
    numbers, code = changes["nomor"].split(), changes["kode"]
    code = "" if code == CLEARED else code
    refuse_taken(books, changes["nama"], numbers, code, customer.ids)
    for number in changes["lepas"].split():
        if number not in customer.numbers:
            raise Refused(f"{number} bukan nomor {customer.called}.")
    return {"jenis": CHANGED, "ref": customer.id, **changes}


def union(books: "Books", kept: Customer, gone: Customer) -> Row:
    """The row by which the two are one person from now on. Raises Refused where they are already,
    or where the short name that comes along is somebody else's as well."""
    if kept.id == gone.id:
        raise Refused(f"{kept.called} dan {gone.called} sudah satu orang.")
    if gone.code and not kept.code:
        _refuse_code(books, gone.code, kept.ids + gone.ids)
    return {"jenis": UNITED, "ref": kept.id, "dari": gone.id}


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


def refuse_taken(
    books: "Books",
    name: str = "",
    numbers: Sequence[str] = (),
    code: str = "",
    but: Collection[str] = (),
) -> None:
    """Raises Refused where a number is another customer's than the one with the ids `but`, or
    where a name, a number or a short name could be taken for another's."""
    for number in numbers:
        for owner in books.customers.owners_of(number):
            if owner.id not in but:
                raise Refused(
                    f"{number} sudah milik {owner.called}. Kalau orangnya sama: "
                    "pulsa pelanggan satukan"
                )
    for word in filter(None, (name, *numbers, *(number.replace("-", "") for number in numbers))):
        for other in books.customers.named(word):
            if other.id not in but and words(other.code) == words(word):
                raise Refused(
                    f"'{word}' sudah dipakai sebagai kode {other.told_apart}. Ganti dulu kodenya: "
                    f"pulsa pelanggan ubah {other.id} --kode KODE"
                )
    if code:
        _refuse_code(books, code, but)


def _is_number_or_id(code: str) -> bool:
    """Is this read as a number, or as the id of a row?"""
    tail = ids.parse_tail(code)
    letters = {"", *(table.letter for table in TABLES.values())}
    return (
        phone.is_mobile(code) or phone.is_meter(code) or tail is not None and tail.letter in letters
    )


def _refuse_code(books: "Books", code: str, but: Collection[str]) -> None:
    """Raises Refused where another customer has this short name, or it is a word of the name."""
    for other in books.customers.named(code):
        if other.id in but:
            continue
        if words(other.code) == words(code):
            raise Refused(f"Kode '{code}' sudah dipakai {other.name}.")
        raise Refused(
            f"Kode '{code}' juga nama {other.told_apart}, jadi tidak membedakan. "
            "Pakai kode lain, misalnya inisialnya."
        )

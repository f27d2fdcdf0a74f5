"""What the commands share about customers: find the one that is meant, register a new one."""

from collections.abc import Sequence

from pulsa_cli.core import phone, text
from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Ambiguous, Customer, Unknown
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import PEOPLE, Row
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop

_LONGEST = 100
_LISTED = 20  # more to choose from would not fit a screen


def who(shop: Shop, typed: str, asking: bool = False) -> Customer:
    """The customer that is meant; of several, or of names like it, a person is asked.

    Raises Refused where nobody is.
    """
    try:
        return shop.read_books().customers.find(typed)
    except Ambiguous as unclear:
        if not asking:
            raise
        found = unclear.found[:_LISTED]
        place = terminal.pick(f"'{typed}' yang mana?", [*map(described, found)])
        return found[place]
    except Unknown as unknown:
        near = unknown.near
        if not asking or not near:
            raise
    # Enter takes none of them: a name that is only like it would get somebody else's debt.
    place = terminal.pick(
        f"Pelanggan '{typed}' belum ada. Maksudnya?",
        [*map(described, near), "bukan semua ini"],
        assumed=len(near),
    )
    if place == len(near):
        raise Unknown(typed, [])
    return near[place]


def which(typed: str, lines: list[str], noun: str, asking: bool) -> int:
    """The place of the one that is meant of several, each told in a line. Raises Refused where
    nobody can be asked."""
    if len(lines) == 1:
        return 0
    if asking:
        return terminal.pick(f"{noun.capitalize()} yang mana?", lines[:_LISTED])
    raise Refused(
        f"'{typed}' cocok dengan {len(lines)} {noun}:\n"
        + "\n".join(f"- {line}" for line in lines[:5])
        + "\nTulis id lengkapnya."
    )


def who_or_new(shop: Shop, typed: str, asking: bool) -> Customer:
    """The customer that is meant; a name that nobody has, where a person agrees, is a customer
    without an id, to be registered.

    Raises Refused where nobody is.
    """
    try:
        return who(shop, typed, asking)
    except Unknown:
        if not asking or phone.is_mobile(typed):
            raise
    name = new_name(typed)
    if not terminal.confirm(f"Pelanggan '{name}' belum ada. Daftarkan?"):
        raise Refused("Tidak dicatat.")
    return Customer("", name)


def new_name(typed: str) -> str:
    """A customer's name as typed in a hurry: `bu siti` → `Bu Siti`. Raises WrongUse."""
    cleaned = text.clean(typed)
    return checked_name(cleaned.title() if cleaned.islower() else cleaned)


def described(customer: Customer) -> str:
    """Name and first number, to tell two of one name apart."""
    return " ".join([customer.called, *customer.numbers[:1]])


def stored_number(typed: str) -> str:
    """A phone or meter number as it is stored. Raises Refused."""
    number = (
        phone.meter(typed)
        if not phone.is_mobile(typed) and phone.is_meter(typed)
        else phone.normalise(typed)
    )
    return phone.group(number)


def checked_name(typed: str) -> str:
    """A customer's name that can be found again. Raises WrongUse."""
    if len(typed) > _LONGEST:
        raise WrongUse(f"Nama terlalu panjang ({len(typed)} huruf); paling banyak {_LONGEST}.")
    if not typed or typed == "-" or typed.replace(" ", "").isdigit():
        raise WrongUse("Nama tidak boleh kosong dan tidak boleh hanya angka.")
    return typed


def refuse_taken(shop: Shop, numbers: Sequence[str], code: str = "", but: str = "") -> None:
    """Raises Refused where a number or a short name is another customer's than the one with the
    id `but`."""
    for number in numbers:
        owner = shop.read_books().customers.owner_of(number)
        if owner and owner.id != but:
            raise Refused(
                f"{number} sudah milik {owner.called}. Kalau orangnya sama: pulsa pelanggan satukan"
            )
    owner = shop.read_books().customers.with_code(code) if code else None
    if owner and owner.id != but:
        raise Refused(f"Kode '{code}' sudah dipakai {owner.name}.")


def register(shop: Shop, row: Row) -> Customer:
    """Records a new customer; `row` has the columns of `ledger/pelanggan` that are known."""

    def build() -> Row:
        refuse_taken(shop, row.get("nomor", "").split(), row.get("kode", ""))
        return {"jenis": "tambah", **row}

    recorded = shop.record(
        PEOPLE,
        build,
        lambda made: terminal.acknowledge(
            f"Tercatat {made['id']}: pelanggan {made['nama']}"
            + (f" · {made['nomor'].replace(' ', ', ')}" if made["nomor"] else "")
        ),
    )
    return Customer(
        recorded["id"],
        recorded["nama"],
        recorded["kode"],
        tuple(recorded["nomor"].split()),
        ids=(recorded["id"],),
        names=(recorded["nama"],),
    )


def money_now(of: Account | Standing) -> str:
    """`jumlah kasbon sekarang Rp30.000`; and what was paid in advance where there is some, free
    and for orders."""
    parts = [f"jumlah kasbon sekarang {rupiah(of.owed)}"] if of.owed else []
    if of.balance:
        parts.append(f"uang titipan sekarang {rupiah(of.balance)}")
    if of.reserved:
        parts.append(f"uang pesanan sekarang {rupiah(of.reserved)}")
    return " · ".join(parts) or "kasbon sekarang tidak ada"

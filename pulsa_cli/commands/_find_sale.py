"""Which sale a customer complains of: by number, its last digits, SN, id or name; where there is
none, the nearest numbers."""

from collections import Counter

from pulsa_cli.commands._case import RECENT
from pulsa_cli.core import ids, phone, text
from pulsa_cli.core.customers import Unknown
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import COMPLAINTS, SALES
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown
from pulsa_cli.trade.customers import stored_number

_LISTED = 9  # of several, what fits a screen
_LEAST, _LONGEST = 4, 13  # digits that a number can be found by
_SEARCH = "Tulis nomor lengkapnya, atau cari dengan: pulsa transaksi list --dari '90 hari'"


def find_sale(shop: Shop, typed: str, person: Person) -> tuple[Sale, str]:
    """The sale that is meant, and the number (or the end of it) that the customer names where the
    sale went to another one. Of several, a person is asked, newest first; without one it is the
    newest to the number.

    Raises Refused where there is none, or where it could be several numbers.
    """
    typed = text.clean(typed)
    digits = "".join(char for char in typed if char not in " -.()+")
    if not (digits.isascii() and digits.isdigit()) or len(digits) < _LEAST:
        return _by_name(shop, typed, person), ""
    number = stored_number(typed) if phone.is_mobile(typed) or phone.is_meter(typed) else ""
    found = (
        (shop.read_books().sales.last_to(number, _LISTED) if number else [])
        or shop.read_books().sales.with_sn(typed)
        or shop.read_books().sales.with_sn(digits)
        or _ending(shop, {digits})
        or _complained_of(shop, digits)
    )
    if found:
        return _one(found, typed, person), ""
    near: list[Sale] = []
    if number:
        near = shop.read_books().sales.to_any(
            phone.typos(number.replace("-", "")), shop.today - RECENT
        )
    elif len(digits) <= _LONGEST:
        near = _ending(shop, phone.typos(digits))
    where = typed if number else f"{typed} dalam {RECENT.days} hari ini"
    return _offered(shop, where, near, person), number or digits


def _ending(shop: Shop, endings: set[str]) -> list[Sale]:
    """Recent sales to numbers that end so, of each number its sales, newest first."""
    if any(len(end) > _LONGEST for end in endings):
        return []  # an SN
    return shop.read_books().sales.ending(sorted(endings), shop.today - RECENT)


def _complained_of(shop: Shop, digits: str) -> list[Sale]:
    """Sales of any time whose complaint is still open, to numbers that end so."""
    return [
        shop.read_books().sales.get(each.sale)
        for each in shop.read_books().complaints.all()
        if not each.closed
        and each.number.replace("-", "").endswith(digits)
        and shop.read_books().exists(each.sale)
    ]


def _by_name(shop: Shop, typed: str, person: Person) -> Sale:
    """By id, by an SN with letters in it, or by the customer's name."""
    if tail := ids.parse_tail(typed):
        if tail.letter in ("", SALES.letter):
            return shop.read_books().sales.get(
                choosing.row(at_the_counter(), shop.read_books(), typed)
            )
        if tail.letter == COMPLAINTS.letter:
            raise Refused(
                f"{typed} keluhan, bukan penjualan. Lanjutkan: pulsa keluhan lanjut {typed}"
            )
    if found := shop.read_books().sales.with_sn(typed):
        return _one(found, typed, person)
    try:
        customer = chosen(person, shop.read_books(), typed)
    except Unknown as unknown:
        raise Refused(
            f"Tidak ada penjualan dengan '{typed}' (nomor, id, SN atau nama). {unknown}"
        ) from None
    found = shop.read_books().sales.last_of(customer, _LISTED)
    if not found:
        raise Refused(f"Belum ada penjualan untuk {customer.called}.")
    return _one(found, typed, person)


def _one(found: list[Sale], typed: str, person: Person) -> Sale:
    """The one that is meant of several, newest first; what was recorded by mistake comes last."""
    found = sorted(found, key=lambda sale: sale.status == VOID)
    if len(found) == 1:
        return found[0]
    if person.here:
        return found[person.pick("Yang mana?", [shown.of_sale(sale) for sale in found[:_LISTED]])]
    if len({sale.number for sale in found}) > 1:
        listed = "\n".join(f"  {shown.of_sale(sale)}" for sale in found[:_LISTED])
        raise Refused(f"'{typed}' cocok dengan beberapa nomor. Tulis id-nya:\n{listed}")
    others = ", ".join(sale.id for sale in found[1:4])
    terminal.note(f"Yang terbaru dari {len(found)} penjualan; lainnya {others}.")
    return found[0]


def _offered(shop: Shop, where: str, near: list[Sale], person: Person) -> Sale:
    """Of sales to numbers like the one that was named, the one that is meant; `where` says to
    which number, and since when, there is none."""
    near = near[:_LISTED]
    told = [
        f"Tidak ada penjualan ke {where}. Sering terjadi: satu angka salah ketik, atau "
        "dua angka tertukar."
    ]
    told += filter(None, [_usual_cause(shop)])
    told += [
        f"Mungkin dijual di konter {counter}; catatannya di sini baru sampai {show_day(day)}."
        for counter, day in shop.read_books().heard_from().items()
    ]
    if near and person.here:
        for line in told:
            terminal.note(line)
        # Enter takes none of them: the complaint would be about somebody else's sale.
        place = person.pick(
            "Nomor yang mirip. Yang mana?",
            [*map(shown.of_sale, near), "bukan semua ini"],
            assumed=len(near),
        )
        if place < len(near):
            return near[place]
        raise Refused(f"Tidak dicatat. {_SEARCH}")
    told += (
        [
            "Nomor yang mirip:",
            *(f"  {shown.of_sale(sale)}" for sale in near),
            "Kalau itu yang dimaksud, tulis id-nya.",
        ]
        if near
        else [f"Nomor yang mirip juga tidak ada. {_SEARCH}"]
    )
    raise Refused("\n".join(told))


def _usual_cause(shop: Shop) -> str:
    """What complaints here came to most often, where one cause stands out."""
    causes = Counter(
        each.cause
        for each in shop.read_books().complaints.all()
        if each.cause not in ("", shown.UNKNOWN_CAUSE)
    )
    cause, count = next(iter(causes.most_common(1)), ("", 0))
    if count < 2:
        return ""
    return f"Keluhan di sini paling sering: {shown.words(cause)} ({count} dari {causes.total()})."

"""The loyalty card: its rules, `ledger/kartu.yaml`, and who has which level, asked as questions of
the index."""
import os
import re
from datetime import date
from typing import Any

from pulsa_cli.core import loyalty, money
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.loyalty import BELOW_COST, FREE, NEVER, Facts, Gift, Holder, Level, Rules
from pulsa_cli.errors import WrongUse
from pulsa_cli.storage import files
from pulsa_cli.storage.books import Books
from pulsa_cli.storage.clients import Clients
from pulsa_cli.storage.index import Index
from pulsa_cli.storage.keys import pack
from pulsa_cli.storage.settings import limit, term
from pulsa_cli.storage.strict_yaml import BadValue, Each, Source, load, one_of, word

FILE = os.path.join("ledger", "kartu.yaml")
_LONGEST = 20  # letters of a level's name: it has to fit on a narrow receipt
_SPANS = {"hari": 1, "minggu": 7, "bulan": 30}
# Of a customer (?1) as of a day (?2): rupiah overdue, debts paid on time, paid late, and open but
# late.
_DEBTS = """
SELECT (SELECT coalesce(sum(part.remaining), 0) FROM part JOIN debt ON debt.key = part.debt
        WHERE part.person = ?1 AND part.due < ?2 AND NOT on_hold),
    coalesce((SELECT on_time FROM account WHERE person = ?1), 0),
    coalesce((SELECT late FROM account WHERE person = ?1), 0),
    (SELECT count(*) FROM debt WHERE person = ?1 AND deadline < ?2)
"""


class Loyalty:
    """Answers about the card as of `today`."""

    def __init__(self, index: Index, books: Books, clients: Clients, today: date,
                 rules: Rules) -> None:
        self._index, self._books, self._clients = index, books, clients
        self._today, self._rules = today, rules

    def holder(self, customer: Customer) -> Holder:
        """The customer's level, with the facts."""
        facts = self._facts(customer)
        return Holder(customer, loyalty.level_of(self._rules, facts), facts)

    def all(self) -> list[Holder]:
        """Every customer, by name."""
        return [self.holder(known.customer) for known in self._clients.customers()]

    def gift(self, holder: Holder, price: int, cost: int | None) -> Gift | None:
        """What the card takes off a sale at this price; rupiah."""
        level = holder.level
        return loyalty.gift(self._rules, level, price, cost, lambda: self.since_gift(
            holder.customer, level.every - 1)) if level else None

    def since_gift(self, customer: Customer, most: int) -> int:
        """How many purchases there were after the last one that was free by the card; no more
        than `most` are counted."""
        customer, since, count = self._own(customer), self._rules.since or date.min, 2 * most
        while True:
            found = self._books.last_sales(customer, count)
            valid = [sale for sale in found if not sale.ended and sale.time.date() >= since]
            free = next((place for place, sale in enumerate(valid)
                         if sale.row["hadiah"] == FREE), None)
            if free is not None or len(valid) >= most or len(found) < count \
                    or found[-1].time.date() < since:
                return min(len(valid) if free is None else free, most)
            count *= 2

    def _facts(self, customer: Customer) -> Facts:
        overdue, on_time, late, late_and_open = self._index.select(
            _DEBTS, pack(customer.id), self._today.isoformat())[0]
        starts = [self._rules.start(level, self._today) for level in self._rules.levels
                  if level.purchases]
        bought = self._books.purchases(self._own(customer), min(starts)) if starts else []
        return Facts(self._today, tuple(sale.time.date() for sale in bought), on_time,
                     on_time + late + late_and_open, overdue)

    def _own(self, customer: Customer) -> Customer:
        """The customer with just the numbers that nobody claimed before: a purchase counts
        once."""
        owners = ((number, self._clients.customer_of(number)) for number in customer.numbers)
        return customer._replace(numbers=tuple(
            number for number, owner in owners if owner and owner.id == customer.id))


def load_rules(root: str) -> Rules:
    """Reads kartu.yaml of the shop at `root`; without one there is no card. Raises NotUnderstood
    with file and line."""
    path = os.path.join(root, FILE)
    if not os.path.exists(path):
        return Rules()
    source = Source(FILE, files.read(path))
    values = load(source, {
        "berlaku-sejak": _day, "di-bawah-modal": one_of(*BELOW_COST), "tingkat": Each({
            "belanja": _purchases, "tepat-waktu": _percent, "potongan": _discount,
            "gratis": _free, "batas": limit, "tempo": _longer_term})})
    below_cost = values.get("di-bawah-modal", NEVER)
    levels = []
    for name, (line, each) in values.get("tingkat", {}).items():
        if len(name) > _LONGEST:
            raise source.problem(line, f"nama '{name}' terlalu panjang; paling banyak {_LONGEST} "
                                       "huruf.")
        purchases, days = each.get("belanja", (0, 0))
        off, percent = each.get("potongan", (0, 0))
        every, free_to = each.get("gratis", (0, 0))
        level = Level(name, purchases, days, each.get("tepat-waktu", 0), off, percent, every,
                      free_to, each.get("batas") or 0, each.get("tempo", ""))
        if level.every and below_cost == NEVER:
            raise source.problem(line, f"{name}: gratis berarti menjual di bawah modal. Tulis "
                                       "'di-bawah-modal: gratis', atau kosongkan gratis.")
        levels.append(level)
    return Rules(values.get("berlaku-sejak"), tuple(levels), below_cost)


def _day(value: Any) -> date | None:
    written = word(value)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadValue(f"'{written}' seharusnya tanggal, misalnya 2026-12-01.") from None


def _purchases(value: Any) -> tuple[int, int]:
    """`10 kali dalam 30 hari` → purchases and days."""
    written = word(value).casefold()
    if not written:
        return 0, 0
    match = re.fullmatch(r"(\d{1,3})(?: kali| belanja)? dalam (\d{1,3}) (hari|minggu|bulan)",
                         written, re.A)
    days = int(match[2]) * _SPANS[match[3]] if match else 0
    if not match or not int(match[1]) or not 0 < days <= 999:
        raise BadValue(f"'{written}' seharusnya misalnya 10 kali dalam 30 hari.")
    return int(match[1]), days


def _percent(value: Any) -> int:
    """`90%` or `90` → 90."""
    written = word(value)
    match = re.fullmatch(r"(\d{1,3}) ?%?", written, re.A)
    if written and not (match and int(match[1]) <= 100):
        raise BadValue(f"'{written}' seharusnya persen, misalnya 90%.")
    return int(match[1]) if match else 0


def _discount(value: Any) -> tuple[int, int]:
    """`500` or `2%` → rupiah and per cent, one of them 0."""
    written = word(value)
    if written.endswith("%"):
        return 0, _percent(value)
    return (_rupiah(written) if written else 0), 0


def _free(value: Any) -> tuple[int, int]:
    """`setiap 10, sampai 12.000` → every so manyth purchase, and up to how many rupiah."""
    written = word(value).casefold()
    if not written:
        return 0, 0
    match = re.fullmatch(r"(?:setiap )?(?:ke-?)?(\d{1,3})(?: kali| belanja)?,? sampai (.+)",
                         written, re.A)
    if not match or int(match[1]) < 2:
        raise BadValue(f"'{written}' seharusnya misalnya setiap 10, sampai 12.000.")
    return int(match[1]), _rupiah(match[2])


def _rupiah(written: str) -> int:
    try:
        amount = money.parse(written)
    except WrongUse as error:
        raise BadValue(str(error)) from None
    if not amount.explicit and amount.rupiah < 100:
        raise BadValue(f"'{written}' terlalu kecil. Kalau memang segitu, tulis Rp{written}.")
    return amount.rupiah


def _longer_term(value: Any) -> str:
    written: str = term(value) if word(value) else ""
    return written

"""Customers: the rows of `ledger/pelanggan` folded, and the search by name.

Two records may be one person (two counters registered the same one): `satukan` unites them, from
the first row on.
"""

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import NamedTuple

from pulsa_cli.core.fold_order import in_order, recorded, voided
from pulsa_cli.core.kinds import CHANGED, REGISTERED, UNITED
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import Refused

CLEARED = "-"
_MARKS = 0x2FF  # what lies above is a letter, a part of one, or an emoji rather than a separator
# Every sign that a keyboard puts for the apostrophe of Ma'ruf.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′＇"))
_NAMED = 5  # of several in a message
_FIELDS = {"nama": "name", "kode": "code", "tempo": "term", "batas": "limit", "gajian": "payday"}


class Customer(NamedTuple):
    """A customer as known now. `numbers` as stored (grouped), the first one given first; `term`
    as in core.terms, empty = the shop's; `limit` in rupiah, None = the shop's; `payday` a day of
    the month, None = unknown; `ids` are all records that are this person, `names` all names that
    they have now, `former` those that were changed; `claims` tells for each number since when,
    `since` the same of the customer (texts that sort by time); `gone` = voided."""

    id: str
    name: str
    code: str = ""
    numbers: tuple[str, ...] = ()
    term: str = ""
    limit: int | None = None
    payday: int | None = None
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: str = ""
    gone: bool = False
    former: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name, with the short name where there is one: `Budi Santoso (bs)`."""
        return f"{self.name} ({self.code})" if self.code else self.name

    @property
    def told_apart(self) -> str:
        """Name and first number, else the id: tells two of one name apart."""
        return f"{self.called} {self.numbers[0] if self.numbers else self.id}".rstrip()


class _Record:
    def __init__(self, row: Row, gone: bool) -> None:
        self.id, self.gone = row["id"], gone
        self.ids = [self.id]
        self.names: list[str] = []
        self.former: list[str] = []
        self.numbers: dict[str, str] = {}
        self.since = _since(row)
        self.values = dict.fromkeys(_FIELDS, "")
        self.change(row)

    def change(self, row: Row) -> None:
        if row["nama"]:
            self.former += [name for name in self.names if name == self.values["nama"]]
            kept = [name for name in self.names if name not in (self.values["nama"], row["nama"])]
            self.names = [row["nama"], *kept]
        for field in _FIELDS:
            if cell := row[field]:
                self.values[field] = "" if cell == CLEARED and field != "nama" else cell
        for number in row["nomor"].split():
            self.numbers.setdefault(number, _since(row))
        for number in row["lepas"].split():
            self.numbers.pop(number, None)

    def take_in(self, other: "_Record") -> None:
        """The other record is this person: what is not known here comes from there."""
        self.ids += other.ids
        self.names += [name for name in other.names if name not in self.names]
        self.former += other.former
        for number, since in other.numbers.items():
            self.numbers[number] = min(since, self.numbers.get(number, since))
        self.gone = self.gone and other.gone
        for field, known in other.values.items():
            self.values[field] = self.values[field] or known

    def customer(self) -> Customer:
        limit, payday = self.values["batas"], self.values["gajian"]
        return Customer(
            self.id,
            self.values["nama"],
            self.values["kode"],
            tuple(self.numbers),
            self.values["tempo"],
            int(limit) if limit else None,
            min(max(int(payday), 1), 31) if payday else None,
            tuple(self.ids),
            tuple(self.names),
            tuple(self.numbers.values()),
            self.since,
            self.gone,
            tuple(name for name in dict.fromkeys(self.former) if name not in self.names),
        )


class Ambiguous(Refused):
    """A name fits several `customers`, as `fits` says."""

    def __init__(self, typed: str, customers: list[Customer]) -> None:
        self.customers = customers
        named = "; ".join(customer.told_apart for customer in customers[:_NAMED])
        more = f"; dan {len(customers) - _NAMED} lain" if len(customers) > _NAMED else ""
        self.fits = f"'{typed}' cocok dengan {len(customers)} pelanggan: {named}{more}."
        super().__init__(f"{self.fits} Tulis lebih lengkap, atau nomor, kode atau id-nya.")


class Unknown(Refused):
    """Nobody has this name; `near` are customers with names like it."""

    def __init__(self, typed: str, near: list[Customer]) -> None:
        self.near = near
        hint = f" Maksudnya {' atau '.join(customer.called for customer in near)}?" if near else ""
        super().__init__(
            f"Pelanggan '{typed}' tidak ada.{hint} Yang baru: pulsa pelanggan tambah NAMA"
        )


def _since(row: Row) -> str:
    """A text that sorts by when the row was recorded, in whatever zone."""
    moment = datetime.fromisoformat(recorded(row)).astimezone(timezone.utc)
    return f"{moment.isoformat()} {row['id']}"


def fold(rows: Iterable[Row]) -> list[Customer]:
    """Rows of the customers' ledger, in any order → customers, in fold order; voided ones are
    `gone`. Of a number that two customers have, both say so."""
    ordered = in_order(rows)
    void = voided(ordered)
    # All records first: a union may, by another counter's clock, come before one that it names.
    records = {
        row["id"]: _Record(row, row["id"] in void) for row in ordered if row["jenis"] == REGISTERED
    }
    for row in ordered:
        if row["id"] in void:
            continue
        if row["jenis"] == CHANGED and row["ref"] in records:
            records[row["ref"]].change(row)
        elif row["jenis"] == UNITED:
            _unite(records, row["ref"], row["dari"])
    distinct = {record.id: record for record in records.values()}
    return [record.customer() for record in distinct.values()]


def _unite(records: dict[str, _Record], into: str, other: str) -> None:
    """Every id of the one finds the record of the other from now on."""
    kept, gone = records.get(into), records.get(other)
    if kept and gone and kept is not gone:
        kept.take_in(gone)
        for id in gone.ids:
            records[id] = kept


def words(text: str) -> list[str]:
    """The words by which a name is found: `Bu Siti (warung)` → `bu`, `siti`, `warung`; an
    apostrophe is no part of them: `Ma'ruf` → `maruf`."""
    if not text.isascii():
        import unicodedata  # off the start-up path

        # Before NFKC, which makes two characters of one of them; then one spelling of é, from
        # whatever keyboard.
        text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    folded = text.translate(_APOSTROPHES).casefold()
    kept = "".join(char if char.isalnum() or ord(char) > _MARKS else " " for char in folded)
    return kept.split() or ([text.casefold().strip()] if text.strip() else [])


def beginnings(name: str) -> set[str]:
    """All words whose beginnings find a name: also what stands between apostrophes, so that `aini`
    still finds `Nur'aini`."""
    return {*words(name), *words(name.translate(dict.fromkeys(_APOSTROPHES, " ")))}

"""The account of a customer: what is owed, part by part, and the prepaid balance (uang titipan).

A fold over the rows of the sales and money ledgers (design §4). Money that comes in, or is freed
because a debt ended, goes to the debt it names, then to open parts by due date, oldest first, then
to the balance; the balance pays every new debt at once.
"""
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from pulsa_cli.core.order import in_order
from pulsa_cli.core.sales import BUYER, VOID, fold_ordered
from pulsa_cli.core.schema import Row

SOLD, ADDED, OVERDRAWN = "jual", "tambah", "selisih"
PAYMENT, PROMISE = "bayar", "janji"
_ENDING = ("gagal", "salah-nomor", VOID)


class Part:
    """A piece of a debt with its own due date. Rupiah; `settled` was paid or forgiven."""

    def __init__(self, due: date, amount: int, settled: int = 0) -> None:
        self.due, self.amount, self.settled = due, amount, settled

    @property
    def left(self) -> int:
        return self.amount - self.settled


class Debt:
    """A sale on credit or a debt without a sale, as it stands. Rupiah.

    `origin` is SOLD, ADDED, or OVERDRAWN: sold from a balance that, as the counters' books came
    together, was not there. `paid` came out of the account, `forgiven` was written off.
    `promised` is the day by which the customer said it would be paid; `moves` counts how often its
    due date was moved, `splits` how often it was split into instalments.
    """

    def __init__(self, row: Row, amount: int, due: date, origin: str) -> None:
        self.row, self.id = row, row["id"]
        self.amount, self.origin = amount, origin
        self.parts = [Part(due, amount)]
        self.paid = self.forgiven = 0
        self.on_hold = self.ended = False
        self.promised: date | None = None
        self.moves = self.splits = 0

    @property
    def left(self) -> int:
        """What is still to be paid; nothing once the sale failed or was voided."""
        return 0 if self.ended else self.amount - self.paid - self.forgiven

    @property
    def what(self) -> str:
        """What it is for: goods and number, or the note of a debt without a sale."""
        return self.row["catatan"] if self.origin == ADDED else \
            f"{self.row['nama']} {self.row['nomor']}"

    def open_parts(self) -> list[Part]:
        return [part for part in self.parts if part.amount > part.settled and not self.ended]


class Entry(NamedTuple):
    """A row that changed the account: rupiah that it added to what is owed (less, if negative)."""

    row: Row
    change: int


class Account:
    """What a customer owes and has paid in advance. Rupiah; `debts` by id, in fold order.

    `received` came in as payments, `freed` from sales that ended; both went to debts or are in
    `balance`. `worst_delay` is how many days late debts were when they were paid, the most since
    nothing was owed but what is on hold.
    """

    def __init__(self) -> None:
        self.debts: dict[str, Debt] = {}
        self._unpaid: list[Debt] = []  # so that years of settled debts cost nothing
        self.balance = self.received = self.freed = 0
        self._delays: dict[str, int] = {}
        self.history: list[Entry] = []

    @property
    def owed(self) -> int:
        return sum(debt.left for debt in self._unpaid)

    @property
    def worst_delay(self) -> int:
        return max(self._delays.values(), default=0)

    @property
    def unpaid(self) -> list[Debt]:
        """The debts of which something is left, in fold order."""
        return [debt for debt in self._unpaid if debt.left]

    def owe(self, debt: Debt) -> None:
        if self._delays and all(each.on_hold for each in self.unpaid):
            self._delays.clear()
        self.debts[debt.id] = debt
        self._unpaid.append(debt)
        self.history.append(Entry(debt.row, debt.amount))
        self._use_balance(debt.row)

    def receive(self, amount: int, row: Row, named: str = "") -> None:
        """Money that came in with this row; the debt `named` is served first."""
        self.received += amount
        self.history.append(Entry(row, -amount))
        self._spread(amount, row, self.debts.get(named))

    def end(self, debt: Debt, row: Row) -> None:
        """The sale failed, was voided or went to another customer: what was paid for it is
        free."""
        if debt.ended:
            return
        self.history.append(Entry(row, debt.forgiven - debt.amount))
        debt.ended = True
        self._delays.pop(debt.id, None)
        self._spread(debt.paid, row)

    def free(self, amount: int, row: Row) -> None:
        """Money of an ended sale that was not handed back."""
        if amount:
            self.freed += amount
            self.history.append(Entry(row, -amount))
            self._spread(amount, row)

    def forgive(self, debt: Debt, amount: int, row: Row) -> None:
        forgiven = min(amount, debt.left)
        if forgiven:
            self.history.append(Entry(row, -forgiven))
            debt.forgiven += forgiven
            _settle(debt.open_parts(), forgiven)

    def release(self, debt: Debt, row: Row) -> None:
        """No longer on hold: the balance pays it like any other."""
        debt.on_hold = False
        self._use_balance(row)

    def _use_balance(self, row: Row) -> None:
        amount, self.balance = self.balance, 0
        self._spread(amount, row)

    def _spread(self, amount: int, row: Row, named: Debt | None = None) -> None:
        if named:
            amount = self._pay(named, named.open_parts(), amount, row)
        if amount and self._unpaid:
            self._unpaid = self.unpaid
            waiting = [(part.due, place, debt, part) for place, debt in enumerate(self._unpaid)
                       if not debt.on_hold for part in debt.open_parts()]
            for _, _, debt, part in sorted(waiting, key=lambda each: each[:2]):
                amount = self._pay(debt, [part], amount, row)
        self.balance += amount

    def _pay(self, debt: Debt, parts: list[Part], amount: int, row: Row) -> int:
        """Pays these parts by what `row` brought; returns what is left of the amount. What was
        disputed is no delay."""
        if amount and parts and not debt.on_hold:
            days = (date.fromisoformat(row["waktu"][:10]) - parts[0].due).days
            self._delays[debt.id] = max(self._delays.get(debt.id, 0), days)
        rest = _settle(parts, amount)
        debt.paid += amount - rest
        return rest


def _settle(parts: list[Part], amount: int) -> int:
    for part in parts:
        used = min(amount, part.left)
        part.settled += used
        amount -= used
    return amount


def fold(rows: Iterable[Row], same: Mapping[str, str] | None = None) -> dict[str, Account]:
    """Rows of the sales and money ledgers, in any order → accounts by customer id.

    `same` gives the id under which a customer is kept whose records were united. A customer's
    account is right when all rows that name the customer are there, and all that hang together
    with them by `ref`.
    """
    ordered = in_order(rows)
    return _Fold(ordered, same or {}).run(ordered)


class _Fold:
    def __init__(self, ordered: list[Row], same: Mapping[str, str]) -> None:
        self.same = same
        self.sales = fold_ordered([row for row in ordered if "-J" in row["id"]])
        self.sale_of = {row["id"]: sale for sale in self.sales.values() for row in sale.history}
        self.void = {row["ref"] for row in ordered if row["jenis"] == VOID}
        self.accounts: dict[str, Account] = {}
        self.debts: dict[str, tuple[Account, Debt]] = {}

    def run(self, ordered: list[Row]) -> dict[str, Account]:
        for row in ordered:
            kind = row["jenis"]
            if kind == "jual":
                self._sold(row)
            elif kind == "tambah" and row["pelanggan"]:
                self._owe(row, int(row["jumlah"] or 0), ADDED)
            elif row["id"] not in self.void or kind == VOID:
                self._later(kind, row)
        return self.accounts

    def account(self, customer: str) -> Account:
        id = self.same.get(customer, customer)
        if id not in self.accounts:
            self.accounts[id] = Account()
        return self.accounts[id]

    def _sold(self, row: Row) -> None:
        sale = self.sales[row["id"]]
        if sale.credit:
            covered = int(row["titipan"] or 0) >= sale.credit or not row["tempo"]
            self._owe(row, sale.credit, OVERDRAWN if covered else SOLD)

    def _owe(self, row: Row, amount: int, origin: str) -> None:
        due = date.fromisoformat(row["tempo"] or row["waktu"][:10])
        debt, account = Debt(row, amount, due, origin), self.account(row["pelanggan"])
        self.debts[debt.id] = account, debt
        account.owe(debt)

    def _later(self, kind: str, row: Row) -> None:
        if kind == PAYMENT:
            if row["pelanggan"]:
                self.account(row["pelanggan"]).receive(int(row["jumlah"] or 0), row, row["ref"])
            return
        if kind == PROMISE:
            if row["pelanggan"] and row["tempo"]:
                for promised in self.account(row["pelanggan"]).unpaid:
                    promised.promised = date.fromisoformat(row["tempo"])
            return
        sale = self.sale_of.get(row["id"])
        id = sale.id if sale else row["ref"]
        if id in self.debts and (kind != VOID or row["ref"] == id):
            account, debt = self.debts[id]
            if sale is None:
                _change(kind, row, account, debt)
            elif kind == "pindah":
                self._move(row, account, debt)
            elif kind in _ENDING and sale.ended and row["rugi"] != BUYER:
                account.end(debt, row)
        if sale and sale.freed_by == row["id"]:
            self.account(sale.freed_to).free(sale.freed, row)

    def _move(self, row: Row, account: Account, debt: Debt) -> None:
        if not debt.ended and row["pelanggan"]:
            account.end(debt, row)
            moved = Debt(debt.row, debt.amount, debt.parts[-1].due, debt.origin)
            receiver = self.account(row["pelanggan"])
            self.debts[debt.id] = receiver, moved
            receiver.owe(moved)


def _change(kind: str, row: Row, account: Account, debt: Debt) -> None:
    """A row of the money ledger about a debt."""
    if kind == VOID:
        account.end(debt, row)
    elif kind == "undur" and row["tempo"]:
        debt.parts = [Part(date.fromisoformat(row["tempo"]), debt.left)]
        debt.moves += 1
        debt.promised = None  # what was agreed since holds
    elif kind == "cicil" and row["cicilan"]:
        debt.parts = _instalments(row["cicilan"], debt.left)
        debt.splits += 1
        debt.promised = None
    elif kind == "tahan":
        debt.on_hold = True
    elif kind == "lepas":
        account.release(debt, row)
    elif kind == "ikhlaskan":
        account.forgive(debt, int(row["jumlah"] or debt.left), row)


def _instalments(text: str, left: int) -> list[Part]:
    """`2026-12-01=4000 2027-01-01=4000` → parts that add up to what is left: what was paid
    meanwhile, unseen by the counter that agreed to them, counts for the first ones, what was
    added falls to the last."""
    parts = [Part(date.fromisoformat(due), int(amount)) for due, _, amount in
             (each.partition("=") for each in text.split())]
    agreed = sum(part.amount for part in parts)
    parts[-1].amount += max(0, left - agreed)
    _settle(parts, max(0, agreed - left))
    return parts

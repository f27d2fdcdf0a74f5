"""The books of one counter as a pencil reckons them: from its CSV files, by docs/format.md and
nothing else. It imports nothing of pulsa and folds nothing as pulsa does: row after row, in the
order in which they were recorded, money goes from hand to hand.

Of what was voided, a sale, a debt or an order comes to an end when the void was recorded; any other
row counts as if it had never been. Rupiah; days as in the files."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

Row = dict[str, str]
LEDGERS = ("pelanggan", "jual", "hutang", "pesanan")
NO_MONEY = ("", "kasbon", "titipan")  # ways to pay in which nothing is handed over
THINGS = ("jual", "tambah", "pesan")  # what a row makes, not what it says of another


class Owed(NamedTuple):
    """What is left of one debt, when its next part is due, and whether it is disputed."""

    left: int
    due: str
    on_hold: bool


class Debt:
    """`parts` are what is left, each with its due date; `from_order` what its order's money
    paid."""

    def __init__(self, id: str, person: str, amount: int, due: str) -> None:
        self.id, self.person = id, person
        self.amount, self.paid, self.from_order, self.order = amount, 0, 0, ""
        self.parts = [[due, amount]]
        self.on_hold = False

    @property
    def left(self) -> int:
        return sum(part for _, part in self.parts)

    def take_off(self, amount: int) -> int:
        """Takes so much off the parts in turn; returns what is too much."""
        for part in self.parts:
            used = min(amount, part[1])
            part[1] -= used
            amount -= used
        return amount


class Order:
    def __init__(self, person: str, recurs: bool) -> None:
        self.person, self.recurs = person, recurs
        self.money, self.cancelled = 0, False
        self.filled: list[str] = []  # by which sales
        self.over = 0  # what those did not need


class Sale:
    """`hand` is the buyer's money in it, whatever it was paid with."""

    def __init__(self, row: Row) -> None:
        self.row, self.price = row, rupiah(row, "harga") - rupiah(row, "diskon")
        self.hand, self.ended, self.kept = rupiah(row, "dibayar"), False, False
        self.repeats, self.carried = "", 0


def rupiah(row: Row, column: str) -> int:
    return int(row.get(column) or 0)


def rows_of(root: Path) -> list[Row]:
    """Every row of the ledgers of customers, sales, money and orders, in the order of recording;
    none before one that it names."""
    every = []
    for ledger in LEDGERS:
        for path in (root / "ledger" / ledger).glob("*.csv"):
            every += list(csv.DictReader(path.read_text("utf-8").splitlines()))
    every.sort(key=_place)
    ids, waiting = {row["id"] for row in every}, dict[str, list[Row]]()
    ordered, written = list[Row](), set[str]()

    def write(row: Row) -> None:
        ordered.append(row)
        written.add(row["id"])
        for later in waiting.pop(row["id"], []):
            write(later)

    for row in every:
        if row["ref"] in ids - written:
            waiting.setdefault(row["ref"], []).append(row)
        else:
            write(row)
    return ordered


def _place(row: Row) -> tuple[datetime, str, int]:
    moment = datetime.fromisoformat(row.get("dicatat") or row["waktu"])
    return moment, row["id"].split("-")[0], int(row.get("urut") or 0)


def standing(rows: list[Row]) -> list[Row]:
    """Without what was voided, but for what the row of a sale, a debt or an order made."""
    void = {row["ref"] for row in rows if row["jenis"] == "batal"}
    return [row for row in rows if row["id"] not in void or _makes(row)]


def _makes(row: Row) -> bool:
    return row["jenis"] in THINGS and not is_of_people(row)


def is_of_people(row: Row) -> bool:
    """Is it of the ledger of customers?"""
    return row["id"].split("-")[2].startswith("P")


def ways(row: Row, amount: int) -> Iterator[tuple[str, int]]:
    """How the rupiah of a row came in or went out: each way to pay, with its change taken off."""
    if "=" in row["cara"]:
        for part in row["cara"].split():
            way, _, paid = part.partition("=")
            yield way, int(paid)
        change = row.get("kembalian") or ""
    else:
        change = row.get("kembalian") or ""
        if row["cara"] not in NO_MONEY:
            yield row["cara"], amount + int(change.partition("=")[2] or 0)
    if change:
        way, _, given = change.partition("=")
        yield way, -int(given)


def cash(rows: list[Row]) -> Counter[str]:
    """What there should be of each way to pay."""
    total, by_id = Counter[str](), {row["id"]: row for row in rows}
    void = {row["ref"] for row in rows if row["jenis"] == "batal"}
    for row in rows:
        ledger, kind = row["id"].split("-")[2][0], row["jenis"]
        if ledger == "J" and kind == "jual":
            moved = list(ways(row, rupiah(row, "dibayar")))
        elif row["id"] in void and not (ledger == "O" and kind == "pesan"):
            continue
        elif ledger == "J":
            moved = [*ways(row, rupiah(row, "dibayar"))] if rupiah(row, "dibayar") else []
            moved += [(way, -paid) for way, paid in ways(row, rupiah(row, "kembali"))]
        elif ledger == "H" and kind in ("bayar", "ambil"):
            sign = 1 if kind == "bayar" else -1
            moved = [(way, sign * paid) for way, paid in ways(row, rupiah(row, "jumlah"))]
        elif ledger == "O":
            out = kind == "batal" and row["ref"] in by_id
            amount = rupiah(row, "kembali") if out else rupiah(row, "dp")
            moved = [(way, -paid if out else paid) for way, paid in ways(row, amount)]
        else:
            continue
        for way, paid in moved:
            total[way] += paid
    return Counter({way: paid for way, paid in total.items() if paid})


class Books:
    """What the rows come to. `free` is each person's uang titipan, `debts` are those that did not
    end, `orders` those that wait."""

    def __init__(self, rows: list[Row]) -> None:
        self.name, self.same = _people(rows)
        self.sales: dict[str, Sale] = {}
        self.debts: dict[str, Debt] = {}
        self.orders: dict[str, Order] = {}
        self.free = Counter[str]()
        kept = standing(rows)
        self._last = {row["id"]: place for place, row in enumerate(kept)}
        self._void = {row["ref"] for row in kept if row["jenis"] == "batal"}
        for row in kept:
            _HOW.get(row["id"].split("-")[2][0], _ignored)(self, row)

    # What is asked

    def owed(self) -> dict[str, Owed]:
        return {
            debt.id: Owed(debt.left, next(due for due, left in debt.parts if left), debt.on_hold)
            for debt in self.debts.values()
            if debt.left
        }

    def sums(self) -> dict[str, tuple[int, int, int]]:
        """By customer: what is owed, free in advance, and kept for orders."""
        found = {person: [0, self.free[person], 0] for person in self.name}
        for debt in self.debts.values():
            found[debt.person][0] += debt.left
        for order in self.orders.values():
            found[order.person][2] += order.money
        return {person: (owed, free, kept) for person, (owed, free, kept) in found.items()}

    def kept_for_orders(self) -> dict[str, int]:
        return {
            id: order.money
            for id, order in self.orders.items()
            if not order.cancelled and (order.recurs or not order.filled)
        }

    def held(self) -> dict[str, int]:
        """What of ended sales is kept for the number."""
        return {id: sale.hand for id, sale in self.sales.items() if sale.kept and sale.hand}

    # Money from hand to hand

    def pay(self, person: str, money: int, first: str = "") -> None:
        """Money of a customer: to the debt it is for, to what is due first, then in advance."""
        named = self.debts.get(first)
        if named and named.person == person:
            money = self.settle(named, money)
        waiting = [
            (part[0], place, debt, part)
            for place, debt in enumerate(self.debts.values())
            if debt.person == person and not debt.on_hold
            for part in debt.parts
        ]
        for _, _, debt, part in sorted(waiting, key=lambda each: each[:2]):
            used = min(money, part[1])
            part[1] -= used
            debt.paid += used
            money -= used
        self.free[person] += money

    def settle(self, debt: Debt, money: int) -> int:
        rest = debt.take_off(money)
        debt.paid += money - rest
        return rest

    def use_free(self, person: str) -> None:
        money, self.free[person] = self.free[person], 0
        self.pay(person, money)

    def owe(self, debt: Debt, order: str = "") -> None:
        self.debts[debt.id] = debt
        if order:
            debt.order = order
            self.use_order(self.orders[order])
        self.use_free(debt.person)

    def take(self, person: str, money: int, row: Row) -> None:
        """Handed to the customer; what was not there is owed."""
        used = min(money, self.free[person])
        self.free[person] -= used
        if money > used:
            self.debts[row["id"]] = Debt(row["id"], person, money - used, row["waktu"][:10])

    def use_order(self, order: Order) -> None:
        """The order's money pays what its sales left unpaid; of one that is filled the rest is
        free."""
        for sale in order.filled:
            debt = self.debts.get(sale)
            if debt and debt.person == order.person:
                rest = self.settle(debt, order.money)
                debt.from_order += order.money - rest
                order.money = rest
        if order.cancelled or order.filled and not order.recurs:
            money, order.money = order.money, 0
            order.over += money
            self.pay(order.person, money)

    def end_debt(self, id: str) -> None:
        """What was paid for it is free again, or kept for its order."""
        debt = self.debts.pop(id, None)
        if debt is None:
            return
        order = self.orders.get(debt.order)
        back = debt.from_order if order and not order.cancelled else 0
        if order:
            order.money += back
        self.leave_order(id)
        self.pay(debt.person, debt.paid - back)

    def leave_order(self, sale: str) -> None:
        for order in self.orders.values():
            if sale in order.filled:
                order.filled.remove(sale)
                if not order.cancelled and (order.recurs or not order.filled):
                    back = min(order.over, self.free[order.person])
                    self.free[order.person] -= back
                    order.money += back
                    order.over = 0
                self.use_order(order)

    # Rows

    def person(self, row: Row) -> str:
        return self.same.get(row["pelanggan"], row["pelanggan"])

    def sold(self, row: Row) -> None:
        sale = self.sales[row["id"]] = Sale(row)
        before, order = self.sales.get(row["ref"]), self.order_of(row["ref"])
        if before and row["id"] not in self._void:
            sale.repeats = row["ref"]
            if before.ended and before.kept:
                sale.carried = min(before.hand, sale.price - sale.hand)
                before.hand -= sale.carried
                sale.hand += sale.carried
        owed = sale.price - sale.hand
        if order:
            self.orders[order].filled.append(row["id"])
        if row["pelanggan"] and owed > 0:
            due = row["tempo"] or row["waktu"][:10]
            self.owe(Debt(row["id"], self.person(row), owed, due), order)
        elif order:
            self.use_order(self.orders[order])

    def order_of(self, ref: str) -> str:
        """The order that a sale fulfils: the one it names, or that of the sale it repeats."""
        while ref in self.sales and self.sales[ref].ended:
            ref = self.sales[ref].row["ref"]
        return ref if ref in self.orders else ""

    def of_sale(self, row: Row) -> None:
        kind = row["jenis"]
        if kind == "jual":
            self.sold(row)
            return
        id = row["ref"]
        sale = self.sales.get(id)
        if sale is None:
            return  # the void of a row that is not there any more
        if kind == "pindah":
            self.moved(id, row)
        ends = kind in ("gagal", "batal") or kind == "salah-nomor" and row["rugi"] != "pembeli"
        if ends and not sale.ended:
            sale.ended = sale.kept = True
            if kind == "batal" and sale.repeats:
                self.sales[sale.repeats].hand += sale.carried
                sale.hand -= sale.carried
            self.end_debt(id)
            self.leave_order(id)
        sale.hand -= rupiah(row, "kembali")
        if sale.ended and row["pelanggan"] and sale.kept:
            money, sale.hand, sale.kept = sale.hand, 0, False
            self.pay(self.person(row), money)

    def moved(self, id: str, row: Row) -> None:
        debt = self.debts.get(id)
        if debt:
            due = debt.parts[-1][0]
            del self.debts[id]
            self.pay(debt.person, debt.paid)
            self.owe(Debt(id, self.person(row), debt.amount, due))

    def of_money(self, row: Row) -> None:
        kind, debt = row["jenis"], self.debts.get(row["ref"])
        if kind == "tambah":
            due = row["tempo"] or row["waktu"][:10]
            self.owe(Debt(row["id"], self.person(row), rupiah(row, "jumlah"), due))
        elif kind == "bayar":
            self.pay(self.person(row), rupiah(row, "jumlah"), row["ref"])
        elif kind == "ambil":
            self.take(self.person(row), rupiah(row, "jumlah"), row)
        elif kind == "batal":
            self.end_debt(row["ref"])
        elif debt:
            self.of_debt(kind, row, debt)

    def of_debt(self, kind: str, row: Row, debt: Debt) -> None:
        if kind == "undur":
            debt.parts = [[row["tempo"], debt.left]]
        elif kind == "cicil":
            agreed = [part.split("=") for part in row["cicilan"].split()]
            rest, parts = debt.left, [[due, int(amount)] for due, amount in agreed]
            over = sum(amount for _, amount in parts) - rest
            parts[-1][1] += max(0, -over)
            for part in parts:
                used = min(max(0, over), part[1])
                part[1], over = part[1] - used, over - used
            debt.parts = parts
        elif kind == "tahan":
            debt.on_hold = True
        elif kind == "lepas":
            debt.on_hold = False
            self.use_free(debt.person)
        elif kind == "ikhlaskan":
            debt.take_off(rupiah(row, "jumlah") if row["jumlah"] else debt.left)

    def of_order(self, row: Row) -> None:
        if row["jenis"] == "pesan":
            self.orders[row["id"]] = Order(self.person(row), bool(row["tiap"]))
            self.pay_in_advance(self.orders[row["id"]], row)
        elif row["ref"] not in self.orders:
            if row["jenis"] == "bayar" and row["cara"] != "titipan":  # for an order yet to come
                self.pay(self.person(row), rupiah(row, "dp"))
        elif row["jenis"] == "bayar":
            self.pay_in_advance(self.orders[row["ref"]], row)
            self.use_order(self.orders[row["ref"]])
        else:
            order = self.orders[row["ref"]]
            order.cancelled = True
            self.free[order.person] += order.money
            order.money = 0
            self.take(order.person, rupiah(row, "kembali"), row)
            self.use_free(order.person)

    def pay_in_advance(self, order: Order, row: Row) -> None:
        """Money for an order: brought now, or of what was there in advance."""
        money = rupiah(row, "dp")
        if row["cara"] == "titipan":
            money = min(money, self.free[order.person])
            self.free[order.person] -= money
        order.money += money


def _ignored(books: Books, row: Row) -> None:
    """Customers are known before anything else is reckoned."""


_HOW = {"J": Books.of_sale, "H": Books.of_money, "O": Books.of_order}


def _people(rows: list[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the customers by id, and of each id the one that is the same person."""
    names, same = dict[str, str](), dict[str, str]()
    for row in standing([row for row in rows if is_of_people(row)]):
        if row["jenis"] == "tambah":
            names[row["id"]] = row["nama"]
            same[row["id"]] = row["id"]
        elif row["jenis"] == "ubah" and row["nama"]:
            names[same[row["ref"]]] = row["nama"]
        elif row["jenis"] == "satukan":
            stays, goes = same[row["ref"]], same[row["dari"]]
            for id, person in same.items():
                if person == goes:
                    same[id] = stays
            if goes != stays:
                del names[goes]
    return names, same

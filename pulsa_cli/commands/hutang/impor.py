"""`pulsa hutang impor`: the old paper book, once typed into a table."""

from collections import Counter
from datetime import datetime, time
from typing import NamedTuple

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core import terms
from pulsa_cli.core.customers import Customer, words
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.kinds import ADDED
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.schema import MONEY, PEOPLE, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.settings import paper_book
from pulsa_cli.settings.paper_book import Book, OldDebt
from pulsa_cli.shop import Shop
from pulsa_cli.show import tables

_SHOWN = 10


class Plan(NamedTuple):
    """What is to be recorded: new customers, and debts with their customer (one of those, or a
    known one); `skipped` debts were imported before."""

    new: list[Customer]
    debts: list[tuple[Customer, Row]]
    skipped: int


@help.command()
@click.argument("path", metavar="FILE.csv")
@click.option("--coba", "trial", is_flag=True, help="Hanya tunjukkan; tidak ada yang dicatat.")
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, path: str, trial: bool, yes: bool, cashier: str) -> None:
    """Masukkan buku hutang lama: pulsa hutang impor buku.csv --coba

    Kolom: nama,jumlah,tanggal dan, kalau ada, nomor,tempo,catatan. Nama yang belum ada
    didaftarkan. Berkas yang sama boleh diulang: yang sudah masuk dilewati.
    """
    shop.settings.require_name()
    book = paper_book.read(path, shop.today)
    plan = _plan(shop, book, cashier)
    if trial:
        click.echo(_shown(plan, terminal.width()))
        return
    if not plan.debts:
        terminal.acknowledge(_summary(plan))
        return
    if at_the_counter(yes).here and not Person().confirm(f"{_summary(plan)}. Masukkan?"):
        raise Refused("Tidak dicatat.")
    with shop.writing():
        plan = _plan(shop, book, cashier)
        people = shop.append_all(
            PEOPLE,
            [
                {
                    "jenis": "tambah",
                    "nama": each.name,
                    "nomor": " ".join(each.numbers),
                    "kasir": cashier,
                }
                for each in plan.new
            ],
        )
        ids = {words_of(row["nama"]): row["id"] for row in people}
        rows = shop.append_all(
            MONEY,
            [
                {**row, "pelanggan": customer.id or ids[words_of(customer.name)]}
                for customer, row in plan.debts
            ],
        )
    recorded = f"Tercatat {rows[0]['id']} sampai {rows[-1]['id']}: " if rows else ""
    terminal.acknowledge(f"{recorded}{_summary(plan)}")


def words_of(name: str) -> tuple[str, ...]:
    """By what two names in the book are the same."""
    return tuple(words(name))


def _plan(shop: Shop, book: Book, cashier: str) -> Plan:
    """What the book adds to what is known. Raises NotUnderstood for the first line that can't be
    understood, after telling of the others."""
    known: dict[tuple[str, ...], dict[str, Customer]] = {}
    for customer, *_ in shop.read_books().customers.matching():
        for name in (*customer.names, customer.code):
            known.setdefault(words_of(name), {})[customer.id] = customer
    new: dict[tuple[str, ...], Customer] = {}
    problems = list(book.problems)
    before: Counter[tuple[str, ...]] = Counter()
    counted: set[str] = set()
    debts, skipped = [], 0
    for old in book.debts:
        try:
            customer = _owner(shop, book, old, known, new)
            row = _row(shop, book, old, customer, cashier)
        except NotUnderstood as problem:
            problems.append(problem)
            continue
        if customer.id and customer.id not in counted:
            counted.add(customer.id)
            before.update(_imported(shop, customer))
        mark = (customer.id, row["waktu"], row["jumlah"], row["catatan"])
        if customer.id and before[mark]:
            before[mark] -= 1
            skipped += 1
        else:
            debts.append((customer, row))
    _refuse(problems)
    wanted = {words_of(customer.name) for customer, _ in debts}
    return Plan(
        [each for name, each in new.items() if name in wanted],
        [(new.get(words_of(each.name), each) if not each.id else each, row) for each, row in debts],
        skipped,
    )


def _owner(
    shop: Shop,
    book: Book,
    old: OldDebt,
    known: dict[tuple[str, ...], dict[str, Customer]],
    new: dict[tuple[str, ...], Customer],
) -> Customer:
    """Whose debt a line is: the owner of its number, the one customer of exactly this name or
    short name, or somebody new. Raises NotUnderstood where that is not clear."""
    name = words_of(old.name)
    if old.number:
        owner = shop.read_books().customers.owner_of(old.number) or next(
            (each for each in new.values() if old.number in each.numbers), None
        )
        if owner and not set(name) & {
            word for known in (*owner.names, owner.name, owner.code) for word in words_of(known)
        }:
            raise book.table.source.problem(
                old.line, f"{old.number} nomor {owner.called}, bukan '{old.name}'."
            )
        if owner:
            return owner
    found = list(known.get(name, {}).values())
    if len(found) > 1:
        raise book.table.source.problem(
            old.line, f"'{old.name}' cocok dengan {len(found)} pelanggan; tambahkan kolom nomor."
        )
    owner = found[0] if found else new.get(name, Customer("", old.name))
    if old.number and owner.numbers:
        raise book.table.source.problem(
            old.line,
            f"'{old.name}' sudah ada dengan nomor lain, {owner.numbers[0]}.",
            "Kalau orang lain, bedakan namanya; kalau sama, kosongkan nomornya. Lalu ulangi.",
        )
    if not owner.id:
        owner = new[name] = owner._replace(numbers=(old.number,) if old.number else owner.numbers)
    return owner


def _row(shop: Shop, book: Book, old: OldDebt, customer: Customer, cashier: str) -> Row:
    """The debt at the beginning of its day: no other debt is recorded at that second, so what was
    imported before is known by it."""
    term = old.term or customer.term or shop.policy.term
    try:
        due = terms.due_date(term, old.day, customer.payday)
    except WrongUse:
        raise book.table.source.problem(
            old.line,
            f"tempo '{term}' tidak bisa dihitung dari {show_day(old.day)}.",
            "Isi kolom tempo di baris itu, misalnya 7 hari atau 5/12/2026, lalu ulangi.",
        ) from None
    moment = datetime.combine(old.day, time(), shop.now.tzinfo)
    return {
        "jenis": ADDED,
        "waktu": moment.isoformat(),
        "jumlah": str(old.amount),
        "tempo": due.isoformat(),
        "kasir": cashier,
        "catatan": old.note or "buku lama",
    }


def _imported(shop: Shop, customer: Customer) -> list[tuple[str, ...]]:
    """The customer's debts without a sale that stand in the books."""
    return [
        (customer.id, debt.row["waktu"], debt.row["jumlah"], debt.row["catatan"])
        for debt in shop.read_books().customers.account(customer).debts.values()
        if debt.origin == ADDED and not debt.ended
    ]


def _refuse(problems: list[NotUnderstood]) -> None:
    """Tells of lines that can't be understood, and raises the first of them."""
    problems.sort(key=lambda each: int(each.where.rpartition(":")[2]))
    for problem in problems[1:_SHOWN]:
        terminal.note(str(problem))
    if len(problems) > _SHOWN:
        terminal.note(f"dan {len(problems) - _SHOWN} baris lain.")
    if problems:
        terminal.note("Tidak ada yang dimasukkan.")
        raise problems[0]


def _summary(plan: Plan) -> str:
    parts = []
    if plan.debts:
        names = len({words_of(customer.name) for customer, _ in plan.debts})
        amount = sum(int(row["jumlah"]) for _, row in plan.debts)
        new = f" ({len(plan.new)} baru)" if plan.new else ""
        parts.append(f"{len(plan.debts)} hutang, {rupiah(amount)}, {names} pelanggan{new}")
    else:
        parts.append("Tidak ada yang baru")
    if plan.skipped:
        parts.append(f"{plan.skipped} sudah ada, dilewati")
    return "; ".join(parts)


def _shown(plan: Plan, columns: int) -> str:
    """What would be recorded, for the eye."""
    if not plan.debts:
        return _summary(plan)
    rows = [
        [
            customer.called if customer.id else f"{customer.name} (baru)",
            row["waktu"][:10],
            row["tempo"],
            grouped(int(row["jumlah"])),
            row["catatan"],
        ]
        for customer, row in plan.debts
    ]
    end = tables.broken(f"{_summary(plan)}. Belum ada yang dicatat.", columns)
    table = tables.wrapped(
        rows,
        ["Pelanggan", "Tanggal", "Tempo", "Jumlah", "Untuk"],
        columns,
        [(4, 10), (0, 10)],
        right=[3],
    )
    if table is None:
        lines = [
            tables.stacked(name, [f"Rp{amount} · {day} · tempo {due}", note], columns)
            for name, day, due, amount, note in rows
        ]
        return "\n".join([*lines, "", end])
    return f"{table}\n\n{end}"

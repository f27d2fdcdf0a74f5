"""`pulsa hutang impor`: the old paper book, once typed into a table."""

import os
from datetime import date
from itertools import pairwise

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.ids import span
from pulsa_cli.core.schema import MONEY, PEOPLE
from pulsa_cli.core.text import first_of
from pulsa_cli.dialog import days, free_text, terminal
from pulsa_cli.dialog.customers import told_apart
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import NotRecorded, NotUnderstood, Refused, WrongUse
from pulsa_cli.settings import paper_book
from pulsa_cli.settings.paper_book import Book
from pulsa_cli.shop import Shop
from pulsa_cli.show import importing as shown
from pulsa_cli.trade import importing, owners
from pulsa_cli.trade.importing import Plan
from pulsa_cli.trade.owners import Chosen, Name

_SHOWN = 10


@help.command()
@click.argument("path", metavar="FILE.csv")
@click.option("--coba", "trial", is_flag=True, help="Hanya tunjukkan; tidak ada yang dicatat.")
@click.option(
    "--tanggal",
    "day",
    type=types.Words(),
    default="",
    help="Tanggal untuk semua baris yang tidak bertanggal.",
)
@click.option(
    "--abaikan", "ignored", default="", metavar="KOLOM,…", help="Kolom yang memang tidak dipakai."
)
@click.option("--lagi", "again", is_flag=True, help="Masukkan juga yang mirip yang sudah tercatat.")
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(
    shop: Shop,
    path: str,
    trial: bool,
    day: str,
    ignored: str,
    again: bool,
    yes: bool,
    cashier: str,
) -> None:
    """Masukkan buku hutang lama: pulsa hutang impor buku.csv --coba

    Kolom: nama,jumlah,tanggal dan, kalau ada, nomor,tempo,catatan,dibayar,sisa,status,jenis (hutang
    atau bayar). Yang dicatat sisanya. Nama yang belum ada didaftarkan. Berkas yang sama boleh
    diulang: yang sudah masuk dilewati.
    """
    shop.settings.require_name()
    person = at_the_counter(yes)
    book = _reduced(paper_book.read(path, shop.today, list(filter(None, ignored.split(",")))))
    undated = _day_of_undated(person, book, day, shop.today)
    chosen = _chosen(person, shop, book)
    plan = _understood(shop, book, undated, again, chosen)
    file = os.path.basename(path)
    _warn(book)
    if trial:
        click.echo(shown.trial(plan, file, book.unused, terminal.width()))
        return
    shop.require_ready()
    for line in shown.told(plan, file, book.unused):
        terminal.note(line)
    if not plan.debts:
        terminal.acknowledge(shown.summary(plan))
        return
    _agree(person, book, f"{shown.summary(plan)}. Masukkan?")
    with shop.writing():
        if _understood(shop, book, undated, again, chosen) != plan:
            raise Refused("Catatan baru saja berubah. Ulangi.")
        registered = shop.append_all(PEOPLE, importing.registrations(plan, cashier))
        debts = importing.rows(plan, registered, shop.now.tzinfo, cashier)
        try:
            rows = shop.append_all(MONEY, debts)
        except NotRecorded as error:
            new = registered and span([row["id"] for row in registered])
            also = f" Pelanggan barunya sudah tercatat sebelum itu ({new})." if new else ""
            raise type(error)(f"{error}{also}", error.why) from error
    recorded = span([row["id"] for row in rows])
    terminal.acknowledge(f"Tercatat {recorded}: {shown.summary(plan)}")


def _reduced(book: Book) -> Book:
    """The book with names and notes as they are stored, once it was said what is left out."""
    lines, told = [], []
    for line in book.lines:
        name, of_name = free_text.plainly(line.name)
        note, of_note = free_text.reduced(line.note)
        lines.append(line._replace(name=name, note=note))
        told += [f"{book.table.source.name}:{line.place}: {of}" for of in (of_name, of_note) if of]
    for said in first_of(told, _SHOWN, "dan {} lagi seperti itu."):
        terminal.note(said)
    return book._replace(lines=lines)


def _day_of_undated(person: Person, book: Book, typed: str, today: date) -> date:
    """The day of the lines without one, asked once for all; today where each has its own. Raises
    NotUnderstood for a line that lacks it among others, Refused where nobody can be asked."""
    if typed:
        return days.past(person, typed, today)
    if book.undated and book.has_days:
        _refuse(
            [
                *book.problems,
                *(
                    book.problem(place, "tanggal kosong.", "Isi, atau ulangi dengan --tanggal.")
                    for place in book.undated
                ),
            ]
        )
    if not book.undated or book.problems:
        return today
    if not person.here:
        raise Refused("Buku ini tidak punya kolom tanggal. Ulangi dengan --tanggal 31/10/2026.")
    while True:
        answer = person.ask("Buku ini tanpa tanggal. Tanggal berapa untuk semua barisnya?")
        try:
            return days.past(person, answer, today)
        except WrongUse as error:
            terminal.note(str(error))


def _warn(book: Book) -> None:
    """Names the columns for want of which more may be owed than is."""
    if book.paid:
        terminal.warn(
            f"kolom {', '.join(book.paid)} menulis yang sudah dibayar atau sisanya. Kalau "
            "diabaikan, yang sudah dibayar itu masuk lagi sebagai hutang."
        )
    if book.money:
        terminal.warn(f"kolom {', '.join(book.money)} soal uang dan tidak dipakai.")


def _agree(person: Person, book: Book, question: str) -> None:
    """Goes on after a yes. Raises Refused after a no, and where columns with money are passed over
    and nobody can be asked."""
    if book.money and not person.here:
        raise Refused(
            f"Kolom {', '.join(book.money)} soal uang dan tidak dipakai. Kalau memang tidak "
            f'perlu: --abaikan "{",".join(book.money)}"'
        )
    person.agree(question, assumed=not (book.money or book.paid))


def _chosen(person: Person, shop: Shop, book: Book) -> Chosen:
    """Whom a person means by the names that are in doubt."""
    if not person.here or book.problems:
        return {}
    doubtful = owners.doubtful(shop.read_books(), book.lines)
    return {
        name: _whom(person, f"'{' '.join(name)}' di buku itu yang mana?", name, customers)
        for name, customers in doubtful.items()
    }


def _whom(person: Person, question: str, name: Name, customers: list[Customer]) -> Customer | None:
    """One of these customers, or None for somebody new, where nobody has this very name."""
    if any(owners.is_named(customer, name) for customer in customers):
        return person.choose(question, customers, told_apart)
    return person.one_or_none(question, customers, told_apart)


def _understood(shop: Shop, book: Book, day: date, again: bool, chosen: Chosen) -> Plan:
    """What the book adds. Raises NotUnderstood for the lines that can't be understood."""
    plan = importing.plan(
        shop.read_books(), shop, book.lines, day, again, not book.problems, chosen
    )
    _refuse([*book.problems, *(book.problem(*problem) for problem in plan.problems)])
    return plan


def _refuse(problems: list[NotUnderstood]) -> None:
    """Tells of the first problems in the order of their lines, what to do about several alike once.
    Raises the last of these."""
    if not problems:
        return
    problems.sort(key=lambda problem: int(problem.where.rpartition(":")[2]))
    some = f"; ini {_SHOWN} yang pertama" if len(problems) > _SHOWN else ""
    terminal.note(f"Tidak ada yang dimasukkan. {len(problems)} baris perlu dibetulkan{some}:")
    shown = problems[:_SHOWN]
    for problem, following in pairwise(shown):
        same = f"\n{problem.fix}" if problem.fix == following.fix else ""
        terminal.note(str(problem).removesuffix(same))
    raise shown[-1]

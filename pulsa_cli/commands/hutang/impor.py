"""`pulsa hutang impor`: the old paper book, once typed into a table."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.schema import MONEY, PEOPLE
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.settings import paper_book
from pulsa_cli.settings.paper_book import Book
from pulsa_cli.shop import Shop
from pulsa_cli.show import importing as shown
from pulsa_cli.trade import importing
from pulsa_cli.trade.importing import Plan

_SHOWN = 10


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
    plan = _understood(shop, book)
    if trial:
        click.echo(shown.trial(plan, terminal.width()))
        return
    if not plan.debts:
        terminal.acknowledge(shown.summary(plan))
        return
    at_the_counter(yes).agree(f"{shown.summary(plan)}. Masukkan?")
    with shop.writing():
        plan = _understood(shop, book)
        said = shown.summary(plan)
        registered = shop.append_all(PEOPLE, importing.registrations(plan, cashier))
        rows = shop.append_all(MONEY, importing.rows(plan, registered, cashier))
    recorded = f"Tercatat {rows[0]['id']} sampai {rows[-1]['id']}: " if rows else ""
    terminal.acknowledge(f"{recorded}{said}")


def _understood(shop: Shop, book: Book) -> Plan:
    """What the book adds. Raises NotUnderstood for the first line that can't be understood, after
    telling of the others."""
    plan = importing.plan(shop.read_books(), shop, book.debts)
    _refuse([*book.problems, *(book.problem(*problem) for problem in plan.problems)])
    return plan


def _refuse(problems: list[NotUnderstood]) -> None:
    problems.sort(key=lambda problem: int(problem.where.rpartition(":")[2]))
    for problem in problems[1:_SHOWN]:
        terminal.note(str(problem))
    if len(problems) > _SHOWN:
        terminal.note(f"dan {len(problems) - _SHOWN} baris lain.")
    if problems:
        terminal.note("Tidak ada yang dimasukkan.")
        raise problems[0]

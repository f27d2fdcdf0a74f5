"""`pulsa hutang tambah`: a debt that is no sale."""

from datetime import date

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.schema import MONEY
from pulsa_cli.dialog import amounts, days, terminal
from pulsa_cli.dialog.customers import chosen_or_new, enter
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import debt_changes as shown
from pulsa_cli.show.credit import already_open
from pulsa_cli.trade import credit, debts
from pulsa_cli.trade.debts import Addition
from pulsa_cli.trade.typed import name_and_amount

_EXAMPLE = 'pulsa hutang tambah budi 20rb --catatan "casing HP"'


@help.command()
@click.argument(
    "words", metavar="PELANGGAN JUMLAH", type=types.CustomerName(), nargs=-1, required=True
)
@click.option(
    "--tempo",
    "term",
    type=types.Words(),
    default="",
    metavar="KAPAN",
    help="Jatuh tempo: 7 hari, sabtu, tanggal 25, gajian, akhir bulan.",
)
@click.option("--lagi", "again", is_flag=True, help="Memang hutang lagi, jumlah yang sama.")
@options.yes_option
@options.force_option
@options.when_option
@options.cashier_option
@click.option("--catatan", "note", type=types.Text(), default="", help="Untuk apa.")
@options.with_shop
def cmd(
    shop: Shop,
    words: tuple[str, ...],
    term: str,
    again: bool,
    yes: bool,
    force: str | None,
    when: str,
    cashier: str,
    note: str,
) -> None:
    """Hutang tanpa penjualan pulsa: pulsa hutang tambah budi 20rb --catatan "casing HP" """
    shop.require_ready()
    person = at_the_counter(yes)
    name, typed = name_and_amount(words, _EXAMPLE)
    amount = amounts.not_zero(person, typed)
    moment = days.moment(person, when, shop.now)
    day = (moment or shop.now).date()
    customer = chosen_or_new(person, shop.read_books(), name)
    level = credit.level_of(shop.read_books(), shop.card_in_use, customer)
    term = days.term(person, term, day, customer.payday)
    due = credit.due_date(shop.policy, customer, term, day, level)
    wanted = Addition(amount, due, level, moment, again, force or "", cashier, note)
    _tell(shop, customer, wanted, day)
    person.agree(shown.addition_asked(customer, wanted))
    if person.agree_again(debts.twin(shop.read_books(), customer, wanted)):
        wanted = wanted._replace(again=True)
    if not customer.id:
        customer = enter(shop, customer)
    with shop.writing():
        books = shop.read_books()
        row = debts.add(books, shop.policy, customer, wanted)
        before = books.customers.account(customer)
        said = shown.added(customer, wanted, before, debts.account_after(books, customer, row))
        row = shop.append(MONEY, row)
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")


def _tell(shop: Shop, customer: Customer, wanted: Addition, day: date) -> None:
    """What the seller has to know before. Raises Refused where the policy of that day forbids
    it."""
    books = shop.read_books()
    for line in credit.behind(books):
        terminal.note(line)
    if said := already_open(customer, credit.standing_of(books, customer), day):
        terminal.note(said)
    if broken := debts.passed_over(books, shop.policy, customer, wanted):
        terminal.warn(f"aturan dilewati: {broken}.")

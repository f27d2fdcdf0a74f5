"""`pulsa hutang cicil`: splits what remains of a debt into instalments."""

import shlex

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core import instalments
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog import days as typed_days
from pulsa_cli.dialog import debts as talk
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import debts as shown
from pulsa_cli.show.whatsapp import unlinked, with_link
from pulsa_cli.trade import debts
from pulsa_cli.trade.debts import Instalments

_MOST = 99


@help.command()
@options.debt_argument
@click.option(
    "--kali", "times", type=types.Whole("kali", _MOST), required=True, help="Berapa cicilan."
)
@click.option(
    "--tiap",
    "every",
    required=True,
    metavar="JARAK",
    help="minggu, bulan, atau misalnya '10 hari'.",
)
@click.option(
    "--mulai",
    "start",
    type=types.Words(),
    default="",
    metavar="KAPAN",
    help="Cicilan pertama; biasanya satu jarak dari hari ini.",
)
@click.option(
    "--tawarkan", "offer", is_flag=True, help="Tampilkan pesan tawarannya saja; belum dicatat."
)
@options.force_option
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_id: str,
    times: int,
    every: str,
    start: str,
    offer: bool,
    force: str | None,
    yes: bool,
    cashier: str,
    note: str,
) -> None:
    """Bagi sisa kasbon menjadi cicilan: pulsa hutang cicil J6 --kali 3 --tiap minggu

    Sama besar, dibulatkan ke Rp500; cicilan terakhir sisanya. Dengan --tawarkan: dulu pesan untuk
    pelanggan.
    """
    if times < 2:
        raise WrongUse("--kali paling sedikit 2.")
    interval = instalments.parse_interval(every)
    shop.require_ready()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    customer = shop.read_books().customers.get(debt.customer)
    payday = customer.payday if customer else None
    start = typed_days.term(person, start, shop.today, payday)
    days = debts.instalment_days(times, interval, start, shop.today, payday)
    wanted = Instalments(days, force or "", cashier, note)
    if not offer:
        talk.change(shop, person, lambda books: debts.split(books, shop.policy, debt.id, wanted))
        return
    plan = debts.split(shop.read_books(), shop.policy, debt.id, wanted)
    goods = shown.goods(debt.what, debt.origin)
    message = options.messages_of(shop).instalments_offered(debt.name, goods, debt.left, plan.parts)
    click.echo(with_link(message, debt.numbers))
    if why := unlinked(debt.name, debt.numbers):
        terminal.note(why)
    terminal.note(
        f"Kalau setuju: pulsa hutang cicil {debt.id} --kali {times} --tiap "
        f"{shlex.quote(every)}" + (start and f" --mulai {shlex.quote(start)}")
    )

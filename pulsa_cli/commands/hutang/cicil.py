"""`pulsa hutang cicil`: splits what remains of a debt into instalments."""

import shlex

import click

from pulsa_cli.commands import _debts, help, options, types
from pulsa_cli.commands._debts import Claim
from pulsa_cli.core import instalments, policy, terms
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show.debts import goods
from pulsa_cli.show.messages import Messages
from pulsa_cli.show.whatsapp import with_link

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
    shop.settings.require_name()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    customer = shop.read_books().customers.get(debt.customer)
    if start:
        first = terms.due_date(start, shop.today, customer.payday if customer else None)
        days = instalments.dates(first, interval, times)
    else:
        days = instalments.dates_from(shop.today, interval, times)

    def build(claim: Claim) -> Row:
        broken = policy.split_refusal(shop.policy, claim.debt.splits, times, days[-1], shop.today)
        amounts = instalments.split(claim.debt.left, times)
        return {
            "jenis": "cicil",
            "alasan": _debts.reason_within(broken, None, force),
            "kasir": cashier,
            "catatan": note,
            "cicilan": " ".join(
                f"{day.isoformat()}={amount}" for day, amount in zip(days, amounts)
            ),
        }

    def plan(left: int) -> str:
        amounts = instalments.split(left, times)
        parts = (f"{rupiah(amount)} {show_day(day)}" for day, amount in zip(days, amounts))
        return f"dicicil {times} kali: {'; '.join(parts)}"

    if offer:
        build(_debts.claim(shop, debt.id))
        click.echo(
            with_link(
                Messages(
                    shop.texts, shop.now, shop.settings.name, shop.settings.methods
                ).instalments_offered(
                    debt.name,
                    goods(debt.what, debt.origin),
                    debt.left,
                    zip(days, instalments.split(debt.left, times)),
                ),
                debt.numbers,
            )
        )
        terminal.note(
            f"Kalau setuju: pulsa hutang cicil {debt.id} --kali {times} --tiap "
            f"{shlex.quote(every)}" + (start and f" --mulai {shlex.quote(start)}")
        )
        return
    _debts.change(
        shop,
        debt,
        build,
        lambda row: plan(sum(int(part.partition("=")[2]) for part in row["cicilan"].split())),
        f"{plan(debt.left)}. Benar?",
        person,
    )

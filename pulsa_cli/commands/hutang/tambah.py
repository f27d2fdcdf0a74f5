"""`pulsa hutang tambah`: a debt that is no sale."""

from datetime import date, datetime

import click

from pulsa_cli.commands import _debts, help, options, types
from pulsa_cli.core import dates
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import ADDED
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen_or_new, register
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show.credit import already_open
from pulsa_cli.trade import credit

_EXAMPLE = 'pulsa hutang tambah budi 20rb --catatan "casing HP"'


@help.command()
@click.argument("words", metavar="PELANGGAN JUMLAH", type=types.Client(), nargs=-1, required=True)
@click.option(
    "--tempo",
    "term",
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
    name, typed = _debts.name_and_amount(words, _EXAMPLE)
    amount: int = types.Rupiah().convert(typed, None, click.get_current_context())
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    shop.settings.require_name()
    person = at_the_counter(yes)
    moment = dates.parse_time(when, shop.now) if when else shop.now
    customer = chosen_or_new(person, shop.read_books(), name)
    level = credit.level_of(shop.read_books(), shop.card_in_use, customer)
    due: date = credit.due_date(shop.policy, customer, term, moment.date(), level)

    def passed_over(now: Standing) -> str:
        debt = credit.NewDebt(amount)
        return credit.passed_over(
            shop.policy, credit.Borrower(customer, now, level), debt, shop.today, force or ""
        )

    standing = shop.read_books().customers.standing(customer) if customer.id else Standing((), 0)
    for line in credit.behind(shop.read_books()):
        terminal.note(line)
    if said := already_open(customer, standing, shop.today):
        terminal.note(said)
    if broken := passed_over(standing):
        terminal.warn(f"aturan dilewati: {broken}.")
    if person.here and not person.confirm(
        f"{customer.called}: hutang {rupiah(amount)}, jatuh tempo {dates.show_day(due)}. Benar?"
    ):
        raise Refused("Tidak dicatat.")
    if not customer.id:
        customer = register(shop, {"nama": customer.name})
    row = {
        "jenis": ADDED,
        "pelanggan": customer.id,
        "jumlah": str(amount),
        "tempo": due.isoformat(),
        "alasan": _debts.given_reason(None, force),
        "kasir": cashier,
        "catatan": note,
        **({"waktu": moment.isoformat()} if when else {}),
    }

    def build() -> Row:
        passed_over(shop.read_books().customers.standing(customer))
        if not again:
            _refuse_twin(shop, customer, row, moment)
        return row

    _debts.record(
        shop,
        customer,
        build,
        f"{customer.called} berhutang {rupiah(amount)}, jatuh tempo {dates.show_day(due)}",
    )


def _refuse_twin(shop: Shop, customer: Customer, row: Row, moment: datetime) -> None:
    """Raises Refused where the same debt was recorded about this time: it was typed twice."""
    for debt in shop.read_books().customers.account(customer).debts.values():
        before = datetime.fromisoformat(debt.row["waktu"])
        if (
            debt.origin == ADDED
            and not debt.ended
            and abs(before - moment) <= _debts.TWIN
            and all(debt.row[name] == row[name] for name in ("jumlah", "catatan"))
        ):
            raise Refused(
                f"Hutang ini sudah dicatat pukul {dates.show_clock(before)} ({debt.id}). "
                "Kalau memang hutang lagi, tambahkan --lagi."
            )

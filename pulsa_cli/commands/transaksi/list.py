"""`pulsa transaksi list`: the sales of a day or of several."""

from datetime import date

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core import dates, phone
from pulsa_cli.core.kinds import STATUSES
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import sales as shown


@help.command()
@click.option(
    "--tanggal",
    "day",
    type=types.Words(),
    metavar="HARI",
    help="Hari itu saja: kemarin, 20/11, sabtu.",
)
@click.option(
    "--dari", "since", type=types.Words(), metavar="HARI", help="Mulai tanggal ini: '7 hari', 1/11."
)
@click.option(
    "--sampai",
    "until",
    type=types.Words(),
    metavar="HARI",
    help="Sampai hari itu; biasanya hari ini.",
)
@click.option("--nomor", "number", metavar="NOMOR", help="Nomor ini, atau angka-angka terakhirnya.")
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    metavar="|".join(STATUSES),
    help="Hanya yang begini keadaannya.",
)
@options.format_option
@options.with_shop
def cmd(
    shop: Shop,
    day: str | None,
    since: str | None,
    until: str | None,
    number: str | None,
    status: str | None,
    form: str,
) -> None:
    """Daftar penjualan; tanpa pilihan, hari ini."""
    _check_days(day, since, until)
    today = shop.today
    first, last = _span(at_the_counter(form != "tabel"), since, day or until or "", today)
    endings = phone.endings(number) if number else ("",)
    books = shop.read_books()
    begin, sales = columns.ahead(
        sale
        for sale in books.sales.between(first, last)
        if sale.number.replace("-", "").endswith(endings) and status in (None, sale.status)
    )
    listing = shown.listing(begin, books.advance_of, shop.device.counter, today)
    columns.emit_list(sales, listing, form, terminal.width(), "Tidak ada transaksi.")


def _check_days(day: str | None, since: str | None, until: str | None) -> None:
    """Raises WrongUse for options that don't go together."""
    if day and (since or until):
        raise WrongUse("Pakai --tanggal saja, atau --dari dengan --sampai.")
    if until and not since:
        raise WrongUse("--sampai perlu --dari, misalnya: --dari 1/11 --sampai 20/11")


def _span(person: Person, since: str | None, until: str, today: date) -> tuple[date, date]:
    """The first and the last day of the list: only the last one without `since`. Up to today is
    with all that a wrong clock put behind it. Raises WrongUse where they are no days or the wrong
    way round."""
    last = days.past(person, until, today)
    # `--dari 1/1` is no slip in any month: what a list begins with is in front of everybody.
    first = dates.parse_past(since, today, sure=True) if since else last
    if first > last:
        raise WrongUse(
            f"--dari ({dates.show_day(first)}) sesudah --sampai ({dates.show_day(last)})."
        )
    return first, date.max if last == today else last

"""`pulsa transaksi list`: the sales of a day or of several."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core import dates, phone
from pulsa_cli.core.kinds import STATUSES
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import sales as shown


@help.command()
@click.option("--tanggal", "day", metavar="HARI", help="Hari itu saja: kemarin, 20/11, sabtu.")
@click.option("--dari", "since", metavar="HARI", help="Mulai hari ini: '7 hari', 1/11.")
@click.option("--sampai", "until", metavar="HARI", help="Sampai hari itu; biasanya hari ini.")
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
    if day and (since or until):
        raise WrongUse("Pakai --tanggal saja, atau --dari dengan --sampai.")
    if until and not since:
        raise WrongUse("--sampai perlu --dari, misalnya: --dari 1/11 --sampai 20/11")
    today = shop.today
    last = dates.parse_past(day or until or "hari ini", today)
    first = dates.parse_past(since, today) if since else last
    if first > last:
        raise WrongUse(
            f"--dari ({dates.show_day(first)}) sesudah --sampai ({dates.show_day(last)})."
        )
    endings = phone.endings(number) if number else ("",)
    sales = [
        sale
        for sale in shop.read_books().sales.between(first, last)
        if sale.number.replace("-", "").endswith(endings) and status in (None, sale.status)
    ]
    listing = shown.listing(sales, shop.device.counter, today)
    columns.emit_list(sales, listing, form, terminal.width(), "Tidak ada transaksi.")

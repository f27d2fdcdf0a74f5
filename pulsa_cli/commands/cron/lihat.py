"""`pulsa cron lihat`: is it installed, and when did it last do its work?"""

from datetime import date

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.dates import show_day
from pulsa_cli.outside import crontab
from pulsa_cli.shop import Shop

_LAST = 10  # lines of the log


@help.command()
@options.with_shop
def cmd(shop: Shop) -> None:
    """Terpasang atau tidak, dan kapan terakhir bekerja: pulsa cron lihat"""
    line = crontab.installed(shop.root)
    if line:
        sending = "dengan" if " --kirim " in line else "tanpa"
        click.echo(f"Terpasang, {sending} --kirim. Barisnya, dengan jam komputer ini:\n{line}")
    else:
        click.echo("Belum terpasang. Pasang: pulsa cron pasang")
    day, _ = shop.device.read_reminded()
    try:
        click.echo(f"Terakhir bekerja: {show_day(date.fromisoformat(day))}")
    except ValueError:
        pass  # not yet
    if log := shop.device.read_log():
        click.echo("\n".join([f"Catatan terakhir di {shop.device.log}:", *log[-_LAST:]]))

"""`pulsa cron lihat`: is it installed, and when did it last do its work?"""

from datetime import date

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.text import visible
from pulsa_cli.dialog import terminal
from pulsa_cli.outside import crontab, user
from pulsa_cli.shop import Shop

_LAST = 10  # lines of the log


@help.command()
@options.with_shop
def cmd(shop: Shop) -> None:
    """Terpasang atau tidak, dan kapan terakhir bekerja: pulsa cron lihat"""
    found = crontab.look(shop.root)
    for line in found.own:
        sending = "dengan" if " --kirim " in line else "tanpa"
        click.echo(f"Terpasang, {sending} --kirim. Barisnya, dengan jam komputer ini:\n{line}")
    if found.disabled and not found.own:
        lines = "\n".join(found.disabled)
        click.echo(f"Dimatikan dengan tanda # di crontab, jadi tidak berjalan:\n{lines}")
    if not found.own:
        click.echo("Belum terpasang. Pasang: pulsa cron pasang")
    if len(found.own) > 1:
        terminal.warn("terpasang lebih dari sekali. Jadikan satu: pulsa cron pasang")
    for line in found.dead:
        terminal.warn(crontab.of_dead(line))
    day, _ = shop.device.read_reminded()
    try:
        click.echo(f"Terakhir bekerja: {show_day(date.fromisoformat(day))}")
    except ValueError:
        pass  # not yet
    if log := user.kept(crontab.LOG, shop.root).splitlines():
        path = user.path(crontab.LOG, shop.root)
        click.echo(visible("\n".join([f"Catatan terakhir di {path}:", *log[-_LAST:]])))

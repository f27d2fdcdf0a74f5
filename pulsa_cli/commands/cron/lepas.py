"""`pulsa cron lepas`: takes this shop's line out of the crontab."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.outside import crontab
from pulsa_cli.shop import Shop


@help.command()
@options.with_shop
def cmd(shop: Shop) -> None:
    """Hentikan pengingat setiap hari: pulsa cron lepas"""
    there = crontab.installed(shop.root)
    crontab.put(shop.root, "")
    terminal.acknowledge(
        "Dilepas; yang lain di crontab tetap."
        if there
        else "Belum terpasang, jadi tidak ada yang dilepas."
    )

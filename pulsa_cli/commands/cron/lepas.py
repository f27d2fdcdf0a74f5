"""`pulsa cron lepas`: takes this shop's line out of the crontab."""

from pulsa_cli.commands import _click
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.storage import crontab


@_click.command()
@_click.with_shop
def cmd(shop: Shop) -> None:
    """Hentikan pengingat setiap hari: pulsa cron lepas"""
    there = crontab.installed(shop.root)
    crontab.put(shop.root, "")
    terminal.acknowledge(
        "Dilepas; yang lain di crontab tetap."
        if there
        else "Belum terpasang, jadi tidak ada yang dilepas."
    )

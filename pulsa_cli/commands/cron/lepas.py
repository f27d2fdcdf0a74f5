"""`pulsa cron lepas`: takes this shop's line out of the crontab."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.outside import crontab
from pulsa_cli.shop import Shop


@help.command()
@click.option(
    "--mati", "dead", is_flag=True, help="Juga baris toko yang foldernya sudah tidak ada."
)
@options.with_shop
def cmd(shop: Shop, dead: bool) -> None:
    """Hentikan pengingat setiap hari: pulsa cron lepas"""
    found = crontab.look(shop.root)
    crontab.put(shop.root, "", dead)
    gone = found.dead if dead else []
    terminal.acknowledge(
        "\n".join(["Dilepas; yang lain di crontab tetap.", *gone])
        if found.own or gone
        else "Belum terpasang, jadi tidak ada yang dilepas."
    )
    for line in [] if dead else found.dead:
        terminal.warn(crontab.of_dead(line))

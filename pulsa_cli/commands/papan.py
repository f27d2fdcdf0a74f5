"""`pulsa` alone: today's board."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._today import look
from pulsa_cli.output import terminal
from pulsa_cli.output import today as shown
from pulsa_cli.shop import Shop


@_click.command()
@_click.with_shop
def cmd(shop: Shop) -> None:
    """Papan hari ini: yang menunggu, yang lewat, yang diingatkan."""
    today = look(shop)
    if shop.books.traded():
        click.echo(shown.board(today, terminal.width()))
    else:
        click.echo(shown.first_steps(today.title, bool(shop.settings.name)))

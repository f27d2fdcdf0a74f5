"""`pulsa` alone: today's board."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import today as shown
from pulsa_cli.trade.today import look


@help.command()
@options.with_shop
def cmd(shop: Shop) -> None:
    """Papan hari ini: yang menunggu, yang lewat, yang diingatkan."""
    books = shop.read_books()
    today = look(books, shop.settings.name, shop.policy.reminding, shop.problems)
    if books.traded():
        click.echo(shown.board(today, terminal.width()))
    else:
        click.echo(shown.first_steps(today.title, bool(shop.settings.name)))

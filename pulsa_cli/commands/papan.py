"""`pulsa` alone: today's board."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import NotUnderstood, reason
from pulsa_cli.shop import Shop
from pulsa_cli.show import today as shown
from pulsa_cli.trade.today import look

_NAMED = 5  # products in a line


@help.command()
@options.with_shop
def cmd(shop: Shop) -> None:
    """Papan hari ini: yang menunggu, yang lewat, yang diingatkan."""
    books = shop.read_books()
    today = look(books, shop.settings.name, shop.policy.reminding, shop.problems)
    if books.traded() or shop.problems or shop.troubles:
        click.echo(shown.board(today, terminal.width()))
    else:
        click.echo(shown.first_steps(today.title, bool(shop.settings.name)))
    if unsold := _unsold(shop):
        terminal.warn(unsold)


def _unsold(shop: Shop) -> str:
    """That the price list has mistakes, in a line; empty where it has none."""
    try:
        bad = shop.products.bad
    except NotUnderstood as error:
        return f"{error.where}: {error.why}"
    except OSError as error:
        return f"{error.filename}: {reason(error)}."
    named = ", ".join(row.code or row.where for row in bad[:_NAMED])
    more = f" dan {len(bad) - _NAMED} lain" if len(bad) > _NAMED else ""
    return f"belum bisa dijual: {named}{more}. Lihat: pulsa produk list" if bad else ""

"""`pulsa` alone: today's board."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.text import key
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
    if exposed := shop.exposed:
        terminal.warn(exposed)


def _unsold(shop: Shop) -> str:
    """That the price list has mistakes, in a line; empty where it has none."""
    try:
        bad = shop.products.bad
    except NotUnderstood as error:
        return f"{error.where}: {error.why}"
    except OSError as error:
        return f"{error.filename}: {reason(error)}."
    by_code: dict[str, str] = {}
    for row in bad:
        by_code.setdefault(key(row.code) or row.where, row.code or row.where)
    names = list(by_code.values())
    named = ", ".join(names[:_NAMED])
    more = f" dan {len(names) - _NAMED} lain" if len(names) > _NAMED else ""
    return f"belum bisa dijual: {named}{more}. Lihat: pulsa produk list" if bad else ""

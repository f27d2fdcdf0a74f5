"""`pulsa pelanggan satukan`: two records are one person."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.schema import PEOPLE
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show.credit import money_now
from pulsa_cli.trade.customers import union


@help.command()
@click.argument("typed_name", metavar="KE", type=types.CustomerName())
@click.argument("other", metavar="DARI", type=types.CustomerName())
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_name: str, other: str, yes: bool, cashier: str) -> None:
    """Dua catatan, satu orang: pulsa pelanggan satukan "budi santoso" budi

    Nomor, kasbon dan titipan DARI menjadi milik KE. Keliru? pulsa batal dengan id-nya.
    """
    person = at_the_counter(yes)
    books = shop.read_books()
    kept, gone = chosen(person, books, typed_name), chosen(person, books, other)
    union(books, kept, gone)
    person.agree(f"{gone.told_apart} menjadi {kept.told_apart}?", assumed=False)
    with shop.writing():
        books = shop.read_books()
        both = kept._replace(ids=kept.ids + gone.ids)
        owed = money_now(books.customers.account(both))
        row = shop.append(PEOPLE, {**union(books, kept, gone), "kasir": cashier})
    terminal.acknowledge(f"Tercatat {row['id']}: {gone.called} sekarang {kept.called} · {owed}")

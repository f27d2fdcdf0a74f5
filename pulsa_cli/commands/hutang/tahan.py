"""`pulsa hutang tahan`: a debt that the customer disputes: counted, but not asked for."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog import debts as talk
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade import debts

_EXAMPLE = 'pulsa hutang tahan J6 --alasan "katanya sudah bayar"'


@help.command()
@options.debt_argument
@options.reason_option
@click.option("--lepas", "release", is_flag=True, help="Sudah jelas; ditagih lagi seperti biasa.")
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(
    shop: Shop, typed_id: str, reason: str | None, release: bool, yes: bool, cashier: str
) -> None:
    """Kasbon yang dipersoalkan pelanggan: pulsa hutang tahan J6 --alasan "katanya sudah bayar"

    Tetap dihitung, tetapi tidak ditagih dan tidak ikut dibayar sampai dilepas (--lepas).
    """
    shop.require_ready()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    if release:
        given = reason or ""
        talk.change(shop, person, lambda books: debts.release(books, debt.id, given, cashier))
    else:
        given = talk.reason(person, reason, None, _EXAMPLE)
        talk.change(shop, person, lambda books: debts.hold(books, debt.id, given, cashier))

"""`pulsa hutang ikhlaskan`: writes off what remains of a debt."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog import debts as talk
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade import debts

_EXAMPLE = 'pulsa hutang ikhlaskan J6 --alasan "pindah kota"'


@help.command()
@options.debt_argument
@options.reason_option
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, reason: str | None, yes: bool, cashier: str) -> None:
    """Hapus sisa kasbon yang tidak akan dibayar: pulsa hutang ikhlaskan J6 --alasan "pindah kota"

    Keliru? pulsa batal dengan id catatannya.
    """
    shop.require_ready()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    given = talk.reason(person, reason, None, _EXAMPLE)
    talk.change(shop, person, lambda books: debts.write_off(books, debt.id, given, cashier))

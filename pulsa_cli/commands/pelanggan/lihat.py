"""`pulsa pelanggan lihat`: everything about one customer."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._card import level_of
from pulsa_cli.commands._people import who
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import customers as shown
from pulsa_cli.show import tables
from pulsa_cli.show.tables import Record

_LAST, _REMINDED = 5, 3


@help.command()
@options.client_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_client: str, form: str) -> None:
    """Semua tentang satu pelanggan: pulsa pelanggan lihat budi"""
    customer = who(shop, typed_client, form == "tabel" and terminal.interactive())
    standing = shop.read_books().customers.standing(customer)
    record = shown.record(
        customer, standing.owed, standing.overdue(shop.today), standing.balance, standing.reserved
    )
    level = level_of(shop, customer)
    tables.emit(
        [record],
        shown.FIELDS,
        form,
        lambda: shown.details(
            customer,
            _debts(standing),
            standing,
            level.name if level else "",
            _orders(shop, customer),
            shop.read_books().sales.last_of(customer, _LAST),
            shop.read_books().customers.payments(customer, _LAST),
            shop.read_books().reminders.last(customer, _REMINDED),
            shop.today,
        ),
    )


def _orders(shop: Shop, customer: Customer) -> list[str]:
    """The customer's open orders, a line each."""
    if not shop.read_books().sales.has_orders():
        return []
    from pulsa_cli.show.orders import brief  # few shops have any

    return [brief(each, shop.today) for each in shop.read_books().orders.open(customer=customer)]


def _debts(standing: Standing) -> list[Record]:
    """The open parts of debts, by due date."""
    return [
        {
            "id": part.debt,
            "untuk": part.what,
            "tempo": part.due.isoformat(),
            "jumlah": part.amount,
            "sisa": part.left,
            "ditahan": part.on_hold,
            "janji": part.promised,
            "asal": part.origin,
        }
        for part in standing.parts
    ]

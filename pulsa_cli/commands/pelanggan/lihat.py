"""`pulsa pelanggan lihat`: everything about one customer."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.standing import Known, Standing
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import customers as shown
from pulsa_cli.show.tables import Record
from pulsa_cli.trade import credit

_LAST, _REMINDED = 5, 3


@help.command()
@options.client_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_client: str, form: str) -> None:
    """Semua tentang satu pelanggan: pulsa pelanggan lihat budi"""
    customer = chosen(at_the_counter(form != "tabel"), shop.read_books(), typed_client)
    standing = shop.read_books().customers.standing(customer)
    known = Known(
        customer, standing.owed, standing.overdue(shop.today), standing.balance, standing.reserved
    )
    level = credit.level_of(shop.read_books(), shop.card_in_use, customer)
    columns.emit(
        [known],
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

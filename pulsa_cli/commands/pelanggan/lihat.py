"""`pulsa pelanggan lihat`: everything about one customer."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.kinds import PAYMENT
from pulsa_cli.core.standing import Known
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import customers as shown
from pulsa_cli.trade import credit

_LAST, _REMINDED = 5, 3


@help.command()
@options.customer_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_name: str, form: str) -> None:
    """Semua tentang satu pelanggan: pulsa pelanggan lihat budi"""
    books = shop.read_books()
    customer = chosen(at_the_counter(form != "tabel"), books, typed_name)
    standing = books.customers.standing(customer)
    overdue = standing.overdue(shop.today)
    known = Known(customer, standing.owed, overdue, standing.balance, standing.reserved)
    level = credit.level_of(books, shop.card_in_use, customer)

    def text() -> str:
        purchases = books.sales.last_of(customer, _LAST)
        everything = shown.Everything(
            customer,
            standing,
            level.name if level else "",
            books.orders.open(customer=customer) if books.sales.has_orders() else (),
            purchases,
            books.advances(purchases),
            books.customers.moved(customer, PAYMENT, _LAST),
            books.reminders.last(customer, _REMINDED),
        )
        return shown.details(everything, shop.today)

    columns.emit([known], shown.FIELDS, form, text)

"""`pulsa hutang rekap`: what a customer owes, item by item, as a message."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.dates import greeting
from pulsa_cli.core.money import rupiah
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import debts as shown
from pulsa_cli.show.policy import listed
from pulsa_cli.show.whatsapp import link, unlinked


@help.command()
@options.customer_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_name: str, form: str) -> None:
    """Kasbon seorang pelanggan, siap dikirim: pulsa hutang rekap budi

    Hanya yang belum lunas, dengan tautan WhatsApp.
    """
    books = shop.read_books()
    customer = chosen(at_the_counter(form != "tabel"), books, typed_name)
    debts = books.receivables.debts(customer=customer)

    def text() -> str:
        balance = books.customers.standing(customer).balance
        if not debts:
            prepaid = f" Uang titipan sekarang {rupiah(balance)}." if balance else ""
            return f"{customer.called} tidak punya kasbon.{prepaid}"
        message = shown.statement(
            debts,
            balance,
            greeting(shop.now),
            shop.settings.name,
            listed(shop.settings.methods, "atau"),
            shop.today,
        )
        way = link(customer.numbers, message)
        return f"{message}\n\n{way}" if way else message

    columns.emit(debts, shown.fields(shop.today), form, text)
    if debts and form == "tabel" and (why := unlinked(customer.called, customer.numbers)):
        terminal.note(why)

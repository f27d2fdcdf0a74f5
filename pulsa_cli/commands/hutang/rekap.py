"""`pulsa hutang rekap`: what a customer owes, item by item, as a message."""

from pulsa_cli.commands import _click
from pulsa_cli.commands._people import who
from pulsa_cli.core.money import rupiah
from pulsa_cli.output import debts as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.output.policy import listed
from pulsa_cli.output.whatsapp import greeting, link
from pulsa_cli.shop import Shop


@_click.command()
@_click.client_argument
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, typed_client: str, form: str) -> None:
    """Kasbon seorang pelanggan, siap dikirim: pulsa hutang rekap budi

    Hanya yang belum lunas, dengan tautan WhatsApp.
    """
    customer = who(shop, typed_client, form == "tabel" and terminal.interactive())
    debts = shop.receivables().debts(customer=customer)

    balance = shop.clients.standing(customer).balance

    def text() -> str:
        if not debts:
            prepaid = f" Uang titipan sekarang {rupiah(balance)}." if balance else ""
            return f"{customer.called} tidak punya kasbon.{prepaid}"
        message = shown.statement(
            debts,
            balance,
            greeting(shop.now()),
            shop.settings.name,
            listed(shop.settings.methods, "atau"),
            shop.today,
        )
        way = link(customer.numbers, message)
        return f"{message}\n\n{way}" if way else message

    tables.emit([shown.record(each, shop.today) for each in debts], shown.FIELDS, form, text)

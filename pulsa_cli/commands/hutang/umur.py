"""`pulsa hutang umur`: ageing of what is owed."""

from pulsa_cli.commands import help, options
from pulsa_cli.core import ageing
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import debts as shown


@help.command()
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, day: str, form: str) -> None:
    """Berapa lama kasbon lewat jatuh tempo: pulsa hutang umur --per 31/10

    Satu baris satu pelanggan; batas kolomnya dari ledger/kebijakan.yaml. Yang dicicil dihitung per
    cicilan.
    """
    today = days.past(at_the_counter(form != "tabel"), day, shop.today)
    limits = shop.policy.ageing
    receivables = shop.read_books(today).receivables
    spread = ageing.spread(receivables.parts(), today, limits)
    customers = shown.aged(spread, receivables.names())
    listing = shown.ageing(customers, ageing.buckets(limits))
    columns.emit_list(customers, listing, form, terminal.width(), "Tidak ada kasbon.")

"""`pulsa hutang list`: open debts, the most overdue first."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import debts as shown


@help.command()
@click.option("--overdue", "--telat", "overdue", is_flag=True, help="Yang lewat jatuh tempo.")
@click.option(
    "--jatuh-tempo",
    "within",
    type=types.Whole("hari", 9999),
    metavar="HARI",
    help="Yang jatuh tempo hari ini sampai sekian hari lagi.",
)
@options.only_customer_option
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(
    shop: Shop, overdue: bool, within: int | None, typed_name: str, day: str, form: str
) -> None:
    """Daftar kasbon yang belum lunas: pulsa hutang list --overdue

    Yang paling lama lewat jatuh tempo di atas. Jatuh tempo hari ini belum lewat.
    """
    books, person = shop.read_books(), at_the_counter(form != "tabel")
    customer = chosen(person, books, typed_name) if typed_name else None
    today = days.past(person, day, shop.today)
    debts = shop.read_books(today).receivables.each(overdue, within, customer)
    nothing = _nothing(overdue, within)
    columns.emit_list(debts, shown.listing(today), form, terminal.width(), nothing)


def _nothing(overdue: bool, within: int | None) -> str:
    if within is not None:
        until = f"sampai {within} hari lagi" if within else "hari ini"
        return f"Tidak ada kasbon yang jatuh tempo {until}."
    return "Tidak ada kasbon yang lewat jatuh tempo." if overdue else "Tidak ada kasbon."

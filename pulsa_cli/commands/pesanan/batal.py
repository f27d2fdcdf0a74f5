"""`pulsa pesanan batal`: the customer does not want the order any more."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.core.ways import CASH
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show.ordering import cancelled
from pulsa_cli.show.orders import brief
from pulsa_cli.trade.correcting import PREPAID
from pulsa_cli.trade.ordering import cancel


@help.command()
@click.argument("typed_id", metavar="ID/PELANGGAN", type=types.CustomerName())
@click.option(
    "--kembali",
    "back",
    type=click.Choice([CASH, PREPAID]),
    metavar="tunai|titipan",
    help="Ke mana uang mukanya.",
)
@options.reason_option
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(
    shop: Shop, typed_id: str, back: str | None, reason: str | None, yes: bool, cashier: str
) -> None:
    """Pesanan tidak jadi: pulsa pesanan batal O3 --kembali tunai

    tunai: uang mukanya diserahkan sekarang. titipan: jadi uang titipan; kasbon dibayar dulu. Tanpa
    pilihan: titipan. Yang berulang berhenti untuk seterusnya.
    """
    shop.require_ready()
    person = at_the_counter(yes)
    order = choosing.order(person, shop.read_books(), typed_id)
    person.agree(f"{order.name} · {brief(order, shop.today)}. Batalkan?")
    if person.here and order.kept and back is None:
        question = f"{rupiah(order.kept)} diserahkan tunai sekarang?"
        back = CASH if person.confirm(question, assumed=False) else PREPAID
    with shop.writing():
        plan = cancel(shop.read_books(), order, back or PREPAID)
        said = cancelled(plan, back or PREPAID)
        row = shop.append(ORDERS, {**plan.row, "alasan": reason or "", "kasir": cashier})
    terminal.acknowledge(f"Tercatat {row['id']}: pesanan {order.name} {order.id} dibatalkan{said}")

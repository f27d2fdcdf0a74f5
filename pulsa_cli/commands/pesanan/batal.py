"""`pulsa pesanan batal`: the customer does not want the order any more."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import CASH, PREPAID, account_after
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.schema import ORDERS, Row
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import orders as shown


@help.command()
@click.argument("typed_id", metavar="ID/PELANGGAN", type=types.Client())
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
    shop.settings.require_name()
    person = at_the_counter(yes)
    found = choosing.order(person, shop.read_books(), typed_id)
    if person.here:
        if not person.confirm(f"{found.name} · {shown.brief(found, shop.today)}. Batalkan?"):
            raise Refused("Tidak dicatat.")
        if found.kept and back is None:
            back = (
                CASH
                if person.confirm(f"{rupiah(found.kept)} diserahkan tunai sekarang?", assumed=False)
                else PREPAID
            )
    texts: list[str] = []

    def build() -> Row:
        now = shop.read_books().orders.get_open(found.id)
        if now.kept != found.kept:
            raise Refused(f"Pesanan {found.id} baru saja berubah. Ulangi.")
        row = {
            "jenis": VOID,
            "ref": now.id,
            "pelanggan": now.order.customer,
            "kembali": str(now.kept if back == CASH else 0),
            "cara": CASH if back == CASH and now.kept else "",
            "alasan": reason or "",
            "kasir": cashier,
        }
        texts.append(
            _money(now, back)
            + account_after(shop, now.order.customer, shop.read_books().foreseen(ORDERS, row))
        )
        return row

    shop.record(
        ORDERS,
        build,
        lambda row: terminal.acknowledge(
            f"Tercatat {row['id']}: pesanan {found.name} {found.id} dibatalkan{texts[-1]}"
        ),
    )


def _money(order: OpenOrder, back: str | None) -> str:
    if not order.kept:
        return ""
    return f" · {rupiah(order.kept)} " + (
        "dikembalikan tunai" if back == CASH else "jadi uang titipan"
    )

"""`pulsa pesanan isi`: the sale that fulfils an order, at the price agreed."""

from datetime import date
from typing import Any

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._deal import Deal, balance_used, offered, settle
from pulsa_cli.commands._typed import Wanted
from pulsa_cli.core import dates, money
from pulsa_cli.core import quote as selling
from pulsa_cli.core.kinds import PENDING
from pulsa_cli.core.orders import Order
from pulsa_cli.core.products import Product
from pulsa_cli.core.quote import Choice
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade import credit

# Options of `pulsa jual` that an order has settled.
_AGREED: dict[str, Any] = {"words": (), "price": None, "cost": None, "discount": None}


@help.command()
@click.argument("typed_id", metavar="ID/PELANGGAN", type=types.Client())
@click.option(
    "--dibayar",
    "tendered",
    type=types.Rupiah(),
    help="Uang yang diterima sekarang; kembaliannya dihitung.",
)
@click.option(
    "--cara",
    "method",
    type=types.Method(),
    default="",
    help="tunai, tf, qris, …: daftar di toko.yaml.",
)
@click.option("-k", "--hutang", "credit", is_flag=True, help="Sisanya kasbon.")
@click.option("--titipan", "prepaid", is_flag=True, help="Sisanya dari uang titipannya.")
@options.term_option
@click.option(
    "--pesan",
    "message",
    is_flag=True,
    help="Tampilkan pesan untuk pelanggan, dengan tautan WhatsApp.",
)
@options.sn_option
@options.status_option
@options.again_option
@options.force_option
@options.yes_option
@options.when_option
@options.cashier_option
@options.note_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, **options: Any) -> None:
    """Isi pesanan: pulsa pesanan isi O3

    Harganya yang disepakati. Yang sudah dibayar di muka dipakai dulu; sisanya tunai, atau kasbon
    dengan -k.
    """
    wanted = Wanted.of(
        {
            **_AGREED,
            **options,
            **{name: "" if options[name] else None for name in ("credit", "prepaid")},
        }
    )
    if wanted.term and wanted.credit is None:
        raise WrongUse("--tempo hanya untuk kasbon; tambahkan -k.")
    if wanted.message and wanted.status == PENDING:
        raise WrongUse("--pesan mengabarkan bahwa pesanannya siap; yang pending belum.")
    shop.settings.require_name()
    shop.device.require_counter()
    if wanted.message:
        _ = shop.texts  # a mistake in them is told before the sale, not behind it
    person = at_the_counter(wanted.yes)
    moment = dates.parse_time(wanted.when, shop.now) if wanted.when else None
    deal = _deal(shop, typed_id, wanted, (moment or shop.now).date(), person)
    if moment and deal.order and moment < deal.order.order.time:
        raise Refused(
            f"Pesanan {deal.order.id} baru dicatat {dates.show_time(deal.order.order.time)}."
        )
    settle(shop, deal, wanted, moment, person)


def _deal(shop: Shop, typed_id: str, wanted: Wanted, day: date, person: Person) -> Deal:
    """What is kept for the order pays first, then, if the seller or the buyer likes, the balance,
    then what is brought."""
    order = choosing.order(person, shop.read_books(), typed_id)
    buyer = shop.read_books().customers.get(order.order.customer)
    if buyer is None:
        raise Refused(f"Pemesan {order.order.customer} belum ada di catatan perangkat ini.")
    repeated = offered(shop, order.order.number, person, order.id)
    carried = min(repeated.held, order.rest) if repeated else 0
    rest, tendered = order.rest - carried, wanted.tendered
    prepaid = 0
    if wanted.prepaid is not None:
        prepaid = min(
            max(0, rest - (tendered or 0)), shop.read_books().customers.standing(buyer).balance
        )
    elif tendered is None and wanted.credit is None:
        prepaid = balance_used(shop, buyer, rest, person)
        tendered = rest - prepaid
    missing = rest - prepaid - (tendered or 0)
    if tendered is not None and missing > 0 and wanted.credit is None:
        raise Refused(
            f"Uangnya kurang {money.rupiah(missing)}: yang belum dibayar "
            f"{money.rupiah(rest)}."
            + (
                " Sisanya kasbon? Tambahkan -k."
                if wanted.prepaid is None
                else f" Uang titipannya {money.rupiah(prepaid)}."
            )
        )
    quote = selling.quote(
        _ordered(shop, order.order),
        carried=carried,
        credit=True,
        tendered=(tendered or 0) - max(0, -missing),
    )
    due, level = None, credit.level_of(shop.read_books(), shop.card_in_use, buyer)
    if wanted.credit is not None and quote.owed > order.paid:
        due = credit.due_date(shop.policy, buyer, wanted.term, day, level)
    return Deal(
        quote._replace(change=max(0, -missing)),
        buyer,
        shop.settings.method(wanted.method),
        wanted.again,
        repeated,
        due,
        due is None,
        level,
        order=order,
    )


def _ordered(shop: Shop, order: Order) -> Choice:
    """What was ordered at the price agreed, whatever the price list says today."""
    row, listed = order.row, shop.products.find(order.row["produk"])
    kind, cost = (listed.kind, listed.cost) if listed else ("", None)
    return Choice(
        order.number.replace("-", ""),
        Product(
            row["produk"], row["operator"], kind, row["nama"], None, cost, order.price, True, ""
        ),
        (),
    )

"""`pulsa pesanan isi`: the sale that fulfils an order, at the price agreed."""
from typing import Any

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._card import term_of
from pulsa_cli.commands._deal import Deal, balance_used, settle
from pulsa_cli.commands._messages import messages_of, with_link
from pulsa_cli.commands._orders import meant
from pulsa_cli.commands._typed import Wanted
from pulsa_cli.core import dates, selling, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.products import Product
from pulsa_cli.core.sales import PENDING, SUCCESS
from pulsa_cli.core.selling import Choice, Quote
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop

# Options of `pulsa jual` that an order has settled.
_AGREED: dict[str, Any] = {"words": (), "price": None, "cost": None, "discount": 0,
                           "message": False}


@_click.command()
@click.argument("typed_id", metavar="ID/PELANGGAN", type=_click.Client())
@click.option("--dibayar", "tendered", type=_click.Rupiah(),
              help="Uang yang diterima sekarang; kembaliannya dihitung.")
@click.option("--cara", "method", type=_click.Method(), default="",
              help="tunai, tf, qris, …: daftar di toko.yaml.")
@click.option("-k", "--hutang", "on_credit", is_flag=True, help="Sisanya kasbon.")
@click.option("--titipan", "from_balance", is_flag=True, help="Sisanya dari uang titipannya.")
@click.option("--tempo", "term", default="", metavar="KAPAN",
              help="Jatuh tempo kasbon: 7 hari, sabtu, tanggal 25, gajian, akhir bulan.")
@click.option("--pesan", "told", is_flag=True,
              help="Tampilkan pesan untuk pelanggan, dengan tautan WhatsApp.")
@click.option("--sn", type=_click.Text(), default="", help="Nomor seri dari pemasok.")
@click.option("--status", type=click.Choice((SUCCESS, PENDING)), default=SUCCESS,
              metavar="sukses|pending", help="Keadaan isi ulang.")
@click.option("--lagi", "again", is_flag=True,
              help="Memang dijual lagi: nomor dan produk sama hari ini.")
@click.option("--tetap", "force", metavar="ALASAN", type=_click.Text(needed=True), default=None,
              help="Tetap, walau aturan konter melarang.")
@_click.yes_option
@_click.when_option
@_click.cashier_option
@_click.note_option
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, on_credit: bool, from_balance: bool, told: bool,
        **options: Any) -> None:
    """Isi pesanan: pulsa pesanan isi O3

    Harganya yang disepakati. Yang sudah dibayar di muka dipakai dulu; sisanya tunai, atau kasbon
    dengan -k.
    """
    wanted = Wanted.of({**_AGREED, **options, "credit": "" if on_credit else None,
                        "prepaid": "" if from_balance else None})
    if wanted.term and not on_credit:
        raise WrongUse("--tempo hanya untuk kasbon; tambahkan -k.")
    shop.settings.require_name()
    shop.device.require_counter()
    if told:
        shop.texts  # a mistake in them is told before the sale, not behind it
    asking = terminal.interactive() and not wanted.yes
    found = meant(shop, typed_id, asking)
    buyer = shop.clients.customer_with_id(found.order.customer)
    if buyer is None:
        raise Refused(f"Pemesan {found.order.customer} belum ada di catatan perangkat ini.")
    moment = dates.parse_time(wanted.when, shop.now()) if wanted.when else shop.now()
    if wanted.when:
        wanted = wanted._replace(when=moment.isoformat())
    quote, prepaid = _quoted(shop, found, buyer, wanted, asking)
    due = None
    if on_credit and quote.owed > found.kept - found.spare:
        due = terms.due_date(wanted.term or term_of(shop, buyer), moment.date(), buyer.payday)
    settle(shop, Deal(quote, buyer, None, due, due is None, order=found), wanted,
           shop.settings.method(wanted.method) if wanted.method else shop.settings.methods[0],
           wanted.again, asking)
    if told:
        message = messages_of(shop).order_ready(
            found.name, f"{found.order.row['nama']} untuk {found.order.number}", quote.total,
            found.kept - found.spare + prepaid)
        terminal.acknowledge(f"\n{with_link(message, [*found.numbers, found.order.number])}")


def _quoted(shop: Shop, found: OpenOrder, buyer: Customer, wanted: Wanted,
            asking: bool) -> tuple[Quote, int]:
    """The sale: what is kept for the order pays first, then the balance if the buyer likes, then
    what is brought; and rupiah out of the balance."""
    row = found.order.row
    product = shop.products.find(row["produk"])
    cost = product.cost if product else None
    # As ordered, whatever the price list says today.
    ordered = Product(row["produk"], row["operator"], product.kind if product else "",
                      row["nama"], None, cost, found.order.price, True, "")
    choice = Choice(found.order.number.replace("-", ""), ordered, ())
    rest = found.rest
    tendered, prepaid = wanted.tendered, 0
    if wanted.prepaid is not None:
        prepaid = min(rest, shop.clients.standing(buyer).balance)
    elif tendered is None and wanted.credit is None:
        prepaid = balance_used(shop, buyer, rest, asking)
        tendered = rest - prepaid
    if tendered is not None and tendered < rest - prepaid and wanted.credit is None:
        raise Refused(f"Uangnya kurang {rupiah(rest - tendered)}: yang belum dibayar "
                      f"{rupiah(rest)}. Sisanya kasbon? Tambahkan -k.")
    change = max(0, (tendered or 0) - (rest - prepaid))
    quote = selling.quote(choice, tendered=(tendered or 0) - change, credit=True)
    return quote._replace(change=change), prepaid

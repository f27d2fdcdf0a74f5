"""`pulsa pesanan isi`: the sale that fulfils an order, at the price agreed."""

import click

from pulsa_cli.commands import options, types
from pulsa_cli.commands.help import command
from pulsa_cli.core.kinds import PENDING
from pulsa_cli.core.ways import Parts
from pulsa_cli.dialog import choosing, days, selling
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade import fulfilling, typed


@command()
@click.argument("typed_id", metavar="ID/PELANGGAN", type=types.CustomerName())
@click.option("--harga", "price", type=types.Rupiah(), help="Harga baru, kalau disepakati lain.")
@options.tendered_option
@options.method_option
@options.on_credit_option
@click.option("--titipan", "prepaid", is_flag=True, help="Sisanya dari uang titipannya.")
@options.term_option
@options.message_option
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
def cmd(
    shop: Shop,
    typed_id: str,
    price: int | None,
    tendered: Parts,
    method: str,
    credit: bool,
    prepaid: bool,
    term: str,
    message: bool,
    sn: str,
    status: str,
    again: bool,
    force: str | None,
    yes: bool,
    when: str,
    cashier: str,
    note: str,
    form: str,
) -> None:
    """Isi pesanan: pulsa pesanan isi O3

    Harganya yang disepakati. Yang sudah dibayar di muka dipakai dulu; sisanya tunai, atau kasbon
    dengan -k.
    """
    account = selling.account_of(credit, prepaid)
    if term and not credit:
        raise WrongUse("--tempo hanya untuk kasbon; tambahkan -k.")
    if message:
        _refuse_message(form, status)
    shop.require_ready()
    messages = options.messages_of(shop) if message else None
    person, books = at_the_counter(yes), shop.read_books()
    moment = days.moment(person, when, shop.now)
    order = choosing.order(person, books, typed_id).at(price)
    request = fulfilling.request(order, books, shop.products, force or "")
    payday = request.customer.payday if request.customer else None
    request = request._replace(
        price=price,
        tender=typed.tendered(tendered, method, shop.settings),
        account=account,
        term=days.term(person, term, (moment or shop.now).date(), payday),
        moment=moment,
        again=again,
        force=force or "",
        status=status,
        sn=sn,
    )
    fulfilling.refuse_before(request.order, request.moment)
    offer = selling.offer(person, shop, request)
    sold = selling.record(person, shop, offer, {"kasir": cashier, "catatan": note})
    selling.acknowledge(shop, sold, form, messages)


def _refuse_message(form: str, status: str) -> None:
    """Raises WrongUse where a message for the customer can't be shown."""
    if form != "tabel":
        raise WrongUse("--pesan dan --format tidak bisa bersama.")
    if status == PENDING:
        raise WrongUse("--pesan mengabarkan bahwa pesanannya siap; yang pending belum.")

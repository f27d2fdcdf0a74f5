"""`pulsa pesanan tambah`: goods for a day to come, paid in advance in full or in part."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.orders import EVERY
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog import ordering as asked
from pulsa_cli.dialog.customers import enter
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show.correcting import accounts
from pulsa_cli.show.ordering import ordered
from pulsa_cli.trade import ordering
from pulsa_cli.trade.accounts import changed


@help.command()
@click.argument(
    "typed", metavar="PELANGGAN NOMOR PRODUK", type=types.CustomerName(), nargs=-1, required=True
)
@click.option(
    "--untuk",
    "day",
    type=types.Words(),
    default="hari ini",
    metavar="KAPAN",
    help="Harinya: besok, sabtu, tanggal 25, gajian, 28/11. Biasanya hari ini.",
)
@click.option(
    "--dp",
    "advance",
    default="",
    metavar="JUMLAH",
    help="Uang muka, disimpan untuk pesanan ini; lunas = seluruh harganya.",
)
@click.option(
    "--cara",
    "method",
    default="",
    metavar="CARA",
    type=types.Method(),
    help="tunai, tf, qris, …, atau titipan: dari uang titipannya.",
)
@click.option(
    "--tiap",
    "every",
    type=click.Choice(EVERY),
    default=None,
    metavar="minggu|bulan",
    help="Berulang, mulai hari itu.",
)
@click.option("--harga", "price", type=types.Rupiah(), help="Harga yang disepakati.")
@click.option("--lagi", "again", is_flag=True, help="Memang dipesan lagi, untuk hari yang sama.")
@options.yes_option
@options.when_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed: tuple[str, ...],
    day: str,
    advance: str,
    method: str,
    every: str | None,
    price: int | None,
    again: bool,
    yes: bool,
    when: str,
    cashier: str,
    note: str,
) -> None:
    """Catat pesanan: pulsa pesanan tambah budi 081234567890 10 --untuk sabtu --dp 5rb

    NOMOR boleh tidak ditulis kalau pelanggan punya nomor. Nanti diisi dengan: pulsa pesanan isi
    """
    shop.require_ready()
    person, books = at_the_counter(yes), shop.read_books()
    customer, choice = asked.read(person, shop, typed)
    agreed = ordering.agreed_price(choice, price)
    due = days.due(person, day, shop.today, customer.payday, "hari pesanan")
    moment = days.moment(person, when, shop.now)
    order = ordering.Order(customer, choice, agreed, due, every or "", moment=moment)
    order = asked.paid_in_advance(person, books, shop, order, advance, method)
    for warning in ordering.warnings(order):
        terminal.warn(warning)
    twin = "" if again else ordering.twin(books, order)
    person.agree(f"{customer.called}: {ordered(order)}. Benar?")
    again = person.agree_again(twin) or again
    if not customer.id:
        own = () if books.customers.owner_of(order.number) else (order.number,)
        numbers = tuple(dict.fromkeys(customer.numbers + own))
        customer = enter(shop, customer._replace(numbers=numbers))
        order = order._replace(customer=customer)
    with shop.writing():
        books = shop.read_books()
        row = ordering.place(books, order, again)
        owed = accounts(changed(books, ORDERS, row, [customer.id]))
        recorded = shop.append(ORDERS, {**row, "kasir": cashier, "catatan": note})
    terminal.acknowledge(
        f"Tercatat {recorded['id']}: pesanan {customer.called} · {ordered(order)}{owed}"
    )

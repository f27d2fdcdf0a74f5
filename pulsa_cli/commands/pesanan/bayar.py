"""`pulsa pesanan bayar`: more money in advance for an order."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.dialog import amounts, choosing, days, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show.correcting import accounts
from pulsa_cli.show.ordering import more_paid
from pulsa_cli.trade import fulfilling, ordering
from pulsa_cli.trade.paying import ALL
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@click.argument(
    "words", metavar="ID/PELANGGAN JUMLAH", type=types.CustomerName(), nargs=-1, required=True
)
@options.method_option
@click.option("--lagi", "again", is_flag=True, help="Memang dibayar lagi, jumlah yang sama.")
@options.yes_option
@options.when_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    words: tuple[str, ...],
    method: str,
    again: bool,
    yes: bool,
    when: str,
    cashier: str,
    note: str,
) -> None:
    """Terima uang muka lagi: pulsa pesanan bayar O3 20rb, atau: pulsa pesanan bayar budi lunas

    Dari uang titipannya: --cara titipan.
    """
    shop.require_ready()
    person, books = at_the_counter(yes), shop.read_books()
    prepaid = method.casefold() == TITIPAN
    left, method = with_method(words, "" if prepaid else method, shop.settings)
    method = TITIPAN if prepaid else method
    name, typed = name_and_amount(left, "pulsa pesanan bayar O3 20rb")
    order = choosing.order(person, books, name)
    amount = order.rest if typed.casefold() in ALL else amounts.not_zero(person, typed)
    customer = fulfilling.customer_of(order, books)
    moment = days.moment(person, when, shop.now)
    fulfilling.refuse_before(order, moment)
    paid = ordering.Advance(order, customer, amount, method, moment, again)
    same = "" if again else ordering.advance_twin(books, paid)
    ordering.pay_more(books, paid._replace(again=True))  # refused before it is asked
    person.agree(f"{more_paid(paid)}. Benar?")
    paid = paid._replace(again=person.agree_again(same) or again)
    with shop.writing():
        row, changes = ordering.pay_more(shop.read_books(), paid)
        row = shop.append(ORDERS, {**row, "kasir": cashier, "catatan": note})
    kept = rupiah(order.kept + amount)
    terminal.acknowledge(
        f"Tercatat {row['id']}: {more_paid(paid)} · dibayar di muka {kept}{accounts(changes)}"
    )

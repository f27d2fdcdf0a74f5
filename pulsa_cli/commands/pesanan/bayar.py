"""`pulsa pesanan bayar`: more money in advance for an order."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands.options import Brought
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import TITIPAN
from pulsa_cli.core.schema import ORDERS
from pulsa_cli.dialog import amounts, choosing, days, paying, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show.correcting import accounts
from pulsa_cli.show.ordering import more_paid
from pulsa_cli.trade import fulfilling, ordering
from pulsa_cli.trade.paying import ALL
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@options.brought("ID/PELANGGAN JUMLAH")
@options.with_shop
def cmd(shop: Shop, money: Brought) -> None:
    """Terima uang muka lagi: pulsa pesanan bayar O3 20rb, atau: pulsa pesanan bayar budi lunas

    Dari uang titipannya: --cara titipan.
    """
    shop.require_ready()
    person, books = at_the_counter(money.yes), shop.read_books()
    prepaid = money.method.casefold() == TITIPAN
    left, method = with_method(money.words, "" if prepaid else money.method, shop.settings)
    name, typed = name_and_amount(left, "pulsa pesanan bayar O3 20rb")
    order = choosing.order(person, books, name)
    paid = ordering.Advance(
        order,
        fulfilling.customer_of(order, books),
        order.rest if typed.casefold() in ALL else amounts.not_zero(person, typed),
        TITIPAN if prepaid else method,
        days.moment(person, money.when, shop.now),
        money.again,
        money.force or "",
    )
    ordering.pay_more(books, paid._replace(again=True, early=person.here))  # refused unasked
    same = "" if money.again else ordering.advance_twin(books, paid)
    person.agree(f"{more_paid(paid)}. Benar?")
    paid = paid._replace(again=person.agree_again(same) or money.again)
    paid = paid._replace(early=paying.agree_on_day(person, ordering.too_early(paid), paid.force))
    with shop.writing():
        row, changes = ordering.pay_more(shop.read_books(), paid)
        row = shop.append(ORDERS, {**row, "kasir": money.cashier, "catatan": money.note})
    kept = rupiah(order.kept + paid.amount)
    terminal.acknowledge(
        f"Tercatat {row['id']}: {more_paid(paid)} · dibayar di muka {kept}{accounts(changes)}"
    )

"""`pulsa titipan ambil`: the customer takes prepaid money back."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.schema import MONEY
from pulsa_cli.dialog import amounts, terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import paying as shown
from pulsa_cli.trade import paying
from pulsa_cli.trade.debts import account_after
from pulsa_cli.trade.paying import ALL, Withdrawal
from pulsa_cli.trade.typed import name_and_amount, with_method


@help.command()
@click.argument(
    "words", metavar="PELANGGAN JUMLAH", type=types.CustomerName(), nargs=-1, required=True
)
@options.method_option
@click.option("--lagi", "again", is_flag=True, help="Memang diambil lagi, jumlah yang sama.")
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop, words: tuple[str, ...], method: str, again: bool, yes: bool, cashier: str, note: str
) -> None:
    """Serahkan uang titipan kembali: pulsa titipan ambil budi 20rb, atau: … budi semua

    Yang disimpan untuk pesanan tidak ikut; untuk itu: pulsa pesanan batal
    """
    shop.require_ready()
    person = at_the_counter(yes)
    left, method = with_method(words, method, shop.settings)
    name, typed = name_and_amount(left, "pulsa titipan ambil budi 20rb")
    customer = chosen(person, shop.read_books(), name)
    if typed.casefold() in ALL:
        amount = shop.read_books().customers.standing(customer).balance
    else:
        amount = amounts.not_zero(person, typed)
    wanted = Withdrawal(customer, amount, method, again, cashier, note)
    paying.take_back(shop.read_books(), wanted._replace(again=True))  # refused before the question
    person.agree(shown.withdrawal_asked(wanted))
    if person.agree_again(paying.taken_before(shop.read_books(), wanted)):
        wanted = wanted._replace(again=True)
    with shop.writing():
        books = shop.read_books()
        row = paying.take_back(books, wanted)
        said = shown.withdrawn(wanted, account_after(books, customer, row))
        row = shop.append(MONEY, row)
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")

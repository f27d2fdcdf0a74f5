"""`pulsa titipan ambil`: the customer takes prepaid money back."""

import click

from pulsa_cli.commands import _debts, help, options, types
from pulsa_cli.commands._payments import ALL
from pulsa_cli.core.kinds import TAKEN
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop


@help.command()
@click.argument("words", metavar="PELANGGAN JUMLAH", type=types.Client(), nargs=-1, required=True)
@options.method_option
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop, words: tuple[str, ...], method: str, yes: bool, cashier: str, note: str
) -> None:
    """Serahkan uang titipan kembali: pulsa titipan ambil budi 20rb, atau: … budi semua

    Yang disimpan untuk pesanan tidak ikut; untuk itu: pulsa pesanan batal
    """
    left, method = _debts.with_method(shop, words, method)
    name, typed = _debts.name_and_amount(left, "pulsa titipan ambil budi 20rb")
    shop.settings.require_name()
    person = at_the_counter(yes)
    customer = chosen(person, shop.read_books(), name)
    standing = shop.read_books().customers.standing(customer)
    amount: int = (
        standing.balance
        if typed.casefold() in ALL
        else types.Rupiah().convert(typed, None, click.get_current_context())
    )

    def refuse(now: Standing) -> None:
        if now.balance < amount or not now.balance:
            kept = f"; {rupiah(now.reserved)} lagi untuk pesanan" if now.reserved else ""
            raise Refused(f"Uang titipan {customer.called} {rupiah(now.balance)}{kept}.")

    refuse(standing)
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    if person.here and not Person().confirm(
        f"{customer.called}: {rupiah(amount)} {method} diserahkan. Benar?"
    ):
        raise Refused("Tidak dicatat.")

    def build() -> Row:
        refuse(shop.read_books().customers.standing(customer))
        return {
            "jenis": TAKEN,
            "pelanggan": customer.id,
            "jumlah": str(amount),
            "cara": method,
            "kasir": cashier,
            "catatan": note,
        }

    _debts.record(
        shop, customer, build, f"{rupiah(amount)} {method} diserahkan kepada {customer.called}"
    )

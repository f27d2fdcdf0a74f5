"""`pulsa produk list`: the price list."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core import text
from pulsa_cli.core.products import Product
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import products as shown

_EMPTY = "Daftar harga masih kosong: isi ledger/produk.csv"


@help.command()
@click.option("--operator", metavar="NAMA", help="Hanya operator ini: Telkomsel, PLN, DANA, …")
@options.format_option
@options.with_shop
def cmd(shop: Shop, operator: str | None, form: str) -> None:
    """Produk dengan harga dan modal, menurut ledger/produk.csv."""
    products = shop.products.products
    shop.found += [row.problem for row in shop.products.bad]
    if operator:
        products = _of(operator, products)
    columns.emit_list(products, shown.listing(), form, terminal.width(), _EMPTY)


def _of(operator: str, products: list[Product]) -> list[Product]:
    """The products of an operator, by the beginning of its name."""
    wanted = text.key(operator)
    of_operator = [product for product in products if text.key(product.operator).startswith(wanted)]
    if not of_operator:
        names = {product.operator for product in products}
        near = text.nearest(operator, names, 1)
        hint = f"Maksudnya {near[0]}?" if near else f"Yang ada: {', '.join(sorted(names))}."
        raise Refused(f"Operator '{operator}' tidak ada di daftar harga. {hint}")
    return of_operator

"""`pulsa produk list`: the price list."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core import text
from pulsa_cli.core.money import grouped
from pulsa_cli.core.products import Product
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import tables

FIELDS = ("kode", "operator", "jenis", "nama", "nominal", "modal", "harga", "aktif", "sku")


@help.command()
@click.option("--operator", metavar="NAMA", help="Hanya operator ini: Telkomsel, PLN, DANA, …")
@options.format_option
@options.with_shop
def cmd(shop: Shop, operator: str | None, form: str) -> None:
    """Produk dengan harga dan modal, menurut ledger/produk.csv."""
    products = shop.products.products
    if operator:
        names = {product.operator for product in products}
        found = [
            product
            for product in products
            if text.key(product.operator).startswith(text.key(operator))
        ]
        if not found:
            near = text.nearest(operator, names, 1)
            hint = f"Maksudnya {near[0]}?" if near else f"Yang ada: {', '.join(sorted(names))}."
            raise Refused(f"Operator '{operator}' tidak ada di daftar harga. {hint}")
        products = found
    records = [
        dict(zip(FIELDS, [*product[:7], "ya" if product.active else "tidak", product.sku]))
        for product in products
    ]
    tables.emit(records, FIELDS, form, lambda: _table(products))


def _table(products: list[Product]) -> str:
    if not products:
        return "Daftar harga masih kosong: isi ledger/produk.csv"
    rows = [
        [
            product.code,
            product.label + ("" if product.active else " (tidak dijual)"),
            "?" if product.cost is None else grouped(product.cost),
            "?" if product.price is None else grouped(product.price),
        ]
        for product in products
    ]
    if terminal.width() < tables.NARROW:
        return "\n".join(
            f"{code} {price}\n  {label} (modal {cost})" for code, label, cost, price in rows
        )
    return tables.grid(rows, ["Kode", "Produk", "Modal", "Harga"], right=[2, 3])

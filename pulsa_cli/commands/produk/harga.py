"""`pulsa produk harga`: changes one product's line in the price list."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.products import Product
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused
from pulsa_cli.settings import pricelist
from pulsa_cli.shop import Shop


@help.command()
@click.argument("code", metavar="KODE", type=types.ProductCode())
@click.argument("price", metavar="HARGA", type=types.Rupiah())
@click.option("--modal", "cost", type=types.Rupiah(), help="Harga beli dari pemasok.")
@options.with_shop
def cmd(shop: Shop, code: str, price: int, cost: int | None) -> None:
    """Ubah harga: pulsa produk harga S10 12500 --modal 10800"""
    shop.settings.require_name()
    product = shop.products.for_sale(code)
    if product is None:
        near = ", ".join(other.code for other in shop.products.nearest(code))
        raise Refused(
            f"Produk '{code}' tidak ada di ledger/produk.csv."
            + (f" Maksudnya {near}?" if near else "")
        )
    with shop.locked():
        pricelist.set_price(shop.root, code, price, cost)
    terminal.acknowledge(_price_change(product, price, product.cost if cost is None else cost))


def _price_change(product: Product, price: int, cost: int | None) -> str:
    before = "" if product.price is None else f"{rupiah(product.price)} → "
    modal = "belum diketahui" if cost is None else rupiah(cost)
    loss = " · PERHATIAN: di bawah modal" if cost is not None and price < cost else ""
    return f"{product.code} {product.label}: {before}{rupiah(price)} (modal {modal}){loss}"

"""`pulsa produk harga`: changes one product's line in the price list."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.products import Product
from pulsa_cli.errors import Refused
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.storage import pricelist


@_click.command()
@click.argument("code", metavar="KODE", type=_click.ProductCode())
@click.argument("price", metavar="HARGA", type=_click.Rupiah())
@click.option("--modal", "cost", type=_click.Rupiah(), help="Harga beli dari pemasok.")
@_click.with_shop
def cmd(shop: Shop, code: str, price: int, cost: int | None) -> None:
    """Ubah harga: pulsa produk harga S10 12500 --modal 10800"""
    shop.settings.require_name()
    product = shop.products.find(code)
    if product is None:
        near = ", ".join(each.code for each in shop.products.nearest(code))
        raise Refused(
            f"Produk '{code}' tidak ada di ledger/produk.csv."
            + (f" Maksudnya {near}?" if near else "")
        )
    with shop.locked():
        pricelist.set_price(shop.root, code, price, cost)
    terminal.acknowledge(_said(product, price, product.cost if cost is None else cost))


def _said(product: Product, price: int, cost: int | None) -> str:
    before = "" if product.price is None else f"{rupiah(product.price)} → "
    modal = "belum diketahui" if cost is None else rupiah(cost)
    loss = " · PERHATIAN: di bawah modal" if cost is not None and price < cost else ""
    return f"{product.code} {product.label}: {before}{rupiah(price)} (modal {modal}){loss}"

"""Products in words: the price list."""

from pulsa_cli.core.money import grouped
from pulsa_cli.core.products import Product
from pulsa_cli.show.columns import Column, Listing


def listing() -> Listing[Product]:
    """The price list; rupiah, an unknown price or cost is null, and `?` for the eye."""
    return Listing(
        {
            "kode": lambda product: product.code,
            "operator": lambda product: product.operator,
            "jenis": lambda product: product.kind,
            "nama": lambda product: product.name,
            "nominal": lambda product: product.nominal,
            "modal": lambda product: product.cost,
            "harga": lambda product: product.price,
            "aktif": lambda product: "ya" if product.active else "tidak",
            "sku": lambda product: product.sku,
        },
        [
            Column("Kode", lambda product: product.code, breaks=(2, 8)),
            Column("Produk", _label, breaks=(1, 16)),
            Column("Modal", lambda product: _money(product.cost), right=True),
            Column("Harga", lambda product: _money(product.price), right=True),
        ],
        stack=lambda code, label, cost, price: [f"{code} {price}", f"{label} (modal {cost})"],
    )


def _label(product: Product) -> str:
    return product.label if product.active else f"{product.label} (tidak dijual)"


def _money(amount: int | None) -> str:
    return "?" if amount is None else grouped(amount)

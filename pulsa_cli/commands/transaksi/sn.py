"""`pulsa transaksi sn`: the supplier's serial number, the proof that a top-up went through."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import correct, named, warn_same_sn
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.shop import Shop


@help.command()
@options.id_argument
@click.argument("sn", metavar="SN", type=types.Text(needed=True))
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Catat SN: pulsa transaksi sn J17 01394800006993562868"""

    def build(sale: Sale) -> Row:
        warn_same_sn(shop, sn, but=sale.id)
        return {"jenis": "sn", "sn": sn, "kasir": cashier}

    def said(sale: Sale, row: Row) -> str:
        instead = f", menggantikan {sale.sn}" if sale.sn not in ("", sn) else ""
        return f"SN {sn} untuk {named(sale)}{instead}"

    correct(shop, typed_id, build, said)

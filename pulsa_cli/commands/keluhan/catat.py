"""`pulsa keluhan catat`: a note on a complaint."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.core.schema import COMPLAINTS, Row
from pulsa_cli.errors import WrongUse
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.complaint_argument
@click.argument("words", nargs=-1, metavar="TEKS", required=True)
@_click.cashier_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, words: tuple[str, ...], cashier: str) -> None:
    """Tulis perkembangannya: pulsa keluhan catat K1 "operator minta tunggu besok" """
    complaint = shop.complaints.find(typed_id)
    note: str = _click.Text().convert(" ".join(words), None, None)
    if not note:
        raise WrongUse("TEKS tidak boleh kosong.")

    def build() -> Row:
        return {
            "jenis": "catat",
            "ref": complaint.id,
            "penjualan": complaint.sale,
            "nomor": complaint.number,
            "kasir": cashier,
            "catatan": note,
        }

    shop.record(
        COMPLAINTS,
        build,
        lambda row: terminal.acknowledge(f"Tercatat {row['id']}: catatan untuk {complaint.id}"),
    )

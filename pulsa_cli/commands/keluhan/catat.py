"""`pulsa keluhan catat`: a note on a complaint."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.schema import COMPLAINTS, Row
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop


@help.command()
@options.complaint_argument
@click.argument("words", nargs=-1, metavar="TEKS", required=True)
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, words: tuple[str, ...], cashier: str) -> None:
    """Tulis perkembangannya: pulsa keluhan catat K1 "operator minta tunggu besok" """
    complaint = choosing.complaint(at_the_counter(), shop.read_books(), typed_id)
    note: str = types.Text().convert(" ".join(words), None, None)
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

"""`pulsa keluhan catat`: a note on a complaint."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.schema import COMPLAINTS
from pulsa_cli.dialog import choosing, free_text, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.complaining import noted


@help.command()
@options.complaint_argument
@click.argument("words", nargs=-1, metavar="TEKS", required=True)
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, words: tuple[str, ...], cashier: str) -> None:
    """Tulis perkembangannya: pulsa keluhan catat K1 "operator minta tunggu besok" """
    complaint = choosing.complaint(at_the_counter(), shop.read_books(), typed_id)
    note = free_text.line(" ".join(words), "TEKS", needed=True)
    with shop.writing():
        row = shop.append(COMPLAINTS, {**noted(complaint, note), "kasir": cashier})
    terminal.acknowledge(f"Tercatat {row['id']}: catatan untuk {complaint.id}")

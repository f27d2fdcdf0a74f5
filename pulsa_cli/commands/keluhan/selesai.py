"""`pulsa keluhan selesai`: how a complaint ended."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands._interview import close, refuse_closed
from pulsa_cli.core.complaints import OTHERWISE, RESULTS
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown
from pulsa_cli.trade import lookup


@help.command()
@options.complaint_argument
@click.option(
    "--hasil",
    "result",
    type=click.Choice(RESULTS),
    metavar="HASIL",
    help="Bagaimana akhirnya; di terminal bisa dipilih.",
)
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, result: str | None, cashier: str, note: str) -> None:
    """Keluhan selesai: pulsa keluhan selesai K1 --hasil pulsa-darurat

    \b
    HASIL: masuk, salah-nomor, pulsa-darurat, data-nyala, nsp,
           operator, dikembalikan, lainnya
    """
    complaint = lookup.complaint(shop.read_books(), typed_id)
    refuse_closed(complaint)
    if result is None and not terminal.interactive():
        raise WrongUse(f"--hasil belum ditulis. Pilih: {', '.join(RESULTS)}.")
    if result is None:
        found = complaint.finding
        result = RESULTS[
            terminal.pick(
                "Bagaimana akhirnya?",
                [*map(shown.words, RESULTS)],
                RESULTS.index(found if found in RESULTS else OTHERWISE),
            )
        ]
    close(shop, complaint, result, cashier, note)

"""`pulsa keluhan selesai`: how a complaint ended."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands._interview import close, refuse_closed
from pulsa_cli.core.complaints import OTHERWISE, RESULTS
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import complaints as shown


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
    complaint = choosing.complaint(at_the_counter(), shop.read_books(), typed_id)
    refuse_closed(complaint)
    if result is None and not at_the_counter().here:
        raise WrongUse(f"--hasil belum ditulis. Pilih: {', '.join(RESULTS)}.")
    if result is None:
        found = complaint.finding
        result = RESULTS[
            Person().pick(
                "Bagaimana akhirnya?",
                [*map(shown.words, RESULTS)],
                RESULTS.index(found if found in RESULTS else OTHERWISE),
            )
        ]
    close(shop, complaint, result, cashier, note)

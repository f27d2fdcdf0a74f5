"""`pulsa keluhan selesai`: how a complaint ended."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core.complaints import OTHERWISE, RESULTS, words
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.interview import close
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade.complaining import refuse_closed


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
    person = at_the_counter()
    complaint = choosing.complaint(person, shop.read_books(), typed_id)
    refuse_closed(complaint)
    if result is None and not person.here:
        raise WrongUse(f"--hasil belum ditulis. Pilih: {', '.join(RESULTS)}.")
    if result is None:
        likeliest = complaint.finding if complaint.finding in RESULTS else OTHERWISE
        result = RESULTS[
            person.pick(
                "Bagaimana akhirnya?", [*map(words, RESULTS)], assumed=RESULTS.index(likeliest)
            )
        ]
    close(shop, complaint.id, result, lambda: shop.checklists.of(complaint), cashier, note)

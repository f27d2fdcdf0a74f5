"""`pulsa cek-keluhan`: from "pulsa saya tidak masuk" to a cause, words for the customer and ready
messages."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._case import kind_of
from pulsa_cli.commands._complaint import Inquiry, list_of, take, unsettled
from pulsa_cli.commands._find_sale import find_sale
from pulsa_cli.commands._interview import asked_for_sale, work_through
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop


@help.command(epilog="Tanpa terminal tidak ada yang ditanyakan: jawab dengan --jawab.")
@click.argument("words", nargs=-1, metavar="[NOMOR/ID/SN/PELANGGAN]", type=types.Client())
@click.option(
    "--daftar",
    "checklist",
    metavar="NAMA",
    default="",
    help="Daftar periksa lain: nama berkas di checklists/.",
)
@options.answer_option
@options.cashier_option
@options.note_option
@options.format_option
@options.with_shop
def cmd(
    shop: Shop,
    words: tuple[str, ...],
    checklist: str,
    answers: tuple[str, ...],
    cashier: str,
    note: str,
    form: str,
) -> None:
    """Pembeli bilang pulsanya tidak masuk: pulsa cek-keluhan 7890

    Yang tercatat dijawab sendiri; yang hanya Anda lihat, ditanyakan. Hasilnya sebab, kata untuk
    pembeli, dan pesan siap kirim untuk operator dan pemasok.
    """
    shop.settings.require_name()
    person = at_the_counter(form != "tabel")
    typed = " ".join(words) or asked_for_sale(person)
    sale, claimed = find_sale(shop, typed, person)
    before = unsettled(shop, sale, checklist)
    if before:
        chosen = list_of(shop, before)
        terminal.note(f"Melanjutkan keluhan {before.id}, yang belum selesai.")
    else:
        chosen = (
            shop.checklists.named(checklist)
            if checklist
            else shop.checklists.for_kind(kind_of(sale, shop))
        )
    inquiry = Inquiry(shop, sale, chosen, claimed, before)
    inquiry.ask_again()
    take(inquiry, answers)
    work_through(inquiry, person, cashier, note, form)

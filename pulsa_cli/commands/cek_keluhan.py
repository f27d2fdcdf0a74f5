"""`pulsa cek-keluhan`: from "pulsa saya tidak masuk" to a cause, words for the customer and ready
messages."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.checklist import Checklist
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.sales import Sale
from pulsa_cli.dialog import complained, terminal
from pulsa_cli.dialog.interview import work_through
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.case import kind_of
from pulsa_cli.trade.complaining import open_complaint, require_list
from pulsa_cli.trade.inquiry import Inquiry


@help.command(epilog="Tanpa terminal tidak ada yang ditanyakan: jawab dengan --jawab.")
@click.argument("words", nargs=-1, metavar="[NOMOR/ID/SN/PELANGGAN]", type=types.CustomerName())
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
    typed = " ".join(words) or person.ask("Nomor, 4 angka terakhir, SN, id atau nama pelanggan:")
    if not typed:
        raise click.UsageError(
            "Tulis nomor, 4 angka terakhir, SN, id atau nama pelanggan. "
            "Contoh: pulsa cek-keluhan 7890"
        )
    books = shop.read_books()
    complained_of = complained.find(person, books, typed)
    before = open_complaint(books, complained_of.sale, checklist)
    if before:
        terminal.note(f"Melanjutkan keluhan {before.id}, yang belum selesai.")
    used = _checklist(shop, complained_of.sale, before, checklist)
    inquiry = Inquiry(shop, books, complained_of, used, before)
    inquiry.ask_again()
    for pair in answers:
        inquiry.take(pair)
    work_through(shop, person, inquiry, cashier, note, form)


def _checklist(shop: Shop, sale: Sale, before: Complaint | None, named: str) -> Checklist:
    """The checklist to work through: that of the complaint it goes on with, the one that was
    named, or the one for what was sold. Raises Refused where there is none."""
    if before:
        return require_list(shop.checklists.of(before), before)
    if named:
        return shop.checklists.named(named)
    return shop.checklists.for_kind(kind_of(sale, shop.products, shop.prefixes))

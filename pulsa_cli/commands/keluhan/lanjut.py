"""`pulsa keluhan lanjut`: goes on with a complaint where it was left."""

from pulsa_cli.commands import help, options
from pulsa_cli.commands._complaint import Inquiry, list_of, take
from pulsa_cli.commands._interview import refuse_closed, work_through
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop


@help.command()
@options.complaint_argument
@options.answer_option
@options.cashier_option
@options.note_option
@options.format_option
@options.with_shop
def cmd(
    shop: Shop, typed_id: str, answers: tuple[str, ...], cashier: str, note: str, form: str
) -> None:
    """Lanjutkan pemeriksaan yang disimpan: pulsa keluhan lanjut K1

    Yang dijawab "tidak tahu" ditanyakan lagi; k mengulang jawaban yang sudah ada.
    """
    complaint = choosing.complaint(at_the_counter(), shop.read_books(), typed_id)
    refuse_closed(complaint)
    inquiry = Inquiry(
        shop,
        shop.read_books().sales.get(complaint.sale),
        list_of(shop, complaint),
        before=complaint,
    )
    inquiry.ask_again()
    take(inquiry, answers)
    work_through(inquiry, at_the_counter(form != "tabel"), cashier, note, form)

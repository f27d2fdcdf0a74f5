"""`pulsa keluhan lanjut`: goes on with a complaint where it was left."""

from pulsa_cli.commands import _click
from pulsa_cli.commands._complaint import Inquiry, list_of, take
from pulsa_cli.commands._interview import refuse_closed, work_through
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.complaint_argument
@_click.answer_option
@_click.cashier_option
@_click.note_option
@_click.format_option
@_click.with_shop
def cmd(
    shop: Shop, typed_id: str, answers: tuple[str, ...], cashier: str, note: str, form: str
) -> None:
    """Lanjutkan pemeriksaan yang disimpan: pulsa keluhan lanjut K1

    Yang dijawab "tidak tahu" ditanyakan lagi; k mengulang jawaban yang sudah ada.
    """
    complaint = shop.complaints.find(typed_id)
    refuse_closed(complaint)
    inquiry = Inquiry(
        shop, shop.books.sale(complaint.sale), list_of(shop, complaint), before=complaint
    )
    inquiry.ask_again()
    take(inquiry, answers)
    work_through(inquiry, terminal.interactive() and form == "tabel", cashier, note, form)

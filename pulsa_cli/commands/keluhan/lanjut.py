"""`pulsa keluhan lanjut`: goes on with a complaint where it was left."""

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.interview import work_through
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade.complained import Complained
from pulsa_cli.trade.complaining import refuse_closed, require_list
from pulsa_cli.trade.inquiry import Inquiry


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
    books = shop.read_books()
    complaint = choosing.complaint(at_the_counter(), books, typed_id)
    refuse_closed(complaint)
    inquiry = Inquiry(
        shop,
        books,
        Complained(books.sales.get(complaint.sale)),
        require_list(shop.checklists.of(complaint), complaint),
        before=complaint,
    )
    inquiry.ask_again()
    for pair in answers:
        inquiry.take(pair)
    work_through(shop, at_the_counter(form != "tabel"), inquiry, cashier, note, form)

"""`pulsa keluhan lihat`: everything about one complaint, with its messages."""

from pulsa_cli.commands import _click
from pulsa_cli.commands._complaint import Inquiry, outcome
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.output import complaints as shown
from pulsa_cli.output import findings, tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.complaint_argument
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, form: str) -> None:
    """Semua tentang satu keluhan, dengan pesannya: pulsa keluhan lihat K1"""
    complaint = shop.complaints.find(typed_id)
    tables.emit([shown.record(complaint)], shown.FIELDS, form, lambda: _text(shop, complaint))


def _text(shop: Shop, complaint: Complaint) -> str:
    known = shop.books.exists(complaint.sale)
    sale = shop.books.sale(complaint.sale) if known else None
    lines = shown.details(complaint, shown.of_sale(sale) if sale else complaint.sale, shop.now())
    text = shown.fitted(lines, terminal.width())
    checklist = None if sale is None or complaint.closed else shop.checklists.of(complaint)
    if sale is None or checklist is None:
        return text
    inquiry = Inquiry(shop, sale, checklist, before=complaint)
    state = inquiry.walk()
    if (state.finding.name if state.finding else "") != complaint.finding:
        cause = inquiry.fill(state.finding.cause, state) if state.finding else "belum ketahuan."
        return (
            f"{text}\n\nMenurut catatan sekarang: {cause}\n"
            f"Lanjutkan: pulsa keluhan lanjut {complaint.id}"
        )
    if state.finding and state.done:
        text += "\n\n" + findings.text(outcome(inquiry, state, state.finding), terminal.width())
    return text

"""`pulsa keluhan lihat`: everything about one complaint, with its messages."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns, findings
from pulsa_cli.show import complaints as shown
from pulsa_cli.show.lines import fitted
from pulsa_cli.trade.complained import Complained
from pulsa_cli.trade.inquiry import Inquiry


@help.command()
@options.complaint_argument
@options.format_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, form: str) -> None:
    """Semua tentang satu keluhan, dengan pesannya: pulsa keluhan lihat K1"""
    complaint = choosing.complaint(at_the_counter(), shop.read_books(), typed_id)
    columns.emit([complaint], shown.FIELDS, form, lambda: _details(shop, complaint))


def _details(shop: Shop, complaint: Complaint) -> str:
    known = shop.read_books().exists(complaint.sale)
    sale = shop.read_books().sales.get(complaint.sale) if known else None
    lines = shown.details(complaint, shown.of_sale(sale) if sale else complaint.sale, shop.now)
    text = fitted(lines, terminal.width())
    checklist = None if sale is None or complaint.closed else shop.checklists.of(complaint)
    if sale is None or checklist is None:
        return text
    inquiry = Inquiry(shop, shop.read_books(), Complained(sale), checklist, complaint)
    return "\n\n".join(filter(None, (text, _outcome_now(inquiry, complaint))))


def _outcome_now(inquiry: Inquiry, complaint: Complaint) -> str:
    """What the complaint comes to by the records as they are now: another cause than the one
    recorded, or the outcome with its messages; empty while there is none."""
    state = inquiry.walk()
    if (state.finding.name if state.finding else "") != complaint.finding:
        cause = inquiry.fill(state.finding.cause, state) if state.finding else "belum ketahuan."
        return f"Menurut catatan sekarang: {cause}\nLanjutkan: pulsa keluhan lanjut {complaint.id}"
    if state.finding and state.done:
        outcome = findings.outcome(inquiry, state, state.finding)
        return findings.text(outcome, terminal.width())
    return ""

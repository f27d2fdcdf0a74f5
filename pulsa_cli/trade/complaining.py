"""What is recorded of a complaint: how far an inquiry came, notes, and how it ended."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.checklist import Checklist, Walk
from pulsa_cli.core.complaints import LIKELY, OTHERWISE, REFUNDED, Complaint, words
from pulsa_cli.core.kinds import CLOSED, COMPLAINED, CONTINUED, NOTED
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.errors import Refused
from pulsa_cli.trade.inquiry import Inquiry

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


class Plan(NamedTuple):
    """The row to be recorded of an inquiry, and how far it came."""

    row: Row
    state: Walk


def open_complaint(books: "Books", sale: Sale, checklist: str = "") -> Complaint | None:
    """The complaint about this sale, by this checklist or by any, that is not closed yet."""
    return next(
        (
            complaint
            for complaint in books.complaints.of_number(sale.number)
            if not complaint.closed
            and complaint.sale == sale.id
            and checklist in ("", complaint.checklist)
        ),
        None,
    )


def require_list(checklist: Checklist | None, complaint: Complaint) -> Checklist:
    """The checklist that a complaint was worked through with. Raises Refused where it is gone."""
    if checklist:
        return checklist
    raise Refused(
        f"Daftar periksa '{complaint.checklist}' dari keluhan {complaint.id} tidak ada "
        f"lagi. Periksa dengan daftar lain: pulsa cek-keluhan {complaint.sale} --daftar "
        f"NAMA, atau akhiri: pulsa keluhan selesai {complaint.id}"
    )


def going_on(inquiry: Inquiry, books: "Books", anew: bool) -> Plan:
    """How far an inquiry came, for the complaint that is open by now, whoever recorded it; `anew`,
    the books are asked again in any case. Raises Refused where the complaint that it began with is
    closed and nothing new was answered."""
    began_with = inquiry.began_with
    before = open_complaint(books, inquiry.sale, inquiry.checklist.name)
    if began_with and before is None and not inquiry.news:
        raise Refused(f"{began_with.id} sudah diselesaikan di tempat lain.")
    known = began_with.found if began_with else None
    if before and before.found != known:
        inquiry.join(before)
        anew = True
    inquiry.before = before
    if anew:
        inquiry.look(books)
    state = inquiry.walk()
    kind = CONTINUED if before else COMPLAINED
    return Plan({"jenis": kind, "ref": before.id if before else "", **inquiry.row(state)}, state)


def noted(complaint: Complaint, note: str) -> Row:
    """The row of a note on a complaint."""
    return {**_about(complaint), "jenis": NOTED, "catatan": note}


def closing(complaint: Complaint, result: str, checklist: Callable[[], Checklist | None]) -> Row:
    """The row of how a complaint ended (one of RESULTS); `checklist` gives the one it was worked
    through with, None where that is gone. Raises Refused for one that is closed."""
    refuse_closed(complaint)
    return {
        **_about(complaint),
        "jenis": CLOSED,
        "hasil": result,
        "ingat": _taught(complaint, result, checklist),
    }


def _about(complaint: Complaint) -> Row:
    return {"ref": complaint.id, "penjualan": complaint.sale, "nomor": complaint.number}


def refuse_closed(complaint: Complaint) -> None:
    """Raises Refused for a complaint that is closed."""
    if complaint.closed:
        raise Refused(
            f"{complaint.id} sudah selesai: {words(complaint.result)}. Kalau "
            f"dikeluhkan lagi: pulsa cek-keluhan {complaint.sale}"
        )


def _taught(complaint: Complaint, result: str, checklist: Callable[[], Checklist | None]) -> str:
    """What the next sale has to show after this result: without doubt where it is what was found;
    nothing where the checklist says nothing."""
    if result == complaint.finding:
        return complaint.remembered.removeprefix(f"{LIKELY} ")
    if result in (OTHERWISE, REFUNDED):
        return complaint.remembered
    used = checklist()
    finding = used.findings.get(result) if used else None
    return finding.remembered if finding else ""

"""What is meant by what was typed: an id or an end of one, last digits, a number, a name."""

from pulsa_cli.core import ids, phone
from pulsa_cli.core.complaints import Complaint
from pulsa_cli.core.questions import Books
from pulsa_cli.core.schema import COMPLAINTS, REMINDERS, SALES
from pulsa_cli.errors import Refused


def row_id(books: Books, typed: str, letters: str = SALES.letter) -> str:
    """The id of the row that is meant: a whole id; an end of one (`J17` = today's on this
    counter); or four and more last digits of a number sold to today. `letters` are the kinds
    that can be meant, the usual one first.

    Raises Refused where none fits, or more than one.
    """
    if phone.is_ending(typed):
        found = books.sales.of_today(phone.endings(typed))
        return _only(typed, [sale.id for sale in found])
    tail = ids.parse_tail(typed)
    if tail is None or tail.letter and tail.letter not in letters:
        raise Refused(
            f"'{typed}' bukan id catatan. Tulis misalnya {letters[0]}17, atau empat "
            "angka terakhir nomor HP."
        )
    kind, day = tail.letter or letters[0], tail.day or ids.day_code(books.today)
    counters = [tail.counter] if tail.counter else sorted(books.counters)
    known = [ids.Id(counter, day, kind, tail.number) for counter in counters]
    there = [id for id in known if books.exists(str(id))]
    if not tail.day:
        there = [id for id in there if id.counter == books.counter] or there
    return _only(typed, [str(id) for id in there], kind)


def complaint(books: Books, typed: str) -> Complaint:
    """The complaint that is meant: by id (`K3` = today's on this counter), or by the number or
    its four and more last digits; one that is open goes before those that are closed.

    Raises Refused where none fits, or more than one.
    """
    if not phone.is_ending(typed):
        return books.complaints.get(row_id(books, typed, COMPLAINTS.letter))
    endings = phone.endings(typed)
    every = books.complaints.all()
    found = [each for each in every if each.number.replace("-", "").endswith(endings)]
    found = [each for each in found if not each.closed] or found
    if not found:
        raise Refused(f"Tidak ada keluhan untuk '{typed}'. Lihat: pulsa keluhan list")
    if len(found) > 1:
        raise Refused(
            f"'{typed}' cocok dengan {len(found)} keluhan: "
            f"{', '.join(each.id for each in found[:5])}. Tulis id-nya."
        )
    return found[0]


def _only(typed: str, found: list[str], letter: str = SALES.letter) -> str:
    if len(found) > 1:
        raise Refused(
            f"'{typed}' cocok dengan {len(found)} catatan: {', '.join(found[:5])}. "
            "Tulis id lengkapnya."
        )
    if not found:
        where = {COMPLAINTS.letter: "keluhan list", REMINDERS.letter: "pelanggan lihat NAMA"}.get(
            letter, "transaksi list --tanggal kemarin"
        )
        raise Refused(
            f"'{typed}' tidak ditemukan. Catatan hari lain perlu id lengkap; lihat: pulsa {where}"
        )
    return found[0]

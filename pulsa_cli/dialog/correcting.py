"""Recording what became of a sale, one or all that are pending."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pulsa_cli.core import serial
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.dialog import free_text, terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import PulsaError
from pulsa_cli.show import correcting as shown
from pulsa_cli.show import selling
from pulsa_cli.show.sales import brief
from pulsa_cli.trade import correcting
from pulsa_cli.trade.correcting import BACK, Correction

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Recorder

Decide = Callable[["Books", Sale], Correction]


def correct(shop: "Recorder", id: str, decide: Decide, signed: Row) -> None:
    """Records what `decide` makes of the sale with this id, as it stands under the lock, and says
    so. `signed` are the columns that say who recorded it. Raises Refused."""
    with shop.writing():
        books = shop.read_books()
        plan = decide(books, correcting.sale_of(books, id))
        for other in plan.same_sn:
            terminal.warn(selling.same_sn(other))
        if plan.unfit:
            terminal.warn(plan.unfit)
        said, *hints = shown.corrected(plan)
        row = shop.append(SALES, {**plan.row, **signed})
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")
    for hint in hints:
        terminal.note(hint)


def walk(shop: "Recorder", person: Person, pending: list[Sale], signed: Row) -> None:
    """Asks of each pending sale what became of it, and records that. Ctrl-C ends it."""
    recorded = False
    try:
        for place, sale in enumerate(pending, 1):
            books = shop.read_books()
            said, waited = brief(sale, books.advance_of(sale)), shown.waited(sale, books.now)
            terminal.note(f"{place}/{len(pending)}  {said} · {waited}")
            while True:
                verb, _, rest = person.ask("  s [SN] · g [tunai] · Enter = lewati:").partition(" ")
                if not verb:
                    break
                shop.take_time()
                if _record(shop, sale, verb.casefold(), rest.strip(), signed):
                    recorded = True
                    break
    except (KeyboardInterrupt, EOFError):
        if not recorded:
            raise
        terminal.note("")


def _record(shop: "Recorder", sale: Sale, verb: str, rest: str, signed: Row) -> bool:
    """Records one answer; False when it could not be read or was refused."""
    try:
        if verb == "s":
            sn = serial.read(free_text.plain(rest, "SN"))
            correct(shop, sale.id, lambda books, now: correcting.succeed(books, now, sn), signed)
            return True
        if verb == "g" and rest.casefold() in ("", *BACK):
            back = rest.casefold()
            correct(shop, sale.id, lambda books, now: correcting.fail(books, now, back), signed)
            return True
    except PulsaError as error:
        terminal.note(str(error))
        return False
    terminal.note("  Ketik s, s SN, g, g tunai, atau Enter saja.")
    return False

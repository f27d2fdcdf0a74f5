"""A sale that is sold again with the money of the one that failed: what is missing is asked."""

from typing import TYPE_CHECKING

from pulsa_cli.core.money import typeable
from pulsa_cli.core.sales import KASBON
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import YES, Person
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.show import correcting as shown
from pulsa_cli.show.selling import same_sn, same_today
from pulsa_cli.trade import repeating
from pulsa_cli.trade.correcting import sale_of
from pulsa_cli.trade.repeating import Repeat, Wish

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Counter, Settings


def sell_again(shop: "Counter", person: Person, id: str, wish: Wish, signed: Row) -> None:
    """Records the repeat of the sale with this id, or that it came through after all, and says so.
    `signed` are the columns that say who recorded it. Raises Refused."""
    books = shop.read_books()
    plan = repeating.repeat(books, shop, sale_of(books, id), wish)
    if plan.money.missing:
        wish = _settled(person, shop.settings, plan, wish)
    with shop.writing():
        books = shop.read_books()
        now = repeating.repeat(books, shop, sale_of(books, id), wish)
        if now.money.missing:
            raise Refused(_missing(now, wish))
        _warn(now)
        said = shown.repeated(now)
        row = shop.append(SALES, {**now.row, **signed})
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")


def _warn(plan: Repeat) -> None:
    for sale in plan.same_sn:
        terminal.warn(same_sn(sale))
    if plan.form:
        terminal.note(same_today(plan.form))
    if plan.money.account.broken:
        terminal.warn(f"aturan dilewati: {plan.money.account.broken}.")
    if plan.loss:
        terminal.warn(plan.loss)


def _settled(person: Person, settings: "Settings", plan: Repeat, wish: Wish) -> Wish:
    """The wish with what the seller says of the money that is missing: nothing is booked as
    received that nobody said. Raises Refused where nobody can be asked."""
    if not person.here:
        raise Refused(_missing(plan, wish))
    can_owe = plan.customer is not None
    choices = ["[Enter = kasbon]"] if can_owe else []
    choices += ["u dibayar", *(["r rugi konter"] if wish.arrived else [])]
    while True:
        verb, _, way = person.ask(shown.missing(plan, choices)).casefold().partition(" ")
        if can_owe and verb in ("", "k", KASBON, *YES):
            return wish._replace(account=KASBON)
        if verb in ("r", "rugi") and wish.arrived:
            return wish._replace(lost=True)
        if verb in ("u", "uang", "dibayar"):
            try:
                method = settings.method(way.strip() or wish.tender.method)
            except WrongUse as error:
                terminal.note(str(error))
                continue
            return wish._replace(tender=wish.tender.and_also(plan.money.missing, method))


def _missing(plan: Repeat, wish: Wish) -> str:
    """That money is missing, and how to say where it comes from."""
    brought = (wish.tender.amount or 0) + plan.money.missing
    ways = [f"--dibayar {typeable(brought)}"]
    ways += ["-k untuk kasbon"] if plan.customer else []
    ways += ["--rugi kalau konter yang menanggung"] if wish.arrived else []
    return f"{shown.missing(plan, [])} Tambahkan {', atau '.join(ways)}."

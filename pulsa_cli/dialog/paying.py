"""A payment, with whoever stands at the counter: how much, what becomes of more than is owed,
recorded and acknowledged."""

from typing import TYPE_CHECKING

from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import MONEY
from pulsa_cli.dialog import amounts, terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused
from pulsa_cli.show import paying as shown
from pulsa_cli.show.whatsapp import unlinked
from pulsa_cli.trade import paying
from pulsa_cli.trade.paying import ALL, CHANGE, PREPAID, Payment

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Recorder
    from pulsa_cli.show.messages import Messages


def take(
    shop: "Recorder",
    person: Person,
    payment: Payment,
    typed: str,
    thanks: "Messages | None" = None,
) -> None:
    """Records a payment of the amount `typed`, or of everything (ALL); where nothing was typed,
    the person is asked. With `thanks`, a message for the customer is shown. Raises Refused where
    nothing is owed that could be paid, WrongUse."""
    books, customer = shop.read_books(), payment.customer
    owed = paying.require_debt(books, payment)
    if on_hold := books.customers.standing(customer).owed - owed:
        terminal.note(f"Selain itu {rupiah(on_hold)} sedang ditahan.")
    asked = person.here and not typed
    if asked:
        typed = (
            person.ask(f"{customer.called}: kasbon {rupiah(owed)}. Dibayar berapa? [Enter = lunas]")
            or ALL[0]
        )
    if typed.casefold() in ALL:
        amount = payment.named.left if payment.named else owed
    else:
        amount = amounts.not_zero(person, typed)
    sure = asked and payment.moment is None
    receive(shop, person, payment._replace(amount=amount), thanks, sure)


def receive(
    shop: "Recorder",
    person: Person,
    payment: Payment,
    thanks: "Messages | None" = None,
    sure: bool = False,
) -> None:
    """Records a payment, with the questions that the person has to answer; `sure`, the amount was
    asked for already. `thanks` as in `take`. Raises Refused."""
    books = shop.read_books()
    owed = paying.payable(books, payment)
    if payment.amount > owed and not payment.excess:
        payment = payment._replace(excess=_excess(person, payment, owed))
    elif not sure:
        person.agree(shown.question(payment, paying.split(payment, owed)))
    if person.agree_again(paying.twin(books, payment, paying.split(payment, owed).kept)):
        payment = payment._replace(again=True)
    if payment.moment and person.here:
        foreseen = paying.plan(books, payment._replace(early=True))
        why = paying.too_early(books, foreseen)
        payment = payment._replace(early=agree_on_day(person, why, payment.force))
    with shop.writing():
        plan = paying.plan(shop.read_books(), payment)
        said = shown.received(plan)
        if thanks:
            said += f"\n\n{shown.thanks(thanks, plan)}"
        row = shop.append(MONEY, plan.row)
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")
    if thanks and (why := unlinked(payment.customer.called, payment.customer.numbers)):
        terminal.note(why)


def agree_on_day(person: Person, why: str, force: str) -> bool:
    """Says a person that money is rightly dated before what it is for? `why` says that it is, empty
    where not; nobody is asked where there is a reason (`force`)."""
    asked = bool(why) and person.here and not force
    if asked:
        person.agree(f"{why} Tetap catat?", assumed=False)
    return asked


def _excess(person: Person, payment: Payment, owed: int) -> str:
    """What becomes of more than is owed: CHANGE or PREPAID. Raises Refused where nobody can be
    asked."""
    if not person.here:
        raise Refused(shown.excess_refused(payment, owed))
    ways = {CHANGE: ("k", "kembali"), PREPAID: ("t", "titip", "titipan")}
    return person.word(
        shown.excess_asked(payment, owed), ways, again="Enter = kembalian, t = titip:"
    )

"""Going through what waits, one after the other, with the person at the counter: reminders."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.dialog import days, debts, free_text, terminal
from pulsa_cli.dialog.paying import take
from pulsa_cli.dialog.person import Person
from pulsa_cli.dialog.reminding import written
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.show import reminders as shown
from pulsa_cli.show.debts import brief
from pulsa_cli.show.whatsapp import link
from pulsa_cli.trade import reminding
from pulsa_cli.trade.debts import Move, Promise, why_not_moved
from pulsa_cli.trade.paying import Payment
from pulsa_cli.trade.typed import with_method

if TYPE_CHECKING:
    from pulsa_cli.core.questions import RemindingShop

_KEYS = "s sudah bayar · j janji · u undur · l lewati · k keluar:"
_SKIP, _LEAVE = "lewati", "keluar"


class _Over(Refused):
    """Nothing is to be asked for any more."""


def remind(
    shop: "RemindingShop",
    person: Person,
    waiting: list[Reminder],
    opened: Callable[[str], bool],
    cashier: str,
) -> None:
    """Shows these reminders one after the other and does with each what the person says. `opened`
    opens a link by a program of this machine, and says whether it did."""
    turn = _Turn(shop, person, opened, cashier)
    seen = 0
    try:
        for place, waited in enumerate(waiting, 1):
            shop.begin()  # somebody may have paid meanwhile
            reminder = _still_waiting(shop, waited)
            if reminder and not turn.ask(reminder, f"{place}/{len(waiting)}"):
                break
            seen = place
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")
    if left := len(waiting) - seen:
        terminal.note(f"{left} masih menunggu: pulsa ingatkan")


def _still_waiting(shop: "RemindingShop", reminder: Reminder) -> Reminder | None:
    """What the same customer is asked for now; None where that is nothing any more."""
    books = shop.read_books()
    return books.reminders.of(reminder.customer.id, shop.policy.reminding)


class _Turn:
    """One customer's reminder in front of a person, then the next one's."""

    def __init__(
        self, shop: "RemindingShop", person: Person, opened: Callable[[str], bool], cashier: str
    ) -> None:
        self.shop, self.person, self._opened, self.cashier = shop, person, opened, cashier
        self.place = self.message = self.link = ""

    def _show(self, reminder: Reminder) -> None:
        self.reminder, self.message = reminder, written(self.shop, reminder)
        self.link = link([reminder.number], self.message)
        terminal.note(f"{self.place}  {shown.brief(reminder)}\n\n{self.message}\n")

    def ask(self, reminder: Reminder, place: str) -> bool:
        """Asks until something was done; False where the person wants no more of them. `place`
        says which of how many it is."""
        self.place = place
        self._show(reminder)
        way = "Enter WhatsApp" if self.link else "Enter sudah disampaikan"
        while True:
            typed, _, rest = self.person.ask(f"{way} · {_KEYS}").partition(" ")
            verb = _verb(typed)
            if verb == _LEAVE:
                return False
            try:
                if verb == _SKIP or self._done(verb, rest.strip()):
                    return True
            except _Over as over:
                terminal.note(str(over))
                return True
            except PulsaError as error:
                terminal.note(str(error))

    def _done(self, verb: str, rest: str) -> bool:
        """Does what was asked for; False where the same is asked again."""
        if not verb:
            return self._send()
        customer = self.shop.read_books().customers.get(self.reminder.customer.id)
        if verb not in _DOINGS or customer is None:
            terminal.note(
                "Ketik s, j, u, l, k, atau Enter saja. Boleh langsung: s 20rb tf, j sabtu, "
                "u 7 hari."
            )
            return False
        if not self._still_true():
            return False
        _DOINGS[verb](self, customer, rest)
        return True

    def _send(self) -> bool:
        if not self._still_true():
            return False
        if self.link:
            opened = self._opened(self.link)
            if not opened:
                terminal.note(f"Buka tautan ini di HP:\n{self.link}")
            if not self.person.confirm("Sudah terkirim?", assumed=opened):
                return False
        with self.shop.writing():
            row = self.shop.append(REMINDERS, reminding.by_hand(self.reminder, self.cashier))
        terminal.acknowledge(f"Tercatat {row['id']}: {self.reminder.customer.name} diingatkan")
        return True

    def _still_true(self) -> bool:
        """Is this message still the one to be sent? Another is shown; where there is none any
        more, that is said, as Refused."""
        self.shop.begin()
        now = _still_waiting(self.shop, self.reminder)
        if now is None:
            raise _Over(
                f"{self.reminder.customer.name} baru saja membayar atau diingatkan di tempat lain."
            )
        if written(self.shop, now) == self.message:
            return True
        terminal.note("Catatannya baru saja berubah:")
        self._show(now)
        return False

    def _paid(self, customer: Customer, rest: str) -> None:
        if not rest:
            owed = self.shop.read_books().customers.standing(customer).payable
            total = self.reminder.total
            all_of_it = f"; lunas = {rupiah(owed)}" if owed != total else ""
            question = f"Dibayar berapa? [Enter = {rupiah(total)}{all_of_it}]"
            rest = self.person.ask(question) or rupiah(total)
        words, method = with_method(["", *rest.split()], "", self.shop.settings)
        payment = Payment(customer, 0, method, cashier=self.cashier)
        take(self.shop, self.person, payment, " ".join(words[1:]))

    def _promised(self, customer: Customer, rest: str) -> None:
        day = self._day(customer, rest, "Janji bayar kapan? (sabtu, 3 hari, tanggal 25)")
        debts.promise(self.shop, self.person, Promise(customer, day, self.cashier))

    def _moved(self, customer: Customer, rest: str) -> None:
        ids = dict.fromkeys(part.debt for part in self.reminder.asked)
        asked = [debt for debt in map(self.shop.read_books().receivables.get, ids) if debt]
        debt = (
            asked[0] if len(asked) == 1 else self.person.choose("Kasbon yang mana?", asked, brief)
        )
        day = self._day(customer, rest, "Diundur sampai kapan? (sabtu, 7 hari, tanggal 25)")
        broken = why_not_moved(self.shop.read_books(), self.shop.policy, debt.id, day)
        if broken:
            raise Refused(f"Aturan konter: {broken}.")
        reason = free_text.line(self._answer("Alasannya, misalnya anak sakit"), "Alasan")
        move = Move(day, reason, cashier=self.cashier)
        debts.move(self.shop, self.person, self.shop.policy, debt.id, move)

    def _day(self, customer: Customer, typed: str, question: str) -> date:
        while True:
            try:
                if typed:
                    today = self.shop.read_books().today
                    return days.due(self.person, typed, today, customer.payday)
            except WrongUse as error:
                terminal.note(str(error))
            typed = self._answer(question)

    def _answer(self, question: str) -> str:
        """What the person answers. Raises Refused for Enter alone."""
        typed = self.person.ask(f"{question} [Enter = tidak jadi]")
        if not typed:
            raise Refused("Tidak jadi.")
        return typed


_DOINGS = {
    "sudah": _Turn._paid,
    "bayar": _Turn._paid,
    "janji": _Turn._promised,
    "undur": _Turn._moved,
}
_VERBS = ("sudah", "janji", "undur", _SKIP, _LEAVE, "bayar")


def _verb(typed: str) -> str:
    """What is to be done, by the beginning of its name; what was typed where it is none."""
    return next((verb for verb in _VERBS if typed and verb.startswith(typed.casefold())), typed)

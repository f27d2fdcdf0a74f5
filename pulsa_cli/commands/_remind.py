"""Reminding customers one by one, with a person who sends each message."""

import os
import shutil
import subprocess
from datetime import date

from pulsa_cli.commands import _debts, types
from pulsa_cli.commands._payments import Payment, take
from pulsa_cli.core import policy, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import NOT_SENT, SENT
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import BY_HAND, IN_DOUBT, Attempt, Reminder
from pulsa_cli.core.schema import REMINDERS, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import reminders as shown
from pulsa_cli.show.debts import brief
from pulsa_cli.show.messages import Messages
from pulsa_cli.show.whatsapp import link

_PATIENCE = 2  # seconds for an opener to fail
_KEYS = "s sudah bayar · j janji · u undur · l lewati · k keluar:"
_VERBS = ("sudah", "janji", "undur", "lewati", "keluar", "bayar")


def message(shop: Shop, found: Reminder) -> str:
    """The reminder in the shop's words."""
    refused = policy.stops_credit(shop.policy, found.debtor.parts, shop.today)
    messages = Messages(shop.texts, shop.now, shop.settings.name, shop.settings.methods)
    return messages.reminder(found, refused)


def columns(found: Reminder) -> Row:
    """What the rows about a reminder say of it."""
    return {
        "pelanggan": found.debtor.customer,
        "nomor": found.number,
        "tingkat": str(found.level),
        "tempo": found.due.isoformat(),
        "jumlah": str(found.total),
    }


def walk(shop: Shop, waiting: list[Reminder], cashier: str) -> None:
    """Shows these reminders one after the other and does with each what the person says."""
    seen = 0
    try:
        for place, each in enumerate(waiting, 1):
            shop.begin()  # somebody may have paid meanwhile
            found = shop.read_books().reminders.of(each.debtor.customer, shop.policy.reminding)
            if found and not _One(shop, found, f"{place}/{len(waiting)}", cashier).hold():
                break
            seen = place
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")
    if left := len(waiting) - seen:
        terminal.note(f"{left} masih menunggu: pulsa ingatkan")


class _One:
    """One customer's reminder in front of a person."""

    def __init__(self, shop: Shop, found: Reminder, place: str, cashier: str) -> None:
        self.shop, self.place, self.cashier = shop, place, cashier
        self._show(found)

    def _show(self, found: Reminder) -> None:
        self.found, self.message = found, message(self.shop, found)
        self.link = link([found.number], self.message)
        terminal.note(f"{self.place}  {shown.brief(found)}\n\n{self.message}\n")

    def hold(self) -> bool:
        """Asks until something was done; False where the person wants no more of them."""
        way = "Enter WhatsApp" if self.link else "Enter sudah disampaikan"
        while True:
            verb, _, rest = Person().ask(f"{way} · {_KEYS}").partition(" ")
            do = next((each for each in _VERBS if verb and each.startswith(verb.casefold())), verb)
            if do == "keluar":
                return False
            try:
                if do == "lewati" or self._done(do, rest.strip()):
                    return True
            except Over as error:
                terminal.note(str(error))
                return True
            except PulsaError as error:
                terminal.note(str(error))

    def _done(self, verb: str, rest: str) -> bool:
        """Does what was asked for; False where the same is asked again."""
        if not verb:
            return self._send()
        customer = self.shop.read_books().customers.get(self.found.debtor.customer)
        if customer and verb in _VERBS:
            if not self._still_true():
                return False
            {
                "sudah": self._paid,
                "bayar": self._paid,
                "janji": self._promised,
                "undur": self._moved,
            }[verb](customer, rest)
            return True
        terminal.note(
            "Ketik s, j, u, l, k, atau Enter saja. Boleh langsung: s 20rb tf, j sabtu, u 7 hari."
        )
        return False

    def _send(self) -> bool:
        if not self._still_true():
            return False
        if self.link:
            opened = _opened(self.link)
            if not opened:
                terminal.note(f"Buka tautan ini di HP:\n{self.link}")
            if not Person().confirm("Sudah terkirim?", assumed=opened):
                return False
        row = {"jenis": SENT, **columns(self.found), "saluran": BY_HAND, "kasir": self.cashier}
        self.shop.record(
            REMINDERS,
            lambda: row,
            lambda made: terminal.acknowledge(
                f"Tercatat {made['id']}: {self.found.debtor.name} diingatkan"
            ),
        )
        return True

    def _still_true(self) -> bool:
        """Is this message still the one to be sent? Another is shown; where there is none any
        more, that is said, as Refused."""
        self.shop.begin()
        now = self.shop.read_books().reminders.of(
            self.found.debtor.customer, self.shop.policy.reminding
        )
        if now is None:
            raise Over(
                f"{self.found.debtor.name} baru saja membayar atau diingatkan di tempat lain."
            )
        if message(self.shop, now) == self.message:
            return True
        terminal.note("Catatannya baru saja berubah:")
        self._show(now)
        return False

    def _paid(self, customer: Customer, rest: str) -> None:
        if not rest:
            owed = self.shop.read_books().customers.standing(customer).payable
            total = self.found.total
            all_of_it = f"; lunas = {rupiah(owed)}" if owed != total else ""
            rest = Person().ask(f"Dibayar berapa? [Enter = {rupiah(total)}{all_of_it}]") or rupiah(
                total
            )
        words, method = _debts.with_method(self.shop, ["", *rest.split()], "")
        take(
            self.shop,
            Payment(customer, 0, method, cashier=self.cashier),
            " ".join(words[1:]),
            person=Person(),
        )

    def _promised(self, customer: Customer, rest: str) -> None:
        day = self._day(customer, rest, "Janji bayar kapan? (sabtu, 3 hari, tanggal 25)")
        _debts.promise(self.shop, customer, day, person=Person(), cashier=self.cashier)

    def _moved(self, customer: Customer, rest: str) -> None:
        ids = list(dict.fromkeys(part.debt for part in self.found.asked))
        debts = [debt for debt in map(self.shop.read_books().receivables.get, ids) if debt]
        debt = debts[
            Person().pick("Kasbon yang mana?", [*map(brief, debts)]) if len(debts) > 1 else 0
        ]
        day = self._day(customer, rest, "Diundur sampai kapan? (sabtu, 7 hari, tanggal 25)")
        broken = policy.move_refusal(
            self.shop.policy, _debts.claim(self.shop, debt.id).debt.moves, day, self.shop.today
        )
        if broken:
            raise Refused(f"Aturan konter: {broken}.")
        reason = types.Text().convert(_answer("Alasannya, misalnya anak sakit"), None, None)
        _debts.move(self.shop, debt, day, reason, person=Person(), cashier=self.cashier)

    def _day(self, customer: Customer, typed: str, question: str) -> date:
        while True:
            try:
                if typed:
                    return terms.due_date(typed, self.shop.today, customer.payday)
            except WrongUse as error:
                terminal.note(str(error))
            typed = _answer(question)


def _answer(question: str) -> str:
    """What a person answers. Raises Refused for Enter alone."""
    typed = Person().ask(f"{question} [Enter = tidak jadi]")
    if not typed:
        raise Refused("Tidak jadi.")
    return typed


class Over(Refused):
    """Nothing is to be asked for any more."""


def _opened(address: str) -> bool:
    """Does a program of this machine open the link? Without a screen of its own the desktop's
    opener would take the terminal."""
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    programs = ["termux-open-url", *(["xdg-open"] if screen else [])]
    program = next(filter(None, map(shutil.which, programs)), None)
    if not program:
        return False
    opener = subprocess.Popen(
        [program, address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return opener.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:  # the browser itself, which stays
        return True


def settle(shop: Shop, attempt: Attempt, outcome: str, cashier: str) -> None:
    """Records what a person says of a reminder in doubt: SENT or NOT_SENT. Raises Refused where it
    is in doubt no more."""

    def build() -> Row:
        now = shop.read_books().reminders.attempt(attempt.id)
        if now.state != IN_DOUBT:
            raise Refused(f"{attempt.id} sudah tercatat {now.state}.")
        row = {
            name: attempt.row[name]
            for name in ("pelanggan", "nomor", "tingkat", "tempo", "jumlah", "saluran")
        }
        return {"jenis": outcome, "ref": attempt.id, **row, "kasir": cashier}

    said = {SENT: "dianggap terkirim", NOT_SENT: "dianggap belum terkirim; bisa dikirim lagi"}
    shop.record(
        REMINDERS,
        build,
        lambda row: terminal.acknowledge(f"Tercatat {row['id']}: {attempt.id} {said[outcome]}"),
    )

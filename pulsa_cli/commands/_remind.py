"""Reminding customers one by one, with a person who sends each message."""
import os
import shutil
import subprocess
from datetime import date

from pulsa_cli.commands import _debts
from pulsa_cli.commands._messages import messages_of
from pulsa_cli.commands._payments import Payment, take
from pulsa_cli.core import policy, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.reminders import BY_HAND, IN_DOUBT, NOT_SENT, SENT, Attempt, Reminder
from pulsa_cli.core.schema import REMINDERS, Row
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.output import reminders as shown
from pulsa_cli.output import terminal
from pulsa_cli.output.debts import brief
from pulsa_cli.output.whatsapp import link
from pulsa_cli.shop import Shop

_PATIENCE = 2  # seconds for an opener to fail
_KEYS = "s = sudah bayar · j = janji · u = undur · l = lewati:"


def message(shop: Shop, found: Reminder) -> str:
    """The reminder in the shop's words."""
    refused = policy.stops_credit(shop.policy, found.debtor.parts, shop.today)
    return messages_of(shop).reminder(found, refused)


def columns(found: Reminder) -> Row:
    """What the rows about a reminder say of it."""
    return {"pelanggan": found.debtor.customer, "nomor": found.number,
            "tingkat": str(found.level), "tempo": found.due.isoformat(),
            "jumlah": str(found.total)}


def walk(shop: Shop, waiting: list[Reminder], cashier: str) -> None:
    """Shows these reminders one after the other and does with each what the person says."""
    try:
        for place, each in enumerate(waiting, 1):
            shop.reread()  # somebody may have paid meanwhile
            found = shop.reminders.of(each.debtor.customer)
            if found:
                terminal.note(f"{place}/{len(waiting)}  {shown.brief(found)}")
                _One(shop, found, cashier).hold()
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")


class _One:
    """One customer's reminder in front of a person."""

    def __init__(self, shop: Shop, found: Reminder, cashier: str) -> None:
        self.shop, self.found, self.cashier = shop, found, cashier
        self.message = message(shop, found)
        self.link = link([found.number], self.message) if found.number else ""

    def hold(self) -> None:
        terminal.note(f"\n{self.message}\n")
        way = "Enter = kirim WhatsApp" if self.link else "Enter = sudah disampaikan"
        while True:
            verb, _, rest = terminal.ask(f"{way} · {_KEYS}").partition(" ")
            try:
                if self._done(verb.casefold(), rest.strip()):
                    return
            except PulsaError as error:
                terminal.note(str(error))

    def _done(self, verb: str, rest: str) -> bool:
        """Does what was asked for; False where the same is asked again."""
        if verb in ("l", "lewati"):
            return True
        if not verb:
            return self._send()
        customer = self.shop.clients.customer_with_id(self.found.debtor.customer)
        if customer and verb in ("s", "j", "u"):
            {"s": self._paid, "j": self._promised, "u": self._moved}[verb](customer, rest)
            return True
        terminal.note("Ketik s, j, u, l, atau Enter saja. Boleh langsung: s 20rb tf, j sabtu, "
                      "u 7 hari.")
        return False

    def _send(self) -> bool:
        if self.link:
            if not _opened(self.link):
                terminal.note(self.link)
            if not terminal.confirm("Sudah terkirim?"):
                return False
        row = {"jenis": SENT, **columns(self.found), "saluran": BY_HAND, "kasir": self.cashier}
        self.shop.record(REMINDERS, lambda: row, lambda made: terminal.acknowledge(
            f"Tercatat {made['id']}: {self.found.debtor.name} diingatkan"))
        return True

    def _paid(self, customer: Customer, rest: str) -> None:
        words, method = _debts.with_method(self.shop, ["", *rest.split()], "")
        take(self.shop, Payment(customer, 0, method, cashier=self.cashier),
             " ".join(words[1:]), asking=True)

    def _promised(self, customer: Customer, rest: str) -> None:
        day = self._day(customer, rest, "Janji bayar kapan? (sabtu, 3 hari, tanggal 25)")
        _debts.promise(self.shop, customer, day, asking=True, cashier=self.cashier)

    def _moved(self, customer: Customer, rest: str) -> None:
        ids = list(dict.fromkeys(part.debt for part in self.found.asked))
        debts = [debt for debt in map(self.shop.receivables().debt, ids) if debt]
        debt = debts[terminal.pick("Kasbon yang mana?", [*map(brief, debts)])
                     if len(debts) > 1 else 0]
        day = self._day(customer, rest, "Diundur sampai kapan? (sabtu, 7 hari, tanggal 25)")
        reason = _debts.asked_reason(None, None, True, "u sabtu")
        _debts.move(self.shop, debt, day, reason, asking=True, cashier=self.cashier)

    def _day(self, customer: Customer, typed: str, question: str) -> date:
        typed = typed or terminal.ask(question)
        if not typed:
            raise WrongUse("Harinya belum ditulis.")
        return terms.due_date(typed, self.shop.today, customer.payday)


def _opened(address: str) -> bool:
    """Does a program of this machine open the link? Without a screen of its own the desktop's
    opener would take the terminal."""
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    programs = ["termux-open-url", *(["xdg-open"] if screen else [])]
    program = next(filter(None, map(shutil.which, programs)), None)
    if not program:
        return False
    opener = subprocess.Popen([program, address], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              start_new_session=True)
    try:
        return opener.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:  # the browser itself, which stays
        return True


def settle(shop: Shop, attempt: Attempt, outcome: str, cashier: str) -> None:
    """Records what a person says of a reminder in doubt: SENT or NOT_SENT. Raises Refused where it
    is in doubt no more."""
    def build() -> Row:
        now = shop.reminders.attempt(attempt.id)
        if now.state != IN_DOUBT:
            raise Refused(f"{attempt.id} sudah tercatat {now.state}.")
        row = {name: attempt.row[name] for name in ("pelanggan", "nomor", "tingkat", "tempo",
                                                    "jumlah", "saluran")}
        return {"jenis": outcome, "ref": attempt.id, **row, "kasir": cashier}

    said = {SENT: "dianggap terkirim", NOT_SENT: "dianggap belum terkirim; bisa dikirim lagi"}
    shop.record(REMINDERS, build, lambda row: terminal.acknowledge(
        f"Tercatat {row['id']}: {attempt.id} {said[outcome]}"))

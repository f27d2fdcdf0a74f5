"""Sending reminders through the shop's channel, without a person: begun → sent → recorded as sent.
What becomes of each is said as it goes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import text
from pulsa_cli.core.kinds import NOT_SENT, SENT
from pulsa_cli.core.reminders import IN_DOUBT, Reminder
from pulsa_cli.core.schema import REMINDERS, Row
from pulsa_cli.core.shop_settings import SHOP_FILE
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.dialog.reminding import written
from pulsa_cli.errors import NotSent, PulsaError, Refused, reason
from pulsa_cli.show.reminders import brief
from pulsa_cli.trade import reminding

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Channel, RemindingShop

_IN_A_ROW = 3  # failures after which the channel is taken to be dead


class Run(NamedTuple):
    """What a run came to: how many were sent, how many not, of how many nobody knows; and whether
    it ended before its time."""

    sent: int = 0
    failed: int = 0
    in_doubt: int = 0
    cut_short: bool = False

    @property
    def went_well(self) -> bool:
        return not (self.failed or self.in_doubt or self.cut_short)

    def require_all_sent(self) -> None:
        """Raises NotSent where the channel failed for somebody."""
        said = []
        if self.failed:
            said.append(
                f"{self.failed} pengingat tidak terkirim; dicoba lagi lain kali. Periksa "
                "salurannya di ledger/toko.yaml."
            )
        if self.in_doubt:
            said.append(
                f"{self.in_doubt} pengingat belum jelas terkirim. Lihat di HP pengirim atau "
                "tanyakan, lalu: pulsa ingatkan --ragu"
            )
        if said and self.cut_short:
            said.append("Sisanya tidak dicoba.")
        if said:
            raise NotSent(" ".join(said))


class _Begun(NamedTuple):
    """A reminder of which is recorded (`row`) that this message goes out next."""

    row: Row
    reminder: Reminder
    message: str


def require_agreed(person: Person, channel: "Channel") -> None:
    """Whoever wrote toko.yaml, in a folder that was copied or is shared, does not decide alone what
    runs here: a person agrees once, and again where it changed. Raises Refused after a no, NotSent
    where nobody can be asked."""
    if channel.agreed:
        return
    reach = "\n".join(f"  {text.escaped(line)}" for line in channel.reach.split("\n"))
    said = f"Saluran pengingat ({SHOP_FILE}) belum disetujui di sini, atau berubah:\n{reach}"
    if not person.here:
        raise NotSent(
            f"{said}\nTidak ada yang dikirim. Setujui sekali di terminal: pulsa ingatkan --kirim"
        )
    terminal.note(
        f"{said}\nSetujui hanya kalau Anda sendiri atau orang yang Anda percaya menulisnya."
    )
    if not person.confirm("Boleh dipakai?", assumed=False):
        raise Refused("Tidak disetujui, jadi tidak ada yang dikirim.")
    channel.agree()


def send_waiting(shop: "RemindingShop", channel: "Channel", most: int) -> Run:
    """Sends what waits, each at most `most` times a day (0 = no limit). Ends early after three
    failures in a row, or at Ctrl-C, which waits for the message at work."""
    waiting = reminding.waiting(shop.read_books(), shop.policy.reminding, shop.problems)
    outcomes: list[str] = []
    cut_short = False
    with _interruptible() as pressed:
        for reminder in reminding.in_sending_order(waiting, most):
            if outcome := _deliver(shop, channel, reminder.customer.id):
                outcomes.append(outcome)
            last = outcomes[-_IN_A_ROW:]
            cut_short = bool(pressed) or len(last) == _IN_A_ROW and SENT not in last
            if cut_short:
                break
    if pressed:
        terminal.note(f"Dihentikan. {outcomes.count(SENT)} terkirim; yang lain menunggu.")
    return Run(
        sent=outcomes.count(SENT),
        failed=outcomes.count(NOT_SENT),
        in_doubt=outcomes.count(IN_DOUBT),
        cut_short=cut_short,
    )


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Ctrl-C only leaves a note of itself meanwhile, in the list."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _deliver(shop: "RemindingShop", channel: "Channel", customer: str) -> str:
    """Sends one reminder as it stands under the lock, and says what became of it: SENT, NOT_SENT
    or IN_DOUBT; empty where there is nothing to be sent any more."""
    begun = _begin(shop, channel, customer)
    if begun is None:
        return ""
    terminal.heed()
    id, who = begun.row["id"], brief(begun.reminder)
    try:
        delivery = channel.send(id, begun.reminder.number, begun.message)
        shop.take_time()  # a channel may be slow, and quiet hours begin meanwhile
        if delivery.sent is None:
            terminal.note(f"{id} {who}: {delivery.why}; belum jelas terkirim.")
            return IN_DOUBT
        with shop.writing():
            row = shop.append(REMINDERS, reminding.ended(begun.row, begun.reminder, delivery))
    except (PulsaError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        terminal.note(f"{id} {who}: belum jelas terkirim. {why}")
        return IN_DOUBT
    if delivery.sent:
        terminal.acknowledge(f"Tercatat {row['id']}: terkirim · {who}")
    else:
        terminal.note(f"{id} {who}: {delivery.why}")
    terminal.heed()
    return row["jenis"]


def _begin(shop: "RemindingShop", channel: "Channel", customer: str) -> _Begun | None:
    """Records what goes out next; None where there is nothing any more."""
    with shop.writing():
        books = shop.read_books()
        reminder = reminding.sendable(books, shop.policy.reminding, shop.problems, customer)
        if reminder is None:
            return None
        message = written(shop, reminder)
        return _Begun(
            shop.append(REMINDERS, reminding.begun(reminder, channel.kind)), reminder, message
        )

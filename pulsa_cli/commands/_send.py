"""Sending reminders through the shop's channel, without a person: begun → sent → recorded as sent.
Killed in between, a reminder is in doubt and is not sent again by itself (reliability facts §5)."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from pulsa_cli.commands._remind import Over, columns, message
from pulsa_cli.commands._today import damaged, quiet, waiting
from pulsa_cli.core.kinds import BEGUN, NOT_SENT, SENT
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.schema import REMINDERS, Row
from pulsa_cli.core.shop_settings import SHOP_FILE
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Busy, NotSent, Refused
from pulsa_cli.ledger import files
from pulsa_cli.outside.channel import Channel
from pulsa_cli.shop import Shop
from pulsa_cli.show.reminders import brief

_DEAD = 9  # refusals after which a number is tried once a day
_IN_A_ROW = 3  # failures after which the channel is taken to be dead
_SENT, _FAILED, _IN_DOUBT = range(3)


@contextmanager
def alone(shop: Shop) -> Iterator[bool]:
    """Keeps other processes of this device from sending; False where one is at it."""
    with ExitStack() as held:
        try:
            held.enter_context(files.locked(shop.device.sending, 0))
        except Busy:
            yield False
        else:
            yield True


def channel_of(shop: Shop) -> Channel:
    """The channel, on the one device that uses it. Raises Refused, or NotSent where it can't
    work."""
    counter = shop.settings.channel.counter
    if counter != shop.device.require_counter():
        where = f"{SHOP_FILE}, pengingat: konter"
        raise Refused(
            f"Yang mengirim hanya konter {counter} ({where}); ini konter {shop.device.counter}."
            if counter
            else f"Konter yang mengirim belum ditulis ({where}). Di bawah baris pengingat: "
            f"tulis, menjorok, konter: {shop.device.counter}"
        )
    return Channel(shop.root, shop.settings.channel)


class Sent(NamedTuple):
    """What a run came to: how many were sent, how many not, of how many nobody knows; and whether
    it ended before its time."""

    sent: int = 0
    failed: int = 0
    in_doubt: int = 0
    cut_short: bool = False


def send_waiting(shop: Shop, channel: Channel, most: int) -> Sent:
    """Sends what waits to everybody with a phone number, but nothing that was refused `most` times
    today, or once, where it was often before; 0 = no limit. What was refused before comes last, so
    that dead numbers keep nobody from theirs. Ends early after three failures in a row, or at
    Ctrl-C, which waits for the message at work."""
    waiting_now = [
        each
        for each in waiting(shop)
        if each.number and (not most or each.refused_today < (most if each.refused < _DEAD else 1))
    ]
    counts, in_a_row = [0, 0, 0], 0
    with _interruptible() as pressed:
        for each in sorted(waiting_now, key=lambda each: each.refused > 0):
            outcome = _deliver(shop, channel, each.debtor.customer)
            if outcome is not None:
                counts[outcome] += 1
                in_a_row = 0 if outcome == _SENT else in_a_row + 1
            if pressed or in_a_row == _IN_A_ROW:
                break
    done = Sent(
        counts[_SENT], counts[_FAILED], counts[_IN_DOUBT], bool(pressed) or in_a_row == _IN_A_ROW
    )
    if pressed:
        terminal.note(f"Dihentikan. {done.sent} terkirim; yang lain menunggu.")
    return done


def complain(done: Sent) -> None:
    """Raises NotSent where the channel failed for somebody."""
    said = []
    if done.failed:
        said.append(
            f"{done.failed} pengingat tidak terkirim; dicoba lagi lain kali. Periksa "
            f"salurannya di {SHOP_FILE}."
        )
    if done.in_doubt:
        said.append(
            f"{done.in_doubt} pengingat belum jelas terkirim. Lihat di HP pengirim atau "
            "tanyakan, lalu: pulsa ingatkan --ragu"
        )
    if said:
        raise NotSent(" ".join([*said, *(["Sisanya tidak dicoba."] if done.cut_short else [])]))


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Ctrl-C only leaves a note of itself meanwhile, in the list."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _deliver(shop: Shop, channel: Channel, customer: str) -> int | None:
    """Sends one reminder as it stands under the lock: _SENT, _FAILED, _IN_DOUBT; None where there
    is nothing to be sent any more. Says what became of it."""
    made: list[tuple[Reminder, str]] = []
    listening = signal.getsignal(signal.SIGINT)  # recording turns Ctrl-C off, and leaves it off

    def build() -> Row:
        found = (
            None
            if quiet(shop) or damaged(shop)
            else shop.read_books().reminders.of(customer, shop.policy.reminding)
        )
        if found is None or not found.number:
            raise Over("")
        made.append((found, message(shop, found)))
        return {"jenis": BEGUN, **columns(found), "saluran": channel.kind}

    try:
        begun = shop.record(REMINDERS, build, lambda row: None)
    except Over:
        return None
    signal.signal(signal.SIGINT, listening)
    found, text = made[-1]
    delivery = channel.send(begun["id"], found.number, text)
    if delivery.sent is None:
        terminal.note(f"{begun['id']} {brief(found)}: {delivery.why}; belum jelas terkirim.")
        return _IN_DOUBT
    end = {
        "jenis": SENT if delivery.sent else NOT_SENT,
        "ref": begun["id"],
        **columns(found),
        "saluran": channel.kind,
        "alasan": delivery.why,
    }

    def acknowledge(row: Row) -> None:
        if delivery.sent:
            terminal.acknowledge(f"Tercatat {row['id']}: terkirim · {brief(found)}")
        else:
            terminal.note(f"{begun['id']} {brief(found)}: {delivery.why}")

    shop.record(REMINDERS, lambda: end, acknowledge)
    signal.signal(signal.SIGINT, listening)
    return _SENT if delivery.sent else _FAILED

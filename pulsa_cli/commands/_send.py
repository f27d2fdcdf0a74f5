"""Sending reminders through the shop's channel, without a person: begun → sent → recorded as sent.
Killed in between, a reminder is in doubt and is not sent again by itself (reliability facts §5)."""
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pulsa_cli.commands._remind import columns, message
from pulsa_cli.commands._today import damaged, quiet, waiting
from pulsa_cli.core.reminders import BEGUN, NOT_SENT, SENT, Reminder
from pulsa_cli.core.schema import REMINDERS, Row
from pulsa_cli.errors import Busy, NotSent, Refused
from pulsa_cli.output import terminal
from pulsa_cli.output.reminders import brief
from pulsa_cli.shop import Shop
from pulsa_cli.storage import files
from pulsa_cli.storage.channel import Channel
from pulsa_cli.storage.settings import SHOP_FILE

_IN_A_ROW = 3  # failures after which the channel is taken to be dead


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
        raise Refused(f"Yang mengirim hanya konter {counter} ({where}); ini konter "
                      f"{shop.device.counter}." if counter else
                      f"Konter yang mengirim belum ditulis ({where}).")
    return Channel(shop.root, shop.settings.channel)


def send_waiting(shop: Shop, channel: Channel) -> None:
    """Sends what waits to everybody with a phone number. Raises NotSent where the channel failed
    for somebody; the others got theirs, up to three failures in a row."""
    failed, in_a_row = [], 0
    for each in waiting(shop):
        if not each.number:
            continue
        why = _sent(shop, channel, each.debtor.customer)
        if why:
            failed.append(why)
            terminal.note(why)
        in_a_row = in_a_row + 1 if why else 0
        if in_a_row == _IN_A_ROW:
            break
    if failed:
        dead = " Sisanya tidak dicoba." if in_a_row == _IN_A_ROW else ""
        raise NotSent(f"{len(failed)} pengingat tidak terkirim.{dead} Periksa salurannya di "
                      f"{SHOP_FILE}; yang belum terkirim dicoba lagi.")


class _Over(Refused):
    """Nothing is to be sent any more."""


def _sent(shop: Shop, channel: Channel, customer: str) -> str:
    """Sends one reminder as it stands under the lock; returns why that failed, if it did."""
    made: list[tuple[Reminder, str]] = []

    def build() -> Row:
        found = None if quiet(shop) or damaged(shop) else shop.reminders.of(customer)
        if found is None or not found.number:
            raise _Over("")
        made.append((found, message(shop, found)))
        return {"jenis": BEGUN, **columns(found), "saluran": channel.kind}

    terminal.listen()  # from here on Ctrl-C waits until it is known what became of this one
    try:
        begun = shop.record(REMINDERS, build, lambda row: None)
    except _Over:
        return ""
    found, text = made[-1]
    delivery = channel.send(begun["id"], found.number, text)
    if delivery.sent is None:
        return f"{begun['id']} {brief(found)}: {delivery.why}; belum jelas terkirim atau tidak."
    end = {"jenis": SENT if delivery.sent else NOT_SENT, "ref": begun["id"], **columns(found),
           "saluran": channel.kind, "alasan": delivery.why}

    def acknowledge(row: Row) -> None:
        if delivery.sent:
            terminal.acknowledge(f"Tercatat {row['id']}: terkirim · {brief(found)}")

    shop.record(REMINDERS, lambda: end, acknowledge)
    return "" if delivery.sent else f"{begun['id']} {brief(found)}: {delivery.why}"

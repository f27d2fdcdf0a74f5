"""`pulsa ingatkan`: reminds customers of what they owe."""

from typing import TYPE_CHECKING

import click

from pulsa_cli.commands import help, options
from pulsa_cli.commands._today import damaged, digest, quiet, seen_damage, waiting
from pulsa_cli.core import reminders
from pulsa_cli.core.kinds import NOT_SENT, SENT
from pulsa_cli.core.reminders import Attempt
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Busy
from pulsa_cli.ledger import files
from pulsa_cli.shop import Shop
from pulsa_cli.show import reminders as shown
from pulsa_cli.show import tables
from pulsa_cli.trade import credit

if TYPE_CHECKING:
    from pulsa_cli.commands._send import Sent

_SHOWN, _DONE = "ringkasan", "selesai"  # how far a day's work has come
_TRIES, _NO_LIMIT = 3, 0  # a day, of a reminder that the channel refuses: by a job, by a person
_NONE_DOUBTED = "Tidak ada pengingat yang belum jelas."


@help.command()
@click.option("--kirim", "send", is_flag=True, help="Kirim sendiri lewat saluran di toko.yaml.")
@click.option(
    "--sekali", "once", is_flag=True, help="Sekali sehari; sesudah itu diam. Dipakai pulsa cron."
)
@click.option("--ragu", "doubted", is_flag=True, help="Yang belum jelas terkirim atau tidak.")
@click.option(
    "--anggap",
    "outcome",
    type=click.Choice((SENT, NOT_SENT)),
    default=None,
    metavar=f"{SENT}|{NOT_SENT}",
    help="Nyatakan yang belum jelas begitu: semua, atau hanya ID.",
)
@click.argument("typed_ids", metavar="[ID]…", nargs=-1)
@options.cashier_option
@options.format_option
@options.with_shop
def cmd(
    shop: Shop,
    send: bool,
    once: bool,
    doubted: bool,
    outcome: str | None,
    typed_ids: tuple[str, ...],
    cashier: str,
    form: str,
) -> None:
    """Ingatkan pelanggan yang belum membayar, satu per satu: pulsa ingatkan

    Satu pesan untuk satu pelanggan. Tanpa terminal: ringkasan hari ini untuk pemilik.
    """
    _refuse_mixed(typed_ids, outcome, doubted or bool(outcome), send or once, form)
    if doubted or outcome:
        _settle_doubted(shop, outcome, typed_ids, cashier, form)
    elif form != "tabel":
        from pulsa_cli.commands._remind import message  # the digest, each morning, needs none of it

        tables.emit(
            [shown.record(each, message(shop, each)) for each in waiting(shop)],
            shown.FIELDS,
            form,
            str,
        )
    elif once:
        _once_a_day(shop, send)
    elif send:
        done = _send(shop, _NO_LIMIT)
        if done and not at_the_counter().here:
            _show_digest(shop)
        _complain(done)
    elif at_the_counter().here:
        _remind(shop, cashier)
    else:
        _show_digest(shop)
    if not (doubted or outcome) and seen_damage(shop):
        terminal.note(
            "Tidak ada yang diingatkan: ada catatan yang rusak, jadi hitungannya belum tentu benar."
        )


def _refuse_mixed(
    typed_ids: tuple[str, ...], outcome: str | None, doubted: bool, send: bool, form: str
) -> None:
    """Raises UsageError for what can't be meant together."""
    why = ""
    if typed_ids and not outcome:
        why = (
            f"Kelebihan kata: {' '.join(typed_ids)}. ID hanya dengan --anggap; catatan satu "
            "pelanggan: pulsa hutang rekap NAMA"
        )
    elif send and (doubted or form != "tabel"):
        why = "--kirim dan --sekali tidak bersama --ragu, --anggap atau --format."
    if why:
        raise click.UsageError(why, click.get_current_context())


def _show_digest(shop: Shop) -> None:
    if text := digest(shop):
        click.echo(text)


def _remind(shop: Shop, cashier: str) -> None:
    from pulsa_cli.commands._remind import walk

    shop.settings.require_name()
    for line in credit.behind(shop.read_books()):
        terminal.note(line)
    if found := waiting(shop):
        walk(shop, found, cashier)
    else:
        _say_nobody(shop)
    if count := len(shop.read_books().reminders.in_doubt()):
        terminal.note(f"{count} pengingat belum jelas terkirim: pulsa ingatkan --ragu")


def _say_nobody(shop: Shop) -> None:
    """Says that nobody is to be reminded, and why, if that is not for want of debts."""
    if not damaged(shop):
        reason = f": {quiet(shop)} (ledger/kebijakan.yaml)" if quiet(shop) else ""
        terminal.note(f"Tidak ada yang diingatkan sekarang{reason}.")


def _send(shop: Shop, most: int) -> "Sent | None":
    """Sends what waits; None where another process is at it."""
    from pulsa_cli.commands._send import alone, channel_of, send_waiting

    shop.settings.require_name()
    channel = channel_of(shop)
    with alone(shop) as free:
        if not free:
            if at_the_counter().here:
                terminal.note("Pengingat sedang dikirim dari jendela lain.")
            return None
        if at_the_counter().here:
            for line in credit.behind(shop.read_books()):
                terminal.note(line)
            if not waiting(shop):
                _say_nobody(shop)
        return send_waiting(shop, channel, most)


def _once_a_day(shop: Shop, send: bool) -> None:
    """What a job that runs every hour does of it: nothing in quiet hours, the digest once, and
    sending until it has gone well."""
    today = shop.today.isoformat()
    day, _, state = files.read(shop.device.reminded).decode("utf-8", "replace").partition(" ")
    state = state if day == today else ""
    if state in ((_DONE,) if send else (_SHOWN, _DONE)) or reminders.is_quiet_hour(
        shop.policy.reminding, shop.now
    ):
        return
    done = _send(shop, _TRIES) if send else None
    if send and done is None:
        return
    if not state:
        _show_digest(shop)
    well = done and not (done.failed or done.in_doubt or done.cut_short or damaged(shop))
    files.replace(shop.device.reminded, f"{today} {_DONE if well else _SHOWN}".encode())
    _complain(done)


def _complain(done: "Sent | None") -> None:
    if done:
        from pulsa_cli.commands._send import complain

        complain(done)


def _settle_doubted(
    shop: Shop, outcome: str | None, typed_ids: tuple[str, ...], cashier: str, form: str
) -> None:
    from pulsa_cli.commands._remind import settle
    from pulsa_cli.commands._send import alone

    with alone(shop) as free:
        if not free:
            raise Busy("Pengingat sedang dikirim. Tunggu sampai selesai, lalu ulangi.")
        books = shop.read_books()
        found = books.reminders.in_doubt()
        if typed_ids:
            found = [
                books.reminders.attempt(
                    choosing.row(at_the_counter(), books, each, REMINDERS.letter)
                )
                for each in typed_ids
            ]
        if outcome:
            for each in found:
                settle(shop, each, outcome, cashier)
        elif found and at_the_counter(form != "tabel").here:
            _ask_of_each(shop, found, cashier)
            return
        if found and outcome:
            return
        tables.emit(
            [shown.doubted(each, _name(shop, each)) for each in found],
            shown.IN_DOUBT,
            form,
            lambda: (
                "\n".join(shown.doubted_brief(each, _name(shop, each)) for each in found)
                or _NONE_DOUBTED
            ),
        )


def _ask_of_each(shop: Shop, found: list[Attempt], cashier: str) -> None:
    from pulsa_cli.commands._remind import settle

    outcomes = {"t": SENT, "b": NOT_SENT, "": ""}
    try:
        for each in found:
            terminal.note(shown.doubted_brief(each, _name(shop, each)))
            while (
                typed := Person().ask("  t = terkirim · b = belum · Enter = lewati:").casefold()
            ) not in outcomes:
                terminal.note("  Ketik t, b, atau Enter saja.")
            if typed:
                settle(shop, each, outcomes[typed], cashier)
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")


def _name(shop: Shop, attempt: Attempt) -> str:
    customer = shop.read_books().customers.get(attempt.customer)
    return customer.name if customer else attempt.customer

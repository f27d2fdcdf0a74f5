"""`pulsa ingatkan`: reminds customers of what they owe."""

from typing import TYPE_CHECKING

import click

from pulsa_cli.commands import help, options
from pulsa_cli.core import reminders
from pulsa_cli.core.kinds import NOT_SENT, SENT
from pulsa_cli.core.reminders import Attempt, Reminder
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Busy
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import reminders as shown
from pulsa_cli.show import today as shown_today
from pulsa_cli.trade import credit, reminding, today

if TYPE_CHECKING:
    from pulsa_cli.dialog.sending import Run

_SHOWN, _DONE = "ringkasan", "selesai"  # how far a day's work has come
_TRIES, _NO_LIMIT = 3, 0  # a day, of a reminder that the channel refuses: by a job, by a person


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
        _decide_doubted(shop, outcome, typed_ids, cashier, form)
    else:
        _remind_now(shop, send, once, cashier, form)


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


def _remind_now(shop: Shop, send: bool, once: bool, cashier: str, form: str) -> None:
    if form != "tabel":
        _list(shop, form)
    elif once:
        _once_a_day(shop, send)
    elif send:
        run = _send(shop, _NO_LIMIT)
        if run and not at_the_counter().here:
            _show_digest(shop)
        if run:
            run.require_all_sent()
    elif at_the_counter().here:
        _remind(shop, cashier)
    else:
        _show_digest(shop)
    if reminding.damaged(shop.problems):
        terminal.note(
            "Tidak ada yang diingatkan: ada catatan yang rusak, jadi hitungannya belum tentu benar."
        )


def _waiting(shop: Shop) -> list[Reminder]:
    return reminding.waiting(shop.read_books(), shop.policy.reminding, shop.problems)


def _list(shop: Shop, form: str) -> None:
    from pulsa_cli.dialog.reminding import written  # the digest, each morning, needs none of it

    waiting = [(reminder, written(shop, reminder)) for reminder in _waiting(shop)]
    columns.emit(waiting, shown.FIELDS, form, str)


def _show_digest(shop: Shop) -> None:
    """The day for the owner; silent where there is nothing to do."""
    books = shop.read_books()
    day = today.look(books, shop.settings.name, shop.policy.reminding, shop.problems)
    if not day.nothing:
        click.echo(shown_today.digest(day, books.receivables.debts(True, within=0)))


def _remind(shop: Shop, cashier: str) -> None:
    from pulsa_cli.dialog import walks
    from pulsa_cli.outside.opener import opened

    shop.require_ready()
    for line in credit.behind(shop.read_books()):
        terminal.note(line)
    if waiting := _waiting(shop):
        walks.remind(shop, at_the_counter(), waiting, opened, cashier)
    else:
        _say_nobody(shop)
    if count := len(shop.read_books().reminders.in_doubt()):
        terminal.note(f"{count} pengingat belum jelas terkirim: pulsa ingatkan --ragu")


def _say_nobody(shop: Shop) -> None:
    """Says that nobody is to be reminded, and why, if that is not for want of debts."""
    quiet = reminding.quiet(shop.policy.reminding, shop.read_books().now)
    if not reminding.damaged(shop.problems):
        reason = f": {quiet} (ledger/kebijakan.yaml)" if quiet else ""
        terminal.note(f"Tidak ada yang diingatkan sekarang{reason}.")


def _send(shop: Shop, most: int) -> "Run | None":
    """Sends what waits; None where another process is at it."""
    from pulsa_cli.dialog import sending
    from pulsa_cli.outside.channel import Channel

    shop.require_ready(alone=True)
    reminding.refuse_other_counter(shop.settings.channel.counter, shop.device.require_counter())
    channel = Channel(shop.root, shop.settings.channel)
    sending.require_agreed(at_the_counter(), channel)
    with shop.sending() as free:
        if not free:
            if at_the_counter().here:
                terminal.note("Pengingat sedang dikirim dari jendela lain.")
            return None
        if at_the_counter().here:
            for line in credit.behind(shop.read_books()):
                terminal.note(line)
            if not _waiting(shop):
                _say_nobody(shop)
        return sending.send_waiting(shop, channel, most)


def _once_a_day(shop: Shop, send: bool) -> None:
    """What a job that runs every hour does of it: nothing in quiet hours, the digest once, and
    sending until it has gone well."""
    today = shop.today.isoformat()
    day, state = shop.device.read_reminded()
    state = state if day == today else ""
    enough = (_DONE,) if send else (_SHOWN, _DONE)
    if state in enough or reminders.is_quiet_hour(shop.policy.reminding, shop.now):
        return
    if not send:
        _show_digest(shop)
        shop.device.keep_reminded(today, _SHOWN)
        return
    run = _send(shop, _TRIES)
    if run is None:
        return
    if not state:
        _show_digest(shop)
    well = run.went_well and not _damaged(shop)
    shop.device.keep_reminded(today, _DONE if well else _SHOWN)
    run.require_all_sent()


def _damaged(shop: Shop) -> bool:
    shop.read_books()  # what was appended since is read first
    return reminding.damaged(shop.problems)


def _decide_doubted(
    shop: Shop, outcome: str | None, typed_ids: tuple[str, ...], cashier: str, form: str
) -> None:
    """Decides what became of the reminders in doubt, as was said or as a person says of each; or
    lists them."""
    from pulsa_cli.dialog.reminding import decide, decide_each

    with shop.sending() as free:
        if not free:
            raise Busy("Pengingat sedang dikirim. Tunggu sampai selesai, lalu ulangi.")
        attempts = _attempts_meant(shop, typed_ids)
        person = at_the_counter(form != "tabel")
        if attempts and outcome:
            for attempt in attempts:
                decide(shop, attempt.id, outcome, cashier)
        elif attempts and person.here:
            decide_each(shop, person, attempts, cashier)
        else:
            _list_doubted(shop, attempts, form)


def _attempts_meant(shop: Shop, typed_ids: tuple[str, ...]) -> list[Attempt]:
    """The reminders with these ids; without any, all that are in doubt."""
    books, person = shop.read_books(), at_the_counter()
    if not typed_ids:
        return books.reminders.in_doubt()
    ids = [choosing.row(person, books, typed, REMINDERS.letter) for typed in typed_ids]
    return [books.reminders.attempt(id) for id in ids]


def _list_doubted(shop: Shop, attempts: list[Attempt], form: str) -> None:
    from pulsa_cli.dialog.reminding import name_of

    named = [(attempt, name_of(shop.read_books(), attempt)) for attempt in attempts]
    lines = [shown.doubted_brief(*pair) for pair in named]
    columns.emit(
        named,
        shown.IN_DOUBT,
        form,
        lambda: "\n".join(lines) or "Tidak ada pengingat yang belum jelas.",
    )

"""The options and arguments that commands share, and the shop that they get."""

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pulsa_cli import shop as shops
from pulsa_cli.commands import types
from pulsa_cli.core.kinds import PENDING, SUCCEEDED
from pulsa_cli.core.text import first_of
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import at_the_counter

if TYPE_CHECKING:
    from pulsa_cli.show.messages import Messages

FORMATS = ("tabel", "csv", "json")
_SHOWN = 10  # damaged lines in full; the others are counted

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="tabel",
    metavar="|".join(FORMATS),
    help="Bentuk hasil.",
)
yes_option = click.option(
    "-y", "--ya", "yes", is_flag=True, is_eager=True, help="Tanpa pertanyaan; langsung catat."
)
cashier_option = click.option(
    "--kasir", "cashier", type=types.Text(), default="", help="Siapa yang mencatat."
)
note_option = click.option(
    "--catatan", "note", type=types.Text(), default="", help="Keterangan bebas."
)
sn_option = click.option("--sn", type=types.Serial(), default="", help="Nomor seri dari pemasok.")
status_option = click.option(
    "--status",
    type=click.Choice((SUCCEEDED, PENDING)),
    default=SUCCEEDED,
    metavar="sukses|pending",
    help="Keadaan isi ulang.",
)
again_option = click.option(
    "--lagi", "again", is_flag=True, help="Memang dijual lagi: nomor dan produk yang sama."
)
method_option = click.option(
    "--cara",
    "method",
    type=types.Method(),
    default="",
    help="tunai, tf, qris, …: daftar di toko.yaml.",
)
tendered_option = click.option(
    "--dibayar",
    "tendered",
    type=types.Tender(),
    multiple=True,
    help="Uang yang diterima; beberapa cara: --dibayar tunai=10rb --dibayar qris=5rb.",
)
on_credit_option = click.option(
    "-k", "--hutang", "credit", is_flag=True, help="Yang belum dibayar jadi kasbon."
)
message_option = click.option(
    "--pesan",
    "message",
    is_flag=True,
    help="Tampilkan pesan untuk pelanggan, dengan tautan WhatsApp.",
)
term_option = click.option(
    "--tempo",
    "term",
    type=types.Words(),
    default="",
    metavar="KAPAN",
    help="Jatuh tempo kasbon: 7 hari, sabtu, tanggal 25, gajian, akhir bulan.",
)
back_option = click.option(
    "--kembali",
    "back",
    type=click.Choice(["tunai", "titipan", "nanti"]),
    metavar="tunai|titipan|nanti",
    help="Ke mana uang pembeli.",
)
reason_option = click.option("--alasan", "reason", type=types.Text(needed=True), help="Mengapa.")
force_option = click.option(
    "--tetap",
    "force",
    type=types.Text(needed=True),
    metavar="ALASAN",
    help="Tetap, walau aturan konter melarang.",
)
when_option = click.option(
    "--waktu",
    "when",
    type=types.Words(),
    metavar="WAKTU",
    default="",
    help="Kapan terjadinya: 10.30, 'kemarin 19.05'.",
)
as_of_option = click.option(
    "--per",
    "day",
    type=types.Words(),
    metavar="TANGGAL",
    default="",
    help="Seperti pada akhir hari itu: 31/10, kemarin, …",
)
only_customer_option = click.option(
    "--pelanggan", "typed_name", type=types.CustomerName(), default="", help="Hanya pelanggan ini."
)
debt_argument = click.argument("typed_id", metavar="ID/PELANGGAN", type=types.CustomerName())
id_argument = click.argument("typed_id", metavar="ID", type=types.SaleId())
complaint_argument = click.argument("typed_id", metavar="ID/NOMOR")
answer_option = click.option(
    "--jawab",
    "answers",
    multiple=True,
    metavar="LANGKAH=NILAI",
    help="Jawaban satu langkah, misalnya darurat=y; boleh beberapa.",
)
customer_argument = click.argument(
    "typed_name",
    metavar="PELANGGAN",
    type=types.CustomerName(),
    nargs=-1,
    required=True,
    callback=lambda ctx, param, words: " ".join(words),
)


class Brought(NamedTuple):
    """Money that a customer brings, as it was typed: whose and how much, the way to pay, and so
    on."""

    words: tuple[str, ...]
    method: str
    again: bool
    yes: bool
    when: str
    force: str | None
    cashier: str
    note: str


def brought(metavar: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options of a command that takes in money, which gets them as `Brought`."""
    taken = (
        click.argument(
            "words", metavar=metavar, type=types.CustomerName(), nargs=-1, required=True
        ),
        method_option,
        click.option(
            "--lagi", "again", is_flag=True, help="Memang dibayar lagi, jumlah yang sama."
        ),
        yes_option,
        when_option,
        force_option,
        cashier_option,
        note_option,
    )

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def wrapper(**options: Any) -> None:
            typed = Brought(**{name: options.pop(name) for name in Brought._fields})
            function(typed, **options)

        decorated: Callable[..., None] = wrapper
        for option in reversed(taken):
            decorated = option(decorated)
        return decorated

    return decorate


def with_shop(function: Callable[..., None]) -> Callable[..., None]:
    """Hands the shop to a command as its first argument.

    Lines in the ledgers that can't be understood are shown after the answer; exit code 3, unless
    a row was recorded: that has its own promise (design §7). Likewise what else keeps rows out of
    the answer or in danger, exit code 1. What lies after now is named by every command.
    """

    @click.pass_context
    @functools.wraps(function)
    def wrapper(ctx: click.Context, *args: Any, **kwargs: Any) -> None:
        shop = shops.find(ctx.find_root().params.get("toko") or "")
        shop.ask = _asked
        shop.tell, shop.progress = terminal.note, terminal.Progress("Menyiapkan indeks")
        try:
            function(shop, *args, **kwargs)
        finally:
            problems, troubles = shop.problems, [] if shop.recorded else shop.troubles
            ahead = shop.ahead
            if problems or troubles or ahead:
                terminal.flush()  # behind the answer, also where both go into one pipe
            for said in (
                *first_of(list(map(str, problems)), _SHOWN, "dan {} baris lain."),
                *first_of(troubles, _SHOWN, "dan {} hal lain."),
            ):
                terminal.warn(said)
            if ahead:
                terminal.warn(str(ahead))
        if (problems or troubles) and not shop.recorded:
            sys.stdout.flush()
            ctx.exit(3 if problems else 1)

    return wrapper


def _asked(question: str) -> bool | None:
    """A yes or no of whoever is at the terminal, where Enter is a no; None where nobody is."""
    person = at_the_counter()
    return person.confirm(question, assumed=False) if person.here else None


def messages_of(shop: shops.Shop) -> "Messages":
    """What writes this shop's messages to customers. Raises NotUnderstood for a mistake in the
    texts."""
    from pulsa_cli.show.messages import Messages  # hardly a command needs it

    return Messages(shop.texts, shop.now, shop.settings.name, shop.settings.methods)

"""`pulsa jual` without a number: one sale a line, for the queue."""

import itertools
import sys
from collections.abc import Iterator

import click

from pulsa_cli.commands import help
from pulsa_cli.commands._sale import sell
from pulsa_cli.commands._typed import Wanted
from pulsa_cli.core import money
from pulsa_cli.core.quote import Quote
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.shop import Shop

QUEUE_HELP = """\
Satu penjualan satu baris, lalu Enter:
  081234567890 10          pulsa 10.000 untuk nomor ini
  081234567890 S10 tf      kode produk, dibayar transfer
  081234567890 10 --harga 13rb --diskon 500
  budi 10 -k               kasbon untuk pelanggan Budi
Semua pilihan `pulsa jual --help` bisa dipakai. Baris kosong: selesai."""


def sell_queue(shop: Shop, defaults: Wanted, cmd: click.Command) -> None:
    """One sale a line, from a person or a pipe; a mistake in one line stops nothing. Each line is
    read as if it stood behind `cmd`, `pulsa jual`."""
    if defaults.sn or defaults.form != "tabel":
        raise WrongUse("--sn dan --format hanya untuk satu penjualan; tulis nomor dan produknya.")
    person = at_the_counter().here
    if person:
        import readline  # noqa: F401  (gives input() line editing and history)

        terminal.note("Satu baris satu penjualan: 081234567890 10   (? bantuan, Enter selesai)")
    sold: list[tuple[Row, Quote]] = []
    failed = 0
    try:
        for number, line in _lines(person):
            try:
                shop.begin()
                sold.append(sell(shop, _typed(line, defaults, cmd)))
            except (KeyboardInterrupt, EOFError):
                if not person:
                    raise
                terminal.note("\nBaris ini tidak dicatat.")
            except click.exceptions.Exit:  # `--help` in a line
                if not person:
                    failed += 1
                    terminal.note(f"baris {number}: tidak tercatat")
            except (PulsaError, click.ClickException) as error:
                if not person and not isinstance(error, (Refused, WrongUse, click.UsageError)):
                    raise  # not this line's fault: the next would fail as well
                failed += 1
                said = help.explain(error) if isinstance(error, click.ClickException) else error
                terminal.note(f"{said}" if person else f"baris {number}: {said}")
    except KeyboardInterrupt:
        terminal.note("")
        if not sold:
            raise
    if not sold and not failed and not person:
        raise WrongUse("Tidak ada penjualan. Contoh: pulsa jual 081234567890 10")
    terminal.note(_summary(sold))
    if failed and not person:
        raise Refused(f"{failed} baris tidak tercatat.")


def _lines(person: bool) -> Iterator[tuple[int, str]]:
    """Lines with their number, up to the end of input, or a person's first empty one; `?` is
    answered here."""
    for number in itertools.count(1):
        try:
            line = terminal.next_line("jual>") if person else _piped_line()
        except EOFError:
            terminal.note("")
            return
        if person and line == "?":
            terminal.note(QUEUE_HELP)
        elif line.strip():
            yield number, line
        elif person or not line:
            return


def _piped_line() -> str:
    terminal.listen()
    return sys.stdin.readline()


def _typed(line: str, defaults: Wanted, cmd: click.Command) -> Wanted:
    """A line of the queue, read as if it stood behind `pulsa jual`; options of the command
    itself hold where the line says nothing."""
    import shlex

    try:
        arguments = shlex.split(line)
    except ValueError:
        raise WrongUse("Tanda kutip di baris ini tidak berpasangan.") from None
    known = {
        name: value
        for name, value in defaults._asdict().items()
        if name not in ("words", "sn")
        and value is not None
        and (value != "" or name in ("credit", "prepaid"))
    }
    ctx = cmd.make_context("pulsa jual", arguments, default_map=known)
    if ctx.params["form"] != "tabel":
        raise WrongUse("--format hanya untuk satu penjualan, bukan saat antre.")
    return Wanted.of(ctx.params)


def _summary(sold: list[tuple[Row, Quote]]) -> str:
    """`3 penjualan · Rp36.000 (tunai Rp24.000, kasbon Rp12.000)`."""
    if not sold:
        return "Tidak ada penjualan dicatat."
    by_method: dict[str, int] = {}
    for row, quote in sold:
        prepaid = int(row["titipan"] or 0)
        for kind, amount in (
            ("tertahan", quote.carried),
            (row["cara"], quote.paid),
            ("titipan", prepaid),
            ("kasbon", quote.owed - prepaid),
        ):
            if amount:
                by_method[kind] = by_method.get(kind, 0) + amount
    parts = ", ".join(f"{method} {money.rupiah(amount)}" for method, amount in by_method.items())
    total = money.rupiah(sum(by_method.values()))
    return f"{len(sold)} penjualan · {total}" + (f" ({parts})" if parts else "")

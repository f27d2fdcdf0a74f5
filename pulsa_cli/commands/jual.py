"""`pulsa jual`: record a sale; without arguments, one sale a line for the queue."""
import itertools
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._corrections import refuse_twins, standing_twins, warn_same_sn
from pulsa_cli.core import dates, money, phone, selling, words
from pulsa_cli.core.sales import PENDING, SUCCESS, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.core.selling import Ambiguous, Choice, Quote
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.output import sales as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop

QUEUE_HELP = """\
Satu penjualan satu baris, lalu Enter:
  081234567890 10          pulsa 10.000 untuk nomor ini
  081234567890 S10 tf      kode produk, dibayar transfer
  081234567890 10 --harga 13rb --diskon 500
Semua pilihan `pulsa jual --help` bisa dipakai. Baris kosong: selesai."""


class Wanted(NamedTuple):
    """What was typed for one sale: the words, and the values of the options."""

    words: tuple[str, ...]
    price: int | None
    cost: int | None
    discount: int
    tendered: int | None
    method: str
    sn: str
    status: str
    again: bool
    force: str
    when: str
    cashier: str
    note: str
    yes: bool
    form: str


@_click.command(epilog="Tanpa NOMOR: satu penjualan satu baris, untuk saat antre.")
@click.argument("words", nargs=-1, metavar="[NOMOR PRODUK [CARA]]", type=_click.ProductCode())
@_click.yes_option
@click.option("--harga", "price", type=_click.Rupiah(), help="Harga jual kali ini.")
@click.option("--modal", "cost", type=_click.Rupiah(), help="Harga beli kali ini.")
@click.option("--diskon", "discount", type=_click.Rupiah(hundreds=True), default=0,
              help="Potongan harga.")
@click.option("--dibayar", "tendered", type=_click.Rupiah(),
              help="Uang yang diterima; kembaliannya dihitung.")
@click.option("--cara", "method", type=_click.Method(), default="",
              help="tunai, tf, qris, …: daftar di toko.yaml.")
@click.option("--sn", type=_click.Text(), default="", help="Nomor seri dari pemasok.")
@click.option("--status", type=click.Choice((SUCCESS, PENDING)), default=SUCCESS,
              metavar="sukses|pending", help="Keadaan isi ulang.")
@click.option("--lagi", "again", is_flag=True,
              help="Memang dijual lagi: nomor dan produk sama hari ini.")
@click.option("--tetap", "force", metavar="ALASAN", type=_click.Text(needed=True), default=None,
              help="Tetap jual walau aturan melarang.")
@click.option("--waktu", "when", metavar="WAKTU", default="",
              help="Kapan terjadinya: 10.30, 'kemarin 19.05'.")
@_click.cashier_option
@_click.note_option
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, **options: Any) -> None:
    """Catat penjualan: pulsa jual 081234567890 10"""
    wanted = Wanted(**{**options, "force": options["force"] or ""})
    if wanted.words:
        _sell(shop, wanted)
    else:
        _queue(shop, wanted)


def _sell(shop: Shop, wanted: Wanted) -> Row:
    """Records one sale, with questions where there is someone to ask."""
    shop.settings.require_name()
    shop.device.require_counter()
    asking = terminal.interactive() and not wanted.yes
    number, word, rest = words.split(wanted.words)
    method, again = _extras(shop, rest, wanted)
    word = word or _asked_product(number, asking)
    quote = _priced(_chosen(shop, number, word, wanted, asking), wanted, asking)
    row = _row(quote, wanted, method)
    day = shop.today
    if wanted.when:
        when = dates.parse_time(wanted.when, shop.now())
        row["waktu"], day = when.isoformat(), when.date()

    def twins() -> list[Sale]:
        return [] if again else standing_twins(shop, row["nomor"], row["produk"], day)

    for warning in quote.warnings:
        terminal.warn(warning)
    warn_same_sn(shop, wanted.sn)
    if asking:
        again = _confirmed(quote, twins()) or again

    def build() -> Row:
        refuse_twins(twins())
        return row

    return shop.record(SALES, build,
                       lambda recorded: _acknowledge(recorded, quote.change, wanted.form))


def _row(quote: Quote, wanted: Wanted, method: str) -> Row:
    product = quote.product
    return {"jenis": "jual", "nomor": phone.group(quote.number), "operator": product.operator,
            "produk": product.code, "nama": product.name,
            "modal": "" if quote.cost is None else str(quote.cost), "harga": str(quote.price),
            "diskon": str(quote.discount), "dibayar": str(quote.paid), "cara": method,
            "status": wanted.status, "sn": wanted.sn, "alasan": wanted.force,
            "kasir": wanted.cashier, "catatan": wanted.note}


def _acknowledge(row: Row, change: int, form: str) -> None:
    if form == "tabel":
        terminal.acknowledge(shown.recorded(row, change))
    else:
        terminal.acknowledge(tables.emit_one(shown.record(Sale(row)), shown.FIELDS, form))


def _asked_product(number: str, asking: bool) -> str:
    """The product that was not typed. Raises WrongUse without a person or an answer."""
    if len(phone.digits(number)) < 10:
        phone.normalise(number)  # the number is what is wrong; this says how
    word = terminal.ask(f"Produk untuk {phone.group(phone.digits(number))} (misalnya 10):") \
        if asking else ""
    if not word:
        raise WrongUse("Produk belum ditulis. Contoh: pulsa jual 081234567890 10")
    return word


def _extras(shop: Shop, rest: list[str], wanted: Wanted) -> tuple[str, bool]:
    """Way to pay, and whether a repeat is meant, from options and the words after the product."""
    again = wanted.again or "lagi" in rest
    named = [word for word in rest if word != "lagi"]
    if len(named) > 1:
        raise WrongUse(f"Kelebihan kata: {' '.join(named[1:])}.")
    typed = named[0] if named else wanted.method
    return shop.settings.method(typed) if typed else shop.settings.methods[0], again


def _chosen(shop: Shop, number: str, word: str, wanted: Wanted, asking: bool) -> Choice:
    """Number and product; where the number fits two operators, the seller says which."""
    try:
        return selling.choose(number, word, shop.products, shop.prefixes, bool(wanted.force))
    except Ambiguous as unclear:
        if not asking:
            raise
        place = terminal.pick("Kartu apa?", [f"{each.operator} ({each.code})"
                                             for each in unclear.products])
        return selling.choose(number, unclear.products[place].code, shop.products, shop.prefixes)


def _priced(choice: Choice, wanted: Wanted, asking: bool) -> Quote:
    """The quote; a price that the list does not have is asked for."""
    price = wanted.price
    if price is None and choice.product.price is None and asking:
        price = _click.Rupiah().convert(terminal.ask(f"Harga jual {choice.product.label}:"),
                                        None, None)
    return selling.quote(choice, price=price, cost=wanted.cost, discount=wanted.discount,
                         tendered=wanted.tendered)


def _confirmed(quote: Quote, twins: list[Sale]) -> bool:
    """Reads the sale back; returns whether a repeat of the same day was agreed to.

    Raises Refused when the answer is no: nothing is recorded.
    """
    for sale in twins:
        terminal.warn(shown.sold_before(sale))
    change = f" · kembalian {money.rupiah(quote.change)}" if quote.change else ""
    question = " Jual lagi?" if twins else ""
    if not terminal.confirm(f"{shown.read_back(quote)}{change}{question}", assumed=not twins):
        raise Refused("Tidak dicatat.")
    return bool(twins)


def _queue(shop: Shop, defaults: Wanted) -> None:
    """One sale a line, from a person or a pipe; a mistake in one line stops nothing."""
    if defaults.sn or defaults.form != "tabel":
        raise WrongUse("--sn dan --format hanya untuk satu penjualan; tulis nomor dan produknya.")
    person = terminal.interactive()
    if person:
        import readline  # noqa: F401  (gives input() line editing and history)
        terminal.note("Satu baris satu penjualan: 081234567890 10   "
                      "(? bantuan, Enter selesai)")
    sold: list[Row] = []
    failed = 0
    try:
        for number, line in _lines(person):
            try:
                shop.reread()
                sold.append(_sell(shop, _typed(line, defaults)))
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
                said = _click.explain(error) if isinstance(error, click.ClickException) else error
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


def _typed(line: str, defaults: Wanted) -> Wanted:
    """A line of the queue, read as if it stood behind `pulsa jual`; options of the command
    itself hold where the line says nothing."""
    import shlex

    try:
        arguments = shlex.split(line)
    except ValueError:
        raise WrongUse("Tanda kutip di baris ini tidak berpasangan.") from None
    known = {name: value for name, value in defaults._asdict().items()
             if name not in ("words", "sn") and value not in (None, "")}
    ctx = cmd.make_context("pulsa jual", arguments, default_map=known)
    if ctx.params["form"] != "tabel":
        raise WrongUse("--format hanya untuk satu penjualan, bukan saat antre.")
    return Wanted(**{**ctx.params, "force": ctx.params["force"] or ""})


def _summary(sold: list[Row]) -> str:
    """`3 penjualan · Rp36.000 (tunai Rp24.000, transfer Rp12.000)`."""
    if not sold:
        return "Tidak ada penjualan dicatat."
    by_method: dict[str, int] = {}
    for row in sold:
        by_method[row["cara"]] = by_method.get(row["cara"], 0) + int(row["dibayar"])
    parts = ", ".join(f"{method} {money.rupiah(amount)}" for method, amount in by_method.items())
    return f"{len(sold)} penjualan · {money.rupiah(sum(by_method.values()))} ({parts})"

"""`pulsa jual`: record a sale; without arguments, one sale a line for the queue."""

from collections.abc import Mapping
from typing import Any

import click

from pulsa_cli.commands import help, types
from pulsa_cli.commands import options as shared
from pulsa_cli.core import phone
from pulsa_cli.core.words import of_line
from pulsa_cli.dialog import queue, selling
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.dialog.selling import Sold, Typed
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop


@help.command(epilog="Tanpa NOMOR: satu penjualan satu baris, untuk saat antre.")
@click.argument(
    "words", nargs=-1, metavar="[NOMOR/PELANGGAN PRODUK [CARA]]", type=types.ProductCode()
)
@shared.yes_option
@click.option("--harga", "price", type=types.Rupiah(), help="Harga jual kali ini.")
@click.option("--modal", "cost", type=types.Rupiah(), help="Harga beli kali ini.")
@click.option(
    "--diskon",
    "discount",
    type=types.Rupiah(hundreds=True),
    help="Potongan harga; menggantikan kartu langganan.",
)
@shared.tendered_option
@shared.method_option
@click.option(
    "-k",
    "--hutang",
    "credit",
    is_flag=False,
    flag_value="",
    default=None,
    type=types.CustomerName(),
    metavar="[PELANGGAN]",
    help="Kasbon; tanpa nama: milik siapa nomornya.",
)
@click.option(
    "--titipan",
    "prepaid",
    is_flag=False,
    flag_value="",
    default=None,
    type=types.CustomerName(),
    metavar="[PELANGGAN]",
    help="Dibayar dari uang titipannya.",
)
@shared.term_option
@shared.message_option
@shared.sn_option
@shared.status_option
@shared.again_option
@shared.force_option
@shared.when_option
@shared.cashier_option
@shared.note_option
@shared.format_option
@shared.with_shop
def cmd(shop: Shop, **options: Any) -> None:
    """Catat penjualan: pulsa jual 081234567890 10

    Kasbon: pulsa jual 081234567890 10 -k budi, atau pulsa jual budi 10 -k
    """
    person = at_the_counter(options["yes"])
    if options["words"]:
        _sell(shop, person, options)
        return
    _refuse_contradictions(options)
    if options["sn"] or options["form"] != "tabel":
        raise WrongUse("--sn dan --format hanya untuk satu penjualan; tulis nomor dan produknya.")

    def sell_line(line: str) -> Sold:
        shop.begin()
        typed = _line(line, options)
        return _sell(shop, at_the_counter(typed["yes"]), typed)

    queue.sell_lines(at_the_counter(), sell_line)


def _sell(shop: Shop, person: Person, options: Mapping[str, Any]) -> Sold:
    """One sale, from the options of the command to the row on disk. Raises Refused, WrongUse."""
    typed = _typed(options)
    shop.require_ready()
    # A mistake in the texts is told before the sale, not behind it.
    messages = shared.messages_of(shop) if options["message"] else None
    offer = selling.offer(person, shop, selling.read(person, shop, typed))
    signed = {"kasir": options["cashier"], "catatan": options["note"]}
    sold = selling.record(person, shop, offer, signed)
    selling.acknowledge(shop, sold, options["form"], messages)
    return sold


def _typed(options: Mapping[str, Any]) -> Typed:
    """The options as a sale was typed. Raises WrongUse where two contradict each other."""
    _refuse_contradictions(options)
    credit, prepaid = options["credit"], options["prepaid"]
    return Typed(
        options["words"],
        account=selling.account_of(credit is not None, prepaid is not None),
        name=credit or prepaid or "",
        price=options["price"],
        cost=options["cost"],
        discount=options["discount"],
        tendered=options["tendered"],
        method=options["method"],
        term=options["term"],
        when=options["when"],
        again=options["again"],
        force=options["force"] or "",
        status=options["status"],
        sn=options["sn"],
    )


def _refuse_contradictions(options: Mapping[str, Any]) -> None:
    words, credit, prepaid = options["words"], options["credit"], options["prepaid"]
    selling.account_of(credit is not None, prepaid is not None)
    if options["message"] and options["form"] != "tabel":
        raise WrongUse("--pesan dan --format tidak bisa bersama.")
    if len(words) == 1:
        _refuse_swallowed(credit or prepaid or "", words[0])
    if words and credit is None and (options["term"] or options["message"]):
        raise WrongUse("--tempo dan --pesan hanya untuk kasbon; tambahkan -k.")


def _refuse_swallowed(name: str, word: str) -> None:
    """Raises WrongUse where -k took the number for a name."""
    if name[:1].isdigit() and phone.is_mobile(name):
        raise WrongUse(
            f"{name} terbaca sebagai nama sesudah -k. Tulis -k di belakang: "
            f"pulsa jual {name} {word} -k"
        )


def _line(line: str, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a line of the queue, read as if it stood behind `pulsa jual`; those of the
    command itself count where the line says nothing. Raises WrongUse, Helped."""
    given = {
        name: default
        for name, default in defaults.items()
        if name not in ("words", "sn")
        and default is not None
        and (default != "" or name in ("credit", "prepaid"))
    }
    try:
        options: dict[str, Any] = cmd.make_context(
            "pulsa jual", of_line(line), default_map=given
        ).params
    except click.exceptions.Exit:
        raise queue.Helped from None
    except click.ClickException as error:
        raise WrongUse(help.explain(error)) from None
    if not options["words"]:
        raise WrongUse("Tulis nomor dan produknya, misalnya: 081234567890 10")
    if options["form"] != "tabel":
        raise WrongUse("--format hanya untuk satu penjualan, bukan saat antre.")
    return options

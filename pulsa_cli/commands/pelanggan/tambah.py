"""`pulsa pelanggan tambah`: registers a customer."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core import terms
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog.customers import new_name, register
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.trade import customers
from pulsa_cli.trade.customers import stored_number


@help.command()
@click.argument("name", metavar="NAMA", nargs=-1, required=True)
@click.option(
    "--nomor",
    "numbers",
    multiple=True,
    metavar="NOMOR",
    help="Nomor HP atau meter; boleh beberapa kali.",
)
@click.option("--kode", "code", default="", metavar="KODE", help="Sebutan singkat, misalnya bs.")
@click.option(
    "--tempo",
    "term",
    type=types.Words(),
    default="",
    metavar="TEMPO",
    help="Tempo kasbonnya sendiri: 7 hari, gajian, tanggal 25.",
)
@click.option("--batas", "limit", type=types.Rupiah(), help="Batas kasbonnya sendiri.")
@click.option(
    "--gajian",
    "payday",
    type=types.Words(),
    default="",
    metavar="TANGGAL",
    help="Tanggal gajian: 1 sampai 31, atau 'akhir bulan'.",
)
@options.yes_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    name: tuple[str, ...],
    numbers: tuple[str, ...],
    code: str,
    term: str,
    limit: int | None,
    payday: str,
    yes: bool,
    cashier: str,
    note: str,
) -> None:
    """Daftarkan pelanggan: pulsa pelanggan tambah Budi Santoso --nomor 081234567890"""
    person = at_the_counter(yes)
    wanted, within = new_name(person, " ".join(name))
    known = [*map(stored_number, numbers), *within]
    row: Row = {
        "nama": wanted,
        "kode": customers.checked_code(code, shop),
        "kasir": cashier,
        "catatan": note,
        "nomor": " ".join(dict.fromkeys(known)),
        "tempo": terms.check_term(term) if term else "",
        "batas": "" if limit is None else str(limit),
        "gajian": str(terms.parse_payday(payday)) if payday else "",
    }
    shop.require_ready()
    namesakes = customers.namesakes(shop.read_books(), wanted, bool(known or code))
    if namesakes:
        person.agree(f"Sudah ada: {namesakes}. Ini orang lain?", assumed=False)
    register(shop, row)

"""`pulsa pelanggan ubah`: changes what is known of a customer."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core import terms
from pulsa_cli.core.schema import PEOPLE, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.trade import customers
from pulsa_cli.trade.customers import checked_name, stored_number


@help.command()
@options.customer_argument
@click.option("--nama", "name", type=types.Name(), default="", help="Nama yang baru.")
@click.option(
    "--nomor",
    "numbers",
    multiple=True,
    metavar="NOMOR",
    help="Nomor tambahan; boleh beberapa kali.",
)
@click.option(
    "--lepas", "gone", multiple=True, metavar="NOMOR", help="Nomor yang bukan miliknya lagi."
)
@click.option("--kode", "code", default="", metavar="KODE", help="Sebutan singkat; - = hapus.")
@click.option(
    "--tempo",
    "term",
    default="",
    type=types.Clearable(terms.check_term),
    metavar="TEMPO",
    help="Tempo kasbonnya sendiri; - = seperti aturan konter.",
)
@click.option(
    "--batas",
    "limit",
    default="",
    type=types.Clearable(),
    metavar="JUMLAH",
    help="Batas kasbonnya sendiri; - = seperti aturan konter.",
)
@click.option(
    "--gajian",
    "payday",
    default="",
    type=types.Clearable(terms.parse_payday),
    metavar="TANGGAL",
    help="Tanggal gajian; - = hapus.",
)
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_name: str,
    name: str,
    numbers: tuple[str, ...],
    gone: tuple[str, ...],
    code: str,
    term: str,
    limit: str,
    payday: str,
    cashier: str,
    note: str,
) -> None:
    """Ubah pelanggan: pulsa pelanggan ubah budi --gajian 25 --tempo gajian"""
    changes: Row = {
        "nama": checked_name(name, "pulsa pelanggan ubah … --nama {}") if name else "",
        "kode": customers.checked_code(code, shop),
        "nomor": " ".join(dict.fromkeys(map(stored_number, numbers))),
        "lepas": " ".join(dict.fromkeys(map(stored_number, gone))),
        "tempo": term,
        "batas": limit,
        "gajian": payday,
    }
    if not any(changes.values()):
        raise WrongUse("Belum ada yang diubah. Contoh: pulsa pelanggan ubah budi --gajian 25")
    customer = chosen(at_the_counter(), shop.read_books(), typed_name)

    with shop.writing():
        row = customers.change(shop.read_books(), customer, changes)
        recorded = shop.append(PEOPLE, {**row, "kasir": cashier, "catatan": note})
    said = ", ".join(
        f"{field} {value.replace(' ', ', ') if field in ('nomor', 'lepas') else value}"
        for field, value in changes.items()
        if value
    )
    terminal.acknowledge(f"Tercatat {recorded['id']}: {customer.called} · {said}")

"""`pulsa pelanggan satukan`: two records are one person."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core.schema import PEOPLE, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import chosen, described
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show.credit import money_now


@help.command()
@click.argument("typed_client", metavar="KE", type=types.Client())
@click.argument("other", metavar="DARI", type=types.Client())
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_client: str, other: str, yes: bool, cashier: str) -> None:
    """Dua catatan, satu orang: pulsa pelanggan satukan "budi santoso" budi

    Nomor, kasbon dan titipan DARI menjadi milik KE. Keliru? pulsa batal dengan id-nya.
    """
    person = at_the_counter(yes)
    kept, gone = (
        chosen(person, shop.read_books(), typed_client),
        chosen(person, shop.read_books(), other),
    )
    if kept.id == gone.id:
        raise Refused(f"{kept.called} dan {gone.called} sudah satu orang.")
    if person.here and not person.confirm(f"{described(gone)} menjadi {described(kept)}?"):
        raise Refused("Tidak dicatat.")
    told: list[str] = []

    def build() -> Row:
        both = shop.read_books().customers.account(kept._replace(ids=kept.ids + gone.ids))
        told.append(money_now(both))
        return {"jenis": "satukan", "ref": kept.id, "dari": gone.id, "kasir": cashier}

    shop.record(
        PEOPLE,
        build,
        lambda row: terminal.acknowledge(
            f"Tercatat {row['id']}: {gone.called} sekarang {kept.called} · {told[-1]}"
        ),
    )

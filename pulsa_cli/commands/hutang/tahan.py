"""`pulsa hutang tahan`: a debt that the customer disputes: counted, but not asked for."""

import click

from pulsa_cli.commands import _debts, help, options
from pulsa_cli.commands._debts import Claim
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop

_EXAMPLE = 'pulsa hutang tahan J6 --alasan "katanya sudah bayar"'


@help.command()
@options.debt_argument
@options.reason_option
@click.option("--lepas", "release", is_flag=True, help="Sudah jelas; ditagih lagi seperti biasa.")
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(
    shop: Shop, typed_id: str, reason: str | None, release: bool, yes: bool, cashier: str
) -> None:
    """Kasbon yang dipersoalkan pelanggan: pulsa hutang tahan J6 --alasan "katanya sudah bayar"

    Tetap dihitung, tetapi tidak ditagih dan tidak ikut dibayar sampai dilepas (--lepas).
    """
    shop.settings.require_name()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    given = reason or "" if release else _debts.asked_reason(reason, None, person, _EXAMPLE)

    def build(claim: Claim) -> Row:
        if claim.debt.on_hold != release:
            raise Refused(f"{debt.id} {'tidak sedang' if release else 'sudah'} ditahan.")
        return {"jenis": "lepas" if release else "tahan", "alasan": given, "kasir": cashier}

    verb = "dilepas, ditagih lagi" if release else "ditahan"
    _debts.change(shop, debt, build, lambda row: verb, f"{verb}. Benar?", person)

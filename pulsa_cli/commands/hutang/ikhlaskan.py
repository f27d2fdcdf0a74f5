"""`pulsa hutang ikhlaskan`: writes off what remains of a debt."""

from pulsa_cli.commands import _debts, help, options
from pulsa_cli.commands._debts import Claim
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import Row
from pulsa_cli.dialog import choosing
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop

_EXAMPLE = 'pulsa hutang ikhlaskan J6 --alasan "pindah kota"'


@help.command()
@options.debt_argument
@options.reason_option
@options.yes_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, reason: str | None, yes: bool, cashier: str) -> None:
    """Hapus sisa kasbon yang tidak akan dibayar: pulsa hutang ikhlaskan J6 --alasan "pindah kota"

    Keliru? pulsa batal dengan id catatannya.
    """
    shop.settings.require_name()
    person = at_the_counter(yes)
    debt = choosing.debt(person, shop.read_books(), typed_id)
    given = _debts.asked_reason(reason, None, person, _EXAMPLE)

    def build(claim: Claim) -> Row:
        return {
            "jenis": "ikhlaskan",
            "jumlah": str(claim.debt.left),
            "alasan": given,
            "kasir": cashier,
        }

    _debts.change(
        shop,
        debt,
        build,
        lambda row: f"diikhlaskan {rupiah(int(row['jumlah']))}",
        f"ikhlaskan {rupiah(debt.left)}?",
        person,
    )

"""`pulsa titipan terima`: money of a customer; it pays what is owed, the rest is kept."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.commands._people import money_now, who
from pulsa_cli.core.account import PAYMENT
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import MONEY, Row
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@click.argument("words", metavar="PELANGGAN JUMLAH", type=_click.Client(), nargs=-1, required=True)
@click.option("--cara", "method", type=_click.Method(), default="", help="tunai, tf, qris, …")
@_click.yes_option
@_click.cashier_option
@_click.note_option
@_click.with_shop
def cmd(shop: Shop, words: tuple[str, ...], method: str, yes: bool, cashier: str,
        note: str) -> None:
    """Terima uang titipan: pulsa titipan terima budi 50rb

    Kalau masih ada kasbon, itu dibayar dulu; sisanya jadi uang titipan.
    """
    if len(words) < 2:
        raise WrongUse("Tulis pelanggan, lalu jumlahnya: pulsa titipan terima budi 50rb")
    amount: int = _click.Rupiah().convert(words[-1], None, click.get_current_context())
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    shop.settings.require_name()
    asking = terminal.interactive() and not yes
    customer = who(shop, " ".join(words[:-1]), asking)
    method = shop.settings.method(method) if method else shop.settings.methods[0]
    before = shop.clients.standing(customer)
    if asking and not terminal.confirm(f"{customer.called}: {rupiah(amount)} {method} · "
                                       f"{_split(before.payable, amount)}. Benar?"):
        raise Refused("Tidak dicatat.")
    told: list[str] = []

    def build() -> Row:
        standing = shop.clients.standing(customer)
        after = standing.after(received=amount)
        told.append(f"{_split(standing.payable, amount)} · "
                    f"{money_now(after.owed, after.balance)}")
        return {"jenis": PAYMENT, "pelanggan": customer.id, "jumlah": str(amount), "cara": method,
                "kasir": cashier, "catatan": note}

    shop.record(MONEY, build, lambda row: terminal.acknowledge(
        f"Tercatat {row['id']}: {rupiah(amount)} {method} dari {customer.called} · {told[-1]}"))


def _split(owed: int, amount: int) -> str:
    """What goes to old debt and what is kept, in rupiah: `Rp12.000 kasbon, Rp38.000 titip`."""
    paid = min(owed, amount)
    parts = [f"{rupiah(paid)} untuk kasbon"] if paid else []
    if amount > paid:
        parts.append(f"{rupiah(amount - paid)} dititipkan")
    return ", ".join(parts)

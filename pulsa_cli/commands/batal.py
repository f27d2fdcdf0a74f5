"""`pulsa batal`: voids a row that was recorded by mistake, by another row that names it."""
import click

from pulsa_cli.commands import _click
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import VOID, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.output import sales as shown
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


@_click.command()
@_click.id_argument
@click.option("--alasan", "reason", type=_click.Text(needed=True), help="Mengapa dibatalkan.")
@_click.cashier_option
@_click.with_shop
def cmd(shop: Shop, typed_id: str, reason: str | None, cashier: str) -> None:
    """Batalkan catatan yang salah tulis: pulsa batal J17 --alasan "salah produk"

    Catatannya tetap ada dan terbaca; pembatalan adalah catatan baru. Untuk isi ulang yang gagal
    pakai: pulsa transaksi gagal ID
    """
    id = shop.books.find(typed_id)
    if reason is None:
        reason = _asked_reason(shop, id)
    given = reason

    def build() -> Row:
        sale = shop.books.sale(id)
        _refuse_built_on(sale, id)
        back = max(sale.paid - sale.returned, 0) if id == sale.id else 0
        return {"jenis": VOID, "ref": id, "kembali": str(back), "cara": sale.row["cara"],
                "alasan": given, "kasir": cashier}

    def acknowledge(row: Row) -> None:
        back = int(row["kembali"])
        money = f" · {rupiah(back)} {row['cara']} keluar dari catatan" if back else ""
        terminal.acknowledge(f"Tercatat {row['id']}: {id} dibatalkan{money}")

    shop.record(SALES, build, acknowledge)


def _asked_reason(shop: Shop, id: str) -> str:
    if not terminal.interactive():
        raise WrongUse("--alasan belum ditulis. Contoh: pulsa batal J17 --alasan \"salah produk\"")
    terminal.note(shown.brief(shop.books.sale(id)))
    reason = terminal.ask(f"Alasan membatalkan {id}:")
    text: str = _click.Text().convert(reason, None, None)
    if not text:
        raise WrongUse("Alasan belum ditulis; tidak ada yang dibatalkan.")
    return text


def _refuse_built_on(sale: Sale, id: str) -> None:
    """Raises Refused for a row that is void, that is a void, or that later money rows of its sale
    build on: those have to be voided first, so that no rupiah is given back twice or lost."""
    if id in sale.undone or id == sale.id and sale.status == VOID:
        raise Refused(f"{id} sudah dibatalkan.")
    kinds = {row["id"]: row["jenis"] for row in sale.history}
    if kinds.get(id) == VOID:
        raise Refused(f"{id} adalah pembatalan dan tidak bisa dibatalkan. Catat lagi yang benar.")
    if kinds.get(id) in ("sn", "sukses"):
        return
    later = [sale.repeated_by] if sale.repeated_by else []
    for row in reversed(sale.history):
        if row["id"] == id:
            break
        if row["jenis"] in ("gagal", "kembali", "salah-nomor") and row["id"] not in sale.undone:
            later.insert(0, row["id"])
    if later:
        raise Refused(f"{id} sudah dilanjutkan dengan {', '.join(later)}. Batalkan dulu: "
                      f"pulsa batal {later[-1]}")

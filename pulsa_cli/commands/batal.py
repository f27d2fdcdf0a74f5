"""`pulsa batal`: voids a row that was recorded by mistake, by another row that names it."""
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
@_click.reason_option
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
        back = _judge_sale(sale) if id == sale.id else _judge_correction(sale, id)
        return {"jenis": VOID, "ref": id, "kembali": str(back), "alasan": given, "kasir": cashier}

    def acknowledge(row: Row) -> None:
        back = int(row["kembali"])
        money = f" · {rupiah(back)} dikembalikan" if back else ""
        terminal.acknowledge(f"Tercatat {row['id']}: {id} dibatalkan{money}")

    shop.record(SALES, build, acknowledge)


def _asked_reason(shop: Shop, id: str) -> str:
    if not terminal.interactive():
        raise WrongUse("--alasan belum ditulis. Contoh: pulsa batal J17 --alasan \"salah produk\"")
    terminal.note(shown.brief(shop.books.sale(id)))
    reason = terminal.ask(f"Alasan membatalkan {id}: ")
    text: str = _click.Text(needed=True).convert(reason, None, None)
    return text


def _judge_sale(sale: Sale) -> int:
    """The money to hand back, in rupiah. Raises Refused where the sale can't be voided."""
    if sale.status == VOID:
        raise Refused(f"{sale.id} sudah dibatalkan.")
    if sale.repeated_by:
        raise Refused(f"{sale.id} sudah diulang sebagai {sale.repeated_by}. Batalkan yang itu "
                      "dulu.")
    return max(sale.paid - sale.returned, 0)


def _judge_correction(sale: Sale, id: str) -> int:
    """No money moves, in rupiah. Raises Refused where later rows build on this one."""
    if id in sale.undone:
        raise Refused(f"{id} sudah dibatalkan.")
    row = next(row for row in sale.history if row["id"] == id)
    if row["jenis"] in ("gagal", "salah-nomor"):
        later = [each["id"] for each in sale.history
                 if each["jenis"] == "kembali" and each["id"] not in sale.undone]
        if blocking := later + [sale.repeated_by] * bool(sale.repeated_by):
            raise Refused(f"{id} sudah dilanjutkan dengan {', '.join(blocking)}. Batalkan yang "
                          "itu dulu.")
    return 0

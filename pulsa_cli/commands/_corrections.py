"""What the commands that correct a sale share: find it, judge it under the lock, record a row."""
from collections.abc import Callable
from datetime import date

from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import FAILED, PENDING, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.errors import Refused
from pulsa_cli.output import sales as shown
from pulsa_cli.output import terminal
from pulsa_cli.shop import Shop


def correct(shop: Shop, typed_id: str, build: Callable[[Sale], Row],
            said: Callable[[Sale, Row], str]) -> None:
    """Records the row that `build` makes for the sale meant by `typed_id`, then prints what
    `said` returns: its first line is the result, the others tell what can be done next.

    `build` may raise Refused; the sale it gets is read under the lock.
    """
    id = shop.books.find(typed_id)
    judged: list[Sale] = []

    def build_row() -> Row:
        judged.append(shop.books.sale(id))
        if judged[0].id != id:
            raise Refused(f"{id} adalah pembetulan untuk {judged[0].id}. Tulis id penjualannya.")
        return {"ref": judged[0].id, **build(judged[0])}

    def acknowledge(row: Row) -> None:
        result, *hints = said(judged[0], row).split("\n")
        terminal.acknowledge(f"Tercatat {row['id']}: {result}")
        for hint in hints:
            terminal.note(hint)

    shop.record(SALES, build_row, acknowledge)


def named(sale: Sale) -> str:
    """`A-261121-J017 (0812-3456-7890, Pulsa 10.000)`."""
    return f"{sale.id} ({sale.number}, {sale.row['nama']})"


def require_standing(sale: Sale) -> None:
    """Raises Refused for a sale that failed, was voided or went to a wrong number."""
    if not sale.stands:
        raise Refused(f"{named(sale)} sudah dicatat {sale.status}. Kalau itu keliru, lihat "
                      f"catatannya: pulsa transaksi lihat {sale.id}, lalu pulsa batal ID.")


def warn_same_sn(shop: Shop, sn: str, but: str = "") -> None:
    """Warns of every other sale that has this SN."""
    for sale in shop.books.with_sn(sn):
        if sale.id != but:
            terminal.warn(f"SN ini juga dipakai {shown.brief(sale)}. "
                          "Periksa di aplikasi pemasok.")


def standing_twins(shop: Shop, number: str, product: str, day: date) -> list[Sale]:
    """Sales of that day to a number (as stored) of a product (its code) that stand."""
    return [sale for sale in shop.books.sales_to(number, day)
            if sale.stands and sale.row["produk"] == product]


def refuse_twins(twins: list[Sale]) -> None:
    """Raises Refused where the same number and product were sold that day."""
    if twins:
        raise Refused(f"{shown.sold_before(twins[0])} "
                      "Kalau memang dijual lagi, tambahkan --lagi.")


def succeed(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Records that a pending top-up went through."""
    def build(sale: Sale) -> Row:
        require_standing(sale)
        if sale.status != PENDING:
            raise Refused(f"{named(sale)} sudah sukses.")
        warn_same_sn(shop, sn, but=sale.id)
        return {"jenis": "sukses", "sn": sn, "kasir": cashier}

    correct(shop, typed_id, build, lambda sale, row: f"{named(sale)} sukses")


def fail(shop: Shop, typed_id: str, give_back: bool, cashier: str, note: str = "") -> None:
    """Records that a top-up failed, with the money handed back in cash or kept for now; or,
    for one that had failed before, that the money was handed back now."""
    def build(sale: Sale) -> Row:
        row = {"kembali": str(received(sale)) if give_back else "0", "kasir": cashier,
               "catatan": note, "jenis": "gagal", "cara": "tunai" if give_back else ""}
        if sale.held and give_back:
            return {**row, "jenis": "kembali", "kembali": str(sale.held)}
        if sale.status == FAILED:
            raise Refused(f"{named(sale)} sudah dicatat gagal{_where_money_is(sale)}.")
        require_standing(sale)
        return row

    def said(sale: Sale, row: Row) -> str:
        returned = int(row["kembali"])
        if row["jenis"] == "kembali":
            return f"{rupiah(returned)} dikembalikan untuk {named(sale)}"
        if returned:
            return f"{named(sale)} gagal · {rupiah(returned)} dikembalikan"
        kept = received(sale)
        return f"{named(sale)} gagal" + (
            f" · {rupiah(kept)} masih di konter\nIsi lagi: pulsa transaksi ulang {sale.id}\n"
            f"Kembalikan: pulsa transaksi gagal {sale.id} --kembali tunai" if kept else "")

    correct(shop, typed_id, build, said)


def received(sale: Sale) -> int:
    """The buyer's money that is in a standing sale, in rupiah."""
    return max(0, sale.left)


def _where_money_is(sale: Sale) -> str:
    if sale.held:
        return (f"; {rupiah(sale.held)} masih di konter. Kembalikan dengan: "
                f"pulsa transaksi gagal {sale.id} --kembali tunai")
    return f" dan diulang sebagai {sale.repeated_by}" if sale.repeated_by else ""

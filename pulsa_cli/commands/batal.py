"""`pulsa batal`: voids a row that was recorded by mistake, by another row that names it."""

from collections.abc import Callable

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import account_after, accounts_after
from pulsa_cli.core.kinds import BEGUN, PAYMENT, TAKEN, VOID
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import TITIPAN, Sale
from pulsa_cli.core.schema import COMPLAINTS, MONEY, ORDERS, PEOPLE, REMINDERS, SALES, Row, Table
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import sales as shown

Made = tuple[Row, str]  # what the row of a void says, and the end of its acknowledgement


@help.command()
@options.id_argument
@click.option("--alasan", "reason", type=types.Text(needed=True), help="Mengapa dibatalkan.")
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, reason: str | None, cashier: str) -> None:
    """Batalkan catatan yang salah tulis: pulsa batal J17 --alasan "salah produk"

    J17 penjualan, H3 uang pelanggan, P2 pelanggan, O4 pesanan, K1 keluhan, R1 pengingat.
    Catatannya tetap ada dan terbaca; pembatalan adalah catatan baru. Untuk isi ulang yang gagal
    pakai: pulsa transaksi gagal ID. Untuk pesanan yang tidak jadi: pulsa pesanan batal ID
    """
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id, "JHPOKR")
    given = _asked_reason(shop, id) if reason is None else reason
    table, make = _KINDS[id.rpartition("-")[2][0]]
    ends: list[str] = []

    def build() -> Row:
        row, end = make(shop, id)
        ends.append(end)
        return {"jenis": VOID, "ref": id, "alasan": given, "kasir": cashier, **row}

    shop.record(
        table,
        build,
        lambda row: terminal.acknowledge(f"Tercatat {row['id']}: {id} dibatalkan{ends[-1]}"),
    )


def _void_sale(shop: Shop, id: str) -> Made:
    sale = shop.read_books().sales.get(id)
    _refuse_built_on(sale, id)
    back = max(sale.paid - sale.returned, 0) if id == sale.id else 0
    row = {"kembali": str(back), "cara": sale.method}
    end = f" · {rupiah(back)} {sale.method} keluar dari catatan" if back else ""
    void = shop.read_books().foreseen(SALES, {"jenis": VOID, "ref": id, **row})
    return row, end + accounts_after(shop, sale, void)


def _void_money(shop: Shop, id: str) -> Made:
    row = shop.read_books().row(id)
    _refuse_void(shop, row)
    made = {"pelanggan": row["pelanggan"]}
    end = ""
    if row["jenis"] in (PAYMENT, TAKEN):
        verb = "keluar dari" if row["jenis"] == PAYMENT else "kembali ke"
        end = f" · {rupiah(int(row['jumlah']))} {row['cara']} {verb} catatan"
    void = shop.read_books().foreseen(MONEY, {"jenis": VOID, "ref": id, **made})
    return made, end + account_after(shop, row["pelanggan"], void)


def _void_customer(shop: Shop, id: str) -> Made:
    row = shop.read_books().row(id)
    _refuse_void(shop, row)
    customer = shop.read_books().customers.get(id)
    if (
        row["jenis"] == "tambah"
        and customer
        and (shop.read_books().customers.uses(customer) or len(customer.ids) > 1)
    ):
        raise Refused(
            f"{customer.called} sudah punya catatan. Kalau terdaftar dua kali: "
            "pulsa pelanggan satukan"
        )
    return {}, f" · {row['nama']}" if row["nama"] else ""


def _void_order(shop: Shop, id: str) -> Made:
    row = shop.read_books().row(id)
    _refuse_void(shop, row)
    found = shop.read_books().orders.get_open(id)
    _refuse_continued(id, found.order.sales)
    back = 0 if row["cara"] == TITIPAN else found.kept
    made = {"pelanggan": row["pelanggan"], "kembali": str(back), "cara": row["cara"]}
    end = f" · {rupiah(back)} {row['cara']} keluar dari catatan" if back else ""
    void = shop.read_books().foreseen(ORDERS, {"jenis": VOID, "ref": id, **made})
    return made, end + account_after(shop, row["pelanggan"], void)


def _void_complaint(shop: Shop, id: str) -> Made:
    row = shop.read_books().row(id)
    _refuse_void(shop, row)
    history = shop.read_books().complaints.get(id).history
    place = [each["id"] for each in history].index(id)
    later = [
        each["id"]
        for each in history[place + 1 :]
        if row["jenis"] == "keluhan" or row["jenis"] != "catat" != each["jenis"]
    ]
    _refuse_continued(id, later)
    return {"penjualan": row["penjualan"], "nomor": row["nomor"]}, f" · keluhan {row['nomor']}"


def _void_reminder(shop: Shop, id: str) -> Made:
    row = shop.read_books().row(id)
    _refuse_void(shop, row)
    if row["jenis"] == BEGUN:
        _refuse_continued(id, shop.read_books().reminders.ends(id))
        raise Refused(
            f"{id} belum jelas terkirim. Katakan yang benar: pulsa ingatkan --anggap "
            f"terkirim {id}, atau --anggap belum {id}"
        )
    made = {name: row[name] for name in ("pelanggan", "nomor", "tingkat", "tempo")}
    return made, (
        f" · {row['ref']} jadi belum jelas terkirim: pulsa ingatkan --ragu"
        if row["ref"]
        else " · bisa diingatkan lagi"
    )


_KINDS: dict[str, tuple[Table, Callable[[Shop, str], Made]]] = {
    SALES.letter: (SALES, _void_sale),
    MONEY.letter: (MONEY, _void_money),
    PEOPLE.letter: (PEOPLE, _void_customer),
    ORDERS.letter: (ORDERS, _void_order),
    COMPLAINTS.letter: (COMPLAINTS, _void_complaint),
    REMINDERS.letter: (REMINDERS, _void_reminder),
}


def _asked_reason(shop: Shop, id: str) -> str:
    if not at_the_counter().here:
        raise WrongUse('--alasan belum ditulis. Contoh: pulsa batal J17 --alasan "salah produk"')
    if id.rpartition("-")[2].startswith(SALES.letter):
        terminal.note(shown.brief(shop.read_books().sales.get(id)))
    reason = Person().ask(f"Alasan membatalkan {id}:")
    text: str = types.Text().convert(reason, None, None)
    if not text:
        raise WrongUse("Alasan belum ditulis; tidak ada yang dibatalkan.")
    return text


def _refuse_void(shop: Shop, row: Row) -> None:
    """Raises Refused for a row that is void or is a void."""
    if row["jenis"] == VOID:
        raise Refused(
            f"{row['id']} adalah pembatalan dan tidak bisa dibatalkan. Catat lagi yang benar."
        )
    if shop.read_books().voided(row["id"]):
        raise Refused(f"{row['id']} sudah dibatalkan.")


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
    _refuse_continued(id, later)


def _refuse_continued(id: str, later: list[str]) -> None:
    if later:
        raise Refused(
            f"{id} sudah dilanjutkan dengan {', '.join(later)}. Batalkan dulu: "
            f"pulsa batal {later[-1]}"
        )

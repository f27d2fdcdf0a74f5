"""What the commands that correct a sale share: find it, judge it under the lock, record a row, say
where the money went."""

from collections.abc import Callable, Iterable
from datetime import date

from pulsa_cli.core.kinds import FAILED, PENDING
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import sales as shown
from pulsa_cli.show.credit import money_now

CASH, PREPAID, LATER = "tunai", "titipan", "nanti"


def correct(
    shop: Shop, typed_id: str, build: Callable[[Sale], Row], said: Callable[[Sale, Row], str]
) -> None:
    """Records the row that `build` makes for the sale meant by `typed_id`, then prints what
    `said` returns: its first line is the result, the others tell what can be done next.

    `build` may raise Refused; the sale it gets is read under the lock. `said` is asked before the
    row is on disk, so that nothing can go wrong between that and the acknowledgement.
    """
    id = choosing.row(at_the_counter(), shop.read_books(), typed_id)
    texts: list[str] = []

    def build_row() -> Row:
        sale = shop.read_books().sales.get(id)
        if sale.id != id:
            raise Refused(f"{id} adalah pembetulan untuk {sale.id}. Tulis id penjualannya.")
        row = {"ref": sale.id, **build(sale)}
        texts.append(said(sale, shop.read_books().foreseen(SALES, row)))
        return row

    def acknowledge(row: Row) -> None:
        result, *hints = texts[-1].split("\n")
        terminal.acknowledge(f"Tercatat {row['id']}: {result}")
        for hint in hints:
            terminal.note(hint)

    shop.record(SALES, build_row, acknowledge)


def named(sale: Sale) -> str:
    """`A-261121-J017 (0812-3456-7890, Pulsa 10.000)`."""
    return f"{sale.id} ({sale.number}, {sale.name})"


def require_standing(sale: Sale) -> None:
    """Raises Refused for a sale that failed, was voided or went to a wrong number."""
    if not sale.stands:
        raise Refused(
            f"{named(sale)} sudah dicatat {sale.status}. Kalau itu keliru, lihat "
            f"catatannya: pulsa transaksi lihat {sale.id}, lalu pulsa batal ID."
        )


def warn_same_sn(shop: Shop, sn: str, but: str = "") -> None:
    """Warns of every other sale that has this SN."""
    for sale in shop.read_books().sales.with_sn(sn):
        if sale.id != but:
            terminal.warn(f"SN ini juga dipakai {shown.brief(sale)}. Periksa di aplikasi pemasok.")


def standing_twins(shop: Shop, number: str, product: str, day: date) -> list[Sale]:
    """Sales of that day to a number (as stored) of a product (its code) that stand."""
    return [
        sale
        for sale in shop.read_books().sales.to_on(number, day)
        if sale.stands and sale.product == product
    ]


def refuse_twins(twins: list[Sale]) -> None:
    """Raises Refused where the same number and product were sold that day."""
    if twins:
        raise Refused(f"{shown.sold_before(twins[0])} Kalau memang dijual lagi, tambahkan --lagi.")


def succeed(shop: Shop, typed_id: str, sn: str, cashier: str) -> None:
    """Records that a pending top-up went through."""

    def build(sale: Sale) -> Row:
        require_standing(sale)
        if sale.status != PENDING:
            raise Refused(f"{named(sale)} sudah sukses.")
        warn_same_sn(shop, sn, but=sale.id)
        return {"jenis": "sukses", "sn": sn, "kasir": cashier}

    correct(shop, typed_id, build, lambda sale, row: f"{named(sale)} sukses")


def fail(shop: Shop, typed_id: str, back: str, cashier: str, note: str = "") -> None:
    """Records that a top-up failed, and where its money goes (`back`, see `give_back`); or, for
    one that had failed before, where the money goes that was kept till now."""

    def build(sale: Sale) -> Row:
        row = {"jenis": "gagal", "kasir": cashier, "catatan": note}
        if sale.held and back in (CASH, PREPAID):
            return {**row, "jenis": "kembali", **give_back(shop, sale, sale.held, back)}
        if sale.status == FAILED:
            raise Refused(f"{named(sale)} sudah dicatat gagal{_where_money_is(sale)}.")
        require_standing(sale)
        return {**row, **give_back(shop, sale, received(sale), back)}

    def said(sale: Sale, row: Row) -> str:
        money = sale.held if row["jenis"] == "kembali" else received(sale)
        verb = "" if row["jenis"] == "kembali" else " gagal"
        return f"{named(sale)}{verb}{told_money(shop, sale, row, money)}"

    correct(shop, typed_id, build, said)


def give_back(shop: Shop, sale: Sale, money: int, back: str) -> Row:
    """The columns that say where a buyer's money goes (rupiah): CASH hands it back, PREPAID puts
    it into the customer's account, LATER keeps it for the number. Without a word: into the account
    of a sale that has a customer, else kept.

    Raises Refused for PREPAID where nobody is known whose account it could be.
    """
    if back == CASH:
        return {"kembali": str(money), "cara": "tunai"}
    owner = shop.read_books().customers.owner_of(sale.number) if back == PREPAID else None
    customer = sale.customer or (owner.id if owner else "")
    if back == PREPAID and not customer:
        raise Refused(
            f"{named(sale)} belum ada pelanggannya. Daftarkan dulu: pulsa pelanggan "
            f"tambah NAMA --nomor {sale.number}, atau pakai --kembali tunai."
        )
    return {"kembali": "0", "pelanggan": customer if back != LATER and money else ""}


def told_money(shop: Shop, sale: Sale, row: Row, money: int) -> str:
    """Where the money of an ended sale went, and what can be done next; rupiah."""
    text = ""
    if int(row["kembali"]):
        text = f" · {rupiah(int(row['kembali']))} dikembalikan"
    elif row["pelanggan"]:
        text = f" · {rupiah(money)} masuk uang titipan"
    elif not money:
        text = " · tidak ada uang yang harus diserahkan" if row["cara"] == CASH else ""
    elif money:
        text = (
            f" · {rupiah(money)} masih di konter\nIsi lagi: pulsa transaksi ulang {sale.id}\n"
            f"Kembalikan: pulsa transaksi gagal {sale.id} --kembali tunai"
        )
    first, _, hints = text.partition("\n")
    if sale.credit > sale.prepaid:
        first += " · kasbonnya dihapus"
    first += accounts_after(shop, sale, row)
    return f"{first}\n{hints}" if hints else first


def accounts_after(shop: Shop, sale: Sale, row: Row) -> str:
    """What those owe whose account a row about this sale changes, once it counts."""
    ids = [each["pelanggan"] for each in (sale.row, *sale.history, row)]
    return "".join(_account_after(shop, id, row) for id in customers_of(shop, ids))


def customers_of(shop: Shop, ids: Iterable[str]) -> list[str]:
    """The people that these customers' ids are, each once."""
    found = (shop.read_books().customers.get(id) for id in ids)
    return list(dict.fromkeys(each.id for each in found if each))


def _account_after(shop: Shop, id: str, row: Row) -> str:
    customer = shop.read_books().customers.get(id)
    if customer is None:
        return ""
    before, after = (
        shop.read_books().customers.account(customer),
        shop.read_books().customers.account(customer, row),
    )
    said = money_now(after)
    if before.reserved and not after.reserved:
        said += " · uang pesanan sekarang tidak ada"
    return f" · {customer.name}: {said}" if said != money_now(before) else ""


def account_after(shop: Shop, id: str, row: Row) -> str:
    """What the customer with this id owes once `row` of the money ledger counts; empty where
    nobody has the id."""
    return "".join(_account_after(shop, each, row) for each in customers_of(shop, [id]))


def received(sale: Sale) -> int:
    """The buyer's money that is in a standing sale, in rupiah."""
    return max(0, sale.left)


def _where_money_is(sale: Sale) -> str:
    if sale.held:
        return (
            f"; {rupiah(sale.held)} masih di konter. Kembalikan dengan: "
            f"pulsa transaksi gagal {sale.id} --kembali tunai"
        )
    if sale.freed:
        return (
            f"; {rupiah(sale.freed)} masuk uang titipan. Menyerahkannya: "
            "pulsa titipan ambil NAMA JUMLAH"
        )
    return f" dan diulang sebagai {sale.repeated_by}" if sale.repeated_by else ""

"""What is recorded of a sale later: its SN, that it went through, failed, went to a wrong number,
or was somebody else's; and where its money goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone, serial
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import (
    FAILED,
    GIVEN_BACK,
    MOVED,
    PENDING,
    SN,
    SUCCEEDED,
    WRONG_NUMBER,
)
from pulsa_cli.core.money import rupiah, typeable
from pulsa_cli.core.products import TOKEN
from pulsa_cli.core.sales import BUYER, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.core.ways import CASH
from pulsa_cli.errors import Refused
from pulsa_cli.trade import quote
from pulsa_cli.trade.accounts import Changed, changed

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

# Where a buyer's money goes: handed back, into the account, or kept for the number.
PREPAID, LATER = "titipan", "nanti"
BACK = (CASH, PREPAID, LATER)


class Correction(NamedTuple):
    """A row that corrects a sale, with what is to be said of it: `money` is what the buyer gets
    back or keeps here (rupiah), `accounts` those that change, `same_sn` other sales with that SN,
    `unfit` what speaks against it, `customer` whose it is now."""

    sale: Sale
    row: Row
    money: int = 0
    accounts: Sequence[Changed] = ()
    same_sn: Sequence[Sale] = ()
    unfit: str = ""
    customer: Customer | None = None


def sale_of(books: "Books", id: str) -> Sale:
    """The sale with this id. Raises Refused for the id of a row that corrects one."""
    sale = books.sales.get(id)
    if sale.id != id:
        raise Refused(f"{id} adalah pembetulan untuk {sale.id}. Tulis id penjualannya.")
    return sale


def named(sale: Sale) -> str:
    """`A-261121-J017 (0812-3456-7890, Pulsa 10.000)`."""
    return f"{sale.id} ({sale.number}, {sale.name})"


def note_sn(books: "Books", sale: Sale, sn: str) -> Correction:
    """The supplier's serial number, which may replace an earlier one."""
    noted = _correction(books, sale, {"jenis": SN, "sn": sn}, same_sn=_same_sn(books, sale, sn))
    if sale.status != FAILED:
        return noted
    return noted._replace(
        unfit=f"{named(sale)} sudah dicatat gagal. Kalau ternyata masuk: "
        f"pulsa transaksi sukses {sale.id} --sn {sn}"
    )


def succeed(books: "Books", sale: Sale, sn: str) -> Correction:
    """A pending top-up went through. Raises Refused for one that is not pending."""
    _require_standing(sale)
    if sale.status != PENDING:
        raise Refused(f"{named(sale)} sudah sukses.")
    row = {"jenis": SUCCEEDED, "sn": sn}
    return _correction(books, sale, row, same_sn=_same_sn(books, sale, sn))


def fail(books: "Books", sale: Sale, back: str) -> Correction:
    """A top-up failed, and its money goes where `back` says (empty: into the account of a sale that
    has a customer, else it is kept); or, for one that had failed before, the money goes that was
    kept till now. Raises Refused."""
    if sale.held and back in (CASH, PREPAID):
        row = {"jenis": GIVEN_BACK, **_give_back(books, sale, sale.held, back)}
        return _correction(books, sale, row, money=sale.held)
    if sale.status == FAILED:
        raise Refused(f"{named(sale)} sudah dicatat gagal{_where_money_is(books, sale)}.")
    _require_standing(sale)
    row = {"jenis": FAILED, **_give_back(books, sale, received(sale), back)}
    return _correction(books, sale, row, money=received(sale))


class Mistake(NamedTuple):
    """A number that should have been filled (as typed), who bears the loss (core.sales: SHOP,
    BUYER), and where the buyer's money goes."""

    right: str
    bearer: str
    back: str


def wrong_number(books: "Books", terms: "Terms", sale: Sale, mistake: Mistake) -> Correction:
    """The top-up went to a wrong but valid number. The supplier keeps the money (not reversible:
    Sepulsa FAQ 2019, grade A), so the cost stays and the row says who bears it. Raises Refused."""
    _require_standing(sale)
    product = terms.products.for_sale(sale.product)
    is_token = product is not None and product.kind == TOKEN
    number = phone.meter(mistake.right) if is_token else phone.normalise(mistake.right)
    unfit = ""
    if product and not is_token:
        try:
            quote.refuse_other_operator(number, product, terms.products, terms.prefixes)
        except Refused as refusal:
            unfit = str(refusal)
    row = {"jenis": WRONG_NUMBER, "nomor": phone.group(number), "rugi": mistake.bearer}
    if mistake.bearer != BUYER:
        row |= _give_back(books, sale, received(sale), mistake.back or LATER)
    return _correction(books, sale, row, money=received(sale), unfit=unfit)


def move(books: "Books", sale: Sale, customer: Customer) -> Correction:
    """The sale was this customer's, with its debt. Raises Refused."""
    _require_standing(sale)
    if sale.customer in customer.ids:
        raise Refused(f"{named(sale)} memang sudah milik {customer.called}.")
    if sale.gift or books.sales.order_of(sale):
        what = "memakai hadiah kartu" if sale.gift else "mengisi pesanan"
        raise Refused(
            f"{named(sale)} {what}, jadi tidak bisa dipindah. Batalkan (pulsa batal "
            f"{sale.id}), lalu jual lagi."
        )
    row = {"jenis": MOVED, "pelanggan": customer.id}
    return _correction(books, sale, row)._replace(customer=customer)


def received(sale: Sale) -> int:
    """The buyer's money that is in a standing sale, in rupiah."""
    return max(0, sale.left)


def accounts_of(books: "Books", sale: Sale, row: Row) -> list[Changed]:
    """The accounts of all who are named by this sale, its history or the new row about it."""
    rows = [sale.row, *sale.history, row]
    customers = [columns.get("pelanggan", "") for columns in rows]
    return changed(books, SALES, row, customers)


def _correction(
    books: "Books",
    sale: Sale,
    row: Row,
    money: int = 0,
    same_sn: Sequence[Sale] = (),
    unfit: str = "",
) -> Correction:
    row = {"ref": sale.id, **row}
    return Correction(sale, row, money, accounts_of(books, sale, row), same_sn, unfit)


def _same_sn(books: "Books", sale: Sale, sn: str) -> list[Sale]:
    """Other sales with this SN. Raises WrongUse for one that is none of this sale."""
    serial.require_other_than(sn, sale.number)
    return [other for other in books.sales.with_sn(sn) if other.id != sale.id]


def _require_standing(sale: Sale) -> None:
    """Raises Refused for a sale that failed, was voided or went to a wrong number."""
    if not sale.stands:
        arrived = f"Kalau ternyata masuk: pulsa transaksi sukses {sale.id}. "
        raise Refused(
            f"{named(sale)} sudah dicatat {sale.status}. "
            f"{arrived if sale.status == FAILED else ''}Kalau salah catat, lihat "
            f"catatannya: pulsa transaksi lihat {sale.id}, lalu pulsa batal ID."
        )


def _give_back(books: "Books", sale: Sale, money: int, back: str) -> Row:
    """The columns that say where a buyer's money goes (rupiah): CASH hands it back, PREPAID puts
    it into the customer's account, LATER keeps it for the number. Without a word: into the account
    of a sale that has a customer, else kept. Raises Refused for PREPAID where nobody is known whose
    account it could be."""
    if back == CASH:
        return {"kembali": str(money), "cara": CASH}
    # Of several with this number `find` says so; who bought is known without it.
    known = back == PREPAID and not sale.customer and books.customers.owner_of(sale.number)
    customer = books.customers.find(sale.number).id if known else sale.customer
    if back == PREPAID and not customer:
        raise Refused(
            f"{named(sale)} belum ada pelanggannya. Daftarkan dulu: pulsa pelanggan "
            f"tambah NAMA --nomor {sale.number}, atau pakai --kembali tunai."
        )
    return {"kembali": "0", "pelanggan": customer if back != LATER and money else ""}


def _where_money_is(books: "Books", sale: Sale) -> str:
    if sale.held:
        return (
            f"; {rupiah(sale.held)} masih di konter. Kembalikan dengan: "
            f"pulsa transaksi gagal {sale.id} --kembali tunai"
        )
    if sale.freed:
        customer = books.customers.get(sale.freed_to)
        all_of_it = (
            f". Kalau semuanya sudah diserahkan tunai: pulsa batal {sale.freed_by}, "
            f"lalu pulsa transaksi gagal {sale.id} --kembali tunai"
        )
        balance = books.customers.standing(customer).balance if customer else 0
        there = min(balance, sale.freed)
        now = ""
        if there < sale.freed:
            left = rupiah(there) if there else "tidak ada lagi"
            again = sale.repeated_by
            why = f"diulang sebagai {again}" if again else "kasbonnya dibayar dulu"
            now = f", sekarang {left}; {why}"
        hand = (
            f". Menyerahkannya: pulsa titipan ambil {sale.freed_to} {typeable(there)}"
            if there
            else ""
        )
        return (
            f"; {rupiah(sale.freed)} masuk uang titipan{now}{hand}"
            f"{'' if sale.repeated_by else all_of_it}"
        )
    return f" dan diulang sebagai {sale.repeated_by}" if sale.repeated_by else ""

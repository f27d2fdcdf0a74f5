"""The same sale again, paid with the money of the one that failed or went to a wrong number."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import serial
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.fold_order import recording_order
from pulsa_cli.core.kinds import FAILED, SOLD, SUCCEEDED, WRONG_NUMBER
from pulsa_cli.core.orders import OpenOrder
from pulsa_cli.core.products import Product
from pulsa_cli.core.sales import FREE, KASBON, ON_ACCOUNT, TITIPAN, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.ways import Received, Tender, received, written
from pulsa_cli.errors import Refused
from pulsa_cli.trade import credit, quote
from pulsa_cli.trade.accounts import Changed
from pulsa_cli.trade.correcting import accounts_of, named
from pulsa_cli.trade.fulfilling import with_paid
from pulsa_cli.trade.selling import Twins, refuse_twins, twins_of

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Terms

_AS_BEFORE = ("operator", "produk", "nama", "harga", "diskon", "hadiah")


ARRIVED = "masuk sesudah dicatat gagal"


class Wish(NamedTuple):
    """How it is sold again: `again`, also where the same stands that day; `force`, why a rule is
    passed over. What the money that is there does not cover is paid by `tender`, goes to the
    customer's `account` (KASBON), or is `lost` to the shop; where nothing is said it is missing.
    `arrived`: nothing is topped up, the failed one came through after all."""

    sn: str = ""
    status: str = SUCCEEDED
    again: bool = False
    force: str = ""
    tender: Tender = Tender(None, "")
    account: str = ""
    lost: bool = False
    arrived: bool = False


class OnAccount(NamedTuple):
    """What goes to the customer's account, rupiah; of that what was paid before, and of that what
    for its order in `advance`; when the rest is due; and which rule was passed over."""

    owed: int = 0
    prepaid: int = 0
    advance: int = 0
    due: date | None = None
    broken: str = ""


class Sources(NamedTuple):
    """Where the money of a repeat comes from, rupiah: `carried` over from the failed sale, on the
    customer's `account`, `paid` anew (as it was `received`, with `change` given back), `lost` to
    the shop, and `missing` where nobody said."""

    carried: int
    account: OnAccount
    paid: int
    received: Received
    change: int
    lost: int
    missing: int


class Repeat(NamedTuple):
    """The row that repeats `sale`, and where its money comes from. `loss` says that it brings in
    less than it costs, `same_sn` are sales with the same SN, `form` is as in `Twins`."""

    sale: Sale
    customer: Customer | None
    row: Row
    money: Sources
    accounts: Sequence[Changed]
    loss: str
    same_sn: Sequence[Sale]
    form: str


def repeat(books: "Books", terms: "Terms", sale: Sale, wish: Wish) -> Repeat:
    """Sells it again, today. Raises Refused, and WrongUse for an SN that is none."""
    number = sale.number if wish.arrived else sale.right_number or sale.number
    serial.require_other_than(wish.sn, number)
    prices = terms.products
    product = prices.find(sale.product) if wish.arrived else prices.for_sale(sale.product)
    twins = _refuse(books, terms, sale, wish, product)
    money = _sources(books, terms, sale, wish)
    cost = _cost(product, sale)
    row = {
        **{column: sale.row[column] for column in _AS_BEFORE},
        "jenis": SOLD,
        "ref": sale.id,
        "nomor": number,
        "modal": "" if cost is None else str(cost),
        "diskon": str(sale.discount + money.lost),
        **_paid(terms, sale, money),
        "pelanggan": sale.customer,
        "status": wish.status,
        "sn": wish.sn,
        "alasan": _reason(wish, money.lost),
    }
    if money.lost:
        row["hadiah"] = ""  # a discount of the card is not what the shop loses
    return Repeat(
        sale,
        _customer(books, sale),
        row,
        money,
        accounts_of(books, sale, row),
        "" if sale.gift == FREE else quote.below_cost(cost, sale.total - money.lost),
        books.sales.with_sn(wish.sn),
        twins.form(product, number.replace("-", "")) if product else "",
    )


def _reason(wish: Wish, lost: int) -> str:
    """Why a rule is passed over; of what has arrived, that it did, and who bears what is lost."""
    arrived = [ARRIVED, *(["ditanggung konter"] if lost else [])] if wish.arrived else []
    return wish.force or "; ".join(arrived)


def _refuse(
    books: "Books", terms: "Terms", sale: Sale, wish: Wish, product: Product | None
) -> Twins:
    """What was sold already like this. Raises Refused for what can't be sold again: of what has
    arrived only that it did not fail, or that something stands in its place."""
    if wish.arrived:
        _require_failed(books, sale, wish.again)
        return Twins()
    twins = twins_before(books, terms, sale)
    if not wish.again:
        refuse_twins(twins)
    if product:
        _require_operator(terms, sale, sale.right_number or sale.number, product)
    _refuse_used_gift(books, sale)
    return twins


def _sources(books: "Books", terms: "Terms", sale: Sale, wish: Wish) -> Sources:
    carried, brought = min(sale.held, sale.total), wish.tender.amount or 0
    account = _on_account(books, terms, sale, max(0, sale.total - carried - brought), wish)
    rest = sale.total - carried - account.owed
    if brought and not rest:
        raise Refused(
            f"Untuk {named(sale)} tidak ada yang harus dibayar lagi. Ulangi tanpa --dibayar."
        )
    paid, change = min(rest, brought), max(0, brought - rest)
    lost = rest - paid if wish.lost else 0
    money = received(wish.tender.brought(paid + change), change)
    return Sources(carried, account, paid, money, change, lost, rest - paid - lost)


def _paid(terms: "Terms", sale: Sale, money: Sources) -> Row:
    """The columns that say how it is paid: anew, by the account, or as at first."""
    account = money.account
    if account.owed:
        unpaid = KASBON if account.due else TITIPAN
    else:
        first = sale.ways[0][0]
        unpaid = terms.settings.methods[0] if first in ON_ACCOUNT else first
    return {
        "dibayar": str(money.paid),
        **money.received.columns,
        "cara": written(money.received.parts) or unpaid,
        "titipan": str(account.prepaid) if account.owed else "",
        "tempo": account.due.isoformat() if account.due else "",
    }


def twins_before(books: "Books", terms: "Terms", sale: Sale) -> Twins:
    """What was sold already like the repeat of this sale would be. Raises Refused for one that
    can't be repeated."""
    _require_repeatable(sale)
    return twins_of(books, terms, sale.right_number or sale.number, sale.product, None)


def _require_repeatable(sale: Sale) -> None:
    if sale.status not in (FAILED, WRONG_NUMBER):
        raise Refused(
            f"{named(sale)} {sale.status}; yang bisa diulang hanya yang gagal atau "
            "salah nomor. Untuk menjual lagi: pulsa jual … --lagi"
        )
    if sale.repeated_by:
        raise Refused(f"{named(sale)} sudah diulang sebagai {sale.repeated_by}.")


def _require_failed(books: "Books", sale: Sale, again: bool) -> None:
    """Raises Refused for a sale that did not fail or has arrived already, or, unless it came twice,
    whose repeat stands in its place."""
    if sale.status != FAILED:
        raise Refused(f"{named(sale)} {sale.status}, bukan gagal.")
    if sale.repeated_by and books.sales.get(sale.repeated_by).row["alasan"].startswith(ARRIVED):
        raise Refused(f"{named(sale)} sudah tercatat masuk ({sale.repeated_by}).")
    if sale.repeated_by and not again:
        raise Refused(
            f"{named(sale)} sudah ada gantinya, {sale.repeated_by}. Kalau dua-duanya masuk, "
            "tambahkan --lagi."
        )


def _require_operator(terms: "Terms", sale: Sale, number: str, product: Product) -> None:
    """Raises Refused for a product of another operator, unless it was sold so with --tetap."""
    if not sale.row["alasan"]:
        digits = number.replace("-", "")
        quote.refuse_other_operator(digits, product, terms.products, terms.prefixes)


def _cost(product: Product | None, sale: Sale) -> int | None:
    return product.cost if product and product.cost is not None else sale.cost


def _refuse_used_gift(books: "Books", sale: Sale) -> None:
    """Raises Refused for a sale that was free by a card where another was since it failed."""
    customer = _customer(books, sale)
    if sale.gift != FREE or customer is None:
        return
    ended = next(row for row in sale.history if row["id"] not in sale.undone and _ends(row))
    for other, _ in books.sales.gifts(customer):
        if recording_order(other.row) > recording_order(ended):
            raise Refused(
                f"{named(sale)} gratis dari kartu, dan itu sudah terpakai ({other.id}). "
                "Jual lagi dengan: pulsa jual"
            )


def _ends(row: Row) -> bool:
    return row["jenis"] in (FAILED, WRONG_NUMBER)


def _customer(books: "Books", sale: Sale) -> Customer | None:
    return books.customers.get(sale.customer) if sale.customer else None


def _went_to_account(books: "Books", customer: Customer, sale: Sale) -> tuple[int, int]:
    """Of a sale that ended: what was still owed for it then, and what had been paid for it or came
    into the account because it ended; rupiah."""
    debt = books.customers.account(customer).debts.get(sale.id)
    if debt is None:
        return 0, sale.freed
    return debt.amount - debt.paid - debt.forgiven, debt.paid + sale.freed


def _order_of(books: "Books", sale: Sale, wish: Wish) -> OpenOrder | None:
    """The order that the repeat of this sale will fulfil, None without one. Raises Refused where
    another sale did meanwhile: then the order is closed, or for a day to come; of what has arrived
    unless the seller says that both did."""
    id = books.sales.order_of(sale)
    order = books.orders.get(id) if id else None
    if not order or order.cancelled:
        return None
    again = order.last and order.last >= sale.time.date()
    if not order.due or again and order.due > books.today:
        if wish.arrived and wish.again:  # beside the other; what the order has left pays for both
            return books.orders.get_open(id) if order.due else None
        if wish.arrived:
            raise Refused(
                f"Pesanan {id} sudah diisi ({order.sales[-1]}). Kalau dua-duanya masuk, "
                "tambahkan --lagi."
            )
        back = f"pulsa transaksi gagal {sale.id} --kembali tunai"
        raise Refused(
            f"Pesanan {id} sudah diisi ({order.sales[-1]})."
            + (f" Uang {sale.id} dikembalikan: {back}" if sale.held else "")
        )
    return books.orders.get_open(id)


def _on_account(books: "Books", terms: "Terms", sale: Sale, rest: int, wish: Wish) -> OnAccount:
    """Of the `rest` of a repeat that nobody pays now: what goes to the customer's account, all if
    the seller says so, else as much as did when it was sold. Raises Refused where the policy
    forbids it; not of what has arrived, which can't be refused any more."""
    customer = _customer(books, sale)
    if customer is None or not (sale.ended or wish.account):
        return OnAccount()
    order, standing = _order_of(books, sale, wish), books.customers.standing(customer)
    standing = with_paid(standing, order) if order else standing
    before = _on_account_before(books, customer, sale, standing.balance, wish)
    owed = rest if wish.account else min(rest, before)
    level = credit.level_of(books, terms.card_in_use, customer)
    borrower = credit.Borrower(customer, standing, level)
    debt = credit.NewDebt(owed, rest - owed, "pulsa jual … -k ")
    force = wish.force or (ARRIVED if wish.arrived else "")
    broken = credit.passed_over(terms.policy, borrower, debt, books.today, force)
    if not owed:
        return OnAccount(broken=broken)
    prepaid = min(owed, standing.balance)
    advance = min(prepaid, order.paid) if order else 0
    due = _due(terms, borrower, sale, owed - prepaid, books.today)
    return OnAccount(owed, prepaid, advance, due, broken)


def _on_account_before(
    books: "Books", customer: Customer, sale: Sale, balance: int, wish: Wish
) -> int:
    """What was unpaid when the sale ended, unless the shop bears it, and what went to the account
    then, as far as that is still there; rupiah."""
    unpaid, paid = _went_to_account(books, customer, sale)
    return (unpaid if sale.due and not wish.lost else 0) + min(paid, balance)


def _due(
    terms: "Terms", borrower: credit.Borrower, sale: Sale, unpaid: int, today: date
) -> date | None:
    """When what is unpaid is due: as agreed at first unless that is over."""
    if not unpaid or sale.due and sale.due >= today:
        return sale.due
    return credit.due_date(terms.policy, borrower.customer, "", today, borrower.level)

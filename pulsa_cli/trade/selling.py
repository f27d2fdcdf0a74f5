"""One sale: from what is wanted to the row that records it, with all that has to be said first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import serial
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_clock, show_short
from pulsa_cli.core.kinds import PENDING, SOLD
from pulsa_cli.core.money import rupiah, typeable
from pulsa_cli.core.products import Product, Unsellable
from pulsa_cli.core.sales import KASBON, TITIPAN, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.standing import OpenPart, Standing
from pulsa_cli.core.ways import Received, received, written
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.trade import quote
from pulsa_cli.trade.quote import Agreed, Ambiguous, Quote
from pulsa_cli.trade.request import Request

if TYPE_CHECKING:
    from pulsa_cli.core.complaints import Complaint
    from pulsa_cli.core.loyalty import Gift, Level
    from pulsa_cli.core.orders import OpenOrder
    from pulsa_cli.core.questions import Books, Terms


_DAY = timedelta(days=1)


class Offer(NamedTuple):
    """A sale ready to be read back. `standing` is the customer's account before it, with what was
    paid for the order free; `due` is None unless on credit; `twins` are sales of the same that may
    be this one. `refused` says why it can't be, `broken` which rule is passed over for a reason,
    `late` what should have been paid long since, `unchecked` why that is not known, `no_gift` why
    the card gives nothing."""

    request: Request
    quote: Quote
    standing: Standing
    level: "Level | None"
    gift: "Gift | None"
    no_gift: str
    due: date | None
    twins: "Twins"
    refused: str = ""
    broken: str = ""
    late: Sequence[OpenPart] = ()
    unchecked: str = ""

    @property
    def usable(self) -> int:
        """What of the sale the balance could pay if the customer likes, rupiah: where all is paid
        now and nothing else was said."""
        request = self.request
        if request.account or request.balance or request.tender.amount is not None:
            return 0
        return min(free_balance(self), self.quote.paid)

    @property
    def after(self) -> Standing:
        """The customer's account with this sale."""
        return self.standing.after(self.quote.owed)

    @property
    def prepaid(self) -> int:
        """What of the sale was paid before, rupiah: the balance and the order's money pay it."""
        return min(self.quote.owed, self.standing.balance - self.after.balance)

    @property
    def advance(self) -> int:
        """What of that is money for the order."""
        return min(self.prepaid, self.request.order.paid) if self.request.order else 0

    @property
    def method(self) -> str:
        """The way to pay; KASBON or TITIPAN where nothing is paid now."""
        if self.quote.owed and not self.quote.paid:
            return KASBON if self.due else TITIPAN
        return written(self.received.parts) or self.request.tender.method

    @property
    def received(self) -> Received:
        """The money as it comes in."""
        sold = self.quote
        return received(self.request.tender.brought(sold.paid + sold.change), sold.change)

    @property
    def owner(self) -> str:
        """Whose account it is in, as an id; of an order the very record that ordered: its money is
        there also where a union is taken back."""
        customer, order = self.request.customer, self.request.order
        return order.order.customer if order else customer.id if customer else ""

    @property
    def row(self) -> Row:
        """The columns of `ledger/jual` that this sale decides."""
        request, sold, product = self.request, self.quote, self.quote.product
        named = request.carried or request.order
        when = {"waktu": request.moment.isoformat()} if request.moment else {}
        return {
            "jenis": SOLD,
            "ref": named.id if named else "",
            "nomor": request.number,
            "operator": product.operator,
            "produk": product.code,
            "nama": product.name,
            "modal": _cell(sold.cost),
            "harga": str(sold.price),
            "diskon": str(sold.discount),
            "hadiah": self.gift.kind if self.gift else "",
            "dibayar": str(sold.paid),
            **self.received.columns,
            "cara": self.method,
            "pelanggan": self.owner,
            "titipan": str(self.prepaid) if sold.owed else "",
            "tempo": _cell(self.due),
            "status": request.status,
            "sn": request.sn,
            "alasan": request.force,
            **when,
        }


def _cell(value: int | date | None) -> str:
    """As it stands in a column."""
    return "" if value is None else str(value)


class Twins(NamedTuple):
    """Sales of the same product to the same number that stand: `asked`, of which this one may be
    one typed twice, the likeliest first; `today` are those within a day of it."""

    asked: Sequence[Sale] = ()
    today: Sequence[Sale] = ()

    def form(self, product: Product, number: str) -> str:
        """How a server that takes the same only once a day wants it for a number (digits):
        `S10.2.081234567890`; empty for the first of the day."""
        code, before = product.sku or product.code, len(self.today)
        return f"{code}.{before + 1}.{number}" if before else ""


class Background(NamedTuple):
    """What else the books know that the seller should hear before selling: sales with the same SN,
    complaints about the number, open orders of the same goods."""

    same_sn: Sequence[Sale]
    complaints: "Sequence[Complaint]"
    orders: "Sequence[OpenOrder]"


def numbers_for(customer: Customer, product: str, terms: "Terms") -> list[str]:
    """Those of the customer's numbers (as stored) that a product (as typed) can go to, without
    doubts where that is possible; all of them where no product was typed. Raises Refused where it
    can go to none."""
    fitting: dict[bool, list[str]] = {False: [], True: []}  # by whether there are doubts
    refusal: Refused | None = None
    for number in customer.numbers:
        try:
            choice = quote.choose(number, product, terms.products, terms.prefixes, insisted=True)
            fitting[bool(choice.warnings)].append(number)
        except (Ambiguous, Unsellable):  # what is wrong is said of the one that is chosen
            fitting[False].append(number)
        except Refused as reason:
            refusal = reason
    numbers = fitting[False] or fitting[True]
    if refusal and product and not numbers:
        raise refusal
    return numbers or list(customer.numbers)


def kept_for(books: "Books", number: str, order: str = "") -> tuple[Sale | None, bool]:
    """A failed sale whose money is kept for this number (as stored), and whether it can simply pay
    for a sale that fulfils this order (an id, empty = none): one for another has to be repeated."""
    held = books.sales.held_for(number)
    fitting = [sale for sale in held if books.sales.order_of(sale) == order]
    return next(iter(fitting or held), None), bool(fitting)


def background(request: Request, books: "Books") -> Background:
    """What is known of the number, the SN and the goods."""
    same_sn = books.sales.with_sn(request.sn)
    complaints: Sequence[Complaint] = ()
    if books.sales.complained_of(request.number):
        complaints = books.complaints.of_number(request.number)
    orders: Sequence[OpenOrder] = ()
    customer, code = request.customer, request.choice.product.code
    if not request.order and customer and customer.id and books.sales.has_orders():
        orders = books.orders.of_goods(customer, request.number, code)
    return Background(same_sn, complaints, orders)


def prepare(request: Request, books: "Books", terms: "Terms") -> Offer:
    """Works out the sale by what the books and the shop's own terms say now. Raises Refused and
    WrongUse for what can't be worked out; what the policy or the account forbids is said in the
    offer."""
    serial.require_other_than(request.sn, request.number)
    customer, day = request.customer, (request.moment or books.now).date()
    carried = books.sales.get(request.carried.id).held if request.carried else 0
    level, standing = None, Standing((), 0)
    if customer and customer.id:
        from pulsa_cli.trade.credit import level_of  # only somebody known has a card

        level = level_of(books, terms.card_in_use, customer)
        standing = books.customers.standing(customer)
    gift, no_gift = None, ""
    if request.order:
        from pulsa_cli.trade import fulfilling  # few sales fulfil an order

        sold = fulfilling.quote(request, carried, standing.balance)
        standing = fulfilling.with_paid(standing, request.order)
    else:
        if level and request.discount is None:
            gift, no_gift = _gift(request, books, terms, level)
        sold = _quote(request, gift, carried, standing.balance)
    due = _due(request, terms, sold, level, day)
    short = "" if due else _short(request, sold, standing)
    twins = twins_of(books, terms, request.number, request.choice.product.code, request.moment)
    if request.again:
        twins = twins._replace(asked=())
    offer = Offer(request, sold, standing, level, gift, no_gift, due, twins, short)
    return _judged(offer, terms, day)


def _judged(offer: Offer, terms: "Terms", day: date) -> Offer:
    """With what the policy says: of a new debt whether it may be, else what is long overdue."""
    customer = offer.request.customer
    if customer is None:
        return offer
    from pulsa_cli.trade import credit

    if offer.due:
        borrower = credit.Borrower(customer, offer.standing, offer.level)
        debt = credit.NewDebt(offer.quote.owed, offer.quote.paid)
        try:
            force = offer.request.force
            broken = credit.passed_over(terms.policy, borrower, debt, day, force)
        except Refused as refusal:
            return offer._replace(refused=str(refusal))
        return offer._replace(broken=broken)
    if offer.standing.overdue(day):
        try:
            return offer._replace(late=credit.reminded_of(terms.policy, offer.standing, day))
        except NotUnderstood as error:  # no reason not to sell for cash
            return offer._replace(unchecked=f"{error.where}: {error.why}")
    return offer


def refuse_changed(agreed: Offer, now: Offer) -> None:
    """Raises Refused where the offer that was agreed on is not what the books say now."""
    refuse_twins(now.twins)
    if changed := _changed(agreed, now):
        raise Refused(f"{changed}. Ulangi.")
    if now.refused:
        raise Refused(now.refused)


def _changed(agreed: Offer, now: Offer) -> str:
    """What of the money that pays for it is not as it was; empty where all is."""
    carried, customer = agreed.request.carried, agreed.request.customer
    if carried and now.quote.carried < agreed.quote.carried:
        return f"Uang dari {carried.id} baru saja dipakai"
    if customer and (agreed.gift, agreed.due) != (now.gift, now.due):
        return f"Kartu {customer.called} baru saja berubah"
    before, order = agreed.request.order, now.request.order
    if before and order and (order.due, order.kept) != (before.due, before.kept):
        return f"Pesanan {order.id} baru saja berubah"
    if customer and agreed.quote.paid != now.quote.paid:
        return f"Uang titipan {customer.called} baru saja berubah"
    return ""


def refuse_twins(twins: Twins) -> None:
    """Raises Refused where this sale may be one that stands already."""
    if twins.asked:
        raise Refused(f"{sold_before(twins.asked[0])} Kalau memang dijual lagi, tambahkan --lagi.")


def sold_before(sale: Sale) -> str:
    """Which sale of the same number and product stands already."""
    when = f"{show_short(sale.time.date(), sale.time.date())} {show_clock(sale.time)}"
    state = "masih pending, dijual" if sale.status == PENDING else "sudah dijual"
    return f"{sale.number} {sale.name} {state} {when} ({sale.id})."


def free_balance(offer: Offer) -> int:
    """The customer's prepaid balance without what was paid for the order, rupiah."""
    order = offer.request.order
    return offer.standing.balance - (order.freed if order else 0)


def twins_of(
    books: "Books", terms: "Terms", number: str, product: str, moment: datetime | None
) -> Twins:
    """Sales to a number (as stored) of a product (its code) like one that happened at this moment
    (None = now)."""
    moment, within = moment or books.now, timedelta(hours=terms.settings.twin_hours)
    longest = max(within, _DAY)
    same = books.sales.same(number, product, moment - longest, moment + longest)
    asked = [s for s in same if s.status == PENDING or within and abs(s.time - moment) <= within]
    asked.sort(key=lambda sale: (sale.status == PENDING, sale.time), reverse=True)
    return Twins(asked, [sale for sale in same if abs(sale.time - moment) < _DAY])


def _quote(request: Request, gift: "Gift | None", carried: int, balance: int) -> Quote:
    """What is to be paid, with so much carried over from a failed sale."""

    discount = gift.amount if gift else request.discount or 0
    agreed = Agreed(request.price, request.cost, discount, by_card=gift is not None)
    on_account = bool(request.account)
    sold = quote.quote(request.choice, agreed, request.tender.amount, carried, on_account)
    if not request.balance:
        return sold
    rest = sold.paid - min(balance, sold.paid)
    return quote.quote(request.choice, agreed, rest, carried, credit=True)


def _due(
    request: Request, terms: "Terms", sold: Quote, level: "Level | None", day: date
) -> date | None:
    """When what is owed is due; None where the balance has to pay it, or nothing is owed."""
    paid_before = request.order.paid if request.order else 0
    if request.account != KASBON or not request.customer or sold.owed <= paid_before:
        return None
    from pulsa_cli.trade.credit import due_date

    return due_date(terms.policy, request.customer, request.term, day, level)


def _short(request: Request, sold: Quote, standing: Standing) -> str:
    """That the balance doesn't cover what is to be paid from it; empty where it does."""
    missing = sold.owed - standing.balance
    if missing <= 0 or not request.customer:
        return ""
    balance = rupiah(standing.balance - (request.order.freed if request.order else 0))
    return (
        f"Uang titipan {request.customer.called} {balance}, kurang {rupiah(missing)}. "
        f"Bayar sisanya dengan --dibayar {typeable(missing)}, atau jual kasbon dengan -k."
    )


def _gift(
    request: Request, books: "Books", terms: "Terms", level: "Level"
) -> tuple["Gift | None", str]:
    """What the customer's card takes off, or why it takes nothing off; nothing where the seller
    gives a discount. What is typed in later was not promised at the counter, and would come before
    what stands already."""
    product, customer, rules = request.choice.product, request.customer, terms.card_in_use
    price = product.price if request.price is None else request.price
    if price is None or customer is None or rules is None:
        return None, ""
    if request.moment:
        return None, f"Kartu {level.name}: tidak dipakai untuk penjualan dengan --waktu."
    cost = product.cost if request.cost is None else request.cost
    gift = books.loyalty(rules).gift(customer, level, price, cost)
    if gift or not level.off + level.percent:
        return gift, ""
    why = f"modal {product.code} belum diisi" if cost is None else "sudah mendekati modal"
    return None, f"Kartu {level.name}: tanpa potongan, {why}."

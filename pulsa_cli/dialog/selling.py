"""A sale with whoever stands at the counter: what was typed is completed, read back, recorded."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone, words
from pulsa_cli.core.customers import Customer, Unknown
from pulsa_cli.core.kinds import SUCCEEDED
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.products import denomination
from pulsa_cli.core.sales import KASBON, TITIPAN, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.core.ways import Parts, Tender
from pulsa_cli.dialog import amounts, customers, free_text, terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.show import selling as shown
from pulsa_cli.trade import quote, selling
from pulsa_cli.trade.customers import new_name, unregistered, with_number
from pulsa_cli.trade.quote import Ambiguous, Choice
from pulsa_cli.trade.request import Request
from pulsa_cli.trade.selling import Offer
from pulsa_cli.trade.typed import tendered

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Counter, Settings, Terms
    from pulsa_cli.show.messages import Messages


class Typed(NamedTuple):
    """A sale as it was typed: the words, and the options. `account` is KASBON or TITIPAN where
    such an option stands there, `name` the customer named behind it, empty = whose number it is.
    Amounts in rupiah, None = not typed."""

    words: Sequence[str] = ()
    account: str = ""
    name: str = ""
    price: int | None = None
    cost: int | None = None
    discount: int | None = None
    tendered: Parts = ()
    method: str = ""
    term: str = ""
    when: str = ""
    again: bool = False
    force: str = ""
    status: str = SUCCEEDED
    sn: str = ""


class Sold(NamedTuple):
    """A sale that is on disk: its row, and the offer that it was made from."""

    row: Row
    offer: Offer


def read(person: Person, counter: "Counter", typed: Typed) -> Request:
    """What is meant by a sale as typed; what is missing or could be several a person is asked.
    Raises Refused and WrongUse."""
    number, product, rest, customer = _taken_apart(person, counter, free_text.words(typed.words))
    name = typed.name
    if name:
        name, rest = _whole_name(name, rest, counter.settings)
    tender, again = _tender(counter, rest, typed)
    product = product or _asked_product(person, number)
    choice = chosen(person, counter, number, product, bool(typed.force))
    if name or not customer:
        stored = phone.group(choice.number)
        books = counter.read_books()  # not before the number and the product are clear
        customer = _customer(person, books, stored, name, bool(typed.account))
    moment, term = _when(person, counter, typed, customer)
    return Request(
        choice,
        customer,
        tender,
        price=typed.price,
        cost=typed.cost,
        discount=typed.discount,
        account=typed.account,
        term=term,
        moment=moment,
        again=again,
        force=typed.force,
        status=typed.status,
        sn=typed.sn,
    )


def offer(person: Person, counter: "Counter", request: Request) -> Offer:
    """The sale worked out, with the questions that come before it is read back: whether money that
    is kept for the number or the prepaid balance is to be used, and a price that is not known.
    Raises Refused and WrongUse."""
    books = counter.read_books()
    request = request._replace(carried=_carried(person, books, request))
    if _price(request) is None and person.here:
        typed = person.ask(f"Harga jual {request.choice.product.label}:")
        request = request._replace(price=amounts.asked(person, typed))
    prepared = selling.prepare(request, books, counter)
    if prepared.no_gift:
        terminal.note(prepared.no_gift)
    if prepared.usable and _uses_balance(person, prepared):
        prepared = selling.prepare(request._replace(balance=True), books, counter)
    return prepared


def record(person: Person, counter: "Counter", offer: Offer, signed: Row) -> Sold:
    """Records the sale once the seller has heard what there is to hear and agreed to what is read
    back. `signed` are the columns that say who recorded it. Raises Refused."""
    books = counter.read_books()
    for line in shown.warnings(offer, selling.background(offer.request, books), books.now):
        terminal.warn(line)
    form = offer.twins.form(offer.quote.product, offer.quote.number)
    if form and (person.here or not offer.twins.asked):  # else it is refused
        terminal.note(shown.same_today(form))
    _say_account(books, offer)
    request = offer.request
    if person.here:
        for sale in offer.twins.asked:
            terminal.warn(selling.sold_before(sale))
        if offer.refused:
            raise Refused(offer.refused)
        twice = bool(offer.twins.asked)
        question = ". Jual lagi?" if twice else ""
        doubtful = twice or request.choice.warnings  # of the number: it may be mistyped
        person.agree(f"{shown.read_back(offer)}{question}", assumed=not doubtful)
        request = request._replace(again=request.again or twice)
    # Whoever is new was nobody's customer when this was agreed: no card, nothing owed.
    registered = _registered(counter, request.customer)
    with counter.writing():
        books = counter.read_books()
        if request.order:
            order = books.orders.get_open(request.order.id).at(request.price)
            request = request._replace(order=order)
        now = selling.prepare(request, books, counter)
        selling.refuse_changed(offer, now)
        row = counter.append(SALES, {**now.row, **registered, **signed})
    return Sold(row, now)


def _registered(counter: "Counter", customer: Customer | None) -> Row:
    """Registers a customer who has no id yet; the column that names a new one."""
    if customer is None or customer.id:
        return {}
    return {"pelanggan": customers.enter(counter, customer).id}


def _when(
    person: Person, counter: "Counter", typed: Typed, customer: Customer | None
) -> tuple[datetime | None, str]:
    """When it was sold, None for now; and the term, as a date where its year had to be asked."""
    if not typed.when and not typed.term:
        return None, ""
    from pulsa_cli.dialog import days  # hardly a sale needs it

    moment = days.moment(person, typed.when, counter.now)
    day = (moment or counter.now).date()
    return moment, days.term(person, typed.term, day, customer.payday if customer else None)


def account_of(credit: bool, prepaid: bool) -> str:
    """Where to what is not paid now goes, by the options: KASBON, TITIPAN, or nowhere. Raises
    WrongUse for both."""
    if credit and prepaid:
        raise WrongUse("Pakai -k (kasbon) atau --titipan, tidak keduanya.")
    return KASBON if credit else TITIPAN if prepaid else ""


def acknowledge(terms: "Terms", sold: Sold, form: str, messages: "Messages | None" = None) -> None:
    """Says what is on disk, as the eye or a program wants it (`form`); with `messages` also what
    the customer can be told."""
    row, offer = sold
    if form != "tabel":
        from pulsa_cli.show import columns, sales  # at the counter nobody reads JSON

        sale = Sale(row)
        sale.carried = offer.quote.carried
        terminal.acknowledge(columns.one(sale, sales.FIELDS, form))
        return
    for line in shown.recorded(row, offer):
        terminal.acknowledge(line)
    if messages and (said := shown.message(row, offer, messages, terms.policy)):
        from pulsa_cli.show.whatsapp import unlinked

        terminal.acknowledge(f"\n{said}")
        customer = offer.request.customer
        if customer and (why := unlinked(customer.called, customer.numbers)):
            terminal.note(why)


def chosen(person: Person, terms: "Terms", number: str, word: str, force: bool = False) -> Choice:
    """Number and product; where the number fits two operators, the seller says which. Raises
    Refused."""
    try:
        return quote.choose(number, word, terms.products, terms.prefixes, force)
    except Ambiguous as unclear:
        if not person.here:
            raise
        product = person.choose(
            "Kartu apa?", unclear.products, lambda product: f"{product.operator} ({product.code})"
        )
        return quote.choose(number, product.code, terms.products, terms.prefixes, force)


def number_of(person: Person, terms: "Terms", customer: Customer, product: str) -> str:
    """Which of the customer's numbers: those that the product can go to, then the seller says.
    Raises Refused."""
    numbers = selling.numbers_for(customer, product, terms)
    if len(numbers) == 1:
        return numbers[0]
    if not person.here:
        several = (
            f"punya {len(numbers)} nomor: {', '.join(numbers)}" if numbers else "belum punya nomor"
        )
        raise Refused(f"{customer.called} {several}. Tulis nomornya.")
    if not numbers:
        return person.ask(f"Nomor {customer.called}:")
    return person.choose(f"Nomor {customer.called} yang mana?", numbers, str)


def _taken_apart(
    person: Person, counter: "Counter", typed: Sequence[str]
) -> tuple[str, str, list[str], Customer | None]:
    """A number (as typed), the product's word, the rest; and the customer whose name stood in
    place of the number."""
    if not words.is_name(typed[0]):
        return *words.split(typed), None
    name, product, rest = split_name(counter, typed)
    books = counter.read_books()
    try:
        customer = customers.chosen(person, books, name)
    except Unknown as unknown:
        called, number = with_number(name)
        if not person.here:
            new_name(name)  # refused, with what to type, where there is a number in it
            raise Refused(f"'{name}' bukan nomor. {unknown}") from None
        number = number or person.ask(
            f"Pelanggan '{name}' belum ada. Nomornya [Enter = tidak jadi]:"
        )
        if not number:
            raise Refused("Tidak dicatat.") from None
        return number, product, rest, unregistered(books, free_text.plain(called, "Nama"), number)
    return number_of(person, counter, customer, product), product, rest, customer


def split_name(terms: "Terms", typed: Sequence[str]) -> tuple[str, str, list[str]]:
    """A customer's name, which goes up to the first word that is a product; the product; the
    rest."""
    for place, word in enumerate(typed):
        if place and (denomination(word) or terms.products.for_sale(word)):
            return words.split_name(typed, place)
    return words.split_name(typed, 0)


def _whole_name(name: str, rest: list[str], settings: "Settings") -> tuple[str, list[str]]:
    """The whole name, and the other words: of `-k bu siti` the option takes the first one alone."""
    unread = [word for word in rest if word != words.AGAIN and not settings.is_method(word)]
    return " ".join([name, *unread]), [word for word in rest if word not in unread]


def _tender(terms: "Terms", rest: list[str], typed: Typed) -> tuple[Tender, bool]:
    """What is paid how, and whether a repeat is meant, from options and the words after the
    product."""
    named = [word for word in rest if word != words.AGAIN]
    if len(named) > 1:
        raise WrongUse(f"Kelebihan kata: {' '.join(named[1:])}.")
    method = named[0] if named else typed.method
    return tendered(typed.tendered, method, terms.settings), typed.again or words.AGAIN in rest


def _asked_product(person: Person, number: str) -> str:
    """The product that was not typed. Raises WrongUse without a person or an answer."""
    if len(phone.digits(number)) < 10:
        phone.normalise(number)  # the number is what is wrong; this says how
    word = person.ask(f"Produk untuk {phone.group(phone.digits(number))} (misalnya 10):")
    if not word:
        raise WrongUse("Produk belum ditulis. Contoh: pulsa jual 081234567890 10")
    return word


def _customer(
    person: Person, books: "Books", number: str, name: str, needed: bool
) -> Customer | None:
    """Who buys: by the name behind -k or --titipan, else whose number (as stored) it is; somebody
    is `needed` where the sale goes to an account."""
    if not name:
        owners = books.customers.owners_of(number)
        if needed and len(owners) > 1:  # two counters registered it: whose debt is it?
            name = number
        elif owners or not needed:
            return owners[0] if owners else None
        else:
            name = person.ask("Atas nama siapa?")
    if not name:
        raise WrongUse(f"{number} belum milik siapa-siapa. Tulis namanya: -k NAMA")
    try:
        return customers.chosen(person, books, name)
    except Unknown:
        if not person.here or phone.is_mobile(name):
            raise
    new = unregistered(books, free_text.plain(name, "Nama"), number)
    person.agree(f"Pelanggan '{new.name}' belum ada. Daftarkan?")
    return new


def _price(request: Request) -> int | None:
    return request.choice.product.price if request.price is None else request.price


def _carried(person: Person, books: "Books", request: Request) -> Sale | None:
    """A failed sale whose money is kept for this number, if it is to pay for this one."""
    kept, fits = selling.kept_for(books, request.number, request.order.id if request.order else "")
    if kept is None:
        return None
    said = (
        f"{rupiah(kept.held)} untuk nomor ini masih di konter, dari {kept.id} "
        f"({kept.name}, {kept.status})."
    )
    if person.here and fits:
        return kept if person.confirm(f"{said} Pakai sekarang?") else None
    terminal.note(f"{said} Memakainya: pulsa transaksi ulang {kept.id}")
    return None


def _uses_balance(person: Person, offer: Offer) -> bool:
    """Is the prepaid balance to pay what it can? Where nobody can be asked, it is not."""
    balance, to_pay = selling.free_balance(offer), offer.quote.paid
    called = offer.request.customer.called if offer.request.customer else ""
    said = f"Uang titipan {called} {rupiah(balance)}."
    if not person.here:
        terminal.note(f"{said} Memakainya: --titipan")
        return False
    rest = f", sisanya {rupiah(to_pay - balance)} dibayar sekarang" if to_pay > balance else ""
    return person.confirm(f"{said} Pakai{rest}?")


def _say_account(books: "Books", offer: Offer) -> None:
    """What the customer's account says before anything is asked: what is open, what is late, and
    whether the policy allows more. Raises Refused."""
    if offer.due:
        from pulsa_cli.trade.credit import behind

        for line in behind(books):
            terminal.note(line)
    for line in shown.account(offer, (offer.request.moment or books.now).date()):
        terminal.note(line)
    if offer.request.account == KASBON and offer.due and offer.refused:
        raise Refused(offer.refused)
    if offer.broken:
        terminal.warn(f"aturan dilewati: {offer.broken}.")

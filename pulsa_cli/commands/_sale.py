"""One sale, from what was typed to the row on disk, with questions where there is someone to
ask."""
from datetime import date
from typing import NamedTuple

from pulsa_cli.commands import _click
from pulsa_cli.commands._credit import keep_policy, remind, say_open, tell_age
from pulsa_cli.commands._corrections import refuse_twins, standing_twins, warn_same_sn
from pulsa_cli.commands._people import money_now, register
from pulsa_cli.commands._typed import Typed, Wanted, find_buyer, read, whole_name
from pulsa_cli.core import dates, money, phone, selling, terms
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.sales import KASBON, TITIPAN, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.core.selling import Ambiguous, Choice, Quote
from pulsa_cli.core.standing import Standing
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.output import sales as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


_LESSONS = 2  # of earlier complaints; more would not be read with a queue waiting


class Deal(NamedTuple):
    """What is about to be recorded. `buyer` may still have to be registered (no id yet);
    `repeated` is a failed sale whose money pays for this one; `due` is None unless on credit."""

    quote: Quote
    buyer: Customer | None
    repeated: Sale | None
    due: date | None
    prepaid: bool


def sell(shop: Shop, wanted: Wanted) -> tuple[Row, Quote]:
    """Records one sale. Raises Refused and WrongUse with nothing recorded."""
    shop.settings.require_name()
    shop.device.require_counter()
    if wanted.message:
        shop.texts  # a mistake in them is told before the sale, not behind it
    asking = terminal.interactive() and not wanted.yes
    typed = read(shop, wanted, asking)
    typed, wanted = whole_name(shop, typed, wanted)
    method, again = _extras(shop, typed.rest, wanted)
    moment = dates.parse_time(wanted.when, shop.now()) if wanted.when else shop.now()
    deal = _deal(shop, typed, wanted, moment.date(), asking)
    row = {**_row(deal, wanted, method), "waktu": moment.isoformat() if wanted.when else ""}
    if not wanted.when:
        del row["waktu"]

    def twins() -> list[Sale]:
        return [] if again else standing_twins(shop, row["nomor"], row["produk"], moment.date())

    for warning in deal.quote.warnings:
        terminal.warn(warning)
    warn_same_sn(shop, wanted.sn)
    _recall_complaints(shop, row["nomor"])
    _check_account(shop, deal, wanted)
    if asking:
        again = _confirmed(shop, deal, twins()) or again
    if deal.buyer and not deal.buyer.id:
        deal = deal._replace(buyer=register(shop, {"nama": deal.buyer.name,
                                                   "nomor": " ".join(deal.buyer.numbers)}))
    after = [Standing((), 0)]

    def build() -> Row:
        refuse_twins(twins())
        _refuse_used(shop, deal)
        before = _standing(shop, deal)
        _refuse_remainder(deal, before)
        _keep_policy(shop, deal, before, wanted)
        after.append(before.after(deal.quote.owed))
        return {**row, "pelanggan": deal.buyer.id if deal.buyer else "",
                "titipan": str(before.balance - after[-1].balance) if deal.quote.owed else ""}

    recorded = shop.record(SALES, build, lambda made: _acknowledge(
        shop, made, deal, after[-1], wanted))
    return recorded, deal.quote


def _deal(shop: Shop, typed: Typed, wanted: Wanted, day: date, asking: bool) -> Deal:
    word = typed.product or _asked_product(typed.number, asking)
    choice = _chosen(shop, typed.number, word, wanted, asking)
    number = phone.group(choice.number)
    buyer = find_buyer(shop, number, typed, wanted, asking)
    repeated = _offered(shop, number, asking)
    on_account = wanted.credit is not None or wanted.prepaid is not None
    quote = _priced(choice, wanted, asking, repeated.held if repeated else 0, on_account)
    due = None
    if quote.owed and wanted.credit is not None and buyer:
        policy = shop.policy  # read in any case: a mistake in it has to show before recording
        term = wanted.term or buyer.term or policy.term
        due = terms.due_date(term, day, buyer.payday)
    return Deal(quote, buyer, repeated, due, wanted.prepaid is not None)


def _recall_complaints(shop: Shop, number: str) -> None:
    """Says what earlier complaints about this number (as stored) taught."""
    if shop.books.complained_of(number):
        from pulsa_cli.output.complaints import lessons  # hardly a sale needs it
        for lesson in lessons(shop.complaints.of_number(number), shop.now())[:_LESSONS]:
            terminal.warn(lesson)


def _offered(shop: Shop, number: str, asking: bool) -> Sale | None:
    """A failed sale whose money is kept for this number, if it is to pay for this one."""
    for sale in shop.books.held_for(number)[:1]:
        said = (f"{money.rupiah(sale.held)} untuk nomor ini masih di konter, dari {sale.id} "
                f"({sale.row['nama']}, {sale.status}).")
        if asking:
            return sale if terminal.confirm(f"{said} Pakai sekarang?") else None
        terminal.note(f"{said} Memakainya: pulsa transaksi ulang {sale.id}")
    return None


def _standing(shop: Shop, deal: Deal) -> Standing:
    return shop.clients.standing(deal.buyer) if deal.buyer and deal.buyer.id else Standing((), 0)


def _refuse_remainder(deal: Deal, before: Standing) -> None:
    """Raises Refused where the prepaid balance doesn't cover what was to be paid from it."""
    missing = deal.quote.owed - before.balance
    if deal.prepaid and deal.buyer and missing > 0:
        raise Refused(f"Uang titipan {deal.buyer.called} {money.rupiah(before.balance)}, kurang "
                      f"{money.rupiah(missing)}. Bayar sisanya dengan --dibayar "
                      f"{money.typeable(missing)}, atau jual kasbon dengan -k.")


def _check_account(shop: Shop, deal: Deal, wanted: Wanted) -> None:
    """What the buyer's account says before anything is asked: what is open, what is late, and
    whether the policy allows it. Raises Refused."""
    before = _standing(shop, deal)
    if deal.due is None:
        if deal.buyer:
            remind(shop, deal.buyer, before)
        return
    tell_age(shop)
    if deal.buyer:
        say_open(shop, deal.buyer, before)
    if broken := _keep_policy(shop, deal, before, wanted):
        terminal.warn(f"aturan dilewati: {broken}.")


def _keep_policy(shop: Shop, deal: Deal, before: Standing, wanted: Wanted) -> str:
    if not deal.buyer or not deal.due:
        return ""
    return keep_policy(shop, deal.buyer, before, deal.quote.owed, wanted.force, deal.quote.paid)


def _refuse_used(shop: Shop, deal: Deal) -> None:
    """Raises Refused where the failed sale's money went elsewhere meanwhile."""
    if deal.repeated and shop.books.sale(deal.repeated.id).held < deal.quote.carried:
        raise Refused(f"Uang dari {deal.repeated.id} baru saja dipakai. Ulangi.")


def _row(deal: Deal, wanted: Wanted, method: str) -> Row:
    quote, product = deal.quote, deal.quote.product
    if quote.owed and not quote.paid:
        method = TITIPAN if deal.prepaid else KASBON
    return {"jenis": "jual", "ref": deal.repeated.id if deal.repeated else "",
            "nomor": phone.group(quote.number), "operator": product.operator,
            "produk": product.code, "nama": product.name,
            "modal": "" if quote.cost is None else str(quote.cost), "harga": str(quote.price),
            "diskon": str(quote.discount), "dibayar": str(quote.paid), "cara": method,
            "tempo": deal.due.isoformat() if deal.due else "",
            "status": wanted.status, "sn": wanted.sn, "alasan": wanted.force,
            "kasir": wanted.cashier, "catatan": wanted.note}


def _acknowledge(shop: Shop, row: Row, deal: Deal, after: Standing, wanted: Wanted) -> None:
    if wanted.form != "tabel":
        sale = Sale(row)
        sale.carried = deal.quote.carried
        terminal.acknowledge(tables.emit_one(shown.record(sale), shown.FIELDS, wanted.form))
        return
    terminal.acknowledge(shown.recorded(row, deal.quote))
    if deal.buyer and deal.quote.owed:
        said = shown.on_account(deal.quote.owed, int(row["titipan"]), deal.due)
        terminal.acknowledge(f"{deal.buyer.called}: {said} · "
                             f"{money_now(after.owed, after.balance)}")
    amount = deal.quote.owed - int(row["titipan"] or 0)
    if wanted.message and deal.buyer and deal.due and amount:
        _show_message(shop, row, deal.buyer, deal.due, after.owed, amount)


def _show_message(shop: Shop, row: Row, buyer: Customer, due: date, owed: int,
                  amount: int) -> None:
    from pulsa_cli.commands._messages import messages_of, with_link  # off the start-up path
    from pulsa_cli.output.policy import consequence
    message = messages_of(shop).credit_given(
        buyer.name, f"{row['nama']} untuk {row['nomor']}" + (
            f" (sudah dibayar {money.rupiah(int(row['dibayar']))})" if int(row["dibayar"]) else ""),
        amount, due, owed,
        consequence(shop.policy))
    terminal.acknowledge(f"\n{with_link(message, [*buyer.numbers, row['nomor']])}")


def _asked_product(number: str, asking: bool) -> str:
    """The product that was not typed. Raises WrongUse without a person or an answer."""
    if len(phone.digits(number)) < 10:
        phone.normalise(number)  # the number is what is wrong; this says how
    word = terminal.ask(f"Produk untuk {phone.group(phone.digits(number))} (misalnya 10):") \
        if asking else ""
    if not word:
        raise WrongUse("Produk belum ditulis. Contoh: pulsa jual 081234567890 10")
    return word


def _extras(shop: Shop, rest: list[str], wanted: Wanted) -> tuple[str, bool]:
    """Way to pay, and whether a repeat is meant, from options and the words after the product."""
    again = wanted.again or "lagi" in rest
    named = [word for word in rest if word != "lagi"]
    if len(named) > 1:
        raise WrongUse(f"Kelebihan kata: {' '.join(named[1:])}.")
    typed = named[0] if named else wanted.method
    return shop.settings.method(typed) if typed else shop.settings.methods[0], again


def _chosen(shop: Shop, number: str, word: str, wanted: Wanted, asking: bool) -> Choice:
    """Number and product; where the number fits two operators, the seller says which."""
    try:
        return selling.choose(number, word, shop.products, shop.prefixes, bool(wanted.force))
    except Ambiguous as unclear:
        if not asking:
            raise
        place = terminal.pick("Kartu apa?", [f"{each.operator} ({each.code})"
                                             for each in unclear.products])
        return selling.choose(number, unclear.products[place].code, shop.products, shop.prefixes)


def _priced(choice: Choice, wanted: Wanted, asking: bool, carried: int, credit: bool) -> Quote:
    """The quote; a price that the list does not have is asked for."""
    price = wanted.price
    if price is None and choice.product.price is None and asking:
        price = _click.Rupiah().convert(terminal.ask(f"Harga jual {choice.product.label}:"),
                                        None, None)
    return selling.quote(choice, price=price, cost=wanted.cost, discount=wanted.discount,
                         tendered=wanted.tendered, carried=carried, credit=credit)


def _confirmed(shop: Shop, deal: Deal, twins: list[Sale]) -> bool:
    """Reads the sale back; returns whether a repeat of the same day was agreed to.

    Raises Refused when the answer is no: nothing is recorded.
    """
    for sale in twins:
        terminal.warn(shown.sold_before(sale))
    before = _standing(shop, deal)
    _refuse_remainder(deal, before)
    said = shown.read_back(deal.quote, deal.buyer.called if deal.buyer else "")
    if deal.quote.owed:
        prepaid = min(before.balance, deal.quote.owed)
        said += f" · {shown.on_account(deal.quote.owed, prepaid, deal.due)}"
    question = ". Jual lagi?" if twins else ""
    if not terminal.confirm(f"{said}{question}", assumed=not twins):
        raise Refused("Tidak dicatat.")
    return bool(twins)

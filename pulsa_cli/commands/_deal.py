"""A sale that is agreed on, from the last questions to the row on disk."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.commands._corrections import refuse_twins, standing_twins, warn_same_sn
from pulsa_cli.commands._typed import Wanted
from pulsa_cli.core import dates, money, phone
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.quote import Quote
from pulsa_cli.core.sales import KASBON, TITIPAN, Sale
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.customers import register
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import sales as shown
from pulsa_cli.show import tables
from pulsa_cli.show.credit import already_open, late, money_now
from pulsa_cli.trade import credit

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Gift, Level
    from pulsa_cli.core.orders import OpenOrder

_LESSONS = 2  # of earlier complaints; more would not be read with a queue waiting


class Deal(NamedTuple):
    """What is about to be recorded. `buyer` may still have to be registered (no id yet); `again`,
    the same sale of that day is meant to be made once more; `repeated` is a failed sale whose
    money pays for this one; `due` is None unless on credit; `prepaid`, nothing may be owed;
    `level` is the buyer's card and `gift` what it gives; `order` is what is fulfilled by it."""

    quote: Quote
    buyer: Customer | None
    method: str
    again: bool
    repeated: Sale | None
    due: date | None
    prepaid: bool
    level: "Level | None" = None
    gift: "Gift | None" = None
    order: "OpenOrder | None" = None


def settle(shop: Shop, deal: Deal, wanted: Wanted, moment: datetime | None, person: Person) -> Row:
    """Records the sale, with the questions that a person has to answer; `moment` is when it
    happened, None for now. Raises Refused."""
    row = {**_row(deal, wanted), **({"waktu": moment.isoformat()} if moment else {})}
    day, again = (moment or shop.now).date(), deal.again

    def twins() -> list[Sale]:
        return [] if again else standing_twins(shop, row["nomor"], row["produk"], day)

    for warning in deal.quote.warnings:
        terminal.warn(warning)
    warn_same_sn(shop, wanted.sn)
    _recall_complaints(shop, row["nomor"])
    _recall_order(shop, deal)
    _check_account(shop, deal, wanted)
    if person.here:
        again = _confirmed(shop, deal, twins()) or again
    if deal.buyer and not deal.buyer.id:
        deal = deal._replace(
            buyer=register(shop, {"nama": deal.buyer.name, "nomor": " ".join(deal.buyer.numbers)})
        )
    after = [Standing((), 0)]

    def build() -> Row:
        refuse_twins(twins())
        _refuse_used(shop, deal)
        before = _standing(shop, deal)
        _refuse_remainder(deal, before)
        _keep_policy(shop, deal, before, wanted)
        after.append(before.after(deal.quote.owed))
        prepaid = min(deal.quote.owed, before.balance - after[-1].balance)
        # The very record that ordered: its money is there also where a union is taken back.
        buyer = deal.order.order.customer if deal.order else deal.buyer.id if deal.buyer else ""
        return {**row, "pelanggan": buyer, "titipan": str(prepaid) if deal.quote.owed else ""}

    return shop.record(SALES, build, lambda made: _acknowledge(shop, made, deal, after[-1], wanted))


def balance_used(shop: Shop, buyer: Customer | None, due: int, person: Person) -> int:
    """Of what is to be paid now (rupiah), how much the buyer's prepaid balance pays; where nobody
    can be asked, nothing."""
    balance = (
        shop.read_books().customers.standing(buyer).balance if buyer and buyer.id and due else 0
    )
    if not balance or not buyer:
        return 0
    said = f"Uang titipan {buyer.called} {money.rupiah(balance)}."
    if not person.here:
        terminal.note(f"{said} Memakainya: --titipan")
        return 0
    rest = f", sisanya {money.rupiah(due - balance)} dibayar sekarang" if due > balance else ""
    return min(balance, due) if person.confirm(f"{said} Pakai{rest}?") else 0


def _check_account(shop: Shop, deal: Deal, wanted: Wanted) -> None:
    """What the buyer's account says before anything is asked: what is open, what is late, and
    whether the policy allows it. Raises Refused."""
    before = _standing(shop, deal)
    if deal.due is None:
        if deal.buyer:
            _remind(shop, deal.buyer, before)
        return
    for line in credit.behind(shop.read_books()):
        terminal.note(line)
    if deal.buyer:
        if said := already_open(deal.buyer, before, shop.today):
            terminal.note(said)
    if broken := _keep_policy(shop, deal, before, wanted):
        terminal.warn(f"aturan dilewati: {broken}.")


def _recall_complaints(shop: Shop, number: str) -> None:
    """Says what earlier complaints about this number (as stored) taught."""
    if shop.read_books().sales.complained_of(number):
        from pulsa_cli.show.complaints import lessons  # hardly a sale needs it

        for lesson in lessons(shop.read_books().complaints.of_number(number), shop.now)[:_LESSONS]:
            terminal.warn(lesson)


def _recall_order(shop: Shop, deal: Deal) -> None:
    """Says where this was ordered and is still to be fulfilled, so that nobody pays twice; and of
    an order where it is early."""
    if deal.order:
        if deal.order.due > shop.today:
            terminal.warn(
                f"pesanan {deal.order.id} untuk {dates.show_day(deal.order.due)}, diisi lebih awal."
            )
    elif deal.buyer and deal.buyer.id and shop.read_books().sales.has_orders():
        for each in shop.read_books().orders.of_goods(
            deal.buyer, phone.group(deal.quote.number), deal.quote.product.code
        ):
            terminal.warn(
                f"ini juga dipesan ({each.id}, untuk {dates.show_day(each.due)}). "
                f"Mengisi pesanannya: pulsa pesanan isi {each.id}"
            )


def offered(shop: Shop, number: str, person: Person, order: str = "") -> Sale | None:
    """A failed sale whose money is kept for this number, if it is to pay for this one; only one
    that was to fulfil the `order`, where one is named."""
    held = shop.read_books().sales.held_for(number)
    fitting = [sale for sale in held if shop.read_books().sales.order_of(sale) == order]
    for sale in (fitting or held)[:1]:
        said = (
            f"{money.rupiah(sale.held)} untuk nomor ini masih di konter, dari {sale.id} "
            f"({sale.name}, {sale.status})."
        )
        if person.here and fitting:
            return sale if person.confirm(f"{said} Pakai sekarang?") else None
        terminal.note(f"{said} Memakainya: pulsa transaksi ulang {sale.id}")
    return None


def with_kept(standing: Standing, order: "OpenOrder | None") -> Standing:
    """How the customer stands once what is kept for this order is free to pay for it."""
    paid = order.paid if order else 0
    return standing._replace(balance=standing.balance + paid, reserved=standing.reserved - paid)


def _standing(shop: Shop, deal: Deal) -> Standing:
    found = (
        shop.read_books().customers.standing(deal.buyer)
        if deal.buyer and deal.buyer.id
        else Standing((), 0)
    )
    return with_kept(found, deal.order)


def _refuse_remainder(deal: Deal, before: Standing) -> None:
    """Raises Refused where the prepaid balance doesn't cover what was to be paid from it."""
    missing = deal.quote.owed - before.balance
    if deal.prepaid and deal.buyer and missing > 0:
        balance = money.rupiah(before.balance - (deal.order.paid if deal.order else 0))
        raise Refused(
            f"Uang titipan {deal.buyer.called} {balance}, kurang "
            f"{money.rupiah(missing)}. Bayar sisanya dengan --dibayar "
            f"{money.typeable(missing)}, atau jual kasbon dengan -k."
        )


def _keep_policy(shop: Shop, deal: Deal, before: Standing, wanted: Wanted) -> str:
    if not deal.buyer or not deal.due:
        return ""
    return credit.passed_over(
        shop.policy,
        credit.Borrower(deal.buyer, before, deal.level),
        credit.NewDebt(deal.quote.owed, deal.quote.paid),
        shop.today,
        wanted.force,
    )


def _remind(shop: Shop, customer: Customer, standing: Standing) -> None:
    """Reminds the seller of debt that is as late as the policy says, whatever is sold. A mistake
    in the policy's file is no reason not to sell for cash."""
    if not standing.overdue(shop.today):
        return
    try:
        said = late(shop.policy, customer, standing, shop.today)
    except NotUnderstood as error:
        said = f"{error.where}: {error.why} Kasbon yang lewat tidak diperiksa."
    if said:
        terminal.warn(said)


def _refuse_used(shop: Shop, deal: Deal) -> None:
    """Raises Refused where the failed sale's money, the card's gift or the order's money went
    elsewhere meanwhile."""
    if deal.repeated and shop.read_books().sales.get(deal.repeated.id).held < deal.quote.carried:
        raise Refused(f"Uang dari {deal.repeated.id} baru saja dipakai. Ulangi.")
    if deal.gift and deal.buyer:
        loyalty = shop.read_books().loyalty(shop.card)
        level = loyalty.holder(deal.buyer).level
        if not level or deal.gift != loyalty.gift(
            deal.buyer, level, deal.quote.price, deal.quote.cost
        ):
            raise Refused(f"Kartu {deal.buyer.called} baru saja berubah. Ulangi.")
    if deal.order:
        now = shop.read_books().orders.get_open(deal.order.id)
        if (now.due, now.kept) != (deal.order.due, deal.order.kept):
            raise Refused(f"Pesanan {now.id} baru saja berubah. Ulangi.")


def _row(deal: Deal, wanted: Wanted) -> Row:
    quote, product, method = deal.quote, deal.quote.product, deal.method
    if quote.owed and not quote.paid:
        method = TITIPAN if deal.prepaid else KASBON
    ref = deal.repeated.id if deal.repeated else deal.order.id if deal.order else ""
    return {
        "jenis": "jual",
        "ref": ref,
        "nomor": phone.group(quote.number),
        "operator": product.operator,
        "produk": product.code,
        "nama": product.name,
        "modal": "" if quote.cost is None else str(quote.cost),
        "harga": str(quote.price),
        "diskon": str(quote.discount),
        "hadiah": deal.gift.kind if deal.gift else "",
        "dibayar": str(quote.paid),
        "cara": method,
        "tempo": deal.due.isoformat() if deal.due else "",
        "status": wanted.status,
        "sn": wanted.sn,
        "alasan": wanted.force,
        "kasir": wanted.cashier,
        "catatan": wanted.note,
    }


def _acknowledge(shop: Shop, row: Row, deal: Deal, after: Standing, wanted: Wanted) -> None:
    if wanted.form != "tabel":
        sale = Sale(row)
        sale.carried = deal.quote.carried
        terminal.acknowledge(tables.emit_one(shown.record(sale), shown.FIELDS, wanted.form))
        return
    terminal.acknowledge(
        " · ".join(
            filter(None, [shown.recorded(row, deal.quote), shown.gift(deal.gift, deal.quote.total)])
        )
    )
    if deal.buyer and deal.quote.owed:
        said = shown.on_account(deal.quote.owed, int(row["titipan"]), deal.due)
        terminal.acknowledge(f"{deal.buyer.called}: {said} · {money_now(after)}")
    following = (
        deal.order.order.following(date.fromisoformat(row["waktu"][:10])) if deal.order else None
    )
    if following:
        terminal.acknowledge(f"Berikutnya {dates.show_day(following)}.")
    if wanted.message and (said := _message(shop, row, deal, after.owed)):
        terminal.acknowledge(f"\n{said}")


def _message(shop: Shop, row: Row, deal: Deal, owed: int) -> str:
    """What the customer is told of an order that is fulfilled, or of a debt that was made."""
    from pulsa_cli.show.messages import Messages
    from pulsa_cli.show.policy import consequence
    from pulsa_cli.show.whatsapp import with_link

    if not deal.buyer:
        return ""
    goods, paid = f"{row['nama']} untuk {row['nomor']}", int(row["dibayar"])
    prepaid = int(row["titipan"] or 0)
    left = deal.quote.owed - prepaid
    numbers = [*deal.buyer.numbers, row["nomor"]]
    if deal.order:
        return with_link(
            Messages(shop.texts, shop.now, shop.settings.name, shop.settings.methods).order_ready(
                deal.buyer.name, goods, deal.quote.total, prepaid, left, deal.due
            ),
            numbers,
        )
    if not left or not deal.due:
        return ""
    paid_now = f" (sudah dibayar {money.rupiah(paid)})" if paid else ""
    return with_link(
        Messages(shop.texts, shop.now, shop.settings.name, shop.settings.methods).credit_given(
            deal.buyer.name, goods + paid_now, left, deal.due, owed, consequence(shop.policy)
        ),
        numbers,
    )


def _confirmed(shop: Shop, deal: Deal, twins: list[Sale]) -> bool:
    """Reads the sale back; returns whether a repeat of the same day was agreed to.

    Raises Refused when the answer is no: nothing is recorded.
    """
    for sale in twins:
        terminal.warn(shown.sold_before(sale))
    before = _standing(shop, deal)
    _refuse_remainder(deal, before)
    said = shown.read_back(deal.quote, deal.buyer.called if deal.buyer else "")
    if deal.order:
        said += f" · pesanan {deal.order.id} untuk {dates.show_day(deal.order.due)}"
    if deal.quote.owed:
        prepaid = min(before.balance, deal.quote.owed)
        said += f" · {shown.on_account(deal.quote.owed, prepaid, deal.due)}"
    if deal.gift:
        said += f" · {shown.gift(deal.gift, deal.quote.total)}"
    question = ". Jual lagi?" if twins else ""
    if not Person().confirm(f"{said}{question}", assumed=not twins):
        raise Refused("Tidak dicatat.")
    return bool(twins)

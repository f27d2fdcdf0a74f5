"""Money that a customer brings: what it pays, what is handed back or kept, the row, and what is
said."""

from datetime import datetime
from typing import NamedTuple

import click

from pulsa_cli.commands import types
from pulsa_cli.commands._debts import TWIN, account_with
from pulsa_cli.core import dates
from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import PAYMENT
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.schema import MONEY, Row
from pulsa_cli.core.standing import OpenPart, Received
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show.credit import money_now
from pulsa_cli.show.messages import Messages
from pulsa_cli.show.whatsapp import with_link

CHANGE, PREPAID = "kembali", "titipan"
ALL = ("lunas", "semua")
_LAST = 20


class Payment(NamedTuple):
    """What is brought: rupiah, the way to pay, the debt to be paid first, and what becomes of more
    than is owed (CHANGE, PREPAID; empty = refused). `when` is empty for now."""

    customer: Customer
    amount: int
    method: str
    named: OpenDebt | None = None
    excess: str = ""
    when: str = ""
    again: bool = False
    message: bool = False
    cashier: str = ""
    note: str = ""


def take(shop: Shop, payment: Payment, typed: str, person: Person) -> None:
    """Records a payment of the amount `typed`, or of everything (ALL); where nothing was typed, a
    person is asked. Raises Refused where nothing is owed that could be paid."""
    customer, named = payment.customer, payment.named
    standing = shop.read_books().customers.standing(customer)
    owed = standing.payable_with(named.id if named else "")
    if not owed:
        raise Refused(_nothing(customer, standing.owed))
    if on_hold := standing.owed - owed:
        terminal.note(f"Selain itu {rupiah(on_hold)} sedang ditahan.")
    asked = not typed
    if asked:
        typed = (
            person.ask(f"{customer.called}: kasbon {rupiah(owed)}. Dibayar berapa? [Enter = lunas]")
            or ALL[0]
        )
    if named and typed.casefold() in ALL:
        owed = named.left
    amount: int = (
        owed
        if typed.casefold() in ALL
        else types.Rupiah().convert(typed, None, click.get_current_context())
    )
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    receive(shop, payment._replace(amount=amount), person, sure=asked)


def _nothing(customer: Customer, on_hold: int) -> str:
    if on_hold:
        return (
            f"Kasbon {customer.called} {rupiah(on_hold)} sedang ditahan. Kalau tetap dibayar: "
            "--untuk ID"
        )
    return (
        f"{customer.called} tidak punya kasbon. Uang untuk belanja berikutnya: pulsa titipan terima"
    )


def receive(shop: Shop, payment: Payment, person: Person, sure: bool = False) -> None:
    """Records a payment, with the questions that a person has to answer; `sure`, the amount was
    asked for already. Raises Refused."""
    customer = payment.customer
    moment = dates.parse_time(payment.when, shop.now) if payment.when else shop.now
    named = payment.named.id if payment.named else ""
    owed = shop.read_books().customers.standing(customer).payable_with(named)
    excess = payment.amount - owed
    if excess > 0 and not payment.excess:
        payment = payment._replace(excess=_asked_excess(payment, owed, excess, person))
    elif (
        person.here
        and not sure
        and not person.confirm(f"{_brought(payment)} · {_split_asked(payment, owed)}. Benar?")
    ):
        raise Refused("Tidak dicatat.")
    kept = _kept(payment, owed)
    twin = None if payment.again else _twin(shop, customer, kept, moment)
    if twin and person.here:
        if not person.confirm(f"{_twin_said(twin)} Catat lagi?", assumed=False):
            raise Refused("Tidak dicatat.")
        payment = payment._replace(again=True)
    texts: list[str] = []

    def build() -> Row:
        now = shop.read_books().customers.standing(customer).payable_with(named)
        if payment.amount > now and not payment.excess:
            raise Refused("Kasbonnya baru saja berubah. Ulangi.")
        kept = _kept(payment, now)
        if not kept:
            raise Refused(f"{customer.called} sudah tidak punya kasbon.")
        if not payment.again and (twin := _twin(shop, customer, kept, moment)):
            raise Refused(f"{_twin_said(twin)} Kalau memang dibayar lagi, tambahkan --lagi.")
        row = {
            "jenis": PAYMENT,
            "ref": named,
            "pelanggan": customer.id,
            "jumlah": str(kept),
            "cara": payment.method,
            "kasir": payment.cashier,
            "catatan": payment.note,
            **({"waktu": moment.isoformat()} if payment.when else {}),
        }
        before, after = (
            shop.read_books().customers.account(customer),
            account_with(shop, customer, row),
        )
        texts[:] = _said(payment, now, before, after)
        if payment.message:
            texts.append(_message(shop, customer, kept, after))
        return row

    shop.record(
        MONEY, build, lambda row: terminal.acknowledge(f"Tercatat {row['id']}: " + "\n".join(texts))
    )


def _asked_excess(payment: Payment, owed: int, excess: int, person: Person) -> str:
    """What becomes of more than is owed. Raises Refused where nobody can be asked."""
    if not person.here:
        raise Refused(
            f"{payment.customer.called} hanya berhutang {rupiah(owed)}, lebihnya "
            f"{rupiah(excess)}. Tambahkan --lebih kembali atau --lebih titipan."
        )
    prompt = (
        f"{_brought(payment)}, kasbon {rupiah(owed)}. Kembalian {rupiah(excess)} [Enter] · "
        "t = titip"
    )
    while True:
        answer = person.ask(prompt).casefold()
        if answer in ("", "k", "kembali", "y", "ya"):
            return CHANGE
        if answer in ("t", "titip", "titipan"):
            return PREPAID
        prompt = "Enter = kembalian, t = titip:"


def _kept(payment: Payment, owed: int) -> int:
    return min(payment.amount, owed) if payment.excess == CHANGE else payment.amount


def _twin(shop: Shop, customer: Customer, amount: int, moment: datetime) -> Received | None:
    """A payment of the same customer and amount, made about this time."""
    return next(
        (
            row
            for row in shop.read_books().customers.payments(customer, _LAST)
            if row.amount == amount and abs(row.time - moment) <= TWIN
        ),
        None,
    )


def _twin_said(payment: Received) -> str:
    return (
        f"{rupiah(payment.amount)} sudah dicatat pukul {dates.show_clock(payment.time)} "
        f"({payment.id})."
    )


def _brought(payment: Payment) -> str:
    return f"{payment.customer.called}: {rupiah(payment.amount)} {payment.method}"


def _split(payment: Payment, owed: int) -> str:
    """What goes to debts, and what to the customer or the balance."""
    paid = min(owed, payment.amount)
    parts = [f"{rupiah(paid)} untuk kasbon"] if paid else []
    if excess := payment.amount - paid:
        parts.append(
            f"kembalian {rupiah(excess)}"
            if payment.excess == CHANGE
            else f"{rupiah(excess)} dititipkan"
        )
    return ", ".join(parts)


def _split_asked(payment: Payment, owed: int) -> str:
    """The same in few words: `12.000 kasbon, 38.000 titip`."""
    paid = min(owed, payment.amount)
    excess = "kembali" if payment.excess == CHANGE else "titip"
    return ", ".join(
        f"{grouped(amount)} {name}"
        for amount, name in ((paid, "kasbon"), (payment.amount - paid, excess))
        if amount
    )


def _said(payment: Payment, owed: int, before: Account, after: Account) -> list[str]:
    """The acknowledgement: the money, and which debts it closed or made smaller."""
    lines = [
        f"{rupiah(payment.amount)} {payment.method} dari {payment.customer.called} · "
        f"{_split(payment, owed)} · {money_now(after)}"
    ]
    for debt in before.unpaid:
        left, named = after.debts[debt.id].left, f"{debt.id} {debt.what}".strip()
        if not left:
            lines.append(f"Lunas: {named} ({rupiah(debt.left)})")
        elif left < debt.left:
            lines.append(f"Dibayar sebagian: {named}, sisa {rupiah(left)}")
    return lines


def _message(shop: Shop, customer: Customer, amount: int, after: Account) -> str:
    """Thanks for the customer, with the WhatsApp link."""
    parts = [
        OpenPart(debt.id, part.due, part.left, part.amount, debt.on_hold, debt.origin)
        for debt in after.unpaid
        for part in debt.open_parts()
    ]
    message = Messages(
        shop.texts, shop.now, shop.settings.name, shop.settings.methods
    ).payment_received(customer.name, amount, parts, after.balance)
    return f"\n{with_link(message, customer.numbers)}"

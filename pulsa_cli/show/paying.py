"""What is said of money that a customer brings or takes back, and the thanks for it."""

from typing import TYPE_CHECKING

from pulsa_cli.core.account import Account
from pulsa_cli.core.dates import show_at
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.core.ways import CASH
from pulsa_cli.show.credit import money_now
from pulsa_cli.show.whatsapp import with_link
from pulsa_cli.trade.paying import Payment, Plan, Split, Withdrawal

if TYPE_CHECKING:
    from pulsa_cli.show.messages import Messages


def question(payment: Payment, split: Split) -> str:
    """`Budi: Rp50.000 tunai · 12.000 kasbon, 38.000 titip. Benar?`"""
    back = f"kembali {CASH}" if split.received(payment.method).change else "kembali"
    named = ((split.debts, "kasbon"), (split.change, back), (split.prepaid, "titip"))
    parts = (f"{grouped(amount)} {name}" for amount, name in named if amount)
    return f"{_brought(payment)} · {', '.join(parts)}. Benar?"


def excess_asked(payment: Payment, owed: int) -> str:
    """How much more than is owed was brought, and what can become of it."""
    return (
        f"{_brought(payment)}, kasbon {rupiah(owed)}. Kembalian {rupiah(payment.amount - owed)} "
        "[Enter] · t = titip"
    )


def excess_refused(payment: Payment, owed: int) -> str:
    """The same where nobody can be asked."""
    return (
        f"{payment.customer.called} hanya berhutang {rupiah(owed)}, lebihnya "
        f"{rupiah(payment.amount - owed)}. Tambahkan --lebih kembali atau --lebih titipan."
    )


def received(plan: Plan) -> str:
    """The money, what it was for, and which debts it closed or made smaller, a line each."""
    payment = plan.payment
    first = (
        f"{rupiah(payment.amount)} {payment.method} dari {payment.customer.called}"
        f"{show_at(payment.moment)} · {_used(plan.split, payment.method)} · {money_now(plan.after)}"
    )
    return "\n".join([first, *_debts_paid(plan.before, plan.after)])


def thanks(messages: "Messages", plan: Plan) -> str:
    """Thanks for the customer, with the WhatsApp link."""
    parts = [
        OpenPart(debt.id, part.due, part.left, part.amount, debt.on_hold, debt.origin)
        for debt in plan.after.unpaid
        for part in debt.open_parts()
    ]
    customer = plan.payment.customer
    message = messages.payment_received(customer.name, plan.split.kept, parts, plan.after.balance)
    return with_link(message, customer.numbers)


def withdrawal_asked(wanted: Withdrawal) -> str:
    return f"{wanted.customer.called}: {rupiah(wanted.amount)} {wanted.method} diserahkan. Benar?"


def withdrawn(wanted: Withdrawal, after: Account) -> str:
    """What was handed back, and what the customer has now."""
    amount = f"{rupiah(wanted.amount)} {wanted.method}"
    return f"{amount} diserahkan kepada {wanted.customer.called} · {money_now(after)}"


def _brought(payment: Payment) -> str:
    brought = f"{payment.customer.called}: {rupiah(payment.amount)} {payment.method}"
    return brought + show_at(payment.moment)


def _used(split: Split, method: str) -> str:
    back = f" {CASH}" if split.received(method).change else ""
    parts = [f"{rupiah(split.debts)} untuk kasbon"] if split.debts else []
    parts += [f"kembalian {rupiah(split.change)}{back}"] if split.change else []
    parts += [f"{rupiah(split.prepaid)} dititipkan"] if split.prepaid else []
    return ", ".join(parts)


def _debts_paid(before: Account, after: Account) -> list[str]:
    lines = []
    for debt in before.unpaid:
        left, named = after.debts[debt.id].left, f"{debt.id} {debt.what}".strip()
        if not left:
            lines.append(f"Lunas: {named} ({rupiah(debt.left)})")
        elif left < debt.left:
            lines.append(f"Dibayar sebagian: {named}, sisa {rupiah(left)}")
    return lines

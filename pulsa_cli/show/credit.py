"""What is owed now, said while a debt is made, paid or about to become late."""

from collections.abc import Sequence
from datetime import date

from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.standing import OpenPart, Standing

ADVANCE = "uang muka"  # money for an order, which is not titipan


def money_now(of: Account | Standing) -> str:
    """`jumlah kasbon sekarang Rp30.000`; and what was paid in advance where there is some, free
    and for orders."""
    parts = [f"jumlah kasbon sekarang {rupiah(of.owed)}"] if of.owed else []
    if of.balance:
        parts.append(f"uang titipan sekarang {rupiah(of.balance)}")
    if of.reserved:
        parts.append(f"uang pesanan sekarang {rupiah(of.reserved)}")
    return " · ".join(parts) or "kasbon sekarang tidak ada"


def paid_before(amount: int, advance: int) -> list[str]:
    """What of a sale was paid before it was made, rupiah: `Rp9.000 dari uang muka pesanan`, and
    what of the amount is not that `advance`, `Rp3.000 dari uang titipan`."""
    sources = (advance, f"{ADVANCE} pesanan"), (amount - advance, "uang titipan")
    return [f"{rupiah(paid)} dari {source}" for paid, source in sources if paid]


def from_balance(amount: int) -> str:
    """` · Rp20.000 dari uang titipan`, behind what the balance paid at once; empty for nothing."""
    return f" · {rupiah(amount)} dari uang titipan" if amount else ""


def owed(amount: int, overdue: int) -> str:
    """`kasbon Rp18.000, Rp6.000 lewat jatuh tempo`."""
    late = f", {rupiah(overdue)} lewat jatuh tempo" if overdue else ""
    return f"kasbon {rupiah(amount)}{late}"


def already_open(customer: Customer, standing: Standing, day: date) -> str:
    """What this customer owes on that day, before it becomes more; empty where that is nothing."""
    if not standing.owed:
        return ""
    return f"{customer.called}: sudah ada {owed(standing.owed, standing.overdue(day))}"


def late(customer: Customer, standing: Standing, parts: Sequence[OpenPart], day: date) -> str:
    """That these parts are long overdue on that day."""
    said = owed(standing.owed, sum(part.left for part in parts))
    return f"{customer.called} masih punya {said}, {parts[0].days_late(day)} hari."

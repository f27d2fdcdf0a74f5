"""The policy kept at the counter: what is open shows while a debt is made, and what the policy
forbids is refused."""

from pulsa_cli.core import policy
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah, typeable
from pulsa_cli.core.standing import Standing
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.shop import Shop
from pulsa_cli.show import sales as shown

FORCE_HINT = "Tetap, walau aturan melarang: --tetap ALASAN"


def keep_policy(
    shop: Shop,
    customer: Customer,
    limit: int | None,
    standing: Standing,
    debt: int,
    force: str,
    paid: int | None = None,
    again: str = "",
) -> str:
    """Why the policy forbids this customer, whose own limit is `limit` and who stands so, a new
    debt (rupiah; the balance pays it first); empty where it does not. `paid` is what was paid of a
    sale, None for a debt without one; `again` the command in which more can be paid, where it is
    another one.

    Raises Refused, unless there is a reason to go on (`force`).
    """
    amount = debt - standing.balance
    found = policy.refusal(shop.policy, limit, standing, amount, shop.today) if amount > 0 else None
    if found and not force:
        ways = [f"bayar {rupiah(found.pay)} dulu"] if found.pay else []
        if found.at_once and paid is not None:
            ways.append(
                f"bayar {rupiah(found.at_once)} dari yang ini sekarang "
                f"({again}--dibayar {typeable(paid + found.at_once)})"
            )
        elif found.at_once:
            ways.append(
                f"hutangnya paling banyak {rupiah(debt - found.at_once)}"
                if debt > found.at_once
                else "dibayar langsung"
            )
        raise Refused(
            f"Maaf, {customer.called} belum bisa kasbon: {found.why}. Supaya bisa: "
            f"{', dan '.join(ways)}.\n{FORCE_HINT}"
        )
    return found.why if found else ""


def say_open(shop: Shop, customer: Customer, standing: Standing) -> None:
    """Says what this customer owes, before it becomes more."""
    if standing.owed:
        terminal.note(
            f"{customer.called}: sudah ada "
            f"{shown.owed(standing.owed, standing.overdue(shop.today))}"
        )


def remind(shop: Shop, customer: Customer, standing: Standing) -> None:
    """Reminds the seller of debt that is as late as the policy says, whatever is sold. A mistake
    in the policy's file is no reason not to sell for cash."""
    if not standing.overdue(shop.today):
        return
    try:
        days = shop.policy.remind
    except NotUnderstood as error:
        terminal.warn(f"{error.where}: {error.why} Kasbon yang lewat tidak diperiksa.")
        return
    found = [] if days is None else policy.late(shop.policy, standing.parts, days, shop.today)
    if found:
        late = shown.owed(standing.owed, sum(part.left for part in found))
        terminal.warn(
            f"{customer.called} masih punya {late}, {found[0].days_late(shop.today)} hari."
        )


def tell_age(shop: Shop) -> None:
    """Says how old other counters' rows are where they are not of today: what was sold or paid
    there since is not known here."""
    for line in behind(shop):
        terminal.note(line)


def behind(shop: Shop) -> list[str]:
    """Which other counters' rows are not of today, a line each."""
    return [
        f"Catatan konter {counter} baru sampai {show_day(day)}; kasbon dan bayaran di sana "
        "sesudah itu belum terhitung."
        for counter, day in shop.read_books().heard_from().items()
        if day < shop.today
    ]

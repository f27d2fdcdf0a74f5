"""What the commands that change a debt share: find it, read it back, judge it under the lock,
record a row, say what the customer owes now."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pulsa_cli.commands import types
from pulsa_cli.core import policy, terms
from pulsa_cli.core.account import Account
from pulsa_cli.core.accounts import FORCED
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.debt import Debt
from pulsa_cli.core.kinds import PROMISE
from pulsa_cli.core.receivable import OpenDebt
from pulsa_cli.core.schema import MONEY, Row
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import Refused, WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show import debts as shown
from pulsa_cli.show.credit import money_now
from pulsa_cli.trade import credit

KINDS = "JHO"  # letters of ids that can be a debt's
TWIN = timedelta(minutes=10)  # the same once more so soon is asked about


class Claim(NamedTuple):
    """An open debt with the customer who owes it, as they stand under the lock."""

    customer: Customer
    debt: Debt


def claim(shop: Shop, id: str) -> Claim:
    """This debt as it stands now. Raises Refused where nothing of it is open any more."""
    found = shop.read_books().receivables.get(id)
    customer = shop.read_books().customers.get(found.customer) if found else None
    debt = shop.read_books().customers.account(customer).debts.get(id) if customer else None
    if customer is None or debt is None or not debt.left:
        raise Refused(f"{id} bukan kasbon yang belum lunas.")
    return Claim(customer, debt)


def change(
    shop: Shop,
    debt: OpenDebt,
    build: Callable[[Claim], Row],
    said: Callable[[Row], str],
    question: str,
    person: Person,
) -> None:
    """Records the row that `build` makes for a debt, then says what `said` returns and what the
    customer owes now. `build` gets the debt as it stands under the lock, and may raise Refused;
    a person is asked the `question` only about what would not be refused."""
    if person.here:
        build(claim(shop, debt.id))
        if not person.confirm(f"{shown.brief(debt)}: {question}"):
            raise Refused("Tidak dicatat.")
    texts: list[str] = []

    def build_row() -> Row:
        held = claim(shop, debt.id)
        row = {"ref": debt.id, "pelanggan": held.customer.id, **build(held)}
        after = account_with(shop, held.customer, row)
        texts.append(f"{said(row)} · {money_now(after)}")
        return row

    shop.record(
        MONEY,
        build_row,
        lambda row: terminal.acknowledge(
            f"Tercatat {row['id']}: {debt.name} {debt.id} {texts[-1]}"
        ),
    )


def move(
    shop: Shop,
    debt: OpenDebt,
    due: date,
    reason: str,
    person: Person,
    force: str | None = None,
    cashier: str = "",
) -> None:
    """Moves the due date of a debt, with what is left of its instalments, as the policy allows.
    Raises Refused."""

    def build(held: Claim) -> Row:
        now = held.debt.open_parts()[-1].due
        if due <= now:
            raise Refused(f"{debt.id} jatuh tempo {show_day(now)}; {show_day(due)} bukan diundur.")
        broken = policy.move_refusal(shop.policy, held.debt.moves, due, shop.today)
        return {
            "jenis": "undur",
            "tempo": due.isoformat(),
            "kasir": cashier,
            "alasan": reason_within(broken, reason, force),
        }

    whole = "cicilannya dihapus, semua " if debt.first < debt.left else ""
    said = f"{whole}jatuh tempo menjadi {show_day(due)}"
    change(shop, debt, build, lambda row: said, f"{said}. Benar?", person)


def record(shop: Shop, customer: Customer, build: Callable[[], Row], said: str) -> None:
    """Records the row that `build` makes under the lock, then says what happened (`said`) and what
    the customer owes now. `build` may raise Refused."""
    texts: list[str] = []

    def build_row() -> Row:
        row = build()
        texts.append(money_now(account_with(shop, customer, row)))
        return row

    shop.record(
        MONEY,
        build_row,
        lambda row: terminal.acknowledge(f"Tercatat {row['id']}: {said} · {texts[-1]}"),
    )


def promise(
    shop: Shop, customer: Customer, day: date, person: Person, cashier: str = "", note: str = ""
) -> None:
    """Records by when a customer promised to pay. Raises Refused where nothing is owed."""

    def build() -> Row:
        account = shop.read_books().customers.account(customer)
        if not account.owed:
            raise Refused(f"{customer.called} tidak punya kasbon.")
        # Naming the last debt keeps the promise behind it, also within one second.
        return {
            "jenis": PROMISE,
            "ref": account.unpaid[-1].id,
            "pelanggan": customer.id,
            "tempo": day.isoformat(),
            "kasir": cashier,
            "catatan": note,
        }

    said = f"{customer.called} berjanji membayar {show_day(day)}"
    build()  # refused before the question
    if person.here and not Person().confirm(f"{said}. Benar?"):
        raise Refused("Tidak dicatat.")
    record(shop, customer, build, said)


def account_with(shop: Shop, customer: Customer, row: Row) -> Account:
    """The customer's account as it will be once this row of the money ledger counts."""
    return shop.read_books().customers.account(customer, shop.read_books().foreseen(MONEY, row))


def with_method(shop: Shop, words: Sequence[str], method: str) -> tuple[Sequence[str], str]:
    """`budi 20rb tf` → (`budi`, `20rb`) and the way to pay, which may be an option as well; the
    shop's usual one where there is none. Raises WrongUse."""
    if not method and len(words) > 2 and shop.settings.is_method(words[-1]):
        words, method = words[:-1], words[-1]
    return words, shop.settings.method(method)


def name_and_amount(words: Sequence[str], example: str) -> tuple[str, str]:
    """`bu siti 20rb` → (`bu siti`, `20rb`). Raises WrongUse where one is missing."""
    if len(words) < 2:
        raise WrongUse(f"Tulis pelanggan, lalu jumlahnya: {example}")
    return " ".join(words[:-1]), words[-1]


def name_and_day(words: Sequence[str], today: date, example: str) -> tuple[str, str]:
    """`bu siti tanggal 25` → (`bu siti`, `tanggal 25`): the day is the longest end that is one.
    Raises WrongUse where one is missing."""
    for place in range(1, len(words)):
        try:
            terms.due_date(" ".join(words[place:]), today, terms.LAST_DAY)
        except WrongUse:
            if place < len(words) - 1:
                continue
        return " ".join(words[:place]), " ".join(words[place:])
    raise WrongUse(f"Tulis pelanggan atau id, lalu harinya: {example}")


def given_reason(reason: str | None, force: str | None) -> str:
    """What stands in `alasan`: the reason, and why a rule was passed over."""
    parts = [reason or "", f"{FORCED}{force}" if force else ""]
    return "; ".join(filter(None, parts))


def asked_reason(reason: str | None, force: str | None, person: Person, example: str) -> str:
    """The reason, asked for where it was not typed. Raises WrongUse without one."""
    if reason or force:
        return reason or ""
    answer: str = types.Text().convert(person.ask("Alasannya:"), None, None) if person.here else ""
    if not answer:
        raise WrongUse(f"--alasan belum ditulis. Contoh: {example}")
    return answer


def reason_within(broken: str, reason: str | None, force: str | None) -> str:
    """What stands in `alasan` of a change that the policy may forbid (`broken` says why); it
    counts as passed over only where it does. Raises Refused without a reason to."""
    if not broken:
        return "; ".join(filter(None, [reason, force]))
    if not force:
        raise Refused(f"Aturan konter: {broken}.\n{credit.FORCE_HINT}")
    return given_reason(reason, force)

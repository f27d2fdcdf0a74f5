"""Changes of debts, with whoever stands at the counter: agreed to, recorded, acknowledged."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pulsa_cli.core.kinds import WRITTEN_OFF
from pulsa_cli.core.policy import Policy
from pulsa_cli.core.schema import MONEY
from pulsa_cli.dialog import free_text, terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import WrongUse
from pulsa_cli.show import debt_changes as shown
from pulsa_cli.show.credit import money_now
from pulsa_cli.trade import debts
from pulsa_cli.trade.debts import Change, Move, Promise, account_after

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books, Recorder


def change(shop: "Recorder", person: Person, decide: "Callable[[Books], Change]") -> None:
    """Records the change of a debt that `decide` plans, which is asked again under the lock.
    Raises Refused."""
    plan = decide(shop.read_books())
    person.agree(shown.question(plan), assumed=plan.row["jenis"] != WRITTEN_OFF)
    with shop.writing():
        plan = decide(shop.read_books())
        said = shown.recorded(plan)
        row = shop.append(MONEY, plan.row)
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")


def move(shop: "Recorder", person: Person, policy: Policy, id: str, wanted: Move) -> None:
    """Moves the due date of the debt with this id. Raises Refused."""
    change(shop, person, lambda books: debts.move(books, policy, id, wanted))


def promise(shop: "Recorder", person: Person, given: Promise) -> None:
    """Notes by when a customer promised to pay. Raises Refused where nothing is owed."""
    debts.promise(shop.read_books(), given)  # refused before the question
    said = shown.promised(given)
    person.agree(f"{said}. Benar?")
    with shop.writing():
        books = shop.read_books()
        row = debts.promise(books, given)
        after = account_after(books, given.customer, row)
        row = shop.append(MONEY, row)
    terminal.acknowledge(f"Tercatat {row['id']}: {said} · {money_now(after)}")


def reason(person: Person, typed: str | None, force: str | None, example: str) -> str:
    """The reason, asked for where neither it nor `force` was typed. Raises WrongUse without
    one."""
    if typed or force:
        return typed or ""
    answer = free_text.line(person.ask("Alasannya:"), "Alasan")
    if not answer:
        raise WrongUse(f"--alasan belum ditulis. Contoh: {example}")
    return answer

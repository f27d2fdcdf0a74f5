"""Who may be reminded, and what became of earlier reminders, asked as questions. The answers come
out of the index."""

from datetime import date

from pulsa_cli.books.keys import of_ledger, pack
from pulsa_cli.books.source import Source
from pulsa_cli.core import ids, reminders
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.fold_order import voided
from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.reminders import IN_DOUBT, Attempt, CustomerInDebt, Reminder
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.errors import Refused

_RANGE = ids.keys_of(REMINDERS.letter)
# Nobody is asked for a sale that may still fail.
_PARTS = """
SELECT part.person, customer.name, customer.numbers, debt.key, part.due, part.remaining,
    part.amount, debt.amount, on_hold, origin, what, promised
FROM part JOIN debt ON debt.key = part.debt JOIN customer ON customer.key = part.person
LEFT JOIN unsettled ON unsettled.key = debt.key
WHERE NOT coalesce(unsettled.pending, 0) AND part.person IN ({})
ORDER BY part.person, part.due, part.rowid
"""
_KEYS = """
SELECT row.key FROM customer CROSS JOIN row ON row.customer = customer.key
    AND row.key BETWEEN ? AND ? WHERE customer.person IN ({})
"""
_DUE = "SELECT person FROM part WHERE due <= ?"


class Reminders:
    """Answers about reminders as of `today`."""

    def __init__(self, index: Source, today: date) -> None:
        self._index, self._today = index, today

    def waiting(self, rules: Reminding) -> list[Reminder]:
        """Reminders that are to be sent today by these rules, the most overdue first. Quiet
        hours and days are the caller's affair."""
        if not rules.levels:
            return []
        latest = self._today.toordinal() - rules.levels[0]
        waiting = self._of(rules, _DUE, date.fromordinal(latest).isoformat())
        return sorted(waiting, key=lambda reminder: (reminder.due, reminder.customer.name))

    def of(self, customer: str, rules: Reminding) -> Reminder | None:
        """The reminder that is to be sent to this customer today; None where there is none."""
        return next(iter(self._of(rules, "VALUES (?)", pack(customer))), None)

    def in_doubt(self) -> list[Attempt]:
        """Reminders of which nobody knows whether they were sent, oldest first."""
        keys = self._index.keys("SELECT key FROM waiting WHERE key BETWEEN ? AND ?", *_RANGE)
        return [attempt for attempt in self._folded(keys) if attempt.state == IN_DOUBT]

    def ends(self, id: str) -> list[str]:
        """The rows that say what became of the reminder `id` and were not taken back."""
        rows = of_ledger(REMINDERS, self._index.component({pack(id)}))
        void = voided(rows)
        return sorted(
            row["id"]
            for row in rows
            if row["ref"] == id and row["id"] not in void and row["jenis"] != VOID
        )

    def last(self, customer: Customer, count: int) -> list[Attempt]:
        """The last reminders of this customer, newest first."""
        keys = self._index.last_of(customer.ids, REMINDERS.letter, 3 * count)
        own = [attempt for attempt in self._folded(keys) if attempt.customer in customer.ids]
        return sorted(own, key=lambda attempt: (attempt.time, attempt.id), reverse=True)[:count]

    def attempt(self, id: str) -> Attempt:
        """The reminder that this id names, or that the row with this id ends. Raises Refused."""
        rows = of_ledger(REMINDERS, self._index.component({pack(id)}))
        named = next((row["ref"] for row in rows if row["id"] == id), "") or id
        for attempt in reminders.fold(rows):
            if attempt.id in (id, named):
                return attempt
        raise Refused(f"Pengingat {id} tidak ada.")

    def _folded(self, keys: set[int]) -> list[Attempt]:
        return reminders.fold(of_ledger(REMINDERS, self._index.component(keys)))

    def _of(self, rules: Reminding, customers: str, *values: object) -> list[Reminder]:
        """The reminders for these customers, which a query gives."""
        attempts: dict[int, list[Attempt]] = {}
        persons = dict(
            self._index.select(
                f"SELECT key, person FROM customer WHERE person IN ({customers})", *values
            )
        )
        keys = self._index.keys(_KEYS.format(customers), *_RANGE, *values)
        for attempt in self._folded(keys):
            if attempt.customer and (person := persons.get(pack(attempt.customer))):
                attempts.setdefault(person, []).append(attempt)
        wanted = (
            reminders.reminder(rules, customer, attempts.get(person, []), self._today)
            for person, customer in self._in_debt(customers, *values).items()
        )
        return [reminder for reminder in wanted if reminder]

    def _in_debt(self, customers: str, *values: object) -> dict[int, CustomerInDebt]:
        in_debt: dict[int, CustomerInDebt] = {}
        for (
            person,
            name,
            numbers,
            debt,
            due,
            left,
            amount,
            whole,
            on_hold,
            origin,
            what,
            promised,
        ) in self._index.select(_PARTS.format(customers), *values):
            what = f"cicilan {what}".rstrip() if amount < whole else what
            customer = in_debt.get(person) or CustomerInDebt(
                str(ids.unpack(person)), name, tuple(numbers.split()), ()
            )
            part = OpenPart(
                str(ids.unpack(debt)),
                date.fromisoformat(due),
                left,
                amount,
                bool(on_hold),
                origin,
                what,
                date.fromisoformat(promised) if promised else None,
            )
            in_debt[person] = customer._replace(parts=(*customer.parts, part))
        return in_debt

"""Who may be reminded, and what became of earlier reminders, asked as questions. The answers come
out of the index."""
from datetime import date

from pulsa_cli.core import ids, reminders
from pulsa_cli.core.policy import Reminding
from pulsa_cli.core.reminders import IN_DOUBT, Attempt, Debtor, Reminder
from pulsa_cli.core.schema import REMINDERS
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.errors import Refused
from pulsa_cli.storage.derived import of_ledger, pack
from pulsa_cli.storage.index import Index

_RANGE = tuple(ids.pack(ids.Id("A", "000000", letter, 0))
               for letter in (REMINDERS.letter, chr(ord(REMINDERS.letter) + 1)))
# Nobody is asked for a sale that may still fail.
_PARTS = """
SELECT part.person, customer.name, customer.numbers, debt.key, part.due, part.remaining,
    part.amount, on_hold, origin, what, promised
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
    """Answers about reminders as of `today`, by the shop's rules."""

    def __init__(self, index: Index, today: date, rules: Reminding) -> None:
        self._index, self._today, self._rules = index, today, rules

    def waiting(self) -> list[Reminder]:
        """Reminders that are to be sent today, the most overdue first. Quiet hours and days are
        the caller's affair."""
        if not self._rules.levels:
            return []
        latest = (self._today.toordinal() - self._rules.levels[0])
        found = self._found(_DUE, date.fromordinal(latest).isoformat())
        return sorted(found, key=lambda each: (each.due, each.debtor.name))

    def of(self, customer: str) -> Reminder | None:
        """The reminder that is to be sent to this customer today; None where there is none."""
        return next(iter(self._found("VALUES (?)", pack(customer))), None)

    def in_doubt(self) -> list[Attempt]:
        """Reminders of which nobody knows whether they were sent, oldest first."""
        keys = {key for key, in self._index.select(
            "SELECT key FROM waiting WHERE key BETWEEN ? AND ?", *_RANGE)}
        return [each for each in reminders.fold(of_ledger(REMINDERS, self._index.component(keys)))
                if each.state == IN_DOUBT]

    def attempt(self, id: str) -> Attempt:
        """The reminder that this id names, or that the row with this id ends. Raises Refused."""
        rows = of_ledger(REMINDERS, self._index.component({pack(id)}))
        named = next((row["ref"] for row in rows if row["id"] == id), "") or id
        for found in reminders.fold(rows):
            if found.id in (id, named):
                return found
        raise Refused(f"Pengingat {id} tidak ada.")

    def _found(self, people: str, *values: object) -> list[Reminder]:
        attempts: dict[str, list[Attempt]] = {}
        persons = {str(ids.unpack(key)): str(ids.unpack(person)) for key, person in
                   self._index.select("SELECT key, person FROM customer WHERE person IN "
                                      f"({people})", *values)}
        keys = {key for key, in self._index.select(_KEYS.format(people), *_RANGE, *values)}
        for each in reminders.fold(of_ledger(REMINDERS, self._index.component(keys))):
            attempts.setdefault(persons.get(each.customer, ""), []).append(each)
        found = []
        for debtor in self._debtors(people, *values):
            made = reminders.reminder(self._rules, debtor, self._today)
            if made and not reminders.is_done(made, attempts.get(debtor.customer, []),
                                              self._today):
                found.append(made)
        return found

    def _debtors(self, people: str, *values: object) -> list[Debtor]:
        debtors: dict[int, Debtor] = {}
        for person, name, numbers, debt, due, left, amount, on_hold, origin, what, promised in \
                self._index.select(_PARTS.format(people), *values):
            known = debtors.get(person) or Debtor(str(ids.unpack(person)), name,
                                                  tuple(numbers.split()), ())
            part = OpenPart(str(ids.unpack(debt)), date.fromisoformat(due), left, amount,
                            bool(on_hold), origin, what,
                            date.fromisoformat(promised) if promised else None)
            debtors[person] = known._replace(parts=(*known.parts, part))
        return list(debtors.values())

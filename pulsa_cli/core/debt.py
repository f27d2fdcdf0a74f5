"""A debt: its parts with their due dates, what was paid of it, and whether that was on time."""

from collections.abc import Iterable
from datetime import date

from pulsa_cli.core.kinds import ADDED
from pulsa_cli.core.schema import Row

OVERDRAWN = "selisih"


class Part:
    """A piece of a debt with its own due date. Rupiah; `settled` was paid or forgiven."""

    def __init__(self, due: date, amount: int, settled: int = 0) -> None:
        self.due, self.amount, self.settled = due, amount, settled

    @property
    def left(self) -> int:
        return self.amount - self.settled


class Debt:
    """A sale on credit or a debt without a sale, as it stands. Rupiah.

    `origin` is SOLD or ADDED (core.kinds), or OVERDRAWN: taken from a balance that, as the
    counters' books came together, was not there. `paid` came out of the account, of that `drawn`
    out of what was kept for the order that it fulfils (`order`); `forgiven` was written off.
    `promised` is the day by which the customer said it would be paid; `moves` counts how often its
    due date was moved, `splits` how often it was split into instalments. `late`: something was
    paid, or put off, after the day on which it was due as agreed. `day` is when it was made.
    """

    def __init__(self, row: Row, amount: int, due: date, origin: str) -> None:
        self.row, self.id = row, row["id"]
        self.day = date.fromisoformat(row["waktu"][:10])
        self.amount, self.origin = amount, origin
        self.parts = self._agreed = [Part(due, amount)]
        self.paid = self.forgiven = self.drawn = 0
        self.on_hold = self.ended = self.late = self._disputed = False
        self.promised: date | None = None
        self.moves = self.splits = 0
        self.order = ""

    @property
    def left(self) -> int:
        """What is still to be paid; nothing once the sale failed or was voided."""
        return 0 if self.ended else self.amount - self.paid - self.forgiven

    @property
    def what(self) -> str:
        """What it is for: goods and number, or the note of a debt without a sale."""
        if self.origin == ADDED:
            return self.row["catatan"]
        return (
            f"{self.row['nama']} {self.row['nomor']}"
            if self.row.get("nama")
            else "uang titipan yang diserahkan"
        )

    @property
    def deadline(self) -> date | None:
        """The first day up to which something of it has to be paid to be on time; long ago where
        it is late already. None where it says nothing of the customer: what is paid, disputed or
        came of two counters' books."""
        if not self.left or self._disputed or self.origin == OVERDRAWN:
            return None
        return date.min if self.late else min(part.due for part in self._agreed if part.left)

    @property
    def on_time(self) -> bool | None:
        """Was it paid in full by the due dates as first agreed, or as moved or split within the
        policy before they came? None where it is still open or says nothing of the customer: also
        what was written off before it was late."""
        if self.left or self.ended or not self.amount or self.origin == OVERDRAWN:
            return None
        if self.late:
            return None if self._disputed else False
        return None if self.forgiven else True

    def open_parts(self) -> list[Part]:
        return [part for part in self.parts if part.amount > part.settled and not self.ended]

    def settle(self, parts: list[Part], amount: int, day: date) -> int:
        """Takes off these open parts of it what was paid or forgiven on a day; returns what is
        left of the amount."""
        self._look(day)
        rest = _settle(parts, amount)
        if self._agreed is not self.parts:
            _settle(self._agreed, amount - rest)
        return rest

    def agree(self, parts: list[Part], day: date, within_policy: bool) -> None:
        """New due dates, agreed on that day. Whether it is paid on time goes by them only where
        the old ones had not come yet and the policy allowed it."""
        self._look(day)
        if (
            within_policy
            and self.left
            and not self.late
            and day < min(part.due for part in self._agreed if part.left)
        ):
            self._agreed = parts
        self.parts = parts
        self.promised = None  # what was agreed since holds

    def hold(self, day: date) -> None:
        """The customer disputes it from that day on."""
        self._look(day)
        self.on_hold, self._disputed = True, not self.late

    def release(self, day: date) -> None:
        """It is no longer disputed. Where it did not come due meanwhile, all is as before."""
        self.on_hold = False
        self._disputed = self._disputed and any(part.due < day for part in self._agreed)

    def pass_on(self, day: date) -> "Debt":
        """The same debt as another customer owes it from that day on."""
        passed = Debt(self.row, self.amount, self.parts[-1].due, self.origin)
        passed._disputed = day > passed.parts[0].due  # nobody had told the new one
        return passed

    def _look(self, day: date) -> None:
        if any(part.due < day for part in self._agreed if part.left):
            self.late = True


def _settle(parts: Iterable[Part], amount: int) -> int:
    for part in parts:
        used = min(amount, part.left)
        part.settled += used
        amount -= used
    return amount


def instalments(text: str, left: int) -> list[Part]:
    """`2026-12-01=4000 2027-01-01=4000` → parts that add up to what is left: what was paid
    meanwhile, unseen by the counter that agreed to them, counts for the first ones, what was
    added falls to the last."""
    parts = [
        Part(date.fromisoformat(due), int(amount))
        for due, _, amount in (written.partition("=") for written in text.split())
    ]
    agreed = sum(part.amount for part in parts)
    parts[-1].amount += max(0, left - agreed)
    _settle(parts, max(0, agreed - left))
    return parts

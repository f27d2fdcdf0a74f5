"""The ways in which money is paid: one, or several with an amount each. The columns `cara` and
`kembalian` (design §3)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pulsa_cli.core.money import rupiah

CASH = "tunai"  # the drawer's; change is given out of it
Parts = Sequence[tuple[str, int]]  # rupiah by way


class Tender(NamedTuple):
    """What a customer puts down: rupiah in all, None = exactly what is to be paid; the way to pay,
    or the `parts` where there are several."""

    amount: int | None
    method: str
    parts: Parts = ()

    def and_also(self, amount: int, method: str) -> "Tender":
        """With so much more in this way."""
        before = self.brought(self.amount) if self.amount else ()
        return Tender((self.amount or 0) + amount, method, (*before, (method, amount)))

    def brought(self, amount: int) -> Parts:
        """This amount, rupiah by way."""
        return self.parts or ((self.method, amount),)


class Received(NamedTuple):
    """Money as it came in, rupiah by way; of that `change` went out of the drawer again though it
    had not come in cash."""

    parts: tuple[tuple[str, int], ...]
    change: int = 0

    @property
    def moved(self) -> Parts:
        """Rupiah by way; change below 0."""
        return (*self.parts, (CASH, -self.change)) if self.change else self.parts

    @property
    def columns(self) -> dict[str, str]:
        """As it stands in a row."""
        return {
            "cara": written(self.parts),
            "kembalian": f"{CASH}={self.change}" if self.change else "",
        }


def received(brought: Parts, change: int) -> Received:
    """What was brought, rupiah by way, where so much of it is given back. Change is cash: it comes
    off the cash that was brought, and what that does not cover, out of the drawer."""
    by_way: dict[str, int] = {}
    for way, amount in brought:
        by_way[way] = by_way.get(way, 0) + amount
    off = min(by_way.get(CASH, 0), change)
    if off:
        by_way[CASH] -= off
    return Received(tuple((way, part) for way, part in by_way.items() if part), change - off)


def written(parts: Parts) -> str:
    """`tunai`, of several ways `tunai=10000 qris=5000`."""
    if len(parts) > 1:
        return " ".join(f"{way}={amount}" for way, amount in parts)
    return parts[0][0] if parts else ""


def parts_of(row: Mapping[str, str], amount: int) -> Parts:
    """What a row says of the ways in which this amount (rupiah, without change) came in or went
    out; change that was given in another way stands below 0."""
    way, _, change = row.get("kembalian", "").partition("=")
    if "=" in row["cara"]:
        parts = [part.partition("=") for part in row["cara"].split()]
        named = [(way, int(amount)) for way, _, amount in parts]
    else:
        named = [(row["cara"], amount + int(change or 0))]
    return [*named, (way, -int(change))] if change else named


def told(amount: int, parts: Parts) -> str:
    """`Rp12.000 tunai`; of several ways `Rp15.000 (Rp10.000 tunai + Rp5.000 qris)`, with change in
    another way `Rp27.000 (Rp30.000 transfer, kembalian Rp3.000 tunai)`."""
    if len(parts) < 2:
        return f"{rupiah(amount)} {written(parts)}".rstrip()
    came = " + ".join(f"{rupiah(amount)} {way}" for way, amount in parts if amount > 0)
    change = "".join(f", kembalian {rupiah(-amount)} {way}" for way, amount in parts if amount < 0)
    return f"{rupiah(amount)} ({came}{change})"

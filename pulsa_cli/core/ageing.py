"""Ageing of receivables: what is owed, by how many days late it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Bucket(NamedTuple):
    """A column: from so many days late to so many; `last` is None for the open end, both are 0 for
    what is not due yet."""

    first: int
    last: int | None


def buckets(limits: Sequence[int]) -> list[Bucket]:
    """(7, 30) → not yet due, 1–7 days late, 8–30, and from 31 on."""
    firsts = [1, *(limit + 1 for limit in limits)]
    return [Bucket(0, 0), *(Bucket(first, last) for first, last in zip(firsts, [*limits, None]))]


def place(due: date, today: date, limits: Sequence[int]) -> int:
    """The number of the bucket in which a debt due on this day is. Due today is not late."""
    days = (today - due).days
    return 0 if days <= 0 else 1 + sum(days > limit for limit in limits)


def spread(
    parts: Iterable[tuple[str, date, int]], today: date, limits: Sequence[int]
) -> dict[str, list[int]]:
    """Open parts (whose, due date, rupiah) → rupiah by bucket, for each whose they are."""
    buckets: dict[str, list[int]] = {}
    empty = [0] * (len(limits) + 2)
    for whose, due, amount in parts:
        row = buckets.get(whose)
        if row is None:
            row = buckets[whose] = empty.copy()
        row[place(due, today, limits)] += amount
    return buckets

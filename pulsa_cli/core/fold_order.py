"""The order in which rows fold, whatever order they arrive in: that of recording (design §4).

So what was acknowledged stays so when something older is entered later. When it happened
(`waktu`) decides what is due and late, not what came first.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from pulsa_cli.core.kinds import VOID
from pulsa_cli.core.schema import Row

_Rank = tuple[tuple[object, ...], ...]
_ZONES = {"+07:00", "+08:00", "+09:00"}


def either(one: Row, other: Row) -> Row:
    """Of two rows with one id, the one that counts, whichever came first."""
    return one if one == other else min(one, other, key=lambda row: sorted(row.items()))


def voided(rows: Iterable[Row]) -> set[str]:
    """The ids of what these rows take back."""
    return {row["ref"] for row in rows if row["jenis"] == VOID}


def recorded(row: Row) -> str:
    """When the row was recorded, ISO 8601."""
    return row.get("dicatat") or row["waktu"]


def recording_order(row: Row) -> tuple[datetime, int]:
    """What the rows of one counter sort by in the order of recording."""
    return datetime.fromisoformat(recorded(row)), int(row.get("urut") or 0)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Fold order: when recorded, counter, which of the day; never before a row that it names.

    Another counter's clock may be behind, so a row takes the place of the row it names when
    that one's time is later.
    """
    by_id: dict[str, Row] = {}
    for row in rows:
        twin = by_id.setdefault(row["id"], row)
        if twin is not row:
            by_id[row["id"]] = either(twin, row)
    place = _place(by_id.values())
    ranks: dict[str, _Rank] = {id: (place(row),) for id, row in by_id.items() if not row["ref"]}
    for id in sorted(by_id.keys() - ranks.keys()):  # so that a circle is always entered alike
        if id not in ranks:
            _rank_chain(by_id[id], by_id, ranks, place)
    return [by_id[id] for id in sorted(ranks, key=ranks.__getitem__)]


def _place(rows: Iterable[Row]) -> Callable[[Row], tuple[object, ...]]:
    """What a row sorts by. Times of one zone, which nearly all are, sort as they are written."""
    zones = {recorded(row)[19:] for row in rows}

    def place(row: Row) -> tuple[object, ...]:
        counter, day, tail = row["id"].split("-")
        moment = recorded(row) if written else datetime.fromisoformat(recorded(row))
        # Behind `urut` only for rows made by hand, which may have none.
        return moment, counter, int(row.get("urut") or 0), day, tail[0], int(tail[1:])

    written = len(zones) <= 1 and zones <= _ZONES
    return place


def _rank_chain(
    row: Row,
    by_id: dict[str, Row],
    ranks: dict[str, _Rank],
    place: Callable[[Row], tuple[object, ...]],
) -> None:
    """Ranks a row and the rows that it names, one behind the other."""
    chain = []
    while row["id"] not in ranks:
        chain.append(row)
        ranks[row["id"]] = ()  # also ends a circle, which only a hand-made file can hold
        row = by_id.get(row["ref"], row)
    before = ranks[row["id"]]
    for row in reversed(chain):
        own = place(row)
        before = ranks[row["id"]] = (own,) if (own,) > before else (*before, own)

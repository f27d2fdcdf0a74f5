"""Lists and results from one description: a table or stacked lines for the eye, CSV and JSON for
programs.

What programs get are *fields*: the name of each in CSV and JSON, and the function that gives its
value. What the eye gets are *columns*: the heading of each, and the function that says its cell.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pulsa_cli.core.money import grouped
from pulsa_cli.core.text import is_formula
from pulsa_cli.show.lines import NARROW, broken, stacked, widest, width

T = TypeVar("T")
Fields = Mapping[str, Callable[[T], Any]]


class Column(Generic[T]):
    """A column for the eye: its heading and what it says of one thing, set to the left or `right`.

    Where the table is too wide, those that have `breaks` are broken into several lines, the first
    turn first: (turn, width that it is broken down to at most). One without a heading, or
    `rare`, is left out where it has nothing to say.
    """

    def __init__(
        self,
        heading: str,
        says: Callable[[T], str],
        right: bool = False,
        breaks: tuple[int, int] | None = None,
        rare: bool = False,
    ) -> None:
        self.heading, self.says, self.right, self.breaks = heading, says, right, breaks
        self.may_be_left_out = rare or not heading


class Listing(Generic[T]):
    """How a list of things of one kind looks.

    `stack` makes of the cells of a row the lines that stand for it on a narrow screen: the head,
    and what is below it. `total` gives what is said below the list, piece by piece. `sums` is a
    thing that is listed last, for the eye alone.
    """

    def __init__(
        self,
        fields: Fields[T],
        columns: Sequence[Column[T]],
        stack: Callable[..., list[str]],
        total: Callable[[Sequence[T]], list[str]] = lambda things: [],
        sums: T | None = None,
    ) -> None:
        self.fields, self.columns, self.stack = fields, columns, stack
        self.total, self.sums = total, sums


def emit_list(
    things: Sequence[T], listing: Listing[T], form: str, screen: int, nothing: str
) -> None:
    """Prints a list as `form` says, for the eye `screen` columns wide; `nothing` is said where
    there is nothing to be listed."""
    emit(
        things,
        listing.fields,
        form,
        lambda: listed(things, listing, screen) if things else nothing,
    )


def emit(things: Sequence[T], fields: Fields[T], form: str, text: Callable[[], str]) -> None:
    """Prints what programs get of things, or the text for the eye."""
    if form == "json":
        output = _json([record(thing, fields) for thing in things])
    elif form == "csv":
        output = _csv([record(thing, fields) for thing in things], fields)
    else:
        output = text()
    sys.stdout.write(output + "\n")


def one(thing: T, fields: Fields[T], form: str) -> str:
    """One thing as text for programs: a JSON object, or CSV with its header."""
    values = record(thing, fields)
    return _json(values) if form == "json" else _csv([values], fields)


def record(thing: T, fields: Fields[T]) -> dict[str, Any]:
    """The values of a thing by name; an unknown one is None, which is null in JSON and empty in
    CSV."""
    return {name: value_of(thing) for name, value_of in fields.items()}


def listed(things: Sequence[T], listing: Listing[T], screen: int) -> str:
    """The list for the eye, `screen` columns wide, and its total."""
    shown = list(things) if listing.sums is None else [*things, listing.sums]
    rows = [[column.says(thing) for column in listing.columns] for thing in shown]
    total = listing.total(things)
    text = table(rows, listing.columns, screen)
    if text is None:
        stacks = [listing.stack(*row) for row in rows]
        lines = [stacked(stack[0], stack[1:], screen) for stack in stacks]
        return "\n".join([*lines, "", *total] if total else lines)
    if listing.sums is not None:
        above, _, last = text.rpartition("\n")
        text = f"{above}\n\n{last}"
    return "\n\n".join([text, " · ".join(total)] if total else [text])


def table(rows: list[list[str]], columns: Sequence[Column[T]], screen: int) -> str | None:
    """The rows below their headings, `screen` columns wide at most; None where that can't be
    done."""
    if screen < NARROW:
        return None
    rows, columns = _without_empty(rows, columns)
    text = _grid(rows, columns)
    over = widest(text) - screen
    for (_, least), place in sorted(
        (column.breaks, place) for place, column in enumerate(columns) if column.breaks
    ):
        if over > 0:
            rows = _narrowed(rows, place, over, least)
            text = _grid(rows, columns)
            over = widest(text) - screen
    return text if over <= 0 else None


def _without_empty(
    rows: list[list[str]], columns: Sequence[Column[T]]
) -> tuple[list[list[str]], Sequence[Column[T]]]:
    """The rows and columns without those columns that may be left out and say nothing."""
    there = [
        place
        for place, column in enumerate(columns)
        if not column.may_be_left_out or any(row[place] for row in rows)
    ]
    return [[row[place] for place in there] for row in rows], [columns[place] for place in there]


def _narrowed(rows: list[list[str]], place: int, over: int, least: int) -> list[list[str]]:
    """The rows with the column at `place` broken to be `over` narrower, though not below
    `least`."""
    now = max(width(row[place]) for row in rows)
    most = max(now - over, min(least, now))
    return [[*row[:place], broken(row[place], most), *row[place + 1 :]] for row in rows]


def _grid(rows: list[list[str]], columns: Sequence[Column[T]]) -> str:
    """The cells in line, two spaces between columns."""
    import tabulate  # costs as much to import as a whole sale may take

    # Headings as a row: as headers, tabulate would set them two columns wider than the cells.
    return tabulate.tabulate(
        [[column.heading for column in columns], *rows],
        tablefmt="plain",
        colalign=["right" if column.right else "left" for column in columns],
        disable_numparse=True,
    )


def money(amount: int) -> str:
    """A cell with an amount in rupiah: `12.000`; empty for nothing."""
    return grouped(amount) if amount else ""


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _csv(records: list[dict[str, Any]], names: Iterable[str]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in values.values()] for values in records)
    return out.getvalue().removesuffix("\n")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str) and is_formula(value):
        return f"'{value}"  # a row made by hand, a setting: what is typed is stored without signs
    return "" if value is None else value

"""Lists and results from one description: a table or stacked lines for the eye, CSV and JSON for
programs. However long a list is, a piece of it at a time is held.

What programs get are *fields*: the name of each in CSV and JSON, and the function that gives its
value. What the eye gets are *columns*: the heading of each, and the function that says its cell.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import Any, Generic, TypeVar

from pulsa_cli.core.money import grouped
from pulsa_cli.core.text import is_formula
from pulsa_cli.show.lines import NARROW, broken, stacked, widest, width

PIECE = 500  # rows of a list that go out at a time

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


class Total(Generic[T]):
    """What is said below a list, piece by piece: `says` makes it out of the sums of what `counts`
    gives, by name, of each thing."""

    def __init__(
        self,
        counts: Callable[[T], Mapping[str, int]],
        says: Callable[[Mapping[str, int]], list[str]],
    ) -> None:
        self.counts, self.says = counts, says


class Listing(Generic[T]):
    """How a list of things of one kind looks.

    `stack` makes of the cells of a row the lines that stand for it on a narrow screen: the head,
    and what is below it. `sums` is a thing that is listed last, for the eye alone.
    """

    def __init__(
        self,
        fields: Fields[T],
        columns: Sequence[Column[T]],
        stack: Callable[..., list[str]],
        total: Total[T] | None = None,
        sums: T | None = None,
    ) -> None:
        self.fields, self.columns, self.stack = fields, columns, stack
        self.total, self.sums = total, sums


def ahead(things: Iterable[T]) -> tuple[list[T], Iterator[T]]:
    """The first piece of a list, and all of it."""
    every = iter(things)
    first = list(islice(every, PIECE))
    return first, chain(first, every)


def emit_list(
    things: Iterable[T], listing: Listing[T], form: str, screen: int, nothing: str
) -> None:
    """Prints a list as `form` says, for the eye `screen` columns wide; `nothing` is said where
    there is nothing to be listed."""
    if form in FOR_PROGRAMS:
        _write(FOR_PROGRAMS[form](things, listing.fields))
    else:
        first, every = ahead(things)
        _write(_pieces(every, listing, screen) if first else [nothing])


def emit(things: Iterable[T], fields: Fields[T], form: str, text: Callable[[], str]) -> None:
    """Prints what programs get of things, or the text for the eye."""
    _write(FOR_PROGRAMS[form](things, fields) if form in FOR_PROGRAMS else [text()])


def _write(pieces: Iterable[str]) -> None:
    """Prints a text; whoever reads along gets each piece at once."""
    for piece in pieces:
        sys.stdout.write(piece)
        sys.stdout.flush()
    sys.stdout.write("\n")


def one(thing: T, fields: Fields[T], form: str) -> str:
    """One thing as text for programs: a JSON object, or CSV with its header."""
    return _dumped(record(thing, fields)) if form == "json" else "".join(_csv([thing], fields))


def record(thing: T, fields: Fields[T]) -> dict[str, Any]:
    """The values of a thing by name; an unknown one is None, which is null in JSON and empty in
    CSV."""
    return {name: value_of(thing) for name, value_of in fields.items()}


def listed(things: Iterable[T], listing: Listing[T], screen: int) -> str:
    """The list for the eye, `screen` columns wide, and its total."""
    return "".join(_pieces(things, listing, screen))


def _pieces(things: Iterable[T], listing: Listing[T], screen: int) -> Iterator[str]:
    """The same in pieces; the first says how wide the columns are."""
    sums = Counter[str]()
    pieces = _batches(_rows(things, listing, sums))
    piece, after = next(pieces, []), next(pieces, None)
    table = _table(piece, listing.columns, screen, whole=after is None)
    text = table[0] if table else _stacks(piece, listing, screen)
    while after is not None:
        yield text + "\n"
        piece, after = after, next(pieces, None)
        text = table[1](piece) if table else _stacks(piece, listing, screen)
    if table and listing.sums is not None:
        above, line, last = text.rpartition("\n")
        text = f"{above}{line}\n{last}"
    yield text
    if listing.total and (said := listing.total.says(sums)):
        yield "\n\n" + (" · " if table else "\n").join(said)


def _rows(things: Iterable[T], listing: Listing[T], sums: Counter[str]) -> Iterator[list[str]]:
    """The cells of each thing, which is counted in `sums`, and of what is listed last."""
    for thing in things:
        if listing.total:
            for name, count in listing.total.counts(thing).items():
                sums[name] += count
        yield [column.says(thing) for column in listing.columns]
    if listing.sums is not None:
        yield [column.says(listing.sums) for column in listing.columns]


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    every = iter(things)
    while batch := list(islice(every, PIECE)):
        yield batch


def _stacks(rows: Iterable[list[str]], listing: Listing[T], screen: int) -> str:
    stacks = (listing.stack(*row) for row in rows)
    return "\n".join(stacked(stack[0], stack[1:], screen) for stack in stacks)


def _table(
    rows: list[list[str]], columns: Sequence[Column[T]], screen: int, whole: bool
) -> tuple[str, Callable[[list[list[str]]], str]] | None:
    """The rows below their headings, `screen` columns wide at most, and what gives further ones;
    None where that can't be done. Where these are not the `whole` list, every column may still have
    something to say."""
    if screen < NARROW:
        return None
    if whole:
        rows, columns = _without_empty(rows, columns)
    rows = [[column.heading for column in columns], *rows]
    text = _grid(rows, columns)
    over = widest(text) - screen
    for (_, least), place in sorted(
        (column.breaks, place) for place, column in enumerate(columns) if column.breaks
    ):
        if over > 0:
            rows = _narrowed(rows, place, over, least)
            text = _grid(rows, columns)
            over = widest(text) - screen
    if over > 0:
        return None
    widths = [max(map(widest, cells)) for cells in zip(*rows)]
    return text, lambda more: _further(more, columns, widths)


def _further(rows: list[list[str]], columns: Sequence[Column[T]], widths: list[int]) -> str:
    """More rows of a table. What is wider than its column is broken, or else, like an amount,
    makes it wider from here on rather than being cut."""
    fitting = [
        [
            broken(cell, most) if column.breaks and width(cell) > most else cell
            for cell, column, most in zip(row, columns, widths)
        ]
        for row in rows
    ]
    widths[:] = [max(most, *map(widest, cells)) for most, *cells in zip(widths, *fitting)]
    # Not by tabulate, which takes three times as long to find the widths anew.
    return "\n".join(
        "  ".join(map(_aligned, line, columns, widths)).rstrip()
        for row in fitting
        for line in zip_longest(*(cell.split("\n") for cell in row), fillvalue="")
    )


def _aligned(text: str, column: Column[T], most: int) -> str:
    space = " " * (most - width(text))
    return space + text if column.right else text + space


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
    """The rows, headings first, with the column at `place` broken to be `over` narrower, though not
    below `least`."""
    headings, *rows = rows
    now = max(width(row[place]) for row in rows)
    most = max(now - over, min(least, now))
    return [
        headings,
        *([*row[:place], broken(row[place], most), *row[place + 1 :]] for row in rows),
    ]


def _grid(rows: list[list[str]], columns: Sequence[Column[T]]) -> str:
    """The cells in line, two spaces between columns."""
    import tabulate  # costs as much to import as a whole sale may take

    # Headings are a row: as headers, tabulate would set them two columns wider than the cells.
    return tabulate.tabulate(
        rows,
        tablefmt="plain",
        colalign=["right" if column.right else "left" for column in columns],
        disable_numparse=True,
    )


def money(amount: int) -> str:
    """A cell with an amount in rupiah: `12.000`; empty for nothing."""
    return grouped(amount) if amount else ""


def _json(things: Iterable[T], fields: Fields[T]) -> Iterator[str]:
    start = "[\n"
    for batch in _batches(things):
        yield start + _dumped([record(thing, fields) for thing in batch])[2:-2]
        start = ",\n"
    yield "[]" if start == "[\n" else "\n]"


def _dumped(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _csv(things: Iterable[T], fields: Fields[T]) -> Iterator[str]:
    import csv
    import io

    rows = ([_cell(value_of(thing)) for value_of in fields.values()] for thing in things)
    start = ""
    for batch in _batches(chain([list(fields)], rows)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(batch)
        yield start + out.getvalue().removesuffix("\n")
        start = "\n"


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str) and is_formula(value):
        return f"'{value}"  # a row made by hand, a setting: what is typed is stored without signs
    return "" if value is None else value


FOR_PROGRAMS = {"json": _json, "csv": _csv}

"""Lists and reports in the three formats: a table for the eye, CSV and JSON for programs."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

_MARKS = "\u0300"  # below, every letter takes one column
NARROW = 60  # columns; below, a record takes several lines
Record = dict[str, Any]
FORMATS = ("tabel", "csv", "json")


def emit(
    records: list[Record], columns: Sequence[str], form: str, table: Callable[[], str]
) -> None:
    """Prints records as `form` says. JSON names equal the columns; an unknown value is null in
    JSON and empty in CSV. `table` makes the text for the eye."""
    if form == "json":
        _print(_json([{name: record.get(name) for name in columns} for record in records]))
    elif form == "csv":
        _print(_csv(records, columns))
    else:
        _print(table())


def emit_one(record: Record, columns: Sequence[str], form: str) -> str:
    """One record as text: a JSON object, or CSV with its header."""
    if form == "json":
        return _json({name: record.get(name) for name in columns})
    return _csv([record], columns)


def grid(rows: list[list[str]], headers: list[str], right: Sequence[int] = ()) -> str:
    """An aligned table; the columns numbered in `right` are set to the right."""
    import tabulate  # costs as much to import as a whole sale may take

    tabulate.MIN_PADDING = 0  # beside the two spaces between columns
    align = ["right" if place in right else "left" for place in range(len(headers))]
    return tabulate.tabulate(
        rows,
        headers=headers,
        tablefmt="plain",
        colalign=align if rows else None,
        disable_numparse=True,
    )


def wrapped(
    rows: list[list[str]],
    headers: list[str],
    columns: int,
    breaking: Sequence[tuple[int, int]],
    right: Sequence[int] = (),
) -> str | None:
    """An aligned table, `columns` wide at most; None where that can't be done. Cells are broken
    into several lines for it: those of the columns numbered in `breaking`, one after the other,
    each down to the width behind its number."""
    if columns < NARROW:
        return None
    table = grid(rows, headers, right)
    over = max(map(width, table.split("\n"))) - columns
    for place, least in breaking:
        if over > 0:
            widest = max(width(row[place]) for row in rows)
            most = max(widest - over, min(least, widest))
            rows = [[*row[:place], broken(row[place], most), *row[place + 1 :]] for row in rows]
            table = grid(rows, headers, right)
            over = max(map(width, table.split("\n"))) - columns
    return table if over <= 0 else None


def width(text: str) -> int:
    """Columns that a text takes on a terminal; an emoji takes two."""
    if not text or max(text) < _MARKS:
        return len(text)
    from wcwidth import wcswidth  # tabulate's own measure; costs a third of a sale to import

    return max(wcswidth(text), 0)


def broken(text: str, most: int) -> str:
    """Lines of at most `most` columns, between words where that is possible."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(f"{lines[-1]} {word}") > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        while width(lines[-1]) > most:
            fits = next(
                count
                for count in range(len(lines[-1]), 0, -1)
                if width(lines[-1][:count]) <= most or count == 1
            )
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return "\n".join(lines)


def folded(text: str, columns: int) -> str:
    """Lines broken between words; what follows the first is set in behind its mark."""
    found = []
    for line in text.split("\n"):
        if width(line) > columns:
            start = len(line) - len(line.lstrip(" "))
            start += 2 if line[start : start + 2] in ("- ", "* ") else 0
            lines = broken(line[start:], max(columns - max(start, 2), 1))
            line = line[:start] + lines.replace("\n", "\n" + " " * max(start, 2))
        found.append(line)
    return "\n".join(found)


def stacked(head: str, lines: list[str], columns: int) -> str:
    """A record for a narrow screen: its head, and below it, indented, the lines that say
    something."""
    below = [broken(line, columns - 2).replace("\n", "\n  ") for line in lines if line]
    return "\n  ".join([broken(head, columns), *below])


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _csv(records: list[Record], columns: Sequence[str]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record.get(name)) for name in columns])
    return out.getvalue().removesuffix("\n")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "" if value is None else value


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")

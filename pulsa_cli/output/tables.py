"""Lists and reports in the three formats: a table for the eye, CSV and JSON for programs."""
import sys
from collections.abc import Callable, Sequence
from typing import Any

Record = dict[str, Any]
FORMATS = ("tabel", "csv", "json")


def emit(records: list[Record], columns: Sequence[str], form: str,
         table: Callable[[], str]) -> None:
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
    from tabulate import tabulate  # costs as much to import as a whole sale may take

    align = ["right" if place in right else "left" for place in range(len(headers))]
    return tabulate(rows, headers=headers, tablefmt="plain", colalign=align if rows else None,
                    disable_numparse=True)


def wrapped(rows: list[list[str]], headers: list[str], columns: int, place: int, least: int,
            right: Sequence[int] = ()) -> str:
    """An aligned table in which the column numbered `place` is broken into several lines where
    the table would be wider than `columns`; it keeps at least `least`."""
    table = grid(rows, headers, right)
    over = max(map(width, table.split("\n"))) - columns
    if over <= 0:
        return table
    most = max(max(width(row[place]) for row in rows) - over, least)
    return grid([[*row[:place], broken(row[place], most), *row[place + 1:]] for row in rows],
                headers, right)


def width(text: str) -> int:
    """Columns that a text takes on a terminal; an emoji takes two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # tabulate's own measure
    return max(wcswidth(text), 0)


def broken(text: str, most: int) -> str:
    """Lines of at most `most` columns, between words where that is possible."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(f"{lines[-1]} {word}") > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        while width(lines[-1]) > most:
            fits = next(count for count in range(len(lines[-1]), 0, -1)
                        if width(lines[-1][:count]) <= most or count == 1)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return "\n".join(lines)


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
        writer.writerow(["" if record.get(name) is None else record[name] for name in columns])
    return out.getvalue().removesuffix("\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")

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

"""Writes the parts of the docs that come from the code; `--check` only says what is stale."""

import sys
from pathlib import Path

from pulsa_cli.core.schema import TABLES, Column

PAGE = Path(__file__).resolve().parent / "format.md"
HEAD = """\
# The ledger format

Made from `pulsa_cli/core/schema.py` by `make docs`; the meanings are Indonesian, for the owner.

UTF-8, `\\n`, comma, a header row, quoting as RFC 4180, no line break in a field. Money is whole
rupiah. Times are ISO 8601 with offset, dates ISO 8601. Phone and meter numbers are grouped
(`0812-3456-7890`), which a spreadsheet does not take for numbers. Columns are found by name; a
column this version does not know is kept and ignored.

A file is one counter's month, `2026-11.A.csv`, and is only ever appended to. When a new version
needs a column that the file lacks, the next row starts `2026-11.A.2.csv`.

`cek` is the last column: CRC-32 over the header line and the row up to its last comma (both
without line end), modulo 26^6, written as six letters `a`-`z`, most significant first. A row whose
`cek` does not fit is reported and not counted.

Ids are `A-261121-J017`: counter, day recorded, letter of the ledger, running number of that
counter, day and letter.

"""


def kind(column: Column) -> str:
    return (
        column.kind
        if isinstance(column.kind, str)
        else " / ".join(word for word in column.kind if word)
    )


def page() -> str:
    parts = [HEAD]
    for table in TABLES.values():
        parts.append(
            f"## ledger/{table.name} (ids {table.letter})\n\n"
            "| column | kind | meaning |\n|---|---|---|\n"
        )
        parts += [
            f"| {column.name} | {kind(column)} | {column.meaning} |\n" for column in table.columns
        ]
    return "".join(parts)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        PAGE.write_text(page(), "utf-8")
    elif PAGE.read_text("utf-8") != page():
        sys.exit(f"{PAGE.name} is stale: run make docs")

"""Rows as a test makes them, of three customers, and how they come into a shop's files."""

from collections.abc import Iterable
from pathlib import Path

from pulsa_cli.core import customers
from pulsa_cli.core.schema import TABLES, Row, Table, check_letters

BUDI, SITI, TONO = PERSONS = "A-261101-P001", "A-261101-P002", "B-261101-P001"
NAMES = dict(zip(PERSONS, ("budi", "siti", "tono")))


def row(table: Table, id: str, moment: str, kind: str, **columns: str) -> Row:
    return {**dict.fromkeys(table.header, ""), "id": id, "waktu": moment, "jenis": kind, **columns}


def plain(row: Row) -> Row:
    """A row without its check letters, which only a file has."""
    return {**row, "cek": ""}


def united(rows: Iterable[Row]) -> dict[str, str]:
    """By the customers' rows, the id that each one's account is kept under."""
    return {id: each.id for each in customers.fold(rows) for id in each.ids}


def arrive(root: Path, rows: Iterable[Row], names: Iterable[str]) -> None:
    """Appends each row to the file of that name, as a merge would."""
    for each, name in zip(rows, names):
        table = next(table for table in TABLES.values() if f"-{table.letter}" in each["id"])
        header = ",".join(table.header).encode()
        body = ",".join(each[column] for column in table.header[:-1]).encode()
        path = root / "ledger" / table.name / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(b"" if file.tell() else header + b"\n")
            file.write(body + b"," + check_letters(header, body) + b"\n")

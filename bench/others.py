"""The same question, who is overdue with how much, put to hledger and ledger on the same books.

A debt is dated by its due date there, so that what has not been paid up to yesterday is overdue.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from pulsa_cli.core.schema import Row

# `-e` is exclusive: due today is not overdue.
QUESTIONS = {
    "hledger": ["balance", "assets:piutang", "-e", "2026-11-21"],
    "ledger": ["balance", "assets:piutang", "-e", "2026-11-21"],
}


def write_journal(root: Path, journal: Path) -> None:
    """All sales, failures and payments of the shop at `root`, as plain-text accounting."""
    with journal.open("w", encoding="utf-8") as file:
        for path in sorted((root / "ledger").glob("jual/*.csv")):
            file.writelines(map(_sale, _rows(path)))
        for path in sorted((root / "ledger").glob("hutang/*.csv")):
            file.writelines(
                _entry(
                    row["waktu"][:10],
                    "bayar",
                    "assets:kas",
                    f"assets:piutang:{row['pelanggan']}",
                    row["jumlah"],
                )
                for row in _rows(path)
            )


def _rows(path: Path) -> Iterator[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _sale(row: Row) -> str:
    if row["jenis"] == "gagal":
        return _entry(row["waktu"][:10], row["id"], "income:pulsa", "assets:kas", row["kembali"])
    if row["jenis"] != "jual":
        return ""
    account = f"assets:piutang:{row['pelanggan']}" if row["tempo"] else "assets:kas"
    return _entry(
        row["tempo"] or row["waktu"][:10], row["id"], account, "income:pulsa", row["harga"]
    )


def _entry(day: str, what: str, to: str, by: str, amount: str) -> str:
    return f"{day} {what}\n    {to}  {amount} IDR\n    {by}\n\n"

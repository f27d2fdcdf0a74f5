"""Rows and ledger files as a test writes them without pulsa: by hand, in any layout of columns,
and by the dozen."""

import csv
import io
import re
from datetime import datetime, timedelta
from pathlib import Path

from helpers.konter import NOW
from pulsa_cli.core.schema import TABLES, check_letters

BOM = b"\xef\xbb\xbf"
TODAY = datetime.fromisoformat(NOW).date()
YESTERDAY = TODAY - timedelta(1)
# Few enough to be met again, and all that is asked about by number, name, short name or SN.
NUMBERS = "0812-3456-7890", "0812-3456-7891", "0857-1111-2222"
NAMES = "Budi", "Bu Siti", "Siti", 'Pak "Jo", warung', "Ibu Rénita"
CODES, SNS = ("bs", "JO"), ("1234-5678-9012/BUDI/R1M", "REFF 99887766 AB")
SN_PARTS = "123456789012", "99887766"
LEDGER_OF = {table.letter: table.name for table in TABLES.values()}
# A newer version's column and order, and an older version that lacked some.
PARTS = {
    table.name: {
        "": table.header,
        ".2": [*reversed(table.header[:-1]), "lokasi", "cek"],
        ".3": [name for name in table.header if name not in ("diskon", "lepas", "alasan", "kasir")],
    }
    for table in TABLES.values()
}


def sealed(columns, row):
    """A row as a line under this header."""
    header, out = ",".join(columns).encode(), io.StringIO()
    csv.writer(out, lineterminator="").writerow([row.get(name, "") for name in columns[:-1]])
    body = out.getvalue().encode()
    return body + b"," + check_letters(header, body)


def path_of(root, place):
    """The ledger file at a place: ledger, month, counter and part."""
    ledger, month, counter, part = place
    return Path(root) / "ledger" / ledger / f"{month}.{counter}{part}.csv"


def append(root, place, rows):
    """Appends rows as the program does."""
    path, columns = path_of(root, place), PARTS[place[0]][place[3]]
    path.parent.mkdir(exist_ok=True)
    data = path.read_bytes() if path.exists() else b""
    start = b"" if data.endswith(b"\n") else b"\n" if data else ",".join(columns).encode() + b"\n"
    with path.open("ab") as file:
        file.write(start + b"".join(sealed(columns, row) + b"\n" for row in rows))


def put(root, rows, month="2026-11"):
    """Appends each row to its counter's file."""
    for row in rows:
        counter, _, tail = row["id"].split("-")
        append(root, (LEDGER_OF[tail[0]], month, counter, ""), [row])


def ended(line, end):
    """A line with this end instead of its own."""
    return line.rstrip(b"\r\n") + end


def at(minute, id, **columns):
    """A row of today, by default of a sale that was paid."""
    if "-J" in id and "jenis" not in columns:
        columns = {
            "jenis": "jual",
            "nomor": NUMBERS[0],
            "harga": "12000",
            "dibayar": "12000",
            "status": "sukses",
            **columns,
        }
    return {
        "id": f"{id[0]}-261121-{id[2:]}",
        "waktu": f"2026-11-21T09:{minute:02}:00+07:00",
        **{
            name: re.sub(r"^([AB])-([JHPOR]\d)", r"\1-261121-\2", value)
            for name, value in columns.items()
        },
    }


A_BUDI, B_BUDI = (
    at(0, f"{counter}-P001", jenis="tambah", nama="Budi", kode="bs", nomor=NUMBERS[0])
    for counter in "AB"
)
SAME = at(1, "A-P002", jenis="satukan", ref="A-P001", dari="B-P001")
DEBT = at(2, "A-H001", jenis="tambah", pelanggan="A-P001", jumlah="5000", tempo="2026-11-20")
ON_CREDIT = at(2, "A-J001", dibayar="0", pelanggan="A-P001", tempo="2026-11-20")
FAILED = at(3, "A-J002", jenis="gagal", ref="A-J001")


def trade(root, start, stop, month="2026-11", note=0):
    """Customers, sales on credit, and what became of them, several pages of the index. `note`
    bytes more are in the note of each sale."""
    put(
        root,
        [
            row
            for number in range(start, stop)
            for row in (
                at(
                    number % 60,
                    f"A-P{number:03}",
                    jenis="tambah",
                    nama=f"{NAMES[number % 5]} {number}",
                ),
                at(
                    number % 60,
                    f"B-J{number:03}",
                    pelanggan=f"A-P{number // 2:03}",
                    tempo="2026-11-20",
                    dibayar="5000",
                    status=("sukses", "pending")[number % 2],
                    catatan="x" * (number + note),
                ),
                at(
                    number % 60, f"A-J{number:03}", jenis="gagal", ref=f"B-J{max(0, number - 3):03}"
                ),
                at(
                    number % 60,
                    f"A-H{number:03}",
                    jenis="bayar",
                    pelanggan=f"A-P{number // 3:03}",
                    jumlah="900",
                ),
            )
        ],
        month,
    )

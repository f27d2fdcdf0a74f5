"""Customers as a test makes them and asks for them, and counters that share their files."""

import csv
import io
import json

from helpers.konter import Konter
from pulsa_cli.core import schema

NUMBER, OTHER = "0812-3456-7890", "0857-1111-2222"
LONG = "Ibu Haji Siti Nurhaliza binti Muhammad Tarudin Warung Pojok Pasar Minggu Blok M Nomor 12"


def add(konter: Konter, name: str, *numbers: str, **options: str) -> str:
    """Registers a customer; returns the id."""
    words = [word for number in numbers for word in ("--nomor", number)]
    words += [word for option, value in options.items() for word in (f"--{option}", value)]
    konter.run("pelanggan", "tambah", *words, "--", name)
    return konter.rows("pelanggan")[-1]["id"]


def with_two_records(konter: Konter) -> Konter:
    """Budi (P001) owes Rp19.000 and Yanto (P002) has paid Rp15.000 in advance: one person, perhaps.
    No rule stands in the way of a debt."""
    konter.lift_policy()
    add(konter, "Budi", "081234567890", kode="bs", gajian="25")
    add(konter, "Mas Yanto", "085711112222", tempo="2 minggu")
    konter.run("jual", "081234567890", "10", "-k")
    konter.run("jual", "081234567890", "5", "-k")
    konter.run("titipan", "terima", "yanto", "15rb")
    return konter


def write_people(konter: Konter, records: list[dict[str, str]]) -> None:
    """A customers' file as this program would have written it."""
    table = schema.PEOPLE
    header = ",".join(table.header).encode()
    lines = [header]
    for record in records:
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(
            [record.get(column, "") for column in table.header[:-1]]
        )
        body = out.getvalue().encode()
        lines.append(body + b"," + schema.check_letters(header, body))
    path = konter.file("pelanggan")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\n".join(lines) + b"\n")


def person(konter: Konter, typed: str) -> dict:
    (found,) = json.loads(konter.run("pelanggan", "lihat", "--format", "json", "--", typed).out)
    return found


def people(konter: Konter, *options: str) -> list[dict]:
    return json.loads(konter.run("pelanggan", "list", "--format", "json", *options).out)


def money(konter: Konter, typed: str) -> tuple[int, int]:
    """What a customer owes and has paid in advance."""
    found = person(konter, typed)
    return found["kasbon"], found["titipan"]


def share(*konters: Konter) -> None:
    """The files of every counter (A, B, …) come to every other one."""
    for source, code in zip(konters, "ABC"):
        for path in (source.root / "ledger").glob(f"*/*.{code}.csv"):
            for target in konters:
                if target is not source:
                    copy = target.root / path.relative_to(source.root)
                    copy.parent.mkdir(exist_ok=True)
                    copy.write_bytes(path.read_bytes())

"""Customers as a test makes them and asks for them, and counters that share their files."""

import json

from helpers.konter import Konter


def add(konter: Konter, name: str, *numbers: str, **options: str) -> str:
    """Registers a customer; returns the id."""
    words = [word for number in numbers for word in ("--nomor", number)]
    words += [word for option, value in options.items() for word in (f"--{option}", value)]
    konter.run("pelanggan", "tambah", *words, "--", name)
    return konter.rows("pelanggan")[-1]["id"]


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

"""Debts as a test makes them and asks for them."""

import json

from helpers.customers import add
from helpers.konter import Konter, files
from helpers.terminal import talk

BUDI, SITI = "0812-3456-7890", "0813-1111-2222"
SITI_TOO = "0857-1111-2222"  # of another operator
BEFORE = ("2026-09-01T10:00:00+07:00", "2026-10-01T10:00:00+07:00")


def with_debtors(konter: Konter, *more: str) -> Konter:
    """The shop with the customers Budi and Siti, who may have more numbers, where no rule stands
    in the way of a debt."""
    konter.lift_policy()
    add(konter, "Budi", BUDI)
    add(konter, "Siti Warung", SITI, *more, kode="st")
    return konter


def owe(konter: Konter, who: str, amount: str, due: str = "7 hari", **options: str) -> str:
    """A debt without a sale; returns its id."""
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return konter.run("hutang", "tambah", who, amount, "--tempo", due, "--lagi", *words).id


def hutang(konter: Konter, *words: object) -> list[dict]:
    return json.loads(konter.run("hutang", *words, "--format", "json").out)


def listed(konter: Konter, *options: str) -> list[dict]:
    return hutang(konter, "list", *options)


def left(konter: Konter) -> dict[str, int]:
    return {each["id"]: each["sisa"] for each in listed(konter)}


def last(konter: Konter, *columns: str) -> tuple[str, ...]:
    """Columns of the newest row of debts."""
    row = konter.rows("hutang")[-1]
    return tuple(row[column] for column in columns)


def refused(konter: Konter, *words: object, code: int = 1) -> str:
    """Refused with nothing recorded; returns why."""
    before = files(konter)
    said = konter.run("hutang", *words, code=code).err
    assert files(konter) == before and said
    return said


def dropped(konter: Konter, answers: list[str | None], *words: str, code: int = 130) -> str:
    """Left at a question with nothing recorded; returns the screen."""
    before = files(konter)
    got, screen = talk(konter, answers, "hutang", *words)
    assert got == code and files(konter) == before, screen
    return screen


def three(konter: Konter) -> list[str]:
    """Three debts of Budi, the second due first; returns their ids in the order of due dates."""
    ids = [
        owe(konter, "budi", "10rb", "28/11"),
        owe(konter, "budi", "20rb", "25/11"),
        owe(konter, "budi", "30rb", "5/12"),
    ]
    return [ids[1], ids[0], ids[2]]

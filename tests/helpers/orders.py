"""Orders for a day to come as a test finds them, and the money paid before."""

import json

from helpers.customers import add, person
from helpers.konter import Konter

BUDI, SITI = "081234567890", "085711112222"


def with_customers(konter: Konter) -> Konter:
    """The shop with Budi and Siti on Saturday 21 November; S10 is 12.000, S5 7.000."""
    add(konter, "Budi", BUDI)
    add(konter, "Siti", SITI)
    return konter


def money(konter: Konter, name: str = "budi") -> tuple[int, int, int]:
    """What a customer owes, has free in advance, and has paid for orders."""
    found = person(konter, name)
    return found["kasbon"], found["titipan"] - found["dipesan"], found["dipesan"]


def orders(konter: Konter, *options: str) -> list[tuple[str, str, int]]:
    """The open orders: the end of the id, the day, and what is still to be paid."""
    found = json.loads(konter.run("pesanan", "list", *options, "--format", "json").out)
    return [(each["id"][-4:], each["untuk"], each["sisa"]) for each in found]

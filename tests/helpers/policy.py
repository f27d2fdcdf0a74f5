"""The payment policy as a test writes it, and how a refusal by it is read."""

import re

from helpers.customers import add
from helpers.debts import BUDI, SITI
from helpers.konter import Konter, files

POLICY = "ledger/kebijakan.yaml"
FORCED = ("--tetap", "sudah janji besok")


def without_rules(konter: Konter) -> Konter:
    """The shop with the customers Budi and Siti, and no rule yet."""
    add(konter, "Budi", BUDI)
    add(konter, "Siti", SITI)
    rules(konter)
    return konter


def rules(konter: Konter, *lines: str) -> None:
    """Makes these the only rules of the shop."""
    (konter.root / POLICY).write_text("\n".join(lines) + "\n", "utf-8")


def change(konter: Konter, setting: str, value: str) -> None:
    """Changes one setting of the starter file as an owner would."""
    group, _, key = setting.rpartition(".")
    path = konter.root / POLICY
    before = rf"{group}:\n(?:  .*\n)*?  {key}:" if group else f"{key}:"
    text, found = re.subn(rf"(?m)^({before})[^#\n]*", rf"\g<1> {value} ", path.read_text("utf-8"))
    assert found == 1
    path.write_text(text, "utf-8")


def refused(konter: Konter, *words: str) -> str:
    """What a refusal says, once it is sure that nothing was recorded."""
    before = files(konter)
    said = konter.run(*words, code=1)
    assert files(konter) == before and not said.out
    assert "Maaf, " in said.err and "Supaya bisa: " in said.err and "--tetap" in said.err
    return said.err


def way_out(said: str) -> tuple[str, list[str]]:
    """What a refusal advises: the amount to pay first, and what to add to the sale."""
    pay = re.search(r"Supaya bisa: bayar (Rp[\d.]+) dulu", said)
    add_to_sale = re.search(r"\((--\S+) (\S+)\)\.", said)
    return pay[1] if pay else "", list(add_to_sale.groups()) if add_to_sale else []

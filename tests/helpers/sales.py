"""Sales as a test finds them, and whether their money adds up."""

import json

from helpers.customers import people
from helpers.konter import Konter

DUE = "2026-11-28"  # seven days on, as the starter's kebijakan.yaml says


def last(konter: Konter, *columns: str) -> tuple[str, ...]:
    """Columns of the newest row of sales."""
    row = konter.rows()[-1]
    return tuple(row[column] for column in columns)


def sales(konter: Konter) -> list[dict]:
    """All sales, of whatever day."""
    return json.loads(konter.run("transaksi", "list", "--dari", "400 hari", "--format", "json").out)


def sale(konter: Konter, id: str = "J1") -> dict:
    (found,) = json.loads(konter.run("transaksi", "lihat", id, "--format", "json").out)
    return found


def balanced(konter: Konter) -> bool:
    """Is every rupiah that came in and was not given back either the price of something sold or
    with the shop for somebody?"""
    sold, known = sales(konter), people(konter)
    payments = konter.rows("hutang")
    void = {row["ref"] for row in payments if row["jenis"] == "batal"}
    received = sum(each["dibayar"] for each in sold) + sum(
        int(row["jumlah"]) for row in payments if row["jenis"] == "bayar" and row["id"] not in void
    )
    earned = sum(
        each["harga"] - each["diskon"]
        for each in sold
        if each["status"] in ("sukses", "pending") or each["rugi"] == "pembeli"
    )
    with_shop = sum(each["titipan"] for each in known) + sum(each["tertahan"] for each in sold)
    return (
        received - sum(each["kembali"] for each in sold)
        == earned - sum(each["kasbon"] for each in known) + with_shop
    )

"""Customers' accounts as the rows fold, as commands show them, and as an acknowledgement tells."""

import json
import re
from datetime import date

from helpers.konter import Konter, Result
from helpers.rows import united
from helpers.soundness import assert_sound
from pulsa_cli.core import customers, sales
from pulsa_cli.core.account import Account
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import TABLES

# What a customer owes, has free in advance, has paid for orders, and owes since before today.
Sums = tuple[int, int, int, int]
MONEY_NOW = re.compile(
    r"(?:jumlah kasbon sekarang Rp([\d.]+))?(?: · )?"
    r"(?:uang titipan sekarang Rp([\d.]+))?(?: · )?"
    r"(?:uang pesanan sekarang Rp([\d.]+))?"
)


def shown(konter: Konter, *words: str) -> dict[str, Sums]:
    """What a command about customers shows of each one's account."""
    return {
        each["nama"]: (
            each["kasbon"],
            each["titipan"] - each["dipesan"],
            each["dipesan"],
            each["telat"],
        )
        for each in json.loads(konter.run(*words, "--format", "json").out)
    }


def folded(konter: Konter, until: str = "") -> dict[str, Sums]:
    """What the fold of all rows says of each customer, on this shop's day; or of the rows up to a
    day, on that day."""
    day = until or konter.now[:10]
    rows = {
        name: [each for each in konter.rows(name) if not until or each["waktu"][:10] <= until]
        for name in TABLES
    }
    accounts = assert_sound(
        rows["jual"] + rows["hutang"] + rows["pesanan"], united(rows["pelanggan"])
    )
    found = {}
    for each in customers.fold(rows["pelanggan"]):
        account = accounts.get(each.id, Account())
        late = [
            part.left
            for debt in account.unpaid
            for part in debt.open_parts()
            if part.due < date.fromisoformat(day)
        ]
        found[each.name] = account.owed, account.balance, account.reserved, sum(late)
    return found


def money_said(text: str) -> list[tuple[str, int, int, int]]:
    """What an acknowledgement says of customers' money now: of each the name, which is the last one
    said before, and what is owed, free in advance and paid for orders."""
    found, name, end = [], "", 0
    for place in re.finditer(
        r"\b(Budi|Siti|Tono)\b|(?:jumlah kasbon|uang titipan|uang pesanan) "
        r"sekarang Rp|"
        r"kasbon sekarang tidak ada",
        text,
    ):
        if place[1]:
            name = place[1]
        elif place.start() >= end:
            said = MONEY_NOW.match(text, place.start())
            end = said.end()
            found.append((name, *(int((sum or "0").replace(".", "")) for sum in said.groups())))
    return found


def agree(konter: Konter, before: dict[str, Sums], result: Result | None) -> dict[str, Sums]:
    """What the commands show is what the rows fold to; what an acknowledgement says is what is
    shown right after, for everybody whose account it changed, once. Returns what is shown."""
    known = folded(konter)
    assert shown(konter, "pelanggan", "list") == known
    for name in known:
        assert shown(konter, "pelanggan", "lihat", name) == {name: known[name]}
    said = money_said(result.out if result else "")
    for name, *sums in said:
        assert known[name][:3] == tuple(sums), result.out
    if result and "-P" not in result.id:
        changed = {name for name in known if known[name][:3] != before[name][:3]}
        assert changed <= {name for name, *_ in said}, result.out
        assert len({name for name, *_ in said}) == len(said), result.out
    return known


def told_of_the_sale(konter: Konter, result: Result) -> None:
    """What an acknowledgement says of one sale's money is what the rows fold to."""
    every = sales.fold(konter.rows("jual"))
    made = next(each for each in konter.rows("jual") if each["id"] == result.id)
    sale = every.get(made["id"]) or next(each for each in every.values() if made in each.history)
    prepaid = int(made["titipan"] or 0)
    for pattern, amount in (
        (r"([\d.]+) masih di konter", sale.held),
        (r"([\d.]+) masuk uang titipan", sale.freed),
        (r"([\d.]+) dikembalikan", int(made["kembali"] or 0)),
        (r"([\d.]+) \w+ keluar dari catatan", int(made["kembali"] or 0)),
        (r"([\d.]+) dari A-", sale.carried),
        (r"dibayar lagi Rp([\d.]+)", sale.paid),
        (r"kasbon Rp([\d.]+), jatuh tempo", sale.credit - prepaid),
    ):
        if found := re.search(pattern, result.out):
            assert f"Rp{found[1]}" == rupiah(amount), result.out
    before = re.findall(r"Rp([\d.]+) dari uang (?:muka pesanan|titipan)", result.out)
    assert not before or sum(int(each.replace(".", "")) for each in before) == prepaid, result.out

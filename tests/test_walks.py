"""Any commands in any order at one counter: after each, what the commands show and what was said is
what a pencil makes of the files (`helpers.reckoning`), which knows nothing of pulsa."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from helpers import reckoning
from helpers.accounts import money_said
from helpers.counters import COMMANDS, NUMBERS, attempt, nameable
from helpers.konter import NOW
from helpers.reckoning import Books
from helpers.sizes import PROOF, tries

STEPS = tries(25, 40)
CATCHING = (203, 204, 207, 233)  # walks that catch the seeded bugs
# Beside those of two counters: what happened earlier, an old book, mixed payments, money handed
# back that was wrong, unions and what takes them back.
MORE = """
jual {number} S10 -y --lagi -k {name} --waktu {past}
jual {number} S5 -y --lagi --waktu {past} tf
jual {number} S10 -y --lagi --dibayar 50rb --cara tf
jual {number} S10 -y --lagi --dibayar tunai=10rb --dibayar qris=2rb
jual {number} S10 -y --lagi -k {name} --dibayar tunai=Rp5000 --dibayar transfer=Rp2000
jual {number} S10 -y --lagi --status pending -k {name}
hutang tambah {name} {money} --lagi --waktu {past}
hutang bayar {name} {money} --lebih titipan --lagi --waktu {past}
hutang bayar {name} semua --lagi
hutang bayar {name} semua --lagi --cara qris
hutang bayar {name} {money} --lebih kembali --lagi --cara tf
titipan terima {name} {money} --lagi --waktu {past}
titipan terima {name} {money} --lagi tf
pesanan tambah {name} 081234567899 S10 --untuk besok --dp 5000 --lagi --waktu {past}
pesanan bayar {order} 5000 --lagi
pesanan bayar {order} 5000 --lagi --cara titipan
pesanan bayar {order} lunas --lagi --cara tf
pesanan isi {order} --lagi --dibayar 20rb
pesanan isi {order} --lagi --harga 13rb
hutang impor {book} -y
transaksi gagal {stands} --kembali tunai
transaksi gagal {stands} --kembali tunai
transaksi sukses {stands}
transaksi sukses {ended}
transaksi sukses {ended} --dibayar 12000
transaksi sukses {ended} --dibayar tunai=Rp7000 --dibayar qris=Rp5000
transaksi sukses {ended} -k --lagi
transaksi sukses {ended} --rugi
transaksi ulang {ended} --lagi --dibayar 20rb --cara tf
transaksi ulang {ended} --lagi -k
batal {newest} --alasan x
batal {newest} --alasan x
pelanggan satukan {name} {other} -y
""".strip().split("\n")
MIXED = "--dibayar tunai=Rp7000 --dibayar qris=Rp5000"


class Walk:
    """A counter at which anything may be done, and what was seen of it so far."""

    def __init__(self, konter, random):
        self.konter, self.random = konter, random
        self.clock = datetime.fromisoformat(NOW)
        self.known = [each for each in COMMANDS + MORE if is_known(konter, each)]
        self.done, self.zones = [], ["WIB", "WITA"]
        rows = reckoning.rows_of(konter.root)
        self.books, self.cash = Books(rows), reckoning.cash(rows)
        self.paid = set()  # debts that were acknowledged as paid

    def pass_time(self):
        """Some days or minutes; now and then the clock is put back, or the shop's zone right."""
        days = self.random.choice((0, 0, 0, 0, 0, 1, 4))
        minutes = self.random.choice((0, 0, 1, 1, 30, 30, -3))
        self.clock += timedelta(days=days, minutes=minutes)
        self.konter.now = self.clock.isoformat()
        if self.random.random() < 0.03:
            self.konter.edit("ledger/toko.yaml", f"zona: {self.zones[0]}", f"zona: {self.zones[1]}")
            self.zones.reverse()
            self.done.append(f"zona: {self.zones[0]}")

    def draw(self):
        """A command with all that it names; None where there is nothing to name yet."""
        command = self.random.choice(self.commands())
        names = self.random.sample(sorted(self.books.name.values()) or ["Budi"], 1)
        others = [name for name in self.books.name.values() if name not in names]
        known = {
            "number": self.random.choice(NUMBERS),
            "name": names[0],
            "other": self.random.choice(others) if others else "",
            "money": self.random.choice(("5000", "12000", "30000")),
            "past": self.past(),
            "book": "",
            **nameable(self.konter, self.random.choice((0, 0, 0, 1, 1, 2, 3, 5))),
            "newest": nameable(self.konter, 0)["row"],
        }
        if "{book}" in command:
            known["book"] = self.book()
        if not all(known[field] for field in re.findall(r"{(\w+)}", command)):
            return None
        return [word.format(**known) for word in command.split()]

    def commands(self):
        rare = self.random.random() < 0.1
        return [each for each in self.known if rare or "satukan" not in each]

    def past(self):
        moment = self.clock - timedelta(days=self.random.choice((0, 1, 3, 12)), hours=1)
        return f"{moment:%Y-%m-%dT%H:%M}"

    def book(self):
        """A page of the old book."""
        path = self.konter.root / "buku.csv"
        lines = [
            f"{name},{self.random.choice((7000, 15000))},{self.random.randint(1, 28)}/10/2026"
            for name in sorted(self.books.name.values())
            if self.random.random() < 0.6
        ]
        path.write_text("\n".join(["nama,jumlah,tanggal", *lines]) + "\n")
        return path

    def step(self):
        self.pass_time()
        words = None
        while words is None:
            words = self.draw()
        result = attempt(self.konter, *words)
        if result:
            self.done.append(f"{self.konter.now} pulsa {' '.join(map(str, words))}")
            self.look(words, result)

    def look(self, words, result):
        rows = reckoning.rows_of(self.konter.root)
        books, cash = Books(rows), reckoning.cash(rows)
        trail = "\n".join([*self.done, result.out, result.err])
        self.shown(books, trail)
        self.told(books, words, result.out, trail)
        assert moved(cash, self.cash) == said_of_cash(result.out), trail
        self.books, self.cash = books, cash

    def shown(self, books, trail):
        """What the lists show."""
        debts = self.listed("hutang", "list")
        owed = {each["id"]: (each["sisa"], each["tempo"], each["ditahan"]) for each in debts}
        assert owed == books.owed(), trail
        every = self.listed("pelanggan", "list")
        assert {
            each["id"]: (each["kasbon"], each["titipan"] - each["dipesan"], each["dipesan"])
            for each in every
        } == books.sums(), trail
        orders = {each["id"]: each["disimpan"] for each in self.listed("pesanan", "list")}
        assert orders == books.kept_for_orders(), trail
        sales = self.listed("transaksi", "list", "--dari", "2026-09-01")
        held = {each["id"]: each["tertahan"] for each in sales if each["tertahan"]}
        assert held == books.held(), trail

    def listed(self, *words):
        return json.loads(self.konter.run(*words, "--format", "json").out)

    def told(self, books, words, out, trail):
        """Who was named owes and has what was said; whose account changed was named; a debt that
        was paid is open again only where the command puts something right, and says so."""
        said = {name: tuple(sums) for name, *sums in money_said(out)}
        sums, before = books.sums(), self.books.sums()
        for person, name in books.name.items():
            if name in said:
                assert said[name] == sums[person], trail
            elif words[1] not in ("impor", "satukan"):
                assert sums[person] == before.get(person, (0, 0, 0)), trail
        self.told_of_debts(books, words, out, trail)
        again = self.paid & books.owed().keys()
        if again:
            assert words[0] == "batal" or words[1] in RIGHTING, trail
            for id in again:
                assert books.name[books.debts[id].person] in said or words[1] == "satukan", trail
        self.paid = (self.paid | self.books.owed().keys()) - books.owed().keys()

    def told_of_debts(self, books, words, out, trail):
        """What was paid is named; what is due is so much on that day."""
        owed, before = books.owed(), self.books.owed()
        paid = {id for id in before.keys() - owed.keys() if id in books.debts}
        named = set(re.findall(r"^Lunas: (\S+)", out, re.M))
        assert named <= paid and (words[1] not in ("bayar", "terima") or named == paid), trail
        for id, left in re.findall(r"^Dibayar sebagian: (\S+).*, sisa Rp([\d.]+)", out, re.M):
            assert owed[id].left == rupiah_in(left), trail
        said = re.search(r"(kasbon Rp[\d.]+, )?jatuh tempo (?:menjadi )?\w+, (\d+ \w+ \d+)", out)
        id = words[2] if words[1] == "undur" else out.split()[1].rstrip(":")
        if said and id in owed:
            day, month, year = said[2].split()
            assert owed[id].due == f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}", trail
            assert not said[1] or rupiah_in(said[1]) == owed[id].left, trail

    def look_back(self):
        """As of a day, what was known of that day by its rows."""
        rows = reckoning.rows_of(self.konter.root)
        for days in (1, 5, 20):
            day = f"{self.clock - timedelta(days=days):%Y-%m-%d}"
            then = Books(
                [row for row in rows if row["waktu"][:10] <= day or reckoning.is_of_people(row)]
            )
            debts = self.listed("hutang", "list", "--per", day)
            owed = {each["id"]: (each["sisa"], each["tempo"], each["ditahan"]) for each in debts}
            assert owed == then.owed(), "\n".join([*self.done, day])


MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
RIGHTING = ("gagal", "salah-nomor", "pindah", "satukan")


def moved(now, before):
    """The cash that came (or went), by way to pay."""
    return {way: now[way] - before[way] for way in {*now, *before} if now[way] != before[way]}


def rupiah_in(text):
    return int(re.sub(r"\D", "", text))


WAY = r"(tunai|transfer|qris)"
CASH = rf"Rp([\d.]+) {WAY}\b|Rp([\d.]+) dikembalikan(?: {WAY})?|kembalian Rp([\d.]+)(?: {WAY})?"
OUT = ("diserahkan kepada", "dikeluarkan dari catatan kas")


def said_of_cash(out):
    """What an acknowledgement says of cash that came in (or went out), by way to pay. Change
    without its way is in the same one; of a sale, the money stands there without the change."""
    line = out.split("\n")[0]
    total, sign = Counter(), -1 if any(words in line for words in OUT) else 1
    is_sale, way = re.match(r"Tercatat \S+-J", line), ""
    for paid, by, back, back_by, change, change_by in re.findall(CASH, line):
        if paid and f"kembalian Rp{paid} {by}" not in line:
            total[by] += sign * rupiah_in(paid)
            way = by
        elif back:
            total[back_by or "tunai"] -= rupiah_in(back)
        elif change and change_by:
            total[change_by] -= sign * rupiah_in(change)
            if is_sale and "(" not in line:
                total[way] += rupiah_in(change)
        elif change and not is_sale:
            total[way] -= rupiah_in(change)
    return {way: amount for way, amount in total.items() if amount}


def is_known(konter, command):
    """Is there such a command, with these options? One that is still to come is not drawn."""
    words = command.split()
    verbs = [word for word in words[:2] if word[0].isalpha()]
    try:
        if "tunai=" in command:
            konter.run("jual", NUMBERS[2], "S10", "-y", "--lagi", *MIXED.split())
        offered = konter.run(*verbs, "--help").out.replace(",", " ").split()
    except AssertionError:
        return False
    return all(word in offered for word in words if word.startswith("-"))


def walk(konter, seed):
    konter.lift_policy()
    random = Random(seed)
    konter.now = "2026-09-21T10:05:00+07:00"
    for name, number in (("Budi", NUMBERS[0]), ("Siti", NUMBERS[1])):
        konter.run("pelanggan", "tambah", name, "--nomor", number)
    walk = Walk(konter, random)
    for _ in range(STEPS):
        walk.step()
    walk.look_back()


# A second each: some twenty commands, with four lists after every one.
@pytest.mark.parametrize("seed", range(500) if PROOF else CATCHING)
def test_whatever_is_done_is_shown_and_said_as_a_pencil_reckons_it(konter, seed):
    walk(konter, seed)

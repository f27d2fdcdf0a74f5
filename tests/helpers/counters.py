"""Two counters of one shop at which anything is done in any order, by the real commands."""

import re
import shutil
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from helpers.konter import NOW, Konter, Result
from pulsa_cli.core import sales
from pulsa_cli.core.schema import TABLES

ON_CREDIT = "jual {number} S10 -y --lagi -k {name}"
COMMANDS = """
jual {number} S10 -y --lagi
jual {number} S10 -y --lagi --diskon 500 --status pending
jual {number} S10 -y --lagi -k {name}
jual {number} S10 -y --lagi -k {name} --dibayar 5000 --tempo besok
jual {number} S5 -y --lagi -k {name} --tempo 3h
jual {number} S10 -y --lagi --titipan {name}
jual {number} S10 -y --lagi --titipan {name} --dibayar 5000
titipan terima {name} {money} --lagi
titipan terima {name} {money} --lagi
titipan ambil {name} {money} --lagi
titipan ambil {name} semua --lagi
pesanan tambah {name} 081234567899 S10 --untuk besok
pesanan tambah {name} 081234567899 S10 --untuk 2h --dp 5000 --lagi
pesanan tambah {name} 081234567899 S10 --dp lunas
pesanan tambah {name} 081234567899 S10 --dp 5000 --cara titipan
pesanan tambah {name} 081234567899 S10 --dp 30000 --tiap minggu
pesanan isi {order} --lagi
pesanan isi {order} --lagi
pesanan isi {order} --lagi -k --tempo 3h
pesanan isi {order} --lagi --titipan
pesanan isi {order} --lagi -k --dibayar Rp3000
pesanan batal {order} -y
pesanan batal {order} --kembali tunai
hutang tambah {name} {money} --tempo besok --lagi
hutang bayar {name} {money} --lebih titipan --lagi
hutang bayar {name} {money} --lebih kembali --lagi
hutang bayar {name} {money} --untuk {owed} --lebih kembali --lagi
hutang undur {owed} 9h --alasan x --tetap y
hutang cicil {owed} --kali 2 --tiap minggu --tetap y
hutang tahan {owed} --alasan x
hutang tahan {owed} --lepas
hutang ikhlaskan {owed} --alasan x
hutang janji {name} besok
transaksi gagal {stands}
transaksi gagal {stands} --kembali tunai
transaksi gagal {ended} --kembali tunai
transaksi gagal {stands} --kembali titipan
transaksi gagal {ended} --kembali titipan
transaksi gagal {stands} --kembali nanti
transaksi ulang {ended} --lagi
transaksi ulang {ended} --lagi
transaksi pindah {stands} {name}
transaksi pindah {stands} {name}
transaksi salah-nomor {stands} --ke 081234567899 --rugi pembeli
transaksi salah-nomor {stands} --ke 081234567899 --rugi toko
transaksi salah-nomor {stands} --ke 081234567899 --rugi toko --kembali titipan
batal {row} --alasan x
batal {row} --alasan x
pelanggan satukan {name} {other} -y
sinkron
""".strip().split("\n")
NUMBERS = ("081234567890", "081234567891", "081234567895")  # Budi's, Siti's, nobody's


class Step(NamedTuple):
    """What is done at which counter: a command, to or by whom, to which row counted from the last,
    and how many days later."""

    counter: str
    command: str
    number: str
    names: tuple[str, str]
    money: str
    back: int
    later: int


class Pair:
    """Two counters of one shop, each a copy of its own; B's clock is some hours behind."""

    def __init__(self, a: Konter, b: Konter, behind: int = 2) -> None:
        self.shops, self.behind = {"A": a, "B": b}, behind
        for shop in (a, b):
            shop.lift_policy()
            for table in TABLES:  # what an earlier walk left
                shutil.rmtree(shop.root / "ledger" / table, ignore_errors=True)
            shutil.rmtree(shop.device / "cermin", ignore_errors=True)
            for path in shop.device.glob("index.db*"):  # which remembers what was there
                path.unlink()
        self.clock = datetime.fromisoformat(NOW) - timedelta(days=1)
        self.pass_time(0)
        for name, number in zip(("Budi", "Siti"), NUMBERS):
            a.run("pelanggan", "tambah", name, "--nomor", number)
        self.sync()
        self.pass_time(1)

    def pass_time(self, days: int) -> None:
        """Some days, and a minute."""
        self.clock += timedelta(days=days, minutes=1)
        for counter, hours in (("A", 0), ("B", self.behind)):
            self.shops[counter].now = (self.clock - timedelta(hours=hours)).isoformat()

    def sync(self) -> None:
        """Each gets the files of the other, as they stand."""
        for counter, other in ("AB", "BA"):
            for table in TABLES:
                for path in (self.shops[counter].root / "ledger" / table).glob(f"*.{counter}.csv"):
                    folder = self.shops[other].root / "ledger" / table
                    folder.mkdir(exist_ok=True)
                    shutil.copy(path, folder)

    def step(self, step: Step) -> tuple[Konter, Result | None]:
        """Does one step; returns the shop and what it said, None where it was refused."""
        counter, command, number, names, money, back, later = step
        self.pass_time(later)
        shop = self.shops[counter]
        if command == "sinkron":
            self.sync()
            return shop, None
        known = {
            "number": number,
            "name": names[0],
            "other": names[1],
            "money": money,
            **nameable(shop, back),
        }
        if not all(known[field] for field in re.findall(r"{(\w+)}", command)):
            command = ON_CREDIT  # there is nothing to name yet
        return shop, attempt(shop, *command.format(**known).split())


def nameable(konter: Konter, back: int) -> dict[str, str]:
    """Ids that a command can name, counted from the last of each kind; empty where there is
    none."""
    every = list(sales.fold(konter.rows("jual")).values())
    rows = (
        konter.rows("jual")
        + konter.rows("hutang")
        + konter.rows("pesanan")
        + [each for each in konter.rows("pelanggan") if each["jenis"] == "satukan"]
    )
    ids = {
        "stands": [sale.id for sale in every if sale.stands],
        "ended": [sale.id for sale in every if not sale.stands],
        "owed": [
            each["id"]
            for each in konter.rows("hutang") + konter.rows("jual")
            if each["jenis"] == "tambah" or each["tempo"] and each["jenis"] == "jual"
        ],
        "order": [each["id"] for each in konter.rows("pesanan") if each["jenis"] == "pesan"],
        "row": [each["id"] for each in rows],
    }
    return {name: found[-1 - back % len(found)] if found else "" for name, found in ids.items()}


def attempt(konter: Konter, *words: str) -> Result | None:
    """Runs a command that may be refused. A refusal changes nothing, so asking again is safe."""
    try:
        return konter.run(*words)
    except AssertionError:
        konter.run(*words, code=1)
        return None


def random_steps(random: Random) -> list[Step]:
    """Steps of a day or of several weeks, without more reason than a test that must not miss
    any."""
    commands = (
        COMMANDS
        if random.random() < 0.4
        else [command for command in COMMANDS if "satukan" not in command]
    )
    return [
        Step(
            random.choice("AAB"),
            random.choice(commands),
            random.choice(NUMBERS),
            tuple(random.sample(("Budi", "Siti"), 2)),
            random.choice(("5000", "12000", "30000")),
            random.choice((0, 0, 0, 1, 1, 2, 3, 5)),
            random.choice((0, 0, 0, 0, 0, 1, 4)),
        )
        for _ in range(random.randint(8, 20))
    ]

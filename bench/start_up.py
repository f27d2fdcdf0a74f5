"""How long commands take, and the index: ratios of minima over interleaved runs, all measured in
this one run. `make bench`; the limits are in LIMITS.

Each command against the bare imports that it can't do without, and on a shop with five years of
history against the same on a shop without. A regular install is made for it: an editable one
starts slower.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import others
import shop

ROOT = Path(__file__).resolve().parents[1]
RUNS, BUILDS = 31, 7
SALE = "import click, sqlite3"  # what the settings say is kept in the index
STORE = "import click, yaml, sqlite3"
COMMANDS = {  # NUMBER is another number in each run
    "jual": ("jual NUMBER 10 -y", SALE),
    "jual -k": (f"jual NUMBER 10 -k {shop.NUMBER} -y --tetap diukur", SALE),
    "jual, with a card": (f"jual {shop.NUMBER} 5 -y --lagi", STORE),
    "transaksi list": ("transaksi list", STORE + ", tabulate"),
    "pelanggan lihat": (f"pelanggan lihat {shop.NUMBER}", STORE),
    "hutang list --overdue": ("hutang list --overdue", STORE + ", tabulate"),
    "board": ("", STORE),
    "digest": ("ingatkan", STORE),
    "cek-keluhan, by number": (f"cek-keluhan {shop.SOLD}", STORE),
    "cek-keluhan, by SN": (f"cek-keluhan {shop.SOLD_SN}", STORE),
    "cek-keluhan, near number": (f"cek-keluhan {shop.NEARLY_SOLD}", STORE),
}
REFUSED = {"cek-keluhan, near number"}  # says which numbers are near, and ends with 1
MANY = 300_000
PRODUCTS, PEOPLE = 2_000, 100_000
IMPORTS, HISTORY, BUILD, MEMORY, PRICES = 1.5, 1.15, 2.5, 100, 1.1
NAMES, LONG = 4, 1.5
# Limits of their own against the imports; a card has rules, and purchases to count.
OWN_LIMITS = {"board": 2, "digest": 2, "jual -k": 1.65, "jual, with a card": 1.75}
# What a program that only wants the rows in a database would do.
BARE = """
import csv, glob, sqlite3, sys
db = sqlite3.connect(sys.argv[2])
for name in ("jual", "hutang", "pelanggan"):
    for number, path in enumerate(sorted(glob.glob(f"{sys.argv[1]}/ledger/{name}/*.csv"))):
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            header = next(rows)
            if not number:
                db.execute(f"CREATE TABLE {name} ({', '.join(header)})")
            db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(header))})", rows)
db.commit()
"""


def install(folder: Path) -> Path:
    """A regular install; returns its bin folder."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run(
        [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            str(ROOT),
        ],
        check=True,
    )
    return folder / "bin"


def seconds(
    words: list[str], environment: dict[str, str], peaks: list[int] | None = None, code: int = 0
) -> float:
    """How long a command takes that ends with this exit code; `peaks` gets its peak memory in
    kilobytes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != code:
        raise RuntimeError(f"{words}: {process.stderr.read().decode()}")  # type: ignore
    if peaks is not None:
        peaks.append(used.ru_maxrss)
    return took


def commands(bin: Path, environments: dict[str, dict[str, str]]) -> bool:
    """Prints the ratios of the commands; True where all keep their limits."""
    least: dict[str, float] = {}
    for run in range(RUNS):
        for place, (name, (words, bare)) in enumerate(COMMANDS.items()):
            measured = {f"{name}, import": ([str(bin / "python"), "-c", bare], "kosong")}
            for kind in environments:
                number = f"0852{place}{kind == 'penuh':d}{run:06}"
                typed = [number if word == "NUMBER" else word for word in words.split()]
                measured[f"{name}, {kind}"] = ([str(bin / "pulsa"), *typed], kind)
            for key, (line, kind) in measured.items():
                refused = name in REFUSED and not key.endswith("import")
                took = seconds(line, environments[kind], code=int(refused))
                least[key] = min(least.get(key, took), took)
    good = True
    for name in COMMANDS:
        full, empty = least[f"{name}, penuh"], least[f"{name}, kosong"]
        good &= said(
            f"{name} / import", full / least[f"{name}, import"], OWN_LIMITS.get(name, IMPORTS)
        )
        good &= said(f"{name}, penuh / kosong", full / empty, HISTORY)
        print(f"    ({full * 1000:.1f} ms)")
    return good


def index(bin: Path, root: Path, environment: dict[str, str]) -> bool:
    """Prints how the index is built and brought up to date; True where all keeps its limits."""
    device, bare = root / ".git" / "pulsa", root / "telanjang.db"
    pulsa = [str(bin / "pulsa"), "transaksi", "list"]
    built, plain, peaks = [], [], []
    for _ in range(BUILDS):
        bare.unlink(missing_ok=True)
        plain.append(seconds([str(bin / "python"), "-c", BARE, str(root), str(bare)], environment))
        for path in device.glob("index.db*"):
            path.unlink()
        built.append(seconds(pulsa, environment, peaks))
    good = said(f"index / csv.reader → executemany ({BUILDS} runs)", min(built) / min(plain), BUILD)
    good &= said("peak memory, MB", max(peaks) / 1024, MEMORY)
    size = (device / "index.db").stat().st_size
    ledgers = sum(path.stat().st_size for path in (root / "ledger").rglob("*.csv"))
    print(f"    ({min(built):.1f} s; {size / 1e6:.0f} MB, the ledgers {ledgers / 1e6:.0f} MB)")
    behind, idle = [], []
    for run in range(BUILDS):
        shop.append_elsewhere(root, 1000, run)
        behind.append(seconds(pulsa, environment))
        idle.append(seconds(pulsa, environment))
    print(
        f"a list after 1,000 rows of another counter: {min(behind) * 1000:.0f} ms; "
        f"with nothing new {min(idle) * 1000:.0f} ms"
    )
    return good


def price_list(bin: Path, root: Path, bare: dict[str, str]) -> bool:
    """Prints what many more products cost a sale; True where that keeps its limit."""
    environments = {"usual": bare, "long": shop.make(bin / "pulsa", root, 0)}
    shop.add_products(root, PRODUCTS)
    taken: dict[str, list[float]] = {"usual": [], "long": []}
    for run in range(RUNS):
        for kind, environment in environments.items():
            words = [str(bin / "pulsa"), "jual", f"0853{run:07}", "10", "-y"]
            taken[kind].append(seconds(words, environment))
    return said(
        f"jual with {PRODUCTS:,} more products / without",
        min(taken["long"]) / min(taken["usual"]),
        PRICES,
    )


def names(bin: Path, root: Path, bare: dict[str, str]) -> bool:
    """Prints what very many customers cost whoever types a name that nobody has; True where that
    keeps its limit."""
    environments = {"one": bare, "many": shop.many_customers(bin / "pulsa", root, PEOPLE)}
    words = [str(bin / "pulsa"), "jual", "Wartono Sarimbit", "10"]
    seconds([*words[:1], "pelanggan", "lihat", shop.NUMBER], environments["many"])  # builds
    taken: dict[str, list[float]] = {kind: [] for kind in environments}
    for _ in range(BUILDS):
        for kind, environment in environments.items():
            taken[kind].append(seconds(words, environment, code=1))
    print(f"    ({min(taken['many']) * 1000:.0f} ms)")
    return said(
        f"an unknown name among {PEOPLE:,} customers / among one",
        min(taken["many"]) / min(taken["one"]),
        NAMES,
    )


def long_lists(bin: Path, environment: dict[str, str]) -> bool:
    """Prints how much more memory a list takes that is very long; True where that keeps its
    limit."""
    good = True
    for form in ("tabel", "csv", "json"):
        peaks: list[int] = []
        for start in ("kemarin", "1/1/2021"):
            words = f"transaksi list --dari {start} --format {form}".split()
            took = seconds([str(bin / "pulsa"), *words], environment, peaks)
        good &= said(f"peak memory of five years as {form} / of a day", peaks[1] / peaks[0], LONG)
        print(f"    ({took:.0f} s, {peaks[1] / 1024:.0f} MB)")
    return good


def compare(bin: Path, root: Path, environment: dict[str, str]) -> None:
    """Prints how much longer other programs take for the same question on the same books."""
    pulsa = min(
        seconds([str(bin / "pulsa"), "hutang", "list", "--overdue"], environment)
        for _ in range(BUILDS)
    )
    journal = root / "buku.journal"
    others.write_journal(root, journal)
    for program, question in others.QUESTIONS.items():
        if not shutil.which(program):
            print(f"{program}: not installed")
            continue
        took = seconds([program, "-f", str(journal), *question], environment)
        print(
            f"{program} {' '.join(question)} / hutang list --overdue: {took / pulsa:.0f} "
            f"({took:.1f} s)",
            flush=True,
        )


def many(bin: Path, root: Path) -> None:
    """Prints how long a shop with very many open debts has to wait."""
    environment = shop.many_debts(bin / "pulsa", root, MANY)
    seconds([str(bin / "pulsa"), "transaksi", "list"], environment)  # builds the index
    for words in (
        "hutang umur",
        "hutang umur --per kemarin",
        "hutang list",
        f"hutang rekap {shop.NUMBER}",
    ):
        peaks: list[int] = []
        took = seconds([str(bin / "pulsa"), *words.split()], environment, peaks)
        print(
            f"{words} of {MANY:,} open debts: {took:.1f} s, at most {peaks[0] / 1024:.0f} MB",
            flush=True,
        )


def said(name: str, measured: float, limit: float) -> bool:
    print(
        f"{name}: {measured:.2f} (at most {limit}){'' if measured <= limit else '  TOO MUCH'}",
        flush=True,
    )
    return measured <= limit


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bin = install(folder / "venv")
        environments = {
            kind: shop.make(bin / "pulsa", folder / kind, sales)
            for kind, sales in (("kosong", 0), ("penuh", shop.SALES_IN_ALL))
        }
        good = index(bin, folder / "penuh", environments["penuh"])
        good &= commands(bin, environments)
        good &= price_list(bin, folder / "lengkap", environments["kosong"])
        good &= names(bin, folder / "ramai", environments["kosong"])
        good &= long_lists(bin, environments["penuh"])
        compare(bin, folder / "penuh", environments["penuh"])
        many(bin, folder / "banyak")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())

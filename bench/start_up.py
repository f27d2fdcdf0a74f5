"""How long a sale takes: ratios of minima over interleaved runs, all measured in this one run.

Against `python -c "import click, yaml"` (at most 1.30), and a large shop against an empty one (at
most 1.15). A regular install is made for it: an editable one starts slower.
"""
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pulsa_cli.core import phone
from pulsa_cli.core.schema import SALES, Row
from pulsa_cli.storage.device import Device
from pulsa_cli.storage.ledger import Ledger

ROOT = Path(__file__).resolve().parents[1]
RUNS = 31
MONTHS, COUNTERS, SALES_IN_ALL = 60, ("A", "B"), 1_000_000
NOW = datetime(2026, 11, 21, 10, 5, tzinfo=timezone(timedelta(hours=7)))
LIMITS = {"jual / import": 1.30, "jual, toko penuh / kosong": 1.15}


def install(folder: Path) -> Path:
    """A regular install; returns its bin folder."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet",
                    "--disable-pip-version-check", str(ROOT)], check=True)
    return folder / "bin"


def month_of_sales(first: datetime, count: int, serial: int) -> Iterator[tuple[datetime, Row]]:
    last = min(first + timedelta(days=27, hours=12), NOW - timedelta(hours=1))
    step = (last - first) / count
    for place in range(count):
        moment = (first + step * place).replace(microsecond=0)
        number = phone.group(f"0812{(serial + place) * 7919 % 10**8:08}")
        yield moment, {"waktu": moment.isoformat(), "jenis": "jual", "nomor": number,
                       "operator": "Telkomsel", "produk": "S10", "nama": "Pulsa 10.000",
                       "modal": "10750", "harga": "12000", "diskon": "0", "dibayar": "12000",
                       "cara": "tunai", "status": "sukses", "sn": f"{serial + place:020}"}


def fill(root: Path) -> None:
    """MONTHS × COUNTERS of sales, up to NOW."""
    each = SALES_IN_ALL // MONTHS // len(COUNTERS)
    for place, counter in enumerate(COUNTERS):
        ledger = Ledger(str(root), Device(str(root / ".git" / "pulsa"), counter))
        for back in range(MONTHS):
            year, month = divmod(NOW.year * 12 + NOW.month - 1 - back, 12)
            first = NOW.replace(year=year, month=month + 1, day=1, hour=8, minute=0)
            ledger.append(SALES, month_of_sales(first, each, (back * 2 + place) * each))


def measure(commands: dict[str, list[str]], environments: dict[str, dict[str, str]]) \
        -> dict[str, float]:
    """Seconds: the least of RUNS runs of each, one after the other in turn."""
    least = dict.fromkeys(commands, float("inf"))
    for run in range(RUNS):
        for name, words in commands.items():
            words = [word.replace("NUMBER", f"0813{run:08}") for word in words]
            start = time.perf_counter()
            subprocess.run(words, env=environments.get(name), check=True, capture_output=True)
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bin = install(folder / "venv")
        pulsa = str(bin / "pulsa")
        environments = {}
        for name in ("kosong", "penuh"):
            environments[name] = {**os.environ, "PULSA_TOKO": str(folder / name),
                                  "PULSA_SEKARANG": NOW.isoformat()}
            subprocess.run([pulsa, "init", str(folder / name)], check=True, capture_output=True,
                           env=environments[name])
        fill(folder / "penuh")
        sale = [pulsa, "jual", "NUMBER", "10", "-y"]
        seconds = measure({
            "import": [str(bin / "python"), "-c", "import click, yaml"],
            "kosong": sale, "penuh": sale}, environments)
    ratios = {"jual / import": seconds["kosong"] / seconds["import"],
              "jual, toko penuh / kosong": seconds["penuh"] / seconds["kosong"]}
    print("  ".join(f"{name} {least * 1000:.1f} ms" for name, least in seconds.items()))
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:.2f} (at most {LIMITS[name]:.2f})"
              f"{'' if ratio <= LIMITS[name] else '  TOO SLOW'}")
    return int(any(ratio > LIMITS[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())

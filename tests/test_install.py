"""A regular install brings the starter files and a working `pulsa`. (The tests themselves run on
an editable one.)"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STARTERS = ("ledger", "checklists")
PARTS = ("pulsa_cli", *STARTERS, "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("a folder with spaces")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, source / part)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(source / "dist"),
            str(source),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next((source / "dist").glob("*.whl"))


def test_the_wheel_holds_every_module_and_starter_file_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "pulsa_cli").rglob("*.py")}
    starters = {
        f"pulsa_cli/starter/{folder}/{path.name}"
        for folder in STARTERS
        for path in (ROOT / folder).iterdir()
    }
    assert modules | starters | {"pulsa_cli/py.typed"} == {
        name for name in names if ".dist-info/" not in name
    }


def test_an_installed_pulsa_makes_a_shop_and_sells(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(site),
            str(wheel),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    pulsa = str(site / "bin" / "pulsa")

    def run(*words: str) -> str:
        done = subprocess.run(
            [pulsa, *words],
            env=environment,
            cwd=tmp_path,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        return done.stdout

    run("init", "toko", "--nama", "Berkah Cell")
    for name in ("ledger/prefiks.csv", "ledger/produk.csv", "checklists/operator.yaml"):
        assert (tmp_path / "toko" / name).read_bytes() == (ROOT / name).read_bytes()
    assert run("--toko", "toko", "jual", "081234567890", "10").startswith("Tercatat A-")
    assert "Belum dijawab:" in run("--toko", "toko", "cek-keluhan", "7890")
    where = subprocess.run(
        [sys.executable, "-c", "import pulsa_cli; print(pulsa_cli.__file__)"],
        env=environment,
        cwd=tmp_path,
        text=True,
        capture_output=True,
    )
    assert where.stdout.startswith(str(site))

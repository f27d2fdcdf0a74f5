"""Fixtures: a shop folder on disk, and `pulsa` run in it, in this process or as a real one."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pulsa_cli import cli

NOW = "2026-11-21T10:05:00+07:00"
NOTICE = "(jam disetel:"


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def id(self) -> str:
        """The id in an acknowledgement."""
        return self.out.split()[1].rstrip(":")


class Konter:
    """A counter's shop folder with its clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = NOW

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PULSA_TOKO": str(self.root), "PULSA_SEKARANG": self.now}

    def run(self, *words: object, code: int = 0, stdin: str = "") -> Result:
        """Runs a command line in this process, asserts its exit code, and returns what it said;
        the notice about the set clock is left out."""
        handler = signal.getsignal(signal.SIGINT)
        stdout, stderr, before = io.StringIO(), io.StringIO(), dict(os.environ)
        streams = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(stdin), stdout, stderr
        os.environ.update(self.environment())
        try:
            got = cli.main([str(word) for word in words])
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            signal.signal(signal.SIGINT, handler)
            os.environ.clear()
            os.environ.update(before)
        err = "".join(
            line
            for line in stderr.getvalue().splitlines(keepends=True)
            if not line.startswith(NOTICE)
        )
        result = Result(got, stdout.getvalue(), err)
        assert got == code, f"pulsa {words}: exit {got}\n{result.out}{result.err}"
        return result

    def spawn(self, *words: object, **options: object) -> "subprocess.CompletedProcess[str]":
        """Runs a command line as a process of its own."""
        return subprocess.run(
            command(*words),
            env=self.environment(),
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            **options,
        )  # type: ignore[call-overload, no-any-return]

    def file(self, ledger: str = "jual", month: str = "2026-11", counter: str = "A") -> Path:
        return self.root / "ledger" / ledger / f"{month}.{counter}.csv"

    @property
    def device(self) -> Path:
        git = self.root / ".git" / "pulsa"
        return git if git.exists() else self.root / ".pulsa"

    @property
    def mirror(self) -> Path:
        return self.device / "cermin" / "jual" / "2026-11.A.csv"

    def rows(self, ledger: str = "jual") -> list[dict[str, str]]:
        """All rows of a ledger as they stand on disk, in order of file and line."""
        found: list[dict[str, str]] = []
        for path in sorted((self.root / "ledger" / ledger).glob("*.csv")):
            found += csv.DictReader(path.read_text("utf-8").splitlines())
        return found

    def edit(self, name: str, before: str, after: str) -> None:
        """Changes a settings file as an owner would."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")

    def lift_policy(self) -> None:
        """Empties the rules that refuse credit, for tests of something else."""
        path = self.root / "ledger" / "kebijakan.yaml"
        path.write_text(
            re.sub(
                r"(?m)^((?:batas|paling-banyak|  stop-hutang|  bayar-di-muka):).*",
                r"\1",
                path.read_text("utf-8"),
            ),
            "utf-8",
        )


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "pulsa_cli", *map(str, words)]


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that reaches for the real home, or for the developer's own shop, gets nothing."""
    monkeypatch.setenv("HOME", str(tmp_path / "no-home"))
    for name in ("PULSA_TOKO", "PULSA_SEKARANG", "PULSA_SABAR", "COLUMNS", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def konter(tmp_path: Path) -> Konter:
    """An empty shop with git, counter A."""
    shop = Konter(tmp_path / "toko")
    shop.run("init", shop.root, "--nama", "Berkah Cell")
    return shop


@pytest.fixture
def make_konter(tmp_path: Path) -> Callable[..., Konter]:
    """Makes further shops: `make_konter("lain", "--konter", "B")`."""

    def make(name: str, *options: str) -> Konter:
        shop = Konter(tmp_path / name)
        shop.run("init", shop.root, "--nama", name, *options)
        return shop

    return make


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long proofs run when asked for."""
    if os.environ.get("PULSA_PROOF") or "proof" in (config.option.markexpr or ""):
        return
    wanted = [item for item in items if item.get_closest_marker("proof") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]") -> Iterator[None]:
    """In CI a skip is a failure, unless no CI of ours could have run the test."""
    report = yield
    if os.environ.get("PULSA_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if "only on" not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped in CI: {reason}"
    return report

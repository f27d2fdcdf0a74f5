"""A shop folder with its clock, and `pulsa` run in it, in this process or as a real one."""

import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

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


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "pulsa_cli", *map(str, words)]


def here(
    words: Iterable[object],
    environment: dict[str, str],
    stdin: io.StringIO,
    stdout: io.StringIO,
    stderr: io.StringIO,
) -> int:
    """Runs a command line in this process, with streams and an environment of its own, and leaves
    the process as it was; returns the exit code. A tenth of the time that a process takes."""
    handler, before = signal.getsignal(signal.SIGINT), dict(os.environ)
    streams, argv = (sys.stdin, sys.stdout, sys.stderr), sys.argv
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
    sys.argv = [str(Path(cli.__file__).with_name("__main__.py")), *map(str, words)]
    os.environ.update(environment)
    try:
        return cli.main(sys.argv[1:])
    finally:
        (sys.stdin, sys.stdout, sys.stderr), sys.argv = streams, argv
        signal.signal(signal.SIGINT, handler)
        os.environ.clear()
        os.environ.update(before)


class Konter:
    """A counter's shop folder with its clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = NOW

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PULSA_TOKO": str(self.root), "PULSA_SEKARANG": self.now}

    def shrink(self) -> None:
        """Leaves fewer files to be copied, and the same shop: git's objects in one pack, and none
        of its examples of hooks."""
        subprocess.run(["git", "-C", self.root, "gc", "--quiet"], check=True)
        for example in (self.root / ".git" / "hooks").glob("*.sample"):
            example.unlink()

    def copied_to(self, root: Path) -> "Konter":
        """A copy of the whole folder; it knows itself as the original does."""
        copy = Konter(Path(shutil.copytree(self.root, root, symlinks=True)))
        known = copy.device / "konter"
        known.write_text(
            re.sub(r"inode=\d+", f"inode={copy.device.stat().st_ino}", known.read_text())
        )
        return copy

    def run(self, *words: object, code: int = 0, stdin: str = "") -> Result:
        """Runs a command line in this process, asserts its exit code, and returns what it said;
        the notice about the set clock is left out."""
        stdout, stderr = io.StringIO(), io.StringIO()
        got = here(words, self.environment(), io.StringIO(stdin), stdout, stderr)
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


def files(konter: Konter) -> dict[Path, bytes]:
    """All ledgers and settings as they stand on disk."""
    return {
        path: path.read_bytes() for path in (konter.root / "ledger").rglob("*") if path.is_file()
    }

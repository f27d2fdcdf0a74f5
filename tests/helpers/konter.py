"""A shop folder with its clock, and `pulsa` run in it, in this process or as a real one."""

import csv
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

import pytest

from helpers.sizes import PROOF
from pulsa_cli import cli

NOW = "2026-11-21T10:05:00+07:00"
SECONDS = 60
NOTICE = "(jam disetel:"
MAIN = str(Path(cli.__file__).with_name("__main__.py"))


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
    variables: dict[str, str],
    stdin: io.StringIO,
    stdout: io.StringIO,
    stderr: io.StringIO,
) -> int:
    """Runs a command line in this process, with streams and environment variables of its own, and
    leaves the process as it was; returns the exit code. A tenth of the time that a process
    takes."""
    handler, umask = signal.getsignal(signal.SIGINT), os.umask(0o022)
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    streams, argv = (sys.stdin, sys.stdout, sys.stderr), sys.argv
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
    sys.argv = [MAIN, *map(str, words)]
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            return cli.main(sys.argv[1:])
    finally:
        (sys.stdin, sys.stdout, sys.stderr), sys.argv = streams, argv
        signal.signal(signal.SIGINT, handler)
        os.umask(umask)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def become_pulsa(words: list[str], environment: dict[str, str]) -> NoReturn:
    """Goes on as `pulsa` with these words, in a fork of the tests whose streams are set."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    signal.alarm(SECONDS)  # one that hangs must not hold up everything
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = open(0, closefd=False, encoding="utf-8")
    sys.stdout = open(1, "w", closefd=False, encoding="utf-8")
    sys.stderr = open(2, "w", closefd=False, encoding="utf-8", buffering=1)
    sys.argv = [MAIN, *words]
    cli.run()


def _all_of(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8")


def _mark(path: Path) -> str:
    """What the index knows a file of settings by."""
    stat = path.stat()
    return json.dumps([stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns])


class Konter:
    """A counter's shop folder with its clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = NOW

    @property
    def variables(self) -> dict[str, str]:
        return {"PULSA_TOKO": str(self.root), "PULSA_SEKARANG": self.now}

    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.variables}

    def shrink(self) -> None:
        """Leaves fewer files to be copied, and the same shop: git's objects in one pack, and none
        of what it keeps for people."""
        subprocess.run(["git", "-C", self.root, "gc", "--quiet"], check=True)
        for name in ("branches", "hooks", "logs"):
            shutil.rmtree(self.root / ".git" / name, ignore_errors=True)

    def copied_to(self, root: Path) -> "Konter":
        """A copy of the whole folder; it knows itself, and its settings, as the original does."""
        copy = Konter(Path(shutil.copytree(self.root, root, symlinks=True)))
        known = copy.device / "konter"
        known.write_text(
            re.sub(r"inode=\d+", f"inode={copy.device.stat().st_ino}", known.read_text())
        )
        copy._know_settings_of(self)
        return copy

    def _know_settings_of(self, other: "Konter") -> None:
        """What the index has of the other shop's settings, it has of this one's."""
        if not (copied := self.device / "index.db").exists():
            return
        paths = [path.relative_to(other.root) for path in other.root.glob("ledger/*.*")]
        marks = [(_mark(other.root / path), _mark(self.root / path)) for path in paths]
        with sqlite3.connect(copied) as index:
            index.executemany("UPDATE parsed SET mark = replace(mark, ?, ?)", marks)
        index.close()

    def run(self, *words: object, code: int = 0, stdin: str = "") -> Result:
        """Runs a command line in this process, asserts its exit code, and returns what it said;
        the notice about the set clock is left out."""
        stdout, stderr = io.StringIO(), io.StringIO()
        got = here(words, self.variables, io.StringIO(stdin), stdout, stderr)
        err = "".join(
            line
            for line in stderr.getvalue().splitlines(keepends=True)
            if not line.startswith(NOTICE)
        )
        result = Result(got, stdout.getvalue(), err)
        assert got == code, f"pulsa {words}: exit {got}\n{result.out}{result.err}"
        return result

    def spawn(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """Runs a command line as a process of its own: a fork, in a proof a new Python."""
        if PROOF:
            return self._python("-m", "pulsa_cli", *words)
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            pid = os.fork()
            if not pid:
                try:
                    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                    os.dup2(stdout.fileno(), 1)
                    os.dup2(stderr.fileno(), 2)
                    become_pulsa([str(word) for word in words], self.environment())
                finally:
                    os._exit(127)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            said = [_all_of(stdout), _all_of(stderr)]
        return subprocess.CompletedProcess(command(*words), code, *said)

    def script(
        self, code: str, *arguments: object, timeout: int = 60
    ) -> "subprocess.CompletedProcess[str]":
        """Runs Python code as a process of its own, which finds these helpers."""
        return self._python("-c", code, *arguments, timeout=timeout)

    def _python(self, *words: object, timeout: int = 60) -> "subprocess.CompletedProcess[str]":
        paths = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env={**self.environment(), "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=timeout,
        )

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

    def grow_old(self) -> None:
        """Lets the tick of the clock pass within which a settings file was touched last: from
        then on what it says may be kept in the index."""
        newest = max(path.stat().st_ctime_ns for path in (self.root / "ledger").glob("*.*"))
        while time.time_ns() < newest + 25_000_000:
            pass

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

"""Runs the sessions that the docs show, and compares what comes out.

A ```console block holds commands behind `$ ` with what they print; a ```terminal block is the
same with a person who types: `⏎` ends what was typed after a prompt. A ```yaml FILE block is put
into that file. All blocks of a page are one session in one folder, its clock one minute on with
each command. `PULSA_UPDATE_DOCS=1 make test` writes what came out into the page; then read the
difference.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from helpers.konter import here
from helpers.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(console|terminal|yaml [\w./-]+)\n(.*?)^```$", re.M | re.S)
NOTICE = re.compile(r"^\(jam disetel:.*\n", re.M)
START = "2026-11-21T{:02}:{:02}:00+07:00"


def put_pulsa(folder: Path) -> None:
    """Makes a folder of programs that holds `pulsa`, to stand first on a path."""
    folder.mkdir(parents=True)
    program = folder / "pulsa"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pulsa_cli "$@"\n')
    program.chmod(0o755)


class Session:
    """A shell in a folder, with `pulsa` on its path. `in_process`: a plain `pulsa …` runs in this
    process, which takes a tenth of the time."""

    def __init__(self, folder: Path, in_process: bool) -> None:
        self.in_process = in_process
        bin = folder / "bin"
        put_pulsa(bin)
        self.folder = folder / "rumah"
        self.folder.mkdir()
        self.home = self.folder
        self.environment = {
            **os.environ,
            "PATH": f"{bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
        }
        self.environment.pop("PYTHONUNBUFFERED", None)  # as on everybody's machine
        self.minute = 4

    def _next(self) -> dict[str, str]:
        self.minute += 1
        return {**self.environment, "PULSA_SEKARANG": START.format(*divmod(600 + self.minute, 60))}

    def _clean(self, text: str) -> str:
        return NOTICE.sub("", text).replace(str(self.home), "~").rstrip("\n")

    def run(self, line: str) -> str:
        """What a command prints, both streams in order."""
        if line.startswith("cd "):
            self.folder = self.folder / line[3:]
            return ""
        if self.in_process and line.startswith("pulsa ") and not set(line) & set("|;&$><*`"):
            return self._here(shlex.split(line)[1:])
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self._next(),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
        return self._clean(done.stdout)

    def _here(self, words: list[str]) -> str:
        out, before = io.StringIO(), Path.cwd()
        os.chdir(self.folder)
        try:
            here(words, self._next(), io.StringIO(), out, out)
        finally:
            os.chdir(before)
        return self._clean(out.getvalue())

    def type(self, line: str, script: list[str]) -> str:
        """What a terminal shows when the lines of `script` that end in ⏎ are typed."""
        with Terminal(
            ["sh", "-c", line], self._next(), columns=120, folder=str(self.folder)
        ) as terminal:
            for expected in script:
                if expected.endswith("⏎"):
                    terminal.wait_for_prompt()
                    typed = expected.removesuffix("⏎").removeprefix(terminal.last_line())
                    terminal.press(typed + "\r")
                    terminal.typed(typed)
            terminal.finish()
            return self._clean(terminal.screen)


def replay(page: Path, folder: Path, in_process: bool = False) -> str:
    """The page's text with every block as it really comes out."""
    session = Session(folder, in_process)

    def block(match: re.Match[str]) -> str:
        kind, body = match[1], match[2]
        if kind.startswith("yaml "):
            (session.folder / kind.removeprefix("yaml ")).write_text(body, "utf-8")
            return match[0]
        out = []
        for part in re.split(r"^(?=\$ )", body, flags=re.M):
            if not part.startswith("$ "):
                continue
            line, *rest = part.removeprefix("$ ").rstrip("\n").split("\n")
            said = session.run(line) if kind == "console" else session.type(line, rest)
            out.append(f"$ {line}\n" + (said + "\n" if said else ""))
        return f"```{kind}\n{''.join(out)}```"

    return BLOCK.sub(block, page.read_text("utf-8"))

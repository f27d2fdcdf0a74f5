"""A person at a terminal: a real process on a pseudo-terminal, typed to and read."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from types import TracebackType
from typing import Any

from helpers.konter import Konter, become_pulsa, command
from helpers.sizes import PROOF

PATIENCE = 20
PULSA = command()


def _take_seat(slave: int, folder: str | None) -> None:
    """Makes the terminal that of this process, and its three streams."""
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for stream in range(3):
        os.dup2(slave, stream)
    if folder:
        os.chdir(folder)


class Terminal:
    """Runs a command on a terminal of its own. `screen` is all it has shown so far.

    `pulsa` itself runs in a fork of the tests, which costs a sixth of a new Python. `fresh`, and
    in a proof, it is a new one, which brings nothing of theirs along, such as a loaded readline.
    """

    def __init__(
        self,
        words: list[str],
        environment: dict[str, str],
        columns: int = 80,
        folder: str | None = None,
        fresh: bool = PROOF,
        kind: str = "dumb",
        inputrc: str | os.PathLike[str] = os.devnull,
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        # A dumb terminal: readline then sends no control sequences of its own.
        environment = {**environment, "TERM": kind, "INPUTRC": os.fspath(inputrc)}
        self.pid, self.code = os.fork(), None
        if not self.pid:
            try:
                _take_seat(slave, folder)
                if words[: len(PULSA)] == PULSA and not fresh:
                    become_pulsa(words[len(PULSA) :], environment)
                for number in (signal.SIGPIPE, signal.SIGXFSZ):  # ignored by Python itself
                    signal.signal(number, signal.SIG_DFL)
                os.execvpe(words[0], words, environment)
            finally:
                os._exit(127)
        os.close(slave)
        self.screen = ""
        self.seen = 0

    def wait_for(self, text: str) -> str:
        """Reads until `text` is on the screen, after what was waited for before; returns what
        came up to and with it."""
        while (place := self.screen.find(text, self.seen)) < 0:
            assert self._read(), f"ended without {text!r}:\n{self.screen}"
        shown = self.screen[self.seen : place + len(text)]
        self.seen = place + len(text)
        return shown

    def press(self, text: str) -> None:
        os.write(self.master, text.encode("utf-8"))

    def interrupt(self) -> None:
        """Presses Ctrl-C once the process waits for input. Python loses one that comes in the
        instant between showing a question and waiting for the answer; no person is that fast."""
        stat = f"/proc/{self.pid}/stat"
        while os.path.exists(stat):
            with open(stat) as file:
                if file.read().rpartition(")")[2].split()[0] == "S":
                    break
        self.press("\x03")

    def answer(self, prompt: str, text: str) -> str:
        """Waits for a prompt and types a line; returns what was shown."""
        shown = self.wait_for(prompt)
        self.press(text + "\r")
        return shown

    def wait_for_prompt(self) -> None:
        """Reads until the screen's last line looks like a question: it ends in a space."""
        while not (self.screen.endswith(" ") and len(self.screen) > self.seen):
            assert self._read(), f"ended without a prompt:\n{self.screen}"
        self.seen = len(self.screen)

    def last_line(self) -> str:
        return self.screen.rpartition("\n")[2]

    def typed(self, text: str) -> None:
        """Waits for the echo of a typed line, and marks its end on the screen with ⏎."""
        while "\n" not in self.screen[self.seen :]:
            assert self._read(), self.screen
        place = self.screen.index("\n", self.seen)
        self.screen = f"{self.screen[:place]}⏎{self.screen[place:]}"
        self.seen = place + 2

    def finish(self) -> int:
        """Reads to the end; returns the exit code."""
        while self._read():
            pass
        return self._ended()

    def _ended(self) -> int:
        """Waits for the end of the process; its exit code."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def _read(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], PATIENCE)
        assert ready, f"nothing more came:\n{self.screen}"
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.screen += (
            re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", data.decode("utf-8", "replace"))
            .replace("\r\n", "\n")
            .replace("\r", "")
        )
        return bool(data)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self._ended()
        os.close(self.master)


def at_terminal(
    konter: Konter, *words: str, columns: int = 100, fresh: bool = PROOF, **more: Any
) -> Terminal:
    return Terminal(command(*words), konter.environment(), columns, fresh=fresh, **more)


def answer_all(terminal: Terminal, answers: list[str | None]) -> None:
    """Answers questions one by one (None = Ctrl-C)."""
    for answer in answers:
        terminal.wait_for_prompt()
        if answer is None:
            terminal.interrupt()
        else:
            terminal.press(answer + "\r")
            terminal.wait_for("\n")


def talk(
    konter: Konter, answers: list[str | None], *words: object, columns: int = 100
) -> tuple[int, str]:
    """A command at a terminal, its questions answered one by one (None = Ctrl-C); returns the
    exit code and all that was on the screen, in one line."""
    with at_terminal(konter, *map(str, words), columns=columns) as terminal:
        answer_all(terminal, answers)
        code = terminal.finish()
        return code, " ".join(terminal.screen.split())

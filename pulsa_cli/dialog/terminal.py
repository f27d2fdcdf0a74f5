"""The terminal: results on stdout, everything else on stderr, questions only where a person is."""

import os
import signal
import sys
from typing import Any, TextIO

import click

from pulsa_cli.core.text import visible
from pulsa_cli.errors import reason

_WORTH_A_BAR = 4_000_000
_JOIN = "\x1f"  # stands for a space where no line may be broken


def interactive() -> bool:
    """Is there a person to ask?"""
    return sys.stdin.isatty() and sys.stderr.isatty()


def width() -> int:
    """Columns to fill: those of the terminal (or COLUMNS), 80 into a file or pipe."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return 80
    return _columns()


def columns() -> int:
    """Columns that what is said beside the result can take; 80 where no terminal shows it."""
    return _columns() if sys.stderr.isatty() else 80


def _columns() -> int:
    import shutil  # off the start-up path

    return shutil.get_terminal_size((80, 24)).columns


def warn(text: str) -> None:
    note(f"Perhatian: {text}")


def note(text: str) -> None:
    """Says something beside the result. Where stderr can't be written there is no one to tell."""
    try:
        click.echo(_fitted(text, sys.stderr), err=True)
    except OSError:
        pass


def _fitted(text: str, stream: TextIO) -> str:
    """Only what may go to a screen; on a terminal, with lines broken between words, and not inside
    a short `[…]`, which says what to press."""
    text = visible(text)
    if not stream.isatty():
        return text
    columns = _columns()
    return "\n".join(
        _broken(line, columns) if len(line) > columns else line for line in text.split("\n")
    )


def _broken(line: str, columns: int) -> str:
    import re
    import textwrap

    whole = re.sub(
        r"\[[^]]*\]",
        lambda hint: hint[0].replace(" ", _JOIN) if len(hint[0]) < columns else hint[0],
        line,
    )
    return textwrap.fill(whole, columns, break_long_words=False, break_on_hyphens=False).replace(
        _JOIN, " "
    )


class Progress:
    """A bar on the terminal while much is read; nothing for a little, and where no one looks."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` bytes have been read."""
        if total < _WORTH_A_BAR or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
        self._bar.update(done - self._bar.pos)
        if done >= total:
            self._bar.render_finish()
            self._bar = None


def acknowledge(text: str) -> None:
    """Says that a row is on disk. A closed or full stdout can't undo that, so it is no error."""
    try:
        click.echo(_fitted(text, sys.stdout))
    except OSError as error:
        discard_stdout()
        note(f"{text}\n(stdout tidak bisa ditulis: {reason(error)})")


def flush() -> None:
    """Lets out what was printed so far. Where stdout is closed or full, the end of the command says
    so."""
    try:
        sys.stdout.flush()
    except OSError:
        pass


def discard_stdout() -> None:
    """Points a broken stdout nowhere, so that Python's last flush does not complain; where that
    fails, as with no file left to open, it may."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        pass


def heed() -> None:
    """Ctrl-C goes through again after a row was recorded, also one that was pressed meanwhile."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def listen() -> None:
    """Ctrl-C counts, also one that was pressed while a row was recorded: what was recorded so far
    has been acknowledged, what comes next has not begun. Raises KeyboardInterrupt for that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    heed()


def ask(prompt: str) -> str:
    """The answer to a question, stripped; a space goes behind the question. What stands in the
    input before that is no answer to it (see keep_ahead).

    Raises EOFError at Ctrl-D.
    """
    if _ahead is not None:
        _ahead.extend(_typed_ahead())
    return _asked(prompt)


def _asked(prompt: str) -> str:
    listen()
    click.echo(f"{_fitted(prompt, sys.stderr)} ", nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def next_line(prompt: str) -> str:
    """A line with editing and history, where `readline` was imported; answers to questions stay
    out of the history. Lines that were kept come first. Raises EOFError at Ctrl-D."""
    if _ahead:
        line = _ahead.pop(0)
        note(f"{prompt} {line}")
        listen()
        return line
    if not sys.stdout.isatty():
        return _asked(prompt)
    listen()
    line, *more = _lines(input(f"{prompt} ")) or [""]  # terminals paste several at once
    if _ahead is not None:
        _ahead.extend(more)
    return line


# Lines of a queue that were typed or pasted before they were asked for; None = they are not kept.
_ahead: list[str] | None = None


def keep_ahead() -> None:
    """From now on what stands in the terminal's input when a question is asked, such as lines that
    were pasted, is no answer to it but the next lines of the queue."""
    global _ahead
    _ahead = []


def drop_ahead() -> list[str]:
    """Forgets the lines that were kept, and returns them."""
    dropped = list(_ahead or ())
    if _ahead is not None:
        _ahead.clear()
    return dropped


def keep_if_line(answer: str) -> bool:
    """Keeps what was no answer to a question and looks like a line of the queue, which a slow
    terminal may paste piece by piece."""
    is_line = _ahead is not None and " " in answer and any(map(str.isdigit, answer))
    if is_line and _ahead is not None:
        _ahead.append(answer)
    return is_line


def _typed_ahead() -> list[str]:
    """The lines that stand in the input and were not asked for."""
    import select  # only for a queue

    data, file = b"", sys.stdin.fileno()
    while select.select([file], [], [], 0)[0] and (more := os.read(file, 65536)):
        data += more
    return _lines(data.decode("utf-8", "replace"))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""The terminal: results on stdout, everything else on stderr, questions only where a person is."""
import os
import sys

import click

NARROW = 60


def interactive() -> bool:
    """Is there a person to ask?"""
    return sys.stdin.isatty() and sys.stderr.isatty()


def width() -> int:
    """Columns to fill: those of the terminal (or COLUMNS), 80 into a file or pipe."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return 80
    import shutil  # only lists need it, so off the start-up path
    return shutil.get_terminal_size((80, 24)).columns


def warn(text: str) -> None:
    click.echo(f"Perhatian: {text}", err=True)


def note(text: str) -> None:
    click.echo(text, err=True)


def acknowledge(text: str) -> None:
    """Says that a row is on disk. A closed or full stdout can't undo that, so it is no error."""
    try:
        click.echo(text)
    except OSError as error:
        discard_stdout()
        try:
            note(f"{text}\n(stdout tidak bisa ditulis: {error.strerror})")
        except OSError:
            pass


def discard_stdout() -> None:
    """Points a broken stdout nowhere, so that Python's last flush does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def ask(prompt: str) -> str:
    """One line from a person, stripped. Raises EOFError at Ctrl-D."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return input(prompt).strip()  # with readline, where it was imported
    click.echo(prompt, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def confirm(prompt: str, assumed: bool = True) -> bool:
    """Yes or no; Enter means `assumed`."""
    hint = "[Enter = ya, t = tidak]" if assumed else "[y = ya, Enter = tidak]"
    while True:
        answer = ask(f"{prompt} {hint} ").casefold()
        if not answer:
            return assumed
        if answer in ("y", "ya"):
            return True
        if answer in ("t", "tidak", "n", "no"):
            return False
        hint = "Ketik y atau t:"


def pick(prompt: str, choices: list[str]) -> int:
    """The place, from 0, of the choice taken; Enter takes the first."""
    while True:
        for number, choice in enumerate(choices, 1):
            note(f"  {number}. {choice}")
        answer = ask(f"{prompt} [Enter = 1] ") or "1"
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1

"""Who stands at the counter: a person who answers, or nobody (a pipe, a cron job, `-y`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from pulsa_cli.dialog import terminal
from pulsa_cli.errors import Refused

YES = frozenset({"y", "ya"})
NO = frozenset({"t", "tidak", "n", "no"})
_LISTED = 20  # more to choose from would not fit a screen
_NAMED = 5  # of several in a refusal
T = TypeVar("T")


class Person:
    """Somebody at the terminal. Ctrl-D and Ctrl-C leave every question: EOFError,
    KeyboardInterrupt."""

    here = True

    def ask(self, question: str) -> str:
        """The answer, stripped; empty for Enter."""
        return terminal.ask(question)

    def confirm(self, question: str, assumed: bool = True) -> bool:
        """Yes or no; Enter means `assumed`."""
        hint = "[Enter = ya, t = tidak]" if assumed else "[y = ya, Enter = tidak]"
        while True:
            answer = self.ask(f"{question} {hint}").casefold()
            if not answer:
                return assumed
            if answer in YES:
                return True
            if answer in NO:
                return False
            if terminal.keep_if_line(answer):
                terminal.note(f"Dibaca sesudah ini: {answer}")
            hint = "Ketik y atau t:"

    def agree(self, question: str, assumed: bool = True) -> None:
        """Goes on after a yes. Raises Refused after a no: nothing is recorded."""
        if not self.confirm(question, assumed):
            raise Refused("Tidak dicatat.")

    def agree_again(self, same: str) -> bool:
        """Is what stands already, as `same` says (empty = nothing does), meant once more? Enter is
        no. Raises Refused after a no."""
        if same:
            self.agree(f"{same} Catat lagi?", assumed=False)
        return bool(same)

    def word(self, question: str, ways: Mapping[str, Sequence[str]], again: str) -> str:
        """The way that was answered by one of its words; Enter and a yes take the first. `again` is
        asked after an answer that is none of them."""
        while True:
            answer = self.ask(question).casefold()
            if not answer or answer in YES:
                return next(iter(ways))
            for way, words in ways.items():
                if answer in words:
                    return way
            question = again

    def pick(self, question: str, choices: Sequence[str], assumed: int | None = None) -> int:
        """The place, from 0, of the choice taken; Enter takes `assumed`, if there is one."""
        hint = f"1-{len(choices)}" if assumed is None else f"Enter = {assumed + 1}"
        while True:
            for number, choice in enumerate(choices, 1):
                terminal.note(f"  {number}. {choice}")
            answer = self.ask(f"{question} [{hint}]")
            if not answer and assumed is not None:
                return assumed
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
                return int(answer) - 1

    def choose(self, question: str, choices: Sequence[T], told: Callable[[T], str]) -> T:
        """The one taken of these, each `told` in a line; Enter takes none."""
        if len(choices) > _LISTED:
            terminal.note(f"{_LISTED} dari {len(choices)}; yang lain: tulis lebih lengkap.")
        return choices[self.pick(question, [*map(told, choices[:_LISTED])])]

    def one_or_none(
        self, question: str, choices: Sequence[T], told: Callable[[T], str]
    ) -> T | None:
        """The one taken of these, which are only like what was typed; None for none of them, which
        is what Enter means."""
        listed = [*map(told, choices), "bukan semua ini"]
        place = self.pick(question, listed, assumed=len(choices))
        return choices[place] if place < len(choices) else None

    def one_of(self, choices: Sequence[T], told: Callable[[T], str], typed: str, noun: str) -> T:
        """The one that was meant by `typed`. Raises Refused where nobody can choose."""
        if len(choices) == 1:
            return choices[0]
        return self.choose(f"{noun.capitalize()} yang mana?", choices, told)


class Nobody(Person):
    """Nobody answers: what would be agreed to goes on, what would be chosen is refused."""

    here = False

    def ask(self, question: str) -> str:
        """Nothing."""
        return ""

    def confirm(self, question: str, assumed: bool = True) -> bool:
        """Not agreed to: whoever needs a yes has to say what else can be done."""
        return False

    def agree(self, question: str, assumed: bool = True) -> None:
        """Goes on: without a person, the words of the command are the agreement."""

    def agree_again(self, same: str) -> bool:
        """No: nobody said so, and what is recorded is refused."""
        return False

    def pick(self, question: str, choices: Sequence[str], assumed: int | None = None) -> int:
        """Raises Refused: nobody chooses."""
        raise Refused("\n- ".join([question, *choices[:_NAMED]]))

    def one_of(self, choices: Sequence[T], told: Callable[[T], str], typed: str, noun: str) -> T:
        """The only one. Raises Refused, with the others named, where there are several."""
        if len(choices) == 1:
            return choices[0]
        listed = "\n".join(f"- {told(choice)}" for choice in choices[:_NAMED])
        raise Refused(
            f"'{typed}' cocok dengan {len(choices)} {noun}:\n{listed}\nTulis id lengkapnya."
        )


def at_the_counter(unasked: bool = False) -> Person:
    """Who can be asked; `unasked`, nobody wants to be."""
    return Person() if terminal.interactive() and not unasked else Nobody()

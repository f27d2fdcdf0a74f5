"""Checklists for complaints: steps, findings, and the walk from the one to the other.

A step is answered from the books where they know, else by a person. An answer can lead to a
finding: a sure one ends the walk, a likely one stands unless a later answer rules it out.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core.complaints import LIKELY, SURE

YES, NO, UNKNOWN = "ya", "tidak", "tidak-tahu"
_SHORT = {"y": YES, "yes": YES, "t": NO, "n": NO, "no": NO}
WAIT = "tunggu"  # an answer that only the clock gives
RULED_OUT = "bukan"
TO_OPERATOR, TO_SUPPLIER = "operator", "pemasok"


class Verdict(NamedTuple):
    """What an answer says of a finding: SURE, LIKELY or RULED_OUT."""

    finding: str
    certainty: str


class Step(NamedTuple):
    """`check` names what the books are asked (core.checks), `question` is for a person; one of
    them may be empty. `codes` are uses of operators' facts shown with the question; `answers` has
    every answer with its verdict, None where it says nothing of the cause."""

    name: str
    part: str
    check: str
    question: str
    codes: tuple[str, ...]
    answers: Mapping[str, Verdict | None]

    @property
    def choices(self) -> list[str]:
        """The answers that a person can choose from, beside not knowing."""
        return [answer for answer in self.answers if answer not in (UNKNOWN, WAIT)]

    def read(self, typed: str) -> str | None:
        """The answer that is meant: `y`, `t`, `?`, a word of `choices`, its place from 1 or its
        beginning; None where none is."""
        word = typed.strip().casefold()
        if word in ("?", UNKNOWN):
            return UNKNOWN
        if _SHORT.get(word) in self.answers:
            return _SHORT[word]
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(self.choices):
            return self.choices[int(word) - 1]
        return self._beginning(word) if word else None

    def _beginning(self, word: str) -> str | None:
        """The answer that is this word, or the only one that begins with it."""
        fitting = [answer for answer in self.choices if answer.startswith(word)]
        return word if word in self.choices else fitting[0] if len(fitting) == 1 else None


class Finding(NamedTuple):
    """A cause: `words` for the customer, `todo` for the seller, `lessons` to teach, `codes` to
    teach with, `messages` to be sent (TO_OPERATOR, TO_SUPPLIER), `again` when to look at it anew,
    `advice` at the end, `remembered` what the next sale to the number shows."""

    name: str
    cause: str
    words: str
    todo: tuple[str, ...]
    lessons: tuple[str, ...]
    codes: tuple[str, ...]
    messages: tuple[str, ...]
    again: timedelta | None
    advice: str
    remembered: str


class Waits(NamedTuple):
    """How long a top-up may be pending, after how long a supplier takes no complaint any more,
    and when a complaint is looked at that was put aside half way."""

    pending: timedelta
    deadline: timedelta
    aside: timedelta


class Checklist(NamedTuple):
    """`kinds` are those of products that it is for; `otherwise` the finding where nothing else was
    found; `message` is the text for the operator."""

    name: str
    title: str
    kinds: tuple[str, ...]
    waits: Waits
    steps: tuple[Step, ...]
    findings: Mapping[str, Finding]
    otherwise: str
    message: str

    def step(self, name: str) -> Step | None:
        """The step of this name."""
        return next((step for step in self.steps if step.name == name), None)


class Answer(NamedTuple):
    """`value` as it is stored, `outcome` the answer of the step that it comes to. `said` tells how
    the books know, empty for what a person said; `until` is a time to wait for."""

    value: str
    outcome: str
    said: str = ""
    until: datetime | None = None


class Walk(NamedTuple):
    """How far one came: answers in order, steps that a person still has to answer, and what was
    found; no finding as long as questions are open and nothing speaks for one. `nothing` = it is
    the finding for when nothing was found."""

    answers: list[tuple[Step, Answer]]
    open: list[Step]
    finding: Finding | None
    certainty: str
    nothing: bool = False

    @property
    def stored(self) -> dict[str, str]:
        """The answers by the names of their steps."""
        return {step.name: answer.value for step, answer in self.answers}

    @property
    def done(self) -> bool:
        """Is there nothing left to ask?"""
        return self.certainty == SURE or not self.open

    @property
    def until(self) -> datetime | None:
        """Until when one has to wait, where an answer says so."""
        return next((answer.until for _, answer in self.answers if answer.until), None)


def walk(checklist: Checklist, answer: Callable[[Step], Answer | None]) -> Walk:
    """Goes through the steps; `answer` gives what is known of one, None where nothing is."""
    answers: list[tuple[Step, Answer]] = []
    unanswered: list[Step] = []
    likely: list[str] = []
    for step in checklist.steps:
        known = answer(step)
        if known is None:
            if step.question:
                unanswered.append(step)
            continue
        answers.append((step, known))
        verdict = step.answers.get(known.outcome)
        if verdict is None:
            continue
        if verdict.certainty == SURE:
            return Walk(answers, unanswered, checklist.findings[verdict.finding], SURE)
        if verdict.certainty == LIKELY:
            likely.append(verdict.finding)
        else:
            likely = [name for name in likely if name != verdict.finding]
    if likely:
        return Walk(answers, unanswered, checklist.findings[likely[0]], LIKELY)
    if unanswered:
        return Walk(answers, unanswered, None, "")
    return Walk(answers, [], checklist.findings[checklist.otherwise], LIKELY, nothing=True)

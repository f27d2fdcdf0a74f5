"""Complaints as a test makes them: answers without a terminal, and what came out as JSON."""

import json
from typing import Any

from helpers.konter import Konter

# Everything before the fourth check of pulsa-tidak-masuk.yaml, answered so that it finds nothing.
CLEAR = ("diminta=y", "pembeli=y", "pemasok=y", "riwayat=1", "tenggang=t", "saldo=t")
TO_THE_END = (*CLEAR, "darurat=t", "data=t", "nsp=t", "operator=t")


def given(answers: tuple[str, ...]) -> list[str]:
    """Answers as options of the command line."""
    return [word for answer in answers for word in ("--jawab", answer)]


def complain(
    konter: Konter, typed: str, *answers: str, options: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What `pulsa cek-keluhan` finds, as JSON."""
    said = konter.run("cek-keluhan", typed, "--format", "json", *given(answers), *options)
    found: dict[str, Any] = json.loads(said.out)
    return found


def answers_of(found: dict[str, Any]) -> dict[str, str]:
    """The answers in a complaint by their steps."""
    return dict(pair.split("=") for pair in found["jawaban"].split())


def listed(konter: Konter, *options: str) -> list[dict[str, Any]]:
    """`pulsa keluhan list` as JSON."""
    found: list[dict[str, Any]] = json.loads(
        konter.run("keluhan", "list", "--format", "json", *options).out
    )
    return found

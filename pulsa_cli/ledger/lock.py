"""The lock of a device: who holds it may write its ledger files and take them into its index."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from pulsa_cli.errors import WrongUse
from pulsa_cli.ledger import files


class Lock:
    """The lock in the file at `path`. `held`, this process has it: then it is no lock any more."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.held = False

    @contextmanager
    def taken(self, patience: float | None = None) -> Iterator[None]:
        """Holds the lock, waiting up to so many seconds (None = as PULSA_SABAR says). Raises Busy
        after that, NotRecorded where the folder can't be written."""
        if self.held:
            yield
            return
        with files.locked(self._path, patience_of_all() if patience is None else patience):
            self.held = True
            try:
                yield
            finally:
                self.held = False


def patience_of_all() -> float:
    """How many seconds this process waits for another (PULSA_SABAR). Raises WrongUse."""
    text = os.environ.get("PULSA_SABAR", "5")
    try:
        return float(text)
    except ValueError:
        raise WrongUse(f"PULSA_SABAR '{text}' bukan jumlah detik.") from None

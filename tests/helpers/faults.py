"""A disk that fails: the system calls of a process answer, at chosen places, with an error."""

import errno
import fcntl
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from helpers.konter import Konter, Result, here

SHORT = 0  # a write that takes only a part, as a full disk does
KINDS = (errno.EIO, errno.ENOSPC, errno.EACCES, SHORT)
CALLS = (
    *((os, name) for name in ("open", "lseek", "read", "write", "fsync", "fstat", "ftruncate")),
    *((os, name) for name in ("replace", "unlink", "mkdir", "chmod")),
    (fcntl, "flock"),
)
Plan = Mapping[int | str, int]


class Disk:
    """`plan` says which calls fail, by their number from 1 or all of a name, and how; `hit`, which
    did; `calls`, how many there were."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.hit: list[str] = []
        self.calls = 0

    def failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            kind = self.plan.get(self.calls, self.plan.get(name))
            if kind is None or (kind == SHORT and name != "write"):
                return real(*arguments, **options)
            self.hit.append(name)
            if kind == SHORT:
                file, data = arguments
                return real(file, data[: (len(data) + 1) // 2])
            raise OSError(kind, os.strerror(kind))

        return call


@contextmanager
def failing(plan: Plan) -> Iterator[Disk]:
    """Within it, calls fail as planned."""
    disk = Disk(plan)
    real = [(module, name, getattr(module, name)) for module, name in CALLS]
    for module, name, call in real:
        setattr(module, name, disk.failing(name, call))
    try:
        yield disk
    finally:
        for module, name, call in real:
            setattr(module, name, call)


def run(shop: Konter, plan: Plan, *words: object) -> tuple[Disk, Result]:
    """Runs a command line on a disk that fails as planned, whatever its exit code."""
    with tempfile.NamedTemporaryFile("w+") as stdout:  # one that can be pointed elsewhere
        stderr = io.StringIO()
        with failing(plan) as disk:
            code = here(words, shop.variables, io.StringIO(), stdout, stderr)  # type: ignore[arg-type]
        with open(stdout.name) as shown:
            return disk, Result(code, shown.read(), stderr.getvalue())

"""What some tests need of the machine. Where it is missing they are skipped, with a reason that
says what would run them; conftest.py tells at the end what was skipped.

A reason that begins with "only" names what no CI of ours could bring.
"""

import os
import shutil
import subprocess

import pytest

NO_MOUNT = 77


def needs(program: str, package: str) -> None:
    """Skips where a program is not installed; `package` is Debian's that has it."""
    if not shutil.which(program):
        pytest.skip(f"no {program}: install {package}")


def bound_by_modes() -> list[str]:
    """What goes before a command to which a closed file or folder is really closed: root gives
    that right up first."""
    if os.geteuid() != 0:
        return []
    needs("setpriv", "util-linux")
    return ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]


def in_own_mounts(
    script: str, *words: str, **options: object
) -> "subprocess.CompletedProcess[str]":
    """Runs a shell script that mounts file systems of its own, which nobody else sees; it ends
    with NO_MOUNT where it can't, and finds `words` in its "$@"."""
    needs("unshare", "util-linux")
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", *words],
        text=True,
        capture_output=True,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )
    if done.stderr.startswith("unshare: ") or done.returncode == NO_MOUNT:
        pytest.skip("only on a Linux that lets a test mount a file system")
    return done

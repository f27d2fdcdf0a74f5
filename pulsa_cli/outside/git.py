"""Git, run as the program it is: no prompt, no hooks, no signing, an identity of its own."""

import os
import shutil
import subprocess

_SAFE = ["-c", "core.fsync=all", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"]
_SECONDS = 30


def start(root: str) -> bool:
    """Makes `root` a repository of its own; False where there is no git, or it fails."""
    return shutil.which("git") is not None and _run(
        root, "init", "--quiet", "--initial-branch=main"
    )


def commit(root: str, paths: list[str], message: str) -> bool:
    """Commits just these paths, whatever else is staged; False where git fails."""
    return _run(root, "add", "--", *paths) and _run(
        root, "commit", "--quiet", "--no-verify", "-m", message, "--", *paths
    )


def _run(root: str, *words: str) -> bool:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    for inherited in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        environment.pop(inherited, None)
    for role in ("AUTHOR", "COMMITTER"):
        environment[f"GIT_{role}_NAME"] = "pulsa"
        environment[f"GIT_{role}_EMAIL"] = "pulsa@localhost"
    try:
        done = subprocess.run(
            ["git", "-C", root, *_SAFE, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

"""Git, run as the program it is: no prompt, no hooks, no signing, an identity of its own, and none
of the programs that a folder's own configuration names (design §6)."""

import os
import re
import shutil
import subprocess

_SAFE = ["-c", "core.fsync=all", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"]
_SECONDS = 30
# What the configuration of a repository may hold. Any other key may name a program that git runs
# (fsmonitor, filters, diff and merge drivers, helpers …), or another file with such keys.
_HARMLESS = re.compile(
    r"core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode"
    r"|symlinks|sharedrepository|autocrlf|eol|quotepath)"
    r"|(remote|branch)\..+\.(url|fetch|remote|merge)|user\.(name|email)|extensions\.objectformat"
    r"|(gc|pack|index|pull|push)\.[a-z]+"
)


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


def foreign(root: str) -> str:
    """The first key in the configuration of the repository at `root` for which git might run a
    program; empty where there is none. Where it can't be read: what to look at."""
    config = os.path.join(root, ".git", "config")
    listed = _call(root, "config", "--file", config, "--no-includes", "--list", "--name-only", "-z")
    if listed is None:
        return ".git/config"
    keys = listed.decode("utf-8", "replace").split("\0")
    return next((key for key in keys if key and not _HARMLESS.fullmatch(key)), "")


def _run(root: str, *words: str) -> bool:
    return _call(root, *words) is not None


def _call(root: str, *words: str) -> bytes | None:
    """What git says; None where it fails."""
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
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None

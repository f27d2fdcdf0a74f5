"""Git, run as the program it is: no prompt, no hooks, no signing, an identity of its own, and none
of the programs that a folder's own configuration names (design §6)."""

import os
import re
import shutil
import stat
import subprocess

_SAFE = [
    word
    for key in (
        "core.fsync=all",
        "core.hooksPath=/dev/null",
        "core.fsmonitor=false",
        "commit.gpgsign=false",
        "safe.bareRepository=explicit",
        "maintenance.auto=false",
    )
    for word in ("-c", key)
]
_SECONDS = 30
# What the configuration of a repository may hold. Any other key may name a program that git runs
# (fsmonitor, filters, diff and merge drivers, helpers …), or another file with such keys.
_HARMLESS = re.compile(
    r"core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode"
    r"|symlinks|sharedrepository|autocrlf|eol|quotepath)"
    r"|(remote|branch)\..+\.(url|fetch|remote|merge)|user\.(name|email)|extensions\.objectformat"
    r"|gc\.auto|pull\.(rebase|ff)|push\.(default|autosetupremote|followtags)"
)
_NAMING = ("commondir", "alternates", "config.worktree")  # files that name other places
# What git tells the programs that it starts, such as a hook, of another repository.
_OF_ANOTHER = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT "
    "GIT_CONFIG_PARAMETERS GIT_DIR GIT_GRAFT_FILE GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE "
    "GIT_NAMESPACE GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_SHALLOW_FILE GIT_WORK_TREE"
).split()


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
    """What in the repository at `root` could make git run a program, or write elsewhere, in words;
    empty where there is nothing."""
    folder = os.path.join(root, ".git")
    if elsewhere := _elsewhere(folder):
        return f"{os.path.relpath(elsewhere, root)} bisa menunjuk ke tempat lain"
    config = os.path.join(folder, "config")
    words = ("config", "--file", config, "--no-includes", "--list", "--name-only", "-z")
    listed = _call(os.sep, *words)  # where none of it counts yet
    keys = (listed or b"").decode("utf-8", "replace").split("\0")
    key = next((key for key in keys if key and not _HARMLESS.fullmatch(key)), "")
    if key or listed is None:
        return f"{key or 'yang tertulis'} di .git/config bisa menjalankan program"
    return ""


def _elsewhere(folder: str) -> str:
    """The first file or folder in a repository that is none itself, or names another place; empty
    where there is none."""
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        return folder
    for place, folders, names in os.walk(folder):
        for name in folders + names:
            path = os.path.join(place, name)
            mode = os.lstat(path).st_mode
            if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) or name in _NAMING:
                return path
    return ""


def _run(root: str, *words: str) -> bool:
    return _call(root, *words) is not None


def _call(root: str, *words: str) -> bytes | None:
    """What git says; None where it fails."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    for name in _OF_ANOTHER:
        environment.pop(name, None)
    environment["GIT_CEILING_DIRECTORIES"] = os.path.dirname(root)  # this one or none
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

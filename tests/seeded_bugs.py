"""Each test that guards money, rows or dates, against the bug that it is there for: `make bugs`.

A bug is put into a copy of the tree, and its test must fail there; without a bug it must pass.

    python tests/seeded_bugs.py [WORDS]       the bugs with these words in their name
    python tests/seeded_bugs.py --tenth N     every tenth of them, from the one numbered N

The bugs stand in tests/bugs, one file a subject of the program:

    a torn last row is not closed
        test_a_row_cut_at_any_byte_harms_no_other_and_no_id_comes_twice
        in files.append
        - _last_byte(file, size) != b"\\n"
        + False

A test is named without its file. `in` names a module, class or function by as much of its dotted
name as only one has; there, the text behind `-` must stand exactly once. White space, and commas
before a closing bracket, don't count: those are the formatter's. What stands behind `+` replaces
it. So a bug goes along when code moves or is formatted anew, and says so when it no longer fits.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("pulsa_cli", "tests", "ledger", "checklists", "pyproject.toml")
SECONDS = 300
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


class DoesNotFit(Exception):
    """A bug that no longer applies to the code, or is not written as it must be."""


class Edit(NamedTuple):
    place: str
    text: str
    instead: str


class Bug(NamedTuple):
    name: str
    test: str
    edits: tuple[Edit, ...]


def bugs(folder: Path = ROOT / "tests" / "bugs") -> list[Bug]:
    """All bugs, by file and place. Raises DoesNotFit, with file and line, where one is not written
    as it must be."""
    found: list[Bug] = []
    for path in sorted(folder.glob("*.txt")):
        found += _read(path)
    for name, count in Counter(bug.name for bug in found).items():
        if count > 1:
            raise DoesNotFit(f"{count} bugs are called {name!r}")
    return found


def _read(path: Path) -> Iterator[Bug]:
    name, test, edits = "", "", list[Edit]()
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        kind, _, rest = line.strip().partition(" ")
        if not line.strip():
            if name and test and edits and all(edit.text for edit in edits):
                yield Bug(name, test, tuple(edits))
            elif name or test or edits:
                raise DoesNotFit(f"{path.name}:{number}: {name!r} lacks a test, a place or a text")
            name, test, edits = "", "", []
        elif not name and not line.startswith(" "):
            name = line
        elif kind.startswith("test_"):
            test = line.strip()
        elif kind == "in":
            edits.append(Edit(rest, "", ""))
        elif kind in ("-", "+") and edits:
            place, text, instead = edits.pop()
            more = line.lstrip()[2:] + "\n"
            added = (text + more, instead) if kind == "-" else (text, instead + more)
            edits.append(Edit(place, *added))
        else:
            raise DoesNotFit(f"{path.name}:{number}: not understood: {line.strip()!r}")


def sources(package: Path = ROOT / "pulsa_cli") -> dict[str, str]:
    """The text of every module, by its path below the package."""
    return {
        str(path.relative_to(package)): path.read_text("utf-8")
        for path in sorted(package.rglob("*.py"))
    }


def seeded(bug: Bug, texts: dict[str, str]) -> dict[str, str]:
    """The modules that the bug changes, with it in them. Raises DoesNotFit."""
    changed: dict[str, str] = {}
    for edit in bug.edits:
        try:
            path, start, end = _find(edit, texts | changed)
        except DoesNotFit as error:
            raise DoesNotFit(f"{bug.name!r}: {error}") from error
        text = (texts | changed)[path]
        line = text[text.rfind("\n", 0, start) + 1 : start]
        indent = line[: len(line) - len(line.lstrip())]
        instead = edit.instead.rstrip("\n").replace("\n", "\n" + indent)
        changed[path] = text[:start] + instead + text[end:]
    for path, text in changed.items():
        try:
            same = _meaning(text) == _meaning(texts[path])
        except SyntaxError as error:
            raise DoesNotFit(f"{bug.name!r}: {path} would be no Python: {error}") from error
        if same:
            raise DoesNotFit(f"{bug.name!r}: {path} would do the same as before")
    return changed


@cache
def _meaning(text: str) -> str:
    return ast.dump(ast.parse(text))


def _find(edit: Edit, texts: dict[str, str]) -> tuple[str, int, int]:
    """The module in which the text to be replaced stands, and its place there."""
    places = [
        (path, name, begin, end)
        for path, text in texts.items()
        for name, begin, end in _scopes(path, text)
        if f".{name}".endswith(f".{edit.place}")
    ]
    if len(places) != 1:
        names = ", ".join(name for _, name, *_ in places)
        raise DoesNotFit(f"{edit.place} is the name of {names or 'nothing'}, not of one place")
    path, _, begin, end = places[0]
    bare, at = _bare(texts[path], begin, end)
    piece, _ = _bare(edit.text, 0, len(edit.text))
    starts = [match.start() for match in re.finditer(f"(?={re.escape(piece)})", bare)]
    if len(starts) != 1:
        raise DoesNotFit(f"{edit.place} has this {len(starts)} times, not once: {edit.text}")
    return path, at[starts[0]], at[starts[0] + len(piece) - 1] + 1


@cache
def _scopes(path: str, text: str) -> list[tuple[str, int, int]]:
    """Dotted name, beginning and end of a module and of all that is defined in it."""
    lines = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    module = path.removesuffix(".py").replace("/", ".")
    found = [(module, 0, len(text))]

    def within(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{name}.{child.name}"
                first = min(each.lineno for each in (child, *child.decorator_list))
                found.append((inner, lines[first - 1], lines[child.end_lineno or first]))
            within(child, inner)

    within(ast.parse(text), module)
    return found


def _bare(text: str, begin: int, end: int) -> tuple[str, list[int]]:
    """The characters that count, and where each stands."""
    free = re.compile(r"\s+|,(?=\s*[)\]}])")
    kept = list[int]()
    place = begin
    while place < end:
        if match := free.match(text, place, end):
            place = match.end()
        else:
            kept.append(place)
            place += 1
    return "".join(text[place] for place in kept), kept


def outcome(test: str, bug: Bug | None = None) -> str:
    """PASSED, FAILED, SKIPPED or what went wrong, of a test in a copy of the tree; with a bug in
    the copy, if one is given."""
    try:
        changed = seeded(bug, sources()) if bug else {}
        file = file_of(test)
    except DoesNotFit as error:
        return str(error)
    with tempfile.TemporaryDirectory(prefix="pulsa-bug-") as folder:
        root = Path(folder).resolve()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(
                    ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                shutil.copy(ROOT / name, root)
        for name, text in changed.items():
            (root / "pulsa_cli" / name).write_text(text, "utf-8")
        return _run(root, f"tests/{file}::{test}")


def file_of(test: str) -> str:
    """The name of the file in which a test stands. Raises DoesNotFit."""
    names = _files_of_tests()[test.partition("[")[0]]
    if len(names) != 1:
        raise DoesNotFit(f"{test} stands in {', '.join(names) or 'no file'}, not in one")
    return names[0]


@cache
def _files_of_tests() -> defaultdict[str, list[str]]:
    files = defaultdict[str, list[str]](list)
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        for test in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M):
            files[test].append(path.name)
    return files


def _run(root: Path, test: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(root),
        "PYTEST_DEBUG_TEMPROOT": str(root),
    }
    where = subprocess.run(
        [sys.executable, "-c", "import pulsa_cli; print(pulsa_cli.__file__)"],
        cwd=root,
        env=environment,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.strip()
    if Path(where) != root / "pulsa_cli" / "__init__.py":
        return f"the tests would run {where}, not the copy"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test],
            cwd=root,
            env=environment,
            text=True,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no end after {SECONDS} s"
    ways = {(0, "passed"): PASSED, (1, "failed"): FAILED, (0, "skipped"): SKIPPED}
    closing = re.search(r"^1 (\w+)(, \d+ warnings?)? in [\d.]+s", done.stdout, re.M)
    said = done.returncode, closing[1] if closing else ""
    return ways.get(said, done.stdout + done.stderr)


def main(wanted: list[Bug]) -> int:
    """Says of each bug whether it was caught; returns the exit code."""
    tests = sorted({bug.test for bug in wanted})
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = dict(zip(tests, pool.map(outcome, tests)))
        for test, found in sound.items():
            if found not in (PASSED, SKIPPED):
                wrong += 1
                print(f"NOT PASSED without a bug: {test}: {found}", flush=True)
        for bug, found in zip(wanted, pool.map(lambda bug: outcome(bug.test, bug), wanted)):
            if found == sound[bug.test] == SKIPPED:
                print(f"not run here: {bug.name}", flush=True)
                wrong += bool(os.environ.get("PULSA_NO_SKIPS"))
            elif found == FAILED:
                print(f"caught: {bug.name}", flush=True)
            else:
                print(f"NOT CAUGHT ({found}): {bug.name}", flush=True)
                wrong += 1
    print(f"{len(wanted)} seeded bugs, {wrong} wrong")
    return 1 if wrong or not wanted else 0


def chosen(words: list[str]) -> list[Bug]:
    """The bugs that the command line asks for."""
    if words[:1] == ["--tenth"]:
        number = int(words[1]) % 10
        print(f"Tenth {number} of the seeded bugs; again with TENTH={number}", flush=True)
        return bugs()[number::10]
    return [bug for bug in bugs() if " ".join(words) in bug.name]


if __name__ == "__main__":
    sys.exit(main(chosen(sys.argv[1:])))

"""The house rules of the code: directions of import, files of readable size, no heavy start-up."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pulsa_cli"
FILES = sorted(PACKAGE.rglob("*.py"))
# design §8. What stands under TYPE_CHECKING counts too.
ALLOWED = {
    "cli": {"commands", "shop", "dialog", "core", "errors", "pulsa_cli"},
    "commands": {"shop", "dialog", "show", "trade", "settings", "outside", "core", "errors"},
    "shop": {"books", "ledger", "settings", "core", "errors"},
    "dialog": {"show", "trade", "core", "errors"},
    "show": {"trade", "core", "errors"},
    "trade": {"core", "errors"},
    "books": {"ledger", "core", "errors", "pulsa_cli"},  # its version
    "settings": {"ledger", "core", "errors"},
    "outside": {"ledger", "core", "errors"},
    "ledger": {"core", "errors"},
    "core": {"errors"},
    "errors": set(),
}
SHARED = {"types", "options", "help"}  # what click needs
IMPURE = {
    "click",
    "os",
    "io",
    "sys",
    "time",
    "random",
    "secrets",
    "subprocess",
    "pathlib",
    "shutil",
    "tempfile",
    "yaml",
    "csv",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """Modules that a file imports, wherever the import stands."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_in_the_directions_of_the_design(path: Path) -> None:
    here = room(path)
    if here in ("__init__", "__main__"):
        return
    for name in imports(path):
        if name.split(".")[0] == "pulsa_cli":
            there = name.split(".")[1]
            there = (
                there
                if (PACKAGE / there).exists() or (PACKAGE / f"{there}.py").exists()
                else "pulsa_cli"
            )
            assert there in ALLOWED[here] | {here}, f"{path} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_command_is_one_file_and_imports_no_other(path: Path) -> None:
    if room(path) == "commands":
        assert path.name == "__init__.py" or not path.name.startswith("_")
        for name in imports(path):
            if name.startswith("pulsa_cli.commands."):
                assert name.split(".")[2] in SHARED, f"{path} imports {name}"


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if room(path) in ("core", "trade")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_core_and_trade_have_no_files_clock_screen_or_chance(path: Path) -> None:
    assert not IMPURE & {name.split(".")[0] for name in imports(path)}
    text = path.read_text("utf-8")
    assert "datetime.now" not in text and "date.today" not in text
    assert not re.search(r"(?<![\w.])(?<!def )open\(", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text("utf-8")
    # Lines to be read: the formatter sets brackets, and parameters, on lines of their own.
    worded = [bool(re.search(r"\w", line)) for line in text.splitlines()]
    assert sum(worded) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert sum(worded[node.body[0].lineno - 1 : node.end_lineno]) < 60, node.name


def loaded_by(konter, *words: str) -> set[str]:  # type: ignore[no-untyped-def]
    """The modules that a command line loads, beyond what Python and click load themselves."""
    code = (
        "import sys, click\nbefore = set(sys.modules)\n"
        "from pulsa_cli import cli\ncli.main(sys.argv[1:])\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=konter.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


# At most: some Pythons have a few of them anyway.
ALLOWED_FOREIGN = {
    "csv",
    "_csv",
    "fcntl",
    "gc",
    "json",
    "json.decoder",
    "json.encoder",
    "json.scanner",
    "_json",
    "signal",
    "sqlite3",
    "sqlite3.dbapi2",
    "_sqlite3",
    "zlib",
}


def test_a_sale_loads_only_what_it_needs(konter) -> None:  # type: ignore[no-untyped-def]
    konter.run("jual", "081234567890", "5", "-y")
    konter.grow_old()
    konter.run("jual", "081234567890", "15", "-y")  # what the settings say is kept now
    loaded = loaded_by(konter, "jual", "081234567890", "10", "-y")
    foreign = {name for name in loaded if name.split(".")[0] != "pulsa_cli"}
    assert foreign <= ALLOWED_FOREIGN
    commands = {name for name in loaded if name.startswith("pulsa_cli.commands.")}
    assert commands == {f"pulsa_cli.commands.{name}" for name in (*SHARED, "jual")}
    assert not {name for name in loaded if name.startswith("pulsa_cli.settings")}
    assert "pulsa_cli.books.loyalty" not in loaded  # nobody known bought, and there is no card


def test_a_sale_on_credit_loads_nothing_that_only_a_mistake_needs(konter) -> None:  # type: ignore[no-untyped-def]
    konter.run("pelanggan", "tambah", "budi", "--nomor", "081234567890", "-y")
    konter.grow_old()
    konter.run("jual", "budi", "15", "-k", "-y")
    loaded = loaded_by(konter, "jual", "budi", "10", "-k", "-y", "--catatan", "-y")
    assert not {"difflib", "locale", "unicodedata", "yaml", "tabulate"} & loaded
    assert konter.rows()[-1]["catatan"] == "y"  # what stands behind an option is its value


def test_help_loads_no_command(konter) -> None:  # type: ignore[no-untyped-def]
    loaded = loaded_by(konter, "--help")
    assert {name for name in loaded if name.startswith("pulsa_cli.commands.")} == {
        "pulsa_cli.commands.help"
    }
    assert "tabulate" not in loaded

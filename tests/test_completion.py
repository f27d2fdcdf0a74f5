"""Completion in the real shells: whatever a name is, it goes on the line as one word, and nothing
of it runs."""

import os
import sys
from pathlib import Path

import pytest

from helpers.konter import Konter
from helpers.programs import needs
from helpers.sizes import tries
from helpers.terminal import Terminal

RINA = (
    "Rina; touch celaka & (x) *?[a]{b,c} $(touch celaka) `touch celaka` $HOME #1 <x >y !! !1 hai!"
)
NAMES = {  # what is typed → what it is completed to
    '"Rin': RINA,
    "'Rin": RINA,
    "Rin": RINA,
    "Joko": """Joko's "warung", \\n, ~éka 🙂 %s ^a""",
    '"Joko': """Joko's "warung", \\n, ~éka 🙂 %s ^a""",
    "'Joko": """Joko's "warung", \\n, ~éka 🙂 %s ^a""",
    "Bu:Ro=": "Bu:Ro=x@y:z",
    "Gus": "'Gus\"",
    '"Gus': "'Gus\"",
    "'Gus": "'Gus\"",
    "Dewa": "~Dewa",
}
# A shell that reads no settings of the machine, with pulsa's completion.
RC = {
    "bash": (".bashrc", 'eval "$(pulsa completion bash)"\nPS1="siap: "\n'),
    "zsh": (
        ".zshrc",
        "autoload -Uz compinit; compinit -D -u\nsetopt promptsubst banghist; unsetopt promptcr\n"
        'eval "$(pulsa completion zsh)"\nPS1="siap: "\n',
    ),
    "fish": (
        ".config/fish/config.fish",
        "pulsa completion fish | source\nfunction fish_prompt; echo -n 'siap: '; end\n"
        "set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n",
    ),
}
LINE = {
    "bash": ["bash", "--noprofile", "-i"],
    "zsh": ["zsh", "-d", "-i"],
    "fish": ["fish", "-i"],
}
PROGRAM = """#!/bin/sh
[ "$_PULSA_COMPLETE" ] && exec {python} -m pulsa_cli
[ "$1" = completion ] && exec {python} -m pulsa_cli "$@"
printf '%s\\0' "$@" > {got}
echo "selesai"
"""


class Shell:
    """A shell at a terminal in an empty folder, in which `pulsa` only keeps the words that it
    gets."""

    def __init__(self, name: str, konter: Konter, tmp_path: Path) -> None:
        needs(name, name)
        self.home, self.got = tmp_path / "rumah", tmp_path / "kata"
        self.here = tmp_path / "kosong"
        self.here.mkdir()
        rc, settings = RC[name]
        (self.home / rc).parent.mkdir(parents=True)
        (self.home / rc).write_text(settings)
        program = tmp_path / "bin" / "pulsa"
        program.parent.mkdir()
        program.write_text(PROGRAM.format(python=sys.executable, got=self.got))
        program.chmod(0o755)
        environment = {
            **konter.environment(),
            "HOME": str(self.home),
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        self.terminal = Terminal(LINE[name], environment, 200, str(self.here), kind="xterm")
        self.terminal.wait_for("siap: ")

    def words(self, typed: str) -> list[str]:
        """What pulsa gets once this is typed, Tab and Enter."""
        self.got.unlink(missing_ok=True)
        self.terminal.press(f"{typed}\t\r")
        self.terminal.wait_for("selesai\n")
        self.terminal.wait_for("siap: ")
        return self.got.read_text("utf-8").split("\0")[:-1]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_name_goes_on_the_line_as_one_word_and_nothing_of_it_runs(name, konter, tmp_path):
    for place, customer in enumerate(dict.fromkeys(NAMES.values())):
        konter.run("pelanggan", "tambah", customer, "--nomor", f"08123456789{place}")
    shell = Shell(name, konter, tmp_path)
    with shell.terminal:
        for typed, customer in list(NAMES.items())[: tries(2, 20)]:
            assert shell.words(f"pulsa jual {typed}") == ["jual", customer]
        whole = shell.words("pulsa jual Rin\t 10 --hutang=Joko")
        assert whole == ["jual", RINA, "10", f"--hutang={NAMES['Joko']}"]
        assert list(shell.here.iterdir()) == []


def test_what_would_be_read_as_an_option_is_not_offered(konter, monkeypatch):
    konter.edit("ledger/toko.yaml", "  - qris", "  - qris\n  - -y")
    monkeypatch.setenv("_PULSA_COMPLETE", "bash_complete")
    monkeypatch.setenv("PULSA_WORD", "")
    monkeypatch.setenv("PULSA_LINE", "pulsa jual 081234567890 10 --cara ")
    assert konter.spawn().stdout.splitlines() == ["tunai", "transfer", "qris"]

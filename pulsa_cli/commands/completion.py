"""`pulsa completion`: the script that makes a shell complete commands, names, products and ids; and
what the shell is answered: a line for each offer. Whatever is in a name, it goes on the line as one
word."""

import os
import re
from typing import ClassVar, NamedTuple

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from pulsa_cli.commands import help
from pulsa_cli.core import text

# Nothing that is said meanwhile belongs on the screen, and nobody can be asked.
_QUIET = "</dev/null 2>/dev/null"
_BASH = f"""\
%(complete_func)s() {{
    local offered
    COMPREPLY=()
    while IFS= read -r offered; do
        [[ -z $offered ]] || COMPREPLY+=("$offered")
    done < <(%(complete_var)s=bash_complete PULSA_LINE="${{COMP_LINE:0:COMP_POINT}}" \\
        PULSA_WORD="$2" "$1" {_QUIET})
}}
complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""
# compadd quotes what it adds, as the word that was begun needs it. Of several that begin otherwise
# nothing is common, and what was typed has to stay.
_ZSH = f"""\
#compdef %(prog_name)s
%(complete_func)s() {{
    local -a shown values
    shown=(${{(f)"$(%(complete_var)s=zsh_complete \\
        PULSA_LINE="${{(F)${{(@Q)words[1,CURRENT-1]}}}}" PULSA_WORD="${{(Q)PREFIX}}" \\
        %(prog_name)s {_QUIET})"}})
    values=(${{shown%%%%$'\\t'*}})
    (( $#shown )) || return 1
    (( $#values > 1 && $#values > ${{#${{(M)values:#${{(Q)PREFIX}}*}}}} )) && compstate[insert]=
    compadd -U -l -V offered -d shown -a -- values
}}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
# fish escapes what it is given.
_FISH = f"""\
function %(complete_func)s
    %(complete_var)s=fish_complete PULSA_LINE=(commandline -cp | string collect) \\
        %(prog_name)s {_QUIET}
end
complete --no-files --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


@help.command()
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def cmd(ctx: click.Context, shell: str) -> None:
    """Pelengkap perintah: eval "$(pulsa completion bash)"

    Taruh baris itu di ~/.bashrc (zsh: ~/.zshrc; fish: pulsa completion fish | source).
    """
    completion = _SHELLS[shell](ctx.find_root().command, {}, "pulsa", "_PULSA_COMPLETE")
    click.echo(completion.source())


class _Line(NamedTuple):
    """A line as far as it is typed: its whole words as the program would get them, where the word
    that is being typed begins, what it means so far, and the quote that is open in it."""

    words: list[str]
    start: int
    word: str
    quote: str


def _split(line: str, in_single: str = "") -> _Line:
    """Takes a line apart as a shell does that reads a backslash between single quotes before these
    letters only."""
    escapes = {'"': '\\"$`', "'": in_single}
    words, start, word, quote = list[str](), -1, "", ""
    letters = enumerate(line)
    for place, char in letters:
        after = line[place + 1 : place + 2]
        if not quote and char.isspace():
            words += [word] if start >= 0 else []
            start, word = -1, ""
            continue
        start = place if start < 0 else start
        if char == "\\" and (not quote or after and after in escapes[quote]):
            word += after
            next(letters, None)
        elif char == quote:
            quote = ""
        elif not quote and char in escapes:
            quote = char
        else:
            word += char
    return _Line(words, len(line) if start < 0 else start, word, quote)


class _Answer(ShellComplete):
    """What a shell is answered."""

    source_template: ClassVar[str]

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        raise NotImplementedError

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What may stand there as one word; what would be read as an option only behind `--`, and
        nothing that can't be typed."""
        before = ""
        if incomplete.startswith("-") and "=" in incomplete:
            before = incomplete[: incomplete.index("=") + 1]
        plain = not incomplete.startswith("-") and "--" not in args
        try:
            found = super().get_completions(args, incomplete)
        except click.ClickException:  # what is wrong with the line is told when it is entered
            return []
        return [
            CompletionItem(before + item.value, help=item.help)
            for item in found
            if text.visible(item.value) == item.value and not (plain and item.value.startswith("-"))
        ]

    def format_completion(self, item: CompletionItem) -> str:
        """The line for an offer, with what is said of it behind a tab."""
        return "\t".join([item.value, *" ".join((item.help or "").split()).splitlines()])


class _Bash(_Answer):
    """Bash puts on the line what it is answered, letter by letter, in place of the end of the word
    that is being typed: behind an open quote, or a `:` or `=`."""

    name = "bash"
    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        line, replaced = os.environ.get("PULSA_LINE", ""), os.environ.get("PULSA_WORD", "")
        typed = _split(line)
        self._kept = line[typed.start : len(line) - len(replaced)]
        return typed.words[1:], typed.word

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        kept = _split(self._kept)
        if "$" in self._kept or "`" in self._kept:
            return []  # what stands there is not what the word will be
        return [
            CompletionItem(_quoted(item.value[len(kept.word) :], kept.quote))
            for item in super().get_completions(args, incomplete)
            if item.value.startswith(kept.word)
        ]


def _quoted(name: str, quote: str) -> str:
    """A name for bash, behind an open quote if there is one; readline closes it."""
    if quote == '"':
        quoted = re.sub(r'[\\"$`]', r"\\\g<0>", name).replace("!", '"\\!"')
    elif quote:
        quoted = name.replace("'", "'\\''")
    else:
        return re.sub(r"[^\w./:=@%+,-]", r"\\\g<0>", name)
    # Readline takes a quote at the beginning for the one that is open, and one at the end for the
    # one that closes it.
    return quote * quoted.startswith(quote) + quoted + quote * quoted.endswith(quote)


class _Zsh(_Answer):
    name = "zsh"
    source_template = _ZSH

    def get_completion_args(self) -> tuple[list[str], str]:
        return os.environ.get("PULSA_LINE", "").split("\n")[1:], os.environ.get("PULSA_WORD", "")


class _Fish(_Answer):
    name = "fish"
    source_template = _FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        typed = _split(os.environ.get("PULSA_LINE", ""), in_single="\\'")
        return typed.words[1:], typed.word


_SHELLS: dict[str, type[_Answer]] = {each.name: each for each in (_Bash, _Zsh, _Fish)}
for each in _SHELLS.values():
    add_completion_class(each)

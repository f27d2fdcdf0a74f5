"""Click's help pages and its own errors, in Indonesian."""

import functools
from collections.abc import Sequence

import click

from pulsa_cli.core import text
from pulsa_cli.core.words import DASHES


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def _takes_value(param: click.Parameter) -> bool:
    """Is it an option behind which a value has to stand?"""
    if not isinstance(param, click.Option) or param.is_flag:
        return False
    return not getattr(param, "_flag_needs_value", False)  # as -k, whose value may be left out


class IndonesianHelp(click.Command):
    """Click's help page and its own errors, in Indonesian."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            if (record := param.get_help_record(ctx))
        ]
        with formatter.section("Pilihan"):
            formatter.write_dl(
                [(name, said.replace("[required]", "[wajib]")) for name, said in records]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        # Not Click's own: that one looks for translations of its help line at every start.
        if self._help_option is None:
            self._help_option = click.Option(
                ["--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help="Tampilkan bantuan ini.",
            )
        return self._help_option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [
            piece.replace("[OPTIONS]", "[PILIHAN]") for piece in super().collect_usage_pieces(ctx)
        ]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        # Click tries every short option as a long one first, and its error imports difflib and
        # locale. Behind an option that takes a value it is that value, so it stays.
        long = {param.opts[0]: param.opts[-1] for param in self.params if len(param.opts[0]) == 2}
        valued = {name for param in self.params if _takes_value(param) for name in param.opts}
        if not ctx.resilient_parsing and not isinstance(self, click.Group):
            self._refuse_dashes(ctx, args, valued)
        args = [
            arg if before in valued else long.get(arg, arg)
            for before, arg in zip(["", *args], args)
        ]
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(f"Kelebihan kata: {' '.join(rest)}.", ctx)
        return rest

    def _refuse_dashes(self, ctx: click.Context, args: list[str], valued: set[str]) -> None:
        """Raises UsageError for a word that is an option but for its dash, and for several in
        quotes that are none, unless they are the value of one."""
        known = [name for param in self.get_params(ctx) for name in param.opts]
        for before, arg in zip(["", *args], args):
            if arg == "--":
                return
            several = " " in arg.partition("=")[0] and not arg.startswith(tuple(known))
            if several and arg[0] in DASHES and before not in valued:
                raise click.UsageError(
                    f"'{arg}' diawali tanda hubung, seperti pilihan. Kalau bukan, tulis: "
                    f"{arg.lstrip(DASHES + ' ')}",
                    ctx,
                )
            if meant := with_minus(arg):
                if before not in valued or meant.partition("=")[0] in known:
                    raise long_dash(ctx, arg, known)


def with_minus(word: str) -> str:
    """A word that begins with a phone's long dash, as the option that is meant: `—nomor` →
    `--nomor`, `–k` → `-k`; empty for any other word."""
    rest = word.lstrip(DASHES)
    dashes = word[: len(word) - len(rest)]
    if not dashes.strip("-") or rest[:1].isdigit():
        return ""
    return f"{'-' if len(rest) == 1 else '--'}{rest}"


def long_dash(ctx: click.Context, word: str, known: Sequence[str]) -> click.UsageError:
    """That a word begins with a long dash, and how it is written as an option."""
    meant, equals, value = with_minus(word).partition("=")
    near = text.nearest(meant, known, 1)
    option = f"{meant if meant in known or not near else near[0]}{equals}{value}"
    return click.UsageError(
        f"'{word}' diawali tanda hubung panjang, seperti dari papan ketik HP. "
        f"Pilihan ditulis dengan tanda minus: {option}",
        ctx,
    )


command = functools.partial(click.command, cls=IndonesianHelp)


def explain(error: click.ClickException) -> str:
    """Click's complaint about what was typed, in Indonesian, with the way to the help page."""
    ctx = getattr(error, "ctx", None)
    where = f"\nLihat: {ctx.command_path} --help" if ctx else ""
    return f"{_reason(error)}{where}"


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = text.nearest(error.option_name, error.possibilities or (), 1)
        hint = f" Maksudnya {near[0]}?" if near else ""
        return f"Tidak ada pilihan {error.option_name}.{hint}"
    if isinstance(error, click.MissingParameter):
        return f"{_missing(error)} belum ditulis."
    if isinstance(error, click.BadOptionUsage):
        if "not take" in error.message:
            return f"Pilihan {error.option_name} tidak memakai nilai."
        return f"Pilihan {error.option_name} perlu diisi nilainya."
    if (
        isinstance(error, click.BadParameter)
        and isinstance(error.param, click.Parameter)
        and isinstance(error.param.type, click.Choice)
    ):
        choices = ", ".join(map(str, error.param.type.choices))
        return f"{error.param.opts[0]} hanya boleh: {choices}."
    return error.message


def _missing(error: click.MissingParameter) -> str:
    """The option or argument that was not typed, as the help page names it."""
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    if error.param and error.ctx:
        return error.param.make_metavar(error.ctx)
    return "sesuatu"

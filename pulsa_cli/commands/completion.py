"""`pulsa completion`: the script that makes a shell complete commands, products and ids."""

import click
from click.shell_completion import get_completion_class

from pulsa_cli.commands import help


@help.command()
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def cmd(ctx: click.Context, shell: str) -> None:
    """Pelengkap perintah: eval "$(pulsa completion bash)"

    Taruh baris itu di ~/.bashrc (zsh: ~/.zshrc; fish: pulsa completion fish | source).
    """
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"Shell {shell} belum didukung.", ctx)
    click.echo(completion(ctx.find_root().command, {}, "pulsa", "_PULSA_COMPLETE").source())

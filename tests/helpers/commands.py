"""The commands of `pulsa`, as its own table has them."""

import click

from pulsa_cli import cli


def commands(group: object = cli.root, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words of every command and group, the root first."""
    ctx = click.Context(cli.root)
    found: list[tuple[str, ...]] = [path]
    if isinstance(group, cli.LazyGroup):
        for name in group.list_commands(ctx):
            found += commands(group.get_command(ctx, name), (*path, name))
    return found

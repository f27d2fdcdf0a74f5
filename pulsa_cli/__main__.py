"""`pulsa` as a program. Ctrl-C ends it quietly also while its modules are being loaded, which is
most of the time that a sale takes: nothing has begun then."""

import os
from typing import NoReturn


def run() -> NoReturn:
    """The installed `pulsa`."""
    try:
        from pulsa_cli import cli

        cli.run()
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    run()

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
    except OSError as error:  # before anything could be loaded that says it better
        os.write(2, f"pulsa tidak bisa dijalankan: {error}\n".encode())
        os._exit(1)


if __name__ == "__main__":
    run()

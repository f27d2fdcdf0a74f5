"""Where a test that ends pulsa at each line ends it."""

import os

import pulsa_cli

_HOUSE = os.path.dirname(pulsa_cli.__file__) + os.sep
_PURE = os.path.join(_HOUSE, "core") + os.sep


def touches(file: str) -> bool:
    """Is it code of pulsa that may hold a file, a lock or a screen? Ended within `core`, which
    has none of these, it is as if ended at the line that called it."""
    return file.startswith(_HOUSE) and not file.startswith(_PURE)

"""Opening a link by a program of this machine: WhatsApp on a phone (Termux), a browser on a
desktop."""

import os
import shutil
import subprocess

_PATIENCE = 2  # seconds for an opener to fail


def opened(address: str) -> bool:
    """Does a program of this machine open the link? Without a screen of its own the desktop's
    opener would take the terminal."""
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    programs = ["termux-open-url", *(["xdg-open"] if screen else [])]
    program = next(filter(None, map(shutil.which, programs)), None)
    if not program:
        return False
    opener = subprocess.Popen(
        [program, address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return opener.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:  # the browser itself, which stays
        return True

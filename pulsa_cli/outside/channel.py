"""What carries a reminder to a customer by itself: a program of the owner's choice, or a folder for
files (toko.yaml, `pengingat`)."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
from typing import NamedTuple

from pulsa_cli.core import phone, templates
from pulsa_cli.core.shop_settings import SHOP_FILE, ChannelSettings
from pulsa_cli.core.text import clean
from pulsa_cli.errors import NotRecorded, NotSent, Refused, reason
from pulsa_cli.ledger import files
from pulsa_cli.outside import user

PROGRAM, FOLDER = "perintah", "berkas"
_EXCERPT = 200  # letters of what a program complains of
_AGREED = "saluran"


class Delivery(NamedTuple):
    """What became of one message: sent, not sent, or (`sent` None) nobody knows; and why."""

    sent: bool | None
    why: str = ""


class Channel:
    """The channel of the shop at `root`. Raises Refused where there is none, NotSent where it
    can't work."""

    def __init__(self, root: str, settings: ChannelSettings) -> None:
        self._root, self._settings = root, settings
        self.kind = PROGRAM if settings.command else FOLDER
        self._folder = os.path.join(root, os.path.expanduser(settings.folder))
        if bool(settings.command) == bool(settings.folder):
            count = "dua saluran; pilih satu" if settings.folder else "belum ada saluran"
            raise Refused(
                f"{SHOP_FILE}, pengingat: {count}. Isi perintah atau berkas, atau kirim "
                "sendiri satu per satu: pulsa ingatkan"
            )
        if settings.command and not self.program():
            raise NotSent(
                f"Program '{settings.command[0]}' ({SHOP_FILE}, pengingat: perintah) "
                "tidak ditemukan. Tidak ada yang dikirim. Tulis jalur lengkapnya."
            )
        if settings.folder and os.path.lexists(self._folder) and not os.path.isdir(self._folder):
            raise NotSent(
                f"'{settings.folder}' ({SHOP_FILE}, pengingat: berkas) bukan folder. "
                "Tidak ada yang dikirim."
            )

    def program(self, path: str | None = None) -> str | None:
        """Where the program is, looked for in the folders of `path` (None: as the shell does); a
        path of its own counts from the shop's folder."""
        name = os.path.expanduser(self._settings.command[0])
        return shutil.which(os.path.join(self._root, name) if os.sep in name else name, path=path)

    @property
    def reach(self) -> str:
        """What this channel does beyond the shop's folder, in lines: the program that it runs, and
        what is in the shop's files that belong to it, or a folder elsewhere. Empty where it does
        nothing there."""
        if self.kind == FOLDER:
            # A link in the shop is refused with each message.
            return "" if _is_inside(self._root, self._folder) else f"folder {self._folder}"
        lines = [f"program {shlex.join(self._settings.command)}"]
        words = self._settings.command
        for word in dict.fromkeys([*words, *re.findall(r"[^\s'\"();|&<>=`$]+", " ".join(words))]):
            path = os.path.join(self._root, os.path.expanduser(word))
            places = [(self._root, path), tuple(map(os.path.realpath, (self._root, path)))]
            if os.path.isfile(path) and any(_is_inside(*place) for place in places):
                import hashlib  # hardly a shop has one

                digest = hashlib.sha256(files.read(path)).hexdigest()
                lines.append(f"berkas {os.path.relpath(path, self._root)}, isinya {digest[:32]}")
        return "\n".join(lines)

    @property
    def agreed(self) -> bool:
        """Did this user agree to just that, or is there nothing to agree to?"""
        return self.reach in ("", user.kept(_AGREED, self._root))

    def agree(self) -> None:
        """From now on, as long as it stays so."""
        user.keep(_AGREED, self._root, self.reach)

    def send(self, id: str, number: str, message: str) -> Delivery:
        """Carries one message, known by the row `id`, to a stored number."""
        to = phone.international(number) or ""
        if self.kind == PROGRAM:
            return self._run(
                [
                    self.program() or "",
                    *(templates.fill(part, {"nomor": to}) for part in self._settings.command[1:]),
                ],
                message,
            )
        path = os.path.join(self._folder, f"{id}.txt")  # names of files travel further than files
        if said := files.linked(self._root, path):
            return Delivery(False, clean(said))
        try:
            files.replace(path, f"Kepada: {to}\n\n{message}\n".encode())
        except NotRecorded as error:
            return Delivery(None if os.path.exists(path) else False, clean(str(error)))
        return Delivery(True)

    def _run(self, words: list[str], message: str) -> Delivery:
        """Without a shell; with what it starts, it is ended when it takes too long. Its complaints
        go into a file: a pipe stays open as long as anything that it started."""
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(
                    words,
                    cwd=self._root,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    start_new_session=True,
                )
            except OSError as error:
                return Delivery(False, clean(f"{words[0]}: {reason(error)}"))
            try:
                process.communicate(message.encode(), self._settings.patience)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return Delivery(None, f"tidak selesai dalam {self._settings.patience} detik")
            code = process.returncode
            if code == 0:
                return Delivery(True)
            complaints.seek(0)
            lines = complaints.read().decode("utf-8", "replace").strip().splitlines()
        if code < 0:
            return Delivery(None, f"program pengirim berhenti mendadak (sinyal {-code})")
        said = clean(lines[-1])[:_EXCERPT] if lines else ""
        return Delivery(False, f"program pengirim gagal (kode {code})" + (said and f": {said}"))


def _is_inside(root: str, path: str) -> bool:
    return os.path.commonpath([root, os.path.normpath(path)]) == root

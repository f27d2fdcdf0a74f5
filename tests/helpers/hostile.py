"""Folders that somebody else made: what lies around a shop, and what in it leads there or names a
program."""

import os
import random
import shutil
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

from helpers.konter import Konter

# What git would run, by the key that names it; {program} leaves a mark.
KEYS = {
    "core.fsmonitor": "{program}",
    "core.hooksPath": "{hooks}",
    "core.sshCommand": "{program}",
    "core.editor": "{program}",
    "core.pager": "{program}",
    "core.askPass": "{program}",
    "core.alternateRefsCommand": "{program}",
    "core.attributesFile": "{home}/attributes",
    "core.worktree": "{home}",
    "filter.x.clean": "{program}",
    "filter.x.smudge": "{program}",
    "filter.x.process": "{program}",
    "diff.external": "{program}",
    "diff.x.textconv": "{program}",
    "diff.x.command": "{program}",
    "merge.x.driver": "{program}",
    "credential.helper": "!{program}",
    "gpg.program": "{program}",
    "include.path": "{home}/config",
    "includeIf.gitdir:/**.path": "{home}/config",
    "alias.add": "!{program}",
    "alias.commit": "!{program}",
    "gc.recentObjectsHook": "{program}",
    "uploadpack.packObjectsHook": "{program}",
    "sequence.editor": "{program}",
    "interactive.diffFilter": "{program}",
    "trailer.x.command": "{program}",
    "remote.origin.vcs": "x",
    "init.templateDir": "{hooks}",
}
HOOKS = (
    "pre-commit prepare-commit-msg commit-msg post-commit pre-auto-gc post-index-change "
    "reference-transaction fsmonitor-watchman post-checkout pre-push"
).split()
WAYS = ("pointer", "common", "parent", "bare", "nested")  # to another repository
# What may stand in a shop's folder, also what only some command makes.
PLACES = (
    "ledger/jual ledger/jual/2026-11.A.csv ledger/jual/2026-11.A.2.csv ledger/hutang "
    "ledger/hutang/2026-11.A.csv ledger/pelanggan ledger/pelanggan/2026-11.A.csv ledger/pesanan "
    "ledger/pesanan/2026-11.A.csv ledger/keluhan ledger/keluhan/2026-11.A.csv ledger/pengingat "
    "ledger/pengingat/2026-11.A.csv ledger/konter ledger/konter/A.yaml ledger/kebijakan.yaml "
    "ledger/kartu.yaml ledger/pesan.yaml ledger/prefiks.csv ledger/produk.csv ledger/toko.yaml "
    "ledger checklists checklists/operator.yaml checklists/pulsa-tidak-masuk.yaml .gitignore "
    ".gitattributes .git .git/config .git/HEAD .git/index .git/logs .git/logs/HEAD .git/refs "
    ".git/refs/heads .git/objects .git/COMMIT_EDITMSG .git/info .git/info/exclude .git/hooks "
    ".git/pulsa .git/pulsa/konter .git/pulsa/kunci .git/pulsa/kunci-kirim .git/pulsa/index.db "
    ".git/pulsa/index.db-wal .git/pulsa/index.db-shm .git/pulsa/index.db-journal .git/pulsa/log "
    ".git/pulsa/jam .git/pulsa/pengingat .git/pulsa/terbuka .git/pulsa/cermin "
    ".git/pulsa/cermin/jual .git/pulsa/cermin/jual/2026-11.A.csv .git/pulsa/cermin/pelanggan "
    ".pulsa kotak kotak/A-261121-R001.txt kotak/A-261121-R002.txt poster.html kartu.html"
).split()
# What is a setting, and may be somewhere else of this user's: pulsa writes it there.
BY_HAND = ("ledger/produk.csv", "ledger/kartu.yaml")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("pelanggan", "tambah", "Budi", "--nomor", "081234567890"),
    ("jual", "budi", "10", "-k", "--tempo", "hari ini", "-y"),
    (),
    ("hutang", "bayar", "budi", "5rb", "-y"),
    ("transaksi", "list"),
    ("transaksi", "sn", "J1", "0139999"),
    ("produk", "harga", "S10", "12500"),
    ("pesanan", "tambah", "budi", "081234567890", "S10", "--untuk", "besok", "-y"),
    ("cek-keluhan", "081234567890", "--jawab", "diminta=y"),
    ("ingatkan", "--kirim"),
    ("ingatkan", "--sekali"),
    ("kebijakan", "--poster", "poster.html"),
    ("jual", "081234567891", "10", "-y"),
    ("pelanggan", "list", "--format", "csv"),
)


class Around:
    """What lies around the shop `toko`: a home with files of its owner's, and a program that leaves
    a mark when it runs."""

    def __init__(self, folder: Path, konter: Konter, rng: random.Random) -> None:
        self.folder, self.rng = folder, rng
        self.home = folder / "rumah"
        for name in (".bash_aliases", ".ssh/authorized_keys", ".config/autostart/a.desktop"):
            (self.home / name).parent.mkdir(parents=True, exist_ok=True)
            (self.home / name).write_text("milik saya\n")
        self.ran = folder.parent / "jalan"
        self.program = folder / "program"
        self.program.write_text(f'#!/bin/sh\necho "$0 $@" >> {self.ran}\n')
        self.program.chmod(0o755)
        (self.home / "attributes").write_text("* filter=x diff=x merge=x\n")
        (self.home / "config").write_text(f"[core]\n\tfsmonitor = {self.program}\n")
        self.shop = konter.copied_to(folder / "toko")

    def seen(self) -> dict[str, object]:
        """All there is around the shop: kind, mode, time of change, and what is in it."""
        found: dict[str, object] = {}
        for path in self.folder.rglob("*"):
            if self.shop.root in (path, *path.parents):
                continue
            state = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(state.st_mode) else b""
            target = os.readlink(path) if path.is_symlink() else ""
            found[str(path)] = (state.st_mode, state.st_mtime_ns, state.st_ino, content, target)
        return found

    def spoil(self) -> str:
        """Does something to the folder that only somebody hostile would; says what."""
        return self.rng.choice((self._link, self._link, self._link, self._git, self._key))()

    def _link(self) -> str:
        place = self.rng.choice(PLACES)
        link = self.shop.root / place
        target = self.rng.choice(self._targets(place))
        if link.parent.resolve() != link.parent or not link.parent.is_dir():
            return f"{place}: not there"
        if target == "moved":
            moved = self.folder / f"pindah-{place.replace('/', '-')}"
            if os.path.lexists(link) and not os.path.lexists(moved):
                link.rename(moved)
            target = str(moved)
        _remove(link)
        link.symlink_to(target)
        return f"{place} -> {target}"

    def _targets(self, place: str) -> list[str]:
        home = str(self.home)
        return [
            *([] if place in BY_HAND else ["moved", "moved"]),
            f"{home}/.bash_aliases",
            f"{home}/.config/autostart",
            f"{home}/.config/baru.desktop",
            os.path.relpath(f"{home}/.ssh/authorized_keys", (self.shop.root / place).parent),
            "/dev/null",
            str(self.shop.root / place),
        ]

    def _key(self) -> str:
        (self.shop.root / ".gitattributes").unlink(missing_ok=True)
        (self.shop.root / ".gitattributes").write_text("* filter=x diff=x merge=x\n")
        key = self.rng.choice(sorted(KEYS))
        config = self.shop.root / ".git" / "config"
        if config.is_file() and not config.is_symlink():
            self._write_key(config, key)
        self._hooks(self.shop.root / ".git" / "hooks")
        return self._as_new(key)

    def _write_key(self, config: Path, key: str) -> None:
        hooks = self.folder / "kait"
        self._hooks(hooks)
        value = KEYS[key].format(program=self.program, hooks=hooks, home=self.home)
        for pair in ((key, value), ("filter.x.required", "true"), ("gc.auto", "1")):
            subprocess.run(["git", "config", "--file", config, *pair], check=False)

    def _hooks(self, folder: Path) -> None:
        if not os.path.lexists(folder) and folder.parent.is_dir():
            folder.mkdir()
        for name in HOOKS if folder.is_dir() and not folder.is_symlink() else ():
            if not os.path.lexists(folder / name):
                (folder / name).symlink_to(self.program)

    def _as_new(self, what: str) -> str:
        """Leaves no shop, so that `init` makes one and keeps it in git."""
        _remove(self.shop.root / "ledger" / "toko.yaml")
        if self.rng.random() < 0.5:
            _remove(self.shop.root / ".git" / "pulsa")
        return f"{what}, as a new shop"

    def _git(self) -> str:
        return self.mislead(self.rng.choice(WAYS))

    def mislead(self, way: str) -> str:
        """Makes another repository that of the folder, in one of WAYS, where there is no shop
        yet."""
        getattr(self, f"_{way}")(self.shop.root / ".git")
        return self._as_new(way)

    def _pointer(self, git: Path) -> None:
        """`.git` is a file that names another folder."""
        elsewhere = self.folder / "lain"
        if git.is_dir() and not git.is_symlink() and not elsewhere.exists():
            git.rename(elsewhere)
            self._write_key(elsewhere / "config", "core.fsmonitor")
        _remove(git)
        git.write_text(
            f"gitdir: {self.rng.choice([elsewhere, self.home / '.config', '../lain'])}\n"
        )

    def _common(self, git: Path) -> None:
        """The configuration is that of another repository."""
        other = self.folder / "bersama"
        subprocess.run(["git", "init", "-q", other], check=True)
        self._write_key(other / ".git" / "config", "core.fsmonitor")
        if git.is_dir():
            (git / "commondir").write_text(f"{other}/.git\n")

    def _parent(self, git: Path) -> None:
        """The folder above is a repository, and this one only looks like one."""
        subprocess.run(["git", "init", "-q", self.folder], check=True)
        self._write_key(self.folder / ".git" / "config", "core.fsmonitor")
        self._hooks(self.folder / ".git" / "hooks")
        _remove(git)
        git.mkdir()

    def _bare(self, git: Path) -> None:
        """The folder itself is a repository without files."""
        _remove(git)
        subprocess.run(["git", "init", "-q", "--bare", self.shop.root], check=True)
        self._write_key(self.shop.root / "config", "core.fsmonitor")
        git.mkdir()

    def _nested(self, git: Path) -> None:
        """A folder of the shop is a repository of its own, which the shop's knows."""
        for name in ("ledger", "checklists"):
            inner = self.shop.root / name
            if inner.is_dir() and not inner.is_symlink():
                subprocess.run(["git", "init", "-q", inner], check=True)
                self._write_key(inner / ".git" / "config", "core.fsmonitor")
                _commit(inner)
        _commit(self.shop.root)


def _commit(root: Path) -> None:
    """Takes all in, as somebody hostile did before; what runs meanwhile counts for nothing."""
    quiet = ["git", "-C", root, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    for words in (("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run(
            [*quiet, "-c", "user.name=x", "-c", "user.email=x@x", *words],
            check=False,
            capture_output=True,
        )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with suppress(OSError):  # it is not there, or behind a link that leads nowhere
            path.unlink()

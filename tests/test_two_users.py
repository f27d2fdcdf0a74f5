"""Two users of one machine, with accounts of their own: a private shop is its owner's, a shared one
is sold in by both, whatever their umask."""

import fcntl
import importlib
import os
import pkgutil
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

import pulsa_cli
from helpers.konter import NOW, become_pulsa
from helpers.programs import needs
from helpers.sizes import tries

SHARE = "chgrp -R {group} . && chmod -R g+rwX . && find . -type d -exec chmod g+s {{}} +"
SHARED_GIT = ("git", "config", "core.sharedRepository", "0660")
UMASKS = ("077", "022", "000")[: tries(1, 3)]


class User:
    """An account of this machine with a home of its own, which goes on with a command."""

    def __init__(self, name: str, base: Path) -> None:
        self.name, self.base, self.home = name, base, base / f"rumah-{name}"
        subprocess.run(["useradd", "--no-create-home", name], check=True)
        self.home.mkdir()
        shutil.chown(self.home, name, name)
        self.home.chmod(0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "PULSA_SEKARANG": NOW,
        }

    def does(self, *words, umask="022", folder="/", code=0):
        """Runs a command with a umask, asserts its exit code, and returns what it said."""
        done = subprocess.run(
            ["setpriv", "--reuid", self.name, "--regid", self.name, "--init-groups"]
            + ["sh", "-c", 'umask "$0"; cd "$1"; shift; exec "$@"', umask, str(folder)]
            + [*map(str, words)],
            env=self.environment,
            text=True,
            capture_output=True,
        )
        assert done.returncode == code, (self.name, words, done)
        return done.stdout + done.stderr

    def pulsa(self, *words, umask="022", folder="/", code=0):
        """The same with `pulsa`, in a fork of the tests: their Python may be out of reach."""
        with tempfile.TemporaryFile() as said:
            pid = os.fork()
            if not pid:
                try:
                    for stream in (1, 2):
                        os.dup2(said.fileno(), stream)
                    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                    account = pwd.getpwnam(self.name)
                    os.initgroups(self.name, account.pw_gid)
                    os.setgid(account.pw_gid)
                    os.setuid(account.pw_uid)
                    os.umask(int(umask, 8))
                    os.chdir(folder)
                    become_pulsa([*map(str, words)], self.environment)
                finally:
                    os._exit(127)
            got = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            said.seek(0)
            text = said.read().decode()
        assert got == code, (self.name, words, got, text)
        return text


@pytest.fixture
def users():
    """Three of them; the first two are in the group of the first's name with -g behind it."""
    if os.getuid() != 0:
        pytest.skip("only root can make accounts")
    needs("setpriv", "util-linux")
    needs("useradd", "passwd")
    names = [f"pulsa-{which}-{os.getpid()}" for which in "abc"]
    group = f"{names[0]}-g"
    base = Path(tempfile.mkdtemp(prefix="pulsa-dua-", dir="/tmp"))
    base.chmod(0o777)
    # Another run of these tests changes the same list of accounts.
    with open("/tmp/pulsa-accounts", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            subprocess.run(["groupadd", group], check=True)
            made = [User(name, base) for name in names]
            for name in names[:2]:
                subprocess.run(["usermod", "-aG", group, name], check=True)
            yield made
        finally:
            for name in names:
                subprocess.run(["userdel", name], check=False)
            subprocess.run(["groupdel", group], check=False)
            shutil.rmtree(base)


@pytest.fixture
def shop(users, konter):
    """The shop of the first; all that its commands import is there already."""
    for module in pkgutil.walk_packages(pulsa_cli.__path__, "pulsa_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    sell(konter.run, konter.root / "poster.html", "081234567890", "Nol")
    konter.run("transaksi", "list")
    copy = konter.copied_to(users[0].base / "toko")
    for path in (copy.root, *copy.root.rglob("*")):
        shutil.chown(path, users[0].name, users[0].name)
        path.chmod(path.stat().st_mode & 0o700)  # the tests packed what git keeps
    return copy.root


def sell(run, poster, number, name, **options):
    """A command of each kind that writes."""
    run("pelanggan", "tambah", name, **options)
    run("jual", number, "10", "-y", "-k", name, **options)
    run("produk", "harga", "S10", f"12{number[-3:]}", **options)
    run("kebijakan", "--poster", poster, **options)


def test_a_private_shop_is_closed_to_another_user_who_is_told_whose_it_is(users, shop):
    first, other, _ = users
    first.pulsa("--toko", shop, "jual", "081234567899", "10", "-y", umask="000")
    for words in (("jual", "081234567891", "10", "-y"), ("transaksi", "list"), ()):
        assert f"milik pengguna lain ({first.name})" in other.pulsa("--toko", shop, *words, code=1)
    for words in (("ls", shop), ("cat", shop / "ledger/toko.yaml"), ("touch", shop / "x")):
        assert "ermission denied" in other.does(*words, code=2 if words[0] == "ls" else 1)
    kept = [path for path in (shop, *shop.rglob("*")) if path.lstat().st_mode & 0o077]
    assert kept == [] and "2 penjualan" in first.pulsa("--toko", shop, "transaksi", "list")


def test_a_shared_shop_is_sold_in_by_both_and_closed_to_everybody_else(users, shop):
    first, second, stranger = users
    group = f"{first.name}-g"
    comment = (shop / "ledger" / "toko.yaml").read_text("utf-8")
    assert SHARE.format(group="GRUP") in comment and " ".join(SHARED_GIT) in comment
    for before, after in (("bersama: tidak", "bersama: ya"), ('berkas: ""', "berkas: kotak")):
        comment = comment.replace(before, after)
    (shop / "ledger" / "toko.yaml").write_text(comment, "utf-8")
    first.does("sh", "-c", SHARE.format(group=group), folder=shop)
    first.does(*SHARED_GIT, folder=shop)
    for user in (first, second):
        user.does("git", "config", "--global", "safe.directory", shop)
    sold = 1
    for umask in UMASKS:
        for user in (second, first, second):
            here = {"umask": umask, "folder": shop / "ledger"}  # found from within
            number, name = f"0812345678{10 + sold}", f"Orang {'abcdefghijk'[sold]}"
            sell(user.pulsa, shop / "poster.html", number, name, **here)
            sold += 1
            said = user.pulsa("transaksi", "list", **here)
            assert f"{sold} penjualan" in said and "Perhatian" not in said
            git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
            user.does(*git, "add", "-A", **here | {"folder": shop})
            user.does(*git, "commit", "-qm", "hari ini", **here | {"folder": shop})
            if user is first:
                (shop / ".git" / "pulsa" / "index.db").unlink()
    assert "Permission denied" in stranger.does("cat", shop / "ledger/toko.yaml", code=1)
    for path in (shop, *shop.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert path.group() == group and not mode & 0o007, path
        if ".git/" not in str(path) or "pulsa" in path.relative_to(shop).parts:
            assert mode == (0o2770 if path.is_dir() else 0o660), (path, oct(mode))

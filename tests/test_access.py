"""What a shop keeps is its owner's business: who else on the machine may look into it."""

import os
import re
import stat
import subprocess

import pytest

from helpers.konter import Konter


def modes(folder, kept=lambda mode: mode & 0o777):
    """The modes of all folders and files, by path."""
    paths = [folder, *folder.rglob("*")]
    return {str(path): kept(path.lstat().st_mode) for path in paths if not path.is_symlink()}


def work(shop):
    """A command of each kind that writes: ledgers, settings, messages, a poster."""
    shop.run("pelanggan", "tambah", "Budi", "--nomor", "081234567890")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.edit("ledger/toko.yaml", 'berkas: ""', "berkas: pesan-keluar")
    shop.run("ingatkan", "--kirim")
    shop.run("produk", "harga", "S10", "12500")
    shop.run("kebijakan", "--poster", shop.root / "poster.html")
    shop.run("transaksi", "list")


def git(shop, *words):
    return subprocess.run(
        ["git", "-C", shop.root, *words], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def shop(tmp_path):
    made = Konter(tmp_path / "toko")
    made.run("init", made.root, "--nama", "Berkah")
    return made


def test_what_a_shop_keeps_can_be_read_by_its_owner_alone(shop):
    work(shop)
    assert {path: mode for path, mode in modes(shop.root).items() if mode & 0o077} == {}


def test_a_shared_shop_is_its_groups_and_nobody_elses(shop):
    shop.edit("ledger/toko.yaml", "bersama: tidak", "bersama: ya")
    for path in (shop.root, *shop.root.rglob("*")):
        path.chmod(0o2770 if path.is_dir() else 0o660)
    work(shop)
    found = modes(shop.root, stat.S_IMODE)
    assert {mode for path, mode in found.items() if not os.path.isdir(path)} == {0o660}
    assert {mode for path, mode in found.items() if os.path.isdir(path)} == {0o2770}


def test_a_shop_that_others_can_read_is_told_of_once(shop):
    assert shop.run().err == ""
    shop.root.chmod(0o755)
    assert f"chmod -R go= {shop.root}" in shop.run().err
    assert shop.run().err == ""
    shop.edit("ledger/toko.yaml", "bersama: tidak", "bersama: ya")
    (shop.device / "terbuka").unlink()
    assert shop.run().err == ""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_shop_of_another_user_is_opened_only_where_it_is_meant(shop, monkeypatch):
    os.chown(shop.root, 12345, 12345)
    monkeypatch.chdir(shop.root / "ledger")
    monkeypatch.setattr(Konter, "variables", {"PULSA_SEKARANG": shop.now})
    refused = shop.run("jual", "081234567890", "10", "-y", code=1)
    assert "milik pengguna lain (12345)" in refused.err and not shop.rows()
    shop.run("--toko", shop.root, "jual", "081234567890", "10", "-y")
    shop.edit("ledger/toko.yaml", "bersama: tidak", "bersama: ya")
    shop.run("jual", "081234567891", "10", "-y")
    assert len(shop.rows()) == 2


def test_only_books_and_settings_go_along_with_git_and_no_number_is_in_a_name(shop):
    work(shop)
    (shop.root / "buku-lama.csv").write_text("nama,jumlah\nBudi,5000\n")
    (message,) = (shop.root / "pesan-keluar").iterdir()
    assert message.read_text("utf-8").startswith("Kepada: 6281234567890\n\nSelamat")
    assert re.fullmatch(r"A-\d{6}-R\d{3}\.txt", message.name)
    git(shop, "add", "-A")
    tracked = {path.split("/")[0] for path in git(shop, "ls-files").splitlines()}
    assert tracked == {".gitattributes", ".gitignore", "checklists", "ledger"}

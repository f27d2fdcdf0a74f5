"""What a shop keeps is its owner's business: who else on the machine may look into it."""

import gc
import os
import re
import stat
import subprocess

import pytest

from helpers.konter import Konter


def modes(folder, kept=lambda mode: mode & 0o777):
    """The modes of all folders and files, by path."""
    gc.collect()  # the last command's index is closed only then, and takes files along
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


def contents(path):
    return {str(each): each.read_bytes() for each in (path, *path.rglob("*")) if each.is_file()}


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


def test_no_row_is_written_through_a_link(shop, tmp_path):
    victim = tmp_path / "bash_aliases"
    victim.write_text("alias ls=ls\n")
    (shop.root / "ledger" / "jual").mkdir()
    shop.file().symlink_to(victim)
    refused = shop.run("jual", "081234567890", "10", "-y", code=1)
    assert f"ledger/jual/2026-11.A.csv: tautan ke {victim}" in refused.err
    assert f"tautan ke {victim}" in shop.run(code=3).err  # what stands there are no rows
    shop.file().unlink()
    (shop.root / "ledger" / "jual").rmdir()
    (tmp_path / "lain").mkdir()
    (shop.root / "ledger" / "jual").symlink_to(tmp_path / "lain")
    refused = shop.run("jual", "081234567890", "10", "-y", code=1)
    assert "ledger/jual: tautan ke" in refused.err and not os.listdir(tmp_path / "lain")
    assert victim.read_text() == "alias ls=ls\n"


@pytest.mark.parametrize("place", ["cermin", "index.db", "index.db-wal", "kunci", "log", "terbuka"])
def test_no_link_in_the_device_folder_leads_what_is_kept_there_elsewhere(shop, tmp_path, place):
    shop.run("jual", "081234567890", "10", "-y")
    outside, link = tmp_path / "luar", shop.device / place
    outside.mkdir()
    victim = outside / place
    if link.exists():
        link.rename(victim)
    else:
        victim.write_bytes(b"penting")
    link.symlink_to(victim)
    before = contents(outside)
    shop.root.chmod(0o755)
    done = [
        shop.spawn(*words)
        for words in (("jual", "081234567891", "10", "-y"), ("transaksi", "list"), ())
    ]
    assert not any("Traceback" in each.stderr for each in done)
    assert contents(outside) == before


def test_a_device_folder_behind_a_link_is_refused(shop, tmp_path):
    device = shop.device
    device.rename(tmp_path / "perangkat")
    device.symlink_to(tmp_path / "perangkat")
    for words in (("jual", "081234567890", "10", "-y"), ("transaksi", "list"), ()):
        assert ".git/pulsa: tautan ke" in shop.run(*words, code=1).err
    assert not shop.rows()


def test_a_message_goes_through_no_link(shop, tmp_path):
    victim = tmp_path / "milik-orang"
    victim.mkdir()
    (shop.root / "pesan-keluar").symlink_to(victim)
    shop.run("pelanggan", "tambah", "Budi", "--nomor", "081234567890")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.edit("ledger/toko.yaml", 'berkas: ""', "berkas: pesan-keluar")
    assert "pesan-keluar: tautan ke" in shop.run("ingatkan", "--kirim", code=5).err
    assert not os.listdir(victim)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_settings_behind_a_link_are_changed_only_where_they_are_ones_own(shop, tmp_path):
    prices, target = shop.root / "ledger" / "produk.csv", tmp_path / "harga.csv"
    prices.rename(target)
    prices.symlink_to(target)
    shop.run("produk", "harga", "S10", "12500")
    before = target.read_bytes()
    os.chown(target, 12345, 12345)
    assert "tidak diizinkan" in shop.run("produk", "harga", "S10", "13000", code=1).err
    assert target.read_bytes() == before and b",12500," in before


def test_settings_behind_a_link_that_leads_nowhere_or_is_of_others_are_not_written(shop, tmp_path):
    poster, target = shop.root / "poster.html", tmp_path / "baru.desktop"
    poster.symlink_to(target)
    shop.run("kebijakan", "--poster", poster, code=1)
    assert not target.exists()
    prices, target = shop.root / "ledger" / "produk.csv", tmp_path / "harga.csv"
    prices.rename(target)
    prices.symlink_to(target)
    prices.parent.chmod(0o770)  # whoever shares the shop may have put it there
    before = target.read_bytes()
    assert "bukan berkas biasa" in shop.run("produk", "harga", "S10", "13000", code=1).err
    assert target.read_bytes() == before

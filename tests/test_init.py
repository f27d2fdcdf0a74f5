"""`pulsa init`, how a shop is found, help, and completion."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.commands import commands
from helpers.konter import Konter, command
from helpers.programs import needs


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
    )
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in str(path)
    }


def test_a_new_shop_can_sell_at_once_and_is_in_git(konter: Konter) -> None:
    assert set(files(konter.root)) == {
        ".gitattributes",
        ".gitignore",
        "ledger/konter/A.yaml",
        "ledger/prefiks.csv",
        "ledger/kartu.yaml",
        "ledger/kebijakan.yaml",
        "ledger/pesan.yaml",
        "ledger/produk.csv",
        "ledger/toko.yaml",
        "checklists/e-wallet.yaml",
        "checklists/kuota-tidak-masuk.yaml",
        "checklists/operator.yaml",
        "checklists/pulsa-tidak-masuk.yaml",
        "checklists/token-pln.yaml",
    }
    assert git(konter.root, "status", "--short") == ""
    assert "*.csv -text" in (konter.root / ".gitattributes").read_text()
    konter.run("jual", "081234567890", "10")
    assert git(konter.root, "status", "--short") == "?? ledger/jual/\n"


def test_it_says_in_three_lines_what_to_do_next(tmp_path: Path) -> None:
    said = Konter(tmp_path).run("init", tmp_path / "baru").out.splitlines()
    assert said[0].startswith('Toko "Baru" siap')
    assert [line[:2] for line in said[1:]] == ["1.", "2.", "3."]


def test_a_second_init_changes_nothing(konter: Konter) -> None:
    before = files(konter.root)
    assert "sudah ada toko" in konter.run("init", konter.root, "--nama", "Lain", code=1).err
    assert files(konter.root) == before


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    root = tmp_path / "lama"
    (root / "ledger").mkdir(parents=True)
    (root / "ledger" / "produk.csv").write_text("kode,operator,jenis,nama,harga\n")
    said = Konter(root).run("init", root, "--nama", "Lama")
    assert "dibiarkan: ledger/produk.csv" in said.err
    assert (root / "ledger" / "produk.csv").read_text() == "kode,operator,jenis,nama,harga\n"


def test_names_are_kept_as_written(tmp_path: Path) -> None:
    name = 'Konter "Jaya" \\ 12.000: #1 🙂 no'
    konter = Konter(tmp_path / "toko")
    assert f'Toko "{name}" siap' in konter.run("init", konter.root, "--nama", name).out


FOREIGN = {
    "gc.recentobjectshook": "[gc]\n\tauto = 1\n\trecentObjectsHook = {program}\n",
    "core.worktree": "[core]\n\tworktree = ../lain\n",
    "core.fsmonitor": "[core]\n\tfsmonitor = {program}\n",
    "filter.x.clean": '[filter "x"]\n\tclean = {program}\n',
    "include.path": "[include]\n\tpath = ../lain\n",
    "alias.add": "[alias]\n\tadd = !{program}\n",
}


@pytest.mark.parametrize("key", FOREIGN)
def test_no_program_of_a_folder_that_somebody_else_made_is_run(tmp_path: Path, key: str) -> None:
    shop, ran = Konter(tmp_path / "toko"), tmp_path / "jalan"
    git(tmp_path, "init", "-q", "toko")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    (shop.root / "lain").write_text(f"[core]\n\tfsmonitor = {program}\n")
    (shop.root / ".gitattributes").write_text("* filter=x\n")
    with open(shop.root / ".git" / "config", "a") as config:
        config.write(FOREIGN[key].format(program=program))
    said = shop.run("init", shop.root, "--nama", "X")
    assert not ran.exists() and key in said.err and "git commit" in said.err
    shop.run("jual", "081234567890", "10", "-y")
    assert not ran.exists()


def test_without_git_the_device_folder_is_in_the_shop(tmp_path: Path) -> None:
    konter = Konter(tmp_path / "toko")
    empty = tmp_path / "bin"
    empty.mkdir()
    environment = {**konter.environment(), "PATH": str(empty)}
    subprocess.run(command("init", konter.root), env=environment, check=True, capture_output=True)
    assert not (konter.root / ".git").exists()
    konter.run("jual", "081234567890", "10")
    assert (konter.root / ".pulsa" / "cermin" / "jual" / "2026-11.A.csv").exists()


def test_the_counters_code_is_in_the_ids(make_konter) -> None:  # type: ignore[no-untyped-def]
    konter = make_konter("cabang", "--konter", "b")
    assert konter.run("jual", "081234567890", "10").id == "B-261121-J001"
    konter.run("init", konter.root / "lain", "--konter", "4", code=2)


def test_a_clone_is_no_counter_until_it_joins(konter: Konter, tmp_path: Path) -> None:
    konter.run("jual", "081234567890", "10")
    git(konter.root, "add", "-A")
    git(konter.root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")
    git(tmp_path, "clone", "-q", str(konter.root), "salinan")
    clone = Konter(tmp_path / "salinan")
    assert "belum terdaftar" in clone.run("jual", "081234567891", "10", code=1).err
    assert "0812-3456-7890" in clone.run("transaksi", "list").out
    assert len(clone.rows()) == 1


def test_a_template_records_nothing(konter: Konter) -> None:
    konter.edit("ledger/toko.yaml", '"Berkah Cell"', '""')
    assert "Nama konter belum diisi" in konter.run("jual", "081234567890", "10", code=1).err
    assert konter.rows() == []


def test_the_shop_is_found_from_a_folder_inside_it(
    konter: Konter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(konter.root / "ledger" / "konter")
    environment = {
        name: value for name, value in konter.environment().items() if name != "PULSA_TOKO"
    }
    done = subprocess.run(command("jual", "081234567890", "10"), env=environment)
    assert done.returncode == 0 and len(konter.rows()) == 1


def test_without_a_shop_it_says_what_to_do(tmp_path: Path) -> None:
    said = Konter(tmp_path / "tidak-ada").run("transaksi", "list", code=2)
    assert "Tidak ada toko" in said.err


def test_sample_trade_is_large_varied_and_always_the_same(make_konter) -> None:  # type: ignore
    first, second = make_konter("satu", "--contoh"), make_konter("dua", "--contoh")
    rows = first.rows()
    assert rows == second.rows()
    sales = [row for row in rows if row["jenis"] == "jual"]
    assert len(sales) >= 800
    assert {row["operator"] for row in sales} >= {
        "Telkomsel",
        "by.U",
        "Indosat",
        "Tri",
        "XL",
        "Axis",
        "Smartfren",
        "PLN",
        "DANA",
        "GoPay",
        "OVO",
        "ShopeePay",
        "LinkAja",
    }
    regulars = [row["nomor"] for row in sales]
    assert sum(regulars.count(number) >= 8 for number in set(regulars)) >= 40
    assert {row["jenis"] for row in rows} == {"jual", "gagal", "batal", "salah-nomor"}
    assert max(row["waktu"] for row in rows) <= first.now
    assert max(row["waktu"] for row in rows) >= "2026-11-21"
    assert min(row["waktu"] for row in rows) < "2026-09-23"
    listed = json.loads(first.run("transaksi", "list", "--dari", "70 hari", "--format", "json").out)
    assert len(listed) == len(sales)
    assert {each["status"] for each in listed} == {
        "sukses",
        "pending",
        "gagal",
        "batal",
        "salah-nomor",
    }
    assert first.mirror.read_bytes() == first.file().read_bytes()
    shown = first.run("transaksi", "list", "--dari", "70 hari").out
    assert all(len(line) <= 80 for line in shown.splitlines()[:-1])
    assert shown.count("Pulsa 10.000") == sum(row["nama"] == "Pulsa 10.000" for row in sales)


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_has_indonesian_help(tmp_path: Path, path: tuple[str, ...]) -> None:
    shown = Konter(tmp_path).run(*path, "--help").out
    assert shown.startswith(f"Pemakaian: {' '.join(('pulsa', *path))}")
    for english in ("Usage", "Options", "Commands", "Show this", "default", "required"):
        assert english not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    "words, said",
    [
        (["jaul"], "Maksudnya: pulsa jual?"),
        (["transaksi", "lits"], "pulsa transaksi list?"),
        (["jual", "--hrga", "5rb"], "Maksudnya --harga?"),
        (["jual", "--harga"], "perlu diisi"),
        (["jual", "--lagi=1"], "tidak memakai nilai"),
        (["transaksi", "lihat"], "ID belum ditulis"),
        (["transaksi", "salah-nomor", "J1", "--rugi", "toko"], "--ke belum ditulis"),
        (["produk", "list", "semua"], "Kelebihan kata: semua"),
        (["--toko"], "perlu diisi"),
        (["transaksi", "list", "--status", "x"], "--status hanya boleh: sukses"),
        (["transaksi"], "Pemakaian: pulsa transaksi"),
    ],
)
def test_wrong_use_is_answered_in_indonesian(konter: Konter, words: list[str], said: str) -> None:
    assert said in konter.run(*words, code=2).err


@pytest.mark.parametrize(
    "typed, offered",
    [
        ("pulsa ju", "jual"),
        ("pulsa transaksi sal", "salah-nomor"),
        ("pulsa jual 0812 S1", "S10"),
        ("pulsa transaksi lihat A", "A-261121-J001"),
        ("pulsa jual --har", "--harga"),
        ("pulsa jual 0812 S10 --status pen", "pending"),
    ],
)
def test_commands_products_and_ids_complete(konter: Konter, typed: str, offered: str) -> None:
    konter.run("jual", "081234567890", "10")
    environment = {
        **konter.environment(),
        "PULSA_LINE": typed,
        "PULSA_WORD": typed.split()[-1],
        "_PULSA_COMPLETE": "bash_complete",
    }
    done = subprocess.run(command(), env=environment, capture_output=True, text=True)
    assert offered in done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(konter: Konter, shell: str) -> None:
    needs(shell, shell)
    script = konter.run("completion", shell).out
    assert "_PULSA_COMPLETE" in script
    subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_a_closed_pipe_is_no_error(konter: Konter) -> None:
    konter.run("jual", "081234567890", "10")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command("transaksi", "list"),
        env=konter.environment(),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(write)
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_a_bug_leaves_its_trace_in_a_log_not_on_the_screen(konter: Konter) -> None:
    """Seeded: a price list that raises what nobody expects."""
    code = (
        "import sys\nfrom pulsa_cli import cli, shop\n"
        "shop.Shop.products = property(lambda self: 1 / 0)\n"
        "sys.exit(cli.main(['produk', 'list']))"
    )
    done = subprocess.run(
        [command()[0], "-c", code], env=konter.environment(), text=True, capture_output=True
    )
    assert done.returncode == 70 and "Traceback" not in done.stderr
    log = konter.device / "log"
    assert str(log) in done.stderr and "ZeroDivisionError" in log.read_text()


def test_a_shop_whose_git_folder_was_removed_goes_on_and_gives_no_number_twice(konter, tmp_path):
    ids = [konter.run("jual", f"08123456789{n}", "10").id for n in range(3)]
    lines = konter.file().read_bytes().splitlines(keepends=True)
    konter.file().write_bytes(b"".join(lines[:-1]))  # the last row stood in the second copy alone
    shutil.rmtree(konter.root / ".git")
    refused = konter.run("jual", "081234567899", "10", code=1).err
    back = f"pulsa init --lanjutkan {konter.root}"
    assert "belum terdaftar" in refused and back in refused
    for option in ("--contoh", "--nama=Lain"):  # neither is done to a shop that is there
        assert option.partition("=")[0] in konter.run(*back.split()[1:], option, code=2).err
    assert "konter A lagi" in konter.run(*back.split()[1:]).out
    assert konter.run("jual", "081234567899", "10").id == "A-261121-J1001"
    assert konter.run("jual", "081234567898", "10").id == "A-261121-J1002"
    assert [row["id"] for row in konter.rows()][:2] == ids[:2]
    konter.now = "2026-11-22T09:00:00+07:00"
    assert konter.run("jual", "081234567897", "10").id == "A-261122-J001"
    assert "masih konter A" in konter.run(*back.split()[1:], code=1).err


def test_a_clone_beside_its_shop_is_not_taken_up(konter, tmp_path):
    """Two counters with one code would give out each id twice."""
    clone = Konter(tmp_path / "salinan")
    subprocess.run(["git", "clone", "-q", konter.root, clone.root], check=True)
    assert "--lanjutkan" not in clone.run("jual", "081234567899", "10", code=1).err
    assert "salinan" in clone.run("init", "--lanjutkan", clone.root, code=1).err
    assert not clone.rows() and not (clone.root / ".pulsa").exists()


def test_a_shop_of_another_machine_is_not_taken_up(konter):
    shutil.rmtree(konter.root / ".git")
    known = konter.root / "ledger" / "konter" / "A.yaml"
    known.write_text(re.sub("(?m)^perangkat:.*", 'perangkat: "laptop-lain"', known.read_text()))
    refused = konter.run("jual", "081234567899", "10", code=1).err
    assert "Catat di perangkat tempat toko ini dibuat" in refused and "--lanjutkan" not in refused
    assert "perangkat lain" in konter.run("init", "--lanjutkan", konter.root, code=1).err
    assert not konter.rows() and not (konter.root / ".pulsa" / "konter").exists()

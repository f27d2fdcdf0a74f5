"""Folders that somebody else made: nothing of them runs, nothing outside the shop is touched."""

import random
import re
import resource

import pytest

from helpers import hostile_settings
from helpers.hostile import COMMANDS, WAYS, Around
from helpers.hostile_settings import FILES, restore, spoil
from helpers.sizes import tries

INIT = ("init", ".", "--nama", "Lain")


@pytest.fixture
def around(konter, tmp_path, monkeypatch):
    """Makes what is around a copy of a shop, for chances that begin with a number."""

    def make(turn):
        konter.edit("ledger/toko.yaml", 'berkas: ""', "berkas: kotak")
        made = Around(tmp_path / "luar", konter, random.Random(turn))
        monkeypatch.setenv("HOME", str(made.home))
        monkeypatch.chdir(made.shop.root)
        return made

    return make


def assert_harmless(around, done, commands):
    """Runs commands: each ends as it should, no program ran, and all outside is as it was."""
    around.ran.unlink(missing_ok=True)
    before = around.seen()
    for words in commands:
        said = around.shop.spawn(*words)
        assert said.returncode in range(6) and "Traceback" not in said.stderr, (done, said)
        assert said.returncode != 3 or re.search(r"\.(yaml|csv):\d+: ", said.stderr), (done, said)
        assert not around.ran.exists(), (done, words, around.ran.read_text())
    after = around.seen()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == set(), (done, changed)


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_names_another_repository_leads_nowhere(around, way):
    made = around(0)
    assert_harmless(made, made.mislead(way), (INIT, COMMANDS[0]))


@pytest.mark.parametrize("turn", range(tries(3, 100)))
def test_a_hostile_folder_runs_nothing_and_leads_nowhere(around, turn):
    made = around(turn)
    if turn % 2:
        for words in COMMANDS[:4]:
            made.shop.run(*words)
    done = [made.spoil() for _ in range(made.rng.randint(1, 3))]
    assert_harmless(made, done, (INIT, *COMMANDS))


@pytest.mark.parametrize("turn", range(tries(1, 30)))
def test_hostile_settings_are_refused_at_once_or_read(around, turn):
    made = around(turn)
    made.shop.run("pelanggan", "tambah", "Budi", "--nomor", "081234567890")
    made.shop.run("hutang", "tambah", "budi", "15rb", "--tempo", "hari ini")
    for _ in range(10):
        name = made.rng.choice(FILES)
        path = made.shop.root / name
        kept = path.read_bytes() if path.exists() else None
        done = spoil(made.shop.root, name, made.rng, made.program)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        assert_harmless(made, done, made.rng.sample(hostile_settings.COMMANDS, 3))
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime < before + 6, done
        restore(path, kept)

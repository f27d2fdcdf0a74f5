"""Folders that somebody else made: nothing of them runs, nothing outside the shop is touched."""

import random

import pytest

from helpers.hostile import COMMANDS, WAYS, Around
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

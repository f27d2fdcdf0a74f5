"""The seeded bugs fit the code as it is, and say so when they don't. (Whether their tests catch
them: `make bugs`.)"""

from pathlib import Path

import pytest
from seeded_bugs import ROOT, Bug, DoesNotFit, Edit, bugs, file_of, outcome, seeded, sources

SOURCES = sources()
CODE = """\
def pay(debt, money):
    if money < debt.left:
        return part(debt, money)
    debt.close()
    return []


class Sale:
    def pay(self):
        return pay(
            self.debt,
            self.money,
        )
"""


def bug(place: str, text: str, instead: str) -> Bug:
    return Bug("b", "test_b", (Edit(place, text, instead),))


@pytest.mark.parametrize("each", bugs(), ids=lambda each: each.name)
def test_a_seeded_bug_applies_and_its_test_is_there(each: Bug) -> None:
    seeded(each, SOURCES)
    file_of(each.test)


@pytest.mark.parametrize(
    "place, text, instead, line",
    [
        ("money.pay", "money<debt.left", "money <= debt.left", "    if money <= debt.left:"),
        ("Sale.pay", "pay(self.debt, self.money)", "[]", "        return []"),
        ("money.pay", "debt.close()", "if debt:\n    debt.open()", "        debt.open()"),
    ],
)
def test_a_bug_is_found_by_place_and_text_however_it_is_formatted(place, text, instead, line):
    (path,) = changed = seeded(bug(place, text, instead), {"core/money.py": CODE})
    assert path == "core/money.py" and line in changed[path].split("\n")


@pytest.mark.parametrize(
    "place, text, instead, said",
    [
        ("pay", "money", "0", "pay is the name of core.money.pay, core.money.Sale.pay"),
        ("money.give", "money", "0", "money.give is the name of nothing"),
        ("money.pay", "money > debt.left", "0", "has this 0 times"),
        ("money.pay", "money", "0", "has this 3 times"),
        ("money.pay", "debt.close()", "if", "would be no Python"),
        ("money.pay", "debt.close()", "debt . close()", "would do the same as before"),
    ],
)
def test_a_bug_that_no_longer_fits_is_named_with_the_reason(place, text, instead, said):
    with pytest.raises(DoesNotFit) as raised:
        seeded(bug(place, text, instead), {"core/money.py": CODE})
    assert "'b'" in str(raised.value) and said in str(raised.value)


@pytest.mark.parametrize(
    "text, said",
    [
        ("b\n    test_b\n    in f\n    + 0\n", "1.txt:5: 'b' lacks a test, a place or a text"),
        ("b\n    in f\n    - 1\n    + 0\n\n", "1.txt:5: 'b' lacks"),
        ("    in f\n    - 1\n    + 0\n", "1.txt:4: '' lacks"),
        ("b\n    test_b\n    at f\n", "1.txt:3: not understood: 'at f'"),
        ("b\n  test_b\n  in f\n  - 1\n  + 0\n\n" * 2, "2 bugs are called 'b'"),
    ],
)
def test_a_bug_that_is_not_written_as_it_must_be_is_named(tmp_path: Path, text, said):
    (tmp_path / "1.txt").write_text(text)
    with pytest.raises(DoesNotFit) as raised:
        bugs(tmp_path)
    assert said in str(raised.value)


def test_a_test_that_is_gone_is_said() -> None:
    assert outcome("test_nobody_has_this") == "test_nobody_has_this stands in no file, not in one"
    assert (ROOT / "tests" / file_of("test_a_test_that_is_gone_is_said")).exists()

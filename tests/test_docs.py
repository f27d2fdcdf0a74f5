"""The docs are true: their sessions run, their generated parts are fresh, what they name exists."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.commands import commands
from helpers.programs import needs
from helpers.sizes import PROOF
from helpers.transcripts import BLOCK, ROOT, put_pulsa, replay

PAGES = ["README.md", "README.id.md", "docs/panduan.md"]
ALL_PAGES = [
    *PAGES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/decisions.md",
    "docs/format.md",
    "docs/pengaturan.md",
    "docs/keamanan.md",
]


@pytest.mark.parametrize("name", PAGES)
def test_the_sessions_come_out_as_shown(name: str, tmp_path: Path) -> None:
    page = ROOT / name
    if "$ sed " in page.read_text("utf-8"):
        needs("sed", "sed")
    real = replay(page, tmp_path, in_process=page.name != "README.md" and not PROOF)
    if os.environ.get("PULSA_UPDATE_DOCS"):
        page.write_text(real, "utf-8")
    assert real == page.read_text("utf-8")
    assert BLOCK.search(real)


def test_a_wrong_line_in_a_session_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ pulsa --versi\npulsa 9.9\n```\n")
    assert replay(page, tmp_path / "x") != page.read_text()


def test_generated_parts_are_fresh() -> None:
    before = {name: (ROOT / name).read_text("utf-8") for name in ALL_PAGES}
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert before == {name: (ROOT / name).read_text("utf-8") for name in ALL_PAGES}


@pytest.mark.parametrize("name", ALL_PAGES)
def test_paths_and_commands_named_in_the_docs_exist(name: str) -> None:
    text = BLOCK.sub("", (ROOT / name).read_text("utf-8"))
    known = {" ".join(path) for path in commands()}
    for named in re.findall(r"`([^`\n]+)`", text):
        if re.fullmatch(r"[a-z]+/[\w/]+\.py", named) and not (ROOT / named).exists():
            named = f"pulsa_cli/{named}"  # the map leaves that out
        if re.fullmatch(r"(pulsa_cli|tests|docs|bench|ledger|checklists|\.ci)/[\w./-]*", named):
            shop_made = re.match(
                r"ledger/(jual|konter|pelanggan|hutang|pesanan|keluhan|"
                r"pengingat)",
                named,
            )
            assert shop_made or (ROOT / named).exists(), f"{name}: {named}"
        if match := re.match(r"pulsa ((?:[a-z-]+ ?)+)", named):
            words = match[1].split()
            assert any(" ".join(words[:count]) in known for count in (1, 2)), f"{name}: {named}"
        if match := re.match(r"make (\w+)", named):
            assert re.search(rf"^{match[1]}:", (ROOT / "Makefile").read_text(), re.M), named


def test_every_command_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text("utf-8")
    missing = [
        " ".join(path) for path in commands() if path and f"pulsa {' '.join(path)}" not in guide
    ]
    assert missing == []


def test_the_demo_shows_each_command_and_ends_well(tmp_path: Path) -> None:
    bin = tmp_path / "bin"
    put_pulsa(bin)
    done = subprocess.run(
        ["sh", str(ROOT / "docs" / "demo.sh")],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{bin}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "$ pulsa jual 081234567890 10" in done.stdout
    assert "tidak ditemukan" not in done.stdout + done.stderr and done.stderr == ""

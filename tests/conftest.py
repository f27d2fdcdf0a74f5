"""Fixtures: shop folders on disk; and which tests run where."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

pytest.register_assert_rewrite("helpers")  # before they are imported

from helpers.index import bare  # noqa: E402
from helpers.konter import Konter  # noqa: E402
from helpers.sizes import PROOF  # noqa: E402
from pulsa_cli.shop import Shop  # noqa: E402

# The same examples in every run, and nothing left in the folder that they run in.
settings.register_profile(
    "pulsa",
    deadline=None,
    database=None,
    derandomize=True,
    report_multiple_bugs=False,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("pulsa")

# In memory where there is room and programs may run: three thousand shops come and go, and a disk
# takes half as long again. A proof is on the disk.
MEMORY = "/dev/shm"
if not PROOF and os.access(MEMORY, os.W_OK) and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    if shutil.disk_usage(MEMORY).free > 2**30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)

# Set on the developer's machine, they would lead a test to the developer's own shop or clock.
FOREIGN = ("PULSA_TOKO", "PULSA_SEKARANG", "PULSA_SABAR", "COLUMNS", "GIT_DIR")


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that reaches for the real home, or for the developer's own shop, gets nothing."""
    monkeypatch.setenv("HOME", str(tmp_path / "no-home"))
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def ready_shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Konter]:
    """What `pulsa init` makes with these options, and its index with the settings in it, made once
    a run. Not to be changed: tests get copies of it, for a thirtieth of the time."""
    made: dict[tuple[str, ...], Konter] = {}

    def ready(*options: str) -> Konter:
        if options not in made:
            shop = Konter(tmp_path_factory.mktemp("siap") / "toko")
            shop.run("init", shop.root, *options)
            shop.shrink()
            known = Shop(str(shop.root))
            known.read_books()
            for _ in (known.settings, known.policy, known.is_card_off, known.prefixes):
                pass
            _ = known.products
            made[options] = shop
        return made[options]

    return ready


@pytest.fixture
def make_konter(ready_shop: Callable[..., Konter], tmp_path: Path) -> Callable[..., Konter]:
    """Makes shops: `make_konter("cabang", "--konter", "B")`."""

    def make(name: str, *options: str) -> Konter:
        return ready_shop("--nama", name, *options).copied_to(tmp_path / name)

    return make


@pytest.fixture
def konter(ready_shop: Callable[..., Konter], tmp_path: Path) -> Konter:
    """An empty shop with git, counter A."""
    return ready_shop("--nama", "Berkah Cell").copied_to(tmp_path / "toko")


@pytest.fixture
def root(konter: Konter, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a shop without git, with a loyalty card; its rows are made by hand."""
    monkeypatch.setenv("PULSA_SEKARANG", konter.now)
    return bare(konter)


@pytest.fixture
def two(make_konter: Callable[..., Konter]) -> tuple[Konter, Konter]:
    """Two counters of one shop, A and B."""
    return make_konter("depan"), make_konter("belakang", "--konter", "B")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long proofs run when asked for, and first: nobody waits for the last of them then."""
    items.sort(key=lambda item: item.get_closest_marker("proof") is None)
    if not PROOF:
        long = [item for item in items if item.get_closest_marker("proof")]
        config.hook.pytest_deselected(items=long)
        del items[: len(long)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]") -> Iterator[None]:
    """In CI a skip is a failure, unless no CI of ours could have run the test."""
    report = yield
    if os.environ.get("PULSA_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if not reason.removeprefix("Skipped: ").startswith("only "):
            report.outcome = "failed"
            report.longrepr = f"skipped in CI: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line of what this machine could not run, and what would run it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    if reasons:
        said = " · ".join(f"{count} {reason}" for reason, count in reasons.most_common())
        terminalreporter.write_line(f"Not run here: {said}")

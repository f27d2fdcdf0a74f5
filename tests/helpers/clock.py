"""The day and the hour in a shop."""

from datetime import datetime, timedelta

from helpers.konter import NOW, Konter


def on(konter: Konter, day: str, clock: str = "10:05:00") -> None:
    """Sets the shop's clock: `day` as 2026-11-21."""
    konter.now = f"{day}T{clock}+07:00"


def later(konter: Konter, days: int) -> None:
    """So many days on from where the clock is."""
    konter.now = (datetime.fromisoformat(konter.now) + timedelta(days)).isoformat()


def after(konter: Konter, days: int) -> None:
    """So many days after the first one, wherever the clock is."""
    konter.now = (datetime.fromisoformat(NOW) + timedelta(days)).isoformat()


def may_go_back(konter: Konter) -> None:
    """From here on the clock may stand before rows, as if somebody had said that it is right."""
    said = "2099-01-01T00:00:00+07:00 2025-01-01T00:00:00+07:00"
    (konter.device / "jam").write_text(said)

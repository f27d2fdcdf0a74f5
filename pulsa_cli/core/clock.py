"""Can the machine's clock be right? It is held against what was recorded before."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core.dates import show_clock, show_short, show_time

# An empty battery starts in 1970 or when the machine was made; a wrong one runs on to 2036, 2080 or
# 2099, and an id has two digits for the year.
YEARS = range(2025, 2046)
TOLERANCE = timedelta(minutes=10)  # by which clocks of two machines, and one put right, may differ
FAR = timedelta(days=60)  # twice as long as the longest holidays for which a shop is shut
COUNTED = 100  # rows after now; more are said to be at least so many
FIX = "Betulkan jamnya dulu"
ASKED = "Kalau jamnya sudah benar, catat sekali di terminal dan jawab y."


class Ahead(NamedTuple):
    """Rows that lie after now: how many (from COUNTED on, at least so many); id, time and file of
    the newest one."""

    rows: int
    id: str
    time: datetime
    path: str

    def __str__(self) -> str:
        count = f"Paling sedikit {COUNTED}" if self.rows >= COUNTED else str(self.rows)
        each = " satu per satu" if self.rows > 1 else ""
        return (
            f"{count} catatan bertanggal sesudah sekarang; terbaru {show_time(self.time)} "
            f"({self.id}, {self.path}). Kalau jam komputer sekarang salah, betulkan. Kalau waktu "
            f"itu jamnya salah: pulsa batal ID{each}, lalu catat lagi dengan --waktu."
        )


def is_behind(now: datetime, newest: datetime | None) -> bool:
    """Does the clock stand before the newest row, by more than clocks may differ?"""
    return newest is not None and now < newest - TOLERANCE


def is_agreed(now: datetime, newest: datetime, agreed: tuple[datetime, datetime] | None) -> bool:
    """Did somebody say that the clock is right though it stands before this row? `agreed` is which
    row was the newest then, and when it was said."""
    # Rows recorded since are behind that row by seconds (dicatat).
    return agreed is not None and newest <= agreed[0] + TOLERANCE and now >= agreed[1] - TOLERANCE


def is_far(today: date, last: date | None) -> bool:
    """Is it that long since the last row that the clock may have jumped?"""
    return last is not None and today > last + FAR


def behind(now: datetime, newest: datetime) -> str:
    """`Jam komputer 5 Jan 2026, catatan terakhir 20 Nov.`"""
    if now.date() == newest.date():
        return f"Jam komputer {show_clock(now)}, catatan terakhir {show_clock(newest)}."
    last = show_short(newest.date(), now.date())
    return f"Jam komputer {show_short(now.date(), None)}, catatan terakhir {last}."


def far(today: date, last: date) -> str:
    """`Jam komputer 1 Mar 2027, catatan terakhir 21 Nov 2026, 100 hari sebelumnya.`"""
    return (
        f"Jam komputer {show_short(today, None)}, catatan terakhir {show_short(last, today)}, "
        f"{(today - last).days} hari sebelumnya."
    )

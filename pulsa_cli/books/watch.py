"""The machine's clock, held against the rows before anything is recorded."""

import os
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from pulsa_cli.core import clock, dates
from pulsa_cli.errors import Refused, WrongUse

if TYPE_CHECKING:
    from pulsa_cli.books.times import Times
    from pulsa_cli.ledger.device import Device

Ask = Callable[[str], bool | None]  # a yes or no; None where there is nobody


class Watch:
    """Of one process. `checked` is the last time that was held against the rows."""

    def __init__(self) -> None:
        self.checked: datetime | None = None
        self._agreed = False  # that the clock may be far past the newest row

    def hold(self, times: "Times", device: "Device", ask: Ask, alone: bool) -> None:
        """Raises Refused where the clock can't be right and nobody says that it is. So long after
        the last row that it may have jumped is a reason only where somebody can be asked, or
        where something is done that nobody sees (`alone`)."""
        now, newest, last = times.now, times.newest_own(), times.last_day()
        if newest and clock.is_behind(now, newest):
            if not clock.is_agreed(now, newest, device.read_clock()):
                _agree(ask, clock.behind(now, newest), True)
                device.keep_clock(newest, now)
        elif last and clock.is_far(now.date(), last) and not self._agreed:
            _agree(ask, clock.far(now.date(), last), alone)
            self._agreed = True
        self.checked = now


def machine_time(zone: tzinfo) -> datetime:
    """Now, whole seconds, by the machine's clock, or as `PULSA_SEKARANG` sets it for tests.

    Raises Refused when the clock can't be right (an empty battery starts in 1970), WrongUse on a
    bad setting.
    """
    moment = (_fixed(zone) or datetime.now(zone)).replace(microsecond=0)
    if moment.year not in clock.YEARS:
        raise Refused(
            f"Jam perangkat menunjuk {dates.show_time(moment)}. Betulkan jamnya, lalu ulangi."
        )
    return moment


def _agree(ask: Ask, doubt: str, needed: bool) -> None:
    """Raises Refused after a no, and, where a yes is `needed`, where nobody can be asked."""
    answer = ask(f"{doubt} {clock.FIX}. Tetap catat?")
    if answer is False:
        raise Refused(f"Tidak dicatat. {clock.FIX}, lalu ulangi.")
    if answer is None and needed:
        raise Refused(f"{doubt} {clock.FIX}, lalu ulangi.\n{clock.ASKED}")


def _fixed(zone: tzinfo) -> datetime | None:
    fixed = os.environ.get("PULSA_SEKARANG")
    if not fixed:
        return None
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise WrongUse(f"PULSA_SEKARANG '{fixed}' bukan waktu ISO 8601.") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)

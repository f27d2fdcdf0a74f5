"""Times of day as people say them: `19.05`, `jam 7 malam`, `setengah 8 pagi`, `tadi sore`."""

import re
from datetime import time
from typing import NamedTuple

from pulsa_cli.errors import WrongUse

_NIGHT = "malam"


class Part(NamedTuple):
    """A part of the day: when it begins, and what it means without a time (both hours); the hours
    on a clock of twelve that are said with it, and what is added to them."""

    begins: int
    usual: int
    said: range
    added: int


PARTS = {
    "subuh": Part(3, 5, range(7), 0),
    "pagi": Part(5, 8, range(1, 12), 0),
    "siang": Part(10, 13, range(1, 5), 12),
    "sore": Part(14, 16, range(1, 8), 12),
    _NIGHT: Part(18, 20, range(5, 12), 12),
}
_SAME = {"dini hari": "subuh", "petang": "sore"}
_PART = "|".join((*PARTS, *_SAME))
_WHEN = re.compile(
    rf"(?P<day>.*?)(?:(?:^| )(?P<before>{_PART}))?"
    r"(?:(?:^| )(?P<at>jam |pukul |pkl\.? )?(?P<half>setengah )?"
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?:[.:]\d{2})?)?"
    rf"(?: (?P<behind>{_PART}))?)?",
    re.A,
)
_TURNED = re.compile(rf"^({_PART}) (tadi|ini|kemarin)\b")  # `pagi tadi`


class Said(NamedTuple):
    """What stands before the time; the time, None where only a part of the day was said; and that
    part, empty where none was."""

    day: str
    clock: time | None
    part: str

    @property
    def begins(self) -> time:
        """When that part of the day begins."""
        return time(PARTS[self.part].begins)

    @property
    def usual(self) -> time:
        """What that part of the day means without a time."""
        return time(PARTS[self.part].usual)

    @property
    def is_last_night(self) -> bool:
        """`tadi malam`, said in the morning, is of the day before."""
        return self.day == "tadi" and self.part == _NIGHT


def take_apart(word: str) -> Said | None:
    """The words for a day, and those for a time behind them. None where there is no time. Raises
    ValueError for a time that no clock shows, WrongUse for one that could be of two days."""
    word = _TURNED.sub(r"\2 \1", re.sub("^semalam", "kemarin malam", word))
    match = _WHEN.fullmatch(word)
    if not match or not (match["before"] or match["hour"]):
        return None
    part = match["behind"] or match["before"] or ""
    part = _SAME.get(part, part)
    day, hour = match["day"].rstrip(" ,"), match["hour"]
    if hour and not (match["minute"] or match["at"] or match["half"]):
        if not part:
            return None
        if re.search(r"(tanggal|tgl\.?)$", day):  # `tanggal 25 malam`
            return Said(f"{day} {hour}", None, part)
    return Said(day, _clock(match, part) if hour else None, part)


def _clock(match: "re.Match[str]", part: str) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if minute or not 1 <= hour <= 12:
            raise ValueError("no half hour")
        hour, minute = hour - 1 or 12, 30
    return time(_of_day(hour, part), minute)


def _of_day(hour: int, part: str) -> int:
    """The hour of 24, of one that was said with a part of the day."""
    if not part:
        return hour
    if part == _NIGHT and (hour in (0, 12, 24) or 0 < hour < 5):
        raise WrongUse(
            "Tengah malam bisa dua hari. Tulis tanggalnya dan jam 24-an: 20/11 23.30, 21/11 0.30"
        )
    known = PARTS[part]
    if hour in known.said:
        return hour + known.added
    if known.begins <= hour <= known.said[-1] + known.added:
        return hour
    raise ValueError("another part of the day")

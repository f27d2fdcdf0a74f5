"""Serial numbers (SN) of suppliers: twenty digits, or more than that in one text, such as a
token's `1234-5678-9012-3456-7890/NAMA/R1M/900VA`."""

import re

from pulsa_cli.core import phone
from pulsa_cli.core.text import key
from pulsa_cli.errors import WrongUse

_LEAST = 6  # letters and digits of a part; shorter ones are tariffs and powers
_SHORTEST = 4  # letters and digits of an SN
_TWENTY = r"(?<!\d)\d(?:[ .-]?\d){19}(?!\d)"  # however they are grouped
_NO_SN = frozenset(
    "tidakada tidak tdkada tdk gakada gaada nggakada enggakada ga gak kosong belum belumada none "
    "null nil nihil nol na pending proses sukses gagal sn".split()
)


def identity(sn: str) -> str:
    """What two spellings of one SN have in common: its twenty digits, whatever stands beside them;
    of another SN all letters and digits, in small letters. Empty for what is no SN."""
    if is_none(sn):
        return ""
    found = re.search(_TWENTY, sn, re.A)
    return key(found[0] if found else sn)


def parts(sn: str) -> set[str]:
    """What an SN can be found by, each in small letters and digits only: all of it; each word and
    each number in it, however grouped, that is long enough; groups of a number that stand together,
    and of twenty digits those of four, in which they are read out. None of what is no SN."""
    if is_none(sn):
        return set()
    written = re.findall(r"[^\W_]+", sn)
    for number in re.findall(r"\d+(?:[.-]\d+)+", sn) + re.findall(r"\d+(?: \d+)+", sn):
        written += _together(re.findall(r"\d+", number))
    if re.search(_TWENTY, sn, re.A):
        written += _together(re.findall(r"\d{4}", identity(sn)))
    found = {key(part) for part in written if any(map(str.isdigit, part))}
    return {key(sn), *(part for part in found if len(part) >= _LEAST)}


def _together(groups: list[str]) -> list[str]:
    """All of several groups that stand side by side."""
    ends = range(len(groups) + 1)
    return ["".join(groups[start:end]) for start in ends for end in ends[start + 2 :]]


def looked_for(typed: str) -> list[str]:
    """The parts by which the SN is to be found that was typed, all or a part of it; the longest
    first."""
    return sorted((part for part in parts(typed) if len(part) >= _LEAST), key=len, reverse=True)


def is_none(sn: str) -> bool:
    """Is this what people write where there is no SN: `-`, `0`, `tidak ada`?"""
    plain = key(sn)
    return len(set(plain)) < 2 or plain in _NO_SN


def read(typed: str, name: str = "SN") -> str:
    """An SN as it was typed; empty where none was. Raises WrongUse for what is none."""
    if typed and is_none(typed):
        raise WrongUse(f"{name}: '{typed}' bukan SN. Kalau SN-nya belum ada, tidak usah ditulis.")
    if re.fullmatch(r"\d+([.,]\d+)?e\+\d+", typed.casefold(), re.A):
        raise WrongUse(f"{name}: '{typed}' bentuk angka dari spreadsheet. Salin SN-nya lengkap.")
    if typed and len(key(typed)) < _SHORTEST:
        raise WrongUse(f"{name}: '{typed}' terlalu pendek. Salin SN-nya lengkap dari pemasok.")
    return typed


def require_other_than(sn: str, number: str) -> None:
    """Raises WrongUse for an SN that is the number (as stored) of its own sale."""
    digits = number.replace("-", "")
    if digits in (key(sn), phone.normalise(sn) if phone.is_mobile(sn) else ""):
        raise WrongUse(f"SN: {sn} nomor pembelinya sendiri, bukan SN. Salin SN-nya dari pemasok.")

"""Serial numbers (SN) of suppliers: twenty digits, or more than that in one text, such as a
token's `1234-5678-9012-3456-7890/NAMA/R1M/900VA`."""

import re

from pulsa_cli.core.text import key
from pulsa_cli.errors import WrongUse

_LEAST = 6  # letters and digits of a part; shorter ones are tariffs and powers
_NO_SN = frozenset(
    "tidakada tidak tdkada tdk gakada gaada nggakada enggakada ga gak kosong belum belumada none "
    "null nil nihil nol na pending proses sukses gagal sn".split()
)


def parts(sn: str) -> set[str]:
    """What an SN can be found by, each in small letters and digits only: all of it; each word and
    each number in it, however grouped, that is long enough. None of what is no SN."""
    if is_none(sn):
        return set()
    written = [*re.findall(r"[^\W_]+", sn), *re.findall(r"(?:\d{4}[ -]){4}\d{4}", sn)]
    written += re.findall(r"\d+(?:[.-]\d+)+", sn) + re.findall(r"\d+(?: \d+)+", sn)
    found = {key(part) for part in written if any(map(str.isdigit, part))}
    return {key(sn), *(part for part in found if len(part) >= _LEAST)}


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
    return typed

"""What a person reads off the screen."""

import re


def rupiah(text: str) -> list[int]:
    """All amounts in a text, in their order."""
    return [int(amount.replace(".", "")) for amount in re.findall(r"Rp([\d.]*\d)", text)]


def widest(text: str) -> int:
    """The length of the longest line."""
    return max(map(len, text.split("\n")))

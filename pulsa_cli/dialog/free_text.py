"""Free text as it is stored: what has no business there is left out, and whoever wrote it is told
so."""

from collections.abc import Sequence

from pulsa_cli.core import text
from pulsa_cli.dialog import terminal

_SHORTEST = 14  # letters of an order by SMS with its PIN; shorter, none needs the patterns


def line(typed: str, name: str = "Teks", needed: bool = False) -> str:
    """A note or a reason as typed → as it is stored: without PINs, one-time passwords and what
    makes a formula of it; `name` is what the person calls it. Raises WrongUse where it is too long,
    or empty and `needed`."""
    return _told(*reduced(text.line(typed, name, needed)), name)


def plain(typed: str, name: str, needed: bool = False) -> str:
    """The same of text whose digits tell it from others, a name or an SN: without the PIN of an
    order by SMS alone."""
    return _told(*plainly(text.line(typed, name, needed)), name)


def words(typed: Sequence[str]) -> list[str]:
    """The words of a sale or an order without the PIN of an order by SMS."""
    found = map(_without_pin_of_order, typed)
    return [_told(kept, _gone(secret), "Pesanan SMS") for kept, secret in found]


def reduced(typed: str) -> tuple[str, str]:
    """Text in a line as it is stored, and what was left out, in a sentence; empty for nothing."""
    if not typed:
        return typed, ""
    from pulsa_cli.core import secrets  # few sales have a note

    return _inert(*secrets.without(typed))


def plainly(typed: str) -> tuple[str, str]:
    """The same of a name or an SN (`plain`)."""
    return _inert(*_without_pin_of_order(typed))


def _without_pin_of_order(typed: str) -> tuple[str, str]:
    if len(typed) <= _SHORTEST:
        return typed, ""
    from pulsa_cli.core import secrets

    return secrets.of_order(typed)


def _gone(secret: str) -> str:
    return f"{secret} dibuang, tidak disimpan." if secret else ""


def _inert(typed: str, secret: str) -> tuple[str, str]:
    """The text without signs in front, and what is said of them and of the secrets that were in
    it."""
    kept, said = text.inert(typed), [_gone(secret)]
    if kept != typed:
        signs = typed.removesuffix(kept).strip()
        said.append(f"'{signs}' di depan dibuang; spreadsheet membacanya sebagai rumus.")
    return kept, " ".join(filter(None, said))


def _told(kept: str, said: str, name: str) -> str:
    """What is kept, once it was said what is not."""
    if said:
        terminal.note(f"{name}: {said}")
    return kept

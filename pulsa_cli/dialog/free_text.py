"""Free text as it is stored: what has no business there is left out, and whoever wrote it is told
so."""

from collections.abc import Sequence

from pulsa_cli.core import text
from pulsa_cli.dialog import terminal


def line(typed: str, name: str = "Teks", needed: bool = False) -> str:
    """A note, a name, a reason as typed → as it is stored: without PINs, one-time passwords and
    what makes a formula of it; `name` is what the person calls it. Raises WrongUse where it is too
    long, or empty and `needed`."""
    return _told(*reduced(text.line(typed, name, needed)), name)


def plain(typed: str, name: str, needed: bool = False) -> str:
    """The same of text in which digits are no secrets: an SN."""
    return _told(*_inert(text.line(typed, name, needed)), name)


def words(typed: Sequence[str]) -> list[str]:
    """The words of a sale or an order without the PIN of an order by SMS."""
    return [
        _told(*_without_secrets(word), "Pesanan") if word[:1].isalpha() and "." in word else word
        for word in typed
    ]


def reduced(typed: str) -> tuple[str, str]:
    """Text in a line as it is stored, and what was left out, in a sentence; empty for nothing."""
    if not typed:
        return typed, ""
    kept, secret = _without_secrets(typed)
    kept, formula = _inert(kept)
    return kept, " ".join(filter(None, (secret, formula)))


def _without_secrets(typed: str) -> tuple[str, str]:
    from pulsa_cli.core import secrets  # few sales have a note

    kept, what = secrets.without(typed)
    return kept, f"{what} dibuang, tidak disimpan." if what else ""


def _inert(typed: str) -> tuple[str, str]:
    kept = text.inert(typed)
    signs = typed.removesuffix(kept).strip()
    said = f"'{signs}' di depan dibuang; spreadsheet membacanya sebagai rumus."
    return kept, said if kept != typed else ""


def _told(kept: str, said: str, name: str) -> str:
    """What is kept, once it was said what is not."""
    if said:
        terminal.note(f"{name}: {said}")
    return kept

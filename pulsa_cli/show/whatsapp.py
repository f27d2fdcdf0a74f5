"""The WhatsApp link that carries a message."""

from collections.abc import Iterable

from pulsa_cli.core import phone

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def link(numbers: Iterable[str], message: str) -> str:
    """The `wa.me` link for the first of these stored numbers that can have WhatsApp, which a meter
    can't; empty where none can."""
    digits = next(filter(None, map(phone.international, numbers)), "")
    return f"https://wa.me/{digits}?text={_quoted(message)}" if digits else ""


def _quoted(text: str) -> str:
    """Text for a link, percent-encoded. Importing urllib.parse for it costs a twentieth of what a
    command at the counter may take."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())


def with_link(message: str, numbers: Iterable[str]) -> str:
    """The message and below it the WhatsApp link for the first of these numbers that can have
    one."""
    return "\n".join(filter(None, [message, link(numbers, message)]))


def unlinked(name: str, numbers: Iterable[str]) -> str:
    """Why a message for the customer of this name comes without a link; empty where it has one. A
    number that was only filled may be somebody else's, whom these debts are no business of."""
    if any(map(phone.international, numbers)):
        return ""
    return f"Tanpa tautan: nomor HP {name} belum tercatat (pulsa pelanggan ubah NAMA --nomor)."

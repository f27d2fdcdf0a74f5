"""Ready messages to a customer, in a polite tone (domain facts §4.1: greeting, amount, date, way to
pay, thanks; "catatan" rather than "hutang"), and the WhatsApp link that carries them."""
from collections.abc import Iterable
from datetime import date, datetime

from pulsa_cli.core import phone
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def greeting(moment: datetime) -> str:
    """By the time of day: `Selamat pagi`, siang, sore or malam."""
    hour = moment.hour
    part = "pagi" if 3 <= hour < 11 else "siang" if hour < 15 else "sore" if hour < 19 else "malam"
    return f"Selamat {'malam' if hour < 3 else part}"


def credit_given(*, moment: datetime, name: str, shop: str, goods: str, amount: int, due: date,
                 owed: int, consequence: str, methods: list[str]) -> str:
    """What was bought on credit, until when, what is owed in all now (rupiah), what follows if it
    is not paid, and how to pay."""
    from pulsa_cli.output.policy import listed  # complaints need none of it
    in_all = f" Jumlah catatan sekarang {rupiah(owed)}." if owed != amount else ""
    follows = f" {consequence}" if consequence else ""
    return (f"{greeting(moment)} {name}, ini catatan dari {shop}: {goods}, {rupiah(amount)}, "
            f"jatuh tempo {show_day(due)}.{in_all}{follows} Pembayaran bisa lewat "
            f"{listed(methods, 'atau')}. Terima kasih.")


def payment_received(*, name: str, shop: str, amount: int, owed: int, due: date | None,
                     part: int) -> str:
    """Thanks for a payment, and what is still owed (rupiah), with the next due date and the part
    that is due then."""
    if not owed:
        return (f"Terima kasih {name}, pembayaran {rupiah(amount)} sudah kami terima dan catatan "
                f"Anda di {shop} LUNAS. Semoga rezekinya lancar.")
    some = f"berikutnya {rupiah(part)} " if part < owed else ""
    until = f", {some}jatuh tempo {show_day(due)}" if due else ""
    return (f"Terima kasih {name}, pembayaran {rupiah(amount)} sudah kami terima di {shop}. "
            f"Sisa catatan {rupiah(owed)}{until}.")


def link(numbers: Iterable[str], message: str) -> str:
    """The `wa.me` link for the first of these stored numbers that can have WhatsApp, which a meter
    can't; empty where none can."""
    digits = next(filter(None, map(phone.international, numbers)), "")
    return f"https://wa.me/{digits}?text={_quoted(message)}" if digits else ""


def _quoted(text: str) -> str:
    """Text for a link, percent-encoded. Importing urllib.parse for it costs a twentieth of what a
    command at the counter may take."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())

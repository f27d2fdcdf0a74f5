"""Ready messages to a customer, in a polite tone (domain facts §4.1: greeting, amount, date, way to
pay, thanks; "catatan" rather than "hutang"), and the WhatsApp link that carries them."""
from datetime import date, datetime

from pulsa_cli.core import phone
from pulsa_cli.core.dates import show_day
from pulsa_cli.core.money import rupiah


def greeting(moment: datetime) -> str:
    """By the time of day: `Selamat pagi`, siang, sore or malam."""
    hour = moment.hour
    part = "pagi" if 3 <= hour < 11 else "siang" if hour < 15 else "sore" if hour < 19 else "malam"
    return f"Selamat {'malam' if hour < 3 else part}"


def credit_given(*, moment: datetime, name: str, shop: str, goods: str, amount: int, due: date,
                 owed: int, consequence: str, methods: list[str]) -> str:
    """What was bought on credit, until when, what is owed in all now (rupiah), what follows if it
    is not paid, and how to pay."""
    in_all = f" Jumlah catatan sekarang {rupiah(owed)}." if owed != amount else ""
    follows = f" {consequence}" if consequence else ""
    return (f"{greeting(moment)} {name}, ini catatan dari {shop}: {goods}, {rupiah(amount)}, "
            f"jatuh tempo {show_day(due)}.{in_all}{follows} Pembayaran bisa lewat "
            f"{_listed(methods)}. Terima kasih.")


def link(number: str, message: str) -> str:
    """The `wa.me` link for a stored number; empty for a number that has no WhatsApp (a meter)."""
    from urllib.parse import quote  # off the start-up path
    digits = phone.international(number)
    return f"https://wa.me/{digits}?text={quote(message)}" if digits else ""


def _listed(words: list[str]) -> str:
    return " atau ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

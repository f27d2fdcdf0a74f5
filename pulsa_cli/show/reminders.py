"""Reminders in words: who, how much and how late; what became of one."""

from pulsa_cli.core.dates import show_clock, show_short
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import Attempt, Reminder
from pulsa_cli.show.columns import Fields
from pulsa_cli.show.whatsapp import link

# A reminder with its message. `nanti` is what will be asked for later; rupiah.
FIELDS: Fields[tuple[Reminder, str]] = {
    "pelanggan": lambda asked: asked[0].customer.id,
    "nama": lambda asked: asked[0].customer.name,
    "nomor": lambda asked: asked[0].number,
    "tingkat": lambda asked: asked[0].level,
    "tempo": lambda asked: asked[0].due.isoformat(),
    "telat_hari": lambda asked: max(0, asked[0].days),
    "jumlah": lambda asked: asked[0].total,
    "nanti": lambda asked: sum(part.left for part in asked[0].later),
    "pesan": lambda asked: asked[1],
    "tautan": lambda asked: link([asked[0].number], asked[1]),
}
# A reminder of which nobody knows whether it was sent, with the customer's name.
IN_DOUBT: Fields[tuple[Attempt, str]] = {
    "id": lambda doubted: doubted[0].id,
    "waktu": lambda doubted: doubted[0].time.isoformat(),
    "pelanggan": lambda doubted: doubted[0].customer,
    "nama": lambda doubted: doubted[1],
    "nomor": lambda doubted: doubted[0].number,
    "tingkat": lambda doubted: doubted[0].level,
    "tempo": lambda doubted: doubted[0].due,
    "jumlah": lambda doubted: doubted[0].amount,
    "saluran": lambda doubted: doubted[0].channel,
}


def brief(reminder: Reminder) -> str:
    """`Siti Aminah · Rp34.000 · lewat 11 hari · 0812-3456-7890`."""
    refused = [f"{reminder.refused} kali tidak terkirim"] if reminder.refused else []
    return " · ".join(
        [
            reminder.customer.name,
            rupiah(reminder.total),
            late(reminder.days),
            reminder.number or "tanpa nomor HP",
            *refused,
        ]
    )


def late(days: int) -> str:
    """How many days late, or how many are left: `lewat 11 hari`, `hari ini`, `3 hari lagi`."""
    return f"lewat {days} hari" if days > 0 else f"{-days} hari lagi" if days else "hari ini"


def doubted_brief(attempt: Attempt, name: str) -> str:
    """The same in one line, for the eye."""
    day, clock = show_short(attempt.time.date(), None), show_clock(attempt.time)
    money = rupiah(attempt.amount)
    return f"{attempt.id} · {day} {clock} · {name} {attempt.number} · {money}"

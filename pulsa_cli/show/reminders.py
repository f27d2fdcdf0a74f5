"""Reminders in words: who, how much and how late; what became of one."""

from pulsa_cli.core.dates import show_clock, show_short
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import Attempt, Reminder
from pulsa_cli.show.tables import Record
from pulsa_cli.show.whatsapp import link

FIELDS = (
    "pelanggan",
    "nama",
    "nomor",
    "tingkat",
    "tempo",
    "telat_hari",
    "jumlah",
    "nanti",
    "pesan",
    "tautan",
)
IN_DOUBT = ("id", "waktu", "pelanggan", "nama", "nomor", "tingkat", "tempo", "jumlah", "saluran")


def record(found: Reminder, message: str) -> Record:
    """A reminder for CSV and JSON: FIELDS; rupiah, `nanti` is what will be asked for later."""
    return {
        "pelanggan": found.debtor.customer,
        "nama": found.debtor.name,
        "nomor": found.number,
        "tingkat": found.level,
        "tempo": found.due.isoformat(),
        "telat_hari": max(0, found.days),
        "jumlah": found.total,
        "nanti": sum(part.left for part in found.later),
        "pesan": message,
        "tautan": link([found.number], message),
    }


def brief(found: Reminder) -> str:
    """`Siti Aminah · Rp34.000 · lewat 11 hari · 0812-3456-7890`."""
    refused = [f"{found.refused} kali tidak terkirim"] if found.refused else []
    return " · ".join(
        [
            found.debtor.name,
            rupiah(found.total),
            late(found.days),
            found.number or "tanpa nomor HP",
            *refused,
        ]
    )


def late(days: int) -> str:
    """How many days late, or how many are left: `lewat 11 hari`, `hari ini`, `3 hari lagi`."""
    return f"lewat {days} hari" if days > 0 else f"{-days} hari lagi" if days else "hari ini"


def doubted(attempt: Attempt, name: str) -> Record:
    """A reminder of which nobody knows whether it was sent, for CSV and JSON: IN_DOUBT."""
    row = attempt.row
    return {
        **{field: row.get(field) for field in IN_DOUBT},
        "nama": name,
        "tingkat": attempt.level,
        "jumlah": int(row["jumlah"] or 0),
    }


def doubted_brief(attempt: Attempt, name: str) -> str:
    """The same in one line, for the eye."""
    row, moment = attempt.row, attempt.time
    return (
        f"{attempt.id} · {show_short(moment.date(), None)} {show_clock(moment)} · {name} "
        f"{row['nomor']} · {rupiah(int(row['jumlah'] or 0))}"
    )

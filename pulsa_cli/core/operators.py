"""What is known of operators: codes and contacts, each with where it was read and when."""

from collections.abc import Mapping
from typing import NamedTuple

from pulsa_cli.core import text

# What a fact is for, as the owner writes it in checklists/operator.yaml, and as it is shown.
CONTACTS = {
    "telepon": "Telepon",
    "whatsapp": "WhatsApp",
    "surel": "Surel",
    "aplikasi": "Aplikasi",
    "obrolan": "Obrolan",
}
CHECKS = {
    "cek-pulsa": "Cek pulsa",
    "riwayat": "Riwayat pemakaian",
    "cek-darurat": "Cek hutang pulsa darurat",
    "stop-darurat": "Berhenti pulsa darurat",
    "cek-langganan": "Daftar langganan",
    "stop-langganan": "Hentikan langganan",
    "stop-paket": "Hentikan paket",
    "kunci-pulsa": "Kunci pulsa",
    "buka-blokir": "Buka blokir",
    "tarif-data": "Tarif data tanpa paket",
}
# What takes a loan is no check: whoever dials it to see whether there is a debt has one. So it is
# never shown with CHECKS, only as a lesson.
LOANS = {"pinjam-darurat": "Ini meminjam pulsa darurat, jangan dipakai untuk mengecek"}
USES = {**CHECKS, **LOANS, **CONTACTS}
EVERY_CONTACT = "kontak"  # in a checklist: all that is known of CONTACTS


class Fact(NamedTuple):
    """`value` is what is dialled, sent or opened; `source` where it was read, `date` when that was
    written (as the source gives it, empty where it doesn't), `tried` what the owner found."""

    value: str
    source: str
    date: str
    tried: str


class Operators:
    """The facts of all operators and providers, by their names as in produk.csv."""

    def __init__(self, facts: Mapping[str, Mapping[str, list[Fact]]]) -> None:
        self._facts = {text.key(name): known for name, known in facts.items()}

    def of(self, operator: str, use: str) -> list[Fact]:
        """What is known of an operator for one of USES, nothing where that is nothing."""
        return list(self._facts.get(text.key(operator), {}).get(use, []))

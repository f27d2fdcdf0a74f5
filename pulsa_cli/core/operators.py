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
CODES = {
    "cek-pulsa": "Cek pulsa",
    "riwayat": "Riwayat pemakaian",
    "pulsa-darurat": "Menu pulsa darurat",
    "stop-darurat": "Berhenti pulsa darurat",
    "stop-langganan": "Hentikan langganan",
    "kunci-pulsa": "Kunci pulsa",
    "buka-blokir": "Buka blokir",
    "tarif-data": "Tarif data tanpa paket",
}
USES = {**CODES, **CONTACTS}


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

"""Texts with places to fill in, as the owner writes them: `Pulsa ke {nomor} belum masuk.`"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

# What a text about a complaint can name.
OF_COMPLAINT = (
    "salam",
    "konter",
    "nomor",
    "produk",
    "kode",
    "sku",
    "operator",
    "harga",
    "waktu",
    "tanggal",
    "jam",
    "sn",
    "id",
    "sampai",
)
# What the texts to customers can name, by their keys in pesan.yaml.
_ALWAYS = ("salam", "nama", "konter", "cara_bayar")
OF_MESSAGE = {
    "pengingat": (*_ALWAYS, "total", "rincian", "jatuh_tempo", "hari", "lainnya", "akibat"),
    "kasbon": (*_ALWAYS, "total", "rincian", "jatuh_tempo", "lainnya", "akibat"),
    "lunas": (*_ALWAYS, "total", "titipan"),
    "bayar-sebagian": (*_ALWAYS, "total", "sisa", "berikutnya"),
    "cicilan": (*_ALWAYS, "total", "rincian", "cicilan"),
    "pesanan-siap": (*_ALWAYS, "total", "rincian", "dibayar"),
    "kartu": (*_ALWAYS, "tingkat", "hadiah", "berikutnya"),
}


class Texts(NamedTuple):
    """The texts to customers: `others` by their key in OF_MESSAGE, `reminders` by the day from the
    due date on which they are right, negative before it; at least one before it, one for the day
    itself and one after it."""

    reminders: Mapping[int, str]
    others: Mapping[str, str]

    def reminder(self, days: int) -> str:
        """The text for what is so many days late, negative before it is due: the last one up to
        that day, of those on the same side of the due date; before all of them, the first."""
        side = sorted(day for day in self.reminders if side_of(day) == side_of(days))
        return self.reminders[max((day for day in side if day <= days), default=side[0])]


def side_of(days: int) -> int:
    """-1 before the due date, 0 on it, 1 after it."""
    return (days > 0) - (days < 0)


def unknown(template: str, known: tuple[str, ...] = OF_COMPLAINT) -> list[str]:
    """Places in the text that nothing is known for; a brace without its other one is such a
    place."""
    before, *places = template.split("{")
    unfillable = ["}"] if "}" in before else []
    for place in places:
        name, closed, after = place.partition("}")
        unfillable += ["{"] if not closed else [] if name in known else [name]
        unfillable += ["}"] if "}" in after else []
    return unfillable


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; `template` has no others than those of `values`."""
    return "".join(_filled(template, values))


def _filled(template: str, values: Mapping[str, str]) -> Iterator[str]:
    before, *places = template.split("{")
    yield before
    for place in places:
        name, _, after = place.partition("}")
        yield values[name] + after

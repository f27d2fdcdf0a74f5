"""Texts with places to fill in, as the owner writes them: `Pulsa ke {nomor} belum masuk.`"""
import re
from collections.abc import Mapping

# What a text about a complaint can name.
OF_COMPLAINT = ("salam", "konter", "nomor", "produk", "kode", "sku", "operator", "harga", "waktu",
                "tanggal", "jam", "sn", "id", "sampai")
_PLACE = r"\{([^{}]*)\}"


def unknown(template: str, known: tuple[str, ...] = OF_COMPLAINT) -> list[str]:
    """Places in the text that nothing is known for; a brace without its other one is such a
    place."""
    single = re.findall("[{}]", re.sub(_PLACE, "", template))
    return [name for name in re.findall(_PLACE, template) if name not in known] + single


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; `template` has no others than those of `values`."""
    return re.sub(_PLACE, lambda place: values[place[1]], template)

"""Texts with places to fill in, as the owner writes them: `Pulsa ke {nomor} belum masuk.`"""
from collections.abc import Iterator, Mapping

# What a text about a complaint can name.
OF_COMPLAINT = ("salam", "konter", "nomor", "produk", "kode", "sku", "operator", "harga", "waktu",
                "tanggal", "jam", "sn", "id", "sampai")


def unknown(template: str, known: tuple[str, ...] = OF_COMPLAINT) -> list[str]:
    """Places in the text that nothing is known for; a brace without its other one is such a
    place."""
    before, *places = template.split("{")
    found = ["}"] if "}" in before else []
    for place in places:
        name, closed, after = place.partition("}")
        found += ["{"] if not closed else [] if name in known else [name]
        found += ["}"] if "}" in after else []
    return found


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; `template` has no others than those of `values`."""
    return "".join(_filled(template, values))


def _filled(template: str, values: Mapping[str, str]) -> Iterator[str]:
    before, *places = template.split("{")
    yield before
    for place in places:
        name, _, after = place.partition("}")
        yield values[name] + after

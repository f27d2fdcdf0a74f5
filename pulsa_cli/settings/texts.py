"""The texts to customers, `ledger/pesan.yaml`. What a shop does not write itself comes from the
starter's own file."""

import re
from collections.abc import Mapping

from pulsa_cli.core.shop_settings import TEXTS_FILE
from pulsa_cli.core.templates import OF_MESSAGE, Texts, side_of
from pulsa_cli.settings import starter
from pulsa_cli.settings.readers import template_of
from pulsa_cli.settings.spec import Key, Spec

_REMINDERS = "pengingat"
_SHOWN = {
    "kasbon": "saat kasbon dicatat (pulsa jual … -k --pesan)",
    "lunas": "saat semua kasbon dibayar (pulsa hutang bayar … --pesan)",
    "bayar-sebagian": "saat sebagian dibayar (pulsa hutang bayar … --pesan)",
    "cicilan": "menawarkan cicilan (pulsa hutang cicil … --tawarkan)",
    "pesanan-siap": "saat pesanan diisi (pulsa pesanan isi … --pesan)",
    "kartu": "kartu langganan (pulsa kartu cetak … --pesan)",
}


def _text(path: str, name: str, meaning: str) -> Key[str]:
    """A text with the places that it may name."""
    places = ", ".join(f"{{{place}}}" for place in OF_MESSAGE[name])
    return Key(
        path,
        template_of(OF_MESSAGE[name]),
        "",
        accepts=f"teks dengan {places}",
        meaning=meaning,
        default="kata-kata bawaan",
    )


_OTHERS = {name: _text(name, name, meaning) for name, meaning in _SHOWN.items()}
SPEC = Spec(
    TEXTS_FILE,
    "Pesan untuk pelanggan. Yang di dalam { } diisi sendiri oleh pulsa. Tiap kalimat ditulis di "
    "baris-baris sesudah tanda >- dan menjorok.",
    _text(
        f"{_REMINDERS}.*",
        _REMINDERS,
        "pengingat (pulsa ingatkan) sekian hari dari jatuh tempo: -3 = tiga hari sebelumnya. Hari "
        "yang tidak tertulis memakai pesan terdekat di atasnya",
    ),
    *_OTHERS.values(),
)


def load_texts(root: str) -> Texts:
    """Reads pesan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    own, usual = _read(root), _read(starter.source())
    reminders: dict[int, str] = {}
    for side in (-1, 0, 1):
        reminders |= _one_side(*(_of_side(texts.reminders, side) for texts in (own, usual)))
    return Texts(reminders, {**usual.others, **own.others})


def _of_side(reminders: Mapping[int, str], side: int) -> dict[int, str]:
    return {day: text for day, text in reminders.items() if side_of(day) == side}


def _one_side(own: dict[int, str], usual: dict[int, str]) -> dict[int, str]:
    """The reminders on one side of the due date: the shop's own, and the usual ones for days that
    it emptied or that come before its first."""
    written = {day: text for day, text in own.items() if text}
    first = min(written, default=max(usual, default=0) + 1)
    return {day: text for day, text in usual.items() if day < first or day in own} | written


def _read(root: str) -> Texts:
    """What stands in the file of this folder."""
    values = SPEC.read(root)
    reminders = {}
    for day, (line, text) in values.below(_REMINDERS).items():
        if not re.fullmatch(r"0|-?[1-9]\d{0,2}", day, re.A):
            raise values.source.problem(
                line, f"'{day}' seharusnya hari dari jatuh tempo, misalnya -3, 0 atau 7."
            )
        reminders[int(day)] = text
    others = {name: values[key] for name, key in _OTHERS.items()}
    return Texts(reminders, {name: text for name, text in others.items() if text})

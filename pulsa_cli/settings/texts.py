"""The texts to customers, `ledger/pesan.yaml`. What a shop does not write itself comes from the
starter's own file."""

import os
import re
from collections.abc import Mapping

from pulsa_cli.core.shop_settings import TEXTS_FILE
from pulsa_cli.core.templates import OF_MESSAGE, Texts, side_of
from pulsa_cli.ledger import files
from pulsa_cli.settings import starter
from pulsa_cli.settings.readers import template_of
from pulsa_cli.settings.strict_yaml import Each, Source, load

_REMINDERS = "pengingat"
_OTHERS = [name for name in OF_MESSAGE if name != _REMINDERS]


def load_texts(root: str) -> Texts:
    """Reads pesan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    own, usual = _read(root), _read(starter.source())
    reminders: dict[int, str] = {}
    for side in (-1, 0, 1):
        mine = {day: text for day, text in own.reminders.items() if side_of(day) == side}
        first = min((day for day, text in mine.items() if text), default=None)
        reminders |= {
            day: text
            for day, text in usual.reminders.items()
            if side_of(day) == side and (first is None or day < first or day in mine)
        }
        reminders |= {day: text for day, text in mine.items() if text}
    return Texts(reminders, {**usual.others, **own.others})


def _read(root: str) -> Texts:
    """What stands in the file of this folder."""
    source = Source(TEXTS_FILE, files.read(os.path.join(root, TEXTS_FILE)))
    values = load(
        source,
        {
            _REMINDERS: Each(template_of(OF_MESSAGE[_REMINDERS])),
            **{name: template_of(OF_MESSAGE[name]) for name in _OTHERS},
        },
    )
    written: Mapping[str, tuple[int, str]] = values.get(_REMINDERS, {})
    reminders = {}
    for day, (line, text) in written.items():
        if not re.fullmatch(r"0|-?[1-9]\d{0,2}", day, re.A):
            raise source.problem(
                line, f"'{day}' seharusnya hari dari jatuh tempo, misalnya -3, 0 atau 7."
            )
        reminders[int(day)] = text
    return Texts(reminders, {name: values[name] for name in _OTHERS if values.get(name)})

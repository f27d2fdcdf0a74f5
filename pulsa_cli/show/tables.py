"""What `columns` and `lines` give, under the names that some commands still use."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from pulsa_cli.show import columns as shown
from pulsa_cli.show.columns import FORMATS as FORMATS
from pulsa_cli.show.columns import Column
from pulsa_cli.show.lines import broken as broken
from pulsa_cli.show.lines import stacked as stacked

Record = dict[str, Any]


def emit(
    records: list[Record], columns: Iterable[str], form: str, table: Callable[[], str]
) -> None:
    shown.emit(records, _fields(columns), form, table)


def emit_one(record: Record, columns: Iterable[str], form: str) -> str:
    return shown.one(record, _fields(columns), form)


def wrapped(
    rows: list[list[str]],
    headers: list[str],
    columns: int,
    breaking: Sequence[tuple[int, int]],
    right: Sequence[int] = (),
) -> str | None:
    turns = {place: (turn, least) for turn, (place, least) in enumerate(breaking)}
    return shown.table(
        rows,
        [
            Column[Any](heading, str, place in right, turns.get(place))
            for place, heading in enumerate(headers)
        ],
        columns,
    )


def _fields(names: Iterable[str]) -> shown.Fields[Record]:
    return {name: partial(_value, name) for name in names}


def _value(name: str, record: Record) -> Any:
    return record.get(name)

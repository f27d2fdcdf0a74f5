"""YAML read strictly: every scalar is text with its line until a schema types it.

PyYAML's own typing makes 12.0 of `12.000`, 630 of `10:30` and False of `no`, lets a repeated key
win in silence and expands aliases without end (reliability facts §4).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from pulsa_cli.core import text
from pulsa_cli.core.money import Amount, parse
from pulsa_cli.errors import NotUnderstood, WrongUse

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
LARGEST = 256 * 1024  # bytes of a file
_MOST_ENTRIES, _LONGEST_WORD = 1_000, 200
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
# What is noticed only lines below the mistake.
_BEGUN = ("while scanning a quoted scalar", "while scanning a simple key")
# Text that goes on behind a plain value; a comment has a space behind its #.
_CUT = re.compile(r"\s+(#[^\s#].*)")
_MEND = "Betulkan berkas itu, simpan, lalu ulangi."


class Scalar(NamedTuple):
    """Text as written, and its line from 1. `cut` is what stands behind it and was taken for a
    comment although it hardly is one: `#1` without a space."""

    text: str
    line: int
    cut: str = ""


class BadValue(ValueError):
    """Raised by a typed reader: what is wrong with the value, in Indonesian, and the line where
    it is not the value's first."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


Reader = Callable[[Any], Any]


class Each(NamedTuple):
    """A mapping with keys of the owner's choice, each with `fields` below it. Read as a mapping to
    pairs of the key's line and what stands there."""

    fields: "Field"


class Several(NamedTuple):
    """A list of mappings with these fields. Read as a list of pairs of a line and a mapping."""

    fields: "Fields"


# What may stand behind a key: what its reader takes, or more keys.
Field = Reader | Each | Several | Mapping[str, Any]
Fields = Mapping[str, Field]


class Source:
    """A file that people write: its name for messages and its text, to quote a line from. One
    of more than `largest` bytes is refused. A line that is no text is as well, unless `by_line`:
    then `refuse_line` tells."""

    def __init__(
        self, name: str, data: bytes, largest: int = LARGEST, by_line: bool = False
    ) -> None:
        self.name = name
        if len(data) > largest:
            raise NotUnderstood(f"{name}:1", "berkas ini terlalu besar.", _MEND)
        # What is no UTF-8 becomes surrogates, each of which gives its byte back.
        self.text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        self._lines = self.text.split("\n")
        for number, line in enumerate(self._lines, 1):
            if line.startswith(_CONFLICT):
                raise self.problem(number, "tanda bentrok git belum diselesaikan.")
            if not by_line:
                self.refuse_line(number, line)

    def refuse_line(self, number: int, line: str) -> None:
        """Raises NotUnderstood for a line that is no text."""
        if line.isprintable():
            return
        if any("\udc80" <= char <= "\udcff" for char in line):
            raise self.problem(
                number,
                "bukan teks UTF-8.",
                "Simpan ulang berkas itu sebagai UTF-8, lalu ulangi.",
            )
        if any(map(_is_control, line)):
            raise self.problem(number, "ada karakter yang tidak terlihat.")

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, number: int) -> str:
        return self._lines[number - 1]

    def unseen(self, number: int) -> str:
        """What in a line, but for its comment, is not what it looks like; empty where all is."""
        return text.unseen(self.line(number).partition(" #")[0])

    def problem(self, line: int, why: str, fix: str = _MEND) -> NotUnderstood:
        line = min(line, self.count)
        if unseen := self.unseen(line):
            fix = f"Di baris ini ada {unseen}: hapus, lalu ketik lagi yang biasa. {fix}"
        if cut := _CUT.search(self.line(line)):
            fix = (
                f"{cut[1].strip()} terbaca sebagai keterangan: kalau bagian dari isinya, beri "
                f"tanda kutip; kalau keterangan, beri spasi sesudah #. {fix}"
            )
        return NotUnderstood(f"{self.name}:{line}", why, fix, text.clean(self.line(line))[:120])


def _is_control(char: str) -> bool:
    """Is this a character that YAML 1.1 does not allow?"""
    return (
        char < " "
        and char not in "\t\r"
        or "\x7f" <= char < "\xa0"
        and char != "\x85"
        or char in "\ufffe\uffff"
    )


def load(source: Source, fields: Fields) -> dict[str, Any]:
    """The mapping in a file, each key typed by its reader; only keys that stand in the file. One
    with fields of its own gives a mapping, empty where nothing stands behind it.

    A reader takes a Scalar or a list of Scalars and returns the value or raises BadValue. Raises
    NotUnderstood with file and line for anything else than plain, known, single keys.
    """
    try:
        return _mapping(source, fields)
    except yaml.MarkedYAMLError as error:
        begun = error.context in _BEGUN and error.context_mark
        mark = begun or error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if line > 1 and not source.unseen(min(line, source.count)):
            line -= bool(source.unseen(line - 1))  # a mark that hid the colon or indent
        raise source.problem(line, _explain(source, line)) from None
    except (yaml.YAMLError, UnicodeError):
        raise source.problem(1, "isi berkas ini tidak bisa dibaca sebagai YAML.") from None


def _mapping(source: Source, fields: Fields) -> dict[str, Any]:
    # Events, not composed nodes: only they still show anchors, and aliases stay unexpanded.
    events = yaml.parse(source.text, Loader=_LOADER)
    next(events)  # the stream starts
    if isinstance(next(events), yaml.StreamEndEvent):
        return {}
    values = _pairs(source, events, next(events), fields)
    next(events)  # the document ends
    if not isinstance(event := next(events), yaml.StreamEndEvent):
        raise source.problem(_line(event), "tanda --- hanya boleh di baris pertama.")
    return values


def _pairs(
    source: Source, events: Iterator[Any], start: Any, fields: Fields | Each, name: str = ""
) -> dict[str, Any]:
    """The mapping that begins with the event `start`, behind the key `name`."""
    values: dict[str, Any] = {}
    _refuse_marks(source, start)
    if isinstance(start, yaml.ScalarEvent) and not start.value:
        return values
    if not isinstance(start, yaml.MappingStartEvent):
        raise source.problem(_line(start), _no_pairs(fields, name))
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        _refuse_more(source, event, len(values))
        key = _plain(source, events, event)
        if not isinstance(key, Scalar):
            raise source.problem(_line(event), "kunci harus satu kata.")
        if key.text in values:
            raise source.problem(key.line, f"kunci '{key.text}' ditulis dua kali.")
        if isinstance(fields, Each):
            if not text.clean(key.text):
                raise source.problem(key.line, "nama di depan titik dua kosong.")
            values[key.text] = key.line, _value(source, events, fields.fields, key.text)
        elif key.text in fields:
            values[key.text] = _value(source, events, fields[key.text], key.text)
        else:
            raise _unknown(source, key, fields)
    return values


def _unknown(source: Source, key: Scalar, known: Fields) -> NotUnderstood:
    near = text.nearest(key.text, known, 1)
    hint = f"Maksudnya '{near[0]}'? {_MEND}" if near else _MEND
    return source.problem(key.line, f"kunci '{key.text}' tidak dikenal.", hint)


def _no_pairs(fields: Fields | Each, name: str) -> str:
    """What is wrong where keys have to stand, behind the key `name` or in the whole file."""
    if not name:
        return "seharusnya baris-baris 'kunci: nilai'."
    known = () if isinstance(fields, Each) else fields
    keys = f": {', '.join(known)}" if known else ", tiap baris diawali nama dan titik dua"
    return f"{name}: isinya di baris-baris di bawahnya, menjorok{keys}."


def _value(source: Source, events: Iterator[Any], field: Field, key: str) -> Any:
    """What stands behind `key`, read as `field` says."""
    event = next(events)
    if isinstance(field, (Each, Mapping)):
        return _pairs(source, events, event, field, key)
    if isinstance(field, Several):
        return _items(source, events, event, field.fields, key)
    plain = _plain(source, events, event)
    try:
        return field(plain)
    except BadValue as error:
        raise source.problem(error.line or _line(event), f"{key}: {error}") from None


def _items(
    source: Source, events: Iterator[Any], start: Any, fields: Fields, key: str
) -> list[tuple[int, dict[str, Any]]]:
    """The list of mappings that begins with the event `start`; none where nothing stands there."""
    _refuse_marks(source, start)
    if isinstance(start, yaml.ScalarEvent) and not start.value:
        return []
    if not isinstance(start, yaml.SequenceStartEvent):
        raise source.problem(
            _line(start),
            f"{key}: seharusnya daftar, tiap baris dengan tanda minus: - {{{', '.join(fields)}}}",
        )
    mappings = list[tuple[int, dict[str, Any]]]()
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        _refuse_more(source, event, len(mappings))
        mappings.append((_line(event), _pairs(source, events, event, fields, key)))
    return mappings


def _plain(source: Source, events: Iterator[Any], event: Any) -> Any:
    """What begins with `event`: a Scalar, or a list of Scalars."""
    _refuse_marks(source, event)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(source, event)
    if isinstance(event, yaml.MappingStartEvent) and event.flow_style:
        raise source.problem(
            _line(event),
            "seharusnya satu nilai; teks yang diawali { ditulis di "
            "antara tanda kutip, atau di baris bawahnya sesudah >-",
        )
    if not isinstance(event, yaml.SequenceStartEvent):
        raise source.problem(_line(event), "seharusnya satu nilai atau daftar dengan tanda minus.")
    scalars = list[Scalar]()
    while not isinstance(entry := next(events), yaml.SequenceEndEvent):
        _refuse_marks(source, entry)
        _refuse_more(source, entry, len(scalars))
        if not isinstance(entry, yaml.ScalarEvent):
            raise source.problem(_line(entry), "seharusnya satu nilai, bukan daftar.")
        scalars.append(_scalar(source, entry))
    return scalars


def _scalar(source: Source, event: Any) -> Scalar:
    """A plain text that goes on in the next line is refused: list items that stand too far left
    are joined into one by YAML."""
    if not event.style and event.end_mark.line > event.start_mark.line:
        raise source.problem(
            _line(event), "nilai ini bersambung ke baris berikut; periksa lekuk barisnya."
        )
    if any(len(word) > _LONGEST_WORD for word in event.value.split()):
        raise source.problem(_line(event), f"ada kata yang lebih dari {_LONGEST_WORD} huruf.")
    behind = "" if event.style else source.line(event.end_mark.line + 1)[event.end_mark.column :]
    cut = _CUT.match(behind)
    return Scalar(str(event.value), _line(event), cut[1].strip() if cut else "")


def _refuse_marks(source: Source, event: Any) -> None:
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        raise source.problem(
            _line(event),
            "tanda &, * dan ! tidak dipakai di sini. Kalau bagian dari teks, beri tanda kutip.",
        )


def _refuse_more(source: Source, event: Any, count: int) -> None:
    if count >= _MOST_ENTRIES:
        raise source.problem(
            _line(event), f"daftar ini terlalu panjang; paling banyak {_MOST_ENTRIES} isi."
        )


def _explain(source: Source, line: int) -> str:
    if line <= source.count and "\t" in source.line(line):
        return "ada tombol Tab; pakai spasi."
    return "tidak bisa dibaca; periksa titik dua, tanda kutip dan lekuk, di sini dan di atasnya."


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def word(value: Any) -> str:
    """Text in one line."""
    if not isinstance(value, Scalar):
        raise BadValue("seharusnya satu nilai, bukan daftar.")
    return text.clean(value.text)


def phrase(value: Any) -> str:
    """Text in one line, such as a name, of which nothing was taken for a comment."""
    _refuse_cut(value)
    return word(value)


def phrases(value: Any) -> list[str]:
    """A list of these."""
    for scalar in [value] if isinstance(value, Scalar) else value:
        _refuse_cut(scalar)
    return words(value)


def _refuse_cut(value: Any) -> None:
    if isinstance(value, Scalar) and value.cut:
        whole = f"{value.text} {value.cut}".strip()
        raise BadValue(f"terbaca '{value.text}' saja. Mungkin maksudnya \"{whole}\"?", value.line)


def words(value: Any) -> list[str]:
    """A list of words; one word alone counts as a list of one."""
    accepted: list[str] = []
    for scalar in [value] if isinstance(value, Scalar) else value:
        if not word(scalar):
            raise BadValue("ada isi daftar yang kosong.", scalar.line)
        if word(scalar).casefold() in map(str.casefold, accepted):
            raise BadValue(f"'{word(scalar)}' ditulis dua kali.", scalar.line)
        accepted.append(word(scalar))
    return accepted


def amount(written: str) -> Amount:
    """An amount of money as people write it."""
    try:
        return parse(written)
    except WrongUse as error:
        raise BadValue(str(error)) from None


def located(value: Any) -> Scalar:
    """Text in one line, with its line, for what can only be judged with the rest of the file."""
    return Scalar(phrase(value), value.line)


def lines(value: Any) -> str:
    """Text that may have several lines; none is empty at the end."""
    if not isinstance(value, Scalar):
        raise BadValue("seharusnya satu teks, bukan daftar.")
    _refuse_cut(value)
    return "\n".join(map(text.clean, value.text.split("\n"))).strip()


def each_of(*allowed: str) -> Reader:
    """A reader for a list of these words, which may be empty."""

    def read(value: Any) -> list[str]:
        if isinstance(value, Scalar) and not word(value):
            return []
        words(value)
        return [
            one_of(*allowed)(scalar) for scalar in ([value] if isinstance(value, Scalar) else value)
        ]

    return read


def one_of(*allowed: str) -> Reader:
    """A reader for one of these words, capitals as in the list."""

    def read(value: Any) -> str:
        given = word(value)
        for choice in allowed:
            if given.casefold() == choice.casefold():
                return choice
        raise BadValue(f"'{given}' tidak dikenal; pilih {', '.join(allowed)}.")

    return read

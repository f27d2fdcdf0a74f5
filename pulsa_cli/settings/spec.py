"""One specification a file of the owner: each key with its reader, its default and what it means.
The file is read by it, and the page of the docs (`docs/pengaturan.md`) is made from it."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from pulsa_cli.ledger import files
from pulsa_cli.settings.strict_yaml import LARGEST, Each, Field, Source, load

T = TypeVar("T")
ANY_NAME = "*"  # in a path: names of the owner's choice


class Key(Generic[T]):
    """A key of a YAML file. `path` has the keys above it, with dots; `read` types what stands
    there, `usual` counts where the key is not written. For the docs, in Indonesian: what may be
    written, what it means, and what counts where nothing is."""

    def __init__(
        self,
        path: str,
        read: Callable[[Any], T],
        usual: T,
        *,
        accepts: str,
        meaning: str,
        default: str = "",
    ) -> None:
        self.path, self.read, self.usual = path, read, usual
        self.accepts, self.meaning, self.default = accepts, meaning, default


class Column(NamedTuple):
    """A column of a table that the owner edits; as a Key for the docs."""

    path: str
    accepts: str
    meaning: str
    default: str = ""
    required: bool = False


class Values:
    """What stands in a file, or below one name in it; asked for by keys."""

    def __init__(self, source: Source, values: dict[str, Any], above: str = "") -> None:
        self.source, self._values, self._above = source, values, above

    def __contains__(self, key: Key[Any]) -> bool:
        return self._below(key)[1]

    def __getitem__(self, key: Key[T]) -> T:
        value, written = self._below(key)
        return value if written else key.usual

    def _below(self, key: Key[Any]) -> tuple[Any, bool]:
        """What stands there, and whether anything does."""
        value: Any = self._values
        for name in key.path.removeprefix(self._above).split("."):
            if name not in value:
                return None, False
            value = value[name]
        return value, True

    def below(self, above: str) -> Mapping[str, tuple[int, Any]]:
        """The owner's names below a key, each with its line and what stands there."""
        names: Mapping[str, tuple[int, Any]] = self._values.get(above, {})
        return names

    def named(self, above: str) -> Iterator[tuple[str, int, "Values"]]:
        """The same, where keys stand below each name."""
        for name, (line, values) in self.below(above).items():
            yield name, line, Values(self.source, values, f"{above}.{ANY_NAME}.")


class Spec:
    """A YAML file in the shop folder: its path, what it is for (docs), and its keys."""

    def __init__(self, path: str, about: str, *keys: Key[Any]) -> None:
        self.path, self.about, self.keys = path, about, keys

    def read(self, root: str) -> Values:
        """What stands in the file of the shop at `root`; nothing where there is none. Raises
        NotUnderstood with file and line."""
        source = Source(self.path, files.read(os.path.join(root, self.path), LARGEST + 1))
        tree: dict[str, Any] = {}
        for key in self.keys:
            branch = tree
            *above, last = key.path.split(".")
            for name in above:
                branch = branch.setdefault(name, {})
            branch[last] = key.read
        return Values(source, load(source, {name: _field(below) for name, below in tree.items()}))


def _field(tree: Any) -> Field:
    """What strict_yaml reads: a reader, the keys below a key, or any names below it."""
    if not isinstance(tree, dict):
        reader: Field = tree
        return reader
    if ANY_NAME in tree:
        return Each(_field(tree[ANY_NAME]))
    return {name: _field(below) for name, below in tree.items()}


class TableSpec(NamedTuple):
    """A CSV file in the shop folder, likewise."""

    path: str
    about: str
    keys: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.path for column in self.keys if column.required)

"""Text in lines that fit a screen, measured in the columns that it takes there."""

from collections.abc import Iterable, Iterator

NARROW = 60  # columns; below, what would be a row of a table takes several lines
JOIN = "\x1f"  # stands for a space inside a code, where no line may be broken
_MARKS = "\u0300"  # below, every letter takes one column


def width(text: str) -> int:
    """Columns that a text takes on a terminal; an emoji takes two."""
    if not text or max(text) < _MARKS:
        return len(text)
    from wcwidth import wcswidth  # tabulate's own measure; costs a third of a sale to import

    return max(wcswidth(text), 0)


def widest(text: str) -> int:
    """Columns that the widest line of a text takes."""
    return max(map(width, text.split("\n")))


def broken(text: str, most: int) -> str:
    """Lines of at most `most` columns, between words where that is possible."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(f"{lines[-1]} {word}") > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        if width(lines[-1]) > most:
            lines[-1:] = _pieces(lines[-1], most)
    return "\n".join(lines)


def _pieces(word: str, most: int) -> Iterator[str]:
    """A word of any length, cut to fit."""
    start = 0
    while start < len(word):
        # A letter may take no column at all, but not each does.
        end = min(start + 2 * most, len(word))
        while width(word[start:end]) > most and end > start + 1:
            end -= 1
        yield word[start:end]
        start = end


def folded(text: str, columns: int) -> str:
    """Lines broken between words; what follows the first is set in behind its mark."""
    lines = []
    for line in text.split("\n"):
        if width(line) > columns:
            start = len(line) - len(line.lstrip(" "))
            start += 2 if line[start : start + 2] in ("- ", "* ") else 0
            below = broken(line[start:], max(columns - max(start, 2), 1))
            line = line[:start] + below.replace("\n", "\n" + " " * max(start, 2))
        lines.append(line)
    return "\n".join(lines)


def stacked(head: str, lines: Iterable[str], columns: int) -> str:
    """A record for a narrow screen: its head, and below it, indented, the lines that say
    something."""
    below = [broken(line, columns - 2).replace("\n", "\n  ") for line in lines if line]
    return "\n  ".join([broken(head, columns), *below])


def labelled(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """`Nomor:       0812-3456-7890`: a line each for those that say something."""
    return [f"{name + ':':<12} {said}" for name, said in pairs if said]


def named(*pairs: tuple[str, str]) -> list[str]:
    """`kasbon 30.000`: name and value of those that say something."""
    return [f"{name} {said}" for name, said in pairs if said]


def fitted(lines: Iterable[str], columns: int, indent: str = "", hanging: str = "  ") -> str:
    """Lines in `columns` columns, broken between words and never inside a code or number; what
    goes on is set in by `hanging` more."""
    import textwrap  # only for what is long

    wrap = textwrap.TextWrapper(
        columns,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    wrapped = [line for text in lines for line in (wrap.wrap(text) or [""])]
    return "\n".join(wrapped).replace(JOIN, " ")

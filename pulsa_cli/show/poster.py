"""The policy as a sheet for the wall by the cashier: one A4 page of HTML that needs nothing
else."""

from collections.abc import Sequence
from html import escape

from pulsa_cli.core.policy import Policy
from pulsa_cli.show.policy import AGREED, Section, sections

MARK = '<meta name="generator" content="pulsa kebijakan">'  # tells it from other people's files
_LARGEST, _SMALLEST = 32.0, 12.0  # points; from 22 on read easily from two metres
_WIDTH, _HEIGHT = 188 / 0.353, 268 / 0.353  # points to fill: A4 without margins and foot
_LETTER = 0.5  # average width, measured in Liberation Sans, which is as wide as Arial
_LINE = 1.24
_PAGE = """\
<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
{mark}
<title>Aturan kasbon {name}</title>
<style>
@page {{ size: A4 portrait; margin: 0 }}
* {{ box-sizing: border-box; margin: 0; padding: 0 }}
body {{ width: 210mm; height: 296mm; padding: 9mm 11mm; overflow: hidden; background: #fff;
  color: #111; font: {size}pt/{line} "Liberation Sans", Arial, Helvetica, sans-serif;
  display: flex; flex-direction: column; justify-content: space-between;
  overflow-wrap: anywhere }}
h1 {{ font-size: 1.75em; line-height: 1.1; padding-bottom: 3mm; border-bottom: 1.6mm solid #111 }}
h1 small {{ display: block; font-size: .6em; font-weight: normal }}
h2 {{ font-size: 1em; color: #0b4f8a }}
li {{ margin-left: 1.1em }}
footer {{ font-size: 14pt; border-top: .4mm solid #777; padding-top: 2mm }}
</style>
</head>
<body>
<h1><small>Aturan kasbon</small>{name}</h1>
{sections}
<footer>{foot}</footer>
</body>
</html>
"""


def page(
    name: str, contact: str, policy: Policy, methods: Sequence[str], card: Sequence[str]
) -> str:
    """The sheet as HTML: shop name, the policy's sentences, and whom to ask. The more there is to
    say, the smaller the letters."""
    parts = sections(policy, methods, card)
    size = _LARGEST
    while size > _SMALLEST and _height(name, parts, size) > _HEIGHT:
        size -= 0.5
    foot = f"{AGREED} Terima kasih sudah membayar tepat waktu."
    return _PAGE.format(
        mark=MARK,
        name=escape(name),
        size=size,
        line=_LINE,
        sections="\n".join(map(_section, parts)),
        foot=escape(f"{foot} Pertanyaan: {contact}" if contact else foot),
    )


def _height(name: str, parts: Sequence[Section], size: float) -> float:
    """Points that the sheet will take at this size of letters."""
    letters = _WIDTH / (size * _LETTER)  # in a line
    lines = 0.6 + 1.75 * -(-len(name) * 1.75 // letters)
    for part in parts:
        lines += -(-len(part.heading) // letters) + 0.25  # and the space above it
        lines += sum(-(-len(sentence) // (letters - 2)) for sentence in part.sentences)
    return lines * size * _LINE


def _section(section: Section) -> str:
    items = "\n".join(f"<li>{escape(sentence)}</li>" for sentence in section.sentences)
    return f"<section>\n<h2>{escape(section.heading)}</h2>\n<ul>\n{items}\n</ul>\n</section>"

"""Lines of ledger files are read in two ways, many at a time or each by itself; both take the same
rows, which are those that the csv module finds."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.drawn import ROWS, some
from helpers.index import assert_true
from helpers.ledgers import BOM, PARTS, ended, path_of, sealed, trade
from helpers.oracle import understood
from helpers.sizes import tries
from pulsa_cli.core.schema import TABLES
from pulsa_cli.ledger.reading import Reader
from pulsa_cli.shop import Shop

LONG = 40_000  # bytes: more lines are read in the fast way
ODD = {
    "waktu": some(
        "2024-02-29T10:00:00+07:00",
        "2026-02-29T10:00:00+07:00",
        "2026-11-21T10:00:00+09:00",
        "2026-11-21 10:00:00+07:00",
        "2026-11-21T10:00:00.5+07:00",
        "2026-11-21T24:00:00+07:00",
        "2026-11-21T10:00:00",
        "1999-11-21T10:00:00+07:00",
        "2026-13-21T10:00:00+07:00",
        "",
    ),
    "tempo": some("2024-02-29", "2026-02-29", "2026-11-31", "besok", "2026-1-1"),
    "cicilan": some("2024-02-29=1 2026-12-01=2", "2026-02-29=1", "2026-12-01", "=5"),
    "nomor": some("0812 3456", "+62", "-", "٣", "0812-3456-7890 0812-3456-7891", "0812  1"),
    "ref": some("A-261121-J1", "A-261121-J123456", "a-261121-J001", "ABCD-261121-J001"),
    "pelanggan": some("Budi", "A-261121-P00001"),
    "jumlah": some("-1", "1.000", "1234567890123"),
    "dibayar": some("5e3", "٣", "1234567890123"),
    "status": some("gagal", "Sukses"),
    "jenis": some("", "jual ", "bayar", "JUAL"),
    "batas": some("-", "--", "1234567890"),
    "id": some("", "A-261121-J1", "AB-261121-J00001", "A-2611210-J001"),
    "nama": some("é", "\u202e", "a\tb", "\x7f", "\x1b[31m", "a\rb", "  ", "'", '"', "\xa0"),
    "catatan": some('kata, "kutip"', '"', "a,b", "\x00", "💳", "\\", "a\x0bb", "\x85"),
    "lokasi": some("é", "\x1b", ","),
}
# What happens to a line after it was written, or stands in place of one.
HURT = (
    lambda line: line,
    lambda line: line + b"\r",
    lambda line: b"\r" + line,
    lambda line: line[:-1],
    lambda line: line[1:],
    lambda line: line + b" ",
    lambda line: line[:-1] + b"a",
    lambda line: line.upper(),
    lambda line: line + b"\r\r",
    lambda line: b'"' + line,
    lambda line: line.replace(b",", b",,", 1),
    lambda line: b"",
    lambda line: b"\r",
    lambda line: BOM + line,
    lambda line: b"\xff" + line,
    lambda line: line + b"\n" + line,
    lambda line: line.replace(b",", b";"),
    lambda line: b"=======",
    lambda line: line + b"," + b"a" * 6,
)


@st.composite
def ledger_files(draw):
    """A table, a header, and a file: how it starts, and its lines, full of oddities; most have
    fitting check letters, whatever is in them."""
    table = TABLES[draw(some(*TABLES))]
    columns = PARTS[table.name][draw(some("", ".2", ".3"))]
    header, lines = ",".join(columns).encode(), []
    rows = st.fixed_dictionaries(
        {
            "row": ROWS[table.name],
            "odd": st.lists(some(*(name for name in ODD if name in columns)), max_size=2),
            "hurt": some(*(0,) * 20, *range(len(HURT))),
        }
    )
    for number, drawn in enumerate(draw(st.lists(rows, max_size=12))):
        row = {"id": f"A-261121-{table.letter}{number:03}", **drawn["row"]}
        row |= {name: draw(ODD[name]) for name in drawn["odd"]}
        lines.append(HURT[drawn["hurt"]](sealed(columns, row)))
    start = draw(some(b"", b"", BOM)) + header + draw(some(b"\n", b"\r\n"))
    return table, header, start, b"\n".join(lines) + draw(some(b"\n", b"", b"\n\n", b"\r"))


def taken(reader, start, before, lines, after=b""):
    """What a reader takes for rows in these lines, and what it complains of, each by its place
    among them; `before` and `after` are empty lines."""
    complaints, first = [], len(start + before)
    rows = reader.lines(
        start + before + lines + after,
        len(start),
        lambda place, *said: complaints.append((place - first, *said)),
    )
    return [(place - first, *row) for place, *row in rows], complaints


@settings(max_examples=tries(60, 300))
@given(ledger_files())
def test_the_fast_and_the_slow_way_to_read_lines_take_the_same_rows(drawn):
    table, header, start, lines = drawn
    wanted = ("id", "waktu", "ref", "nomor", "dari", "sn")
    reader = Reader(table, header, wanted)
    slow = taken(reader, start, b"", lines)
    blank = b"\r" * LONG
    assert taken(reader, start, blank + b"\n", lines) == slow
    assert taken(reader, start, b"", lines, b"\n" + blank) == slow
    columns = reader.columns
    rows = [understood(table, header, columns, text.rstrip(b"\r")) for text in lines.split(b"\n")]
    assert [reader.row(text) for _, text, _ in slow[0]] == [row for row in rows if row]
    assert [[cell.decode() for cell in cells] for *_, cells in slow[0]] == [
        [row.get(name, "") if name in columns else "" for name in wanted] for row in rows if row
    ]


def test_a_long_file_says_the_same_as_a_short_one(root):
    count, note = tries(40, 300), tries(1_000, 0)
    trade(root, 0, count, note=note)
    path = path_of(root, ("jual", "2026-11", "B", ""))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[20:20] = [b"\n", b"torn\n", lines[7].replace(b",", b";"), ended(lines[8], b"\r\n")]
    path.write_bytes(b"".join(lines))
    size = path.stat().st_size
    assert size > LONG
    shop = Shop(str(root))
    assert_true(shop)
    trade(root, count, 2 * count, note=note)
    assert path.stat().st_size > size + LONG
    assert_true(shop)


def test_a_wrong_row_in_a_long_file_is_named_and_does_not_count(konter):
    for number in range(3):
        konter.run("jual", f"08123456789{number}", "10")
    head, first, second, third = konter.file().read_bytes().splitlines(keepends=True)
    wrong = second.replace(b",12000,", b",21000,")
    assert wrong != second
    konter.file().write_bytes(head + first + wrong + third + b"\r" * LONG + b"\n")
    said = konter.run("transaksi", "list", "--format", "json", code=3)
    assert [sale["nomor"][-1] for sale in json.loads(said.out)] == ["0", "2"]
    assert "jual/2026-11.A.csv:3" in said.err

"""Tables that the owner edits by hand: `ledger/produk.csv` and `ledger/prefiks.csv`.

A file keeps its form when a line is changed.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Collection

from pulsa_cli.core.phone import USUAL_LENGTHS, Prefix, Prefixes
from pulsa_cli.core.products import (
    CREDIT,
    DATA,
    KINDS,
    BadRow,
    PriceList,
    Product,
    denomination,
)
from pulsa_cli.core.shop_settings import PREFIXES_FILE, PRODUCTS_FILE
from pulsa_cli.core.text import inert, key, nearest
from pulsa_cli.core.words import AGAIN
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.ledger import files
from pulsa_cli.settings import hand_table
from pulsa_cli.settings.hand_table import HandTable, money_cell
from pulsa_cli.settings.spec import Column, TableSpec
from pulsa_cli.settings.strict_yaml import LARGEST, Source

PRODUCTS = TableSpec(
    PRODUCTS_FILE,
    "Daftar harga. Satu produk satu baris; urutannya bebas.",
    (
        Column(
            "kode",
            "teks",
            "yang diketik saat menjual, sesukanya asal tidak sama, bukan angka saja dan bukan cara "
            "bayar; huruf besar, spasi dan tanda hubung tidak dibedakan",
            required=True,
        ),
        Column(
            "operator",
            "teks",
            "seperti di prefiks.csv; untuk token dan dompet digital nama penyedianya",
            required=True,
        ),
        Column("jenis", ", ".join(KINDS), "jenis produk", required=True),
        Column("nama", "teks", "nama produk", required=True),
        Column(
            "nominal",
            "10000, 10.000, 10rb",
            'isi dalam rupiah; supaya "pulsa jual 0812… 10" menemukan Pulsa 10.000',
            "hanya ditemukan dengan kodenya",
        ),
        Column(
            "modal",
            "10750, 10.750",
            "harga beli dari pemasok",
            "belum diketahui; untungnya tidak dihitung",
        ),
        Column(
            "harga",
            "12000, 12.000, 12rb",
            "harga jual",
            "harus disebut saat menjual (--harga)",
            required=True,
        ),
        Column("aktif", "ya, tidak", "tidak = sedang tidak dijual", "ya"),
        Column(
            "sku",
            "teks",
            "kode produk itu di aplikasi pemasok, untuk keluhan",
            "kode itu sendiri",
        ),
    ),
)
PREFIXES = TableSpec(
    PREFIXES_FILE,
    "Awalan nomor HP dan operatornya. Awalan terpanjang yang cocok yang dipakai.",
    (
        Column("prefix", "angka yang mulai dengan 08", "awalan nomor", required=True),
        Column(
            "operator",
            "teks",
            'seperti di produk.csv; "A/B" = nomornya saja tidak cukup untuk tahu',
            required=True,
        ),
        Column("merek", "teks", "nama kartunya", "tidak ada", required=True),
        Column(
            "panjang",
            "12, 10-12",
            "jumlah angka yang biasa; di luar itu pulsa mengingatkan saja",
            f"{USUAL_LENGTHS[0]}-{USUAL_LENGTHS[-1]}",
        ),
    ),
)
_KIND_BY_KEY = {key(kind): kind for kind in KINDS}
_YES_NO = {"ya": True, "y": True, "": True, "tidak": False, "t": False}


def _open(root: str, name: str, required: tuple[str, ...]) -> HandTable:
    if not os.path.exists(os.path.join(root, name)):
        raise NotUnderstood(
            f"{name}:1",
            "berkas ini tidak ada.",
            "Kembalikan berkasnya, lalu ulangi; contohnya dibuat oleh pulsa init di folder lain.",
        )
    source = Source(name, files.read(os.path.join(root, name), LARGEST + 1), by_line=True)
    return hand_table.parse(source, required)


def load_prefixes(root: str) -> Prefixes:
    """Reads prefiks.csv. Raises NotUnderstood with file and line."""
    table = _open(root, PREFIXES_FILE, PREFIXES.required)
    rows: dict[str, Prefix] = {}
    for number, cells in table.rows():
        prefix = cells["prefix"]
        if prefix.startswith("8"):
            prefix = "0" + prefix  # a spreadsheet drops the zero
        if not (prefix.isascii() and prefix.isdigit() and prefix.startswith("08")):
            raise table.source.problem(
                number, f"prefix '{prefix}' harus angka yang mulai dengan 08."
            )
        if prefix in rows:
            raise table.source.problem(number, f"prefix {prefix} ditulis dua kali.")
        operators = tuple(filter(None, map(str.strip, cells["operator"].split("/"))))
        if not operators:
            raise table.source.problem(number, "kolom operator kosong.")
        rows[prefix] = Prefix(
            prefix, operators, cells["merek"], _lengths(table, number, cells.get("panjang", ""))
        )
    return Prefixes(rows.values())


def _lengths(table: HandTable, number: int, cell: str) -> tuple[int, ...]:
    if not cell:
        return ()
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", cell, re.A)
    if not match:
        raise table.source.problem(number, f"panjang '{cell}' seharusnya seperti 12 atau 10-12.")
    return tuple(range(int(match[1]), int(match[2] or match[1]) + 1))


def load_products(
    root: str, operators: Collection[str], is_method: Callable[[str], bool]
) -> PriceList:
    """Reads produk.csv; what is for a phone has to be of one of `operators`, those of prefiks.csv,
    and no code may be a way to pay. A row that can't be understood stops only its product. Raises
    NotUnderstood with file and line where the table as such can't be read."""
    table = _open(root, PRODUCTS_FILE, PRODUCTS.required)
    known = {key(operator): operator for operator in operators}
    products: dict[int, Product] = {}
    problems: dict[int, NotUnderstood] = {}
    codes: dict[str, list[int]] = {}
    for number in table.numbers():
        try:
            products[number] = _product(table, number, table.cells(number), known)
            _refuse_other_meaning(table, number, products[number].code, is_method)
        except NotUnderstood as problem:
            problems[number] = problem
        codes.setdefault(key(table.guessed(number)["kode"]), []).append(number)
    for numbers in codes.values():
        for number in numbers if len(numbers) > 1 else ():
            others = ", ".join(str(other) for other in numbers if other != number)
            twice = (
                f"kode {table.guessed(number)['kode']} ditulis dua kali, juga di baris {others}."
            )
            problems.setdefault(number, table.source.problem(number, twice))
    bad = [_bad(table, number, problem, known) for number, problem in sorted(problems.items())]
    return PriceList([good for line, good in products.items() if line not in problems], bad)


def _refuse_other_meaning(
    table: HandTable, number: int, code: str, is_method: Callable[[str], bool]
) -> None:
    """Raises NotUnderstood for a code that is typed for something else: it would sell this product
    where that was meant."""
    if denomination(code):
        why = f"kode '{code}' juga berarti nominal. Beri huruf, misalnya P{code}."
    elif is_method(code) or code.casefold() == AGAIN:
        why = f"kode '{code}' juga dipakai sesudah produk (cara bayar, lagi). Ganti kodenya."
    else:
        return
    raise table.source.problem(number, why)


def _bad(
    table: HandTable, number: int, problem: NotUnderstood, operators: dict[str, str]
) -> BadRow:
    """What can be told of a row that can't be understood."""
    cells = table.guessed(number)
    kind, operator = key(cells["jenis"]), key(cells["operator"])
    near = nearest(kind, KINDS, 1) if kind else []
    # Nothing is told of a kind like none of these: the owner may have kinds of his own.
    likely = _KIND_BY_KEY.get(kind, near[0] if near else cells["jenis"].casefold())
    if operator and likely in (CREDIT, DATA) and operator not in operators:
        operator = next(iter(nearest(operator, operators, 1)), "")
    return BadRow(
        code=cells["kode"],
        operator=operators.get(operator, operator),
        kind=likely,
        nominal=_nominal(table, number, cells),
        active=_YES_NO.get(cells.get("aktif", "").casefold(), True),
        where=problem.where,
        why=problem.why,
        fix=problem.fix,
        line=problem.line,
    )


def _nominal(table: HandTable, number: int, cells: dict[str, str]) -> int | None:
    """The nominal of a row that can't be understood: 0 = it has none, None = nobody can tell."""
    try:
        cells = table.cells(number)
    except NotUnderstood:  # it may stand in another column
        return None
    cell = cells.get("nominal", "")
    return denomination(cell) if cell else 0


def _product(
    table: HandTable, number: int, cells: dict[str, str], operators: dict[str, str]
) -> Product:
    for column in ("kode", "operator", "jenis", "nama"):
        if not key(cells[column]):
            raise table.source.problem(number, f"kolom {column} kosong.")
    active = cells.get("aktif", "").casefold()
    if active not in _YES_NO:
        raise table.source.problem(number, f"aktif '{cells['aktif']}' seharusnya ya atau tidak.")
    nominal, cost, price = (
        money_cell(table, number, column, cells.get(column, ""))
        for column in ("nominal", "modal", "harga")
    )
    kind = _KIND_BY_KEY.get(key(cells["jenis"]), cells["jenis"].casefold())
    if kind not in KINDS and (near := nearest(kind, KINDS, 1, least=0.75)):
        raise table.source.problem(
            number, f"jenis '{cells['jenis']}' tidak dikenal. Maksudnya {near[0]}?"
        )
    if kind in (CREDIT, DATA) and key(cells["operator"]) not in operators:
        raise table.source.problem(
            number,
            f"operator '{cells['operator']}' tidak ada di {PREFIXES_FILE}. "
            f"Yang ada: {', '.join(sorted(operators.values()))}.",
        )
    return Product(
        code=inert(cells["kode"]),
        operator=inert(cells["operator"]),
        kind=kind,
        name=inert(cells["nama"]),
        nominal=nominal,
        cost=cost,
        price=price,
        active=_YES_NO[active],
        sku=cells.get("sku", ""),
    )


def set_price(root: str, code: str, price: int, cost: int | None) -> None:
    """Changes price (and cost, unless None), in rupiah, in this product's line; every other byte
    of the file stays. The caller holds the lock. Raises Refused for an unknown code."""
    table = _open(root, PRODUCTS_FILE, ("kode", "harga"))
    lines = (line for line in table.numbers() if key(table.guessed(line)["kode"]) == key(code))
    number = next(lines, None)
    if number is None:
        raise Refused(f"Produk '{code}' tidak ada di {PRODUCTS_FILE}.")
    if cost is not None and "modal" not in table.columns:
        raise Refused(f"Kolom modal tidak ada di {PRODUCTS_FILE}; tambahkan di baris judulnya.")
    values = table.split(number)
    values += [""] * (len(table.columns) - len(values))
    values[table.columns.index("harga")] = str(price)
    if cost is not None:
        values[table.columns.index("modal")] = str(cost)
    out = io.StringIO()
    csv.writer(out, delimiter=table.separator, lineterminator="").writerow(values)
    line_end = "\r" if table.lines[number - 1].endswith("\r") else ""
    table.lines[number - 1] = out.getvalue() + line_end
    path = os.path.join(root, PRODUCTS_FILE)
    mark = b"\xef\xbb\xbf" if files.read(path).startswith(b"\xef\xbb\xbf") else b""
    files.replace(
        path, mark + "\n".join(table.lines).encode("utf-8", "surrogateescape"), by_hand=True
    )

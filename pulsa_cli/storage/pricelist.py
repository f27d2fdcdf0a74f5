"""Tables that the owner edits by hand: `ledger/produk.csv` and `ledger/prefiks.csv`.

Lines that begin with `#` are comments. A file saved by a spreadsheet (semicolons, `\r\n`, a byte
order mark) is read as it is and keeps its form when a line is changed.
"""
import csv
import io
import os
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pulsa_cli.core import money
from pulsa_cli.core.phone import Prefix, Prefixes
from pulsa_cli.core.products import CREDIT, DATA, KINDS, PriceList, Product
from pulsa_cli.core.text import clean, key, nearest
from pulsa_cli.errors import NotUnderstood, Refused, WrongUse
from pulsa_cli.storage import files
from pulsa_cli.storage.strict_yaml import Source

PRODUCTS = os.path.join("ledger", "produk.csv")
PREFIXES = os.path.join("ledger", "prefiks.csv")
_KIND_BY_KEY = {key(kind): kind for kind in KINDS}
_YES_NO = {"ya": True, "y": True, "": True, "tidak": False, "t": False}


class _Line(NamedTuple):
    number: int
    cells: dict[str, str]


class _Table(NamedTuple):
    source: Source
    separator: str
    columns: list[str]
    lines: list[str]

    def rows(self) -> Iterator[_Line]:
        """The rows under the header, each with its line number. Raises NotUnderstood."""
        past_header = False
        for number, line in enumerate(self.lines, 1):
            if _is_comment(line):
                continue
            if not past_header:
                past_header = True
                continue
            cells = [clean(cell) for cell in self.split(number)]
            if len(cells) > len(self.columns) and any(cells[len(self.columns):]):
                raise self.source.problem(number, f"ada {len(cells)} kolom, seharusnya "
                                                  f"{len(self.columns)}.")
            yield _Line(number, dict(zip(self.columns, cells + [""] * len(self.columns))))

    def split(self, number: int) -> list[str]:
        """The cells of a line as they are written."""
        try:
            return next(csv.reader([self.lines[number - 1].rstrip("\r")], strict=True,
                                   delimiter=self.separator, skipinitialspace=True))
        except csv.Error:
            raise self.source.problem(number, "tanda kutip di baris ini tidak berpasangan.") \
                from None


def _is_comment(line: str) -> bool:
    # A spreadsheet puts quotes around a comment and fills the row up with separators.
    return not line.strip("\r\n\t ;,") or line.lstrip("\" ").startswith("#")


def _open(root: str, name: str, required: tuple[str, ...]) -> _Table:
    if not os.path.exists(os.path.join(root, name)):
        raise NotUnderstood(f"{name}:1", "berkas ini tidak ada.", "Kembalikan berkasnya, lalu "
                            "ulangi; contohnya dibuat oleh pulsa init di folder lain.")
    source = Source(name, files.read(os.path.join(root, name)))
    lines = source.text.split("\n")
    number = next((place for place, line in enumerate(lines, 1) if not _is_comment(line)), 0)
    header = lines[number - 1] if number else ""
    separator = ";" if header.count(";") > header.count(",") else ","
    table = _Table(source, separator, [], lines)
    columns = [clean(cell) for cell in table.split(number)] if number else []
    if missing := [column for column in required if column not in columns]:
        raise source.problem(number or 1, f"kolom {', '.join(missing)} tidak ada di baris judul.",
                             f"Baris judulnya: {','.join(required)}")
    named = [column for column in columns if column]  # a spreadsheet may add unnamed ones
    if len(set(named)) < len(named):
        raise source.problem(number, "ada nama kolom yang ditulis dua kali.")
    return table._replace(columns=columns)


def load_prefixes(root: str) -> Prefixes:
    """Reads prefiks.csv. Raises NotUnderstood with file and line."""
    table = _open(root, PREFIXES, ("prefix", "operator", "merek"))
    rows: dict[str, Prefix] = {}
    for number, cells in table.rows():
        prefix = cells["prefix"]
        if prefix.startswith("8"):
            prefix = "0" + prefix  # a spreadsheet drops the zero
        if not (prefix.isascii() and prefix.isdigit() and prefix.startswith("08")):
            raise table.source.problem(number, f"prefix '{prefix}' harus angka yang mulai dengan "
                                               "08.")
        if prefix in rows:
            raise table.source.problem(number, f"prefix {prefix} ditulis dua kali.")
        operators = tuple(filter(None, map(str.strip, cells["operator"].split("/"))))
        if not operators:
            raise table.source.problem(number, "kolom operator kosong.")
        rows[prefix] = Prefix(prefix, operators, cells["merek"],
                              _lengths(table, number, cells.get("panjang", "")))
    return Prefixes(rows.values())


def _lengths(table: _Table, number: int, cell: str) -> tuple[int, ...]:
    if not cell:
        return ()
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", cell, re.A)
    if not match:
        raise table.source.problem(number, f"panjang '{cell}' seharusnya seperti 12 atau 10-12.")
    return tuple(range(int(match[1]), int(match[2] or match[1]) + 1))


def load_products(root: str, operators: Collection[str]) -> PriceList:
    """Reads produk.csv; what is for a phone has to be of one of `operators`, those of
    prefiks.csv. Raises NotUnderstood with file and line."""
    table = _open(root, PRODUCTS, ("kode", "operator", "jenis", "nama", "harga"))
    known = {key(operator): operator for operator in operators}
    products: dict[str, Product] = {}
    for number, cells in table.rows():
        product = _product(table, number, cells, known)
        if key(product.code) in products:
            raise table.source.problem(number, f"kode {product.code} ditulis dua kali.")
        products[key(product.code)] = product
    return PriceList(products.values())


def _product(table: _Table, number: int, cells: dict[str, str],
             operators: dict[str, str]) -> Product:
    for column in ("kode", "operator", "jenis", "nama"):
        if not key(cells[column]):
            raise table.source.problem(number, f"kolom {column} kosong.")
    active = cells.get("aktif", "").casefold()
    if active not in _YES_NO:
        raise table.source.problem(number, f"aktif '{cells['aktif']}' seharusnya ya atau tidak.")
    nominal, cost, price = (_money(table, number, column, cells.get(column, ""))
                            for column in ("nominal", "modal", "harga"))
    kind = _KIND_BY_KEY.get(key(cells["jenis"]), cells["jenis"].casefold())
    if kind not in KINDS and (near := nearest(kind, KINDS, 1, least=0.75)):
        raise table.source.problem(number, f"jenis '{cells['jenis']}' tidak dikenal. "
                                           f"Maksudnya {near[0]}?")
    if kind in (CREDIT, DATA) and key(cells["operator"]) not in operators:
        raise table.source.problem(
            number, f"operator '{cells['operator']}' tidak ada di {PREFIXES}. "
                    f"Yang ada: {', '.join(sorted(operators.values()))}.")
    return Product(cells["kode"], cells["operator"], kind, cells["nama"],
                   nominal, cost, price, _YES_NO[active], cells.get("sku", ""))


def _money(table: _Table, number: int, column: str, cell: str) -> int | None:
    try:
        amount = money.parse(cell) if cell else None
    except WrongUse as error:
        raise table.source.problem(number, f"{column}: {error}") from None
    if amount and not amount.explicit:
        # LibreOffice makes 12 of 12.000 (reliability facts §3).
        raise table.source.problem(number, f"{column} '{cell}' terlalu kecil. Maksudnya "
                                           f"{cell}000? Kalau memang segitu, tulis Rp{cell}.")
    return amount.rupiah if amount else None


def set_price(root: str, code: str, price: int, cost: int | None) -> None:
    """Changes price (and cost, unless None), in rupiah, in this product's line; every other byte
    of the file stays. The caller holds the lock. Raises Refused for an unknown code."""
    table = _open(root, PRODUCTS, ("kode", "harga"))
    for number, cells in table.rows():
        if key(cells["kode"]) == key(code):
            break
    else:
        raise Refused(f"Produk '{code}' tidak ada di {PRODUCTS}.")
    if cost is not None and "modal" not in table.columns:
        raise Refused(f"Kolom modal tidak ada di {PRODUCTS}; tambahkan di baris judulnya.")
    values = table.split(number)
    values += [""] * (len(table.columns) - len(values))
    values[table.columns.index("harga")] = str(price)
    if cost is not None:
        values[table.columns.index("modal")] = str(cost)
    out = io.StringIO()
    csv.writer(out, delimiter=table.separator, lineterminator="").writerow(values)
    line_end = "\r" if table.lines[number - 1].endswith("\r") else ""
    table.lines[number - 1] = out.getvalue() + line_end
    path = os.path.join(root, PRODUCTS)
    mark = b"\xef\xbb\xbf" if files.read(path).startswith(b"\xef\xbb\xbf") else b""
    files.replace(path, mark + "\n".join(table.lines).encode("utf-8"))

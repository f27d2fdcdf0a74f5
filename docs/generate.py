"""Writes the pages of the docs that come from the code; `--check` only says what is stale."""

import sys
from pathlib import Path

from pulsa_cli.core.cells import KINDS, TEXT, TEXT_FORM
from pulsa_cli.core.schema import TABLES, Column
from pulsa_cli.settings import card, policy, pricelist, shop, texts
from pulsa_cli.settings.spec import Spec, TableSpec

DOCS = Path(__file__).resolve().parent
SETTINGS = (
    shop.SPEC,
    policy.SPEC,
    card.SPEC,
    texts.SPEC,
    pricelist.PRODUCTS,
    pricelist.PREFIXES,
)
SETTINGS_HEAD = """\
# Pengaturan

Dibuat dari `pulsa_cli/settings/` dengan `make docs`.

Berkas-berkas ini milik Anda: ubah dengan penyunting teks apa saja, lalu simpan, dan pulsa
memakainya saat itu juga. Kalau ada yang keliru, pulsa menyebut berkas dan barisnya. Di berkas yang
dibuat `pulsa init` tiap baris dijelaskan, dengan contohnya. `NAMA` = nama (di pesan.yaml: hari)
pilihan Anda; titik di antara kunci berarti: di baris bawahnya, menjorok. Daftar periksa keluhan
ada di `checklists/`.

"""
HEAD = """\
# The ledger format

Made from `pulsa_cli/core/schema.py` by `make docs`; the meanings are Indonesian, for the owner.

UTF-8, `\\n`, comma, a header row, quoting as RFC 4180, no line break in a field. Money is whole
rupiah. Times are ISO 8601 with offset, to the second, dates ISO 8601. Phone and meter numbers are
grouped (`0812-3456-7890`), which a spreadsheet does not take for numbers. Columns are found by
name; a column this version does not know is kept and ignored.

A file is one counter's month, `2026-11.A.csv`, and is only ever appended to. When a new version
needs a column that the file lacks, the next row starts `2026-11.A.2.csv`.

`cek` is the last column: CRC-32 over the header line and the row up to its last comma (both
without line end), modulo 26^6, written as six letters `a`-`z`, most significant first. A row whose
`cek` does not fit, or with a cell that its kind does not allow, is reported and not counted.

Ids are `A-261121-J017`: counter, day recorded, letter of the ledger, running number of that
counter, day and letter.

## Kinds

From `pulsa_cli/core/cells.py`. All but those marked * may be empty. A kind
with slashes lists the words that are allowed.

| kind | what it holds |
|---|---|
"""


def kind(column: Column) -> str:
    return (
        column.kind
        if isinstance(column.kind, str)
        else " / ".join(word for word in column.kind if word)
    )


def format_page() -> str:
    parts = [HEAD]
    parts += [f"| {name}{'*' * kind.needed} | {kind.form} |\n" for name, kind in KINDS.items()]
    parts.append(f"| {TEXT} | {TEXT_FORM} |\n\n")
    for table in TABLES.values():
        parts.append(
            f"## ledger/{table.name} (ids {table.letter})\n\n"
            "| column | kind | meaning |\n|---|---|---|\n"
        )
        parts += [
            f"| {column.name} | {kind(column)} | {column.meaning} |\n" for column in table.columns
        ]
    return "".join(parts)


def settings_page() -> str:
    return SETTINGS_HEAD + "\n".join(map(settings_file, SETTINGS))


def settings_file(spec: Spec | TableSpec) -> str:
    name = "kolom" if isinstance(spec, TableSpec) else "kunci"
    rows = [
        f"| {key.path.replace('*', 'NAMA')} | {key.accepts} | {key.meaning} | "
        f"{key.default or 'harus diisi'} |"
        for key in spec.keys
    ]
    head = [f"| {name} | isinya | artinya | kalau kosong |", "|---|---|---|---|"]
    return "\n".join([f"## {spec.path}", "", spec.about, "", *head, *rows, ""])


PAGES = {"format.md": format_page, "pengaturan.md": settings_page}

if __name__ == "__main__":
    for name, made in PAGES.items():
        if "--check" not in sys.argv:
            (DOCS / name).write_text(made(), "utf-8")
        elif (DOCS / name).read_text("utf-8") != made():
            sys.exit(f"{name} is stale: run make docs")

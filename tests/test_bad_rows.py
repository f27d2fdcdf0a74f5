"""Rows with fitting check letters and a cell that its column's kind does not allow: each is named
with its line, its column and what belongs there, and harms no other, whatever its check letters."""

import pytest

from helpers.ledgers import append, at, path_of, put, sealed
from helpers.sizes import tries
from pulsa_cli.core.schema import SALES, TABLES
from pulsa_cli.shop import Shop

NUMBERS = ("-", "--", "+5", " 5", "1_000", "１２", "٣", "1e5", "1.000", "-0", "0" * 30)
NUMBERS += ("9" * 12, "9" * 13, "9" * 18, "9" * 19, "9" * 5000)
TIMES = (
    "20261121T100500+0700",
    "2026-W47-6",
    "2026-W47-6T10:05:00+07:00",
    "2026-11-21T10:05+07:00",
    "2026-11-21T10:05:00.5+07:00",
    "2026-11-21 10:05:00+07:00",
    "2026-11-21T10:05:00",
    "2026-11-21T10:05:00-23:59",
    "2026-11-21T24:00:00+07:00",
    "0001-01-01T00:00:00+14:00",
    "2026-02-29T10:00:00+07:00",
    "2026-02-29",
    "20261121",
    "9999-12-31",
)
IDS = (
    "A-261121-J001",
    "A-261121-H001",
    "A-261121-J99999",
    "A-261121-J100000",
    "A-261121-P077",
    "A-261121-X001",
    "A-269999-J001",
)
WORDS = ("", "x" * 5000, "é", "💳", "\u202e", "\0", "\x1b[31m", "'", '"', "a,b", "=1+1", "../x")
PARTS = ("=", "tunai=", "tunai=１２", "tunai=1_000 qris=5", "tunai=" + "9" * 40, "tunai=5 qris")
DUES = ("2026-11-21=", "2026-11-21=" + "9" * 40, "2026-02-29=1", "2026-11-21=5 2026-11-21=5")
HOSTILE = (*NUMBERS, *TIMES, *IDS, *WORDS, *PARTS, *DUES)
# A row of each kind that would be taken.
USUAL = {
    "jual": [
        {"jenis": "jual", "dibayar": "0", "pelanggan": "A-261121-P001", "tempo": "2026-11-20"},
        *({"jenis": kind, "ref": "A-261121-J001"} for kind in ("sn", "gagal", "salah-nomor")),
    ],
    "hutang": [
        {"jenis": kind, "pelanggan": "A-261121-P001", "jumlah": "5000", "ref": ref, **more}
        for kind, ref, more in (
            ("tambah", "", {}),
            ("bayar", "", {"cara": "tunai"}),
            ("undur", "A-261121-H001", {"tempo": "2026-12-01"}),
            ("cicil", "A-261121-H001", {"cicilan": "2026-12-01=5000"}),
            ("janji", "A-261121-H001", {"tempo": "2026-12-01"}),
        )
    ],
    "pelanggan": [
        {"jenis": "tambah", "nama": "Joni", "nomor": "0813-1111-2222"},
        {"jenis": "ubah", "ref": "A-261121-P001"},
    ],
    "pesanan": [
        {"jenis": "pesan", "pelanggan": "A-261121-P001", "untuk": "2026-11-30", "dp": "5000"},
        {"jenis": "bayar", "ref": "A-261121-O001", "dp": "1000", "cara": "tunai"},
    ],
    "keluhan": [
        {"jenis": "keluhan", "penjualan": "A-261121-J001", "daftar": "pulsa-tidak-masuk"},
        {"jenis": "lanjut", "ref": "A-261121-K001"},
    ],
    "pengingat": [
        {"jenis": "mulai", "pelanggan": "A-261121-P001", "jumlah": "5000", "tempo": "2026-11-20"},
        {"jenis": "terkirim", "ref": "A-261121-R001"},
    ],
}
READING = [
    ("transaksi", "list", "--dari", "1/11"),
    ("hutang", "list"),
    ("pelanggan", "lihat", "A-261121-P001"),
    *tries(
        [],
        [
            (),
            ("transaksi", "list", "--dari", "1/11", "--format", "json"),
            ("transaksi", "lihat", "A-261121-J001"),
            ("transaksi", "menunggu"),
            ("pelanggan", "list", "--format", "json"),
            ("hutang", "list", "--per", "20/11"),
            ("hutang", "umur"),
            ("hutang", "rekap", "A-261121-P001"),
            ("pesanan", "list"),
            ("keluhan", "list"),
            ("keluhan", "ringkas"),
            ("keluhan", "lihat", "A-261121-K001"),
            ("titipan", "list"),
            ("ingatkan",),
        ],
    ),
]
# What must be named, whatever else is.
NAMED = [
    ("jual", "nomor", "9" * 19),
    ("jual", "nomor", "9" * 5000),
    ("jual", "nomor", "-"),
    ("jual", "waktu", "20261121T100500+0700"),
    ("jual", "waktu", "2026-W47-6"),
    ("jual", "waktu", "2026-11-21T10:05:00.5+07:00"),
    ("jual", "dicatat", "2026-W47-6T10:05:00+07:00"),
    ("jual", "urut", "-"),
    ("jual", "urut", "9" * 7),
    ("jual", "harga", "1_000"),
    ("jual", "harga", "１２"),
    ("jual", "harga", "9" * 19),
    ("jual", "cara", "tunai=١٢ qris=5"),
    ("jual", "id", "A-261121-H777"),
    ("jual", "id", "A-269999-J777"),
    ("jual", "catatan", "\0"),
    ("hutang", "tempo", "2026-02-29"),
    ("hutang", "cicilan", "2026-11-21=" + "9" * 13),
    ("pelanggan", "nomor", "0812 " + "9" * 19),
    ("pelanggan", "batas", "-0"),
    ("keluhan", "tindak", "2026-11-21T24:00:00+07:00"),
    ("pengingat", "tingkat", "+5"),
]


@pytest.fixture
def shop(konter, monkeypatch):
    """One with a customer, a sale and a row of each ledger."""
    monkeypatch.setenv("PULSA_SEKARANG", konter.now)
    first = {name: {**rows[0], "nama": "Budi"} for name, rows in USUAL.items()}
    first["jual"] |= {"nomor": "0812-3456-7890", "harga": "12000", "status": "sukses"}
    put(konter.root, [at(0, f"A-{TABLES[name].letter}001", **row) for name, row in first.items()])
    return konter


def placed(shop, ledger, rows):
    """Appends rows to this counter's file; returns where each stands."""
    place = ledger, "2026-11", "A", ""
    before = path_of(shop.root, place).read_bytes().count(b"\n")
    append(shop.root, place, rows)
    return [f"ledger/{ledger}/2026-11.A.csv:{before + number + 1}" for number in range(len(rows))]


def named(shop):
    """By FILE:LINE, what is said of lines that are left out."""
    opened = Shop(str(shop.root))
    opened.read_books()
    return {each.where: each.why for each in opened.problems}


def test_a_row_that_no_kind_of_its_column_allows_is_named_and_left_out(shop):
    wanted = {}
    for number, (ledger, column, value) in enumerate(NAMED, 100):
        row = at(1, f"A-{TABLES[ledger].letter}{number}", **USUAL[ledger][0])
        (where,) = placed(shop, ledger, [{**row, column: value}])
        wanted[where] = f"kolom {column} berisi "
    said = named(shop)
    assert {where: why[: len(wanted[where])] for where, why in said.items()} == wanted
    for words in READING:
        assert shop.run(*words, code=3).out
    first = next(iter(wanted))
    said = shop.run("transaksi", "list", code=3).err
    form = "seharusnya nomor seperti 0812-3456-7890, paling banyak 18 angka."
    assert f"{first}: kolom nomor berisi '9999999999999999999', {form}\n    A-261121-J100," in said
    assert shop.run("jual", "budi", "10", "-k", "-y", "--tetap", "x").id == "A-261121-J116"
    assert shop.rows()[-1]["urut"] == "1" and named(shop).keys() == wanted.keys()


def columns_of(ledger):
    return [name for name in TABLES[ledger].header if name != "cek"]


@pytest.mark.parametrize("ledger", TABLES)
def test_whatever_a_cell_holds_its_row_is_named_or_taken(shop, ledger):
    letter, rows = TABLES[ledger].letter, []
    for kind, usual in enumerate(USUAL[ledger]):
        for turn, column in enumerate(columns_of(ledger)):
            for value in HOSTILE[tries((turn + kind) % 7, 0) :: tries(7, 1)]:
                if column == "id" and value.endswith(("1", "99999")):
                    continue  # another row has it, or it is the last number of the day
                row = at(2, f"A-{letter}{len(rows) + 100}", **usual)
                rows.append({**row, "urut": str(len(rows) + 1), column: value})
    where = placed(shop, ledger, rows)
    for words in READING:
        done = shop.spawn(*words)
        assert done.returncode == 3 and "Traceback" not in done.stderr, (words, done.stderr)
    said = named(shop)
    assert said.keys() <= set(where) and len(said) > len(rows) / 3
    new = shop.run("jual", "081234567899", "10", "-y").id
    assert new > "A-261121-J001" and named(shop).keys() == said.keys()


@pytest.mark.parametrize("length", [20_000, 100_000])
def test_a_very_long_row_is_no_reason_to_number_rows_anew(shop, length):
    placed(shop, "jual", [{**at(2, "A-J002"), "urut": "7", "catatan": "x" * length}])
    placed(shop, "jual", [at(2, "A-J003", catatan="y" * 30_000, nomor="x")])
    assert shop.run("jual", "081234567899", "10", "-y").id == "A-261121-J004"
    assert shop.rows()[-1]["urut"] == "8"


def test_a_header_that_names_a_column_twice_is_named_and_takes_no_row(shop):
    columns = [*SALES.header[:-1], "nomor", "cek"]
    row = sealed(columns, {**at(2, "A-J002"), "nomor": "9" * 40})
    path_of(shop.root, ("jual", "2026-11", "A", "")).write_bytes(
        ",".join(columns).encode() + b"\n" + row + b"\n"
    )
    assert "2026-11.A.csv:1: baris judul" in shop.run("transaksi", "list", code=3).err
    new = shop.run("jual", "081234567899", "10", "-y").id
    assert new in shop.run("transaksi", "list", "--format", "csv", code=3).out


def test_a_row_that_names_one_of_another_ledger_is_not_taken_for_one_of_that(shop):
    advance = at(2, "A-O002", jenis="bayar", dp="1000", cara="tunai", ref="A-261121-H001")
    placed(shop, "pesanan", [advance])
    assert "Budi" in shop.run("pelanggan", "lihat", "A-261121-P001").out

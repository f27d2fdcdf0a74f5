"""The old paper book as a test writes it down and takes it in."""

from pathlib import Path

from helpers.konter import Konter, Result, files

HEADER = "nama,jumlah,tanggal,nomor,tempo,catatan\n"
BOOKS = Path(__file__).parents[1] / "paper"  # of real shops, with other names


def write(konter: Konter, text: str | bytes, name: str = "buku.csv") -> str:
    path = konter.root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def imported(konter: Konter, text: str | bytes, *options: str, code: int = 0) -> Result:
    return konter.run("hutang", "impor", write(konter, text), *options, code=code)


def take_in(konter: Konter, text: str | bytes, *options: str, code: int = 0) -> str:
    """The acknowledgement, or why not."""
    said = imported(konter, text, *options, code=code)
    return said.out if not code else said.err


def rejected(konter: Konter, text: str | bytes, *options: str, code: int = 3) -> str:
    """Refused whole, with and without --coba; returns why."""
    write(konter, text)
    before = files(konter)
    said = take_in(konter, text, *options, code=code)
    assert take_in(konter, text, "--coba", *options, code=code) == said
    assert files(konter) == before
    return said


def owed(konter: Konter) -> list[tuple[int, str, str]]:
    """The debts that were recorded: rupiah, day, what for."""
    rows = [row for row in konter.rows("hutang") if row["jenis"] == "tambah"]
    return [(int(row["jumlah"]), row["waktu"][:10], row["catatan"]) for row in rows]

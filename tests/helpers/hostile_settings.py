"""Settings that somebody hostile wrote, or that a stick or a sync left so."""

import os
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from helpers.damage import mutated

FILES = (
    "ledger/toko.yaml",
    "ledger/kebijakan.yaml",
    "ledger/kartu.yaml",
    "ledger/pesan.yaml",
    "ledger/produk.csv",
    "ledger/prefiks.csv",
    "ledger/konter/A.yaml",
    "checklists/operator.yaml",
    "checklists/pulsa-tidak-masuk.yaml",
    "checklists/baru.yaml",
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("jual", "081234567890", "S10", "-y"),
    ("jual", "budi", "10", "-k", "--pesan", "-y"),
    (),
    ("transaksi", "list"),
    ("produk", "list"),
    ("produk", "harga", "S10", "12500"),
    ("kebijakan",),
    ("kebijakan", "--poster", "poster.html"),
    ("kartu", "list"),
    ("hutang", "list", "--overdue"),
    ("ingatkan",),
    ("ingatkan", "--kirim"),
    ("ingatkan", "--sekali"),
    ("cek-keluhan", "081234567890", "--jawab", "diminta=y"),
    ("pesanan", "tambah", "budi", "081234567890", "S10", "--untuk", "besok", "-y"),
)
VALUES = (
    "9" * 30,
    "9" * 5000,
    "-1",
    "1e999",
    "NaN",
    "٣٤",
    "31/02/2026",
    "99999-99-99",
    "{nomor",
    "{}{0}{a.b}{a[0]}",
    "%n%s%%",
    "../../luar/x",
    "/etc/passwd",
    "~root/x",
    "!!python/object/apply:os.system ['{program}']",
    "=cmd|'/C {program}'!A0",
    "'{program} {nomor}'",
    '"\\x1b]0;x\\a\\e[2J"',
    "&a [*a, *a]",
    "[[[[[[[[]]]]]]]]",
    "? x",
    "|9\n x",
    "\u202e\u2066x",
    "x" * 300,
    '"' + "x y " * 40_000 + '"',
)
WHOLE = (
    b"",
    b"\0" * 4096,
    b"\xff\xfe" + "nama: x\n".encode("utf-16-le"),
    b"\xef\xbb\xbf\xef\xbb\xbfnama: x\n",
    b"[" * 50_000,
    b"{a: " * 50_000,
    b"- " * 50_000,
    b"".join(b" " * depth + b"a:\n" for depth in range(600)),
    b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a, *a]\n" % (n, n) for n in range(5000)),
    b"cara-bayar: [" + b"a, " * 80_000 + b"]\n",
    b"%YAML 9.9\n%TAG ! tag:x,2026:\n---\n!x a: b\n",
    b"<<<<<<< HEAD\nnama: a\n=======\nnama: b\n>>>>>>> b\n",
    b"? [a, b]\n: {c: d}\n",
    b"a: b\n...\n---\na: c\n",
    b"\r".join([b"kode,operator,jenis,nama,harga"] * 3),
    b"kode" * 60_000,
    b"," * 250_000,
    b'"' * 99_999,
    b"kode,operator,jenis,nama,harga\n" + b'"a\n' * 50_000,
    b"kode,operator,jenis,nama,harga\n" + b"=1+1,Telkomsel,pulsa,@x,-5\n" * 8000,
    b"prefix,operator,merek,panjang\n" + b"0812,A/" + b"B/" * 50_000 + b",x,99-01\n",
    b"prefix,operator,merek,panjang\n0" + b"8" * 100_000 + b",Telkomsel,x,\n",
    b"id: x\nlangkah:\n" + b"  - {kode: a}\n" * 10_000,
)


def spoil(root: Path, name: str, rng: random.Random, program: Path) -> str:
    """Makes something hostile of a settings file; says what."""
    path = root / name
    data = path.read_bytes() if path.exists() else b"nama: x\n"
    ways: tuple[Callable[..., str], ...] = (_special, _value, _value, _mutated, _whole)
    path.unlink(missing_ok=True)
    return f"{name}: {rng.choice(ways)(path, data, rng, str(program))}"


def restore(path: Path, data: bytes | None) -> None:
    """Puts back what was there; None = nothing was."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)


def _special(path: Path, data: bytes, rng: random.Random, program: str) -> str:
    way = rng.choice(
        ["pipe", "socket", "folder", "sparse", "/dev/zero", "/dev/random", "/dev/full", "nowhere"]
        + [path.name, "large"]
    )
    if way == "pipe":
        os.mkfifo(path)
    elif way == "socket":
        here = os.getcwd()
        os.chdir(path.parent)  # the name of a socket is short
        socket.socket(socket.AF_UNIX).bind(path.name)
        os.chdir(here)
    elif way == "folder":
        path.mkdir()
    elif way == "sparse":
        path.touch()
        os.truncate(path, 1 << 36)
    elif way == "large":
        path.write_bytes(data + b"# x\n" * 300_000)
    else:
        path.symlink_to(way)
    return way


def _value(path: Path, data: bytes, rng: random.Random, program: str) -> str:
    """One value is another one: behind a key, or in a cell."""
    value = rng.choice(VALUES).replace("{program}", program)
    lines = data.decode().split("\n")
    mark = "," if path.suffix == ".csv" else ": "
    place = rng.choice([n for n, line in enumerate(lines) if mark in line and line[:1] != "#"])
    parts = lines[place].split(mark)
    parts[rng.randrange(0 if mark == "," else 1, len(parts))] = value
    lines[place] = mark.join(parts)
    path.write_bytes("\n".join(lines).encode())
    return f"{place + 1}: {lines[place][:80]}"


def _mutated(path: Path, data: bytes, rng: random.Random, program: str) -> str:
    changed = mutated(rng, data)
    path.write_bytes(changed)
    return "mutated"


def _whole(path: Path, data: bytes, rng: random.Random, program: str) -> str:
    content = rng.choice([*WHOLE, rng.randbytes(5000)])
    path.write_bytes(content)
    return repr(content[:40])

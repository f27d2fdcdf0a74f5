"""Lists longer than anybody reads: little of them is held at once, and they look as short ones
do."""

import csv
import io
import json
import signal
import subprocess
import tracemalloc

from helpers.konter import NOTICE, Konter, command, here
from helpers.ledgers import append, at
from helpers.sizes import tries

LISTS = ("transaksi list", "json"), ("hutang list", "csv"), ("pelanggan list", "tabel")


class Nowhere(io.StringIO):
    """Takes what is printed, and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


def write_sales(konter: Konter, start: int, stop: int, **columns: str) -> None:
    """Sales on credit, one a customer; every second one is another counter's."""
    for counter in "AB":
        numbers = [n for n in range(start, stop) if n % 2 == (counter == "B")]
        people = [
            at(0, f"{counter}-P{n:03}", jenis="tambah", nama=f"Pelanggan {n}") for n in numbers
        ]
        append(konter.root, ("pelanggan", "2026-11", counter, ""), people)
        sales = [
            at(0, f"{counter}-J{n:03}", pelanggan=f"{counter}-P{n:03}", **columns)
            | {"waktu": f"2026-11-21T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+07:00"}
            | {"nama": "Pulsa 10.000", "dibayar": "0", "cara": "kasbon", "tempo": "2026-11-20"}
            for n in numbers
        ]
        append(konter.root, ("jual", "2026-11", counter, ""), sales)


def held(konter: Konter, words: str, form: str) -> int:
    """The most memory in bytes that a command held at once."""
    tracemalloc.start()
    try:
        show(konter, words, form)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def show(konter: Konter, words: str, form: str) -> None:
    line = [*words.split(), "--format", form]
    here(line, konter.variables, io.StringIO(), Nowhere(), io.StringIO())


def test_a_list_takes_no_more_memory_the_longer_it_is(konter):
    count = tries(900, 9_000)
    write_sales(konter, 1, count)
    lists = LISTS[: tries(1, 3)]  # tracing memory is slow
    for asked in lists:
        show(konter, *asked)  # all that it needs is loaded
    few = [held(konter, *asked) for asked in lists]
    write_sales(konter, count, 3 * count)
    konter.run("pelanggan", "lihat", "A-261121-P002")  # what is new is read
    # Three times as much if all is held; what may differ is how much of a last piece there is.
    for asked, before in zip(lists, few):
        assert held(konter, *asked) < 1.4 * before + 900_000, asked


def test_a_long_list_is_one_table_in_order_with_all_in_the_total(konter):
    write_sales(konter, 1_000, 2_299, harga="12000")
    write_sales(konter, 2_299, 2_301, harga="1200000", catatan="besar")
    text = konter.run("transaksi", "list").out
    rows, total = text.rstrip("\n").split("\n\n")
    heading, *rows = rows.split("\n")
    assert len(rows) == 1_301
    assert {row.index("Pulsa 10.000") for row in rows} == {heading.index("Produk")}
    assert {len(row[: row.index("  kasbon")]) for row in rows[:1_000]} == {
        heading.index("Harga") + 5
    }
    assert [row.split()[5] for row in rows[-3:]] == ["12.000", "1.200.000", "1.200.000"]  # not cut
    assert total.startswith(f"1301 penjualan · Rp{1_299 * 12 + 2_400:,}.000".replace(",", "."))

    found = list(
        csv.DictReader(io.StringIO(konter.run("transaksi", "list", "--format", "csv").out))
    )
    assert [int(row["id"].rpartition("J")[2]) for row in found] == [*range(1_000, 2_301)]
    as_json = json.loads(konter.run("transaksi", "list", "--format", "json").out)
    assert [row["id"] for row in as_json] == [row["id"] for row in found]

    with konter.file("jual").open("ab") as file:
        file.write(b"bukan baris\n")
    said = konter.run("transaksi", "list", "--format", "csv", code=3)
    assert len(said.out.splitlines()) == 1_302 and "bukan baris" in said.err


def test_whoever_reads_a_long_list_can_stop_at_any_line(konter):
    write_sales(konter, 1, 1_200)  # more than a pipe takes at once
    konter.run("transaksi", "list")
    for interrupted, code in ((False, 0), (True, 130)):
        with subprocess.Popen(
            command("transaksi", "list", "--format", "csv"),
            env=konter.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout and process.stderr
            assert process.stdout.readline().startswith(b"id,waktu")
            if interrupted:
                process.send_signal(signal.SIGINT)
                assert any(line.startswith(b"Dihentikan") for line in process.stderr)
            process.stdout.close()
            said = process.stderr.read().decode()
        assert process.returncode == code
        assert all(line.startswith(NOTICE) for line in said.splitlines())

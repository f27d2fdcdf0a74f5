"""The books are a function of the set of rows, and no rupiah appears in them or vanishes."""

import json
import shutil
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counters import attempt
from helpers.konter import NOW
from helpers.sizes import tries
from pulsa_cli.books.index import Index
from pulsa_cli.books.problems import problems
from pulsa_cli.core.sales import fold
from pulsa_cli.core.schema import SALES, check_letters
from pulsa_cli.ledger.lock import Lock

KINDS = ("jual", "jual", "sn", "sukses", "gagal", "gagal", "kembali", "salah-nomor", "batal")


@st.composite
def histories(draw):
    """Rows of two counters whose clocks disagree: sales, and corrections of any earlier row.
    Some ids stand twice, with other contents, as after a botched merge."""
    rows, numbers = [], {"A": 0, "B": 0}
    for _ in range(draw(st.integers(1, 12))):
        counter = draw(st.sampled_from("AB"))
        numbers[counter] += 1
        kind = draw(st.sampled_from(KINDS)) if rows else "jual"
        refs = [row["id"] for row in rows]
        ref = draw(st.sampled_from(refs + [""] if kind == "jual" else refs)) if rows else ""
        moment = datetime.fromisoformat(NOW) - timedelta(minutes=draw(st.integers(0, 9)))
        money = draw(st.sampled_from(("0", "5000", "12000")))
        rows.append(
            {
                **dict.fromkeys(SALES.header, ""),
                "jenis": kind,
                "ref": ref,
                "id": f"{counter}-261121-J{numbers[counter]:03}",
                "waktu": moment.isoformat(),
                "sn": draw(st.sampled_from(("", "1", "2"))),
            }
        )
        if kind == "jual":
            rows[-1] |= {
                "harga": "12000",
                "dibayar": money,
                "nomor": "0812-3456-7890",
                "status": draw(st.sampled_from(("sukses", "pending"))),
            }
        elif kind == "salah-nomor":
            rows[-1] |= {"rugi": draw(st.sampled_from(("toko", "pembeli"))), "nomor": "0812-3"}
        else:
            rows[-1]["kembali"] = money if kind in ("gagal", "kembali", "batal") else ""
        if draw(st.integers(0, 9)) == 0:
            rows.append({**rows[-1], "catatan": "kembar"})
    return rows


def told(rows):
    """All that the fold says: every sale in its order, with everything known of it."""
    return [
        (id, {**vars(sale), "held": sale.held, "revenue": sale.revenue})
        for id, sale in fold(rows).items()
    ]


@settings(max_examples=tries(80, 400))
@given(
    histories().flatmap(
        lambda rows: st.tuples(
            st.just(rows), st.permutations(rows), st.lists(st.sampled_from(rows))
        )
    )
)
def test_the_order_in_which_rows_arrive_changes_nothing_nor_do_rows_that_come_twice(drawn):
    rows, shuffled, again = drawn
    assert told(shuffled + again) == told(rows)


@settings(max_examples=tries(25, 100))
@given(
    histories().flatmap(
        lambda rows: st.tuples(
            st.just(rows),
            st.lists(
                st.sampled_from(("2026-10.A", "2026-11.A", "2026-11.A.2", "2026-11.B")),
                min_size=len(rows),
                max_size=len(rows),
            ),
        )
    )
)
def test_the_files_in_which_rows_stand_change_nothing(tmp_path_factory, drawn):
    rows, names = drawn
    root = tmp_path_factory.mktemp("toko")
    header = ",".join(SALES.header).encode()
    (root / "ledger" / "jual").mkdir(parents=True)
    for row, name in zip(rows, names):
        body = ",".join(row[column] for column in SALES.header[:-1]).encode()
        path = root / "ledger" / "jual" / f"{name}.csv"
        with path.open("ab") as file:
            file.write(b"" if file.tell() else header + b"\n")
            file.write(body + b"," + check_letters(header, body) + b"\n")
    index = Index(
        str(root), str(root / ".pulsa"), Lock(str(root / "kunci")), pytest.fail, lambda *_: None
    )
    index.fresh()
    read = [{**row, "cek": ""} for row in index.rows("SELECT file, line FROM row")]
    assert not [
        problem for problem in problems(index, index._root) if "dua catatan" not in problem.why
    ]
    assert told(read) == told(rows)


def assert_money_is_conserved(konter):
    rows = konter.rows()
    sales = fold(rows)
    voided = {id for sale in sales.values() for id in sale.undone}
    received = sum(int(row["dibayar"] or 0) for row in rows if row["jenis"] == "jual")
    handed_back = sum(int(row["kembali"] or 0) for row in rows if row["id"] not in voided)
    for sale in sales.values():
        assert sale.paid + sale.carried == sale.revenue + sale.returned + sale.moved + sale.held, (
            sale.id
        )
        assert min(sale.held, sale.carried, sale.returned, sale.moved) >= 0, sale.id
        assert sale.moved == sum(
            each.carried for each in sales.values() if each.repeats == sale.id
        ), sale.id
    assert received - handed_back == sum(sale.revenue + sale.held for sale in sales.values())


VERBS = {
    "gagal": ("transaksi", "gagal"),
    "kembali": ("transaksi", "gagal", "--kembali", "tunai"),
    "ulang": ("transaksi", "ulang", "--lagi", "--dibayar", "12rb"),
    "ulang-saja": ("transaksi", "ulang", "--lagi"),
    "masuk": ("transaksi", "sukses", "--lagi", "--dibayar", "12rb"),
    "rugi": ("transaksi", "sukses", "--rugi"),
    "batal": ("batal", "--alasan", "x"),
    "toko": ("transaksi", "salah-nomor", "--ke", "081234567899", "--rugi", "toko"),
    "pembeli": ("transaksi", "salah-nomor", "--ke", "081234567899", "--rugi", "pembeli"),
}


def trade(konter, steps):
    """A sale, and then commands on any row so far, a few days between some."""
    shutil.rmtree(konter.root / "ledger" / "jual", ignore_errors=True)
    shutil.rmtree(konter.device / "cermin", ignore_errors=True)
    start = datetime.fromisoformat(NOW)
    days = 0
    konter.now = NOW
    konter.run("jual", "081234567890", "S10", "-y", "--diskon", "500", "--status", "pending")
    for verb, back, later in steps:
        days += later
        konter.now = (start + timedelta(days=days)).isoformat()
        ids = [row["id"] for row in konter.rows()]
        if verb == "jual":
            konter.run("jual", "081234567890", "S10", "-y", "--lagi")
        else:
            attempt(konter, *VERBS[verb], ids[-1 - back % len(ids)])
        assert_money_is_conserved(konter)


# Each step: what is done, to which row counted from the last, and how many days later.
STEPS = st.lists(
    st.tuples(st.sampled_from(("jual", *VERBS)), st.integers(0, 5), st.sampled_from((0, 0, 0, 10))),
    min_size=8,
    max_size=16,
)


@settings(max_examples=tries(12, 60))
@given(STEPS)
def test_money_is_conserved_in_any_order_of_sales_and_corrections(konter, steps):
    trade(konter, steps)


@pytest.mark.parametrize(
    "words",
    [
        # The repeat's money went back; voiding the repeat must not make it owed again.
        "gagal 0, ulang-saja 1, kembali 0, batal 1, kembali 4",
        # What a correction freed was handed out; taking back its void must not spend it again.
        "gagal 0, ulang-saja 1, batal 0, kembali 3, batal 1",
        "kembali 0, batal 0, kembali 2, batal 1",
        "gagal 0, ulang-saja 1, batal 0, ulang-saja 3, batal 1",
        "toko 0, ulang-saja 1, batal 0, batal 2, batal 1",
        "pembeli 0, batal 0, kembali 2, ulang-saja 3, batal 2",
        "batal 0, batal 0, kembali 2, batal 1",
    ],
)
def test_money_that_went_back_once_is_not_owed_or_spent_again(konter, words):
    trade(konter, [(step.split()[0], int(step.split()[1]), 0) for step in words.split(", ")])


def test_the_list_of_a_day_says_of_a_sale_what_the_list_of_all_says(konter):
    # Money carried from one month into the next, where the repeat failed as well.
    trade(konter, [("gagal", 0, 0), ("ulang-saja", 1, 20), ("gagal", 0, 0), ("jual", 0, 10)])
    every = json.loads(konter.run("transaksi", "list", "--dari", "1/11", "--format", "json").out)
    days = sorted({sale["waktu"][:10] for sale in every})
    by_day = [
        json.loads(konter.run("transaksi", "list", "--tanggal", day, "--format", "json").out)
        for day in days
    ]
    assert len(days) == 3 and sum(by_day, []) == every
    for sale in every:
        said = konter.run("transaksi", "lihat", sale["id"], "--format", "json").out
        assert json.loads(said) == [sale]

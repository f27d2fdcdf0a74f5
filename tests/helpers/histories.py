"""Random rows of several counters, whether they make sense together or not (for hypothesis)."""

from collections import Counter
from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from helpers.konter import NOW
from helpers.rows import BUDI, NAMES, PERSONS, SITI, TONO, row
from pulsa_cli.core.ids import Id, day_code
from pulsa_cli.core.schema import MONEY, ORDERS, PEOPLE, SALES, Row, Table

one = st.sampled_from
KINDS = (
    [
        (SALES, kind)
        for kind in (
            "jual jual jual jual gagal gagal kembali salah-nomor pindah batal sn sukses"
        ).split()
    ]
    + [
        (MONEY, kind)
        for kind in (
            "tambah bayar bayar bayar undur cicil cicil tahan tahan "
            "lepas lepas ikhlaskan batal ambil"
        ).split()
    ]
    + [(ORDERS, kind) for kind in ("pesan", "pesan", "batal")]
)
DUE = [f"2026-{day}" for day in ("11-19", "11-21", "11-25", "12-01")]
MONEYS = ["1000", "4000", "5000", "12000", "30000"]


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """Rows of three counters whose clocks disagree: every kind of sale and of money, and
    corrections of any earlier row whether they make sense or not, as when counters did not know of
    each other. Some rows have not come yet; some ids stand twice, as after a botched merge."""
    rows, numbers = list[Row](), Counter[tuple[str, date, str]]()
    clocks = {counter: draw(st.integers(-20, 20)) for counter in "ABC"}
    zones = {counter: draw(one((7, 7, 7, 8))) for counter in "ABC"}
    for place in range(draw(st.integers(1, 16))):
        counter = draw(one("ABC"))
        moment = datetime.fromisoformat(NOW) + timedelta(hours=3 * place + clocks[counter])
        moment = moment.astimezone(timezone(timedelta(hours=zones[counter])))
        table, kind = draw(one(KINDS))
        columns = draw(contents(table, kind, rows))
        if columns is None:
            continue
        numbers[counter, moment.date(), table.name] += 1
        id = Id(
            counter,
            day_code(moment.date()),
            table.letter,
            numbers[counter, moment.date(), table.name],
        )
        rows.append(row(table, str(id), moment.isoformat(), kind, **columns))
        if draw(st.integers(0, 19)) == 19:
            rows.append({**rows[-1], "catatan": "kembar"})
    if draw(st.integers(0, 4)) == 4:
        rows = [each for each in rows if draw(st.integers(0, 4)) < 4]
    return rows


@st.composite
def contents(draw: st.DrawFn, table: Table, kind: str, rows: list[Row]) -> dict[str, str] | None:
    """The columns of a row of this kind after these rows; None where there is nothing to name."""
    sold = [each["id"] for each in rows if each["jenis"] == "jual"]
    debts = sold + [each["id"] for each in rows if each["jenis"] == "tambah"]
    person, money = one((BUDI, BUDI, SITI, TONO)), one(MONEYS)
    if kind == "jual":
        price, discount = draw(one((7000, 12000))), draw(one((0, 0, 500)))
        orders = [each["id"] for each in rows if each["jenis"] == "pesan"]
        return {
            "ref": draw(one([""] + sold + orders + orders)),
            "pelanggan": draw(person | st.just("")),
            "harga": str(price),
            "diskon": str(discount),
            "nomor": "0812-3456-7890",
            "dibayar": str(min(draw(one((0, 0, 5000, 12000))), price - discount)),
            "titipan": draw(one(("", "0", "5000", "12000"))),
            "tempo": draw(one(DUE + [""])),
            "status": draw(one(("sukses", "pending"))),
        }
    if kind == "pesan":
        return {
            "pelanggan": draw(person | st.just("")),
            "harga": draw(one(("7000", "12000"))),
            "dp": draw(one(("0", "5000", "12000", "30000"))),
            "untuk": draw(one(DUE)),
            "cara": draw(one(("tunai", "titipan"))),
            "nomor": "0812-3456-7890",
            "tiap": draw(one(("", "", "minggu", "bulan"))),
        }
    if kind == "ambil":
        return {"pelanggan": draw(person), "jumlah": draw(money)}
    if kind in ("tambah", "bayar"):
        return {
            "pelanggan": draw(person),
            "jumlah": draw(money),
            "tempo": draw(one(DUE + [""])) if kind == "tambah" else "",
            "ref": draw(one([""] + debts)) if kind == "bayar" else "",
        }
    if kind == "batal":
        named = [each["id"] for each in rows if f"-{table.letter}" in each["id"]]
    else:
        named = (
            sold
            if table is SALES
            else debts + [each["id"] for each in rows if each["jenis"] == "ambil"]
        )
    if not named:
        return None
    columns = {"ref": draw(one(named[:2] + named))}  # often one of the first: more hangs together
    if kind == "batal" and table is ORDERS:
        columns["kembali"] = draw(one(("", "0", "5000", "12000")))
    elif kind in ("gagal", "kembali", "salah-nomor", "batal") and table is SALES:
        columns |= {
            "kembali": draw(one(("", "0", "0", "5000", "12000"))),
            "pelanggan": draw(one((*PERSONS, "", ""))),
        }
        columns |= (
            {"rugi": draw(one(("toko", "pembeli"))), "nomor": "0812-3456-7899"}
            if kind == "salah-nomor"
            else {}
        )
    elif kind == "pindah":
        columns["pelanggan"] = draw(person)
    elif kind == "undur":
        columns["tempo"] = draw(one(DUE))
    elif kind == "cicil":
        days = sorted(draw(st.sets(one(DUE), min_size=1, max_size=3)))
        columns["cicilan"] = " ".join(f"{day}={draw(money)}" for day in days)
    elif kind == "ikhlaskan":
        columns["jumlah"] = draw(one([*MONEYS, ""]))
    if kind in ("undur", "cicil"):
        columns["alasan"] = draw(one(("", "tetap: x")))  # or was it beyond the policy?
    return columns


# Of customers whose records were united, under whose id each one's account is kept; and the rows
# that say so, kind and both ids, of which the first may be voided.
unions = one([{}, {}, {SITI: BUDI}, {TONO: SITI}, {SITI: BUDI, TONO: BUDI}])
union_row = st.tuples(st.just("satukan"), one(PERSONS), one(PERSONS))
union_rows = st.lists(union_row, max_size=2).flatmap(
    lambda rows: (
        one([rows, rows, rows + [("batal", "C-261102-P001", "")]]) if rows else st.just(rows)
    )
)


def people(unions: list[tuple[str, str, str]]) -> list[Row]:
    """The rows that register the three customers, and unite some; each later than the one
    before."""
    rows = [
        row(PEOPLE, id, f"2026-11-01T0{place}:00:00+07:00", "tambah", nama=NAMES[id])
        for place, id in enumerate(PERSONS)
    ]
    for place, (kind, ref, other) in enumerate(unions):
        rows.append(
            row(
                PEOPLE,
                f"C-261102-P{place + 1:03}",
                f"2026-11-02T{place + 10}:00:00+07:00",
                kind,
                ref=ref,
                dari=other,
            )
        )
    return rows


FILES = ("2026-10.A", "2026-11.A", "2026-11.A.2", "2026-11.B", "2026-11.C")


@st.composite
def arrivals(
    draw: st.DrawFn,
) -> tuple[list[Row], list[Row], list[str], list[tuple[int, int]]]:
    """The customers' rows; and rows of all ledgers, in any order and any files, in up to three
    batches."""
    families = people(draw(union_rows))
    rows = draw(st.permutations(families + draw(histories())))
    names = [draw(one(FILES)) for _ in rows]
    ends = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=2)))
    batches = list(zip([0, *ends], [*ends, len(rows)]))
    return families, rows, names, batches

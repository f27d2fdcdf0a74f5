"""Instalments and moved due dates, worked out by hand: on disk, in the list and in the ageing."""

import calendar
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.customers import add, share
from helpers.debts import listed, refused
from helpers.konter import Konter
from pulsa_cli.core import instalments
from pulsa_cli.core.instalments import Interval

POLICY = "ledger/kebijakan.yaml"
DEBT = "A-261121-H001"
# amount | times | every | first | today | instalments
SPLITS = """
12000     | 3 | minggu   |               | 2026-11-21 | 28/11=4000 5/12=4000 12/12=4000
20000     | 3 | minggu   |               | 2026-11-21 | 28/11=7000 5/12=7000 12/12=6000
21000     | 3 | mgg      |               | 2026-11-21 | 28/11=7000 5/12=7000 12/12=7000
26500     | 2 | 1 minggu |               | 2026-11-21 | 28/11=13500 5/12=13000
45500     | 4 | 2 minggu |               | 2026-11-21 | 5/12=11500 19/12=11500 2/1=11500 16/1=11000
10000     | 3 | 10 hari  |               | 2026-11-21 | 1/12=3500 11/12=3500 21/12=3000
9000      | 3 | 10 hari  |               | 2026-12-15 | 25/12=3000 4/1=3000 14/1=3000
7000      | 2 | hari     |               | 2026-11-21 | 22/11=3500 23/11=3500
5001      | 2 | 1 h      |               | 2026-11-21 | 22/11=3000 23/11=2001
50000     | 4 | bulan    |               | 2026-11-21 | 21/12=12500 21/1=12500 21/2=12500 21/3=12500
26000     | 3 | 2 bln    | 30/11         | 2026-11-21 | 30/11=9000 30/1=9000 30/3=8000
60000     | 3 | BULAN    | sabtu         | 2026-11-21 | 28/11=20000 28/12=20000 28/1=20000
12000     | 2 | minggu   | hari ini      | 2026-11-21 | 21/11=6000 28/11=6000
100000    | 6 | bulan    | tanggal 25    | 2026-11-21 | 25/11=17000 25/12=17000 25/1=17000 \
25/2=17000 25/3=17000 25/4=15000

30000     | 3 | bulan    | 2026-12-31    | 2026-11-21 | 31/12=10000 31/1=10000 28/2=10000
33333     | 2 | bulan    | akhir bulan   | 2026-11-21 | 30/11=17000 30/12=16333
30000     | 4 | bulan    | 2027-01-30    | 2027-01-15 | 30/1=7500 28/2=7500 30/3=7500 30/4=7500
30000     | 3 | bulan    | 31/3          | 2027-03-01 | 31/3=10000 30/4=10000 31/5=10000
30000     | 3 | bulan    | 2027-12-31    | 2027-12-01 | 31/12=10000 31/1=10000 29/2=10000
30000     | 3 | bulan    | 2028-01-30    | 2028-01-15 | 30/1=10000 29/2=10000 30/3=10000
12000     | 3 | bulan    | 2028-02-29    | 2028-02-15 | 29/2=4000 29/3=4000 29/4=4000
12000     | 2 | 12 bulan | 2028-02-29    | 2028-02-01 | 29/2=6000 28/2/29=6000
15000     | 3 | minggu   | 2028-02-22    | 2028-02-20 | 22/2=5000 29/2=5000 7/3=5000
15000     | 3 | minggu   | 2027-02-22    | 2027-02-20 | 22/2=5000 1/3=5000 8/3=5000

1000      | 2 | minggu   |               | 2026-11-21 | 28/11=500 5/12=500
1500      | 2 | minggu   |               | 2026-11-21 | 28/11=1000 5/12=500
1000      | 3 | minggu   |               | 2026-11-21 | 28/11=334 5/12=333 12/12=333
2000      | 5 | hari     |               | 2026-11-21 | 22/11=400 23/11=400 24/11=400 25/11=400 \
26/11=400
100       | 3 | hari     |               | 2026-11-21 | 22/11=34 23/11=33 24/11=33
99        | 4 | hari     |               | 2026-11-21 | 22/11=25 23/11=25 24/11=25 25/11=24
4         | 4 | hari     |               | 2026-11-21 | 22/11=1 23/11=1 24/11=1 25/11=1
12500     | 12| minggu   |               | 2026-11-21 | 28/11=1042 5/12=1042 12/12=1042 \
19/12=1042 26/12=1042 2/1=1042 9/1=1042 16/1=1042 23/1=1041 30/1=1041 6/2=1041 13/2=1041
999999999 | 3 | bulan    |               | 2026-11-21 | 21/12=333333500 21/1=333333500 \
21/2=333332999
"""
# A debt of Rp20.000, due on 28 November, on Saturday, 21 November: what is done, what is open then.
STEPS = """
undur 5/12                                     | 5/12=20000
undur 5/12, undur 10/12                        | 10/12=20000
undur 5/12, bayar 5000                         | 5/12=15000
bayar 5000, undur 5/12                         | 5/12=15000
bayar 5000, undur 5/12, bayar 2500             | 5/12=12500
undur 5/12, bayar 5000, undur 12/12            | 12/12=15000
undur 5/12, undur 8/12, undur 12/12 !          | 12/12=20000
on 1/12, undur 10/12                           | 10/12=20000
on 28/11, undur 29/11                          | 29/11=20000
undur 5/12, bayar 20000                        |
cicil 2 minggu                                 | 28/11=10000 5/12=10000
cicil 2 minggu, bayar 4000                     | 28/11=6000 5/12=10000
cicil 2 minggu, bayar 10000                    | 5/12=10000
cicil 2 minggu, bayar 14000                    | 5/12=6000
cicil 2 minggu, bayar 4000, bayar 7000         | 5/12=9000
cicil 2 minggu, on 1/12, bayar 2500            | 28/11=7500 5/12=10000
cicil 2 minggu, bayar 20000                    |
bayar 5000, cicil 2 minggu                     | 28/11=7500 5/12=7500
bayar 3000, cicil 3 minggu                     | 28/11=6000 5/12=6000 12/12=5000
bayar 3000, cicil 3 minggu, bayar 6500         | 5/12=5500 12/12=5000
cicil 2 minggu, undur 19/12                    | 19/12=20000
cicil 2 minggu, bayar 4000, undur 19/12        | 19/12=16000
cicil 2 minggu, undur 19/12, bayar 12000       | 19/12=8000
undur 5/12, cicil 2 minggu                     | 28/11=10000 5/12=10000
undur 5/12, cicil 2 minggu 5/12                | 5/12=10000 12/12=10000
undur 5/12, bayar 5000, cicil 3 bulan !        | 21/12=5000 21/1=5000 21/2=5000
cicil 2 minggu, cicil 4 minggu !               | 28/11=5000 5/12=5000 12/12=5000 19/12=5000
cicil 2 minggu, bayar 5000, cicil 3 bulan !    | 21/12=5000 21/1=5000 21/2=5000
on 30/11, cicil 2 minggu                       | 7/12=10000 14/12=10000
undur 5/12, batal                              | 28/11=20000
undur 5/12, undur 10/12, batal                 | 5/12=20000
undur 5/12, batal, undur 10/12, undur 12/12    | 12/12=20000
cicil 2 minggu, batal                          | 28/11=20000
cicil 2 minggu, batal, cicil 4 minggu          | 28/11=5000 5/12=5000 12/12=5000 19/12=5000
cicil 2 minggu, undur 19/12, batal             | 28/11=10000 5/12=10000
undur 5/12, cicil 2 minggu, batal              | 5/12=20000
cicil 2 minggu, bayar 4000, batal              | 28/11=10000 5/12=10000
bayar 4000, batal, cicil 2 minggu              | 28/11=10000 5/12=10000
cicil 2 minggu, tahan, lepas, bayar 4000       | 28/11=6000 5/12=10000
cicil 2 minggu, bayar 4000, ikhlaskan          |
cicil 2 minggu, bayar 4000, ikhlaskan, batal   | 28/11=6000 5/12=10000
"""


@pytest.fixture
def shop(konter: Konter) -> Konter:
    """A shop with the customer Budi, where no rule stands in the way of a debt."""
    konter.lift_policy()
    add(konter, "Budi")
    return konter


def lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.split("\n") if line]


def parts(text: str, today: date) -> list[tuple[date, int]]:
    """`28/11=4000` → the next such day and the amount."""
    found = []
    for each in text.split():
        day, _, amount = each.partition("=")
        number, month, *year = map(int, day.split("/"))
        ahead = [2000 + year[0]] if year else [today.year, today.year + 1]
        found.append(
            (
                next(
                    due
                    for due in (
                        date(year, month, number)
                        for year in ahead
                        if number < 29 or month != 2 or not year % 4
                    )
                    if due >= today
                ),
                int(amount),
            )
        )
    return found


def at(shop: Konter, day: date) -> None:
    shop.now = f"{day}T10:05:00+07:00"


def age(shop: Konter) -> list[int]:
    """Budi's ageing: not due, 1–7, 8–30, 31–60, from 61 days late; nothing where all is paid."""
    found = json.loads(shop.run("hutang", "umur", "--format", "json").out)
    return [amount for each in found for amount in list(each.values())[2:-1]]


def holds(shop: Konter, open_parts: list[tuple[date, int]], today: date) -> None:
    """On every due date from today on and on the day after, the list and the ageing show just
    these open parts."""
    days = {day for due, _ in open_parts for day in (due, due + timedelta(1)) if day >= today}
    for day in sorted(days):
        at(shop, day)
        buckets = [0] * 5
        for due, amount in open_parts:
            late = (day - due).days
            buckets[sum(late >= first for first in (1, 8, 31, 61))] += amount
        first = open_parts[0][0]
        (found,) = listed(shop)
        assert (found["tempo"], found["telat_hari"], found["sisa"], found["telat"]) == (
            first.isoformat(),
            max(0, (day - first).days),
            sum(buckets),
            sum(buckets[1:]),
        ), day
        assert age(shop) == buckets, day
        assert len(listed(shop, "--overdue")) == (day > first)
        assert len(listed(shop, "--jatuh-tempo", "0")) == (day in dict(open_parts))


@pytest.mark.parametrize("amount, times, every, start, today, expected", lines(SPLITS))
def test_instalments_are_those_worked_out_by_hand(
    shop, amount, times, every, start, today, expected
):
    for rule in ("kali: 4 ", "paling-lama: 90 hari"):
        shop.edit(POLICY, rule, rule.partition(":")[0] + ":")
    day = date.fromisoformat(today)
    at(shop, day)
    debt = shop.run("hutang", "tambah", "budi", f"Rp{amount}").id
    said = shop.run(
        "hutang",
        "cicil",
        debt,
        "--kali",
        times,
        "--tiap",
        every,
        *(("--mulai", start) if start else ()),
    ).out
    wanted = parts(expected, day)
    row = shop.rows("hutang")[-1]
    assert (row["jenis"], row["ref"], row["pelanggan"], row["jumlah"], row["tempo"]) == (
        "cicil",
        debt,
        "A-261121-P001",
        "",
        "",
    )
    assert row["cicilan"] == " ".join(f"{due}={part}" for due, part in wanted)
    assert sum(part for _, part in wanted) == int(amount) and len(wanted) == int(times)
    assert f"dicicil {times} kali" in said and row["id"] in said
    holds(shop, wanted, day)


def do(shop: Konter, step: str) -> None:
    """`undur 5/12` | `cicil TIMES EVERY [START]` | `bayar AMOUNT` | `batal` (the last row) | …;
    `!` = though the policy forbids it; `on 1/12` sets the clock."""
    verb, *words = step.removesuffix(" !").split()
    force = ("--tetap", "terpaksa") if step.endswith("!") else ()
    if verb == "on":
        return at(shop, parts(f"{words[0]}=1", date(2026, 11, 21))[0][0])
    if verb == "undur":
        shop.run("hutang", "undur", DEBT, *words, "--alasan", "sakit", *force)
    elif verb == "cicil":
        shop.run(
            "hutang",
            "cicil",
            DEBT,
            "--kali",
            words[0],
            "--tiap",
            words[1],
            *force,
            *(("--mulai", words[2]) if words[2:] else ()),
        )
    elif verb == "bayar":
        shop.run("hutang", "bayar", "budi", *words)
    elif verb == "batal":
        shop.run("batal", shop.rows("hutang")[-1]["id"], "--alasan", "keliru")
    elif verb == "lepas":
        shop.run("hutang", "tahan", DEBT, "--lepas")
    else:
        shop.run("hutang", verb, DEBT, "--alasan", "x")


@pytest.mark.parametrize("steps, expected", lines(STEPS))
def test_the_last_row_counts_for_what_is_left_of_a_debt(shop, steps, expected):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    for step in steps.split(","):
        do(shop, step)
    today = date.fromisoformat(shop.now[:10])
    open_parts = parts(expected, date(2026, 11, 21))
    holds(shop, open_parts, today)
    if not open_parts:
        assert listed(shop) == [] and age(shop) == []


def test_a_payment_that_was_not_known_yet_counts_for_the_first_instalment(make_konter):
    two = a, b = make_konter("depan"), make_konter("belakang", "--konter", "B")
    add(a, "Budi")
    a.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    share(a, b)
    b.now = "2026-11-21T11:00:00+07:00"
    b.run("hutang", "bayar", "budi", "4000")
    a.now = "2026-11-21T12:00:00+07:00"
    a.run("hutang", "cicil", "H1", "--kali", "2", "--tiap", "minggu")
    assert a.rows("hutang")[-1]["cicilan"] == "2026-11-28=10000 2026-12-05=10000"
    share(a, b)
    for each in two:
        holds(each, [(date(2026, 11, 28), 6000), (date(2026, 12, 5), 10000)], date(2026, 11, 21))


def test_what_a_taken_back_payment_adds_falls_to_the_last_instalment(shop):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    paid = shop.run("hutang", "bayar", "budi", "5000").id
    do(shop, "cicil 2 minggu")
    shop.run("batal", paid, "--alasan", "uang palsu")
    holds(shop, [(date(2026, 11, 28), 7500), (date(2026, 12, 5), 12500)], date(2026, 11, 21))


def test_of_two_debts_money_goes_to_the_part_due_first(shop):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    shop.run("hutang", "tambah", "budi", "5rb", "--tempo", "1/12")
    do(shop, "cicil 2 minggu")
    shop.run("hutang", "bayar", "budi", "12rb")
    assert [(each["tempo"], each["sisa"]) for each in listed(shop)] == [
        ("2026-12-01", 3000),
        ("2026-12-05", 10000),
    ]


# Bounds


def test_a_due_date_moves_at_most_as_far_as_the_policy_says(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    said = refused(konter, "undur", "H1", "22/12", "--alasan", "sakit")
    assert "30 hari" in said and "Senin, 21 Des 2026" in said and "--tetap" in said
    konter.run("hutang", "undur", "H1", "21/12", "--alasan", "sakit")
    konter.now = "2026-12-01T10:00:00+07:00"
    assert "Kamis, 31 Des 2026" in refused(konter, "undur", DEBT, "1/1", "--alasan", "lagi")
    konter.run("hutang", "undur", DEBT, "31/12", "--alasan", "lagi")
    konter.now = "2026-12-20T10:00:00+07:00"
    assert "2 kali" in refused(konter, "undur", DEBT, "5/1", "--alasan", "lagi")
    assert listed(konter)[0]["tempo"] == "2026-12-31"


def test_a_move_that_was_taken_back_may_be_made_again(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    konter.run("hutang", "undur", "H1", "29/11", "--alasan", "x")
    second = konter.run("hutang", "undur", "H1", "30/11", "--alasan", "x").id
    assert "2 kali" in refused(konter, "undur", "H1", "1/12", "--alasan", "x")
    konter.run("batal", second, "--alasan", "keliru")
    konter.run("hutang", "undur", "H1", "1/12", "--alasan", "x")
    assert listed(konter)[0]["tempo"] == "2026-12-01"


@pytest.mark.parametrize(
    "when, code",
    [
        ("28/11", 1),
        ("27/11", 1),
        ("hari ini", 1),
        ("kemarin", 2),
        ("2026-11-20", 2),
        ("kapan-kapan", 2),
    ],
)
def test_a_move_is_a_later_day(shop, when, code):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    refused(shop, "undur", "H1", *when.split(), "--alasan", "x", code=code)
    refused(shop, "undur", "H1", *when.split(), "--tetap", "x", code=code)


def test_instalments_stay_in_the_bounds_of_the_policy(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb")
    said = refused(konter, "cicil", "H1", "--kali", "5", "--tiap", "minggu")
    assert "4 kali" in said and "--tetap" in said
    said = refused(konter, "cicil", "H1", "--kali", "2", "--tiap", "46 hari")
    assert "90 hari" in said and "Jumat, 19 Feb 2027" in said
    refused(konter, "cicil", "H1", "--kali", "2", "--tiap", "hari", "--mulai", "19/2")
    refused(konter, "cicil", "H1", "--kali", "4", "--tiap", "bulan")  # 21 March is day 120
    konter.run("hutang", "cicil", "H1", "--kali", "2", "--tiap", "45 hari")
    assert konter.rows("hutang")[-1]["cicilan"] == "2027-01-05=10000 2027-02-19=10000"
    assert "sekali" in refused(konter, "cicil", "H1", "--kali", "2", "--tiap", "minggu")
    assert "sekali" in refused(konter, "cicil", "H1", "--kali", "4", "--tiap", "minggu")


def test_a_bound_is_passed_with_a_reason_that_is_recorded(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb")
    konter.run("hutang", "cicil", "H1", "--kali", "5", "--tiap", "minggu", "--tetap", "kecelakaan")
    assert konter.rows("hutang")[-1]["alasan"] == "tetap: kecelakaan"
    konter.run("hutang", "undur", "H1", "31/1", "--alasan", "sakit", "--tetap", "parah")
    row = konter.rows("hutang")[-1]
    assert (row["jenis"], row["tempo"], row["alasan"]) == (
        "undur",
        "2027-01-31",
        "sakit; tetap: parah",
    )
    assert listed(konter)[0]["tempo"] == "2027-01-31"


def test_a_policy_without_bounds_has_none_and_one_of_zero_forbids(konter):
    add(konter, "Budi")
    konter.run("hutang", "tambah", "budi", "20rb", "--tempo", "28/11")
    konter.edit(POLICY, "kali: 2 ", "kali: 0 ")
    konter.edit(POLICY, "kali: 4 ", "kali: 0 ")
    assert "tidak bisa diundur" in refused(konter, "undur", "H1", "29/11", "--alasan", "x")
    assert "tidak bisa dicicil" in refused(konter, "cicil", "H1", "--kali", "2", "--tiap", "minggu")
    for rule in ("kali: 0 ", "kali: 0 ", "paling-lama: 30 hari", "paling-lama: 90 hari"):
        konter.edit(POLICY, rule, rule.partition(":")[0] + ":")
    for day in ("29/11", "30/11", "1/12", "2027-11-01"):
        konter.run("hutang", "undur", "H1", day, "--alasan", "x")
    konter.run("hutang", "cicil", "H1", "--kali", "20", "--tiap", "bulan")
    assert listed(konter)[0]["tempo"] == "2026-12-21"


@pytest.mark.parametrize(
    "words",
    [
        "--kali 1 --tiap minggu",
        "--kali 0 --tiap minggu",
        "--kali 100 --tiap hari",
        "--kali dua --tiap minggu",
        "--kali 2 --tiap 0hari",
        "--kali 2 --tiap tahun",
        "--kali 2 --tiap 1000hari",
        "--kali 2",
        "--tiap minggu",
        "--kali 2 --tiap minggu --mulai lalu",
        "--kali 2 --tiap minggu --mulai 2026-11-20",
        "--kali 2 --tiap minggu --mulai gajian",
    ],
)
def test_what_is_no_plan_of_instalments_is_wrong_use(shop, words):
    shop.run("hutang", "tambah", "budi", "20rb")
    refused(shop, "cicil", "H1", *words.split(), code=2)


def test_there_are_no_more_instalments_than_rupiah(shop):
    shop.run("hutang", "tambah", "budi", "Rp3")
    assert "Rp3" in refused(shop, "cicil", "H1", "--kali", "4", "--tiap", "hari", code=2)


def test_the_first_instalment_can_be_on_the_customers_payday(shop):
    shop.run("pelanggan", "ubah", "budi", "--gajian", "25")
    shop.run("hutang", "tambah", "budi", "20rb")
    shop.run("hutang", "cicil", "H1", "--kali", "2", "--tiap", "bulan", "--mulai", "gajian")
    assert shop.rows("hutang")[-1]["cicilan"] == "2026-11-25=10000 2026-12-25=10000"
    shop.run("hutang", "undur", "H1", "gajian", "--tetap", "x", code=1)  # the last is later


@pytest.mark.parametrize("times, every", [("2", "999 bulan"), ("99", "999 bulan")])
def test_instalments_that_lie_generations_ahead_are_wrong_use(shop, times, every):
    shop.run("hutang", "tambah", "budi", "20rb")
    refused(shop, "cicil", "H1", "--kali", times, "--tiap", every, "--tetap", "x", code=2)


# The rules behind the tables


@settings(max_examples=150)
@given(st.integers(1, 99), st.integers(1, 5000) | st.integers(1, 999_999_999))
def test_instalments_add_up_and_none_is_larger_than_the_first(times, amount):
    amount = max(amount, times)
    found = instalments.split(amount, times)
    assert sum(found) == amount and len(found) == times and min(found) > 0
    assert max(found) == found[0] and found == sorted(found, reverse=True)
    assert all(each % 500 == 0 for each in found[:-1]) or found[0] - found[-1] <= 1


@settings(max_examples=150)
@given(
    st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    st.integers(2, 12),
    st.integers(1, 10),
    st.booleans(),
)
def test_instalments_are_due_at_equal_distances(start, times, count, monthly):
    found = instalments.dates(start, Interval(0, count) if monthly else Interval(count, 0), times)
    assert found[0] == start and len(found) == times
    for place, day in enumerate(found):
        if monthly:
            assert day.year * 12 + day.month == start.year * 12 + start.month + place * count
            assert day.day == min(start.day, calendar.monthrange(day.year, day.month)[1])
        else:
            assert (day - start).days == place * count

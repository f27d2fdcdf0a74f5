"""What the payment policy forbids is refused with a way out that works and asks no rupiah too
much."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.clock import after
from helpers.customers import add, money, share
from helpers.debts import BUDI, SITI
from helpers.konter import Konter, files
from helpers.policy import FORCED, refused, rules, way_out, without_rules
from helpers.screen import rupiah
from helpers.sizes import tries
from helpers.terminal import at_terminal, talk
from pulsa_cli.core.policy import Policy, refusal
from pulsa_cli.core.standing import OpenPart, Standing


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return without_rules(konter)


# A refusal and its way out

OWES = [  # rules, debts and how long they are open, the sale that is refused
    (["batas: 20rb"], ["12rb:7 hari"], 0, "10"),
    (["batas: 20rb"], ["12rb:7 hari", "8rb:2 hari"], 1, "20"),
    (["batas: 15rb"], ["12rb:7 hari"], 0, "20"),
    (["batas: 15rb"], [], 0, "25"),
    (["batas: 0"], ["5rb:2 hari"], 0, "10"),
    (["paling-banyak: 2"], ["5rb:3 hari", "7rb:2 hari", "9rb:2 hari"], 1, "10"),
    (["akibat: {stop-hutang: 1}"], ["5rb:3 hari", "7rb:2 hari", "9rb:9 hari"], 4, "10"),
    (["akibat: {stop-hutang: 3}", "tenggang: 2"], ["5rb:1 hari", "7rb:2 hari"], 4, "10"),
    (["akibat: {stop-hutang: 1, bayar-di-muka: 5}"], ["5rb:1 hari", "7rb:1 bulan"], 6, "10"),
    (
        ["batas: 30rb", "paling-banyak: 2", "akibat: {stop-hutang: 1}"],
        ["5rb:1 hari", "Rp500:5 hari", "20rb:8 hari"],
        2,
        "25",
    ),
]


@pytest.fixture(params=OWES, ids=lambda case: case[0][0].strip("}"))
def owing(shop: Konter, request) -> tuple[Konter, tuple[str, ...]]:
    """A shop where Budi owes so much that a sale on credit is refused, and that sale."""
    lines, debts, days, product = request.param
    for debt in debts:
        amount, term = debt.split(":")
        shop.run("hutang", "tambah", "budi", amount, "--tempo", term)
    rules(shop, *lines)
    after(shop, days)
    return shop, ("jual", "budi", product, "-k")


def test_a_refusal_names_the_way_out_and_it_works(owing):
    shop, sale = owing
    said = refused(shop, *sale)
    assert said.splitlines()[-2].startswith("Maaf, Budi belum bisa kasbon: ")
    pay, options = way_out(said)
    if pay:
        shop.run("hutang", "bayar", "budi", pay)
    if options:
        refused(shop, *sale)
        refused(shop, *sale, "--dibayar", f"Rp{rupiah('Rp' + options[1])[0] - 1}")
    shop.run(*sale, *options)
    assert (pay or options) and shop.rows()[-1]["alasan"] == "" and len(shop.rows()) == 1


def test_going_on_for_a_reason_is_recorded_with_it(owing):
    shop, sale = owing
    before = files(shop)
    shop.run(*sale, "--tetap", "  ", code=2)
    assert files(shop) == before
    shop.run(*sale, *FORCED)
    assert shop.rows()[-1]["alasan"] == FORCED[1]
    assert FORCED[1] in shop.run("transaksi", "lihat", shop.rows()[-1]["id"]).out
    refused(shop, "hutang", "tambah", "budi", "50rb")
    shop.run("hutang", "tambah", "budi", "50rb", *FORCED)
    assert FORCED[1] in shop.rows("hutang")[-1]["alasan"]


def test_what_makes_no_debt_is_never_refused(owing):
    shop, sale = owing
    owed = money(shop, "budi")
    shop.run(*sale[:-1])
    shop.run(*sale, "--dibayar", "100rb", "--lagi")
    shop.run(*sale, "--diskon", "50rb", "--harga", "50rb", "--lagi")
    assert money(shop, "budi") == owed and len(shop.rows()) == 3


def test_a_debt_of_an_earlier_day_is_judged_by_that_day(shop):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "1 hari")
    rules(shop, "akibat: {stop-hutang: 1}")
    after(shop, 5)
    refused(shop, "hutang", "tambah", "budi", "5rb")
    said = shop.run("hutang", "tambah", "budi", "5rb", "--waktu", "21/11 19.00")
    assert rupiah(said.err) == [20000] and "lewat" not in said.err  # nor was it late that day
    assert shop.rows("hutang")[-1]["waktu"].startswith("2026-11-21")


def test_a_sale_of_an_earlier_day_is_judged_by_that_day(shop):
    shop.run("hutang", "tambah", "budi", "20rb", "--tempo", "1 hari")
    rules(shop, "akibat: {stop-hutang: 1}")
    after(shop, 5)
    refused(shop, "jual", "budi", "10", "-k")
    said = shop.run("jual", "budi", "10", "-k", "--waktu", "21/11 19.00")
    assert rupiah(said.err) == [20000] and "lewat" not in said.err  # nor was it late that day
    assert shop.rows()[-1]["waktu"].startswith("2026-11-21T19:00")
    assert shop.rows()[-1]["tempo"] == "2026-11-28"


def test_an_advised_amount_below_a_thousand_can_be_typed_as_it_stands(shop):
    rules(shop, "batas: Rp11.500")
    _, options = way_out(refused(shop, "jual", "budi", "10", "-k"))
    shop.run("jual", "budi", "10", "-k", *options)


def test_a_shop_that_allows_no_debt_does_not_speak_of_debts_on_hold(shop):
    rules(shop, "paling-banyak: 0")
    assert "ditahan" not in refused(shop, "jual", "budi", "10", "-k")


def test_where_a_debt_on_hold_is_in_the_way_no_part_payment_is_advised(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    rules(shop, "batas: 15rb", "paling-banyak: 1")
    _, options = way_out(refused(shop, "jual", "budi", "5", "-k"))
    shop.run("jual", "budi", "5", *(["-k", *options] if options else []))


def test_a_disputed_debt_that_is_paid_after_all_brings_no_consequence(shop):
    rules(shop, "akibat: {bayar-di-muka: 30}")
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "15", "-k", "--tempo", "90 hari")
    shop.run("hutang", "tahan", "J1", "--alasan", "belum masuk")
    after(shop, 40)
    shop.run("jual", "budi", "20", "-k")
    shop.run("hutang", "bayar", "budi", "12rb", "--untuk", "A-261121-J001")
    shop.run("jual", "budi", "25", "-k")


def test_the_balance_pays_first_and_only_the_rest_is_judged(shop):
    rules(shop, "batas: 7rb", "paling-banyak: 1")
    shop.run("titipan", "terima", "budi", "5rb")
    assert way_out(refused(shop, "jual", "budi", "15", "-k")) == ("", ["--dibayar", "5.000"])
    shop.run("jual", "budi", "10", "-k")
    assert money(shop, "budi") == (7000, 0)
    shop.run("hutang", "tambah", "siti", "7rb")
    shop.run("hutang", "tahan", "siti", "--alasan", "belum masuk")
    shop.run("titipan", "terima", "siti", "100rb")
    for product in ("S25", "S50"):  # all of it covered: no debt, whatever the rules say
        shop.run("jual", "siti", product, "-k")
    refused(shop, "jual", "siti", "S100", "-k")
    assert money(shop, "siti") == (7000, 22500)


def test_a_repeat_makes_a_debt_only_as_the_policy_allows(shop):
    rules(shop, "batas: 100rb")
    shop.run("jual", "budi", "10", "-k")
    shop.run("transaksi", "gagal", "J1")
    shop.run("jual", "budi", "100", "-k")
    said = refused(shop, "transaksi", "ulang", "J1")
    assert way_out(said)[0] == "Rp11.000"
    shop.run("transaksi", "ulang", "J1", *FORCED)
    assert shop.rows()[-1]["alasan"] == FORCED[1]
    shop.run("transaksi", "gagal", "J4")
    shop.run("hutang", "bayar", "budi", "11rb")
    shop.run("transaksi", "ulang", "J4")


def test_a_repeat_that_can_not_be_on_credit_says_which_sale_can(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("jual", "budi", "20", "-k")
    shop.run("transaksi", "gagal", "J2")
    shop.run("hutang", "tahan", "J1", "--alasan", "x")
    rules(shop, "batas: 30rb")
    assert "(pulsa jual … -k --dibayar 4.000)" in refused(shop, "transaksi", "ulang", "J2")
    shop.run("jual", "budi", "20", "-k", "--dibayar", "4.000")


# What the seller sees


def test_somebody_new_is_judged_before_being_registered(shop):
    rules(shop, "batas: 10rb")
    before = files(shop)
    code, screen = talk(shop, ["wati", ""], "jual", "081399998888", "10", "-k")
    assert code == 1 and files(shop) == before
    assert rupiah(screen) == [12000, 10000, 2000]


def test_22_open_and_overdue_debt_shows_while_the_sale_is_typed(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "hari ini")
    shop.run("jual", "budi", "5", "-k", "--tempo", "besok")
    after(shop, 1)
    said = shop.run("jual", "budi", "15", "-k").err  # nobody to ask
    assert "Budi: sudah ada kasbon Rp19.000, Rp12.000 lewat jatuh tempo" in said
    said = shop.run("hutang", "tambah", "budi", "1rb").err
    assert "Budi: sudah ada kasbon Rp36.000, Rp12.000 lewat jatuh tempo" in said
    rows = files(shop)
    for words in (
        ("jual", "budi", "25", "-k"),
        ("jual", SITI, "25", "-k", "budi"),
        ("hutang", "tambah", "budi", "26,5rb"),
    ):
        with at_terminal(shop, *words) as terminal:
            shown = " ".join(terminal.wait_for("[Enter = ya").split())
            assert "sudah ada kasbon Rp37.000, Rp12.000 lewat jatuh tempo" in shown
            assert "26.500" in shown and files(shop) == rows
            terminal.press("t\r")
            assert terminal.finish() == 1
    assert files(shop) == rows
    rules(shop, "akibat: {ingatkan: 1, stop-hutang: 1}")
    rows = files(shop)
    for words in (("jual", "budi", "25", "-k"), ("hutang", "tambah", "budi", "5rb")):
        with at_terminal(shop, *words) as terminal:  # refused before a question
            assert terminal.finish() == 1 and "[Enter" not in terminal.screen
            assert 12000 in rupiah(terminal.screen) and files(shop) == rows
    with at_terminal(shop, "jual", "budi", "25") as terminal:  # cash: the reminder
        shown = " ".join(terminal.wait_for("[Enter = ya").split())
        assert "kasbon Rp37.000, Rp12.000 lewat jatuh tempo, 1 hari" in shown
        terminal.press("\r")
        assert terminal.finish() == 0


def test_another_counters_old_rows_are_said_to_be_old(make_konter):
    shops = a, b = make_konter("depan"), make_konter("belakang", "--konter", "B")
    add(a, "Budi", BUDI)
    rules(a, "batas: 30rb")
    share(*shops)
    b.run("jual", "budi", "10", "-k")
    after(b, 1)
    b.run("titipan", "terima", "budi", "2rb")
    share(*shops)
    after(a, 1)
    assert "onter B" not in a.run("jual", "budi", "5", "-k").err  # heard from today
    after(a, 3)
    for words in (("jual", "budi", "5", "-k"), ("hutang", "tambah", "budi", "2rb")):
        said = a.run(*words).err
        assert re.findall(r"onter (\w) baru sampai (\w+, \d+ \w+ \d+)", said) == [
            ("B", "Minggu, 22 Nov 2026")
        ]
    said = refused(a, "jual", "budi", "10", "-k")  # with what B sold
    assert "onter B" in said and {38000, 30000, 8000} <= set(rupiah(said))
    assert "onter B" not in a.run("jual", "budi", "10").err
    after(b, 3)
    b.run("hutang", "bayar", "budi", "8rb")
    share(*shops)
    assert "onter B" not in a.run("jual", "budi", "10", "-k", "--lagi").err


# The rule of refusing, at random

TODAY = date(2026, 11, 21)
FEW = st.integers(0, 12)
PARTS = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 6)), min_size=1, max_size=3)
POLICIES = st.builds(
    Policy,
    grace=st.integers(0, 3),
    limit=st.none() | FEW,
    stop=st.none() | FEW,
    most=st.none() | st.integers(0, 4),
    prepay=st.none() | FEW,
)


@st.composite
def standings(draw) -> Standing:
    """Up to four debts, some on hold, of up to three parts each, in the order of payment."""
    debts = draw(st.lists(st.tuples(st.sampled_from([False, False, True]), PARTS), max_size=4))
    parts = [
        OpenPart(f"J{place}", TODAY + timedelta(days), left, left, on_hold, "jual")
        for place, (on_hold, pieces) in enumerate(debts)
        for days, left in pieces
    ]
    return Standing(tuple(sorted(parts, key=lambda part: part.due)), 0, draw(FEW) if parts else 0)


def paid(standing: Standing, amount: int) -> Standing:
    """What is owed once this much came in: it goes to parts by due date, not to those on hold."""
    left, worst = [], standing.worst_delay
    for part in standing.parts:
        used = 0 if part.on_hold else min(amount, part.left)
        amount -= used
        worst = max(worst, part.days_late(TODAY) if used else 0)
        left += [part._replace(left=part.left - used)] if part.left > used else []
    return Standing(tuple(left), amount, worst)


def allowed(policy: Policy, own: int | None, standing: Standing, amount: int) -> bool:
    """The policy, read a second time."""
    limit = policy.limit if own is None else own
    late = [(TODAY - part.due).days for part in standing.parts if not part.on_hold]
    worst = max([standing.worst_delay, *late])
    return not (
        limit is not None
        and sum(part.left for part in standing.parts) + amount > limit
        or policy.most is not None
        and len({part.debt for part in standing.parts}) >= policy.most
        or policy.stop is not None
        and any(days >= policy.stop and days > policy.grace for days in late)
        or policy.prepay is not None
        and late
        and worst >= policy.prepay
        and worst > policy.grace
    )


@settings(max_examples=tries(80, 400))
@given(POLICIES, st.none() | FEW, standings(), st.integers(1, 12))
def test_what_is_refused_becomes_possible_by_what_is_asked_and_by_no_rupiah_less(
    policy, own, standing, amount
):
    def judged(paid_before: int, debt: int):
        return refusal(policy, own, paid(standing, paid_before), debt, TODAY)

    found = judged(0, amount)
    assert (found is None) == allowed(policy, own, standing, amount)
    if found is None:
        return
    rest = amount - found.at_once
    assert found.why and 0 <= rest <= amount
    if not rest:  # not even a rupiah is possible
        assert not found.pay and judged(standing.payable, 1)
        return
    assert 0 <= found.pay <= standing.payable and (found.pay or found.at_once)
    assert judged(found.pay, rest) is None
    assert not found.pay or judged(found.pay - 1, rest)
    assert not found.at_once or judged(found.pay, rest + 1)


@settings(max_examples=tries(40, 200))
@given(POLICIES, st.none() | FEW, standings(), st.integers(1, 12), st.integers(-9, 9))
def test_no_rule_refuses_nothing_and_how_late_a_disputed_debt_is_changes_nothing(
    policy, own, standing, amount, days
):
    assert refusal(Policy(), None, standing, amount, TODAY) is None
    assert refusal(policy, own, standing, amount, TODAY) == refusal(
        policy._replace(limit=policy.limit if own is None else own), None, standing, amount, TODAY
    )
    moved = standing._replace(
        parts=tuple(
            part._replace(due=TODAY + timedelta(days)) if part.on_hold else part
            for part in standing.parts
        )
    )
    assert refusal(policy, own, moved, amount, TODAY) == refusal(
        policy, own, standing, amount, TODAY
    )

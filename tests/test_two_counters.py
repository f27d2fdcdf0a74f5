"""Commands in any order at two counters that learn of each other late: money adds up, and what is
shown and said of it is right at every step."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from helpers.accounts import agree, folded, money_said, shown, told_of_the_sale
from helpers.counters import NUMBERS, Pair, random_steps
from helpers.rows import arrive, row
from helpers.sizes import tries
from helpers.terminal import talk
from pulsa_cli.core import sales
from pulsa_cli.core.ids import day_code
from pulsa_cli.core.schema import MONEY, SALES


def walk(two, steps):
    """Does these steps at the two counters, and looks after each."""
    pair = Pair(*two)
    for place, step in enumerate(steps):
        if place == len(steps) // 2:
            pair.sync()
        before = folded(pair.shops[step.counter])
        shop, result = pair.step(step)
        agree(shop, before, result)
        if result and "-J" in result.id:
            told_of_the_sale(shop, result)
    pair.sync()
    assert agree(two[0], {}, None) == agree(two[1], {}, None)


# Not by hypothesis, which draws a few kinds of steps much more often than the others.
@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_of_commands_at_two_counters_money_adds_up_and_is_told_right(two, seed):
    for place in range(tries(3, 8)):
        walk(two, random_steps(Random(100 * seed + place)))


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
def test_in_500_orders_of_commands_at_two_counters_money_adds_up_and_is_told_right(two, seed):
    for place in range(50):
        walk(two, random_steps(Random(1000 + 100 * seed + place)))


@pytest.mark.parametrize("seed", range(2))
def test_as_of_a_day_the_accounts_are_as_they_were_shown_that_day(two, seed):
    for place in range(tries(1, 6)):
        pair, days = Pair(*two), {}
        for step in random_steps(Random(500 + 100 * seed + place)):
            if step.later:
                note_the_day(pair, days)
            pair.step(step)
        note_the_day(pair, days)
        for day, then in days.items():
            assert folded(two[0], until=day) == then, day


def note_the_day(pair, days):
    """What both counters show when they have each other's rows."""
    pair.sync()
    for shop in pair.shops.values():
        then = shown(shop, "pelanggan", "list")
        assert days.setdefault(shop.now[:10], then) == then


# Rows of commands that are still to come, as a counter with a newer version records them.
NEWER = ("undur", "tahan", "tahan", "lepas", "ikhlaskan", "tambah")


def come_from_newer(shops, kind, place, ref="", **columns):
    """Lets such a row arrive at these shops, dated now."""
    moment = shops[0].now
    columns |= {"undur": {"tempo": "2026-12-24"}, "tambah": {"jumlah": "9000"}}.get(kind, {})
    made = row(
        MONEY,
        f"C-{day_code(date.fromisoformat(moment[:10]))}-H{place:03}",
        moment,
        kind,
        ref=ref,
        **columns,
    )
    for shop in shops:
        arrive(shop.root, [made], [f"{moment[:7]}.C"])


@pytest.mark.parametrize("seed", range(2))
def test_with_debts_on_hold_or_written_off_money_adds_up_and_is_told_right(two, seed):
    for place in range(tries(1, 6)):
        walk_with_newer(two, Random(700 + 100 * seed + place))


def walk_with_newer(two, random):
    pair = Pair(*two, behind=0)
    for place, step in enumerate(random_steps(random)):
        shop = pair.shops[step.counter]
        debts = [
            each
            for each in shop.rows("jual") + shop.rows("hutang")
            if each["jenis"] in ("jual", "tambah") and each["pelanggan"]
        ]
        if debts and random.random() < 0.4:
            kind, debt = random.choice(NEWER), random.choice(debts)
            come_from_newer(
                two,
                kind,
                place + 1,
                "" if kind == "tambah" else debt["id"],
                pelanggan=debt["pelanggan"],
            )
            pair.pass_time(0)
        before = folded(shop)
        agree(shop, before, pair.step(step)[1])


@pytest.mark.parametrize("seed", range(2))
def test_at_one_counter_no_sale_ever_falls_short(two, seed):
    for place in range(tries(1, 6)):
        walk_alone(two, Random(900 + 100 * seed + place))


def walk_alone(two, random):
    """Everything at counter A, which also sells something cheap for money kept for a number."""
    pair = Pair(*two)
    shop = two[0]
    for place, step in enumerate(random_steps(random)):
        kept = [sale for sale in sales.fold(shop.rows("jual")).values() if sale.held]
        if kept and random.random() < 0.5:
            sell_for_kept_money(shop, random.choice(kept), place + 1, random)
            pair.pass_time(0)
        before = folded(shop)
        agree(shop, before, pair.step(step._replace(counter="A"))[1])
        for sale in sales.fold(shop.rows("jual")).values():
            assert not sale.short and sale.left >= 0, sale.id


def sell_for_kept_money(konter, kept, place, random):
    """The row of a `pulsa jual` where a person says yes to money that is kept for the number."""
    moment = konter.now
    id = f"C-{day_code(date.fromisoformat(moment[:10]))}-J{place:03}"
    arrive(
        konter.root,
        [
            row(
                SALES,
                id,
                moment,
                "jual",
                ref=kept.id,
                nomor=kept.right_number or kept.number,
                nama="S5",
                produk="S5",
                harga="7000",
                diskon="0",
                dibayar=str(max(0, 7000 - kept.held)),
                cara="tunai",
                pelanggan=random.choice(("", kept.customer)),
                status="sukses",
            )
        ],
        [f"{moment[:7]}.C"],
    )


# What these walks brought to light.


@pytest.fixture
def shop(konter):
    for name, number in (("Budi", NUMBERS[0]), ("Siti", NUMBERS[1]), ("Tono", "081234567892")):
        konter.run("pelanggan", "tambah", name, "--nomor", number)
    return konter


def run_later(konter, *words):
    """Runs a command a minute later."""
    konter.now = (datetime.fromisoformat(konter.now) + timedelta(minutes=1)).isoformat()
    return konter.run(*words)


@pytest.mark.parametrize("words", [("transaksi", "gagal", "J1"), ("batal", "J1", "--alasan", "x")])
def test_a_sale_to_a_record_that_was_united_with_another_can_still_fail(shop, words):
    shop.run("jual", NUMBERS[0], "10", "-k")
    run_later(shop, "pelanggan", "satukan", "siti", "budi")
    run_later(shop, *words)
    assert shown(shop, "pelanggan", "lihat", "siti") == {"Siti": (0, 0, 0, 0)}


def test_a_void_tells_a_customer_whose_records_were_united_once(shop):
    shop.run("jual", NUMBERS[0], "10", "-k")
    run_later(shop, "transaksi", "pindah", "J1", "siti")
    run_later(shop, "pelanggan", "satukan", "siti", "budi")
    said = money_said(run_later(shop, "batal", "J1", "--alasan", "x").out)
    assert said == [("Siti", 0, 0, 0)]


def test_a_void_of_a_move_tells_those_whose_account_it_changes(shop):
    shop.run("jual", NUMBERS[0], "10", "-k")
    run_later(shop, "transaksi", "pindah", "J1", "siti")
    run_later(shop, "transaksi", "pindah", "J1", "tono")
    said = money_said(run_later(shop, "batal", "J3", "--alasan", "x").out)
    assert sorted(said) == [("Siti", 12000, 0, 0), ("Tono", 0, 0, 0)]


@pytest.mark.parametrize("kinds", [("tahan", "bayar"), ("bayar", "ikhlaskan")])
def test_what_is_said_when_records_are_united_is_what_is_shown(shop, kinds):
    sold = shop.run("jual", NUMBERS[0], "10", "-k")
    for kind in kinds:
        if kind == "bayar":
            run_later(shop, "titipan", "terima", "siti", "50rb")
        else:
            come_from_newer([shop], kind, 1, sold.id, pelanggan=shop.rows("jual")[0]["pelanggan"])
    said = money_said(run_later(shop, "pelanggan", "satukan", "budi", "siti").out)
    assert said == [("Budi", *shown(shop, "pelanggan", "lihat", "budi")["Budi"][:3])]


def test_a_row_about_a_debt_that_names_no_customer_can_be_voided(shop):
    sold = shop.run("jual", NUMBERS[0], "10", "-k")
    come_from_newer([shop], "tahan", 1, sold.id)
    run_later(shop, "batal", "C-261121-H001", "--alasan", "x")


def test_kept_money_that_paid_for_a_cheaper_sale_does_not_go_to_an_account_as_well(konter):
    konter.run("jual", NUMBERS[2], "20")
    run_later(konter, "transaksi", "gagal", "J1")
    talk(konter, ["", ""], "jual", NUMBERS[2], "10")  # yes, with the kept money
    assert konter.rows()[-1]["dibayar"] == "0"
    run_later(konter, "pelanggan", "tambah", "Budi", "--nomor", NUMBERS[2])
    said = money_said(run_later(konter, "transaksi", "gagal", "J1", "--kembali", "titipan").out)
    assert said == [("Budi", 0, 10000, 0)]
    assert shown(konter, "pelanggan", "lihat", "budi") == {"Budi": (0, 10000, 0, 0)}
    assert not [sale.id for sale in sales.fold(konter.rows()).values() if sale.short]

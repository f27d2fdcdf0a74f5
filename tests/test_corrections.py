"""Where the money goes when a customer's sale failed, went to a wrong number, was somebody
else's or is taken back; and when two counters did not know of each other."""

import pytest

from helpers.customers import add, money, people, person, share
from helpers.debts import BUDI, SITI, SITI_TOO, with_debtors
from helpers.konter import Konter, files
from helpers.sales import DUE, balanced, last, sale, sales
from helpers.screen import rupiah
from helpers.sizes import tries
from helpers.terminal import talk


@pytest.fixture
def shop(konter: Konter) -> Konter:
    return with_debtors(konter, SITI_TOO)


# What failed

# How Rp12.000 are paid: the options, rupiah paid at once, rupiah owed.
KINDS = {
    "cash": ((), 12000, 0),
    "part": (("-k", "--dibayar", "5rb"), 5000, 7000),
    "credit": (("-k",), 0, 12000),
    "prepaid": (("--titipan",), 0, 0),
}
WAYS = [(kind, back) for kind in KINDS for back in (None, "tunai", "titipan", "nanti")]
# In a proof each end with all ways, else each with half of them.
ENDINGS = pytest.mark.parametrize(
    "ending, ways",
    [("gagal", WAYS[:: tries(2, 1)]), ("salah-nomor", WAYS[tries(1, 0) :: tries(2, 1)])],
    ids=["gagal", "salah-nomor"],
)


def buy(shop: Konter, place: int, kind: str) -> tuple[str, str]:
    """A new customer buys for Rp12.000; returns the customer's id and the sale's."""
    buyer = add(shop, f"Pembeli nomor{place}", f"0812-0000-{place:04}")
    options, _, owed = KINDS[kind]
    if kind == "prepaid":
        shop.run("titipan", "terima", buyer, "12rb")
    shop.run("jual", f"0812-0000-{place:04}", "10", *options)
    assert money(shop, buyer) == (owed, 0)
    return buyer, shop.rows()[-1]["id"]


def end(shop: Konter, ending: str, id: str, back: str | None = None) -> list[int]:
    """Records that a sale failed or went to a wrong number, which the shop bears; returns the
    amounts that were shown."""
    how = () if ending == "gagal" else ("--ke", "081234567899", "--rugi", "toko")
    said = shop.run("transaksi", ending, id, *how, *(("--kembali", back) if back else ()))
    return rupiah(said.out)


@ENDINGS
def test_the_money_of_a_failed_sale_goes_where_it_is_said(konter, ending, ways):
    for place, (kind, back) in enumerate(ways):
        _, paid, owed = KINDS[kind]
        prepaid = 12000 if kind == "prepaid" else 0
        buyer, id = buy(konter, place, kind)
        shown = end(konter, ending, id, back)
        goes = back or {"gagal": "titipan", "salah-nomor": "nanti"}[ending]
        found = sale(konter, id)
        assert (found["status"], found["kembali"], found["tertahan"], found["masuk_titipan"]) == (
            ending,
            paid if goes == "tunai" else 0,
            paid if goes == "nanti" else 0,
            paid if goes == "titipan" else 0,
        ), (kind, back)
        assert money(konter, buyer) == (0, prepaid + found["masuk_titipan"])
        assert not paid or paid in shown
        assert balanced(konter)
        due = ("--dibayar", found["kembali"]) if found["kembali"] else ()
        again = konter.run("transaksi", "ulang", id, "--lagi", *due)
        repeat = sale(konter, konter.rows()[-1]["id"])
        assert (
            repeat["ref"],
            repeat["pelanggan"],
            repeat["dibayar"],
            repeat["dari_ref"],
            repeat["tempo"],
        ) == (id, buyer, found["kembali"], found["tertahan"], DUE if owed else ""), (kind, back)
        assert repeat["nomor"] == (found["nomor"] if ending == "gagal" else "0812-3456-7899")
        assert not owed or owed in rupiah(again.out)
        assert money(konter, buyer) == (owed, 0) and sale(konter, id)["tertahan"] == 0
        assert balanced(konter)
        before = files(konter)
        konter.run("transaksi", "ulang", id, code=1)
        konter.run("transaksi", "gagal", id, "--kembali", "tunai", code=1)
        assert files(konter) == before


def test_a_wrong_number_that_the_buyer_bears_leaves_the_debt(konter):
    for place, kind in enumerate(KINDS):
        buyer, id = buy(konter, place, kind)
        konter.run("transaksi", "salah-nomor", id, "--ke", "081234567899", "--rugi", "pembeli")
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)
        konter.run("transaksi", "ulang", id, "--lagi", code=1)
        konter.run("transaksi", "ulang", id, "--lagi", "--dibayar", "12rb")  # paid once more
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)
        assert last(konter, "dibayar") == ("12000",)


def test_money_that_failed_free_pays_other_debts_first(shop):
    shop.run("jual", "budi", "5", "-k")
    shop.run("jual", "budi", "10")
    shop.run("transaksi", "gagal", "J2")
    assert money(shop, "budi") == (0, 5000) and balanced(shop)


def test_what_was_paid_for_a_debt_later_is_prepaid_when_the_sale_fails(konter):
    for place, back in enumerate((None, "tunai", "titipan", "nanti")):
        buyer, id = buy(konter, place, "credit")
        konter.run("titipan", "terima", buyer, "5rb")
        end(konter, "gagal", id, back)
        assert money(konter, buyer) == (0, 5000) and balanced(konter)


def test_money_that_was_kept_can_go_elsewhere_later(shop):
    for product, back, prepaid in (("5", "tunai", 0), ("10", "titipan", 12000)):
        shop.run("jual", "budi", product)
        id = shop.rows()[-1]["id"]
        shop.run("transaksi", "gagal", id, "--kembali", "nanti")
        assert sale(shop, id)["tertahan"] > 0
        shop.run("transaksi", "gagal", id, "--kembali", back)
        assert sale(shop, id)["tertahan"] == 0 and money(shop, "budi") == (0, prepaid)
        before = files(shop)
        for again in ("tunai", "titipan", "nanti"):
            shop.run("transaksi", "gagal", id, "--kembali", again, code=1)
        assert files(shop) == before
    assert balanced(shop)


def test_a_buyer_nobody_knows_has_no_account(shop):
    shop.run("jual", "081399998888", "10")
    before = files(shop)
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1)
    assert files(shop) == before
    shop.run("transaksi", "gagal", "J1")
    assert sale(shop)["tertahan"] == 12000
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1)
    add(shop, "Tono", "081399998888")
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    assert money(shop, "tono") == (0, 12000) and balanced(shop)


def test_money_kept_for_nobody_can_be_given_to_a_customer_in_the_way_that_is_said(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1")
    said = shop.run("transaksi", "gagal", "J1", "--kembali", "titipan", code=1).err
    if "transaksi pindah" in said:
        shop.run("transaksi", "pindah", "J1", "budi")
        shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
        assert money(shop, "budi") == (0, 12000)


def test_pending_sales_on_credit_are_walked_through(shop):
    for words in (
        ("budi", "10", "-k"),
        ("siti", "S10", "-k", "--dibayar", "2rb"),
        ("siti", "I10"),
        ("081399998888", "10"),
    ):
        shop.run("jual", *words, "--status", "pending")
    assert money(shop, "budi") == (12000, 0) and money(shop, "siti") == (10000, 0)
    code, screen = talk(
        shop, ["g", "g titipan", "g nanti", "g titipan", "g tunai"], "transaksi", "menunggu"
    )
    assert code == 0, screen
    assert [
        (each["status"], each["masuk_titipan"], each["tertahan"], each["kembali"])
        for each in sales(shop)
    ] == [("gagal", 0, 0, 0), ("gagal", 2000, 0, 0), ("gagal", 0, 13000, 0), ("gagal", 0, 0, 12000)]
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 2000)
    assert balanced(shop)


@pytest.mark.parametrize("ending", ["gagal", "salah-nomor"])
def test_the_list_counts_no_debt_that_is_gone(shop, ending):
    shop.run("jual", "budi", "10", "-k")
    end(shop, ending, "J1")
    assert 12000 not in rupiah(shop.run("transaksi", "list").out)


# Repeated on credit


def test_a_repeat_on_credit_is_not_overdue_at_once(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("transaksi", "gagal", "J1")
    shop.now = "2026-12-05T10:00:00+07:00"
    shop.run("transaksi", "ulang", "A-261121-J001")
    assert person(shop, "budi")["telat"] == 0


def test_a_repeat_on_credit_looks_like_a_sale_on_credit(shop):
    shop.run("jual", "budi", "10", "-k", "--dibayar", "5rb")
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    shop.run("transaksi", "ulang", "J1")
    assert last(shop, "dibayar", "cara") == ("0", "kasbon")
    assert "kasbon" in shop.run("transaksi", "list").out.splitlines()[2]


# Money kept for a number


@pytest.mark.parametrize(
    "product, price, credit",
    [("10", 12000, False), ("25", 26500, False), ("25", 26500, True), ("5", 7000, False)],
)
def test_kept_money_is_offered_at_the_numbers_next_sale_and_used(shop, product, price, credit):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    shop.now = "2026-12-20T10:00:00+07:00"
    words = ("jual", "+62 813 9999 8888", product, *(("-k", "budi") if credit else ()))
    code, screen = talk(shop, ["", ""], *words)
    assert code == 0 and "A-261121-J001" in screen and 12000 in rupiah(screen)
    used = min(12000, price)
    repeat = sale(shop, shop.rows()[-1]["id"])
    assert (repeat["ref"], repeat["dari_ref"]) == ("A-261121-J001", used)
    assert repeat["dibayar"] == (0 if credit else price - used)
    assert sale(shop, "A-261121-J001")["tertahan"] == 12000 - used
    assert money(shop, "budi") == ((price - used if credit else 0), 0) and balanced(shop)


def test_kept_money_can_be_left_where_it_is(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    assert talk(shop, ["t", ""], "jual", "081399998888", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "12000")
    assert sale(shop)["tertahan"] == 12000
    before = files(shop)
    for answers in ([None], ["", None], ["t", None]):
        assert talk(shop, answers, "jual", "081399998888", "25")[0] == 130
    assert files(shop) == before and balanced(shop)


def test_kept_money_is_not_used_unasked_and_not_for_another_number(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "gagal", "J1", "--kembali", "nanti")
    said = shop.run("jual", "081399998888", "25")
    assert "A-261121-J001" in said.err and "transaksi ulang" in said.err
    assert last(shop, "ref", "dibayar") == ("", "26500")
    assert talk(shop, [""], "jual", "081399998889", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "12000")
    assert talk(shop, [], "jual", "081399998888", "5", "-y")[0] == 0
    assert last(shop, "ref", "dibayar") == ("", "7000")
    assert sale(shop)["tertahan"] == 12000 and balanced(shop)


def test_money_kept_after_a_wrong_number_is_offered_at_the_right_one(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "salah-nomor", "J1", "--ke", "081399998889", "--rugi", "toko")
    assert talk(shop, [""], "jual", "081399998888", "25")[0] == 0
    assert talk(shop, ["", ""], "jual", "081399998889", "10")[0] == 0
    assert last(shop, "ref", "dibayar") == ("A-261121-J001", "0") and balanced(shop)


# Moved to another customer


def test_a_sale_on_credit_moves_with_its_debt_and_due_date(shop):
    shop.run("jual", "budi", "10", "-k", "--tempo", "tanggal 25")
    shop.run("titipan", "terima", "budi", "5rb")
    said = shop.run("transaksi", "pindah", "J1", "siti")
    assert last(shop, "jenis", "ref", "pelanggan") == ("pindah", "A-261121-J001", "A-261121-P002")
    assert money(shop, "budi") == (0, 5000) and money(shop, "siti") == (12000, 0)
    assert {5000, 12000} <= set(rupiah(said.out))
    assert sale(shop)["pelanggan"] == "A-261121-P002" and balanced(shop)
    for day, late in (("25", 0), ("26", 12000)):
        shop.now = f"2026-11-{day}T10:00:00+07:00"
        assert person(shop, "siti")["telat"] == late
    shop.run("transaksi", "pindah", "A-261121-J001", "budi")
    assert money(shop, "budi") == (7000, 0) and money(shop, "siti") == (0, 0)
    shop.run("batal", shop.rows()[-1]["id"], "--alasan", "keliru")
    assert money(shop, "budi") == (0, 5000) and money(shop, "siti") == (12000, 0)
    assert balanced(shop)


def test_a_debt_that_moves_is_paid_by_what_the_right_customer_has_prepaid(shop):
    shop.run("titipan", "terima", "siti", "20rb")
    shop.run("jual", "081399998888", "10", "-k", "budi")
    shop.run("transaksi", "pindah", "J1", "siti")
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 8000) and balanced(shop)


def test_a_sale_to_nobody_can_be_given_a_customer(shop):
    shop.run("jual", "081399998888", "10")
    shop.run("transaksi", "pindah", "J1", "budi")
    assert sale(shop)["pelanggan"] == "A-261121-P001" and money(shop, "budi") == (0, 0)
    shop.run("transaksi", "gagal", "J1")
    assert money(shop, "budi") == (0, 12000) and balanced(shop)


def test_what_moved_fails_for_the_right_customer(shop):
    shop.run("jual", "budi", "10", "-k", "--dibayar", "5rb")
    shop.run("transaksi", "pindah", "J1", "siti")
    assert money(shop, "siti") == (7000, 0)
    shop.run("transaksi", "gagal", "J1", "--kembali", "titipan")
    assert money(shop, "budi") == (0, 0) and money(shop, "siti") == (0, 5000) and balanced(shop)
    before = files(shop)
    shop.run("transaksi", "pindah", "J1", "budi", code=1)
    assert files(shop) == before


def test_at_a_terminal_the_customer_to_move_to_can_be_chosen(shop):
    add(shop, "Siti Pasar")
    shop.run("jual", "budi", "10", "-k")
    before = files(shop)
    assert talk(shop, [None], "transaksi", "pindah", "J1", "siti")[0] == 130
    assert files(shop) == before
    assert talk(shop, ["2"], "transaksi", "pindah", "J1", "siti")[0] == 0
    assert money(shop, "siti pasar") == (12000, 0)


# Taken back


def test_a_sale_that_is_taken_back_leaves_nothing_behind(konter):
    for place, (kind, (_, paid, _)) in enumerate(KINDS.items()):
        buyer, id = buy(konter, place, kind)
        said = konter.run("batal", id, "--alasan", "salah ketik")
        assert money(konter, buyer) == (0, 12000 if kind == "prepaid" else 0)
        assert sale(konter, id)["kembali"] == paid and balanced(konter)
        assert last(konter, "jenis", "ref", "kembali") == ("batal", id, str(paid))
        assert not paid or paid in rupiah(said.out)
        before = files(konter)
        konter.run("batal", id, "--alasan", "lagi", code=1)
        assert files(konter) == before


def test_a_debt_that_is_taken_back_frees_what_was_paid_for_it(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("jual", "budi", "5", "-k", "--tempo", "2 minggu")
    shop.run("titipan", "terima", "budi", "12rb")
    assert money(shop, "budi") == (7000, 0)
    shop.run("batal", "J1", "--alasan", "x")
    assert money(shop, "budi") == (0, 5000) and balanced(shop)


@ENDINGS
def test_a_failure_that_is_taken_back_brings_the_debt_back(konter, ending, ways):
    for place, (kind, back) in enumerate(ways):
        buyer, id = buy(konter, place, kind)
        before = sale(konter, id), people(konter)
        end(konter, ending, id, back)
        konter.run("batal", konter.rows()[-1]["id"], "--alasan", "ternyata masuk")
        assert (sale(konter, id), people(konter)) == before, (kind, back)
        assert money(konter, buyer) == (KINDS[kind][2], 0) and balanced(konter)


def test_money_received_by_mistake_is_taken_back(shop):
    shop.run("jual", "budi", "10", "-k")
    shop.run("titipan", "terima", "budi", "50rb")
    assert money(shop, "budi") == (0, 38000)
    said = shop.run("batal", "H1", "--alasan", "uang Siti")
    row = shop.rows("hutang")[-1]
    assert (row["id"], row["jenis"], row["ref"], row["pelanggan"], row["alasan"]) == (
        "A-261121-H002",
        "batal",
        "A-261121-H001",
        "A-261121-P001",
        "uang Siti",
    )
    assert money(shop, "budi") == (12000, 0) and balanced(shop)
    assert {50000, 12000} <= set(rupiah(said.out))
    before = files(shop)
    for id in ("H1", "H2"):
        shop.run("batal", id, "--alasan", "x", code=1)
    assert files(shop) == before


def test_a_balance_that_was_used_and_taken_back_is_owed(shop):
    shop.run("titipan", "terima", "budi", "20rb")
    shop.run("jual", "budi", "10", "--titipan")
    shop.run("batal", "H1", "--alasan", "uangnya palsu")
    assert money(shop, "budi") == (12000, 0) and balanced(shop)
    shop.run("titipan", "terima", "budi", "15rb")
    assert money(shop, "budi") == (0, 3000) and balanced(shop)


def test_a_failure_taken_back_after_its_money_was_spent_is_owed(shop):
    shop.run("jual", "budi", "10")
    failed = shop.run("transaksi", "gagal", "J1").id
    shop.run("jual", "siti", "S10", "--titipan", "budi")
    assert money(shop, "budi") == (0, 0)
    shop.run("batal", failed, "--alasan", "ternyata masuk")
    assert money(shop, "budi") == (12000, 0) and balanced(shop)


# Two counters


def test_a_customer_registered_at_both_counters_becomes_one(two):
    a, b = two
    add(b, "Budi Santoso", BUDI)
    b.run("jual", "budi", "10", "-k")
    a.now = "2026-11-21T11:00:00+07:00"
    add(a, "Pak Budi", BUDI)
    a.run("jual", "budi", "25", "-k")
    a.run("titipan", "terima", "budi", "30rb")
    share(a, b)
    for konter in two:
        assert {(each["nama"], each["kasbon"], each["titipan"]) for each in people(konter)} == {
            ("Budi Santoso", 12000, 0),
            ("Pak Budi", 0, 3500),
        }
        assert "2 pelanggan" in konter.run("pelanggan", "lihat", BUDI, code=1).err
    a.run("pelanggan", "satukan", "santoso", "pak")
    b.run("jual", "pak", "5", "-k")  # recorded where the union is not known yet
    share(a, b)
    for konter in two:
        (found,) = people(konter)
        assert (found["nama"], found["nomor"], found["kasbon"], found["titipan"]) == (
            "Budi Santoso",
            BUDI,
            15500,
            0,
        )
        assert balanced(konter)


def test_a_balance_that_two_counters_spent_is_owed(two):
    a, b = two
    add(a, "Budi", BUDI)
    a.run("titipan", "terima", "budi", "12rb")
    share(a, b)
    for konter in two:
        konter.run("jual", "budi", "10", "--titipan")
    share(a, b)
    for konter in two:
        assert money(konter, "budi") == (12000, 0) and balanced(konter)


def test_a_sale_at_one_counter_is_corrected_at_the_other(two):
    a, b = two
    add(a, "Budi", BUDI)
    add(a, "Siti", SITI)
    for words in (("budi", "10", "-k", "--dibayar", "5rb"), ("budi", "25", "-k"), ("siti", "10")):
        a.run("jual", *words)
    share(a, b)
    b.run("transaksi", "gagal", "A-261121-J001", "--kembali", "titipan")
    b.run("transaksi", "pindah", "A-261121-J002", "siti")
    b.run("transaksi", "gagal", "A-261121-J003", "--kembali", "nanti")
    share(a, b)
    for konter in two:
        assert money(konter, "budi") == (0, 5000) and money(konter, "siti") == (26500, 0)
        assert sale(konter, "A-261121-J003")["tertahan"] == 12000 and balanced(konter)
    b.run("jual", SITI, "S5", "-k")
    assert b.rows()[-1]["pelanggan"] == "A-261121-P002"

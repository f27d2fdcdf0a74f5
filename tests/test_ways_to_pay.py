"""In which ways money came, and where its change went: what a row says, and what is said of it."""

import json

import pytest

from helpers.customers import add
from helpers.debts import BUDI, owe
from helpers.konter import Konter

NUMBER = "081234567891"
# What is put down for Rp26.500 → cara, kembalian, what is acknowledged.
PAID = {
    "cash": (("--dibayar", "30rb"), "tunai", "", "Rp26.500 tunai · kembalian Rp3.500\n"),
    "a transfer with change": (
        ("tf", "--dibayar", "30rb"),
        "transfer",
        "tunai=3500",
        "Rp26.500 (Rp30.000 transfer, kembalian Rp3.500 tunai)\n",
    ),
    "one way named": (
        ("--dibayar", "tf=30rb"),
        "transfer",
        "tunai=3500",
        "Rp26.500 (Rp30.000 transfer, kembalian Rp3.500 tunai)\n",
    ),
    "two ways": (
        ("--dibayar", "tunai=20rb", "--dibayar", "qris=6.500"),
        "tunai=20000 qris=6500",
        "",
        "Rp26.500 (Rp20.000 tunai + Rp6.500 qris)\n",
    ),
    "change off the cash": (
        ("--dibayar", "20rb", "--dibayar", "qris=10rb"),
        "tunai=16500 qris=10000",
        "",
        "Rp26.500 (Rp16.500 tunai + Rp10.000 qris) · kembalian Rp3.500\n",
    ),
    "more change than cash": (
        ("--dibayar", "cash=1rb", "--dibayar", "qris=20rb", "--dibayar", "tf=10rb"),
        "qris=20000 transfer=10000",
        "tunai=3500",
        "Rp26.500 (Rp20.000 qris + Rp10.000 transfer, kembalian Rp3.500 tunai) · "
        "kembalian Rp4.500\n",
    ),
    "nothing said": ((), "tunai", "", "Rp26.500 tunai\n"),
}


def sell(konter: Konter, *words: str, **options: int):
    return konter.run("jual", NUMBER, "25", *words, "--lagi", **options)


@pytest.mark.parametrize("words, cara, kembalian, said", PAID.values(), ids=PAID)
def test_a_row_says_how_the_money_came_and_where_the_change_went(
    konter, words, cara, kembalian, said
):
    assert sell(konter, *words).out.endswith(said)
    row = konter.rows()[-1]
    assert (row["dibayar"], row["cara"], row["kembalian"]) == ("26500", cara, kembalian)
    (sale,) = json.loads(konter.run("transaksi", "list", "--format", "json").out)
    assert (sale["dibayar"], sale["cara"], sale["kembalian"]) == (26_500, cara, kembalian)


def test_what_is_not_paid_of_several_ways_is_owed(konter):
    add(konter, "Budi", BUDI)
    said = konter.run(
        "jual", "budi", "25", "-k", "--dibayar", "tunai=5rb", "--dibayar", "qris=8rb", "-y"
    ).out
    assert "dibayar Rp13.000 (Rp5.000 tunai + Rp8.000 qris)" in said and "Rp13.500" in said
    row = konter.rows()[-1]
    assert (row["dibayar"], row["cara"]) == ("13000", "tunai=5000 qris=8000")


@pytest.mark.parametrize(
    "words, why",
    [
        (("--dibayar", "5rb", "--dibayar", "30rb"), "masing-masing sekali"),
        (("--dibayar", "tunai=5rb", "--dibayar", "cash=30rb"), "masing-masing sekali"),
        (("--cara", "tf", "--dibayar", "tunai=30rb"), "Pakai satu saja: --cara tf"),
        (("--dibayar", "bon=30rb"), "Cara bayar 'bon' tidak ada"),
        (("--dibayar", "tunai=banyak"), "'banyak'"),
    ],
)
def test_ways_that_contradict_each_other_are_refused(konter, words, why):
    assert why in sell(konter, *words, code=2).err
    assert konter.rows() == []


def test_two_ways_that_fall_short_are_refused(konter):
    said = sell(konter, "--dibayar", "tunai=5rb", "--dibayar", "qris=5rb", code=1).err
    assert "kurang Rp16.500" in said and konter.rows() == []


def test_the_whole_row_is_taken_back_as_the_money_came(konter):
    """Taken back is what moved: the transfer, and the change that came out of the drawer."""
    sell(konter, "tf", "--dibayar", "30rb")
    said = konter.run("batal", "J1", "--alasan", "salah").out
    assert "Rp26.500 (Rp30.000 transfer, kembalian Rp3.500 tunai) dikeluarkan dari" in said
    row = konter.rows()[-1]
    assert (row["kembali"], row["cara"], row["kembalian"]) == ("26500", "transfer", "tunai=3500")


def test_change_of_a_debt_paid_by_transfer_comes_out_of_the_drawer(konter):
    add(konter, "Budi", BUDI)
    owe(konter, "budi", "27rb")
    said = konter.run("hutang", "bayar", "budi", "30rb", "--cara", "tf", "--lebih", "kembali").out
    assert "Rp30.000 transfer" in said and "kembalian Rp3.000 tunai" in said
    row = konter.rows("hutang")[-1]
    assert (row["jumlah"], row["cara"], row["kembalian"]) == ("27000", "transfer", "tunai=3000")


def test_the_queue_adds_up_what_came_in_which_way(konter):
    lines = f"{NUMBER} 25 tf --dibayar 30rb\n081234567892 25 --dibayar 20rb --dibayar qris=7rb\n"
    said = konter.run("jual", stdin=lines)
    total = said.out + said.err
    assert "2 penjualan · Rp53.000 (transfer Rp30.000, tunai Rp16.000, qris Rp7.000)" in total


@pytest.mark.parametrize("ways", ["[tunai, bank bca]", "[tunai, kasbon]", "[Titipan]", "['a=b']"])
def test_a_way_to_pay_is_one_word_that_means_nothing_else(konter, ways):
    konter.edit("ledger/toko.yaml", "cara-bayar:\n", f"cara-bayar: {ways}\n")
    lines = (konter.root / "ledger" / "toko.yaml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith("  - ")]
    (konter.root / "ledger" / "toko.yaml").write_text("\n".join(kept) + "\n")
    assert "ledger/toko.yaml:" in sell(konter, code=3).err and konter.rows() == []

"""Two records of one person united and taken apart again; records that are taken back."""

import pytest

from helpers.customers import NUMBER, OTHER, add, money, people, person, share, with_two_records
from helpers.konter import Konter, files
from helpers.terminal import talk


@pytest.fixture
def double(konter: Konter) -> Konter:
    return with_two_records(konter)


# Two records, one person


@pytest.mark.parametrize("kept, gone", [("budi", "yanto"), ("yanto", "budi")])
def test_united_records_have_the_numbers_debts_and_balance_of_both(double, kept, gone):
    before = double.rows("pelanggan")
    said = double.run("pelanggan", "satukan", kept, gone)
    assert "Rp4.000" in said.out
    *same, row = double.rows("pelanggan")
    ids = {"budi": "A-261121-P001", "yanto": "A-261121-P002"}
    assert same == before
    assert (row["jenis"], row["ref"], row["dari"]) == ("satukan", ids[kept], ids[gone])
    (found,) = people(double)
    assert found["id"] == ids[kept] and set(found["nomor"].split()) == {NUMBER, OTHER}
    assert (found["kode"], found["gajian"], found["tempo"]) == ("bs", 25, "2 minggu")
    assert (found["kasbon"], found["titipan"]) == (4000, 0)
    for typed in ("budi", "yanto", "bs", "081234567890", "085711112222", *ids.values()):
        assert person(double, typed)["id"] == ids[kept]
    double.run("jual", "085711112222", "I10", "-k")
    assert double.rows()[-1]["pelanggan"] == ids[kept]
    assert money(double, gone) == (17000, 0)
    assert "Mas Yanto" in double.run("pelanggan", "lihat", "budi").out


def test_what_was_united_can_be_taken_apart_again(double):
    apart = people(double)
    id = double.run("pelanggan", "satukan", "budi", "yanto").id
    double.run("batal", id, "--alasan", "orang lain")
    assert people(double) == apart
    assert money(double, "budi") == (19000, 0) and money(double, "yanto") == (0, 15000)
    double.run("batal", id, "--alasan", "lagi", code=1)
    double.run("pelanggan", "satukan", "yanto", "budi")
    assert len(people(double)) == 1


def test_chains_of_records_are_one_person(konter):
    ids = [
        add(konter, name, f"08123456789{place}")
        for place, name in enumerate(("Satu", "Dua", "Tiga", "Empat"))
    ]
    for place in range(4):
        konter.run("jual", f"08123456789{place}", "10", "-k")
    konter.run("pelanggan", "satukan", "dua", "satu")
    konter.run("pelanggan", "satukan", "tiga", "dua")
    last = konter.run("pelanggan", "satukan", "empat", "tiga").id
    assert [(each["id"], each["kasbon"]) for each in people(konter)] == [(ids[3], 48000)]
    for id in ids:
        assert person(konter, id)["id"] == ids[3]
    konter.run("batal", last, "--alasan", "x")
    assert [(each["id"], each["kasbon"]) for each in people(konter)] == [
        (ids[3], 12000),
        (ids[2], 36000),
    ]


def test_a_record_is_not_united_with_itself(double):
    before = files(double)
    double.run("pelanggan", "satukan", "budi", "bs", code=1)
    assert files(double) == before
    double.run("pelanggan", "satukan", "budi", "yanto")
    before = files(double)
    double.run("pelanggan", "satukan", "yanto", "budi", code=1)
    assert files(double) == before


def test_at_a_terminal_uniting_is_asked_about(double):
    before = files(double)
    assert talk(double, ["t"], "pelanggan", "satukan", "budi", "yanto")[0] == 1
    assert talk(double, [None], "pelanggan", "satukan", "budi", "yanto")[0] == 130
    assert files(double) == before
    assert talk(double, [""], "pelanggan", "satukan", "budi", "yanto")[0] == 1
    assert files(double) == before
    code, screen = talk(double, ["y"], "pelanggan", "satukan", "budi", "yanto")
    assert code == 0 and "Budi" in screen and "Mas Yanto" in screen
    assert len(people(double)) == 1


def test_what_is_corrected_after_records_were_united_counts_at_once(konter):
    for place, words in enumerate(
        (
            "transaksi gagal {}",
            "transaksi gagal {} --kembali tunai",
            "batal {} --alasan x",
            "transaksi salah-nomor {} --ke 081399998888 --rugi toko --kembali titipan",
            "transaksi pindah {} tono",
        )
    ):
        if not place:
            add(konter, "Tono")
        kept = add(konter, f"Nama baru{place}")
        gone = add(konter, f"Nama lama{place}", f"0812-0000-000{place}")
        konter.run("jual", f"0812-0000-000{place}", "10", "-k", "--dibayar", "5rb")
        sold = konter.rows()[-1]["id"]
        konter.run("pelanggan", "satukan", kept, gone)
        assert money(konter, kept) == (7000, 0)
        konter.run(*words.format(sold).split())
        prepaid = 5000 if "titipan" in words or words == "transaksi gagal {}" else 0
        assert money(konter, kept) == (0, prepaid), words
        before = people(konter)
        for path in konter.device.glob("index.db*"):
            path.unlink()
        assert people(konter) == before


# At several counters


def test_two_counters_that_unite_in_opposite_directions_make_one_person(two):
    a, b = two
    add(a, "Budi", "081234567890")
    add(b, "Yanto", "085711112222")
    share(a, b)
    a.run("jual", "081234567890", "10", "-k")
    b.run("jual", "085711112222", "I10", "-k")
    a.now = b.now = "2026-11-21T11:00:00+07:00"
    one = a.run("pelanggan", "satukan", "budi", "yanto").id
    other = b.run("pelanggan", "satukan", "yanto", "budi").id
    share(a, b)
    assert people(a) == people(b) and len(people(a)) == 1
    assert people(a)[0]["kasbon"] == 25000
    a.run("batal", one, "--alasan", "x")
    assert len(people(a)) == 1  # the other one still unites them
    a.run("batal", other, "--alasan", "x")
    share(a, b)
    for konter in two:
        assert sorted((each["nama"], each["kasbon"]) for each in people(konter)) == [
            ("Budi", 12000),
            ("Yanto", 13000),
        ]


def test_a_circle_of_three_records_is_one_person(make_konter):
    shops = [make_konter(code, "--konter", code) for code in "ABC"]
    for place, shop in enumerate(shops):
        add(shop, f"Budi {'xyz'[place]}", f"08123456789{place}")
        shop.run("jual", f"08123456789{place}", "10", "-k")
        shop.now = "2026-11-21T11:00:00+07:00"
    share(*shops)
    for place, shop in enumerate(shops):
        shop.run("pelanggan", "satukan", f"budi {'xyz'[place]}", f"budi {'yzx'[place]}")
    share(*shops)
    found = [people(shop) for shop in shops]
    assert found[0] == found[1] == found[2]
    assert [each["kasbon"] for each in found[0]] == [36000]
    assert len(found[0][0]["nomor"].split()) == 3


@pytest.mark.parametrize("words", [("depan", "belakang"), ("belakang", "depan")])
def test_records_are_united_also_where_the_other_counters_clock_is_ahead(two, words):
    a, b = two
    add(a, "Budi depan", "081234567890")
    b.now = "2026-11-21T10:15:00+07:00"  # ten minutes ahead
    add(b, "Budi belakang", "085711112222")
    share(a, b)
    a.run("pelanggan", "satukan", *words)
    assert len(people(a)) == 1


def test_a_sale_to_a_record_united_elsewhere_counts_for_the_person(two):
    a, b = two
    add(a, "Budi", "081234567890")
    add(a, "Yanto", "085711112222")
    share(a, b)
    a.run("pelanggan", "satukan", "budi", "yanto")
    b.run("jual", "085711112222", "I10", "-k")
    b.run("titipan", "terima", "budi", "5rb")
    share(a, b)
    for konter in two:
        assert [(each["kasbon"], each["titipan"]) for each in people(konter)] == [(8000, 0)]


# Taken back


def test_a_customer_registered_by_mistake_is_taken_back(konter):
    add(konter, "Budi", "081234567890", kode="bs")
    konter.run("pelanggan", "ubah", "budi", "--gajian", "25")
    konter.run("batal", "P1", "--alasan", "salah ketik")
    row = konter.rows("pelanggan")[-1]
    assert (row["jenis"], row["ref"], row["alasan"]) == ("batal", "A-261121-P001", "salah ketik")
    assert people(konter) == []
    for typed in ("budi", "bs", "081234567890", "A-261121-P001"):
        konter.run("pelanggan", "lihat", typed, code=1)
    konter.run("batal", "P1", "--alasan", "lagi", code=1)
    konter.run("batal", "P3", "--alasan", "pembatalannya", code=1)
    konter.run("batal", "P1", code=2)
    assert len(konter.rows("pelanggan")) == 3
    assert add(konter, "Budi", "081234567890", kode="bs") == "A-261121-P004"
    konter.run("jual", "081234567890", "10")
    assert konter.rows()[0]["pelanggan"] == "A-261121-P004"


def test_a_change_that_was_a_mistake_is_taken_back(konter):
    add(konter, "Budi", "081234567890")
    konter.run(
        "pelanggan", "ubah", "budi", "--nama", "Bodi", "--lepas", "081234567890", "--batas", "5rb"
    )
    konter.run("pelanggan", "ubah", "bodi", "--gajian", "25")
    konter.run("batal", "P2", "--alasan", "keliru")
    found = person(konter, "budi")
    assert (found["nama"], found["nomor"], found["batas"], found["gajian"]) == (
        "Budi",
        NUMBER,
        None,
        25,
    )
    konter.run("pelanggan", "lihat", "bodi", code=1)


@pytest.mark.parametrize(
    "words",
    [("jual", "budi", "10"), ("jual", "budi", "10", "-k"), ("titipan", "terima", "budi", "10rb")],
)
def test_a_customer_with_sales_or_money_is_not_taken_back(konter, words):
    add(konter, "Budi", "081234567890")
    konter.run(*words)
    before = files(konter)
    konter.run("batal", "P1", "--alasan", "x", code=1)
    assert files(konter) == before


def test_a_united_customer_is_not_taken_back(double):
    double.run("pelanggan", "satukan", "budi", "yanto")
    before = files(double)
    for id in ("P1", "P2"):
        double.run("batal", id, "--alasan", "x", code=1)
    assert files(double) == before


def test_a_customer_taken_back_at_one_counter_and_sold_to_at_another_is_not_lost(two):
    a, b = two
    add(a, "Budi", "081234567890")
    share(a, b)
    a.run("batal", "P1", "--alasan", "salah")
    b.run("jual", "budi", "10", "-k")
    share(a, b)
    for konter in two:
        assert [(each["nama"], each["kasbon"]) for each in people(konter)] == [("Budi", 12000)]
    a.run("titipan", "terima", "A-261121-P001", "12rb")


def test_at_a_terminal_the_reason_is_asked_for(konter):
    add(konter, "Budi")
    before = files(konter)
    assert talk(konter, [""], "batal", "P1")[0] == 2
    assert talk(konter, [None], "batal", "P1")[0] == 130
    assert files(konter) == before
    assert talk(konter, ["salah"], "batal", "P1")[0] == 0
    assert people(konter) == []


def test_a_union_that_is_taken_back_says_who_owes_what(konter):
    konter.lift_policy()
    for name in ("Budi", "Siti"):
        konter.run("pelanggan", "tambah", name)
    konter.run("hutang", "tambah", "siti", "10rb")
    konter.run("titipan", "terima", "budi", "20rb")
    konter.run("pelanggan", "satukan", "siti", "budi", "-y")
    said = konter.run("batal", "P3", "--alasan", "lain orang").out
    assert "Siti: jumlah kasbon sekarang Rp10.000" in said
    assert "Budi: uang titipan sekarang Rp20.000" in said

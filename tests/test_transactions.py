"""Looking sales up and correcting them: what the owner sees, and what stands on disk."""

import json

import pytest

from helpers.konter import Konter, files
from helpers.sales import sale
from helpers.terminal import at_terminal


@pytest.fixture
def sold(konter: Konter) -> Konter:
    """A shop with one sale of Rp12.000, J001."""
    konter.run("jual", "081234567890", "10")
    konter.now = "2026-11-21T10:10:00+07:00"
    return konter


def sales(konter: Konter, *options: str) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(
        konter.run("transaksi", "list", "--format", "json", *options).out
    )
    return listed


def test_a_failed_sale_keeps_the_money_until_it_is_given_back(sold: Konter) -> None:
    said = sold.run("transaksi", "gagal", "J1")
    assert "Rp12.000 masih di konter" in said.out
    assert (sale(sold)["status"], sale(sold)["tertahan"], sale(sold)["untung"]) == (
        "gagal",
        12000,
        0,
    )
    assert "tahan 12.000" in sold.run("transaksi", "list").out
    assert "dikembalikan" in sold.run("transaksi", "gagal", "J1", "--kembali", "tunai").out
    assert (sale(sold)["kembali"], sale(sold)["tertahan"]) == (12000, 0)
    sold.run("transaksi", "gagal", "J1", "--kembali", "tunai", code=1)
    assert [row["kembali"] for row in sold.rows()] == ["", "0", "12000"]


def test_a_failed_sale_with_money_back_at_once(sold: Konter) -> None:
    assert "Rp12.000 dikembalikan" in sold.run("transaksi", "gagal", "J1", "--kembali", "tunai").out
    assert (sale(sold)["kembali"], sale(sold)["tertahan"]) == (12000, 0)
    assert "sudah dicatat gagal" in sold.run("transaksi", "gagal", "J1", code=1).err


def test_a_repeat_uses_the_money_that_is_still_there(sold: Konter) -> None:
    sold.run("transaksi", "gagal", "J1")
    assert "Rp12.000 dari A-261121-J001" in sold.run("transaksi", "ulang", "J1").out
    first, second = sales(sold)
    assert (first["tertahan"], second["dibayar"], second["status"]) == (0, 0, "sukses")
    assert "sudah diulang" in sold.run("transaksi", "ulang", "J1", code=1).err
    assert "1 penjualan · Rp12.000 · untung Rp1.788" in sold.run("transaksi", "list").out


def test_a_repeat_after_the_money_was_given_back_is_paid_anew(sold: Konter) -> None:
    sold.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    assert "Kurang Rp12.000" in sold.run("transaksi", "ulang", "J1", code=1).err
    said = sold.run("transaksi", "ulang", "J1", "--dibayar", "15rb", "--cara", "tf").out
    assert "dibayar lagi Rp12.000 (Rp15.000 transfer, kembalian Rp3.000 tunai)" in said
    assert (sales(sold)[1]["dibayar"], sales(sold)[1]["kembalian"]) == (12_000, "tunai=3000")


def test_only_what_failed_can_be_repeated(sold: Konter) -> None:
    assert "--lagi" in sold.run("transaksi", "ulang", "J1", code=1).err


def test_a_repeat_is_refused_when_the_number_was_served_meanwhile(sold: Konter) -> None:
    sold.run("transaksi", "gagal", "J1")
    sold.run("jual", "081234567890", "10")
    sold.run("transaksi", "ulang", "J1", code=1)
    sold.run("transaksi", "ulang", "J1", "--lagi")


@pytest.mark.parametrize(
    "bearer, revenue, profit, held",
    [("toko", "Rp0", -10212, 12000), ("pembeli", "Rp12.000", 1788, 0)],
)
def test_a_wrong_number_costs_whoever_bears_it(
    sold: Konter, bearer: str, revenue: str, profit: int, held: int
) -> None:
    said = sold.run("transaksi", "salah-nomor", "J1", "--ke", "0812-3456-7809", "--rugi", bearer)
    assert "seharusnya 0812-3456-7809" in said.out
    found = sale(sold)
    assert (found["status"], found["untung"], found["tertahan"], found["nomor_benar"]) == (
        "salah-nomor",
        profit,
        held,
        "0812-3456-7809",
    )
    assert f"1 penjualan · {revenue}" in sold.run("transaksi", "list").out
    paid = () if held else ("--dibayar", "12rb")
    repeat = sold.run("transaksi", "ulang", "J1", *paid).out
    assert "0812-3456-7809" in repeat
    assert sales(sold)[1]["dibayar"] == (0 if held else 12000)


def test_the_right_number_can_be_the_recorded_one(sold: Konter) -> None:
    """Typed right here, wrong in the supplier's app."""
    sold.run("transaksi", "salah-nomor", "J1", "--ke", "081234567890", "--rugi", "toko")
    sold.run("transaksi", "ulang", "J1")


def test_pending_becomes_success_or_failure_once(sold: Konter) -> None:
    sold.run("jual", "085712345678", "10", "--status", "pending")
    assert "1 masih pending" in sold.run("transaksi", "list").out
    sold.run("transaksi", "sukses", "J2", "--sn", "0123")
    assert (sale(sold, "J2")["status"], sale(sold, "J2")["sn"]) == ("sukses", "0123")
    assert "sudah sukses" in sold.run("transaksi", "sukses", "J2", code=1).err


def test_the_same_sn_twice_warns_at_once(sold: Konter) -> None:
    sold.run("transaksi", "sn", "J1", "01394800006993562868")
    assert sale(sold)["sn"] == "01394800006993562868"
    said = sold.run("jual", "085712345678", "10", "--sn", "01394800006993562868")
    assert "SN ini juga dipakai A-261121-J001" in said.err
    sold.run("jual", "085712345678", "5")
    assert "juga dipakai" in sold.run("transaksi", "sn", "J4", "01394800006993562868").err
    said = sold.run("transaksi", "sn", "J4", '1234,"5678"/BUDI')
    assert "menggantikan 01394800006993562868" in said.out and "juga dipakai" not in said.err
    assert "juga dipakai" in sold.run("transaksi", "sn", "J1", '1234,"5678"/BUDI').err


def test_a_voided_sale_counts_for_nothing_and_stays_readable(sold: Konter) -> None:
    assert (
        "Rp12.000 tunai dikeluarkan dari catatan kas"
        in sold.run("batal", "J1", "--alasan", "salah produk").out
    )
    assert "Rp0" in sold.run("transaksi", "list").out
    shown = sold.run("transaksi", "lihat", "J1").out
    assert "batal" in shown and "salah produk" in shown
    assert "sudah dibatalkan" in sold.run("batal", "J1", "--alasan", "lagi", code=1).err
    assert len(sold.rows()) == 2
    sold.run("jual", "081234567890", "10")  # not a repeat: the first does not stand


def test_a_correction_can_be_voided_too(sold: Konter) -> None:
    failed = sold.run("transaksi", "gagal", "J1", "--kembali", "tunai").id
    sold.run("batal", failed, "--alasan", "ternyata masuk")
    assert (sale(sold)["status"], sale(sold)["kembali"]) == ("sukses", 0)
    assert "sudah dibatalkan" in sold.run("batal", failed, "--alasan", "x", code=1).err
    void = sold.run("batal", "J1", "--alasan", "keliru").id
    assert "Catat lagi" in sold.run("batal", void, "--alasan", "tidak jadi", code=1).err
    assert sale(sold)["status"] == "batal"


def test_what_others_build_on_can_not_be_voided(sold: Konter) -> None:
    failed = sold.run("transaksi", "gagal", "J1").id
    sold.run("transaksi", "ulang", "J1")
    for id in ("J1", failed):
        assert "A-261121-J003" in sold.run("batal", id, "--alasan", "x", code=1).err
    sold.run("batal", "J3", "--alasan", "x")
    assert sale(sold)["tertahan"] == 12000
    sold.run("batal", failed, "--alasan", "x")
    assert sale(sold)["status"] == "sukses"


def test_a_void_needs_a_reason(sold: Konter) -> None:
    assert "--alasan" in sold.run("batal", "J1", code=2).err
    sold.run("batal", "J1", "--alasan", " ", code=2)


@pytest.mark.parametrize(
    "typed",
    [
        "A-261121-J001",
        "a-261121-j1",
        "261121-J1",
        "J1",
        "j001",
        "1",
        "7890",
        "3456-7890",
        "081234567890",
        "+62 812-3456-7890",
    ],
)
def test_a_sale_is_found_by_any_end_of_its_id_or_number(sold: Konter, typed: str) -> None:
    assert sale(sold, typed)["id"] == "A-261121-J001"


@pytest.mark.parametrize(
    "typed, said",
    [
        ("J2", "tidak ditemukan"),
        ("9999", "tidak ditemukan"),
        ("B-261121-J1", "tidak ditemukan"),
        ("budi", "bukan id"),
        ("A-260101-J001", "tidak ditemukan"),
    ],
)
def test_an_id_that_fits_nothing_is_refused(sold: Konter, typed: str, said: str) -> None:
    assert said in sold.run("transaksi", "lihat", typed, code=1).err


def test_an_ambiguous_end_is_refused_with_the_candidates(sold: Konter) -> None:
    sold.run("jual", "085700007890", "10")
    said = sold.run("transaksi", "gagal", "7890", code=1).err
    assert "A-261121-J001" in said and "A-261121-J002" in said
    assert len(sold.rows()) == 2


def test_yesterdays_short_id_means_nothing_today(sold: Konter) -> None:
    sold.now = "2026-11-22T09:00:00+07:00"
    sold.run("transaksi", "lihat", "J1", code=1)
    assert sale(sold, "261121-J1")["id"] == "A-261121-J001"
    sold.run("transaksi", "gagal", "261121-J1")  # recorded in this month, on another day
    assert sale(sold, "261121-J1")["status"] == "gagal"


def test_a_correction_next_month_finds_its_sale(sold: Konter) -> None:
    sold.now = "2026-12-01T09:00:00+07:00"
    sold.run("transaksi", "gagal", "A-261121-J001", "--kembali", "tunai")
    assert sold.file(month="2026-12").exists()
    assert sales(sold, "--tanggal", "21/11")[0]["status"] == "gagal"


def test_the_list_takes_days_numbers_and_states(sold: Konter) -> None:
    sold.run("jual", "085712345678", "10", "--waktu", "kemarin 19.05")
    sold.run("jual", "085712345678", "5", "--status", "pending")
    assert [each["id"] for each in sales(sold)] == ["A-261121-J001", "A-261121-J003"]
    assert [each["id"] for each in sales(sold, "--tanggal", "kemarin")] == ["A-261121-J002"]
    assert len(sales(sold, "--dari", "7 hari")) == 3
    assert len(sales(sold, "--dari", "20/11", "--sampai", "20/11")) == 1
    assert len(sales(sold, "--nomor", "5678")) == len(sales(sold, "--nomor", "+6285712345678")) == 1
    assert [each["id"] for each in sales(sold, "--status", "pending")] == ["A-261121-J003"]
    assert sales(sold, "--tanggal", "1/11") == []
    assert "Tidak ada transaksi" in sold.run("transaksi", "list", "--tanggal", "1/11").out
    sold.run("transaksi", "list", "--dari", "21/11", "--sampai", "20/11", code=2)
    sold.run("transaksi", "list", "--tanggal", "besok", code=2)


def test_pending_ones_are_walked_through(sold: Konter) -> None:

    for number in ("085712345678", "085712345679", "085712345670"):
        sold.run("jual", number, "10", "--status", "pending")
    assert len(sold.run("transaksi", "menunggu").out.splitlines()) == 6
    with at_terminal(sold, "transaksi", "menunggu") as terminal:
        terminal.answer("lewati: ", "s 0192837465")
        terminal.answer("lewati: ", "x")
        terminal.answer("lewati: ", "g tunai")
        terminal.answer("lewati: ", "")
        assert terminal.finish() == 0
    assert [(each["status"], each["sn"], each["kembali"]) for each in sales(sold)[1:]] == [
        ("sukses", "0192837465", 0),
        ("gagal", "", 13000),
        ("pending", "", 0),
    ]


def test_products_are_listed(konter: Konter) -> None:
    konter.edit("ledger/produk.csv", ",10230,11000,", ",,11000,")
    shown = konter.run("produk", "list", "--operator", "byu").out
    assert "BU10" in shown and "?" in shown and "S10" not in shown
    products = json.loads(konter.run("produk", "list", "--format", "json").out)
    assert {"kode": "S10", "harga": 12000, "modal": 10212}.items() <= next(
        each for each in products if each["kode"] == "S10"
    ).items()
    assert "Telkomsel" in konter.run("produk", "list", "--operator", "telkmsel", code=1).err


def merged(make_konter) -> tuple[Konter, Konter]:  # type: ignore[no-untyped-def]
    """Two counters of one shop, and what they record when they can't see each other."""
    return make_konter("depan"), make_konter("belakang", "--konter", "B")


def exchange(*konters: Konter) -> None:
    for one in konters:
        for other in konters:
            code = "AB"[konters.index(other)]
            source = other.file(counter=code)
            if one is not other and source.exists():
                one.file(counter=code).parent.mkdir(exist_ok=True)
                one.file(counter=code).write_bytes(source.read_bytes())


def test_a_failure_repeated_at_two_counters_shows_the_money_that_is_missing(make_konter) -> None:  # type: ignore[no-untyped-def]
    a, b = merged(make_konter)
    a.run("jual", "081234567890", "10")
    a.run("transaksi", "gagal", "J1")
    exchange(a, b)
    for konter in (a, b):
        konter.run("transaksi", "ulang", "A-261121-J001")
    exchange(a, b)
    for konter in (a, b):
        assert [each["kurang"] for each in sales(konter)] == [0, 0, 12000]
        assert "kurang Rp12.000" in konter.run("transaksi", "list").out


def test_money_handed_back_at_two_counters_is_said_to_be_missing(make_konter) -> None:  # type: ignore[no-untyped-def]
    a, b = merged(make_konter)
    a.run("jual", "081234567890", "10")
    exchange(a, b)
    for konter in (a, b):
        konter.run("transaksi", "gagal", "A-261121-J001", "--kembali", "tunai")
    exchange(a, b)
    assert (sale(a)["tertahan"], sale(a)["kurang"], sale(a)["kembali"]) == (0, 12000, 24000)
    a.run("transaksi", "gagal", "J1", "--kembali", "tunai", code=1)


def test_a_void_at_one_counter_does_not_hand_the_money_back_again(make_konter) -> None:  # type: ignore[no-untyped-def]
    a, b = merged(make_konter)
    a.run("jual", "081234567890", "10")
    a.run("transaksi", "gagal", "J1")
    exchange(a, b)
    a.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    b.run("batal", "A-261121-J002", "--alasan", "ternyata masuk")
    exchange(a, b)
    assert (sale(a)["status"], sale(a)["kurang"]) == ("sukses", 12000)
    assert "dikembalikan" not in a.run("transaksi", "gagal", "J1", "--kembali", "tunai").out


def test_a_sale_made_against_a_rule_can_be_repeated(konter: Konter) -> None:
    konter.run("jual", "085712345678", "S10", "--tetap", "pindah operator")
    konter.run("transaksi", "gagal", "J1")
    konter.run("transaksi", "ulang", "J1")


def test_another_operators_number_gets_its_money_back_and_not_the_product(konter: Konter) -> None:
    konter.run("jual", "081211112222", "S10")
    said = konter.run("transaksi", "salah-nomor", "J1", "--ke", "085711112222", "--rugi", "toko")
    assert "S10 untuk Telkomsel" in said.err and "--kembali tunai" in said.err
    assert "transaksi ulang" not in said.err
    konter.run("transaksi", "ulang", "J1", code=1)
    assert (
        "Rp12.000 dikembalikan" in konter.run("transaksi", "gagal", "J1", "--kembali", "tunai").out
    )


def test_a_meter_number_that_begins_with_8_is_found(konter: Konter) -> None:
    konter.run("jual", "86012345678", "PLN20")
    assert len(sales(konter, "--nomor", "86012345678")) == 1
    assert sale(konter, "86012345678")["nomor"] == "8601-2345-678"


TOKEN = "1234-5678-9012-3456-7890/BUDI SANTOSO/R1M/900VA/32,1 kWh/REFF 0EF7712AB9"


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN,
        "12345678901234567890",
        "1234 5678 9012 3456 7890",
        "1234-5678-9012-3456-7890",
        "0ef7712ab9",
        "1234-5678-9012-3456-7890/BUDI SANTOSO",
        "5678 9012",
        "9012-3456-7890",
    ],
)
def test_a_part_of_an_sn_finds_the_sale_of_any_day(konter: Konter, typed: str) -> None:
    konter.run("jual", "081234567890", "10", "--sn", "98765432109876543210")
    konter.run("jual", "14112345001", "PLN20", "-y", "--sn", TOKEN)
    konter.now = "2027-03-01T10:00:00+07:00"
    said = konter.run("transaksi", "lihat", typed, "--format", "json")
    assert json.loads(said.out)[0]["id"] == "A-261121-J002"
    assert "Penjualan terakhir yang cocok: A-261121-J002 · " in said.err
    found = json.loads(konter.run("cek-keluhan", typed, "--format", "json").out)
    assert found["penjualan"] == "A-261121-J002"


@pytest.mark.parametrize("typed", ["900VA", "R1M", "SANTOSO", "23456789", "98765432"])
def test_what_is_no_whole_part_of_an_sn_finds_none(konter: Konter, typed: str) -> None:
    konter.run("jual", "14112345001", "PLN20", "-y", "--sn", TOKEN)
    konter.run("transaksi", "lihat", typed, code=1)


def test_the_same_sn_is_the_same_however_it_is_spelled(sold: Konter) -> None:
    spellings = (
        "1234-5678-9012-3456-7890",
        "12345678901234567890",
        "1234 5678 9012 3456 7890",
        "12345678901234567890/BUDI/R1M/900VA",
        "1234-5678-9012-3456-7890/SRI",
        "Ref 12345678901234567890",
    )
    for number, sn in zip(range(2, 8), spellings):
        said = sold.run("jual", f"08571234567{number}", "10", "--sn", sn).err
        assert ("SN ini juga dipakai A-261121-J002" in said) == (number > 2)
    for sn in spellings:
        assert "juga dipakai" in sold.run("transaksi", "sn", "J1", sn).err


def test_a_token_in_bare_digits_is_found_by_groups_of_four(konter: Konter) -> None:
    konter.run("jual", "14112345001", "PLN20", "-y", "--sn", "12345678901234567890")
    for typed in ("5678 9012", "3456-7890"):
        assert "A-261121-J001" in konter.run("transaksi", "lihat", typed).out


def test_two_digits_or_the_buyers_own_number_are_no_sn(sold: Konter) -> None:
    sold.run("jual", "081234567890", "25", "--status", "pending")
    before = files(sold)
    for sn, why in (
        ("12", "terlalu pendek"),
        ("1,2E+15", "dari spreadsheet"),
        ("081234567890", "nomor pembelinya sendiri"),
    ):
        for words in (
            ("jual", "081234567890", "5", "--sn", sn),
            ("transaksi", "sn", "J1", sn),
            ("transaksi", "sukses", "J2", "--sn", sn),
        ):
            assert why in sold.run(*words, code=2).err, words
    for number in ("0812-3456-7890", "6281234567890", "+62 812 3456 7890"):
        assert "bukan SN" in sold.run("transaksi", "sn", "J1", number, code=2).err
    assert files(sold) == before


@pytest.mark.parametrize(
    "sn", ["-", "0", "000", "tidak ada", "Tdk Ada", "n/a", "xxx", "kosong", "?"]
)
def test_what_stands_where_there_is_no_sn_is_none(sold: Konter, sn: str) -> None:
    sold.run("jual", "085712345678", "10", "--status", "pending")
    before = sold.file().read_bytes()
    for words in (
        ("jual", "081234567891", "10", "--sn", sn),
        ("transaksi", "sn", "J1", sn),
        ("transaksi", "sukses", "J2", "--sn", sn),
        ("transaksi", "ulang", "J1", "--sn", sn),
    ):
        refused = sold.run(*words, code=2)
        assert f"'{sn}' bukan SN" in refused.err and "tidak usah ditulis" in refused.err
    with at_terminal(sold, "transaksi", "menunggu") as terminal:
        terminal.answer("lewati: ", f"s {sn}")
        assert "bukan SN" in terminal.answer("lewati: ", "s")
        assert terminal.finish() == 0
    assert len(sold.file().read_bytes()) > len(before)
    assert sale(sold, "J2")["sn"] == ""


@pytest.mark.parametrize("typed", ["081234567890", "62812-3456-7890", "7890"])
def test_a_number_means_the_last_sale_to_it_of_any_day(konter: Konter, typed: str) -> None:
    for day, product in (("01", "5"), ("03", "10"), ("04", "20")):
        konter.now = f"2026-11-{day}T10:00:00+07:00"
        konter.run("jual", "081234567890", product, "-y", "--lagi", "--status", "pending")
    konter.run("jual", "085712345678", "10")
    konter.run("batal", "A-261104-J001", "--alasan", "salah produk")
    konter.now = "2026-11-21T10:00:00+07:00"
    said = konter.run("transaksi", "lihat", typed, "--format", "json")
    assert json.loads(said.out)[0]["id"] == "A-261103-J001"
    assert "Penjualan terakhir yang cocok: A-261103-J001 · " in said.err
    assert "Pulsa 10.000" in said.err
    for words in (("sn", typed, "01394800006993562868"), ("sukses", typed), ("gagal", typed)):
        done = konter.run("transaksi", *words)
        assert "A-261103-J001" in done.out and "A-261103-J001" in done.err
    new = konter.run("jual", "081234567890", "5", "-y", "--lagi").id
    said = konter.run("transaksi", "lihat", typed, "--format", "json")
    assert json.loads(said.out)[0]["id"] == new and "terakhir" not in said.err


def test_an_end_that_several_numbers_have_is_a_choice_of_the_last_to_each(konter: Konter) -> None:
    for number in ("081234567890", "085711117890", "081234567890"):
        konter.run("jual", number, "10", "-y", "--lagi")
    konter.now = "2026-11-25T10:00:00+07:00"
    refused = konter.run("transaksi", "gagal", "7890", code=1)
    assert "A-261121-J003" in refused.err and "A-261121-J002" in refused.err
    assert "A-261121-J001" not in refused.err
    assert "Tidak ada penjualan" in konter.run("transaksi", "gagal", "089912345678", code=1).err

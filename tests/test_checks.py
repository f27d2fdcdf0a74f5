"""What the books know about a complaint: for each check a sale that trips it and one that just
doesn't."""

import pytest

from helpers.complaints import answers_of, complain
from helpers.konter import Konter

NUMBER, TAIL = "081234567890", "7890"


def sold(konter: Konter, at: str, *words: str) -> str:
    konter.now = f"2026-11-21T{at}:00+07:00"
    return konter.run("jual", *words, "-y").id


def checked(konter: Konter, at: str, typed: str = TAIL, check: str = "") -> str | None:
    """What the check of this name answers at a time of the day."""
    konter.now = at if "T" in at else f"2026-11-21T{at}+07:00"
    return answers_of(complain(konter, typed)).get(check)


def test_a_number_of_the_products_operator(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    assert checked(konter, "10:30:00", check="nomor") == "ya"


def test_a_number_of_another_operator(konter: Konter) -> None:
    sold(konter, "10:00", "085712345678", "S10", "--tetap", "diminta begitu")
    konter.now = "2026-11-21T10:30:00+07:00"
    found = complain(konter, "5678")
    assert answers_of(found)["nomor"] == "tidak"
    assert (found["temuan"], found["yakin"]) == ("salah-operator", "mungkin")


def test_a_prefix_of_nobody_is_not_known(konter: Konter) -> None:
    sold(konter, "10:00", "082812345678", "S10")
    assert checked(konter, "10:30:00", "5678", check="nomor") == "tidak-tahu"


def test_a_prefix_of_two_operators_fits_both(konter: Konter) -> None:
    sold(konter, "10:00", "085155123456", "BU10")
    assert checked(konter, "10:30:00", "3456", check="nomor") == "ya"


@pytest.mark.parametrize(
    "status, at, answer, finding",
    [
        ("pending", "10:09:59", "pending", "tunggu"),
        ("pending", "10:10:00", "pending", "pending-lama"),
        ("sukses", "10:09:59", "sukses", ""),
    ],
)
def test_a_pending_top_up_is_waited_for_as_long_as_the_list_says(
    konter: Konter, status: str, at: str, answer: str, finding: str
) -> None:
    sold(konter, "10:00", NUMBER, "S10", "--status", status)
    konter.now = f"2026-11-21T{at}+07:00"
    found = complain(konter, TAIL)
    assert (answers_of(found)["status"], found["temuan"]) == (answer, finding)


def test_how_long_to_wait_is_said_and_is_when_it_is_looked_at_again(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10", "--status", "pending")
    konter.now = "2026-11-21T10:03:00+07:00"
    said = konter.run("cek-keluhan", TAIL)
    assert "tunggu sampai 10.10" in said.err
    assert "sampai 10.10 ya" in " ".join(said.out.split())
    assert "dilihat lagi 10.10" in said.out
    assert konter.rows("keluhan")[0]["tindak"] == "2026-11-21T10:10:00+07:00"


@pytest.mark.parametrize(
    "command, finding",
    [
        ("transaksi gagal", "gagal"),
        ("batal --alasan x", "batal"),
        ("transaksi salah-nomor --rugi toko --ke 081234567891", "salah-nomor-tercatat"),
    ],
)
def test_what_the_books_say_became_of_the_sale(konter: Konter, command: str, finding: str) -> None:
    id = sold(konter, "10:00", NUMBER, "S10")
    group, *rest = command.split()
    words = [group, *rest[:1], id, *rest[1:]] if group == "transaksi" else [group, id, *rest]
    konter.run(*words)
    found = complain(konter, id)
    assert (found["temuan"], found["yakin"]) == (finding, "pasti")


@pytest.mark.parametrize(
    "at, late", [("2026-11-24T10:00:00+07:00", "tidak"), ("2026-11-24T10:00:01+07:00", "ya")]
)
def test_the_suppliers_deadline(konter: Konter, at: str, late: str) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    assert checked(konter, at, NUMBER, "batas") == late


def test_an_sn_that_is_there_and_one_that_is_missing(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10", "--sn", "0139480000699356")
    sold(konter, "10:01", "081234567891", "S10")
    assert checked(konter, "10:30:00", check="sn") == "ya"
    assert checked(konter, "10:30:00", "7891", "sn") == "tidak"
    assert checked(konter, "10:30:00", "7891", "sn-kembar") is None


def test_one_sn_on_two_sales(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10", "--sn", "0139480000699356")
    other = sold(konter, "10:01", "085712345678", "I10", "--sn", "0139480000699356")
    konter.now = "2026-11-21T10:30:00+07:00"
    found = complain(konter, TAIL)
    assert (found["temuan"], found["yakin"]) == ("sn-kembar", "pasti")
    konter.run("batal", other, "--alasan", "salah tulis")
    assert answers_of(complain(konter, TAIL))["sn-kembar"] == "tidak"


def test_an_sn_that_differs_in_its_last_digit_is_another(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10", "--sn", "0139480000699356")
    sold(konter, "10:01", "085712345678", "I10", "--sn", "0139480000699357")
    assert checked(konter, "10:30:00", check="sn-kembar") == "tidak"


def test_sold_twice_that_day(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    second = sold(konter, "10:20", NUMBER, "S10", "--lagi")
    konter.now = "2026-11-21T10:30:00+07:00"
    found = complain(konter, second)
    assert answers_of(found)["dua-kali"] == "ya"
    assert (found["temuan"], found["yakin"]) == ("dobel", "mungkin")


@pytest.mark.parametrize(
    "first, second",
    [
        ("2026-11-20T23:59:00+07:00 S10", "2026-11-21T00:00:00+07:00 S10"),
        ("2026-11-21T10:00:00+07:00 S10", "2026-11-21T10:20:00+07:00 S25"),
    ],
)
def test_the_day_before_or_another_product_is_not_twice(
    konter: Konter, first: str, second: str
) -> None:
    for sale in (first, second):
        konter.now, product = sale.split()
        id = konter.run("jual", NUMBER, product, "-y", "--lagi").id
    assert checked(konter, "10:30:00", id, "dua-kali") == "tidak"


def test_of_two_guesses_the_first_in_the_list_counts(konter: Konter) -> None:
    sold(konter, "10:00", "085712345678", "S10", "--tetap", "diminta begitu")
    second = sold(konter, "10:20", "085712345678", "S10", "--lagi", "--tetap", "lagi")
    konter.now = "2026-11-21T10:30:00+07:00"
    found = complain(konter, second)
    assert answers_of(found)["dua-kali"] == "ya" and found["temuan"] == "salah-operator"


def test_one_that_failed_is_not_twice(konter: Konter) -> None:
    first = sold(konter, "10:00", NUMBER, "S10")
    konter.run("transaksi", "gagal", first, "--kembali", "tunai")
    second = sold(konter, "10:20", NUMBER, "S10")
    assert checked(konter, "10:30:00", second, "dua-kali") == "tidak"


@pytest.mark.parametrize(
    "usual, like", [("081234567891", "ya"), ("081234567809", "ya"), ("081234567881", "tidak")]
)
def test_a_slip_away_from_the_customers_own_number(konter: Konter, usual: str, like: str) -> None:
    konter.run("pelanggan", "tambah", "Budi", "--nomor", usual)
    sold(konter, "10:00", NUMBER, "S10", "-k", "budi")
    konter.now = "2026-11-21T10:30:00+07:00"
    found = complain(konter, TAIL)
    assert answers_of(found)["mirip"] == like
    assert found["temuan"] == ("salah-nomor" if like == "ya" else "")


@pytest.mark.parametrize("times, like", [(2, "ya"), (1, "tidak")])
def test_a_slip_away_from_a_number_that_is_filled_regularly(
    konter: Konter, times: int, like: str
) -> None:
    for product in ("S10", "S25")[:times]:
        sold(konter, "09:00", "081234567891", product)
    sold(konter, "10:00", NUMBER, "S10")
    assert checked(konter, "10:30:00", check="mirip") == like


def test_a_number_that_is_itself_filled_regularly_is_no_slip(konter: Konter) -> None:
    for number in ("081234567891", NUMBER):
        for product in ("S10", "S25"):
            sold(konter, "09:00", number, product)
    assert checked(konter, "10:30:00", NUMBER, "mirip") == "tidak"


def test_a_number_that_failed_before_is_no_usual_one(konter: Konter) -> None:
    for product in ("S10", "S25"):
        sold(konter, "09:00", "081234567891", product)
    first = sold(konter, "09:30", NUMBER, "S10")
    konter.run("transaksi", "gagal", first, "--kembali", "tunai")
    second = sold(konter, "10:00", NUMBER, "S10")
    assert checked(konter, "10:30:00", second, "mirip") == "ya"


def test_likely_is_ruled_out_by_the_customers_own_word(konter: Konter) -> None:
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "081234567891")
    sold(konter, "10:00", NUMBER, "S10", "-k", "budi")
    konter.now = "2026-11-21T10:30:00+07:00"
    assert complain(konter, TAIL, "diminta=y")["temuan"] == "salah-nomor"
    assert complain(konter, TAIL, "pembeli=y")["temuan"] == ""


@pytest.mark.parametrize(
    "asked, same",
    [
        ("y", "ya"),
        ("10", "ya"),
        ("10rb", "ya"),
        ("pulsa 10", "ya"),
        ("pulsa", "ya"),
        ("t", "tidak"),
        ("12rb", "ya"),
        ("kuota", "tidak"),
        ("25rb", "tidak"),
        ("pulsa 25", "tidak"),
        ("paket 2gb", "tidak"),
    ],
)
def test_what_was_asked_for_against_what_was_sold(konter: Konter, asked: str, same: str) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    found = complain(konter, TAIL, f"diminta={asked}")
    assert found["temuan"] == ("" if same == "ya" else "salah-produk")
    again = complain(konter, TAIL)  # as it was stored
    assert again["temuan"] == found["temuan"]


@pytest.mark.parametrize(
    "asked, finding", [("kuota", ""), ("pulsa", "salah-produk"), ("999gb", "salah-produk")]
)
def test_a_package_against_what_was_asked_for(konter: Konter, asked: str, finding: str) -> None:
    product = next(
        line.split(",")[0]
        for line in (konter.root / "ledger" / "produk.csv").read_text("utf-8").splitlines()
        if ",Telkomsel,data," in line and "GB" in line
    )
    sold(konter, "10:00", NUMBER, product)
    found = complain(konter, TAIL, f"diminta={asked}")
    assert (found["daftar"], found["temuan"]) == ("kuota-tidak-masuk", finding)


def test_what_cannot_be_read_is_said(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    said = konter.run("cek-keluhan", TAIL, "--jawab", "diminta=entah", code=2)
    assert "diminta=entah" in said.err and konter.rows("keluhan") == []


def test_a_retry_may_have_the_sn_of_the_one_that_failed(konter: Konter) -> None:
    first = sold(konter, "10:00", NUMBER, "S10", "--sn", "BB30")
    konter.run("transaksi", "gagal", first)
    second = konter.run("transaksi", "ulang", first, "--sn", "BB30").id
    assert checked(konter, "10:30:00", second, "sn-kembar") == "tidak"


@pytest.mark.parametrize("at, finding", [("10:09:59", "tunggu"), ("10:10:00", "pending-lama")])
def test_pending_in_the_suppliers_history_is_waited_for_as_well(
    konter: Konter, at: str, finding: str
) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    konter.now = f"2026-11-21T{at}+07:00"
    assert complain(konter, TAIL, "riwayat=pending")["temuan"] == finding


@pytest.mark.parametrize(
    "product, asked, finding",
    [
        ("XC5", "5gb", ""),
        ("XC5", "10 gb", ""),
        ("XC5", "15gb", ""),
        ("XC5", "5+10 gb", ""),
        ("XC5", "20gb", "salah-produk"),
        ("SD1", "1,0gb", ""),
        ("SD1", "1024mb", ""),
        ("SD1", "1.5 gb", "salah-produk"),
        ("SD1", "kuota 11", ""),
        ("SD1", "25rb", ""),
        ("SD1", "1000mb", ""),
        ("SD1", "1 giga 7 hari", ""),
        ("UJI", "500mb", ""),
        ("UJI", "1gb", "salah-produk"),
    ],
)
def test_sizes_of_packages(konter: Konter, product: str, asked: str, finding: str) -> None:
    number = "081712345678" if product == "XC5" else NUMBER
    with open(konter.root / "ledger" / "produk.csv", "a", encoding="utf-8") as prices:
        prices.write("UJI,Telkomsel,data,Data 500 MB 7 hari,,9000,11000,ya,\n")
    sold(konter, "10:00", number, product)
    found = complain(konter, number, f"diminta={asked}")
    assert found["temuan"] == finding
    assert complain(konter, number)["temuan"] == finding  # as it was stored


def test_a_package_that_left_the_price_list_is_still_one(konter: Konter) -> None:
    sold(konter, "10:00", NUMBER, "SD5")
    prices = konter.root / "ledger" / "produk.csv"
    prices.write_text(
        "".join(
            line
            for line in prices.read_text("utf-8").splitlines(keepends=True)
            if not line.startswith("SD5,")
        ),
        "utf-8",
    )
    found = complain(konter, NUMBER, "diminta=kuota 5gb")
    assert (found["daftar"], found["temuan"]) == ("kuota-tidak-masuk", "")


@pytest.mark.parametrize("asked", ["\u0663gb", "1234567gb", "9" * 30 + "gb", "5 gb kuning"])
def test_what_no_package_can_be_is_not_read(konter: Konter, asked: str) -> None:
    sold(konter, "10:00", NUMBER, "S10")
    said = konter.run("cek-keluhan", TAIL, "--jawab", f"diminta={asked}", code=2)
    assert "tidak terbaca" in said.err and konter.rows("keluhan") == []


@pytest.mark.parametrize(
    "asked, finding",
    [
        ("dana 10", ""),
        ("dana", ""),
        ("gopay 10", "salah-produk"),
        ("10rb", ""),
        ("saldo", ""),
        ("pulsa", "salah-produk"),
    ],
)
def test_a_wallet_asked_for_by_its_name(konter: Konter, asked: str, finding: str) -> None:
    sold(konter, "10:00", NUMBER, "DANA10")
    assert complain(konter, TAIL, f"diminta={asked}")["temuan"] == finding
    assert complain(konter, TAIL)["temuan"] == finding

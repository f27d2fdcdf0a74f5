"""What people type: money, days, times, ids, the words of a sale, free text."""

import re
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulsa_cli.core import dates, ids, money, text, words
from pulsa_cli.errors import WrongUse

MONEY = """
12000=12000 | 12.000=12000 | 12rb=12000 | 12 rb=12000 | 12RB=12000 | 12ribu=12000 | 12 Ribu=12000
12k=12000 | 12K=12000 | 12,5rb=12500 | 12.5rb=12500 | 12,50rb=12500 | 12,505rb=12505 | 0,5rb=500
1jt=1000000 | 1,2jt=1200000 | 1.2jt=1200000 | 1,25 juta=1250000 | 1,234567jt=1234567
Rp12.500=12500 | Rp 12.500=12500 | rp12500=12500 | RP. 12.500=12500 | Rp.12.500=12500
Rp 12.500,00=12500 | 12.500,00=12500 | 12500,0=12500 | 12000,00=12000 | Rp12.000,-=12000
12.000,-=12000 | 12000,-=12000 | Rp500=500 | Rp15=15 | Rp12rb=12000 | Rp 1,5 jt=1500000 | 0=0
Rp0=0 | 1.000=1000 | 1.250.000=1250000 | 999.999.999=999999999 | 1000rb=1000000 | 007000=7000
1000rb=1000000 |  12000 =12000
"""
NO_MONEY = """
12,000 | 12.00 | 12.0 | 1.2.3 | 1.2 | -5 | -12000 | +12000 | 12rbx | 12 000 | 12.0000 | 1.00.000
.500 | ,500 | 12. | 12, | 12.000,50 | 12,5 | 12.500,000 | 1e3 | 12rb5 | rb | Rp | Rp. | 12,5,5rb
1.2.3rb | 12,5555rb | 1,2345678jt | 12$ | USD12 | IDR 12000 | dua belas | 12_000 | 0x10 | nan
1.000.000.000 | 1000jt | 12.000.00 | ١٢٠٠٠ | １２０００ | 12/3 | =12000 | 12000; | 12%
"""
SATURDAY = "2026-11-21"
PAST = [  # checked by hand with a calendar
    (
        SATURDAY,
        """hari ini=2026-11-21 | sekarang=2026-11-21 | HARI  INI=2026-11-21
        kemarin=2026-11-20 | kmrn=2026-11-20 | kemarin lusa=2026-11-19 | sabtu=2026-11-21
        minggu=2026-11-15 | senin=2026-11-16 | selasa=2026-11-17 | rabu=2026-11-18
        kamis=2026-11-19 | Jumat=2026-11-20 | hari senin=2026-11-16 | 2026-11-20=2026-11-20
        2026-1-5=2026-01-05 | 20/11=2026-11-20 | 21/11=2026-11-21
        20-11=2026-11-20 | 20/11/2025=2025-11-20 | 20/11/26=2026-11-20 | 23/5=2026-05-23
        29/02/2024=2024-02-29 | 7 hari=2026-11-14
        7h=2026-11-14 | 0 hari=2026-11-21 | 21 hari=2026-10-31 | 2 minggu=2026-11-07
        1 mgg=2026-11-14 | 1 bulan=2026-10-21 | 1 bln lalu=2026-10-21
        3 hari yang lalu=2026-11-18 | 11 bulan=2025-12-21 | tanggal 25=2026-10-25
        tanggal 21=2026-11-21 | tgl 5=2026-11-05 | tgl22=2026-10-22 | tanggal 31=2026-10-31""",
    ),
    (
        "2026-03-01",
        """minggu=2026-03-01 | senin=2026-02-23 | kemarin=2026-02-28
        1 bulan=2026-02-01 | tanggal 31=2026-01-31 | tanggal 30=2026-01-30
        tanggal 29=2026-01-29 | tanggal 28=2026-02-28""",
    ),
    (
        "2024-03-01",
        """kemarin=2024-02-29 | tanggal 29=2024-02-29 | tanggal 30=2024-01-30
        29/2=2024-02-29 | 12 bulan=2023-03-01 | 366 hari=2023-03-01""",
    ),
    ("2026-03-31", "1 bulan=2026-02-28 | tanggal 31=2026-03-31 | 4 bulan=2025-11-30"),
    ("2024-03-31", "1 bulan=2024-02-29 | 2 bulan=2024-01-31"),
    ("2026-05-01", "tanggal 31=2026-03-31 | tanggal 30=2026-04-30 | kemarin=2026-04-30"),
    ("2026-07-30", "tanggal 31=2026-05-31 | tanggal 30=2026-07-30"),
    (
        "2026-01-01",
        """kemarin=2025-12-31 | kemarin lusa=2025-12-30 | tanggal 31=2025-12-31
        31/12=2025-12-31 | 1/1=2026-01-01 | 9/9=2025-09-09 | 1 bulan=2025-12-01
        7 hari=2025-12-25 | kamis=2026-01-01 | jumat=2025-12-26 | tanggal 2=2025-12-02""",
    ),
    ("2028-02-29", "29/2=2028-02-29 | 12 bulan=2027-02-28 | 48 bulan=2024-02-29"),
    ("2028-02-28", "tanggal 29=2028-01-29"),
    (
        SATURDAY,
        """3 nov=2026-11-03 | 20 November=2026-11-20 | 20nov=2026-11-20 | 20-nov-26=2026-11-20
        3-Okt-26=2026-10-03 | 12 Okt 2026=2026-10-12 | Jumat, 20 Nov 2026=2026-11-20
        jumat 20/11=2026-11-20 | tgl 20 nov=2026-11-20 | 20.11.2026=2026-11-20
        2026/11/20=2026-11-20 | 5 agt=2026-08-05 | 5 ags=2026-08-05 | 5 jun=2026-06-05
        5 nop=2026-11-05 | kemaren=2026-11-20 | lusa kemarin=2026-11-19 | ahad=2026-11-15
        jum'at=2026-11-20 | senin lalu=2026-11-16 | sabtu lalu=2026-11-14
        sabtu kemarin=2026-11-14 | seminggu lalu=2026-11-14 | minggu lalu=2026-11-14
        seminggu yang lalu=2026-11-14 | sebulan lalu=2026-10-21 | bulan lalu=2026-10-21
        tgl. 5=2026-11-05""",
    ),
]
# What is said | today | the day that is meant, which in another year is nearer.
UNSURE = """2/12 | 2026-12-01 | 2025-12-02
22/11 | 2026-11-21 | 2025-11-22
31/12 | 2026-11-21 | 2025-12-31
3 des | 2026-11-21 | 2025-12-03
2/1 | 2026-01-01 | 2025-01-02
1/1 | 2026-11-21 | 2026-01-01
22/5 | 2026-11-21 | 2026-05-22"""
NO_PAST = """besok | lusa | 2026-11-22 | 22/11/2026 | 20/11/99 | tanggal 0 | tanggal 32 | tanggal
10 tahun | 7 apel | 9999999 hari | -1 hari | kapan | 20/11/2 | 20/11/026 | ２０/11
2026-11 | 32 | bulan | malam minggu | tadi | Kamis, 20 Nov 2026"""
NO_DAY = """30/2=Feb 2026 hanya punya tanggal 1 sampai 28. | 29/2=Feb 2026 hanya punya
31/11=Nov hanya punya tanggal 1 sampai 30. | 32/1=Jan hanya punya tanggal 1 sampai 31.
0/1=Jan hanya punya tanggal 1 sampai 31. | 1/0=tidak ada bulan 0. Tulis hari
1/13=tidak ada bulan 13. | 11/20=tidak ada bulan 20. | 2026-00-10=tidak ada bulan 0.
2026-13-01=tidak ada bulan 13. | 29/2/2026=Feb 2026 hanya punya | 2026-02-29=Feb 2026 hanya punya
21=kurang jelas. Tulis tanggal 21 atau 21 hari. | 1=kurang jelas. Tulis tanggal 1 atau 1 hari."""
NOW = "2026-11-21T10:05:00+07:00"
TIMES = """10.05=2026-11-21T10:05 | 10:05=2026-11-21T10:05 | 9.30=2026-11-21T09:30
jam 9.30=2026-11-21T09:30 | pukul 09.30=2026-11-21T09:30 | Jam 0.00=2026-11-21T00:00
kemarin 19.05=2026-11-20T19:05 | kemarin jam 19.05=2026-11-20T19:05 | kemarin=2026-11-20T12:00
20/11 10.30=2026-11-20T10:30 | sabtu 8.00=2026-11-21T08:00 | kamis 8.00=2026-11-19T08:00
jumat, 23.59=2026-11-20T23:59 | jumat 23.59=2026-11-20T23:59 | jumat jam 9.30=2026-11-20T09:30
2026-11-20 10:30=2026-11-20T10:30 | 2026-11-20 10:30:45=2026-11-20T10:30
2026-11-20T10:30=2026-11-20T10:30 | 2026-11-20T10:30:45=2026-11-20T10:30:45
2026-11-20T10:30:00+07:00=2026-11-20T10:30 | 2026-11-21T03:05:00+00:00=2026-11-21T10:05
2026-11-21T11:05:00+08:00=2026-11-21T10:05 | 2026-11-21T00:30:00+09:00=2026-11-20T22:30
hari ini=2026-11-21T10:05 | sekarang=2026-11-21T10:05 | 7 hari=2026-11-14T12:00
tanggal 5 7.15=2026-11-05T07:15 | 1/11/2026 23.00=2026-11-01T23:00
3 nov 19.00=2026-11-03T19:00 | 20 Nov 2026 19.00=2026-11-20T19:00
Jumat, 20 Nov 2026 19.05=2026-11-20T19:05 | 20.11.2026 19.00=2026-11-20T19:00
tadi pagi=2026-11-21T08:00 | pagi ini=2026-11-21T08:00 | pagi tadi=2026-11-21T08:00
tadi subuh=2026-11-21T05:00 | tadi jam 9=2026-11-21T09:00 | jam 9 pagi=2026-11-21T09:00
tadi malam=2026-11-20T20:00 | td mlm=2026-11-20T20:00 | semalam=2026-11-20T20:00
tadi malam jam 9=2026-11-20T21:00 | semalam jam 11=2026-11-20T23:00
kemarin jam 7 malam=2026-11-20T19:00 | kemarin 7 malam=2026-11-20T19:00
kemarin malam jam 7=2026-11-20T19:00 | kemarin 7.15 malam=2026-11-20T19:15
kemarin 19.15 malam=2026-11-20T19:15 | kemarin siang=2026-11-20T13:00
kemarin jam 1 siang=2026-11-20T13:00 | kemarin jam 12 siang=2026-11-20T12:00
kemarin jam 11 siang=2026-11-20T11:00 | kemarin sore=2026-11-20T16:00
kemarin petang=2026-11-20T16:00 | malam kemarin=2026-11-20T20:00
senin malam=2026-11-16T20:00 | senin jam 3 sore=2026-11-16T15:00 | 20/11 malam=2026-11-20T20:00
tanggal 20 malam=2026-11-20T20:00 | tgl 20 jam 7 malam=2026-11-20T19:00
kemarin jam setengah 8 malam=2026-11-20T19:30 | kemarin setengah 8=2026-11-20T07:30
kemarin setengah 1 siang=2026-11-20T12:30 | kemarin pukul 19=2026-11-20T19:00
kemarin jam 1 dini hari=2026-11-20T01:00 | barusan=2026-11-21T10:05"""
NO_TIMES = """10.06 | 23.59 | hari ini 10.06 | besok 10.00 | 2026-11-21T10:05:01+07:00 | 24.00
tadi sore | malam ini | jam 7 malam | kemarin jam 12 malam | kemarin jam 1 malam | tadi malam jam 2
kemarin 9.00 sore | kemarin 14.00 pagi | jam 25 | setengah 13 | besok pagi | kemarin setengah 8.30
10.60 | 2026-11-21T03:06:00+00:00 | 25:00 | 10 | 10. | .30 | kapan | kapan 10.30 | T | 1T2
2026-02-30T10:00 | 2026-11-20T25:00 | 0001-01-01T00:00:00+14:00 | 9999-12-31T23:59:00-12:00"""
SPLIT = """081234567890 / 10 | 081234567890 / | 0812 3456 7890 / 10 | 0812 3456 7890 /
0812-3456-7890 / S10 / tf | 0812 3456 7890 / 10 / tf lagi | (0812) 3456 7890 / 10rb
+62 812 3456 7890 / 10 | +62 812-3456-7890 / 10 | 62 812 3456 7890 / 100 | +6281234567890 / 10
0811 234 567 / 5 | 0812 345 6789 / 25 | 08123 45678 / 10 | 0857 12345 678 / 10
081 234 567 890 / 10 | 0812 / S10 | J17 / 10 | 14112345678 / 20 / tf | 0812 3456 7890 / 10.000
081234 / 567890 / 10"""  # the last: no group of a number has six digits
IDS = [
    ("A-261121-J017", ("A", "261121", "J", 17)),
    ("261121-J17", ("", "261121", "J", 17)),
    ("J17", ("", "", "J", 17)),
    ("j017", ("", "", "J", 17)),
    ("17", ("", "", "", 17)),
    (" a-261121-j17 ", ("A", "261121", "J", 17)),
    ("ABC-261121-H1", ("ABC", "261121", "H", 1)),
    ("J1234", ("", "", "J", 1234)),
    ("A-J17", None),
    ("A17B", None),
    ("", None),
    ("J", None),
    ("ABCD-261121-J1", None),
    ("26112-J17", None),
    ("A-261121-17", None),
    ("J-17", None),
    ("J１７", None),
    ("A-261121-J017,", None),
]


def table(rows):
    return [tuple(row.rsplit("=", 1)) for row in listed(rows)]


def listed(rows):
    return [row.strip() for row in rows.replace("\n", "|").split("|") if row.strip()]


@pytest.mark.parametrize("typed, rupiah", table(MONEY))
def test_money_as_people_write_it(typed, rupiah):
    assert money.parse(typed).rupiah == int(rupiah)


@pytest.mark.parametrize("typed", listed(NO_MONEY) + ["", " "])
def test_an_amount_that_could_mean_two_things_is_refused(typed):
    with pytest.raises(WrongUse, match="Tulis|terlalu besar"):
        money.parse(typed)


def test_money_with_the_space_that_programs_put_behind_rp_is_read():
    assert money.parse("Rp\u00a012.500").rupiah == 12500


@pytest.mark.parametrize("digits", ["000123456789000", "9" * 5000, "9" * 5000 + "rb"])
def test_an_amount_that_no_shop_has_is_refused(konter, digits):
    for words_ in (("10", "--harga", digits), ("10", "--diskon", digits)):
        konter.run("jual", "081234567890", *words_, code=2)
    konter.run("jual", "081234567890", digits, code=1)
    konter.run("produk", "harga", "S10", digits, code=2)
    assert not konter.rows()


def test_an_id_with_very_many_digits_is_not_found(konter):
    konter.run("transaksi", "lihat", "J" + "1" * 5000, code=1)
    for day in ("1" * 5000, "1" * 5000 + " hari"):
        konter.run("jual", "081234567890", "10", "-y", "--waktu", day, code=2)


@given(st.integers(0, money.LARGEST))
def test_what_is_shown_can_be_typed_again(amount):
    for shown in (money.rupiah(amount), money.grouped(amount), str(amount)):
        assert money.parse(shown).rupiah == amount


@pytest.mark.parametrize(
    "amount, shown",
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (1000, "Rp1.000"),
        (12500, "Rp12.500"),
        (-500, "-Rp500"),
        (1234567, "Rp1.234.567"),
        (-12500, "-Rp12.500"),
        (999999999, "Rp999.999.999"),
    ],
)
def test_money_is_shown_in_the_official_spelling(amount, shown):
    assert money.rupiah(amount) == shown
    assert money.grouped(abs(amount)) == shown.removeprefix("-").removeprefix("Rp")


def test_a_small_amount_is_a_question_and_without_a_terminal_a_refusal(konter):
    for option in ("--harga", "--modal", "--dibayar", "--diskon"):
        said = konter.run("jual", "081234567890", "10", option, "15", code=2).err
        assert "Rp15.000?" in said and "15rb" in said and "Rp15" in said
    assert "Rp500.000?" in konter.run("produk", "harga", "S10", "500", code=2).err
    assert not konter.rows()
    konter.run("jual", "081234567890", "10", "--harga", "Rp500", "--modal", "Rp15")
    konter.run("jual", "081234567891", "10", "--diskon", "500")
    assert [(row["harga"], row["modal"], row["diskon"]) for row in konter.rows()] == [
        ("500", "15", "0"),
        ("12000", "10212", "500"),
    ]


@pytest.mark.parametrize(
    "today, typed, expected", [(today, *row) for today, rows in PAST for row in table(rows)]
)
def test_a_day_that_has_been(today, typed, expected):
    day = dates.parse_past(typed, date.fromisoformat(today))
    assert day == date.fromisoformat(expected)


@pytest.mark.parametrize("row", UNSURE.splitlines())
def test_a_day_just_ahead_is_not_taken_for_last_years_without_a_word(row):
    typed, today, meant = (cell.strip() for cell in row.split("|"))
    today, meant = date.fromisoformat(today), date.fromisoformat(meant)
    with pytest.raises(WrongUse) as refusal:
        dates.parse_past(typed, today)
    said = str(refusal.value)
    assert "belum terjadi" in said and f"tulis {meant:%-d/%-m/%Y}." in said
    assert dates.parse_past(typed, today, sure=True) == meant
    assert dates.parse_past(f"{meant:%-d/%-m/%Y}", today) == meant


def test_a_part_of_the_day_that_has_begun_is_at_most_now():
    early = datetime.fromisoformat("2026-11-21T07:10:00+07:00")
    assert dates.parse_time("tadi pagi", early) == early
    late = datetime.fromisoformat("2026-11-21T21:30:00+07:00")
    assert dates.parse_time("tadi malam", late).hour == 20
    assert dates.parse_time("tadi malam jam 11", late).day == 20
    assert dates.parse_time("sekarang", late) == late


@pytest.mark.parametrize("typed", listed(NO_PAST) + [""])
def test_a_day_that_has_not_been_or_is_none_is_refused(typed):
    with pytest.raises(WrongUse, match="bukan tanggal|belum terjadi|bukan hari kamis"):
        dates.parse_past(typed, date.fromisoformat(SATURDAY))


@pytest.mark.parametrize("typed, why", table(NO_DAY))
def test_a_day_that_no_calendar_has_is_refused_with_what_is_wrong(typed, why):
    with pytest.raises(WrongUse) as refusal:
        dates.parse_past(typed, date.fromisoformat(SATURDAY))
    assert str(refusal.value).startswith(f"'{typed}'") and why in str(refusal.value)


@pytest.mark.parametrize("typed, expected", table(TIMES))
def test_a_time_that_has_been(typed, expected):
    moment = dates.parse_time(typed, datetime.fromisoformat(NOW))
    assert moment.isoformat() == datetime.fromisoformat(f"{expected}+07:00").isoformat()


@pytest.mark.parametrize("typed", listed(NO_TIMES) + [""])
def test_a_time_to_come_or_none_at_all_is_refused(typed):
    with pytest.raises(WrongUse) as refusal:
        dates.parse_time(typed, datetime.fromisoformat(NOW))
    said = {
        "10": "Tulis tanggal 10, atau jamnya dengan menit: 10.00.",
        "kapan 10.30": "bukan waktu. Tulis misalnya 10.30",
    }
    assert said.get(typed, "") in str(refusal.value)


@pytest.mark.parametrize(
    "zone, moment, id",
    [
        ("WIB", "2026-11-21T23:30:00+07:00", "A-261121-J001"),
        ("WITA", "2026-11-22T00:30:00+08:00", "A-261122-J001"),
        ("WIT", "2026-11-22T01:30:00+09:00", "A-261122-J001"),
    ],
)
def test_the_clock_is_that_of_the_shops_zone(konter, zone, moment, id):
    konter.edit("ledger/toko.yaml", "zona: WIB", f"zona: {zone}")
    konter.now = "2026-11-21T16:30:00+00:00"
    konter.run("jual", "081234567890", "10")
    konter.run("jual", "081234567890", "25", "--waktu", "kemarin 19.05")
    now, before = konter.rows()
    assert (now["waktu"], now["id"]) == (moment, id)
    assert before["waktu"] == f"2026-11-{int(moment[8:10]) - 1}T19:05:00{moment[19:]}"


@pytest.mark.parametrize(
    "moment, shown",
    [
        ("2026-11-28T10:05", "Sabtu, 28 Nov 2026 10.05"),
        ("2025-08-17T00:00", "Minggu, 17 Agu 2025 00.00"),
        ("2024-02-29T23:59", "Kamis, 29 Feb 2024 23.59"),
        ("2026-05-01T07:00", "Jumat, 1 Mei 2026 07.00"),
    ],
)
def test_days_and_times_are_shown_in_indonesian(moment, shown):
    assert dates.show_time(datetime.fromisoformat(moment)) == shown


@pytest.mark.parametrize("parts", listed(SPLIT))
def test_the_words_of_a_sale_fall_into_number_product_and_rest(parts):
    number, product, rest = (part.strip() for part in f"{parts} / ".split("/", 2))
    assert words.split(parts.replace("/", " ").split()) == (
        number,
        product,
        rest.replace("/", "").split(),
    )


@pytest.mark.parametrize("typed, parts", IDS)
def test_any_end_of_an_id_is_understood(typed, parts):
    assert ids.parse_tail(typed) == parts


@pytest.mark.parametrize("stored", ["A-261121-J001", "ABC-261231-K999", "B-260101-U1000"])
def test_an_id_reads_back_as_written(stored):
    assert str(ids.parse(stored)) == stored
    assert ids.parse_tail(stored) == ids.parse(stored)
    assert ids.day_code(date(2026, 1, 9)) == "260109"


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "J001",
        "A-261121-J17",
        "a-261121-J017",
        "A-26112-J017",
        "ABCD-261121-J017",
        "A-261121-J017 ",
        "A-261121-J0١7",
    ],
)
def test_what_is_no_stored_id_is_not_taken_for_one(stored):
    assert ids.parse(stored) is None


@settings(max_examples=500)
@given(st.text(st.characters() | st.sampled_from("\x1b[m\r\n\t\0\x7f\x85\u2028\u202e\u200d\ud800")))
@example("a\x1b]0;judul\x07b\u2028c\x9b31m \x0b d\udcffe\u202ef\ufeff")
def test_text_is_one_visible_line_whatever_was_typed(typed):
    cleaned = text.clean(typed)
    assert text.clean(cleaned) == cleaned == cleaned.strip() and "  " not in cleaned
    assert len(cleaned.splitlines()) <= 1 and not re.search(r"[^\S ]", cleaned)
    assert {unicodedata.category(char) for char in cleaned.replace("\u200d", "")}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@pytest.mark.parametrize(
    "typed", ["Bu Sri", "Pak Dedi (RT 03)", "Kopi ☕ 🙏🏽", "👩‍👩‍👧", "Ñandú é", "名前"]
)
def test_ordinary_text_stays_as_it_is(typed):
    assert text.clean(f" {typed}\n") == typed

"""When a debt is due: what people say for it and the day that it means, worked out by hand and
walked a second time day by day; customers' paydays."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.sizes import tries
from pulsa_cli.core import terms
from pulsa_cli.errors import WrongUse

# What is said | today | the customer's payday | the day that is meant: worked out by hand.
DUE = """
2026-11-28       | 2026-11-21 |    | 2026-11-28
2026-11-21       | 2026-11-21 |    | 2026-11-21
2027-1-5         | 2026-11-21 |    | 2027-01-05
2028-02-29       | 2026-11-21 |    | 2028-02-29
2031-11-21       | 2026-11-21 |    | 2031-11-21
28-11-2026       | 2026-11-21 |    | 2026-11-28
28/11/2026       | 2026-11-28 |    | 2026-11-28
28/11/26         | 2026-11-21 |    | 2026-11-28
28-11-26         | 2026-11-21 |    | 2026-11-28
01/02/27         | 2026-11-21 |    | 2027-02-01
29/2/28          | 2027-12-31 |    | 2028-02-29
28/11            | 2026-11-21 |    | 2026-11-28
28/11            | 2026-11-28 |    | 2026-11-28
28-11            | 2026-11-21 |    | 2026-11-28
05/01            | 2026-11-21 |    | 2027-01-05
1/1              | 2026-12-31 |    | 2027-01-01
31/12            | 2026-12-31 |    | 2026-12-31
31/12            | 2027-01-01 |    | 2027-12-31
9/2              | 2026-11-21 |    | 2027-02-09
29/2             | 2026-11-21 |    | 2027-02-28
29/2             | 2026-02-10 |    | 2026-02-28
29/2             | 2027-11-21 |    | 2028-02-29
29/02            | 2028-02-28 |    | 2028-02-29
29/2             | 2028-02-29 |    | 2028-02-29

hari ini         | 2026-11-21 |    | 2026-11-21
HARI   INI       | 2026-12-31 |    | 2026-12-31
sekarang         | 2028-02-29 |    | 2028-02-29
besok            | 2026-11-21 |    | 2026-11-22
Besok            | 2026-12-31 |    | 2027-01-01
besok            | 2027-02-28 |    | 2027-03-01
besok            | 2028-02-28 |    | 2028-02-29
lusa             | 2026-11-21 |    | 2026-11-23
LUSA             | 2026-12-30 |    | 2027-01-01
lusa             | 2028-02-28 |    | 2028-03-01

sabtu            | 2026-11-21 |    | 2026-11-28
minggu           | 2026-11-21 |    | 2026-11-22
senin            | 2026-11-21 |    | 2026-11-23
selasa           | 2026-11-21 |    | 2026-11-24
rabu             | 2026-11-21 |    | 2026-11-25
kamis            | 2026-11-21 |    | 2026-11-26
jumat            | 2026-11-21 |    | 2026-11-27
SABTU            | 2026-11-20 |    | 2026-11-21
minggu           | 2026-11-22 |    | 2026-11-29
Jumat            | 2026-12-28 |    | 2027-01-01
senin            | 2026-12-28 |    | 2027-01-04
senin            | 2027-02-27 |    | 2027-03-01
selasa           | 2028-02-28 |    | 2028-02-29
selasa           | 2028-02-29 |    | 2028-03-07
hari sabtu       | 2026-11-21 |    | 2026-11-28
Hari  Minggu     | 2026-11-21 |    | 2026-11-22
hari jumat       | 2026-11-21 |    | 2026-11-27
senin depan      | 2026-11-21 |    | 2026-11-23
Senin  DEPAN     | 2026-11-23 |    | 2026-11-30
sabtu depan      | 2026-11-21 |    | 2026-11-28
rabu depan       | 2028-02-29 |    | 2028-03-01
minggu depan     | 2026-11-21 |    | 2026-11-28
minggu depan     | 2026-11-25 |    | 2026-12-02
Minggu Depan     | 2026-12-28 |    | 2027-01-04

7 hari           | 2026-11-21 |    | 2026-11-28
7h               | 2026-11-21 |    | 2026-11-28
7 H              | 2026-11-21 |    | 2026-11-28
7 hr             | 2026-11-21 |    | 2026-11-28
7hari            | 2026-11-21 |    | 2026-11-28
7 hari lagi      | 2026-11-21 |    | 2026-11-28
7  HARI  Lagi    | 2026-11-30 |    | 2026-12-07
0 hari           | 2026-11-21 |    | 2026-11-21
1 hari           | 2026-12-31 |    | 2027-01-01
1 hari           | 2028-02-28 |    | 2028-02-29
2 hari           | 2028-02-28 |    | 2028-03-01
1 hari           | 2027-02-28 |    | 2027-03-01
30 hari          | 2026-11-21 |    | 2026-12-21
40 hari          | 2026-11-21 |    | 2026-12-31
365 hari         | 2026-11-21 |    | 2027-11-21
365 hari         | 2027-11-21 |    | 2028-11-20
366 hari         | 2028-01-01 |    | 2029-01-01
1000 hari        | 2026-01-01 |    | 2028-09-27
seminggu         | 2026-11-21 |    | 2026-11-28
1 minggu         | 2026-11-21 |    | 2026-11-28
2 minggu         | 2026-11-21 |    | 2026-12-05
2 Minggu lagi    | 2026-12-20 |    | 2027-01-03
2 mgg            | 2026-11-21 |    | 2026-12-05
2mgg             | 2028-02-20 |    | 2028-03-05
6 minggu         | 2026-11-21 |    | 2027-01-02

1 bulan          | 2026-11-21 |    | 2026-12-21
1 BULAN lagi     | 2026-12-15 |    | 2027-01-15
sebulan          | 2026-11-21 |    | 2026-12-21
Bulan  depan     | 2026-11-21 |    | 2026-12-21
3 bln            | 2026-11-21 |    | 2027-02-21
3bln             | 2026-11-30 |    | 2027-02-28
3 bln            | 2027-11-30 |    | 2028-02-29
1 bulan          | 2027-01-31 |    | 2027-02-28
1 bulan          | 2028-01-31 |    | 2028-02-29
1 bulan          | 2028-01-30 |    | 2028-02-29
1 bulan          | 2027-01-29 |    | 2027-02-28
1 bulan          | 2027-01-28 |    | 2027-02-28
1 bulan          | 2027-02-28 |    | 2027-03-28
1 bulan          | 2028-02-29 |    | 2028-03-29
bulan depan      | 2026-03-31 |    | 2026-04-30
sebulan          | 2026-12-31 |    | 2027-01-31
2 bulan          | 2026-12-31 |    | 2027-02-28
12 bulan         | 2028-02-29 |    | 2029-02-28
48 bulan         | 2028-02-29 |    | 2032-02-29
60 bulan         | 2026-11-21 |    | 2031-11-21

tanggal 25       | 2026-11-21 |    | 2026-11-25
tanggal 25       | 2026-11-25 |    | 2026-12-25
tanggal 25       | 2026-12-26 |    | 2027-01-25
tgl 25           | 2026-11-24 |    | 2026-11-25
tgl. 25          | 2026-11-21 |    | 2026-11-25
TGL.25           | 2026-11-21 |    | 2026-11-25
tgl25            | 2026-11-21 |    | 2026-11-25
Tanggal  05      | 2026-11-21 |    | 2026-12-05
tanggal 25       | 2026-11-21 |  1 | 2026-11-25
tanggal 1        | 2026-12-01 |    | 2027-01-01
tanggal 1        | 2026-12-31 |    | 2027-01-01
tanggal 28       | 2028-02-28 |    | 2028-03-28
tanggal 29       | 2027-02-27 |    | 2027-02-28
tanggal 29       | 2027-02-28 |    | 2027-03-29
tanggal 29       | 2028-02-28 |    | 2028-02-29
tanggal 30       | 2027-01-30 |    | 2027-02-28
tanggal 30       | 2028-01-31 |    | 2028-02-29
tanggal 30       | 2028-02-29 |    | 2028-03-30
tanggal 31       | 2026-04-01 |    | 2026-04-30
tanggal 31       | 2026-04-30 |    | 2026-05-31
tanggal 31       | 2026-05-30 |    | 2026-05-31
tanggal 31       | 2026-05-31 |    | 2026-06-30
tanggal 31       | 2026-12-31 |    | 2027-01-31
akhir bulan      | 2026-11-21 |    | 2026-11-30
akhir bulan      | 2026-11-30 |    | 2026-12-31
Akhir   Bulan    | 2026-12-31 |    | 2027-01-31
akhir bulan      | 2027-02-10 |    | 2027-02-28
akhir bulan      | 2028-02-28 |    | 2028-02-29
akhir bulan      | 2028-02-29 |    | 2028-03-31

gajian           | 2026-11-21 |  1 | 2026-12-01
gajian           | 2026-12-01 |  1 | 2027-01-01
gajian           | 2028-02-29 |  1 | 2028-03-01
gajian           | 2026-11-21 | 25 | 2026-11-25
GAJIAN           | 2026-11-25 | 25 | 2026-12-25
gajian           | 2026-12-31 | 25 | 2027-01-25
gajian           | 2026-11-21 | 30 | 2026-11-30
gajian           | 2026-11-30 | 30 | 2026-12-30
gajian           | 2027-02-01 | 30 | 2027-02-28
gajian           | 2028-02-01 | 30 | 2028-02-29
gajian           | 2027-02-28 | 30 | 2027-03-30
gajian           | 2026-11-21 | 31 | 2026-11-30
gajian           | 2026-11-30 | 31 | 2026-12-31
gajian           | 2026-12-31 | 31 | 2027-01-31
gajian           | 2027-02-27 | 31 | 2027-02-28
gajian           | 2028-02-29 | 31 | 2028-03-31
"""
# Dates in words, and other spellings | the day that is meant on 21 November 2026.
WRITTEN = """
28 nov             | 2026-11-28
3 Desember         | 2026-12-03
3des               | 2026-12-03
tgl 3 Des          | 2026-12-03
25 Des 2026        | 2026-12-25
3-Des-26           | 2026-12-03
Sabtu, 28 Nov 2026 | 2026-11-28
sabtu 28/11        | 2026-11-28
28.11.2026         | 2026-11-28
2026/11/28         | 2026-11-28
12 agt 2027        | 2027-08-12
12 agst 2027       | 2027-08-12
5 peb              | 2027-02-05
jum'at             | 2026-11-27
ahad               | 2026-11-22
"""
# What is said | today | the day that is meant, which in another year is nearer.
UNSURE = """
9/2    | 2026-02-10 | 2027-02-09
20/11  | 2026-11-21 | 2027-11-20
20 nov | 2026-11-21 | 2027-11-20
28/11  | 2026-11-29 | 2027-11-28
28/2   | 2028-02-29 | 2029-02-28
29/2   | 2026-03-01 | 2027-02-28
29/2   | 2028-03-01 | 2029-02-28
"""
SATURDAY = date(2026, 11, 21)
NO_TERM = """kapan-kapan | nanti | kemarin | tanggal | tanggal 0 | tanggal 32 | tanggal 025 | tgl
0000-01-01 | 2026-11 | 28/11/2 | 28/11/026 | 99999 hari | 7 jam
2 tahun | hari | -1 hari | +7 hari | 1,5 bulan | 7 hari lalu | 7 hari 2 | tujuh hari | bulan
akhir | depan | lagi | gajian 25 | sabtu minggu | ２８/11 | ٧ hari | tanggal ２５"""
PASSED = """2026-11-20=Jumat, 20 Nov 2026 | 20/11/2026=Jumat, 20 Nov 2026
20-11-26=Jumat, 20 Nov 2026 | 2026-1-1=Kamis, 1 Jan 2026 | 1/1/2025=Rabu, 1 Jan 2025
29/2/2024=Kamis, 29 Feb 2024"""
TOO_FAR = """2062-11-28=Selasa, 28 Nov 2062 | 2032-01-01=Kamis, 1 Jan 2032 | 28/11/62=28 Nov 2062
28-11-2062=Selasa, 28 Nov 2062 | 72 bulan=Minggu, 21 Nov 2032 | 9999 hari=2054 | 999 mgg=2046
9999 bln=2860 | 9999-12-31=Jumat, 31 Des 9999"""
HOLDS = """7 hari=7 hari | 7 HARI=7 hari | 7h=7h | 7H=7h | 7  hari  Lagi=7 hari | 2 MGG=2 mgg
2 minggu=2 minggu | 1 Bulan=1 bulan | Sebulan=sebulan | 3 bln=3 bln | hari ini=hari ini
BESOK=besok | Lusa=lusa | Sabtu=sabtu | Hari  Sabtu=hari sabtu | Senin Depan=senin depan
MINGGU=minggu | Minggu  depan=minggu depan | bulan depan=bulan depan | Tanggal 25=tanggal 25
tgl 25=tgl 25 | TGL. 25=tgl. 25 | tanggal 31=tanggal 31 | Akhir  BULAN=akhir bulan
Gajian=gajian | GAJIAN=gajian"""
HOLDS_NOT = """2026-11-28 | 28/11 | 28-11 | 28-11-2026 | 28/11/26 | 29/2 | 2062-11-28 | 2020-01-01
kapan-kapan | tanggal 0 | tanggal 32 | 30/2 | 99999 hari | 7 jam | 7 | gajian 25 | kemarin"""
PAYDAYS = """1=1 | 01=1 | 9=9 | 25=25 | 30=30 | 31=31 | tanggal 25=25 | Tanggal  1=1 | tgl 25=25
TGL 25=25 | tgl. 25=25 | tgl.25=25 | tgl25=25 | tanggal 31=31 | akhir bulan=31 | Akhir  BULAN=31"""
NO_PAYDAYS = """0 | 00 | 32 | 99 | 100 | 025 | -1 | 25,5 | 25 26 | tanggal | tanggal 0 | tgl 32
gajian | akhir | bulan | sabtu | 25/11 | 2026-11-25 | 7 hari | dua lima | ٢٥ | ２５"""


def cells(rows):
    return [[cell.strip() for cell in row.split("|")] for row in rows.splitlines() if row]


ROWS = cells(DUE)
DAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
WORDS = [
    "hari ini",
    "sekarang",
    "besok",
    "lusa",
    "seminggu",
    "minggu depan",
    "sebulan",
    "bulan depan",
]
UNITS = {"hari": 1826, "h": 1826, "hr": 1826, "minggu": 260, "mgg": 260, "bulan": 60, "bln": 60}
DATES = [
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}-{0.month}-{0.day}",
    "{0.day}-{0.month}-{0.year}",
    "{0.day:02}/{0.month:02}/{0.year}",
    "{0.day}/{0.month}/{0:%y}",
    "{0.day}-{0.month:02}-{0:%y}",
    "{0.day}/{0.month}",
    "{0.day:02}-{0.month:02}",
    "29/2",
]
PIECES = [
    *DAYS,
    *UNITS,
    *"gajian tanggal tgl tgl. akhir depan lagi ini".split(),
    "0",
    "1",
    "29",
    "31",
    "32",
    "0000",
    "2028",
    "9999",
    "99999",
    " ",
    "  ",
    "-",
    "/",
    ".",
    "\n",
    "²",
    "٣",
    "\ud800",
    "İ",
]
FIRST, LAST = date(2025, 1, 1), date(2032, 12, 31)
ALL_DAYS = [FIRST + timedelta(count) for count in range((LAST - FIRST).days + 1)]
ENDS = [day for day in ALL_DAYS if day.day >= 28 or day.day == 1]  # where bugs are likely

one = st.sampled_from
todays = one(ALL_DAYS) | one(ENDS)
weekdays = st.builds(str.format, one(["{}", "hari {}"]), one(DAYS))
coming_weekdays = st.builds("{} depan".format, one(DAYS[:-1]))  # minggu depan is 7 days
days_of_months = st.builds(
    str.format, one(["tanggal {}", "tgl {}", "tgl. {}", "tgl{:02}"]), st.integers(1, 31)
)
counts = one(list(UNITS)).flatmap(
    lambda unit: st.builds(
        str.format,
        one(["{} {}", "{}{}", "{} {} lagi"]),
        st.integers(0, UNITS[unit]) | st.integers(0, 14),
        st.just(unit),
    )
)
relative = st.one_of(
    one(WORDS), weekdays, coming_weekdays, days_of_months, counts, one(["akhir bulan", "gajian"])
)
spellings = st.tuples(
    one([str.lower, str.upper, str.title, str.swapcase]),
    one([" ", "  ", "\t", " \u00a0"]),
    one(["", " "]),
)


def listed(rows):
    return [row.strip() for row in rows.replace("\n", "|").split("|") if row.strip()]


def table(rows):
    return [tuple(row.rsplit("=", 1)) for row in listed(rows)]


def walked(typed, today, payday):
    """The day meant, found another way: the first that fits, walking from today day by day."""
    start, fits = sought(re.findall(r"\d+|[a-z]+", typed.lower()), today, payday)
    ahead = (today + timedelta(steps) for steps in range(start, 10 * 366))
    return next(day for day in ahead if fits(day))


def sought(words, today, payday):
    """How many steps from today the walk starts, and which days fit."""
    match words:
        case ["hari", "ini"] | ["sekarang"]:
            return 0, lambda day: True
        case ["besok"]:
            return 1, lambda day: True
        case ["lusa"]:
            return 2, lambda day: True
        case ["seminggu"] | ["minggu", "depan"]:
            return 7, lambda day: True
        case ["akhir", "bulan"]:
            return 1, lambda day: has(day, 31)
        case ["gajian"]:
            return 1, lambda day: has(day, payday)
        case ["sebulan"] | ["bulan", "depan"]:
            return 0, lambda day: months(day) == months(today) + 1 and has(day, today.day)
        case ["hari", name] | [name, "depan"] | [name]:
            return 1, lambda day: day.weekday() == DAYS.index(name)
        case [count, "hari" | "h" | "hr", *_]:
            return int(count), lambda day: True
        case [count, "minggu" | "mgg", *_]:
            return 7 * int(count), lambda day: True
        case [count, "bulan" | "bln", *_]:
            then = months(today) + int(count)
            return 0, lambda day: months(day) == then and has(day, today.day)
        case ["tanggal" | "tgl", number]:
            return 1, lambda day: has(day, int(number))
        case [number, month] if number.isdigit():
            return 0, lambda day: day.month == int(month) and has(day, int(number))
        case [year, month, number] if len(year) == 4:
            date_said = date(int(year), int(month), int(number))
            return 0, lambda day: day == date_said
        case [number, month, year]:
            date_said = date(2000 + int(year[-2:]), int(month), int(number))
            return 0, lambda day: day == date_said
    raise AssertionError(words)


def has(day, number):
    """Is it the day of that number in its month, or the last of a month without one?"""
    return day.day == number or (
        day.day < number and day.day == calendar.monthrange(day.year, day.month)[1]
    )


def months(day):
    return day.year * 12 + day.month


def spelled(term, spelling):
    """With capitals and extra spaces."""
    capitals, gap, end = spelling
    return end + gap.join(capitals(term).split()) + end


def no_term(typed, today=SATURDAY, payday=25):
    with pytest.raises(WrongUse) as refusal:
        terms.due_date(typed, today, payday)
    return str(refusal.value)


@pytest.mark.parametrize("typed, today, payday, expected", ROWS)
def test_a_due_date_is_the_day_worked_out_by_hand_and_found_by_walking(
    typed, today, payday, expected
):
    said = typed, date.fromisoformat(today), int(payday) if payday else None
    assert terms.due_date(*said) == date.fromisoformat(expected)
    assert walked(*said) == date.fromisoformat(expected)


@settings(max_examples=tries(300, 1500))
@given(relative, todays, st.integers(1, 31), spellings)
@example("tanggal 31", date(2026, 4, 1), 1, (str.lower, " ", ""))
def test_any_term_is_the_first_day_that_fits_and_can_be_kept(term, today, payday, spelling):
    typed = spelled(term, spelling)
    assert terms.due_date(typed, today, payday) == walked(term, today, payday)
    if walked(term, date(2026, 1, 1), 31).year > 2027:  # nobody lends for that long
        with pytest.raises(WrongUse, match="bukan tempo yang berlaku terus"):
            terms.check_term(typed)
        return
    kept = terms.check_term(typed)
    assert kept == term.removesuffix(" lagi")
    assert terms.due_date(kept, today, payday) == walked(term, today, payday)


@settings(max_examples=tries(200, 1000))
@given(one(DATES), st.integers(0, 1826) | st.integers(0, 3), todays)
def test_any_date_is_the_first_day_that_fits_and_can_not_be_kept(form, ahead, today):
    typed = form.format(today + timedelta(ahead))
    assert terms.due_date(f" {typed} ", today, sure=True) == walked(typed, today, None)
    with pytest.raises(WrongUse, match="bukan tempo yang berlaku terus"):
        terms.check_term(typed)


@pytest.mark.parametrize("name", [*DAYS, "akhir bulan", *(f"tanggal {n}" for n in range(28, 32))])
def test_a_day_by_its_name_is_never_today_on_any_day_of_eight_years(name):
    for today in ALL_DAYS:
        due = terms.due_date(name, today)
        assert today < due <= today + timedelta(31), today
        assert terms.due_date(name, due - timedelta(1)) == due, today


@pytest.mark.parametrize("typed", [*listed(NO_TERM), "", "  "])
def test_text_that_is_no_term_is_refused_with_examples(typed):
    assert no_term(typed).startswith(f"'{typed}' bukan jatuh tempo. Tulis misalnya 7 hari, ")


@pytest.mark.parametrize("typed, shown", table(PASSED))
def test_a_day_that_has_passed_is_refused_and_named(typed, shown):
    assert f"{shown} sudah lewat; hari ini Sabtu, 21 Nov 2026" in no_term(typed)


@pytest.mark.parametrize("typed, shown", table(TOO_FAR))
def test_a_day_more_than_five_years_ahead_is_refused_and_named(typed, shown):
    assert f"{shown} terlalu jauh; periksa tahunnya" in no_term(typed)


@pytest.mark.parametrize("typed, expected", cells(WRITTEN))
def test_a_date_is_read_as_people_write_it(typed, expected):
    assert terms.due_date(typed, SATURDAY) == date.fromisoformat(expected)


@pytest.mark.parametrize("typed, today, meant", cells(UNSURE))
def test_a_date_that_has_just_passed_is_not_taken_for_next_years_without_a_word(
    typed, today, meant
):
    today, meant = date.fromisoformat(today), date.fromisoformat(meant)
    said = no_term(typed, today)
    assert "sudah lewat" in said and f"tulis {meant:%-d/%-m/%Y}." in said
    assert terms.due_date(typed, today, sure=True) == meant
    assert terms.due_date(f"{meant:%-d/%-m/%Y}", today) == meant


def test_a_date_with_another_weekday_is_refused():
    for typed in ("Jumat, 28 Nov 2026", "Jum'at,28/11/2026"):
        assert "Sabtu, 28 Nov 2026, bukan hari jumat" in no_term(typed)


@pytest.mark.parametrize("typed", ["gajian", "GAJIAN", " Gajian "])
def test_a_payday_that_is_not_known_is_asked_for(typed):
    said = no_term(typed, payday=None)
    assert "perlu tanggal gajian pelanggan" in said and "--gajian 25" in said


@settings(max_examples=tries(200, 1000))
@given(st.lists(one(PIECES), max_size=6).map("".join), todays, st.none() | st.integers(1, 31))
@example("29/2", date(2032, 3, 1), None)
@example("9999 bulan", date(2032, 12, 31), None)
def test_any_text_is_a_day_from_today_on_or_a_refusal(typed, today, payday):
    try:
        due = terms.due_date(typed, today, payday)
    except WrongUse:
        return
    assert today <= due and due.year - today.year <= 5


@pytest.mark.parametrize("typed, plain", table(HOLDS))
def test_a_term_for_every_sale_is_kept_in_its_plain_spelling_and_works(typed, plain):
    assert terms.check_term(typed) == terms.check_term(f"  {typed}\n") == plain
    assert terms.check_term(plain) == plain
    assert (
        terms.due_date(plain, SATURDAY, 25)
        == terms.due_date(typed, SATURDAY, 25)
        == walked(plain, SATURDAY, 25)
    )


@pytest.mark.parametrize("typed", [*listed(HOLDS_NOT), "", "  "])
def test_a_term_for_every_sale_is_no_fixed_date(typed):
    with pytest.raises(WrongUse) as refusal:
        terms.check_term(typed)
    assert str(refusal.value).startswith(f"'{typed}' bukan tempo yang berlaku terus. Tulis ")


@pytest.mark.parametrize("typed, payday", table(PAYDAYS))
def test_a_payday_as_people_write_it(typed, payday):
    assert terms.parse_payday(typed) == terms.parse_payday(f" {typed}\t") == int(payday)


@pytest.mark.parametrize("typed", [*listed(NO_PAYDAYS), "", "  "])
def test_what_is_no_day_of_a_month_is_no_payday(typed):
    with pytest.raises(WrongUse) as refusal:
        terms.parse_payday(typed)
    assert str(refusal.value).startswith(f"'{typed}' bukan tanggal gajian. Tulis 1 sampai 31, ")


@pytest.mark.parametrize(
    "payday, shown",
    [
        (1, "tanggal 1"),
        (9, "tanggal 9"),
        (25, "tanggal 25"),
        (30, "tanggal 30"),
        (31, "akhir bulan"),
    ],
)
def test_a_payday_is_shown_in_words(payday, shown):
    assert terms.show_payday(payday) == shown


@pytest.mark.parametrize("payday", range(1, 32))
def test_a_payday_shown_can_be_typed_again_and_means_what_gajian_means(payday):
    shown = terms.show_payday(payday)
    assert terms.parse_payday(shown) == payday
    for today in ALL_DAYS[::9]:
        assert terms.due_date(shown, today) == terms.due_date("gajian", today, payday)

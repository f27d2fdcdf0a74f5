"""Phone numbers and prefixes, held against libphonenumber (the `phonenumbers` package)."""

from pathlib import Path

import phonenumbers
import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from phonenumbers import carrier

from helpers.terminal import talk
from pulsa_cli.core import phone
from pulsa_cli.errors import Refused
from pulsa_cli.settings.pricelist import load_prefixes

ROOT = Path(__file__).parent.parent
CARRIERS = {
    "Telkomsel": "Telkomsel",
    "Indosat Ooredoo Hutchison": "Indosat",
    "XL": "XL",
    "AXIS": "Axis",
    "Smartfren": "Smartfren",
}
# What suppliers sell apart from the network that libphonenumber knows, and prefixes that only
# the aggregator's guide of 2019 has.
EXCEPTIONS = {
    **dict.fromkeys(["0895", "0896", "0897", "0898", "0899"], ("Tri",)),
    **dict.fromkeys(["08591", "08598"], ("Axis", "XL")),
    "0851": ("Telkomsel", "by.U"),
    **dict.fromkeys(["085155", "085156", "085157", "085158"], ("by.U", "Telkomsel")),
    **dict.fromkeys(["0884", "0885", "0886"], ("Smartfren",)),
}
NAMES = {"byu": "by.U", "xl": "XL"}
FACTS = yaml.safe_load((ROOT / "tests" / "operators.yaml").read_text("utf-8"))["prefixes"]


def operators(fact):
    """Those that a number with this prefix can be of, the likeliest first."""
    keys = dict.fromkeys([fact["operator"], *fact.get("ambiguous", ())])
    return "/".join(NAMES.get(key, key.capitalize()) for key in keys)


# Prefix, operators and lengths of every prefix in the collected facts.
ROWS = [(fact["prefix"], operators(fact), *fact["lengths"]) for fact in FACTS]
FORMS = [
    "081234567890",
    "6281234567890",
    "+6281234567890",
    "+62 812-3456-7890",
    "0812-3456-7890",
    "0812 3456 7890",
    "(0812) 3456 7890",
    "0812.3456.7890",
    "+62.812.3456.7890",
    "81234567890",
    "812-3456-7890",
    "+62 0812 3456 7890",
    "62 0812 3456 7890",
    "006281234567890",
    "+62 (0)812 3456 7890",
    "0812/34567890",
    "  081234567890  ",
    "0812\u00a03456\u00a07890",
    "+62\u202f812\u20093456\u20097890",
    "0812\t3456\t7890",
    "0812\u20103456\u20107890",
    "0812\u20113456\u20117890",
    "0812\u20123456\u20127890",
    "0812\u20133456\u20137890",
    "0812\u20143456\u20147890",
    "0812\u20153456\u20157890",
    "\u202a+62 812-3456-7890\u202c",
    "\u2066+62 812-3456-7890\u2069",
    "\u2068081234567890\u2069",
    "\u200e081234567890\u200f",
    "\ufeff081234567890",
    "0812\u200b34567890",
]
SPREADSHEET = ["8,12346E+11", "8.12346E+11", "8.12346e+11", "8E+11", "6,28123E+12", "8.12E11"]
NO_MOBILE = [
    "08123456",
    "081234567",
    "08123456789012",
    "081234567890123",
    "0841234567",
    "084123456789",
    "+60123456789",
    "+1 202 555 0123",
    "+6521234567890",
    "0212345678",
    "(021) 2345678",
    "02742345678",
    "08001234567",
    "0809123456",
    "0804123456",
    "08071123456",
    "188",
    "1",
    "0",
    "08",
    "",
    " ",
    "-",
    "+",
    "+62",
    "62",
    "0062",
    "abc",
    "0812345678O0",
    "tel",
    "٠٨١٢٣٤٥٦٧٨٩٠",
    "０８１２３４５６７８９０",
    "0812#34567890",
    "++6281234567890",
    "0812+34567890",
]


@pytest.fixture(scope="module")
def prefixes():
    return load_prefixes(str(ROOT))


def known_mobile(national):
    """Does libphonenumber call +62 and these digits a valid mobile number?"""
    number = phonenumbers.PhoneNumber(country_code=62, national_number=int(national))
    return (
        phonenumbers.is_valid_number(number)
        and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    )


def beginnings(digits):
    return [f"08{number:0{digits - 2}}" for number in range(10 ** (digits - 2))]


def test_every_beginning_has_the_operator_that_libphonenumber_names(prefixes):
    seen = set()
    for begin in beginnings(6):
        found = prefixes.find(begin + "000000")
        number = phonenumbers.PhoneNumber(country_code=62, national_number=int(begin + "000000"))
        named = CARRIERS.get(carrier.name_for_number(number, "en"))
        expected = (named,) if named else None
        for prefix in (begin[:4], begin[:5], begin):
            expected = EXCEPTIONS.get(prefix, expected)
        assert (found.operators if found else None) == expected, begin
        if found:
            seen.add(found.prefix)
    assert seen == {prefix for prefix, *_ in ROWS}


def test_every_prefix_of_the_collected_facts_is_in_the_table_with_its_lengths(prefixes):
    for prefix, operators, *lengths in ROWS:
        row = prefixes.find(prefix)
        assert (row.prefix, "/".join(row.operators)) == (prefix, operators)
        extra = {12} if prefix in ("08591", "08598") else set()  # 0859 itself has 12
        assert set(row.lengths) == {*lengths} | extra, prefix


def test_exactly_the_mobile_numbers_of_libphonenumber_are_accepted():
    accepted = 0
    for begin in beginnings(4) + beginnings(5):
        for length in range(7, 17):
            for filler in ("0", "7"):
                number = begin.ljust(length, filler)
                assert phone.is_mobile(number) == known_mobile(number[1:]), number
                accepted += phone.is_mobile(number)
    assert accepted > 7000


@settings(max_examples=300)
@given(
    st.builds(
        str.__add__,
        st.sampled_from(["", "0", "08", "628", "6208", "8", "7", "02"]),
        st.text("0123456789", min_size=6, max_size=13),
    )
)
@example("0812345678")
@example("0828123456789")
def test_any_digits_are_accepted_just_when_libphonenumber_accepts_them(digits):
    """Read as people write them here: with the 0, with 62, or with neither."""
    assume(not digits.startswith("00"))
    national = digits.removeprefix("62").removeprefix("0")
    expected = national.startswith("8") and known_mobile(national)
    assert phone.is_mobile(digits) == expected
    if expected:
        assert phone.normalise(digits) == phone.normalise("+62" + national) == "0" + national


@given(
    st.builds(
        str.__add__,
        st.sampled_from(["81", "82", "83", "85", "86", "87", "88", "89"]),
        st.text("0123456789", min_size=7, max_size=10),
    ),
    st.lists(
        st.sampled_from(["", " ", "-", ".", "\u00a0", "\u2011", "\u202c", " - ", "("]),
        min_size=14,
        max_size=14,
    ),
    st.sampled_from(["0", "62", "+62", "+62 0", "0062", ""]),
)
def test_separators_anywhere_change_nothing(national, separators, lead):
    written = lead + "".join(map("".join, zip(separators, national)))
    assert phone.normalise(written) == "0" + national
    stored = phone.group("0" + national)
    assert phone.normalise(stored) == "0" + national
    assert stored[4] == "-" and not stored.endswith("-")


def test_all_ways_to_write_a_number_are_one_number(konter):
    for form in FORMS:
        konter.run("jual", form, "10", "--lagi")
    konter.run("jual", "0812", "3456", "7890", "10", "--lagi")
    konter.run("jual", "+62", "812", "3456", "7890", "10", "--lagi")
    konter.run("jual", "--lagi", stdin="0812 3456 7890 10\n+62 812-3456-7890 S10\n")
    assert [row["nomor"] for row in konter.rows()] == ["0812-3456-7890"] * (len(FORMS) + 4)


def test_a_number_written_otherwise_is_known_as_the_same_buyer(konter):
    konter.run("jual", "081234567890", "10")
    konter.run("jual", "081234567891", "10")
    for form in FORMS:
        assert "--lagi" in konter.run("jual", form, "10", code=1).err, form
        listed = konter.run("transaksi", "list", "--nomor", form).out
        assert "J001" in listed and "J002" not in listed, form


@pytest.mark.parametrize("dash", ["\u2212", "\u00ad", "\uff0d"])
def test_further_dashes_that_libphonenumber_reads_are_read(dash):
    written = f"0812{dash}3456{dash}7890"
    assert phonenumbers.parse(written, "ID").national_number == 81234567890
    assert phone.normalise(written) == "081234567890"


@pytest.mark.parametrize("typed", NO_MOBILE)
def test_what_can_be_no_mobile_number_is_refused(typed):
    with pytest.raises(Refused, match="(?i)nomor"):
        phone.normalise(typed)


def test_nothing_is_recorded_for_what_can_be_no_mobile_number(konter):
    for typed in NO_MOBILE:
        assert "nomor" in konter.run("jual", "--", typed, "S10", code=1).err.lower()
    assert not konter.rows()


@pytest.mark.parametrize("typed", SPREADSHEET)
def test_a_number_ruined_by_a_spreadsheet_is_refused_with_the_reason(konter, typed):
    assert "spreadsheet" in konter.run("jual", typed, "10", code=1).err
    said = konter.run("jual", code=1, stdin=f"{typed} 10\n081234567890 10\n")
    assert "baris 1" in said.err and "spreadsheet" in said.err
    assert [row["nomor"] for row in konter.rows()] == ["0812-3456-7890"]


@pytest.mark.parametrize("typed, count", [("081234567", 9), ("08123456789012", 14)])
def test_a_digit_too_few_or_too_many_is_counted(konter, typed, count):
    said = konter.run("jual", typed, "10", code=1).err
    assert f"ada {count}," in said and "10 sampai 13" in said


def test_no_usual_length_is_warned_of(konter):
    for prefix, _, *lengths in ROWS:
        for length in lengths:
            number = prefix.ljust(length, "3")
            assert konter.run("jual", number, "DANA10", "--lagi").err == ""
            assert konter.rows()[-1]["nomor"] == phone.group(number)


@pytest.mark.parametrize(
    "typed, stored, count",
    [
        ("0812345678", "0812-3456-78", 10),
        ("0812345678901", "0812-3456-78901", 13),
        ("08571234567", "0857-1234-567", 11),
        ("0855123456789", "0855-1234-56789", 13),
    ],
)
def test_an_odd_length_is_warned_of_and_recorded(konter, typed, stored, count):
    said = konter.run("jual", typed, "10").err
    assert said.startswith("Perhatian:") and f"{stored} ada {count} angka" in said
    assert konter.rows()[0]["nomor"] == stored


def test_a_number_of_fourteen_digits_is_insisted_on(konter):
    for word in ("10", "X10"):
        refused = konter.run("jual", "08591234567890", word, code=1).err
        assert "ada 14, seharusnya 10 sampai 13" in refused and "--tetap ALASAN" in refused
    sure = ("--tetap", "sudah dibacakan")
    assert "ada 15," in konter.run("jual", "085912345678901", "X10", *sure, code=1).err
    assert not konter.rows()

    sold = ("jual", "+62 859-1123-456789", "10", "-k", "Rina", *sure)
    code, said = talk(konter, ["2", "y", "y"], *sold)
    assert code == 0 and "0859-1123-456789 ada 14 angka" in said
    row = konter.rows()[0]
    assert (row["nomor"], row["produk"]) == ("0859-1123-456789", "X10")
    assert row["alasan"].endswith("sudah dibacakan")
    konter.run("jual", "rina", "X25", *sure, "-y")
    assert [row["nomor"] for row in konter.rows()] == ["0859-1123-456789"] * 2
    for typed in ("08591123456789", "+6285911234567 89", "6789"):
        assert "Rp" in konter.run("transaksi", "list", "--nomor", typed).out, typed
        konter.run("cek-keluhan", typed)
    assert "Rina" in konter.run("pelanggan", "lihat", "0859-1123-456789").out


@pytest.mark.parametrize("number", ["0868-1234-5678", "0828-1234-5678", "0880-1234-5678"])
def test_an_unknown_prefix_is_warned_of_and_recorded_under_a_code(konter, number):
    assert "kode" in konter.run("jual", number, "10", code=1).err
    assert not konter.rows()
    said = konter.run("jual", number, "S10")
    assert said.err.startswith("Perhatian:") and number[:4] in said.err
    assert konter.rows()[0]["nomor"] == number


def test_a_longer_prefix_that_the_owner_adds_wins(konter):
    konter.edit("ledger/prefiks.csv", "0812,", "08123,Tri,Tri,12\n0812,")
    konter.run("jual", "081234567890", "10")
    konter.run("jual", "081244567890", "10")
    assert [row["produk"] for row in konter.rows()] == ["T10", "S10"]

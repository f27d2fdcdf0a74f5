"""The texts of pesan.yaml: what stands there is what customers read."""

import json

import pytest

from helpers.clock import later, on
from helpers.reminders import BUDI, add, owe
from pulsa_cli.core.templates import OF_MESSAGE
from pulsa_cli.settings.texts import load_texts

TEXTS = "ledger/pesan.yaml"


@pytest.fixture
def shop(konter):
    add(konter, "Budi", BUDI)
    konter.lift_policy()
    return konter


def write(shop, text):
    (shop.root / TEXTS).write_text(text, "utf-8")


def reminder(shop):
    (found,) = json.loads(shop.run("ingatkan", "--format", "json").out)
    return found["pesan"]


def message(shop, *words):
    """The message behind the acknowledgement, without its link."""
    lines = shop.run(*words).out.split("\n\n")[-1].strip().split("\n")
    return "\n".join(line for line in lines if not line.startswith("https://"))


# How each text of the file comes to be shown.
def credit(shop):
    return message(shop, "jual", BUDI, "10", "-k", "-y", "--pesan", "--lagi")


def part_payment(shop):
    credit(shop)
    return message(shop, "hutang", "bayar", "budi", "5rb", "--pesan", "--lagi")


def last_payment(shop):
    credit(shop)
    return message(shop, "hutang", "bayar", "budi", "lunas", "--pesan", "--lagi")


def instalments(shop):
    debt = owe(shop, "budi", "30rb", "hari ini")
    return message(shop, "hutang", "cicil", debt, "--kali", "3", "--tiap", "minggu", "--tawarkan")


SHOWN = {
    "kasbon": credit,
    "bayar-sebagian": part_payment,
    "lunas": last_payment,
    "cicilan": instalments,
}


@pytest.mark.parametrize("key", SHOWN)
def test_the_text_in_the_file_is_the_one_that_is_shown(shop, key):
    write(shop, f'{key}: "Hai {{nama}}!\\nDari {{konter}}"\n')
    assert SHOWN[key](shop) == "Hai Budi!\nDari Berkah Cell"


@pytest.mark.parametrize("key", SHOWN)
def test_every_place_is_filled_or_empty_and_no_text_asks_harshly(shop, key):
    places = " ".join(f"{place}=[{{{place}}}]" for place in OF_MESSAGE[key])
    usual = SHOWN[key](shop)
    assert "{" not in usual and "  " not in usual and "hutang" not in usual.lower()
    write(shop, f'{key}: "{places}"\n')
    said = SHOWN[key](shop)
    assert "{" not in said and "nama=[Budi]" in said
    assert said.count("=[") == len(OF_MESSAGE[key]), said


def test_what_an_offer_of_instalments_says(shop):
    said = instalments(shop)
    assert "Rp30.000" in said and said.count("Rp10.000") == 3 and "5 Des 2026" in said
    assert "SETUJU" in said and [row["jenis"] for row in shop.rows("hutang")] == ["tambah"]
    shop.run("hutang", "cicil", "H1", "--kali", "1", "--tiap", "minggu", "--tawarkan", code=2)
    assert (
        shop.run(
            "hutang", "cicil", "H9", "--kali", "3", "--tiap", "minggu", "--tawarkan", code=1
        ).out
        == ""
    )


@pytest.mark.parametrize(
    "hour, greeting",
    [
        ("08", "pagi"),
        ("10", "pagi"),
        ("11", "siang"),
        ("14", "siang"),
        ("15", "sore"),
        ("18", "sore"),
        ("19", "malam"),
    ],
)
def test_the_greeting_goes_by_the_time_of_day(shop, hour, greeting):
    owe(shop, "budi", "15rb", "hari ini")
    on(shop, "2026-11-21" if hour > "10" else "2026-11-23", f"{hour}:59:59")
    assert reminder(shop).startswith(f"Selamat {greeting} Budi")


def test_a_day_without_a_text_takes_the_one_before_it_on_its_side(shop):
    write(shop, "pengingat:\n  -3: a\n  -1: b\n  0: c\n  3: d\n  7: e\n")
    texts = load_texts(str(shop.root))
    assert {day: texts.reminder(day) for day in (-9, -3, -2, -1, 0, 1, 3, 6, 7, 400)} == {
        -9: "a",
        -3: "a",
        -2: "a",
        -1: "b",
        0: "c",
        1: "d",
        3: "d",
        6: "d",
        7: "e",
        400: "e",
    }


@pytest.mark.parametrize(
    "text", ["", "# kosong\n", "kasbon:\n", "pengingat:\n", 'pengingat:\n  3: ""\n', None]
)
def test_what_is_not_written_comes_from_the_starter(shop, text):
    usual = load_texts(str(shop.root))
    if text is None:
        (shop.root / TEXTS).unlink()
    else:
        write(shop, text)
    assert load_texts(str(shop.root)) == usual
    owe(shop, "budi", "15rb", "hari ini")
    assert "Catatan Rp15.000 di Berkah Cell jatuh tempo hari ini" in reminder(shop)


def test_a_day_that_was_emptied_has_the_starters_words_again(shop):
    usual = load_texts(str(shop.root)).reminder(30)
    write(shop, 'pengingat:\n  7: "TUJUH"\n  30: ""\n  60: ""\n')
    texts = load_texts(str(shop.root))
    assert [texts.reminder(day) for day in (7, 29, 30, 99)] == ["TUJUH", "TUJUH", usual, usual]


def test_thanks_while_the_rest_is_disputed_ask_for_nothing(shop):
    owe(shop, "budi", "50rb", "hari ini")
    disputed = owe(shop, "budi", "40rb", "hari ini", "lain")
    shop.run("hutang", "tahan", disputed, "--alasan", "belum masuk")
    said = message(shop, "hutang", "bayar", "budi", "60rb", "--lebih", "titipan", "--pesan")
    assert (
        "Sisa catatan Rp40.000. Itu masih kami periksa bersama Anda. Uang titipan Anda "
        "sekarang Rp10.000."
        in said
        and "jatuh tempo" not in said
    )


def test_one_side_of_the_due_date_can_be_written_alone(shop):
    write(shop, 'pengingat:\n  5: "Lima {hari}"\n')
    owe(shop, "budi", "15rb", "hari ini")
    assert "jatuh tempo hari ini" in reminder(shop)
    later(shop, 3)
    assert "Mohon maaf mengganggu" in reminder(shop)  # before the shop's own first one
    for days in (5, 40):
        on(shop, "2026-11-21")
        later(shop, days)
        assert reminder(shop) == f"Lima {days}"


@pytest.mark.parametrize(
    "text, line, part",
    [
        ("kasbon: Hai {namaa}", 1, "{namaa} tidak dikenal; yang bisa diisi: {salam}, {nama}"),
        ("kasbon: Hai {sisa}", 1, "{sisa} tidak dikenal"),
        ("lunas: Hai {nama", 1, "kurung { tidak ditutup"),
        ("lunas: Hai nama}", 1, "ada } tanpa {"),
        ("lunas: {nama} hai", 1, "di antara tanda kutip"),
        ("lunas: Hai {nma}", 1, "Maksudnya {nama}?"),
        ("pengingat:\n  03: Hai", 2, "'03' seharusnya hari"),
        ("pengingat:\n  +3: Hai", 2, "hari dari"),
        ("pengingat:\n  1000: Hai", 2, "'1000' seharusnya hari"),
        ("lunass: Hai", 1, "Maksudnya 'lunas'?"),
        ("pengingat:\n  3: Hai\n  7: Hai {cicilan}", 3, "{cicilan} tidak dikenal"),
        ("pengingat:\n  tiga: Hai", 2, "'tiga' seharusnya hari dari jatuh tempo"),
        ("pengingat:\n  3: Hai\n  3: Halo", 3, "dua kali"),
        ("pengingat: Hai", 1, "pengingat"),
        ("lunas: [Hai]", 1, "satu teks"),
        ("\nlunas: &x Hai", 2, "tanda"),
    ],
)
def test_a_mistake_is_named_with_file_and_line_and_nothing_is_recorded(shop, text, line, part):
    owe(shop, "budi", "15rb", "hari ini")
    write(shop, text)
    for words in (
        ("ingatkan", "--format", "json"),
        ("jual", BUDI, "10", "-k", "-y", "--pesan"),
        ("hutang", "bayar", "budi", "lunas", "--pesan"),
    ):
        refused = shop.run(*words, code=3)
        assert f"{TEXTS}:{line}: " in refused.err and part in refused.err
        assert refused.out == ""
    assert len(shop.rows("hutang")) == 1 and shop.rows() == []


def test_a_sale_without_a_message_needs_no_texts(shop):
    write(shop, "kasbon: {salah}")
    shop.run("jual", BUDI, "10", "-k", "-y")

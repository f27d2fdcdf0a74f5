"""Who is reminded of what and when. Numbered tests: failures that users of other programs met."""

import json
from datetime import date, timedelta

import pytest

from helpers.clock import later, may_go_back, on
from helpers.reminders import AGUS, BUDI, SITI, add, edit, kinds, numbers, owe, sent, with_channel
from helpers.terminal import at_terminal

POLICY = "ledger/kebijakan.yaml"


@pytest.fixture
def shop(konter):
    """Budi, Siti and Agus are customers; no quiet hours or days; what is sent lands in a
    folder. Debts are made on any day before or after."""
    may_go_back(konter)
    for name, number in (("Budi", BUDI), ("Siti", SITI), ("Agus", AGUS)):
        add(konter, name, number)
    edit(konter, POLICY, "  jam:", "")
    edit(konter, POLICY, "  libur:", "")
    konter.lift_policy()
    return with_channel(konter)


def waiting(shop):
    """(name, level, rupiah asked for, rupiah for later) of everybody who is to be reminded."""
    found = json.loads(shop.run("ingatkan", "--format", "json").out)
    return [(each["nama"], each["tingkat"], each["jumlah"], each["nanti"]) for each in found]


def send(shop):
    """Sends; returns the numbers and messages that came this time."""
    before = len(sent(shop))
    shop.run("ingatkan", "--kirim")
    return sent(shop)[before:]


# By hand, for a debt that is due on day 0 and the days -3, 0, 3, 7, 30 of the starter file.
LEVELS = {
    -5: None,
    -4: None,
    -3: -3,
    -2: -3,
    -1: -3,
    0: 0,
    1: 0,
    2: 0,
    3: 3,
    6: 3,
    7: 7,
    8: 7,
    29: 7,
    30: 30,
    31: 30,
    400: 30,
}


def test_the_level_is_the_last_day_of_the_policy_that_has_come(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "21/11/2026")
    for day, level in LEVELS.items():
        on(shop, date(2026, 11, 21) + timedelta(day))
        assert waiting(shop) == ([] if level is None else [("Budi", level, 20_000, 0)]), day


def test_each_level_is_sent_once_in_the_words_that_are_true_that_day(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "21/11/2026", "kuota")
    came = {}
    for day in range(-11, 45):
        on(shop, date(2026, 11, 21) + timedelta(day))
        for number, text in send(shop) + send(shop):
            assert number == "6281311112222"
            came[day] = text
    assert list(came) == [-3, 0, 3, 7, 30]
    assert all(
        "Rp20.000" in text
        and "kuota" in text
        and "Berkah Cell" in text
        and text.startswith("Selamat pagi Budi")
        for text in came.values()
    )
    assert all(("21 Nov 2026" in came[day]) for day in (-3, 3))
    assert [day for day, text in came.items() if "jatuh tempo hari ini" in text] == [0]
    assert "7 hari" in came[7] and "30 hari" in came[30]
    assert [day for day, text in came.items() if "hutang" in text.lower()] == []
    assert kinds(shop) == ["mulai", "terkirim"] * 5
    assert [row["tingkat"] for row in shop.rows("pengingat")[::2]] == ["-3", "0", "3", "7", "30"]


@pytest.mark.parametrize(
    "levels, days, part",
    [
        ("[-3, 0]", 5, "belum lunas"),
        ("[-3]", 0, "jatuh tempo hari ini"),
        ("[0]", 9, "9 hari"),
        ("[-10, 3]", -9, "yang jatuh tempo"),
    ],
)
def test_a_message_that_comes_late_says_what_is_true_by_then(shop, levels, days, part):
    edit(shop, POLICY, "  hari:", levels)
    on(shop, "2026-11-01")
    owe(shop, "budi", "20rb", "21/11/2026")
    on(shop, date(2026, 11, 21) + timedelta(days))
    ((_, text),) = send(shop)
    assert part in text


def test_6_a_partly_paid_debt_is_still_reminded_of_with_what_remains(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "21/11/2026")
    on(shop, "2026-11-24")
    shop.run("hutang", "bayar", "budi", "5rb")
    assert waiting(shop) == [("Budi", 3, 15_000, 0)]
    ((_, text),) = send(shop)
    assert "catatan Rp15.000" in text and "(sisa dari Rp20.000)" in text
    shop.run("hutang", "bayar", "budi", "1rb")
    on(shop, "2026-11-28")
    assert waiting(shop) == [("Budi", 7, 14_000, 0)]
    shop.run("hutang", "bayar", "budi", "lunas")
    assert waiting(shop) == [] and send(shop) == []


def test_7_when_the_oldest_is_paid_the_level_is_that_of_the_next_and_none_is_skipped(shop):
    on(shop, "2026-10-01")
    owe(shop, "budi", "10rb", "1/11/2026")
    owe(shop, "budi", "20rb", "14/11/2026")
    owe(shop, "budi", "40rb", "18/11/2026")
    on(shop, "2026-11-21")
    assert waiting(shop) == [("Budi", 7, 70_000, 0)]
    send(shop)
    assert waiting(shop) == []
    later(shop, 1)
    assert waiting(shop) == []
    shop.run("hutang", "bayar", "budi", "10rb")
    assert waiting(shop) == [("Budi", 7, 60_000, 0)]
    send(shop)
    shop.run("hutang", "bayar", "budi", "20rb")
    assert waiting(shop) == []  # reminded today already
    later(shop, 1)
    assert waiting(shop) == [("Budi", 3, 40_000, 0)]
    send(shop)
    on(shop, "2026-11-25")
    assert waiting(shop) == [("Budi", 7, 40_000, 0)]


def test_8_one_message_names_every_debt_that_counts_and_hides_none(shop):
    on(shop, "2026-10-01")
    for amount, due, note in (
        ("10rb", "14/11/2026", "satu"),
        ("20rb", "20/11/2026", "dua"),
        ("40rb", "21/11/2026", "tiga"),
        ("80rb", "23/11/2026", "empat"),
        ("160rb", "30/11/2026", "lima"),
    ):
        owe(shop, "budi", amount, due, note)
    owe(shop, "siti", "5rb", "20/11/2026")
    on(shop, "2026-11-21")
    assert waiting(shop) == [("Budi", 7, 30_000, 280_000), ("Siti", 0, 5_000, 0)]
    (first, text), (second, _) = send(shop)
    assert (first, second) == ("6281311112222", "6285712345678")
    assert "satu (Rp10.000, tempo 14 Nov); dua (Rp20.000, tempo 20 Nov)" in text
    assert "Rp30.000" in text and "sampai 7 hari" in text
    assert "Catatan lain Rp280.000 jatuh tempo mulai hari ini." in text


def test_9_off_for_five_days_and_then_run_twice_one_reminder_catches_up(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "18/11/2026")
    on(shop, "2026-11-15")
    assert len(send(shop)) == 1
    on(shop, "2026-11-22")  # 0 and 3 would have come meanwhile
    assert len(send(shop)) == 1 and send(shop) == []
    assert [row["tingkat"] for row in shop.rows("pengingat")[::2]] == ["-3", "3"]
    on(shop, "2026-11-24")
    assert send(shop) == []


@pytest.mark.parametrize(
    "number", ["0813-1111-2222", "6281311112222", "+62 813-1111-2222", "(0813) 1111 2222"]
)
def test_13_every_form_of_a_number_is_one_customer_and_one_valid_link(konter, number):
    with_channel(konter)
    add(konter, "Budi", number)
    owe(konter, "budi", "20rb", "hari ini")
    for form in ("081311112222", "+62 813 1111 2222"):
        owe(konter, form, "5rb", "hari ini")
    (found,) = json.loads(konter.run("ingatkan", "--format", "json").out)
    assert found["jumlah"] == 30_000 and found["nomor"] == "0813-1111-2222"
    assert found["tautan"].startswith("https://wa.me/6281311112222?text=Selamat%20pagi%20Budi")
    konter.run("ingatkan", "--kirim")
    assert numbers(konter) == ["6281311112222"]


def test_17_a_disputed_debt_is_left_out_and_still_counted(shop):
    on(shop, "2026-11-10")
    disputed = owe(shop, "budi", "20rb", "14/11/2026", "rusak")
    owe(shop, "budi", "5rb", "18/11/2026", "kuota")
    shop.run("hutang", "tahan", disputed, "--alasan", "belum masuk")
    on(shop, "2026-11-21")
    assert waiting(shop) == [("Budi", 3, 5_000, 0)]
    ((_, text),) = send(shop)
    assert "rusak" not in text and "20.000" not in text and "25.000" not in text
    assert "Rp25.000" in shop.run("hutang", "list", "--overdue").out
    later(shop, 1)
    shop.run("hutang", "tahan", disputed, "--lepas", "--alasan", "sudah jelas")
    assert waiting(shop) == [("Budi", 7, 25_000, 0)]


def test_a_promise_is_waited_for_until_its_day_is_over(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "14/11/2026")
    on(shop, "2026-11-17")
    shop.run("hutang", "janji", "budi", "20/11/2026")
    owe(shop, "budi", "5rb", "18/11/2026")  # was not promised
    for day, expected in (
        ("2026-11-19", [("Budi", 0, 5_000, 0)]),
        ("2026-11-20", [("Budi", 0, 5_000, 0)]),
        ("2026-11-21", [("Budi", 7, 25_000, 0)]),
    ):
        on(shop, day)
        assert waiting(shop) == expected, day


def test_nothing_is_asked_for_a_top_up_that_still_waits(shop):
    on(shop, "2026-11-10")
    shop.run("jual", BUDI, "10", "-k", "-y", "--tempo", "14/11/2026", "--status", "pending")
    shop.run("jual", SITI, "10", "-k", "-y", "--tempo", "14/11/2026")
    on(shop, "2026-11-21")
    assert [name for name, *_ in waiting(shop)] == ["Siti"]
    shop.run("transaksi", "sukses", "A-261110-J001")
    assert [name for name, *_ in waiting(shop)] == ["Budi", "Siti"]


def test_instalments_are_asked_for_one_by_one(shop):
    on(shop, "2026-11-14")
    debt = owe(shop, "budi", "30rb", "21/11/2026")
    shop.run("hutang", "cicil", debt, "--kali", "3", "--tiap", "minggu", "-y")
    on(shop, "2026-11-24")
    assert waiting(shop) == [("Budi", 3, 10_000, 20_000)]
    shop.run("hutang", "bayar", "budi", "10rb")
    assert waiting(shop) == []
    on(shop, "2026-11-25")
    assert waiting(shop) == [("Budi", -3, 10_000, 10_000)]


def test_instalments_are_called_so_and_a_part_of_one_a_rest(shop):
    on(shop, "2026-11-14")
    debt = owe(shop, "budi", "30rb", "21/11/2026", "kulkas")
    shop.run("hutang", "cicil", debt, "--kali", "3", "--tiap", "minggu", "-y")
    on(shop, "2026-11-21")
    shop.run("hutang", "bayar", "budi", "4rb")
    assert (
        "Rp6.000 di Berkah Cell jatuh tempo hari ini: cicilan kulkas (sisa dari Rp10.000)."
        in send(shop)[0][1]
    )
    on(shop, "2026-11-29")
    ((_, text),) = send(shop)
    assert (
        "cicilan kulkas (sisa Rp6.000, tempo 21 Nov); cicilan kulkas (Rp10.000, tempo 28 Nov)"
        in text
        and "sampai 8 hari" in text
    )


def test_a_rest_of_long_ago_does_not_decide_when_a_large_debt_is_asked_for(shop):
    on(shop, "2026-10-01")
    owe(shop, "budi", "20rb", "8/10/2026")
    shop.run("hutang", "bayar", "budi", "19rb")
    on(shop, "2026-11-10")
    owe(shop, "budi", "80rb", "17/11/2026", "kulkas")
    came = {}
    for day in range(10, 31):
        on(shop, f"2026-11-{day}")
        came.update((day, text) for _, text in send(shop))
    assert list(came) == [14, 17, 20, 24]
    assert "lewat" not in came[14] and "Rp81.000" in came[14]
    assert "jatuh tempo hari ini" in came[17] and "sudah lewat" in came[24]


def test_behind_a_debt_that_had_its_last_level_the_next_one_is_still_reminded_of(shop):
    on(shop, "2026-09-01")
    owe(shop, "budi", "20rb", "8/9/2026")
    on(shop, "2026-10-08")
    assert len(send(shop)) == 1
    on(shop, "2026-10-22")
    owe(shop, "budi", "80rb", "29/10/2026", "kulkas")
    came = {}
    for day in range(60):
        on(shop, date(2026, 10, 23) + timedelta(day))
        came.update((day - 6, text) for _, text in send(shop))
    assert list(came) == [-3, 4, 11, 30]  # a week apart at least
    assert "Catatan lain Rp80.000 jatuh tempo 29 Okt." in came[-3] and "Rp20.000" in came[-3]
    assert "Rp100.000" in came[11]


def test_a_broken_promise_calls_for_one_more(shop):
    on(shop, "2026-09-01")
    owe(shop, "budi", "20rb", "8/9/2026")
    on(shop, "2026-10-08")
    assert len(send(shop)) == 1
    for promised, after in (("20/10/2026", "2026-10-21"), ("2/11/2026", "2026-11-03")):
        shop.run("hutang", "janji", "budi", promised)
        assert send(shop) == []
        on(shop, after)
        assert len(send(shop)) == 1 and send(shop) == []
        later(shop, 1)
        assert send(shop) == []


def test_a_broken_promise_takes_nothing_from_other_debts(shop):
    """A promise is on all debts of its time; the one message of it is about the oldest."""
    on(shop, "2026-10-01")
    owe(shop, "budi", "50rb", "2/10/2026")
    owe(shop, "budi", "30rb", "10/11/2026")
    on(shop, "2026-10-05")
    shop.run("hutang", "janji", "budi", "7/10/2026")
    came = []
    for day in range(90):
        on(shop, date(2026, 10, 6) + timedelta(day))
        came += [shop.now[5:10] for _ in send(shop)]
        if shop.now[:10] == "2026-10-12":
            shop.run("hutang", "bayar", "budi", "50rb")
    assert came == ["10-08", "10-09", "11-07", "11-10", "11-13", "11-17", "12-10"]


def test_several_old_debts_are_not_asked_for_day_after_day(shop):
    on(shop, "2026-09-28")
    for day in range(1, 6):
        owe(shop, "budi", "10rb", f"{day}/10/2026")
    came = []
    for day in range(60):
        on(shop, date(2026, 11, 1) + timedelta(day))
        came += [shop.now[5:10] for _ in send(shop)]
    assert came == ["11-01", "11-08"]


def test_what_was_recorded_after_the_last_message_is_not_taken_as_told(shop, tmp_path):
    on(shop, "2026-10-01")
    owe(shop, "budi", "50rb", "2/10/2026")
    on(shop, "2026-11-05")
    assert len(send(shop)) == 1
    book = tmp_path / "buku.csv"
    book.write_text("nama,jumlah,tanggal,tempo,catatan\nBudi,40000,2026-09-20,2026-10-04,lama\n")
    shop.run("hutang", "impor", book, "-y")
    came = {}
    for day in range(20):
        on(shop, date(2026, 11, 6) + timedelta(day))
        came.update((shop.now[5:10], text) for _, text in send(shop))
    assert list(came) == ["11-12"] and "Rp90.000" in came["11-12"]


def test_a_small_rest_of_long_ago_gives_the_message_no_date(shop):
    on(shop, "2026-09-01")
    owe(shop, "budi", "1.500", "2/9/2026", "sisa")
    owe(shop, "budi", "20rb", "11/10/2026", "kuota")
    texts = {}
    for day in (8, 11, 14):
        on(shop, f"2026-10-{day:02}")
        ((_, texts[day]),) = send(shop)
    assert "Rp21.500 yang jatuh tempo Minggu, 11 Okt 2026: sisa (Rp1.500, tempo 2 Sep);" in texts[8]
    assert "jatuh temponya Minggu, 11 Okt 2026" in texts[14]


def test_a_milder_message_never_follows_a_stronger_one(shop):
    on(shop, "2026-11-10")
    owe(shop, "budi", "20rb", "14/11/2026")
    on(shop, "2026-12-14")
    assert [row["tingkat"] for row in shop.rows("pengingat")] == [] and len(send(shop)) == 1
    edit(shop, POLICY, "  hari:", "[-3, 0, 3, 7, 60]")
    on(shop, "2026-12-15")
    assert send(shop) == []


def test_a_moved_due_date_begins_anew(shop):
    on(shop, "2026-11-10")
    debt = owe(shop, "budi", "20rb", "14/11/2026")
    on(shop, "2026-11-17")
    assert len(send(shop)) == 1
    shop.run("hutang", "undur", debt, "24/11/2026", "--alasan", "sakit")
    on(shop, "2026-11-20")
    assert waiting(shop) == []
    on(shop, "2026-11-21")
    assert waiting(shop) == [("Budi", -3, 20_000, 0)]


@pytest.mark.parametrize("least, found", [("20.000", 1), ("Rp20001", 0), ("", 1)])
def test_a_total_that_is_too_small_is_left_out(shop, least, found):
    edit(shop, POLICY, "  paling-kecil:", least)
    owe(shop, "budi", "15rb", "hari ini")
    owe(shop, "budi", "5rb", "hari ini")
    assert len(waiting(shop)) == found == len(send(shop))


@pytest.mark.parametrize(
    "clock, found", [("07:59:59", 0), ("08:00:00", 1), ("19:59:59", 1), ("20:00:00", 0)]
)
def test_quiet_hours(shop, clock, found):
    edit(shop, POLICY, "  jam:", "08-20")
    on(shop, "2026-11-20")
    owe(shop, "budi", "15rb", "hari ini")
    on(shop, "2026-11-20", clock) if found or clock > "12" else on(shop, "2026-11-21", clock)
    assert len(waiting(shop)) == found == len(send(shop))


@pytest.mark.parametrize(
    "off, quiet",
    [
        ("[minggu]", ["2026-11-22"]),
        ("Minggu", ["2026-11-22"]),
        ("", []),
        ("[sabtu, 2026-11-23]", ["2026-11-21", "2026-11-23"]),
        ("Jum'at", ["2026-11-27"]),
    ],
)
def test_quiet_days_are_caught_up_the_day_after(shop, off, quiet):
    edit(shop, POLICY, "  libur:", off)
    owe(shop, "budi", "15rb", "hari ini")
    for day in ("2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-27"):
        on(shop, day)
        assert bool(waiting(shop)) == (day not in quiet), day
    on(shop, quiet[0] if quiet else "2026-11-24")
    assert bool(send(shop)) == (not quiet)
    later(shop, 1)
    assert len(send(shop)) == (1 if quiet and shop.now[:10] not in quiet else 0)


def test_without_days_in_the_policy_nobody_is_reminded_and_it_is_said_why(shop):
    owe(shop, "budi", "15rb", "hari ini")
    edit(shop, POLICY, "  hari:", "")
    later(shop, 9)
    assert waiting(shop) == [] and send(shop) == []
    assert "belum ditulis (pengingat: hari)" in shop.run().out


@pytest.mark.parametrize("zone, hours", [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_days_are_the_shops_whatever_the_machines_zone_is(shop, monkeypatch, zone, hours):
    """A machine in UTC; around the shop's midnight its day is another one."""
    monkeypatch.setenv("TZ", "UTC")
    edit(shop, "ledger/toko.yaml", "zona:", zone)
    shop.now = f"2026-11-10T{10 - hours:02}:00:00+00:00"
    owe(shop, "budi", "15rb", "21/11/2026")
    edit(shop, POLICY, "  hari:", "[0]")
    before, after = (f"2026-11-20T{23 - hours}:59:59+00:00", f"2026-11-20T{24 - hours}:00:00+00:00")
    shop.now = before
    assert (
        waiting(shop) == [] and json.loads(shop.spawn("ingatkan", "--format", "json").stdout) == []
    )
    shop.now = after
    assert waiting(shop) == [("Budi", 0, 15_000, 0)]
    assert len(json.loads(shop.spawn("ingatkan", "--format", "json").stdout)) == 1
    ((_, text),) = send(shop)
    assert "hari ini" in text and text.startswith("Selamat malam")
    row = shop.rows("pengingat")[-1]
    assert row["waktu"] == f"2026-11-21T00:00:00+{hours:02}:00" and "261121" in row["id"]
    shop.now = f"2026-11-20T{24 - hours}:00:01+00:00"
    assert send(shop) == []


def test_two_records_of_one_person_get_one_message_and_are_known_by_either(shop):
    on(shop, "2026-11-10")
    add(shop, "Budi Warung", "081233334444")
    owe(shop, BUDI, "5rb", "14/11/2026")
    owe(shop, "081233334444", "7rb", "14/11/2026")
    on(shop, "2026-11-14")
    assert len(waiting(shop)) == 2
    shop.run("ingatkan", "--kirim")
    assert len(sent(shop)) == 2
    shop.run("pelanggan", "satukan", BUDI, "081233334444", "-y")
    assert waiting(shop) == []  # either of the two messages counts
    on(shop, "2026-11-17")
    assert waiting(shop) == [("Budi", 3, 12_000, 0)]


def test_a_reminder_that_was_recorded_by_mistake_can_be_taken_back(shop):
    owe(shop, "budi", "15rb", "hari ini")
    send(shop)
    begun, ended = (row["id"] for row in shop.rows("pengingat"))
    assert f"pulsa batal {ended}" in shop.run("batal", begun, "--alasan", "coba", code=1).err
    assert "belum jelas terkirim" in shop.run("batal", ended, "--alasan", "salah").out
    assert waiting(shop) == []  # begun, and nobody says how it ended
    assert begun in shop.run("ingatkan", "--ragu").out
    assert f"--anggap belum {begun}" in shop.run("batal", begun, "--alasan", "x", code=1).err
    shop.run("batal", ended, "--alasan", "lagi", code=1)


def test_what_a_person_sent_can_be_taken_back_and_comes_again(shop):
    owe(shop, "budi", "15rb", "hari ini")
    with at_terminal(shop, "ingatkan") as terminal:
        terminal.answer("k keluar:", "")
        terminal.answer("Sudah terkirim?", "y")
        assert terminal.finish() == 0
    assert waiting(shop) == []
    assert "bisa diingatkan lagi" in shop.run("batal", "R1", "--alasan", "salah").out
    assert waiting(shop) == [("Budi", 0, 15_000, 0)]


def test_the_message_says_whether_there_is_new_credit_as_the_policy_does(shop):
    said = "kasbon baru belum bisa kami layani"
    owe(shop, "budi", "15rb", "hari ini")
    later(shop, 30)
    ((_, text),) = send(shop)
    assert said not in text  # the fixture lifted the rules
    edit(shop, POLICY, "  stop-hutang:", "1 hari")
    owe(shop, "siti", "15rb", "hari ini")
    later(shop, 30)
    ((_, text),) = [each for each in send(shop) if each[0].startswith("62857")]
    assert said in text

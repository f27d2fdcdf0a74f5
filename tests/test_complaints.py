"""Complaints: finding the sale, recording what was found, the next sale, and how it goes on."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlparse

import pytest

from helpers.clock import later, may_go_back
from helpers.complaints import CLEAR, TO_THE_END, answers_of, complain, given, listed
from helpers.konter import Konter

NUMBER, STORED = "081234567890", "0812-3456-7890"
SN = "01394800006993562868"


@pytest.fixture
def sold(konter: Konter) -> Konter:
    """A shop with one sale, ten o'clock; it is half past."""
    konter.now = "2026-11-21T10:00:00+07:00"
    konter.run("jual", NUMBER, "S10", "-y", "--sn", SN)
    konter.now = "2026-11-21T10:30:00+07:00"
    return konter


# Finding the sale


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        STORED,
        "+62 812-3456-7890",
        "62812 3456 7890",
        "7890",
        "567890",
        SN,
        "J1",
        "j001",
        "A-261121-J001",
        "1",
    ],
)
def test_a_sale_is_found_by(sold: Konter, typed: str) -> None:
    assert complain(sold, typed)["penjualan"] == "A-261121-J001"


def test_a_number_with_spaces_needs_no_quotes(sold: Konter) -> None:
    sold.run("cek-keluhan", "0812", "3456", "7890")
    assert sold.rows("keluhan")[0]["penjualan"] == "A-261121-J001"


@pytest.mark.parametrize("typed", ["budi", "Budi Santoso", "bs"])
def test_a_sale_is_found_by_the_customers_name(konter: Konter, typed: str) -> None:
    konter.run("pelanggan", "tambah", "Budi Santoso", "--kode", "bs", "--nomor", NUMBER)
    konter.run("jual", NUMBER, "S10", "-y")
    assert complain(konter, typed)["nomor"] == STORED


def test_an_sn_with_letters_and_a_meter_number(konter: Konter) -> None:
    konter.run("jual", NUMBER, "S10", "-y", "--sn", "SN-AB/12")
    konter.run("jual", "14112345001", "PLN20", "-y")
    assert complain(konter, "SN-AB/12")["penjualan"] == "A-261121-J001"
    assert complain(konter, "14112345001")["daftar"] == "token-pln"


def test_of_several_sales_to_a_number_the_newest(sold: Konter) -> None:
    sold.run("jual", NUMBER, "S25", "-y")
    said = sold.run("cek-keluhan", NUMBER)
    assert sold.rows("keluhan")[0]["penjualan"] == "A-261121-J002"
    assert "A-261121-J001" in said.err


def test_last_digits_of_two_numbers_are_not_guessed(sold: Konter) -> None:
    sold.run("jual", "085711117890", "I10", "-y")
    said = sold.run("cek-keluhan", "7890", code=1)
    assert "A-261121-J001" in said.err and "A-261121-J002" in said.err
    assert sold.rows("keluhan") == []


def test_last_digits_of_a_sale_some_weeks_ago_but_not_of_long_ago(sold: Konter) -> None:
    sold.now = "2026-12-22T10:30:00+07:00"
    assert "dalam 30 hari ini" in sold.run("cek-keluhan", "7890", code=1).err
    sold.now = "2026-12-21T10:30:00+07:00"
    assert complain(sold, "7890")["penjualan"] == "A-261121-J001"
    sold.now = "2026-12-22T10:30:00+07:00"  # now there is an open complaint
    assert complain(sold, "7890")["penjualan"] == "A-261121-J001"
    sold.run("keluhan", "selesai", "7890", "--hasil", "masuk")
    sold.run("cek-keluhan", "7890", code=1)
    assert complain(sold, NUMBER)["penjualan"] == "A-261121-J001"


@pytest.mark.parametrize("typed", ["081234567891", "081234567809", "081324567890", "7891", "8790"])
def test_near_numbers_are_offered(sold: Konter, typed: str) -> None:
    said = sold.run("cek-keluhan", typed, code=1)
    assert "A-261121-J001" in said.err and STORED in said.err
    assert sold.rows("keluhan") == []


@pytest.mark.parametrize("typed", ["081234567812", "081235467809"])
def test_two_slips_are_not_near(sold: Konter, typed: str) -> None:
    said = sold.run("cek-keluhan", typed, code=1)
    assert "A-261121-J001" not in said.err and "Nomor yang mirip juga tidak ada" in said.err


def test_the_most_usual_cause_and_the_age_of_other_counters_are_told(
    sold: Konter, make_konter: Callable[..., Konter]
) -> None:
    other = make_konter("lain", "--konter", "B")
    other.now = "2026-11-19T09:00:00+07:00"
    other.run("jual", "085712345678", "I10", "-y")
    other.file(counter="B").rename(sold.file(counter="B"))
    for product, found in (
        ("S25", "darurat=y"),
        ("S50", "darurat=t data=y"),
        ("S100", "darurat=y"),
    ):
        id = sold.run("jual", NUMBER, product, "-y").id
        complain(sold, id, *CLEAR, *found.split())
    said = sold.run("cek-keluhan", "081299999999", code=1).err
    assert "paling sering: pulsa darurat (2 dari 3)" in said
    assert "Mungkin dijual di konter B" in said and "Kamis, 19 Nov 2026" in said


@pytest.mark.parametrize(
    "typed, said",
    [
        ("J99", "J99"),
        ("bejo", "bejo"),
        ("A-261120-J001", "A-261120-J001"),
        ("K1", "pulsa keluhan lanjut K1"),
        ("\u00b2\u00b2\u00b2\u00b2", "tidak"),
        ("1" * 20_000, "Tidak ada"),
        ("\udcff\udcfe", "??"),
    ],
)
def test_what_is_nowhere(sold: Konter, typed: str, said: str) -> None:
    assert said in sold.run("cek-keluhan", typed, code=1).err


def test_nothing_typed_and_nobody_to_ask(sold: Konter) -> None:
    assert "pulsa cek-keluhan 7890" in sold.run("cek-keluhan", code=2).err


# What it comes to

FINDINGS = [
    ("diminta=t", "salah-produk"),
    ("diminta=y pembeli=t", "salah-nomor"),
    ("diminta=y pembeli=y pemasok=t", "salah-nomor"),
    ("diminta=y pembeli=y pemasok=y riwayat=pending", "pending-lama"),
    ("diminta=y pembeli=y pemasok=y riwayat=gagal", "gagal"),
    ("diminta=y pembeli=y pemasok=y riwayat=1 tenggang=y", "tenggang"),
    ("diminta=y pembeli=y pemasok=y riwayat=1 tenggang=t saldo=y", "masuk"),
    (" ".join((*CLEAR, "darurat=y")), "pulsa-darurat"),
    (" ".join((*CLEAR, "darurat=t data=y")), "data-nyala"),
    (" ".join((*CLEAR, "darurat=t data=t nsp=y")), "nsp"),
    (" ".join((*CLEAR, "darurat=t data=t nsp=t operator=y")), "operator"),
]


@pytest.mark.parametrize("answers, finding", FINDINGS)
def test_each_answer_has_its_finding(sold: Konter, answers: str, finding: str) -> None:
    found = complain(sold, "7890", *answers.split())
    assert (found["temuan"], found["yakin"], found["pertanyaan"].split()[:1]) == (
        finding,
        "pasti",
        [],
    )
    (row,) = sold.rows("keluhan")
    assert (row["jenis"], row["penjualan"], row["nomor"]) == ("keluhan", "A-261121-J001", STORED)
    assert row["temuan"] == finding and row["langkah"] == found["langkah"] != ""


def test_nothing_found_goes_to_operator_and_supplier(sold: Konter) -> None:
    found = complain(sold, "7890", *TO_THE_END)
    assert (found["temuan"], found["yakin"]) == ("belum-ketahuan", "mungkin")
    assert found["tindak"] == "2026-11-22T10:30:00+07:00"


def test_not_knowing_is_an_answer(sold: Konter) -> None:
    unknown = [f"{answer.split('=')[0]}=?" for answer in TO_THE_END]
    found = complain(sold, "7890", *unknown)
    assert (found["temuan"], found["pertanyaan"]) == ("belum-ketahuan", "")


def test_open_questions_are_listed_and_nothing_blocks(sold: Konter) -> None:
    said = sold.run("cek-keluhan", "7890", *given(CLEAR[:4]))
    (row,) = sold.rows("keluhan")
    assert (row["temuan"], row["langkah"]) == (
        "",
        "Jawab: tenggang, saldo, darurat, data, nsp, operator",
    )
    for step in ("tenggang:", "saldo:", "darurat:", "data:", "nsp:", "operator:"):
        assert step in said.out
    assert "diminta:" not in said.out and row["tindak"] == "2026-11-21T11:30:00+07:00"


@pytest.mark.parametrize(
    "pair, said",
    [
        ("darura=y", "Maksudnya darurat?"),
        ("darurat=mungkin", "Pilih: y/t/?"),
        ("darurat", "NILAI"),
        ("status=gagal", "sudah dijawab dari catatan"),
        ("riwayat=4", "1 sukses"),
    ],
)
def test_an_answer_that_cannot_be_taken(sold: Konter, pair: str, said: str) -> None:
    assert said in sold.run("cek-keluhan", "7890", "--jawab", pair, code=2).err
    assert sold.rows("keluhan") == []


def test_the_messages_have_everything_a_dispute_needs(sold: Konter) -> None:
    found = complain(sold, "7890", *TO_THE_END)
    for text in (found["pesan_operator"], found["pesan_pemasok"]):
        for part in (SN, STORED, "A-261121-J001", "10.00", "21"):
            assert part in text, part
    assert "Berkah Cell" in found["pesan_operator"] and "Pulsa 10.000" in found["pesan_operator"]
    assert found["pesan_pemasok"].startswith("K.S10 ")


def test_a_missing_sn_is_named_as_missing(konter: Konter) -> None:
    konter.run("jual", NUMBER, "S10", "-y")
    found = complain(konter, "7890", *TO_THE_END)
    assert "SN: belum ada" in found["pesan_operator"]
    assert "SN: belum ada" in found["pesan_pemasok"]


def test_the_suppliers_own_form_and_number(sold: Konter) -> None:
    sold.edit("ledger/toko.yaml", 'whatsapp: ""', "whatsapp: 0813 1111 2222")
    sold.edit("ledger/toko.yaml", "K.{sku}", "INFO.{kode} 😀 a&b")
    sold.edit(
        "ledger/produk.csv",
        "S10,Telkomsel,pulsa,Pulsa 10.000,10000,10212,12000,ya,",
        "S10,Telkomsel,pulsa,Pulsa 10.000,10000,10212,12000,ya,tsel10",
    )
    found = complain(sold, "7890", *TO_THE_END)
    assert found["pesan_pemasok"].startswith(f"INFO.S10 😀 a&b {STORED}")
    said = sold.run("cek-keluhan", "7890").out
    assert f"https://wa.me/6281311112222?text={quote(found['pesan_pemasok'])}" in said


def test_the_product_code_of_the_supplier(sold: Konter) -> None:
    sold.edit(
        "ledger/produk.csv",
        "Pulsa 10.000,10000,10212,12000,ya,",
        "Pulsa 10.000,10000,10212,12000,ya,tsel10",
    )
    assert complain(sold, "7890", *TO_THE_END)["pesan_pemasok"].startswith("K.tsel10 ")


def test_a_second_supplier_gets_a_message_too(sold: Konter) -> None:
    sold.edit(
        "ledger/toko.yaml",
        "  Pemasok saya:",
        '  Server B:\n    keluhan: "KOMPLAIN {nomor}"\n  Pemasok saya:',
    )
    found = complain(sold, "7890", *TO_THE_END)
    assert found["pesan_pemasok"].splitlines()[0] == f"KOMPLAIN {STORED}"
    assert "K.S10" in found["pesan_pemasok"]


def test_a_shop_without_suppliers_gets_the_usual_form(sold: Konter) -> None:
    path = sold.root / "ledger" / "toko.yaml"
    path.write_text(path.read_text("utf-8").partition("pemasok:\n")[0], "utf-8")
    assert complain(sold, "7890", *TO_THE_END)["pesan_pemasok"].startswith("K.S10 ")


@pytest.mark.parametrize("answers, finding", FINDINGS)
def test_no_place_in_a_message_is_left_open_and_links_come_back_whole(
    sold: Konter, answers: str, finding: str
) -> None:
    sold.edit("ledger/toko.yaml", 'whatsapp: ""', "whatsapp: 0813 1111 2222")
    sold.edit("ledger/toko.yaml", 'nama: "Berkah Cell"', 'nama: "Berkah & Putri 😀 #1"')
    found = complain(sold, "7890", *answers.split())
    texts = [
        found[name]
        for name in ("sebab", "kata", "pesan_operator", "pesan_pemasok", "langkah", "ingat")
    ]
    said = sold.run("cek-keluhan", "7890").out
    assert not re.search(r"[{}]", "".join(texts) + re.sub(r"https\S+", "", said))
    links = [parse_qs(urlparse(url).query)["text"][0] for url in re.findall(r"https\S+", said)]
    assert set(links) <= set(texts)
    assert (found["kata"] in links) == (finding != "salah-nomor")
    if found["pesan_operator"]:
        assert "Berkah & Putri 😀 #1" in found["pesan_operator"] and "\n" in found["pesan_operator"]


def test_the_customer_is_not_sent_to_a_strangers_number(konter: Konter) -> None:
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "081234567891")
    konter.run("jual", NUMBER, "S10", "-y", "-k", "budi")
    said = konter.run("cek-keluhan", "7890", "--jawab", "diminta=y", "--jawab", "pembeli=t").out
    assert "https://wa.me/6281234567891?" in said and "wa.me/6281234567890" not in said


# The next sale to the number


@pytest.mark.parametrize(
    "answers, said",
    [
        ("darurat=y", "terpotong pulsa darurat: tanya dulu"),
        ("darurat=t data=y", "terpotong data tanpa paket"),
        ("darurat=t data=t nsp=y", "terpotong NSP"),
    ],
)
def test_the_next_sale_shows_what_the_complaint_taught(
    sold: Konter, answers: str, said: str
) -> None:
    may_go_back(sold)
    sold.now = "2026-11-12T10:00:00+07:00"
    sold.run("jual", "081234567891", "S10", "-y")
    complain(sold, "7891", *CLEAR, *answers.split())
    sold.run("keluhan", "selesai", "7891", "--hasil", listed(sold)[0]["temuan"])
    sold.now = "2026-11-21T10:30:00+07:00"
    assert f"12 Nov {said}" in sold.run("jual", "081234567891", "S10", "-y").err
    assert said not in sold.run("jual", NUMBER, "S25", "-y").err


def test_a_complaint_that_is_still_open_shows_too(sold: Konter) -> None:
    complain(sold, "7890")
    said = sold.run("jual", NUMBER, "S25", "-y").err
    assert "belum selesai" in said and "A-261121-K001" in said


@pytest.mark.parametrize(
    "result, shown", [("masuk", False), ("dikembalikan", True), ("nsp", True), ("lainnya", True)]
)
def test_what_it_ended_with_is_what_is_shown(sold: Konter, result: str, shown: bool) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("keluhan", "selesai", "K1", "--hasil", result)
    said = sold.run("jual", NUMBER, "S25", "-y").err
    assert ("tanya dulu" in said) == shown
    assert ("NSP" in said) == (result == "nsp")


def test_a_complaint_that_was_voided_teaches_nothing(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("batal", "K1", "--alasan", "salah orang")
    assert "tanya dulu" not in sold.run("jual", NUMBER, "S25", "-y").err
    assert listed(sold) == []
    assert "sudah dibatalkan" in sold.run("batal", "K1", "--alasan", "lagi", code=1).err


# Going on with it


def test_the_same_sale_again_goes_on_with_the_open_complaint(sold: Konter) -> None:
    complain(sold, "7890", "diminta=y")
    found = complain(sold, "7890", *CLEAR[1:], "darurat=y")
    assert [row["jenis"] for row in sold.rows("keluhan")] == ["keluhan", "lanjut"]
    (only,) = listed(sold)
    assert only["temuan"] == found["temuan"] == "pulsa-darurat"
    assert answers_of(only)["diminta"] == "ya"


def test_after_it_is_closed_the_same_sale_is_a_new_complaint(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("keluhan", "selesai", "K1", "--hasil", "pulsa-darurat")
    complain(sold, "7890")
    assert [each["status"] for each in listed(sold)] == ["terbuka", "selesai"]
    assert "A-261121-K003" in sold.run("keluhan", "catat", "7890", "ditelepon").out  # the open one


def test_going_on_keeps_answers_and_asks_again_what_was_not_known(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR[:5], "saldo=?")
    said = sold.run("keluhan", "lanjut", "K1")
    assert "saldo:" in said.out and "tenggang:" not in said.out


def test_looking_at_it_shows_the_messages_again(sold: Konter) -> None:
    complain(sold, "7890", *(f"{answer.split('=')[0]}=?" for answer in TO_THE_END))
    said = sold.run("keluhan", "lihat", "K1").out
    assert "Pesan untuk Telkomsel:" in said and "Pesan untuk Pemasok saya:" in said
    sold.run("keluhan", "selesai", "K1", "--hasil", "masuk")
    assert "Pesan untuk" not in sold.run("keluhan", "lihat", "K1").out


def test_an_answer_can_be_changed(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("keluhan", "lanjut", "K1", *given(("darurat=t", "data=y")))
    assert listed(sold)[0]["temuan"] == "data-nyala"


def test_what_the_books_say_by_now_counts(sold: Konter) -> None:
    sold.run("jual", "081234567891", "S10", "-y", "--status", "pending")
    complain(sold, "7891")
    sold.run("transaksi", "gagal", "J2", "--kembali", "tunai")
    sold.run("keluhan", "lanjut", "K1")
    assert listed(sold)[0]["temuan"] == "gagal"


def test_notes_and_the_end(sold: Konter) -> None:
    complain(sold, "7890", *TO_THE_END)
    sold.run("keluhan", "catat", "K1", "operator", "minta", "tunggu", "besok")
    sold.run("keluhan", "selesai", "7890", "--hasil", "masuk", "--catatan", "masuk jam 9")
    said = sold.run("keluhan", "lihat", "K1").out
    assert "operator minta tunggu besok" in said and "masuk jam 9" in said
    (only,) = listed(sold)
    assert (only["status"], only["hasil"], only["tindak"]) == ("selesai", "masuk", None)
    for command in ("lanjut K1", "selesai K1 --hasil nsp"):
        assert "sudah selesai" in sold.run("keluhan", *command.split(), code=1).err


def test_the_end_can_be_taken_back(sold: Konter) -> None:
    complain(sold, "7890", *TO_THE_END)
    sold.run("keluhan", "selesai", "K1", "--hasil", "masuk")
    sold.run("batal", "K2", "--alasan", "ternyata belum")
    assert listed(sold)[0]["status"] == "terbuka"


@pytest.mark.parametrize(
    "words, code, said",
    [
        ("selesai K1", 2, "--hasil belum ditulis"),
        ("selesai K1 --hasil entah", 2, "pulsa-darurat"),
        ("lihat K9", 1, "K9"),
        ("lihat 9999", 1, "9999"),
        ("catat K1", 2, "TEKS"),
        ("lihat J1", 1, "K17"),
        ("selesai K99 --hasil masuk", 1, "pulsa keluhan list"),
    ],
)
def test_mistakes(sold: Konter, words: str, code: int, said: str) -> None:
    complain(sold, "7890")
    before = sold.rows("keluhan")
    assert said in sold.run("keluhan", *words.split(), code=code).err
    assert sold.rows("keluhan") == before


def test_the_list_of_open_and_of_late_ones(sold: Konter) -> None:
    sold.run("jual", "081234567891", "S10", "-y")
    complain(sold, "7890", *CLEAR, "darurat=y")
    complain(sold, "7891")
    sold.run("keluhan", "selesai", "7890", "--hasil", "pulsa-darurat")
    assert [each["nomor"][-4:] for each in listed(sold)] == ["7891", "7890"]
    assert [each["nomor"][-4:] for each in listed(sold, "--terbuka")] == ["7891"]
    sold.now = "2026-11-21T11:30:00+07:00"
    assert listed(sold, "--telat") == []
    sold.now = "2026-11-21T11:30:01+07:00"
    assert [each["nomor"][-4:] for each in listed(sold, "--telat")] == ["7891"]
    assert "1 lewat waktunya" in sold.run("keluhan", "list").out


def test_an_empty_shop(konter: Konter) -> None:
    assert konter.run("keluhan", "list").out == "Tidak ada keluhan.\n"
    assert konter.run("keluhan", "ringkas").out == "Tidak ada keluhan.\n"
    assert json.loads(konter.run("keluhan", "list", "--format", "json").out) == []
    assert "Tidak ada penjualan" in konter.run("cek-keluhan", "7890", code=1).err


def test_causes_by_month_and_operator(sold: Konter) -> None:
    sold.run("jual", "081234567891", "S10", "-y")
    sold.run("jual", "085712345678", "I10", "-y")
    for tail in ("7890", "7891"):
        complain(sold, tail, *CLEAR, "darurat=y")
    complain(sold, "5678", *CLEAR, "darurat=t", "data=y")
    sold.now = "2026-12-01T10:00:00+07:00"
    complain(sold, NUMBER)
    sold.run("keluhan", "selesai", "A-261121-K002", "--hasil", "nsp")
    sold.run("jual", NUMBER, "S25", "-y")
    complain(sold, NUMBER)
    assert json.loads(sold.run("keluhan", "ringkas", "--format", "json").out) == [
        {"bulan": "2026-12", "operator": "Telkomsel", "sebab": "belum-ketahuan", "jumlah": 1},
        {"bulan": "2026-11", "operator": "Indosat", "sebab": "data-nyala", "jumlah": 1},
        {"bulan": "2026-11", "operator": "Telkomsel", "sebab": "nsp", "jumlah": 1},
        {"bulan": "2026-11", "operator": "Telkomsel", "sebab": "pulsa-darurat", "jumlah": 1},
    ]


def test_a_template_shop_records_no_complaint(sold: Konter) -> None:
    sold.edit("ledger/toko.yaml", 'nama: "Berkah Cell"', 'nama: ""')
    assert "Nama konter belum diisi" in sold.run("cek-keluhan", "7890", code=1).err
    assert sold.rows("keluhan") == []


def test_two_counters_that_both_close_it(sold: Konter, make_konter: Callable[..., Konter]) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    other = make_konter("lain", "--konter", "B")
    folder = other.root / "ledger" / "keluhan"
    folder.mkdir()
    (folder / "2026-11.A.csv").write_bytes(sold.file("keluhan").read_bytes())
    sold.now, other.now = "2026-11-21T11:00:00+07:00", "2026-11-21T10:45:00+07:00"
    sold.run("keluhan", "selesai", "K1", "--hasil", "nsp")
    other.run("keluhan", "selesai", "A-261121-K001", "--hasil", "masuk")
    sold.file("keluhan", counter="B").write_bytes(other.file("keluhan", counter="B").read_bytes())
    assert listed(sold)[0]["hasil"] == "masuk"  # the first to happen


def test_a_damaged_complaint_is_named_and_the_others_stay(sold: Konter) -> None:
    complain(sold, "7890")
    sold.run("keluhan", "catat", "K1", "satu")
    path = sold.file("keluhan")
    path.write_bytes(path.read_bytes().replace(b"satu", b"dua!"))
    said = sold.run("keluhan", "list", code=3)
    assert "ledger/keluhan/2026-11.A.csv:3" in said.err and "A-261121-K001" in said.out


def test_what_was_recorded_by_mistake_comes_last(sold: Konter) -> None:
    sold.run("jual", NUMBER, "S50", "-y")
    sold.run("batal", "J2", "--alasan", "salah produk")
    assert complain(sold, NUMBER)["penjualan"] == "A-261121-J001"


def test_a_token_is_found_by_the_digits_that_are_read_out(konter: Konter) -> None:
    konter.run("jual", "14112345001", "PLN20", "-y", "--sn", "22345678901234567890")
    for typed in ("2234 5678 9012 3456 7890", "2234-5678-9012-3456-7890"):
        assert complain(konter, typed)["penjualan"] == "A-261121-J001"


def test_no_token_is_promised_before_it_is_recorded(konter: Konter) -> None:
    konter.run("jual", "14112345001", "PLN20", "-y")
    found = complain(konter, "5001", "diberikan=t")
    assert (found["temuan"], found["kata"]) == ("token-belum", "")
    konter.run("transaksi", "sn", "5001", "22345678901234567890")
    assert "22345678901234567890" in complain(konter, "5001")["kata"]


def test_what_another_seller_answered_meanwhile_is_kept(sold: Konter) -> None:
    complain(sold, "7890", "diminta=y", "darurat=y")
    found = complain(sold, "7890", "pembeli=y")
    assert answers_of(found)["diminta"] == "ya" and found["temuan"] == "pulsa-darurat"
    assert found["pertanyaan"] == ""  # a sure finding leaves nothing open


def test_answers_stay_when_the_books_decide_for_a_while(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "nsp=t")
    sold.run("transaksi", "gagal", "7890", "--kembali", "tunai")
    assert complain(sold, "7890")["temuan"] == "gagal"
    sold.run("batal", "J2", "--alasan", "ternyata masuk")
    assert complain(sold, "7890")["pertanyaan"] == "darurat data operator"


def test_a_guess_stays_a_guess(konter: Konter) -> None:
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "081234567891")
    konter.run("jual", NUMBER, "S10", "-y", "-k", "budi")
    complain(konter, "7890", "diminta=y")
    konter.run("keluhan", "selesai", "7890", "--hasil", "lainnya")
    assert "mungkin pernah salah nomor" in konter.run("jual", NUMBER, "S25", "-y").err


def test_a_guess_that_was_right_is_one_no_more(konter: Konter) -> None:
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "081234567891")
    konter.run("jual", NUMBER, "S10", "-y", "-k", "budi")
    complain(konter, "7890", "diminta=y")
    konter.run("keluhan", "selesai", "7890", "--hasil", "salah-nomor")
    said = konter.run("jual", NUMBER, "S25", "-y").err
    assert "pernah salah nomor" in said and "mungkin" not in said


@pytest.mark.parametrize("result", ["dikembalikan", "lainnya"])
def test_money_back_is_no_cause(sold: Konter, result: str) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("keluhan", "selesai", "K1", "--hasil", result)
    (counted,) = json.loads(sold.run("keluhan", "ringkas", "--format", "json").out)
    assert counted["sebab"] == "pulsa-darurat"


def test_voids_go_backwards_and_keep_their_reason(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.run("keluhan", "catat", "K1", "ditelepon")
    sold.run("keluhan", "selesai", "K1", "--hasil", "nsp")
    assert "pulsa batal K3" in sold.run("batal", "K1", "--alasan", "x", code=1).err.replace(
        "A-261121-K003", "K3"
    )
    for id in ("K3", "K2", "K1"):
        sold.run("batal", id, "--alasan", "salah orang")
    assert listed(sold) == []
    assert {row["alasan"] for row in sold.rows("keluhan")[3:]} == {"salah orang"}


def test_a_finding_that_the_books_have_overtaken_says_so(konter: Konter) -> None:
    konter.run("jual", NUMBER, "S10", "-y", "--status", "pending")
    complain(konter, "7890")
    konter.now = "2026-11-21T10:40:00+07:00"
    said = konter.run("keluhan", "lihat", "7890").out
    assert "Menurut catatan sekarang: Tertahan" in said and "Katakan" not in said


def test_a_lesson_comes_before_a_complaint_that_teaches_nothing_yet(sold: Konter) -> None:
    complain(sold, "J1", *CLEAR, "darurat=y")
    for product in ("S5", "S20", "S25"):
        complain(sold, sold.run("jual", NUMBER, product, "-y").id)
    said = sold.run("jual", NUMBER, "S50", "-y").err.splitlines()
    assert "tanya dulu" in said[0] and len(said) == 2


def test_years_of_other_years_are_shown(sold: Konter) -> None:
    complain(sold, "7890")
    sold.now = "2027-01-02T10:00:00+07:00"
    assert "21 Nov 2026" in sold.run("keluhan", "list").out


def test_the_buyers_word_counts_whatever_the_books_decide_later(sold: Konter) -> None:
    complain(sold, "7890", "pembeli=t")
    sold.run("transaksi", "gagal", "J1", "--kembali", "tunai")
    said = sold.run("keluhan", "lanjut", "K1").out
    assert "Pengisian gagal" in said and "wa.me" not in said


def test_a_wrong_number_on_record_is_told_to_the_right_one(sold: Konter) -> None:
    sold.run("transaksi", "salah-nomor", "J1", "--ke", "081234567899", "--rugi", "toko")
    said = sold.run("cek-keluhan", "7890").out
    assert "pulsa transaksi ulang A-261121-J001" in said
    assert "https://wa.me/6281234567899?" in said and "wa.me/6281234567890" not in said


def test_no_token_goes_to_someone_who_names_another_meter(konter: Konter) -> None:
    konter.run("jual", "14012345678", "PLN20", "-y", "--sn", "12345678901234567890")
    konter.run("pelanggan", "tambah", "Budi", "--nomor", "14012345687")
    konter.run("transaksi", "pindah", "J1", "budi")
    found = complain(konter, "14012345678", "diberikan=t")
    assert (found["temuan"], found["kata"]) == ("token-belum", "")
    assert "12345678901234567890" in complain(konter, "14012345678", "pembeli=y")["kata"]


def test_looking_at_one_whose_finding_is_over_says_so(konter: Konter) -> None:
    konter.run("jual", NUMBER, "S10", "-y", "--status", "pending")
    complain(konter, "7890")
    konter.run("transaksi", "sukses", "J1", "--sn", SN)
    assert "Menurut catatan sekarang: belum ketahuan" in konter.run("keluhan", "lihat", "K1").out


def test_a_complaint_is_found_by_the_id_of_a_row_that_goes_on_with_it(sold: Konter) -> None:
    sold.run("cek-keluhan", "7890")
    later(sold, 1)
    assert "A-261122-K001" in sold.run("keluhan", "catat", "A-261121-K001", "ditelepon").out
    assert "A-261121-K001" in sold.run("keluhan", "lihat", "K1").out
    sold.run("keluhan", "selesai", "K1", "--hasil", "masuk")
    assert sold.rows("keluhan")[-1]["ref"] == "A-261121-K001"

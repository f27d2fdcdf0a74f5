"""What the owner edits for complaints: lists, operators' codes, suppliers. Read as written, or
refused with file and line."""

import random

import pytest

from helpers.complaints import CLEAR, TO_THE_END, complain, given
from helpers.damage import mutated
from helpers.konter import Konter
from helpers.sizes import tries
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.settings.checklists import Checklists

PULSA, OPERATOR = "checklists/pulsa-tidak-masuk.yaml", "checklists/operator.yaml"
SHOP = "ledger/toko.yaml"
# file, what stands there, what the owner makes of it, text in the line named, part of the message
BROKEN = [
    (PULSA, "judul: Pulsa tidak masuk", "judul:", None, "'judul:' belum ada"),
    (PULSA, "format: 1", "format: 2", "format: 2", "format"),
    (PULSA, "untuk: [pulsa]", "untuk: [pulsah]", "untuk", "pulsa, data, token, e-wallet"),
    (PULSA, "pending: 10 menit", "pending: 10", "pending: 10", "10 menit, 24 jam atau 3 hari"),
    (PULSA, "pending: 10 menit", "tunggu: 10 menit", "tunggu: 10", "kunci 'tunggu' tidak dikenal"),
    (PULSA, "    periksa: mirip", "    periksa: miripp", "miripp", "pilih nomor, batas-keluhan"),
    (PULSA, "    periksa: mirip\n", "", "  mirip:", "perlu 'tanya:'"),
    (PULSA, "      ya: sn-kembar", "      ya: sn-kembr", "sn-kembr", "Maksudnya 'sn-kembar'?"),
    (PULSA, "      ya: sn-kembar", "      ya: mungkin  # x", "# x", "temuan 'mungkin'"),
    (PULSA, "      ya: sn-kembar", "      iya: sn-kembar", "iya:", "tidak pernah menjawab 'iya'"),
    (PULSA, "      ya: sn-kembar", "      ya: sn-kembar\n      ya: gagal", "ya: gagal", "dua kali"),
    (PULSA, "kode: [cek-darurat]", "kode: [cek-darurt]", "darurt]", "cek-darurat"),
    (PULSA, "kode: [cek-darurat]", "kode: [pinjam-darurat]", "pinjam-darurat]", "cek-darurat"),
    (PULSA, "  mirip:", "  Mirip Nomor:", "Mirip Nomor:", "huruf kecil"),
    (PULSA, "  mirip:", "  sn:", None, "dua kali"),
    (PULSA, '"Pembeli memang minta {produk}?"', '"Minta {barang}?"', "{barang}", "{produk}"),
    (PULSA, 'sebab: "Pulsanya sudah masuk."', "sebab:", "  masuk:", "belum punya 'sebab:'"),
    (
        PULSA,
        "    pesan: [operator, pemasok]",
        "    pesan: [operatr]",
        "operatr",
        "operator, pemasok",
    ),
    (
        PULSA,
        "kalau-tidak-ada: belum-ketahuan",
        "kalau-tidak-ada: entah",
        "entah",
        "'entah' tidak ada",
    ),
    (
        PULSA,
        'ingat: "terpotong pulsa',
        'ingat: "{nomor} terpotong pulsa',
        "{nomor} terpotong",
        "tanpa { }",
    ),
    (PULSA, "kalau-tidak-ada: belum-ketahuan", "", None, "'kalau-tidak-ada:' belum ada"),
    (
        PULSA,
        "pesan-operator: |",
        "pesan-operatr: |",
        "pesan-operatr",
        "Maksudnya 'pesan-operator'?",
    ),
    (PULSA, "  No. transaksi: {id}", "  No. transaksi: {ID}", "pesan-operator", "{ID}"),
    (PULSA, "langkah:\n", "langkah: banyak\n", "langkah: banyak", "menjorok"),
    (PULSA, "    jawaban:\n      ya: sn-kembar", "    jawaban: ya", "jawaban: ya", "menjorok"),
    (
        PULSA,
        '    lakukan:\n      - "Sesudah',
        '    lakukan:\n      - [a, b]\n      - "Sesudah',
        "[a, b]",
        "bukan daftar",
    ),
    (OPERATOR, "tingkat: B}", "tingkat: D}", "tingkat: D", "A, B, C"),
    (OPERATOR, "sumber: Bisnis; Kontan, ", "", "2021-12-20", "sumber: belum ditulis"),
    (OPERATOR, "isi: MyTelkomsel, ", "", "sumber: pers", "isi: belum ditulis"),
    (OPERATOR, "    cek-pulsa:\n", "    cek-pulse:\n", "cek-pulse", "Maksudnya 'cek-pulsa'?"),
    (OPERATOR, '      - {isi: "188"', "      - *188#", "*188#", ""),
    (
        OPERATOR,
        '    telepon:\n      - {isi: "188"',
        '    telepon: "188"\n    surat:\n      - {isi: "1"',
        'telepon: "188"',
        "tanda minus",
    ),
    (OPERATOR, "tingkat: C}", "tingkat: C, dicoba: bagus}", "dicoba: bagus", "20 Nov jalan"),
    (
        PULSA,
        '"Pembeli memang minta {produk}?"',
        '"Pembeli memang minta {produk}?',
        'tanya: "Minta pembeli membacakan',
        "di sini dan di atasnya",
    ),  # the text ends there
    (PULSA, "judul: Pulsa tidak masuk", "judul Pulsa tidak masuk", "judul Pulsa", "titik dua"),
    (PULSA, "{sn} {id} {sampai}\n", "{sn} {id} {sampai}\n{", None, ""),
    (
        PULSA,
        "  Nomor tujuan: {nomor}",
        "  Nomor tujuan: {nomor",
        "pesan-operator",
        "{ tidak ditutup",
    ),
    (
        PULSA,
        "      gagal: gagal\n  tenggang",
        "      gagal: gagal\n      s: gagal\n  tenggang",
        "s: gagal",
        "dua huruf",
    ),
    (
        PULSA,
        'aplikasi pemasok?"\n    jawaban:\n      sukses:',
        'aplikasi pemasok?"\n    jawaban:\n      sukes:',
        "sukes:",
        "'sukes'",
    ),
    (
        OPERATOR,
        "    telepon:\n",
        "    whatsapp: [{isi: tanya CS, sumber: x}]\n    telepon:\n",
        "tanya CS",
        "bukan nomor",
    ),
    (SHOP, "  Pemasok saya:", '  "":', '  "":', "kosong"),
    (SHOP, 'whatsapp: ""', "whatsapp: 0812", "whatsapp: 0812", "kurang angka"),
    (SHOP, "K.{sku}", "K.{skuu}", "{skuu}", "{skuu} tidak dikenal"),
    (SHOP, "    keluhan:", "    format-keluhan:", "format-keluhan", "Maksudnya 'keluhan'?"),
    (SHOP, "  Pemasok saya:\n", "  - Pemasok saya\n", None, "menjorok"),
]


@pytest.fixture
def sold(konter: Konter) -> Konter:
    konter.run("jual", "081234567890", "S10", "-y")
    return konter


@pytest.mark.parametrize("name, before, after, marked, part", BROKEN)
def test_a_mistake_is_named_with_file_line_and_reason(
    sold: Konter, name: str, before: str, after: str, marked: str | None, part: str
) -> None:
    sold.edit(name, before, after)
    said = sold.run(
        "cek-keluhan",
        "7890",
        *(word for answer in CLEAR for word in ("--jawab", answer)),
        "--jawab",
        "darurat=y",
        code=3,
    ).err
    lines = (sold.root / name).read_text("utf-8").splitlines()
    number = next(
        (
            place
            for place, line in enumerate(lines, 1)
            if marked and marked in line and not line.startswith("#")
        ),
        None,
    )
    assert (f"{name}:{number}: " if number else f"{name}:") in said and part in said, said
    assert sold.rows("keluhan") == []


@pytest.mark.parametrize(
    "name",
    [
        PULSA,
        OPERATOR,
        "checklists/kuota-tidak-masuk.yaml",
        "checklists/token-pln.yaml",
        "checklists/e-wallet.yaml",
    ],
)
def test_no_mutated_file_gives_more_than_a_named_line(konter: Konter, name: str) -> None:
    rng, path, refused, count = random.Random(name), konter.root / name, 0, tries(60, 600)
    original = path.read_bytes()
    for _ in range(count):
        data = mutated(rng, original)
        path.write_bytes(data)
        lists = Checklists(str(konter.root))
        try:
            if name == OPERATOR:
                lists.operators()
            else:
                lists.named(name.split("/")[1].removesuffix(".yaml"))
        except NotUnderstood as error:
            refused += 1
            file, line = error.where.rsplit(":", 1)
            assert file == name and 1 <= int(line) <= data.count(b"\n") + 1, (error.where, data)
    assert count / 6 < refused < count


def test_a_code_that_was_tried_says_so(sold: Konter) -> None:
    sold.edit(
        OPERATOR,
        'tanggal: "2019", tingkat: C}',
        'tanggal: "2019", tingkat: C, dicoba: 20 Nov jalan}',
    )
    sold.edit(
        OPERATOR,
        "sumber: adsro, tingkat: C}",
        'sumber: adsro, tingkat: C, dicoba: "20/11: tidak jalan"}',
    )
    said = sold.run("cek-keluhan", "7890", *given((*CLEAR, "darurat=y"))).out
    assert "*500*5# (infodantips, 2019; dicoba 20 Nov: jalan)" in " ".join(said.split())
    assert "*888*77# (adsro, tanpa tanggal; dicoba 20/11: tidak jalan)" in " ".join(said.split())


def test_a_code_of_the_owners_own_and_care_on_whatsapp(sold: Konter) -> None:
    sold.edit(
        OPERATOR,
        "  Telkomsel:\n",
        "  Telkomsel:\n    whatsapp:\n"
        "      - {isi: 0811-2222-3333, sumber: coba sendiri, tanggal: 20 Nov}\n",
    )
    said = sold.run("cek-keluhan", "7890", *given(TO_THE_END)).out
    assert "WhatsApp: 0811-2222-3333 (coba sendiri, 20 Nov)" in said
    assert "https://wa.me/6281122223333?text=" in said


def test_an_empty_operators_file_knows_nothing(sold: Konter) -> None:
    (sold.root / OPERATOR).write_text("format: 1\n")
    said = sold.run("cek-keluhan", "7890", *given((*CLEAR, "darurat=y"))).out
    assert "Riwayat pemakaian, cek hutang pulsa darurat, berhenti pulsa darurat: belum" in " ".join(
        said.split()
    )
    (sold.root / OPERATOR).unlink()
    sold.run("keluhan", "lihat", "K1")


def test_waiting_times_of_the_list_are_kept(sold: Konter) -> None:
    sold.edit(PULSA, "pending: 10 menit", "pending: 2 jam")
    sold.edit(PULSA, "batas-keluhan: 3 hari", "batas-keluhan: 7 hari")
    sold.edit(PULSA, "tersimpan: 1 jam", "tersimpan: 30 menit")
    sold.run("jual", "081234567891", "S10", "-y", "--status", "pending")
    assert complain(sold, "7891")["tindak"] == "2026-11-21T12:05:00+07:00"
    assert complain(sold, "7890")["tindak"] == "2026-11-21T10:35:00+07:00"
    assert "belum lewat batas 7 hari" in sold.run("cek-keluhan", "7890").err


def test_the_kind_of_product_picks_the_list(sold: Konter) -> None:
    for number, product, name in (
        ("081234567891", "SD1", "kuota-tidak-masuk"),
        ("14112345001", "PLN20", "token-pln"),
        ("081234567892", "DANA10", "e-wallet"),
    ):
        sold.run("jual", number, product, "-y")
        assert complain(sold, number)["daftar"] == name
    assert (
        complain(sold, "7890", options=("--daftar", "kuota-tidak-masuk"))["daftar"]
        == "kuota-tidak-masuk"
    )


def test_a_product_that_left_the_price_list_is_guessed_by_its_number(sold: Konter) -> None:
    for number, product in (("14112345001", "PLN20"), ("081234567892", "DANA10")):
        sold.run("jual", number, product, "-y")
    prices = sold.root / "ledger" / "produk.csv"
    prices.write_text(
        "".join(
            line
            for line in prices.read_text("utf-8").splitlines(keepends=True)
            if not line.startswith(("S10,", "PLN20,", "DANA10,"))
        ),
        "utf-8",
    )
    for number, name in (
        ("7890", "pulsa-tidak-masuk"),
        ("14112345001", "token-pln"),
        ("7892", "e-wallet"),
    ):
        assert complain(sold, number)["daftar"] == name


@pytest.mark.parametrize(
    "name, said",
    [
        ("pulsa-tidak-masukk", "Maksudnya pulsa-tidak-masuk?"),
        ("operator", "tidak ada"),
        ("../ledger/toko", "tidak ada"),
        ("", "belum ditulis"),
    ],
)
def test_a_list_that_is_not_there(sold: Konter, name: str, said: str) -> None:
    if name:
        assert said in sold.run("cek-keluhan", "7890", "--daftar", name, code=1).err
    assert sold.rows("keluhan") == []


def test_no_list_for_this_kind(sold: Konter) -> None:
    sold.edit(PULSA, "untuk: [pulsa]", "untuk:")
    assert "untuk: [pulsa]" in sold.run("cek-keluhan", "7890", code=1).err


def test_a_mistake_in_a_list_that_is_not_needed_stops_nothing(sold: Konter) -> None:
    (sold.root / "checklists" / "aaa.yaml").write_text("judul: [\n")
    assert complain(sold, "7890")["daftar"] == "pulsa-tidak-masuk"


def test_a_shop_without_lists_uses_those_that_a_new_one_gets(sold: Konter) -> None:
    for path in (sold.root / "checklists").iterdir():
        path.unlink()
    (sold.root / "checklists").rmdir()
    assert complain(sold, "7890", *CLEAR, "darurat=y")["temuan"] == "pulsa-darurat"


def test_a_list_that_is_gone_or_changed_keeps_its_complaints(sold: Konter) -> None:
    complain(sold, "7890", *CLEAR, "darurat=y")
    sold.edit(PULSA, "  saldo:\n", "  uang:\n")
    assert "uang" in complain(sold, "7890", "darurat=?")["pertanyaan"].split()
    (sold.root / PULSA).unlink()
    assert "A-261121-K001" in sold.run("keluhan", "lihat", "K1").out
    assert "tidak ada" in sold.run("keluhan", "lanjut", "K1", code=1).err
    sold.run("keluhan", "selesai", "K1", "--hasil", "nsp")


def test_a_step_of_several_lines_is_stored_in_one(sold: Konter) -> None:
    sold.edit(
        PULSA,
        '      - "Tunjukkan potongannya di riwayat pemakaian."\n      - "Ajak',
        '      - |\n        Tunjukkan\n        potongannya.\n      - "Ajak',
    )
    assert complain(sold, "7890", *CLEAR, "darurat=y")["langkah"] == "Tunjukkan potongannya."


def test_no_waiting_time_is_none(sold: Konter) -> None:
    sold.edit(PULSA, "pending: 10 menit", "pending: 0 menit")
    sold.run("jual", "081234567891", "S10", "-y", "--status", "pending")
    assert complain(sold, "7891")["temuan"] == "pending-lama"


def test_a_time_to_wait_until_is_never_past(sold: Konter) -> None:
    sold.edit(
        PULSA,
        "      pending: pending-lama\n      gagal: gagal\n      salah-nomor",
        "      pending: tunggu\n      gagal: gagal\n      salah-nomor",
    )
    sold.run("jual", "081234567891", "S10", "-y", "--status", "pending", "--waktu", "09.00")
    assert "ditunggu sampai 10.15 ya" in complain(sold, "7891")["kata"]


def test_an_open_complaint_whose_list_is_gone_says_how_to_go_on(sold: Konter) -> None:
    complain(sold, "7890")
    (sold.root / PULSA).rename(sold.root / "checklists" / "pulsa-saya.yaml")
    said = sold.run("cek-keluhan", "7890", code=1).err
    assert "A-261121-K001" in said and "--daftar" in said and "keluhan selesai" in said
    assert complain(sold, "7890", options=("--daftar", "pulsa-saya"))["daftar"] == "pulsa-saya"


def test_care_on_whatsapp_may_be_written_as_people_write_it(sold: Konter) -> None:
    sold.edit(
        OPERATOR,
        "  Telkomsel:\n",
        "  Telkomsel:\n    whatsapp: [{isi: +62 811 2222 3333, sumber: coba sendiri}]\n",
    )
    said = sold.run("cek-keluhan", "7890", *given(TO_THE_END)).out
    assert "https://wa.me/6281122223333?text=" in said

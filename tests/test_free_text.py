"""Free text: no PIN or one-time password is kept, nothing that a spreadsheet would run, and whoever
typed it is told."""

import csv
import json

import pytest

from helpers.customers import add
from helpers.konter import Konter
from helpers.paper import HEADER, owed, write
from helpers.rows import arrive, row
from helpers.terminal import talk
from pulsa_cli.core import secrets
from pulsa_cli.core.schema import PEOPLE, SALES

# What is typed or pasted = what is kept of it.
SECRET = """
S10.081234567890.1234 = S10.081234567890
s10.081234567890.1234.2 = s10.081234567890.2
S10.2.081234567890.123456 sdh dikirim = S10.2.081234567890 sdh dikirim
Trx S10.6281234567890.1234. Cepat = Trx S10.6281234567890. Cepat
S10.0812-3456-7890.1234 = S10.0812-3456-7890
S10.0812.3456.7890.1234 = S10.0812.3456.7890
PLN20.14211410000.1234 = PLN20.14211410000
DANA.081234567890.50000.1234 = DANA.081234567890.50000
S.1234 = S
SAL.123456 = SAL
GP.1234.5678 = GP
TIKET.500000.1234 = TIKET.500000
PIN 1234 = PIN xxxx
pin: 123456 = pin: xxxx
pinnya bu siti = pinnya bu siti
pin bu siti 1234 = pin bu siti xxxx
PIN1234 = PINxxxx
PIN saya adalah 0000, jangan lupa = PIN saya adalah xxxx, jangan lupa
m-PIN BCA=12-34-56 = m-PIN BCA=xxxx
pin １２３４ 50000 = pin xxxx 50000
OTP 123456 = OTP xxxx
Kode verifikasi WhatsApp Anda: 123-456 = Kode verifikasi WhatsApp Anda: xxxx
Kode OTP untuk login DANA adalah *4829* = Kode OTP untuk login DANA adalah *xxxx*
482913 adalah kode OTP Anda = xxxx adalah kode OTP Anda
G-482913 is your Google verification code = G-xxxx is your Google verification code
OTP pembeli 123456 = OTP pembeli xxxx
kode otp yg masuk 123456 = kode otp yg masuk xxxx
pin yang lama 1234 = pin yang lama xxxx
ganti pin jadi 123456 = ganti pin jadi xxxx
pin 6 digit: 123456 = pin 6 digit: xxxx
1234 itu pin saya = xxxx itu pin saya
WhatsApp code: 123-456 = WhatsApp code: xxxx
S10 . 081312345678 . 1234 = S10 . 081312345678
10*081312345678*1234# = 10*081312345678#
balas S.1234 dulu = balas S dulu
titip pin 1234 sama otp 998877 = titip pin xxxx sama otp xxxx
""".strip().split("\n")
# Ends of meter numbers, SNs, phones, amounts, ids and dates; as suppliers and sellers write them.
NO_SECRET = r"""
.1234
1421.1410.0001.1234
14211410000.1234
081234567890.1234
S10.081234567890
S10.081234567890.2
S10.0852.1234.5678
DANA.081234567890.50000
INV.202611211005.1234
SALDO.990000
A-261121-J017 jam 10.05 tgl 21.11.2026, no.1234, Jl. S.12, hrg.1321
PIN 0812 3456 7890
pin 0812-3456-7890
PIN 081234567890
pin 12.500
PIN salah 50000
pinjam 10000, jepit pinggir 1234
OTP belum masuk, saldo 125000
bayar 5000 untuk otp
123456 kode produk
Siti S.1995
Rumah S.1234, Blok CS.2024
beli pin 5000
hutang pin 15000 sama stiker
kode wa 15000
OVO.081311112222.101500
ref TRX.081311112222.20261128
kode konfirmasi 20261128
otp 10-12 menit
T#41100004 R#1234 Telkomsel 5.000 S5.082200000280 SUKSES. SN/Ref: R210630.2203.210045. Saldo 10.795
R#0 T1.089600000887 GAGAL. Pin Salah
R#113 T1.089600000887 sudah pernah jam 19:08, status Sukses. SN: R230512.1908.2000FE. Hrg 1.321
Code=SE5.123456.081200000465 Hrg=6500 SUKSES. SN:7041714133481757520. Saldo=68254. Wa:081200000000
PLNV50.32160000188 SN/Ref: 6610-4376-7466-6846-0000/NAMA/R1/450/110.60KWH. PLNV50.2.32160000188.pin
SN: 0143 4804 9579 5519 0000/NAMA/R1/1300 VA/63,0KWH/PLNREF:1TKT21R3740000000221/RPTOKEN:90.909,00
SN/Ref: DNID AISXX/50000/2025101410121481030100166869912144199.. Saldo 14.324.472 - 50.090
DN50.081200000890 pd 19.06.42 gagal, dibatalkan. Saldo refund 10.000. Sal 1.254.692
#171410002 R#903120002 TREG10.082212000678 akan diproses @12.37. Saldo 1.234.567.000 - 12.123
S10.089600000000 Hrg=10350 SUKSES SN: 01394800006993562868. Saldo : Rp.(Awal 10000000 Akhir 9989650)
""".strip().split("\n")


def test_pins_and_otps_are_taken_out_and_nothing_else():
    for line in SECRET:
        typed, kept = line.split(" = ")
        assert secrets.without(typed)[0] == kept
        assert secrets.without(kept) == (kept, "")
        assert bool(secrets.without(typed)[1]) == (typed != kept)
    for line in NO_SECRET:
        assert secrets.without(line) == (line, "")


def test_no_way_in_keeps_a_pin(konter: Konter):
    """By option, line of a queue, answer, argument, book, and in the log of a fault."""
    add(konter, "Budi", "081234567890")
    note = "--catatan", "pin bu siti 12", "--kasir", "ani PIN 739146"
    said = konter.run("jual", "081234567890", "10", "-y", "--catatan", "OTP: 739146").err
    assert "--catatan: OTP dibuang, tidak disimpan." in said and "739146" not in said
    said = konter.run("jual", stdin="081234567890 5 -k --tetap 'kata budi pin 739146'\n").err
    assert "--tetap: PIN dibuang" in said
    for words in (("jual", "-y"), ("pesanan", "tambah", "budi", "-y")):
        said = konter.run(*words, "S10.081234567890.739146", "10", code=1).err
        assert "Pesanan SMS: PIN dibuang" in said and "739146" not in said
    konter.run("pesanan", "tambah", "budi", "10", "-y", *note)
    konter.run("keluhan", "catat", complained(konter), "balasan", "S.739146", "pin", "739146")
    assert talk(konter, ["S10.081234567890.739146"], "batal", "J1")[0] == 0
    reply = "R:S10.081234567890.739146 SN:0139"
    said = konter.run("transaksi", "sn", "J2", reply).err
    assert "SN: PIN dibuang" in said
    said = konter.run("hutang", "impor", write(konter, HEADER + BOOK), "-y").err
    assert "buku.csv:2: PIN dibuang, tidak disimpan." in said and "739146" not in said
    (konter.root / "buku.csv").unlink()
    code = (
        "import sys\nfrom pulsa_cli import cli, shop\n"
        "shop.Shop.require_ready = lambda self, *more: 1 / 0\n"
        "sys.argv[1:] = ['jual', '081234567890', '10', '--catatan', 'PIN', '739146']\n"
        "sys.exit(cli.main(['jual', '081234567890', '10']))"
    )
    assert konter.script(code).returncode == 70
    kept = {path: path.read_bytes() for path in konter.root.rglob("*") if path.is_file()}
    assert [path for path, data in kept.items() if b"739146" in data] == []
    assert konter.rows()[0]["catatan"] == "OTP: xxxx"
    reasons = [row["alasan"] for row in konter.rows()]
    assert {"kata budi pin xxxx", "S10.081234567890"} <= set(reasons)
    assert konter.rows("pesanan")[0]["catatan"] == "pin bu siti 12"


def test_digits_of_a_name_are_its_own(konter: Konter):
    """Or one customer's debt is booked on another, or two of a book are one."""
    add(konter, "Siti Sumarni", "081311110001")
    konter.run("jual", "siti s.1995", "10", "-k", code=1)
    book = HEADER + "Siti S.1995,30000,2026-11-03,,,galon\nSiti S.1998,45000,2026-11-05,,,beras\n"
    konter.run("hutang", "impor", write(konter, book), "-y")
    assert [row["nama"] for row in konter.rows("pelanggan")[1:]] == ["Siti S.1995", "Siti S.1998"]


BOOK = "Tono,20.000,2026-11-01,,,S10.081234567890.739146\n"


def complained(konter: Konter) -> str:
    konter.run("cek-keluhan", "081234567890")
    return konter.rows("keluhan")[0]["id"]


def test_nothing_that_a_spreadsheet_would_run_is_kept(konter: Konter):
    add(konter, "Budi", "081234567890")
    signs = {"=1+1": "1+1", "\t\u00a0= -@cmd|x": "cmd|x", "＝1": "1", "-": "-", "x =1": "x =1"}
    for typed, kept in signs.items():
        said = konter.run("jual", "081234567890", "10", "--lagi", "-y", f"--catatan={typed}").err
        assert konter.rows()[-1]["catatan"] == kept
        assert ("rumus" in said) == (typed != kept)
    said = konter.run("jual", "081234567890", "5", "-y", "--sn", "=123456").err
    assert konter.rows()[-1]["sn"] == "123456" and "--sn: '=' di depan dibuang" in said
    assert talk(konter, ["081299998888", ""], "jual", "@wati", "10", "-k")[0] == 0
    assert konter.rows("pelanggan")[-1]["nama"] == "Wati"
    konter.edit("ledger/produk.csv", ",Pulsa 20.000", ",=Pulsa 20.000")
    konter.run("jual", "081234567890", "20", "-y")
    assert konter.rows()[-1]["nama"] == "Pulsa 20.000"
    told = konter.run("hutang", "impor", write(konter, HEADER + "=Tono,5.000,2026-11-01,,,=1+1\n"))
    assert told.err.count("'=' di depan dibuang") == 2 and owed(konter)[-1][2] == "1+1"
    assert konter.rows("pelanggan")[-1]["nama"] == "Tono"


def test_rows_made_by_hand_are_guarded_in_csv_alone(konter: Konter):
    """Text that begins as a formula does; numbers stay as they are, as does what JSON says."""
    moment, names = "2026-11-20T09:00:00+07:00", ("=cmd|'/C calc'!A1", "@x", "  +1+1", "-2", "Ani")
    people = [
        row(PEOPLE, f"A-261120-P00{place}", moment, "tambah", nama=name.strip(), batas="5000")
        for place, name in enumerate(names, 1)
    ]
    sale = row(
        SALES,
        "A-261120-J001",
        moment,
        "jual",
        nomor="0812-3456-7890",
        nama="=1+1",
        harga="12000",
        dibayar="12000",
        cara="tunai",
        status="sukses",
        catatan="-1+cmd|x",
    )
    arrive(konter.root, people, ["2026-11.A"] * 5)
    arrive(konter.root, [sale], ["2026-11.A"])
    said = konter.run("pelanggan", "list", "--format", "csv").out.splitlines()
    assert sorted(each["nama"] for each in csv.DictReader(said)) == sorted(
        ["'=cmd|'/C calc'!A1", "'@x", "'+1+1", "-2", "Ani"]
    )
    listed = json.loads(konter.run("pelanggan", "list", "--format", "json").out)
    assert sorted(each["nama"] for each in listed) == sorted(map(str.strip, names))
    assert "'=" not in konter.run("pelanggan", "list").out
    dated = "--dari", "20/11/2026"
    said = konter.run("transaksi", "list", *dated, "--format", "csv").out.splitlines()
    (sold,) = csv.DictReader(said)
    assert (sold["catatan"], sold["nomor"]) == ("'-1+cmd|x", "0812-3456-7890")
    assert "'=1+1" in sold.values()


@pytest.mark.parametrize(
    "words, called",
    [
        (("pelanggan", "tambah", "x" * 201), "Nama"),
        (("pelanggan", "tambah", "Ani", "--kode", "x" * 201), "--kode"),
        (("keluhan", "catat", "K1", "x" * 201), "TEKS"),
    ],
)
def test_text_that_is_too_long_is_called_what_the_person_calls_it(konter: Konter, words, called):
    konter.run("jual", "081234567890", "10", "-y")
    complained(konter)
    said = konter.run(*words, code=2).err
    assert said.startswith(f"{called} terlalu panjang (201 huruf)"), said

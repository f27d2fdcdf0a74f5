"""What the owner edits by hand: read as written, or refused with file and line; and the price
list, in which `produk harga` changes one line."""

import os
import random
import re
import stat
from datetime import date

import pytest

from helpers.damage import mutated
from helpers.sizes import tries
from pulsa_cli.core.policy import Policy, Reminding
from pulsa_cli.core.shop_settings import ChannelSettings, ShopSettings, Supplier
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.settings import card, policy, pricelist, shop, texts
from pulsa_cli.settings.shop import load_shop

SHOP, PRODUCTS, PREFIXES = "ledger/toko.yaml", "ledger/produk.csv", "ledger/prefiks.csv"
WALLET = "checklists/e-wallet.yaml"
OPERATORS = ("Telkomsel", "by.U", "Indosat", "Tri", "XL", "Axis", "Smartfren")
METHODS = ("tunai", "transfer", "qris", "tf")
LOADERS = {
    SHOP: load_shop,
    PREFIXES: pricelist.load_prefixes,
    PRODUCTS: lambda root: pricelist.load_products(root, OPERATORS, METHODS.__contains__),
}
MUTATIONS = {SHOP: tries(500, 10_000), PRODUCTS: tries(200, 4_000), PREFIXES: tries(300, 6_000)}
S10 = "S10,Telkomsel,pulsa,Pulsa 10.000,10000,10212,12000,ya,"  # line 17
HEADER = "kode,operator,jenis,nama,nominal,modal,harga,aktif,sku\n"  # line 14
ROW = "0812,Telkomsel,Halo/simPATI,11-12"  # line 9 of prefiks.csv
# file, what stands there, what the owner makes of it, line, a part of the message
BROKEN = [
    (SHOP, 'alamat: ""', 'allamat: ""', 15, "Maksudnya 'alamat'?"),
    (SHOP, 'alamat: ""', "warna: biru", 15, "'warna' tidak dikenal"),
    (SHOP, 'telepon: ""', "zona: WIT", 16, "dua kali"),
    (SHOP, 'alamat: ""', "alamat: &a Jalan", 15, "tanda &, * dan !"),
    (SHOP, 'alamat: ""', "alamat: *a", 15, ""),
    (SHOP, 'alamat: ""\ntelepon: ""', "alamat: &a x\ntelepon: *a", 15, "tanda &, * dan !"),
    (SHOP, 'alamat: ""', "alamat: !!int 12", 15, "tanda &, * dan !"),
    (SHOP, 'alamat: ""', "alamat: !rumah x", 15, "tanda &, * dan !"),
    (SHOP, 'alamat: ""', "<<: {alamat: x}", 15, "<<"),
    (SHOP, "zona: WIB", "<<<<<<< HEAD\nzona: WIB\n=======\nzona: WIT\n>>>>>>> lain", 12, "bentrok"),
    (SHOP, 'alamat: ""', "alamat:\tJalan\n\ttelepon: x", 16, "Tab"),
    (SHOP, 'alamat: ""', "\talamat: x", 15, "Tab"),
    (SHOP, "  - qris\n", "  - qris\n---\nnama: lain\n", 24, "---"),
    (SHOP, 'alamat: ""', "alamat:\n  jalan: Melati", 16, "satu nilai"),
    (SHOP, 'alamat: ""', "alamat: {jalan: Melati}", 15, "satu nilai"),
    (SHOP, 'alamat: ""', "alamat: [Melati]", 15, "bukan daftar"),
    (SHOP, 'alamat: ""', "[alamat, telepon]: x", 15, "kunci"),
    (SHOP, 'alamat: ""', 'alamat: "Melati', 16, "kutip"),  # it ends at the next quote
    (SHOP, 'alamat: ""', 'alamat: "a\x07b"', 15, ""),
    (SHOP, 'alamat: ""', "alamat: a: b", 15, "titik dua"),
    (SHOP, "zona: WIB", "zona: WIBB", 12, "WIB, WITA, WIT"),
    (SHOP, "zona: WIB", "zona:", 12, "WIB, WITA, WIT"),
    (SHOP, "zona: WIB", "zona: +7", 12, "WIB, WITA, WIT"),
    (SHOP, "format: 1", "format: 2", 5, "format"),
    (SHOP, "format: 1", "format: 1.0", 5, "format"),
    (SHOP, "format: 1\n", "\n", 1, "format"),
    (SHOP, "zona: WIB\n", "\n", 1, "zona"),
    (SHOP, "  - qris", "  - tunai", 23, "dua kali"),
    (SHOP, "  - qris", '  - ""', 23, "kosong"),
    (SHOP, "  - qris", "  - [qris, dana]", 23, "bukan daftar"),
    (PRODUCTS, S10, S10.replace("10000,10212", "10000,12.00"), 17, "12.00"),
    (PRODUCTS, S10, S10.replace("12000", '"12,000"'), 17, "12,000"),
    (PRODUCTS, S10, S10.replace("12000", "mahal"), 17, "harga"),
    (PRODUCTS, S10, S10.replace(",10000", ",-10000"), 17, "nominal"),
    (PRODUCTS, S10, S10.replace("ya", "mungkin"), 17, "ya atau tidak"),
    (PRODUCTS, S10, S10.replace("S10", "S-5"), 17, "S-5 ditulis dua kali"),
    (PRODUCTS, S10, S10.replace("S10", "s5"), 17, "dua kali"),
    (PRODUCTS, S10, S10.replace("S10", ""), 17, "kode"),
    (PRODUCTS, S10, S10.replace("Telkomsel", " "), 17, "operator"),
    (PRODUCTS, S10, S10 + "tsel10,,lebih", 17, "11 kolom, seharusnya 9"),
    (PRODUCTS, S10, S10.replace("Pulsa 10.000", '"Pulsa 10.000'), 17, "kutip"),
    (PRODUCTS, S10, S10.replace("Pulsa 10.000", '"Pulsa" 10.000'), 17, "kutip"),
    (PRODUCTS, HEADER, HEADER.replace("harga", "jual"), 14, "harga"),
    (PRODUCTS, HEADER, HEADER.replace("sku", "harga"), 14, "dua kali"),
    (PRODUCTS, HEADER, "", 15, "kode, operator, jenis, nama, harga"),
    (PRODUCTS, S10, f"<<<<<<< HEAD\n{S10}\n=======\n{S10}x\n>>>>>>> b", 17, "bentrok"),
    (PREFIXES, ROW, ROW.replace("0812", "0811"), 9, "dua kali"),
    (PREFIXES, ROW, ROW.replace("0812", "811"), 9, "dua kali"),
    (PREFIXES, ROW, ROW.replace("0812", "62812"), 9, "08"),
    (PREFIXES, ROW, ROW.replace("0812", "08x2"), 9, "08"),
    (PREFIXES, ROW, ROW.replace("Telkomsel", " / "), 9, "operator kosong"),
    (PREFIXES, ROW, ROW.replace("11-12", "Nov-12"), 9, "10-12"),
    (PREFIXES, ROW, f"{ROW},lebih", 9, "5 kolom, seharusnya 4"),
    (PREFIXES, ROW, f'"{ROW}', 9, "kutip"),
    (PREFIXES, "prefix,", "awalan,", 7, "prefix"),
]


def change(konter, name, convert):
    path = konter.root / name
    path.write_bytes(convert(path.read_bytes()))


@pytest.mark.parametrize("name, before, after, line, part", BROKEN)
def test_what_is_broken_is_named_with_file_line_and_reason(konter, name, before, after, line, part):
    konter.edit(name, before, after)
    said = konter.run("jual", "081234567890", "10", code=3)
    assert said.err.startswith(f"{name}:{line}: ")
    assert part in said.err and not said.out
    assert not konter.rows()
    if name == SHOP:
        assert konter.run("transaksi", "list", code=3).err == said.err


def edited(konter, before, after):
    """Changes the shop's settings; returns the number of the line."""
    konter.edit(SHOP, before, after)
    text = (konter.root / SHOP).read_text("utf-8")
    return text[: text.index(after)].count("\n") + 1


@pytest.mark.parametrize(
    "before, after, part",
    [
        ('alamat: ""', "alamat: Pasar #1 Blok A", '"Pasar #1 Blok A"'),
        ('alamat: ""', "alamat: #1 Blok A", '"#1 Blok A"'),
        ('alamat: ""', "alamat: Blok A  #12 ", '"Blok A #12"'),
        ("  - qris", "  - bank #2", '"bank #2"'),
        ('  perintah: ""', "  perintah: kirim {nomor} #1", '"kirim {nomor} #1"'),
        ("  Pemasok saya:", "  Pemasok #1:", "beri tanda kutip"),
    ],
    ids=["behind", "all", "two spaces", "in a list", "template", "key"],
)
def test_text_that_yaml_takes_for_a_comment_is_named(konter, before, after, part):
    line = edited(konter, before, after)
    said = konter.run("jual", "081234567890", "10", code=3)
    assert said.err.startswith(f"{SHOP}:{line}: ") and part in said.err
    assert not konter.rows()


@pytest.mark.parametrize(
    "before, after",
    [
        ('alamat: ""', "alamat: Pasar # dekat masjid"),
        ('alamat: ""', "alamat: Pasar#1"),
        ('alamat: ""', 'alamat: "Pasar #1" #lama'),
        ("zona: WIB", "zona: WIB #waktu Jawa"),
        ('alamat: ""', 'alamat: ""  ## kosong'),
    ],
)
def test_an_ordinary_comment_is_one(konter, before, after):
    konter.edit(SHOP, before, after)
    assert konter.run("jual", "081234567890", "10").out


@pytest.mark.parametrize(
    "before, after, said",
    [
        ("zona: WIB", "zona:\u00a0WIB", "spasi khusus (U+00A0) di huruf ke-6"),
        ("zona: WIB", "zona\u00a0: WIB", "spasi khusus (U+00A0) di huruf ke-5"),
        ("zona: WIB", "zo\u200bna: WIB", "tanda yang tidak terlihat (U+200B) di huruf ke-3"),
        ("zona: WIB", "\ufeffzona: WIB", "tanda BOM (U+FEFF) di huruf ke-1"),
        ("  konter: A", "\u00a0\u00a0konter: A", "spasi khusus (U+00A0) di huruf ke-1"),
        ("  tunggu: 30", "  tunggu: 30\u2007x", "spasi khusus (U+2007) di huruf ke-13"),
        ("  - qris", "  -\u00a0qris", "spasi khusus (U+00A0) di huruf ke-4"),
        ("zona: WIB", "zona\uff1a WIB", "'\uff1a', yang hanya mirip dengan yang di papan ketik"),
        ("zona: WIB", "zona: \u201cWIB\u201d", "(U+201C) di huruf ke-7"),
        ("zona: WIB", "zona: W\u0406B", "(U+0406) di huruf ke-8"),
    ],
    ids="value key width bom indent inside list colon quote letter".split(),
)
def test_a_character_that_does_not_show_is_named(konter, before, after, said):
    line = edited(konter, before, after)
    refused = konter.run("jual", "081234567890", "10", code=3)
    assert refused.err.startswith(f"{SHOP}:{line}: ") and said in refused.err, refused.err


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize(
    "data, line, part",
    [
        (b"# satu\ncaf\xe9: satu\n", 2, "UTF-8"),
        ("# satu\n".encode("utf-16"), 1, "UTF-8"),
        (b"# a\n" * 70_000, 1, "terlalu besar"),
        (b"# a\n<<<<<<< HEAD\n", 2, "bentrok"),
        (b"", 1, ""),
        (b"\n\n", 1, ""),
        (b"\0\0\0", 1, ""),
        (b"\xef\xbb\xbf", 1, ""),
    ],
)
def test_a_file_that_is_no_settings_file_is_named(konter, name, data, line, part):
    change(konter, name, lambda _: data)
    said = konter.run("jual", "081234567890", "10", code=3).err
    assert said.startswith(f"{name}:{line}: ") and part in said


def test_without_price_list_or_prefixes_nothing_is_sold(konter):
    for name in (PRODUCTS, PREFIXES):  # prefiks.csv is read first
        (konter.root / name).unlink()
        assert konter.run("jual", "081234567890", "10", code=3).err.startswith(f"{name}:1: ")
    (konter.root / SHOP).unlink()
    assert SHOP in konter.run("jual", "081234567890", "10", code=2).err


@pytest.mark.parametrize("nothing", ['nama: ""', "nama:", "nama: ' '", ""])
def test_a_shop_without_a_name_is_a_template_that_records_nothing(konter, nothing):
    konter.edit(SHOP, 'nama: "Berkah Cell"', nothing)
    said = konter.run("jual", "081234567890", "10", code=1).err
    assert "'nama:'" in said and SHOP in said
    konter.run("transaksi", "list")
    assert not konter.rows()


@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_any_line_ends_are_read(konter, lead, end):
    for name in LOADERS:
        change(konter, name, lambda data: lead + data.replace(b"\n", end))
    konter.run("jual", "081234567890", "10", "tf")
    (row,) = konter.rows()
    assert (row["nomor"], row["harga"], row["cara"]) == ("0812-3456-7890", "12000", "transfer")


@pytest.mark.parametrize(
    "written",
    [
        "10:30",
        "no",
        "0712345670",
        "12.000",
        "1e3",
        "2026-11-21",
        "~",
        "null",
        "0x10",
        "+6281",
        "Ya # bukan ini",
    ],
)
def test_plain_text_in_the_settings_stays_text(konter, written):
    konter.edit(SHOP, 'nama: "Berkah Cell"', f"nama: {written}")
    konter.edit(SHOP, 'telepon: ""', f"telepon: {written}")
    shop = load_shop(str(konter.root))
    assert shop.name == shop.phone == written.split(" #")[0]


@pytest.mark.parametrize(
    "cell, rupiah",
    [
        ("12.000", 12000),
        ("12000", 12000),
        ("12rb", 12000),
        ('"12,5rb"', 12500),
        ("Rp12.500", 12500),
        ('"Rp 12.500,00"', 12500),
        ("1jt", 1000000),
        ("Rp\u00a012.500", 12500),
    ],
)
def test_a_price_may_be_written_as_people_write_it(konter, cell, rupiah):
    konter.edit(PRODUCTS, S10, S10.replace("12000", cell))
    konter.run("jual", "081234567890", "10")
    assert konter.rows()[0]["harga"] == str(rupiah)


def spreadsheet(data):
    """As a spreadsheet under Indonesian settings saves a table: mark, semicolons, CRLF, comments
    in quotes, rows filled up, the zero of a prefix lost."""
    lines = []
    for line in data.decode("utf-8").splitlines():
        if line.startswith("#"):
            line = '"{}"{}'.format(line.replace('"', '""'), ";" * 8)
        lines.append(re.sub("^08", "8", line.replace(",", ";")))
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode("utf-8") + b"\r\n"


def test_tables_saved_by_a_spreadsheet_read_the_same(konter):
    before = konter.run("produk", "list", "--format", "json").out
    for name in (PRODUCTS, PREFIXES):
        change(konter, name, spreadsheet)
    assert konter.run("produk", "list", "--format", "json").out == before
    assert konter.run("jual", "081234567890", "10").err == ""
    assert "Axis" in konter.run("jual", "0859112345678", "10", code=1).err


@pytest.mark.parametrize(
    "convert",
    [
        bytes,
        spreadsheet,
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data.replace(b"aktif,sku\n", b"aktif,sku,rak\n").replace(
            b"12000,ya,\n", b'12000,ya,,"atas, kiri"\n'
        ),
    ],
)
def test_a_new_price_changes_its_line_and_no_other_byte(konter, convert):
    path = konter.root / PRODUCTS
    change(konter, PRODUCTS, lambda data: convert(data) + b"   \n# akhir \xc3\xa9\t\n\n")
    path.chmod(0o640)
    before = path.read_bytes()
    konter.run("produk", "harga", "s10", "12,5rb", "--modal", "10.800")
    (old,) = re.findall(rb"(?m)^S10[,;].*$", before)
    expected = before.replace(old, old.replace(b"10212", b"10800").replace(b"12000", b"12500"))
    assert path.read_bytes() == expected
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    konter.run("jual", "081234567890", "10")
    assert (konter.rows()[0]["harga"], konter.rows()[0]["modal"]) == ("12500", "10800")
    konter.run("produk", "harga", "S10", "12000", "--modal", "10212")
    assert path.read_bytes() == before


def test_a_price_list_behind_a_link_stays_there(konter, tmp_path):
    path, target = konter.root / PRODUCTS, tmp_path / "bersama.csv"
    path.rename(target)
    path.symlink_to(target)
    konter.run("produk", "harga", "S10", "13rb")
    assert path.is_symlink() and b"10212,13000" in target.read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["bersama.csv", "toko"]


@pytest.mark.parametrize(
    "words, code, part",
    [
        (("S1O", "12000"), 1, "S10"),
        (("ZZ", "12000"), 1, "Maksudnya"),
        (("S10", "12"), 2, "12rb"),
        (("S10", "12,000"), 2, "12.000"),
        (("S10", "-5"), 2, ""),
        (("S10",), 2, "HARGA belum"),
        (("S10", "12000", "--modal", "x"), 2, "x"),
        (("S10", "12000", "10000"), 2, "Kelebihan"),
    ],
)
def test_a_refused_price_changes_nothing(konter, words, code, part):
    before = (konter.root / PRODUCTS).read_bytes()
    assert part in konter.run("produk", "harga", *words, code=code).err
    assert (konter.root / PRODUCTS).read_bytes() == before


def test_the_price_of_a_row_with_an_error_is_not_changed_and_of_others_is(konter):
    konter.edit(PRODUCTS, "S5,Telkomsel", "S10,Telkomsel")
    before = (konter.root / PRODUCTS).read_bytes()
    assert konter.run("produk", "harga", "S10", "18rb", code=3).err.startswith(f"{PRODUCTS}:16: ")
    assert (konter.root / PRODUCTS).read_bytes() == before
    konter.edit(PRODUCTS, "S10,Telkomsel", '"S10"x",Telkomsel')  # no table reads this line
    before = (konter.root / PRODUCTS).read_bytes()
    konter.run("produk", "harga", "S15", "18rb")
    assert (konter.root / PRODUCTS).read_bytes() == before.replace(b"15000,17000", b"15000,18000")


@pytest.mark.parametrize("name", LOADERS)
def test_no_mutated_file_gives_more_than_a_named_line(konter, name):
    rng, path, refused = random.Random(name), konter.root / name, 0
    original = path.read_bytes()
    for _ in range(MUTATIONS[name]):
        data = mutated(rng, original)
        path.write_bytes(data)
        try:
            problems = [row.problem for row in getattr(LOADERS[name](str(konter.root)), "bad", ())]
        except NotUnderstood as error:
            problems = [error]
        refused += bool(problems)
        for error in problems:
            file, line = error.where.rsplit(":", 1)
            assert file == name and 1 <= int(line) <= data.count(b"\n") + 1, (error.where, data)
    assert MUTATIONS[name] / 20 < refused < MUTATIONS[name]


def test_no_mutated_file_makes_a_command_break(konter):
    rng = random.Random(1)
    originals = {name: (konter.root / name).read_bytes() for name in LOADERS}
    for number in range(tries(60, 300)):
        for name, data in originals.items():
            (konter.root / name).write_bytes(mutated(rng, data) if rng.random() < 0.5 else data)
        words = (
            ("jual", f"08123456{number:04}", "10"),
            ("produk", "list"),
            ("transaksi", "list"),
            ("produk", "harga", "S10", "12500"),
        )[number % 4]
        try:
            konter.run(*words)
        except AssertionError as error:
            assert re.search(r"exit [123]\n", str(error)), error


UNUSUAL_POLICY = """
tempo: gajian
tenggang: 1
batas: 200.000
paling-banyak: 3
undur: {kali: 4, paling-lama: 5}
cicil: {kali: 6, paling-lama: 7}
akibat: {ingatkan: 8, stop-hutang: 9, bayar-di-muka: 10}
pengingat: {hari: [-11, 12], jam: 13-14, libur: [senin, 2026-12-25], paling-kecil: 15.000}
umur: [16, 17]
"""
UNUSUAL_SHOP = """
format: 1
nama: Satu
zona: WIT
alamat: Dua
telepon: Tiga
cara-bayar: [empat, lima]
dobel: 2 hari
bersama: ya
pengingat: {konter: B, perintah: "enam {nomor}", berkas: tujuh, tunggu: 8}
pemasok: {Sembilan: {whatsapp: 081234567890, keluhan: sebelas}, Dua belas: ""}
"""


def test_each_key_fills_its_own_field_and_none_is_left_out(konter):
    (konter.root / "ledger/kebijakan.yaml").write_text(UNUSUAL_POLICY)
    assert policy.load_policy(str(konter.root)) == Policy(
        term="gajian",
        grace=1,
        limit=200_000,
        most=3,
        moves=4,
        move_days=5,
        instalments=6,
        instalment_days=7,
        remind=8,
        stop=9,
        prepay=10,
        reminding=Reminding((-11, 12), 13, 14, (0,), (date(2026, 12, 25),), 15_000),
        ageing=(16, 17),
    )
    (konter.root / SHOP).write_text(UNUSUAL_SHOP)
    assert load_shop(str(konter.root)) == ShopSettings(
        name="Satu",
        zone="WIT",
        address="Dua",
        phone="Tiga",
        methods=["empat", "lima"],
        twin_hours=48,
        shared=True,
        suppliers=[
            Supplier("Sembilan", "0812-3456-7890", "sebelas"),
            Supplier("Dua belas", "", ""),
        ],
        channel=ChannelSettings("B", ("enam", "{nomor}"), "tujuh", 8),
    )


@pytest.mark.parametrize("spec", [shop.SPEC, policy.SPEC, card.SPEC, texts.SPEC])
def test_every_key_of_a_specification_stands_in_the_starter_file(konter, spec):
    text = (konter.root / spec.path).read_text("utf-8")
    for key in spec.keys:
        *_, last = key.path.split(".")
        assert last == "*" or re.search(rf"(?m)^ *{last}:", text), key.path
        assert key.accepts and key.meaning and key.default
    assert len({key.path for key in spec.keys}) == len(spec.keys)


@pytest.mark.parametrize("indent", ["", " "])
def test_list_items_too_far_left_are_not_joined_into_one_way_to_pay(konter, indent):
    konter.edit(SHOP, "  - tunai", f"{indent}- tunai")
    assert konter.run("jual", "081234567890", "10", code=3).err.startswith(f"{SHOP}:21: ")
    assert not konter.rows()


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def device(path):
    path.unlink()
    path.symlink_to("/dev/zero")


def folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", [PREFIXES, PRODUCTS, "ledger/kebijakan.yaml", WALLET])
@pytest.mark.parametrize(
    "make, said", [(pipe, "bukan berkas"), (device, "bukan berkas"), (folder, "itu folder")]
)
def test_what_is_no_plain_file_is_named_and_nobody_waits_for_it(konter, name, make, said):
    konter.run("pelanggan", "tambah", "Budi")
    konter.run("jual", "081234567890", "DANA20", "-k", "Budi", "-y")
    make(konter.root / name)
    sell = ("jual", "081234567890", "S10", "-k", "Budi", "-y", "--lagi")
    done = konter.spawn(*(("cek-keluhan", "J1") if name == WALLET else sell))
    assert done.returncode == 1 and len(konter.rows()) == 1
    assert name in done.stderr and said in done.stderr


@pytest.mark.parametrize(
    "after, said",
    [
        ("cara-bayar:\n" + "".join(f"  - c{n}\n" for n in range(1001)), "paling banyak 1000"),
        ("cara-bayar: [" + "x" * 201 + "]\n", "kata yang lebih dari 200 huruf"),
        ("# " + "x" * 300_000 + "\n", "terlalu besar"),
    ],
    ids=["list", "word", "file"],
)
def test_settings_beyond_all_measure_are_refused(konter, after, said):
    path = konter.root / "ledger" / "toko.yaml"
    path.write_text(f'nama: "X"\n{after}', "utf-8")
    refused = konter.run("jual", "081234567890", "S10", "-y", code=3)
    assert refused.err.startswith("ledger/toko.yaml:") and said in refused.err

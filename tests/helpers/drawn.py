"""Rows as hypothesis draws them: of every kind, under few enough ids that they hang together, and
the ledger files that they come to."""

from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from helpers.konter import NOW
from helpers.ledgers import NAMES, NUMBERS, SNS


def ids_of(letter):
    """Few enough to be met again, of rows that are there, will come or never do."""
    return st.sampled_from(
        [f"{counter}-261121-{letter}{number:03}" for number, counter in product(range(1, 4), "AB")]
    )


def some(*values):
    return st.sampled_from(values)


SALE, DEBT, PERSON, ORDER = ids_of("J"), ids_of("H"), ids_of("P"), ids_of("O")
NOBODY = st.just("")
AMOUNT = some("0", "3000", "5000", "12000", "20000")
# The counters' clocks disagree by up to three days, and one was set to another zone.
MOMENTS = st.builds(
    lambda days, minutes, zone: (
        (datetime.fromisoformat(NOW) - timedelta(days, minutes * 60))
        .isoformat()
        .replace("+07:00", zone)
    ),
    some(0, 0, 0, 1, 3),
    st.integers(0, 9),
    some("+07:00", "+07:00", "+07:00", "+08:00"),
)
DUE = some("2026-11-14", "2026-11-20", "2026-11-28", "2026-12-05")
COMMON = {"waktu": MOMENTS, "catatan": some("", "", "é", 'kata, "kutip"')}


def row_of(kind, **columns):
    return st.fixed_dictionaries({"jenis": st.just(kind), **COMMON, **columns})


SOLD = row_of(
    "jual",
    nomor=some(*NUMBERS),
    harga=st.just("12000"),
    diskon=some("", "500"),
    dibayar=AMOUNT,
    pelanggan=NOBODY | PERSON,
    tempo=DUE,
    titipan=some("", "", "12000"),
    status=some("", "sukses", "pending"),
    sn=some("", *SNS),
    hadiah=some("", "", "potongan", "gratis"),
    ref=NOBODY | NOBODY | NOBODY | SALE | ORDER,
)
ORDERED = st.one_of(
    row_of(
        "pesan",
        pelanggan=NOBODY | PERSON | PERSON,
        nomor=some(*NUMBERS),
        harga=AMOUNT,
        untuk=some("", "2026-11-14", "2026-11-21", "2026-10-31"),
        tiap=some("", "minggu", "bulan"),
        dp=AMOUNT,
        cara=some("tunai", "titipan"),
    ),
    row_of("batal", ref=ORDER, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
)
CORRECTED = st.one_of(
    row_of("gagal", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of("kembali", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of(
        "salah-nomor",
        ref=SALE,
        kembali=AMOUNT,
        pelanggan=NOBODY | PERSON,
        nomor=some(*NUMBERS),
        rugi=some("toko", "pembeli"),
    ),
    row_of("pindah", ref=SALE, pelanggan=PERSON),
    row_of("batal", ref=SALE, kembali=AMOUNT, pelanggan=NOBODY | PERSON),
    row_of("sn", ref=SALE, sn=some(*SNS)),
    row_of("sukses", ref=SALE, sn=some("", *SNS)),
)
PAID = st.one_of(
    row_of("tambah", pelanggan=PERSON, jumlah=AMOUNT, tempo=DUE),
    row_of("bayar", pelanggan=PERSON, jumlah=AMOUNT, ref=NOBODY | DEBT | SALE),
    row_of("ambil", pelanggan=PERSON, jumlah=AMOUNT),
    row_of("janji", pelanggan=PERSON, tempo=DUE, ref=NOBODY | DEBT | SALE),
)
SETTLED = st.one_of(
    row_of("undur", ref=DEBT | SALE, tempo=DUE, alasan=some("", "tetap: x")),
    row_of(
        "cicil",
        ref=DEBT | SALE,
        cicilan=some("2026-11-19=4000 2026-12-01=4000", "2026-12-01=20000"),
    ),
    row_of("tahan", ref=DEBT | SALE),
    row_of("lepas", ref=DEBT | SALE),
    row_of("ikhlaskan", ref=DEBT | SALE, jumlah=some("", "1000")),
    row_of("batal", ref=DEBT),
)
REGISTERED = row_of(
    "tambah",
    nama=some(*NAMES),
    kode=some("", "bs", "JO", "jo"),
    nomor=some("", *NUMBERS, " ".join(NUMBERS[:2])),
    tempo=some("", "7 hari"),
    batas=some("", "50000"),
    gajian=some("", "25"),
)
CHANGED = st.one_of(
    row_of(
        "ubah",
        ref=PERSON,
        nama=some("", *NAMES),
        nomor=some("", *NUMBERS),
        lepas=some("", *NUMBERS),
        batas=some("", "-", "90000"),
        kode=some("", "-", "bs"),
    ),
    row_of("satukan", ref=PERSON, dari=PERSON),
    row_of("batal", ref=PERSON),
)
GRUMBLE = ids_of("K")
COMPLAINED = row_of(
    "keluhan",
    penjualan=SALE,
    nomor=some(*NUMBERS),
    daftar=st.just("x"),
    jawaban=some("", "a=ya b=25-1.5gb"),
    temuan=some("", "nsp"),
    yakin=some("", "pasti"),
    ingat=some("", "tanya dulu"),
    tindak=some("", "2026-11-22T10:00:00+07:00", "2028-02-29T10:00:00+07:00"),
)
FOLLOWED = st.one_of(
    row_of("lanjut", ref=GRUMBLE, temuan=some("", "masuk"), jawaban=some("", "a=tidak")),
    row_of("catat", ref=GRUMBLE),
    row_of("batal", ref=GRUMBLE),
    row_of("selesai", ref=GRUMBLE, hasil=some("nsp", "masuk"), ingat=some("", "lagi")),
)
REMINDER = ids_of("R")
REMINDED = st.one_of(
    *(
        row_of(
            kind,
            ref=NOBODY | REMINDER,
            pelanggan=PERSON,
            jumlah=AMOUNT,
            tempo=DUE,
            tingkat=some("-3", "0", "3", "7"),
            saluran=some("orang", "berkas"),
        )
        for kind in ("mulai", "mulai", "terkirim", "belum")
    ),
    row_of("batal", ref=REMINDER),
)
ROWS = {
    "pengingat": REMINDED,
    "pesanan": ORDERED,
    "keluhan": COMPLAINED | FOLLOWED,
    "jual": SOLD | SOLD | CORRECTED,
    "hutang": PAID | SETTLED,
    "pelanggan": REGISTERED | CHANGED,
}
# Where a row comes to: ledger, month, counter and part.
PLACE = st.tuples(
    some(
        "jual",
        "jual",
        "jual",
        "hutang",
        "hutang",
        "pelanggan",
        "pelanggan",
        "pesanan",
        "keluhan",
        "pengingat",
    ),
    some("2026-10", "2026-11"),
    some("A", "B"),
    some("", "", "", ".2", ".3"),
)
PLACED = PLACE.flatmap(lambda place: st.tuples(st.just(place), ROWS[place[0]]))

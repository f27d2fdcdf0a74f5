"""The account of a customer: histories worked out by hand, and what each leaves to be paid, free in
advance and kept for orders."""

import re

import pytest

from helpers.rows import NAMES, row
from helpers.soundness import assert_sound
from pulsa_cli.core.accounts import fold
from pulsa_cli.core.schema import MONEY, ORDERS, SALES

# Each line of a story is a row: its id (B… counter B, the others A), its kind, an amount, and what
# else it says. Days are those of November; each row is an hour later than the one before, on the
# 1st, unless `jam` says otherwise. What is left to pay comes out part by part, behind it what is
# free in advance (titipan) and what is kept for orders (pesanan).

STORIES = """
A sale on credit is owed until its due date
    J1 jual 12000 tempo=28
= budi J1 12000 tempo 28

Without a due date it is due on the day of the sale, and was to be paid from the balance
    J1 jual 12000
= budi J1 12000 tempo 1 selisih

A debt without a sale and without a due date is due on its day
    H1 tambah 5000
= budi H1 5000 tempo 1

What is paid at the sale is not owed
    J1 jual 12000 dibayar=5000 tempo=28
= budi J1 7000 tempo 28

A discount is not owed
    J1 jual 12000 diskon=500 dibayar=5000 tempo=28
= budi J1 6500 tempo 28

Nobody owes a sale without a customer
    J1 jual 12000 pelanggan= tempo=28
=

A payment goes to the earliest due date first, whichever was sold first
    J1 jual 12000 tempo=28
    J2 jual 12000 tempo=25
    H1 bayar 13000
= budi J1 11000 tempo 28

Of two due on one day the one that was recorded first is paid first
    J1 jual 12000 tempo=28
    H1 tambah 9000 tempo=28
    H2 bayar 10000
= budi J1 2000 tempo 28, H1 9000 tempo 28

A payment goes to the debt that it names first
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 bayar 10000 ref=J2
= budi J1 12000 tempo 25, J2 2000 tempo 28

What the named debt does not need goes to the earliest due date, then to the balance
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 bayar 20000 ref=J2
    H2 bayar 5000
= budi titipan 1000

A payment that names another customer's debt pays its own customer's
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28 pelanggan=siti
    H1 bayar 5000 ref=J2
= budi J1 7000 tempo 25; siti J2 12000 tempo 28

The balance pays a new debt at once
    H1 bayar 50000
    J1 jual 12000 titipan=12000
    H2 tambah 40000 tempo=28
= budi H2 2000 tempo 28

A payment does not go to a debt on hold
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 tahan ref=J1
    H2 bayar 15000
= budi J1 12000 tempo 25 ditahan, titipan 3000

A payment that names a debt on hold does
    J1 jual 12000 tempo=25
    H1 tahan ref=J1
    H2 bayar 5000 ref=J1
= budi J1 7000 tempo 25 ditahan

When a debt is no longer on hold the balance pays it
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 tahan ref=J1
    H2 bayar 15000
    H3 lepas ref=J1
= budi J1 9000 tempo 25

A voided hold never was
    J1 jual 12000 tempo=25
    H1 tahan ref=J1
    H2 bayar 15000
    H3 batal ref=H1
= budi titipan 3000

A later due date changes the order
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 undur ref=J1 tempo=30
    H2 bayar 10000
= budi J2 2000 tempo 28, J1 12000 tempo 30

Of two due dates the last one counts
    J1 jual 12000 tempo=25
    H1 undur ref=J1 tempo=30
    H2 undur ref=J1 tempo=27
= budi J1 12000 tempo 27

Moved on the day itself, what is paid counts for the day as first agreed too
    J1 jual 12000 tempo=01
    H1 undur ref=J1 tempo=28
    H2 bayar 5000
= budi J1 7000 tempo 28

A voided due date never was
    J1 jual 12000 tempo=25
    H1 undur ref=J1 tempo=30
    H2 batal ref=H1
= budi J1 12000 tempo 25

Instalments are parts, each with its due date
    J1 jual 12000 tempo=25
    H1 cicil ref=J1 cicilan=26:4000+28:8000
    J2 jual 12000 tempo=27
    H2 bayar 5000
= budi J2 11000 tempo 27, J1 8000 tempo 28

A payment that names the debt goes through its instalments
    J1 jual 12000 tempo=25
    H1 cicil ref=J1 cicilan=26:4000+28:8000
    J2 jual 12000 tempo=27
    H2 bayar 5000 ref=J1
= budi J2 12000 tempo 27, J1 7000 tempo 28

Money that the counter of the instalments had not seen counts for the first ones
    J1 jual 12000 tempo=25
    BH1 bayar 5000
    H1 cicil ref=J1 cicilan=26:4000+28:8000
= budi J1 7000 tempo 28

Money that is missing after a void falls to the last instalment
    J1 jual 12000 tempo=25
    BH1 bayar 5000
    H1 cicil ref=J1 cicilan=26:3000+28:4000
    BH2 batal ref=BH1
= budi J1 3000 tempo 26, J1 9000 tempo 28

A failed sale frees what was paid for it, for other debts and then the balance
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 bayar 20000
    J3 gagal ref=J1
    H2 bayar 5000
= budi titipan 13000

A failed sale is not owed, and what was paid in cash comes free when the row says so
    J1 jual 12000 dibayar=5000 tempo=25
    J2 jual 12000 tempo=28
    H1 bayar 4000
    J3 gagal ref=J1 pelanggan=budi
= budi J2 3000 tempo 28

Cash that was handed back is not freed as well
    J1 jual 12000 dibayar=5000 tempo=25
    H1 bayar 4000
    J2 gagal ref=J1 kembali=5000
= budi titipan 4000

Money of a failed sale can be freed later
    J1 jual 12000 dibayar=12000
    J2 gagal ref=J1
    J3 kembali ref=J1 pelanggan=budi
= budi titipan 12000

A failure that was voided owes the sale again, and takes what it freed
    J1 jual 12000 dibayar=5000 tempo=25
    J2 gagal ref=J1 pelanggan=budi
    J3 jual 4000 titipan=4000
    J4 batal ref=J2
= budi J3 4000 tempo 1 selisih, J1 7000 tempo 25

A wrong number that the buyer bears stays owed
    J1 jual 12000 dibayar=5000 tempo=28
    J2 salah-nomor ref=J1 rugi=pembeli
= budi J1 7000 tempo 28

A wrong number that the shop bears frees what was paid
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 salah-nomor ref=J1 rugi=toko
= budi titipan 5000

A voided payment opens debts again
    J1 jual 12000 tempo=25
    J2 jual 12000 tempo=28
    H1 bayar 14000
    H2 batal ref=H1
= budi J1 12000 tempo 25, J2 12000 tempo 28

A debt without a sale can be voided, and frees what was paid for it
    H1 tambah 5000 tempo=25
    H2 bayar 3000
    H3 batal ref=H1
= budi titipan 3000

Two last payments at two counters leave a balance
    J1 jual 12000 tempo=28
    H1 bayar 12000 ref=J1
    BH1 bayar 12000 ref=J1
= budi titipan 12000

A balance that two counters spent becomes a debt of the second
    H1 bayar 12000
    J1 jual 12000 titipan=12000
    BJ1 jual 12000 titipan=12000
= budi BJ1 12000 tempo 1 selisih

A sale on credit that the balance paid in part stays a sale on credit
    H1 bayar 5000
    J1 jual 12000 titipan=5000 tempo=28
= budi J1 7000 tempo 28

Two voids of one sale count once
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 batal ref=J1
    BJ1 batal ref=J1
= budi titipan 5000

Two failures of one sale count once
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 gagal ref=J1
    BJ1 gagal ref=J1
= budi titipan 5000

Money that two failures free is freed once, for whom the first says
    J1 jual 12000 dibayar=12000
    J2 gagal ref=J1 pelanggan=siti
    BJ1 gagal ref=J1 pelanggan=budi
= siti titipan 12000

Two voids of one payment take it away once
    H1 bayar 5000
    H2 bayar 3000
    H3 batal ref=H1
    BH1 batal ref=H1
= budi titipan 3000

A sale that was another's keeps its due date, and frees what the first had paid
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 pindah ref=J1 pelanggan=siti
= budi titipan 5000; siti J1 12000 tempo 28

It keeps a due date that was moved
    J1 jual 12000 tempo=25
    H1 undur ref=J1 tempo=28
    J2 pindah ref=J1 pelanggan=siti
= siti J1 12000 tempo 28

The balance of the right customer pays it
    H1 bayar 20000 pelanggan=siti
    J1 jual 12000 tempo=28
    J2 pindah ref=J1 pelanggan=siti
= siti titipan 8000

When it fails, what the right customer paid for it is freed, and nothing of the other's
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 pindah ref=J1 pelanggan=siti
    H2 bayar 3000 pelanggan=siti
    J3 gagal ref=J1
= budi titipan 5000; siti titipan 3000

It can come back
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 pindah ref=J1 pelanggan=siti
    J3 pindah ref=J1 pelanggan=budi
= budi J1 7000 tempo 28

Money for an order that is not there yet is prepaid
    O2 bayar dp=5000 ref=O1
= budi titipan 5000

What a filling did not need is the order's again once that fails, as far as it is there
    O1 pesan 12000 dp=12000
    J1 jual 7000 ref=O1 tempo=28
    H1 ambil 2000
    J2 gagal ref=J1
= budi pesanan 10000

A filling that was moved still fills the order
    O1 pesan 12000 dp=12000
    J1 jual 7000 ref=O1 tempo=28
    J2 pindah ref=J1 pelanggan=siti
= budi titipan 12000; siti J1 7000 tempo 28

A debt that ended stays where it was
    J1 jual 12000 tempo=28
    H1 bayar 5000
    J2 gagal ref=J1
    BJ1 pindah ref=J1 pelanggan=siti
= budi titipan 5000

A write-off is owed no longer
    J1 jual 12000 tempo=28
    H1 bayar 5000
    H2 ikhlaskan 3000 ref=J1
= budi J1 4000 tempo 28

A write-off of more than is left leaves nothing, and no balance
    J1 jual 12000 tempo=28
    H1 bayar 5000
    H2 ikhlaskan 9000 ref=J1
=

A write-off without an amount is of all that is left
    J1 jual 12000 tempo=28
    H1 ikhlaskan ref=J1
    H2 bayar 5000
= budi titipan 5000

When a sale fails, what was written off is not freed
    J1 jual 12000 tempo=28
    H1 bayar 5000
    H2 ikhlaskan 3000 ref=J1
    J2 gagal ref=J1
= budi titipan 5000

A repeat is paid with the money of the sale that failed
    J1 jual 12000 dibayar=12000
    J2 gagal ref=J1
    J3 jual 12000 ref=J1
=

A second repeat of one sale, at another counter, finds no money and is owed
    J1 jual 12000 dibayar=12000
    J2 gagal ref=J1
    J3 jual 12000 ref=J1
    BJ1 jual 12000 ref=J1
= budi BJ1 12000 tempo 1 selisih

A repeat does not get what went to the balance meanwhile
    J1 jual 12000 dibayar=12000
    J2 gagal ref=J1
    J3 kembali ref=J1 pelanggan=budi
    BJ1 jual 12000 ref=J1
=

An order fulfilled for less than was paid in advance frees the rest
    H1 tambah 4000 tempo=28
    O1 pesan 12000 dp=12000
    J1 jual 7000 ref=O1
= budi titipan 1000

An order that recurs keeps the rest for the next time
    H1 tambah 4000 tempo=28
    O1 pesan 7000 dp=12000 tiap=minggu
    J1 jual 7000 ref=O1
= budi H1 4000 tempo 28, pesanan 5000

An advance out of the balance is no more than is there
    H1 bayar 5000
    O1 pesan 12000 dp=12000 cara=titipan
= budi pesanan 5000

Rows fold by their time, and a correction behind the sale that it names
    BJ1 gagal ref=J1 jam=1
    H1 bayar 5000 jam=2
    H2 tambah 4000 jam=3 tempo=28
    J1 jual 12000 jam=4 tempo=25
= budi titipan 1000
"""


def read_story(text):
    found = []
    for hour, line in enumerate(text):
        short, kind, *more = line.split()
        columns = dict(word.split("=") for word in more if "=" in word)
        amount = [word for word in more if "=" not in word]
        moment = f"2026-11-01T{int(columns.pop('jam', 8 + hour)):02}:00:00+07:00"
        table = SALES if "J" in short else ORDERS if "O" in short else MONEY
        whose = ("jual", "tambah", "bayar", "ambil", "pesan")
        known = {"pelanggan": "budi" if kind in whose else "", **columns}
        if amount:
            known["harga" if kind in ("jual", "pesan") else "jumlah"] = amount[0]
        if kind == "cicil":
            parts = [part.split(":") for part in known["cicilan"].split("+")]
            known["cicilan"] = " ".join(f"2026-11-{due}={rupiahs}" for due, rupiahs in parts)
        known["pelanggan"] = next(
            (id for id, name in NAMES.items() if name == known["pelanggan"]), ""
        )
        known["tempo"] = f"2026-11-{known['tempo']}" if "tempo" in known else ""
        known["ref"] = full(known["ref"]) if known.get("ref") else ""
        found.append(row(table, full(short), moment, kind, **known))
    return found


def full(short):
    """`J1` → `A-261101-J001`, `BJ1` → `B-261101-J001`."""
    counter, letter, number = re.fullmatch(r"(B?)([JHO])(\d)", short).groups()
    return f"{counter or 'A'}-261101-{letter}00{number}"


def short(id):
    return id.replace("A-261101-", "").replace("B-261101-", "B").replace("00", "")


def remains(accounts):
    """Who owes what until when, part by part in order of due dates, and has what balance."""
    said = []
    for person, account in sorted(accounts.items()):
        parts = sorted(
            (
                (part.due, place, debt, part.left)
                for place, debt in enumerate(account.unpaid)
                for part in debt.open_parts()
            ),
            key=lambda each: each[:2],
        )
        texts = [
            f"{short(debt.id)} {left} tempo {due.day}"
            + " ditahan" * debt.on_hold
            + " selisih" * (debt.origin == "selisih")
            for due, _, debt, left in parts
        ]
        texts += [f"titipan {account.balance}"] if account.balance else []
        texts += [f"pesanan {account.reserved}"] if account.reserved else []
        said += [f"{NAMES[person]} {', '.join(texts)}"] if texts else []
    return "; ".join(said)


def stories():
    for story in STORIES.strip().split("\n\n"):
        title, *lines, expected = story.split("\n")
        yield pytest.param(lines, expected.removeprefix("=").strip(), id=title)


@pytest.mark.parametrize("lines, expected", list(stories()))
def test_a_story_leaves_what_was_worked_out_by_hand(lines, expected):
    rows = read_story(lines)
    assert remains(fold(rows)) == expected
    assert_sound(rows)

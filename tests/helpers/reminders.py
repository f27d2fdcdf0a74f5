"""What the tests of reminders share: a shop with a channel, days, debts, and what was sent."""

from pulsa_cli.outside.channel import Channel
from pulsa_cli.settings.shop import load_shop

BUDI, SITI, AGUS = "081311112222", "085712345678", "089612341234"
KOTAK = "kotak"  # the folder that is the channel


def with_channel(shop, /, **settings):
    """Sets the channel in toko.yaml; a folder unless another one is named."""
    for key, value in ({"berkas": KOTAK} | settings).items():
        edit(shop, "ledger/toko.yaml", f"  {key}:", value)
    return shop


def agree(shop):
    """Agrees to the channel in toko.yaml, as a person does at the first `ingatkan --kirim`."""
    Channel(str(shop.root), load_shop(str(shop.root)).channel).agree()


def edit(konter, name, key, value):
    """Puts a value behind a key, which begins its line."""
    path = konter.root / name
    lines = path.read_text("utf-8").split("\n")
    (place,) = [place for place, line in enumerate(lines) if line.startswith(key)]
    lines[place] = f"{key} {value}"
    path.write_text("\n".join(lines), "utf-8")


def add(konter, name, number):
    konter.run("pelanggan", "tambah", name, *(["--nomor", number] if number else []))


def owe(konter, name, amount, due, note="", code=0):
    """A debt without a sale, recorded now; returns its id."""
    return konter.run(
        "hutang",
        "tambah",
        name,
        amount,
        "--tempo",
        due,
        "--lagi",
        "--tetap",
        "contoh",
        *(["--catatan", note] if note else []),
    ).id


def sent(konter):
    """What the folder got: (digits of the number, message), in the order of sending."""
    found = []
    for path in sorted((konter.root / KOTAK).glob("*.txt")):
        head, _, message = path.read_text("utf-8").rstrip("\n").partition("\n\n")
        found.append((head.removeprefix("Kepada: "), message))
    return found


def numbers(konter):
    return [number for number, _ in sent(konter)]


def kinds(konter):
    """What stands in the ledger of reminders."""
    return [row["jenis"] for row in konter.rows("pengingat")]

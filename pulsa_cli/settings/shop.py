"""The shop, `ledger/toko.yaml`."""

import re
from typing import Any

from pulsa_cli.core import ids
from pulsa_cli.core.dates import ZONES
from pulsa_cli.core.sales import ON_ACCOUNT
from pulsa_cli.core.shop_settings import SHOP_FILE, ChannelSettings, ShopSettings, Supplier
from pulsa_cli.core.templates import OF_COMPLAINT
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.settings import readers
from pulsa_cli.settings.spec import Key, Spec
from pulsa_cli.settings.strict_yaml import BadValue, one_of, phrase, phrases, word

_USUAL_HOURS = 6


def _counter(value: Any) -> str:
    written = word(value).upper()
    if written and not ids.is_counter(written):
        raise BadValue(f"'{word(value)}' bukan kode konter; misalnya A.")
    return written


def _command(value: Any) -> tuple[str, ...]:
    """A program and its arguments as a shell would split them."""
    written: str = readers.template_of(("nomor",))(value)
    if not written:
        return ()
    import shlex  # hardly a shop has one

    try:
        return tuple(shlex.split(written))
    except ValueError:
        raise BadValue("tanda kutipnya tidak ditutup.") from None


def _hours(value: Any) -> int:
    """Hours; empty is as if it were not written."""
    if not word(value):
        return _USUAL_HOURS
    return (
        readers.measured(value, {"": 1, "jam": 1, "hari": 24}, "12 jam", f"{_USUAL_HOURS} jam") or 0
    )


def _seconds(value: Any) -> int | None:
    return readers.measured(value, {"": 1, "detik": 1, "menit": 60}, "45 detik", "30 detik")


def _methods(value: Any) -> list[str]:
    """Ways to pay, each a word that can stand beside others in a row: `tunai=10000 qris=5000`."""
    methods = phrases(value)
    for method in methods:
        if not re.fullmatch("[A-Za-z0-9-]+", method):
            raise BadValue(f"'{method}' harus satu kata dari huruf, angka dan tanda -.")
        if method.casefold() in ON_ACCOUNT:
            raise BadValue(f"'{method}' bukan cara bayar; kata itu sudah ada artinya.")
    return methods


_FORMAT = Key(
    "format",
    one_of("1"),
    "",
    accepts="1",
    meaning="bentuk folder ini; jangan diubah",
    default="harus ditulis",
)
_NAME = Key(
    "nama",
    phrase,
    "",
    accepts="teks",
    meaning="nama konter, untuk struk dan pesan",
    default="pulsa belum mau mencatat",
)
_ZONE = Key(
    "zona",
    one_of(*ZONES),
    "",
    accepts=", ".join(ZONES),
    meaning="zona waktu konter",
    default="harus ditulis",
)
_ADDRESS = Key("alamat", phrase, "", accepts="teks", meaning="alamat konter", default="tidak ada")
_PHONE = Key(
    "telepon", phrase, "", accepts="teks", meaning="nomor telepon konter", default="tidak ada"
)
_METHODS: Key[list[str]] = Key(
    "cara-bayar",
    _methods,
    [],
    accepts="daftar: [tunai, transfer, qris]; masing-masing satu kata",
    meaning="cara bayar yang diterima; yang pertama dipakai kalau tidak disebut saat menjual",
    default="tunai",
)
_TWIN_HOURS = Key(
    "dobel",
    _hours,
    _USUAL_HOURS,
    accepts="6 jam, 1 hari; 0 = tidak",
    meaning="selama ini nomor dan produk yang sama ditanyakan dulu, supaya tidak terjual dua kali; "
    "yang masih pending selalu ditanyakan",
    default=f"{_USUAL_HOURS} jam",
)
_SHARED = Key(
    "bersama",
    one_of("ya", "tidak"),
    "",
    accepts="ya, tidak",
    meaning="ya = folder ini dipakai bersama oleh satu grup pengguna komputer ini; tidak = hanya "
    "pemiliknya yang bisa membaca",
    default="tidak",
)
_WHATSAPP = Key(
    "pemasok.*.whatsapp",
    readers.mobile,
    "",
    accepts="nomor HP",
    meaning="nomor WhatsApp pemasok, untuk pesan keluhan (pulsa cek-keluhan)",
    default="pesan tanpa tautan",
)
_COMPLAINT = Key(
    "pemasok.*.keluhan",
    readers.template,
    "",
    accepts=f"teks dengan {', '.join(f'{{{place}}}' for place in OF_COMPLAINT)}",
    meaning="bentuk keluhan yang diminta pemasok itu",
    default="bentuk yang biasa",
)
_SENDER = Key(
    "pengingat.konter",
    _counter,
    "",
    accepts="kode konter, misalnya A",
    meaning="konter yang mengirim pengingat; hanya satu, supaya pelanggan tidak diingatkan dua "
    "kali",
    default="tidak ada yang mengirim",
)
_PROGRAM: Key[tuple[str, ...]] = Key(
    "pengingat.perintah",
    _command,
    (),
    accepts="perintah dengan {nomor}",
    meaning="program yang mengirim satu pesan; pesannya masuk lewat stdin. Untuk cron tulis jalur "
    "lengkapnya. pulsa bertanya sekali sebelum menjalankannya",
    default="belum ada",
)
_FOLDER = Key(
    "pengingat.berkas",
    phrase,
    "",
    accepts="nama folder",
    meaning="tiap pesan menjadi satu berkas di folder ini; pilih ini atau perintah",
    default="belum ada",
)
_PATIENCE = Key(
    "pengingat.tunggu",
    _seconds,
    None,
    accepts="30 detik, 2 menit",
    meaning="paling lama menunggu program itu untuk satu pesan",
    default="30 detik",
)
SPEC = Spec(
    SHOP_FILE,
    "Data konter. Kalau ada yang keliru, pulsa tidak mencatat apa pun.",
    _FORMAT,
    _NAME,
    _ZONE,
    _ADDRESS,
    _PHONE,
    _METHODS,
    _TWIN_HOURS,
    _SHARED,
    _WHATSAPP,
    _COMPLAINT,
    _SENDER,
    _PROGRAM,
    _FOLDER,
    _PATIENCE,
)


def load_shop(root: str) -> ShopSettings:
    """Reads toko.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    values = SPEC.read(root)
    for required, example in ((_FORMAT, "1"), (_ZONE, "WIB")):
        if required not in values:
            raise NotUnderstood(
                f"{SHOP_FILE}:1",
                f"baris '{required.path}:' tidak ada.",
                f"Tambahkan, misalnya '{required.path}: {example}', lalu ulangi.",
            )
    return ShopSettings(
        name=values[_NAME],
        zone=values[_ZONE],
        address=values[_ADDRESS],
        phone=values[_PHONE],
        methods=values[_METHODS] or ["tunai"],
        twin_hours=values[_TWIN_HOURS],
        shared=values[_SHARED] == "ya",
        suppliers=[
            Supplier(name=name, whatsapp=supplier[_WHATSAPP], complaint=supplier[_COMPLAINT])
            for name, _, supplier in values.named("pemasok")
        ],
        channel=ChannelSettings(
            counter=values[_SENDER],
            command=values[_PROGRAM],
            folder=values[_FOLDER],
            patience=values[_PATIENCE] or ChannelSettings().patience,
        ),
    )

"""The shop, `ledger/toko.yaml`."""

import os
from typing import Any

from pulsa_cli.core import ids
from pulsa_cli.core.dates import ZONES
from pulsa_cli.core.shop_settings import SHOP_FILE, ChannelSettings, ShopSettings, Supplier
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.ledger import files
from pulsa_cli.settings import readers
from pulsa_cli.settings.strict_yaml import (
    BadValue,
    Each,
    Source,
    load,
    one_of,
    word,
    words,
)


def load_shop(root: str) -> ShopSettings:
    """Reads toko.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    source = Source(SHOP_FILE, files.read(os.path.join(root, SHOP_FILE)))
    values = load(
        source,
        {
            "format": one_of("1"),
            "nama": word,
            "zona": one_of(*ZONES),
            "alamat": word,
            "telepon": word,
            "cara-bayar": words,
            "pemasok": Each({"whatsapp": readers.mobile, "keluhan": readers.template}),
            "pengingat": {
                "konter": _counter,
                "perintah": _command,
                "berkas": word,
                "tunggu": _seconds,
            },
        },
    )
    for required in ("format", "zona"):
        if required not in values:
            raise NotUnderstood(
                f"{SHOP_FILE}:1",
                f"baris '{required}:' tidak ada.",
                f"Tambahkan, misalnya '{required}: "
                f"{'1' if required == 'format' else 'WIB'}', lalu ulangi.",
            )
    return ShopSettings(
        values.get("nama", ""),
        values["zona"],
        values.get("alamat", ""),
        values.get("telepon", ""),
        values.get("cara-bayar") or ["tunai"],
        [
            Supplier(name, each.get("whatsapp", ""), each.get("keluhan", ""))
            for name, (_, each) in values.get("pemasok", {}).items()
        ],
        _channel(values.get("pengingat", {})),
    )


def _channel(values: dict[str, Any]) -> ChannelSettings:
    return ChannelSettings(
        values.get("konter", ""),
        values.get("perintah", ()),
        values.get("berkas", ""),
        values.get("tunggu") or ChannelSettings().patience,
    )


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


def _seconds(value: Any) -> int | None:
    return readers.measured(value, {"": 1, "detik": 1, "menit": 60}, "30 detik")

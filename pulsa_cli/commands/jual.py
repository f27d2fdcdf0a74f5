"""`pulsa jual`: record a sale; without arguments, one sale a line for the queue."""

from typing import Any

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._queue import sell_queue
from pulsa_cli.commands._sale import sell
from pulsa_cli.commands._typed import Wanted
from pulsa_cli.shop import Shop


@help.command(epilog="Tanpa NOMOR: satu penjualan satu baris, untuk saat antre.")
@click.argument(
    "words", nargs=-1, metavar="[NOMOR/PELANGGAN PRODUK [CARA]]", type=types.ProductCode()
)
@options.yes_option
@click.option("--harga", "price", type=types.Rupiah(), help="Harga jual kali ini.")
@click.option("--modal", "cost", type=types.Rupiah(), help="Harga beli kali ini.")
@click.option(
    "--diskon",
    "discount",
    type=types.Rupiah(hundreds=True),
    help="Potongan harga; menggantikan kartu langganan.",
)
@click.option(
    "--dibayar", "tendered", type=types.Rupiah(), help="Uang yang diterima; kembaliannya dihitung."
)
@click.option(
    "--cara",
    "method",
    type=types.Method(),
    default="",
    help="tunai, tf, qris, …: daftar di toko.yaml.",
)
@click.option(
    "-k",
    "--hutang",
    "credit",
    is_flag=False,
    flag_value="",
    default=None,
    type=types.Client(),
    metavar="[PELANGGAN]",
    help="Kasbon; tanpa nama: milik siapa nomornya.",
)
@click.option(
    "--titipan",
    "prepaid",
    is_flag=False,
    flag_value="",
    default=None,
    type=types.Client(),
    metavar="[PELANGGAN]",
    help="Dibayar dari uang titipannya.",
)
@options.term_option
@click.option(
    "--pesan",
    "message",
    is_flag=True,
    help="Tampilkan pesan kasbon untuk pelanggan, dengan tautan WhatsApp.",
)
@options.sn_option
@options.status_option
@options.again_option
@click.option(
    "--tetap",
    "force",
    metavar="ALASAN",
    type=types.Text(needed=True),
    default=None,
    help="Tetap jual walau aturan melarang.",
)
@click.option(
    "--waktu", "when", metavar="WAKTU", default="", help="Kapan terjadinya: 10.30, 'kemarin 19.05'."
)
@options.cashier_option
@options.note_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, **options: Any) -> None:
    """Catat penjualan: pulsa jual 081234567890 10

    Kasbon: pulsa jual 081234567890 10 -k budi, atau pulsa jual budi 10 -k
    """
    wanted = Wanted.of(options)
    if wanted.words:
        sell(shop, wanted)
    else:
        sell_queue(shop, wanted, cmd)

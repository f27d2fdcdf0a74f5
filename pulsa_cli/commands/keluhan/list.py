"""`pulsa keluhan list`: complaints, the newest first."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import complaints as shown


@help.command()
@click.option("--terbuka", "only_open", is_flag=True, help="Yang belum selesai.")
@click.option(
    "--telat",
    "--overdue",
    "late",
    is_flag=True,
    help="Yang belum selesai dan sudah waktunya dilihat lagi.",
)
@options.format_option
@options.with_shop
def cmd(shop: Shop, only_open: bool, late: bool, form: str) -> None:
    """Daftar keluhan, yang terbaru di atas: pulsa keluhan list --terbuka"""
    now = shop.now
    complaints = (
        complaint
        for complaint in shop.read_books().complaints.all()
        if (not complaint.closed or not only_open) and (complaint.late(now) or not late)
    )
    nothing = (
        "Tidak ada keluhan yang lewat waktunya."
        if late
        else f"Tidak ada keluhan{' yang belum selesai' if only_open else ''}."
    )
    columns.emit_list(complaints, shown.listing(now), form, terminal.width(), nothing)

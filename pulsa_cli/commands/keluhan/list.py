"""`pulsa keluhan list`: complaints, the newest first."""

import click

from pulsa_cli.commands import _click
from pulsa_cli.output import complaints as shown
from pulsa_cli.output import tables, terminal
from pulsa_cli.shop import Shop


@_click.command()
@click.option("--terbuka", "only_open", is_flag=True, help="Yang belum selesai.")
@click.option(
    "--telat",
    "--overdue",
    "late",
    is_flag=True,
    help="Yang belum selesai dan sudah waktunya dilihat lagi.",
)
@_click.format_option
@_click.with_shop
def cmd(shop: Shop, only_open: bool, late: bool, form: str) -> None:
    """Daftar keluhan, yang terbaru di atas: pulsa keluhan list --terbuka"""
    now = shop.now()
    found = [
        each
        for each in shop.complaints.all()
        if (not each.closed or not only_open) and (each.late(now) or not late)
    ]
    nothing = (
        "Tidak ada keluhan yang lewat waktunya."
        if late
        else f"Tidak ada keluhan{' yang belum selesai' if only_open else ''}."
    )
    tables.emit(
        [shown.record(each) for each in found],
        shown.FIELDS,
        form,
        lambda: shown.listing(found, now, terminal.width()) if found else nothing,
    )

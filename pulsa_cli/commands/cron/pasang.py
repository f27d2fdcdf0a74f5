"""`pulsa cron pasang`: has reminders done every day, by cron."""

import os
import sys
from datetime import datetime

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.core import dates
from pulsa_cli.dialog import sending, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import NotSent, WrongUse
from pulsa_cli.outside import crontab, user
from pulsa_cli.outside.channel import Channel
from pulsa_cli.shop import Shop
from pulsa_cli.trade import reminding

_PATH = "/usr/bin:/bin"  # all that cron gives a program (reliability facts §5)


@help.command()
@click.option(
    "--jam", "hour", type=types.Whole("", 23), default="8", help="Mulai jam berapa; biasanya 8."
)
@click.option("--kirim", "send", is_flag=True, help="Kirim sendiri lewat saluran di toko.yaml.")
@click.option("--cetak", "only_print", is_flag=True, help="Tampilkan barisnya saja.")
@options.with_shop
def cmd(shop: Shop, hour: int, send: bool, only_print: bool) -> None:
    """Jalankan pulsa ingatkan setiap hari: pulsa cron pasang --jam 8

    Setiap jam sejak jam itu dicoba, dan sekali sehari dikerjakan: komputer yang baru menyala pukul
    08.30 tetap mengingatkan. Memasang lagi mengubah yang sudah ada.
    """
    rules = shop.policy.reminding
    if not rules.first_hour <= hour < rules.last_hour:
        raise WrongUse(
            f"--jam {hour} di luar jam mengingatkan ({rules.hours}, "
            f"ledger/kebijakan.yaml). Pilih {rules.first_hour} sampai "
            f"{rules.last_hour - 1}."
        )
    if send:
        _check_channel(shop)
    zone = dates.ZONES[shop.settings.zone]
    log = user.path(crontab.LOG, shop.root)
    user.make_folder()
    line = crontab.line(
        shop.root,
        _program(),
        log,
        crontab.schedule(hour, zone, datetime.now().astimezone()),
        send,
    )
    if only_print:
        click.echo(line)
        return
    found = crontab.look(shop.root)
    crontab.put(shop.root, line)
    done = (
        "pelanggan diingatkan dan pemilik mendapat ringkasan"
        if send
        else "pemilik mendapat ringkasan"
    )
    terminal.acknowledge(
        f"Terpasang: setiap hari mulai pukul {hour:02}.00 {shop.settings.zone} "
        f"{done}.\nHasilnya tersimpan di {log}\n"
        "Lihat: pulsa cron lihat · Lepas: pulsa cron lepas"
    )
    for dead in found.dead:
        terminal.warn(crontab.of_dead(dead))


def _check_channel(shop: Shop) -> None:
    """Raises Refused or NotSent where the channel would not work under cron, which can't be asked
    whether it may be used."""
    shop.settings.require_name()
    reminding.refuse_other_counter(shop.settings.channel.counter, shop.device.require_counter())
    channel, command = Channel(shop.root, shop.settings.channel), shop.settings.channel.command
    if command and not channel.program(_PATH):
        whole = " ".join([channel.program() or "", *command[1:]])
        raise NotSent(
            f"Program '{command[0]}' tidak akan ditemukan oleh cron. Tulis jalur "
            f"lengkapnya di toko.yaml: perintah: {whole}"
        )
    sending.require_agreed(at_the_counter(), channel)


def _program() -> list[str]:
    """How this program is started, from whatever folder."""
    started = os.path.abspath(sys.argv[0])
    if os.path.basename(started) == "__main__.py":
        return [sys.executable, "-m", "pulsa_cli"]
    return [started]

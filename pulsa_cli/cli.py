"""The table of commands, the root options, and the one place where errors become messages and
exit codes.

A command's module is loaded when it is called; the table carries the help lines, so that
`pulsa --help` loads none of them.
"""

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pulsa_cli import __version__
from pulsa_cli import shop as shops
from pulsa_cli.commands.help import IndonesianHelp, explain, long_dash, with_minus
from pulsa_cli.core.text import nearest
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import PulsaError, WrongUse, reason

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Menu = dict[str, Any]
COMMANDS: Menu = {
    "init": "Buat folder toko baru.",
    "jual": "Catat penjualan.",
    "transaksi": (
        "Cari dan betulkan penjualan.",
        {
            "list": "Daftar penjualan, biasanya hari ini.",
            "lihat": "Semua tentang satu penjualan.",
            "sn": "Catat nomor seri (SN) dari pemasok.",
            "sukses": "Yang pending sudah masuk.",
            "gagal": "Isi ulang gagal; uang kembali atau ditahan.",
            "ulang": "Jual lagi yang gagal, dengan uang yang sama.",
            "salah-nomor": "Pulsa masuk ke nomor yang salah.",
            "pindah": "Tercatat untuk pelanggan yang salah.",
            "menunggu": "Periksa yang pending satu per satu.",
        },
    ),
    "batal": "Batalkan catatan yang salah tulis.",
    "pelanggan": (
        "Pelanggan: nomor, kasbon, titipan.",
        {
            "tambah": "Daftarkan pelanggan.",
            "ubah": "Ubah nama, nomor, tempo, gajian, …",
            "list": "Daftar pelanggan dengan kasbonnya.",
            "lihat": "Semua tentang satu pelanggan.",
            "satukan": "Dua catatan, satu orang.",
        },
    ),
    "titipan": (
        "Uang titipan pelanggan.",
        {
            "terima": "Terima uang; kasbon dibayar dulu.",
            "ambil": "Serahkan kembali.",
            "list": "Siapa punya berapa.",
        },
    ),
    "pesanan": (
        "Pesanan untuk hari lain, bayar di muka.",
        {
            "tambah": "Catat pesanan, dengan atau tanpa uang muka.",
            "list": "Yang belum diisi; --hari-ini, --telat.",
            "isi": "Isi pesanan, dengan harga yang disepakati.",
            "bayar": "Uang muka lagi untuk pesanan.",
            "batal": "Pesanan tidak jadi.",
        },
    ),
    "kartu": (
        "Kartu langganan.",
        {
            "list": "Siapa punya kartu apa.",
            "lihat": "Kartu satu pelanggan, dengan angkanya.",
            "cetak": "Kartu untuk dicetak atau dikirim.",
        },
    ),
    "hutang": (
        "Kasbon: siapa, berapa, kapan.",
        {
            "list": "Daftar kasbon; --overdue: yang lewat.",
            "bayar": "Terima pembayaran.",
            "tambah": "Hutang tanpa penjualan.",
            "undur": "Undurkan jatuh tempo.",
            "cicil": "Bagi menjadi cicilan.",
            "janji": "Catat kapan pelanggan berjanji bayar.",
            "tahan": "Sedang dipersoalkan; tidak ditagih dulu.",
            "ikhlaskan": "Hapus yang tidak akan dibayar.",
            "umur": "Berapa lama lewat jatuh tempo.",
            "rekap": "Kasbon seorang pelanggan, untuk WhatsApp.",
            "impor": "Masukkan buku hutang lama.",
        },
    ),
    "cek-keluhan": "Pulsa tidak masuk? Cari sebabnya.",
    "keluhan": (
        "Keluhan pembeli.",
        {
            "list": "Daftar keluhan; --terbuka, --telat.",
            "lihat": "Semua tentang satu keluhan.",
            "lanjut": "Lanjutkan pemeriksaannya.",
            "catat": "Tulis perkembangannya.",
            "selesai": "Catat bagaimana akhirnya.",
            "ringkas": "Sebab menurut bulan dan operator.",
        },
    ),
    "kebijakan": "Aturan kasbon, dan posternya.",
    "ingatkan": "Ingatkan yang belum membayar.",
    "cron": (
        "Pengingat setiap hari, sendiri.",
        {
            "pasang": "Jalankan pulsa ingatkan setiap hari.",
            "lihat": "Terpasang atau tidak, dan terakhir jalan.",
            "lepas": "Tidak usah lagi.",
        },
    ),
    "produk": (
        "Daftar harga.",
        {
            "list": "Produk dengan harga dan modal.",
            "harga": "Ubah harga atau modal satu produk.",
        },
    ),
    "completion": "Pelengkap perintah untuk bash, zsh atau fish.",
}
ALIASES = {"utang": "hutang", "kasbon": "hutang"}


class LazyGroup(IndonesianHelp, click.Group):
    """A group whose commands are named in a menu and loaded when called."""

    def __init__(
        self, *args: Any, menu: Menu, path: str = "pulsa_cli.commands", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.menu, self.path = menu, path

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.menu)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.menu:
            return None
        path = f"{self.path}.{cmd_name.replace('-', '_')}"
        entry = self.menu[cmd_name]
        if isinstance(entry, tuple):
            return LazyGroup(
                cmd_name,
                menu=entry[1],
                path=path,
                help=entry[0],
                no_args_is_help=True,
                subcommand_metavar="PERINTAH …",
            )
        loaded: click.Command = importlib.import_module(path).cmd
        return loaded

    def help_line(self, name: str) -> str:
        entry = self.menu[name]
        return str(entry[0] if isinstance(entry, tuple) else entry)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Perintah"):
            formatter.write_dl([(name, self.help_line(name)) for name in self.menu])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if ctx.parent is None:
            args = [ALIASES.get(args[0], args[0]), *args[1:]]
        name = args[0]
        if with_minus(name) and not ctx.resilient_parsing:
            raise long_dash(
                ctx, name, [opt for param in self.get_params(ctx) for opt in param.opts]
            )
        if name in self.menu or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = nearest(name, self.menu, 1)
        hint = f" Maksudnya: {ctx.command_path} {near[0]}?" if near else ""
        raise click.UsageError(f"Tidak ada perintah '{name}'.{hint}", ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        names = [name for name in self.menu if name.startswith(incomplete)]
        return [
            CompletionItem(name, help=self.help_line(name)) for name in names
        ] + click.Command.shell_complete(self, ctx, incomplete)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"pulsa {__version__}")
        ctx.exit()


@click.pass_context
def _alone(ctx: click.Context, toko: str | None) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(importlib.import_module("pulsa_cli.commands.papan").cmd)


root = LazyGroup(
    "pulsa",
    menu=COMMANDS,
    invoke_without_command=True,
    callback=_alone,
    subcommand_metavar="[PERINTAH] …",
    help="Buku catatan konter pulsa: penjualan tersimpan di berkas biasa milik Anda. Tanpa "
    "perintah: papan hari ini.",
    params=[
        click.Option(
            ["--toko"],
            metavar="FOLDER",
            help="Folder toko; biasanya dicari sendiri dari folder ini ke atas.",
        ),
        click.Option(
            ["--versi", "--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help="Tampilkan versi.",
        ),
    ],
)


def run() -> NoReturn:
    """The installed `pulsa`. Leaves without Python's tear-down, which would cost a sale another
    eighth of its time; by then every file is closed and both streams are flushed."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            pass
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line; returns the exit code (design §7)."""
    _open_streams()
    if fixed := os.environ.get("PULSA_SEKARANG"):
        click.echo(f"(jam disetel: PULSA_SEKARANG={fixed})", err=True)
    try:
        if "_PULSA_COMPLETE" in os.environ:
            importlib.import_module("pulsa_cli.commands.completion")
            root.main(prog_name="pulsa")  # answers the shell and exits
        words = sys.argv[1:] if arguments is None else list(arguments)
        with root.make_context("pulsa", words) as ctx:
            root.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except Exception as error:
        return _failed(error)
    except KeyboardInterrupt:
        return _interrupted()
    return 0


def _open_streams() -> None:
    """A stream that the caller closed points nowhere, so that no ledger file gets its number;
    what a stream can't show is replaced."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="replace")


def _failed(error: Exception) -> int:
    """Says what went wrong; returns the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    if isinstance(error, PulsaError):
        terminal.note(str(error))
        return error.exit_code
    if isinstance(error, click.ClickException):
        terminal.note(explain(error))
        return WrongUse.exit_code
    if isinstance(error, (click.Abort, EOFError)):
        return _interrupted()
    if isinstance(error, BrokenPipeError):
        terminal.discard_stdout()
        return 0
    if isinstance(error, OSError):
        terminal.note(_of_system(error))
        terminal.discard_stdout()
        return 1
    return _bug()


def _of_system(error: OSError) -> str:
    """What is said of an error of the system that nobody expected, and what to do about it."""
    if not error.filename and not _has_place():
        return (
            "Folder tempat Anda berada sudah tidak ada (dihapus atau dipindah). "
            "Masuk dulu ke folder toko dengan cd, lalu ulangi."
        )
    name = f"{error.filename}: " if error.filename else ""
    fix = "Periksa berkas, izin dan ruang disk"
    if error.errno in (errno.EMFILE, errno.ENFILE):
        fix = "Tutup program lain, atau naikkan batasnya dengan ulimit -n 1024"
    return f"{name}{reason(error)}. {fix}, lalu ulangi."


def _has_place() -> bool:
    """Is the current folder there?"""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _interrupted() -> int:
    terminal.note("\nDihentikan; yang ini tidak dicatat.")
    return 130


def _bug() -> int:
    """Puts the traceback into the shop's log, or a file of its own where there is no shop."""
    import tempfile
    import traceback

    from pulsa_cli.core import secrets  # what was typed may have some

    trace = f"pulsa {__version__} {' '.join(sys.argv[1:])}\n{traceback.format_exc()}\n"
    trace, _ = secrets.without(trace)
    try:
        shop = shops.find()
        shop.device.write_log(trace)
        path = shop.device.log
        with suppress(PulsaError, OSError):
            shop.drop_index()
    except (PulsaError, OSError):
        file, path = tempfile.mkstemp(prefix="pulsa-", suffix=".log")
        with open(file, "w", encoding="utf-8") as log:
            log.write(trace)
    terminal.note(
        "Maaf, ini kesalahan di dalam pulsa sendiri. Catatan Anda aman. "
        f"Rinciannya ada di {path}; kirimkan kepada pembuat pulsa."
    )
    return 70

"""`pulsa init`: a new shop folder, empty or with two months of sample trade."""

import os
import random
import re
import shlex
from datetime import timedelta

import click

from pulsa_cli.commands import help, types
from pulsa_cli.core import ids
from pulsa_cli.core.schema import COMPLAINTS, MONEY, ORDERS, PEOPLE, SALES
from pulsa_cli.core.shop_settings import SHOP_FILE
from pulsa_cli.dialog import free_text, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.outside import git
from pulsa_cli.settings import starter
from pulsa_cli.settings.sample import (
    DAYS,
    sample_buyers,
    sample_complaints,
    sample_corrections,
    sample_customers,
    sample_endings,
    sample_orders,
    sample_payments,
    sample_prepaid,
    sample_trade,
)
from pulsa_cli.shop import Shop, find, make_counter, make_folder

_SEED = 2026


@help.command()
@click.argument("folder", metavar="[FOLDER]", required=False, default=".")
@click.option(
    "--nama", "name", type=types.Name(needed=True), help="Nama konter, untuk struk dan pesan."
)
@click.option(
    "--konter",
    "counter",
    metavar="KODE",
    help="Kode perangkat ini, satu sampai tiga huruf; biasanya A.",
)
@click.option(
    "--lanjutkan",
    "resume",
    is_flag=True,
    help="Folder toko yang sudah ada jadi konter lagi: folder .git-nya terhapus.",
)
@click.option("--contoh", "sample", is_flag=True, help="Isi dengan dua bulan penjualan contoh.")
def cmd(folder: str, name: str | None, counter: str | None, resume: bool, sample: bool) -> None:
    """Buat folder toko baru: pulsa init konter-saya --nama "Berkah Cell" """
    if resume:
        if name or sample:
            raise WrongUse("--lanjutkan tidak bisa bersama --nama atau --contoh.")
        _resume(find(folder), counter)
        return
    counter = (counter or "A").upper()
    if not ids.is_counter(counter):
        raise WrongUse(f"--konter '{counter}' harus satu sampai tiga huruf, misalnya A.")
    root = os.path.abspath(folder)
    starter.refuse_shop(root)
    name = name or _asked_name(root)
    try:
        in_git = _make(root, name, counter, sample)
    except (PulsaError, OSError):
        is_shop = os.path.exists(os.path.join(root, SHOP_FILE))
        state = "sudah ada, tetapi belum lengkap" if is_shop else "belum jadi; ulangi perintah ini"
        terminal.note(f"Toko di {root} {state}.")
        raise
    _say_next(folder, root, name, in_git)


def _make(root: str, name: str, counter: str, sample: bool) -> bool:
    """Makes the shop; is it in git?"""
    make_folder(root)
    repository = os.path.lexists(os.path.join(root, ".git")) or git.start(root)
    make_counter(root, counter)
    created, kept = starter.create(root, name, counter)
    foreign = git.foreign(root) if repository else ""
    if foreign:
        terminal.note(
            f"Belum disimpan ke git: {foreign}, dan bukan dari pulsa. Kalau itu dari Anda sendiri: "
            "git add -A, lalu git commit."
        )
    elif repository:
        git.commit(root, created, "Folder toko baru")
    for path in kept:
        terminal.note(f"Sudah ada, dibiarkan: {path}")
    if sample:
        _fill(Shop(root))
    return repository


def _resume(shop: Shop, counter: str | None) -> None:
    """Makes this machine the counter again that it was, after its device folder was lost."""
    device = shop.device
    if device.counter:
        raise Refused(f"Folder ini masih konter {device.counter}; tidak ada yang diubah.")
    if device.is_in_git:
        raise Refused(
            "Folder ini punya .git, jadi ini salinan (clone) dari folder konter; dua konter dengan "
            "kode yang sama akan memberi nomor yang sama. Catat di folder aslinya. Kalau .git itu "
            "baru dibuat sesudah yang lama terhapus: ganti dulu namanya, lalu ulangi."
        )
    here = device.made_here()
    codes = [code for code in here if counter is None or code == counter.upper()]
    if len(codes) != 1:
        raise Refused(
            f"Pilih konternya dengan --konter: {', '.join(here)}."
            if codes
            else "Tidak ada yang bisa dilanjutkan: menurut ledger/konter/ konternya dibuat di "
            "perangkat lain. Catat di perangkat itu."
        )
    make_counter(shop.root, codes[0], ids.day_code(shop.today))
    terminal.acknowledge(
        f"Folder ini konter {codes[0]} lagi. Nomor catatan hari ini mulai dari 1001, supaya tidak "
        "ada yang terpakai dua kali.\nYang ikut hilang: riwayat git, dan catatan yang salinannya "
        "hanya ada di sana. Cocokkan hari ini dengan aplikasi server: pulsa transaksi list"
    )


def _asked_name(root: str) -> str:
    """The shop's name: asked on a terminal, otherwise made from the folder's name."""
    words = re.sub(r"[-_.]+", " ", os.path.basename(root)).split()
    proposed = " ".join(words).title() or "Konter"
    question = f"Nama konter [Enter = {proposed}]:"
    return free_text.plain(at_the_counter().ask(question), "Nama konter") or proposed


def _fill(shop: Shop) -> None:
    rng, now = random.Random(_SEED), shop.now
    buyers = sample_buyers(rng)
    with shop.locked():
        customers = shop.ledger.append(PEOPLE, sample_customers(rng, buyers, now))
        by_number = {row["nomor"]: row for row in customers}
        sales = shop.ledger.append(
            SALES, sample_trade(rng, shop.products.products, buyers, by_number, now)
        )
        shop.ledger.append(SALES, sample_corrections(rng, sales, now))
        shop.ledger.append(MONEY, sample_payments(rng, sales, now))
        shop.ledger.append(MONEY, sample_prepaid(customers, now))
        shop.ledger.append(ORDERS, sample_orders(shop.products.products, buyers, customers, now))
        complaints = shop.ledger.append(COMPLAINTS, sample_complaints(rng, sales, now))
        shop.ledger.append(COMPLAINTS, sample_endings(complaints, now))
    starter.start_card(shop.root, now.date() - timedelta(DAYS))
    terminal.note(f"{len(sales)} penjualan contoh untuk {len(customers)} pelanggan dicatat.")


def _say_next(folder: str, root: str, name: str, in_git: bool) -> None:
    without_git = "" if in_git else " (tanpa git: git tidak ditemukan)"
    is_here = root == os.path.abspath(".")
    enter = "" if is_here else f"cd {shlex.quote(folder)} && "
    terminal.acknowledge(
        f'Toko "{name}" siap di {root}{without_git}\n'
        f"1. Sesuaikan harga dan modal: ledger/produk.csv (atau: pulsa produk harga)\n"
        f"2. Periksa zona waktu, cara bayar dan tempo kasbon: ledger/toko.yaml, "
        f"ledger/kebijakan.yaml\n"
        f"3. Mulai jualan: {enter}pulsa jual 081234567890 10"
    )

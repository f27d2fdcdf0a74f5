"""`pulsa kebijakan`: the payment policy as text, and as a sheet for the wall."""

import os

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import NotUnderstood, Refused
from pulsa_cli.ledger import files
from pulsa_cli.shop import Shop
from pulsa_cli.show import loyalty, policy, poster


@help.command()
@click.option(
    "--poster",
    "path",
    metavar="FILE.html",
    type=types.Text(needed=True),
    help="Tulis lembar A4 untuk ditempel di dekat kasir.",
)
@options.with_shop
def cmd(shop: Shop, path: str | None) -> None:
    """Aturan kasbon konter ini, menurut ledger/kebijakan.yaml dan kartu.yaml

    Posternya: pulsa kebijakan --poster poster.html, lalu buka di browser dan cetak.
    """
    rules, settings = shop.policy, shop.settings
    if not path:
        try:
            card = loyalty.rules_said(shop.card, shop.today)
        except NotUnderstood:
            click.echo(policy.text(rules, settings.methods, []))
            raise  # behind the rest
        click.echo(policy.text(rules, settings.methods, card))
        return
    card = loyalty.rules_said(shop.card, shop.today)
    settings.require_name()
    path = os.path.abspath(path)
    if os.path.isdir(path):
        raise Refused(f"{path} adalah folder. Tulis nama berkasnya, misalnya poster.html.")
    if not os.path.isdir(os.path.dirname(path)):
        raise Refused(f"Folder {os.path.dirname(path)} tidak ada.")
    if os.path.exists(path) and not (
        os.path.isfile(path) and poster.MARK.encode() in files.read(path)
    ):
        raise Refused(f"{path} sudah ada dan bukan poster pulsa. Pilih nama lain.")
    html = poster.page(settings.name, settings.phone, rules, settings.methods, card)
    files.replace(path, html.encode("utf-8"))
    terminal.acknowledge(f"Poster: {path}\nBuka di browser, lalu cetak di kertas A4.")

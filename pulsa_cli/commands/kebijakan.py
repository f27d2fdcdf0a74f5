"""`pulsa kebijakan`: the payment policy as text, and as a sheet for the wall."""

import click

from pulsa_cli.commands import help, options, types
from pulsa_cli.dialog import terminal
from pulsa_cli.errors import NotUnderstood
from pulsa_cli.outside import sheet
from pulsa_cli.shop import Shop
from pulsa_cli.show import loyalty, policy, poster


@help.command()
@click.option(
    "--poster",
    "path",
    metavar="FILE.html",
    type=types.Words(),
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
    html = poster.page(settings.name, settings.phone, rules, settings.methods, card)
    written = sheet.write(path, html, poster.MARK)
    terminal.acknowledge(f"Poster: {written}\nBuka di browser, lalu cetak di kertas A4.")

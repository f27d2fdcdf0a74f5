"""`pulsa kartu list`: who has which level of the loyalty card."""

import click

from pulsa_cli.commands import help, options
from pulsa_cli.dialog import days, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import loyalty as shown
from pulsa_cli.trade import credit

_NOBODY = "Belum ada yang punya kartu. Yang mendekati: pulsa kartu list --semua"


@help.command()
@click.option("--semua", "every", is_flag=True, help="Juga yang belum punya kartu.")
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, every: bool, day: str, form: str) -> None:
    """Siapa punya kartu apa: pulsa kartu list

    Dihitung dari catatan saat ini; syaratnya di ledger/kartu.yaml.
    """
    rules = credit.require_card(shop.card, shop.today)
    as_of = days.past(at_the_counter(form != "tabel"), day, shop.today)
    order = [None, *rules.levels]
    holders = shop.read_books(as_of).loyalty(shop.card).all()
    listed = sorted(
        (holder for holder in holders if every or holder.level),
        key=lambda holder: -order.index(holder.level),
    )
    columns.emit_list(listed, shown.listing(rules), form, terminal.width(), _NOBODY)

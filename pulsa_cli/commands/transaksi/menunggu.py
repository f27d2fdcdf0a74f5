"""`pulsa transaksi menunggu`: walks through the pending top-ups."""

from pulsa_cli.commands import help, options, types
from pulsa_cli.commands._corrections import CASH, LATER, PREPAID, fail, succeed
from pulsa_cli.core import dates
from pulsa_cli.core.sales import Sale
from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import PulsaError
from pulsa_cli.shop import Shop
from pulsa_cli.show import columns
from pulsa_cli.show import sales as shown

BACK = (CASH, PREPAID, LATER)


@help.command()
@options.cashier_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, cashier: str, form: str) -> None:
    """Yang pending satu per satu: s = sukses, g = gagal, Enter = lewati.

    Sesudah s boleh langsung SN-nya; g tunai: uangnya dikembalikan sekarang (atau g titipan,
    g nanti).
    """
    waiting = shop.read_books().sales.pending()
    if waiting and at_the_counter(form != "tabel").here:
        _walk(shop, waiting, cashier)
        return
    listing = shown.listing(waiting, shop.device.counter, shop.today)
    columns.emit_list(waiting, listing, form, terminal.width(), "Tidak ada yang pending.")


def _walk(shop: Shop, waiting: list[Sale], cashier: str) -> None:
    try:
        for place, sale in enumerate(waiting, 1):
            terminal.note(f"{place}/{len(waiting)}  {shown.brief(sale)} · {_age(shop, sale)}")
            while not _answered(shop, sale, cashier):
                pass
    except (KeyboardInterrupt, EOFError):
        if not shop.recorded:
            raise
        terminal.note("")


def _answered(shop: Shop, sale: Sale, cashier: str) -> bool:
    """Asks about one sale; False when the answer could not be read or was refused."""
    verb, _, rest = Person().ask("  s [SN] · g [tunai] · Enter = lewati:").partition(" ")
    try:
        if verb.lower() == "s":
            succeed(shop, sale.id, types.Text().convert(rest, None, None), cashier)
        elif verb.lower() == "g" and rest.strip().lower() in ("", *BACK):
            fail(shop, sale.id, rest.strip().lower(), cashier)
        elif verb:
            terminal.note("  Ketik s, s SN, g, g tunai, atau Enter saja.")
            return False
    except PulsaError as error:
        terminal.note(str(error))
        return False
    return True


def _age(shop: Shop, sale: Sale) -> str:
    age = shop.now - sale.time
    if age.days:
        return f"sejak {dates.show_day(sale.time.date())}"
    return f"sudah {dates.show_span(age)}"

"""`pulsa transaksi ulang`: the same sale again, paid with the money of the one that failed."""

from pulsa_cli.commands import help, options
from pulsa_cli.core.schema import SALES
from pulsa_cli.dialog import choosing, terminal
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.shop import Shop
from pulsa_cli.show import correcting as shown
from pulsa_cli.show.selling import same_sn, same_today
from pulsa_cli.trade.correcting import sale_of
from pulsa_cli.trade.repeating import Wish, repeat, twins_before
from pulsa_cli.trade.selling import sold_before


@help.command()
@options.id_argument
@options.sn_option
@options.status_option
@options.again_option
@options.force_option
@options.cashier_option
@options.note_option
@options.with_shop
def cmd(
    shop: Shop,
    typed_id: str,
    sn: str,
    status: str,
    again: bool,
    force: str | None,
    cashier: str,
    note: str,
) -> None:
    """Jual lagi yang gagal: pulsa transaksi ulang J17

    Uang yang masih di konter dipakai; yang sudah dikembalikan dibayar lagi. Sesudah salah-nomor,
    yang diisi nomor yang benar.
    """

    person, books = at_the_counter(), shop.read_books()
    id = choosing.row(person, books, typed_id)
    twins = () if again else twins_before(books, shop, sale_of(books, id)).asked
    again = person.agree_again(sold_before(twins[0]) if twins else "") or again
    wish = Wish(sn, status, again, force or "")
    with shop.writing():
        books = shop.read_books()
        plan = repeat(books, shop, sale_of(books, id), wish)
        for sale in plan.same_sn:
            terminal.warn(same_sn(sale))
        if plan.form:
            terminal.note(same_today(plan.form))
        if plan.broken:
            terminal.warn(f"aturan dilewati: {plan.broken}.")
        if plan.loss:
            terminal.warn(plan.loss)
        said = shown.repeated(plan)
        row = shop.append(SALES, {**plan.row, "kasir": cashier, "catatan": note})
    terminal.acknowledge(f"Tercatat {row['id']}: {said}")

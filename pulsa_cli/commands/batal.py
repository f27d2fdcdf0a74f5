"""`pulsa batal`: voids a row that was recorded by mistake, by another row that names it."""

from pulsa_cli.commands import help, options
from pulsa_cli.core import ids
from pulsa_cli.core.kinds import UNITED
from pulsa_cli.core.schema import SALES
from pulsa_cli.dialog import choosing, free_text, terminal
from pulsa_cli.dialog.person import Person, at_the_counter
from pulsa_cli.errors import WrongUse
from pulsa_cli.shop import Shop
from pulsa_cli.show.sales import brief
from pulsa_cli.show.voiding import apart, refund_asked, to_hand_back, voided
from pulsa_cli.trade.voiding import LETTERS, void


@help.command()
@options.id_argument
@options.reason_option
@options.cashier_option
@options.with_shop
def cmd(shop: Shop, typed_id: str, reason: str | None, cashier: str) -> None:
    """Batalkan catatan yang salah tulis: pulsa batal J17 --alasan "salah produk"

    J17 penjualan, H3 uang pelanggan, P2 pelanggan, O4 pesanan, K1 keluhan, R1 pengingat.
    Catatannya tetap ada dan terbaca; pembatalan adalah catatan baru. Untuk isi ulang yang gagal
    pakai: pulsa transaksi gagal ID. Untuk pesanan yang tidak jadi: pulsa pesanan batal ID
    """
    person = at_the_counter()
    id = choosing.row(person, shop.read_books(), typed_id, LETTERS)
    reason = reason or _asked_reason(person, shop, id)
    plan = void(shop.read_books(), id)
    if plan.is_refund:
        person.agree(refund_asked(plan), assumed=False)
    with shop.writing():
        plan = void(shop.read_books(), id)
        said = voided(plan)
        row = shop.append(plan.table, {**plan.row, "alasan": reason, "kasir": cashier})
    terminal.acknowledge(f"Tercatat {row['id']}: {id} dibatalkan{said}")
    if plan.of["jenis"] == UNITED:
        for line in apart(shop.read_books(), plan.of):
            terminal.acknowledge(line)
    if hint := to_hand_back(plan):
        terminal.note(hint)


def _asked_reason(person: Person, shop: Shop, id: str) -> str:
    if not person.here:
        raise WrongUse('--alasan belum ditulis. Contoh: pulsa batal J17 --alasan "salah produk"')
    if ids.letter(id) == SALES.letter:
        books = shop.read_books()
        sale = books.sales.get(id)
        terminal.note(brief(sale, books.advance_of(sale)))
    reason = free_text.line(person.ask(f"Alasan membatalkan {id}:"), "Alasan")
    if not reason:
        raise WrongUse("Alasan belum ditulis; tidak ada yang dibatalkan.")
    return reason

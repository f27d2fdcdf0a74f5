"""A sale in words: before it is made, while it is read back, and once it is on disk."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pulsa_cli.core import dates, phone
from pulsa_cli.core.kinds import SUCCEEDED
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import KASBON, TITIPAN, Sale
from pulsa_cli.core.schema import Row
from pulsa_cli.core.ways import Parts, parts_of, told
from pulsa_cli.show.credit import already_open, late, money_now, paid_before
from pulsa_cli.trade.selling import Background, Offer

if TYPE_CHECKING:
    from pulsa_cli.core.loyalty import Gift
    from pulsa_cli.core.policy import Policy
    from pulsa_cli.show.messages import Messages

_LESSONS = 2  # of earlier complaints; more would not be read with a queue waiting


def warnings(offer: Offer, known: Background, now: datetime) -> Iterator[str]:
    """What speaks against the number, the price, the SN or the goods, a line each."""
    yield from offer.quote.warnings
    for sale in known.same_sn:
        yield same_sn(sale)
    if known.complaints:
        from pulsa_cli.show.complaints import lessons  # hardly a sale needs it

        yield from lessons(known.complaints, now)[:_LESSONS]
    order = offer.request.order
    if order and order.due > (offer.request.moment or now).date():
        yield f"pesanan {order.id} untuk {dates.show_day(order.due)}, diisi lebih awal."
    for order in known.orders:
        yield (
            f"ini juga dipesan ({order.id}, untuk {dates.show_day(order.due)}). "
            f"Mengisi pesanannya: pulsa pesanan isi {order.id}"
        )


def same_today(form: str) -> str:
    """That a server may want the same, a second time within a day, in this form."""
    return f"Nomor dan produk sama dalam sehari; kalau server menolak, tulis {form}"


def same_sn(sale: Sale) -> str:
    """That another sale has the same SN."""
    from pulsa_cli.show.sales import brief  # hardly a sale needs it

    return f"SN ini juga dipakai {brief(sale)}. Periksa di aplikasi pemasok."


def account(offer: Offer, day: date) -> Iterator[str]:
    """What the customer's account says on the day of the sale, before it becomes more."""
    customer = offer.request.customer
    if customer and offer.due and offer.standing.owed:
        yield already_open(customer, offer.standing, day)
    if customer and offer.late:
        yield f"Perhatian: {late(customer, offer.standing, offer.late, day)}"
    if offer.unchecked:
        yield f"Perhatian: {offer.unchecked} Kasbon yang lewat tidak diperiksa."


def read_back(offer: Offer) -> str:
    """`Budi · 0812-3456-7890 · Telkomsel · Pulsa 10.000 · Rp12.000`, before recording."""
    quote, product, request = offer.quote, offer.quote.product, offer.request
    parts = [request.customer.called] if request.customer else []
    parts.append(phone.group(quote.number))
    parts += [product.name] if product.label == product.name else [product.operator, product.name]
    if quote.owed < quote.total:  # else said as what is owed
        parts.append(rupiah(quote.total))
    moved = offer.received.moved if len(offer.received.moved) > 1 else []
    parts += _payment(offer, moved)
    if moved and quote.paid == quote.total:
        parts.append(told(quote.paid, moved))
    if request.order:
        parts.append(f"pesanan {request.order.id} untuk {dates.show_day(request.order.due)}")
    if quote.owed:
        parts.append(on_account(quote.owed, offer.prepaid, offer.advance, offer.due))
    if offer.gift:
        parts.append(gift(offer.gift, quote.total))
    return " · ".join(parts) + dates.show_at(request.moment)


def recorded(row: Row, offer: Offer) -> Iterator[str]:
    """The lines after a sale is on disk: what was sold, what the customer owes now, and for when
    an order comes next."""
    quote, customer, order = offer.quote, offer.request.customer, offer.request.order
    total, ways = rupiah(quote.total), offer.received.moved
    if quote.total and quote.total == quote.paid:
        total = told(quote.total, ways or [(row["cara"], 0)])
    elif quote.total and quote.total == quote.owed and not offer.advance:
        total += f" {row['cara']}"
    parts = [f"Tercatat {row['id']}", row["nomor"], row["nama"], total]
    if row["status"] != SUCCEEDED:
        parts.append(row["status"])
    parts += _payment(offer, ways)
    parts += [gift(offer.gift, quote.total)] if offer.gift else []
    yield " · ".join(parts) + dates.show_at(offer.request.moment)
    if customer and quote.owed:
        said = on_account(quote.owed, offer.prepaid, offer.advance, offer.due)
        yield f"{customer.called}: {said} · {money_now(offer.after)}"
    if order and (following := order.order.following(date.fromisoformat(row["waktu"][:10]))):
        yield f"Berikutnya {dates.show_day(following)}."


def message(row: Row, offer: Offer, messages: "Messages", policy: "Policy") -> str:
    """What the customer is told of an order that is fulfilled, or of a debt that was made, with
    the WhatsApp link to the customer's own number; empty where there is nothing to tell."""
    from pulsa_cli.show.policy import consequence
    from pulsa_cli.show.whatsapp import with_link

    customer, quote, due = offer.request.customer, offer.quote, offer.due
    if customer is None:
        return ""
    goods, left = f"{row['nama']} untuk {row['nomor']}", quote.owed - offer.prepaid
    if offer.request.order:
        ready = messages.order_ready(customer.name, goods, quote.total, offer.prepaid, left, due)
        return with_link(ready, customer.numbers)
    if not left or not due:
        return ""
    paid_now = f" (sudah dibayar {rupiah(quote.paid)})" if quote.paid else ""
    given = messages.credit_given(
        customer.name, goods + paid_now, left, due, offer.after.owed, consequence(policy)
    )
    return with_link(given, customer.numbers)


def on_account(amount: int, prepaid: int, advance: int, due: date | None) -> str:
    """What of a sale goes to the customer's account: rupiah, how much of it was paid before, of
    that in `advance` for its order, and the due date of the rest."""
    parts = paid_before(prepaid, advance)
    if amount > prepaid and due:
        parts.append(f"kasbon {rupiah(amount - prepaid)}, jatuh tempo {dates.show_day(due)}")
    return " · ".join(parts)


def gift(given: "Gift", total: int) -> str:
    """`Kartu Perak: hemat Rp500`. `total` is what is left to pay, rupiah."""
    free = "gratis, " if not total else ""
    return f"Kartu {given.level}: {free}hemat {rupiah(given.amount)}"


def _payment(offer: Offer, ways: Parts) -> list[str]:
    """How it is paid, where that is not simply all at once."""
    quote = offer.quote
    parts = [f"{rupiah(quote.carried)} dari yang tertahan"] if quote.carried else []
    if quote.paid and (quote.owed or quote.carried):
        parts.append(f"dibayar {told(quote.paid, ways)}")
    said = quote.change > offer.received.change or not ways
    return [*parts, f"kembalian {rupiah(quote.change)}"] if quote.change and said else parts


def summary(sold: Sequence[tuple[Row, Offer]]) -> str:
    """`3 penjualan · Rp36.000 (tunai Rp24.000, kasbon Rp12.000)`."""
    if not sold:
        return "Tidak ada penjualan dicatat."
    by_method: dict[str, int] = {}
    for row, offer in sold:
        for kind, amount in (
            ("tertahan", offer.quote.carried),
            *parts_of(row, offer.quote.paid),
            (TITIPAN, offer.prepaid),
            (KASBON, offer.quote.owed - offer.prepaid),
        ):
            if amount:
                by_method[kind] = by_method.get(kind, 0) + amount
    parts = ", ".join(f"{method} {rupiah(amount)}" for method, amount in by_method.items())
    total = rupiah(sum(by_method.values()))
    return f"{len(sold)} penjualan · {total}" + (f" ({parts})" if parts else "")

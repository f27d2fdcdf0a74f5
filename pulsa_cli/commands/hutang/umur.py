"""`pulsa hutang umur`: ageing of what is owed."""

from pulsa_cli.commands import help, options
from pulsa_cli.core import ageing, dates
from pulsa_cli.dialog import terminal
from pulsa_cli.shop import Shop
from pulsa_cli.show import debts as shown
from pulsa_cli.show import tables


@help.command()
@options.as_of_option
@options.format_option
@options.with_shop
def cmd(shop: Shop, day: str, form: str) -> None:
    """Berapa lama kasbon lewat jatuh tempo: pulsa hutang umur --per 31/10

    Satu baris satu pelanggan; batas kolomnya dari ledger/kebijakan.yaml. Yang dicicil dihitung per
    cicilan.
    """
    today = dates.parse_past(day, shop.today) if day else shop.today
    limits = shop.policy.ageing
    receivables = shop.read_books(today).receivables
    names, buckets = receivables.names(), ageing.buckets(limits)
    fields = shown.bucket_fields(buckets)
    spread = ageing.spread(receivables.parts(), today, limits)
    records: list[tables.Record] = [
        {"pelanggan": id, "nama": names[id], **dict(zip(fields, amounts)), "jumlah": sum(amounts)}
        for id, amounts in spread.items()
    ]
    records.sort(
        key=lambda each: (
            each[fields[0]] - each["jumlah"],
            each["nama"].casefold(),
            each["pelanggan"],
        )
    )
    tables.emit(
        records,
        ("pelanggan", "nama", *fields, "jumlah"),
        form,
        lambda: (
            shown.ageing(records, buckets, terminal.width()) if records else "Tidak ada kasbon."
        ),
    )

"""What an old paper book adds to the ledgers, in a sentence and as a list."""

from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.show import columns
from pulsa_cli.show.columns import Column, Listing
from pulsa_cli.show.lines import broken
from pulsa_cli.trade.importing import ImportedDebt, Plan


def summary(plan: Plan) -> str:
    """`3 hutang, Rp45.000, 2 pelanggan (1 baru); 1 sudah ada, dilewati`."""
    said = "Tidak ada yang baru"
    if plan.debts:
        new = f" ({len(plan.new)} baru)" if plan.new else ""
        said = f"{len(plan.debts)} hutang, {rupiah(plan.amount)}, {plan.customers} pelanggan{new}"
    return f"{said}; {plan.skipped} sudah ada, dilewati" if plan.skipped else said


def trial(plan: Plan, screen: int) -> str:
    """What would be recorded, for the eye, `screen` columns wide."""
    if not plan.debts:
        return summary(plan)
    return columns.listed(plan.debts, LISTING, screen) + (
        "\n\n" + broken(f"{summary(plan)}. Belum ada yang dicatat.", screen)
    )


def _customer(debt: ImportedDebt) -> str:
    customer = debt.customer
    return customer.called if customer.id else f"{customer.name} (baru)"


def _stack(name: str, day: str, due: str, amount: str, note: str) -> list[str]:
    return [name, f"Rp{amount} · {day} · tempo {due}", note]


LISTING: Listing[ImportedDebt] = Listing(
    {},
    [
        Column("Pelanggan", _customer, breaks=(1, 10)),
        Column("Tanggal", lambda debt: debt.moment.date().isoformat()),
        Column("Tempo", lambda debt: debt.due.isoformat()),
        Column("Jumlah", lambda debt: grouped(debt.amount), right=True),
        Column("Untuk", lambda debt: debt.note, breaks=(0, 10)),
    ],
    _stack,
)

"""A row that was taken back, in words."""

from pulsa_cli.core.kinds import TAKEN
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.schema import COMPLAINTS, PEOPLE, REMINDERS
from pulsa_cli.show.correcting import accounts
from pulsa_cli.trade.voiding import Void


def voided(plan: Void) -> str:
    """What follows from it, behind `… dibatalkan`."""
    taken_back = plan.of
    if plan.table == PEOPLE:
        return f" · {taken_back['nama']}" if taken_back["nama"] else ""
    if plan.table == COMPLAINTS:
        return f" · keluhan {taken_back['nomor']}"
    if plan.table == REMINDERS and taken_back["ref"]:
        return f" · {taken_back['ref']} jadi belum jelas terkirim: pulsa ingatkan --ragu"
    if plan.table == REMINDERS:
        return " · bisa diingatkan lagi"
    way = "kembali ke" if taken_back["jenis"] == TAKEN else "keluar dari"
    money = f" · {rupiah(plan.money)} {plan.method} {way} catatan" if plan.money else ""
    return money + accounts(plan.accounts)

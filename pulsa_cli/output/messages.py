"""Ready messages to a customer, in the words of pesan.yaml."""
from collections.abc import Iterable
from datetime import date, datetime

from pulsa_cli.core.dates import show_day, show_short
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.core.templates import Texts, fill
from pulsa_cli.core.text import clean
from pulsa_cli.output.debts import goods
from pulsa_cli.output.policy import listed
from pulsa_cli.output.whatsapp import greeting

_NAMED = 5  # parts of a debt in one message, to be read on a phone
_REFUSED = "Untuk sementara kasbon baru belum bisa kami layani."


class Messages:
    """Writes messages with the shop's own `texts`, as of a `moment`. `methods` are the ways to
    pay. Money is in rupiah."""

    def __init__(self, texts: Texts, moment: datetime, shop: str, methods: list[str]) -> None:
        self._texts, self._today = texts, moment.date()
        self._always = {"salam": greeting(moment), "konter": shop,
                        "cara_bayar": listed(methods, "atau")}

    def credit_given(self, name: str, goods: str, amount: int, due: date, owed: int,
                     consequence: str) -> str:
        """What was bought on credit, until when, what is owed in all now, and what follows if it
        is not paid."""
        in_all = f"Jumlah catatan sekarang {rupiah(owed)}." if owed != amount else ""
        return self._write(self._texts.others["kasbon"], name, total=rupiah(amount),
                           rincian=goods, jatuh_tempo=show_day(due), lainnya=in_all,
                           akibat=consequence)

    def payment_received(self, name: str, amount: int, owed: int, due: date | None,
                         part: int) -> str:
        """Thanks for a payment, and what is still owed, with the next due date and the part that
        is due then."""
        if not owed:
            return self._write(self._texts.others["lunas"], name, total=rupiah(amount))
        some = f"Berikutnya {rupiah(part)}, jatuh tempo" if part < owed else "Jatuh tempo"
        return self._write(self._texts.others["bayar-sebagian"], name, total=rupiah(amount),
                           sisa=rupiah(owed),
                           berikutnya=f"{some} {show_day(due)}." if due else "")

    def instalments_offered(self, name: str, goods: str, amount: int,
                            plan: Iterable[tuple[date, int]]) -> str:
        """Into which parts, due when, a debt may be split."""
        parts = [f"{rupiah(part)} {show_day(day)}" for day, part in plan]
        return self._write(self._texts.others["cicilan"], name, total=rupiah(amount),
                           rincian=goods, cicilan="; ".join(parts))

    def reminder(self, found: Reminder, refused: bool) -> str:
        """What is asked for and what comes later; `refused`, there is no new credit meanwhile."""
        later = sum(part.left for part in found.later)
        rest = f"Selain itu {rupiah(later)} jatuh tempo mulai " \
               f"{show_short(found.later[0].due, self._today)}." if later else ""
        return self._write(self._texts.reminder(found.days), found.debtor.name,
                           total=rupiah(found.total), rincian=self._goods(found),
                           jatuh_tempo=show_day(found.due), hari=str(max(found.days, 0)),
                           lainnya=rest, akibat=_REFUSED if refused else "")

    def _goods(self, found: Reminder) -> str:
        parts = found.asked
        if len(parts) == 1:
            return _goods(parts[0], found.debtor.numbers)
        named = [f"{_goods(part, found.debtor.numbers)} {_left(part)}, tempo "
                 f"{show_short(part.due, self._today)}" for part in parts[:_NAMED]]
        if more := parts[_NAMED:]:
            named.append(f"{len(more)} lainnya {rupiah(sum(part.left for part in more))}")
        return "; ".join(named)

    def _write(self, template: str, name: str, **values: str) -> str:
        filled = fill(template, {**self._always, "nama": name, **values})
        return "\n".join(map(clean, filled.split("\n"))).strip()  # places may be empty


def _goods(part: OpenPart, numbers: tuple[str, ...]) -> str:
    """What it is for; customers know their own numbers."""
    goods_and_number = goods(part.what, part.origin)
    return next((goods_and_number.removesuffix(f" {number}") for number in numbers
                 if goods_and_number.endswith(f" {number}")), goods_and_number)


def _left(part: OpenPart) -> str:
    return f"sisa {rupiah(part.left)}" if part.left < part.amount else rupiah(part.left)

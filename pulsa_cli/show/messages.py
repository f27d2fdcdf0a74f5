"""Ready messages to a customer, in the words of pesan.yaml."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pulsa_cli.core.dates import greeting, show_day, show_short
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.reminders import Reminder
from pulsa_cli.core.standing import OpenPart
from pulsa_cli.core.templates import Texts, fill
from pulsa_cli.core.text import clean
from pulsa_cli.show.debts import goods
from pulsa_cli.show.policy import listed

_NAMED = 5  # parts of a debt in one message, to be read on a phone
_REFUSED = "Mohon maaf, untuk sementara kasbon baru belum bisa kami layani."


class Messages:
    """Writes messages with the shop's own `texts`, as of a `moment`. `methods` are the ways to
    pay. Money is in rupiah."""

    def __init__(self, texts: Texts, moment: datetime, shop: str, methods: list[str]) -> None:
        self._texts, self._today = texts, moment.date()
        self._always = {
            "salam": greeting(moment),
            "konter": shop,
            "cara_bayar": listed(methods, "atau"),
        }

    def credit_given(
        self, name: str, goods: str, amount: int, due: date, owed: int, consequence: str
    ) -> str:
        """What was bought on credit, until when, what is owed in all now, and what follows if it
        is not paid."""
        in_all = f"Jumlah catatan sekarang {rupiah(owed)}." if owed != amount else ""
        return self._write(
            self._texts.others["kasbon"],
            name,
            total=rupiah(amount),
            rincian=goods,
            jatuh_tempo=self._day(due),
            lainnya=in_all,
            akibat=consequence,
        )

    def payment_received(
        self, name: str, amount: int, parts: Iterable[OpenPart], balance: int
    ) -> str:
        """Thanks for a payment; what is still owed (`parts`), of that what is late or else due
        next; or what was paid in advance."""
        left = sorted(parts, key=lambda part: part.due)
        kept = f"Uang titipan Anda sekarang {rupiah(balance)}." if balance else ""
        if not left:
            return self._write(
                self._texts.others["lunas"], name, total=rupiah(amount), titipan=kept
            )
        owed = sum(part.left for part in left)
        asked = [part for part in left if not part.on_hold]
        following = self._due_next(asked, owed)
        return self._write(
            self._texts.others["bayar-sebagian"],
            name,
            total=rupiah(amount),
            sisa=rupiah(owed),
            berikutnya=following or f"Itu masih kami periksa bersama Anda. {kept}".rstrip(),
        )

    def _due_next(self, parts: list[OpenPart], owed: int) -> str:
        """What of these parts, the first due first, is late or else due next, of `owed` rupiah in
        all; empty without parts."""
        if not parts:
            return ""
        if late := sum(part.left for part in parts if part.due < self._today):
            return f"Yang sudah lewat jatuh tempo {rupiah(late)}."
        due = parts[0].due
        first = sum(part.left for part in parts if part.due == due)
        beginning = f"Berikutnya {rupiah(first)}, jatuh tempo" if first < owed else "Jatuh tempo"
        return f"{beginning} {self._day(due)}."

    def instalments_offered(
        self, name: str, goods: str, amount: int, plan: Iterable[tuple[date, int]]
    ) -> str:
        """Into which parts, due when, a debt may be split."""
        parts = [f"{rupiah(part)} {show_day(day)}" for day, part in plan]
        return self._write(
            self._texts.others["cicilan"],
            name,
            total=rupiah(amount),
            rincian=goods,
            cicilan=f"{len(parts)} kali: {'; '.join(parts)}",
        )

    def order_ready(
        self, name: str, goods: str, amount: int, prepaid: int, left: int, due: date | None
    ) -> str:
        """That an order was fulfilled, what it costs, what of that was paid in advance, and what is
        left to pay until when."""
        paid = [f"Sudah dibayar di muka {rupiah(prepaid)}."] if prepaid else []
        paid += (
            [f"Sisanya {rupiah(left)} kami catat, jatuh tempo {self._day(due)}."]
            if left and due
            else []
        )
        return self._write(
            self._texts.others["pesanan-siap"],
            name,
            total=rupiah(amount),
            rincian=goods,
            dibayar=" ".join(paid),
        )

    def card(self, name: str, level: str, gifts: str, following: str) -> str:
        """The customer's loyalty card: the level, what it gives, what is missing for the next."""
        given = f"Hadiahnya: {gifts}." if gifts else ""
        return self._write(
            self._texts.others["kartu"], name, tingkat=level, hadiah=given, berikutnya=following
        )

    def reminder(self, reminder: Reminder, refused: bool) -> str:
        """What is asked for and what comes later; `refused`, there is no new credit meanwhile.
        Where the parts are not equally late, dates and days are those of the oldest that matters,
        which is said."""
        oldest = self._today - timedelta(reminder.days)
        mixed = any(part.due > oldest for part in reminder.asked)
        return self._write(
            self._texts.reminder(reminder.days),
            reminder.customer.name,
            total=rupiah(reminder.total),
            rincian=self._goods(reminder),
            jatuh_tempo=f"{'mulai ' if mixed else ''}{self._day(oldest)}",
            hari=f"{'sampai ' if mixed else ''}{max(reminder.days, 0)}",
            lainnya=self._rest(reminder),
            akibat=_REFUSED if refused else "",
        )

    def _rest(self, reminder: Reminder) -> str:
        """What will be asked for later, in a sentence; empty where that is nothing."""
        if not reminder.later:
            return ""
        dates = sorted({part.due for part in reminder.later})
        day = "hari ini" if dates[0] == self._today else show_short(dates[0], self._today)
        return (
            f"Catatan lain {rupiah(sum(part.left for part in reminder.later))} jatuh tempo "
            f"{'mulai ' if len(dates) > 1 else ''}{day}."
        )

    def _goods(self, reminder: Reminder) -> str:
        parts = reminder.asked
        if len(parts) == 1:
            part = parts[0]
            rest_of = f" (sisa dari {rupiah(part.amount)})" if part.left < part.amount else ""
            return f"{_goods(part, reminder.customer.numbers)}{rest_of}"
        named = [
            f"{_goods(part, reminder.customer.numbers)} ({_left(part)}, tempo "
            f"{show_short(part.due, self._today)})"
            for part in parts[:_NAMED]
        ]
        if more := parts[_NAMED:]:
            named.append(f"{len(more)} lainnya ({rupiah(sum(part.left for part in more))})")
        return "; ".join(named)

    def _day(self, day: date) -> str:
        return "hari ini" if day == self._today else show_day(day)

    def _write(self, template: str, name: str, **values: str) -> str:
        filled = fill(template, {**self._always, "nama": name, **values})
        return "\n".join(map(clean, filled.split("\n"))).strip()  # places may be empty


def _goods(part: OpenPart, numbers: tuple[str, ...]) -> str:
    """What it is for; customers know their own numbers."""
    goods_and_number = goods(part.what, part.origin)
    return next(
        (
            goods_and_number.removesuffix(f" {number}")
            for number in numbers
            if goods_and_number.endswith(f" {number}")
        ),
        goods_and_number,
    )


def _left(part: OpenPart) -> str:
    return f"sisa {rupiah(part.left)}" if part.left < part.amount else rupiah(part.left)

"""What the books know about a complaint: each check answers a step of a checklist, and says how
it knows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from pulsa_cli.core import asked, text
from pulsa_cli.core.checklist import NO, UNKNOWN, WAIT, YES, Answer, Step, Waits
from pulsa_cli.core.dates import show_clock, show_day, show_short, show_span
from pulsa_cli.core.kinds import FAILED, PENDING, SUCCEEDED, VOID, WRONG_NUMBER
from pulsa_cli.core.products import TOKEN, WALLET
from pulsa_cli.core.sales import Sale

ASKED, HISTORY = "diminta", "riwayat"  # checks that judge what a person answers


class Case(NamedTuple):
    """A complaint about a sale, `now`. `kind` (empty = unknown) and `nominal` (rupiah, None =
    unknown) are those of its product; `owners` are the operators that the number can be of, none
    where its prefix is not known, `providers` keys of all that sell anything; `claimed` is the
    number, or its end, that the customer names, empty where it is the sale's; `same_sn` are other
    sales with its SN, `twins` other sales of that day of the same product to the number, `usual`
    numbers like its own that are filled more often, each with whose it is."""

    sale: Sale
    kind: str
    nominal: int | None
    owners: tuple[str, ...]
    providers: frozenset[str]
    now: datetime
    waits: Waits
    claimed: str
    same_sn: tuple[Sale, ...]
    twins: tuple[Sale, ...]
    usual: tuple[tuple[str, str], ...]


def check(name: str, case: Case) -> Answer | None:
    """What the books say to the check `name`, one of OUTCOMES; None where they don't know."""
    return _CHECKS[name](case) if name in _CHECKS else None


def _answer(outcome: str, said: str) -> Answer:
    return Answer(outcome, outcome, said)


def _number(case: Case) -> Answer:
    """Is it a number that this product can go to? By prefiks.csv; a meter by its length."""
    number, operator = case.sale.number, case.sale.operator
    if case.kind == TOKEN:
        return _answer(YES, f"{number} nomor meter atau ID pelanggan yang lengkap")
    if not case.owners:
        return _answer(UNKNOWN, f"awalan {number[:4]} tidak ada di prefiks.csv")
    if case.kind == WALLET:
        return _answer(YES, f"{number} nomor HP yang sah")
    named = " atau ".join(case.owners)
    if text.key(operator) in map(text.key, case.owners):
        return _answer(YES, f"{number} nomor {named}, sesuai produknya (prefiks.csv)")
    return _answer(NO, f"{number} nomor {named}, produknya untuk {operator} (prefiks.csv)")


def _deadline(case: Case) -> Answer:
    last = case.sale.time + case.waits.deadline
    limit = show_span(case.waits.deadline)
    if case.now > last:
        return _answer(
            YES, f"lewat batas {limit} sejak {_when(case, last)}; pemasok mungkin menolak"
        )
    return _answer(NO, f"belum lewat batas {limit}, sampai {_when(case, last)}")


def _status(case: Case) -> Answer:
    """As it stands in the books; a top-up that is pending for less than the waiting time has to be
    waited for."""
    status = case.sale.status
    if case.claimed and status in (PENDING, FAILED):  # nothing to wait for, or to repeat
        return _answer(UNKNOWN, f"tercatat {status}; pastikan dulu nomornya")
    if status == PENDING:
        return _pending(case)
    return _answer(status, f"tercatat {status}, dijual {_age(case)} yang lalu")


def _pending(case: Case) -> Answer:
    until = case.sale.time + case.waits.pending
    if case.now < until:
        said = f"pending, baru {_age(case)}: tunggu sampai {_when(case, until)}"
        return Answer(PENDING, WAIT, said, until)
    return _answer(PENDING, f"pending sudah {_age(case)}, batasnya {show_span(case.waits.pending)}")


def _age(case: Case) -> str:
    """How long ago it was sold; another counter's clock may be ahead."""
    return show_span(max(case.now - case.sale.time, timedelta()))


def _sn(case: Case) -> Answer:
    if case.sale.sn:
        return _answer(YES, case.sale.sn)
    return _answer(
        NO, f"belum dicatat; salin dari aplikasi pemasok: pulsa transaksi sn {case.sale.id} SN"
    )


def _same_sn(case: Case) -> Answer | None:
    if not case.sale.sn:
        return None
    others = [sale for sale in case.same_sn if sale.status not in (VOID, FAILED)]
    if others:
        return _answer(YES, f"SN itu juga di {others[0].id} ({others[0].number})")
    return _answer(NO, "SN itu hanya di penjualan ini")


def _twice(case: Case) -> Answer:
    twins = [sale for sale in case.twins if sale.stands]
    if twins:
        times = " dan ".join(
            show_clock(sale.time)
            for sale in sorted((case.sale, *twins), key=lambda sale: sale.time)
        )
        return _answer(YES, f"dijual {len(twins) + 1} kali hari itu: {times}")
    return _answer(NO, "hari itu hanya sekali")


def _typo(case: Case) -> Answer:
    if case.claimed:
        return _answer(YES, f"pembeli menyebut {case.claimed}, yang diisi {case.sale.number}")
    if case.usual:
        number, owner = case.usual[0]
        return _answer(YES, f"mirip {number}, {owner}")
    return _answer(NO, "tidak mirip nomor lain yang biasa diisi")


_CHECKS: dict[str, Callable[[Case], Answer | None]] = {
    "nomor": _number,
    "batas-keluhan": _deadline,
    "status": _status,
    "sn": _sn,
    "sn-kembar": _same_sn,
    "dua-kali": _twice,
    "mirip": _typo,
}
# The answers that each check can give.
OUTCOMES = {
    "nomor": (YES, NO, UNKNOWN),
    "batas-keluhan": (YES, NO),
    "status": (SUCCEEDED, WAIT, PENDING, FAILED, WRONG_NUMBER, VOID),
    "sn": (YES, NO),
    "sn-kembar": (YES, NO),
    "dua-kali": (YES, NO),
    "mirip": (YES, NO),
    ASKED: (YES, NO),
    HISTORY: (SUCCEEDED, WAIT, PENDING, FAILED),
}


def judge(step: Step, typed: str, case: Case) -> Answer | None:
    """What a person's answer to a step comes to; None where it can't be read."""
    answer = step.read(typed)
    if answer == PENDING and step.check == HISTORY:
        return _pending(case)
    if answer:
        return Answer(answer, answer)
    return _asked(typed, case) if step.check == ASKED else None


def _asked(typed: str, case: Case) -> Answer | None:
    wish, row = asked.read(typed, case.providers), case.sale.row
    if wish is None:
        return None
    same = asked.fits(
        wish,
        kind=case.kind,
        operator=row["operator"],
        name=row["nama"],
        nominal=case.nominal,
        price=case.sale.price,
    )
    said = f"diminta {text.clean(typed)}, yang dijual {row['nama']}"
    if same is None:
        return Answer(wish.stored, UNKNOWN, f"{said}; tidak bisa dipastikan")
    return Answer(wish.stored, YES if same else NO, "" if same else said)


def _when(case: Case, moment: datetime) -> str:
    if moment.date() == case.now.date():
        return show_clock(moment)
    if moment.year != case.now.year:
        return show_day(moment.date())
    return f"{show_short(moment.date(), case.now.date())} {show_clock(moment)}"

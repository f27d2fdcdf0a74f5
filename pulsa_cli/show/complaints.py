"""Complaints in words: the list, one complaint in full, causes, what earlier ones teach."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from pulsa_cli.core import ids
from pulsa_cli.core.complaints import LIKELY, OPEN, Complaint, Event, packed, words
from pulsa_cli.core.dates import MONTHS, show_clock, show_short, show_soon, show_time
from pulsa_cli.core.kinds import CLOSED, SUCCEEDED
from pulsa_cli.core.money import rupiah
from pulsa_cli.core.sales import Sale
from pulsa_cli.show.columns import Column, Fields, Listing, Total

UNKNOWN_CAUSE = "belum-ketahuan"
FIELDS: Fields[Complaint] = {
    "id": lambda complaint: complaint.id,
    "waktu": lambda complaint: complaint.time.isoformat(),
    "penjualan": lambda complaint: complaint.sale,
    "nomor": lambda complaint: complaint.number,
    "disebut": lambda complaint: complaint.claimed,
    "operator": lambda complaint: complaint.operator,
    "daftar": lambda complaint: complaint.checklist,
    "jawaban": lambda complaint: packed(complaint.answers),
    "temuan": lambda complaint: complaint.finding,
    "yakin": lambda complaint: complaint.certainty,
    "langkah": lambda complaint: complaint.step,
    "tindak": lambda complaint: complaint.due.isoformat() if complaint.due else None,
    "ingat": lambda complaint: complaint.remembered,
    "status": lambda complaint: CLOSED if complaint.closed else OPEN,
    "hasil": lambda complaint: complaint.result,
    "kasir": lambda complaint: complaint.cashier,
    "catatan": lambda complaint: complaint.note,
}


def day_of(moment: datetime, now: datetime | None = None) -> str:
    """`21 Nov`; with the year where it is not the one of `now`."""
    return show_short(moment.date(), (now or moment).date())


def of_sale(sale: Sale) -> str:
    """A sale of any day in one line."""
    return " · ".join(
        [
            sale.id,
            f"{day_of(sale.time)} {show_clock(sale.time)}",
            sale.number,
            sale.name,
            rupiah(sale.total),
            *([sale.status] if sale.status != SUCCEEDED else []),
        ]
    )


def brief(complaint: Complaint) -> str:
    """A complaint in one line, to be chosen among others."""
    return " · ".join([complaint.id, day_of(complaint.time), complaint.number, _state(complaint)])


def lessons(complaints: Iterable[Complaint], now: datetime) -> list[str]:
    """What earlier complaints about a number tell before it is filled again: `12 Nov terpotong
    pulsa darurat: tanya dulu (A-261112-K001)`; those of a kind once, the newest first, and behind
    them complaints that are open and teach nothing yet."""
    told: dict[str, str] = {}
    for complaint in sorted(complaints, key=lambda complaint: not complaint.remembered):
        day = day_of(complaint.time, now)
        if complaint.remembered:
            still = "" if complaint.closed else ", keluhannya belum selesai"
            told.setdefault(
                complaint.remembered, f"{day} {complaint.remembered}{still} ({complaint.id})"
            )
        elif not complaint.closed:
            told.setdefault(complaint.id, f"keluhan {day} belum selesai ({complaint.id})")
    return list(told.values())


def listing(now: datetime) -> Listing[Complaint]:
    """The list of complaints, and how many are open."""

    def counts(complaint: Complaint) -> dict[str, int]:
        return {"all": 1, "open": not complaint.closed, "late": complaint.late(now)}

    def totals(sums: Mapping[str, int]) -> list[str]:
        count = f"{sums['all']} keluhan · {sums['open']} terbuka"
        return [f"{count} · {sums['late']} lewat waktunya" if sums["late"] else count]

    return Listing(
        FIELDS,
        [
            Column("Tanggal", lambda complaint: day_of(complaint.time, now)),
            Column("Nomor", lambda complaint: complaint.number),
            Column("Temuan", _state, breaks=(1, 14)),
            Column("Lihat lagi", lambda complaint: _when(complaint, now)),
            Column("ID", lambda complaint: complaint.id),
        ],
        stack=lambda day, number, state, again, id: [
            number,
            state,
            f"lihat lagi {again}" if again else "",
            f"{day} · {id}",
        ],
        total=Total(counts, totals),
    )


def _state(complaint: Complaint) -> str:
    if complaint.closed:
        return f"selesai: {words(complaint.cause or complaint.result)}"
    guessed = complaint.certainty == LIKELY and complaint.finding != UNKNOWN_CAUSE
    sure = f" ({LIKELY})" if guessed else ""
    return f"{words(complaint.finding or UNKNOWN_CAUSE)}{sure}"


def _when(complaint: Complaint, now: datetime) -> str:
    """When it is looked at again: `10.15` today, else `22 Nov 10.05`; with how late that is."""
    if not complaint.due:
        return ""
    due = complaint.due
    said = show_clock(due) if due.date() == now.date() else f"{day_of(due, now)} {show_clock(due)}"
    return f"{said}, lewat" if complaint.late(now) else said


class Cause(NamedTuple):
    """How many complaints of an operator had a cause in a month (2026-11)."""

    month: str
    operator: str
    cause: str
    times: int


def causes(complaints: Iterable[Complaint]) -> list[Cause]:
    """How many complaints had which cause, by month and operator, the newest month first."""
    counted = Counter(
        (f"{complaint.time:%Y-%m}", complaint.operator, complaint.cause or UNKNOWN_CAUSE)
        for complaint in complaints
    )
    causes = [Cause(*what, count) for what, count in counted.items()]
    causes.sort(key=lambda one: (one.operator, -one.times, one.cause))
    return sorted(causes, key=lambda one: one.month, reverse=True)


def causes_listing() -> Listing[Cause]:
    """The list of causes."""
    return Listing(
        {
            "bulan": lambda one: one.month,
            "operator": lambda one: one.operator,
            "sebab": lambda one: one.cause,
            "jumlah": lambda one: one.times,
        },
        [
            Column("Bulan", lambda one: _month(one.month)),
            Column("Operator", lambda one: one.operator),
            Column("Sebab", lambda one: words(one.cause), breaks=(1, 14)),
            Column("Jumlah", lambda one: str(one.times), right=True),
        ],
        stack=lambda month, operator, cause, count: [f"{month} {operator}", f"{cause}: {count}"],
    )


def _month(text: str) -> str:
    day = date.fromisoformat(f"{text}-01")
    return f"{MONTHS[day.month - 1]} {day.year}"


def details(complaint: Complaint, sale: str, now: datetime) -> list[str]:
    """Everything recorded about one complaint, a line each; `sale` is the sale in one line."""
    lines = [
        ("Keluhan", complaint.id),
        ("Waktu", show_time(complaint.time)),
        ("Penjualan", sale),
        ("Daftar", complaint.checklist),
        ("Temuan", _state(complaint)),
        ("Langkah", complaint.step),
        ("Lihat lagi", _when(complaint, now)),
        ("Diingatkan", complaint.remembered),
        ("Kasir", complaint.cashier),
        ("Catatan", complaint.note),
    ]
    text = [f"{name + ':':<12}{value}" for name, value in lines if value]
    answers = " · ".join(
        f"{words(step)} {words(answer)}" for step, answer in complaint.answers.items()
    )
    return [
        *text,
        *([f"Jawaban:    {answers}"] if answers else []),
        *map(_event, complaint.events),
    ]


def _event(event: Event) -> str:
    said = [event.kind, words(event.result), words(event.finding), event.note]
    when = f"{day_of(event.time)} {show_clock(event.time)}"
    return f"- {when} {event.id}: {', '.join(filter(None, said))}"


def short_id(id: str, counter: str, today: date) -> str:
    """As short as it can be typed: `K1` for the first of today at this counter."""
    end = id.removeprefix(f"{counter}-{ids.day_code(today)}-")
    return id if end == id else f"{end[0]}{int(end[1:])}"


def follow_up(due: datetime | None, now: datetime) -> str:
    """`dilihat lagi 10.15`, or with the day; empty where there is none."""
    if due is None:
        return ""
    return f" · dilihat lagi {show_soon(due, now)}"

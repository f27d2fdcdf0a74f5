"""The payment policy, `ledger/kebijakan.yaml`."""

from datetime import date
from typing import Any

from pulsa_cli.core.day_words import plain, weekday
from pulsa_cli.core.policy import Policy, Reminding
from pulsa_cli.core.shop_settings import POLICY_FILE
from pulsa_cli.settings import readers
from pulsa_cli.settings.spec import Key, Spec
from pulsa_cli.settings.strict_yaml import BadValue, Scalar, word


def _days(value: Any) -> int | None:
    """`7 hari`, `2 minggu` or `7` → days; None where there is no such rule."""
    return readers.measured(value, {"": 1, "hari": 1, "minggu": 7}, "7 hari")


def _count(value: Any) -> int | None:
    """`2 kali` or `2`; None where there is no such rule."""
    return readers.measured(value, {"": 1, "kali": 1, "kasbon": 1}, "2")


def _levels(value: Any) -> tuple[int, ...]:
    return readers.numbers(value, -999, "-3, 0, 7")


def _hours(value: Any) -> tuple[int, int]:
    """`08-20` or `08.00-20.00` → the first hour and the one that is too late; any hour where
    nothing is written."""
    written = word(value).replace("–", "-")
    start, _, end = written.partition("-")
    hours = [hour.strip().removesuffix(".00").removesuffix(":00") for hour in (start, end)]
    if written and not (all(map(readers.is_whole, hours)) and int(hours[0]) < int(hours[1]) <= 24):
        raise BadValue(f"'{written}' seharusnya misalnya 08-20.")
    return (int(hours[0]), int(hours[1])) if written else (0, 24)


def _days_off(value: Any) -> tuple[tuple[int, ...], tuple[date, ...]]:
    """Names of days and dates → weekdays (Monday = 0) and dates."""
    if isinstance(value, Scalar) and word(value).casefold() in readers.NO_RULE:
        return (), ()
    weekdays, dates = [], []
    for scalar in [value] if isinstance(value, Scalar) else value:
        name = weekday(plain(word(scalar)))
        if name is None:
            dates.append(readers.day(scalar, "nama hari atau tanggal"))
        else:
            weekdays.append(name)
    return tuple(sorted(weekdays)), tuple(dates)


def _ageing(value: Any) -> tuple[int, ...]:
    return readers.numbers(value, 1, "7, 30, 60") or Policy().ageing


_USUAL, _USUALLY = Policy(), Reminding()
_DAYS, _TIMES, _NO_RULE = "7 hari, 2 minggu", "2, 2 kali", "tanpa aturan ini"
_TERM = Key(
    "tempo",
    readers.term,
    _USUAL.term,
    accepts="7 hari, 2 minggu, 1 bulan, sabtu, tanggal 25, akhir bulan, gajian",
    meaning="jatuh tempo kasbon kalau saat menjual tidak disebut (--tempo); tempo pelanggan itu "
    "sendiri dipakai lebih dulu",
    default="7 hari; tidak boleh kosong",
)
_GRACE = Key(
    "tenggang",
    _days,
    None,
    accepts=_DAYS,
    meaning="masa tenggang: selama ini, sesudah jatuh tempo, belum ada akibat apa-apa",
    default="0 hari",
)
_LIMIT = Key(
    "batas",
    readers.limit,
    None,
    accepts="100.000, 100rb",
    meaning="paling banyak berapa rupiah seorang pelanggan boleh berhutang; pelanggan tertentu "
    "bisa lain (pulsa pelanggan ubah budi --batas 200rb)",
    default=_NO_RULE,
)
_MOST = Key(
    "paling-banyak",
    _count,
    None,
    accepts="5",
    meaning="paling banyak berapa kasbon yang belum lunas untuk seorang pelanggan",
    default=_NO_RULE,
)
_MOVES = Key(
    "undur.kali",
    _count,
    None,
    accepts=_TIMES,
    meaning="berapa kali jatuh tempo satu kasbon boleh diundur",
    default=_NO_RULE,
)
_MOVE_DAYS = Key(
    "undur.paling-lama",
    _days,
    None,
    accepts=_DAYS,
    meaning="diundur paling lama sampai kapan, dihitung dari hari mengundurkan",
    default=_NO_RULE,
)
_INSTALMENTS = Key(
    "cicil.kali",
    _count,
    None,
    accepts=_TIMES,
    meaning="paling banyak berapa cicilan untuk satu kasbon",
    default=_NO_RULE,
)
_INSTALMENT_DAYS = Key(
    "cicil.paling-lama",
    _days,
    None,
    accepts=_DAYS,
    meaning="cicilan terakhir paling lama kapan, dihitung dari hari mencicil",
    default=_NO_RULE,
)
_REMIND = Key(
    "akibat.ingatkan",
    _days,
    None,
    accepts=_DAYS,
    meaning="lewat jatuh tempo selama ini: diingatkan setiap kali belanja",
    default=_NO_RULE,
)
_STOP = Key(
    "akibat.stop-hutang",
    _days,
    None,
    accepts=_DAYS,
    meaning="lewat jatuh tempo selama ini: kasbon baru ditolak sampai yang lewat lunas",
    default=_NO_RULE,
)
_PREPAY = Key(
    "akibat.bayar-di-muka",
    _days,
    None,
    accepts=_DAYS,
    meaning="lewat jatuh tempo selama ini: kasbon baru ditolak sampai semua kasbonnya lunas",
    default=_NO_RULE,
)
_REMINDER_DAYS = Key(
    "pengingat.hari",
    _levels,
    _USUALLY.levels,
    accepts="[-3, 0, 3, 7, 30]",
    meaning="kapan diingatkan (pulsa ingatkan), dihitung dari jatuh tempo; -3 = tiga hari "
    "sebelumnya",
    default="tidak ada pengingat",
)
_HOURS = Key(
    "pengingat.jam",
    _hours,
    (_USUALLY.first_hour, _USUALLY.last_hour),
    accepts="08-20",
    meaning="hanya di antara jam ini; jam bulat",
    default="08-20 kalau tidak ditulis; dikosongkan = jam berapa saja",
)
_OFF = Key(
    "pengingat.libur",
    _days_off,
    (_USUALLY.weekdays_off, _USUALLY.dates_off),
    accepts="[minggu, 25 Des 2026]",
    meaning="hari dan tanggal tanpa pengingat",
    default="minggu kalau tidak ditulis; dikosongkan = tidak ada",
)
_LEAST = Key(
    "pengingat.paling-kecil",
    readers.limit,
    None,
    accepts="2.000",
    meaning="kalau jumlahnya di bawah ini, tidak diingatkan",
    default=_NO_RULE,
)
_AGEING = Key(
    "umur",
    _ageing,
    _USUAL.ageing,
    accepts="[7, 30, 60]",
    meaning="batas kolom di daftar umur hutang (pulsa hutang umur), dalam hari lewat jatuh tempo",
    default="7, 30, 60",
)
SPEC = Spec(
    POLICY_FILE,
    "Aturan kasbon konter ini: pulsa menulisnya di poster (pulsa kebijakan --poster poster.html) "
    "dan menolak kasbon yang melanggarnya.",
    _TERM,
    _GRACE,
    _LIMIT,
    _MOST,
    _MOVES,
    _MOVE_DAYS,
    _INSTALMENTS,
    _INSTALMENT_DAYS,
    _REMIND,
    _STOP,
    _PREPAY,
    _REMINDER_DAYS,
    _HOURS,
    _OFF,
    _LEAST,
    _AGEING,
)


def load_policy(root: str) -> Policy:
    """Reads kebijakan.yaml of the shop at `root`. Raises NotUnderstood with file and line."""
    values = SPEC.read(root)
    first_hour, last_hour = values[_HOURS]
    weekdays_off, dates_off = values[_OFF]
    return Policy(
        term=values[_TERM],
        grace=values[_GRACE] or 0,
        limit=values[_LIMIT],
        most=values[_MOST],
        moves=values[_MOVES],
        move_days=values[_MOVE_DAYS],
        instalments=values[_INSTALMENTS],
        instalment_days=values[_INSTALMENT_DAYS],
        remind=values[_REMIND],
        stop=values[_STOP],
        prepay=values[_PREPAY],
        reminding=Reminding(
            levels=values[_REMINDER_DAYS],
            first_hour=first_hour,
            last_hour=last_hour,
            weekdays_off=weekdays_off,
            dates_off=dates_off,
            least=values[_LEAST] or 0,
        ),
        ageing=values[_AGEING],
    )

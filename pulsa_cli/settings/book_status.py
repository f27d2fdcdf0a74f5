"""What a cell of an old book says of whether a debt was paid, in the words that shops use."""

import re

from pulsa_cli.core.old_book import OPEN, PARTLY, SETTLED, UNTOUCHED
from pulsa_cli.core.text import key
from pulsa_cli.core.written import plain_day

_STATUSES = {
    SETTLED: "lunas lns sudah sdh udah udh paid selesai beres bayarlunas dibayarlunas ✓ ✔ √ ✅",
    UNTOUCHED: "belumbayar belumdibayar blmbayar blmdibayar unpaid",
    OPEN: "belum belumlunas blmlunas blmlns bl blm hutang utang kasbon bon pinjaman pinjam open "
    "tempo",
    PARTLY: "cicil dicicil cicilan nyicil mencicil sebagian bayarsebagian dibayarsebagian dp "
    "partial angsur angsuran diangsur lunassebagian",
}
_STATUS = {word: status for status, words in _STATUSES.items() for word in words.split()}
_MARKS = {
    **dict.fromkeys("ya y iya v l ok 1 true".split(), SETTLED),
    **dict.fromkeys("tidak tdk t gak ga no n 0 false".split(), OPEN),
}
_ALREADY = r"(?:sudah|sdh|sdah|udah|udh|dah|telah)\W*"
_PAID = rf"(?:{_ALREADY}(?:di *)?(?:bayar|byr|lunas|lns)|lunas|lns)(?:\W*(?:lunas|semua))*"
_DAY = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}"
    r"|\d{1,2}[ -]?(?:jan|[fp]eb|mar|apr|mei|may|ju[nl]|ag|sept?|o[kc]t|no[vp]|de[sc])[a-z]*"
    r"(?:[ -]\d{2,4})?"
)
# LUNAS (TF), lunas 3/10, sudah bayar tunai
_BY = rf"\W*(?:debit|kredit|tunai|cash|tf|transfer|qris|dana|bank|tgl|tanggal|{_DAY})"
# What is not yet, or not of this debt: belum lunas, janji lunas, kalau sudah bayar.
_NOT_YET = (
    r"\b(?:belum|blm|blum|belom|blom|tidak|tdk|gak|ga|nggak|janji|mau|akan|kalau|kalo|sampai|"
    rf"harus)\W+(?:{_ALREADY})?(?:di|ter)?(?:bayar|byr|lunas|lns)\b"
)
_OF_PAYMENT = (
    rf"\b(?:{_PAID}|paid|(?:di|ter)bayar|(?:nyi|dici|menci)cil|batal)\b"
    rf"|\b{_ALREADY}(?:tf|transfer|setor)\b|\b(?:beres|done|clear|impas|lunas+|(?:di)?lunasi|"
    r"(?:di)?coret|(?:di)?ikhlas(?:kan)?)\b"
    rf"|\b(?:tf|transfer|cash|tunai)\W*(?:{_DAY})|^\W*(?:bayar|byr)\W*$"
    r"|\b(?:dp|bayar|byr|sisa|tinggal|kurang|cicil(?:an)?|angsur(?:an)?)\W*(?:rp\W*)?\d"
)


def status_of(cell: str, is_done: bool = False) -> str | None:
    """What a cell says of a debt, a column `lunas` (`is_done`) also by yes and no, a tick or the
    day; empty where it says nothing, None where it is not understood. `LUNAS (TF)` is lunas."""
    word = key(cell) or cell.strip("-")
    if not word:
        return ""
    if "?" in cell:
        return None  # whoever wrote it did not know either
    if known := _STATUS.get(word) or (_MARKS.get(word) if is_done else None):
        return known
    if re.fullmatch(rf"\W*{_PAID}(?:{_BY})*\W*", cell, re.I | re.A):
        return SETTLED
    if is_done and re.fullmatch(rf"(?:{_BY})+\W*", plain_day(cell), re.I | re.A):
        return SETTLED
    return None


def is_day(cell: str) -> bool:
    """Is it written like a day? Whether there is such a day is not asked."""
    return bool(re.fullmatch(_DAY, plain_day(cell), re.I | re.A))


def is_amount(cell: str) -> bool:
    """Is it written like money? `25.000`, `Rp 25 000,-`, `25rb`."""
    form = r"(?:rp\.?|idr\.?)? *\d[\d., ]*(?:,-)? *(?:rb|ribu|k|jt|juta)?"
    return bool(re.fullmatch(form, cell, re.I | re.A))


def tells_of_payment(cell: str) -> bool:
    """Does a cell that is for something else speak of money that came in for the debt?
    `pulsa, lunas`, `sudah bayar 5rb`, `dp 10.000`; but not `belum lunas` or `bayar listrik`."""
    said = re.sub(_NOT_YET, " ", cell, flags=re.I | re.A)
    return status_of(cell) == PARTLY or bool(re.search(_OF_PAYMENT, said, re.I | re.A))

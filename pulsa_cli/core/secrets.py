"""PINs and one-time passwords in what people type and paste: taken out before anything is kept.

What could be the end of a number, an SN, an amount or a date stays.
"""

import re

PIN, OTP = "PIN", "OTP"
_HIDDEN = "xxxx"  # in place of the digits, so that reading it a second time finds no others

_END = r"(?!\w|[.,-]\d)"
_MOBILE = r"(?:\+?62[.-]?|0)8(?:[.-]?\d){8,11}"
_METER = r"(?!20[23]\d(?:0[1-9]|1[0-2]))\d(?:-?\d){10,12}"  # not what begins with a date
_NO_DATE = r"(?!20[23]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))"
_NO_AMOUNT = rf"(?![1-9]\d{{1,4}}[05]00(?!\d)){_NO_DATE}"
_DOT = r"\s?[.*#]\s?"
# An order by SMS, `S10.081234567890.1234` or `S10.2.0812….1234.2`; in between, an amount.
_ORDER = (
    rf"(?<![\w.])(?P<kept>(?:(?:[a-z][\w-]{{0,14}}|\d{{1,6}})(?:\.\d{{1,6}})?{_DOT}{_MOBILE}"
    rf"|[a-z][\w-]{{0,14}}(?:\.\d{{1,6}})?{_DOT}{_METER})(?:\.\d{{1,8}})?)"
    rf"{_DOT}{_NO_AMOUNT}\d{{4,8}}(?=(?:\.\d{{1,2}})?{_END})"
)
# A balance (`S.1234`), a new PIN (`GP.1234.5678`) or a deposit (`TIKET.500000.1234`) by SMS: all of
# a text, or named as one, since `Siti S.1995` is a customer.
_ASKED = r"(?:s|sal|saldo|cs|gp|gantipin|ubahpin|(?:tiket|tkt|deposit|trf(?:\.\w+)?)\.\d{5,9})"
_PINS = rf"(?:\.{_NO_AMOUNT}\d{{4,8}}){{1,2}}"
_QUERY = rf"(?P<kept>^\s*{_ASKED}){_PINS}(?=\s*$)"
_QUERY_NAMED = rf"(?P<kept>\b(?:ketik|sms|kirim|format|balas(?:an)?)\W{{1,3}}{_ASKED}){_PINS}{_END}"
_MARKS = r"""[\s:=.,"'()*<>#/–—-]*"""
_BESIDE = (
    "saya aku ku dia anda kamu mu kami nya ini itu adalah yaitu ialah is your code kode nomor no "
    "baru lama server transaksi trx login masuk akun untuk dari verifikasi verification otp atm "
    "bank bca bri bni mandiri brimo livin mkios digipos dompet dana gopay gojek grab ovo linkaja "
    "shopee shopeepay tokopedia wa whatsapp telegram google facebook fb instagram ig hp sim "
    "kartu agen"
).replace(" ", "|") + r"|\d digit"
_WHOSE = r"(?:bu|ibu|pak|bapak|bpk|mbak|mba|mas|bang|kak|om|tante|si) [^\W\d]+"
# And up to two words of any kind: `pin budi 1234`, `otp yg masuk 123456`.
_GAP = (
    rf"{_MARKS}(?:(?<!\w)(?:{_BESIDE}|{_WHOSE})(?!\w){_MARKS}){{0,6}}"
    r"(?:(?<!\w)[^\W\d]+[\s:=]+){0,2}"
)
_WHOLE = r"(?![^\W\d])"  # `pin1234`, but not `pinjam`
_NO_NUMBER = r"(?!\+?(?:62|0)?8\d\d[ .-]\d{3})"
_DIGITS = (
    rf"{_NO_NUMBER}{_NO_DATE}(?![1-9]\d{{0,4}}000(?!\d)|[1-9]\d{{1,4}}500(?!\d))"
    r"(?:\d{3}[ -]\d{3}|\d\d(?:[ -]\d\d){2,3}|\d(?:[ -]\d){3,7}|\d{4,8})"
)
_PIN = rf"(?<!\w)(?P<kept>(?:m-?)?pin(?:-?(?:nya|ku|mu))?{_WHOLE}{_GAP})(?<!\d){_DIGITS}{_END}"
_NAMED = (
    rf"(?<!\w)(?:otp(?:-?nya)?|kode (?:verifikasi|otp|rahasia|keamanan|konfirmasi|autentikasi|"
    rf"otentikasi|whatsapp|wa|telegram|login|masuk)"
    rf"|(?:verification|security|login|whatsapp|google) code){_WHOLE}"
)
_OTP = rf"(?P<kept>{_NAMED}{_GAP})(?<!\d){_DIGITS}{_END}"
# `123456 adalah kode OTP Anda`
_OTP_BEFORE = (
    rf"(?<![\d.,])(?P<kept>(?:\b[a-z]-)?){_DIGITS}"
    rf"(?=\*? (?:adalah|sebagai|merupakan|ialah|is)\b{_GAP}{_NAMED})"
)
# `1234 itu pin saya`
_PIN_BEFORE = rf"(?<![\d.,-])(?P<kept>){_DIGITS}(?= (?:itu|ini|adalah) (?:m-?)?pin\b)"
_HINT = r"pin|otp|[ck]ode|[.*#]\s?\d{4}"  # without one of these, none of the patterns fits
_PATTERNS = (
    (_ORDER, PIN, ""),
    (_QUERY, PIN, ""),
    (_QUERY_NAMED, PIN, ""),
    (_OTP_BEFORE, OTP, _HIDDEN),
    (_OTP, OTP, _HIDDEN),
    (_PIN, PIN, _HIDDEN),
    (_PIN_BEFORE, PIN, _HIDDEN),
)


def without(text: str) -> tuple[str, str]:
    """The text without the PINs and one-time passwords in it; and what was taken out, in words:
    `PIN`, `OTP`, `PIN dan OTP`, empty where nothing was. Taken out of an order by SMS, nothing is
    left in its place: `S10.081234567890`."""
    if not re.search(_HINT, text, re.I):
        return text, ""
    taken = set()
    for pattern, what, left in _PATTERNS:
        text, count = re.subn(pattern, rf"\g<kept>{left}", text, flags=re.I)
        taken |= {what} if count else set()
    return text, " dan ".join(sorted(taken, reverse=True))


def of_order(text: str) -> tuple[str, str]:
    """The same of the PIN in an order by SMS alone. Digits that belong to a name or an SN stay."""
    kept, count = re.subn(_ORDER, r"\g<kept>", text, flags=re.I)
    return kept, PIN if count else ""

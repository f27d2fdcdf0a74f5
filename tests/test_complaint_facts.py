"""Nothing is said of an operator that has no source of grade A to C: every fact in
checklists/operator.yaml is one of tests/operators.yaml, and no code or number comes from elsewhere.
The transcripts in tests/keluhan show a whole session for each operator and provider; run
`PULSA_UPDATE_DOCS=1 make test` to write what came out, then read the difference."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.complaints import complain
from helpers.konter import Konter, command
from helpers.terminal import Terminal
from pulsa_cli.core import phone
from pulsa_cli.core.operators import USES

ROOT = Path(__file__).resolve().parents[1]
SHOWN = yaml.safe_load((ROOT / "checklists" / "operator.yaml").read_text("utf-8"))["operator"]
SOURCED = yaml.safe_load((ROOT / "tests" / "operators.yaml").read_text("utf-8"))
NAMES = {
    "Telkomsel": "telkomsel",
    "by.U": "byu",
    "Indosat": "indosat",
    "Tri": "tri",
    "XL": "xl",
    "Axis": "axis",
    "Smartfren": "smartfren",
    "PLN": "pln",
}
# Sources that stand in our file in Indonesian.
IN_INDONESIAN = {
    "press": "pers",
    "blogs": "blog",
    "smartfren tariff page": "halaman tarif smartfren",
    "smartfren.com FAQ": "FAQ smartfren.com",
    "prioritas.xl.co.id FAQ": "FAQ prioritas.xl.co.id",
    "byu.id FAQ": "FAQ byu.id",
}
# Where operators.yaml keeps what our file keeps for this use.
KEPT = {
    "telepon": "phone",
    "surel": "email",
    "aplikasi": "app",
    "obrolan": "chat",
    "cek-pulsa": "cek_pulsa",
    "riwayat": "riwayat_pemakaian",
    "buka-blokir": "buka_blokir",
}


def facts(tree: Any, path: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every fact of an operator with where it stands: value, path, fact."""
    if isinstance(tree, dict) and "value" in tree:
        values = tree["value"] if isinstance(tree["value"], list) else [tree["value"]]
        for value in values:
            use = tree.get("type") or tree.get("use") or ""
            yield str(value), f"{path}.{use}", tree
    elif isinstance(tree, dict):
        for key, below in tree.items():
            yield from facts(below, f"{path}.{key}")
    elif isinstance(tree, list):
        for below in tree:
            yield from facts(below, path)


def good(fact: dict[str, Any]) -> bool:
    return fact.get("grade") in ("A", "B", "C") and fact.get("status") in ("ok", "old")


OURS = [
    (operator, use, fact)
    for operator, uses in SHOWN.items()
    for use, found in (uses or {}).items()
    for fact in found
]


@pytest.mark.parametrize(
    "operator, use, fact",
    OURS,
    ids=[f"{operator} {use} {fact['isi']}" for operator, use, fact in OURS],
)
def test_each_fact_has_its_source(operator: str, use: str, fact: dict[str, Any]) -> None:
    value = fact["isi"]
    found = [
        (path, one)
        for sourced, path, one in facts(SOURCED["operators"][NAMES[operator]])
        if sourced == value and good(one)
    ]
    assert found, f"{operator} has no {value} of grade A to C"
    path, one = next(((path, one) for path, one in found if belongs(use, path)), ("", {}))
    assert path, f"{value} is not for {use}: {[path for path, _ in found]}"
    assert fact["sumber"] == IN_INDONESIAN.get(one["source"], one["source"])
    assert str(fact.get("tanggal", "")) == {"old": "lama"}.get(one["date"], one["date"] or "")
    assert fact["tingkat"] == one["grade"]


def belongs(use: str, path: str) -> bool:
    wanted = {
        "cek-darurat": ".pulsa_darurat.check.",
        "pinjam-darurat": ".pulsa_darurat.borrow.",
        "cek-langganan": ".cek_langganan.",
        "stop-darurat": ".pulsa_darurat.stop.",
        "stop-langganan": ".stop_langganan.",
        "stop-paket": ".stop_paket.",
        "kunci-pulsa": ".kunci_pulsa.",
        "tarif-data": ".tarif_dasar_data.",
    }.get(use, f".{KEPT.get(use, '')}")
    return (
        path == wanted
        or use == "cek-pulsa"
        and path.endswith("menu_cek_pulsa")
        or path.endswith(wanted)
        or use == "obrolan"
        and path.endswith(".x")
    )


def test_what_is_known_well_is_not_left_out() -> None:
    """Everything of grade A to C that is not old, for the uses that we show."""
    for operator, name in NAMES.items():
        ours = {
            fact["isi"]
            for uses in [SHOWN[operator] or {}]
            for found in uses.values()
            for fact in found
        }
        for value, path, fact in facts(SOURCED["operators"][name]):
            shown = any(belongs(use, path) for use in {*USES} - {"whatsapp"})
            if shown and good(fact) and fact["status"] == "ok":
                assert value in ours, f"{operator}: {value} ({path})"


# Codes and numbers in what is shown

MOBILE = [name for name in NAMES if name != "PLN"]
WALLETS = ["DANA", "GoPay", "OVO", "ShopeePay", "LinkAja"]
TO = {
    "Telkomsel": "081234567890",
    "by.U": "085155123456",
    "Indosat": "085712345678",
    "Tri": "089612341234",
    "XL": "081712345678",
    "Axis": "083112345678",
    "Smartfren": "088112345678",
    "PLN": "14112345001",
}
WALLET, SN = "081234567890", "01394800006993562868"
CREDIT = {
    "Telkomsel": "S10",
    "by.U": "BU10",
    "Indosat": "I10",
    "Tri": "T10",
    "XL": "X10",
    "Axis": "A10",
    "Smartfren": "SM10",
}


def allowed(operator: str) -> str:
    """Everything that may be said of an operator, in one text."""
    tree = SOURCED["operators"].get(NAMES.get(operator, ""), {})
    return "\n".join(
        f"{value} {fact.get('source')} {fact.get('date')}"
        for value, _, fact in facts(tree)
        if good(fact)
    )


def codes(text: str) -> set[str]:
    """Codes to dial, and numbers of three digits and more."""
    return set(re.findall(r"\*[\d*]+#?|\d{3,}", text))


@pytest.fixture
def every(konter: Konter) -> Konter:
    """A shop with packages of every operator."""
    with open(konter.root / "ledger" / "produk.csv", "a", encoding="utf-8") as prices:
        for operator in NAMES:
            prices.write(
                f"UJI{operator.replace('.', '')},{operator},data,Data 5 GB 30 hari,,"
                "48000,50000,ya,\n"
            )
    return konter


def sell(konter: Konter, operator: str, kind: str) -> str:
    """Sells to a number of this operator; returns the number."""
    konter.now = "2026-11-21T10:00:00+07:00"
    number = TO.get(operator, WALLET)
    product = {"pulsa": CREDIT.get(operator, ""), "data": f"UJI{operator.replace('.', '')}"}.get(
        kind
    ) or next(
        line.split(",")[0]
        for line in (konter.root / "ledger" / "produk.csv").read_text("utf-8").splitlines()
        if line.split(",")[1:2] == [operator] and not line.startswith("#")
    )
    konter.run("jual", number, product, "-y", "--sn", SN)
    konter.now = "2026-11-21T10:30:00+07:00"
    return number


CASES = (
    [(operator, kind) for operator in MOBILE for kind in ("pulsa", "data")]
    + [("PLN", "token")]
    + [(operator, "e-wallet") for operator in WALLETS]
)
# What is typed in each list, to its end: everything is as it should be, and nothing helps.
TYPED = {
    "pulsa": "y y y 1 t t t t t t",
    "data": "y y y 1 t t t t t t",
    "token": "y y y 1 y y ? ? t",
    "e-wallet": "y y y 1 y t t",
}


@pytest.mark.parametrize("operator, kind", CASES)
def test_a_whole_session(every: Konter, operator: str, kind: str) -> None:
    number = sell(every, operator, kind)
    with Terminal(command("cek-keluhan", number), every.environment(), columns=80) as terminal:
        for key in TYPED[kind].split():
            terminal.wait_for_prompt()
            terminal.press(f"{key}\r")
            terminal.typed(key)
        assert terminal.finish() == 0
        said = re.sub(r"^\(jam disetel:.*\n", "", terminal.screen, flags=re.M)
    page = ROOT / "tests" / "keluhan" / f"{operator.lower()}-{kind}.txt"
    if os.environ.get("PULSA_UPDATE_DOCS"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(said, "utf-8")
    assert said == page.read_text("utf-8")
    assert_sourced(said, operator, number)


@pytest.mark.parametrize("operator", MOBILE)
def test_what_takes_a_loan_is_a_lesson_and_never_shown_at_a_check(
    every: Konter, operator: str
) -> None:
    loans = [fact["isi"] for fact in (SHOWN[operator] or {}).get("pinjam-darurat", [])]
    assert bool(loans) == (operator != "by.U")
    parts = {*loans, *(code for loan in loans for code in re.findall(r"\*[\d*]+#", loan))}
    for page in (ROOT / "tests" / "keluhan").glob(f"{operator.lower()}-*.txt"):
        shown = " ".join(page.read_text("utf-8").split())
        assert not [part for part in parts if part in shown], page

    number = sell(every, operator, "pulsa")
    words = [f"{step}=ya" for step in ("diminta", "pembeli", "pemasok", "darurat")]
    words += ["riwayat=sukses", "tenggang=tidak", "saldo=tidak"]
    said = every.run("cek-keluhan", number, *(word for pair in words for word in ("--jawab", pair)))
    text = " ".join(said.out.split())
    lesson, codes = text.partition(" Kode: ")[::2]
    lesson = lesson.partition("Ajarkan: ")[2]
    for loan in loans:
        assert loan in lesson and "jangan dipakai untuk mengecek" in lesson
    assert not [part for part in parts if part in codes]
    assert "cek hutang pulsa darurat" in codes.lower()


@pytest.mark.parametrize(
    "shown, finding",
    [("used", "masuk"), ("reject", "ditolak"), ("over", "lebih-daya"), ("periksa", "instalasi")],
)
def test_what_the_meter_says_is_what_was_found(konter: Konter, shown: str, finding: str) -> None:
    assert shown.upper() in [
        fact["value"] for fact in SOURCED["operators"]["pln"]["meter_messages"]
    ]
    number = sell(konter, "PLN", "token")
    given = "diminta=ya pembeli=ya pemasok=ya riwayat=sukses diberikan=ya dicoba=ya diterima=tidak"
    assert complain(konter, number, *given.split(), f"tulisan={shown}")["temuan"] == finding


def assert_sourced(said: str, operator: str, number: str) -> None:
    """No code or number is in the text that is neither the sale's own nor in operators.yaml."""
    own = (
        r"https\S+",
        r"A-261121-[JK]\d{3}",
        phone.group(number),
        number,
        SN,
        "2026",
        r"(Pulsa|Token PLN|Saldo|DANA|GoPay|OVO|ShopeePay|LinkAja) \d+\.000",
        r"Rp\d+\.\d{3}$",
    )
    for each in own:
        said = re.sub(each, "", said, flags=re.M)
    cut_off = SOURCED["complaints"]["cut_off_wib"]["source"] if operator == "PLN" else ""
    assert codes(said) <= codes(f"{cut_off} {allowed(operator)}"), operator


@pytest.mark.parametrize("operator, kind", CASES)
def test_no_finding_says_more_than_is_sourced(every: Konter, operator: str, kind: str) -> None:
    number = sell(every, operator, kind)
    names = {
        "pulsa": "pulsa-tidak-masuk",
        "data": "kuota-tidak-masuk",
        "token": "token-pln",
        "e-wallet": "e-wallet",
    }
    found = complain(every, number)
    tree = yaml.safe_load((ROOT / "checklists" / f"{names[kind]}.yaml").read_text("utf-8"))
    assert found["daftar"] == names[kind]
    for name, step in tree["langkah"].items():
        for answer, verdict in (step.get("jawaban") or {}).items():
            answer = {True: "ya", False: "tidak"}.get(answer, answer)
            if (
                "tanya" in step
                and verdict
                and not verdict.startswith("bukan")
                and answer != "tunggu"
            ):  # that one only the clock gives
                others = [
                    f"{other}={easy(each)}"
                    for other, each in tree["langkah"].items()
                    if "tanya" in each and other != name
                ]
                said = every.run(
                    "cek-keluhan",
                    number,
                    *(word for pair in [*others, f"{name}={answer}"] for word in ("--jawab", pair)),
                )
                assert_sourced(said.out, operator, number)
                assert f"Temuan ({'mungkin' if ' ' in verdict else 'pasti'})" in said.out


def easy(step: dict[str, Any]) -> str:
    """The answer to a step that finds nothing."""
    for answer, verdict in step["jawaban"].items():
        if not verdict or verdict.startswith("bukan"):
            return str({True: "ya", False: "tidak"}.get(answer, answer))
    return "?"


def test_the_five_checks_are_in_the_order_of_the_article() -> None:
    tree = yaml.safe_load((ROOT / "checklists" / "pulsa-tidak-masuk.yaml").read_text("utf-8"))
    parts = [step["bagian"] for step in tree["langkah"].values() if "bagian" in step]
    assert [re.sub(r"\W", "", part)[0] for part in parts] == list("12345")
    for part, word in zip(parts, ("Nomor", "darurat", "Data", "NSP", "operator")):
        assert word in part


@pytest.mark.parametrize(
    "operator, banned",
    [(fact["operator"], fact["value"]) for fact in SOURCED["codes_rejected"]],
)
def test_what_was_said_of_an_operator_and_judged_wrong_is_not_said(
    operator: str, banned: str
) -> None:
    name = next(name for name, known in NAMES.items() if known == operator)
    said = [fact["isi"] for found in SHOWN[name].values() for fact in found]
    assert said and not [value for value in said if banned in value]


@pytest.mark.parametrize(
    "banned",
    [fact["value"] for fact in SOURCED["emergency_credit_codes_rejected"]]
    + ["0811-1111-1111", "0855-1000-185", "838", "*858#"],
)
def test_what_was_judged_wrong_is_nowhere(banned: str) -> None:
    for path in (ROOT / "checklists").glob("*.yaml"):
        assert not re.search(rf"(?<!\d){re.escape(banned)}(?!\d)", path.read_text("utf-8")), path

"""The lists that a complaint is worked through with, `checklists/*.yaml`, and what is known of
operators, `checklists/operator.yaml`. The owner edits them and can write more."""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pulsa_cli.core import templates
from pulsa_cli.core.checklist import (
    RULED_OUT,
    TO_OPERATOR,
    TO_SUPPLIER,
    UNKNOWN,
    Checklist,
    Finding,
    Step,
    Verdict,
    Waits,
)
from pulsa_cli.core.checks import ASKED, OUTCOMES
from pulsa_cli.core.complaints import LIKELY, SURE, Complaint
from pulsa_cli.core.operators import CHECKS, EVERY_CONTACT, LOANS, USES, Fact, Operators
from pulsa_cli.core.products import KINDS
from pulsa_cli.core.text import nearest
from pulsa_cli.errors import Refused
from pulsa_cli.ledger import files
from pulsa_cli.settings import starter
from pulsa_cli.settings.readers import mobile, template
from pulsa_cli.settings.strict_yaml import (
    LARGEST,
    BadValue,
    Each,
    Fields,
    Scalar,
    Several,
    Source,
    each_of,
    load,
    located,
    one_of,
    phrase,
    word,
)

FOLDER, OPERATORS = "checklists", "operator.yaml"
_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_UNITS = {"menit": timedelta(minutes=1), "jam": timedelta(hours=1), "hari": timedelta(days=1)}
# Where a list says nothing: the waiting time and the deadline are examples of one supplier each.
_WAITS = {
    "pending": timedelta(minutes=10),
    "batas-keluhan": timedelta(days=3),
    "tersimpan": timedelta(hours=1),
}


def _wait(value: Any) -> timedelta | None:
    """`10 menit`, `24 jam`, `3 hari`; None where nothing is written."""
    match = re.fullmatch(r"(\d{1,4}) ?(menit|jam|hari)", written := word(value).casefold(), re.A)
    if written and not match:
        raise BadValue(f"'{written}' seharusnya misalnya 10 menit, 24 jam atau 3 hari.")
    return int(match[1]) * _UNITS[match[2]] if match else None


def _templates(value: Any) -> list[str]:
    return [
        template(Scalar(word(scalar), scalar.line))
        for scalar in ([value] if isinstance(value, Scalar) else value)
        if word(scalar)
    ]


def _lesson(value: Any) -> str:
    """What is shown at a sale, as it stands."""
    if templates.unknown(written := phrase(value), ()):
        raise BadValue("tulis tanpa { }; nomornya terlihat saat menjual.")
    return written


def _tried(value: Any) -> str:
    """`20 Nov jalan` → `dicoba 20 Nov: jalan`."""
    written = word(value)
    match = re.fullmatch(r"(.*?\S)[ :,]+((?:tidak )?jalan)", written, re.I)
    if written and not match:
        raise BadValue(
            f"'{written}' seharusnya tanggal dan hasilnya, misalnya: 20 Nov jalan, atau "
            "20 Nov tidak jalan."
        )
    return f"dicoba {match[1].rstrip(' :,')}: {match[2].lower()}" if match else ""


_STEP: Fields = {
    "bagian": phrase,
    "periksa": one_of(*OUTCOMES),
    "tanya": template,
    "kode": each_of(*CHECKS, EVERY_CONTACT),
    "jawaban": Each(located),
}
_FINDING: Fields = {
    "sebab": template,
    "kata": template,
    "lakukan": _templates,
    "ajarkan": _templates,
    "kode": each_of(*CHECKS, *LOANS, EVERY_CONTACT),
    "pesan": each_of(TO_OPERATOR, TO_SUPPLIER),
    "tanya-lagi": _wait,
    "penutup": template,
    "ingat": _lesson,
}
_CHECKLIST: Fields = {
    "format": one_of("1"),
    "judul": phrase,
    "untuk": each_of(*KINDS),
    "waktu": dict.fromkeys(_WAITS, _wait),
    "langkah": Each(_STEP),
    "temuan": Each(_FINDING),
    "kalau-tidak-ada": located,
    "pesan-operator": template,
}
_FACT: Fields = {
    "isi": phrase,
    "sumber": phrase,
    "tanggal": word,
    "tingkat": one_of("A", "B", "C"),
    "dicoba": _tried,
}
_FACTS: Fields = {
    **dict.fromkeys(USES, Several(_FACT)),
    "whatsapp": Several({**_FACT, "isi": mobile}),
}  # a link is made from it
_OPERATORS: Fields = {"format": one_of("1"), "diperiksa": word, "operator": Each(_FACTS)}


class Checklists:
    """The lists of the shop at `root`; of a shop that has none, those that a new one gets."""

    def __init__(self, root: str) -> None:
        self._folder = os.path.join(root, FOLDER)
        if not os.path.isdir(self._folder):
            self._folder = os.path.join(starter.source(), FOLDER)

    def names(self) -> list[str]:
        """The lists that there are, by the names of their files."""
        return sorted(
            name.removesuffix(".yaml")
            for name in os.listdir(self._folder)
            if name.endswith(".yaml") and name != OPERATORS
        )

    def named(self, name: str) -> Checklist:
        """The list of this name. Raises Refused where there is none, NotUnderstood with file and
        line where it has a mistake."""
        if name not in self.names():
            near = nearest(name, self.names(), 1)
            hint = f" Maksudnya {near[0]}?" if near else ""
            raise Refused(
                f"Daftar periksa '{name}' tidak ada di {FOLDER}/.{hint} "
                f"Yang ada: {', '.join(self.names()) or 'belum satu pun'}."
            )
        return _checklist(name, self._source(f"{name}.yaml"))

    def of(self, complaint: Complaint) -> Checklist | None:
        """The list that a complaint was worked through with; None where that is gone. Raises
        NotUnderstood as `named`."""
        name = complaint.checklist
        return self.named(name) if name in self.names() else None

    def for_kind(self, kind: str) -> Checklist:
        """The first list for products of this kind. Raises as `named`."""

        def unlikely(name: str) -> bool:  # reading YAML costs; most lists are not needed
            data = files.read(os.path.join(self._folder, f"{name}.yaml"), LARGEST)
            return not re.search(rf"(?m)^untuk:.*\b{kind}\b".encode(), data)

        for name in sorted(self.names(), key=unlikely):
            checklist = self.named(name)
            if kind in checklist.kinds:
                return checklist
        raise Refused(
            f"Belum ada daftar periksa untuk jenis {kind}. Tulis 'untuk: [{kind}]' di "
            f"salah satu berkas di {FOLDER}/, atau pakai --daftar NAMA."
        )

    def operators(self) -> Operators:
        """What is known of operators. Raises NotUnderstood with file and line."""
        source = self._source(OPERATORS)
        operators = load(source, _OPERATORS).get("operator", {})
        return Operators(
            {
                name: {
                    use: [_fact(source, line, fact) for line, fact in facts]
                    for use, facts in known.items()
                }
                for name, (_, known) in operators.items()
            }
        )

    def _source(self, name: str) -> Source:
        return Source(f"{FOLDER}/{name}", files.read(os.path.join(self._folder, name), LARGEST + 1))


def _fact(source: Source, line: int, fact: Mapping[str, str]) -> Fact:
    for needed in ("isi", "sumber"):
        if not fact.get(needed):
            raise source.problem(
                line, f"{needed}: belum ditulis. Tanpa sumber, kode tidak ditampilkan."
            )
    return Fact(fact["isi"], fact["sumber"], fact.get("tanggal", ""), fact.get("dicoba", ""))


def _checklist(name: str, source: Source) -> Checklist:
    values = load(source, _CHECKLIST)
    for needed in ("format", "judul", "langkah", "temuan", "kalau-tidak-ada"):
        if not values.get(needed):
            raise source.problem(1, f"bagian '{needed}:' belum ada.")
    waits = values.get("waktu", {})
    findings = {
        key: _finding(source, key, line, fields, bool(values.get("pesan-operator")))
        for key, (line, fields) in values["temuan"].items()
    }
    steps, part = [], ""
    for key, (line, fields) in values["langkah"].items():
        part = fields.get("bagian") or part
        steps.append(_step(source, key, line, {**fields, "bagian": part}, findings))
    waits = {key: usual if waits.get(key) is None else waits[key] for key, usual in _WAITS.items()}
    return Checklist(
        name=name,
        title=values["judul"],
        kinds=tuple(values.get("untuk", ())),
        waits=Waits(
            pending=waits["pending"], deadline=waits["batas-keluhan"], aside=waits["tersimpan"]
        ),
        steps=tuple(steps),
        findings=findings,
        otherwise=_known(source, values["kalau-tidak-ada"], findings),
        message=values.get("pesan-operator", ""),
    )


def _finding(
    source: Source, name: str, line: int, fields: Mapping[str, Any], message: bool
) -> Finding:
    _check_name(source, name, line)
    if not fields.get("sebab"):
        raise source.problem(line, f"temuan '{name}' belum punya 'sebab:'.")
    if TO_OPERATOR in fields.get("pesan", ()) and not message:
        raise source.problem(
            line,
            f"temuan '{name}' perlu pesan untuk operator; isi 'pesan-operator:' di berkas ini.",
        )
    return Finding(
        name=name,
        cause=fields["sebab"],
        words=fields.get("kata", ""),
        todo=tuple(fields.get("lakukan", ())),
        lessons=tuple(fields.get("ajarkan", ())),
        codes=tuple(fields.get("kode", ())),
        messages=tuple(fields.get("pesan", ())),
        again=fields.get("tanya-lagi"),
        advice=fields.get("penutup", ""),
        remembered=fields.get("ingat", ""),
    )


def _step(
    source: Source, name: str, line: int, fields: Mapping[str, Any], findings: Mapping[str, Finding]
) -> Step:
    _check_name(source, name, line)
    check, question = fields.get("periksa", ""), fields.get("tanya", "")
    if not (question or check) or check == ASKED and not question:
        raise source.problem(
            line, f"langkah '{name}' perlu 'tanya:'{'' if check else ' atau periksa:'}."
        )
    answers: dict[str, Verdict | None] = {}
    for answer, (at, verdict) in fields.get("jawaban", {}).items():
        _check_answer(source, answer, at, check)
        answers[answer] = _verdict(source, verdict, findings)
    if question and not answers.keys() - {UNKNOWN}:
        raise source.problem(
            line, f"langkah '{name}' belum punya 'jawaban:', misalnya ya dan tidak."
        )
    return Step(
        name=name,
        part=fields["bagian"],
        check=check,
        question=question,
        codes=tuple(fields.get("kode", ())),
        answers=answers,
    )


def _check_answer(source: Source, answer: str, line: int, check: str) -> None:
    """Raises NotUnderstood for an answer that nobody can type or that `check` never gives."""
    _check_name(source, answer, line)
    if len(answer) < 2 or answer.isdigit():
        raise source.problem(line, f"jawaban '{answer}' paling sedikit dua huruf.")
    if check and answer not in OUTCOMES[check]:
        raise source.problem(
            line,
            f"periksa: {check} tidak pernah menjawab '{answer}'; "
            f"yang ada: {', '.join(OUTCOMES[check])}.",
        )


def _verdict(source: Source, written: Scalar, findings: Mapping[str, Finding]) -> Verdict | None:
    """`salah-nomor`, `mungkin salah-nomor`, `bukan salah-nomor`; None where nothing is written."""
    first, _, rest = written.text.partition(" ")
    hedged = bool(rest) and first in (LIKELY, RULED_OUT)
    finding = Scalar(rest.strip() if hedged else written.text, written.line)
    return (
        Verdict(_known(source, finding, findings), first if hedged else SURE)
        if written.text
        else None
    )


def _known(source: Source, name: Scalar, findings: Mapping[str, Finding]) -> str:
    if name.text not in findings:
        near = nearest(name.text, findings, 1)
        hint = f" Maksudnya '{near[0]}'?" if near else ""
        raise source.problem(name.line, f"temuan '{name.text}' tidak ada di bagian temuan.{hint}")
    return name.text


def _check_name(source: Source, name: str, line: int) -> None:
    """Names are stored in the ledger, where a space ends one."""
    if not re.fullmatch(_NAME, name, re.A):
        raise source.problem(line, f"'{name}' seharusnya huruf kecil, angka dan tanda hubung saja.")

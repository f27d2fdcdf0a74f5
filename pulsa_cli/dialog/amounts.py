"""Amounts of money as people type them, asked about where two things could be meant."""

from pulsa_cli.core import money
from pulsa_cli.dialog.person import Person
from pulsa_cli.errors import WrongUse


def asked(person: Person, typed: str, hundreds: bool = False) -> int:
    """An amount as typed → whole rupiah. Below Rp1.000 the person is asked what was meant;
    `hundreds` are taken as they are (discounts). Raises WrongUse, also where nobody can be
    asked."""
    amount = money.parse(typed)
    if amount.explicit or hundreds and amount.rupiah >= 100:
        return amount.rupiah
    thousands = amount.rupiah * 1000
    if not person.here:
        raise WrongUse(
            f"'{typed}' maksudnya {money.rupiah(thousands)}? Tulis {typed}rb. "
            f"Kalau memang {money.rupiah(amount.rupiah)}, tulis Rp{typed}."
        )
    if person.confirm(f"{typed}: maksudnya {money.rupiah(thousands)}?"):
        return thousands
    return amount.rupiah


def not_zero(person: Person, typed: str) -> int:
    """The same of an amount that has to be one. Raises WrongUse."""
    amount = asked(person, typed)
    if not amount:
        raise WrongUse("JUMLAH tidak boleh nol.")
    return amount

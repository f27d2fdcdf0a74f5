"""The types of what is typed behind a command: amounts, names, ids, which complete on Tab."""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pulsa_cli import shop as shops
from pulsa_cli.core import serial
from pulsa_cli.dialog import amounts, free_text
from pulsa_cli.dialog.person import at_the_counter
from pulsa_cli.errors import PulsaError, WrongUse

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMPLETED = 50  # more than a shell shows at once


class Rupiah(click.ParamType):  # type: ignore[type-arg]
    """An amount as people write it → whole rupiah. Below Rp1.000 it asks what was meant; without
    a person it refuses unless written with Rp. `hundreds` are taken as they are (discounts)."""

    name = "JUMLAH"

    def __init__(self, hundreds: bool = False) -> None:
        self.hundreds = hundreds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        person = at_the_counter(bool(ctx and ctx.params.get("yes")))
        return amounts.asked(person, value, self.hundreds)


class Tender(Rupiah):
    """Money put down, with the way to pay before it where that is named: `20rb`, `qris=5rb` →
    the way (may be empty) and whole rupiah."""

    name = "[CARA=]JUMLAH"

    def convert(  # type: ignore[override]
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        way, _, amount = value.rpartition("=")
        return way.strip(), super().convert(amount, param, ctx)


class Whole(click.ParamType):  # type: ignore[type-arg]
    """A whole number from 0 to `most`, with or without its `unit`: `3`, `3 hari`."""

    name = "ANGKA"

    def __init__(self, unit: str, most: int) -> None:
        self.unit, self.most = unit, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        digits = value.casefold().strip().removesuffix(self.unit).strip()
        if not digits.isascii() or not digits.isdigit() or int(digits[:9]) > self.most:
            raise WrongUse(f"{_called(param)} '{value}' seharusnya angka, 0 sampai {self.most}.")
        return int(digits)


class Words(click.ParamType):  # type: ignore[type-arg]
    """Words that stand for a day, a time or a term, as typed. Refuses none at all, which would be
    read as if the option were not there."""

    name = "TEKS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        refuse_empty(str(value), param, ctx)
        return str(value)


def refuse_empty(typed: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
    """Raises WrongUse for an option that was typed with nothing behind it."""
    if typed.strip() or not (param and param.name and ctx):
        return
    if ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
        raise WrongUse(f"{_called(param)} kosong. Isi, atau hapus {_called(param)}.")


def _called(param: click.Parameter | None) -> str:
    """What the person calls it: `--catatan`, `TANGGAL`."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.human_readable_name if param else "Teks"


class Clearable(click.ParamType):  # type: ignore[type-arg]
    """A value that `-` clears, read as text by `read`; or an amount of money."""

    def __init__(self, read: Callable[[str], object] | None = None) -> None:
        self.name, self._read = "TEKS", read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        refuse_empty(str(value), param, ctx)
        if value in ("", "-"):
            return str(value)
        return str(self._read(value) if self._read else Rupiah().convert(value, param, ctx))


class Text(click.ParamType):  # type: ignore[type-arg]
    """Free text in one visible line, as it is stored. `needed` refuses an empty one."""

    name = "TEKS"

    def __init__(self, needed: bool = False) -> None:
        self.needed = needed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return free_text.line(value, _called(param), self.needed)


class Name(Text):
    """A name in one visible line, as it is stored."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return free_text.plain(value, _called(param), self.needed)


class Serial(Text):
    """A supplier's SN. Refuses what people write where there is none."""

    name = "SN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = _called(param)
        return serial.read(free_text.plain(value, name, self.needed), name)


class ProductCode(click.ParamType):  # type: ignore[type-arg]
    """A product's code; completes from the price list. Where several words are typed, whose it is
    comes first."""

    name = "PRODUK"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        if param.nargs == -1 and not ctx.params.get(param.name or ""):
            return CustomerName().shell_complete(ctx, param, incomplete)
        return [
            CompletionItem(product.code, help=product.label)
            for product in _completing(ctx, lambda shop: shop.products.products)
            if product.active and product.code.casefold().startswith(incomplete.casefold())
        ]


class SaleId(click.ParamType):  # type: ignore[type-arg]
    """An id as typed; completes from today's sales."""

    name = "ID"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(form)
            for id in _completing(ctx, lambda shop: shop.read_books().sales.todays_ids())
            for form in (id, id.rpartition("-")[2])
            if form.startswith(incomplete.upper())
        ]


class CustomerName(click.ParamType):  # type: ignore[type-arg]
    """A customer as typed; completes from names and short names."""

    name = "PELANGGAN"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        def matching(shop: shops.Shop) -> list[Any]:
            every = shop.read_books().customers.matching(incomplete)
            return list(islice(every, _COMPLETED))

        return [
            CompletionItem(
                known.customer.code or known.customer.name, help=" ".join(known.customer.numbers)
            )
            for known in _completing(ctx, matching)
        ]


class Method(click.ParamType):  # type: ignore[type-arg]
    """A way to pay as typed; completes from the shop's own list."""

    name = "CARA"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(method)
            for method in _completing(ctx, lambda shop: shop.settings.methods)
            if method.startswith(incomplete)
        ]


def _completing(ctx: click.Context, ask: Callable[[shops.Shop], list[Any]]) -> list[Any]:
    """The answer for a completion; nothing where the shop can't give one."""
    try:
        return ask(shops.find(ctx.find_root().params.get("toko") or ""))
    except (PulsaError, OSError):
        return []

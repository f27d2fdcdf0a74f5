"""What the commands share: Indonesian help, errors in words, types of values, the shop."""

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from pulsa_cli import shop as shops
from pulsa_cli.core import money, text
from pulsa_cli.core.sales import PENDING, SUCCESS
from pulsa_cli.errors import PulsaError, WrongUse
from pulsa_cli.output import tables, terminal

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LONGEST = 200
_SHOWN = 10  # damaged lines in full; the others are counted


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class IndonesianHelp(click.Command):
    """Click's help page and its own errors, in Indonesian."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            if (record := param.get_help_record(ctx))
        ]
        with formatter.section("Pilihan"):
            formatter.write_dl(
                [(name, said.replace("[required]", "[wajib]")) for name, said in records]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        # Not Click's own: that one looks for translations of its help line at every start.
        if self._help_option is None:
            self._help_option = click.Option(
                ["--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help="Tampilkan bantuan ini.",
            )
        return self._help_option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [
            piece.replace("[OPTIONS]", "[PILIHAN]") for piece in super().collect_usage_pieces(ctx)
        ]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        # Click tries every short option as a long one first, and its error imports difflib and
        # locale. Behind another option it may be that one's value, so it stays.
        long = {param.opts[0]: param.opts[-1] for param in self.params if len(param.opts[0]) == 2}
        args = [
            arg if before.startswith("-") else long.get(arg, arg)
            for before, arg in zip(["", *args], args)
        ]
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(f"Kelebihan kata: {' '.join(rest)}.", ctx)
        return rest


command = functools.partial(click.command, cls=IndonesianHelp)


def explain(error: click.ClickException) -> str:
    """Click's complaint about what was typed, in Indonesian, with the way to the help page."""
    ctx = getattr(error, "ctx", None)
    where = f"\nLihat: {ctx.command_path} --help" if ctx else ""
    return f"{_reason(error)}{where}"


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = text.nearest(error.option_name, error.possibilities or (), 1)
        hint = f" Maksudnya {near[0]}?" if near else ""
        return f"Tidak ada pilihan {error.option_name}.{hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "sesuatu"
        if isinstance(error.param, click.Option):
            name = error.param.opts[0]
        return f"{name} belum ditulis."
    if isinstance(error, click.BadOptionUsage):
        if "not take" in error.message:
            return f"Pilihan {error.option_name} tidak memakai nilai."
        return f"Pilihan {error.option_name} perlu diisi nilainya."
    if (
        isinstance(error, click.BadParameter)
        and isinstance(error.param, click.Parameter)
        and isinstance(error.param.type, click.Choice)
    ):
        choices = ", ".join(map(str, error.param.type.choices))
        return f"{error.param.opts[0]} hanya boleh: {choices}."
    return error.message


class Rupiah(click.ParamType):  # type: ignore[type-arg]
    """An amount as people write it → whole rupiah. Below Rp1.000 it asks what was meant; without
    a person it refuses unless written with Rp. `hundreds` are taken as they are (discounts)."""

    name = "JUMLAH"

    def __init__(self, hundreds: bool = False) -> None:
        self.hundreds = hundreds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        amount = money.parse(value)
        if amount.explicit or self.hundreds and amount.rupiah >= 100:
            return amount.rupiah
        thousands = amount.rupiah * 1000
        if ctx and ctx.params.get("yes") or not terminal.interactive():
            raise WrongUse(
                f"'{value}' maksudnya {money.rupiah(thousands)}? Tulis {value}rb. "
                f"Kalau memang {money.rupiah(amount.rupiah)}, tulis Rp{value}."
            )
        if terminal.confirm(f"{value}: maksudnya {money.rupiah(thousands)}?"):
            return thousands
        return amount.rupiah


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
            name = f"{param.opts[0]} " if param else ""
            raise WrongUse(f"{name}'{value}' seharusnya angka, 0 sampai {self.most}.")
        return int(digits)


class Clearable(click.ParamType):  # type: ignore[type-arg]
    """A value that `-` clears, read as text by `read`; or an amount of money."""

    def __init__(self, read: Callable[[str], object] | None = None) -> None:
        self.name, self._read = "TEKS", read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in ("", "-"):
            return str(value)
        return str(self._read(value) if self._read else Rupiah().convert(value, param, ctx))


class Text(click.ParamType):  # type: ignore[type-arg]
    """Text in one visible line. `needed` refuses an empty one."""

    name = "TEKS"

    def __init__(self, needed: bool = False) -> None:
        self.needed = needed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        cleaned = text.clean(value)
        name = param.opts[0] if param else "Teks"
        if len(cleaned) > _LONGEST:
            raise WrongUse(
                f"{name} terlalu panjang ({len(cleaned)} huruf); paling banyak {_LONGEST}."
            )
        if self.needed and not cleaned:
            raise WrongUse(f"{name} tidak boleh kosong.")
        return cleaned


class ProductCode(click.ParamType):  # type: ignore[type-arg]
    """A product's code; completes from the price list."""

    name = "PRODUK"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        if param.nargs == -1 and not ctx.params.get(param.name or ""):
            return []  # the number comes first
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
            for id in _completing(ctx, lambda shop: shop.books.todays_ids())
            for form in (id, id.rpartition("-")[2])
            if form.startswith(incomplete.upper())
        ]


class Client(click.ParamType):  # type: ignore[type-arg]
    """A customer as typed; completes from names and short names."""

    name = "PELANGGAN"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        found = _completing(ctx, lambda shop: shop.clients.customers(incomplete))
        return [
            CompletionItem(
                known.customer.code or known.customer.name, help=" ".join(known.customer.numbers)
            )
            for known in found[:50]
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


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(tables.FORMATS),
    default="tabel",
    metavar="|".join(tables.FORMATS),
    help="Bentuk hasil.",
)
yes_option = click.option(
    "-y", "--ya", "yes", is_flag=True, is_eager=True, help="Tanpa pertanyaan; langsung catat."
)
cashier_option = click.option(
    "--kasir", "cashier", type=Text(), default="", help="Siapa yang mencatat."
)
note_option = click.option("--catatan", "note", type=Text(), default="", help="Keterangan bebas.")
sn_option = click.option("--sn", type=Text(), default="", help="Nomor seri dari pemasok.")
status_option = click.option(
    "--status",
    type=click.Choice((SUCCESS, PENDING)),
    default=SUCCESS,
    metavar="sukses|pending",
    help="Keadaan isi ulang.",
)
again_option = click.option(
    "--lagi", "again", is_flag=True, help="Memang dijual lagi: nomor dan produk sama hari ini."
)
method_option = click.option(
    "--cara", "method", type=Method(), default="", help="tunai, tf, qris, …"
)
term_option = click.option(
    "--tempo",
    "term",
    default="",
    metavar="KAPAN",
    help="Jatuh tempo kasbon: 7 hari, sabtu, tanggal 25, gajian, akhir bulan.",
)
back_option = click.option(
    "--kembali",
    "back",
    type=click.Choice(["tunai", "titipan", "nanti"]),
    metavar="tunai|titipan|nanti",
    help="Ke mana uang pembeli.",
)
reason_option = click.option("--alasan", "reason", type=Text(needed=True), help="Mengapa.")
force_option = click.option(
    "--tetap",
    "force",
    type=Text(needed=True),
    metavar="ALASAN",
    help="Tetap, walau aturan konter melarang.",
)
when_option = click.option(
    "--waktu", "when", metavar="WAKTU", default="", help="Kapan terjadinya: 10.30, 'kemarin 19.05'."
)
as_of_option = click.option(
    "--per",
    "day",
    metavar="TANGGAL",
    default="",
    help="Seperti pada akhir hari itu: 31/10, kemarin, …",
)
debt_argument = click.argument("typed_id", metavar="ID/PELANGGAN", type=Client())
id_argument = click.argument("typed_id", metavar="ID", type=SaleId())
complaint_argument = click.argument("typed_id", metavar="ID/NOMOR")
answer_option = click.option(
    "--jawab",
    "answers",
    multiple=True,
    metavar="LANGKAH=NILAI",
    help="Jawaban satu langkah, misalnya darurat=y; boleh beberapa.",
)
client_argument = click.argument(
    "typed_client",
    metavar="PELANGGAN",
    type=Client(),
    nargs=-1,
    required=True,
    callback=lambda ctx, param, words: " ".join(words),
)


def with_shop(function: Callable[..., None]) -> Callable[..., None]:
    """Hands the shop to a command as its first argument.

    Lines in the ledgers that can't be understood are shown after the answer; exit code 3, unless
    a row was recorded: that has its own promise (design §7).
    """

    @click.pass_context
    @functools.wraps(function)
    def wrapper(ctx: click.Context, *args: Any, **kwargs: Any) -> None:
        shop = shops.find(ctx.find_root().params.get("toko") or "")
        shop.tell, shop.progress = terminal.note, terminal.Progress("Menyiapkan indeks")
        try:
            function(shop, *args, **kwargs)
        finally:
            problems = shop.problems
            if problems:
                terminal.flush()  # behind the answer, also where both go into one pipe
            for problem in problems[:_SHOWN]:
                terminal.warn(str(problem))
            if len(problems) > _SHOWN:
                terminal.warn(f"dan {len(problems) - _SHOWN} baris lain.")
        if problems and not shop.recorded:
            sys.stdout.flush()
            ctx.exit(3)

    return wrapper

"""A sale before it is recorded: which number, product, price; what to warn of, what to refuse."""

from collections.abc import Iterable
from typing import NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.money import grouped, rupiah
from pulsa_cli.core.phone import Prefix, Prefixes
from pulsa_cli.core.products import CREDIT, TOKEN, BadRow, PriceList, Product, denomination
from pulsa_cli.core.text import key
from pulsa_cli.errors import Refused


class Ambiguous(Refused):
    """The number's prefix fits more than one operator's product; the seller has to say which."""

    def __init__(self, number: str, products: list[Product]) -> None:
        self.products = products
        named = " atau ".join(f"{product.code} ({product.label})" for product in products)
        super().__init__(f"{phone.group(number)} bisa {named}. Tulis kode produknya.")


class NoPrice(Refused):
    """The price list has no price for this product and none was given."""

    def __init__(self, product: Product) -> None:
        super().__init__(
            f"Harga {product.code} belum diisi. Tambahkan --harga, atau isi dengan: "
            f"pulsa produk harga {product.code} HARGA"
        )


class Choice(NamedTuple):
    """A number (digits only) with the product meant for it, and what to warn of."""

    number: str
    product: Product
    warnings: tuple[str, ...]


class Quote(NamedTuple):
    """A sale ready to be read back. Amounts in rupiah; `paid` is what the shop keeps of the money
    received now, `carried` is money of a failed sale that pays for this one."""

    number: str
    product: Product
    cost: int | None
    price: int
    discount: int
    carried: int
    paid: int
    change: int
    warnings: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.price - self.discount

    @property
    def owed(self) -> int:
        """What is neither paid nor carried: goes to the customer's account."""
        return self.total - self.carried - self.paid


class Agreed(NamedTuple):
    """What a seller and a customer agreed on, rupiah; None = as in the price list. `by_card`, the
    discount is one by the loyalty card, which is judged before."""

    price: int | None = None
    cost: int | None = None
    discount: int = 0
    by_card: bool = False


def choose(
    number_text: str,
    word: str,
    prices: PriceList,
    prefixes: Prefixes,
    force: bool = False,
    insisted: bool = False,
) -> Choice:
    """Finds the product (a code, or a denomination of the number's operator) and reads the number
    as that product needs it.

    `force` goes on against another operator's prefix, against a product out of sale and with a
    number that is too long for any that is given out; `insisted` only with the last of these.
    Raises Refused, Ambiguous.
    """
    product = prices.for_sale(
        word, lambda row: not denomination(word) or _may_be_for(number_text, row, prefixes)
    )
    if product is None:
        return _by_denomination(number_text, word, prices, prefixes, force or insisted)
    if not force:
        refuse_out_of_sale(product)
    if product.kind == TOKEN:
        return _for_meter(number_text, product, prefixes)
    number = _number(number_text, force or insisted)
    if not force:
        refuse_other_operator(number, product, prices, prefixes)
    return Choice(number, product, _doubts(number, prefixes.find(number)))


def _number(typed: str, insisted: bool) -> str:
    """The phone number, digits only. Raises Refused, with the way to insist where there is one."""
    try:
        return phone.normalise(typed, insisted)
    except Refused as refusal:
        if not phone.is_mobile(typed, insisted=True):
            raise
        raise Refused(f"{refusal} Kalau memang segitu: pulsa jual … --tetap ALASAN") from None


def refuse_out_of_sale(product: Product) -> None:
    """Raises Refused for a product that is switched off in the price list."""
    if not product.active:
        raise Refused(_out_of_sale(product))


def refuse_other_operator(
    number: str, product: Product, prices: PriceList, prefixes: Prefixes
) -> None:
    """Raises Refused, with the right product named, where a product is another operator's than
    the number (digits). E-wallets and tokens go with any number, unknown prefixes with any
    product."""
    prefix = prefixes.find(number)
    if prefix and _is_of_another(prefix, product.operator, prefixes):
        raise Refused(_other_operator(number, prefix, product, prices))


def _is_of_another(prefix: Prefix, operator: str, prefixes: Prefixes) -> bool:
    """Has the operator numbers of its own, of which one with this prefix can't be?"""
    bound = key(operator) in map(key, prefixes.operators)
    return bound and key(operator) not in map(key, prefix.operators)


def _may_be_for(number_text: str, row: BadRow, prefixes: Prefixes) -> bool:
    """Could the product of that row be for this number (as typed)? Where not, a code that is a
    bare number means the denomination alone."""
    if not phone.is_mobile(number_text):
        return row.active and row.kind in ("", TOKEN)
    prefix = prefixes.find(phone.normalise(number_text))
    other = row.kind == TOKEN or prefix and _is_of_another(prefix, row.operator, prefixes)
    return row.active and not other


def _by_denomination(
    number_text: str, word: str, prices: PriceList, prefixes: Prefixes, insisted: bool
) -> Choice:
    nominal = denomination(word)
    if nominal and not phone.is_mobile(number_text) and phone.is_meter(number_text):
        return _token(number_text, nominal, prices, prefixes)
    number = _number(number_text, insisted)
    prefix = prefixes.find(number)
    if not nominal:
        raise Refused(_unknown_product(word, None, prefix.operators if prefix else (), prices))
    if prefix is None:
        raise Refused(
            f"Awalan {number[:4]} tidak dikenal, jadi operatornya tidak bisa ditebak. "
            "Tulis kode produknya (lihat: pulsa produk list)."
        )
    products = prices.sold_as(nominal, CREDIT, prefix.operators)
    if len(products) > 1:
        raise Ambiguous(number, products)
    if products:
        return Choice(number, products[0], _doubts(number, prefix))
    for product in prices.of_nominal(nominal, CREDIT, prefix.operators, active=False):
        raise Refused(_out_of_sale(product))
    raise Refused(_unknown_product(word, nominal, prefix.operators, prices))


def _token(number_text: str, nominal: int, prices: PriceList, prefixes: Prefixes) -> Choice:
    if tokens := prices.sold_as(nominal, TOKEN):
        return _for_meter(number_text, tokens[0], prefixes)
    raise Refused(
        f"Tidak ada token {grouped(nominal)} di daftar harga. "
        "Lihat: pulsa produk list --operator PLN"
    )


def _out_of_sale(product: Product) -> str:
    return (
        f"{product.code} ({product.label}) sedang tidak dijual (aktif = tidak di "
        "ledger/produk.csv). Tetap jual: tulis kodenya dengan --tetap ALASAN."
    )


def _for_meter(number_text: str, product: Product, prefixes: Prefixes) -> Choice:
    number = phone.meter(number_text)
    if phone.is_mobile(number_text) and prefixes.find(phone.normalise(number_text)):
        return Choice(
            number,
            product,
            (
                f"{phone.group(number)} terlihat seperti nomor HP; {product.label} perlu "
                "nomor meter atau ID pelanggan.",
            ),
        )
    return Choice(number, product, ())


def _other_operator(number: str, prefix: Prefix, product: Product, prices: PriceList) -> str:
    right = (
        prices.of_nominal(product.nominal, product.kind, prefix.operators)
        if product.nominal
        else []
    )
    operators = " atau ".join(prefix.operators)
    said = f"{product.code} untuk {product.operator}, sedangkan {phone.group(number)} {operators}. "
    if right:
        return (
            said
            + "Yang benar: "
            + " atau ".join(
                f"{fitting.code} ({fitting.label}{_priced(fitting)})" for fitting in right
            )
            + "."
        )
    return said + f"Lihat produknya: pulsa produk list --operator {prefix.operators[0]}"


def _unknown_product(
    word: str, nominal: int | None, operators: Iterable[str], prices: PriceList
) -> str:
    what = (
        f"Pulsa {grouped(nominal)} {' atau '.join(operators)} tidak ada di daftar harga."
        if nominal
        else f"Produk '{word}' tidak dikenal."
    )
    nearest = prices.nearest(word, operators)
    offers = ", ".join(f"{product.code} ({product.label})" for product in nearest)
    if prices.bad:
        what += f" {len(prices.bad)} baris daftar harga tidak bisa dibaca: pulsa produk list."
    return f"{what} Maksudnya {offers}?" if offers else f"{what} Lihat: pulsa produk list"


def _priced(product: Product) -> str:
    return f", {rupiah(product.price)}" if product.price is not None else ""


def _doubts(number: str, prefix: Prefix | None) -> tuple[str, ...]:
    """Unknown prefix or odd length. Which lengths are given out nobody publishes, so never a
    refusal."""
    if prefix is None:
        return (f"Awalan {number[:4]} tidak dikenal. Periksa lagi nomornya.",)
    usual = prefix.lengths or phone.USUAL_LENGTHS
    if len(number) in usual:
        return ()
    return (
        f"{phone.group(number)} ada {len(number)} angka; {prefix.prefix} biasanya "
        f"{' atau '.join(map(str, usual))}. Periksa lagi nomornya.",
    )


def quote(
    choice: Choice,
    agreed: Agreed,
    tendered: int | None = None,
    carried: int = 0,
    credit: bool = False,
) -> Quote:
    """Works out what is to be paid; amounts in rupiah. `tendered` is what is given, None = exactly
    what is to be paid (on `credit`: nothing); `carried` is money that the shop has already.

    Raises NoPrice, and Refused for a discount above the price or money that falls short.
    """
    product = choice.product
    price = product.price if agreed.price is None else agreed.price
    cost = product.cost if agreed.cost is None else agreed.cost
    discount = agreed.discount
    if price is None:
        raise NoPrice(product)
    total = price - discount
    if total < 0:
        raise Refused(f"Diskon {rupiah(discount)} lebih besar dari harga {rupiah(price)}.")
    carried = min(carried, total)
    due = total - carried
    if tendered is None:
        tendered = 0 if credit else due
    if tendered < due and not credit:
        raise Refused(
            f"Uangnya kurang {rupiah(due - tendered)}: dibayar {rupiah(tendered)}, "
            f"harganya {rupiah(total)}. Sisanya kasbon? Tambahkan -k."
        )
    return Quote(
        choice.number,
        product,
        cost,
        price,
        discount,
        carried,
        min(tendered, due),
        max(0, tendered - due),
        choice.warnings + _price_warnings(product, cost, price if agreed.by_card else total),
    )


def _price_warnings(product: Product, cost: int | None, total: int) -> tuple[str, ...]:
    if cost is None:
        return (f"Modal {product.code} belum diketahui, jadi untungnya belum bisa dihitung.",)
    warning = below_cost(cost, total)
    return (warning,) if warning else ()


def below_cost(cost: int | None, total: int) -> str:
    """That a sale brings in less than it costs, rupiah; empty where it does not, or nobody
    knows."""
    if cost is None or total >= cost:
        return ""
    return f"Di bawah modal: modal {rupiah(cost)}, rugi {rupiah(cost - total)}."

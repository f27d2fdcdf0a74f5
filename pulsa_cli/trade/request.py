"""What a seller wants to sell."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core import phone
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.kinds import SUCCEEDED
from pulsa_cli.core.sales import Sale
from pulsa_cli.core.ways import Tender
from pulsa_cli.trade.quote import Choice

if TYPE_CHECKING:
    from pulsa_cli.core.orders import OpenOrder


class Request(NamedTuple):
    """A sale that is wanted. `customer` buys (without an id: is to be registered) and pays what is
    in `tender`; amounts in rupiah, None = as in the price list; `account` is KASBON or TITIPAN
    where not all is paid now; `balance`, the prepaid balance pays what it can; `moment` is when it
    happened, None = now; `again`, the same number and product of that day is meant once more;
    `carried` is a failed sale whose money pays for this one, `order` what is fulfilled by it."""

    choice: Choice
    customer: Customer | None
    tender: Tender
    price: int | None = None
    cost: int | None = None
    discount: int | None = None
    account: str = ""
    balance: bool = False
    term: str = ""
    moment: datetime | None = None
    again: bool = False
    force: str = ""
    carried: Sale | None = None
    order: "OpenOrder | None" = None
    status: str = SUCCEEDED
    sn: str = ""

    @property
    def number(self) -> str:
        """As it is stored."""
        return phone.group(self.choice.number)

"""What a row that is about to be recorded changes in customers' accounts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pulsa_cli.core.account import Account
from pulsa_cli.core.customers import Customer
from pulsa_cli.core.schema import Row, Table

if TYPE_CHECKING:
    from pulsa_cli.core.questions import Books


class Changed(NamedTuple):
    """A customer's account before and after a row."""

    customer: Customer
    before: Account
    after: Account


def changed(books: "Books", table: Table, row: Row, ids: Iterable[str]) -> list[Changed]:
    """The accounts of the customers that these ids are, each once, before the row (of this ledger)
    and once it counts."""
    foreseen = books.foreseen(table, row)
    known = filter(None, map(books.customers.get, filter(None, ids)))
    customers = {customer.id: customer for customer in known}
    return [
        Changed(
            customer,
            books.customers.account(customer),
            books.customers.account(customer, foreseen),
        )
        for customer in customers.values()
    ]

"""`pulsa jual` without a number: one sale a line, for the queue."""

import itertools
import sys
from collections.abc import Callable, Iterator

from pulsa_cli.dialog import terminal
from pulsa_cli.dialog.person import Person
from pulsa_cli.dialog.selling import Sold
from pulsa_cli.errors import PulsaError, Refused, WrongUse
from pulsa_cli.show import selling as shown

HELP = """\
Satu penjualan satu baris, lalu Enter:
  081234567890 10          pulsa 10.000 untuk nomor ini
  081234567890 S10 tf      kode produk, dibayar transfer
  081234567890 10 --harga 13rb --diskon 500
  budi 10 -k               kasbon untuk pelanggan Budi
Semua pilihan `pulsa jual --help` bisa dipakai. Baris kosong: selesai."""


class Helped(Exception):
    """The line asked for help, which was given; nothing was sold."""


def sell_lines(person: Person, sell: Callable[[str], Sold]) -> None:
    """One sale a line, from a person or a pipe; a mistake in one line stops nothing. `sell` records
    the sale of a line; it raises Refused or WrongUse, or Helped."""
    if person.here:
        import readline  # noqa: F401  (gives input() line editing and history)

        terminal.note("Satu baris satu penjualan: 081234567890 10   (? bantuan, Enter selesai)")
        terminal.keep_ahead()
    queue = _Queue(person, sell)
    try:
        for number, line in _lines(person):
            queue.take(number, line)
    except KeyboardInterrupt:
        terminal.note("")
        queue.stop()
        if not queue.sold:
            raise
    if not queue.sold and not queue.failed and not person.here:
        raise WrongUse("Tidak ada penjualan. Contoh: pulsa jual 081234567890 10")
    terminal.note(shown.summary(queue.sold))
    if not person.here:
        queue.require_all()


class _Queue:
    """What was `sold` so far, how many lines `failed`, and the number of the `following` one."""

    def __init__(self, person: Person, sell: Callable[[str], Sold]) -> None:
        self._person, self._sell = person, sell
        self.sold: list[Sold] = []
        self.failed, self.following = 0, 1
        self._stopped = False

    def take(self, number: int, line: str) -> None:
        """Sells what stands in a line; a mistake in it is told."""
        here, self.following = self._person.here, number
        try:
            self.sold.append(self._sell(line))
        except (KeyboardInterrupt, EOFError):
            if not here:
                raise
            terminal.note("\nBaris ini tidak dicatat.")
            self._drop_ahead()
        except Helped:
            if not here:
                self._fail(number, "tidak tercatat")
        except (Refused, WrongUse) as error:
            self._fail(number, str(error))
        except PulsaError as error:
            if not here:
                raise  # not this line's fault: the next would fail as well
            self._fail(number, str(error))
        self.following = number + 1

    def stop(self) -> None:
        """Ctrl-C: says what is not read any more."""
        self._stopped = True
        if self._person.here:
            self._drop_ahead()
        elif not self.sold:
            terminal.note(f"Baris berikutnya: {self.following}.")

    def require_all(self) -> None:
        """Raises Refused where a line of a pipe was not recorded."""
        said = [f"{self.failed} baris tidak tercatat."] if self.failed else []
        if self._stopped:
            said.append(
                f"Dihentikan: {len(self.sold)} baris tercatat, yang berikutnya baris "
                f"{self.following}."
            )
        if said:
            raise Refused(" ".join(said))

    def _drop_ahead(self) -> None:
        if unread := terminal.drop_ahead():
            terminal.note("\n- ".join(["Baris yang tidak dibaca lagi:", *unread]))

    def _fail(self, number: int, why: str) -> None:
        self.failed += 1
        terminal.note(why if self._person.here else f"baris {number}: {why}")


def _lines(person: Person) -> Iterator[tuple[int, str]]:
    """Lines with their number, up to the end of input, or a person's first empty one; `?` is
    answered here."""
    for number in itertools.count(1):
        try:
            line = terminal.next_line("jual>") if person.here else _piped_line()
        except EOFError:
            terminal.note("")
            return
        if person.here and line == "?":
            terminal.note(HELP)
        elif line.strip():
            yield number, line
        elif person.here or not line:
            return


def _piped_line() -> str:
    terminal.listen()
    return sys.stdin.readline()

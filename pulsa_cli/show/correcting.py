"""What became of a sale, and where its money went, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pulsa_cli.core import dates
from pulsa_cli.core.kinds import FAILED, GIVEN_BACK, MOVED, SN, SUCCEEDED, WRONG_NUMBER
from pulsa_cli.core.money import rupiah, typeable
from pulsa_cli.core.sales import BUYER, SHOP, Sale
from pulsa_cli.core.ways import CASH, told
from pulsa_cli.show.credit import money_now
from pulsa_cli.show.selling import on_account
from pulsa_cli.trade.accounts import Changed
from pulsa_cli.trade.correcting import Correction, named
from pulsa_cli.trade.repeating import ARRIVED, Repeat


def corrected(plan: Correction) -> list[str]:
    """What is acknowledged, and behind it what can be done next, a line each."""
    return _SAID[plan.row["jenis"]](plan)


def _noted(plan: Correction) -> list[str]:
    sn, before = plan.row["sn"], plan.sale.sn
    instead = f", menggantikan {before}" if before not in ("", sn) else ""
    return [f"SN {sn} untuk {named(plan.sale)}{instead}"]


def _succeeded(plan: Correction) -> list[str]:
    return [f"{named(plan.sale)} sukses"]


def _failed(plan: Correction) -> list[str]:
    first, *hints = _money(plan)
    return [f"{named(plan.sale)} gagal{first}", *hints]


def _given_back(plan: Correction) -> list[str]:
    first, *hints = _money(plan)
    return [f"{named(plan.sale)}{first}", *hints]


def _wrong_number(plan: Correction) -> list[str]:
    sale, row = plan.sale, plan.row
    said = f"{named(sale)} salah nomor, seharusnya {row['nomor']}"
    if row["rugi"] == BUYER:
        said += " · ditanggung pembeli"
    else:
        lost = "modal belum diketahui" if sale.cost is None else f"rugi {rupiah(sale.cost)}"
        said += f" · {lost}, ditanggung toko{_money(plan)[0]}"
    if not plan.unfit:
        return [said, f"Isi nomor yang benar: pulsa transaksi ulang {sale.id}"]
    if row["rugi"] == SHOP and row["kembali"] == "0":
        return [said, f"Kembalikan uangnya: pulsa transaksi gagal {sale.id} --kembali tunai"]
    return [said]


def _moved(plan: Correction) -> list[str]:
    called = plan.customer.called if plan.customer else ""
    return [f"{named(plan.sale)} sekarang milik {called}{accounts(plan.accounts)}"]


_SAID = {
    SN: _noted,
    SUCCEEDED: _succeeded,
    FAILED: _failed,
    GIVEN_BACK: _given_back,
    WRONG_NUMBER: _wrong_number,
    MOVED: _moved,
}


def _money(plan: Correction) -> list[str]:
    """Where the money of an ended sale went, and what can be done next."""
    debts = [change.before.debts.get(plan.sale.id) for change in plan.accounts]
    gone = " · kasbonnya dihapus" if any(debt and debt.left for debt in debts) else ""
    return [f"{_where(plan)}{gone}{accounts(plan.accounts)}", *_next(plan)]


def _where(plan: Correction) -> str:
    """Where the money that was in the sale is now; empty where there was none."""
    row, money = plan.row, rupiah(plan.money)
    if row["kembali"] != "0":
        return f" · {money} dikembalikan"
    if row.get("pelanggan"):
        return f" · {money} masuk uang titipan"
    if plan.money:
        return f" · {money} masih di konter"
    return " · tidak ada uang yang harus diserahkan" if row.get("cara") == CASH else ""


def _next(plan: Correction) -> Iterator[str]:
    """What can be done with money that is still here; nothing where all is in the account by the
    seller's own word. What is kept for its order stays there."""
    id, row = plan.sale.id, plan.row
    if plan.money and row["kembali"] == "0" and not row.get("pelanggan"):
        yield f"Isi lagi: pulsa transaksi ulang {id}"
        yield f"Kembalikan: pulsa transaksi gagal {id} --kembali tunai"
    for customer, before, after in plan.accounts if row.get("cara") == CASH else ():
        debt = before.debts.get(id)
        if there := min(debt.paid - debt.drawn, after.balance) if debt else 0:
            source = "yang sudah dibayar untuk kasbonnya" if plan.sale.due else "dari uang titipan"
            yield (
                f"{rupiah(there)} {source} tidak ikut diserahkan. "
                f"Menyerahkannya: pulsa titipan ambil {customer.id} {typeable(there)}"
            )


def waited(sale: Sale, now: datetime) -> str:
    """How long a pending sale has been waiting."""
    age = now - sale.time
    if age.days:
        return f"sejak {dates.show_day(sale.time.date())}"
    return f"sudah {dates.show_span(age)}"


def accounts(changes: Iterable[Changed]) -> str:
    """What customers owe now, where that is something else than before; empty where nothing
    changed."""
    return "".join(map(_account, changes))


def _account(change: Changed) -> str:
    said = money_now(change.after)
    if change.before.reserved and not change.after.reserved:
        said += " · uang pesanan sekarang tidak ada"
    return f" · {change.customer.name}: {said}" if said != money_now(change.before) else ""


def missing(repeat: Repeat, choices: Iterable[str]) -> str:
    """`Kurang Rp12.000: [Enter = kasbon] · u dibayar`."""
    offered = " · ".join(choices)
    return f"Kurang {rupiah(repeat.money.missing)}" + (f": {offered}" if offered else ".")


def repeated(repeat: Repeat) -> str:
    """A repeat of a sale: what it is paid with, from the failed one, by the account and anew."""
    row, source = repeat.row, repeat.money
    account = source.account
    money = [f"{rupiah(source.carried)} dari {row['ref']}"] if source.carried else []
    money += (
        [on_account(account.owed, account.prepaid, account.advance, account.due)]
        if account.owed
        else []
    )
    money += [f"dibayar lagi {told(source.paid, source.received.moved)}"] if source.paid else []
    if source.change > source.received.change:
        money.append(f"kembalian {rupiah(source.change)}")
    money += [f"{rupiah(source.lost)} ditanggung konter"] if source.lost else []
    status = [row["status"]] if row["status"] != SUCCEEDED else []
    what = [row["nomor"], row["nama"]]
    if row["alasan"].startswith(ARRIVED):
        what = [f"{named(repeat.sale)} ternyata masuk"]
    return " · ".join([*what, *money, *status]) + accounts(repeat.accounts)

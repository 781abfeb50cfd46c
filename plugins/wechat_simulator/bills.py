"""WeChat's daily bills, written out of the ledger.

The real ones are ready the next morning. These exist as soon as a day has begun,
so that a rehearsal needs no night.
"""

import gzip
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .orders import PayError
from .world import BEIJING, World

FEE_RATE = Decimal("0.006")
URL_SECONDS = 300
_BOM = "\ufeff"

_TRADE_HEADER = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
_TRADE_SUMS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)
_FUNDS_HEADER = (
    "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),"
    "资金变更提交申请人,备注,业务凭证号"
)
_FUNDS_SUMS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"


@dataclass(frozen=True, slots=True)
class Entry:
    """A payment or an accepted refund, as WeChat's books have it. Amounts are fen."""

    at: float
    transaction_id: str
    out_trade_no: str
    openid: str
    description: str
    attach: str
    total: int
    fee: int
    refund_id: str = ""
    out_refund_no: str = ""
    refund: int = 0
    refund_status: str = ""


def trade_bill(world: World, *, day: date) -> bytes:
    """Write the trade bill of a Beijing day, with the armed mistakes in it.

    Raises:
        PayError: nothing happened that day.
    """
    entries = _mistaken(world, entries_of(world, day=day))
    if not entries:
        raise no_statement()
    lines = [_trade_line(world, entry) for entry in entries]
    sums = (
        len(entries),
        _yuan(sum(entry.total for entry in entries)),
        _yuan(sum(entry.refund for entry in entries)),
        "0.00",
        _yuan(sum(entry.fee for entry in entries)),
        _yuan(sum(entry.total for entry in entries)),
        _yuan(sum(entry.refund for entry in entries)),
    )
    return _file(_TRADE_HEADER, lines, _TRADE_SUMS, _padded(sums))


def fund_bill(world: World, *, day: date) -> bytes:
    """Write the fund-flow bill of a Beijing day.

    Raises:
        PayError: nothing happened that day.
    """
    moves = [move for entry in entries_of(world, day=day) for move in _moves(entry)]
    if not moves:
        raise no_statement()
    lines, balance = [], _balance_before(world, day=day)
    for number, (entry, business, fen) in enumerate(moves, start=1):
        balance += fen
        lines.append(_fund_line(entry, number, business, fen, balance))
    income = [fen for _, _, fen in moves if fen >= 0]
    expense = [-fen for _, _, fen in moves if fen < 0]
    sums = (len(moves), len(income), _yuan(sum(income)), len(expense), _yuan(sum(expense)))
    return _file(_FUNDS_HEADER, lines, _FUNDS_SUMS, _padded(sums))


def entries_of(world: World, *, day: date) -> list[Entry]:
    """Return what happened between two Beijing midnights, oldest first."""
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    return _entries_between(world, start.timestamp(), (start + timedelta(days=1)).timestamp())


def _entries_between(world: World, start: float, end: float) -> list[Entry]:
    span = (start, end)
    paid = world.ledger.rows(
        "SELECT * FROM orders WHERE state = 'SUCCESS' AND success_at >= ? AND success_at < ?",
        *span,
    )
    refunded = world.ledger.rows(
        "SELECT refunds.*, orders.openid, orders.description, orders.attach FROM refunds"
        " JOIN orders USING (out_trade_no)"
        " WHERE refunds.created_at >= ? AND refunds.created_at < ?",
        *span,
    )
    entries = [_payment(row) for row in paid] + [_refund(row) for row in refunded]
    return sorted(entries, key=lambda entry: entry.at)


def fee_of(fen: int) -> int:
    return int((fen * FEE_RATE).quantize(Decimal(1), ROUND_HALF_UP))


def packed(bill: bytes, *, tar_type: str | None) -> bytes:
    return gzip.compress(bill, mtime=0) if tar_type == "GZIP" else bill


def offer(world: World, *, bill: bytes, tar_type: str | None, address: str) -> dict[str, str]:
    """Keep a file for five minutes and say where it lies."""
    now = world.now()
    token = secrets.token_urlsafe(24)
    with world.ledger.write() as books:
        books.execute("DELETE FROM bill_files WHERE until < ?", (now,))
        books.execute(
            "INSERT INTO bill_files VALUES (?, ?, ?)",
            (token, now + URL_SECONDS, packed(bill, tar_type=tar_type)),
        )
    wrong = world.faults.take("bill.wrong_hash")
    return {
        "download_url": f"{address}/v3/billdownload/file?token={token}",
        "hash_type": "SHA1",
        "hash_value": "0" * 40 if wrong else hashlib.sha1(bill, usedforsecurity=False).hexdigest(),
    }


def offered(world: World, *, token: str) -> bytes:
    """Return a file that still lies there.

    Raises:
        PayError: the address has lapsed or never existed.
    """
    row = world.ledger.row(
        "SELECT content FROM bill_files WHERE token = ? AND until >= ?", token, world.now()
    )
    if row is None:
        raise PayError(400, "INVALID_REQUEST", "账单下载地址已失效")
    return bytes(row["content"])


def no_statement() -> PayError:
    return PayError(400, "NO_STATEMENT_EXIST", "账单文件不存在")


def _payment(row: Mapping[str, Any]) -> Entry:
    return Entry(
        at=row["success_at"],
        transaction_id=row["transaction_id"],
        out_trade_no=row["out_trade_no"],
        openid=row["openid"],
        description=row["description"],
        attach=row["attach"],
        total=row["total"],
        fee=fee_of(row["total"]),
    )


def _refund(row: Mapping[str, Any]) -> Entry:
    return Entry(
        at=row["created_at"],
        transaction_id=row["transaction_id"],
        out_trade_no=row["out_trade_no"],
        openid=row["openid"],
        description=row["description"],
        attach=row["attach"],
        total=0,
        fee=-fee_of(row["fen"]),
        refund_id=row["refund_id"],
        out_refund_no=row["out_refund_no"],
        refund=row["fen"],
        refund_status=row["status"],
    )


def _mistaken(world: World, entries: list[Entry]) -> list[Entry]:
    """Return the entries as a bill with the armed mistakes would list them."""
    if not entries:
        return entries
    first, *rest = entries
    if world.faults.take("bill.missing_row"):
        return rest
    if world.faults.take("bill.extra_row"):
        strange = replace(
            first,
            transaction_id=f"42000{secrets.randbelow(10**23):023d}",
            out_trade_no=f"strange{secrets.token_hex(8)}",
        )
        return [*entries, strange]
    if world.faults.take("bill.changed_amount"):
        return [replace(first, total=first.total + 1, fee=fee_of(first.total + 1)), *rest]
    if world.faults.take("bill.changed_fee"):
        return [replace(first, fee=first.fee + 1), *rest]
    return entries


def _trade_line(world: World, entry: Entry) -> str:
    return _padded(
        (
            _moment(entry.at),
            world.identity.appid,
            world.identity.mchid,
            "0",
            "",
            entry.transaction_id,
            entry.out_trade_no,
            entry.openid,
            "JSAPI",
            "REFUND" if entry.out_refund_no else "SUCCESS",
            "OTHERS",
            "CNY",
            _yuan(entry.total),
            "0.00",
            entry.refund_id or "0",
            entry.out_refund_no or "0",
            _yuan(entry.refund),
            "0.00",
            "ORIGINAL" if entry.out_refund_no else "",
            entry.refund_status,
            entry.description,
            entry.attach,
            f"{_yuan(entry.fee)}000",
            "0.60%",
            _yuan(entry.total),
            _yuan(entry.refund),
            "",
        )
    )


def _moves(entry: Entry) -> Iterable[tuple[Entry, str, int]]:
    """Yield what an entry does to the merchant's account: business and signed fen."""
    if entry.out_refund_no:
        yield entry, "退款", -entry.refund
    else:
        yield entry, "交易", entry.total
    if entry.fee:
        yield entry, "手续费", -entry.fee


def _balance_before(world: World, *, day: date) -> int:
    """Return what all movements before a Beijing midnight left on the account."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp()
    earlier = _entries_between(world, 0, midnight)
    return sum(fen for entry in earlier for _, _, fen in _moves(entry))


def _fund_line(entry: Entry, number: int, business: str, fen: int, balance: int) -> str:
    return _padded(
        (
            _moment(entry.at),
            entry.refund_id or entry.transaction_id,
            f"{entry.transaction_id}{number:06d}",
            business,
            business,
            "收入" if fen >= 0 else "支出",
            _yuan(abs(fen)),
            _yuan(balance),
            "system",
            "",
            entry.out_refund_no or entry.out_trade_no,
        )
    )


def _file(header: str, lines: list[str], sums_header: str, sums: str) -> bytes:
    return (_BOM + "".join(f"{line}\r\n" for line in (header, *lines, sums_header, sums))).encode()


def _padded(values: Iterable[object]) -> str:
    return ",".join(f"`{value}" for value in values)


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"

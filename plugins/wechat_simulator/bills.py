"""WeChat's daily bills, written out of the ledger.

The real ones are ready the next morning. These exist as soon as a day has begun,
so that a rehearsal needs no night.
"""

import secrets
from dataclasses import replace
from datetime import date

from .bill_entries import Entry, Move, balance_before, entries_of, fee_of, moves_of, shares_of
from .bill_files import moment, no_statement, padded, written, yuan
from .people import openid_in
from .world import World

_REFUND_TIMES = ("退款申请时间", "退款成功时间")
_REFUND_COLUMNS = (
    "微信退款单号",
    "商户退款单号",
    "退款金额",
    "充值券退款金额",
    "退款类型",
    "退款状态",
)
_TRADE_COLUMNS = (
    *("交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号"),
    *("用户标识", "交易类型", "交易状态", "付款银行", "货币种类", "应结订单金额", "代金券金额"),
    *_REFUND_COLUMNS,
    *("商品名称", "商户数据包", "手续费", "费率", "订单金额", "申请退款金额", "费率备注"),
)
_TRADE_SUMS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)
_FUNDS_HEADER = (
    "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),"
    "资金变更提交申请人,备注,业务凭证号"
)
_FUNDS_SUMS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
_SHARES_HEADER = (
    "分账时间,分账发起方,分账方,微信订单号,微信分账/回退单号,分账明细单号,商户分账/回退单号,"
    "订单金额,分账接收方,分账金额,业务类型,处理状态,分账描述,备注"
)
_SHARES_SUMS = "总笔数,分账总金额,回退总金额"

BILL_TYPES = ("ALL", "SUCCESS", "REFUND")


def trade_bill(world: World, *, day: date, bill_type: str = "ALL") -> bytes:
    """Write the trade bill of a Beijing day, with the armed mistakes in it.

    Raises:
        PayError: nothing happened that day.
    """
    kinds = {"ALL": (True, False), "SUCCESS": (False,), "REFUND": (True,)}[bill_type]
    entries = [entry for entry in entries_of(world, day=day) if bool(entry.out_refund_no) in kinds]
    entries = _mistaken(world, entries)
    if not entries:
        raise no_statement()
    columns = _columns(bill_type)
    rows = [_trade_row(world, entry) for entry in entries]
    sums = (
        len(entries),
        yuan(sum(entry.total for entry in entries)),
        yuan(sum(entry.refund for entry in entries)),
        "0.00",
        yuan(sum(entry.fee for entry in entries)),
        yuan(sum(entry.total for entry in entries)),
        yuan(sum(entry.refund for entry in entries)),
    )
    lines = [padded(row[name] for name in columns) for row in rows]
    return written(",".join(columns), lines, _TRADE_SUMS, sums)


def fund_bill(world: World, *, day: date) -> bytes:
    """Write the fund-flow bill of a Beijing day.

    Raises:
        PayError: nothing happened that day.
    """
    moves = moves_of(world, day=day)
    if not moves:
        raise no_statement()
    lines, balance = [], balance_before(world, day=day)
    for number, move in enumerate(moves, start=1):
        balance += move.fen
        lines.append(_fund_line(move, number, balance))
    income = [move.fen for move in moves if move.fen >= 0]
    expense = [-move.fen for move in moves if move.fen < 0]
    sums = (len(moves), len(income), yuan(sum(income)), len(expense), yuan(sum(expense)))
    return written(_FUNDS_HEADER, lines, _FUNDS_SUMS, sums)


def share_bill(world: World, *, day: date) -> bytes:
    """Write the profit-sharing bill of a Beijing day.

    Raises:
        PayError: nothing was shared that day.
    """
    rows = shares_of(world, day=day)
    if not rows:
        raise no_statement()
    mchid = world.identity.mchid
    lines = [
        padded(
            (
                moment(row["finished_at"]),
                mchid,
                mchid,
                row["transaction_id"],
                row["order_id"] if row["out"] else row["return_id"],
                row["detail_id"],
                row["out_order_no"] if row["out"] else row["out_return_no"],
                yuan(row["total"]),
                row["account"],
                yuan(row["amount"]),
                "分账" if row["out"] else "分账回退",
                "成功",
                row["description"],
                "",
            )
        )
        for row in rows
    ]
    shared, returned = (sum(row["amount"] for row in rows if row["out"] == out) for out in (1, 0))
    return written(_SHARES_HEADER, lines, _SHARES_SUMS, (len(rows), yuan(shared), yuan(returned)))


def _columns(bill_type: str) -> tuple[str, ...]:
    if bill_type == "SUCCESS":
        left_out = {*_REFUND_COLUMNS, "申请退款金额"}
        return tuple(name for name in _TRADE_COLUMNS if name not in left_out)
    if bill_type == "REFUND":
        at = _TRADE_COLUMNS.index(_REFUND_COLUMNS[0])
        return (*_TRADE_COLUMNS[:at], *_REFUND_TIMES, *_TRADE_COLUMNS[at:])
    return _TRADE_COLUMNS


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


def _trade_row(world: World, entry: Entry) -> dict[str, str]:
    appid = entry.appid or world.identity.appid
    return {
        "交易时间": moment(entry.at),
        "公众账号ID": appid,
        "商户号": world.identity.mchid,
        "特约商户号": "0",
        "设备号": "",
        "微信订单号": entry.transaction_id,
        "商户订单号": entry.out_trade_no,
        "用户标识": openid_in(world, entry.person, appid=appid),
        "交易类型": entry.trade_type,
        "交易状态": "REFUND" if entry.out_refund_no else "SUCCESS",
        "付款银行": "OTHERS",
        "货币种类": "CNY",
        "应结订单金额": yuan(entry.total),
        "代金券金额": "0.00",
        "退款申请时间": moment(entry.at),
        "退款成功时间": moment(entry.refunded_at) if entry.refunded_at else "",
        "微信退款单号": entry.refund_id or "0",
        "商户退款单号": entry.out_refund_no or "0",
        "退款金额": yuan(entry.refund),
        "充值券退款金额": "0.00",
        "退款类型": "ORIGINAL" if entry.out_refund_no else "",
        "退款状态": entry.refund_status,
        "商品名称": entry.description,
        "商户数据包": entry.attach,
        "手续费": f"{yuan(entry.fee)}000",
        "费率": "0.60%",
        "订单金额": yuan(entry.total),
        "申请退款金额": yuan(entry.refund),
        "费率备注": "",
    }


def _fund_line(move: Move, number: int, balance: int) -> str:
    return padded(
        (
            moment(move.at),
            move.number,
            f"{move.transaction_id}{number:06d}",
            move.business,
            move.business,
            "收入" if move.fen >= 0 else "支出",
            yuan(abs(move.fen)),
            yuan(balance),
            "system",
            "",
            move.voucher,
        )
    )

"""Reconcile a day of 100,000 payments: `python -m saleor_config.bench.bills`.

Bills and books of the day are made up, fed from generators, and rolled back at the
end. What is measured is the reading and matching of both bills.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

TRADES = 100_000
DAY = date(2025, 11, 20)
MCHID = "1900000000"
FEN, FEE = 6960, 42
TRADE_HEADER = (
    "\ufeff交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,"
    "微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,费率,订单金额,申请退款金额"
)
FUND_HEADER = (
    "\ufeff记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),"
    "账户结余(元),资金变更提交申请人,备注,业务凭证号"
)


def trade_lines(trades: int) -> Iterator[str]:
    """Generate a bill of equal sales; nothing of it is kept."""
    yield TRADE_HEADER
    for number in range(trades):
        yield (
            f"`{DAY} 09:00:00,`wx1,`{MCHID},`{42 * 10**20 + number},`T{number:08d},`SUCCESS,"
            "`69.60,`0,`0,`0.00,`,`金牛麻花,`0.42000,`0.60%,`69.60,`0.00"
        )
    yield "总交易单数,订单总金额,手续费总金额"
    yield f"`{trades},`{trades * FEN / 100:.2f},`{trades * FEE / 100:.2f}"


def fund_lines(trades: int) -> Iterator[str]:
    """Generate the movements of these sales: money in, fee out."""
    yield FUND_HEADER
    balance = 0
    for number in range(trades):
        for business, way, fen in (("交易", "收入", FEN), ("扣除交易手续费", "支出", -FEE)):
            balance += fen
            yield (
                f"`{DAY} 09:00:00,`{42 * 10**20 + number},`{business}{number},`{business},"
                f"`{business},`{way},`{abs(fen) / 100:.2f},`{balance / 100:.2f},`system,`,`T{number}"
            )
    yield "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
    yield f"`{2 * trades},`{trades},`{trades * FEN / 100:.2f},`{trades},`{trades * FEE / 100:.2f}"


def write_books() -> None:
    """Write the day's payments, all of one order: only numbers and amounts matter here."""
    from saleor.order.models import Order

    from plugins.reconciliation.rules import BEIJING
    from plugins.wechat_pay.models import WechatPayment

    order = Order.objects.create(currency="CNY", total_net_amount=0, total_gross_amount=0)
    at = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=BEIJING)
    for start in range(0, TRADES, 2000):
        WechatPayment.objects.bulk_create(
            WechatPayment(
                order=order,
                out_trade_no=f"T{number:08d}",
                appid="wx1",
                mchid=MCHID,
                openid="o1",
                description="金牛麻花",
                notify_url="http://127.0.0.1/",
                total_fen=FEN,
                opened_at=at,
                pay_by=at + timedelta(minutes=30),
                check_after=at,
                state="paid",
                paid_at=at,
                transaction_id=str(42 * 10**20 + number),
                payout="surplus",
            )
            for number in range(start, start + 2000)
        )


def match() -> list[object]:
    """Match both bills; return what differs, which must be nothing."""
    from plugins.reconciliation.services.fund_match import fund_match
    from plugins.reconciliation.services.trade_match import trade_match
    from plugins.wechat_pay.public import read_fund_bill, read_trade_bill

    trade = trade_match(
        rows=read_trade_bill(trade_lines(TRADES)),
        mchid=MCHID,
        day=DAY,
        listed_earlier=lambda _numbers, _since: set(),
    )
    funds = fund_match(
        rows=read_fund_bill(fund_lines(TRADES)),
        trades=read_trade_bill(trade_lines(TRADES)),
        carried_in={},
        opening_expected=0,
        mchid=MCHID,
    )
    return [*trade.findings, *funds.findings]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")
    import django

    django.setup()

    from django.db import transaction

    with transaction.atomic():
        write_books()
        began = time.perf_counter()
        findings = match()
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    if findings:
        raise SystemExit(f"{len(findings)} differences, expected none: {findings[0]}")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = {
        "trades": TRADES,
        "movements": 2 * TRADES,
        "seconds": seconds,
        "megabytes": kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
